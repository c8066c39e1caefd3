//! Rows of a delimited text: which delimiter it has, and how each row is split.
//!
//! A reader of our own, since a stray quote must cost one row and be reported with its place; the usual readers take
//! it for the start of a cell that lasts to the next quote, and swallow every row between.

use crate::row::Cells;

/// Longest row that is read as one, in bytes; a quoted cell that is not closed within it has a stray quote.
/// Largest real row: 18 KB (a UN narrative).
pub(crate) const MAX_ROW: usize = 1 << 20;

/// What the splitter found at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    /// The row may go on beyond the text.
    Unfinished,
    /// A row, its length in bytes, the lines that it takes and what is doubtful about its quotes.
    Row { bytes: usize, lines: u32, quotes: Quotes },
}

/// What is to be said about the quotes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// Each is where it belongs.
    Fine,
    /// One was taken for a letter, and the line read alone.
    Stray,
    /// They hold several lines together, each of which would make a row of its own.
    Spanning,
}

/// Splits the row that starts the text. `width` is the number of cells that a row should have, 0 where not known;
/// `complete` says that nothing follows the text.
pub(crate) fn split(text: &str, delimiter: u8, width: usize, complete: bool, cells: &mut Cells) -> Split {
    let Some(line) = first_line(text, complete) else {
        return if text.len() > MAX_ROW { cut(text, delimiter, cells) } else { Split::Unfinished };
    };
    cells.clear();
    if !line.body.contains('"') {
        for cell in line.body.split(char::from(delimiter)) {
            cells.push(cell);
        }
        return Split::Row { bytes: line.bytes, lines: 1, quotes: Quotes::Fine };
    }
    let strict = quoted(text, delimiter, cells);
    match strict {
        Quoted::Unclosed if !complete && text.len() <= MAX_ROW => Split::Unfinished,
        Quoted::Closed { bytes, lines } if lines < 2 || width < 2 => {
            Split::Row { bytes, lines, quotes: Quotes::Fine }
        }
        Quoted::Closed { bytes, lines } if cells.len() == width || !is_whole(line.body, delimiter, width) => {
            let whole = width > 2 && text[..bytes].lines().all(|line| is_whole(line, delimiter, width));
            let quotes = if whole { Quotes::Spanning } else { Quotes::Fine };
            Split::Row { bytes, lines, quotes }
        }
        // Too many or too few cells over several lines, of which the first makes a row: they are rows of their own.
        _ => {
            lenient(line.body, delimiter, cells);
            Split::Row { bytes: line.bytes, lines: 1, quotes: Quotes::Stray }
        }
    }
}

/// A line of more than [`MAX_ROW`] bytes without an end: cut there.
fn cut(text: &str, delimiter: u8, cells: &mut Cells) -> Split {
    let mut end = MAX_ROW;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    cells.clear();
    lenient(&text[..end], delimiter, cells);
    Split::Row { bytes: end, lines: 0, quotes: Quotes::Stray }
}

struct Line<'a> {
    body: &'a str,
    /// Its length with the line's end.
    bytes: usize,
}

fn first_line(text: &str, complete: bool) -> Option<Line<'_>> {
    let bytes = text.as_bytes();
    match bytes.iter().position(|b| matches!(b, b'\n' | b'\r')) {
        Some(at) if bytes[at] == b'\n' => Some(Line { body: &text[..at], bytes: at + 1 }),
        // A carriage return alone ends a line too (old Macintosh files); the last byte may be half of a pair.
        Some(at) if at + 1 < bytes.len() => {
            Some(Line { body: &text[..at], bytes: at + 1 + usize::from(bytes[at + 1] == b'\n') })
        }
        Some(at) if complete => Some(Line { body: &text[..at], bytes: at + 1 }),
        None if complete => Some(Line { body: text, bytes: text.len() }),
        _ => None,
    }
}

enum Quoted {
    /// A row in which every quote is where it belongs.
    Closed { bytes: usize, lines: u32 },
    /// The text ends inside a quoted cell.
    Unclosed,
    /// Something other than a delimiter follows a closing quote.
    Stray,
}

/// Splits by the rules of RFC 4180, with blanks allowed around quoted cells.
fn quoted(text: &str, delimiter: u8, cells: &mut Cells) -> Quoted {
    let bytes = text.as_bytes();
    let (mut at, mut lines) = (0, 1);
    loop {
        let blanks = bytes[at..].iter().take_while(|b| **b == b' ').count();
        if bytes.get(at + blanks) == Some(&b'"') {
            at += blanks + 1;
            loop {
                let Some(next) = bytes[at..].iter().position(|b| *b == b'"') else { return Quoted::Unclosed };
                lines += line_ends(&bytes[at..at + next]);
                cells.extend(&text[at..at + next]);
                at += next + 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
                cells.extend("\"");
                at += 1;
            }
            at += bytes[at..].iter().take_while(|b| **b == b' ').count();
        } else {
            let end = bytes[at..].iter().position(|b| *b == delimiter || matches!(b, b'\n' | b'\r'));
            let end = end.map_or(bytes.len(), |e| at + e);
            cells.extend(&text[at..end]);
            at = end;
        }
        cells.end_cell();
        match bytes.get(at) {
            Some(b) if *b == delimiter => at += 1,
            Some(b'\r') => {
                return Quoted::Closed {
                    bytes: at + 1 + usize::from(bytes.get(at + 1) == Some(&b'\n')),
                    lines,
                };
            }
            Some(b'\n') => return Quoted::Closed { bytes: at + 1, lines },
            None => return Quoted::Closed { bytes: at, lines },
            Some(_) => return Quoted::Stray,
        }
    }
}

fn line_ends(bytes: &[u8]) -> u32 {
    bytes.split(|b| *b == b'\n').count() as u32 - 1
}

/// Whether a line by itself has as many cells as a row should have.
fn is_whole(line: &str, delimiter: u8, width: usize) -> bool {
    let mut alone = Cells::default();
    lenient(line, delimiter, &mut alone);
    alone.len() == width
}

/// Splits one line whose quotes cannot all be right: a quoted cell ends at a quote that a delimiter follows, and a
/// quote that nothing closes is a letter.
fn lenient(line: &str, delimiter: u8, cells: &mut Cells) {
    cells.clear();
    let bytes = line.as_bytes();
    let mut at = 0;
    loop {
        if bytes.get(at) == Some(&b'"')
            && let Some(end) = closing_quote(bytes, at + 1, delimiter)
        {
            cells.push(&line[at + 1..end].replace("\"\"", "\""));
            at = end + 1;
        } else {
            let end = bytes[at..].iter().position(|b| *b == delimiter).map_or(bytes.len(), |e| at + e);
            cells.push(&line[at..end]);
            at = end;
        }
        if at >= bytes.len() {
            return;
        }
        at += 1;
    }
}

fn closing_quote(bytes: &[u8], from: usize, delimiter: u8) -> Option<usize> {
    (from..bytes.len())
        .find(|at| bytes[*at] == b'"' && bytes.get(at + 1).is_none_or(|next| *next == delimiter))
}

/// Delimiters in the order of trust where two fit equally.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// Rows that are looked at to find the delimiter.
const SNIFFED_ROWS: usize = 60;

/// The delimiter under which the first rows have most evenly more than one cell; a comma where none does. A first
/// line `sep=;`, as Excel writes it, says so outright.
pub(crate) fn sniff_delimiter(head: &str) -> u8 {
    if let Some(said) = head.strip_prefix("sep=").and_then(|rest| rest.bytes().next())
        && said.is_ascii()
        && !said.is_ascii_alphanumeric()
    {
        return said;
    }
    let score = |delimiter: u8| -> usize {
        let (mut rest, mut widths, mut cells) = (head, Vec::new(), Cells::default());
        while widths.len() < SNIFFED_ROWS && !rest.is_empty() {
            let Split::Row { bytes, .. } = split(rest, delimiter, 0, true, &mut cells) else { break };
            rest = &rest[bytes..];
            // What the head's end may have cut does not count, unless it is all there is.
            if cells.len() > 1 || !cells.get(0).is_none_or(|c| c.trim().is_empty()) {
                widths.push(cells.len());
            }
        }
        if rest.is_empty() && widths.len() > 2 {
            widths.pop();
        }
        let of = |width: usize| widths.iter().filter(|w| **w == width).count();
        let usual = widths.iter().copied().filter(|w| *w > 1).max_by_key(|w| (of(*w), *w));
        // Evenness first, then how many cells: a comma in addresses splits rows unevenly.
        usual.map_or(0, |w| of(w) * 1000 / widths.len().max(1) * 100 + w.min(99))
    };
    let mut best = (b',', 0);
    for delimiter in DELIMITERS {
        let found = score(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}
