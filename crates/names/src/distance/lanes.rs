//! The edit distance itself, a whole row of its table at a time.
//!
//! One side's letters lie in lanes side by side, and each letter of the other side makes the next row of the table in a
//! few operations on all of them. Within a row each cell depends on the one to its left; that is taken in strides of 1,
//! 2 and 4 lanes, as in a running minimum, and from one register to the next.

use super::eight::{Eight, LANES};
use crate::sound::Letter;

/// More than any way costs, and few enough that sums of two are numbers still.
const NEVER: i16 = 16_000;

/// What a lane beyond the last letter costs: too much to be the least of its row.
const BESIDE: i16 = 255;

/// A row of letters in `N` registers of eight lanes, ready to be compared with others.
#[derive(Debug, Clone)]
pub(super) struct Lanes<const N: usize> {
    letters: [[Letter; LANES]; N],
    count: usize,
    /// Which letters stand beside each other, by [`beside`], one bit each: rows that swap none of them are the rule.
    beside: u64,
    /// What it costs that the letters up to a lane stand on this side only.
    start: [Eight; N],
    /// The same of those of its own register.
    within: [Eight; N],
    /// The same of the last 1, 2 and 4 letters up to a lane, within its register.
    strides: [[Eight; N]; 3],
}

/// What a row's letters cost beside one other letter.
pub(super) type Exchanges<const N: usize> = [[u8; LANES]; N];

/// A bit for two neighbours.
fn beside(a: Letter, b: Letter) -> u64 {
    1 << (a.wrapping_mul(7).wrapping_add(b) & 63)
}

impl<const N: usize> Lanes<N> {
    /// Of these letters, at most eight a register; `gone` tells what it costs that the one at a place stands on this side
    /// only.
    pub(super) fn new(row: &[Letter], gone: impl Fn(usize) -> i16) -> Self {
        let mut letters = [[Letter::MAX; LANES]; N];
        letters.as_flattened_mut()[..row.len()].copy_from_slice(row);
        let mut own = [[BESIDE; LANES]; N];
        own.as_flattened_mut()[..row.len()].iter_mut().enumerate().for_each(|(at, cost)| *cost = gone(at));
        let within = own.map(|costs| sums(0, costs));
        let mut before = 0;
        let start = within.map(|costs| {
            let start = Eight::of(costs).plus(Eight::all(before));
            before += costs[LANES - 1];
            start
        });
        let stride = |length: usize| {
            own.map(|costs| {
                Eight::of(std::array::from_fn(|lane| {
                    if lane < length { NEVER } else { costs[lane + 1 - length..=lane].iter().sum() }
                }))
            })
        };
        Self {
            letters,
            count: row.len(),
            beside: row.windows(2).fold(0, |set, pair| set | beside(pair[0], pair[1])),
            start,
            within: within.map(Eight::of),
            strides: [stride(1), stride(2), stride(4)],
        }
    }

    /// What its letters cost beside a letter of these costs.
    #[inline]
    pub(super) fn exchanges(&self, costs: &[u8; 256]) -> Exchanges<N> {
        self.letters.map(|letters| letters.map(|letter| costs[usize::from(letter)]))
    }

    /// The cheapest way from this row to the other; `None` when it costs more than `limit`. `exchanges` has for a
    /// letter what [`Self::exchanges`] says, `gone` for a place what it costs that its letter stands there only, and a
    /// swap of two neighbours costs `swap`. `ahead` is what the other's letters cost at least, all and each, whatever they
    /// stand beside; those that may be swapped cost nothing.
    #[inline]
    pub(super) fn cost(
        &self,
        other: &[Letter],
        exchanges: impl Fn(Letter) -> Exchanges<N>,
        gone: impl Fn(usize) -> i16,
        (mut ahead, least_of): (i16, impl Fn(Letter) -> i16),
        (swap, limit): (i16, i16),
    ) -> Option<i16> {
        if ahead > limit {
            return None;
        }
        let (mut before, mut above) = ([Eight::all(NEVER); N], self.start);
        let (mut edge_before, mut edge) = (NEVER, 0);
        let (mut last, mut least_above) = (Letter::MAX, 0);
        for (at, letter) in other.iter().enumerate() {
            let (gone, exchanges) = (gone(at), exchanges(*letter));
            let all_gone = Eight::all(gone);
            let mut corner = edge;
            let mut row: [Eight; N] = std::array::from_fn(|register| {
                let exchanged = above[register].up::<2>().with_first(corner);
                let exchanged = exchanged.plus(Eight::of_bytes(exchanges[register]));
                corner = above[register].last();
                exchanged.min(above[register].plus(all_gone))
            });
            if self.beside & beside(*letter, last) != 0 && *letter != last {
                self.swap((*letter, last), (&before, edge_before), swap, &mut row);
            }
            (edge_before, edge) = (edge, edge + gone);
            let (mut left, mut least) = (edge, edge);
            for (register, own) in row.iter_mut().enumerate() {
                let mut cells = own.min(self.within[register].plus(Eight::all(left)));
                cells = cells.min(cells.up::<2>().plus(self.strides[0][register]));
                cells = cells.min(cells.up::<4>().plus(self.strides[1][register]));
                cells = cells.min(cells.up::<8>().plus(self.strides[2][register]));
                left = cells.last();
                least = least.min(cells.least());
                *own = cells;
            }
            // Every way to the end passes through this row, or swaps across it from the one above.
            ahead -= least_of(*letter);
            if least + ahead > limit && least_above + swap + ahead > limit {
                return None;
            }
            (before, above, last, least_above) = (above, row, *letter, least);
        }
        let cost = self.count.checked_sub(1).map_or(edge, |last| above[last / LANES].numbers()[last % LANES]);
        Some(cost).filter(|cost| *cost <= limit)
    }

    /// Lets two neighbours change places that are this letter and, on the other side, the `last` before it.
    #[cold]
    fn swap(
        &self,
        (letter, last): (Letter, Letter),
        (before, edge_before): (&[Eight; N], i16),
        swap: i16,
        row: &mut [Eight; N],
    ) {
        let (letters, before) = (self.letters.as_flattened(), before.map(Eight::numbers));
        let mut cells = row.map(Eight::numbers);
        for lane in 1..self.count {
            if letters[lane] == last && letters[lane - 1] == letter {
                let from = lane.checked_sub(2).map_or(edge_before, |from| before.as_flattened()[from]);
                let cell = &mut cells.as_flattened_mut()[lane];
                *cell = (*cell).min(from + swap);
            }
        }
        *row = cells.map(Eight::of);
    }
}

/// Sums of these costs up to each.
fn sums(mut sum: i16, costs: [i16; LANES]) -> [i16; LANES] {
    costs.map(|cost| {
        sum += cost;
        sum
    })
}

#[cfg(test)]
mod tests {
    //! The table by registers says what the table cell by cell says, whatever letters cost, and nothing beyond a limit.

    use proptest::prelude::*;

    use super::*;

    const SWAP: i16 = 50;

    /// Costs of a few letters, all different.
    fn exchange(a: Letter, b: Letter) -> u8 {
        let (low, high) = (u32::from(a.min(b)), u32::from(a.max(b)));
        if a == b { 0 } else { 20 + ((low * 7 + high * 13) % 120) as u8 }
    }

    fn gone(letter: Letter) -> i16 {
        5 + i16::from(letter) * 23 % 135
    }

    fn cell_by_cell(a: &[Letter], b: &[Letter]) -> i16 {
        let mut cells = vec![vec![0_i16; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let mut least = if i + j == 0 { 0 } else { i16::MAX };
                if i > 0 {
                    least = least.min(cells[i - 1][j] + gone(a[i - 1]));
                }
                if j > 0 {
                    least = least.min(cells[i][j - 1] + gone(b[j - 1]));
                }
                if i > 0 && j > 0 {
                    least = least.min(cells[i - 1][j - 1] + i16::from(exchange(a[i - 1], b[j - 1])));
                }
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != a[i - 2] {
                    least = least.min(cells[i - 2][j - 2] + SWAP);
                }
                cells[i][j] = least;
            }
        }
        cells[a.len()][b.len()]
    }

    fn by_registers<const N: usize>(a: &[Letter], b: &[Letter], limit: i16) -> Option<i16> {
        let lanes = Lanes::<N>::new(a, |at| gone(a[at]));
        let costs = |letter| std::array::from_fn(|other| exchange(letter, other as Letter));
        let least = |letter| a.iter().map(|l| i16::from(exchange(letter, *l))).fold(gone(letter), i16::min);
        let ahead = (b.iter().map(|letter| least(*letter)).sum(), least);
        lanes.cost(b, |letter| lanes.exchanges(&costs(letter)), |at| gone(b[at]), ahead, (SWAP, limit))
    }

    proptest! {
        #[test]
        fn as_cell_by_cell(
            a in prop::collection::vec(0_u8..6, 0..24),
            b in prop::collection::vec(0_u8..6, 0..24),
            limit in 0_i16..900,
        ) {
            let cost = cell_by_cell(&a, &b);
            let expected = (cost <= limit).then_some(cost);
            prop_assert_eq!(by_registers::<3>(&a, &b, limit), expected);
            prop_assert_eq!(by_registers::<7>(&a, &b, limit), expected);
            if a.len() <= LANES {
                prop_assert_eq!(by_registers::<1>(&a, &b, limit), expected);
            }
        }
    }
}
