//! Signs of evasion in ownership data.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use rustc_hash::{FxHashMap, FxHashSet};
use tamis_model::PartialDate;

use super::{Flag, FlagKind};
use crate::ownership::fraction::{Fraction, Sum};
use crate::ownership::graph::{Edge, Graph, NodeId, TieKind};
use crate::ownership::listed::Listed;

/// Days before and after a listing within which a change of ownership is remarkable.
pub const NEAR_LISTING_DAYS: i64 = 90;
/// Days between one party's giving and another's taking that are still one transfer.
const ONE_TRANSFER_DAYS: i64 = 30;
/// Age in days up to which a company that takes over is new.
const NEW_COMPANY_DAYS: i64 = 365;
/// What a holding may fall to and still be just under the threshold: five points (reference: T - 5).
const JUST_UNDER_POINTS: i64 = 5;

/// Every flag of a graph with these listed nodes.
pub fn flags(graph: &Graph, listed: &[Listed]) -> Vec<Flag> {
    let mut flags = Vec::new();
    let dated: FxHashSet<NodeId> = listed.iter().filter(|l| l.since.is_some()).map(|l| l.node).collect();
    let changes = changes(graph, &dated);
    for entry in listed {
        let (Some(since), Some(companies)) = (entry.since.map(|d| d.first()), changes.get(&entry.node))
        else {
            continue;
        };
        for (company, days) in companies {
            for day in days.iter().filter(|day| is_near(**day, since, NEAR_LISTING_DAYS)) {
                flags.extend(just_under(graph, entry.node, *company, *day, since));
                flags.extend(handed_over(graph, entry.node, *company, *day, since));
            }
        }
    }
    flags.extend(renamed(graph, listed));
    let mut seen = FxHashSet::default();
    flags.retain(|flag| seen.insert((flag.kind, flag.why.clone())));
    flags
}

fn is_near(a: Date, b: Date, days: i64) -> bool {
    a.since(b).is_ok_and(|span: Span| i64::from(span.get_days()).abs() <= days)
}

/// The companies in which each of these parties has dated holdings, with the days on which something of that changes.
fn changes(graph: &Graph, owners: &FxHashSet<NodeId>) -> FxHashMap<NodeId, BTreeMap<NodeId, BTreeSet<Date>>> {
    let mut changes: FxHashMap<NodeId, BTreeMap<NodeId, BTreeSet<Date>>> = FxHashMap::default();
    for edge in graph.edges.iter().filter(|e| e.kind == TieKind::Ownership && owners.contains(&e.owner)) {
        let days = changes.entry(edge.owner).or_default().entry(edge.owned).or_default();
        days.extend(graph.dates.get(edge.from as usize).map(PartialDate::first));
        days.extend(graph.dates.get(edge.to as usize).and_then(|d| d.last().tomorrow().ok()));
    }
    changes
}

/// What the ties of a party to a company state for a day, added up; no more than this: a flag needs no exact law.
fn stated(graph: &Graph, owner: NodeId, company: NodeId, day: Date) -> Sum {
    let mut sum = Sum::default();
    let in_force = |edge: &&Edge| {
        let started = graph.dates.get(edge.from as usize).is_none_or(|d| d.first() <= day);
        let not_ended = graph.dates.get(edge.to as usize).is_none_or(|d| day <= d.last());
        edge.owner == owner && edge.kind == TieKind::Ownership && started && not_ended
    };
    for edge in graph.edges[graph.edges_into(company)].iter().filter(in_force) {
        sum.add(graph.range(edge.share).map_or(Fraction::ZERO, |range| range.least));
    }
    sum
}

/// A holding that fell from the half or more to just under it.
fn just_under(graph: &Graph, owner: NodeId, company: NodeId, day: Date, since: Date) -> Option<Flag> {
    let before = stated(graph, owner, company, day.yesterday().ok()?);
    let after = stated(graph, owner, company, day);
    let half = Sum::from(Fraction::HALF);
    let floor = half.minus(&Fraction::percent(JUST_UNDER_POINTS).into());
    (before >= half && after < half && after >= floor).then(|| Flag {
        kind: FlagKind::JustUnderThreshold,
        nodes: vec![graph.id(owner).into(), graph.id(company).into()],
        why: format!(
            "what {} holds in {} fell from {} to {} on {day}; it was listed on {since}",
            graph.name(owner),
            graph.name(company),
            before.as_percent(),
            after.as_percent()
        ),
        against: FlagKind::JustUnderThreshold.against(),
    })
}

/// What a listed party gave up was taken by someone close to it.
fn handed_over(graph: &Graph, owner: NodeId, company: NodeId, day: Date, since: Date) -> Vec<Flag> {
    let Ok(eve) = day.yesterday() else { return Vec::new() };
    if stated(graph, owner, company, day) >= stated(graph, owner, company, eve) {
        return Vec::new();
    }
    let mut flags = Vec::new();
    let mut takers = FxHashSet::default();
    for edge in &graph.edges[graph.edges_into(company)] {
        let began = graph.dates.get(edge.from as usize).map(PartialDate::first);
        let took = edge.kind == TieKind::Ownership
            && edge.owner != owner
            && edge.owner != NodeId::NOBODY
            && began.is_some_and(|began| is_near(began, day, ONE_TRANSFER_DAYS));
        if !took || !takers.insert(edge.owner) {
            continue;
        }
        if let Some(closeness) = close(graph, owner, edge.owner, day) {
            flags.push(Flag {
                kind: FlagKind::HandedToSomeoneClose,
                nodes: vec![graph.id(owner).into(), graph.id(edge.owner).into(), graph.id(company).into()],
                why: format!(
                    "{} gave up a holding in {} on {day}, near its listing on {since}, and {} took one: {closeness}",
                    graph.name(owner),
                    graph.name(company),
                    graph.name(edge.owner)
                ),
                against: FlagKind::HandedToSomeoneClose.against(),
            });
        }
    }
    flags
}

/// In what respect a taker is close to the giver.
fn close(graph: &Graph, giver: NodeId, taker: NodeId, day: Date) -> Option<String> {
    let family = graph.rights.iter().map(|at| &graph.edges[*at as usize]).any(|e| {
        e.kind == TieKind::Family
            && ((e.owner, e.owned) == (giver, taker) || (e.owner, e.owned) == (taker, giver))
    });
    if family {
        return Some("they are of one family".into());
    }
    let person =
        |node| graph.facts(node).and_then(|f| f.schema.as_ref()).is_some_and(|s| s.as_str() == "Person");
    if person(giver)
        && person(taker)
        && let Some(word) = shared_word(graph, giver, taker)
    {
        return Some(format!("both names have {word:?}"));
    }
    let shared = shared_address(graph, giver, taker)?;
    let new = graph
        .facts(taker)
        .and_then(|f| f.began)
        .is_some_and(|began| began.last() >= day.checked_sub(NEW_COMPANY_DAYS.days()).unwrap_or(day));
    Some(if new {
        format!("a new company at the same address, {shared}")
    } else {
        format!("both at {shared}")
    })
}

/// A part of four letters or more that a name of each has, whichever of its names.
fn shared_word(graph: &Graph, a: NodeId, b: NodeId) -> Option<String> {
    let words = |node: NodeId| -> FxHashSet<String> {
        let others = graph.facts(node).map_or(&[][..], |facts| &facts.other_names);
        others
            .iter()
            .map(String::as_str)
            .chain([graph.name(node)])
            .flat_map(|name| name.split(|c: char| !c.is_alphabetic()))
            .filter(|word| word.chars().count() >= 4)
            .map(str::to_lowercase)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    a.intersection(&b).min().cloned()
}

/// An address that both have, blanks and case aside.
fn shared_address(graph: &Graph, a: NodeId, b: NodeId) -> Option<String> {
    let plain = |address: &String| -> String {
        address.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (graph.facts(a)?, graph.facts(b)?);
    let found = a.addresses.iter().find(|own| b.addresses.iter().any(|other| plain(own) == plain(other)))?;
    Some(found.clone())
}

/// A listed node's registration number under another id and another name.
fn renamed(graph: &Graph, listed: &[Listed]) -> Vec<Flag> {
    let mut holders: FxHashMap<&str, Vec<NodeId>> = FxHashMap::default();
    for (node, facts) in graph.described() {
        for number in &facts.numbers {
            holders.entry(number).or_default().push(node);
        }
    }
    let named: FxHashSet<NodeId> = listed.iter().map(|entry| entry.node).collect();
    let mut flags = Vec::new();
    for entry in listed {
        let Some(facts) = graph.facts(entry.node) else { continue };
        for number in &facts.numbers {
            let mut others = holders.get(number.as_str()).cloned().unwrap_or_default();
            others.sort_unstable();
            others.retain(|other| {
                !named.contains(other) && !graph.name(*other).eq_ignore_ascii_case(graph.name(entry.node))
            });
            for other in others {
                flags.push(Flag {
                    kind: FlagKind::SameNumberAnotherName,
                    nodes: vec![graph.id(entry.node).into(), graph.id(other).into()],
                    why: format!(
                        "{} has the number of the listed {}: {number}",
                        graph.name(other),
                        graph.name(entry.node)
                    ),
                    against: FlagKind::SameNumberAnotherName.against(),
                });
            }
        }
    }
    flags
}
