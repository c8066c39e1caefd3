//! The lines of OFAC's CSV files.
//!
//! They have no header row, no cell ever spans lines, and quotes are never doubled: a quote ends a cell only before a
//! comma or the end of the line. Reading line by line under these rules, a stray quote costs its own row and no other.

use std::borrow::Cow;

/// One line and its cells; `None` for null, which is printed as `-0-`.
pub(crate) struct Row<'a> {
    /// The line, from 1.
    pub line: u32,
    /// The cells.
    pub cells: Vec<Option<Cow<'a, str>>>,
}

impl Row<'_> {
    /// The text of a cell, trimmed; empty for null and beyond the end.
    pub(crate) fn text(&self, at: usize) -> &str {
        self.whole(at).trim()
    }

    /// The text of a cell with the blanks at its ends, which count where it goes on in another file.
    pub(crate) fn whole(&self, at: usize) -> &str {
        self.cells.get(at).and_then(Option::as_deref).unwrap_or_default()
    }
}

/// The content as text: UTF-16 where it has the mark of it, UTF-8, else byte by byte as Latin-1, which no byte fails.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
        _ => {
            let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
            let latin = |_| Cow::Owned(bytes.iter().map(|&b| char::from(b)).collect());
            std::str::from_utf8(bytes).map_or_else(latin, Cow::Borrowed)
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// Whether a file ends with the mark 0x1A that the publisher puts behind the last row; one that does not was cut off.
pub(crate) fn has_end_mark(text: &str) -> bool {
    text.trim_end().ends_with('\u{1A}')
}

/// The rows of a file, without blank lines and the end mark.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_matches(|c: char| c.is_whitespace() || c == '\u{1A}').is_empty())
        .map(|(at, line)| Row { line: at as u32 + 1, cells: cells(line) })
}

fn cells(line: &str) -> Vec<Option<Cow<'_, str>>> {
    let mut cells = Vec::with_capacity(12);
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) => until_quote(quoted),
            None => rest.split_once(',').map_or((rest, None), |(cell, after)| (cell, Some(after))),
        };
        let null = matches!(cell.trim(), "-0-" | "");
        cells.push((!null).then(|| undoubled(cell)));
        match after {
            Some(after) => rest = after,
            None => return cells,
        }
    }
}

/// The text up to the quote that a comma or the line's end follows, and what is behind the comma. Without such a quote
/// the rest of the line is the cell.
fn until_quote(quoted: &str) -> (&str, Option<&str>) {
    for (at, _) in quoted.match_indices('"') {
        let behind = &quoted[at + 1..];
        if let Some(after) = behind.trim_start_matches(' ').strip_prefix(',') {
            return (&quoted[..at], Some(after));
        }
        if behind.trim().is_empty() {
            return (&quoted[..at], None);
        }
    }
    (quoted, None)
}

/// Quotes doubled by a spreadsheet that the file went through.
fn undoubled(cell: &str) -> Cow<'_, str> {
    if cell.contains("\"\"") { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) }
}

#[cfg(test)]
mod tests {
    //! 1. Cells are what stands between commas or quotes; null is none; commas and quotes within quotes are text.
    //! 2. A stray quote spoils no other line.

    use super::*;

    #[test]
    fn cells_of_a_line() {
        let of =
            |line| cells(line).into_iter().map(|c| c.map_or("∅".into(), Cow::into_owned)).collect::<Vec<_>>();
        assert_eq!(of(r#"36,"A, B",-0- ,"x 'y'.""#), ["36", "A, B", "∅", "x 'y'."]);
        assert_eq!(of(r#"1,"the "best" bank","Z""#), ["1", "the \"best\" bank", "Z"]);
        assert_eq!(of(r#"1,"a ""b"" c",2"#), ["1", "a \"b\" c", "2"]);
        assert_eq!(of(r#"1,"open"#), ["1", "open"]);
        assert_eq!(of(""), ["∅"]);
    }

    #[test]
    fn lines_stand_alone() {
        let lines: Vec<_> = rows("1,\"a\n\n2,\"b\"\r\n\x1a").map(|r| (r.line, r.cells.len())).collect();
        assert_eq!(lines, [(1, 2), (3, 2)]);
    }
}
