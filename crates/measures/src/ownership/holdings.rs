//! Who held what on one day: the ties in force that day, parallel ties joined, contradictions turned into ranges.

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use tamis_model::{Problem, Severity};

use super::fraction::Fraction;
use super::graph::{Edge, Graph, NONE, NodeId, TieKind};
use super::join::{Joined, Parallel, Same, join};
use super::range::{Range, Tally};

/// What one party holds in a company on the day, all its ties together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Holding {
    pub owner: NodeId,
    pub owned: NodeId,
    share: u32,
    votes: u32,
    /// The first of the ties that it was joined from, for its place.
    pub edge: u32,
    /// It stands in the name of a nominee: only regimes that look through nominees count it.
    pub nominee: bool,
    /// Its sources contradict each other.
    pub contradictory: bool,
}

/// A power over a company that is no holding: board, claim of control, directorship, link.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Right {
    pub to: NodeId,
    pub kind: TieKind,
    /// In force that day beyond doubt.
    pub certain: bool,
    pub edge: u32,
}

/// Another party and whether the tie to it is beyond doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Partner {
    pub node: NodeId,
    pub certain: bool,
}

/// A holding that is set for a question of "what if", whatever the sources say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Who holds.
    pub owner: NodeId,
    /// In what.
    pub owned: NodeId,
    /// How much, from then on; shares and votes alike.
    pub share: Fraction,
}

/// Contradictions that are reported one by one; a register that contradicts itself more often than that is counted.
/// The largest number seen in the samples is 3.
const REPORTED_MAX: usize = 10_000;

/// The graph on one day.
#[derive(Debug)]
pub struct Holdings<'g> {
    pub(crate) graph: &'g Graph,
    on: Date,
    ranges: Vec<Range>,
    range_numbers: FxHashMap<Range, u32>,
    held: Vec<Holding>,
    into: Vec<u32>,
    by_owner: Vec<u32>,
    out: Vec<u32>,
    pub(crate) unidentified: Vec<u32>,
    rights: FxHashMap<NodeId, Vec<Right>>,
    /// Of a node: those who have a power over it.
    empowered: FxHashMap<NodeId, Vec<NodeId>>,
    /// Of a party: the nominees who hold for it.
    nominees: FxHashMap<NodeId, Vec<Partner>>,
    /// Of a nominee: for whom it holds.
    pub(crate) principals: FxHashMap<NodeId, Vec<Partner>>,
    /// Of a party: those with whom it exercises all its rights jointly.
    joint: FxHashMap<NodeId, Vec<Partner>>,
    /// Of a company: those who hold in it jointly.
    joint_in: FxHashMap<NodeId, Vec<Partner>>,
    problems: Vec<Problem>,
    unreported: usize,
}

/// Whether something holds on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum InForce {
    No,
    Perhaps,
    Yes,
}

impl<'g> Holdings<'g> {
    /// The holdings on a day, with changes that are supposed.
    pub fn on(graph: &'g Graph, on: Date, changes: &[Change]) -> Self {
        let mut holdings = Self {
            graph,
            on,
            ranges: graph.ranges.clone(),
            range_numbers: graph.ranges.iter().enumerate().map(|(at, r)| (*r, at as u32)).collect(),
            held: Vec::with_capacity(graph.edges.len() - graph.rights.len()),
            into: Vec::with_capacity(graph.nodes() + 1),
            by_owner: Vec::new(),
            out: Vec::new(),
            unidentified: Vec::new(),
            rights: FxHashMap::default(),
            empowered: FxHashMap::default(),
            nominees: FxHashMap::default(),
            principals: FxHashMap::default(),
            joint: FxHashMap::default(),
            joint_in: FxHashMap::default(),
            problems: Vec::new(),
            unreported: 0,
        };
        let calendar = Calendar::new(graph, on);
        holdings.read_holdings(&calendar, changes);
        holdings.sort_by_owner();
        holdings.read_rights(&calendar);
        holdings
    }

    /// Joins the ties into each company, company by company.
    fn read_holdings(&mut self, calendar: &Calendar, changes: &[Change]) {
        let graph = self.graph;
        let mut changed: FxHashMap<NodeId, Vec<Change>> = FxHashMap::default();
        for change in changes {
            changed.entry(change.owned).or_default().push(*change);
        }
        for company in graph.node_ids() {
            self.into.push(self.held.len() as u32);
            let edges = graph.edges_into(company);
            let supposed = changed.get(&company).map_or(&[][..], Vec::as_slice);
            let mut at = edges.start;
            while at < edges.end {
                let owner = graph.edges[at].owner;
                let end = (at..edges.end).find(|e| graph.edges[*e].owner != owner).unwrap_or(edges.end);
                if !supposed.iter().any(|change| change.owner == owner) {
                    self.read_pair(calendar, at, end);
                }
                at = end;
            }
            for change in supposed.iter().filter(|change| change.share > Fraction::ZERO) {
                let share = self.range_number(Range::exact(change.share));
                let (owner, owned) = (change.owner, change.owned);
                self.held.push(Holding {
                    owner,
                    owned,
                    share,
                    votes: NONE,
                    edge: NONE,
                    nominee: false,
                    contradictory: false,
                });
            }
            self.report_over_whole(company);
        }
        self.into.push(self.held.len() as u32);
    }

    /// Joins the ties of one owner to one company.
    fn read_pair(&mut self, calendar: &Calendar, start: usize, end: usize) {
        let graph = self.graph;
        let mut lone = None;
        let mut many = Vec::new();
        for (at, edge) in graph.edges[start..end].iter().enumerate().map(|(at, e)| (at + start, e)) {
            if !matches!(edge.kind, TieKind::Ownership | TieKind::NomineeHolding) {
                continue;
            }
            match calendar.in_force(edge) {
                InForce::No => {}
                // By far the most holdings are one tie, in force without doubt, of an owner who is named.
                InForce::Yes if lone.is_none() && many.is_empty() && edge.share != NONE => lone = Some(at),
                certainty => {
                    if let Some(first) = lone.take() {
                        many.push((first, true));
                    }
                    many.push((at, certainty == InForce::Yes));
                }
            }
        }
        if let Some(at) = lone {
            let edge = &graph.edges[at];
            self.push(
                edge,
                edge.share,
                edge.votes,
                at as u32,
                edge.kind == TieKind::NomineeHolding,
                edge.joint,
            );
        } else if !many.is_empty() {
            self.join_ties(&many, false);
            self.join_ties(&many, true);
        }
    }

    /// Joins parallel ties, those in a nominee's name apart from the others.
    fn join_ties(&mut self, ties: &[(usize, bool)], nominee: bool) {
        let graph = self.graph;
        let kind = if nominee { TieKind::NomineeHolding } else { TieKind::Ownership };
        let of_kind: Vec<(usize, bool)> =
            ties.iter().copied().filter(|(at, _)| graph.edges[*at].kind == kind).collect();
        let Some((first, _)) = of_kind.first().copied() else { return };
        let parallel: Vec<Parallel> = of_kind
            .iter()
            .map(|(at, certain)| {
                let edge = &graph.edges[*at];
                Parallel {
                    source: if edge.source == graph.sources.find("").unwrap_or(NONE) {
                        (NONE, edge.file)
                    } else {
                        (edge.source, 0)
                    },
                    same_as: Same {
                        file: edge.file,
                        row: [edge.share, edge.votes, edge.class, edge.from, edge.to],
                    },
                    share: graph.range(edge.share),
                    votes: graph.range(edge.votes),
                    certain: *certain,
                }
            })
            .collect();
        let Joined { share, votes, contradiction } = join(&parallel);
        if let Some(contradiction) = contradiction {
            let rows: Vec<String> = of_kind.iter().map(|(at, _)| graph.place(*at)).collect();
            let edge = &graph.edges[first];
            let message = format!(
                "{} in {}: {contradiction} ({}); taken as {share}",
                graph.name(edge.owner),
                graph.name(edge.owned),
                rows.join(", ")
            );
            self.report(
                edge,
                "share",
                message,
                "correct or remove what is wrong, or say which source is right",
            );
        }
        let edge = graph.edges[first].clone();
        let joint = of_kind.iter().any(|(at, _)| graph.edges[*at].joint);
        let (share, votes) = (self.range_number(share), votes.map_or(NONE, |v| self.range_number(v)));
        self.push(&edge, share, votes, first as u32, nominee, joint);
        if let Some(joined) = self.held.last_mut() {
            joined.contradictory = contradiction.is_some();
        }
    }

    fn push(&mut self, edge: &Edge, share: u32, votes: u32, at: u32, nominee: bool, joint: bool) {
        let (owner, owned) = (edge.owner, edge.owned);
        if owner == NodeId::NOBODY || self.graph.is_nowhere(owner) {
            self.unidentified.push(self.held.len() as u32);
        }
        if joint {
            self.joint_in.entry(owned).or_default().push(Partner { node: owner, certain: !edge.doubtful });
        }
        self.held.push(Holding { owner, owned, share, votes, edge: at, nominee, contradictory: false });
    }

    /// Reports a company of which more than the whole is held. A quick sum in floating point finds those worth an
    /// exact one.
    fn report_over_whole(&mut self, company: NodeId) {
        let start = self.into[company.at()] as usize;
        let held = &self.held[start..];
        let float = |f: Fraction| f.numerator() as f64 / f.denominator() as f64;
        let rough: f64 = held.iter().map(|h| float(self.ranges[h.share as usize].least)).sum();
        if rough < 0.999_999 {
            return;
        }
        let mut all = Tally::default();
        for holding in held.iter().filter(|h| !h.nominee) {
            all.add(self.ranges[holding.share as usize]);
        }
        if *all.least() <= Fraction::WHOLE.into() {
            return;
        }
        let stated = all.least().as_percent();
        let edge =
            held.iter().map(|h| h.edge).find(|e| *e != NONE).map(|e| self.graph.edges[e as usize].clone());
        let name = self.graph.name(company);
        let message = format!("{name}: its owners' shares come to {stated} on {}", self.on);
        match edge {
            Some(edge) => {
                self.report(&edge, "share", message, "something here is wrong; nobody's share is sure");
            }
            None => self.problems.push(Problem::new(Severity::Warning, 0, "share", message)),
        }
    }

    fn report(&mut self, edge: &Edge, field: &str, message: String, hint: &str) {
        if self.problems.len() >= REPORTED_MAX {
            self.unreported += 1;
            return;
        }
        let mut problem = Problem::new(Severity::Warning, edge.row, field, message);
        problem.file = self.graph.file(edge.file).into();
        hint.clone_into(&mut problem.hint);
        self.problems.push(problem);
    }

    fn range_number(&mut self, range: Range) -> u32 {
        *self.range_numbers.entry(range).or_insert_with(|| {
            self.ranges.push(range);
            self.ranges.len() as u32 - 1
        })
    }

    /// Lists the holdings of each owner: a counting sort, so that the order is that of the companies.
    fn sort_by_owner(&mut self) {
        let nodes = self.graph.nodes();
        let mut starts = vec![0u32; nodes + 1];
        for holding in self.held.iter().filter(|h| h.owner != NodeId::NOBODY) {
            starts[holding.owner.at() + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        self.out.clone_from(&starts);
        self.by_owner = vec![0; starts[nodes] as usize];
        for (number, holding) in self.held.iter().enumerate().filter(|(_, h)| h.owner != NodeId::NOBODY) {
            let slot = &mut starts[holding.owner.at()];
            self.by_owner[*slot as usize] = number as u32;
            *slot += 1;
        }
    }

    fn read_rights(&mut self, calendar: &Calendar) {
        let graph = self.graph;
        for at in graph.rights.iter().copied() {
            let edge = &graph.edges[at as usize];
            let certain = match calendar.in_force(edge) {
                InForce::No => continue,
                force => force == InForce::Yes,
            };
            let (owner, owned) = (edge.owner, edge.owned);
            match edge.kind {
                TieKind::Joint => self.read_joint(owner, owned, certain),
                TieKind::Nominee => self.read_nominee((owner, owned), false, certain),
                TieKind::NomineePair => self.read_nominee((owner, owned), true, certain),
                kind => {
                    self.rights.entry(owner).or_default().push(Right { to: owned, kind, certain, edge: at });
                    let empowered = self.empowered.entry(owned).or_default();
                    if !empowered.contains(&owner) {
                        empowered.push(owner);
                    }
                }
            }
        }
    }

    /// A joint row without a share names either a holder and the company, or the two parties.
    fn read_joint(&mut self, first: NodeId, second: NodeId, certain: bool) {
        let holds = first != NodeId::NOBODY && self.held_by(first).any(|h| h.owned == second);
        if holds {
            self.joint_in.entry(second).or_default().push(Partner { node: first, certain });
        } else {
            self.joint.entry(first).or_default().push(Partner { node: second, certain });
            self.joint.entry(second).or_default().push(Partner { node: first, certain });
        }
    }

    /// The first has the second as nominee; of an `either` pair, the nominee is the one that holds something.
    fn read_nominee(&mut self, (first, second): (NodeId, NodeId), either: bool, certain: bool) {
        if first == NodeId::NOBODY {
            return;
        }
        let swapped = either && self.held_by(second).next().is_none() && self.held_by(first).next().is_some();
        let (principal, nominee) = if swapped { (second, first) } else { (first, second) };
        self.nominees.entry(principal).or_default().push(Partner { node: nominee, certain });
        self.principals.entry(nominee).or_default().push(Partner { node: principal, certain });
    }

    /// The day.
    pub fn day(&self) -> Date {
        self.on
    }

    /// What contradicts itself on this day.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many more contradictions there are than [`Self::problems`] says.
    pub fn unreported(&self) -> usize {
        self.unreported
    }

    /// How many holdings there are on this day.
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether nobody holds anything on this day.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    pub(crate) fn held_in(&self, company: NodeId) -> &[Holding] {
        &self.held[self.into[company.at()] as usize..self.into[company.at() + 1] as usize]
    }

    pub(crate) fn held_by(&self, owner: NodeId) -> impl Iterator<Item = &Holding> {
        self.numbers_by(owner).iter().map(|at| &self.held[*at as usize])
    }

    pub(crate) fn numbers_by(&self, owner: NodeId) -> &[u32] {
        &self.by_owner[self.out[owner.at()] as usize..self.out[owner.at() + 1] as usize]
    }

    pub(crate) fn holding(&self, number: u32) -> &Holding {
        &self.held[number as usize]
    }

    pub(crate) fn first_number_in(&self, company: NodeId) -> u32 {
        self.into[company.at()]
    }

    pub(crate) fn share(&self, holding: &Holding) -> Range {
        self.ranges[holding.share as usize]
    }

    /// The votes of a holding: as stated, else as many as shares, since a share votes unless someone says otherwise.
    pub(crate) fn votes(&self, holding: &Holding) -> Range {
        self.ranges[if holding.votes == NONE { holding.share } else { holding.votes } as usize]
    }

    pub(crate) fn rights_of(&self, owner: NodeId) -> &[Right] {
        self.rights.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// The powers over a node: whose, and which.
    pub(crate) fn rights_over(&self, node: NodeId) -> impl Iterator<Item = (NodeId, &Right)> {
        let owners = self.empowered.get(&node).map_or(&[][..], Vec::as_slice);
        owners.iter().flat_map(move |owner| {
            self.rights_of(*owner).iter().filter(move |right| right.to == node).map(|right| (*owner, right))
        })
    }

    pub(crate) fn nominees_of(&self, principal: NodeId) -> &[Partner] {
        self.nominees.get(&principal).map_or(&[], Vec::as_slice)
    }

    /// Those with whom a holder exercises its rights in a company jointly.
    pub(crate) fn partners(&self, holder: NodeId, company: NodeId) -> Vec<Partner> {
        let mut partners: Vec<Partner> = self.joint.get(&holder).map_or_else(Vec::new, Clone::clone);
        if let Some(group) = self.joint_in.get(&company)
            && let Some(own) = group.iter().find(|p| p.node == holder)
        {
            partners.extend(
                group
                    .iter()
                    .filter(|p| p.node != holder)
                    .map(|p| Partner { node: p.node, certain: p.certain && own.certain }),
            );
        }
        partners
    }

    /// Those with whom a party exercises all its rights jointly.
    pub(crate) fn all_partners(&self, party: NodeId) -> &[Partner] {
        self.joint.get(&party).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn has_arrangements(&self) -> bool {
        !self.joint.is_empty() || !self.joint_in.is_empty()
    }
}

/// For each date that the graph mentions: whether it has come, and whether it has passed.
struct Calendar {
    started: Vec<InForce>,
    not_ended: Vec<InForce>,
}

impl Calendar {
    fn new(graph: &Graph, on: Date) -> Self {
        let judge = |certain, possible| match (certain, possible) {
            (true, _) => InForce::Yes,
            (false, true) => InForce::Perhaps,
            (false, false) => InForce::No,
        };
        let started = graph.dates.iter().map(|d| judge(d.last() <= on, d.first() <= on)).collect();
        let not_ended = graph.dates.iter().map(|d| judge(on <= d.first(), on <= d.last())).collect();
        Self { started, not_ended }
    }

    fn in_force(&self, edge: &Edge) -> InForce {
        let started = self.started.get(edge.from as usize).copied().unwrap_or(InForce::Yes);
        let not_ended = self.not_ended.get(edge.to as usize).copied().unwrap_or(InForce::Yes);
        match (started, not_ended) {
            (InForce::No, _) | (_, InForce::No) => InForce::No,
            (InForce::Yes, InForce::Yes) if !edge.doubtful => InForce::Yes,
            _ => InForce::Perhaps,
        }
    }
}
