//! One listed person alone, with what stands under its power: shares and votes as two graphs, rights over the board,
//! nominees looked through, joint arrangements, the company's own votes left out, claims of control.
//!
//! The paragraphs named below are those of Schedule 1 to the UK regulations (SI 2019/600); the same engine, with other
//! grounds, serves the control tests of the EU, Switzerland and Canada.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cascade::{World, everyone, passes};
use super::fraction::{Fraction, Sum};
use super::graph::{NONE, NodeId, TieKind};
use super::holdings::{Holdings, Partner, Right};
use super::range::{Interval, Range, Tally};
use super::regime::{Chain, Effect, PersonTest, Regime};

/// Why a person has power over a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ground {
    /// Its shares.
    Shares,
    /// Its votes.
    Votes,
    /// Its right over the board.
    Board,
    /// A claim that it controls it.
    Claim,
}

/// What the person's power over a company rests on.
#[derive(Debug, Clone)]
pub(crate) struct Reached {
    pub company: NodeId,
    /// Steps from the person, from 1.
    pub level: u32,
    pub ground: Ground,
    /// The share or the votes counted, where the ground is one of these.
    pub sum: Option<Interval>,
    /// The ties that were counted.
    pub ties: Vec<Counted>,
}

/// A tie that counts for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Who holds it by name.
    pub holder: NodeId,
    /// For whom or with whom it counts.
    pub member: NodeId,
    pub by: By,
    /// The holding's number, or the right's edge.
    pub number: u32,
}

/// By what a tie counts for a member of the person's power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// The member holds it.
    Own,
    /// A nominee holds it for the member (para 10).
    Nominee,
    /// A partner in a joint arrangement holds it (para 3).
    Joint,
    /// Nobody knows who holds it.
    Unknown,
    /// A right, not a holding.
    Right,
}

/// The grounds that count in one run: those whose effect is no weaker than asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grounds {
    pub test: PersonTest,
    pub upto: Effect,
}

impl Grounds {
    fn counts(&self, effect: Option<Effect>) -> bool {
        effect.is_some_and(|effect| effect <= self.upto)
    }

    pub(crate) fn any(&self) -> bool {
        let t = &self.test;
        [t.shares, t.votes, t.board, t.claims, t.weak_claims].into_iter().any(|e| self.counts(e))
    }

    /// Whether a right counts, and as what.
    fn ground_of(&self, holdings: &Holdings<'_>, right: &Right) -> Option<Ground> {
        match right.kind {
            TieKind::Board => self.counts(self.test.board).then_some(Ground::Board),
            TieKind::Control => {
                let effect = if is_weak(holdings, right) { self.test.weak_claims } else { self.test.claims };
                self.counts(effect).then_some(Ground::Claim)
            }
            _ => None,
        }
    }
}

/// Whether a claim carries no presumption: its source is unsure, or its only basis is a public office (UK guidance of
/// 17.11.2023: a public body is not presumed to be controlled by the official who leads it).
fn is_weak(holdings: &Holdings<'_>, right: &Right) -> bool {
    let claim = holdings.graph.edges[right.edge as usize].claim;
    if claim == NONE {
        return false;
    }
    let claim = &holdings.graph.claims[claim as usize];
    claim.confidence < Regime::CLAIM_SURE || claim.basis.to_lowercase().starts_with("office")
}

/// What counts in one company.
#[derive(Debug, Default)]
struct Count {
    shares: Tally,
    votes: Tally,
    all_shares: Tally,
    all_votes: Tally,
    own_votes: Option<Range>,
    ties: Vec<Counted>,
    right: Option<Ground>,
}

impl Count {
    /// Nothing counted yet, of what everyone holds.
    fn begun(holdings: &Holdings<'_>, company: NodeId) -> Self {
        let mut count = Self { all_shares: everyone(holdings, company), ..Self::default() };
        for holding in holdings.held_in(company).iter().filter(|h| !h.nominee) {
            let votes = holdings.votes(holding);
            count.all_votes.add(votes);
            if holding.contradictory {
                count.all_votes.distrust();
            }
            if holding.owner == company {
                count.own_votes = Some(votes);
            }
        }
        count
    }
}

/// A run for one person.
pub(crate) struct Run<'a, 'g> {
    holdings: &'a Holdings<'g>,
    grounds: Grounds,
    world: World,
    stop: &'a dyn Fn(NodeId) -> bool,
    members: FxHashSet<NodeId>,
    reached: FxHashSet<NodeId>,
    counts: FxHashMap<NodeId, Count>,
    counted: FxHashSet<u32>,
    touched: Vec<NodeId>,
    /// Companies in which the person holds something without reaching them, with how much.
    pub near: Vec<(NodeId, Interval)>,
}

impl<'a, 'g> Run<'a, 'g> {
    /// Everything under the power of a person, nearest first. Without a person, of whoever the owners are that nobody
    /// has identified. The power is not followed beyond companies that `stop` names: they are asked for themselves.
    pub(crate) fn of(
        person: Option<NodeId>,
        holdings: &'a Holdings<'g>,
        grounds: Grounds,
        world: World,
        stop: &'a dyn Fn(NodeId) -> bool,
    ) -> (Vec<Reached>, Self) {
        let mut run = Self {
            holdings,
            grounds,
            world,
            stop,
            members: person.into_iter().collect(),
            reached: person.into_iter().collect(),
            counts: FxHashMap::default(),
            counted: FxHashSet::default(),
            touched: Vec::new(),
            near: Vec::new(),
        };
        let reached = run.spread(person);
        run.near = run.missed();
        (reached, run)
    }

    fn spread(&mut self, person: Option<NodeId>) -> Vec<Reached> {
        let mut found = Vec::new();
        let mut frontier: Vec<NodeId> = person.into_iter().collect();
        if person.is_none() {
            self.count_unidentified();
        }
        let mut level = 0;
        loop {
            for member in std::mem::take(&mut frontier) {
                self.count_member(member);
            }
            level += 1;
            let mut touched = std::mem::take(&mut self.touched);
            touched.sort_unstable();
            touched.dedup();
            for company in touched {
                let Some((ground, sum, passes_on)) = self.judge(company) else { continue };
                if self.reached.insert(company) {
                    let ties = self.counts[&company].ties.clone();
                    found.push(Reached { company, level, ground, sum, ties });
                }
                if passes_on && !(self.stop)(company) && self.members.insert(company) {
                    frontier.push(company);
                }
            }
            if frontier.is_empty() {
                return found;
            }
        }
    }

    /// Counts what a member holds, what nominees hold for it, and its rights.
    fn count_member(&mut self, member: NodeId) {
        let holdings = self.holdings;
        if !self.holds_for_another(member) {
            self.count_holder(member, member, By::Own);
        }
        if self.grounds.test.nominees {
            for nominee in self.nominees_of(member) {
                self.count_holder(nominee, member, By::Nominee);
            }
        }
        for right in holdings.rights_of(member) {
            if self.world == World::Sure && !right.certain {
                continue;
            }
            let Some(ground) = self.grounds.ground_of(holdings, right) else { continue };
            let company = right.to;
            let count = self.count_in(company);
            count.right = count.right.or(Some(ground));
            count.ties.push(Counted { holder: member, member, by: By::Right, number: right.edge });
            self.touched.push(company);
        }
    }

    /// Whether what this party holds is another's (para 10: "and not by the nominee").
    fn holds_for_another(&self, holder: NodeId) -> bool {
        let principals = self.holdings.principals.get(&holder).map_or(&[][..], Vec::as_slice);
        self.grounds.test.nominees
            && match self.world {
                World::Sure => !principals.is_empty(),
                World::Possible => principals.iter().any(|p| p.certain),
            }
    }

    /// Nominees of a party, and their nominees. One that holds for several holds surely for none of them.
    fn nominees_of(&self, principal: NodeId) -> Vec<NodeId> {
        let mut found: Vec<NodeId> = Vec::new();
        let mut open = vec![principal];
        while let Some(party) = open.pop() {
            for Partner { node, certain } in self.holdings.nominees_of(party) {
                let shared = self.holdings.principals.get(node).is_some_and(|p| p.len() > 1);
                if (self.world == World::Sure && (!certain || shared)) || found.contains(node) {
                    continue;
                }
                found.push(*node);
                open.push(*node);
            }
        }
        found
    }

    fn count_holder(&mut self, holder: NodeId, member: NodeId, by: By) {
        let holdings = self.holdings;
        for number in holdings.numbers_by(holder) {
            let holding = holdings.holding(*number);
            if holding.nominee && !self.grounds.test.nominees {
                continue;
            }
            // A company's own holding is nobody's power over it, and brings nobody a partner's either.
            if holding.owner == holding.owned {
                continue;
            }
            self.count(*number, Counted { holder, member, by, number: *number });
            if self.grounds.test.joint && holdings.has_arrangements() {
                self.count_partners(holder, member, holding.owned);
            }
        }
    }

    /// Each party to a joint arrangement holds what all its parties hold (para 3).
    fn count_partners(&mut self, holder: NodeId, member: NodeId, company: NodeId) {
        let holdings = self.holdings;
        for partner in holdings.partners(holder, company) {
            if self.world == World::Sure && !partner.certain {
                continue;
            }
            let first = holdings.first_number_in(company);
            let numbers = (first..).zip(holdings.held_in(company)).filter(|(_, h)| h.owner == partner.node);
            for (number, _) in numbers {
                self.count(number, Counted { holder: partner.node, member, by: By::Joint, number });
            }
        }
    }

    fn count_unidentified(&mut self) {
        for number in &self.holdings.unidentified {
            let holder = self.holdings.holding(*number).owner;
            self.count(*number, Counted { holder, member: holder, by: By::Unknown, number: *number });
        }
    }

    fn count(&mut self, number: u32, tie: Counted) {
        let holdings = self.holdings;
        let holding = holdings.holding(number);
        // A company's own holding is nobody's power over it; it is left out below.
        if holding.owner == holding.owned || !self.counted.insert(number) {
            return;
        }
        let (shares, votes) = (holdings.share(holding), holdings.votes(holding));
        let count = self.count_in(holding.owned);
        count.shares.add(shares);
        count.votes.add(votes);
        count.ties.push(tie);
        self.touched.push(holding.owned);
    }

    /// What counts in a company, begun with what everyone holds in it.
    fn count_in(&mut self, company: NodeId) -> &mut Count {
        let holdings = self.holdings;
        if let Entry::Vacant(slot) = self.counts.entry(company) {
            slot.insert(Count::begun(holdings, company));
            if self.world == World::Possible {
                self.count_unidentified_in(company);
            }
        }
        self.counts.entry(company).or_default()
    }

    /// Whoever is not identified may be the person.
    fn count_unidentified_in(&mut self, company: NodeId) {
        let holdings = self.holdings;
        let first = holdings.first_number_in(company);
        for (number, holding) in (first..).zip(holdings.held_in(company)) {
            if holding.owner == NodeId::NOBODY || holdings.graph.is_nowhere(holding.owner) {
                let (holder, member) = (holding.owner, holding.owner);
                self.count(number, Counted { holder, member, by: By::Unknown, number });
            }
        }
    }

    /// Whether a company is under the person's power: on what ground, by how much, and whether it passes it on.
    fn judge(&self, company: NodeId) -> Option<(Ground, Option<Interval>, bool)> {
        let count = &self.counts[&company];
        let (test, world) = (&self.grounds.test, self.world);
        let shares = count.shares.within(&count.all_shares);
        let by_shares = self.grounds.counts(test.shares)
            && passes(test.threshold, &shares, &Fraction::WHOLE.into(), world);
        let (votes, of) = self.votes(count);
        let by_votes = self.grounds.counts(test.votes) && passes(test.threshold, &votes, &of, world);
        let passes_on = by_votes || count.right.is_some() || (by_shares && test.chain == Chain::Any);
        if by_shares {
            return Some((Ground::Shares, Some(shares), passes_on));
        }
        if by_votes {
            return Some((Ground::Votes, Some(divided(&votes, &of)), passes_on));
        }
        count.right.map(|ground| (ground, None, passes_on))
    }

    /// The votes counted, and what they are votes of: the whole less the company's own (para 6).
    fn votes(&self, count: &Count) -> (Interval, Sum) {
        let whole = Sum::from(Fraction::WHOLE);
        let own = count.own_votes.map_or(Fraction::ZERO, |own| match self.world {
            World::Sure => own.least,
            World::Possible => own.most,
        });
        let of = if own < Fraction::WHOLE { whole.minus(&own.into()) } else { whole };
        (count.votes.within(&count.all_votes), of)
    }

    /// Companies in which the person holds something that does not suffice.
    fn missed(&self) -> Vec<(NodeId, Interval)> {
        let mut near: Vec<(NodeId, Interval)> = self
            .counts
            .iter()
            .filter(|(company, _)| !self.reached.contains(company))
            .map(|(company, count)| (*company, count.shares.within(&count.all_shares)))
            .collect();
        near.sort_unstable_by_key(|(company, _)| *company);
        near
    }
}

/// Votes as a share of those that count.
fn divided(votes: &Interval, of: &Sum) -> Interval {
    Interval { least: votes.least.over(of), most: votes.most.over(of), over: votes.over, under: votes.under }
}
