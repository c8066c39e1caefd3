//! The UK's lists as CSV: a first row with the date of the report, the headings, then a row a name.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use rustc_hash::FxHashMap;
use tamis_model::{ListId, Problem, Severity};

use super::column::Column;
use super::designation::{Designation, Row};
use super::{ofsi_list, sanctions_list, unknown};
use crate::entry::{Collected, Fields};
use crate::{Format, InputFile, ReadError, Snapshot};

/// The first rows among which the headings stand; in the published files they are the second.
const HEADINGS_WITHIN: usize = 5;

/// Whether a file is the UK Sanctions List as CSV.
pub(crate) fn recognise_sanctions(file: &InputFile<'_>) -> bool {
    let head = file.head();
    head.lines().take(HEADINGS_WITHIN).any(|line| {
        let has = |name: &str| line.contains(name);
        has(",") && has("Unique ID") && has("Name 6") && has("Regime")
    })
}

/// Whether a file is the OFSI consolidated list as CSV.
pub(crate) fn recognise_ofsi(file: &InputFile<'_>) -> bool {
    let head = file.head();
    head.lines().take(HEADINGS_WITHIN).any(|line| {
        let has = |name: &str| line.contains(name);
        has(",") && has("Group ID") && has("Name 6") && has("Regime") && !has("Unique ID")
    })
}

/// Reads the UK Sanctions List, CSV.
pub(crate) fn read_sanctions(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    read(file, &sanctions_list(), Format::UkCsv, Column::UniqueId)
}

/// Reads the OFSI consolidated list, CSV.
pub(crate) fn read_ofsi(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    read(file, &ofsi_list(), Format::OfsiCsv, Column::GroupId)
}

fn read(file: &InputFile<'_>, list: &ListId, format: Format, id: Column) -> Result<Snapshot, ReadError> {
    let text = decoded(file.bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = reader.records();
    let mut collected = Collected::new(Snapshot::new(list.clone(), format));
    let fields = Fields::default();
    let mut headings = csv::StringRecord::new();
    for row in rows.by_ref().take(HEADINGS_WITHIN) {
        let row = row.map_err(|error| broken(file, &error))?;
        if row.iter().any(|cell| Column::of(cell) == Some(Column::Name6)) {
            headings = row;
            break;
        }
        edition(&mut collected, &row);
    }
    let columns: Vec<Option<Column>> = headings.iter().map(Column::of).collect();
    if !columns.contains(&Some(id)) {
        return Err(ReadError::Broken {
            file: file.name.into(),
            line: 2,
            what: "no row of headings with the column of ids".into(),
            hint: "keep the headings of the published file".into(),
        });
    }
    for (heading, column) in headings.iter().zip(&columns) {
        if column.is_none() && !heading.trim().is_empty() {
            collected.problems().push(unknown(2, heading));
        }
    }
    let mut groups = Groups::new(list, id, &fields);
    for row in rows {
        let row = row.map_err(|error| broken(file, &error))?;
        let line = row.position().map_or(0, csv::Position::line) as u32;
        collected.count();
        if row.len() != headings.len() {
            let message = format!("{} cells under {} headings", row.len(), headings.len());
            let hint = "the cells are read in the order of the headings; look at the row";
            collected.problems().push(Problem::new(Severity::Warning, line, "", message).hint(hint));
        }
        let cells = row.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let cells = cells.map(|(at, cell)| {
            (columns.get(at).copied().flatten(), headings.get(at).unwrap_or("no heading"), cell)
        });
        groups.add(&Row { record: line, cells: cells.collect() }, collected.problems());
    }
    groups.finish(&mut collected);
    Ok(collected.finish())
}

/// The date in the row above the headings: `Last Updated,13/04/2018` or `Report Date: 10-Sep-2026`.
fn edition(collected: &mut Collected, row: &csv::StringRecord) {
    for cell in row {
        collected.edition(cell.rsplit(": ").next().unwrap_or(cell));
        if collected.has_edition() {
            break;
        }
    }
}

/// The text: UTF-8 where it is, and Windows-1252 else, as OFSI published until 2020. Every byte has a character there.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    let encoding = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
    encoding.decode_without_bom_handling(bytes).0
}

fn broken(file: &InputFile<'_>, error: &csv::Error) -> ReadError {
    ReadError::Broken {
        file: file.name.into(),
        line: error.position().map_or(0, csv::Position::line) as u32,
        what: error.to_string(),
        hint: "fetch the file again from its publisher".into(),
    }
}

/// Designations by id, in the order of their first rows; their rows need not stand together.
pub(super) struct Groups<'f> {
    list: ListId,
    id: Column,
    fields: &'f Fields,
    by_id: FxHashMap<String, usize>,
    found: Vec<Designation<'f>>,
}

impl<'f> Groups<'f> {
    pub(super) fn new(list: &ListId, id: Column, fields: &'f Fields) -> Self {
        Self { list: list.clone(), id, fields, by_id: FxHashMap::default(), found: Vec::new() }
    }

    /// Adds a row to the designation that its id names; a row without an id is reported.
    pub(super) fn add(&mut self, row: &Row<'_>, problems: &mut Vec<Problem>) {
        let id = row.text(self.id);
        if id.is_empty() {
            let texts: Vec<&str> = row.cells.iter().map(|(_, _, text)| text.trim()).collect();
            let (severity, message) = if texts.is_empty() {
                (Severity::Note, "an empty row".to_owned())
            } else {
                (Severity::Error, format!("a row without an id: {}", texts.join("; ")))
            };
            return problems.push(Problem::new(severity, row.record, "", message).hint("it was left out"));
        }
        let at = *self.by_id.entry(id.to_owned()).or_insert_with(|| {
            self.found.push(Designation::new(&self.list, id, row, self.fields));
            self.found.len() - 1
        });
        if let Some(designation) = self.found.get_mut(at) {
            designation.add(row);
        }
    }

    pub(super) fn finish(self, collected: &mut Collected) {
        for designation in self.found {
            collected.take(designation.finish());
        }
    }
}
