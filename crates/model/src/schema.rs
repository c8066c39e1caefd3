//! FollowTheMoney schemata.

use std::fmt;

/// What kind of thing a name names: decides how the name is read and what can be compared with what.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// A natural person.
    Person,
    /// A company, authority, association or other body.
    Organization,
    /// A vessel, aircraft, vehicle, wallet, security or other thing.
    Object,
    /// Not said.
    #[default]
    Unknown,
}

macro_rules! schemata {
    ($($(#[$doc:meta])* $variant:ident => $kind:ident),* $(,)?) => {
        /// A FollowTheMoney schema: the ones that Tamis screens by name, any other one by its own name.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Schema {
            $($(#[$doc])* $variant,)*
            /// Any other schema, kept so that nothing is lost on the way out.
            Other(Box<str>),
        }

        impl Schema {
            /// Those that are not [`Self::Other`]. Catalogues store the place of a schema here: a change of their order is
            /// a change of the catalogue's format.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant,)*];

            /// The schema of this exact name.
            pub fn from_name(name: &str) -> Self {
                match name {
                    $(stringify!($variant) => Self::$variant,)*
                    other => Self::Other(other.into()),
                }
            }

            /// Its FollowTheMoney name.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                    Self::Other(name) => name,
                }
            }

            /// What kind of thing it describes; `Unknown` for schemata that are no party.
            pub fn kind(&self) -> SubjectKind {
                match self {
                    $(Self::$variant => SubjectKind::$kind,)*
                    Self::Other(_) => SubjectKind::Unknown,
                }
            }
        }
    };
}

schemata! {
    /// A thing of any kind.
    Thing => Unknown,
    /// A person or an organisation: who can have rights and duties.
    LegalEntity => Unknown,
    /// A natural person.
    Person => Person,
    /// Any organisation.
    Organization => Organization,
    /// A company.
    Company => Organization,
    /// An authority or a body of a state.
    PublicBody => Organization,
    /// A thing that can be owned.
    Asset => Object,
    /// A ship or boat.
    Vessel => Object,
    /// An aircraft.
    Airplane => Object,
    /// A land vehicle, or a means of transport of unknown kind.
    Vehicle => Object,
    /// A wallet of a crypto-currency.
    CryptoWallet => Object,
    /// A security.
    Security => Object,
}

impl Schema {
    /// Whether a subject of this schema could be an entity of the other: a person is no vessel, but a legal entity
    /// may be a person or a company.
    pub fn may_be(&self, other: &Self) -> bool {
        let (a, b) = (self.kind(), other.kind());
        a == b || a == SubjectKind::Unknown || b == SubjectKind::Unknown
    }

    /// Understands a schema name or a usual word for it ("individual", "entity", "ship", "-0-"), in any case.
    pub fn parse(text: &str) -> Option<Self> {
        let word = text.trim().to_lowercase();
        Some(match word.as_str() {
            "person" | "individual" | "natural person" | "human" | "p" | "i" | "physical person" => {
                Self::Person
            }
            "organization" | "organisation" | "org" | "group" | "association" => Self::Organization,
            "company" | "business" | "corporate" | "corporation" | "firm" | "enterprise" => Self::Company,
            "legalentity" | "legal entity" | "entity" | "e" | "legal person" => Self::LegalEntity,
            "publicbody" | "public body" | "authority" | "government" => Self::PublicBody,
            "vessel" | "ship" | "boat" => Self::Vessel,
            "airplane" | "aircraft" | "plane" | "aeroplane" => Self::Airplane,
            "vehicle" => Self::Vehicle,
            "cryptowallet" | "crypto wallet" | "wallet" => Self::CryptoWallet,
            "security" => Self::Security,
            "asset" => Self::Asset,
            "thing" => Self::Thing,
            _ => match Self::from_name(text.trim()) {
                Self::Other(_) => return None,
                known => known,
            },
        })
    }
}

impl fmt::Display for Schema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Schema {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Schema {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_name(&String::deserialize(deserializer)?))
    }
}
