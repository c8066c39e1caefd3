//! Text in, understood name out; two understood names in, likeness with reasons out.
//!
//! A name is understood once ([`analyse`]): it becomes one or more readings, each a row of tokens. Everything that
//! the likeness of two tokens depends on is a function of the token's [`Token::form`], so that a catalogue can intern
//! forms, keep one [`TokenProfile`] for each, and find the forms that are like a subject's token by the keys they
//! share ([`TokenView::keys`]). [`likeness`] then aligns two rows of tokens, given the likeness of their pairs.
//! The same pieces serve compile, search, compare and documents.

use tamis_model::SubjectKind;

mod align;
mod alternatives;
mod analyse;
mod disguise;
mod distance;
mod edits;
mod fold;
mod hash;
mod joined;
mod keys;
mod learned;
mod letter;
mod mended;
mod organisation;
mod outline;
mod pairing;
mod person;
mod profile;
mod readings;
#[allow(
    clippy::wildcard_imports,
    clippy::match_same_arms,
    reason = "tables of letters: each line stands in its alphabet's order, and names letters of the one alphabet"
)]
mod script;
mod sets;
mod shape;
mod skeleton;
mod slips;
mod sound;
mod tables;
mod token;
mod words;
mod written;

pub use align::{Alignment, JOINED_EXACTLY, Likeness, NameView, PairLookup, Reason, likeness, likeness_from};
pub use analyse::{
    AnalysedName, MAX_READINGS, MAX_TOKENS, Oddities, Reading, Role, Token, analyse, analyse_name,
};
pub use disguise::MAX_CHARACTERS;
pub use fold::fold;
pub use keys::{keys_of_joined, name_keys, name_keys_of, run_keys, slipped_name_keys};
pub use learned::{Equivalence, Learner, TaughtToken};
pub use outline::TokenOutline;
pub use profile::{TokenProfile, TokenView};
pub use tables::country_of_place;
pub use token::{ComparedToken, FOREIGN, TOKEN_FLOOR, TokenLikeness, shown, token_likeness};

/// From this likeness on, two names are more likely the same name than not.
pub const ALIKE: f32 = 0.6;

/// How much information a token carries when no list says how common it is, in bits.
pub fn default_bits(form: &str) -> f32 {
    tables::default_bits(form)
}

/// The most that a token can say, in bits, however rare it is in a list. A syllable of a Chinese or Korean name is one
/// of some four hundred, unevenly used, among names that a list of the world's names holds few of.
pub fn most_bits(form: &str) -> f32 {
    token::most_bits(form)
}

/// The likeness of two understood names where no catalogue is at hand: the best over all their readings.
pub fn compare(query: &AnalysedName, entity: &AnalysedName) -> Likeness {
    let mut best = Likeness::default();
    for q in &query.readings {
        let q = Prepared::new(q);
        for e in &entity.readings {
            let found = q.likeness(query.kind, &Prepared::new(e), entity.kind);
            if found.score > best.score || best.alignments.is_empty() {
                best = found;
            }
        }
    }
    best
}

/// A reading with everything that [`likeness`] wants of it: what a catalogue stores, made on the spot.
pub struct Prepared {
    profiles: Vec<TokenProfile>,
    outlines: Vec<TokenOutline>,
    roles: Vec<Role>,
    bits: Vec<f32>,
}

impl Prepared {
    /// Works out the profiles of a reading's tokens; bits are [`default_bits`].
    pub fn new(reading: &Reading) -> Self {
        let profiles: Vec<TokenProfile> = reading.tokens.iter().map(|t| TokenProfile::new(&t.form)).collect();
        Self {
            outlines: profiles.iter().map(|profile| profile.view().outline()).collect(),
            profiles,
            roles: reading.tokens.iter().map(|t| t.role).collect(),
            bits: reading.tokens.iter().map(|t| default_bits(&t.form)).collect(),
        }
    }

    /// The likeness to another reading.
    pub fn likeness(&self, kind: SubjectKind, entity: &Self, entity_kind: SubjectKind) -> Likeness {
        let (own, other) = (|at: usize| self.profiles[at].view(), |at: usize| entity.profiles[at].view());
        let pairs = |i: usize, j: usize| {
            token::outlined_likeness((own(i), self.outlines[i]), (other(j), entity.outlines[j]))
        };
        likeness(&self.view(kind, &own), &entity.view(entity_kind, &other), &pairs)
    }

    fn view<'a>(&'a self, kind: SubjectKind, tokens: &'a dyn Fn(usize) -> TokenView<'a>) -> NameView<'a> {
        NameView { kind, tokens, outlines: &self.outlines, roles: &self.roles, bits: &self.bits }
    }
}
