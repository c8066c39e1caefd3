//! A table that a person likes to read: one block an alert, the weaker matches in a line.

use std::io::Write;

use comfy_table::{Attribute, Cell, Color, ColumnConstraint, Table, Width, presets};
use tamis_intake::Subject;
use tamis_screen::{Answer, Match};

use super::{Report, Summary, listing_lines, remarks, shown, telling};

/// So many reasons of one match are shown; `--format jsonl` and `html` show all.
const REASONS: usize = 4;

/// So many subjects of whom nothing was found are shown for what is odd about them; the end counts them all, and
/// `--format jsonl` and `csv` show them.
const REMARKED: usize = 20;

/// Prints tables.
pub struct TableReport {
    colours: bool,
    table: Table,
    rows: usize,
    remarked: usize,
}

/// The table is printed whenever it has this many rows, so that a long run holds no more.
const ROWS_AT_ONCE: usize = 500;

impl TableReport {
    /// A report, with colours or without.
    pub fn new(colours: bool) -> Self {
        Self { colours, table: empty(colours), rows: 0, remarked: 0 }
    }

    fn print(&mut self, out: &mut dyn Write) -> anyhow::Result<()> {
        if self.rows > 0 {
            writeln!(out, "{}", self.table)?;
            self.table = empty(self.colours);
            self.rows = 0;
        }
        Ok(())
    }

    fn row(&mut self, subject: &Subject, answer: &Answer, found: &Match) {
        let [lists, programmes, measures, since, until] = listing_lines(found);
        let name = subject.entity.names.first().map_or("", |n| n.value.full.as_str());
        let score = Cell::new(format!("{:.2}", shown(found.score)));
        let score = match (self.colours, found.alert) {
            (true, true) => score.fg(Color::Red).add_attribute(Attribute::Bold),
            (true, false) => score.add_attribute(Attribute::Dim),
            (false, _) => score,
        };
        let what = if found.alert { "ALERT" } else { "below" };
        let listing = [lists, programmes, measures]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect::<Vec<_>>()
            .join("\n");
        let mut why: Vec<&str> = telling(found).into_iter().take(REASONS).collect();
        let remarks = remarks(subject, answer);
        why.extend(Some(&*remarks).filter(|r| !r.is_empty()));
        let why = why.join("\n");
        let entity = format!("{}\n{}", found.entity.name, found.entity.id);
        let dates = if until.is_empty() { since } else { format!("{since}\nuntil\n{until}") };
        self.table.add_row([
            Cell::new(&subject.id),
            Cell::new(name),
            Cell::new(what),
            score,
            Cell::new(entity),
            Cell::new(listing),
            Cell::new(dates),
            Cell::new(why),
        ]);
        self.rows += 1;
    }
}

/// A table in the look of all tables; without colours it is as wide as a log or a mail shows.
pub fn empty_table(colours: bool, head: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    if !colours {
        table.force_no_tty();
        table.set_width(160);
    }
    table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
    table.set_header(head);
    table
}

fn empty(colours: bool) -> Table {
    let head = ["id", "subject", "", "score", "listed", "list, programme, measure", "since", "why"];
    let mut table = empty_table(colours, &head);
    // The short columns stay whole when the terminal is narrow.
    for column in [0, 2, 3, 6] {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(5)));
        }
    }
    table
}

impl Report for TableReport {
    fn answer(&mut self, out: &mut dyn Write, subject: &Subject, answer: &Answer) -> anyhow::Result<()> {
        for found in &answer.matches {
            self.row(subject, answer, found);
        }
        // Of whom nothing was found is counted only, unless that may be for want of understanding.
        let remarks = remarks(subject, answer);
        if answer.matches.is_empty() && !remarks.is_empty() && self.remarked < REMARKED {
            self.remarked += 1;
            let name = subject.entity.names.first().map_or("", |n| n.value.full.as_str());
            self.table.add_row([&subject.id, name, "none", "", "", "", "", &remarks]);
            self.rows += 1;
        }
        if self.rows >= ROWS_AT_ONCE { self.print(out) } else { Ok(()) }
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> anyhow::Result<()> {
        self.print(out)?;
        let Summary { subjects, alerted, with_problems, unreadable } = summary;
        write!(out, "{subjects} screened, {alerted} with alerts")?;
        if *with_problems > 0 {
            write!(out, ", {with_problems} with problems in their rows")?;
        }
        if *unreadable > 0 {
            write!(out, ", {unreadable} could not be read")?;
        }
        Ok(writeln!(out)?)
    }
}
