//! Rows and their cells.

use serde_json::{Map, Value};
use tamis_model::Problem;

/// The cells of a row, in one piece of memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cells {
    text: String,
    ends: Vec<u32>,
}

impl Cells {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The cell at a place, from 0; `None` beyond the row's end.
    pub fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }

    /// All cells from the left.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at).unwrap_or_default())
    }

    /// Whether every cell is blank.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Adds a cell.
    pub fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.end_cell();
    }

    /// Adds to a cell that is not finished.
    pub(crate) fn extend(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Finishes a cell.
    pub(crate) fn end_cell(&mut self) {
        self.ends.push(self.text.len() as u32);
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

impl<'a> FromIterator<&'a str> for Cells {
    fn from_iter<T: IntoIterator<Item = &'a str>>(cells: T) -> Self {
        let mut row = Self::default();
        cells.into_iter().for_each(|cell| row.push(cell));
        row
    }
}

/// What a row holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// The cells of a table, under [`crate::Table::columns`].
    Cells(Cells),
    /// A JSON object.
    Object(Map<String, Value>),
}

/// A row of a table or an object of a JSON file.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number among the records of the file, from 1; the header does not count.
    pub number: u32,
    /// The line (text) or row (sheet) on which it starts, from 1, as an editor or spreadsheet shows it.
    pub line: u32,
    /// What it holds.
    pub body: Body,
    /// What is odd about it while it could still be read: a stray quote, a missing cell, a formula's error.
    pub problems: Vec<Problem>,
}

impl Row {
    /// The cells; `None` for an object.
    pub fn cells(&self) -> Option<&Cells> {
        match &self.body {
            Body::Cells(cells) => Some(cells),
            Body::Object(_) => None,
        }
    }
}
