//! Codes on a list next to the shipment's: how near a miss it was.

use super::check::Answer;
use super::code::GoodsCode;
use super::measure::{CountryTest, Good, Measure, Measures};
use super::shipment::Shipment;
use super::territory::{Tie, tie};
use super::time::{InForce, in_force};

/// A listed code beside the shipment's own.
#[derive(Debug, Clone, PartialEq)]
pub struct NearMiss<'a> {
    /// The rule that lists it.
    pub measure: &'a Measure,
    /// The line.
    pub good: &'a Good,
    /// How many leading digits the two codes share: 6 is a sibling, 4 the same heading, 2 a neighbouring heading.
    pub shared: usize,
    /// Whether the list was in force on the day.
    pub in_force: bool,
}

/// More siblings than this say no more; the nearest are kept. The widest subheading of the tables has seven.
const MOST: usize = 8;

/// Listed codes of the same subheading, heading, or the headings next to it, by measures whose country test holds and
/// that do not cover the code itself.
pub(super) fn near_misses<'a>(
    measures: &'a Measures,
    shipment: &Shipment,
    answer: &Answer<'a>,
) -> Vec<NearMiss<'a>> {
    let Some(code) = answer.code.filter(|c| c.length() >= 4) else { return Vec::new() };
    let day = shipment.on.map(|d| d.first());
    let mut found: Vec<NearMiss<'a>> = Vec::new();
    for line in measures.index.under(code.prefix(2)) {
        if line.code.covers(code) || code.covers(line.code) {
            continue;
        }
        let shared = line.code.shared(code);
        if !is_near(code, line.code, shared) {
            continue;
        }
        let (measure, good) = measures.line(line);
        let covered = |f: &super::check::Finding<'_>| f.measure.id == measure.id && f.applies != Some(false);
        if measure.test == CountryTest::Diversion || answer.rules.iter().any(covered) {
            continue;
        }
        let term = in_force(measure.term(Some(good)), shipment.on);
        if matches!(term, InForce::NotYet | InForce::NoMore)
            || matches!(tie(measure, shipment, day), Tie::Not(_))
        {
            continue;
        }
        found.push(NearMiss { measure, good, shared, in_force: term == InForce::Yes });
    }
    found.sort_by_key(|n| (std::cmp::Reverse(n.shared), n.good.code));
    found.dedup_by_key(|n| n.good.code);
    found.truncate(MOST);
    found
}

fn is_near(code: GoodsCode, listed: GoodsCode, shared: usize) -> bool {
    if shared >= 4 {
        return true;
    }
    let (Some(a), Some(b)) = (code.heading_number(), listed.heading_number()) else { return false };
    shared == 2 && listed.length() == 4 && a.abs_diff(b) == 1
}
