//! What an entry of the word tables says. Shared with the build, which works the entries out.

use crate::hash;

/// What a token means, in eight bytes: the class in the upper 56 bits, the kind and the mark of ambiguity below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sense(u64);

/// What kind of meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum SenseKind {
    /// A given name.
    Given = 0,
    /// A short form of a given name; its class is the given name's.
    Nickname = 1,
    /// The group of national forms of a given name.
    Cognate = 2,
    /// A patronymic; its class is the father's.
    Patronymic = 3,
    /// An East Asian surname or name syllable.
    Surname = 4,
    /// A legal form.
    LegalForm = 5,
    /// The kind of a legal form.
    LegalKind = 6,
    /// A number.
    Number = 7,
    /// A place.
    Place = 8,
    /// A generic word.
    Word = 9,
    /// A title, particle or suffix.
    Title = 10,
    Particle = 11,
    Suffix = 12,
}

impl SenseKind {
    const ALL: [Self; 13] = [
        Self::Given,
        Self::Nickname,
        Self::Cognate,
        Self::Patronymic,
        Self::Surname,
        Self::LegalForm,
        Self::LegalKind,
        Self::Number,
        Self::Place,
        Self::Word,
        Self::Title,
        Self::Particle,
        Self::Suffix,
    ];
}

impl Sense {
    /// Senses of one class in one space have the same class, whatever their kind.
    #[cfg_attr(not(test), allow(dead_code, reason = "the build calls it, the program does not"))]
    pub(crate) fn new(kind: SenseKind, space: &str, class: &str, ambiguous: bool) -> Self {
        let seed = hash::of_bytes(5, space.as_bytes());
        let class = hash::of_bytes(seed, class.as_bytes()) << 8;
        Self(class | u64::from(ambiguous) << 7 | kind as u64)
    }

    pub(crate) const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub(crate) fn to_bits(self) -> u64 {
        self.0
    }

    pub(crate) fn kind(self) -> SenseKind {
        SenseKind::ALL.get((self.0 & 0x7f) as usize).copied().unwrap_or(SenseKind::Suffix)
    }

    pub(crate) fn is_ambiguous(self) -> bool {
        self.0 & 0x80 != 0
    }

    /// The same as evidence, not proof.
    #[cfg_attr(test, allow(dead_code, reason = "the program calls it, the build does not"))]
    pub(crate) fn doubted(self) -> Self {
        Self(self.0 | 0x80)
    }

    /// What two senses of one class share.
    pub(crate) fn class(self) -> u64 {
        self.0 >> 8
    }

    /// The key of tokens of this class.
    pub(crate) fn key(self) -> u64 {
        hash::mix(self.class() ^ 0x7ab1_e000_0000_0000)
    }
}

/// How much a generic word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// Next to nothing.
    Low,
    /// Something.
    Mid,
    /// Not a generic word.
    Full,
}

/// A word's or phrase's entry in one table. Without pointers, so that a program of thousands of them starts at once:
/// whatever points must be mended by the loader when the program's place in memory is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub sense: Sense,
    /// The class of the second sense, if it has one: cognate group, kind of legal form.
    pub wider: Option<Sense>,
    /// For a given name: what patronymics made of it mean.
    pub father: Option<Sense>,
    /// The number of its text in the table of attributes.
    pub attribute: u16,
    pub weight: Weight,
    /// The number of the initials, in the table of attributes, that Russian abbreviations have for it.
    pub initials: u16,
    /// It joins into longer words as their ending (`завод` in `автозавод`).
    pub joins: bool,
}
