//! Who owns, controls or is tied to whom, as stated: nodes, ties with shares, dates and places, and what was odd.
//!
//! A graph is what the sources say about all days at once. What held on one day is [`super::holdings::Holdings`].

use rayon::slice::ParallelSliceMut;
use rustc_hash::{FxHashMap, FxHashSet};
use tamis_model::{PartialDate, Problem, Schema, Severity};

use super::ids::Texts;
use super::range::Range;

/// A node, by its number in the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// Stands for an owner that a source does not identify; never the number of a node.
    pub const NOBODY: Self = Self(u32::MAX);

    /// As an index.
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// What ties the first party (the owner) to the second (the owned).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TieKind {
    /// Holds shares or votes in it.
    Ownership,
    /// Holds shares in it that stand in the name of a nominee who is not named.
    NomineeHolding,
    /// Is said to control it otherwise; see [`Claim`].
    Control,
    /// May appoint or remove a majority of its board.
    Board,
    /// Has it as a nominee: what the second party holds, it holds for the first.
    Nominee,
    /// One of the two is the other's nominee: tables differ in which they name first.
    NomineePair,
    /// Exercises rights together with it under a joint arrangement; or holds jointly in it.
    Joint,
    /// Is of its family.
    Family,
    /// Is its director or officer.
    Directorship,
    /// Is tied to it in a way that the source does not name.
    Link,
}

impl TieKind {
    /// Understands the words of the `kind` column; blank is ownership.
    pub fn parse(word: &str) -> Option<Self> {
        if word.trim().is_empty() {
            return Some(Self::Ownership);
        }
        Some(match word.trim().to_lowercase().as_str() {
            "ownership" | "owner" | "own" | "shares" | "shareholding" | "share" => Self::Ownership,
            "control" | "influence" | "dominant influence" | "trust" | "claim" => Self::Control,
            "board" | "appoint" | "board majority" | "appointment" => Self::Board,
            "nominee" | "nominator" => Self::NomineePair,
            "joint" | "joint arrangement" | "jointly" => Self::Joint,
            "family" | "relative" | "spouse" | "child" | "parent" | "sibling" => Self::Family,
            "directorship" | "director" | "officer" => Self::Directorship,
            "link" | "linked" | "linked to" | "associate" | "other" => Self::Link,
            _ => return None,
        })
    }

    /// As it is written in tables and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ownership => "ownership",
            Self::NomineeHolding | Self::Nominee | Self::NomineePair => "nominee",
            Self::Control => "control",
            Self::Board => "board",
            Self::Joint => "joint",
            Self::Family => "family",
            Self::Directorship => "directorship",
            Self::Link => "link",
        }
    }
}

/// That someone controls something, said by someone, on some basis. A claim is evidence, not arithmetic: a court, an
/// authority or the party itself can rebut it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// On what basis: "trust: settlor", "office of head of state", "buy-back option".
    pub basis: String,
    /// How sure its source is, in per cent; 100 where the source says nothing of doubt.
    pub confidence: u8,
}

/// Where a tie was read: the file, from 0 in the order given, and its row or record from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: u16,
    /// The row or record.
    pub row: u32,
}

/// A tie as a reader understood it.
#[derive(Debug, Clone)]
pub struct Tie<'a> {
    /// The first party; `None` where the source says that there is one but not who.
    pub owner: Option<NodeId>,
    /// The second party.
    pub owned: NodeId,
    /// What ties them.
    pub kind: TieKind,
    /// The share of ownership, where stated.
    pub share: Option<Range>,
    /// The share of votes, where stated apart.
    pub votes: Option<Range>,
    /// The class of shares that it is of; empty where none is named. Shares of several classes add up.
    pub class: &'a str,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when, that day included.
    pub to: Option<PartialDate>,
    /// Who says so; ties of one source add up, ties of two sources compete.
    pub source: &'a str,
    /// Where it was read.
    pub place: Place,
    /// Basis and confidence of a claim of control.
    pub claim: Option<Claim>,
    /// Held under a joint arrangement with the other joint holders of the same company.
    pub joint: bool,
    /// Something about it is wrong, so that it may not be so at all.
    pub doubtful: bool,
}

/// What is known of a node beside its id and name; for the flags of evasion.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it is.
    pub schema: Option<Schema>,
    /// Other and former names.
    pub other_names: Vec<String>,
    /// Registration, tax and other numbers, as written, with the name of their kind before a colon.
    pub numbers: Vec<String>,
    /// Addresses.
    pub addresses: Vec<String>,
    /// Founded or born.
    pub began: Option<PartialDate>,
    /// Liquidated or dead.
    pub ended: Option<PartialDate>,
}

/// A tie as it is stored, 48 bytes.
#[derive(Debug, Clone)]
pub(crate) struct Edge {
    pub owner: NodeId,
    pub owned: NodeId,
    pub share: u32,
    pub votes: u32,
    pub from: u32,
    pub to: u32,
    pub source: u32,
    pub class: u32,
    pub row: u32,
    pub claim: u32,
    pub file: u16,
    pub kind: TieKind,
    pub joint: bool,
    pub doubtful: bool,
}

/// Stands for "not stated" where a number of a table is stored.
pub(crate) const NONE: u32 = u32::MAX;

/// Every tie that was read, sorted by company.
#[derive(Debug, Default)]
pub struct Graph {
    pub(crate) nodes: Texts,
    names: FxHashMap<NodeId, Box<str>>,
    facts: FxHashMap<NodeId, Facts>,
    undescribed: FxHashSet<NodeId>,
    pub(crate) edges: Vec<Edge>,
    /// Where the edges into each node start; one more than there are nodes.
    pub(crate) into: Vec<u32>,
    /// The edges that are no holdings.
    pub(crate) rights: Vec<u32>,
    pub(crate) ranges: Vec<Range>,
    pub(crate) dates: Vec<PartialDate>,
    pub(crate) sources: Texts,
    pub(crate) classes: Texts,
    pub(crate) claims: Vec<Claim>,
    files: Vec<String>,
    problems: Vec<Problem>,
}

impl Graph {
    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// Every node, in the order in which they were read.
    pub fn node_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// How many ties there are.
    pub fn ties(&self) -> usize {
        self.edges.len()
    }

    /// How many ties of a kind there are.
    pub fn ties_of(&self, kind: TieKind) -> usize {
        self.edges.iter().filter(|e| e.kind == kind).count()
    }

    /// The node of this id.
    pub fn find(&self, id: &str) -> Option<NodeId> {
        self.nodes.find(id.trim()).map(NodeId)
    }

    /// The nodes of this id, or of this name. Whoever asks for many makes [`Graph::by_name`] once.
    pub fn find_named(&self, text: &str) -> Vec<NodeId> {
        self.find(text).map_or_else(
            || {
                let wanted = text.trim().to_lowercase();
                self.named_nodes()
                    .filter(|(_, name)| name.to_lowercase() == wanted)
                    .map(|(node, _)| node)
                    .collect()
            },
            |node| vec![node],
        )
    }

    /// The nodes of each name, in small letters.
    pub fn by_name(&self) -> FxHashMap<String, Vec<NodeId>> {
        let mut by_name: FxHashMap<String, Vec<NodeId>> = FxHashMap::default();
        for (node, name) in self.named_nodes() {
            by_name.entry(name.to_lowercase()).or_default().push(node);
        }
        by_name
    }

    /// Every node that has a name, in the order of the graph.
    fn named_nodes(&self) -> impl Iterator<Item = (NodeId, &str)> {
        let named = |node: NodeId| self.names.get(&node).map(|name| (node, &**name));
        (0..self.nodes.len() as u32).map(NodeId).filter(|_| !self.names.is_empty()).filter_map(named)
    }

    /// A node's id as its source gives it.
    pub fn id(&self, node: NodeId) -> &str {
        if node == NodeId::NOBODY { "?" } else { self.nodes.get(node.0) }
    }

    /// A node's name; its id where no source names it.
    pub fn name(&self, node: NodeId) -> &str {
        if node == NodeId::NOBODY {
            return "an owner who is not identified";
        }
        self.names.get(&node).map_or_else(|| self.nodes.get(node.0), |name| &**name)
    }

    /// What else is known of a node.
    pub fn facts(&self, node: NodeId) -> Option<&Facts> {
        self.facts.get(&node)
    }

    /// The nodes of which more is known than id and name.
    pub fn described(&self) -> impl Iterator<Item = (NodeId, &Facts)> {
        self.facts.iter().map(|(node, facts)| (*node, facts))
    }

    /// Whether a file that describes its nodes names this one without describing it: an edge to nowhere.
    pub fn is_nowhere(&self, node: NodeId) -> bool {
        self.undescribed.contains(&node)
    }

    /// Adds a node without ties, for a question of "what if"; the node of this id where there is one.
    pub fn add_node(&mut self, id: &str) -> NodeId {
        let node = NodeId(self.nodes.intern(id.trim()));
        if self.into.len() == node.at() + 1 {
            self.into.push(self.edges.len() as u32);
        }
        node
    }

    /// What was odd or could not be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// `FILE row N`, for people.
    pub fn place(&self, edge: usize) -> String {
        let edge = &self.edges[edge];
        format!("{} row {}", self.file(edge.file), edge.row)
    }

    /// The classes of the shares that a party is said to hold in a company, in the order of the ties.
    pub(crate) fn classes_of(&self, owner: NodeId, company: NodeId) -> Vec<&str> {
        let edges = self.edges[self.edges_into(company)].iter();
        let mut classes: Vec<&str> = edges
            .filter(|edge| edge.owner == owner && edge.class != NONE)
            .map(|edge| self.classes.get(edge.class))
            .collect();
        classes.dedup();
        classes
    }

    pub(crate) fn file(&self, file: u16) -> &str {
        self.files.get(usize::from(file)).map_or("", String::as_str)
    }

    pub(crate) fn range(&self, number: u32) -> Option<Range> {
        self.ranges.get(number as usize).copied()
    }

    /// The edges into a node.
    pub(crate) fn edges_into(&self, node: NodeId) -> std::ops::Range<usize> {
        self.into[node.at()] as usize..self.into[node.at() + 1] as usize
    }
}

/// Gathers what readers find and makes the graph of it.
#[derive(Debug, Default)]
pub struct GraphBuilder {
    graph: Graph,
    range_numbers: FxHashMap<Range, u32>,
    date_numbers: FxHashMap<PartialDate, u32>,
    described: FxHashSet<NodeId>,
    /// Nodes that a file which describes its nodes refers to, with the place that did.
    referred: Vec<(NodeId, Place)>,
}

impl GraphBuilder {
    /// A file to read from; its number goes into [`Place::file`].
    pub fn file(&mut self, name: &str) -> u16 {
        self.graph.files.push(name.into());
        (self.graph.files.len() - 1).min(usize::from(u16::MAX)) as u16
    }

    /// The node of this id, made if it is new.
    pub fn node(&mut self, id: &str) -> NodeId {
        NodeId(self.graph.nodes.intern(id.trim()))
    }

    /// Names a node; the first name stays, others are kept beside it.
    pub fn name(&mut self, node: NodeId, name: &str) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        match self.graph.names.entry(node) {
            std::collections::hash_map::Entry::Vacant(slot) => {
                slot.insert(name.into());
            }
            std::collections::hash_map::Entry::Occupied(slot) if **slot.get() != *name => {
                let facts = self.graph.facts.entry(node).or_default();
                if !facts.other_names.iter().any(|other| other == name) {
                    facts.other_names.push(name.into());
                }
            }
            std::collections::hash_map::Entry::Occupied(_) => {}
        }
    }

    /// What is known of a node, to be added to.
    pub fn facts(&mut self, node: NodeId) -> &mut Facts {
        self.described.insert(node);
        self.graph.facts.entry(node).or_default()
    }

    /// Says that a node is described by its file, even where that says nothing else of it.
    pub fn describe(&mut self, node: NodeId) {
        self.described.insert(node);
    }

    /// Says that a file which describes its nodes refers to this one.
    pub fn refer(&mut self, node: NodeId, place: Place) {
        self.referred.push((node, place));
    }

    /// Reports what was odd.
    pub fn problem(&mut self, severity: Severity, place: Place, field: &str, message: String, hint: &str) {
        let mut problem = Problem::new(severity, place.row, field, message);
        problem.file = self.graph.file(place.file).into();
        hint.clone_into(&mut problem.hint);
        self.graph.problems.push(problem);
    }

    /// Adds problems that another reader has written.
    pub fn problems(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.graph.problems.extend(problems);
    }

    /// Adds a tie. Dates in the wrong order make it doubtful, and are reported.
    pub fn tie(&mut self, tie: Tie<'_>) {
        let mut doubtful = tie.doubtful;
        if let (Some(from), Some(to)) = (&tie.from, &tie.to)
            && to.last() < from.first()
        {
            doubtful = true;
            let message = format!("ends on {to}, before it starts on {from}");
            self.problem(
                Severity::Warning,
                tie.place,
                "to",
                message,
                "correct the dates; until then it counts as possible",
            );
        }
        let dates_wrong = doubtful && !tie.doubtful;
        let edge = Edge {
            owner: tie.owner.unwrap_or(NodeId::NOBODY),
            owned: tie.owned,
            share: self.range(tie.share),
            votes: self.range(tie.votes),
            from: if dates_wrong { NONE } else { self.date(tie.from) },
            to: if dates_wrong { NONE } else { self.date(tie.to) },
            source: self.graph.sources.intern(tie.source.trim()),
            class: match tie.class.trim() {
                "" => NONE,
                class => self.graph.classes.intern(class),
            },
            row: tie.place.row,
            claim: tie.claim.map_or(NONE, |claim| {
                self.graph.claims.push(claim);
                self.graph.claims.len() as u32 - 1
            }),
            file: tie.place.file,
            kind: tie.kind,
            joint: tie.joint,
            doubtful,
        };
        self.graph.edges.push(edge);
    }

    fn range(&mut self, range: Option<Range>) -> u32 {
        let Some(range) = range else { return NONE };
        *self.range_numbers.entry(range).or_insert_with(|| {
            self.graph.ranges.push(range);
            self.graph.ranges.len() as u32 - 1
        })
    }

    fn date(&mut self, date: Option<PartialDate>) -> u32 {
        let Some(date) = date else { return NONE };
        *self.date_numbers.entry(date).or_insert_with(|| {
            self.graph.dates.push(date);
            self.graph.dates.len() as u32 - 1
        })
    }

    /// The graph: ties sorted by company, references to nowhere reported.
    pub fn build(mut self) -> Graph {
        for (node, place) in std::mem::take(&mut self.referred) {
            if !self.described.contains(&node) && self.graph.undescribed.insert(node) {
                let message = format!("refers to {}, which no file describes", self.graph.nodes.get(node.0));
                self.problem(
                    Severity::Warning,
                    place,
                    "",
                    message,
                    "add the record; until then nobody knows whether it is listed",
                );
            }
        }
        let graph = &mut self.graph;
        graph.edges.par_sort_by_key(|e| (e.owned, e.owner, e.file, e.row, e.kind));
        graph.into = vec![0; graph.nodes.len() + 1];
        for edge in &graph.edges {
            graph.into[edge.owned.at() + 1] += 1;
        }
        for at in 1..graph.into.len() {
            graph.into[at] += graph.into[at - 1];
        }
        let holding = |kind| matches!(kind, TieKind::Ownership | TieKind::NomineeHolding);
        graph.rights =
            (0..graph.edges.len() as u32).filter(|at| !holding(graph.edges[*at as usize].kind)).collect();
        self.graph
    }
}
