//! Entities in, one immutable mapped file out; a subject in, candidates out.
//!
//! [`compile`] makes the bytes of a catalogue, [`write()`] puts them in a file, [`Catalogue::open`] maps it.
//! [`Catalogue::understand`] understands a subject once, [`Catalogue::candidates`] finds the entities that could be it,
//! and [`Catalogue::scan`] finds the same by looking at every name, which is how the former is held to account.

mod agreement;
mod ahead;
mod altered;
mod asked;
mod beside;
mod catalogue;
mod compile;
mod customers;
mod distinct;
mod error;
mod facts;
mod file;
mod format;
mod info;
mod keys;
mod learned;
mod lost;
mod marks;
mod names;
mod postings;
mod query;
mod ranking;
mod records;
mod remembered;
mod search;
mod stored;

use std::path::Path;

pub use altered::Alteration;
pub use catalogue::{Catalogue, EntityIndex, Row};
pub use compile::{Progress, compile};
pub use customers::CustomerTokens;
pub use error::CatalogueError;
pub use facts::{AddressFact, EntityFacts, IdentifierFact, ListingFact, MeasureSet, NameFact, fold};
pub use info::{CatalogueInfo, SnapshotInfo};
pub use lost::Lost;
pub use query::{Query, QueryReading};
pub use remembered::Remembered;
pub use search::{Candidate, Candidates, MINIMUM_LIKENESS, NameMatch, Scratch};

/// Writes a compiled catalogue to its place: beside it first, then renamed, so that the place always holds a whole one.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), CatalogueError> {
    file::write(path, bytes)
}
