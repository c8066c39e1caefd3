//! The answer to a shipment, in the form that programs read.

use serde::Serialize;
use tamis_measures::evasion::Flag;
use tamis_measures::trade::{Answer, Finding, Measures, NearMiss, Outcome, ShipmentRow, WindDown};

use super::parties::PartyMatch;

/// One line: a shipment, the answer, and everything that it rests on.
#[derive(Serialize)]
pub struct Line<'a> {
    pub shipment: ShipmentFacts<'a>,
    pub answer: Outcome,
    pub rules: Vec<Rule<'a>>,
    pub flags: &'a [Flag],
    pub parties: &'a [PartyMatch],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub missing: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub problems: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub remarks: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<Near<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub described: Vec<DescribedGoods<'a>>,
}

/// The shipment as understood.
#[derive(Serialize)]
pub struct ShipmentFacts<'a> {
    pub id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}

/// A rule that was considered.
#[derive(Serialize)]
pub struct Rule<'a> {
    pub regime: &'a str,
    pub act: String,
    pub article: &'a str,
    /// Null when it cannot be told.
    pub applies: Option<bool>,
    pub why: &'a str,
    pub id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annex: Option<&'a str>,
    pub journal: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub needs: &'a [&'static str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wind_down: Option<Term<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<WayOut<'a>>,
}

/// A wind-down that applies or might.
#[derive(Serialize)]
pub struct Term<'a> {
    pub article: &'a str,
    pub contract_before: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub conditions: &'a str,
}

/// An exemption that might apply.
#[derive(Serialize)]
pub struct WayOut<'a> {
    pub article: &'a str,
    pub kind: tamis_measures::trade::ExemptionKind,
    pub text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub conditions: &'a str,
}

/// A listed code beside the shipment's.
#[derive(Serialize)]
pub struct Near<'a> {
    pub code: String,
    pub name: &'a str,
    pub article: &'a str,
    pub shared_digits: usize,
}

/// Goods that the description names.
#[derive(Serialize)]
pub struct DescribedGoods<'a> {
    pub phrase: &'a str,
    pub codes: Vec<String>,
    pub score: f32,
}

impl<'a> Line<'a> {
    /// The line of a shipment.
    pub fn of(
        measures: &'a Measures,
        row: &'a ShipmentRow,
        answer: &'a Answer<'a>,
        parties: &'a [PartyMatch],
    ) -> Self {
        let described = answer.described.iter().filter(|d| !d.vague).map(|d| DescribedGoods {
            phrase: d.phrase,
            codes: d.codes.iter().map(ToString::to_string).collect(),
            score: d.score,
        });
        Self {
            shipment: ShipmentFacts {
                id: &row.shipment.id,
                code: answer.code.map(|c| c.to_string()),
                goods: answer.name,
                on: row.shipment.on.map(|d| d.to_string()),
            },
            answer: answer.outcome,
            rules: answer.rules.iter().map(|f| rule(measures, f)).collect(),
            flags: &answer.flags,
            parties,
            missing: &answer.missing,
            problems: &answer.problems,
            remarks: &answer.remarks,
            near: answer.near.iter().map(near).collect(),
            described: described.collect(),
        }
    }
}

fn rule<'a>(measures: &'a Measures, finding: &'a Finding<'a>) -> Rule<'a> {
    let measure = finding.measure;
    let exemptions = finding.exemptions.iter().filter(|_| finding.applies != Some(false));
    Rule {
        regime: &measures.regime_of(measure).id,
        act: measures.act(measure),
        article: &measure.article,
        applies: finding.applies,
        why: &finding.why,
        id: &measure.id,
        annex: measures.annex_of(measure).map(|a| a.id.as_str()),
        journal: &measure.journal,
        needs: &finding.needs,
        wind_down: finding.wind_down.map(term),
        exemptions: exemptions
            .map(|e| WayOut { article: &e.article, kind: e.kind, text: &e.text, conditions: &e.conditions })
            .collect(),
    }
}

fn term(wind_down: &WindDown) -> Term<'_> {
    Term {
        article: &wind_down.article,
        contract_before: wind_down.contract_before.to_string(),
        until: wind_down.until.map(|d| d.to_string()),
        conditions: &wind_down.conditions,
    }
}

fn near<'a>(near: &NearMiss<'a>) -> Near<'a> {
    Near {
        code: near.good.code.map(|c| c.to_string()).unwrap_or_default(),
        name: &near.good.name,
        article: &near.measure.article,
        shared_digits: near.shared,
    }
}

/// What a table and a page say of the answer in few words.
pub struct Short {
    /// Code and name of the goods.
    pub goods: String,
    /// From where to where.
    pub route: String,
    /// The rules that apply or may, with why.
    pub rules: Vec<String>,
    /// What is missing, wrong, near.
    pub notes: Vec<String>,
    /// Flags with their reasons.
    pub flags: Vec<String>,
    /// Parties that are listed or may be.
    pub parties: Vec<String>,
}

impl Short {
    /// The short form.
    pub fn of(measures: &Measures, row: &ShipmentRow, answer: &Answer<'_>, parties: &[PartyMatch]) -> Self {
        let shipment = &row.shipment;
        let name = answer.name.unwrap_or(&shipment.description);
        let code = answer.code.map_or_else(|| shipment.code.clone(), |c| c.to_string());
        let mut stops = vec![shipment.from.name()];
        stops.extend(shipment.via.iter().map(tamis_measures::trade::Place::name));
        stops.push(shipment.to.name());
        let mut route = stops.join(" → ");
        if shipment.origin.is_stated() {
            route = format!("{route}, of {}", shipment.origin.name());
        }
        let telling =
            answer.rules.iter().filter(|f| f.applies != Some(false) || answer.outcome == Outcome::Permitted);
        let rules = telling.map(|f| {
            let verb = match f.applies {
                Some(true) => "prohibited by",
                None => "to examine:",
                Some(false) => "not caught by",
            };
            format!("{verb} Art. {} {}: {}", f.measure.article, measures.regime_of(f.measure).act, f.why)
        });
        let near = answer.near.iter().filter(|n| n.shared >= 4 && answer.outcome == Outcome::Permitted);
        let near = near.map(|n| {
            format!(
                "near: {} is listed (Art. {})",
                n.good.code.map(|c| c.to_string()).unwrap_or_default(),
                n.measure.article
            )
        });
        let named = |m: &&PartyMatch| m.found.alert;
        Self {
            goods: format!("{code} {name}").trim().into(),
            route,
            rules: rules.collect(),
            notes: answer
                .problems
                .iter()
                .chain(&answer.missing)
                .cloned()
                .chain(near)
                .chain(answer.remarks.iter().cloned())
                .collect(),
            flags: answer.flags.iter().map(|f| format!("{}: {}", f.kind, f.why)).collect(),
            parties: parties
                .iter()
                .filter(named)
                .map(|m| {
                    format!(
                        "{} {:?} is like {} ({}, {:.2})",
                        m.party.role, m.party.name, m.found.entity.name, m.found.entity.id, m.found.score
                    )
                })
                .collect(),
        }
    }
}

/// An outcome as data and tables write it.
pub fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Permitted => "permitted",
        Outcome::Review => "review",
        Outcome::Prohibited => "prohibited",
    }
}
