//! Text in, understood name out; two understood names in, likeness with reasons out.
//!
//! A name is understood once ([`analyse`]): it becomes one or more readings, each a row of tokens. Everything that
//! the likeness of two tokens depends on is a function of the token's [`Token::form`], so that a catalogue can intern
//! forms, keep one [`TokenProfile`] for each, and find the forms that are like a subject's token by the keys they
//! share ([`TokenView::keys`]). [`likeness`] then aligns two rows of tokens, given the likeness of their pairs.
//! The same pieces serve compile, search, compare and documents.

mod align;
mod analyse;
mod fold;
mod token;

pub use align::{Alignment, Likeness, NameView, PairLookup, Reason, likeness};
pub use analyse::{AnalysedName, Oddities, Reading, Role, Token, analyse, name_keys};
pub use fold::fold;
pub use token::{TOKEN_FLOOR, TokenLikeness, TokenProfile, TokenView, token_likeness};

/// How much information a token carries when no list says how common it is, in bits.
pub fn default_bits(_form: &str) -> f32 {
    10.0
}

/// The likeness of two understood names where no catalogue is at hand: the best over all their readings.
pub fn compare(query: &AnalysedName, entity: &AnalysedName) -> Likeness {
    let mut best = Likeness::default();
    for q in &query.readings {
        for e in &entity.readings {
            let (qp, ep) = (profiles(q), profiles(e));
            let found = likeness_of(query, q, &qp, entity, e, &ep);
            if found.score > best.score {
                best = found;
            }
        }
    }
    best
}

fn profiles(reading: &Reading) -> Vec<TokenProfile> {
    reading.tokens.iter().map(|t| TokenProfile::new(&t.form)).collect()
}

fn likeness_of(
    query: &AnalysedName,
    q: &Reading,
    qp: &[TokenProfile],
    entity: &AnalysedName,
    e: &Reading,
    ep: &[TokenProfile],
) -> Likeness {
    let (qv, ev): (Vec<_>, Vec<_>) =
        (qp.iter().map(TokenProfile::view).collect(), ep.iter().map(TokenProfile::view).collect());
    let roles = |r: &Reading| r.tokens.iter().map(|t| t.role).collect::<Vec<_>>();
    let bits = |r: &Reading| r.tokens.iter().map(|t| default_bits(&t.form)).collect::<Vec<_>>();
    let (qr, er, qb, eb) = (roles(q), roles(e), bits(q), bits(e));
    let query = NameView { kind: query.kind, tokens: &qv, roles: &qr, bits: &qb };
    let entity = NameView { kind: entity.kind, tokens: &ev, roles: &er, bits: &eb };
    likeness(&query, &entity, &|i: usize, j: usize| token_likeness(qv[i], ev[j]))
}
