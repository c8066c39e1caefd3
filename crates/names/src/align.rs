//! Two rows of tokens in, their likeness and the reason of each pair out.

use std::ops::Range;

use smallvec::SmallVec;
use tamis_model::SubjectKind;

use crate::pairing::Pairing;
use crate::{Role, TokenLikeness, TokenOutline, TokenView};

/// Why two tokens were paired, or why one was not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Reason {
    /// The same form.
    Same,
    /// The same name in another script or romanisation.
    Romanisation,
    /// National forms of one name, or equivalents learned from the lists' aliases.
    Variant,
    /// A short or pet form.
    Nickname,
    /// An initial beside the name that it may stand for.
    Initial,
    /// A slip of spelling.
    Spelling,
    /// One token on one side, several on the other.
    JoinedOrSplit,
    /// Equivalent legal forms.
    LegalForm,
    /// A word beside its translation or abbreviation.
    Translation,
    /// A place beside the adjective made of it, which is no way to write a person's name.
    Adjective,
    /// An acronym beside the words that it stands for.
    Acronym,
    /// On one side only: says little.
    Missing,
    /// Stands against another token in the same role: speaks against.
    Contradicting,
}

/// How alike words of one script are at least, of the score of an [`Alignment`], that one side joins and the other splits
/// and that differ in nothing else but letters which are written in two ways (Rashid Ali, Rashidaly): 0.97 where no letter
/// differs. Below it, the letters differ as well.
pub const JOINED_EXACTLY: f32 = 0.93;

/// A pair of token runs, or a token left over (the other range is empty).
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    /// Tokens of the query.
    pub query: Range<u8>,
    /// Tokens of the entity's name.
    pub entity: Range<u8>,
    /// Why.
    pub reason: Reason,
    /// How alike, 0 to 1.
    pub score: f32,
}

/// How alike two names are, and why.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Likeness {
    /// 0 (nothing in common) to 1 (the same name).
    pub score: f32,
    /// Information shared, in bits: the rarity of the paired tokens, each by how alike the pair is.
    pub shared_bits: f32,
    /// Whether words of different scripts were paired: what a script leaves open cannot agree.
    pub other_script: bool,
    /// The pairs and the tokens left over, in the order of the query.
    pub alignments: SmallVec<[Alignment; 6]>,
}

/// A name's tokens, as they stand in a query or a mapped catalogue. The slices have the same length, and `tokens` answers
/// for every place in them.
#[derive(Clone, Copy)]
pub struct NameView<'a> {
    /// What kind of thing it names.
    pub kind: SubjectKind,
    /// Its tokens, read when they are asked for: most names are told apart by less.
    pub tokens: &'a dyn Fn(usize) -> TokenView<'a>,
    /// What is asked of a token first ([`TokenView::outline`]).
    pub outlines: &'a [TokenOutline],
    /// Their roles.
    pub roles: &'a [Role],
    /// Their information in bits: -log2 of the share of names that hold the token.
    pub bits: &'a [f32],
}

impl<'a> NameView<'a> {
    /// The token at this place.
    pub(crate) fn token(&self, at: usize) -> TokenView<'a> {
        (self.tokens)(at)
    }
}

/// The likenesses of a query's tokens and an entity's: computed, or looked up by whoever searched.
pub trait PairLookup {
    /// Tells of every pair that is at all alike: the places in the query and in the entity's name, how alike they are.
    /// The numbers are how many tokens each has.
    fn each(&self, query: usize, entity: usize, tell: &mut dyn FnMut(usize, usize, TokenLikeness));
}

impl<F: Fn(usize, usize) -> TokenLikeness> PairLookup for F {
    fn each(&self, query: usize, entity: usize, tell: &mut dyn FnMut(usize, usize, TokenLikeness)) {
        for i in 0..query {
            (0..entity).for_each(|j| tell(i, j, self(i, j)));
        }
    }
}

/// Aligns two names: pairs their tokens, says why, and weighs what is paired, missing and contradicting.
///
/// Tokens beyond the 64th of a side are not looked at. Symmetric but for what is missing: a token that only the query
/// has costs a little less than one that only the entity has.
pub fn likeness(query: &NameView<'_>, entity: &NameView<'_>, pairs: &impl PairLookup) -> Likeness {
    let mut pairing = Pairing::new(query, entity);
    pairing.pair_by_likeness(pairs);
    pairing.pair_the_rest();
    let score = pairing.score();
    pairing.finish(score)
}

/// The same where it is at least `least`; `None` where it is less, which costs a fraction of working it out.
pub fn likeness_from(
    query: &NameView<'_>,
    entity: &NameView<'_>,
    pairs: &impl PairLookup,
    least: f32,
) -> Option<Likeness> {
    let mut pairing = Pairing::new(query, entity);
    pairing.pair_by_likeness(pairs);
    pairing.pair_the_rest();
    let score = pairing.score_from(least)?;
    Some(pairing.finish(score))
}
