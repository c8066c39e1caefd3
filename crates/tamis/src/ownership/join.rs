//! Customers who belong to the listed: the graph joined to customer screening.

use std::collections::HashMap;
use std::path::PathBuf;

use tamis_catalogue::{Catalogue, SnapshotInfo};
use tamis_lists::{Format, Snapshot};
use tamis_measures::ownership::graph::NodeId;
use tamis_measures::ownership::holdings::Holdings;
use tamis_measures::ownership::regime::Regime;
use tamis_measures::ownership::report::{Line, line};
use tamis_measures::ownership::standing::{Answer, Standing};
use tamis_model::{Entity, ListId};
use tamis_screen::{Evidence, ListingFacts, Match, Screener};

use super::case::{self, Case};
use crate::settings::Settings;

/// The name of the list that the nodes of a graph make, in ids.
const LIST: &str = "ownership";

/// The nodes of a graph that are restricted without being listed, ready for customers to be screened against.
pub struct Joined {
    catalogue: Catalogue,
    lines: HashMap<String, Vec<Line>>,
}

impl Joined {
    /// Reads the graphs, finds the listed by screening the names, and keeps every node that any regime says something of.
    pub fn open(settings: &Settings, graphs: &[PathBuf]) -> anyhow::Result<Self> {
        let case = Case::open(settings, graphs, None)?;
        let holdings = Holdings::on(&case.graph, case.on, &[]);
        case.say_problems(settings, &holdings);
        let regimes: Vec<&'static Regime> = Regime::all().iter().collect();
        let standings = super::standings(&regimes, &holdings, &case.listed);
        let list = ListId::new(LIST);
        let mut lines = HashMap::new();
        let mut entities = Vec::new();
        for node in case.graph.node_ids() {
            let said = said(&standings, &holdings, node);
            if !said.is_empty() {
                let entity = case::entity(&case.graph, node, &list);
                lines.insert(entity.id.to_string(), said);
                entities.push(entity);
            }
        }
        settings.say(format_args!(
            "{} nodes of {} are restricted, undetermined or for review",
            lines.len(),
            case.title
        ));
        let records = entities.len() as u32;
        let snapshot = Snapshot {
            list,
            format: Format::User,
            edition: None,
            files: Vec::new(),
            records,
            entities: Vec::new(),
            problems: Vec::new(),
        };
        let bytes = tamis_catalogue::compile(entities, &[SnapshotInfo::of(&snapshot)], &|_| {})?;
        Ok(Self { catalogue: Catalogue::from_bytes(bytes)?, lines })
    }

    /// A screener of customers against these nodes.
    pub fn screener(&self, settings: &Settings) -> anyhow::Result<Screener<'_>> {
        Ok(Screener::new(&self.catalogue, settings.policy.clone(), settings.on)?)
    }

    /// The nodes that a customer is, as matches: under each regime that says something, a listing whose reason is the
    /// chain. The screener is one that [`Self::screener`] has made.
    pub fn of(&self, screener: &Screener<'_>, customer: &Entity) -> anyhow::Result<Vec<Match>> {
        let mut matches = screener.screen(customer)?.matches;
        matches.retain(|found| found.alert);
        for found in &mut matches {
            let lines = self.lines.get(&found.entity.id).map_or(&[][..], Vec::as_slice);
            found.entity.listings = lines.iter().map(listing).collect();
            found.evidence.extend(lines.iter().map(|line| Evidence {
                kind: format!("ownership.{}", line.answer),
                weight: 0.0,
                text: format!("{}: {}", line.regime, line.why),
                source: None,
            }));
        }
        Ok(matches)
    }
}

/// What a regime says of a node, in the form of a listing.
fn listing(line: &Line) -> ListingFacts {
    let presumed = if line.presumed { ", presumed" } else { "" };
    let chain = line.chain.iter().map(|step| {
        format!(
            "{} -{}-> {} ({})",
            step.owner,
            step.share.as_deref().unwrap_or(step.kind),
            step.owned,
            step.place
        )
    });
    ListingFacts {
        list: line.regime.clone(),
        programmes: vec![format!("{}{presumed} by {}", line.answer, line.basis.unwrap_or("ownership"))],
        measures: Vec::new(),
        since: None,
        until: None,
        legal_acts: vec![line.rule.clone()],
        reference: None,
        reasons: std::iter::once(line.why.clone()).chain(chain).collect(),
    }
}

/// What the regimes say of a node that is not itself listed.
fn said(standings: &[Standing], holdings: &Holdings<'_>, node: NodeId) -> Vec<Line> {
    standings
        .iter()
        .filter(|s| {
            s.answer(node) != Answer::Not && s.verdict(node).is_some_and(|v| v.basis.as_str() != "listed")
        })
        .map(|standing| line(standing, holdings, node))
        .collect()
}
