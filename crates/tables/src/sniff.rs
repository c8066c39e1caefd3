//! What kind of file this is, by its content and never by its name.

use crate::archive;

/// The kinds of files of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text whose cells are separated by a comma, semicolon, tab or bar.
    Delimited,
    /// Excel since 2007.
    Xlsx,
    /// Excel until 2003.
    Xls,
    /// LibreOffice's and others' open format (`.ods`).
    Ods,
    /// JSON, one object a line.
    JsonLines,
    /// JSON, an array of objects.
    JsonArray,
}

/// What the first bytes say; the error is what the file is instead, in words.
pub(crate) fn sniff(head: &[u8]) -> Result<Sniffed, &'static str> {
    Ok(match head {
        [0x1F, 0x8B, ..] => Sniffed::Gzip,
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Sniffed::Zip,
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Sniffed::OldOffice,
        [b'%', b'P', b'D', b'F', ..] => return Err("a PDF document"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => return Err("compressed with zstd"),
        [b'B', b'Z', b'h', ..] => return Err("compressed with bzip2"),
        [0xFD, b'7', b'z', b'X', b'Z', ..] => return Err("compressed with xz"),
        [b'7', b'z', 0xBC, 0xAF, ..] => return Err("a 7z archive"),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', ..] => {
            return Err("a picture");
        }
        [0x7F, b'E', b'L', b'F', ..] | [b'M', b'Z', ..] if head.contains(&0) => return Err("a program"),
        _ => Sniffed::Text,
    })
}

/// What the first bytes of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sniffed {
    Gzip,
    Zip,
    OldOffice,
    Text,
}

/// What text is: rows, JSON or something else; the error is what it is instead.
pub(crate) fn sniff_text(text: &str) -> Result<Kind, &'static str> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    match start.bytes().next() {
        Some(b'[') if start[1..].trim_start().starts_with(['{', ']']) => Ok(Kind::JsonArray),
        Some(b'{') => Ok(json_kind(start)),
        Some(b'<') => {
            let lower: String = start.chars().take(64).collect::<String>().to_lowercase();
            Err(if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
                "a web page"
            } else {
                "XML"
            })
        }
        _ if text.bytes().take(4096).any(|b| b == 0) => Err("binary data"),
        _ => Ok(Kind::Delimited),
    }
}

/// An object whose first line is not a whole one is laid out over several.
fn json_kind(start: &str) -> Kind {
    let line = start.lines().next().unwrap_or_default();
    match serde_json::from_str::<serde::de::IgnoredAny>(line) {
        Err(e) if e.is_eof() && start.len() > line.len() => Kind::JsonArray,
        _ => Kind::JsonLines,
    }
}

/// Which workbook a zip archive is; the error is what it is instead.
pub(crate) fn workbook_kind(entries: &[archive::Entry<'_>]) -> Result<Kind, &'static str> {
    let has = |name: &[u8]| entries.iter().any(|e| e.name.eq_ignore_ascii_case(name));
    if has(b"xl/workbook.xml") {
        Ok(Kind::Xlsx)
    } else if has(b"xl/workbook.bin") {
        Err("a binary workbook (XLSB)")
    } else if has(b"word/document.xml") {
        Err("a Word document")
    } else if has(b"content.xml") {
        Ok(Kind::Ods)
    } else {
        Err("a zip archive that is no workbook")
    }
}
