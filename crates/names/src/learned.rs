//! Equivalences learned from the names of one entity: Aliaksandr beside Alexander, ОАО beside OJSC.
//!
//! Where two names of an entity agree in all tokens but one on each side, the two left over stand for each other in
//! this entity. Pairs that do so in several entities of different names, and rarely beside anything else, are
//! equivalences: one person on two lists, with one alias in both, teaches nothing about others. What is learned belongs
//! to the catalogue of the lists that taught it; nothing of it ships.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::analyse::Role;
use crate::hash;
use crate::profile::TokenView;
use crate::token::{TOKEN_FLOOR, token_likeness};

/// A token of a name of an entity: its number in the catalogue, its profile, its role.
#[derive(Debug, Clone, Copy)]
pub struct TaughtToken<'a> {
    /// The number under which the catalogue interned its form.
    pub id: u32,
    /// Its profile.
    pub view: TokenView<'a>,
    /// Its role in the name.
    pub role: Role,
}

/// Two tokens that stand for each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equivalence {
    /// The lower number.
    pub a: u32,
    /// The higher number.
    pub b: u32,
    /// How alike they are to be taken, from [`TOKEN_FLOOR`] to 0.9: the more often and the more exclusively, the more.
    pub score: f32,
}

/// Gathers evidence, entity by entity; the order does not matter.
#[derive(Debug, Default)]
pub struct Learner {
    /// The names beside which the two were left over against each other, each by one number.
    pairs: FxHashMap<(u32, u32), Beside>,
    /// The names beside which a token was left over against something.
    counts: FxHashMap<u32, Beside>,
}

/// Different numbers, of which it matters how many there are; few have more than four.
type Beside = SmallVec<[u64; 4]>;

fn add(known: &mut Beside, new: impl IntoIterator<Item = u64>) {
    for number in new {
        if let Err(place) = known.binary_search(&number) {
            known.insert(place, number);
        }
    }
}

/// Pairs of names looked at in one entity; the rest are left out. The entity with most names has 60.
const MAX_NAME_PAIRS: usize = 40;

/// Names longer than this are left out: their alignment tells little.
const MAX_NAME_TOKENS: usize = 6;

/// Entities of different names that must agree on a pair.
const LEAST: usize = 3;

/// What share of a token's appearances must be beside the other.
const LEAST_SHARE: f32 = 0.3;

impl Learner {
    /// A learner that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Learns from the names of one entity.
    pub fn observe(&mut self, names: &[&[TaughtToken<'_>]]) {
        let mut found: SmallVec<[(u32, u32, u64); 8]> = SmallVec::new();
        let usable = |n: &&&[TaughtToken<'_>]| (2..=MAX_NAME_TOKENS).contains(&n.len());
        let names: SmallVec<[&[TaughtToken<'_>]; 16]> = names.iter().filter(usable).copied().collect();
        let mut looked = 0;
        'pairs: for (at, first) in names.iter().enumerate() {
            for second in &names[at + 1..] {
                if looked == MAX_NAME_PAIRS {
                    break 'pairs;
                }
                looked += 1;
                if let Some((a, b, rest)) = odd_pair(first, second) {
                    let pair = (a.min(b), a.max(b));
                    if a != b && !found.iter().any(|(x, y, _)| (*x, *y) == pair) {
                        found.push((pair.0, pair.1, rest));
                    }
                }
            }
        }
        for (a, b, rest) in found {
            add(self.pairs.entry((a, b)).or_default(), [rest]);
            for token in [a, b] {
                add(self.counts.entry(token).or_default(), [rest]);
            }
        }
    }

    /// What both have seen.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        let (pairs, counts) = (other.pairs, other.counts);
        if self.pairs.is_empty() {
            return Self { pairs, counts };
        }
        for (pair, beside) in pairs {
            add(self.pairs.entry(pair).or_default(), beside);
        }
        for (token, beside) in counts {
            add(self.counts.entry(token).or_default(), beside);
        }
        self
    }

    /// The equivalences, ordered by their tokens.
    pub fn finish(self) -> Vec<Equivalence> {
        let mut out: Vec<Equivalence> = self
            .pairs
            .iter()
            .map(|(pair, beside)| (pair, beside.len()))
            .filter(|(_, count)| *count >= LEAST)
            .filter_map(|((a, b), count)| {
                let of = |token: &u32| self.counts.get(token).map_or(1, SmallVec::len).max(1) as f32;
                // The rarer side decides: each spelling of a common name stands beside many others.
                let share = count as f32 / of(a).min(of(b));
                if share < LEAST_SHARE {
                    return None;
                }
                let often = 1.0 - 1.0 / (1.0 + count as f32);
                Some(Equivalence { a: *a, b: *b, score: TOKEN_FLOOR + 0.35 * share.min(1.0) * often })
            })
            .collect();
        out.sort_unstable_by_key(|e| (e.a, e.b));
        out
    }
}

/// The one token on each side that has no counterpart, if there is exactly one and the rest agree; and the rest, however
/// it is spelled, as a number.
fn odd_pair(first: &[TaughtToken<'_>], second: &[TaughtToken<'_>]) -> Option<(u32, u32, u64)> {
    let names = |row: &[TaughtToken<'_>]| row.iter().filter(|t| tells(t.role)).count();
    if names(first) != names(second) || names(first) < 2 {
        return None;
    }
    let mut taken: SmallVec<[bool; 8]> = second.iter().map(|t| !tells(t.role)).collect();
    let mut odd = None;
    let mut rest = 0;
    for token in first.iter().filter(|t| tells(t.role)) {
        let partner = second.iter().enumerate().position(|(j, other)| {
            !taken[j] && (token.id == other.id || token_likeness(token.view, other.view).score >= TOKEN_FLOOR)
        });
        match partner {
            Some(j) => {
                taken[j] = true;
                rest ^= token.view.first_skeleton().map_or(u64::from(token.id), |s| hash::mix(s.0));
            }
            None if odd.is_some() => return None,
            None => odd = Some(token.id),
        }
    }
    let other = taken.iter().position(|t| !t)?;
    odd.map(|id| (id, second[other].id, rest))
}

fn tells(role: Role) -> bool {
    !matches!(role, Role::Particle | Role::Title | Role::Suffix | Role::Initial | Role::Number)
}
