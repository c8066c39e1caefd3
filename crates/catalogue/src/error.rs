//! Why a catalogue could not be made, opened or read.

use std::path::PathBuf;

/// Why a catalogue could not be made, opened or read. Each message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// The file could not be opened, mapped or written.
    #[error("{}: {message}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        message: String,
    },
    /// The bytes do not start as a catalogue does.
    #[error("not a catalogue: {0} (give list files with --list, or import them)")]
    Foreign(&'static str),
    /// Another version of Tamis made it.
    #[error(
        "the catalogue was made by another version of Tamis ({found}; this one reads {expected}); compile it again"
    )]
    Version {
        /// What the file says.
        found: String,
        /// What this program reads.
        expected: String,
    },
    /// It is shorter or longer than its header says.
    #[error("the catalogue has {found} bytes where {expected} were written; compile it again")]
    Length {
        /// Bytes that there are.
        found: u64,
        /// Bytes that its header promises.
        expected: u64,
    },
    /// Bytes changed after they were written, or make no sense.
    #[error("the catalogue is damaged ({0}); compile it again")]
    Damaged(String),
    /// More was given than a catalogue can number.
    #[error("too many {what}: a catalogue holds at most {limit}")]
    TooLarge {
        /// What there was too much of.
        what: &'static str,
        /// How much there may be.
        limit: u64,
    },
}
