//! `tamis trade`: goods and shipments against trade measures.

mod answer;
mod check;
mod html;
mod parties;
mod print;
mod screen;
mod show;

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand};
use tamis_measures::trade::{GoodsWords, Measures, Nomenclature};

use crate::arguments::Columns;
use crate::settings::Settings;
use crate::{Outcome, files};

/// What `tamis trade` takes.
#[derive(Debug, Args)]
pub struct TradeCommand {
    #[command(subcommand)]
    command: TradeAction,
}

#[derive(Debug, Subcommand)]
enum TradeAction {
    /// Check one shipment: may these goods go there, on that day?
    Check(Box<CheckShipment>),
    /// Check a table of shipments, with the parties, vessel and banks of each
    Screen(ScreenShipments),
    /// Show the rules, or one as a lawyer would quote it
    Show {
        /// A rule's id or article, such as eu-by-1i-2022 or 1i; all rules in a table when left out
        rule: Option<String>,
        /// More tables of measures in the program's own format
        #[arg(long, value_name = "FILE")]
        measures: Vec<PathBuf>,
    },
}

/// What helps every check.
#[derive(Debug, Args)]
struct Law {
    /// A nomenclature (JSON, CSV or XML): names of codes, siblings, and whether a code exists
    #[arg(long, value_name = "FILE")]
    nomenclature: Option<PathBuf>,
    /// More tables of measures in the program's own format
    #[arg(long, value_name = "FILE")]
    measures: Vec<PathBuf>,
    /// Review every shipment that a list without goods codes (dual-use) might cover, until its classification is stated
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Args)]
struct CheckShipment {
    /// The goods code (HS, CN or TARIC), 4 to 10 digits
    #[arg(long, value_name = "DIGITS")]
    code: Option<String>,
    /// The goods in words
    #[arg(long, value_name = "WORDS")]
    description: Option<String>,
    /// The exporter's classification: 3A001, X.A.I.001, dual-use, annex-va, firearms, none
    #[arg(long, value_name = "CLASS")]
    control: Option<String>,
    /// A service asked about with the goods or instead of them: insurance, loan, securities; --to says where the recipient
    /// is, --end-use who it is
    #[arg(long, value_name = "WORDS")]
    service: Option<String>,
    /// Where the goods originate
    #[arg(long, value_name = "COUNTRY")]
    origin: Option<String>,
    /// Where they are consigned from
    #[arg(long, value_name = "COUNTRY")]
    from: Option<String>,
    /// Where they go
    #[arg(long, value_name = "COUNTRY")]
    to: Option<String>,
    /// A country on the way; may be given several times
    #[arg(long, value_name = "COUNTRY")]
    via: Vec<String>,
    /// Where the consignee is established, when that is elsewhere
    #[arg(long, value_name = "COUNTRY")]
    consignee_country: Option<String>,
    /// Where the goods will be used, when that is elsewhere
    #[arg(long, value_name = "COUNTRY")]
    used_in: Option<String>,
    /// What the goods are for
    #[arg(long, value_name = "WORDS")]
    end_use: Option<String>,
    /// How much
    #[arg(long)]
    quantity: Option<String>,
    /// Value in euro per item, where the law asks for one
    #[arg(long, value_name = "EUR")]
    value: Option<f64>,
    /// When the contract was concluded
    #[arg(long, value_name = "DATE")]
    contract: Option<String>,
    /// The jurisdiction of somebody who acts: nationality, incorporation, flag; may be given several times
    #[arg(long, value_name = "COUNTRY")]
    acting: Vec<String>,
    /// Somebody who takes part, screened against the lists; may be given several times
    #[arg(long, value_name = "NAME")]
    party: Vec<String>,
    /// The ship, screened against the lists
    #[arg(long, value_name = "NAME")]
    vessel: Option<String>,
    /// The ship's IMO number
    #[arg(long, value_name = "NUMBER")]
    imo: Option<String>,
    /// A bank or insurer, screened against the lists; may be given several times
    #[arg(long, value_name = "NAME")]
    bank: Vec<String>,
    #[command(flatten)]
    law: Law,
}

#[derive(Debug, Args)]
struct ScreenShipments {
    /// Tables of shipments (csv, tsv, xlsx, ods, jsonl)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    columns: Columns,
    /// Print only shipments that are not permitted outright, or with flags or alerts
    #[arg(long)]
    alerts_only: bool,
    #[command(flatten)]
    law: Law,
}

/// Runs `tamis trade`.
pub fn run(settings: &Settings, command: &TradeCommand) -> anyhow::Result<Outcome> {
    match &command.command {
        TradeAction::Check(arguments) => check::run(settings, arguments),
        TradeAction::Screen(arguments) => screen::run(settings, arguments),
        TradeAction::Show { rule, measures } => {
            show::run(settings, rule.as_deref(), &read_measures(measures)?)
        }
    }
}

/// The measures, the nomenclature and the words of a run.
struct Library {
    measures: Measures,
    nomenclature: Option<Nomenclature>,
    words: GoodsWords,
    strict: bool,
}

impl Library {
    fn open(law: &Law) -> anyhow::Result<Self> {
        let nomenclature = law.nomenclature.as_ref().map(|path| {
            Nomenclature::read(&files::read_bytes(path)?)
                .with_context(|| format!("the nomenclature {}", path.display()))
        });
        Ok(Self {
            measures: read_measures(&law.measures)?,
            nomenclature: nomenclature.transpose()?,
            words: GoodsWords::built_in()?,
            strict: law.strict,
        })
    }

    fn settings(&self) -> tamis_measures::trade::Settings<'_> {
        tamis_measures::trade::Settings {
            nomenclature: self.nomenclature.as_ref(),
            words: Some(&self.words),
            strict: self.strict,
        }
    }
}

fn read_measures(more: &[PathBuf]) -> anyhow::Result<Measures> {
    let mut measures = Measures::built_in()?;
    for path in more {
        measures.add(&files::name(path), &files::read_text(path)?)?;
    }
    Ok(measures)
}
