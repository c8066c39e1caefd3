//! Slips of the hand: edits between two tokens written in one script, counted letter by letter.
//!
//! A slip knows nothing of sounds: `Glenmore` is one key away from `Glencore`, `Thaer` from `Taher`. What a slip leaves
//! of a token's likeness depends on how much of the token it is.

use crate::sets::has_at_most;

/// What a slip takes, in letters of the longer token.
const SLIP: f32 = 1.0;
/// The second slip and each after it: two slips in one word are seldom an accident.
const FURTHER_SLIP: f32 = 1.3;
/// What a slip in the first letter leaves of the likeness: people watch their beginnings, and so do keys.
const FIRST: f32 = 0.95;

/// A token shorter than this has no letter to spare.
const SHORTEST: usize = 4;
/// A token shorter than this has no two letters to spare.
const SHORTEST_FOR_TWO: usize = 7;
/// A token shorter than this has no three letters to spare.
const SHORTEST_FOR_THREE: usize = 12;

/// A token shorter than this is too often another one's letters in another order.
pub(crate) const SHORTEST_TO_SHUFFLE: usize = 5;
/// What a token's own letters in another order are worth: no hand slips so, but who hides a name may.
const SHUFFLED: f32 = 0.78;

/// Rows longer than this are not counted: two joined tokens.
pub(crate) const LONGEST: usize = 64;

/// The letters of a row, one bit each; letters that lie 32 apart share one.
pub(crate) fn set_of(row: &[u8]) -> u32 {
    row.iter().fold(0, |set, letter| set | 1 << (letter % 32))
}

/// A row of letters and the set of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hand<'a> {
    pub(crate) row: &'a [u8],
    /// What [`set_of`] says of it.
    pub(crate) set: u32,
}

impl<'a> Hand<'a> {
    /// Of this row.
    pub(crate) fn of(row: &'a [u8]) -> Self {
        Self { row, set: set_of(row) }
    }

    /// Whether either has more letters than so many slips explain that the other has not: a slip adds at most one.
    #[inline]
    pub(crate) fn is_beyond(self, other: Self, slips: usize) -> bool {
        !(has_at_most(self.set & !other.set, slips) && has_at_most(other.set & !self.set, slips))
    }
}

/// How many slips a row of so many letters has to spare; none where it is too short for any.
fn spare(letters: usize) -> Option<usize> {
    match letters {
        0..SHORTEST => None,
        SHORTEST..SHORTEST_FOR_TWO => Some(1),
        SHORTEST_FOR_TWO..SHORTEST_FOR_THREE => Some(2),
        _ => Some(3),
    }
}

/// How many slips two rows have to spare; `None` where their lengths or letters tell that there are more between them.
#[inline]
fn slips_between(own: Hand<'_>, other: Hand<'_>) -> Option<usize> {
    let (a, b) = (own.row.len(), other.row.len());
    let (shorter, longer) = (a.min(b), a.max(b));
    let spare = spare(shorter)?;
    (longer - shorter <= spare && longer <= LONGEST && !own.is_beyond(other, spare)).then_some(spare)
}

/// Whether the [likeness] of two rows is 0, as far as their lengths and letters tell.
#[inline]
pub(crate) fn is_beyond(own: Hand<'_>, other: Hand<'_>) -> bool {
    slips_between(own, other).is_none()
}

/// How alike two rows of letters are by slips alone, 0 when there are more slips than the shorter row has to spare.
pub(crate) fn likeness(own: Hand<'_>, other: Hand<'_>) -> f32 {
    let (a, b) = (own.row, other.row);
    let longer = a.len().max(b.len());
    let Some(spare) = slips_between(own, other) else { return 0.0 };
    let slips = count(a, b);
    if slips > spare {
        return if shuffled(own, other) { SHUFFLED } else { 0.0 };
    }
    let taken = match slips {
        0 => 0.0,
        more => SLIP + FURTHER_SLIP * (more - 1) as f32,
    };
    let first = if a.first() == b.first() { 1.0 } else { FIRST };
    first * (1.0 - taken / longer as f32)
}

/// Whether two rows are the same letters in another order.
pub(crate) fn shuffled(own: Hand<'_>, other: Hand<'_>) -> bool {
    let (a, b) = (own.row, other.row);
    let often = |row: &[u8], letter: u8| row.iter().fold(0_usize, |sum, l| sum + usize::from(*l == letter));
    a.len() == b.len()
        && a.len() >= SHORTEST_TO_SHUFFLE
        && own.set == other.set
        && a.iter().all(|l| often(a, *l) == often(b, *l))
}

/// Insertions, deletions, exchanges and swaps of neighbours between two rows (optimal string alignment), of at most
/// [`LONGEST`] letters. A column of the table at a time, one bit a cell, which says by how much it differs from the cell
/// beside it (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances").
pub(crate) fn count(a: &[u8], b: &[u8]) -> usize {
    // What both begin and end with needs no counting.
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len());
    }
    let last = 1_u64 << (a.len().min(LONGEST) - 1);
    let (mut more, mut less, mut diagonal, mut same_before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
    let mut slips = a.len();
    for letter in b {
        let same = a.iter().rev().fold(0, |set, x| set << 1 | u64::from(x == letter));
        let swapped = (!diagonal & same) << 1 & same_before;
        diagonal = ((same & more).wrapping_add(more) ^ more) | same | less | swapped;
        let (up, down) = (less | !(diagonal | more), diagonal & more);
        slips += usize::from(up & last != 0);
        slips -= usize::from(down & last != 0);
        let (up, down) = (up << 1 | 1, down << 1);
        (more, less) = (down | !(diagonal | up), up & diagonal);
        same_before = same;
    }
    slips
}

#[cfg(test)]
mod tests {
    //! 1. Each kind of slip counts one. 2. A short token has none to spare. 3. More slips never make more alike.
    //! 4. Letters rule out no slips. 5. Bits count what a table counts.

    use super::*;

    fn alike(a: &[u8], b: &[u8]) -> f32 {
        likeness(Hand::of(a), Hand::of(b))
    }

    #[test]
    fn slips() {
        for (a, b, slips) in [
            ("glenmore", "glencore", 1),
            ("thaer", "taher", 1),
            ("ofitrade", "ofitrae", 1),
            ("felicity", "feliiy", 2),
            ("abc", "abc", 0),
        ] {
            assert_eq!(count(a.as_bytes(), b.as_bytes()), slips, "{a} {b}");
        }
        assert!(alike(b"putin", b"nitpu") > 0.7);
        assert!(alike(b"putin", b"nitpo").abs() < f32::EPSILON);
        assert!(alike(b"amir", b"irma").abs() < f32::EPSILON, "too short");
        assert!(alike(b"kim", b"kin").abs() < f32::EPSILON);
        assert!(alike(b"putin", b"putim") < alike(b"glenmore", b"glencore"));
        assert!(alike(b"felicity", b"feliiy") < alike(b"felicity", b"felicit"));
    }

    /// The table itself, cell by cell.
    fn table(a: &[u8], b: &[u8]) -> usize {
        let mut cells = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                cells[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let exchanged = cells[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let best = exchanged.min(cells[i - 1][j] + 1).min(cells[i][j - 1] + 1);
                    let swaps = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if swaps { best.min(cells[i - 2][j - 2] + 1) } else { best }
                };
            }
        }
        cells[a.len()][b.len()]
    }

    proptest::proptest! {
        #[test]
        fn counted_by_bits_as_cell_by_cell(a in "[a-d]{0,64}|[a-z]{0,9}", b in "[a-d]{0,64}|[a-z]{0,9}") {
            proptest::prop_assert_eq!(count(a.as_bytes(), b.as_bytes()), table(a.as_bytes(), b.as_bytes()));
        }

        #[test]
        fn letters_rule_out_no_slips(a in "[a-e]{0,9}", b in "[a-e]{0,9}", slips in 0_usize..4) {
            let (own, other) = (Hand::of(a.as_bytes()), Hand::of(b.as_bytes()));
            if count(own.row, other.row) <= slips {
                proptest::prop_assert!(!own.is_beyond(other, slips), "{} {}", a, b);
            }
        }
    }
}
