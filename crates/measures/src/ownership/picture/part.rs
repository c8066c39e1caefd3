//! Which nodes and ties a picture shows.

use rustc_hash::FxHashSet;

use super::NODES_MAX;
use crate::ownership::explain::explain;
use crate::ownership::graph::{NodeId, TieKind};
use crate::ownership::holdings::Holdings;
use crate::ownership::range::Range;
use crate::ownership::standing::{Answer, Basis, Standing};

/// A tie of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartTie {
    /// Its upper end, by its place in [`Part::nodes`].
    pub from: usize,
    /// Its lower end.
    pub to: usize,
    /// What it is.
    pub kind: TieKind,
    /// How much, where it is a holding.
    pub share: Option<Range>,
    /// How many votes, where they differ from the shares.
    pub votes: Option<Range>,
}

/// A part of a graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Its nodes.
    pub nodes: Vec<NodeId>,
    /// The ties between them.
    pub ties: Vec<PartTie>,
    /// Nodes that would belong to it and are left out.
    pub left_out: usize,
}

/// Co-owners that are shown beside an explained node although they explain nothing.
const CO_OWNERS_MAX: usize = 8;

/// What explains one node, under all regimes together, with its other direct owners.
pub fn part_of(holdings: &Holdings<'_>, standings: &[Standing], node: NodeId) -> Part {
    let mut gathered = Gathered::default();
    gathered.add(node);
    for standing in standings {
        gathered.explanation(standing, holdings, node);
    }
    let owners = holdings.held_in(node).iter().map(|h| h.owner).filter(|o| *o != NodeId::NOBODY);
    owners.take(CO_OWNERS_MAX).for_each(|owner| gathered.add(owner));
    gathered.part(holdings)
}

/// What explains every node that is restricted or undetermined; those for review only where there is room.
pub fn part_of_all(holdings: &Holdings<'_>, standings: &[Standing]) -> Part {
    let mut gathered = Gathered::default();
    for wanted in [&[Answer::Restricted, Answer::Undetermined][..], &[Answer::Review]] {
        for standing in standings {
            for node in standing.nodes() {
                let verdict = standing.verdict(node);
                let derived = verdict.is_some_and(|v| v.basis != Basis::Listed && wanted.contains(&v.answer));
                // A node that is left out is counted, not explained.
                if derived && gathered.nodes.len() >= NODES_MAX {
                    gathered.add(node);
                } else if derived {
                    gathered.explanation(standing, holdings, node);
                }
            }
        }
    }
    gathered.context(holdings);
    gathered.part(holdings)
}

/// Up to so many nodes a picture also shows who else owns, and who is related.
const CONTEXT_MAX: usize = 24;

#[derive(Default)]
struct Gathered {
    nodes: Vec<NodeId>,
    seen: FxHashSet<NodeId>,
    left_out: usize,
}

impl Gathered {
    fn add(&mut self, node: NodeId) {
        if node == NodeId::NOBODY || !self.seen.insert(node) {
            return;
        }
        if self.nodes.len() < NODES_MAX {
            self.nodes.push(node);
        } else {
            self.left_out += 1;
        }
    }

    /// In a small picture: the other owners of what it shows, and the relatives and directors.
    fn context(&mut self, holdings: &Holdings<'_>) {
        for node in self.nodes.clone() {
            let owners = holdings.held_in(node).iter().map(|h| h.owner);
            let powers = holdings.rights_over(node).map(|(owner, _)| owner);
            let beside = holdings.rights_of(node).iter().map(|right| right.to);
            for other in owners.chain(powers).chain(beside) {
                if self.nodes.len() < CONTEXT_MAX {
                    self.add(other);
                }
            }
        }
    }

    fn explanation(&mut self, standing: &Standing, holdings: &Holdings<'_>, node: NodeId) {
        for reason in explain(standing, holdings, node) {
            for step in &reason.steps {
                self.add(step.owner);
                step.counts_for.into_iter().for_each(|party| self.add(party));
            }
            self.add(reason.node);
        }
    }

    /// Every tie between the gathered nodes, whether it explains anything or not.
    fn part(self, holdings: &Holdings<'_>) -> Part {
        let at = |node: NodeId| self.nodes.iter().position(|n| *n == node);
        let mut ties = Vec::new();
        for (from, node) in self.nodes.iter().enumerate() {
            for holding in holdings.held_by(*node) {
                let Some(to) = at(holding.owned) else { continue };
                let kind = if holding.nominee { TieKind::NomineeHolding } else { TieKind::Ownership };
                let share = holdings.share(holding);
                let votes = Some(holdings.votes(holding)).filter(|votes| *votes != share);
                ties.push(PartTie { from, to, kind, share: Some(share), votes });
            }
            for right in holdings.rights_of(*node) {
                let Some(to) = at(right.to) else { continue };
                ties.push(PartTie { from, to, kind: right.kind, share: None, votes: None });
            }
            for nominee in holdings.nominees_of(*node) {
                let Some(to) = at(nominee.node) else { continue };
                ties.push(PartTie { from, to, kind: TieKind::Nominee, share: None, votes: None });
            }
            for partner in holdings.all_partners(*node) {
                let Some(to) = at(partner.node).filter(|to| from < *to) else { continue };
                ties.push(PartTie { from, to, kind: TieKind::Joint, share: None, votes: None });
            }
        }
        Part { nodes: self.nodes, ties, left_out: self.left_out }
    }
}
