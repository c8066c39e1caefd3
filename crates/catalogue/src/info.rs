//! What a catalogue was made from.

use tamis_lists::{Format, Snapshot, SnapshotFile};
use tamis_model::{ListId, PartialDate};

/// One edition of a list, as it went into a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SnapshotInfo {
    /// The list.
    pub list: ListId,
    /// The format that it was read from.
    pub format: Format,
    /// The day that the publisher prints, where there is one.
    pub edition: Option<PartialDate>,
    /// The files that it was read from, with their hashes.
    pub files: Vec<SnapshotFile>,
    /// Records in the primary file, as the publisher counts them.
    pub records: u32,
    /// Entities that were read.
    pub entities: u32,
    /// Things that could not be read or were odd.
    pub problems: u32,
}

impl SnapshotInfo {
    /// What there is to say about this snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        Self {
            list: snapshot.list.clone(),
            format: snapshot.format,
            edition: snapshot.edition,
            files: snapshot.files.clone(),
            records: snapshot.records,
            entities: snapshot.entities.len() as u32,
            problems: snapshot.problems.len() as u32,
        }
    }
}

/// What a catalogue was made from, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CatalogueInfo {
    /// Version of Tamis that compiled it.
    pub engine: String,
    /// The snapshots, in the order in which they were compiled.
    pub snapshots: Vec<SnapshotInfo>,
    /// The lists, each once, in the order of the snapshots; [`crate::ListingFact::list`] counts these.
    pub lists: Vec<ListId>,
    /// How many entities it holds.
    pub entities: u32,
    /// How many names these have.
    pub names: u32,
    /// How many rows: an entity's name in one of its readings.
    pub rows: u32,
    /// How many tokens its names have between them.
    pub tokens: u32,
}
