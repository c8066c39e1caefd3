//! The consonant skeleton of a token: what its keys are made of, and what two tokens must share to be compared.
//!
//! A skeleton is a row of consonant classes; a letter of several values gives a token several skeletons. From a
//! skeleton of up to 3 classes nothing may be missing, from 4 and 5 one, from 6 and more two
//! ([`allowance`]). A key is what is left; two tokens share a key exactly if they have a common subsequence within
//! both allowances, which [`share`] tests without making keys.

use smallvec::SmallVec;

use crate::hash;
use crate::sound::{CLASS_COUNT, COSTS, Letter};

/// Up to [`MAX_CLASSES`] classes, four bits each from the lowest; the count in the top four bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Skeleton(pub u64);

/// The skeletons of a token.
pub(crate) type Skeletons = SmallVec<[Skeleton; 8]>;

/// Classes beyond this many are left out: they would only multiply keys.
pub(crate) const MAX_CLASSES: usize = 10;

/// Skeletons beyond this many are left out: the far-fetched readings of far-fetched readings.
pub(crate) const MAX_SKELETONS: usize = 8;

impl Skeleton {
    /// Without classes.
    pub(crate) const EMPTY: Self = Self(0);

    fn new(classes: &[u8]) -> Self {
        let mut packed = (classes.len().min(MAX_CLASSES) as u64) << 60;
        for (i, class) in classes.iter().take(MAX_CLASSES).enumerate() {
            packed |= u64::from(*class & 15) << (4 * i);
        }
        Self(packed)
    }

    pub(crate) fn len(self) -> usize {
        ((self.0 >> 60) as usize).min(MAX_CLASSES)
    }

    fn class(self, at: usize) -> usize {
        (self.0 >> (4 * at)) as usize & 15
    }

    /// Its classes as one number, the first the highest, so that numbers order as rows of classes do.
    pub(crate) fn in_order(self) -> u64 {
        (0..self.len()).fold(0, |number, at| number | (self.class(at) as u64) << (60 - 4 * at))
    }

    /// Its classes, one bit each.
    pub(crate) fn set(self) -> u16 {
        (0..self.len()).fold(0, |set, at| set | 1 << self.class(at))
    }

    /// For each class, the places where it stands, one bit each.
    fn masks(self) -> [u16; 16] {
        let mut masks = [0; 16];
        let mut classes = self.0;
        for at in 0..self.len() {
            masks[classes as usize & 15] |= 1 << at;
            classes >>= 4;
        }
        masks
    }

    /// This and the next as of one word, of which a class that ends the one and begins the other is there `once` or twice:
    /// it is there once when no vowel parts the two (MADAIN NOVIN, MADAINNOVIN).
    pub(crate) fn then(self, next: Self, once: bool) -> Self {
        const KEPT: u64 = (1 << (4 * MAX_CLASSES)) - 1;
        let (length, more) = (self.len(), next.len());
        let same = once && self.meets(next);
        let following = (next.0 & KEPT) >> (4 * usize::from(same));
        let count = (length + more - usize::from(same)).min(MAX_CLASSES);
        Self((self.0 & KEPT) | (following << (4 * length)) & KEPT | (count as u64) << 60)
    }

    /// Whether its last class is the first of the next.
    pub(crate) fn meets(self, next: Self) -> bool {
        let (length, more) = (self.len(), next.len());
        length > 0 && more > 0 && self.class(length - 1) == next.class(0)
    }

    fn without(self, at: usize) -> Self {
        let low = self.0 & ((1 << (4 * at)) - 1);
        let body = self.0 & ((1 << 60) - 1);
        let high = (body >> (4 * (at + 1))) << (4 * at);
        Self(((self.len() as u64 - 1) << 60) | high | low)
    }
}

/// How many classes may be missing on the way to the other token.
pub(crate) fn allowance(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

/// The skeletons of a row of letters.
pub(crate) fn skeletons(letters: &[Letter]) -> Skeletons {
    let costs = &*COSTS;
    let mut rows: SmallVec<[SmallVec<[u8; 16]>; 8]> = SmallVec::new();
    rows.push(SmallVec::new());
    for letter in letters {
        let alternatives: SmallVec<[u8; 4]> = costs.skeleton(*letter).collect();
        let count = rows.len();
        for alternative in alternatives.iter().skip(1) {
            for at in 0..count {
                if rows.len() < MAX_SKELETONS {
                    let mut row = rows[at].clone();
                    add(&mut row, *alternative);
                    rows.push(row);
                }
            }
        }
        if let Some(first) = alternatives.first() {
            rows.iter_mut().take(count).for_each(|row| add(row, *first));
        }
    }
    let mut out = Skeletons::new();
    for row in rows {
        let skeleton = Skeleton::new(&row);
        if !out.contains(&skeleton) {
            out.push(skeleton);
        }
    }
    out
}

fn add(row: &mut SmallVec<[u8; 16]>, class: u8) {
    if class != 0 && row.len() < MAX_CLASSES {
        row.push(class);
    }
}

/// Adds the keys of a skeleton: itself, and what is left when as much is missing as may be. At most 56.
pub(crate) fn keys(skeleton: Skeleton, keys: &mut Vec<u64>) {
    let length = skeleton.len();
    keys.push(key(skeleton));
    if allowance(length) >= 1 {
        for first in 0..length {
            let shorter = skeleton.without(first);
            keys.push(key(shorter));
            if allowance(length) >= 2 {
                keys.extend((first..length - 1).map(|second| key(shorter.without(second))));
            }
        }
    }
}

/// The key of a skeleton as it stands.
pub(crate) fn key(skeleton: Skeleton) -> u64 {
    hash::mix(skeleton.0 ^ 0x5ce1_e705_5ce1_e705)
}

/// Whether the tokens of these skeletons share a key.
pub(crate) fn share(
    a: impl Iterator<Item = Skeleton> + Clone,
    b: &(impl Iterator<Item = Skeleton> + Clone),
) -> bool {
    a.into_iter().any(|x| {
        let lx = x.len();
        let mut masks: Option<[u16; 16]> = None;
        b.clone().any(|y| {
            let ly = y.len();
            let needed = (lx - allowance(lx)).max(ly - allowance(ly));
            if lx.min(ly) < needed {
                return false;
            }
            x == y || common(masks.get_or_insert_with(|| x.masks()), lx, y) >= needed
        })
    })
}

/// The length of the longest common subsequence, bit-parallel (Hyyrö 2004).
fn common(masks: &[u16; 16], length: usize, other: Skeleton) -> usize {
    let mut row = u32::MAX;
    let mut classes = other.0;
    for _ in 0..other.len() {
        let hit = row & u32::from(masks[classes as usize & 15]);
        row = row.wrapping_add(hit) | (row & !hit);
        classes >>= 4;
    }
    (!row & ((1 << length) - 1)).count_ones() as usize
}

/// One number for a row of skeletons written without a break: of its first [`MAX_CLASSES`] classes, since one long token
/// has no more.
pub(crate) fn joined(row: impl Iterator<Item = Skeleton>) -> u64 {
    hash_of(row.flat_map(|skeleton| (0..skeleton.len()).map(move |at| skeleton.class(at))))
}

/// The same where a class that ends one token and begins the next is there once, as it is in the joined word when no
/// vowel parts the two: MADAIN NOVIN, MADAINNOVIN.
pub(crate) fn merged(row: impl Iterator<Item = Skeleton>) -> u64 {
    let mut last = 0;
    hash_of(row.filter(|s| s.len() > 0).flat_map(|skeleton| {
        let first = usize::from(skeleton.class(0) == last);
        last = skeleton.class(skeleton.len() - 1);
        (first..skeleton.len()).map(move |at| skeleton.class(at))
    }))
}

fn hash_of(classes: impl Iterator<Item = usize>) -> u64 {
    classes.take(MAX_CLASSES).fold(0xcbf2_9ce4_8422_2325, |value: u64, class| {
        (value ^ class as u64).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The keys of a name of one token: joined like any other, and with one class missing.
pub(crate) fn name_keys_of_one(skeleton: Skeleton, keys: &mut Vec<u64>) {
    let key = |s: Skeleton| hash::mix(joined(std::iter::once(s)) ^ crate::keys::NAME);
    keys.push(key(skeleton));
    if (2..=MAX_CLASSES).contains(&skeleton.len()) {
        keys.extend(
            (0..skeleton.len())
                .map(|at| hash::mix(joined(std::iter::once(skeleton.without(at))) ^ ONE_MISSING)),
        );
        keys.push(hash::mix(joined(std::iter::once(skeleton)) ^ ONE_MISSING));
    }
}

/// A word of fewer classes is hardly several words.
const SEVERAL_WORDS: usize = 8;

/// The keys that the whole name would have whose letters these are, joined, but for one class that is missing, too many or
/// another.
pub(crate) fn keys_over_a_slip(letters: &[Letter], keys: &mut Vec<u64>) {
    let first = |letter: &Letter| COSTS.skeleton(*letter).next().filter(|class| *class != 0);
    let classes: SmallVec<[usize; 24]> = letters.iter().filter_map(first).map(usize::from).collect();
    if classes.len() < SEVERAL_WORDS {
        return;
    }
    let mut add = |at: usize, instead: Option<usize>, skipped: usize| {
        let rest = classes[at + skipped..].iter().copied();
        let row = classes[..at].iter().copied().chain(instead).chain(rest);
        keys.push(hash::mix(hash_of(row) ^ crate::keys::NAME));
    };
    for at in 0..classes.len().min(MAX_CLASSES) {
        add(at, None, 1);
        for class in 1..=CLASS_COUNT {
            add(at, Some(class), 0);
            add(at, Some(class), 1);
        }
    }
}

/// Sets the keys with one class missing apart.
const ONE_MISSING: u64 = 0x0a3e_0f11_0000_0000;
