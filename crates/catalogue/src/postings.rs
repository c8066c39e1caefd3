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

use crate::format::{Part, Writer};
use crate::keys::KeyIndex;
use crate::names::{is_name, tells};
use crate::records::{RowToken, TokenBrief, TokenRecord};
use crate::{CatalogueError, ahead};

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

/// Tokens that lie together in the order of all, eight at most: those that are alike are neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Neighbours {
    /// Their number divided by eight.
    group: u32,
    /// Which of the eight they are, one bit each.
    all: u8,
    /// Which of these [lead](crate::marks::LEADING).
    leading: u8,
}

impl Neighbours {
    /// Tokens of a group, and of another.
    const GROUP: u32 = 8;

    /// These tokens in their groups, each with whether it leads; where neighbours are not beside each other, in several.
    pub(crate) fn of(tokens: &[(u32, bool)]) -> SmallVec<[Self; 8]> {
        let group = |token: u32| token / Self::GROUP;
        let together = tokens.chunk_by(|(a, _), (b, _)| group(*a) == group(*b));
        together
            .map(|tokens| {
                let bits = tokens.iter().map(|(token, leads)| (1 << (token % Self::GROUP), *leads));
                Self {
                    group: group(tokens[0].0),
                    all: bits.clone().fold(0, |set, (bit, _)| set | bit),
                    leading: bits.filter(|(_, leads)| *leads).fold(0, |set, (bit, _)| set | bit),
                }
            })
            .collect()
    }

    /// The pairs of one of these and one of the others, where one of the two leads, in the order of [`PairFilter`]'s bits.
    fn beside(self, other: Self) -> u64 {
        // Of a set in every byte, in each byte the bit of its number; then all of the byte where it is there.
        let rows = |set: u8| {
            let apart = (u64::from(set) * EACH) & 0x8040_2010_0804_0201;
            ((apart + 0x7f * EACH) >> 7 & EACH) * 0xff
        };
        let columns = |set: u8| u64::from(set) * EACH;
        rows(self.all) & columns(other.leading) | rows(self.leading) & columns(other.all)
    }
}

/// Bytes of a cache line.
const LINE: usize = 64;

/// The pairs of a group with itself: the lower token's row, the other's column.
const WITHIN: u64 = 0x0080_c0e0_f0f8_fcfe;

/// One in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// Which pairs of common tokens may be there; of the others nearly all are not (a Bloom filter of which each key stays in
/// one cache line, after Putze, Sanders and Singler 2007). All pairs of two groups of [`Neighbours`] are asked for at once:
/// a word has a bit for each of them, eight for each of the lower group, and says for several such groups together which
/// pairs are there. Of three words that do, what all three say mostly is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PairFilter<'c> {
    lines: &'c [[u8; LINE]],
}

impl<'c> PairFilter<'c> {
    /// Bits for each pair, at least: of the pairs that are not there, one in twenty to one in sixty passes.
    const BITS: usize = 8;

    /// Words of a cache line.
    const WORDS: usize = LINE / 8;

    /// As it was written.
    pub(crate) fn of(written: &'c [u8]) -> Self {
        Self { lines: written.as_chunks().0 }
    }

    /// Whether a pair may be there.
    #[inline]
    pub(crate) fn may_hold(self, pair: u64) -> bool {
        let ((low, high), bit) = Self::groups_and_bit(pair);
        self.held(low, high) >> bit & 1 == 1
    }

    /// Asks the memory for what is said of these groups ([`crate::ahead`]).
    #[inline]
    pub(crate) fn fetch(self, a: Neighbours, b: Neighbours) {
        let (line, _) = Self::place(a.group.min(b.group), a.group.max(b.group), self.lines.len());
        ahead::fetch(self.lines.as_flattened(), line * LINE);
    }

    /// The pairs that may be there of one of these and one of the others, where one of the two leads.
    #[inline]
    pub(crate) fn held_of(self, a: Neighbours, b: Neighbours) -> impl Iterator<Item = u64> {
        let (low, high) = if a.group <= b.group { (a, b) } else { (b, a) };
        let mut wanted = low.beside(high);
        if low.group == high.group {
            wanted = (wanted | high.beside(low)) & WITHIN;
        }
        let held = self.held(low.group, high.group) & wanted;
        let (low, high) = (low.group * Neighbours::GROUP, high.group * Neighbours::GROUP);
        std::iter::successors(Some(held), |left| Some(left & left.wrapping_sub(1)))
            .take_while(|left| *left != 0)
            .map(move |left| {
                let bit = left.trailing_zeros();
                pair_key(low + bit / Neighbours::GROUP, high + bit % Neighbours::GROUP)
            })
    }

    /// What is said of the pairs of two groups.
    #[inline]
    fn held(self, low: u32, high: u32) -> u64 {
        let (line, words) = Self::place(low, high, self.lines.len());
        let Some(line) = self.lines.get(line) else { return 0 };
        let said =
            |(at, turned): (usize, u32)| u64::from_le_bytes(line.as_chunks().0[at]).rotate_right(turned);
        words.into_iter().fold(u64::MAX, |held, word| held & said(word))
    }

    /// The groups of a pair, and its bit among those of all of theirs.
    fn groups_and_bit(pair: u64) -> ((u32, u32), u32) {
        let (low, high) = ((pair >> 32) as u32, pair as u32);
        let bit = low % Neighbours::GROUP * Neighbours::GROUP + high % Neighbours::GROUP;
        ((low / Neighbours::GROUP, high / Neighbours::GROUP), bit)
    }

    /// The line, of so many, a power of two, in which something is said of two groups, and its three words that say it, each
    /// turned by so many bits: whatever pairs are common, their bits do not meet.
    #[inline]
    fn place(low: u32, high: u32, lines: usize) -> (usize, [(usize, u32); 3]) {
        let key = u64::from(low) << 32 | u64::from(high);
        let spread = (key ^ key >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let (first, odd) = ((spread >> 61) as usize, (spread >> 58) as usize | 1);
        let word = |at: usize| ((first + at * odd) % Self::WORDS, (spread >> (40 + 6 * at)) as u32 % 64);
        let words = [word(0), word(1), word(2)];
        ((spread >> 20) as usize & lines.saturating_sub(1), words)
    }

    fn written(pairs: impl ExactSizeIterator<Item = u64>) -> Vec<u8> {
        let mut lines =
            vec![[0_u64; Self::WORDS]; (pairs.len() * Self::BITS / (8 * LINE)).next_power_of_two()];
        for pair in pairs {
            let ((low, high), bit) = Self::groups_and_bit(pair);
            let (line, words) = Self::place(low, high, lines.len());
            for (word, turned) in words {
                lines[line][word] |= (1_u64 << bit).rotate_left(turned);
            }
        }
        lines.as_flattened().iter().flat_map(|word| word.to_le_bytes()).collect()
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

    use super::{Neighbours, PairFilter, pair_key};

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

    /// Groups say together what their pairs say one by one: those of which one leads.
    #[test]
    fn groups() {
        let held: Vec<u64> = (0..400_u32).map(|at| pair_key(at * 3 % 64, 40 + at * 5 % 64)).collect();
        let written = PairFilter::written(held.iter().copied());
        let filter = PairFilter::of(&written);
        let tokens = |from: u32| (from..from + 30).step_by(2).map(|token| (token, token % 3 == 0));
        for (first, second) in [(0, 64), (64, 0), (20, 24), (31, 31)] {
            let [a, b] = [first, second].map(|from| tokens(from).collect::<Vec<_>>());
            let one_by_one = a.iter().flat_map(|(x, leads)| {
                b.iter().filter(|(_, other)| *leads || *other).map(|(y, _)| pair_key(*x, *y))
            });
            let mut expected: Vec<u64> = one_by_one.filter(|pair| filter.may_hold(*pair)).collect();
            let others = Neighbours::of(&b);
            let of_groups = Neighbours::of(&a).into_iter();
            let mut found: Vec<u64> =
                of_groups.flat_map(|x| others.iter().flat_map(move |y| filter.held_of(x, *y))).collect();
            expected.sort_unstable();
            expected.dedup();
            found.sort_unstable();
            found.dedup();
            assert!(!found.is_empty());
            assert_eq!(found, expected, "{first} and {second}");
        }
    }
}
