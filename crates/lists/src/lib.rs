//! An authority's file in, entities with listings and the source of every value out; one module a format.
//!
//! [`read`] is given the bytes of one or more files. Each file is recognised by its content, never by its name; files
//! that belong together (an OFAC primary file and its alternates, addresses and comments) are read together. What
//! comes out is one [`Snapshot`] a list edition. What could not be read is in its problems, with file, record, field
//! and what to do; the rest goes on. A file that cannot be trusted as a whole (cut off, not well-formed) is refused.

mod ca;
mod ch;
mod dated;
mod entry;
mod eu;
mod format;
mod ftm;
mod jp;
mod ofac;
mod seen;
mod simple;
mod uk;
mod un;
mod unpack;
mod us;
mod user;
mod xml;

pub use format::{Format, InputFile, ReadError, Snapshot, SnapshotFile, read, read_told, recognise};
pub use tamis_tables::{LayoutError, Mapping};
pub use user::OwnTables;
