//! Ownership data in, ties out: a plain table of edges, Open Ownership's BODS (0.2 to 0.4), the UK register of persons
//! with significant control, FollowTheMoney, GLEIF level 2, and what a sanctions list says of its own entries.
//!
//! A file is recognised by its content. What cannot be read is reported with file and row, and the rest goes on.

mod bods;
mod edges;
mod ftm;
mod gleif;
mod gleif_xml;
mod linked;
mod psc;
mod value;

use std::io::{BufRead, BufReader, Cursor, Read};
use std::sync::mpsc;

use tamis_model::{DateOrder, PartialDate, Problem, Severity};
use tamis_tables::{Body, Options, Row, Source, Table, TableError};

use super::fraction::Fraction;
use super::graph::{GraphBuilder, Place};
use super::range::{Range, RangeError};

pub use linked::{Linked, read_entities};

/// What an ownership file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// A table with the columns `owner` and `owned`, or JSON lines with these keys.
    Edges,
    /// Beneficial Ownership Data Standard, 0.2 to 0.4.
    Bods,
    /// UK Companies House, persons with significant control, JSON lines.
    Psc,
    /// FollowTheMoney, JSON lines.
    Ftm,
    /// GLEIF level 2, relationship records as CSV.
    GleifRelationships,
    /// GLEIF level 1, LEI records as CSV: names for the nodes.
    GleifEntities,
    /// GLEIF level 2 or 1 as XML.
    GleifXml,
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// The file's name as given.
    pub name: String,
    /// What it is.
    pub format: Format,
    /// Rows or records in it.
    pub records: u32,
}

/// Why a file is not read.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// It is no table and no JSON.
    #[error(transparent)]
    Table(#[from] TableError),
    /// It is one, of something else.
    #[error(
        "{file}: no ownership data that is known: {what} (give a table with the columns owner and owned, or BODS, PSC, FollowTheMoney or GLEIF level 2)"
    )]
    Unrecognised {
        /// The file.
        file: String,
        /// What it holds instead.
        what: String,
    },
}

/// The columns of edges, for whoever looks for the header.
const COLUMNS: [&str; 15] = [
    "owner",
    "owned",
    "share",
    "votes",
    "class",
    "kind",
    "from",
    "to",
    "source",
    "owner_name",
    "owned_name",
    "basis",
    "confidence",
    "percentage",
    "LEI",
];

/// Rows that go from thread to thread at a time, and how many such parcels may wait: about thirty
/// megabytes, so that neither thread waits often for the other.
const CHUNK: usize = 8_192;
const AHEAD: usize = 16;

/// Reads a file into the graph.
pub fn read(builder: &mut GraphBuilder, name: &str, source: Source<'_>) -> Result<FileRead, GraphError> {
    let source = match xml(source) {
        Ok(mut reader) => {
            let file = builder.file(name);
            let records = gleif_xml::read(builder, file, &mut reader);
            return Ok(FileRead { name: name.into(), format: Format::GleifXml, records });
        }
        Err(source) => source,
    };
    let options = Options { known_columns: COLUMNS.map(String::from).to_vec(), ..Options::default() };
    let mut table = Table::open(name, source, &options)?;
    let format =
        recognise(&mut table).map_err(|what| GraphError::Unrecognised { file: name.into(), what })?;
    let file = builder.file(name);
    let mut reader: Box<dyn Reader> = match format {
        Format::Edges => Box::new(edges::Edges::new(table.columns())),
        Format::Bods => Box::new(bods::Bods::default()),
        Format::Psc => Box::new(psc::Psc),
        Format::Ftm => Box::new(ftm::Ftm),
        Format::GleifRelationships | Format::GleifEntities | Format::GleifXml => {
            Box::new(gleif::Gleif::new(table.columns()))
        }
    };
    let mut records = 0;
    let mut take = |row: Result<Row, Problem>| {
        records += 1;
        match row {
            Ok(mut row) => {
                let odd = std::mem::take(&mut row.problems);
                builder.problems(odd.into_iter().map(|problem| named(problem, name)));
                let place = Place { file, row: row.line };
                reader.row(builder, place, &row);
            }
            Err(problem) => builder.problems([named(problem, name)]),
        }
    };
    // One thread splits the file into rows while this one makes ties of them.
    let (sender, receiver) = mpsc::sync_channel(AHEAD);
    std::thread::scope(|scope| {
        let rows = table.by_ref();
        scope.spawn(move || {
            loop {
                let chunk: Vec<_> = rows.take(CHUNK).collect();
                // The channel closes only when the other side has panicked, which the scope reports.
                if chunk.is_empty() || sender.send(chunk).is_err() {
                    return;
                }
            }
        });
        receiver.into_iter().flatten().for_each(&mut take);
    });
    reader.finish(builder);
    builder.problems(table.take_notes().into_iter().map(|problem| named(problem, name)));
    Ok(FileRead { name: name.into(), format, records })
}

fn named(mut problem: Problem, file: &str) -> Problem {
    file.clone_into(&mut problem.file);
    problem
}

/// Bytes at the start of a file that tell whether it is GLEIF's XML: its root stands behind a comment at most.
const HEAD: u64 = 4_096;

/// GLEIF's XML as a stream, or the source as it was.
fn xml(source: Source<'_>) -> Result<Box<dyn BufRead + Send + '_>, Source<'_>> {
    match source {
        Source::Bytes(bytes) if gleif_xml::is_gleif(&bytes[..bytes.len().min(HEAD as usize)]) => {
            Ok(Box::new(bytes))
        }
        Source::Bytes(bytes) => Err(Source::Bytes(bytes)),
        Source::Read(mut read) => {
            let mut head = Vec::new();
            // What cannot be read at all is told by whoever reads on.
            let failed = read.by_ref().take(HEAD).read_to_end(&mut head).err();
            let is_xml = failed.is_none() && gleif_xml::is_gleif(&head);
            let whole = Cursor::new(head).chain(Failing(failed)).chain(read);
            if is_xml { Ok(Box::new(BufReader::new(whole))) } else { Err(Source::Read(Box::new(whole))) }
        }
    }
}

/// Gives an error once where it occurred, and nothing else.
struct Failing(Option<std::io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// A reader of one format.
trait Reader {
    /// Reads one row or object.
    fn row(&mut self, builder: &mut GraphBuilder, place: Place, row: &Row);

    /// Reads what needed the whole file.
    fn finish(&mut self, _builder: &mut GraphBuilder) {}
}

/// Tells a file's format from its columns or its first objects; the error says what it holds instead.
fn recognise(table: &mut Table<'_>) -> Result<Format, String> {
    let has = |name: &str| table.columns().iter().any(|column| column.trim().eq_ignore_ascii_case(name));
    if has("Relationship.StartNode.NodeID") {
        return Ok(Format::GleifRelationships);
    }
    if has("LEI") && has("Entity.LegalName") {
        return Ok(Format::GleifEntities);
    }
    if edges::is_edges(table.columns()) {
        return Ok(Format::Edges);
    }
    let columns = table.columns().join(", ");
    for row in table.sample() {
        let Body::Object(object) = &row.body else { continue };
        let has = |key: &str| object.contains_key(key);
        if has("statementID") || has("statementId") || has("recordType") {
            return Ok(Format::Bods);
        }
        if has("company_number") || object.get("data").is_some_and(|data| data.get("kind").is_some()) {
            return Ok(Format::Psc);
        }
        if has("schema") && has("properties") {
            return Ok(Format::Ftm);
        }
        if has("owner") && has("owned") {
            return Ok(Format::Edges);
        }
        let keys: Vec<&str> = object.keys().map(String::as_str).take(8).collect();
        return Err(format!("objects with {}", keys.join(", ")));
    }
    Err(if columns.is_empty() { "no header row".into() } else { format!("columns {columns}") })
}

/// A share as stated. What is wrong is reported, and the share is then unknown; so is a holding of nothing, which
/// registers print for what they do not know, unless it carries votes.
fn share(builder: &mut GraphBuilder, place: Place, field: &str, text: &str, votes: bool) -> Option<Range> {
    let unknown = "correct it; until then the share is unknown";
    match Range::parse(text) {
        Ok(Some(range)) if range == Range::exact(Fraction::ZERO) && !votes => {
            let message = "a holding of 0 %, perhaps one that is not known".into();
            builder.problem(Severity::Warning, place, field, message, unknown);
            Some(Range::UNKNOWN)
        }
        Ok(range) => range,
        Err(error) => {
            let severity = if error == RangeError::Unreadable { Severity::Warning } else { Severity::Error };
            builder.problem(severity, place, field, format!("{text:?} {error}"), unknown);
            Some(Range::UNKNOWN)
        }
    }
}

/// A date as stated; what is no date is reported and left out. Blank is no date.
fn date(builder: &mut GraphBuilder, place: Place, field: &str, text: &str) -> Option<PartialDate> {
    if text.trim().is_empty() {
        return None;
    }
    match PartialDate::parse(text, DateOrder::DayFirst) {
        Ok(date) => Some(date),
        Err(error) => {
            let hint = "write it as 2022-03-03; until then the tie counts as undated";
            builder.problem(Severity::Warning, place, field, error.to_string(), hint);
            None
        }
    }
}
