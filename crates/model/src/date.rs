//! Dates as lists and customer files give them: a year, a month, a range, an approximation.
//!
//! The readers below answer twice: whether the text has the form at all, and whether such a day exists.
#![expect(clippy::option_option, reason = "the outer answer is the form, the inner one the day")]

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// One month.
    Month,
    /// One year.
    Year,
    /// Any other span, such as 1963 to 1965.
    Range,
}

/// Which number comes first in a date such as 03/04/1962.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year: most of the world, and all EU, UK and UN lists.
    #[default]
    DayFirst,
    /// Month, day, year: the United States.
    MonthFirst,
}

/// A span of days within which something happened, with how exactly it was stated.
///
/// A birth year is the span from 1 January to 31 December; "circa" widens nothing but is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    from: Date,
    to: Date,
    precision: Precision,
    circa: bool,
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing in it but blanks or placeholders.
    #[error("empty")]
    Empty,
    /// No form of date that is known.
    #[error("{0:?} is not a date")]
    Unknown(String),
    /// A date of a known form that does not exist, such as 31 February.
    #[error("{0:?} does not exist in the calendar")]
    Impossible(String),
    /// A range whose end lies before its start.
    #[error("{0:?} ends before it starts")]
    Reversed(String),
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What follows the three letters in a month's full name: "mayor" is no month.
const MONTH_ENDS: [&str; 12] =
    ["uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember"];

/// Years outside of this are taken for something other than a year.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;

impl PartialDate {
    /// One day; `None` when the calendar has no such day.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = Date::new(year, month, day).ok()?;
        Some(Self { from: date, to: date, precision: Precision::Day, circa: false })
    }

    /// One month; `None` when the calendar has no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let from = Date::new(year, month, 1).ok()?;
        Some(Self { from, to: from.last_of_month(), precision: Precision::Month, circa: false })
    }

    /// One year; `None` outside of the years 1000 to 2199.
    pub fn year(year: i16) -> Option<Self> {
        if !YEARS.contains(&year) {
            return None;
        }
        let from = Date::new(year, 1, 1).ok()?;
        Some(Self { from, to: from.last_of_year(), precision: Precision::Year, circa: false })
    }

    /// From the start of one date to the end of another; `None` when that is backwards.
    pub fn range(from: Self, to: Self) -> Option<Self> {
        if to.to < from.from {
            return None;
        }
        let precision = if from == to { from.precision } else { Precision::Range };
        Some(Self { from: from.from, to: to.to, precision, circa: from.circa || to.circa })
    }

    /// The same date, stated as an approximation.
    #[must_use]
    pub fn circa(mut self) -> Self {
        self.circa = true;
        self
    }

    /// The first day that it may be.
    pub fn first(&self) -> Date {
        self.from
    }

    /// The last day that it may be.
    pub fn last(&self) -> Date {
        self.to
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// Whether it was stated as an approximation.
    pub fn is_circa(&self) -> bool {
        self.circa
    }

    /// The year, where it lies within one.
    pub fn single_year(&self) -> Option<i16> {
        (self.from.year() == self.to.year()).then(|| self.from.year())
    }

    /// Whether the two could be the same day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Understands a date as lists and customers write it.
    ///
    /// Among others: `1954-08-30`, `1954-08`, `1954`, `30.8.1954`, `30/08/1954`, `00/00/1954`, `30 Aug 1954`,
    /// `Aug 1954`, `30 August 1954`, `August 30, 1954`, `circa 1954`, `c. 1954`, `1954 to 1956`, `1954-1956`,
    /// `between 1954 and 1956`, `2015-03-27-04:00`, `1954-08-30T00:00:00`.
    pub fn parse(text: &str, order: DateOrder) -> Result<Self, DateError> {
        // As most files write it; no other reading of such a text comes first.
        if text.len() == "yyyy-mm-dd".len()
            && let Some(Some(day)) = iso(text)
        {
            return Ok(day);
        }
        let cleaned = text.trim().trim_matches(|c: char| c == '.' || c == ',' || c == ';').trim();
        if cleaned.is_empty() || cleaned.chars().all(|c| matches!(c, '0' | '-' | '/' | '.' | '?' | ' ')) {
            return Err(DateError::Empty);
        }
        let lower = cleaned.to_lowercase();
        for mark in [
            "approximately",
            "approx.",
            "approx",
            "circa.",
            "circa",
            "around",
            "about",
            "ca.",
            "ca ",
            "c.",
            "c ",
            "~",
        ] {
            if let Some(rest) = lower.strip_prefix(mark) {
                return Self::parse(rest, order).map(Self::circa);
            }
        }
        if let Some(rest) =
            lower.strip_suffix("(approximate)").or_else(|| lower.strip_suffix("(approximately)"))
        {
            return Self::parse(rest, order).map(Self::circa);
        }
        if let Some((from, to)) = split_range(&lower) {
            let (from, to) = (Self::parse(from, order)?, Self::parse(to, order)?);
            return Self::range(from, to).ok_or_else(|| DateError::Reversed(text.trim().into()));
        }
        Self::parse_single(&lower, order).unwrap_or_else(|| Err(DateError::Unknown(text.trim().into())))
    }

    /// One date, lower-case and trimmed; `None` when it has no known form.
    fn parse_single(lower: &str, order: DateOrder) -> Option<Result<Self, DateError>> {
        let impossible = || DateError::Impossible(lower.into());
        // A time or a zone behind a full ISO date says nothing about the day.
        if let Some((date, rest)) = lower.split_at_checked(10)
            && (rest.starts_with(['t', ' ', '+', 'z']) || rest.starts_with('-') && rest.contains(':'))
            && let Some(found) = iso(date)
        {
            return Some(found.ok_or_else(impossible));
        }
        if let Some(found) = iso(lower) {
            return Some(found.ok_or_else(impossible));
        }
        let words: Vec<&str> = lower
            .split(|c: char| matches!(c, '/' | '.' | '-' | ',') || c.is_whitespace())
            .filter(|w| !w.is_empty())
            .collect();
        match words.as_slice() {
            [a, b, c] => three(a, b, c, order).map(|found| found.ok_or_else(impossible)),
            [a, b] => two(a, b).map(|found| found.ok_or_else(impossible)),
            [y] => number(y).and_then(Self::year).map(Ok),
            _ => None,
        }
    }
}

/// `1954 to 1956`, `1954 - 1956`, `1954-1956`, `between 1954 and 1956`, `from … to …`.
fn split_range(lower: &str) -> Option<(&str, &str)> {
    if let Some(rest) = lower.strip_prefix("between ") {
        return rest.split_once(" and ");
    }
    let rest = lower.strip_prefix("from ").unwrap_or(lower);
    if let Some(pair) =
        rest.split_once(" to ").or_else(|| rest.split_once(" - ")).or_else(|| rest.split_once('–'))
    {
        return Some(pair);
    }
    // Two bare years; `1954-08` stays a month.
    let (a, b) = rest.split_once(['-', '/'])?;
    let year = |s: &str| s.trim().len() == 4 && s.trim().bytes().all(|c| c.is_ascii_digit());
    (year(a) && year(b)).then_some((a, b))
}

fn number(word: &str) -> Option<i16> {
    let digits = word
        .strip_suffix("st")
        .or(word.strip_suffix("nd"))
        .or(word.strip_suffix("rd"))
        .or(word.strip_suffix("th"));
    let digits = digits.unwrap_or(word);
    (digits.len() <= 4 && digits.bytes().all(|c| c.is_ascii_digit())).then(|| digits.parse().ok())?
}

fn month_name(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|m| word.starts_with(m))?;
    // "mayor" is no month: what follows the three letters must belong to the month's full name.
    let rest = &word[3..];
    (MONTH_ENDS[at].starts_with(rest) || rest == "t" && at == 8).then_some(at as i8 + 1)
}

/// `yyyy-mm-dd` and `yyyy-mm`; the outer `None` means another form, the inner one a day that does not exist.
fn iso(text: &str) -> Option<Option<PartialDate>> {
    let mut parts = text.split('-');
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next());
    if y.len() != 4 || parts.next().is_some() {
        return None;
    }
    build(number(y)?, number(m)?, d.map_or(Some(0), number)?)
}

/// A date of which day, or day and month, may be 0 for "not known".
fn build(year: i16, month: i16, day: i16) -> Option<Option<PartialDate>> {
    if !YEARS.contains(&year) {
        return None;
    }
    Some(match (month, day) {
        (0, _) => PartialDate::year(year),
        (1..=12, 0) => PartialDate::month(year, month as i8),
        (1..=12, 1..=31) => PartialDate::day(year, month as i8, day as i8),
        _ => None,
    })
}

fn three(a: &str, b: &str, c: &str, order: DateOrder) -> Option<Option<PartialDate>> {
    if let Some(month) = month_name(b) {
        // 30 Aug 1954; 1954 Aug 30
        let (day, year) =
            if a.len() == 4 { (number(c)?, number(a)?) } else { (day_or_unknown(a)?, number(c)?) };
        return build(year, i16::from(month), day);
    }
    if let Some(month) = month_name(a) {
        return build(number(c)?, i16::from(month), number(b)?);
    }
    if a.len() == 4 {
        return build(number(a)?, number(b)?, number(c)?);
    }
    if c.len() != 4 {
        return None;
    }
    let (first, second, year) = (day_or_unknown(a)?, day_or_unknown(b)?, number(c)?);
    let (day, month) = match order {
        // A number over 12 settles which is which.
        DateOrder::DayFirst if second > 12 && first <= 12 => (second, first),
        DateOrder::MonthFirst if first <= 12 => (second, first),
        DateOrder::DayFirst | DateOrder::MonthFirst => (first, second),
    };
    build(year, month, day)
}

/// A day or month that may be a placeholder: `dd/mm/1954`, `00/00/1954`, `?/?/1954`.
fn day_or_unknown(word: &str) -> Option<i16> {
    if matches!(word, "dd" | "mm" | "?" | "??" | "xx" | "--") { Some(0) } else { number(word) }
}

fn two(a: &str, b: &str) -> Option<Option<PartialDate>> {
    if let Some(month) = month_name(a) {
        return build(number(b)?, i16::from(month), 0);
    }
    if let Some(month) = month_name(b) {
        return build(number(a)?, i16::from(month), 0);
    }
    if b.len() == 4 {
        return build(number(b)?, day_or_unknown(a)?, 0);
    }
    None
}

impl PartialDate {
    /// The date of a serial number as spreadsheets store it: days since 1899-12-30; fractions (times) are dropped.
    /// `None` outside of the years 1900 to 2199.
    pub fn from_spreadsheet_serial(serial: f64) -> Option<Self> {
        if !(1.0..109_575.0).contains(&serial) {
            return None;
        }
        let span: Span = (serial.floor() as i64).days();
        let date = Date::new(1899, 12, 30).ok()?.checked_add(span).ok()?;
        Some(Self { from: date, to: date, precision: Precision::Day, circa: false })
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601 as far as it is known: `1954-08-30`, `1954-08`, `1954`, `1954/1956`; `~` before an approximation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.circa {
            f.write_str("~")?;
        }
        let (from, to) = (self.from, self.to);
        match self.precision {
            Precision::Day => write!(f, "{from}"),
            Precision::Month => write!(f, "{:04}-{:02}", from.year(), from.month()),
            Precision::Year => write!(f, "{:04}", from.year()),
            Precision::Range if from.day_of_year() == 1 && to == to.last_of_year() => {
                write!(f, "{:04}/{:04}", from.year(), to.year())
            }
            Precision::Range => write!(f, "{from}/{to}"),
        }
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (circa, rest) = text.strip_prefix('~').map_or((false, text.as_str()), |rest| (true, rest));
        let parse = |part| Self::parse(part, DateOrder::DayFirst).map_err(serde::de::Error::custom);
        let date = match rest.split_once('/') {
            Some((from, to)) => Self::range(parse(from)?, parse(to)?)
                .ok_or_else(|| serde::de::Error::custom("the range ends before it starts"))?,
            None => parse(rest)?,
        };
        Ok(Self { circa, ..date })
    }
}

#[cfg(test)]
mod tests {
    //! 1. Every form that the lists print reads as the same date, with its precision.
    //! 2. What is no date, or none that exists, is an error and not another date.
    //! 3. A date survives being written and read.

    use super::*;

    fn read(text: &str) -> String {
        PartialDate::parse(text, DateOrder::DayFirst).map_or_else(|e| e.to_string(), |d| d.to_string())
    }

    #[test]
    fn forms_of_the_lists() {
        for (text, expected) in [
            ("1954-08-30", "1954-08-30"),
            ("30 Aug 1954", "1954-08-30"),
            ("30 August 1954", "1954-08-30"),
            ("August 30, 1954", "1954-08-30"),
            ("30.8.1954", "1954-08-30"),
            ("30/08/1954", "1954-08-30"),
            ("08/30/1954", "1954-08-30"),
            ("00/00/1954", "1954"),
            ("dd/mm/1954", "1954"),
            ("00/08/1954", "1954-08"),
            ("Aug 1954", "1954-08"),
            ("1954-08", "1954-08"),
            ("1954", "1954"),
            ("circa 1954", "~1954"),
            ("c. 1954", "~1954"),
            ("Approximately 1954", "~1954"),
            ("1954 to 1956", "1954/1956"),
            ("1954-1956", "1954/1956"),
            ("Between 1954 and 1956", "1954/1956"),
            ("30 Aug 1954 to 2 Sep 1954", "1954-08-30/1954-09-02"),
            ("2015-03-27-04:00", "2015-03-27"),
            ("2015-03-27T10:00:00Z", "2015-03-27"),
            ("2 Sept 1985", "1985-09-02"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn no_dates() {
        for text in [
            "",
            "  ",
            "-",
            "00/00/0000",
            "abc",
            "31.02.1980",
            "30/30/1954",
            "12",
            "1956 to 1954",
            "mayor 1954",
            "😀😀😀",
        ] {
            assert!(PartialDate::parse(text, DateOrder::DayFirst).is_err(), "{text}");
        }
    }

    #[test]
    fn order_decides_what_is_ambiguous() {
        let us = PartialDate::parse("03/04/1962", DateOrder::MonthFirst).unwrap();
        assert_eq!(us.to_string(), "1962-03-04");
        assert_eq!(read("03/04/1962"), "1962-04-03");
    }

    proptest::proptest! {
        #[test]
        fn written_and_read(year in 1000_i16..2199, month in 1_i8..=12, day in 1_i8..=28, circa: bool) {
            let mut date = PartialDate::day(year, month, day).unwrap();
            if circa { date = date.circa(); }
            let text = serde_json::to_string(&date).unwrap();
            proptest::prop_assert_eq!(serde_json::from_str::<PartialDate>(&text).unwrap(), date);
        }

        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = PartialDate::parse(&text, DateOrder::MonthFirst);
        }
    }
}
