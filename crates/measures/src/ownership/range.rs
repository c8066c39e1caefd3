//! How large a share is, as far as it is known: exactly, within bounds, or not at all.

use std::fmt;

use super::fraction::{Fraction, Sum};

/// A share of a company as stated: from `least` to `most`, either of which may itself be excluded.
///
/// "More than 25 % but not more than 50 %" excludes its least value, which matters where the law asks for more than
/// half: "more than 50 % but less than 75 %" is over the half although its least value is the half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    /// The smallest value.
    pub least: Fraction,
    /// The largest value.
    pub most: Fraction,
    /// The share is larger than `least`.
    pub over: bool,
    /// The share is smaller than `most`.
    pub under: bool,
}

/// Why a text is no share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    /// Not a number, a fraction or a range of them.
    #[error("is no share")]
    Unreadable,
    /// Less than nothing.
    #[error("is less than nothing")]
    Negative,
    /// More than the whole.
    #[error("is more than the whole")]
    OverWhole,
    /// A range that ends before it starts.
    #[error("ends before it starts")]
    Reversed,
}

impl Range {
    /// Nothing is known but that it is a share.
    pub const UNKNOWN: Self =
        Self { least: Fraction::ZERO, most: Fraction::WHOLE, over: false, under: false };

    /// Exactly this.
    pub fn exact(share: Fraction) -> Self {
        Self { least: share, most: share, over: false, under: false }
    }

    /// Anything between two values, both included.
    pub fn between(least: Fraction, most: Fraction) -> Self {
        Self { least, most, over: false, under: false }
    }

    /// The exact value, where there is one.
    pub fn value(self) -> Option<Fraction> {
        (self.least == self.most).then_some(self.least)
    }

    /// The same share, which may also not be held at all.
    #[must_use]
    pub fn perhaps(self) -> Self {
        Self { least: Fraction::ZERO, over: false, ..self }
    }

    /// What both allow; `None` when they contradict each other.
    pub fn meet(self, other: Self) -> Option<Self> {
        let (least, over) = match self.least.cmp(&other.least) {
            std::cmp::Ordering::Greater => (self.least, self.over),
            std::cmp::Ordering::Less => (other.least, other.over),
            std::cmp::Ordering::Equal => (self.least, self.over || other.over),
        };
        let (most, under) = match self.most.cmp(&other.most) {
            std::cmp::Ordering::Less => (self.most, self.under),
            std::cmp::Ordering::Greater => (other.most, other.under),
            std::cmp::Ordering::Equal => (self.most, self.under || other.under),
        };
        (least < most || (least == most && !over && !under)).then_some(Self { least, most, over, under })
    }

    /// Everything that either allows, and what lies between.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let low = if (other.least, other.over) < (self.least, self.over) { other } else { self };
        let high = if (other.most, !other.under) > (self.most, !self.under) { other } else { self };
        Self { least: low.least, over: low.over, most: high.most, under: high.under }
    }

    /// Understands a share as tables give it: `50`, `49.9 %`, `1/3`, `25-50`, `25 to 50`, `>25`, `<=10`, `50+`,
    /// `>25-50`. A bare number is per cent. `Ok(None)` for a blank or a word for "unknown".
    pub fn parse(text: &str) -> Result<Option<Self>, RangeError> {
        let text = text.trim();
        // By far the most shares are plain numbers.
        if !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit() || c == b'.') && !text.contains("..") {
            return Self::one_sided(text).map(Some);
        }
        if text.is_empty()
            || matches!(text.to_lowercase().as_str(), "?" | "unknown" | "n/a" | "na" | "-" | "null")
        {
            return Ok(None);
        }
        if let Some((least, most)) = split_range(text) {
            let (over, least) = bound(least, &[">", "over "]);
            let (under, most) = bound(most, &["<", "under "]);
            let (least, most) = (number(least)?.0, number(most)?.1);
            if least > most || (least == most && (over || under)) {
                return Err(RangeError::Reversed);
            }
            return Ok(Some(Self { least, most, over, under }));
        }
        Self::one_sided(text).map(Some)
    }

    /// A single number, perhaps with a bound on one side.
    fn one_sided(text: &str) -> Result<Self, RangeError> {
        for (mark, over) in [(">=", false), ("≥", false), (">", true), ("over ", true), ("more than ", true)]
        {
            if let Some(rest) = text.strip_prefix(mark) {
                return Ok(Self { least: number(rest)?.0, most: Fraction::WHOLE, over, under: false });
            }
        }
        for (mark, under) in
            [("<=", false), ("≤", false), ("<", true), ("under ", true), ("less than ", true)]
        {
            if let Some(rest) = text.strip_prefix(mark) {
                return Ok(Self { least: Fraction::ZERO, most: number(rest)?.1, over: false, under });
            }
        }
        if let Some(rest) = text.strip_suffix('+') {
            return Ok(Self::between(number(rest)?.0, Fraction::WHOLE));
        }
        let (least, most) = number(text)?;
        Ok(Self::between(least, most))
    }
}

/// `25-50`, `25 – 50`, `25..50`, `25 to 50`; a sign before a number splits nothing.
fn split_range(text: &str) -> Option<(&str, &str)> {
    for mark in [" to ", "..", "–", "—"] {
        if let Some((least, most)) = text.split_once(mark) {
            return Some((least, most.trim_start_matches('.')));
        }
    }
    let at = text.char_indices().skip(1).find(|(at, c)| *c == '-' && !text[..*at].ends_with(['e', 'E']))?.0;
    Some((&text[..at], &text[at + 1..]))
}

/// Takes a mark of exclusion off a bound.
fn bound<'a>(text: &'a str, marks: &[&str]) -> (bool, &'a str) {
    let text = text.trim();
    marks.iter().find_map(|mark| text.strip_prefix(mark)).map_or((false, text), |rest| (true, rest))
}

fn number(text: &str) -> Result<(Fraction, Fraction), RangeError> {
    let (least, most) = Fraction::parse_span(text).ok_or(RangeError::Unreadable)?;
    if least < Fraction::ZERO {
        return Err(RangeError::Negative);
    }
    if least > Fraction::WHOLE {
        return Err(RangeError::OverWhole);
    }
    Ok((least, most.min(Fraction::WHOLE)))
}

impl fmt::Display for Range {
    /// For people: `50%`, `25%–50%`, `over 50% to 75%`, `not stated`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::UNKNOWN {
            return f.write_str("an unknown share");
        }
        if let Some(value) = self.value() {
            return f.write_str(&value.as_percent());
        }
        let (over, under) = (if self.over { "over " } else { "" }, if self.under { "under " } else { "" });
        write!(f, "{over}{}–{under}{}", self.least.as_percent(), self.most.as_percent())
    }
}

/// What a sum of shares can be: its smallest and its largest value, either of which may itself be excluded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The smallest value.
    pub least: Sum,
    /// The sum is larger than `least`.
    pub over: bool,
    /// The largest value.
    pub most: Sum,
    /// The sum is smaller than `most`.
    pub under: bool,
}

impl Interval {
    /// Whether smallest and largest value are the same.
    pub fn is_exact(&self) -> bool {
        self.least == self.most
    }
}

impl fmt::Display for Interval {
    /// For programs: `1/2`, or `1/4..1/2` where it is not exact.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_exact() { self.least.fmt(f) } else { write!(f, "{}..{}", self.least, self.most) }
    }
}

/// What a regime asks of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Threshold {
    /// The value.
    pub value: Fraction,
    /// Reaching it is enough (`>=`); otherwise it must be passed (`>`).
    pub reached: bool,
}

impl Threshold {
    /// Whether the sum passes whatever its true value is. The whole is `of`: less than 1 where votes do not count.
    pub fn surely(&self, sum: &Interval, of: &Sum) -> bool {
        let wanted = Sum::from(self.value).times(of);
        match sum.least.cmp(&wanted) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => self.reached || sum.over,
            std::cmp::Ordering::Less => false,
        }
    }

    /// Whether the sum can pass.
    pub fn perhaps(&self, sum: &Interval, of: &Sum) -> bool {
        let wanted = Sum::from(self.value).times(of);
        match sum.most.cmp(&wanted) {
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => self.reached && !sum.under,
            std::cmp::Ordering::Less => false,
        }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.reached { "at least " } else { "more than " })?;
        f.write_str(&self.value.as_percent())
    }
}

impl<'de> serde::Deserialize<'de> for Threshold {
    /// From `">= 1/2"` or `"> 1/2"`.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (reached, value) = match text.strip_prefix(">=") {
            Some(value) => (true, value),
            None => (false, text.strip_prefix('>').ok_or_else(|| serde::de::Error::custom("wants >= or >"))?),
        };
        let value =
            Fraction::parse_span(value).ok_or_else(|| serde::de::Error::custom("wants a fraction"))?.0;
        Ok(Self { value, reached })
    }
}

/// Adds up what some owners hold in a company, beside what all hold in it.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    least: Sum,
    most: Sum,
    over: bool,
    under: bool,
    /// Something stated of the company contradicts something else.
    contradictory: bool,
}

impl Tally {
    /// Says that something stated contradicts something else, so that nothing follows from what others hold.
    pub fn distrust(&mut self) {
        self.contradictory = true;
    }

    /// Counts one holding.
    pub fn add(&mut self, range: Range) {
        self.least.add(range.least);
        self.most.add(range.most);
        self.over |= range.over;
        self.under |= range.under;
    }

    /// What the counted holdings can come to, given that `all` holdings together are no more than the whole.
    ///
    /// Where what is stated comes to more than the whole, something in it is wrong, and nobody knows what: the counted
    /// holdings may then be as small as the whole less everyone else's.
    pub fn within(&self, all: &Self) -> Interval {
        let whole = Sum::from(Fraction::WHOLE);
        if all.least > whole {
            let excess = all.least.minus(&whole);
            let least = self.least.minus(&excess).max(Sum::default());
            return Interval { least, over: false, most: self.most.clone().min(whole), under: false };
        }
        if all.contradictory {
            let most = self.most.clone().min(whole);
            return Interval { least: self.least.clone(), over: self.over, most, under: self.under };
        }
        let left = whole.minus(&all.least).plus(&self.least);
        let others_over = all.over && !self.over;
        let (most, under) =
            if left < self.most { (left, others_over) } else { (self.most.clone(), self.under) };
        Interval { least: self.least.clone(), over: self.over, most, under }
    }

    /// What the counted holdings state, as a range; `None` where the sum outgrows 64 bits.
    pub(crate) fn stated(&self) -> Option<Range> {
        let (least, most) = (self.least.as_fraction()?, self.most.as_fraction()?);
        Some(Range { least, most, over: self.over, under: self.under })
    }

    /// The smallest value that the counted holdings state.
    pub fn least(&self) -> &Sum {
        &self.least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Range {
        Range::parse(text).expect("a share").expect("known")
    }

    #[test]
    fn ranges_as_tables_write_them() {
        for (text, least, most, over, under) in [
            ("25-50", 25, 50, false, false),
            ("25% – 50%", 25, 50, false, false),
            (">25-50", 25, 50, true, false),
            (">50-<75", 50, 75, true, true),
            ("75+", 75, 100, false, false),
            ("> 50", 50, 100, true, false),
            ("<10", 0, 10, false, true),
            ("25 to 50", 25, 50, false, false),
        ] {
            let wanted =
                Range { least: Fraction::percent(least), most: Fraction::percent(most), over, under };
            assert_eq!(parse(text), wanted, "{text}");
        }
        assert_eq!(Range::parse("130"), Err(RangeError::OverWhole));
        assert_eq!(Range::parse("-5"), Err(RangeError::Negative));
        assert_eq!(Range::parse("50-25"), Err(RangeError::Reversed));
        assert_eq!(Range::parse("some"), Err(RangeError::Unreadable));
        assert_eq!(Range::parse(" "), Ok(None));
    }

    #[test]
    fn more_than_half_is_sure_when_the_half_itself_is_excluded() {
        let over_half = Threshold { value: Fraction::HALF, reached: false };
        let mut held = Tally::default();
        held.add(parse(">50-<75"));
        let whole = Sum::from(Fraction::WHOLE);
        assert!(over_half.surely(&held.within(&held), &whole));
        let mut held = Tally::default();
        held.add(parse("50-75"));
        assert!(!over_half.surely(&held.within(&held), &whole));
        assert!(over_half.perhaps(&held.within(&held), &whole));
    }

    #[test]
    fn an_unknown_share_is_no_larger_than_what_others_leave() {
        let (mut held, mut all) = (Tally::default(), Tally::default());
        held.add(Range::UNKNOWN);
        all.add(Range::UNKNOWN);
        all.add(parse("60"));
        assert_eq!(held.within(&all).most, Sum::from(Fraction::percent(40)));
    }
}
