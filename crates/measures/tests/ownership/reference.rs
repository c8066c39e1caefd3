//! The engines against slow references that share no code with them, on random graphs with cycles.
//!
//! 1. Together (OFAC, EU sectoral): a node is restricted if and only if it is in every possible world, and restricted or
//!    undetermined if and only if it is in some: worlds give every unknown share each value of a grid on which all
//!    thresholds lie, with no company owned by more than the whole, and its fixpoint is found by trying all companies
//!    until nothing is added.
//! 2. One person alone (UK): the members of each person's power, computed from the words of the Schedule over and over.
//! 3. The answer does not depend on the order of the rows.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tamis_measures::ownership::fraction::Fraction;
use tamis_measures::ownership::graph::{Graph, GraphBuilder, NodeId, Place, Tie, TieKind};
use tamis_measures::ownership::holdings::Holdings;
use tamis_measures::ownership::range::Range;
use tamis_measures::ownership::regime::Regime;
use tamis_measures::ownership::standing::{Answer, Standing};

use super::drawn::TODAY;

const NODES: usize = 6;
/// Shares are tenths, so that a grid of tenths has every corner of every world.
type Tenths = i64;

#[derive(Debug, Clone)]
struct Row {
    owner: usize,
    owned: usize,
    least: Tenths,
    most: Tenths,
    kind: TieKind,
}

/// Rows between nodes of which no company is surely owned by more than the whole, at most two of them not exact.
fn rows(with_rights: bool) -> impl Strategy<Value = Vec<Row>> {
    let row = (0..NODES, 0..NODES, 0..=10i64, 0..=10i64, 0..12u8);
    proptest::collection::vec(row, 1..12).prop_map(move |drawn| {
        let mut rows: Vec<Row> = Vec::new();
        for (owner, owned, a, b, kind) in drawn {
            let kind = match kind {
                0 if with_rights => TieKind::Board,
                1 if with_rights => TieKind::Joint,
                2 if with_rights => TieKind::Nominee,
                _ => TieKind::Ownership,
            };
            let open = rows.iter().filter(|r| r.least < r.most).count();
            let (least, most) = if open < 2 && kind == TieKind::Ownership && !with_rights && a % 3 == 0 {
                (a.min(b), a.max(b))
            } else {
                (a, a)
            };
            let held: Tenths = rows
                .iter()
                .filter(|r| r.owned == owned && r.kind == TieKind::Ownership)
                .map(|r| r.least)
                .sum();
            let again = rows.iter().any(|r| r.kind == kind && (r.owner, r.owned) == (owner, owned));
            let fits = kind != TieKind::Ownership || (held + least <= 10 && most > 0);
            let of_itself = owner == owned && kind != TieKind::Ownership;
            // Who holds for each other in a circle holds for nobody: no register says that.
            let circular = kind == TieKind::Nominee && owner > owned;
            // A joint row beside a holding marks that holding; here it is to name two parties.
            let marks =
                |of: TieKind| rows.iter().any(|r| r.kind == of && (r.owner, r.owned) == (owner, owned));
            let ambiguous = (kind == TieKind::Joint && marks(TieKind::Ownership))
                || (kind == TieKind::Ownership && marks(TieKind::Joint));
            if fits && !again && !of_itself && !circular && !ambiguous {
                rows.push(Row { owner, owned, least, most, kind });
            }
        }
        rows
    })
}

fn graph(rows: &[Row]) -> Graph {
    let mut builder = GraphBuilder::default();
    let file = builder.file("random");
    let nodes: Vec<NodeId> = (0..NODES).map(|n| builder.node(&format!("N{n}"))).collect();
    let tenths = |n: Tenths| Fraction::percent(n * 10);
    for (number, row) in rows.iter().enumerate() {
        let share =
            (row.kind == TieKind::Ownership).then(|| Range::between(tenths(row.least), tenths(row.most)));
        builder.tie(Tie {
            owner: Some(nodes[row.owner]),
            owned: nodes[row.owned],
            kind: row.kind,
            share,
            votes: None,
            class: "",
            from: None,
            to: None,
            source: "",
            place: Place { file, row: number as u32 },
            claim: None,
            joint: false,
            doubtful: false,
        });
    }
    builder.build()
}

fn standing(regime: &str, graph: &Graph, listed: &BTreeSet<usize>) -> Standing {
    let holdings = Holdings::on(graph, TODAY, &[]);
    let nodes: Vec<NodeId> = listed.iter().map(|n| graph.find(&format!("N{n}")).expect("a node")).collect();
    Standing::of(Regime::find(regime).expect("a regime"), &holdings, &nodes)
}

fn answers(standing: &Standing, graph: &Graph) -> Vec<Answer> {
    (0..NODES).map(|n| standing.answer(graph.find(&format!("N{n}")).expect("a node"))).collect()
}

/// The set in one world: whatever passes is added, until nothing does.
fn world(rows: &[Row], shares: &[Tenths], listed: &BTreeSet<usize>, reached: bool) -> BTreeSet<usize> {
    let mut set = listed.clone();
    loop {
        let before = set.len();
        for company in 0..NODES {
            let held: Tenths = rows
                .iter()
                .zip(shares)
                .filter(|(r, _)| r.owned == company && set.contains(&r.owner))
                .map(|(_, share)| *share)
                .sum();
            if held > 5 || (reached && held == 5) {
                set.insert(company);
            }
        }
        if set.len() == before {
            return set;
        }
    }
}

/// Every world on the grid.
fn worlds(rows: &[Row]) -> Vec<Vec<Tenths>> {
    let mut worlds = vec![Vec::new()];
    for row in rows {
        worlds = worlds
            .into_iter()
            .flat_map(|world: Vec<Tenths>| {
                (row.least..=row.most).map(move |share| [world.as_slice(), &[share]].concat())
            })
            .collect();
    }
    let whole = |world: &Vec<Tenths>| {
        (0..NODES).all(|c| {
            rows.iter().zip(world).filter(|(r, _)| r.owned == c).map(|(_, s)| s).sum::<Tenths>() <= 10
        })
    };
    worlds.retain(whole);
    worlds
}

/// One person's power in the words of the Schedule, exact shares only.
fn power(rows: &[Row], person: usize) -> BTreeSet<usize> {
    let of_kind = |kind| rows.iter().filter(move |r: &&Row| r.kind == kind);
    let is_nominee = |holder: usize| of_kind(TieKind::Nominee).any(|r| r.owned == holder);
    let mut members = BTreeSet::from([person]);
    loop {
        let before = members.len();
        for company in 0..NODES {
            let own: Tenths = of_kind(TieKind::Ownership)
                .filter(|r| r.owner == company && r.owned == company)
                .map(|r| r.least)
                .sum();
            // Whose holdings count: the members' own unless held for another, their nominees', their partners'.
            let mut holders: BTreeSet<usize> = BTreeSet::new();
            for row in of_kind(TieKind::Ownership).filter(|r| r.owned == company && r.owner != company) {
                let own_right = members.contains(&row.owner) && !is_nominee(row.owner);
                let for_member = stand_behind(rows, row.owner).iter().any(|p| members.contains(p));
                if own_right || for_member {
                    holders.insert(row.owner);
                }
            }
            let partners: Vec<usize> = holders
                .iter()
                .flat_map(|h| {
                    of_kind(TieKind::Joint).filter_map(move |r| match (r.owner == *h, r.owned == *h) {
                        (true, _) => Some(r.owned),
                        (_, true) => Some(r.owner),
                        _ => None,
                    })
                })
                .collect();
            holders.extend(partners);
            let held: Tenths = of_kind(TieKind::Ownership)
                .filter(|r| r.owned == company && r.owner != company && holders.contains(&r.owner))
                .map(|r| r.least)
                .sum();
            let board = of_kind(TieKind::Board).any(|r| r.owned == company && members.contains(&r.owner));
            // Votes follow shares here, and the company's own do not count: over half of what is left.
            if board || 2 * held > 10 - if own < 10 { own } else { 0 } {
                members.insert(company);
            }
        }
        if members.len() == before {
            return members;
        }
    }
}

/// Who surely stands behind a nominee (para 10: what it holds is held by the person for whom it holds it, and by whom
/// that one holds it for, and so on). A nominee of several holds surely for none of them, and the way ends there.
fn stand_behind(rows: &[Row], nominee: usize) -> Vec<usize> {
    let mut behind = Vec::new();
    let mut holder = nominee;
    loop {
        let mut principals =
            rows.iter().filter(|r| r.kind == TieKind::Nominee && r.owned == holder).map(|r| r.owner);
        let (Some(principal), None) = (principals.next(), principals.next()) else { return behind };
        if principal == nominee || behind.contains(&principal) {
            return behind;
        }
        behind.push(principal);
        holder = principal;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Property 1.
    #[test]
    fn together(rows in rows(false), listed in proptest::collection::btree_set(0..NODES, 1..3)) {
        let graph = graph(&rows);
        for (regime, reached) in [("us-ofac", true), ("eu-sectoral", false)] {
            let said = answers(&standing(regime, &graph, &listed), &graph);
            let sets: Vec<BTreeSet<usize>> =
                worlds(&rows).iter().map(|shares| world(&rows, shares, &listed, reached)).collect();
            for (node, answer) in said.into_iter().enumerate() {
                let wanted = match (sets.iter().all(|s| s.contains(&node)), sets.iter().any(|s| s.contains(&node))) {
                    (true, _) => Answer::Restricted,
                    (false, true) => Answer::Undetermined,
                    (false, false) => Answer::Not,
                };
                prop_assert_eq!(answer, wanted, "N{} under {}", node, regime);
            }
        }
    }

    /// Property 2.
    #[test]
    fn each_person_alone(rows in rows(true), listed in proptest::collection::btree_set(0..NODES, 1..3)) {
        let graph = graph(&rows);
        let said = answers(&standing("uk", &graph, &listed), &graph);
        for (node, answer) in said.into_iter().enumerate() {
            let wanted = listed.iter().any(|person| power(&rows, *person).contains(&node));
            prop_assert_eq!(answer == Answer::Restricted, wanted, "N{} {:?}", node, answer);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Property 3.
    #[test]
    fn order_is_nothing(rows in rows(true), listed in proptest::collection::btree_set(0..NODES, 1..3)) {
        let mut turned = rows.clone();
        turned.reverse();
        let (graph, turned) = (graph(&rows), graph(&turned));
        for regime in Regime::all() {
            let said = answers(&standing(&regime.id, &graph, &listed), &graph);
            prop_assert_eq!(said, answers(&standing(&regime.id, &turned, &listed), &turned), "{}", regime.id);
        }
    }
}

/// A case that the random graphs once found: a nominee that holds shares in itself and is in a joint arrangement with
/// another of its holders. What a company holds in itself is left out, and joins nobody to anybody.
#[test]
fn own_shares_bring_no_partner() {
    let row = |owner, owned, share, kind| Row { owner, owned, least: share, most: share, kind };
    let rows = [
        row(0, 2, 0, TieKind::Nominee),
        row(2, 2, 1, TieKind::Ownership),
        row(5, 2, 5, TieKind::Ownership),
        row(2, 5, 0, TieKind::Joint),
    ];
    let (graph, listed) = (graph(&rows), BTreeSet::from([0]));
    assert_ne!(answers(&standing("uk", &graph, &listed), &graph)[2], Answer::Restricted);
    assert!(!power(&rows, 0).contains(&2));
}
