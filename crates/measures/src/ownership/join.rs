//! Several ties between the same two parties on one day: do they add up, repeat or contradict each other?
//!
//! Ties of one source are blocks of shares and add up. Two sources speak of the same holding: where their ranges have
//! something in common, that is what is known; where they have nothing in common, one of them is wrong, and the holding
//! is anything from the smallest to the largest. A row that is repeated to the letter may be one holding or two.

use std::fmt;

use rustc_hash::FxHashMap;

use super::fraction::Fraction;
use super::range::{Range, Tally};

/// A row's file and what it says: share, votes, class, from, to. Where all is equal it is the same row twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Same {
    pub file: u16,
    pub row: [u32; 5],
}

/// One of several ties between two parties.
#[derive(Debug, Clone)]
pub(crate) struct Parallel {
    /// Its source, or its file where no source is named.
    pub source: (u32, u16),
    /// What makes it the same row as another.
    pub same_as: Same,
    pub share: Option<Range>,
    pub votes: Option<Range>,
    /// In force that day beyond doubt.
    pub certain: bool,
}

/// Several ties as one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Joined {
    pub share: Range,
    /// `None` where no tie states votes apart.
    pub votes: Option<Range>,
    pub contradiction: Option<Contradiction>,
}

/// Why several ties cannot be taken as they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Contradiction {
    /// Two sources exclude each other.
    Sources,
    /// One source repeats a row.
    Repeated,
    /// One source's rows come to more than the whole.
    OverWhole,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sources => "two sources give different shares",
            Self::Repeated => "the same row more than once, perhaps one holding, perhaps several",
            Self::OverWhole => {
                "one source's rows come to more than the whole, so they are no blocks of shares that add up"
            }
        })
    }
}

/// Joins the ties between two parties.
pub(crate) fn join(ties: &[Parallel]) -> Joined {
    let mut contradiction = None;
    let share = join_by(ties, &mut contradiction, |tie| match (tie.share, tie.votes) {
        // A row of votes alone says nothing about shares.
        (None, Some(_)) => None,
        (share, _) => Some(share.unwrap_or(Range::UNKNOWN)),
    });
    // Where votes have rows of their own, the rows of shares say nothing about votes.
    let apart = ties.iter().any(|tie| tie.share.is_none() && tie.votes.is_some());
    let votes = ties.iter().any(|tie| tie.votes.is_some()).then(|| {
        let mut ignored = None;
        let of = |tie: &Parallel| if apart { tie.votes } else { tie.votes.or(tie.share) };
        join_by(ties, &mut ignored, of).unwrap_or(Range::UNKNOWN)
    });
    Joined { share: share.unwrap_or(Range::UNKNOWN), votes, contradiction }
}

/// Joins one property of the ties: within each source, then between the sources.
fn join_by(
    ties: &[Parallel],
    contradiction: &mut Option<Contradiction>,
    property: impl Fn(&Parallel) -> Option<Range>,
) -> Option<Range> {
    let mut sources: Vec<((u32, u16), Vec<&Parallel>)> = Vec::new();
    for tie in ties {
        match sources.iter_mut().find(|(source, _)| *source == tie.source) {
            Some((_, of_source)) => of_source.push(tie),
            None => sources.push((tie.source, vec![tie])),
        }
    }
    let mut said: Vec<Range> =
        sources.iter().filter_map(|(_, ties)| add_up(ties, contradiction, &property)).collect();
    // A source that knows nothing does not make another one's knowledge less.
    if said.iter().any(|range| *range != Range::UNKNOWN) {
        said.retain(|range| *range != Range::UNKNOWN);
    }
    let first = *said.first()?;
    let common = said.iter().try_fold(first, |known, range| known.meet(*range));
    Some(common.unwrap_or_else(|| {
        *contradiction = Some(Contradiction::Sources);
        said.iter().fold(first, |known, range| known.hull(*range))
    }))
}

/// The rows of one source together.
fn add_up(
    ties: &[&Parallel],
    contradiction: &mut Option<Contradiction>,
    property: &impl Fn(&Parallel) -> Option<Range>,
) -> Option<Range> {
    let mut rows: FxHashMap<Same, usize> = FxHashMap::default();
    let (mut once, mut every) = (Tally::default(), Tally::default());
    let mut ranges = Vec::new();
    for tie in ties {
        let Some(range) = property(tie) else { continue };
        let range = if tie.certain { range } else { range.perhaps() };
        // The same row in another file of the same source is the same holding, read twice.
        let Same { file, row } = tie.same_as;
        if rows.keys().any(|known| known.file != file && known.row == row) {
            continue;
        }
        let repeats = rows.entry(tie.same_as).and_modify(|n| *n += 1).or_insert(1);
        ranges.push(range);
        every.add(range);
        if *repeats == 1 {
            once.add(range);
        }
    }
    let first = *ranges.first()?;
    if ranges.len() == 1 {
        return Some(first);
    }
    let hull = ranges.iter().fold(first, |known, range| known.hull(*range));
    let (Some(low), Some(high)) = (once.stated(), every.stated()) else { return Some(Range::UNKNOWN) };
    if low.least > Fraction::WHOLE {
        *contradiction = Some(Contradiction::OverWhole);
        return Some(hull);
    }
    if rows.values().any(|n| *n > 1) && first != Range::UNKNOWN {
        *contradiction = Some(Contradiction::Repeated);
    }
    let most = high.most.min(Fraction::WHOLE);
    Some(Range { least: low.least, over: low.over, most, under: high.under && most == high.most })
}
