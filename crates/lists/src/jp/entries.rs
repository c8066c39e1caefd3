//! Where the numbered entries begin.

use super::{ADDRESS, digit, is_japanese};

/// An entry: its number and the text behind it, up to the next entry.
#[derive(Debug)]
pub(super) struct Part<'t> {
    /// The number in front of it.
    pub(super) number: u32,
    /// The line on which it starts, from 1.
    pub(super) line: u32,
    /// Where its number stands in the text.
    pub(super) start: usize,
    /// The text behind the number.
    pub(super) text: &'t str,
}

/// All entries, and the numbers that were not found between them.
#[derive(Debug, Default)]
pub(super) struct Found<'t> {
    pub(super) entries: Vec<Part<'t>>,
    pub(super) missing: Vec<u32>,
}

/// Numbers that may be missing in a row before the list is taken to be at its end.
const GAP: u32 = 3;

/// An entry is no longer than this, in bytes; the longest real one has 3,000. What lies beyond is part of it.
const LONGEST: usize = 64 * 1024;

/// Finds the entries by their numbers: 1, 2, 3 … A number begins an entry when it stands at the start of a line, or glued
/// behind the end of an address; when the rest of its line holds Japanese; and when the entry before has its address.
pub(super) fn split(text: &str) -> Found<'_> {
    let mut found = Found::default();
    let mut starts: Vec<(u32, usize, usize)> = Vec::new();
    let (mut expected, mut from) = (1_u32, 0_usize);
    loop {
        let next = (expected..=expected + GAP)
            .filter_map(|number| find(text, from, number).map(|(start, end)| (number, start, end)));
        // The nearest one; a number that was skipped comes too late or not at all.
        let Some((number, start, end)) = next.min_by_key(|(_, start, _)| *start) else { break };
        found.missing.extend(expected..number);
        starts.push((number, start, end));
        expected = number + 1;
        let Some(address) = within(text, end).find(ADDRESS) else { break };
        from = end + address;
    }
    let (mut line, mut counted) = (1, 0);
    for (index, &(number, start, end)) in starts.iter().enumerate() {
        let until = starts.get(index + 1).map_or(text.len(), |next| next.1);
        line += text.get(counted..start).unwrap_or_default().matches('\n').count() as u32;
        counted = start;
        found.entries.push(Part { number, line, start, text: text.get(end..until).unwrap_or_default() });
    }
    found
}

/// The text from a place on, as far as one entry may reach.
fn within(text: &str, from: usize) -> &str {
    let rest = text.get(from..).unwrap_or_default();
    rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest)
}

/// The next place where a number begins an entry: start and end of the number.
fn find(text: &str, from: usize, number: u32) -> Option<(usize, usize)> {
    let rest = within(text, from);
    let mut before = text.get(..from)?.chars().next_back();
    let mut at = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((index, c)) = characters.next() {
        if digit(c).is_none() {
            before = Some(c);
            continue;
        }
        // A run of digits.
        let mut value = digit(c);
        at = at.max(index + c.len_utf8());
        while let Some((index, next)) = characters.next_if(|(_, next)| digit(*next).is_some()) {
            value = value.and_then(|v| v.checked_mul(10)?.checked_add(digit(next)?));
            at = index + next.len_utf8();
        }
        let line_rest = rest.get(at..)?.split('\n').next().unwrap_or_default();
        let starts_line = before.is_none_or(|b| b == '\n');
        // Inside of a Japanese name (第35造船所) a number is glued to Japanese or follows a blank.
        let glued = before.is_some_and(|b| !b.is_whitespace() && !is_japanese(b) && b != '-');
        let spaced = line_rest.starts_with([' ', '\u{3000}']) || starts_line;
        if value == Some(number) && (starts_line || glued) && spaced && line_rest.chars().any(is_japanese) {
            return Some((from + index, from + at));
        }
        before = rest.get(..at)?.chars().next_back();
    }
    None
}

#[cfg(test)]
mod tests {
    //! 1. Entries are found at line starts and glued behind addresses, numbers of either width; other numbers are not
    //!    taken for entries; a number that is not there is told.

    use super::split;

    #[test]
    fn numbers_of_entries() {
        let text = "日本\n１ 甲\nA\n所在地：1 Road, 7, X.\n２ 第 35 造船所（乙\n3 丙）\nB\n所在地：Y 77055RU.3 NMテック\nC\n所在地：4 Street\n5 戊\nE\n所在地：Z";
        let found = split(text);
        let entries: Vec<String> = found
            .entries
            .iter()
            .map(|e| format!("{}@{} {}", e.number, e.line, e.text.trim().replace('\n', "|")))
            .collect();
        assert_eq!(
            entries,
            [
                "1@2 甲|A|所在地：1 Road, 7, X.",
                "2@5 第 35 造船所（乙|3 丙）|B|所在地：Y 77055RU.",
                "3@8 NMテック|C|所在地：4 Street",
                "5@11 戊|E|所在地：Z",
            ]
        );
        assert_eq!(found.missing, [4]);
    }
}
