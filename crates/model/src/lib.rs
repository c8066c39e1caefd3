//! What the other rooms speak of: entities, their names, dates, identifiers and countries, their listings and
//! measures, and where each of these was read.
//!
//! Nothing here knows a list's format or a score.

mod country;
mod date;
mod entity;
mod ftm;
mod identifier;
mod listing;
mod name;
mod problem;
mod schema;
mod source;

pub use country::{Country, CountryLink, CountryTie};
pub use date::{DateError, DateOrder, PartialDate, Precision};
pub use entity::{Address, Entity, EntityId, Gender, ListId, Particular, Relation};
pub use ftm::{FtmRecord, FtmValue, Properties, merge as merge_ftm};
pub use identifier::{Checksum, Identifier, IdentifierKind};
pub use listing::{Listing, Measure};
pub use name::{Name, NameKind, NamePart, PartKind, Strength};
pub use problem::{Problem, Severity};
pub use schema::{Schema, SubjectKind};
pub use source::{Field, Source, Sourced};
