//! What is answered: matches, the listings behind them, and the evidence in sentences.

use serde::Serialize;
use tamis_model::{Entity, Listing, Measure, Source};

/// Everything that was found of one subject.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Answer {
    /// The matches, by falling score.
    pub matches: Vec<Match>,
    /// What a reader must know to trust the answer: a limit that cut something, a fact that could not be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Answer {
    /// Whether a person has to look.
    pub fn alerts(&self) -> bool {
        self.matches.iter().any(|m| m.alert)
    }
}

/// A subject and an entity, with a score and why.
#[derive(Debug, Clone, Serialize)]
pub struct Match {
    /// The entity; where several entries are one real party, the one that fits best.
    pub entity: Matched,
    /// The probability that subject and entity are the same, 0 to 1.
    pub score: f32,
    /// Whether the policy asks a person to look.
    pub alert: bool,
    /// What speaks for and against, the names first.
    pub evidence: Vec<Evidence>,
    /// Entries of other lists that are the same real party.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Matched>,
}

/// An entity as far as an answer shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Matched {
    /// Its id.
    pub id: String,
    /// The name by which its list shows it.
    pub name: String,
    /// Its schema.
    pub schema: String,
    /// Its list.
    pub list: String,
    /// Its listings.
    pub listings: Vec<ListingFacts>,
    /// The whole record, for reports; not part of the JSON contract.
    #[serde(skip)]
    pub record: Entity,
}

/// A listing as far as an answer shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ListingFacts {
    /// The list.
    pub list: String,
    /// Its programmes.
    pub programmes: Vec<String>,
    /// What the law does.
    pub measures: Vec<Measure>,
    /// Since when, ISO 8601 as far as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Until when, for a listing that has ended or is to end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The legal acts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legal_acts: Vec<String>,
    /// The publisher's reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Why, in the publisher's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
}

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The level in the weights table, or `name`, or `name.` and the reason of a pair of tokens, or `score.calibration`.
    pub kind: String,
    /// What it adds to the log-odds; the tokens of a name are part of the `name` line and weigh nothing of their own.
    pub weight: f32,
    /// A sentence for somebody who has never seen the program.
    pub text: String,
    /// Where the entity's side was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Place>,
}

impl Evidence {
    /// Whether it says something of the two records; the calibration says how such evidence is taken.
    pub fn is_of_records(&self) -> bool {
        self.kind != CALIBRATION
    }
}

/// The kind of the line that says what the calibration adds.
pub(crate) const CALIBRATION: &str = "score.calibration";

/// Where a value stands in its list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file of the snapshot, from 0.
    pub file: u16,
    /// The line or row, from 1.
    pub record: u32,
    /// The column, element or attribute.
    pub field: String,
    /// The text that stands there, where it is not the value itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
}

impl From<&Source> for Place {
    fn from(source: &Source) -> Self {
        let (file, record) = (source.file, source.record);
        Self { file, record, field: source.field.to_string(), raw: source.raw.as_deref().map(str::to_owned) }
    }
}

impl From<&Listing> for ListingFacts {
    fn from(listing: &Listing) -> Self {
        Self {
            list: listing.list.to_string(),
            programmes: listing.programmes.clone(),
            measures: listing.measures.clone(),
            since: listing.since().map(ToString::to_string),
            until: listing.until().map(ToString::to_string),
            legal_acts: listing.legal_acts.clone(),
            reference: listing.reference.clone(),
            reasons: listing.reasons.clone(),
        }
    }
}

impl From<Entity> for Matched {
    fn from(entity: Entity) -> Self {
        let list = entity.listings.first().map_or_else(
            || entity.id.as_str().split_once(':').map_or("", |(list, _)| list).to_owned(),
            |listing| listing.list.to_string(),
        );
        Self {
            id: entity.id.to_string(),
            name: entity.caption().to_owned(),
            schema: entity.schema.to_string(),
            list,
            listings: entity.listings.iter().map(ListingFacts::from).collect(),
            record: entity,
        }
    }
}
