//! Countries: their codes, and the names and adjectives by which lists and customers mean them.

use std::fmt;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A country or territory by its ISO 3166-1 alpha-2 code in lower case, as FollowTheMoney writes it; also
/// `xk` (Kosovo), `eu`, and the codes of states that are no more (`su`, `yu`, `cs`, `dd`, `zr`, `an`), since birth places
/// still name them.
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
    /// The country of this two-letter code, in any case; `None` when there is none. The EU's own `UK` and `EL` are
    /// understood as `gb` and `gr`.
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
        let code = match bytes.map(|b| b.to_ascii_lowercase()) {
            [b'u', b'k'] => *b"gb",
            [b'e', b'l'] => *b"gr",
            other => other,
        };
        SHOWN.binary_search_by_key(&code, |(country, _)| country.0).is_ok().then_some(Self(code))
    }

    /// Understands a code of two or three letters, a name in a usual language and spelling, or an adjective
    /// ("Belarusian"); `None` for what it does not know.
    ///
    /// Case, accents, punctuation and the order of words do not count, nor does "(the)": `Korea, North` is `North Korea`.
    /// Of `USSR (now Belarus)` it is Belarus, of `Bahrain (citizenship revoked)` Bahrain, of `Haiti / Haïti` Haiti.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() == 2 && text.is_ascii() {
            return Self::from_code(text);
        }
        // No name of a country is nearly that long; prose is not searched.
        if text.len() > MAX_LENGTH {
            return None;
        }
        named(text).or_else(|| inside(text)).or_else(|| each(text))
    }

    /// Its code, two lower-case letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// Its usual English name.
    pub fn name(&self) -> &'static str {
        let found = SHOWN.binary_search_by_key(&self.0, |(country, _)| country.0);
        found.map_or("", |at| SHOWN[at].1)
    }

    /// Every country and territory that is known, in the order of the codes.
    pub fn all() -> impl Iterator<Item = Self> {
        SHOWN.iter().map(|(country, _)| *country)
    }
}

/// Longest text that is taken for a country. The longest name is that of the United Kingdom, 52 letters.
const MAX_LENGTH: usize = 160;

/// Names as [`key`] makes them, sorted. Apart from [`SHOWN`], since whoever has codes needs no names.
static KEYS: LazyLock<Vec<(Box<str>, Country)>> = LazyLock::new(|| {
    let mut keys = Vec::with_capacity(5_000);
    for (country, long, shown, others) in rows() {
        let names = [long, shown].into_iter().chain(others.split('|'));
        keys.extend(names.map(|name| (key(name).into(), country)));
    }
    keys.retain(|(key, _): &(Box<str>, _)| !key.is_empty());
    keys.sort();
    keys
});

/// The name of each country in answers, sorted by code.
static SHOWN: LazyLock<Vec<(Country, &'static str)>> = LazyLock::new(|| {
    let mut shown: Vec<_> = rows().map(|(country, _, shown, _)| (country, shown)).collect();
    shown.sort_unstable();
    shown
});

/// The rows of the table of names, see its first lines: country, code of three letters, name in answers, other names.
fn rows() -> impl Iterator<Item = (Country, &'static str, &'static str, &'static str)> {
    let lines = include_str!("../data/countries.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut fields = line.split('\t');
        let country = Country(fields.next()?.as_bytes().try_into().ok()?);
        Some((country, fields.next()?, fields.next()?, fields.next().unwrap_or_default()))
    })
}

/// Words that say nothing about which country is meant.
const EMPTY_WORDS: &[&str] = &[
    "the", "of", "and", "de", "la", "du", "des", "del", "et", "y", "und", "der", "die", "das", "e", "d", "l",
    "le", "les", "el",
];

/// A name without case, accents and punctuation, its words in the order of the alphabet.
fn key(name: &str) -> String {
    let mut letters = String::with_capacity(name.len());
    let plain = name.bytes().take_while(u8::is_ascii).count();
    // A mark may follow the last plain letter, but changes nothing of it once it is taken off.
    let (plain, rest) = name.split_at(plain);
    for b in plain.bytes() {
        match b {
            b'\'' | b'`' | b'.' => {}
            b if b.is_ascii_alphanumeric() => letters.push(char::from(b.to_ascii_lowercase())),
            _ => letters.push(' '),
        }
    }
    for c in rest.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => letters.push_str("ss"),
            'æ' => letters.push_str("ae"),
            'ı' => letters.push('i'),
            'ł' => letters.push('l'),
            'ø' => letters.push('o'),
            'ð' => letters.push('d'),
            '\'' | '’' | '‘' | '`' | '.' => {}
            c if c.is_alphanumeric() => letters.push(c),
            _ => letters.push(' '),
        }
    }
    let mut words: Vec<&str> = letters.split_whitespace().filter(|w| !EMPTY_WORDS.contains(w)).collect();
    words.sort_unstable();
    words.join(" ")
}

/// The country of exactly this name, or of this name with a word such as "citizen" behind it.
fn named(text: &str) -> Option<Country> {
    let find = |key: &str| {
        let found = KEYS.binary_search_by(|(known, _)| (**known).cmp(key));
        found.ok().map(|at| KEYS[at].1)
    };
    find(&key(text)).or_else(|| {
        let (words, last) = text.trim_end_matches(['.', ' ']).rsplit_once(' ')?;
        let last = last.to_ascii_lowercase();
        matches!(last.as_str(), "citizen" | "citizenship" | "national" | "nationality" | "origin")
            .then(|| find(&key(words)))?
    })
}

/// `USSR (now Belarus)`: what it is now; `Bahrain (citizenship revoked)`: what stands before; `Region (Iran)`: what
/// stands inside.
fn inside(text: &str) -> Option<Country> {
    let (before, rest) = text.split_once('(')?;
    let (inner, _) = rest.split_once(')').unwrap_or((rest, ""));
    if let Some(now) = inner.trim().strip_prefix("now ").or_else(|| inner.trim().strip_prefix("present-day "))
    {
        return named(now.trim_start_matches("part of "));
    }
    named(before).or_else(|| before.trim().is_empty().then(|| named(inner))?)
}

/// `Haiti / Haïti`: several names of one country.
fn each(text: &str) -> Option<Country> {
    let mut pieces = text.split('/').map(|piece| named(piece).or_else(|| inside(piece)));
    let first = pieces.next()??;
    pieces.all(|piece| piece == Some(first)).then_some(first)
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

#[cfg(test)]
mod tests {
    //! 1. Codes, official and short names, adjectives and former states are understood, however they are written.
    //! 2. What is no country is none.
    //! 3. No name stands for two countries, and every country finds itself by its name and codes.

    use super::*;

    #[test]
    fn ways_of_writing() {
        for (text, code) in [
            ("BY", "by"),
            ("blr", "by"),
            ("Belarus / Bélarus", "by"),
            ("Belarusian", "by"),
            ("Рэспубліка Беларусь", "by"),
            ("Белоруссия", "by"),
            ("former USSR (now Belarus)", "by"),
            ("Korea, North", "kp"),
            ("DPRK", "kp"),
            ("Democratic People’s Republic of Korea (DPRK)", "kp"),
            ("Korea, Republic of", "kr"),
            ("Syrian Arab Republic", "sy"),
            ("Burma", "mm"),
            ("Myanmar (Burma) / Myanmar (Birmanie)", "mm"),
            ("Cote d'Ivoire", "ci"),
            ("Côte d’Ivoire", "ci"),
            ("Cote d Ivoire", "ci"),
            ("UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND (THE)", "gb"),
            ("UK", "gb"),
            ("U.S.A.", "us"),
            ("Iran (Islamic Republic of)", "ir"),
            ("Congo, Democratic Republic of the", "cd"),
            ("Republic of the Congo", "cg"),
            ("Kuwaiti citizenship", "kw"),
            ("Bahrain (citizenship revoked in January 2015)", "bh"),
            ("USSR", "su"),
            ("Россия", "ru"),
            ("Allemagne", "de"),
            ("中国", "cn"),
            ("Virgin Islands, British", "vg"),
            ("Region: Gaza", "ps"),
            ("Kosovo", "xk"),
        ] {
            assert_eq!(Country::parse(text).map(|c| c.code().to_owned()).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn no_countries() {
        for text in
            ["", "Utopia", "zz", "x", "Pyongyang", "1", "Crimea", "Russia, Ukraine", "(", "/", "ua-43"]
        {
            assert_eq!(Country::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_country_finds_itself() {
        for country in Country::all() {
            assert_eq!(Country::parse(country.name()), Some(country));
            assert_eq!(Country::from_code(country.code()), Some(country));
        }
        let twice: Vec<_> = KEYS.windows(2).filter(|w| w[0].0 == w[1].0 && w[0].1 != w[1].1).collect();
        assert_eq!(twice, [] as [&[(Box<str>, Country)]; 0]);
        assert!(Country::all().count() > 250);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,40}") {
            let _ = Country::parse(&text);
        }
    }
}
