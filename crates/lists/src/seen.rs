//! What a file that is no known list looks like, so that its owner understands the refusal.

/// Whether a file holds nothing but blanks, a byte-order mark or an end mark.
pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    let rest = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    rest.iter().all(|b| b.is_ascii_whitespace() || matches!(b, 0x1A | 0))
}

/// What the first bytes of usual other files are, and what to do about each.
const MARKS: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF document; lists are read from the publisher's XML or CSV"),
    (b"\xD0\xCF\x11\xE0", "an old Excel or Word file without a column of names; save it as XLSX or CSV"),
    (b"7z\xBC\xAF", "a 7-Zip archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xFD7zXZ", "an xz archive; unpack it first"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive; unpack it first"),
    (b"\x1F\x8B", "a gzip archive within a gzip archive; unpack it first"),
    (b"\x89PNG", "an image"),
    (b"\xFF\xD8\xFF", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a SQLite database"),
    (b"version https://git-lfs", "a Git LFS pointer in place of the file; fetch the file itself"),
];

/// What to do about a table whose columns bear no usual names.
const NAME_IT: &str = "say which one holds them: --map name=COLUMN, for a --list: --list-map name=COLUMN";

/// Says in a few words what the file seems to be.
pub(crate) fn describe(bytes: &[u8]) -> String {
    if let Some((_, what)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return format!("this is {what}");
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip(bytes);
    }
    let head = &bytes[..bytes.len().min(4096)];
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let lower = text.get(..text.floor_char_boundary(512)).unwrap_or(text).to_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return "this is a web page, often an error or a login page in place of the file; download it again"
            .into();
    }
    if text.starts_with('<') {
        return match root(text) {
            Some(root) => format!("XML with the root element <{root}>, which no format has"),
            None => "it starts like XML but has no root element".into(),
        };
    }
    if head.contains(&0) {
        return "binary data of no known kind".into();
    }
    if text.starts_with(['{', '[']) {
        return "JSON, but no lines of FollowTheMoney entities or of records with a name".into();
    }
    let line: String = text.lines().next().unwrap_or_default().chars().take(80).collect();
    format!("text without a header row that has a column of names ({NAME_IT}); it starts with {line:?}")
}

/// A ZIP archive by what is in it: the names of its members stand in the clear.
fn zip(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(4096)];
    let has = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
    if has(b"word/") {
        "this is a Word document; a list is a table: save it as CSV or XLSX".into()
    } else if has(b"xl/") || has(b"opendocument.spreadsheet") {
        format!("this is a spreadsheet without a column of names ({NAME_IT})")
    } else {
        "this is a ZIP archive; unpack it first".into()
    }
}

/// The name of the root element.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        let at = rest.find('<')?;
        rest = &rest[at + 1..];
        if rest.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            return Some(&rest[..end]);
        }
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->")? + 3..];
        }
    }
}

#[cfg(test)]
mod tests {
    //! 1. The usual wrong files are named.

    use super::*;

    #[test]
    fn wrong_files_are_named() {
        for (bytes, expected) in [
            (&b"%PDF-1.7 ..."[..], "PDF"),
            (b"<!DOCTYPE html><html><body>503", "web page"),
            (b"PK\x03\x04..........word/document.xml", "Word"),
            (b"PK\x03\x04..........list.csv", "ZIP"),
            (b"<?xml version=\"1.0\"?><!-- <not> --><feed a='1'></feed>", "<feed>"),
            (b"\xEF\xBB\xBFDear colleague,\nplease find", "Dear colleague"),
            (b"abc\0\0def", "binary"),
            (b"<<<<", "no root"),
        ] {
            let said = describe(bytes);
            assert!(said.contains(expected), "{said}");
        }
        assert!(is_blank(b" \r\n\x1a") && !is_blank(b"a"));
    }
}
