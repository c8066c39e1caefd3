//! FollowTheMoney: records in and out, and what they say as entities.
//!
//! An [`FtmRecord`] is a JSON object as it stands, nothing lost and nothing understood. [`FtmRecord::to_entity`] reads
//! one record; [`merge`] reads a file of them, in which sanctions, addresses, documents and ties are records of their
//! own; [`FtmRecord::from_entity`] writes an entity with those nested.

mod merge;
mod read;
mod record;
mod write;

pub use merge::merge;
pub use record::{FtmRecord, FtmValue, Properties};

use crate::{CountryTie, IdentifierKind, NameKind, PartKind, Strength};

/// Properties that are names, and what kind of name each is. The first of a kind is the one that is written.
const NAMES: &[(&str, NameKind, Strength)] = &[
    ("name", NameKind::Primary, Strength::Strong),
    ("alias", NameKind::Alias, Strength::Strong),
    ("weakAlias", NameKind::Alias, Strength::Weak),
    ("previousName", NameKind::Former, Strength::Strong),
    ("maidenName", NameKind::Maiden, Strength::Strong),
    ("birthName", NameKind::Maiden, Strength::Strong),
    ("abbreviation", NameKind::Alias, Strength::Weak),
];

/// Properties that are parts of names.
const PARTS: &[(&str, PartKind)] = &[
    ("firstName", PartKind::Given),
    ("secondName", PartKind::Middle),
    ("middleName", PartKind::Middle),
    ("fatherName", PartKind::Patronymic),
    ("motherName", PartKind::Matronymic),
    ("lastName", PartKind::Family),
    ("nameSuffix", PartKind::Suffix),
];

/// Properties that are countries.
const COUNTRIES: &[(&str, CountryTie)] = &[
    ("country", CountryTie::Other),
    ("mainCountry", CountryTie::Other),
    ("nationality", CountryTie::Nationality),
    ("citizenship", CountryTie::Nationality),
    ("birthCountry", CountryTie::Birth),
    ("jurisdiction", CountryTie::Jurisdiction),
    ("residence", CountryTie::Residence),
    ("flag", CountryTie::Flag),
    ("pastFlags", CountryTie::FormerFlag),
];

/// Properties that say when something came to be, and when it ended.
const BIRTHS: &[&str] = &["birthDate", "incorporationDate", "buildDate"];
const DEATHS: &[&str] = &["deathDate", "dissolutionDate"];

/// The status of a sanction that has ended, as it is written; [`ENDS`] are the words that are read so.
const ENDED: &str = "ended";
const ENDS: &[&str] = &[
    ENDED,
    "expired",
    "delisted",
    "de-listed",
    "removed",
    "revoked",
    "lifted",
    "terminated",
    "inactive",
    "rescinded",
];

/// Properties that are numbers beyond those that [`IdentifierKind::property`] names.
const NUMBERS: &[(&str, IdentifierKind)] = &[
    ("vatCode", IdentifierKind::Tax),
    ("isinCode", IdentifierKind::Isin),
    ("uniqueEntityId", IdentifierKind::Other),
    ("giiNumber", IdentifierKind::Other),
    ("npiCode", IdentifierKind::Other),
    ("bikCode", IdentifierKind::Other),
];

/// The kind of number that a property holds.
fn number_kind(property: &str) -> Option<IdentifierKind> {
    let own = IdentifierKind::ALL.iter().find(|kind| kind.property() == property).copied();
    own.or_else(|| NUMBERS.iter().find(|(name, _)| *name == property).map(|(_, kind)| *kind))
}

/// A schema that ties two parties: its properties for either side, and what either is to the other.
struct Tie {
    schema: &'static str,
    from: &'static str,
    to: &'static str,
    forth: &'static str,
    back: &'static str,
}

const fn tie(
    schema: &'static str,
    from: &'static str,
    to: &'static str,
    forth: &'static str,
    back: &'static str,
) -> Tie {
    Tie { schema, from, to, forth, back }
}

/// FollowTheMoney's schemata of ties (those that descend from `Interest` and `Interval` with two sides).
#[rustfmt::skip]
const TIES: &[Tie] = &[
    tie("Ownership", "owner", "asset", "Owner of", "Owned by"),
    tie("Directorship", "director", "organization", "Director of", "Directed by"),
    tie("Family", "person", "relative", "Family member of", "Family member of"),
    tie("Associate", "person", "associate", "Associate of", "Associate of"),
    tie("Membership", "member", "organization", "Member of", "Has as member"),
    tie("Employment", "employee", "employer", "Employee of", "Employer of"),
    tie("Representation", "agent", "client", "Acts for", "Represented by"),
    tie("Succession", "predecessor", "successor", "Predecessor of", "Successor of"),
    tie("UnknownLink", "subject", "object", "Linked to", "Linked to"),
    tie("Debt", "debtor", "creditor", "Debtor of", "Creditor of"),
];
