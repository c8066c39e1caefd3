//! A name as a list or a customer file gives it, before it is understood.

/// What a name is to its bearer.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// The name under which the publisher lists the entity.
    #[default]
    Primary,
    /// Another name in use.
    Alias,
    /// A name given up (f.k.a., renamed vessels and companies).
    Former,
    /// A name before marriage.
    Maiden,
}

/// How far the publisher vouches for a name.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Good for identifying the bearer; also what a publisher says nothing about.
    #[default]
    Strong,
    /// Marked by the publisher as weak or of low quality: a nickname, a common word.
    Weak,
}

/// Which part of a name a piece of text is, where the publisher says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// Given name.
    Given,
    /// Second given name, or whatever stands between given and family name.
    Middle,
    /// Father's name as part of the name.
    Patronymic,
    /// Mother's family name as part of the name.
    Matronymic,
    /// Family name.
    Family,
    /// Title, rank or honorific.
    Title,
    /// Generational or other suffix.
    Suffix,
}

/// A part of a name and its kind.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NamePart {
    /// Which part.
    pub kind: PartKind,
    /// Its text.
    pub text: String,
}

/// A name: its full text and what the publisher says about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Name {
    /// The whole name in one string, in the order in which it is normally written.
    pub full: String,
    /// What it is to its bearer.
    pub kind: NameKind,
    /// How far the publisher vouches for it.
    pub strength: Strength,
    /// The parts that the publisher names; empty when it gives one string.
    pub parts: Vec<NamePart>,
    /// ISO 639 language, where the publisher says so.
    pub language: Option<String>,
    /// ISO 15924 script, where the publisher says so.
    pub script: Option<String>,
}

impl Name {
    /// A primary name in one string.
    pub fn new(full: impl Into<String>) -> Self {
        Self { full: full.into(), ..Self::default() }
    }

    /// The same text as another kind of name.
    #[must_use]
    pub fn of_kind(mut self, kind: NameKind) -> Self {
        self.kind = kind;
        self
    }

    /// The same name, vouched for this far.
    #[must_use]
    pub fn of_strength(mut self, strength: Strength) -> Self {
        self.strength = strength;
        self
    }

    /// The same name with a part added; empty text adds nothing.
    #[must_use]
    pub fn with_part(mut self, kind: PartKind, text: &str) -> Self {
        if !text.trim().is_empty() {
            self.parts.push(NamePart { kind, text: text.trim().to_owned() });
        }
        self
    }

    /// The first part of a kind.
    pub fn part(&self, kind: PartKind) -> Option<&str> {
        self.parts.iter().find(|p| p.kind == kind).map(|p| p.text.as_str())
    }
}
