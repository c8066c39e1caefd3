//! Answers to text: a table for people, JSON lines and CSV for programs, a page for auditors.

use std::io::Write;

use comfy_table::{Attribute, Cell, Color};
use tamis_measures::trade::{Answer, Measures, Outcome, ShipmentRow};

use super::answer::{Line, Short, outcome_name};
use super::html::Page;
use super::parties::PartyMatch;
use crate::arguments::Format;
use crate::report::empty_table;
use crate::settings::Settings;

/// What a run came to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Summary {
    /// Shipments checked.
    pub shipments: u64,
    /// Of these, prohibited.
    pub prohibited: u64,
    /// Of these, to be examined.
    pub review: u64,
    /// Of these, permitted, but with a flag.
    pub flagged: u64,
    /// Shipments with a party that is listed or may be.
    pub party_alerts: u64,
    /// Rows that could not be read.
    pub unreadable: u64,
}

impl Summary {
    /// Counts one answer.
    pub fn count(&mut self, answer: &Answer<'_>, parties: &[PartyMatch]) {
        self.shipments += 1;
        self.prohibited += u64::from(answer.outcome == Outcome::Prohibited);
        self.review += u64::from(answer.outcome == Outcome::Review);
        self.flagged += u64::from(answer.outcome == Outcome::Permitted && !answer.flags.is_empty());
        self.party_alerts += u64::from(parties.iter().any(|p| p.found.alert));
    }

    /// Adds the counts of another part of the run.
    pub fn add(&mut self, other: &Self) {
        self.shipments += other.shipments;
        self.prohibited += other.prohibited;
        self.review += other.review;
        self.flagged += other.flagged;
        self.party_alerts += other.party_alerts;
        self.unreadable += other.unreadable;
    }

    /// Whether a person has to look.
    pub fn alerts(&self) -> bool {
        self.prohibited + self.review + self.party_alerts > 0
    }
}

/// A shipment and its answer on the way to the printer.
pub struct Checked<'a> {
    pub row: &'a ShipmentRow,
    pub answer: &'a Answer<'a>,
    pub parties: &'a [PartyMatch],
}

/// What is made of a shipment on any thread, before the lines are put in order.
pub enum Made {
    /// Bytes to write as they are.
    Bytes(Vec<u8>),
    /// A shipment in short, for tables and pages.
    Short(Box<Short>, Outcome, String),
}

/// Prints answers in one form.
pub enum Printer<'a> {
    /// JSON lines.
    Jsonl,
    /// CSV; whether the head is written.
    Csv(bool),
    /// A table, printed whenever it is long.
    Table { colours: bool, rows: Vec<[Cell; 6]> },
    /// A page, written at the end.
    Html(Box<Page<'a>>),
}

const HEAD: [&str; 11] = [
    "shipment_id",
    "answer",
    "code",
    "origin",
    "from",
    "to",
    "date",
    "rules",
    "flags",
    "missing",
    "party_alerts",
];

/// A table is printed whenever it has this many rows, so that a long run holds no more.
const ROWS_AT_ONCE: usize = 300;

impl<'a> Printer<'a> {
    /// The printer that the settings ask for.
    pub fn new(settings: &Settings, page: Page<'a>) -> Self {
        match settings.format {
            Format::Jsonl => Self::Jsonl,
            Format::Csv => Self::Csv(false),
            Format::Table => Self::Table { colours: settings.terminal, rows: Vec::new() },
            Format::Html => Self::Html(Box::new(page)),
        }
    }

    /// Makes a shipment's text; on any thread.
    pub fn make(&self, measures: &Measures, checked: &Checked<'_>) -> anyhow::Result<Made> {
        Ok(match self {
            Self::Jsonl => {
                let line = Line::of(measures, checked.row, checked.answer, checked.parties);
                let mut bytes = serde_json::to_vec(&line)?;
                bytes.push(b'\n');
                Made::Bytes(bytes)
            }
            Self::Csv(_) => Made::Bytes(csv_line(checked)?),
            Self::Table { .. } | Self::Html(_) => {
                let short = Short::of(measures, checked.row, checked.answer, checked.parties);
                Made::Short(Box::new(short), checked.answer.outcome, checked.row.shipment.id.clone())
            }
        })
    }

    /// Writes what was made, in order.
    pub fn write(&mut self, out: &mut dyn Write, made: Made) -> anyhow::Result<()> {
        match (self, made) {
            (Self::Csv(headed), Made::Bytes(bytes)) => {
                if !*headed {
                    out.write_all(&record(&HEAD)?)?;
                    *headed = true;
                }
                out.write_all(&bytes)?;
            }
            (_, Made::Bytes(bytes)) => out.write_all(&bytes)?,
            (Self::Table { colours, rows }, Made::Short(short, outcome, id)) => {
                rows.push(cells(*colours, &short, outcome, &id));
                if rows.len() >= ROWS_AT_ONCE {
                    print_table(out, *colours, rows)?;
                }
            }
            (Self::Html(page), Made::Short(short, outcome, id)) => page.add(&short, outcome, &id),
            (Self::Jsonl | Self::Csv(_), Made::Short(..)) => {}
        }
        Ok(())
    }

    /// The end of the run.
    pub fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> anyhow::Result<()> {
        match self {
            Self::Jsonl | Self::Csv(true) => Ok(()),
            Self::Csv(false) => Ok(out.write_all(&record(&HEAD)?)?),
            Self::Table { colours, rows } => {
                print_table(out, *colours, rows)?;
                let Summary { shipments, prohibited, review, flagged, party_alerts, unreadable } = summary;
                write!(out, "{shipments} checked: {prohibited} prohibited, {review} to review")?;
                for (count, what) in [
                    (flagged, "permitted with flags"),
                    (party_alerts, "with party alerts"),
                    (unreadable, "could not be read"),
                ] {
                    if *count > 0 {
                        write!(out, ", {count} {what}")?;
                    }
                }
                Ok(writeln!(out)?)
            }
            Self::Html(page) => page.write(out, summary),
        }
    }
}

fn record(cells: &[&str]) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    writer.write_record(cells)?;
    Ok(writer.into_inner()?)
}

fn csv_line(checked: &Checked<'_>) -> anyhow::Result<Vec<u8>> {
    let (shipment, answer) = (&checked.row.shipment, checked.answer);
    let code = answer.code.map_or_else(|| shipment.code.clone(), |c| c.to_string());
    let place = |p: &tamis_measures::trade::Place| {
        p.country().map_or_else(
            || if p.is_stated() { p.name() } else { String::new() },
            |c| c.code().to_ascii_uppercase(),
        )
    };
    let rules = answer
        .rules
        .iter()
        .filter(|f| f.applies != Some(false))
        .map(|f| format!("Art. {}: {}", f.measure.article, f.why));
    let flags = answer.flags.iter().map(|f| format!("{}: {}", f.kind, f.why)).collect::<Vec<_>>().join(" | ");
    let missing = answer.problems.iter().chain(&answer.missing).cloned().collect::<Vec<_>>().join(" | ");
    let parties = checked.parties.iter().filter(|p| p.found.alert);
    let parties = parties
        .map(|p| format!("{} {} = {}", p.party.role, p.party.name, p.found.entity.id))
        .collect::<Vec<_>>()
        .join(" | ");
    record(&[
        &shipment.id,
        outcome_name(answer.outcome),
        &code,
        &place(&shipment.origin),
        &place(&shipment.from),
        &place(&shipment.to),
        &shipment.on.map(|d| d.to_string()).unwrap_or_default(),
        &rules.collect::<Vec<_>>().join(" | "),
        &flags,
        &missing,
        &parties,
    ])
}

fn cells(colours: bool, short: &Short, outcome: Outcome, id: &str) -> [Cell; 6] {
    let answer = Cell::new(outcome_name(outcome).to_uppercase());
    let answer = match (colours, outcome) {
        (true, Outcome::Prohibited) => answer.fg(Color::Red).add_attribute(Attribute::Bold),
        (true, Outcome::Review) => answer.fg(Color::Yellow).add_attribute(Attribute::Bold),
        (true, Outcome::Permitted) => answer.fg(Color::Green),
        (false, _) => answer,
    };
    let why = short.rules.iter().chain(&short.notes).cloned().collect::<Vec<_>>().join("\n");
    let signs = short.parties.iter().chain(&short.flags).cloned().collect::<Vec<_>>().join("\n");
    [
        Cell::new(id),
        Cell::new(&short.goods),
        Cell::new(&short.route),
        answer,
        Cell::new(why),
        Cell::new(signs),
    ]
}

fn print_table(out: &mut dyn Write, colours: bool, rows: &mut Vec<[Cell; 6]>) -> anyhow::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut table = empty_table(colours, &["id", "goods", "route", "answer", "why", "parties and flags"]);
    rows.drain(..).for_each(|row| {
        table.add_row(row);
    });
    Ok(writeln!(out, "{table}")?)
}
