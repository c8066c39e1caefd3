//! `tamis ownership`: who is restricted without being named.

mod case;
mod join;
mod page;
mod print;

use std::collections::HashSet;
use std::path::PathBuf;

use anyhow::Context;
use rayon::prelude::*;
use tamis_measures::evasion::ownership_flags;
use tamis_measures::ownership::explain::explain;
use tamis_measures::ownership::graph::NodeId;
use tamis_measures::ownership::holdings::{Change, Holdings};
use tamis_measures::ownership::listed::{self, Listed};
use tamis_measures::ownership::picture;
use tamis_measures::ownership::regime::Regime;
use tamis_measures::ownership::report::line;
use tamis_measures::ownership::standing::{Answer, Standing};
use tamis_measures::ownership::what_if::{self, Transfer, differences};

use crate::Outcome;
use crate::settings::Settings;
use case::Case;
pub use join::Joined;

/// What `tamis ownership` takes.
#[derive(Debug, clap::Args)]
pub struct OwnershipCommand {
    #[command(subcommand)]
    command: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Who is restricted under each regime, with the chain of owners
    Screen {
        #[command(flatten)]
        graph: Graphs,
        /// Print only nodes that are restricted, undetermined or for review
        #[arg(long)]
        alerts_only: bool,
        /// Also draw the part of the graph that matters, as SVG
        #[arg(long, value_name = "FILE")]
        picture: Option<PathBuf>,
    },
    /// Why one node has its answers, step by step
    Explain {
        /// The node: its id or its name
        #[arg(value_name = "ENTITY")]
        entity: String,
        #[command(flatten)]
        graph: Graphs,
        /// Also draw it, as SVG
        #[arg(long, value_name = "FILE")]
        picture: Option<PathBuf>,
    },
    /// Who would become restricted if these were listed, or if a holding changed hands
    WhatIf {
        #[command(flatten)]
        graph: Graphs,
        /// Those who are listed as things are: a file, or ids with commas between (default: by screening the names
        /// against the lists)
        #[arg(long, value_name = "FILE|ID,ID")]
        already: Option<String>,
        /// Suppose that a holding changes hands: "A -> B 10% of C"; or "A -> B 10%" for what A is to hold in B
        #[arg(long, value_name = "TRANSFER")]
        transfer: Vec<String>,
        /// Suppose that these were no longer listed
        #[arg(long, value_name = "FILE|ID,ID")]
        delisted: Option<String>,
        /// Tell only of these, such as your own customers
        #[arg(long, value_name = "FILE|ID,ID")]
        among: Option<String>,
    },
}

/// The graph and the regimes that every action takes.
#[derive(Debug, clap::Args)]
pub struct Graphs {
    /// Ownership data: a table with the columns owner and owned, BODS, UK PSC, FollowTheMoney, GLEIF level 2, or a
    /// sanctions list with relations; may be given several times
    #[arg(value_name = "GRAPH", required_unless_present = "graph")]
    files: Vec<PathBuf>,
    /// The same as GRAPH
    #[arg(long = "graph", value_name = "GRAPH", id = "graph")]
    more: Vec<PathBuf>,
    /// The regimes, with commas between: us-ofac, eu, eu-sectoral, uk, ch, ca, au, us-bis (default: all)
    #[arg(long, value_name = "REGIME", value_delimiter = ',')]
    regime: Vec<String>,
    /// The listed: a file with the column id or name, or ids with commas between (default: by screening the names)
    #[arg(long, value_name = "FILE|ID,ID")]
    listed: Option<String>,
}

impl Graphs {
    fn files(&self) -> Vec<PathBuf> {
        self.files.iter().chain(&self.more).cloned().collect()
    }

    fn regimes(&self) -> anyhow::Result<Vec<&'static Regime>> {
        if self.regime.is_empty() || self.regime.iter().any(|id| id == "all") {
            return Ok(Regime::all().iter().collect());
        }
        let known = || Regime::all().iter().map(|r| r.id.as_str()).collect::<Vec<_>>().join(", ");
        let find =
            |id: &String| Regime::find(id).with_context(|| format!("--regime {id}: there are {}", known()));
        self.regime.iter().map(find).collect()
    }
}

/// Runs `tamis ownership`.
pub fn run(settings: &Settings, command: &OwnershipCommand) -> anyhow::Result<Outcome> {
    match &command.command {
        Action::Screen { graph, alerts_only, picture } => {
            screen(settings, graph, *alerts_only, picture.as_deref())
        }
        Action::Explain { entity, graph, picture } => explained(settings, graph, entity, picture.as_deref()),
        Action::WhatIf { graph, already, transfer, delisted, among } => {
            let supposed = Supposed { already, transfers: transfer, delisted, among };
            suppose(settings, graph, &supposed)
        }
    }
}

/// What every regime says on the day, each on a core of its own.
fn standings(regimes: &[&'static Regime], holdings: &Holdings<'_>, listed: &[Listed]) -> Vec<Standing> {
    regimes
        .par_iter()
        .map(|regime| Standing::of(regime, holdings, &listed::under(listed, regime, holdings.day())))
        .collect()
}

fn screen(
    settings: &Settings,
    graphs: &Graphs,
    alerts_only: bool,
    drawing: Option<&std::path::Path>,
) -> anyhow::Result<Outcome> {
    let regimes = graphs.regimes()?;
    let case = Case::open(settings, &graphs.files(), graphs.listed.as_deref())?;
    let holdings = Holdings::on(&case.graph, case.on, &[]);
    case.say_problems(settings, &holdings);
    let standings = standings(&regimes, &holdings, &case.listed);
    if let Some(path) = drawing {
        let part = picture::part_of_all(&holdings, &standings);
        case::write(path, &picture::draw(&holdings, &standings, &part))?;
    }
    let flags = ownership_flags(&case.graph, &case.listed);
    let mut report = print::report(settings, alerts_only);
    let mut out = settings.writer()?;
    report.head(&mut out, &case, &holdings, &standings)?;
    for node in case.graph.node_ids() {
        for standing in &standings {
            if !report.wants(standing.answer(node)) {
                continue;
            }
            report.line(&mut out, &line(standing, &holdings, node))?;
        }
    }
    report.finish(&mut out, &standings, &flags)?;
    out.flush()?;
    Ok(outcome(&standings))
}

/// Any answer but "not" is one that somebody has to look at.
fn outcome(standings: &[Standing]) -> Outcome {
    let alerts = |s: &Standing| {
        [Answer::Restricted, Answer::Undetermined, Answer::Review]
            .into_iter()
            .any(|answer| s.count(answer) > 0)
    };
    if standings.iter().any(alerts) { Outcome::Alerts } else { Outcome::Clear }
}

fn explained(
    settings: &Settings,
    graphs: &Graphs,
    entity: &str,
    drawing: Option<&std::path::Path>,
) -> anyhow::Result<Outcome> {
    let regimes = graphs.regimes()?;
    let case = Case::open(settings, &graphs.files(), graphs.listed.as_deref())?;
    let node = what_if::node(&case.graph, entity)?;
    let holdings = Holdings::on(&case.graph, case.on, &[]);
    let standings = standings(&regimes, &holdings, &case.listed);
    let part = picture::part_of(&holdings, &standings, node);
    if let Some(path) = drawing {
        case::write(path, &picture::draw(&holdings, &standings, &part))?;
    }
    let mut out = settings.writer()?;
    let told: Vec<print::Told> = standings
        .iter()
        .map(|standing| print::Told {
            line: line(standing, &holdings, node),
            reasons: explain(standing, &holdings, node),
        })
        .collect();
    let explained =
        print::Explained { case: &case, holdings: &holdings, standings: &standings, node, told: &told };
    print::explanation(settings, &mut out, &explained)?;
    out.flush()?;
    let alert = standings.iter().any(|s| s.answer(node) != Answer::Not);
    Ok(if alert { Outcome::Alerts } else { Outcome::Clear })
}

/// What is supposed, as written.
struct Supposed<'a> {
    already: &'a Option<String>,
    transfers: &'a [String],
    delisted: &'a Option<String>,
    among: &'a Option<String>,
}

fn suppose(settings: &Settings, graphs: &Graphs, supposed: &Supposed<'_>) -> anyhow::Result<Outcome> {
    let regimes = graphs.regimes()?;
    let mut case = Case::open_supposed(settings, &graphs.files(), supposed.already.as_deref())?;
    let mut added = match &graphs.listed {
        // Supposed to be listed on the day that is asked about, whatever date a file has.
        Some(given) => {
            case.named(settings, given)?.into_iter().map(|l| Listed { since: None, ..l }).collect()
        }
        None => Vec::new(),
    };
    let removed = match supposed.delisted {
        Some(given) => case.named(settings, given)?.into_iter().map(|l| l.node).collect(),
        None => Vec::new(),
    };
    let among: Option<HashSet<NodeId>> = match supposed.among {
        Some(given) => Some(case.named(settings, given)?.into_iter().map(|l| l.node).collect()),
        None => None,
    };
    let mut changes: Vec<Change> = Vec::new();
    for text in supposed.transfers {
        let (made, told) = Transfer::parse(text)?.changes(&mut case.graph, case.on)?;
        settings.say(format_args!("supposed: {told}, from {}", case.on));
        changes.extend(made);
    }
    anyhow::ensure!(
        !(added.is_empty() && removed.is_empty() && changes.is_empty()),
        "nothing is supposed: give --listed, --delisted or --transfer"
    );
    let before = Holdings::on(&case.graph, case.on, &[]);
    let after = if changes.is_empty() { None } else { Some(Holdings::on(&case.graph, case.on, &changes)) };
    let after = after.as_ref().unwrap_or(&before);
    let was = standings(&regimes, &before, &case.listed);
    added.extend(case.listed.iter().filter(|l| !removed.contains(&l.node)).cloned());
    let would_be = standings(&regimes, after, &added);
    let mut lines = Vec::new();
    for (was, would_be) in was.iter().zip(&would_be) {
        for difference in differences(was, would_be) {
            if among.as_ref().is_some_and(|among| !among.contains(&difference.node)) {
                continue;
            }
            let mut told = line(would_be, after, difference.node);
            let lifted = would_be.rule.and_then(|rule| rule.lifted.as_deref());
            if let (Answer::Restricted, Answer::Not, Some(lifted)) =
                (difference.before, difference.after, lifted)
            {
                told.why = format!("{}; {lifted}", told.why);
            }
            lines.push(print::Changed {
                told,
                before: difference.before.as_str(),
                after: difference.after.as_str(),
            });
        }
    }
    let mut out = settings.writer()?;
    print::changes(settings, &mut out, &lines)?;
    out.flush()?;
    Ok(if lines.is_empty() { Outcome::Clear } else { Outcome::Alerts })
}
