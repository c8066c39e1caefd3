//! Where a value was read.

use std::sync::Arc;

/// The name of a column, element or attribute; cheap to clone, since one name serves every record.
pub type Field = Arc<str>;

/// Where in a snapshot a value stands: which file, which record, which field, and the text that stood there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// The file within the snapshot, from 0 in the order in which the files were given.
    pub file: u16,
    /// The record: the line on which it starts (from 1) in text and XML, the row (from 1) in a sheet.
    pub record: u32,
    /// The column, element path or attribute.
    pub field: Field,
    /// The text as it stood there, where the value was parsed or trimmed; `None` when the value is the text.
    pub raw: Option<Box<str>>,
}

/// A value and where it was read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Sourced<T> {
    /// The value, as understood.
    pub value: T,
    /// Where it was read.
    pub source: Source,
}

impl Source {
    /// A place whose text is the value itself.
    pub fn new(file: u16, record: u32, field: &Field) -> Self {
        Self { file, record, field: Arc::clone(field), raw: None }
    }

    /// The same place, with the text that stood there.
    #[must_use]
    pub fn with_raw(mut self, raw: &str) -> Self {
        self.raw = Some(raw.into());
        self
    }
}

impl<T> Sourced<T> {
    /// Joins a value to its place.
    pub fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }
}
