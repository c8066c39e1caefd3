//! Slips of the hand as keys: words that are so few slips apart are found from each other, whatever the slips do to
//! their consonants.
//!
//! A slip is a letter other, missing or too many, or two neighbours changed round. Of two words one slip apart both have
//! what is left of them without one letter, of two words two slips apart without two (the deletion neighbourhood of
//! Mor and Fraenkel 1982); what is left is the key.

use std::ops::RangeInclusive;

use smallvec::SmallVec;

use crate::edits::{self, Hand};
use crate::hash;
use crate::script::Script;

/// Slips over which words are found.
const MOST: usize = 2;

/// Words of these lengths are found over one slip; a longer one has enough consonants for the keys of its skeleton to
/// bear one.
const ONE: RangeInclusive<usize> = 2..=9;

/// Words of these lengths are found over two slips: shorter ones have no two to spare.
const TWO: RangeInclusive<usize> = 7..=11;

/// Words with more consonant classes keep, over two slips, what the keys of their skeleton want.
const FEW_CLASSES: usize = 5;

/// A word as slips are counted in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<'a> {
    /// What it is written in.
    pub(crate) script: Script,
    /// Its letters, as written in Latin, by sounds in other scripts.
    pub(crate) hand: Hand<'a>,
    /// How many consonant classes its skeleton has.
    pub(crate) classes: usize,
}

impl Written<'_> {
    fn may_have_two(&self) -> bool {
        TWO.contains(&self.hand.row.len()) && self.classes <= FEW_CLASSES
    }

    fn may_have_one(&self) -> bool {
        ONE.contains(&self.hand.row.len())
    }

    /// Whether two words are so few slips apart that they share a key, or the same letters in another order.
    pub(crate) fn is_apart_from(&self, other: &Self) -> bool {
        if self.script != other.script {
            return false;
        }
        let (a, b) = (self.hand.row, other.hand.row);
        let most = if self.may_have_two() && other.may_have_two() {
            2
        } else {
            usize::from(self.may_have_one() && other.may_have_one())
        };
        let may = most > 0 && a.len().abs_diff(b.len()) <= most && !self.hand.is_beyond(other.hand, most);
        may && edits::count(a, b) <= most || edits::shuffled(self.hand, other.hand)
    }

    /// Whether words of these rows may be, whatever else is known of them.
    #[inline]
    pub(crate) fn may_be_apart(own: Hand<'_>, other: Hand<'_>) -> bool {
        own.row.len().abs_diff(other.row.len()) <= MOST && !own.is_beyond(other, MOST)
    }

    /// Adds the keys under which the word is found from those that it [is apart from](Self::is_apart_from), at most 68.
    pub(crate) fn keys(&self, keys: &mut Vec<u64>) {
        if self.hand.row.len() >= edits::SHORTEST_TO_SHUFFLE {
            let mut letters: SmallVec<[u8; 16]> = self.hand.row.into();
            letters.sort_unstable();
            keys.push(hash::of_bytes(SHUFFLED + self.script as u64, &letters));
        }
        let mut left = [0_u8; *TWO.end() + 1];
        left[0] = self.script as u8;
        let mut add = |out: [usize; 2]| {
            let mut length = 1;
            for (at, letter) in self.hand.row.iter().enumerate() {
                if !out.contains(&at) {
                    left[length] = *letter;
                    length += 1;
                }
            }
            keys.push(hash::of_bytes(SLIPS, &left[..length]));
        };
        let none = self.hand.row.len();
        if self.may_have_two() {
            (0..=none).for_each(|first| (first + 1..=none).for_each(|second| add([first, second])));
        } else if self.may_have_one() {
            (0..none).for_each(|first| add([first, none]));
        } else {
            return;
        }
        add([none, none]);
    }
}

/// Sets these keys apart from others.
const SLIPS: u64 = 7;
const SHUFFLED: u64 = 32;

#[cfg(test)]
mod tests {
    //! 1. Words that are apart by one or two slips share a key, whatever the slips. 2. What is too short bears none.

    use super::*;

    fn written(word: &str, classes: usize) -> Written<'_> {
        Written { script: Script::Latin, hand: Hand::of(word.as_bytes()), classes }
    }

    fn share(a: &Written<'_>, b: &Written<'_>) -> bool {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        a.keys(&mut x);
        b.keys(&mut y);
        x.iter().any(|key| y.contains(key))
    }

    #[test]
    fn near_words_share_a_key() {
        for (a, b, near) in [
            ("ourea", "ourae", true),
            ("jawad", "jawed", true),
            ("nitpu", "putin", true),
            ("kim", "kin", true),
            ("kim", "kom", true),
            ("kim", "gin", false),
            ("hasan", "kadan", false),
            ("felicity", "feliiy", false),
            ("felicity", "feliity", true),
            ("felicity", "fekicoty", true),
            ("sechenov", "sehcneov", true),
            ("sechenov", "tehcneof", false),
        ] {
            let (x, y) = (written(a, 4), written(b, 4));
            assert_eq!(x.is_apart_from(&y), near, "{a} {b}");
            assert!(!near || share(&x, &y), "{a} {b}");
            assert!(!x.is_apart_from(&Written { script: Script::Cyrillic, ..y }));
        }
    }

    proptest::proptest! {
        #[test]
        fn apart_means_a_shared_key(a in "[a-c]{1,12}", b in "[a-c]{1,12}", x in 4_usize..7, y in 4_usize..7) {
            let (a, b) = (written(&a, x), written(&b, y));
            if a.is_apart_from(&b) {
                proptest::prop_assert!(share(&a, &b));
            }
        }
    }
}
