//! Answers to text: a table for people, JSON lines and CSV for programs, a page for auditors.

use std::io::Write;

use comfy_table::{Cell, ColumnConstraint, Table, Width};
use serde::Serialize;
use tamis_measures::evasion::Flag;
use tamis_measures::ownership::explain::Reason;
use tamis_measures::ownership::graph::NodeId;
use tamis_measures::ownership::holdings::Holdings;
use tamis_measures::ownership::report::{Line, sentence, step_line};
use tamis_measures::ownership::standing::{Answer, Standing};

use super::case::Case;
use super::page;
use crate::arguments::Format;
use crate::report::empty_table;
use crate::settings::Settings;

/// One way to print what the regimes say; called once a node and regime.
pub trait Report {
    /// Whether lines with this answer are printed.
    fn wants(&self, answer: Answer) -> bool;
    /// The beginning.
    fn head(
        &mut self,
        _out: &mut dyn Write,
        _case: &Case,
        _holdings: &Holdings<'_>,
        _standings: &[Standing],
    ) -> anyhow::Result<()> {
        Ok(())
    }
    /// One line.
    fn line(&mut self, out: &mut dyn Write, line: &Line) -> anyhow::Result<()>;
    /// The end.
    fn finish(&mut self, out: &mut dyn Write, standings: &[Standing], flags: &[Flag]) -> anyhow::Result<()>;
}

/// The report that the settings ask for.
pub fn report(settings: &Settings, alerts_only: bool) -> Box<dyn Report> {
    let said = Said { quiet: settings.quiet };
    match settings.format {
        Format::Table => {
            let terminal = settings.terminal;
            Box::new(Tables { table: table(terminal, &HEAD), terminal, rows: 0 })
        }
        Format::Jsonl => Box::new(Jsonl { alerts_only, said }),
        Format::Csv => Box::new(Csv { alerts_only, headed: false, said }),
        Format::Html => Box::new(page::Page::default()),
    }
}

/// Flags are told beside data that has no place for them.
struct Said {
    quiet: bool,
}

impl Said {
    fn flags(&self, flags: &[Flag]) {
        if !self.quiet {
            for flag in flags {
                eprintln!("flag: {flag}");
            }
        }
    }
}

struct Jsonl {
    alerts_only: bool,
    said: Said,
}

impl Report for Jsonl {
    fn wants(&self, answer: Answer) -> bool {
        !self.alerts_only || answer != Answer::Not
    }

    fn line(&mut self, out: &mut dyn Write, line: &Line) -> anyhow::Result<()> {
        serde_json::to_writer(&mut *out, line)?;
        Ok(out.write_all(b"\n")?)
    }

    fn finish(&mut self, _: &mut dyn Write, _: &[Standing], flags: &[Flag]) -> anyhow::Result<()> {
        self.said.flags(flags);
        Ok(())
    }
}

struct Csv {
    alerts_only: bool,
    headed: bool,
    said: Said,
}

const CSV_HEAD: [&str; 11] = [
    "node_id",
    "node_name",
    "regime",
    "answer",
    "basis",
    "presumed",
    "share",
    "why",
    "chain",
    "settled_by",
    "rule",
];

fn csv_row(out: &mut dyn Write, cells: &[&str]) -> anyhow::Result<()> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    writer.write_record(cells)?;
    Ok(out.write_all(&writer.into_inner()?)?)
}

/// `X -1/2-> A; A -1/2-> B`.
fn chain(line: &Line) -> String {
    let steps = line.chain.iter().map(|step| {
        let how = step.share.as_deref().unwrap_or(step.kind);
        format!("{} -{how}-> {}", step.owner, step.owned)
    });
    steps.collect::<Vec<_>>().join("; ")
}

impl Report for Csv {
    fn wants(&self, answer: Answer) -> bool {
        !self.alerts_only || answer != Answer::Not
    }

    fn line(&mut self, out: &mut dyn Write, line: &Line) -> anyhow::Result<()> {
        if !self.headed {
            self.headed = true;
            csv_row(out, &CSV_HEAD)?;
        }
        let presumed = if line.presumed { "true" } else { "false" };
        let or_blank = |text: &Option<String>| text.clone().unwrap_or_default();
        csv_row(
            out,
            &[
                &line.node.id,
                &line.node.name,
                &line.regime,
                line.answer,
                line.basis.unwrap_or(""),
                presumed,
                &or_blank(&line.share),
                &line.why,
                &chain(line),
                &or_blank(&line.settled_by),
                &line.rule,
            ],
        )
    }

    fn finish(&mut self, out: &mut dyn Write, _: &[Standing], flags: &[Flag]) -> anyhow::Result<()> {
        if !self.headed {
            csv_row(out, &CSV_HEAD)?;
        }
        self.said.flags(flags);
        Ok(())
    }
}

const HEAD: [&str; 5] = ["node", "regime", "answer", "share", "why"];

/// The table is printed whenever it has this many rows, so that a long run holds no more.
const ROWS_AT_ONCE: usize = 500;

struct Tables {
    table: Table,
    terminal: bool,
    rows: usize,
}

fn table(terminal: bool, head: &[&str]) -> Table {
    let mut table = empty_table(terminal, head);
    for column in [1, 2] {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(11)));
        }
    }
    table
}

/// `Name` over `id`, or one of them where they are the same.
fn node_cell(line: &Line) -> String {
    let (id, name) = (&line.node.id, &line.node.name);
    if id == name { id.clone() } else { format!("{name}\n{id}") }
}

fn answer_cell(line: &Line) -> String {
    match line.basis {
        Some(_) if line.presumed => format!("{}\npresumed control", line.answer),
        Some("listed") => "listed".into(),
        Some(basis) => format!("{}\nby {basis}", line.answer),
        None => line.answer.into(),
    }
}

fn why_cell(line: &Line) -> String {
    match &line.settled_by {
        Some(fact) => format!("{}\nto be settled by: {fact}", line.why),
        None => line.why.clone(),
    }
}

impl Report for Tables {
    fn wants(&self, answer: Answer) -> bool {
        answer != Answer::Not
    }

    fn line(&mut self, out: &mut dyn Write, line: &Line) -> anyhow::Result<()> {
        let share = line.share.clone().unwrap_or_default();
        let cells = [node_cell(line), line.regime.clone(), answer_cell(line), share, why_cell(line)];
        self.table.add_row(cells.map(Cell::new));
        self.rows += 1;
        if self.rows.is_multiple_of(ROWS_AT_ONCE) {
            writeln!(out, "{}", self.table)?;
            self.table = table(self.terminal, &HEAD);
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, standings: &[Standing], flags: &[Flag]) -> anyhow::Result<()> {
        if !self.table.is_empty() {
            writeln!(out, "{}", self.table)?;
        }
        for standing in standings {
            let count = |answer| standing.count(answer);
            let listed = standing.listed().len();
            writeln!(
                out,
                "{}: {listed} listed, {} restricted through them, {} undetermined, {} for review",
                standing.regime,
                count(Answer::Restricted) - listed,
                count(Answer::Undetermined),
                count(Answer::Review)
            )?;
        }
        for flag in flags {
            writeln!(out, "flag: {flag}")?;
        }
        Ok(())
    }
}

/// What one regime says of the node that is explained.
pub struct Told {
    pub line: Line,
    pub reasons: Vec<Reason>,
}

/// A node and what every regime says of it.
#[derive(Clone, Copy)]
pub struct Explained<'a> {
    pub case: &'a Case,
    pub holdings: &'a Holdings<'a>,
    pub standings: &'a [Standing],
    pub node: NodeId,
    pub told: &'a [Told],
}

/// Prints an explanation: a story for people, the lines with their whole chains for programs.
pub fn explanation(
    settings: &Settings,
    out: &mut dyn Write,
    explained: &Explained<'_>,
) -> anyhow::Result<()> {
    let Explained { case, standings, told, .. } = *explained;
    match settings.format {
        Format::Table => story(out, explained),
        Format::Html => page::explanation(out, explained),
        Format::Jsonl | Format::Csv => {
            let mut report = report(settings, false);
            for Told { line, reasons } in told {
                let steps = reasons.iter().flat_map(|r| &r.steps);
                let chain = steps.map(|step| step_line(&case.graph, step)).collect();
                report.line(out, &Line { chain, ..line.clone() })?;
            }
            report.finish(out, standings, &[])
        }
    }
}

fn story(out: &mut dyn Write, explained: &Explained<'_>) -> anyhow::Result<()> {
    let Explained { case, holdings, standings, node, told } = *explained;
    let graph = &case.graph;
    writeln!(out, "{} ({}) on {}", graph.name(node), graph.id(node), case.on)?;
    for (Told { line, reasons }, standing) in told.iter().zip(standings) {
        writeln!(out, "\n{}: {}", line.regime, answer_cell(line).replace('\n', ", "))?;
        for (number, reason) in reasons.iter().enumerate() {
            let places: Vec<String> = reason
                .steps
                .iter()
                .map(|step| step_line(graph, step))
                .map(|s| if s.source.is_empty() { s.place } else { format!("{}, {}", s.place, s.source) })
                .collect();
            let said = sentence(holdings, standing, reason);
            let name = graph.name(reason.node);
            writeln!(out, "  {}. {name}: {said}  [{}]", number + 1, places.join("; "))?;
        }
        writeln!(out, "  {}", line.why)?;
        if let Some(fact) = &line.settled_by {
            writeln!(out, "  to be settled by: {fact}")?;
        }
        if !line.rule.is_empty() {
            writeln!(out, "  rule: {}", line.rule)?;
        }
    }
    Ok(())
}

/// A node whose answer changes in a supposed case.
#[derive(Debug, Serialize)]
pub struct Changed {
    #[serde(flatten)]
    pub told: Line,
    pub before: &'static str,
    pub after: &'static str,
}

/// Prints who changes.
pub fn changes(settings: &Settings, out: &mut dyn Write, changed: &[Changed]) -> anyhow::Result<()> {
    match settings.format {
        Format::Jsonl => {
            for change in changed {
                serde_json::to_writer(&mut *out, change)?;
                out.write_all(b"\n")?;
            }
        }
        Format::Csv => {
            let head =
                ["node_id", "node_name", "regime", "before", "after", "basis", "share", "why", "chain"];
            csv_row(out, &head)?;
            for Changed { told, before, after } in changed {
                let (share, chain) = (told.share.clone().unwrap_or_default(), chain(told));
                let basis = told.basis.unwrap_or("");
                let (id, name) = (&told.node.id, &told.node.name);
                csv_row(out, &[id, name, &told.regime, before, after, basis, &share, &told.why, &chain])?;
            }
        }
        Format::Html => page::changes(out, changed)?,
        Format::Table => {
            let mut table = table(settings.terminal, &["node", "regime", "before", "after", "why"]);
            for change in changed {
                let told = &change.told;
                let cells = [
                    node_cell(told),
                    told.regime.clone(),
                    change.before.into(),
                    answer_cell(told),
                    why_cell(told),
                ];
                table.add_row(cells.map(Cell::new));
            }
            if !changed.is_empty() {
                writeln!(out, "{table}")?;
            }
            writeln!(out, "{} answers change", changed.len())?;
        }
    }
    Ok(())
}
