//! What pairing asks of a token before it asks for its letters.

use crate::script::Script;
use crate::sets::has_at_most;
use crate::skeleton;
use crate::sound::Letter;

/// A token in a few bytes: kept beside its bits, it spares most rows the reading of their tokens' profiles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TokenOutline {
    pub(crate) letters: u8,
    /// Its first letter.
    pub(crate) first: Letter,
    /// The script in the low four bits, then a bit for each of the constants below.
    pub(crate) marks: u8,
    /// How many classes its shortest skeleton has, and how many its longest.
    pub(crate) shortest: u8,
    pub(crate) longest: u8,
    /// The classes that all its skeletons have, one bit each.
    pub(crate) sure: u16,
    /// The classes of all its skeletons.
    pub(crate) any: u16,
}

/// What is known of the consonant classes of skeletons.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Classes {
    /// How many the shortest has, and how many the longest.
    pub(crate) shortest: u8,
    pub(crate) longest: u8,
    /// Those that all have, and those that any has, one bit each.
    pub(crate) sure: u16,
    pub(crate) any: u16,
}

impl Classes {
    /// Whether two skeletons may share a key: each lacks no more of the other's classes than may be missing, or so many
    /// more.
    #[inline]
    pub(crate) fn may_share_key(self, other: Self, more: usize) -> bool {
        let length = |classes: u8| usize::from(classes).min(skeleton::MAX_CLASSES);
        let kept = |classes: u8| length(classes) - skeleton::allowance(length(classes));
        // So many classes both have, in one order.
        let common = kept(self.shortest).max(kept(other.shortest));
        let has_them = |own: Self, other: Self| {
            let longest = length(own.longest);
            if longest < common {
                return false;
            }
            // Classes beyond the longest skeleton are not compared.
            let beyond = usize::from(own.longest) > skeleton::MAX_CLASSES;
            let missing = (longest - common).min(skeleton::allowance(longest)) + more;
            beyond || has_at_most(u32::from(own.sure & !other.any), missing)
        };
        has_them(self, other) && has_them(other, self)
    }
}

impl TokenOutline {
    pub(crate) const SINGLE: u8 = 1 << 4;
    pub(crate) const SERVANT: u8 = 1 << 5;
    pub(crate) const ACRONYM: u8 = 1 << 6;
    pub(crate) const PINYIN: u8 = 1 << 7;

    /// How many bytes it is.
    pub const BYTES: usize = 8;

    /// The outline of these bytes.
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let [letters, first, marks, classes, a, b, c, d] = bytes;
        let (shortest, longest) = (classes & 15, classes >> 4);
        let (sure, any) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
        Self { letters, first, marks, shortest, longest, sure, any }
    }

    /// Its bytes.
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let ([a, b], [c, d]) = (self.sure.to_le_bytes(), self.any.to_le_bytes());
        [self.letters, self.first, self.marks, self.shortest | self.longest << 4, a, b, c, d]
    }

    /// Whether the skeletons of the two may share a key, as far as their classes tell.
    pub(crate) fn may_share_key(self, other: Self) -> bool {
        self.classes().may_share_key(other.classes(), 0)
    }

    pub(crate) fn classes(self) -> Classes {
        Classes { shortest: self.shortest, longest: self.longest, sure: self.sure, any: self.any }
    }

    /// Whether one of the two, of several letters each, may be a cut-off beginning of the other.
    pub(crate) fn may_begin(self, other: Self) -> bool {
        let (letters, others) = (self.letters, other.letters);
        let told = letters.min(others) >= 2 && letters.abs_diff(others) >= 2 && self.first == other.first;
        // Letters of acronyms are not counted here.
        told || self.is_acronym() || other.is_acronym()
    }

    /// How many letters it has, of those that are compared by sound; a row of initials has none, since nobody joins it
    /// to other words.
    pub(crate) fn letters(self) -> u8 {
        self.letters
    }

    pub(crate) fn script(self) -> Script {
        Script::from_number(self.marks & 15)
    }

    /// Whether it is one letter.
    pub(crate) fn is_single(self) -> bool {
        self.marks & Self::SINGLE != 0
    }

    /// Whether it is the servant of a name of two words (Abd al-Karim), half of a name.
    pub fn is_servant(self) -> bool {
        self.marks & Self::SERVANT != 0
    }

    /// Whether it is made of syllables of pinyin, as names of other languages may be.
    pub(crate) fn is_pinyin(self) -> bool {
        self.marks & Self::PINYIN != 0
    }

    /// Whether it is the row of initials of an organisation's words.
    pub(crate) fn is_acronym(self) -> bool {
        self.marks & Self::ACRONYM != 0
    }
}

#[cfg(test)]
mod tests {
    //! Classes rule out no words that share a key.

    use proptest::prelude::*;

    use crate::{TokenProfile, skeleton};

    proptest! {
        #[test]
        fn nothing_is_lost(word in "[a-z]{1,14}", slips in prop::collection::vec((0_usize..14, "[a-z]?"), 0..5)) {
            let mut other = word.clone();
            for (at, letter) in slips.into_iter().filter(|(at, _)| *at < word.len()) {
                if let Some(place) = other.get(at..=at).map(|_| at..=at) {
                    other.replace_range(place, &letter);
                }
            }
            let (a, b) = (TokenProfile::new(&word), TokenProfile::new(&other));
            let (a, b) = (a.view(), b.view());
            if skeleton::share(a.skeletons(), &b.skeletons()) {
                prop_assert!(a.outline().may_share_key(b.outline()), "{} {}", word, other);
            }
        }
    }
}
