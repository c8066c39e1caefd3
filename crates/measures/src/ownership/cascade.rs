//! Listed persons together: the least fixpoint of "what members of the set hold directly passes the threshold".
//!
//! Each round adds what the last round's new members hold, so that a chain of ten thousand companies is ten thousand
//! short rounds and no recursion, and so that a member's level is the length of its shortest chain. A cycle without a
//! listed member never starts.

use rustc_hash::{FxHashMap, FxHashSet};

use super::fraction::{Fraction, Sum};
use super::graph::NodeId;
use super::holdings::Holdings;
use super::range::{Interval, Tally, Threshold};

/// Which of the possible worlds is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum World {
    /// What is so whatever the unknown turns out to be.
    Sure,
    /// What can be so: unknown shares as large as they can be, owners who are not identified among the listed.
    Possible,
}

/// What a company's members hold so far, beside what everyone holds.
#[derive(Debug)]
struct Count {
    members: Tally,
    all: Tally,
}

/// Shares in a company, everyone's. What stands in a nominee's name is not counted: the nominee's own row is.
pub(crate) fn everyone(holdings: &Holdings<'_>, company: NodeId) -> Tally {
    let mut all = Tally::default();
    for holding in holdings.held_in(company).iter().filter(|h| !h.nominee) {
        all.add(holdings.share(holding));
        if holding.contradictory {
            all.distrust();
        }
    }
    all
}

/// Companies that join the set of `seeds`, with their levels from 1, in order of level and node.
pub(crate) fn cascade(
    holdings: &Holdings<'_>,
    seeds: &[NodeId],
    threshold: Threshold,
    world: World,
) -> Vec<(NodeId, u32)> {
    let whole = Sum::from(Fraction::WHOLE);
    let mut members: FxHashSet<NodeId> = seeds.iter().copied().collect();
    let mut counts: FxHashMap<NodeId, Count> = FxHashMap::default();
    let mut joined = Vec::new();
    let mut frontier: Vec<NodeId> = members.iter().copied().collect();
    frontier.sort_unstable();
    let mut level = 0;
    while !frontier.is_empty() {
        let mut touched: Vec<NodeId> = Vec::new();
        let mut count = |number: u32| {
            let holding = holdings.holding(number);
            if holding.nominee || members.contains(&holding.owned) {
                return;
            }
            let company = holding.owned;
            let count = counts
                .entry(company)
                .or_insert_with(|| Count { members: Tally::default(), all: everyone(holdings, company) });
            count.members.add(holdings.share(holding));
            touched.push(company);
        };
        for member in &frontier {
            holdings.numbers_by(*member).iter().for_each(|number| count(*number));
        }
        if level == 0 && world == World::Possible {
            let unknown =
                holdings.unidentified.iter().filter(|n| !members.contains(&holdings.holding(**n).owner));
            unknown.for_each(|number| count(*number));
        }
        level += 1;
        touched.sort_unstable();
        touched.dedup();
        touched.retain(|company| {
            let count = &counts[company];
            passes(threshold, &count.members.within(&count.all), &whole, world)
        });
        joined.extend(touched.iter().map(|company| (*company, level)));
        members.extend(touched.iter().copied());
        frontier = touched;
    }
    joined
}

pub(crate) fn passes(threshold: Threshold, sum: &Interval, of: &Sum, world: World) -> bool {
    match world {
        World::Sure => threshold.surely(sum, of),
        World::Possible => threshold.perhaps(sum, of),
    }
}
