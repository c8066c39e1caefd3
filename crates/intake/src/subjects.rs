//! A table of subjects, one by one.

use tamis_model::{Entity, EntityId, Problem, Severity};
use tamis_tables::{Layout, LayoutError, Mapping, Options, Source, Table, TableError};

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
    layout: Layout,
    notes: Vec<Problem>,
}

impl<'a> Subjects<'a> {
    /// Opens a file; `name` is for messages only. Nothing but the first rows is read yet.
    pub fn open(name: &str, source: Source<'a>, settings: &Settings) -> Result<Self, IntakeError> {
        let options = Options { sheet: settings.sheet.clone(), ..Options::default() };
        let mut table = Table::open(name, source, &settings.mapping.options(options))?;
        let mut layout = Layout::new(&mut table, &settings.mapping)?;
        let notes = layout.take_notes();
        Ok(Self { table, layout, notes })
    }

    /// What is to be said about the file as a whole: its encoding, columns that are not read, dates that can be read
    /// in two ways. More may come while subjects are read; each is handed out once.
    pub fn take_notes(&mut self) -> Vec<Problem> {
        let mut notes = self.table.take_notes();
        notes.append(&mut self.notes);
        notes.into_iter().map(|note| note.in_file(self.table.name())).collect()
    }

    /// The file's name as given.
    pub fn name(&self) -> &str {
        self.table.name()
    }
}

impl Iterator for Subjects<'_> {
    type Item = Result<Subject, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let row = match self.table.next()? {
            Ok(row) => row,
            Err(problem) => return Some(Err(problem.in_file(self.table.name()))),
        };
        let (number, line) = (row.number, row.line);
        let mut record = self.layout.read(row, 0, None);
        if record.entity.names.is_empty() && record.entity.identifiers.is_empty() {
            let message = "neither a name nor a number to look for";
            record.problems.push(Problem::new(Severity::Warning, line, "", message));
        }
        let id = record.id.unwrap_or_else(|| number.to_string());
        record.entity.id = EntityId::whole(&id);
        let problems = record.problems.into_iter().map(|p| p.in_file(self.table.name())).collect();
        Some(Ok(Subject { id, row: number, entity: record.entity, problems }))
    }
}
