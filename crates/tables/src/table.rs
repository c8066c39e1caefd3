//! A file of rows, opened.

use std::collections::VecDeque;
use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;
use tamis_model::{Problem, Severity};

use crate::delimited::{self, Quotes, Split};
use crate::json::Objects;
use crate::row::{Body, Cells, Row};
use crate::sniff::{self, Kind, Sniffed};
use crate::text::Text;
use crate::{archive, header, sheet};

/// Rows that [`Table::sample`] looks at in advance.
const SAMPLE: usize = 500;

/// Where the bytes of a file come from. The binary opens files; nothing here does.
pub enum Source<'a> {
    /// The whole file.
    Bytes(&'a [u8]),
    /// A reader: text is read from it as it is asked for, sheets are read whole.
    Read(Box<dyn Read + Send + 'a>),
}

/// How a file is to be read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The sheet of a workbook; the first visible one that is not empty where none is named.
    pub sheet: Option<String>,
    /// Column names that the caller knows beside the usual ones; they help to find the header.
    pub known_columns: Vec<String>,
}

/// Why a file cannot be read as a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Nothing in it, or nothing but blanks.
    #[error("{file}: the file is empty (export it anew, or give another one)")]
    Empty {
        /// The file.
        file: String,
    },
    /// Something other than rows.
    #[error("{file}: not a table but {what} (give a table as CSV, TSV, XLSX, XLS, ODS or JSON lines)")]
    NotATable {
        /// The file.
        file: String,
        /// What it is instead.
        what: String,
    },
    /// A workbook without the sheet that was asked for.
    #[error("{file}: there is no sheet {sheet:?} (there are: {all})")]
    NoSheet {
        /// The file.
        file: String,
        /// The sheet that was asked for.
        sheet: String,
        /// The sheets that there are.
        all: String,
    },
    /// A workbook that breaks its format.
    #[error("{file}: the workbook is damaged: {what} (open it in a spreadsheet program and save it anew)")]
    Damaged {
        /// The file.
        file: String,
        /// What is wrong.
        what: String,
    },
    /// A file that would take more memory than any real one.
    #[error("{file}: refused: {what} (save it as CSV, which is read row by row)")]
    TooLarge {
        /// The file.
        file: String,
        /// What is too large.
        what: String,
    },
    /// The bytes could not be read.
    #[error("{file}: cannot be read: {what}")]
    Unreadable {
        /// The file.
        file: String,
        /// The system's words.
        what: String,
    },
}

/// A file of rows. It is the iterator of its rows; a row that cannot be read is a [`Problem`] in its place.
pub struct Table<'a> {
    name: String,
    kind: Kind,
    sheet: Option<String>,
    columns: Vec<String>,
    notes: Vec<Problem>,
    rows: Rows<'a>,
    ahead: VecDeque<Result<Row, Problem>>,
}

enum Rows<'a> {
    Text(Box<TextRows<'a>>),
    Sheet(std::vec::IntoIter<Row>, u32),
    Objects(Box<Objects<'a>>),
}

struct TextRows<'a> {
    text: Text<'a>,
    delimiter: u8,
    line: u32,
    number: u32,
    failed: bool,
    /// Rows of empty cells that were passed over since this was last told, and the line of the first.
    blank: (u32, u32),
}

impl<'a> Table<'a> {
    /// Opens a file: recognises its kind, its encoding, its delimiter and its header. `name` is only for messages.
    pub fn open(name: &str, source: Source<'a>, options: &Options) -> Result<Self, TableError> {
        let reader = match source {
            Source::Bytes(bytes) => Box::new(Cursor::new(bytes)),
            Source::Read(reader) => reader,
        };
        let mut opened = Self::from_reader(name, reader, options, true)?;
        opened.name = name.into();
        Ok(opened)
    }

    fn from_reader(
        file: &str,
        mut reader: Box<dyn Read + Send + 'a>,
        options: &Options,
        may_unpack: bool,
    ) -> Result<Self, TableError> {
        let unreadable = |e: io::Error| TableError::Unreadable { file: file.into(), what: e.to_string() };
        let mut head = Vec::new();
        reader.by_ref().take(4096).read_to_end(&mut head).map_err(unreadable)?;
        if head.iter().all(u8::is_ascii_whitespace) && head.len() < 4096 {
            return Err(TableError::Empty { file: file.into() });
        }
        let not = |what: &str| TableError::NotATable { file: file.into(), what: what.into() };
        let sniffed = sniff::sniff(&head).map_err(not)?;
        let reader: Box<dyn Read + Send + 'a> = Box::new(Cursor::new(head).chain(reader));
        match sniffed {
            Sniffed::Gzip if may_unpack => {
                Self::from_reader(file, Box::new(MultiGzDecoder::new(reader)), options, false)
            }
            Sniffed::Gzip => Err(not("compressed twice")),
            Sniffed::Text => {
                let text = Text::new(reader).map_err(unreadable)?;
                Self::from_text(file, text, options)
            }
            Sniffed::Zip | Sniffed::OldOffice => Self::from_workbook(file, reader, sniffed, options),
        }
    }

    fn from_workbook(
        file: &str,
        reader: Box<dyn Read + Send + 'a>,
        sniffed: Sniffed,
        options: &Options,
    ) -> Result<Self, TableError> {
        let too_large = |what: String| TableError::TooLarge { file: file.into(), what };
        let mut bytes = Vec::new();
        let unreadable = |e: io::Error| TableError::Unreadable { file: file.into(), what: e.to_string() };
        reader.take(sheet::MAX_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > sheet::MAX_FILE {
            return Err(too_large(format!("the workbook has more than {} MB", sheet::MAX_FILE >> 20)));
        }
        let kind = if sniffed == Sniffed::Zip {
            let damaged = |what: String| TableError::Damaged { file: file.into(), what };
            let entries = archive::entries(&bytes).map_err(damaged)?;
            let kind = sniff::workbook_kind(&entries)
                .map_err(|what| TableError::NotATable { file: file.into(), what: what.into() })?;
            archive::check(&bytes, &entries).map_err(too_large)?;
            kind
        } else {
            Kind::Xls
        };
        let sheet::Sheet { name, mut rows, .. } = sheet::read(file, &bytes, kind, options.sheet.as_deref())?;
        let found = header::find(rows.iter().filter_map(Row::cells), options);
        let columns = found.map_or_else(Vec::new, |at| names(rows[at].cells()));
        let mut notes = Vec::new();
        if let Some(at) = found {
            notes.extend(skipped(rows[at].line, at));
            rows.drain(..=at).for_each(|row| notes.extend(row.problems));
        }
        let rows = Rows::Sheet(rows.into_iter(), 0);
        Ok(Self { name: file.into(), kind, sheet: Some(name), columns, notes, rows, ahead: VecDeque::new() })
    }

    fn from_text(file: &str, mut text: Text<'a>, options: &Options) -> Result<Self, TableError> {
        let not = |what: &str| TableError::NotATable { file: file.into(), what: what.into() };
        let kind = sniff::sniff_text(text.pending()).map_err(not)?;
        if text.pending().trim().is_empty() && text.ended() {
            return Err(TableError::Empty { file: file.into() });
        }
        let mut notes = text.take_notes();
        let mut columns = Vec::new();
        let rows = if kind == Kind::Delimited {
            let mut rows = TextRows {
                delimiter: delimited::sniff_delimiter(text.pending()),
                text,
                line: 1,
                number: 0,
                failed: false,
                blank: (0, 0),
            };
            let (header, above) = rows.read_header(options);
            notes.extend(skipped(rows.line, above));
            columns = header;
            Rows::Text(Box::new(rows))
        } else {
            Rows::Objects(Box::new(Objects::new(text, kind == Kind::JsonLines)))
        };
        Ok(Self { name: file.into(), kind, sheet: None, columns, notes, rows, ahead: VecDeque::new() })
    }

    /// The file's name as given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The kind of file.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The sheet that is read, of a workbook.
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// The names of the columns as they stand in the header; empty for JSON, whose objects name their own.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// What is to be said about the file as a whole: the encoding that was assumed, rows above the header. More may
    /// come while rows are read; each is handed out once.
    pub fn take_notes(&mut self) -> Vec<Problem> {
        let mut notes = std::mem::take(&mut self.notes);
        match &mut self.rows {
            Rows::Text(rows) => {
                notes.extend(rows.text.take_notes());
                let (count, line) = std::mem::take(&mut rows.blank);
                let message =
                    format!("{count} row(s) in which every cell is empty were left out, from this one on");
                notes.extend((count > 0).then(|| Problem::new(Severity::Note, line, "", message)));
            }
            Rows::Objects(objects) => notes.extend(objects.text.take_notes()),
            Rows::Sheet(..) => {}
        }
        notes
    }

    /// The first 500 rows that are still to come, looked at in advance: to learn how dates are written, for example.
    pub fn sample(&mut self) -> impl Iterator<Item = &Row> {
        while self.ahead.len() < SAMPLE {
            let Some(row) = self.read_row() else { break };
            self.ahead.push_back(row);
        }
        self.ahead.iter().filter_map(|row| row.as_ref().ok())
    }

    /// What was wrong with the first of the rows looked at in advance that could not be read.
    pub(crate) fn first_problem(&self) -> Option<&Problem> {
        self.ahead.iter().find_map(|row| row.as_ref().err())
    }

    fn read_row(&mut self) -> Option<Result<Row, Problem>> {
        match &mut self.rows {
            Rows::Text(rows) => rows.next(self.columns.len()),
            Rows::Objects(objects) => objects.next(),
            Rows::Sheet(rows, number) => rows.next().map(|mut row| {
                *number += 1;
                row.number = *number;
                let width = row.cells().map_or(0, Cells::len);
                if let Some(extra) = extra_cells(&row.body, width, self.columns.len()) {
                    row.problems.push(Problem::new(Severity::Warning, row.line, "", extra));
                }
                Ok(row)
            }),
        }
    }
}

impl Iterator for Table<'_> {
    type Item = Result<Row, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.ahead.pop_front().or_else(|| self.read_row())
    }
}

fn names(cells: Option<&Cells>) -> Vec<String> {
    let mut names: Vec<String> =
        cells.map(|cells| cells.iter().map(|c| c.trim().to_owned()).collect()).unwrap_or_default();
    // Spreadsheets leave empty cells behind the last column.
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    names
}

fn skipped(line: u32, rows: usize) -> Option<Problem> {
    let message = format!("{rows} row(s) above the header were left out");
    (rows > 0).then(|| Problem::new(Severity::Note, line, "", message))
}

/// What to say when cells stand beyond the last column and hold something.
fn extra_cells(body: &Body, width: usize, columns: usize) -> Option<String> {
    let Body::Cells(cells) = body else { return None };
    let lost = (columns..width).any(|at| cells.get(at).is_some_and(|c| !c.trim().is_empty()));
    lost.then(|| format!("{width} cells where the header has {columns}; those beyond it are not read"))
}

impl TextRows<'_> {
    /// Looks at the first rows without taking them, finds the header, and takes everything up to it. Answers the
    /// column names and the number of rows that stood above.
    fn read_header(&mut self, options: &Options) -> (Vec<String>, usize) {
        if self.text.pending().starts_with("sep=") {
            let end = self.text.pending().find('\n').map_or(self.text.pending().len(), |at| at + 1);
            self.text.consume(end);
            self.line += 1;
        }
        let mut heads = Vec::new();
        let mut at = 0;
        while heads.len() < header::LOOKED_AT {
            let mut cells = Cells::default();
            let (pending, complete) = (&self.text.pending()[at..], self.text.ended());
            if pending.is_empty() && complete {
                break;
            }
            match delimited::split(pending, self.delimiter, 0, complete, &mut cells) {
                Split::Row { bytes, lines, .. } => {
                    at += bytes;
                    heads.push((at, lines, cells));
                }
                // A header longer than what is pending at first.
                Split::Unfinished if heads.is_empty() && self.text.read_more().is_ok_and(|more| more) => {}
                Split::Unfinished => break,
            }
        }
        let Some(found) = header::find(heads.iter().map(|(.., cells)| cells), options) else {
            return (Vec::new(), 0);
        };
        self.text.consume(heads[found].0);
        self.line += heads[..=found].iter().map(|(_, lines, _)| lines).sum::<u32>();
        let above = heads[..found].iter().filter(|(.., cells)| !cells.is_blank()).count();
        (names(Some(&heads[found].2)), above)
    }

    fn next(&mut self, columns: usize) -> Option<Result<Row, Problem>> {
        let mut cells = Cells::default();
        loop {
            let complete = self.text.ended();
            let pending = self.text.pending();
            if self.failed || complete && pending.is_empty() {
                return None;
            }
            let split = if pending.is_empty() {
                Split::Unfinished
            } else {
                delimited::split(pending, self.delimiter, columns, complete, &mut cells)
            };
            let Split::Row { bytes, lines, quotes } = split else {
                if let Err(e) = self.text.read_more() {
                    self.failed = true;
                    let message = format!("cannot be read further: {e}");
                    return Some(Err(Problem::new(Severity::Error, self.line, "", message)
                        .hint("the rest of the file is missing from the answer")));
                }
                continue;
            };
            let line = self.line;
            self.text.consume(bytes);
            self.line = self.line.saturating_add(lines);
            if cells.is_blank() {
                // An empty line is no row; one of delimiters alone is one that somebody may have meant to fill.
                if cells.len() > 1 {
                    let (count, first) = self.blank;
                    self.blank = (count + 1, if count == 0 { line } else { first });
                }
                continue;
            }
            self.number += 1;
            return Some(Ok(row(cells, self.number, line, columns, quotes)));
        }
    }
}

fn row(cells: Cells, number: u32, line: u32, columns: usize, quotes: Quotes) -> Row {
    let mut problems = Vec::new();
    let width = cells.len();
    let doubt = match quotes {
        Quotes::Fine => None,
        Quotes::Stray => {
            Some("a quote that does not belong there; it was taken for a letter and the line read alone")
        }
        Quotes::Spanning => {
            Some("quotes hold several lines together, each of which would make a row; read as one row")
        }
    };
    if let Some(message) = doubt {
        problems.push(
            Problem::new(Severity::Warning, line, "", message).hint("double the quote, or take it out"),
        );
    }
    let body = Body::Cells(cells);
    // Trailing delimiters are harmless; cells that are missing or beyond the header are not.
    if width < columns {
        let message =
            format!("{width} cells where the header has {columns}; the missing ones are taken for empty");
        problems.push(Problem::new(Severity::Warning, line, "", message));
    } else if let Some(message) = extra_cells(&body, width, columns) {
        problems.push(Problem::new(Severity::Warning, line, "", message));
    }
    Row { number, line, body, problems }
}
