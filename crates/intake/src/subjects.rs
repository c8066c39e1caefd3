//! A table of subjects, one by one.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::Deserialize;
use tamis_model::{Entity, EntityId, FtmRecord, Problem, Severity};
use tamis_tables::{Body, Layout, LayoutError, Mapping, Options, Row, Source, Table, TableError};

/// Who or what is screened, and where in the file it stands.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its id: what the file gives, else its row number.
    pub id: String,
    /// Its number among the rows of the file, from 1; the header does not count.
    pub row: u32,
    /// What the file says about it.
    pub entity: Entity,
    /// What of it could not be understood; each with the file's name and its line.
    pub problems: Vec<Problem>,
}

/// How a file of subjects is read.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What columns hold that do not bear a usual name.
    pub mapping: Mapping,
    /// The sheet of a workbook; the first visible one that is not empty where none is named.
    pub sheet: Option<String>,
}

/// Why a file cannot be read as subjects.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeError {
    /// The file is no table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Its columns are not understood.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// A file of pairs without the two columns of names.
    #[error("{file}: no pairs: the columns name1 and name2 are needed (there are: {all})")]
    NoPairs {
        /// The file.
        file: String,
        /// The columns that there are.
        all: String,
    },
}

/// The subjects of a file, in its order. A row that cannot be read is a [`Problem`] in its place; a row that holds
/// nothing of use is a subject with a problem.
pub struct Subjects<'a> {
    table: Table<'a>,
    form: Form,
    notes: Vec<Problem>,
    /// Hashes of the ids that were given out, so that one that comes again is reported.
    seen: HashSet<u64>,
}

/// What the rows are.
enum Form {
    /// Cells or keys, each with its meaning.
    Columns(Layout),
    /// FollowTheMoney records; how many were left out since they are no parties.
    Records { left_out: u32 },
}

/// Ids that are remembered to report those that come again: 20 MB of hashes. Beyond so many, an id that comes again is
/// not pointed out; nothing else changes. Largest file tried: 300,000 rows.
const IDS_REMEMBERED: usize = 1_000_000;

impl<'a> Subjects<'a> {
    /// Opens a file; `name` is for messages only. Nothing but the first rows is read yet.
    pub fn open(name: &str, source: Source<'a>, settings: &Settings) -> Result<Self, IntakeError> {
        let options = Options { sheet: settings.sheet.clone(), ..Options::default() };
        let mut table = Table::open(name, source, &settings.mapping.options(options))?;
        let (form, notes) = if is_followthemoney(&mut table) {
            (Form::Records { left_out: 0 }, Vec::new())
        } else {
            let mut layout = Layout::new(&mut table, &settings.mapping)?;
            let notes = layout.take_notes();
            (Form::Columns(layout), notes)
        };
        Ok(Self { table, form, notes, seen: HashSet::new() })
    }

    /// What is to be said about the file as a whole: its encoding, columns that are not read, dates that can be read
    /// in two ways, records that are no parties. More may come while subjects are read; each is handed out once.
    pub fn take_notes(&mut self) -> Vec<Problem> {
        let mut notes = self.table.take_notes();
        notes.append(&mut self.notes);
        if let Form::Records { left_out } = &mut self.form
            && *left_out > 0
        {
            let message = format!(
                "{left_out} records are no parties (addresses, sanctions, ties …); they are not screened"
            );
            notes.push(Problem::new(Severity::Note, 0, "", message));
            *left_out = 0;
        }
        notes.into_iter().map(|note| note.in_file(self.table.name())).collect()
    }

    /// The file's name as given.
    pub fn name(&self) -> &str {
        self.table.name()
    }

    fn subject(&mut self, row: Row) -> Result<Option<Subject>, Problem> {
        let (number, line) = (row.number, row.line);
        let (id, mut entity, mut problems) = match &mut self.form {
            Form::Columns(layout) => {
                let record = layout.read(row, 0, None);
                (record.id, record.entity, record.problems)
            }
            Form::Records { left_out } => {
                let record = followthemoney(row)?;
                if !record.is_party() {
                    *left_out += 1;
                    return Ok(None);
                }
                let id = (!record.id.is_empty()).then(|| record.id.clone());
                (id, record.to_entity(0, line, None), Vec::new())
            }
        };
        let says = |text: &str| text.chars().any(char::is_alphanumeric);
        if entity.identifiers.is_empty() && !entity.names.iter().any(|n| says(&n.value.full)) {
            let message = "neither a name nor a number to look for";
            problems.push(Problem::new(Severity::Warning, line, "", message));
        }
        if let Some(id) = &id
            && self.seen.len() < IDS_REMEMBERED
            && !self.seen.insert(hash(id))
        {
            let message = format!("another row has the id {id:?} too");
            problems
                .push(Problem::new(Severity::Warning, line, "id", message).hint("give each row its own id"));
        }
        let id = id.unwrap_or_else(|| number.to_string());
        entity.id = EntityId::whole(&id);
        let problems = problems.into_iter().map(|p| p.in_file(self.table.name())).collect();
        Ok(Some(Subject { id, row: number, entity, problems }))
    }
}

impl Iterator for Subjects<'_> {
    type Item = Result<Subject, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let answer = self.table.next()?.and_then(|row| self.subject(row));
            match answer {
                Ok(Some(subject)) => return Some(Ok(subject)),
                Ok(None) => {}
                Err(problem) => return Some(Err(problem.in_file(self.table.name()))),
            }
        }
    }
}

/// The same for the same id in every run.
fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// Whether the first object is a FollowTheMoney record.
fn is_followthemoney(table: &mut Table<'_>) -> bool {
    let is_record = |row: &Row| match &row.body {
        Body::Object(object) => object.get("properties").is_some_and(serde_json::Value::is_object),
        Body::Cells(_) => false,
    };
    table.sample().next().is_some_and(is_record)
}

fn followthemoney(row: Row) -> Result<FtmRecord, Problem> {
    let value = match row.body {
        Body::Object(object) => serde_json::Value::Object(object),
        Body::Cells(_) => serde_json::Value::Null,
    };
    FtmRecord::deserialize(value)
        .map_err(|e| Problem::new(Severity::Error, row.line, "", format!("no FollowTheMoney record: {e}")))
}
