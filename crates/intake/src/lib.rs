//! A user's file in, subjects out, with where in the file each came from.

mod pairs;
mod subjects;

pub use pairs::{Pair, Pairs};
pub use subjects::{IntakeError, Settings, Subject, Subjects};
pub use tamis_tables::{Mapping, Source};
