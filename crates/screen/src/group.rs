//! Entries of several lists for one real party, shown as one match, so that an analyst decides once.

use crate::answer::Match;
use crate::facts::{self, Facts};
use crate::pair::{Understood, common_kind, measure};
use crate::{Level, Weights, probability};

/// Two entries are shown as one from this probability on that they are the same party.
const SAME_PARTY: f32 = 0.9;

/// Joins matches with the same real party to the one that scores highest; `matches` come by falling score. Entries of
/// one list are never joined: their publisher holds them to be different.
pub fn by_party(matches: Vec<Match>, weights: &Weights) -> Vec<Match> {
    let mut parties: Vec<Match> = Vec::with_capacity(matches.len());
    for found in matches {
        let same = parties.iter().position(|party| {
            let lists = std::iter::once(&party.entity).chain(&party.also);
            lists.into_iter().all(|m| m.list != found.entity.list) && same_party(party, &found, weights)
        });
        match same {
            Some(at) => {
                parties[at].alert |= found.alert;
                parties[at].also.push(found.entity);
            }
            None => parties.push(found),
        }
    }
    parties
}

/// A name alone joins nothing: a number or a birth date must agree, and nothing may speak against it.
fn same_party(a: &Match, b: &Match, weights: &Weights) -> bool {
    let (a, b) = (&a.entity.record, &b.entity.record);
    if !a.schema.may_be(&b.schema) {
        return false;
    }
    let levels = facts::compare(&Facts::of(a), &Facts::of(b));
    let strong = [
        Level::IdentifierSame,
        Level::DocumentSame,
        Level::BirthSameDay,
        Level::BirthSameMonth,
        Level::BirthSameYear,
    ];
    if !levels.iter().any(|l| strong.contains(l)) || levels.iter().any(|l| l.direction() == Some(false)) {
        return false;
    }
    let kind = common_kind(a, b);
    let (measured, _) = measure(&Understood::new(a, kind), &Understood::new(b, kind), weights);
    probability(measured.log_odds(weights)) >= SAME_PARTY
}
