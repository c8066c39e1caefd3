//! Gzip: lists are published and mirrored compressed.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;

use crate::{InputFile, ReadError};

/// The most that a file may unpack to. What lies beyond is not read: the file is refused. The largest list that is
/// published, OFAC's advanced XML, is some 120 MB; the largest mirror of all lists in one, about 2 GB.
const MOST: u64 = 4 << 30;

/// From this size on, a file that grew more than [`RATIO`]-fold is refused as a zip bomb. Real lists grow 5 to 25-fold.
const SUSPECT: u64 = 64 << 20;

/// How many times larger than its packed form a large file may be. Deflate itself allows 1,032.
const RATIO: u64 = 100;

/// How much of a packed file is unpacked to recognise it.
const START: u64 = 64 * 1024;

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B, 0x08])
}

/// The start of the content, for recognising it; of a damaged file, as much as can be had.
pub(crate) fn start(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !is_gzip(bytes) {
        return Cow::Borrowed(bytes);
    }
    let mut content = Vec::new();
    let mut reader = MultiGzDecoder::new(bytes).take(START);
    // What was unpacked before a fault is enough to name the format; `whole` reports the fault.
    let _ = reader.read_to_end(&mut content);
    Cow::Owned(content)
}

/// The whole content.
pub(crate) fn whole<'a>(file: &InputFile<'a>) -> Result<Cow<'a, [u8]>, ReadError> {
    if !is_gzip(file.bytes) {
        return Ok(Cow::Borrowed(file.bytes));
    }
    unpacked(file.bytes, MOST).map(Cow::Owned).map_err(|(what, hint)| ReadError::Broken {
        file: file.name.into(),
        line: 0,
        what,
        hint: hint.into(),
    })
}

/// Unpacks in growing steps, so that a bomb is found out before it fills the memory.
fn unpacked(packed: &[u8], most: u64) -> Result<Vec<u8>, (String, &'static str)> {
    let mut content = Vec::new();
    let mut reader = MultiGzDecoder::new(packed);
    loop {
        let step = (content.len() as u64).max(1 << 20);
        let read =
            reader.by_ref().take(step).read_to_end(&mut content).map_err(|e| {
                (format!("the gzip data is damaged or cut off: {e}"), "download the file again")
            })?;
        if read == 0 {
            return Ok(content);
        }
        let size = content.len() as u64;
        if size > most || size > SUSPECT && size / RATIO > packed.len() as u64 {
            let what = format!("unpacks to more than {} MB from {} kB", size >> 20, packed.len() >> 10);
            return Err((what, "no list grows like this; if it is one, unpack it first"));
        }
    }
}

#[cfg(test)]
mod tests {
    //! 1. What was packed comes back, also from several members.
    //! 2. A cut or damaged file and a bomb are errors.

    use std::io::Write;

    use super::*;

    fn pack(content: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_join() {
        let packed = [pack(b"one "), pack(b"two")].concat();
        assert_eq!(*whole(&InputFile { name: "a", bytes: &packed }).unwrap(), *b"one two");
        assert_eq!(*start(&packed), *b"one two");
    }

    #[test]
    fn faults_are_told() {
        let packed = pack(&vec![7; 100_000]);
        for cut in [&packed[..packed.len() - 9], &packed[..12]] {
            assert!(matches!(whole(&InputFile { name: "a", bytes: cut }), Err(ReadError::Broken { .. })));
        }
        let bomb = pack(&vec![0; 80 << 20]);
        let error = whole(&InputFile { name: "a", bytes: &bomb }).unwrap_err().to_string();
        assert!(error.contains("unpacks to more than"), "{error}");
    }
}
