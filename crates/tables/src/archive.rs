//! A zip archive judged before anything in it is unpacked into memory: XLSX and ODS files are such archives.

use std::io::Read;

use flate2::read::DeflateDecoder;

/// Most that an archive may hold unpacked, in bytes. A sheet of a million rows and ten columns takes about 300 MB; the
/// largest real list read so far (UK Sanctions List, ODS) 5 MB.
pub(crate) const MAX_UNPACKED: u64 = 512 << 20;

/// Most that one entry may grow by unpacking. Sheets grow 5 to 60 times; a run of zeros grows 1,032 times.
pub(crate) const MAX_RATIO: u64 = 200;

/// Below this size growth does not matter: an empty sheet's styles may well grow 300 times.
const RATIO_FROM: u64 = 16 << 20;

/// Most entries that an archive may have. Real workbooks: under 200.
const MAX_ENTRIES: u64 = 10_000;

/// An entry of the archive's directory.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    /// Its path in the archive.
    pub(crate) name: &'a [u8],
    packed: u64,
    unpacked: u64,
    method: u16,
    offset: u64,
}

/// Reads the directory; the error is a sentence without its place.
pub(crate) fn entries(bytes: &[u8]) -> Result<Vec<Entry<'_>>, String> {
    let (count, start) = directory(bytes).ok_or("its directory is missing: the file is cut off")?;
    if count > MAX_ENTRIES {
        return Err(format!("it holds {count} files; a workbook has at most {MAX_ENTRIES}"));
    }
    let mut rest =
        usize::try_from(start).ok().and_then(|s| bytes.get(s..)).ok_or("its directory lies outside of it")?;
    let mut found = Vec::new();
    for _ in 0..count {
        let (entry, length) = entry(rest).ok_or("its directory is damaged")?;
        found.push(entry);
        // Lengths that reach beyond the end are found out here, and not by slicing.
        rest = rest.get(length..).ok_or("its directory is damaged")?;
    }
    Ok(found)
}

/// Refuses an archive that would unpack to more than a workbook may: first by what its directory says, then by
/// unpacking every entry without keeping anything, since a directory may lie.
pub(crate) fn check(bytes: &[u8], entries: &[Entry<'_>]) -> Result<(), String> {
    let stated: u64 = entries.iter().map(|e| e.unpacked).fold(0, u64::saturating_add);
    if stated > MAX_UNPACKED {
        return Err(too_large(stated));
    }
    for e in entries {
        if e.unpacked > RATIO_FROM && e.unpacked / e.packed.max(1) > MAX_RATIO {
            return Err(format!("{} grows {} times when unpacked", name(e), e.unpacked / e.packed.max(1)));
        }
    }
    let mut left = MAX_UNPACKED;
    for e in entries {
        let data = data(bytes, e).ok_or_else(|| format!("{} lies outside of the file", name(e)))?;
        let size = match e.method {
            0 => data.len() as u64,
            8 => unpacked_size(data, e.unpacked),
            other => return Err(format!("{} is packed in a way that is not read (method {other})", name(e))),
        };
        if size > e.unpacked {
            return Err(format!("{} unpacks to more than its directory says", name(e)));
        }
        left = left.checked_sub(size).ok_or_else(|| too_large(MAX_UNPACKED))?;
    }
    Ok(())
}

/// A packed or stored entry, unpacked as it is read; `None` where there is none of this path. The archive must have
/// been [`check`]ed.
pub(crate) fn open<'a>(bytes: &'a [u8], entries: &[Entry<'_>], path: &[u8]) -> Option<Box<dyn Read + 'a>> {
    let entry = entries.iter().find(|entry| entry.name == path)?;
    let data = data(bytes, entry)?;
    Some(if entry.method == 0 { Box::new(data) } else { Box::new(DeflateDecoder::new(data)) })
}

fn name(entry: &Entry<'_>) -> String {
    String::from_utf8_lossy(entry.name).into_owned()
}

fn too_large(size: u64) -> String {
    format!("it unpacks to {} MB or more; at most {} MB are read", size >> 20, MAX_UNPACKED >> 20)
}

/// Unpacks and counts, up to one byte more than `stated`. Damage ends the count: whoever reads the entry reports it.
fn unpacked_size(data: &[u8], stated: u64) -> u64 {
    let (mut total, mut buffer) = (0, [0; 16 * 1024]);
    let mut reader = DeflateDecoder::new(data).take(stated.saturating_add(1));
    while let Ok(got @ 1..) = reader.read(&mut buffer) {
        total += got as u64;
    }
    total
}

fn data<'a>(bytes: &'a [u8], entry: &Entry<'_>) -> Option<&'a [u8]> {
    let local = bytes.get(usize::try_from(entry.offset).ok()?..)?;
    if local.get(..4)? != b"PK\x03\x04" {
        return None;
    }
    let start = 30 + usize::from(u16_at(local, 26)?) + usize::from(u16_at(local, 28)?);
    local.get(start..start.checked_add(usize::try_from(entry.packed).ok()?)?)
}

/// Number of entries and place of the directory, from the end record (and the one of Zip64 where it defers to that).
fn directory(bytes: &[u8]) -> Option<(u64, u64)> {
    // The record is 22 bytes and a comment of at most 65,535.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let at = from + bytes[from..].windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let end = &bytes[at..];
    let (count, start) = (u64::from(u16_at(end, 10)?), u64::from(u32_at(end, 16)?));
    if count != 0xFFFF && start != 0xFFFF_FFFF {
        return Some((count, start));
    }
    let locator = bytes.get(at.checked_sub(20)?..at).filter(|l| l.starts_with(b"PK\x06\x07"));
    let Some(locator) = locator else { return Some((count, start)) };
    let wide = bytes.get(usize::try_from(u64_at(locator, 8)?).ok()?..)?;
    wide.starts_with(b"PK\x06\x06").then_some(())?;
    Some((u64_at(wide, 32)?, u64_at(wide, 48)?))
}

fn entry(bytes: &[u8]) -> Option<(Entry<'_>, usize)> {
    bytes.starts_with(b"PK\x01\x02").then_some(())?;
    let lengths = [u16_at(bytes, 28)?, u16_at(bytes, 30)?, u16_at(bytes, 32)?].map(usize::from);
    let name = bytes.get(46..46 + lengths[0])?;
    let mut extra = bytes.get(46 + lengths[0]..46 + lengths[0] + lengths[1])?;
    let narrow = [u32_at(bytes, 24)?, u32_at(bytes, 20)?, u32_at(bytes, 42)?];
    let mut wide = narrow.map(u64::from);
    while let (Some(id), Some(size)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let body = extra.get(4..4 + usize::from(size))?;
        if id == 1 {
            // Zip64: the values that do not fit, in this order, and only those.
            let mut at = 0;
            for (value, narrow) in wide.iter_mut().zip(narrow) {
                if narrow == u32::MAX {
                    *value = u64_at(body, at)?;
                    at += 8;
                }
            }
        }
        extra = &extra[4 + usize::from(size)..];
    }
    let [unpacked, packed, offset] = wide;
    let entry = Entry { name, packed, unpacked, method: u16_at(bytes, 10)?, offset };
    Some((entry, 46 + lengths.iter().sum::<usize>()))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    //! 1. An archive with its bytes changed, cut or doubled is read or refused, and never panics.
    //! 2. A directory whose last entry reaches beyond its end is refused.

    use std::io::Read;

    use proptest::prelude::*;

    use super::{check, entries, open};

    /// An archive with one stored file, its directory and its end record, every field in its place.
    fn archive(name: &[u8], content: &[u8]) -> Vec<u8> {
        let size = (content.len() as u32).to_le_bytes();
        let length = (name.len() as u16).to_le_bytes();
        let mut bytes =
            [&b"PK\x03\x04"[..], &[0; 14], &size, &size, &length, &[0; 2], name, content].concat();
        let start = bytes.len();
        bytes.extend([&b"PK\x01\x02"[..], &[0; 16], &size, &size, &length, &[0; 16], name].concat());
        let directory = ((bytes.len() - start) as u32).to_le_bytes();
        let start = (start as u32).to_le_bytes();
        bytes.extend([&b"PK\x05\x06"[..], &[0, 0, 0, 0, 1, 0, 1, 0], &directory, &start, &[0; 2]].concat());
        bytes
    }

    fn read(bytes: &[u8]) -> Result<String, String> {
        let found = entries(bytes)?;
        check(bytes, &found)?;
        let mut content = open(bytes, &found, b"content.xml").ok_or("no content")?;
        let mut text = String::new();
        content.read_to_string(&mut text).map(|_| text).map_err(|e| e.to_string())
    }

    #[test]
    fn whole_and_overlong() {
        let whole = archive(b"content.xml", b"<a/>");
        assert_eq!(read(&whole).unwrap(), "<a/>");
        // The length of the entry's comment, 32 bytes behind the directory's mark.
        let mut overlong = whole;
        let at = overlong.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        overlong[at + 33] = 0x2D;
        assert_eq!(read(&overlong).unwrap_err(), "its directory is damaged");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn changed_bytes(changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..3, any::<u8>()), 1..6)) {
            let mut bytes = archive(b"content.xml", b"<a>some content</a>");
            for (at, change, byte) in changes {
                let at = at.index(bytes.len());
                match change {
                    0 => bytes[at] = byte,
                    1 => bytes.truncate(at.max(1)),
                    _ => bytes.insert(at, byte),
                }
            }
            let _ = read(&bytes);
        }
    }
}
