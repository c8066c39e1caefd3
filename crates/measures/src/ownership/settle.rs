//! What is not known, and the one fact that would settle it.

use rustc_hash::FxHashSet;

use super::fraction::Fraction;
use super::graph::NodeId;
use super::holdings::{Holding, Holdings};
use super::range::Range;
use super::standing::{Answer, Standing};

/// The fact that an undetermined answer turns on: the widest unknown above the node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// How much one party holds in another.
    Share {
        /// Who holds.
        owner: NodeId,
        /// In what.
        owned: NodeId,
        /// What is known of it.
        known: Range,
    },
    /// Who an owner is.
    Owner {
        /// What it owns.
        owned: NodeId,
        /// How much of it.
        share: Range,
    },
    /// Whether a power over it is in force: its dates, or its source, are in doubt.
    Power {
        /// Who is said to have it.
        owner: NodeId,
        /// Over what.
        owned: NodeId,
    },
}

impl Fact {
    /// As a question.
    pub fn ask(&self, holdings: &Holdings<'_>) -> String {
        let name = |node: &NodeId| holdings.graph.name(*node);
        match self {
            Self::Share { owner, owned, known } => {
                format!("what {} holds in {} (known: {known})", name(owner), name(owned))
            }
            Self::Owner { owned, share } => format!("who holds {share} of {}", name(owned)),
            Self::Power { owner, owned } => {
                format!("whether {} had power over {} on {}", name(owner), name(owned), holdings.day())
            }
        }
    }
}

/// The fact that would settle an undetermined node; `None` for any other.
pub fn settling_fact(standing: &Standing, holdings: &Holdings<'_>, node: NodeId) -> Option<Fact> {
    if standing.answer(node) != Answer::Undetermined {
        return None;
    }
    let mut seen = FxHashSet::default();
    let mut at = node;
    loop {
        seen.insert(at);
        let mut above: Vec<&Holding> = holdings
            .held_in(at)
            .iter()
            .filter(|h| is_unknown(holdings, h) || standing.answer(h.owner) != Answer::Not)
            .collect();
        above.sort_by_key(|h| (std::cmp::Reverse(doubt(standing, holdings, h)), h.owner));
        let power = holdings
            .rights_over(at)
            .find(|(owner, right)| !right.certain && standing.answer(*owner) != Answer::Not);
        let Some(widest) = above.first().filter(|h| doubt(standing, holdings, h) > Fraction::ZERO) else {
            return power.map(|(owner, right)| Fact::Power { owner, owned: right.to });
        };
        let share = holdings.share(widest);
        if is_unknown(holdings, widest) {
            return Some(Fact::Owner { owned: at, share });
        }
        if share.value().is_none() || standing.answer(widest.owner) == Answer::Restricted {
            return Some(Fact::Share { owner: widest.owner, owned: at, known: share });
        }
        if seen.contains(&widest.owner) {
            return None;
        }
        at = widest.owner;
    }
}

fn is_unknown(holdings: &Holdings<'_>, holding: &Holding) -> bool {
    holding.owner == NodeId::NOBODY || holdings.graph.is_nowhere(holding.owner)
}

/// How much of the company turns on this holding.
fn doubt(standing: &Standing, holdings: &Holdings<'_>, holding: &Holding) -> Fraction {
    let share = holdings.share(holding);
    if is_unknown(holdings, holding) || standing.answer(holding.owner) == Answer::Undetermined {
        return share.most;
    }
    let (most, least) = (share.most, share.least);
    let (num, den) = (
        i128::from(most.numerator()) * i128::from(least.denominator())
            - i128::from(least.numerator()) * i128::from(most.denominator()),
        i128::from(most.denominator()) * i128::from(least.denominator()),
    );
    match (i64::try_from(num), i64::try_from(den)) {
        (Ok(num), Ok(den)) => Fraction::new(num, den).unwrap_or(Fraction::ZERO),
        _ => most,
    }
}
