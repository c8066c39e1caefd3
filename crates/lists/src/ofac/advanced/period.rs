//! Dates and date periods.
//!
//! A period has a start and an end, each with a first and a last day, so that "circa" and ranges are said as
//! 1 January to 31 December. What comes out is the span from the first day of the start to the last day of the end.

use tamis_model::PartialDate;

use crate::xml::Element;

/// A `Date`, `From` or `To`: year, month and day, of which month and day may be missing or 0.
pub(super) fn date(element: &Element<'_>) -> Option<PartialDate> {
    let number = |name: &str| element.child_text(name).parse::<i16>().unwrap_or_default();
    let (year, month, day) = (number("Year"), number("Month"), number("Day"));
    match (i8::try_from(month).ok()?, i8::try_from(day).ok()?) {
        (0, _) => PartialDate::year(year),
        (month, 0) => PartialDate::month(year, month),
        (month, day) => PartialDate::day(year, month, day),
    }
}

/// A `DatePeriod`; `None` when it gives no date at all.
pub(super) fn period(element: &Element<'_>) -> Option<PartialDate> {
    let start = element.child("Start");
    let end = element.child("End");
    let boundary = |side: Option<&Element<'_>>, name: &str| side?.child(name).and_then(date);
    let first = boundary(start, "From").or_else(|| boundary(start, "To"));
    let last = boundary(end, "To").or_else(|| boundary(end, "From")).or_else(|| boundary(start, "To"));
    let (first, last) = (first.or(last)?, last.or(first)?);
    let found = whole(first, last)?;
    let circa = [start, end].into_iter().flatten().any(|side| side.attribute("Approximate") == "true");
    Some(if circa { found.circa() } else { found })
}

/// A span that is one day, one month or one year as such; any other one as a range.
fn whole(first: PartialDate, last: PartialDate) -> Option<PartialDate> {
    let (from, to) = (first.first(), last.last());
    let year = PartialDate::year(from.year());
    let month = PartialDate::month(from.year(), from.month());
    let same = |candidate: &PartialDate| candidate.first() == from && candidate.last() == to;
    month.filter(same).or(year.filter(same)).or_else(|| PartialDate::range(first, last))
}
