//! Countries: their codes, and the names and adjectives by which lists and customers mean them.

use std::fmt;

/// A country or territory by its ISO 3166-1 alpha-2 code in lower case, as FollowTheMoney writes it; also the
/// codes of states that are no more (`su`, `yu`, `cs`, `dd`, `zr`), since birth places still name them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

/// What a country is to an entity. Nationality and residence are not the same thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CountryTie {
    /// Nationality or citizenship.
    Nationality,
    /// Where a person lives, or an organisation works.
    Residence,
    /// Where an organisation is registered.
    Jurisdiction,
    /// The flag of a vessel or the registration of an aircraft.
    Flag,
    /// A flag that a vessel flew before.
    FormerFlag,
    /// Where a person was born.
    Birth,
    /// Some tie that the source does not name.
    Other,
}

/// A country and what it is to an entity.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CountryLink {
    /// The country; `None` where the text is not understood ("Utopia"), which the source's raw text then shows.
    pub country: Option<Country>,
    /// The country as written.
    pub text: String,
    /// What it is to the entity.
    pub tie: CountryTie,
}

impl Country {
    /// The country of this two-letter code, in any case; `None` when there is none.
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_lowercase())))
    }

    /// Understands a code of two or three letters, a name in a usual language and spelling, or an adjective
    /// ("Belarusian"); `None` for what it does not know.
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_code(text.trim())
    }

    /// Its code, two lower-case letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl serde::Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom(format!("{code:?} is no country code")))
    }
}
