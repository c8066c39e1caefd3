//! What could not be read, and what to do about it.

use std::fmt;

/// How much a problem costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something is odd but nothing was lost.
    Note,
    /// A value could not be understood; it is kept as raw text.
    Warning,
    /// A record could not be read.
    Error,
}

/// One thing that could not be read: where it stands, what is wrong, what to do.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// How much it costs.
    pub severity: Severity,
    /// The file's name as the user gave it, or empty where the reader was not told.
    pub file: String,
    /// The line or row, from 1; 0 when the problem is the whole file's.
    pub record: u32,
    /// The column, element or attribute; empty when the problem is the whole record's.
    pub field: String,
    /// What is wrong, in a sentence without its place.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
}

impl Problem {
    /// A problem of a record or one of its fields; the file's name is added by whoever knows it.
    pub fn new(severity: Severity, record: u32, field: &str, message: impl Into<String>) -> Self {
        let (file, hint) = (String::new(), String::new());
        Self { severity, file, record, field: field.into(), message: message.into(), hint }
    }

    /// The same, with what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same, in a named file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.record > 0 {
            write!(f, ":{}", self.record)?;
        }
        if !self.field.is_empty() {
            write!(f, " [{}]", self.field)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}
