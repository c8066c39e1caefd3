//! What a regime says of every node on one day: listed, restricted by ownership or control, undetermined, for review.
//!
//! A rule is worked through in stages, strongest effect first, so that an entity that is reached only through a
//! presumption is itself only presumed. Each node keeps the first verdict that it got; whoever explains it looks only
//! at verdicts that were there before.

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::cascade::{World, cascade};
use super::graph::{NodeId, TieKind};
use super::holdings::Holdings;
use super::person::{Ground, Grounds, Run};
use super::range::{Interval, Threshold};
use super::regime::{Effect, Regime, Rule, State};

/// What a regime says of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Answer {
    /// Restricted.
    Restricted,
    /// It turns on a fact that is not known.
    Undetermined,
    /// It turns on a question that the law leaves open.
    Review,
    /// Not restricted, on what is known.
    Not,
}

impl Answer {
    /// As it is written in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Restricted => "restricted",
            Self::Undetermined => "undetermined",
            Self::Review => "review",
            Self::Not => "not",
        }
    }
}

/// On what an answer rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// It is listed itself.
    Listed,
    /// What listed persons own of it.
    Ownership,
    /// Who controls it.
    Control,
}

impl Basis {
    /// As it is written in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Ownership => "ownership",
            Self::Control => "control",
        }
    }
}

/// By what a verdict was reached.
#[derive(Debug, Clone)]
pub(crate) enum Via {
    /// It is listed.
    Listed,
    /// The holdings of all members together.
    Together { threshold: Threshold, world: World },
    /// The power of one person, or of owners who are not identified.
    Person { person: Option<NodeId>, grounds: Grounds, world: World, ground: Ground, sum: Option<Interval> },
    /// A tie of any size from this node.
    AnyTie { from: NodeId },
    /// A joint arrangement that this listed holder is party to.
    Arrangement { holder: NodeId },
}

/// What a regime says of a node, and how that was found.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The answer.
    pub answer: Answer,
    /// On what it rests.
    pub basis: Basis,
    /// It can be rebutted.
    pub presumed: bool,
    pub(crate) via: Via,
    /// When it was found: stage, and level within it. Only earlier verdicts explain it.
    pub(crate) stage: u32,
    pub(crate) level: u32,
}

/// What a regime says on one day.
#[derive(Debug)]
pub struct Standing {
    /// The regime.
    pub regime: &'static Regime,
    /// Its rule that day; `None` where none is known.
    pub rule: Option<&'static Rule>,
    pub(crate) verdicts: FxHashMap<NodeId, Verdict>,
    /// Holdings of single persons that do not suffice: the largest of each company.
    near: FxHashMap<NodeId, (Interval, NodeId)>,
    stage: u32,
}

impl Standing {
    /// Works out what a regime says on the day of the holdings, of a graph in which these nodes are listed under it.
    pub fn of(regime: &'static Regime, holdings: &Holdings<'_>, listed: &[NodeId]) -> Self {
        let rule = regime.rule_on(holdings.day());
        let mut standing =
            Self { regime, rule, verdicts: FxHashMap::default(), near: FxHashMap::default(), stage: 0 };
        for node in listed {
            let (answer, basis, via) = (Answer::Restricted, Basis::Listed, Via::Listed);
            standing
                .verdicts
                .insert(*node, Verdict { answer, basis, presumed: false, via, stage: 0, level: 0 });
        }
        if listed.is_empty() {
            return standing;
        }
        match rule.map(|rule| (rule, rule.state)) {
            None | Some((_, State::None | State::Suspended)) => {}
            Some((rule, State::InForce)) => standing.apply(rule, holdings),
            Some((rule, State::Unknown)) => {
                standing.apply(rule, holdings);
                let derived = standing.verdicts.values_mut().filter(|v| v.basis != Basis::Listed);
                derived.for_each(|v| v.answer = Answer::Review);
            }
        }
        standing
    }

    /// The verdict on a node; `None` for "not restricted".
    pub fn verdict(&self, node: NodeId) -> Option<&Verdict> {
        self.verdicts.get(&node)
    }

    /// The answer for a node.
    pub fn answer(&self, node: NodeId) -> Answer {
        self.verdict(node).map_or(Answer::Not, |v| v.answer)
    }

    /// Every node with an answer other than "not", in the order of the graph.
    pub fn nodes(&self) -> Vec<NodeId> {
        let mut nodes: Vec<NodeId> = self.verdicts.keys().copied().collect();
        nodes.sort_unstable();
        nodes
    }

    /// How many nodes have an answer.
    pub fn count(&self, answer: Answer) -> usize {
        self.verdicts.values().filter(|v| v.answer == answer).count()
    }

    /// The largest holding of one listed person, with what it controls, that does not suffice.
    pub(crate) fn near(&self, node: NodeId) -> Option<&(Interval, NodeId)> {
        self.near.get(&node)
    }

    fn apply(&mut self, rule: &Rule, holdings: &Holdings<'_>) {
        for effect in [Effect::Restricted, Effect::Presumed] {
            self.reach(rule, holdings, effect, World::Sure);
        }
        self.reach(rule, holdings, Effect::Presumed, World::Possible);
        self.reach(rule, holdings, Effect::Review, World::Sure);
        if let Some(effect) = rule.together.map(|together| together.effect) {
            debug_assert_eq!(effect, Effect::Review, "a question that the text leaves open");
            self.together(rule, holdings);
        }
        if rule.arrangement.is_some() {
            self.arrangements(holdings);
        }
        if rule.any_tie.is_some() {
            self.any_tie(holdings);
        }
    }

    /// Adds whatever the rule reaches with effects up to this one, until nothing is added. Cascade and persons feed
    /// each other: what is owned by a controlled entity, and what is controlled by an owned one.
    fn reach(&mut self, rule: &Rule, holdings: &Holdings<'_>, upto: Effect, world: World) {
        let cascaded = rule.cascade.filter(|c| c.effect <= upto);
        let mut asked: rustc_hash::FxHashSet<NodeId> = rustc_hash::FxHashSet::default();
        let mut first = true;
        loop {
            let before = self.verdicts.len();
            if let Some(cascaded) = cascaded {
                self.stage += 1;
                let seeds: Vec<NodeId> = self.members(upto, world);
                let threshold = cascaded.threshold;
                let effect = if upto == Effect::Restricted { cascaded.effect } else { upto };
                for (node, level) in cascade(holdings, &seeds, threshold, world) {
                    let basis = if effect == Effect::Restricted || world == World::Possible {
                        Basis::Ownership
                    } else {
                        Basis::Control
                    };
                    self.add(node, effect, world, basis, Via::Together { threshold, world }, level);
                }
            }
            // Where what is owned counts as listed, it is also a person whose power is asked for.
            let starts = if rule.cascade.is_some() { self.members(upto, world) } else { self.listed() };
            let starts: Vec<Option<NodeId>> = starts
                .into_iter()
                .filter(|node| asked.insert(*node))
                .map(Some)
                .chain((first && world == World::Possible).then_some(None))
                .collect();
            first = false;
            for test in &rule.person {
                let grounds = Grounds { test: *test, upto };
                if grounds.any() {
                    self.persons(holdings, &starts, grounds, world);
                }
            }
            let fed = cascaded.is_some() && !rule.person.is_empty();
            if self.verdicts.len() == before || !fed {
                return;
            }
        }
    }

    /// Adds what each person reaches; of several that reach a node, the nearest, then the first.
    fn persons(
        &mut self,
        holdings: &Holdings<'_>,
        starts: &[Option<NodeId>],
        grounds: Grounds,
        world: World,
    ) {
        self.stage += 1;
        // The power of a listed person is followed all the way. That of a company which counts as listed ends where the
        // next such company begins, or a chain of ten thousand would be followed ten thousand times.
        let verdicts = &self.verdicts;
        let runs: Vec<_> = starts
            .par_iter()
            .map(|person| {
                let listed =
                    person.is_none_or(|p| verdicts.get(&p).is_some_and(|v| v.basis == Basis::Listed));
                let stop = |node: NodeId| !listed && verdicts.contains_key(&node);
                let (mut reached, run) = Run::of(*person, holdings, grounds, world, &stop);
                for found in &mut reached {
                    found.ties = Vec::new();
                }
                (*person, reached, run.near)
            })
            .collect();
        let mut best: FxHashMap<NodeId, (u32, usize, Ground, Option<Interval>)> = FxHashMap::default();
        for (order, (person, reached, near)) in runs.into_iter().enumerate() {
            for (company, sum) in near {
                let Some(person) = person.filter(|_| world == World::Sure) else { break };
                let larger = self.near.get(&company).is_none_or(|(known, _)| known.least < sum.least);
                if larger {
                    self.near.insert(company, (sum, person));
                }
            }
            for found in reached {
                let known = best.get(&found.company).map(|(level, order, ..)| (*level, *order));
                if known.is_none_or(|known| (found.level, order) < known) {
                    best.insert(found.company, (found.level, order, found.ground, found.sum));
                }
            }
        }
        let mut best: Vec<_> = best.into_iter().collect();
        best.sort_unstable_by_key(|(node, (level, ..))| (*level, *node));
        for (node, (level, order, ground, sum)) in best {
            let effect = grounds.upto;
            // What is owned outright is owned, whoever asks; everything short of that is control.
            let basis = if ground == Ground::Shares { Basis::Ownership } else { Basis::Control };
            let via = Via::Person { person: starts[order], grounds, world, ground, sum };
            self.add(node, effect, world, basis, via, level);
        }
    }

    /// What listed persons hold together, where the text does not say whether that counts.
    fn together(&mut self, rule: &Rule, holdings: &Holdings<'_>) {
        let Some(together) = rule.together else { return };
        self.stage += 1;
        let (threshold, world) = (together.threshold, World::Sure);
        let seeds = self.members(Effect::Review, world);
        for (node, level) in cascade(holdings, &seeds, threshold, world) {
            self.add(
                node,
                together.effect,
                world,
                Basis::Ownership,
                Via::Together { threshold, world },
                level,
            );
        }
    }

    /// Companies in which a listed person or what it controls holds jointly with another.
    fn arrangements(&mut self, holdings: &Holdings<'_>) {
        if !holdings.has_arrangements() {
            return;
        }
        self.stage += 1;
        for holder in self.members(Effect::Presumed, World::Sure) {
            let companies: Vec<NodeId> = holdings.held_by(holder).map(|h| h.owned).collect();
            for company in companies {
                if !holdings.partners(holder, company).is_empty() {
                    let via = Via::Arrangement { holder };
                    self.add(company, Effect::Review, World::Sure, Basis::Control, via, 1);
                }
            }
        }
    }

    /// Everything below a listed person by holdings and powers of any size. Family and unnamed links are no power.
    fn any_tie(&mut self, holdings: &Holdings<'_>) {
        self.stage += 1;
        let mut frontier = self.listed();
        let mut level = 0;
        while !frontier.is_empty() {
            level += 1;
            let mut next = Vec::new();
            for from in frontier {
                let powers = holdings.rights_of(from).iter().filter(|right| {
                    // A director has a say in the company, not in what the company holds elsewhere.
                    matches!(right.kind, TieKind::Control | TieKind::Board)
                        || (right.kind == TieKind::Directorship && level == 1)
                });
                let below = holdings
                    .held_by(from)
                    .map(|h| h.owned)
                    .chain(powers.map(|right| right.to))
                    .chain(holdings.nominees_of(from).iter().map(|p| p.node));
                for node in below {
                    let via = Via::AnyTie { from };
                    if self.add(node, Effect::Review, World::Sure, Basis::Ownership, via, level) {
                        next.push(node);
                    }
                }
            }
            frontier = next;
        }
    }

    /// Keeps a verdict unless the node has one; answers whether it was kept.
    fn add(
        &mut self,
        node: NodeId,
        effect: Effect,
        world: World,
        basis: Basis,
        via: Via,
        level: u32,
    ) -> bool {
        let answer = match (world, effect) {
            (World::Possible, _) => Answer::Undetermined,
            (World::Sure, Effect::Review) => Answer::Review,
            (World::Sure, Effect::Restricted | Effect::Presumed) => Answer::Restricted,
        };
        let presumed = world == World::Sure && effect == Effect::Presumed;
        let stage = self.stage;
        let mut added = false;
        self.verdicts.entry(node).or_insert_with(|| {
            added = true;
            Verdict { answer, basis, presumed, via, stage, level }
        });
        added
    }

    /// The nodes that count as listed at this strength.
    fn members(&self, upto: Effect, world: World) -> Vec<NodeId> {
        let counts = |v: &Verdict| match v.answer {
            Answer::Restricted => !v.presumed || upto >= Effect::Presumed,
            Answer::Undetermined => world == World::Possible,
            Answer::Review => upto == Effect::Review && world == World::Sure,
            Answer::Not => false,
        };
        let mut members: Vec<NodeId> =
            self.verdicts.iter().filter(|(_, v)| counts(v)).map(|(node, _)| *node).collect();
        members.sort_unstable();
        members
    }

    /// The nodes that are listed themselves.
    pub fn listed(&self) -> Vec<NodeId> {
        let mut listed: Vec<NodeId> =
            self.verdicts.iter().filter(|(_, v)| v.basis == Basis::Listed).map(|(node, _)| *node).collect();
        listed.sort_unstable();
        listed
    }

    /// The rule's day, for people.
    pub fn day(holdings: &Holdings<'_>) -> Date {
        holdings.day()
    }
}
