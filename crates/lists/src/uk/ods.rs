//! The UK Sanctions List as a spreadsheet: eight columns, a row a designation, names in one cell.
//!
//! `Unique ID, OFSI Group ID, Name, Regime Name, Type, Designation source, Date Designated, Sanctions Imposed`. The name
//! of a person stands with the family name first and no mark between the parts, so that it is kept as it is.

use tamis_tables::{Options, Source, Table, TableError};

use super::column::Column;
use super::csv::Groups;
use super::designation::Row;
use super::{sanctions_list, unknown};
use crate::entry::{Collected, Fields};
use crate::{Format, InputFile, ReadError, Snapshot};

/// The entry that holds the cells.
const CONTENT: &[u8] = b"content.xml";
/// Within so many bytes of the end the directory of an open-document file begins; it has some ten entries.
const DIRECTORY: usize = 64 * 1024;

/// Whether a file is the UK Sanctions List as a spreadsheet.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    // The archive's directory stands at its end; only an open-document file has this entry.
    let directory = &file.bytes[file.bytes.len().saturating_sub(DIRECTORY)..];
    file.bytes.starts_with(b"PK")
        && directory.windows(CONTENT.len()).any(|window| window == CONTENT)
        && open(file).is_ok_and(|table| {
            let has = |column| table.columns().iter().any(|heading| Column::of(heading) == Some(column));
            has(Column::UniqueId) && has(Column::SanctionsImposed)
        })
}

fn open<'a>(file: &InputFile<'a>) -> Result<Table<'a>, TableError> {
    Table::open(file.name, Source::Bytes(file.bytes), &Options::default())
}

/// Reads the UK Sanctions List, ODS.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let list = sanctions_list();
    let mut table = open(file).map_err(|error| ReadError::Broken {
        file: file.name.into(),
        line: 0,
        what: error.to_string(),
        hint: "fetch the file again from its publisher".into(),
    })?;
    let headings = table.columns().to_vec();
    let columns: Vec<Option<Column>> = headings.iter().map(|heading| Column::of(heading)).collect();
    let fields = Fields::default();
    let mut collected = Collected::new(Snapshot::new(list.clone(), Format::UkOds));
    collected.problems().extend(table.take_notes());
    for (heading, column) in headings.iter().zip(&columns) {
        if column.is_none() && !heading.trim().is_empty() {
            collected.problems().push(unknown(1, heading));
        }
    }
    let mut groups = Groups::new(&list, Column::UniqueId, &fields);
    for row in table {
        collected.count();
        let row = match row {
            Ok(row) => row,
            Err(problem) => {
                collected.problems().push(problem);
                continue;
            }
        };
        collected.problems().extend(row.problems.iter().cloned());
        let Some(cells) = row.cells() else { continue };
        let cells = cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(at, cell)| {
            let heading = headings.get(at).map_or("no heading", String::as_str);
            (columns.get(at).copied().flatten(), heading, cell)
        });
        groups.add(&Row { record: row.line, cells: cells.collect() }, collected.problems());
    }
    groups.finish(&mut collected);
    Ok(collected.finish())
}
