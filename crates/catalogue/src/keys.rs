//! From 64-bit keys to 32-bit numbers: buckets of sorted entries, read where they lie.

use rayon::prelude::*;

use crate::ahead::ahead_twice;
use crate::format::{Part, Store, Writer};

/// Two sections that together answer which numbers a key leads to.
///
/// The high bits of a key choose a bucket, the low 32 bits are kept beside the number. Two keys that agree in both are
/// taken for one, which happens once in 2^45 and more pairs: whoever looks up must be able to bear a number too many.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KeyIndex {
    starts: Part,
    entries: Part,
}

/// Entries that a bucket holds on average.
const BUCKET: usize = 8;

/// Spreads the bits of a key, whatever hash made it (the finisher of `SplitMix64`).
fn spread(key: u64) -> u64 {
    let mut z = key.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn bucket(spread: u64, bits: u32) -> usize {
    if bits == 0 { 0 } else { (spread >> (64 - bits)) as usize }
}

impl KeyIndex {
    pub(crate) const FORMS: Self = Self { starts: Part::FormStarts, entries: Part::FormEntries };
    pub(crate) const TOKENS: Self = Self { starts: Part::TokenKeyStarts, entries: Part::TokenKeyEntries };
    pub(crate) const PAIRS: Self = Self { starts: Part::PairStarts, entries: Part::PairEntries };
    pub(crate) const NAMES: Self = Self { starts: Part::NameKeyStarts, entries: Part::NameKeyEntries };
    pub(crate) const IDENTIFIERS: Self =
        Self { starts: Part::IdentifierStarts, entries: Part::IdentifierEntries };
    pub(crate) const IDS: Self = Self { starts: Part::IdStarts, entries: Part::IdEntries };

    /// Writes the index of these entries; the order in which they are given does not matter.
    pub(crate) fn write(self, writer: &mut Writer, mut entries: Vec<(u64, u32)>) {
        entries.par_iter_mut().for_each(|(key, _)| *key = spread(*key));
        let bits = (entries.len() / BUCKET).next_power_of_two().trailing_zeros();
        // Ordered as the buckets are, then by what is kept of the key, then by number.
        entries.par_sort_unstable_by_key(|(key, number)| (bucket(*key, bits), *key as u32, *number));
        entries.dedup();
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for (key, _) in &entries {
            starts[bucket(*key, bits) + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        writer.add_u32s(self.starts, &starts);
        let flat: Vec<u32> = entries.iter().flat_map(|(key, number)| [*key as u32, *number]).collect();
        writer.add_u32s(self.entries, &flat);
    }

    /// The bucket of a key, and what is kept of the key there; `None` where there are no buckets.
    #[inline]
    fn place(self, store: &Store, key: u64) -> (Option<usize>, u32) {
        let buckets = (store.length(self.starts) / 4).saturating_sub(1);
        let spread = spread(key);
        ((buckets > 0).then(|| bucket(spread, buckets.trailing_zeros())), spread as u32)
    }

    /// Where the entries of a bucket start and end.
    #[inline]
    fn entries_of(self, store: &Store, bucket: Option<usize>) -> (usize, usize) {
        let mut ends = bucket.map(|bucket| store.u32s(self.starts, bucket, 2)).into_iter().flatten();
        let from = ends.next().unwrap_or(0) as usize;
        (from, from.max(ends.next().unwrap_or(0) as usize))
    }

    /// For each key in order the numbers that it leads to, ascending, with what is read of each asked for before it comes.
    #[inline]
    pub(crate) fn find_all<'s>(
        self,
        store: &'s Store,
        keys: &[u64],
    ) -> impl Iterator<Item = impl Iterator<Item = u32> + use<'s>> {
        let fetch = move |key: &u64| {
            self.place(store, *key).0.into_iter().for_each(|bucket| store.fetch(self.starts, bucket * 4));
        };
        let read = move |key: &u64| {
            let (bucket, kept) = self.place(store, *key);
            let entries = self.entries_of(store, bucket);
            store.fetch(self.entries, entries.0 * 8);
            (entries, kept)
        };
        ahead_twice(keys, fetch, read).map(move |(_, (entries, kept))| self.among(store, entries, kept))
    }

    /// The numbers that a key leads to, ascending.
    #[inline]
    pub(crate) fn find(self, store: &Store, key: u64) -> impl Iterator<Item = u32> {
        let (bucket, kept) = self.place(store, key);
        self.among(store, self.entries_of(store, bucket), kept)
    }

    /// The numbers beside what was kept of a key, of these entries.
    #[inline]
    fn among(
        self,
        store: &Store,
        (mut from, mut to): (usize, usize),
        kept: u32,
    ) -> impl Iterator<Item = u32> + use<'_> {
        let run = store.bytes(self.entries, from * 8, (to - from) * 8);
        // A key that many share makes a long bucket; its neighbours should not pay for it.
        if to - from > 4 * BUCKET {
            let kept_at = |at: usize| {
                u32::from_le_bytes([run[at * 8], run[at * 8 + 1], run[at * 8 + 2], run[at * 8 + 3]])
            };
            let count = run.len() / 8;
            let first = partition(count, |at| kept_at(at) < kept);
            let last = first + partition(count - first, |at| kept_at(first + at) == kept);
            (from, to) = (first, last);
        } else {
            (from, to) = (0, run.len() / 8);
        }
        run[from * 8..to * 8].chunks_exact(8).filter_map(move |e| {
            let found = u32::from_le_bytes([e[0], e[1], e[2], e[3]]);
            (found == kept).then(|| u32::from_le_bytes([e[4], e[5], e[6], e[7]]))
        })
    }
}

/// The first of `count` places at which the condition fails, given that it holds up to some place and not behind it.
fn partition(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
