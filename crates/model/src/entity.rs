//! Whoever or whatever is listed or screened.

use std::fmt;
use std::sync::Arc;

use crate::{CountryLink, Identifier, Listing, Name, PartialDate, Schema, Sourced};

/// The name of a list: `us-ofac-sdn`, `eu-consolidated`, or the stem of a user's own file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct ListId(Arc<str>);

impl ListId {
    /// A list of this name.
    pub fn new(name: &str) -> Self {
        Self(name.into())
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ListId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An entity's id: its list, a colon, the publisher's own id. A subject's id is whatever its file says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct EntityId(Box<str>);

impl EntityId {
    /// The id of a list's entity.
    pub fn new(list: &ListId, native: &str) -> Self {
        Self(format!("{list}:{}", native.trim()).into())
    }

    /// An id that is already whole.
    pub fn whole(id: &str) -> Self {
        Self(id.into())
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The publisher's own id: what follows the first colon.
    pub fn native(&self) -> &str {
        self.0.split_once(':').map_or(&*self.0, |(_, native)| native)
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gender as a list or a document states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Stated, and neither of the two.
    Other,
}

impl Gender {
    /// Understands the usual words and letters; `None` for what it does not know.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text.trim().to_lowercase().as_str() {
            "m" | "male" | "man" | "masculine" | "mr" | "homme" | "männlich" | "мужской" | "м" => {
                Self::Male
            }
            "f" | "female" | "woman" | "feminine" | "w" | "femme" | "weiblich" | "женский" | "ж" => {
                Self::Female
            }
            "other" | "x" | "diverse" | "divers" | "non-binary" => Self::Other,
            _ => return None,
        })
    }

    /// As FollowTheMoney writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Male => "male",
            Self::Female => "female",
            Self::Other => "other",
        }
    }
}

/// An address, whole and in the parts that the publisher names.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Address {
    /// The whole address in one line.
    pub full: String,
    /// Street, house, post box.
    pub street: String,
    /// City, town or village.
    pub city: String,
    /// Region, state or province.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// The country as written.
    pub country_text: String,
    /// The country as understood.
    pub country: Option<crate::Country>,
}

/// A tie to another party, as a list states it; not a share of ownership.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Relation {
    /// The publisher's words: "Linked To", "Owner or controlled by", "Family member of".
    pub kind: String,
    /// The other party's id in the same list, where the publisher gives it or it could be resolved.
    pub target: Option<EntityId>,
    /// The other party's name as written.
    pub name: String,
}

/// Any further fact, under its FollowTheMoney property name: `position`, `title`, `callSign`, `tonnage`, `notes` …
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Particular {
    /// FollowTheMoney property name.
    pub property: crate::Field,
    /// The value as text.
    pub text: String,
}

/// A person, organisation, vessel, aircraft, wallet or other thing: listed, or asked about.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// What it is.
    pub schema: Schema,
    /// Its names; the first one is how it is shown.
    pub names: Vec<Sourced<Name>>,
    /// When it was born (persons), founded (organisations) or built (vessels).
    pub births: Vec<Sourced<PartialDate>>,
    /// When it died, was dissolved or broken up.
    pub deaths: Vec<Sourced<PartialDate>>,
    /// Where it was born, as written.
    pub birth_places: Vec<Sourced<String>>,
    /// Its countries, and what each is to it.
    pub countries: Vec<Sourced<CountryLink>>,
    /// Its gender.
    pub genders: Vec<Sourced<Gender>>,
    /// Its documents and registrations.
    pub identifiers: Vec<Sourced<Identifier>>,
    /// Its addresses.
    pub addresses: Vec<Sourced<Address>>,
    /// Its ties to others.
    pub relations: Vec<Sourced<Relation>>,
    /// Everything else that was said.
    pub particulars: Vec<Sourced<Particular>>,
    /// Its listings; empty for a subject.
    pub listings: Vec<Listing>,
}

impl Entity {
    /// An entity of which only id and schema are known yet.
    pub fn new(id: EntityId, schema: Schema) -> Self {
        Self {
            id,
            schema,
            names: Vec::new(),
            births: Vec::new(),
            deaths: Vec::new(),
            birth_places: Vec::new(),
            countries: Vec::new(),
            genders: Vec::new(),
            identifiers: Vec::new(),
            addresses: Vec::new(),
            relations: Vec::new(),
            particulars: Vec::new(),
            listings: Vec::new(),
        }
    }

    /// The name by which it is shown; its id when it has none.
    pub fn caption(&self) -> &str {
        self.names.first().map_or(self.id.as_str(), |n| n.value.full.as_str())
    }

    /// The texts of a further fact, in the order read.
    pub fn particulars<'a>(&'a self, property: &'a str) -> impl Iterator<Item = &'a str> {
        self.particulars.iter().filter(move |p| &*p.value.property == property).map(|p| p.value.text.as_str())
    }
}
