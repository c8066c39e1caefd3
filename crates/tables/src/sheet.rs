//! Sheets of workbooks, held whole under a cap.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Range, Reader, SheetVisible, Xls, Xlsx};
use tamis_model::{Problem, Severity};

use crate::ods;
use crate::row::{Body, Cells, Row};
use crate::sniff::Kind;
use crate::table::TableError;

/// Most cells that a sheet may have, counted with the empty ones to the left of each row's last cell; a cell costs
/// 4 bytes and its text. The largest real sheet so far, the UK Sanctions List, has 250,000.
const MAX_CELLS: usize = 50_000_000;

/// The largest workbook that is read, in bytes as it stands on the disk.
pub(crate) const MAX_FILE: u64 = 256 << 20;

/// A sheet: its name, whether it is shown, and its rows, blank ones left out.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) visible: bool,
    pub(crate) rows: Vec<Row>,
}

/// Reads the wanted sheet, or the first visible one that is not empty.
pub(crate) fn read(file: &str, bytes: &[u8], kind: Kind, wanted: Option<&str>) -> Result<Sheet, TableError> {
    let damaged = |what: String| TableError::Damaged { file: file.into(), what };
    let cursor = Cursor::new(bytes);
    match kind {
        Kind::Xlsx => {
            let mut book: Xlsx<_> = Xlsx::new(cursor).map_err(|e| damaged(e.to_string()))?;
            choose(file, &visible(&book), wanted, |name| xlsx_rows(&mut book, name).map_err(damaged))
        }
        Kind::Ods => {
            let mut sheets = ods::read(bytes).map_err(damaged)?;
            let names: Vec<_> = sheets.iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
            choose(file, &names, wanted, |name| {
                let found = sheets.iter_mut().find(|sheet| sheet.name == name);
                Ok(found.map(|sheet| std::mem::take(&mut sheet.rows)).unwrap_or_default())
            })
        }
        _ => {
            let mut book: Xls<_> = Xls::new(cursor).map_err(|e| damaged(e.to_string()))?;
            let names = visible(&book);
            choose(file, &names, wanted, |name| {
                rows(&book.worksheet_range(name).map_err(|e| damaged(e.to_string()))?).map_err(damaged)
            })
        }
    }
}

fn visible<'a, R: Reader<Cursor<&'a [u8]>>>(book: &R) -> Vec<(String, bool)> {
    book.sheets_metadata().iter().map(|s| (s.name.clone(), s.visible == SheetVisible::Visible)).collect()
}

fn choose(
    file: &str,
    names: &[(String, bool)],
    wanted: Option<&str>,
    mut read: impl FnMut(&str) -> Result<Vec<Row>, TableError>,
) -> Result<Sheet, TableError> {
    let all = || names.iter().map(|(n, _)| format!("{n:?}")).collect::<Vec<_>>().join(", ");
    if let Some(wanted) = wanted {
        let found = names.iter().find(|(n, _)| n == wanted);
        let found = found.or_else(|| names.iter().find(|(n, _)| n.to_lowercase() == wanted.to_lowercase()));
        let (name, visible) = found.ok_or_else(|| TableError::NoSheet {
            file: file.into(),
            sheet: wanted.into(),
            all: all(),
        })?;
        return Ok(Sheet { name: name.clone(), visible: *visible, rows: read(name)? });
    }
    for shown in [true, false] {
        for (name, _) in names.iter().filter(|(_, visible)| *visible == shown) {
            let rows = read(name)?;
            if !rows.is_empty() {
                return Ok(Sheet { name: name.clone(), visible: shown, rows });
            }
        }
    }
    Err(TableError::Empty { file: file.into() })
}

/// The rows of an XLSX sheet cell by cell: a sheet with one cell at each far corner must not take the room of all
/// cells between.
fn xlsx_rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Row>, String> {
    let mut builder = RowBuilder::default();
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
    let mut unordered = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|e| e.to_string())? {
        let (row, column) = cell.get_position();
        let value = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::SharedString(text) => Value::Text((*text).to_owned()),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                Value::Text(text.clone())
            }
            DataRef::Int(number) => Value::Text(number.to_string()),
            DataRef::Float(number) => Value::Text(number_text(*number)),
            DataRef::Bool(truth) => Value::Text(truth.to_string()),
            DataRef::DateTime(date) => Value::Text(date_text(date)),
            DataRef::Error(error) => Value::Error(error.to_string()),
        };
        if !builder.cell(row, column, &value)? {
            unordered.push((row, column));
        }
    }
    match unordered.first() {
        Some((row, column)) => Err(format!("cell {} stands after later ones", reference(*row, *column))),
        None => Ok(builder.finish()),
    }
}

fn rows(range: &Range<Data>) -> Result<Vec<Row>, String> {
    let mut builder = RowBuilder::default();
    let Some((top, left)) = range.start() else { return Ok(Vec::new()) };
    for (row, column, data) in range.used_cells() {
        let value = match data {
            Data::Empty => continue,
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                Value::Text(text.clone())
            }
            Data::Int(number) => Value::Text(number.to_string()),
            Data::Float(number) => Value::Text(number_text(*number)),
            Data::Bool(truth) => Value::Text(truth.to_string()),
            Data::DateTime(date) => Value::Text(date_text(date)),
            Data::Error(error) => Value::Error(error.to_string()),
        };
        builder.cell(top + row as u32, left + column as u32, &value)?;
    }
    Ok(builder.finish())
}

/// What a cell holds.
pub(crate) enum Value {
    Text(String),
    /// What a formula that failed shows.
    Error(String),
}

/// Rows in the making, cell by cell.
#[derive(Default)]
pub(crate) struct RowBuilder {
    rows: Vec<Row>,
    /// Line and cells of the row that is being built.
    row: Option<(u32, Cells, Vec<Problem>)>,
    cells: usize,
}

impl RowBuilder {
    /// Adds a cell, row and column from 0; `false` where it stands before one that was already added.
    pub(crate) fn cell(&mut self, row: u32, column: u32, value: &Value) -> Result<bool, String> {
        if self.row.as_ref().is_none_or(|(at, ..)| *at < row) {
            self.end_row();
            self.row = Some((row, Cells::default(), Vec::new()));
        }
        let Some((at, cells, problems)) = &mut self.row else { return Ok(false) };
        if *at > row || cells.len() > column as usize {
            return Ok(false);
        }
        self.cells += column as usize + 1 - cells.len();
        if self.cells > MAX_CELLS {
            return Err(format!(
                "the sheet has more than {MAX_CELLS} cells; save it as CSV, which is read row by row"
            ));
        }
        while cells.len() < column as usize {
            cells.push("");
        }
        match value {
            Value::Text(text) => cells.push(text),
            Value::Error(error) => {
                cells.push("");
                let message = format!("the formula's result is {error}; the cell is taken for empty");
                let problem = Problem::new(Severity::Warning, row + 1, &reference(row, column), message);
                problems.push(problem.hint("correct the formula in the sheet"));
            }
        }
        Ok(true)
    }

    fn end_row(&mut self) {
        if let Some((line, cells, problems)) = self.row.take()
            && (!cells.is_blank() || !problems.is_empty())
        {
            self.rows.push(Row { number: 0, line: line + 1, body: Body::Cells(cells), problems });
        }
    }

    pub(crate) fn finish(mut self) -> Vec<Row> {
        self.end_row();
        self.rows
    }
}

/// A cell's place as a spreadsheet shows it: row 6, column 1 is `B7`.
fn reference(row: u32, column: u32) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{}{}", letters.into_iter().rev().collect::<String>(), row + 1)
}

/// A number as a person would write it: no decimal point where there are no decimals.
pub(crate) fn number_text(number: f64) -> String {
    // Integers are exact in a double up to 2^53.
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        (number as i64).to_string()
    } else {
        number.to_string()
    }
}

/// ISO text: a date without a time where the time is midnight, a time where there is no date.
fn date_text(date: &ExcelDateTime) -> String {
    let value = date.as_f64();
    if !(0.0..2_958_466.0).contains(&value) {
        return number_text(value);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    if date.is_duration() || value < 1.0 {
        format!("{hour:02}:{minute:02}:{second:02}")
    } else if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}
