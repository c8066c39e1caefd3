//! Answers in words: what a colleague, an auditor or a court reads.

use serde::Serialize;

use super::explain::{Reason, Step, explain, share_held};
use super::fraction::{Fraction, Sum};
use super::graph::{Claim, Graph, NONE, NodeId, TieKind};
use super::holdings::Holdings;
use super::person::Ground;
use super::range::{Interval, Tally};
use super::regime::{Rule, State};
use super::settle::settling_fact;
use super::standing::{Answer, Basis, Standing, Via};

/// Steps of a chain that one answer shows; what is cut is counted in `why`. A chain of ten thousand companies would
/// otherwise be told ten thousand times. The longest in the samples has 4.
pub const CHAIN_MAX: usize = 50;

/// A node, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A step of a chain, as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepLine {
    /// Who holds: the id.
    pub owner: String,
    /// Its name, where that is not the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_name: Option<String>,
    /// In what: the id.
    pub owned: String,
    /// Its name, where that is not the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owned_name: Option<String>,
    /// What ties them.
    pub kind: &'static str,
    /// How much, as a fraction or `least..most`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// The classes of the shares, where they are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// `nominee` or `joint`, where the owner's holding counts for another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<&'static str>,
    /// For whom it counts then: the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts_for: Option<String>,
    /// Who says so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// File and row.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// What one regime says of one node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The node.
    pub node: NodeLine,
    /// The regime's id.
    pub regime: String,
    /// `restricted`, `not`, `undetermined` or `review`.
    pub answer: &'static str,
    /// `listed`, `ownership` or `control`; absent for `not`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<&'static str>,
    /// It is a presumption, which can be rebutted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub presumed: bool,
    /// What the restricted hold of it, as a fraction or `least..most`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<String>,
    /// In a sentence.
    pub why: String,
    /// The ties from the listed down to it.
    pub chain: Vec<StepLine>,
    /// The fact that would settle an undetermined answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_by: Option<String>,
    /// How much of it is in nobody's name in the data, where that is not nothing and its owners are known at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unaccounted: Option<String>,
    /// The rule's source.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
}

/// Writes down what a regime says of a node.
pub fn line(standing: &Standing, holdings: &Holdings<'_>, node: NodeId) -> Line {
    let graph = holdings.graph;
    let verdict = standing.verdict(node);
    let reasons = explain(standing, holdings, node);
    let steps: Vec<&Step> = reasons.iter().flat_map(|r| &r.steps).collect();
    let cut = steps.len().saturating_sub(CHAIN_MAX);
    let mut why = why(standing, holdings, node, &reasons);
    if cut > 0 {
        why = format!("{why} (the first {cut} steps of the chain are left out)");
    }
    let known = !holdings.held_in(node).is_empty();
    Line {
        node: NodeLine { id: graph.id(node).into(), name: graph.name(node).into() },
        regime: standing.regime.id.clone(),
        answer: standing.answer(node).as_str(),
        basis: verdict.map(|v| v.basis.as_str()),
        presumed: verdict.is_some_and(|v| v.presumed),
        share: share_held(standing, holdings, node).map(|share| share.to_string()),
        why,
        chain: steps[cut..].iter().map(|step| step_line(graph, step)).collect(),
        settled_by: settling_fact(standing, holdings, node).map(|fact| fact.ask(holdings)),
        unaccounted: known.then(|| unaccounted(holdings, node)).flatten().map(|sum| sum.to_string()),
        rule: standing.rule.map_or_else(String::new, |rule| rule.source.clone()),
    }
}

/// What nobody is said to hold; `None` where the whole is accounted for.
fn unaccounted(holdings: &Holdings<'_>, node: NodeId) -> Option<Sum> {
    let mut all = Tally::default();
    holdings.held_in(node).iter().filter(|h| !h.nominee).for_each(|h| all.add(holdings.share(h)));
    let left = Sum::from(Fraction::WHOLE).minus(all.least());
    (left > Sum::default()).then_some(left)
}

/// A step as it is written.
pub fn step_line(graph: &Graph, step: &Step) -> StepLine {
    let name = |node| (graph.name(node) != graph.id(node)).then(|| graph.name(node).to_owned());
    let classes = if step.share.is_some() { graph.classes_of(step.owner, step.owned) } else { Vec::new() };
    let source = step.edge.map_or("", |edge| graph.sources.get(graph.edges[edge].source));
    StepLine {
        owner: graph.id(step.owner).into(),
        owner_name: name(step.owner),
        owned: graph.id(step.owned).into(),
        owned_name: name(step.owned),
        kind: step.kind.as_str(),
        share: step.share.map(|share| match share.value() {
            Some(value) => value.to_string(),
            None => format!("{}..{}", share.least, share.most),
        }),
        class: (!classes.is_empty()).then(|| classes.join(" and ")),
        through: step.through,
        counts_for: step.counts_for.map(|node| graph.id(node).into()),
        source: source.into(),
        place: step.edge.map_or_else(|| "supposed".into(), |edge| graph.place(edge)),
    }
}

/// The answer in a sentence.
fn why(standing: &Standing, holdings: &Holdings<'_>, node: NodeId, reasons: &[Reason]) -> String {
    let Some(rule) = standing.rule else { return format!("no rule is known on {}", holdings.day()) };
    let graph = holdings.graph;
    let Some(verdict) = standing.verdict(node) else { return why_not(standing, holdings, node, rule) };
    if verdict.basis == Basis::Listed {
        return "listed itself".into();
    }
    let last = reasons.iter().rfind(|reason| reason.node == node);
    let told = last.map_or_else(String::new, |reason| sentence(holdings, standing, reason));
    let close = match (&verdict.via, verdict.answer) {
        _ if rule.state == State::Unknown => format!("; {}", rule.words),
        (Via::AnyTie { .. }, _) => format!("; {}", rule.words),
        (Via::Arrangement { .. }, _) => "; what the text says of joint arrangements is open".into(),
        (Via::Together { threshold, .. }, Answer::Undetermined) => {
            format!("; {threshold} is needed, which is possible and not sure")
        }
        (Via::Together { threshold, .. }, Answer::Review) => {
            format!("; {threshold} together, and whether holdings are added up is open")
        }
        (Via::Together { threshold, .. }, _) => format!("; {threshold} is needed"),
        (Via::Person { grounds, ground, .. }, answer) => {
            let threshold = grounds.test.threshold;
            let needed = if matches!(ground, Ground::Shares | Ground::Votes) {
                format!("; {threshold} is needed")
            } else {
                String::new()
            };
            match answer {
                Answer::Undetermined => format!("{needed}, which is possible and not sure"),
                Answer::Review => format!("{needed}; a sign of control, for a person to judge"),
                _ => needed,
            }
        }
        (Via::Listed, _) => String::new(),
    };
    let presumed = if verdict.presumed { "; presumed, can be rebutted" } else { "" };
    let name = graph.name(node);
    format!("{name}: {told}{close}{presumed}")
}

/// Why a node is not restricted.
fn why_not(standing: &Standing, holdings: &Holdings<'_>, node: NodeId, rule: &Rule) -> String {
    match rule.state {
        State::Suspended | State::None => return rule.words.clone(),
        State::InForce | State::Unknown => {}
    }
    let held =
        share_held(standing, holdings, node).map_or_else(|| "0%".into(), |share| share.most.as_percent());
    let threshold = rule.cascade.map(|c| c.threshold).or(rule.person.first().map(|p| p.threshold));
    match threshold {
        _ if rule.any_tie.is_some() => "no listed person holds or controls anything above it".into(),
        Some(threshold) => {
            let nominee = uncounted_nominee(standing, holdings, node, rule).unwrap_or_default();
            format!("the restricted hold {held} of it; {threshold} is needed{nominee}")
        }
        None => rule.words.clone(),
    }
}

/// That somebody holds in it for a restricted party, where the rule does not count that as the party's.
fn uncounted_nominee(
    standing: &Standing,
    holdings: &Holdings<'_>,
    node: NodeId,
    rule: &Rule,
) -> Option<String> {
    let words = rule.nominees.as_deref()?;
    let graph = holdings.graph;
    holdings.held_in(node).iter().find_map(|holding| {
        let principals = holdings.principals.get(&holding.owner)?;
        let behind = principals.iter().find(|p| standing.answer(p.node) == Answer::Restricted)?;
        let (nominee, behind) = (graph.name(holding.owner), graph.name(behind.node));
        let share = holdings.share(holding);
        Some(format!("; {nominee} holds {share} as nominee for {behind}, which does not count: {words}"))
    })
}

/// What the ties of a reason say, in one sentence without its end.
pub fn sentence(holdings: &Holdings<'_>, standing: &Standing, reason: &Reason) -> String {
    let graph = holdings.graph;
    let parts: Vec<String> =
        reason.steps.iter().map(|step| phrase(holdings, standing, step, reason.votes)).collect();
    let told = match parts.as_slice() {
        [] => "no single tie explains it".into(),
        _ => parts.join(", "),
    };
    match &reason.sum {
        Some(sum) if reason.steps.len() > 1 || own_votes_left_out(reason, sum) => {
            let of = if reason.votes { " of the votes that count" } else { " together" };
            let sum = if sum.is_exact() {
                sum.least.as_percent()
            } else {
                format!("{} to {}", sum.least.as_percent(), sum.most.as_percent())
            };
            format!("{told}: {sum}{of}")
        }
        _ => format!("{told}{}", claim_of(graph, reason)),
    }
}

/// Whether the votes counted are a larger part of those that count than of all: the company holds some itself.
fn own_votes_left_out(reason: &Reason, sum: &Interval) -> bool {
    let stated = reason.steps.first().and_then(|step| step.share).map(|share| Sum::from(share.least));
    reason.votes && stated.is_some_and(|stated| stated != sum.least)
}

/// One tie in words: `X (listed) holds 50%`.
fn phrase(holdings: &Holdings<'_>, standing: &Standing, step: &Step, votes: bool) -> String {
    let graph = holdings.graph;
    let mark = match standing.verdict(step.owner) {
        Some(v) if v.basis == Basis::Listed => " (listed)",
        Some(v) if v.presumed => " (presumed restricted)",
        Some(v) if v.answer == Answer::Restricted => " (restricted)",
        Some(v) if v.answer == Answer::Undetermined => " (undetermined)",
        _ => "",
    };
    let owner = format!("{}{mark}", graph.name(step.owner));
    let party = step.counts_for.map_or("", |node| graph.name(node));
    let of = if votes { " of the votes" } else { "" };
    let classes = match graph.classes_of(step.owner, step.owned).join(" and ") {
        classes if classes.is_empty() || step.share.is_none() => String::new(),
        classes => format!(" ({classes})"),
    };
    let share = step.share.map_or_else(String::new, |share| format!(" {share}{of}{classes}"));
    match (step.kind, step.through) {
        (TieKind::Ownership, Some("nominee")) => format!("{owner} holds{share} as nominee for {party}"),
        (TieKind::Ownership, Some(_)) => format!("{owner} holds{share}, jointly with {party}"),
        (TieKind::Board, _) => format!("{owner} may appoint or remove a majority of its board"),
        (TieKind::Control, _) => format!("{owner} is said to control it"),
        (TieKind::Directorship, _) => format!("{owner} directs it"),
        (TieKind::Nominee, _) => format!("it holds for {owner}"),
        _ => format!("{owner} holds{share}"),
    }
}

/// Basis, source and confidence of a claim that a reason rests on.
fn claim_of(graph: &Graph, reason: &Reason) -> String {
    let Some(edge) = reason.steps.first().filter(|s| s.kind == TieKind::Control).and_then(|s| s.edge) else {
        return String::new();
    };
    let edge = &graph.edges[edge];
    let mut words = Vec::new();
    if edge.claim != NONE {
        let Claim { basis, confidence } = &graph.claims[edge.claim as usize];
        if !basis.is_empty() {
            words.push(format!("basis: {basis}"));
        }
        words.push(format!("confidence {confidence}%"));
    }
    let source = graph.sources.get(edge.source);
    if !source.is_empty() {
        words.push(format!("source: {source}"));
    }
    if words.is_empty() { String::new() } else { format!(" ({})", words.join("; ")) }
}
