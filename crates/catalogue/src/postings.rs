//! From tokens to rows, without ever listing all rows of a common token.
//!
//! A token of few rows has them all listed, and whoever looks up looks at each. A token of many rows lists only those
//! in which it alone is enough of the name to matter ([`ALONE`]); every other row is reached by a pair of its tokens,
//! which few rows share however common the two are. Of a row's pairs of common tokens those are kept which can be the
//! two most telling ones of any selection of its tokens that is enough of the name ([`TOGETHER`]): whatever matches
//! enough of the row holds one of them.

use rayon::prelude::*;
use smallvec::SmallVec;
use tamis_names::Role;

use crate::CatalogueError;
use crate::format::{Part, Writer};
use crate::keys::KeyIndex;
use crate::names::{is_name, tells};
use crate::records::{RowToken, TokenBrief, TokenRecord};

/// Rows up to which a token is rare: looking at so many takes some microseconds.
pub(crate) const RARE: u32 = 64;

/// Share of a row's information from which on one token is enough of the name to be looked at alone.
pub(crate) const ALONE: f32 = 0.3;

/// Share of a row's information below which matched tokens are not enough of the name.
pub(crate) const TOGETHER: f32 = 0.3;

/// The tokens of all rows, end to end.
#[derive(Debug, Default)]
pub(crate) struct RowTokens {
    pub(crate) starts: Vec<u32>,
    pub(crate) tokens: Vec<RowToken>,
}

/// A row that holds a token, and a hint at what else it holds, so that most rows that hold nothing else of a name are
/// passed by without being looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) row: u32,
    /// Three hashes of ten bits of the other tokens, 0 for none; all ones where the row must be looked at: it holds
    /// more tokens, or an initial, or no other token that names, or the token twice.
    beside: u32,
}

impl Posting {
    pub(crate) const BYTES: usize = 8;

    /// How many values a hash of a token has.
    pub(crate) const HASHES: usize = 1 << 10;

    /// Stands for what must be looked at.
    const LOOK: u32 = u32::MAX;

    fn new(token: u32, row: u32, held: &[RowToken]) -> Self {
        let mut others: SmallVec<[u32; 8]> =
            held.iter().map(|h| h.token()).filter(|other| *other != token).collect();
        let repeated = held.len() - others.len() > 1;
        others.sort_unstable();
        others.dedup();
        let alone = !held.iter().any(|h| h.token() != token && is_name(h.role()));
        let initial = held.iter().any(|h| h.role() == Role::Initial);
        let beside = if repeated || alone || initial || others.len() > 3 {
            Self::LOOK
        } else {
            others.iter().fold(0, |set, other| set << 10 | Self::hash(*other) as u32)
        };
        Self { row, beside }
    }

    /// The hash of a token: never 0.
    #[inline]
    pub(crate) fn hash(token: u32) -> usize {
        1 + (token.wrapping_mul(0x9e37_79b1) >> 16) as usize % (Self::HASHES - 1)
    }

    /// The hashes of the row's other tokens; `None` where it must be looked at.
    #[inline]
    pub(crate) fn beside(self) -> Option<[usize; 3]> {
        let hash = |at: u32| (self.beside >> (10 * at)) as usize & (Self::HASHES - 1);
        (self.beside != Self::LOOK).then(|| [hash(0), hash(1), hash(2)])
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        (u64::from(self.beside) << 32 | u64::from(self.row)).to_le_bytes()
    }

    #[inline]
    pub(crate) fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        let both = u64::from_le_bytes(bytes);
        Self { row: both as u32, beside: (both >> 32) as u32 }
    }
}

/// The key of a pair of tokens, in whichever order.
pub(crate) fn pair_key(a: u32, b: u32) -> u64 {
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}

impl RowTokens {
    pub(crate) fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    pub(crate) fn row(&self, row: usize) -> &[RowToken] {
        &self.tokens[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// Gives the tokens other numbers.
    pub(crate) fn renumber(&mut self, numbers: &[u32]) {
        self.tokens.par_iter_mut().for_each(|token| *token = token.renumbered(numbers));
    }

    /// How many entities have a name that holds each token: one that is listed under thirty names makes nothing more
    /// common. `entity_rows` has the first row of each entity, and the number of rows last.
    pub(crate) fn bearers(&self, tokens: usize, entity_rows: &[u32]) -> Vec<u32> {
        let mut counts = vec![0; tokens];
        let mut last = vec![u32::MAX; tokens];
        for (entity, rows) in entity_rows.windows(2).enumerate() {
            for token in (rows[0]..rows[1]).flat_map(|row| self.row(row as usize)) {
                let at = token.token() as usize;
                if last[at] != entity as u32 {
                    last[at] = entity as u32;
                    counts[at] += 1;
                }
            }
        }
        counts
    }
}

/// A token of a row, with all its occurrences there.
#[derive(Debug, Clone, Copy)]
struct Ranked {
    token: u32,
    bits: f32,
    /// In some occurrence it tells which name is meant.
    tells: bool,
}

/// The different tokens of a row, the most telling first, and the bits of all that tell.
fn ranked(tokens: &[RowToken], records: &[TokenBrief]) -> (Vec<Ranked>, f32) {
    let mut ranked: Vec<Ranked> = tokens
        .iter()
        .map(|t| Ranked { token: t.token(), bits: records[t.token() as usize].bits, tells: tells(t.role()) })
        .collect();
    ranked.sort_unstable_by_key(|r| r.token);
    ranked.dedup_by(|later, first| {
        let same = later.token == first.token;
        first.bits += if same { later.bits } else { 0.0 };
        first.tells |= same && later.tells;
        same
    });
    // What tells nothing neither makes a name nor breaks it, unless there is nothing else.
    if ranked.iter().any(|r| r.tells) {
        ranked.iter_mut().filter(|r| !r.tells).for_each(|r| r.bits = 0.0);
    }
    ranked.sort_unstable_by(|a, b| b.bits.total_cmp(&a.bits).then(a.token.cmp(&b.token)));
    let total = ranked.iter().map(|r| r.bits).sum();
    (ranked, total)
}

/// Writes postings and pairs, and notes in the records where each token's postings are.
pub(crate) fn write(
    writer: &mut Writer,
    records: &mut [TokenRecord],
    fixed: &[TokenBrief],
    rows: &RowTokens,
) -> Result<(), CatalogueError> {
    let too_many = CatalogueError::TooLarge { what: "postings", limit: u64::from(u32::MAX) - 1 };
    // Of a token's rows those come first in which it is the whole name.
    let mut posted: Vec<(u32, bool, u32)> = (0..rows.rows())
        .into_par_iter()
        .flat_map_iter(|row| {
            let (ranked, total) = ranked(rows.row(row), fixed);
            let listed = move |r: &Ranked| {
                fixed[r.token as usize].frequency <= RARE || r.bits > 0.0 && r.bits >= ALONE * total
            };
            ranked.into_iter().filter(listed).map(move |r| (r.token, r.bits < total, row as u32))
        })
        .collect();
    posted.par_sort_unstable();
    let mut at = 0;
    for run in posted.chunk_by(|a, b| a.0 == b.0) {
        let record = &mut records[run[0].0 as usize];
        record.postings = at;
        record.posted = run.len() as u32;
        record.whole = run.partition_point(|(_, part, _)| !part) as u32;
        at = at.checked_add(run.len() as u32).ok_or_else(|| too_many.clone())?;
    }
    let written: Vec<[u8; Posting::BYTES]> = posted
        .par_iter()
        .map(|(token, _, row)| Posting::new(*token, *row, rows.row(*row as usize)).to_bytes())
        .collect();
    writer.add(Part::Postings, written.as_flattened());
    drop((posted, written));
    let mut pairs: Vec<(u64, u32)> = (0..rows.rows())
        .into_par_iter()
        .flat_map_iter(|row| pairs_of(rows.row(row), fixed).into_iter().map(move |key| (key, row as u32)))
        .collect();
    pairs.par_sort_unstable();
    let mut places = Vec::new();
    let mut pair_rows: Vec<u32> = Vec::with_capacity(pairs.len() + pairs.len() / 2);
    for run in pairs.chunk_by(|a, b| a.0 == b.0) {
        places.push((run[0].0, u32::try_from(pair_rows.len()).map_err(|_| too_many.clone())?));
        pair_rows.push(run.len() as u32);
        pair_rows.extend(run.iter().map(|(_, row)| *row));
    }
    drop(pairs);
    writer.add_u32s(Part::PairRows, &pair_rows);
    let mut filter = vec![0_u8; (places.len() * FILTER_BITS / 8).next_power_of_two()];
    for (key, _) in &places {
        let bit = filter_bit(*key, filter.len());
        filter[bit / 8] |= 1 << (bit % 8);
    }
    writer.add(Part::PairFilter, &filter);
    KeyIndex::PAIRS.write(writer, places);
    Ok(())
}

/// Bits of the filter for each pair: one in ten pairs that are not there passes.
const FILTER_BITS: usize = 8;

/// The bit of a pair in a filter of so many bytes, a power of two.
pub(crate) fn filter_bit(pair: u64, bytes: usize) -> usize {
    let spread = (pair ^ pair >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (spread >> 20) as usize & (bytes * 8 - 1)
}

/// The pairs of common tokens under which a row is found.
fn pairs_of(tokens: &[RowToken], records: &[TokenBrief]) -> Vec<u64> {
    let (ranked, total) = ranked(tokens, records);
    let common = |r: &Ranked| r.bits > 0.0 && records[r.token as usize].frequency > RARE;
    let mut keys = Vec::new();
    for (i, first) in ranked.iter().enumerate().filter(|(_, r)| common(r)) {
        for (j, second) in ranked.iter().enumerate().skip(i + 1).filter(|(_, r)| common(r)) {
            let at_most: f32 = first.bits + ranked[j..].iter().map(|r| r.bits).sum::<f32>();
            if at_most >= TOGETHER * total {
                keys.push(pair_key(first.token, second.token));
            }
        }
    }
    keys
}
