//! Rows of a delimited file with a header row, cells by column name.

use csv::{ReaderBuilder, StringRecord};
use tamis_model::{Problem, Severity};

use crate::{InputFile, ReadError};

/// How many lines a row may span without a word: names and addresses hold line breaks, a stray quote holds many. The
/// longest row in real files spans 3.
const LINES: u64 = 20;

/// The rows of a file. Those with another number of cells than the header are left out and reported.
pub(super) struct Rows {
    header: Vec<String>,
    /// Each with the line on which it starts.
    records: Vec<(u32, StringRecord)>,
    /// Rows that could not be read.
    pub problems: Vec<Problem>,
    /// Rows in the file, read or not.
    pub count: u32,
}

/// One row.
pub(super) struct Row<'a> {
    /// The line on which it starts, from 1.
    pub line: u32,
    header: &'a [String],
    record: &'a StringRecord,
}

impl Row<'_> {
    /// The trimmed text of a column; empty where the file has none of that name.
    pub(super) fn text(&self, column: &str) -> &str {
        let at = self.header.iter().position(|name| name == column);
        at.and_then(|at| self.record.get(at)).map_or("", str::trim)
    }

    /// The columns whose names are not among the known ones, with their texts.
    pub(super) fn others<'b>(&'b self, known: &'b [&str]) -> impl Iterator<Item = (&'b str, &'b str)> {
        let cells = self.header.iter().zip(self.record.iter());
        cells.map(|(name, text)| (name.as_str(), text.trim())).filter(|(name, _)| !known.contains(name))
    }
}

impl Rows {
    /// Reads every row of a text.
    pub(super) fn read(file: &InputFile<'_>, text: &str, delimiter: u8) -> Result<Self, ReadError> {
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|e| broken(file, 1, &e.to_string()))?;
        let header: Vec<String> = header.iter().map(|name| name.trim().to_owned()).collect();
        let mut rows = Self { header, records: Vec::new(), problems: Vec::new(), count: 0 };
        let mut record = StringRecord::new();
        let mut last = None;
        while reader.read_record(&mut record).map_err(|e| broken(file, 0, &e.to_string()))? {
            rows.count += 1;
            let line = record.position().map_or(0, csv::Position::line);
            let spans = reader.position().line().saturating_sub(line);
            last = rows.take(line as u32, spans, &record);
        }
        // A file without an end mark shows only by its last row that it was cut off.
        match last {
            Some((line, cells)) if cells < rows.header.len() => {
                let what = format!(
                    "the last row has {cells} of {} cells, so the list was cut off",
                    rows.header.len()
                );
                Err(broken(file, line, &what))
            }
            _ => {
                rows.ends_openly(text);
                Ok(rows)
            }
        }
    }

    /// Reports a last row that may be cut within its last cell: the publishers' files end with a line break or a quote.
    fn ends_openly(&mut self, text: &str) {
        if !text.ends_with(['\n', '"']) {
            let line = self.records.last().map_or(0, |(line, _)| *line);
            let what = "the file ends without a line break, so its last row may be cut off";
            let problem = Problem::new(Severity::Error, line, "", what);
            self.problems.push(problem.hint("compare its size with the publisher's"));
        }
    }

    /// Keeps a row, or reports it and answers its line and its cells.
    fn take(&mut self, line: u32, spans: u64, record: &StringRecord) -> Option<(u32, usize)> {
        if spans > LINES {
            let what = format!("the row spans {spans} lines");
            self.problems
                .push(Problem::new(Severity::Warning, line, "", what).hint("look for a stray quote in it"));
        }
        if record.len() == self.header.len() {
            self.records.push((line, record.clone()));
            return None;
        }
        let what = format!("{} cells under a header of {}", record.len(), self.header.len());
        let problem = Problem::new(Severity::Error, line, "", what);
        self.problems.push(problem.hint("look for a stray quote or delimiter; the row was left out"));
        Some((line, record.len()))
    }

    /// The rows, in the order of the file.
    pub(super) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|(line, record)| Row { line: *line, header: &self.header, record })
    }
}

fn broken(file: &InputFile<'_>, line: u32, what: &str) -> ReadError {
    let hint = "download the file again; nothing of it was used".into();
    ReadError::Broken { file: file.name.into(), line, what: what.into(), hint }
}
