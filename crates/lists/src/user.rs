//! A user's own list: any table with a column of names, or JSON lines with names. Columns by FollowTheMoney property
//! names or usual words; several values in a cell are separated by `;`, except in names and reasons.
//!
//! The list's name is the file's stem. An entry's id is what its id column says; without one, the legal act, annex and
//! entry number where the table has them (the EU's annexes do), else the entry's name without blanks and punctuation.
//! An id that comes again gets `#2`, `#3` … behind it.

use std::collections::HashMap;

use tamis_model::{Entity, EntityId, ListId, Listing, Problem, Severity, Source};
use tamis_tables::{Layout, Mapping, Options, Source as Bytes, Table, TableError, fold};

use crate::{Format, InputFile, ReadError, Snapshot};

/// Letters of a name that an id is made of at most; longer ones are cut. The longest ids of publishers have 30.
const ID_LETTERS: usize = 60;

/// Whether the start of a file is a table with a column of names.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    let head = &file.bytes[..file.bytes.len().min(HEAD)];
    if head.starts_with(b"PK\x03\x04") {
        // The directory of an archive stands at its end; the names of its first members are in the clear.
        let member = |name: &[u8]| head.windows(name.len()).any(|w| w == name);
        let document = member(b"word/") || member(b"opendocument.text");
        return !document && (member(b"[Content_Types].xml") || member(b"xl/") || member(b"content.xml"));
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return true;
    }
    // A character that the head's end cuts would look like another encoding.
    let end = match std::str::from_utf8(head) {
        Err(e) if e.error_len().is_none() && file.bytes.len() > HEAD => e.valid_up_to(),
        _ => head.len(),
    };
    let opened = Table::open(file.name, Bytes::Bytes(&head[..end]), &Options::default());
    opened.is_ok_and(|mut table| Layout::new(&mut table, &Mapping::default()).is_ok())
}

/// How much of a file is looked at: enough for any header.
const HEAD: usize = 64 * 1024;

/// What a user says of the tables that are lists of their own.
#[derive(Debug, Clone, Default)]
pub struct OwnTables {
    /// What columns hold that do not bear a usual name.
    pub mapping: Mapping,
    /// The sheet of a workbook; the first visible one that is not empty where none is named.
    pub sheet: Option<String>,
}

impl OwnTables {
    /// Whether nothing is said.
    pub fn is_silent(&self) -> bool {
        self.mapping.is_empty() && self.sheet.is_none()
    }
}

/// Reads a user's own list by the usual names of its columns.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    read_told(file, &OwnTables::default())
}

/// Reads a user's own list, with what the user says of it.
pub(crate) fn read_told(file: &InputFile<'_>, said: &OwnTables) -> Result<Snapshot, ReadError> {
    read_as(file, said, ListId::new(stem(file.name)), Format::User)
}

/// Reads a table as a list of this name and format.
pub(crate) fn read_as(
    file: &InputFile<'_>,
    said: &OwnTables,
    list: ListId,
    format: Format,
) -> Result<Snapshot, ReadError> {
    let options = said.mapping.options(Options { sheet: said.sheet.clone(), ..Options::default() });
    let mut table =
        Table::open(file.name, Bytes::Bytes(file.bytes), &options).map_err(|e| refused(file, e))?;
    let mut layout = Layout::new(&mut table, &said.mapping)
        .map_err(|e| ReadError::Unrecognised { file: file.name.into(), why: e.to_string() })?;
    let mut snapshot = Snapshot::new(list, format);
    snapshot.problems = layout.take_notes();
    let mut ids = Ids::default();
    for row in table.by_ref() {
        snapshot.records += 1;
        let row = match row {
            Ok(row) => row,
            Err(problem) => {
                snapshot.problems.push(problem);
                continue;
            }
        };
        let line = row.line;
        let mut record = layout.read(row, 0, Some(&snapshot.list));
        snapshot.problems.append(&mut record.problems);
        if record.entity.names.is_empty() {
            let message = "no name in this row; it is left out";
            snapshot.problems.push(Problem::new(Severity::Error, line, "", message).hint("give it a name"));
            continue;
        }
        let entity = with_listing(record.entity, &snapshot.list, line);
        let given = record.id.is_some();
        let native = record.id.unwrap_or_else(|| derived_id(&entity, line));
        let (native, again) = ids.unique(native);
        if again && given {
            let message = format!("another row has this id too; it is {native:?} here");
            snapshot
                .problems
                .push(Problem::new(Severity::Warning, line, "id", message).hint("give each row its own id"));
        }
        snapshot.entities.push(Entity { id: EntityId::new(&snapshot.list, &native), ..entity });
    }
    snapshot.problems.extend(table.take_notes());
    Ok(snapshot)
}

/// An entry of a list is listed even where no column says anything of it.
fn with_listing(mut entity: Entity, list: &ListId, line: u32) -> Entity {
    if entity.listings.is_empty() {
        let field = entity.names[0].source.field.clone();
        entity.listings.push(Listing::new(list.clone(), Source::new(0, line, &field)));
    }
    entity
}

/// An id of legal act, annex and entry number, or of the name where the publisher numbers nothing, or of the row where
/// the name has not one letter.
fn derived_id(entity: &Entity, line: u32) -> String {
    let listing = entity.listings.first();
    let name = || fold(entity.caption()).chars().take(ID_LETTERS).collect::<String>();
    let number = listing.and_then(|l| l.reference.clone()).unwrap_or_else(name);
    let number = if number.is_empty() { format!("row-{line}") } else { number };
    // The last act names the annex that lists the entry.
    match listing.and_then(|l| l.legal_acts.last()) {
        Some(act) => format!("{}/{number}", act.replace(" annex ", "/").replace(' ', "_")),
        None => number,
    }
}

/// Ids that were given out.
#[derive(Default)]
struct Ids {
    seen: HashMap<String, u32>,
}

impl Ids {
    /// The id, with a number behind it where it was given out before; whether that was so.
    fn unique(&mut self, id: String) -> (String, bool) {
        let count = self.seen.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return (id, false);
        }
        let next = format!("{id}#{count}");
        // `a#2` may also stand in the file itself.
        let (next, _) = self.unique(next);
        (next, true)
    }
}

fn refused(file: &InputFile<'_>, error: TableError) -> ReadError {
    let name = file.name.to_owned();
    match error {
        TableError::Empty { .. } => ReadError::Empty { file: name },
        TableError::NotATable { what, .. } => {
            ReadError::Unrecognised { file: name, why: format!("it is {what}") }
        }
        TableError::TooLarge { what, .. } => ReadError::Broken {
            file: name,
            line: 0,
            what,
            hint: "save it as CSV, which is read row by row".into(),
        },
        TableError::NoSheet { sheet, all, .. } => {
            let hint = format!("there are: {all}");
            ReadError::Broken { file: name, line: 0, what: format!("there is no sheet {sheet:?}"), hint }
        }
        TableError::Damaged { what, .. } => ReadError::Broken {
            file: name,
            line: 0,
            what: format!("the workbook is damaged: {what}"),
            hint: "open it in a spreadsheet program and save it anew".into(),
        },
        TableError::Unreadable { what, .. } => ReadError::Broken {
            file: name,
            line: 0,
            what: format!("it cannot be read: {what}"),
            hint: "fetch it again".into(),
        },
    }
}

/// A file's name without folders and endings: `lists/my.list.csv.gz` is `my.list`.
pub(crate) fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let file = file.strip_suffix(".gz").unwrap_or(file);
    match file.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => stem,
        _ => file,
    }
}
