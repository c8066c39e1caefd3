//! What a cell says: several values in one, dates in words, numbers with remarks behind them.

use std::borrow::Cow;

use tamis_model::{Country, DateError, DateOrder, Identifier, IdentifierKind, PartialDate};

/// Whether a cell has what separates values. Nearly none has.
pub(crate) fn may_be_several(cell: &str) -> bool {
    cell.bytes().any(|b| matches!(b, b';' | b'\n' | b'"'))
}

/// The values of a cell, separated by `;` or a line's end, blanks and repeated values left out. A value that itself
/// holds a `;` stands in quotes, with quotes in it doubled: `"Foo; Bar"; Baz` holds two.
pub(crate) fn split(cell: &str) -> Vec<Cow<'_, str>> {
    if !may_be_several(cell) {
        let value = cell.trim();
        return if value.is_empty() { Vec::new() } else { vec![value.into()] };
    }
    let mut values: Vec<Cow<'_, str>> = Vec::new();
    let mut rest = cell.trim_start();
    while !rest.is_empty() {
        let (value, after) = quoted(rest).unwrap_or_else(|| {
            let (value, after) = rest.split_once([';', '\n']).unwrap_or((rest, ""));
            (value.trim().into(), after)
        });
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
        rest = after.trim_start();
    }
    values
}

/// A value in quotes that a separator or the end follows; what comes after the separator.
fn quoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let body = text.strip_prefix('"')?;
    let mut from = 0;
    loop {
        let at = from + body[from..].find('"')?;
        let after = &body[at + 1..];
        if let Some(rest) = after.strip_prefix('"') {
            from = body.len() - rest.len();
            continue;
        }
        let after = after.trim_start_matches([' ', '\r']);
        let rest = if after.is_empty() { after } else { after.strip_prefix([';', '\n'])? };
        return Some((body[..at].trim().replace("\"\"", "\"").into(), rest));
    }
}

/// Whether a cell says that there is nothing to say.
pub(crate) fn is_placeholder(cell: &str) -> bool {
    matches!(
        cell,
        "" | "-"
            | "--"
            | "—"
            | "–"
            | "n/a"
            | "N/A"
            | "n.a."
            | "#N/A"
            | "-0-"
            | "null"
            | "NULL"
            | "None"
            | "NaN"
            | "nan"
    )
}

/// The pieces of an enumeration: `(a) x; (b) y`, `(i) x, (ii) y`, `a) x b) y`, `(1)-(2) x`; the whole where there are no
/// such marks.
pub(crate) fn enumerated(text: &str) -> Vec<&str> {
    let marks: Vec<(usize, usize)> = text.match_indices(')').filter_map(|(end, _)| mark(text, end)).collect();
    let Some((first, _)) = marks.first() else { return vec![text] };
    let mut pieces = vec![&text[..*first]];
    for (n, (_, end)) in marks.iter().enumerate() {
        let until = marks.get(n + 1).map_or(text.len(), |(next, _)| *next);
        pieces.push(&text[*end..until]);
    }
    let separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-');
    pieces.into_iter().map(|p| p.trim_matches(separator)).filter(|p| !p.is_empty()).collect()
}

/// The start and end of a mark that ends with this bracket: one letter, a Roman numeral or one or two digits, with or
/// without an opening bracket, and not within a word.
fn mark(text: &str, end: usize) -> Option<(usize, usize)> {
    let before = &text[..end];
    let start = before
        .rfind(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit())
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let letters = &before[start..];
    let numeral = letters.len() <= 4 && letters.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let number = letters.len() <= 2 && letters.bytes().all(|b| b.is_ascii_digit());
    if letters.is_empty() || !(numeral || number || letters.len() == 1) {
        return None;
    }
    let start = if before[..start].ends_with('(') { start - 1 } else { start };
    let free =
        text[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, ',' | ';' | '-'));
    free.then_some((start, end + 1))
}

/// How a column writes its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Shown by a value that can be read in one way only.
    Known(DateOrder),
    /// Not shown: every value could be read both ways.
    Open,
}

/// The dates of a cell and what of it is no date.
pub(crate) struct Dates {
    pub(crate) read: Vec<PartialDate>,
    pub(crate) error: Option<DateError>,
}

/// Reads one date or several: `1.1.1964 or 29.12.1968`, `(a) 11.4.1963; (b) 11.4.1960`, `10.2.1983 (or 10.3.1983)`,
/// `19640101`, and the day numbers of spreadsheets.
pub(crate) fn dates(text: &str, order: Order) -> Dates {
    let mut found = Dates { read: Vec::new(), error: None };
    if let Err(whole) = add_date(text, order, &mut found) {
        let pieces =
            enumerated(text).into_iter().flat_map(|p| p.split(" or ")).flat_map(|p| p.split([';', '(', ')']));
        let pieces =
            pieces.flat_map(|p| p.split(" and ")).flat_map(|p| p.split(", ")).flat_map(|p| p.split(" / "));
        for piece in pieces {
            let piece = piece.trim().trim_start_matches("or ").trim_matches([' ', ',']);
            if !piece.is_empty() && add_date(piece, order, &mut found).is_err() {
                found.error = Some(whole.clone());
                // "12.6.2002 by Federal Law No. 67-FZ"
                let first = piece.split([' ', '/']).next().filter(|word| word.matches('.').count() == 2);
                let _ = first.map(|word| add_date(word, order, &mut found));
            }
        }
        if found.read.is_empty() {
            found.error = Some(whole);
        }
    }
    found
}

/// Words before a date that make it an approximation.
const ABOUT: &[&str] = &["possibly", "probably", "presumed", "presumably", "on or around", "(probably)"];

fn add_date(text: &str, order: Order, found: &mut Dates) -> Result<(), DateError> {
    if let Some(date) = compact(text) {
        found.read.push(date);
        return Ok(());
    }
    if let Some(rest) = ABOUT.iter().find_map(|word| text.trim().strip_prefix(word)) {
        let date = PartialDate::parse(rest, DateOrder::DayFirst)?;
        found.read.push(date.circa());
        return Ok(());
    }
    let date = PartialDate::parse(
        text,
        if order == Order::Known(DateOrder::MonthFirst) {
            DateOrder::MonthFirst
        } else {
            DateOrder::DayFirst
        },
    )?;
    if !found.read.contains(&date) {
        found.read.push(date);
    }
    // With dots, the day comes first everywhere.
    if order == Order::Open
        && !text.contains('.')
        && let Ok(other) = PartialDate::parse(text, DateOrder::MonthFirst)
        && other != date
    {
        found.read.push(other);
    }
    Ok(())
}

/// `19640131`, and a spreadsheet's day number of the years 1909 to 2064 (five digits).
fn compact(text: &str) -> Option<PartialDate> {
    let digits = text.trim();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = digits.parse().ok()?;
    match digits.len() {
        8 => PartialDate::day((number / 10_000) as i16, (number / 100 % 100) as i8, (number % 100) as i8)
            .filter(|d| (1800..2100).contains(&d.first().year())),
        5 if (3_500..60_000).contains(&number) => PartialDate::from_spreadsheet_serial(f64::from(number)),
        _ => None,
    }
}

/// Whether a date can be read both with its day and with its month first.
pub(crate) fn is_ambiguous(text: &str) -> bool {
    let read = |order| PartialDate::parse(text, order);
    !text.contains('.')
        && matches!((read(DateOrder::DayFirst), read(DateOrder::MonthFirst)), (Ok(a), Ok(b)) if a != b)
}

/// Which order of day and month a date shows: `31/12/1999` day first, `12/31/1999` month first.
pub(crate) fn shown_order(text: &str) -> Option<DateOrder> {
    let mut numbers = text.trim().split(['/', '.', '-']);
    let first: u8 = numbers.next()?.trim().parse().ok()?;
    let second: u8 = numbers.next()?.trim().parse().ok()?;
    match (first, second) {
        (13..=31, 1..=12) => Some(DateOrder::DayFirst),
        (1..=12, 13..=31) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// The numbers of a cell with what is said about each: `R0012, South Sudan`, `7725842590 (Tax ID/INN)`, `A1 (issued on
/// 2.11.2017)`, `(a) 1; (b) 2`, `SSN 156-92-9858 (United States of America)`.
pub(crate) fn identifiers(kind: IdentifierKind, text: &str) -> Vec<Identifier> {
    if matches!(
        kind,
        IdentifierKind::Email | IdentifierKind::Website | IdentifierKind::Phone | IdentifierKind::Wallet
    ) {
        return vec![Identifier::new(kind, text)];
    }
    enumerated(text).into_iter().filter_map(|piece| identifier(kind, piece)).collect()
}

fn identifier(kind: IdentifierKind, text: &str) -> Option<Identifier> {
    let end = text.find(['(', ',']).unwrap_or(text.len());
    let (number, remark) = text.split_at(end);
    let remark = remark.trim_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';'));
    let (label, number) = leading_label(number.trim());
    if !number.chars().any(char::is_alphanumeric) {
        return None;
    }
    let mut identifier = Identifier::new(kind, number);
    let mut words: Vec<&str> = if label.is_empty() { Vec::new() } else { vec![label] };
    for part in remark.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()) {
        let lower = part.to_lowercase();
        let date = |mark: &str| {
            let at = lower.find(mark)? + mark.len();
            PartialDate::parse(lower[at..].trim_matches([' ', ':', ')']), DateOrder::DayFirst).ok()
        };
        if let Some(country) = Country::parse(part) {
            identifier.issuer = Some(country);
        } else if let Some(expires) =
            date("expires on").or_else(|| date("expired on")).or_else(|| date("valid until"))
        {
            identifier.expires = Some(expires);
        } else if let Some(issued) = date("issued on") {
            identifier.issued = Some(issued);
            if !lower.starts_with("issued") {
                words.push(part);
            }
        } else {
            words.push(part);
        }
    }
    Some(identifier.labelled(&words.join(", ")))
}

/// Words before a number that say what it is: `SSN 156-92-9858`, `National ID: 123`. Up to two letters are a series.
fn leading_label(text: &str) -> (&str, &str) {
    let Some(digit) = text.find(|c: char| c.is_ascii_digit()) else { return ("", text) };
    let (words, number) = text.split_at(digit);
    let stem = words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '№' | '#'));
    let separated = stem.len() < words.len();
    let letters = stem.chars().filter(|c| c.is_alphabetic()).count();
    if separated && letters > 2 { (stem, number) } else { ("", text) }
}
