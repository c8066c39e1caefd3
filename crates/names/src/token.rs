//! One token beside another.

use std::hash::{Hash, Hasher};

use crate::align::Reason;

/// Tokens less alike than this are not alike at all: [`token_likeness`] answers 0, and they need share no key.
pub const TOKEN_FLOOR: f32 = 0.7;

/// How alike two tokens are, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TokenLikeness {
    /// 0 (not alike, or below [`TOKEN_FLOOR`]) to 1 (the same).
    pub score: f32,
    /// Why; meaningless at 0.
    pub reason: Reason,
}

impl TokenLikeness {
    /// Not alike.
    pub const NONE: Self = Self { score: 0.0, reason: Reason::Missing };
}

/// Everything that the likeness of a token depends on, computed once from its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenProfile {
    bytes: Vec<u8>,
}

/// A profile, borrowed from its owner or from a mapped catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenView<'a> {
    bytes: &'a [u8],
}

impl TokenProfile {
    /// Computes the profile of a form.
    pub fn new(form: &str) -> Self {
        Self { bytes: form.as_bytes().to_vec() }
    }

    /// Borrows it.
    pub fn view(&self) -> TokenView<'_> {
        TokenView { bytes: &self.bytes }
    }

    /// Its bytes, from which [`TokenView::from_bytes`] restores it without copying.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl<'a> TokenView<'a> {
    /// The profile that these bytes hold. Bytes that hold none give a profile that is like nothing; never a panic.
    pub fn from_bytes(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Adds the token's keys. Any two tokens whose likeness reaches [`TOKEN_FLOOR`] share at least one.
    pub fn keys(&self, keys: &mut Vec<u64>) {
        let mut add = |bytes: &mut dyn Iterator<Item = u8>| {
            let mut hasher = rustc_hash::FxHasher::default();
            bytes.for_each(|b| b.hash(&mut hasher));
            keys.push(hasher.finish());
        };
        add(&mut self.bytes.iter().copied());
        for skip in 0..self.bytes.len() {
            add(&mut self.bytes.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, b)| *b));
        }
    }
}

/// How alike two tokens are.
pub fn token_likeness(a: TokenView<'_>, b: TokenView<'_>) -> TokenLikeness {
    if a.bytes == b.bytes {
        return TokenLikeness { score: 1.0, reason: Reason::Same };
    }
    let distance = edit_distance(a.bytes, b.bytes);
    let longest = a.bytes.len().max(b.bytes.len()).max(1);
    let score = 1.0 - distance as f32 / longest as f32;
    if distance > 2 || score < TOKEN_FLOOR {
        return TokenLikeness::NONE;
    }
    TokenLikeness { score, reason: Reason::Spelling }
}

fn edit_distance(a: &[u8], b: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()]
}
