//! From tokens to rows, without ever listing all rows of a common token.
//!
//! A token of few rows has them all listed, and whoever looks up looks at each. A token of many rows lists only those
//! in which it alone is enough of the name to matter ([`ALONE`]); every other row is reached by a pair of its tokens,
//! which few rows share however common the two are. Of a row's pairs of common tokens those are kept which can be the
//! two most telling ones of any selection of its tokens that is enough of the name ([`TOGETHER`]): whatever matches
//! enough of the row holds one of them.

use rayon::prelude::*;

use crate::CatalogueError;
use crate::format::{Part, Writer};
use crate::keys::KeyIndex;
use crate::records::TokenRecord;

/// Rows up to which a token is rare: looking at so many takes some microseconds.
pub(crate) const RARE: u32 = 256;

/// Share of a row's information from which on one token is enough of the name to be looked at alone.
pub(crate) const ALONE: f32 = 0.3;

/// Share of a row's information below which matched tokens are not enough of the name.
pub(crate) const TOGETHER: f32 = 0.3;

/// The tokens of all rows, end to end.
#[derive(Debug, Default)]
pub(crate) struct RowTokens {
    pub(crate) starts: Vec<u32>,
    pub(crate) tokens: Vec<u32>,
}

/// The key of a pair of tokens, in whichever order.
pub(crate) fn pair_key(a: u32, b: u32) -> u64 {
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}

impl RowTokens {
    pub(crate) fn of(&self, start: usize, count: u8) -> &[u32] {
        &self.tokens[start..start + usize::from(count)]
    }

    fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn row(&self, row: usize) -> &[u32] {
        &self.tokens[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    /// How many rows hold each token.
    pub(crate) fn frequencies(&self, tokens: usize) -> Vec<u32> {
        let mut counts = vec![0; tokens];
        let mut last = vec![u32::MAX; tokens];
        for row in 0..self.rows() {
            for token in self.row(row) {
                let at = *token as usize;
                if last[at] != row as u32 {
                    last[at] = row as u32;
                    counts[at] += 1;
                }
            }
        }
        counts
    }
}

/// The different tokens of a row with the bits of all their occurrences, the most telling first, and all bits.
fn ranked(tokens: &[u32], records: &[TokenRecord]) -> (Vec<(u32, f32)>, f32) {
    let mut ranked: Vec<(u32, f32)> = tokens.iter().map(|t| (*t, records[*t as usize].bits)).collect();
    let total = ranked.iter().map(|(_, bits)| bits).sum();
    ranked.sort_unstable_by_key(|(token, _)| *token);
    ranked.dedup_by(|later, first| {
        let same = later.0 == first.0;
        first.1 += if same { later.1 } else { 0.0 };
        same
    });
    ranked.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    (ranked, total)
}

/// Writes postings and pairs, and notes in the records where each token's postings are.
pub(crate) fn write(
    writer: &mut Writer,
    records: &mut [TokenRecord],
    rows: &RowTokens,
) -> Result<(), CatalogueError> {
    let too_many = CatalogueError::TooLarge { what: "postings", limit: u64::from(u32::MAX) - 1 };
    let fixed: &[TokenRecord] = records;
    let mut posted: Vec<(u32, u32)> = (0..rows.rows())
        .into_par_iter()
        .flat_map_iter(|row| {
            let (ranked, total) = ranked(rows.row(row), fixed);
            let listed = move |(token, bits): &(u32, f32)| {
                fixed[*token as usize].frequency <= RARE || *bits >= ALONE * total
            };
            ranked.into_iter().filter(listed).map(move |(token, _)| (token, row as u32))
        })
        .collect();
    posted.par_sort_unstable();
    let mut at = 0;
    for run in posted.chunk_by(|a, b| a.0 == b.0) {
        let record = &mut records[run[0].0 as usize];
        record.postings = at;
        record.posted = run.len() as u32;
        at = at.checked_add(run.len() as u32).ok_or_else(|| too_many.clone())?;
    }
    writer.add_u32s(Part::Postings, &posted.iter().map(|(_, row)| *row).collect::<Vec<_>>());
    drop(posted);
    let fixed: &[TokenRecord] = records;
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
    writer.add_u32s(Part::PairRows, &pair_rows);
    KeyIndex::PAIRS.write(writer, places);
    Ok(())
}

/// The pairs of common tokens under which a row is found.
fn pairs_of(tokens: &[u32], records: &[TokenRecord]) -> Vec<u64> {
    let (ranked, total) = ranked(tokens, records);
    let common = |token: u32| records[token as usize].frequency > RARE;
    let mut keys = Vec::new();
    for (i, (first, first_bits)) in ranked.iter().enumerate().filter(|(_, r)| common(r.0)) {
        for (j, (second, _)) in ranked.iter().enumerate().skip(i + 1).filter(|(_, r)| common(r.0)) {
            let at_most: f32 = first_bits + ranked[j..].iter().map(|r| r.1).sum::<f32>();
            if at_most >= TOGETHER * total {
                keys.push(pair_key(*first, *second));
            }
        }
    }
    keys
}
