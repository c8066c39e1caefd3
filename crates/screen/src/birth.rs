//! Two sets of birth dates: how close the closest two are.

use tamis_model::{PartialDate, Precision};

use crate::Level;

/// The level of the closest pair of dates; `None` when either side has none. Lists give several birth dates where
/// they are not sure, so the best pair decides.
pub fn compare(subject: &[PartialDate], entity: &[PartialDate]) -> Option<Level> {
    subject.iter().flat_map(|s| entity.iter().map(move |e| pair(s, e))).min_by_key(|level| closeness(*level))
}

/// Closest first, in the order of what the levels say about two birth dates.
fn closeness(level: Level) -> usize {
    const ORDER: [Level; 11] = [
        Level::BirthSameDay,
        Level::BirthSameMonth,
        Level::BirthSwapped,
        Level::BirthYearOff,
        Level::BirthSameYear,
        Level::BirthDigitOff,
        Level::BirthNear,
        Level::BirthOtherDay,
        Level::BirthYearsApart,
        Level::BirthFarApart,
        Level::BirthDecadesApart,
    ];
    ORDER.iter().position(|l| *l == level).unwrap_or(ORDER.len())
}

fn pair(a: &PartialDate, b: &PartialDate) -> Level {
    let exact = a.precision() == Precision::Day && b.precision() == Precision::Day;
    if exact {
        return days(a, b);
    }
    if a.overlaps(b) {
        let month = matches!(
            (a.precision(), b.precision()),
            (Precision::Day | Precision::Month, Precision::Day | Precision::Month)
        );
        return if month { Level::BirthSameMonth } else { Level::BirthSameYear };
    }
    let tolerance = if a.is_circa() || b.is_circa() { 2 } else { 1 };
    by_years(years_between(a, b), tolerance)
}

/// Two whole days.
fn days(a: &PartialDate, b: &PartialDate) -> Level {
    let (x, y) = (a.first(), b.first());
    if x == y {
        return Level::BirthSameDay;
    }
    if x.year() == y.year() && x.month() == y.day() && x.day() == y.month() {
        return Level::BirthSwapped;
    }
    if (x.month(), x.day()) == (y.month(), y.day()) && (x.year() - y.year()).abs() == 1 {
        return Level::BirthYearOff;
    }
    let digits = |d: jiff::civil::Date| {
        let (year, month, day) = (d.year() as u16, d.month() as u8, d.day() as u8);
        let year = [year / 1000, year / 100 % 10, year / 10 % 10, year % 10].map(|n| n as u8);
        [year[0], year[1], year[2], year[3], month / 10, month % 10, day / 10, day % 10]
    };
    if digits(x).iter().zip(digits(y)).filter(|(p, q)| **p != *q).count() == 1 {
        return Level::BirthDigitOff;
    }
    if x.year() == y.year() {
        return Level::BirthOtherDay;
    }
    let tolerance = if a.is_circa() || b.is_circa() { 2 } else { 1 };
    by_years(years_between(a, b), tolerance)
}

fn by_years(years: i16, tolerance: i16) -> Level {
    match years {
        y if y <= tolerance => Level::BirthNear,
        ..=4 => Level::BirthYearsApart,
        5..=14 => Level::BirthFarApart,
        _ => Level::BirthDecadesApart,
    }
}

/// Whole calendar years between the nearest ends of two spans.
fn years_between(a: &PartialDate, b: &PartialDate) -> i16 {
    let (earlier, later) = if a.last() < b.first() { (a, b) } else { (b, a) };
    (later.first().year() - earlier.last().year()).max(0)
}

#[cfg(test)]
mod tests {
    //! 1. Each kind of slip has its level. 2. The closest of several dates decides. 3. The order of sides is nothing.

    use super::*;
    use tamis_model::DateOrder;

    fn read(text: &str) -> Vec<PartialDate> {
        text.split(';').map(|t| PartialDate::parse(t, DateOrder::DayFirst).unwrap()).collect()
    }

    #[test]
    fn slips() {
        for (a, b, expected) in [
            ("1954-08-30", "1954-08-30", Level::BirthSameDay),
            ("1954-08-30", "1953-08-30", Level::BirthYearOff),
            ("1954-03-08", "1954-08-03", Level::BirthSwapped),
            ("1954-08-30", "1954-08-20", Level::BirthDigitOff),
            ("1954-08-30", "1944-08-30", Level::BirthDigitOff),
            ("1954-08-30", "1954", Level::BirthSameYear),
            ("1954-08-30", "1954-08", Level::BirthSameMonth),
            ("1954-08-30", "1954-01-12", Level::BirthOtherDay),
            ("1954-08-30", "1955", Level::BirthNear),
            ("circa 1952", "1954-08-30", Level::BirthNear),
            ("1952", "1954-08-30", Level::BirthYearsApart),
            ("1963 to 1965", "1964", Level::BirthSameYear),
            ("1970", "1964-01-01", Level::BirthFarApart),
            ("1924-08-30", "1954-08-31", Level::BirthDecadesApart),
            ("1924;1954-08-30", "1954-08-30", Level::BirthSameDay),
        ] {
            assert_eq!(compare(&read(a), &read(b)), Some(expected), "{a} {b}");
            assert_eq!(compare(&read(b), &read(a)), Some(expected), "{b} {a}");
        }
        assert_eq!(compare(&[], &read("1954")), None);
    }
}
