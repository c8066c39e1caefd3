//! From tokens to rows, without ever listing all rows of a common token.
//!
//! A token of few rows has them all listed, and whoever looks up looks at each. A token of many rows lists only those
//! in which it alone is enough of the name to matter ([`ALONE`]), stands beside an initial or stands twice; every other row is reached by a pair of its tokens,
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

/// A row that holds a token, with what it is a name of and a hint at what else it holds, so that most rows that are not
/// the subject's are passed by without being looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Posting {
    /// The row's number, and above it the code of the kind of its entity.
    row_and_kind: u32,
    /// Hashes of the other tokens, the most telling first, 0 for none; all ones where the row must be looked at: it holds
    /// more tokens that tell, or no other token that names or is an initial, or a token twice.
    beside: [u16; Self::BESIDE],
}

impl Posting {
    pub(crate) const BYTES: usize = 4 + 2 * Self::BESIDE;

    /// Other tokens that a posting hints at. Most names of the lists have no more.
    pub(crate) const BESIDE: usize = 4;

    /// How many values a hash of a token has.
    pub(crate) const HASHES: usize = 1 << 16;

    /// Stands for what must be looked at.
    const LOOK: [u16; Self::BESIDE] = [u16::MAX; Self::BESIDE];

    /// Numbers of rows lie below this.
    pub(crate) const ROWS: usize = 1 << 30;

    fn new(token: u32, row: u32, kind: u8, held: &[RowToken], records: &[TokenBrief]) -> Self {
        let row_and_kind = row | u32::from(kind) << Self::ROWS.trailing_zeros();
        let (ranked, total) = ranked(held, records);
        let repeated = held.len() > ranked.len();
        let initial = held.iter().any(|h| h.role() == Role::Initial);
        let alone = !initial && !held.iter().any(|h| h.token() != token && is_name(h.role()));
        let own = ranked.iter().filter(|r| r.token == token).map(|r| r.bits).sum::<f32>();
        let mut others = ranked.iter().filter(|r| r.token != token);
        let mut beside = [0; Self::BESIDE];
        for (place, other) in beside.iter_mut().zip(&mut others) {
            *place = Self::hash(other.token) as u16;
        }
        // What is left out says least; with the token itself it is not enough of the name.
        let (left, bits) = others.fold((0, own), |(count, bits), other| (count + 1, bits + other.bits));
        if repeated || alone || left > 0 && (initial || bits >= TOGETHER * total) {
            return Self { row_and_kind, beside: Self::LOOK };
        }
        Self { row_and_kind, beside }
    }

    #[inline]
    pub(crate) fn row(self) -> u32 {
        self.row_and_kind & (Self::ROWS as u32 - 1)
    }

    /// The code of the kind of the row's entity.
    #[inline]
    pub(crate) fn kind(self) -> u8 {
        (self.row_and_kind >> Self::ROWS.trailing_zeros()) as u8
    }

    /// The hash of a token: neither 0 nor the last of [`Self::HASHES`].
    #[inline]
    pub(crate) fn hash(token: u32) -> usize {
        1 + (token.wrapping_mul(0x9e37_79b1) >> 8) as usize % (Self::HASHES - 2)
    }

    /// The hashes of the row's other tokens; `None` where it must be looked at.
    #[inline]
    pub(crate) fn beside(self) -> Option<[u16; Self::BESIDE]> {
        (self.beside != Self::LOOK).then_some(self.beside)
    }

    pub(crate) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..4].copy_from_slice(&self.row_and_kind.to_le_bytes());
        for (place, hash) in bytes[4..].as_chunks_mut::<2>().0.iter_mut().zip(self.beside) {
            *place = hash.to_le_bytes();
        }
        bytes
    }

    #[inline]
    pub(crate) fn from_bytes(b: [u8; Self::BYTES]) -> Self {
        let hash = |at: usize| u16::from_le_bytes([b[4 + 2 * at], b[5 + 2 * at]]);
        Self {
            row_and_kind: u32::from_le_bytes([b[0], b[1], b[2], b[3]]),
            beside: [hash(0), hash(1), hash(2), hash(3)],
        }
    }
}

/// Set in what a pair of tokens leads to where that is the number of the only row that holds both, and not the place of
/// their rows.
pub(crate) const ONLY_ROW: u32 = 1 << 31;

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
fn ranked(tokens: &[RowToken], records: &[TokenBrief]) -> (SmallVec<[Ranked; 8]>, f32) {
    let mut ranked: SmallVec<[Ranked; 8]> = tokens
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

/// How a row holds a token, in the order in which its postings lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Posted {
    /// The row holds an initial, or a token twice: either may stand for another name of the subject's.
    Open,
    /// It is the whole name.
    Whole,
    /// It is one word of several.
    Part,
}

/// Writes postings and pairs, and notes in the records where each token's postings are. `kinds` has the code of each
/// row's kind.
pub(crate) fn write(
    writer: &mut Writer,
    records: &mut [TokenRecord],
    fixed: &[TokenBrief],
    rows: &RowTokens,
    kinds: impl Fn(usize) -> u8 + Sync,
) -> Result<(), CatalogueError> {
    let too_many = CatalogueError::TooLarge { what: "postings", limit: u64::from(u32::MAX) - 1 };
    let mut posted: Vec<(u32, Posted, u32)> = (0..rows.rows())
        .into_par_iter()
        .flat_map_iter(|row| {
            let held = rows.row(row);
            let (ranked, total) = ranked(held, fixed);
            let open = held.len() > ranked.len() || held.iter().any(|h| h.role() == Role::Initial);
            let listed = move |r: &Ranked| {
                let common = fixed[r.token as usize].frequency > RARE;
                !common || r.bits > 0.0 && (open || r.bits >= ALONE * total)
            };
            ranked.into_iter().filter(listed).map(move |r| {
                let posted = match (open, r.bits < total) {
                    (true, _) => Posted::Open,
                    (_, false) => Posted::Whole,
                    _ => Posted::Part,
                };
                (r.token, posted, row as u32)
            })
        })
        .collect();
    posted.par_sort_unstable();
    let mut at = 0;
    for run in posted.chunk_by(|a, b| a.0 == b.0) {
        let record = &mut records[run[0].0 as usize];
        record.postings = at;
        record.posted = run.len() as u32;
        record.open = run.partition_point(|(_, posted, _)| *posted == Posted::Open) as u32;
        record.whole = run.partition_point(|(_, posted, _)| *posted != Posted::Part) as u32;
        at = at.checked_add(run.len() as u32).ok_or_else(|| too_many.clone())?;
    }
    let written: Vec<[u8; Posting::BYTES]> = posted
        .par_iter()
        .map(|(token, _, row)| {
            let at = *row as usize;
            Posting::new(*token, *row, kinds(at), rows.row(at), fixed).to_bytes()
        })
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
        if let [(key, row)] = run {
            places.push((*key, row | ONLY_ROW));
            continue;
        }
        let place = u32::try_from(pair_rows.len()).ok().filter(|place| place & ONLY_ROW == 0);
        places.push((run[0].0, place.ok_or_else(|| too_many.clone())?));
        pair_rows.push(run.len() as u32);
        pair_rows.extend(run.iter().map(|(_, row)| *row));
    }
    drop(pairs);
    writer.add_u32s(Part::PairRows, &pair_rows);
    writer.add(Part::PairFilter, &PairFilter::written(places.iter().map(|(pair, _)| *pair)));
    KeyIndex::PAIRS.write(writer, places);
    Ok(())
}

/// One bit for some of the pairs of common tokens, where a pair that is not there mostly finds none of its own (a Bloom
/// filter of which each key stays in one word, after Putze, Sanders and Singler 2007).
#[derive(Debug, Clone, Copy)]
pub(crate) struct PairFilter<'c> {
    words: &'c [[u8; 8]],
}

impl<'c> PairFilter<'c> {
    /// Bits for each pair, at least: of the pairs that are not there, one in twenty to one in sixty passes.
    const BITS: usize = 8;

    /// Words that lie in one cache line.
    const LINE: usize = 8;

    /// Neighbouring tokens of which all pairs with as many others lie in one line: those that are alike are neighbours,
    /// and are asked for together. Where all of these pairs are there, one in thirty others passes all the same.
    const NEIGHBOURS: u32 = 8;

    /// As it was written.
    pub(crate) fn of(written: &'c [u8]) -> Self {
        Self { words: written.as_chunks().0 }
    }

    /// Whether a pair may be there.
    #[inline]
    pub(crate) fn may_hold(self, pair: u64) -> bool {
        let (word, bits) = Self::bits(pair, self.words.len());
        self.words.get(word).is_some_and(|held| u64::from_le_bytes(*held) & bits == bits)
    }

    /// The word, of so many, a power of two, in which a pair sets bits, and these three bits.
    #[inline]
    fn bits(pair: u64, words: usize) -> (usize, u64) {
        let spread = |key: u64| (key ^ key >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (low, high) = ((pair >> 32) as u32 / Self::NEIGHBOURS, pair as u32 / Self::NEIGHBOURS);
        let line = (spread(u64::from(low) << 32 | u64::from(high)) >> 20) as usize * Self::LINE;
        let spread = spread(pair);
        let bit = |at: u32| 1_u64 << (spread >> at & 63);
        let word = line + (spread >> 20) as usize % Self::LINE;
        (word & words.saturating_sub(1), bit(58) | bit(52) | bit(46))
    }

    fn written(pairs: impl ExactSizeIterator<Item = u64>) -> Vec<u8> {
        let mut words = vec![0_u64; (pairs.len() * Self::BITS / 64).next_power_of_two()];
        let count = words.len();
        for (word, bits) in pairs.map(|pair| Self::bits(pair, count)) {
            words[word] |= bits;
        }
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }
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

#[cfg(test)]
mod tests {
    //! Every pair that the filter was written with may be there, and few of the others, though neighbours have all of
    //! theirs.

    use super::{PairFilter, pair_key};

    #[test]
    fn pairs() {
        let spread = (0..5_000_u32).map(|at| pair_key(at * 7, at * 7 + 1_000 + at % 300));
        let neighbours = (0..8).flat_map(|a| (0..8).map(move |b| pair_key(80_000 + a, 90_000 + b)));
        let held: Vec<u64> = spread.chain(neighbours).collect();
        let written = PairFilter::written(held.iter().copied());
        let filter = PairFilter::of(&written);
        assert!(held.iter().all(|pair| filter.may_hold(*pair)));
        let others = |from: u32| (0..5_000).map(move |at| pair_key(from + at * 11, from + 500_000 + at * 13));
        let passed = (1..20).flat_map(|turn| others(turn * 100_003)).filter(|p| filter.may_hold(*p)).count();
        assert!(passed * 15 < 19 * 5_000, "{passed}");
        assert!(!PairFilter::of(&[]).may_hold(pair_key(1, 2)));
    }
}
