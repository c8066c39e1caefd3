//! Why a node has its answer: the shortest convincing chain from the listed down to it, with the sum at each step.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cascade::{World, everyone, passes};
use super::fraction::{Fraction, Sum};
use super::graph::{NONE, NodeId, TieKind};
use super::holdings::{Holding, Holdings};
use super::person::{By, Counted, Ground, Grounds, Reached, Run};
use super::range::{Interval, Range, Tally};
use super::standing::{Answer, Basis, Standing, Verdict, Via};

/// One tie of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Who holds or has the power.
    pub owner: NodeId,
    /// In what.
    pub owned: NodeId,
    /// What ties them.
    pub kind: TieKind,
    /// How much, where it is a holding; votes where votes are counted.
    pub share: Option<Range>,
    /// For whom the owner holds, or with whom, where that is not itself.
    pub counts_for: Option<NodeId>,
    /// How it counts for that party: `nominee`, `joint`, or nothing.
    pub through: Option<&'static str>,
    /// The tie in the graph; `None` for one that is only supposed.
    pub edge: Option<usize>,
}

/// Why one node of a chain is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The node.
    pub node: NodeId,
    /// The ties that count.
    pub steps: Vec<Step>,
    /// What they come to; of shares or of votes.
    pub sum: Option<Interval>,
    /// Whether votes were counted, not shares.
    pub votes: bool,
    /// What kind of power it is.
    pub ground: Option<Ground>,
}

/// Explains a node under one regime: reasons from the listed down to it, itself last. Empty for a node that is listed
/// or not restricted.
pub fn explain(standing: &Standing, holdings: &Holdings<'_>, node: NodeId) -> Vec<Reason> {
    let mut explainer = Explainer { standing, holdings, runs: FxHashMap::default(), reasons: Vec::new() };
    explainer.explain(node);
    let mut reasons = explainer.reasons;
    reasons.sort_by_key(|(order, reason)| (*order, reason.node));
    reasons.into_iter().map(|(_, reason)| reason).collect()
}

/// Explains many nodes, keeping what they have in common.
pub(crate) struct Explainer<'a, 'g> {
    standing: &'a Standing,
    holdings: &'a Holdings<'g>,
    runs: FxHashMap<(Option<NodeId>, u32), FxHashMap<NodeId, Reached>>,
    reasons: Vec<((u32, u32), Reason)>,
}

impl Explainer<'_, '_> {
    fn explain(&mut self, node: NodeId) {
        let mut open = vec![node];
        let mut seen: FxHashSet<NodeId> = FxHashSet::default();
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            let Some(verdict) = self.standing.verdict(node) else { continue };
            match &verdict.via {
                Via::Listed => {}
                Via::Together { threshold, world } => {
                    let wanted = |sum: &Interval| passes(*threshold, sum, &Fraction::WHOLE.into(), *world);
                    let reason = self.together(node, verdict, *world, &wanted);
                    open.extend(reason.steps.iter().map(|s| s.owner).filter(|o| *o != NodeId::NOBODY));
                    self.reasons.push(((verdict.stage, verdict.level), reason));
                }
                Via::Person { person, grounds, world, .. } => {
                    self.person(node, verdict, *person, *grounds, *world);
                    open.extend(*person);
                }
                Via::AnyTie { from } => {
                    let steps = self.tie_between(*from, node).into_iter().collect();
                    let reason = Reason { node, steps, sum: None, votes: false, ground: None };
                    self.reasons.push(((verdict.stage, verdict.level), reason));
                    open.push(*from);
                }
                Via::Arrangement { holder } => {
                    let mut steps: Vec<Step> = self.tie_between(*holder, node).into_iter().collect();
                    for partner in self.holdings.partners(*holder, node) {
                        let through =
                            |step: Step| Step { counts_for: Some(*holder), through: Some("joint"), ..step };
                        steps.extend(self.tie_between(partner.node, node).map(through));
                    }
                    let reason = Reason { node, steps, sum: None, votes: false, ground: None };
                    self.reasons.push(((verdict.stage, verdict.level), reason));
                    open.push(*holder);
                }
            }
        }
    }

    /// The largest holdings of earlier members until the threshold is passed.
    fn together(
        &self,
        node: NodeId,
        verdict: &Verdict,
        world: World,
        wanted: &dyn Fn(&Interval) -> bool,
    ) -> Reason {
        let holdings = self.holdings;
        let earlier = |h: &&Holding| {
            let unknown = h.owner == NodeId::NOBODY || holdings.graph.is_nowhere(h.owner);
            (world == World::Possible && unknown)
                || self
                    .standing
                    .verdicts
                    .get(&h.owner)
                    .is_some_and(|v| (v.stage, v.level) < (verdict.stage, verdict.level))
        };
        let mut members: Vec<&Holding> =
            holdings.held_in(node).iter().filter(|h| !h.nominee).filter(earlier).collect();
        members.sort_by_key(|h| std::cmp::Reverse(size(holdings.share(h), world)));
        let all = everyone(holdings, node);
        let mut tally = Tally::default();
        let mut steps = Vec::new();
        let mut sum = tally.within(&all);
        for holding in members {
            tally.add(holdings.share(holding));
            steps.push(self.holding_step(holding, false));
            sum = tally.within(&all);
            if wanted(&sum) {
                break;
            }
        }
        Reason { node, steps, sum: Some(sum), votes: false, ground: None }
    }

    /// The chain within one person's power, company by company from the node up.
    fn person(
        &mut self,
        node: NodeId,
        verdict: &Verdict,
        person: Option<NodeId>,
        grounds: Grounds,
        world: World,
    ) {
        let (standing, holdings) = (self.standing, self.holdings);
        let run = self.runs.entry((person, verdict.stage)).or_insert_with(|| {
            let listed = person.is_none_or(|p| standing.verdict(p).is_some_and(|v| v.basis == Basis::Listed));
            let stop =
                |node: NodeId| !listed && standing.verdict(node).is_some_and(|v| v.stage < verdict.stage);
            let (reached, _) = Run::of(person, holdings, grounds, world, &stop);
            reached.into_iter().map(|r| (r.company, r)).collect()
        });
        let mut open = vec![node];
        let mut seen: FxHashSet<NodeId> = FxHashSet::default();
        let mut reasons = Vec::new();
        while let Some(company) = open.pop() {
            if !seen.insert(company) {
                continue;
            }
            let Some(reached) = run.get(&company) else { continue };
            let votes = reached.ground == Ground::Votes;
            let ties = convincing(holdings, reached, grounds, world);
            let steps = ties.iter().map(|tie| counted_step(holdings, tie, votes)).collect();
            open.extend(ties.iter().map(|tie| tie.member).filter(|m| Some(*m) != person));
            let sum = reached.sum.clone();
            let reason = Reason { node: company, steps, sum, votes, ground: Some(reached.ground) };
            reasons.push(((verdict.stage, reached.level), reason));
        }
        self.reasons.append(&mut reasons);
    }

    fn holding_step(&self, holding: &Holding, votes: bool) -> Step {
        let share = if votes { self.holdings.votes(holding) } else { self.holdings.share(holding) };
        Step {
            owner: holding.owner,
            owned: holding.owned,
            kind: TieKind::Ownership,
            share: Some(share),
            counts_for: None,
            through: None,
            edge: (holding.edge != NONE).then_some(holding.edge as usize),
        }
    }

    /// The holding, else the power, else the nominee tie by which one node stands above another.
    fn tie_between(&self, owner: NodeId, owned: NodeId) -> Option<Step> {
        let holdings = self.holdings;
        if let Some(holding) = holdings.held_by(owner).find(|h| h.owned == owned) {
            return Some(self.holding_step(holding, false));
        }
        let (counts_for, through) = (None, None);
        if let Some(right) = holdings.rights_of(owner).iter().find(|r| r.to == owned) {
            let edge = Some(right.edge as usize);
            return Some(Step { owner, owned, kind: right.kind, share: None, counts_for, through, edge });
        }
        let nominee = holdings.nominees_of(owner).iter().any(|p| p.node == owned);
        nominee.then_some(Step {
            owner,
            owned,
            kind: TieKind::Nominee,
            share: None,
            counts_for,
            through,
            edge: None,
        })
    }
}

/// For sorting: what a holding surely is, or what it can be.
fn size(range: Range, world: World) -> Fraction {
    match world {
        World::Sure => range.least,
        World::Possible => range.most,
    }
}

/// The ties that a person's power over a company needs: the right, or the largest holdings until they pass.
fn convincing(holdings: &Holdings<'_>, reached: &Reached, grounds: Grounds, world: World) -> Vec<Counted> {
    if matches!(reached.ground, Ground::Board | Ground::Claim) {
        return reached.ties.iter().copied().filter(|tie| tie.by == By::Right).take(1).collect();
    }
    let votes = reached.ground == Ground::Votes;
    let range = |tie: &Counted| {
        let holding = holdings.holding(tie.number);
        if votes { holdings.votes(holding) } else { holdings.share(holding) }
    };
    let mut ties: Vec<Counted> = reached.ties.iter().copied().filter(|tie| tie.by != By::Right).collect();
    ties.sort_by_key(|tie| std::cmp::Reverse(size(range(tie), world)));
    let mut tally = Tally::default();
    let whole = Sum::from(Fraction::WHOLE);
    let mut kept = Vec::new();
    for tie in ties {
        tally.add(range(&tie));
        kept.push(tie);
        if passes(grounds.test.threshold, &tally.within(&tally), &whole, world) {
            break;
        }
    }
    kept
}

fn counted_step(holdings: &Holdings<'_>, tie: &Counted, votes: bool) -> Step {
    if tie.by == By::Right {
        let edge = &holdings.graph.edges[tie.number as usize];
        let (owner, owned, kind) = (edge.owner, edge.owned, edge.kind);
        let (share, counts_for, through) = (None, None, None);
        return Step { owner, owned, kind, share, counts_for, through, edge: Some(tie.number as usize) };
    }
    let holding = holdings.holding(tie.number);
    let share = if votes { holdings.votes(holding) } else { holdings.share(holding) };
    let through = match tie.by {
        By::Nominee => Some("nominee"),
        By::Joint => Some("joint"),
        _ => None,
    };
    Step {
        owner: tie.holder,
        owned: holding.owned,
        kind: TieKind::Ownership,
        share: Some(share),
        counts_for: through.map(|_| tie.member),
        through,
        edge: (holding.edge != NONE).then_some(holding.edge as usize),
    }
}

/// What the restricted hold in a node, from what they surely hold to what they can hold. For a rule of single persons,
/// the largest one's.
pub fn share_held(standing: &Standing, holdings: &Holdings<'_>, node: NodeId) -> Option<Interval> {
    match standing.verdict(node).map(|v| &v.via) {
        Some(Via::Listed) => return None,
        Some(Via::Person { sum: Some(sum), .. }) => return Some(sum.clone()),
        _ => {}
    }
    let cascades = standing.rule.is_none_or(|rule| rule.cascade.is_some() || rule.together.is_some());
    if !cascades && let Some((sum, _)) = standing.near(node) {
        return Some(sum.clone());
    }
    let all = everyone(holdings, node);
    let (mut sure, mut possible) = (Tally::default(), Tally::default());
    for holding in holdings.held_in(node).iter().filter(|h| !h.nominee && h.owner != node) {
        let unknown = holding.owner == NodeId::NOBODY || holdings.graph.is_nowhere(holding.owner);
        match if unknown { Answer::Undetermined } else { standing.answer(holding.owner) } {
            Answer::Restricted => {
                sure.add(holdings.share(holding));
                possible.add(holdings.share(holding));
            }
            Answer::Undetermined => possible.add(holdings.share(holding)),
            Answer::Review | Answer::Not => {}
        }
    }
    let (sure, possible) = (sure.within(&all), possible.within(&all));
    Some(Interval { least: sure.least, over: sure.over, most: possible.most, under: possible.under })
}
