//! Which annex lines a shipment's code may fall under.

use super::code::GoodsCode;
use super::measure::{Good, Measure};

/// A line of an annex, seen from one measure over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub code: GoodsCode,
    pub measure: u32,
    pub good: u32,
}

/// Every line with a code, in the order of the nomenclature; lines without one apart.
#[derive(Debug, Clone, Default)]
pub(super) struct GoodsIndex {
    coded: Vec<Line>,
    pub uncoded: Vec<(u32, u32)>,
}

/// How a line's code and a shipment's lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// The line covers the shipment's code.
    Covered,
    /// The line is deeper than the code: some goods under the code are on the list, others are not.
    Deeper,
}

impl GoodsIndex {
    pub fn new(measures: &[Measure], goods_of: impl Fn(&Measure) -> Vec<Good>) -> Self {
        let mut index = Self::default();
        for (at, measure) in measures.iter().enumerate() {
            for (line, good) in goods_of(measure).iter().enumerate() {
                // A line that came on the list after this wording ended is never seen under it.
                let (from, to) = measure.term(Some(good));
                if to.is_some_and(|to| to < from) {
                    continue;
                }
                let (measure, good_at) = (at as u32, line as u32);
                match good.code {
                    Some(code) => index.coded.push(Line { code, measure, good: good_at }),
                    None => index.uncoded.push((measure, good_at)),
                }
            }
        }
        index.coded.sort_by_key(|l| (l.code, l.measure, l.good));
        index
    }

    /// Every line that covers the code or lies deeper, in the order of the nomenclature.
    pub fn find(&self, code: GoodsCode, found: &mut impl FnMut(Line, Fit)) {
        for length in [2, 4, 6, 8, 10] {
            if length > code.length() {
                break;
            }
            let prefix = code.prefix(length);
            let start = self.coded.partition_point(|l| l.code < prefix);
            self.coded[start..].iter().take_while(|l| l.code == prefix).for_each(|l| found(*l, Fit::Covered));
        }
        self.under(code).filter(|l| l.code != code).for_each(|l| found(l, Fit::Deeper));
    }

    /// Every line whose code begins with this one.
    pub fn under(&self, code: GoodsCode) -> impl Iterator<Item = Line> + '_ {
        let start = self.coded.partition_point(|l| l.code < code);
        self.coded[start..].iter().copied().take_while(move |l| code.covers(l.code))
    }
}
