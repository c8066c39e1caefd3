//! The distance of two rows of letters: an edit distance whose costs are those of reading one letter as another.
//!
//! Costs are whole hundredths, so that sums of them are exact and the inner loop is one of small integers.

use std::sync::LazyLock;

use crate::script::Script;
use crate::sound::{COSTS, Costs, LETTER_COUNT, Letter, is_vowel};

/// Rows longer than this are cut off: two joined tokens.
const MAX: usize = 56;

/// Rows up to this length take little room on the stack; most tokens are no longer.
const SHORT: usize = 14;

/// What a vowel costs that the other side's script leaves unwritten, in hundredths: short ones next to nothing, long
/// ones (which Arabic and Hebrew do write) more; a first or last vowel is hardly ever left out.
fn unwritten(letter: Letter, edge: bool) -> u32 {
    use crate::sound::{A, AE, E, EE, O, OO, U};
    let inside = match letter {
        A | E => 3,
        O | AE => 5,
        U => 7,
        EE | OO => 25,
        _ => 6,
    };
    match (edge, letter) {
        (false, _) => inside,
        (true, E) => 15,
        (true, _) => 35,
    }
}

/// Swapping two neighbours, the commonest slip of typing, in hundredths.
const SWAP: u32 = 50;

/// Weight of a vowel that the other side's script leaves unwritten, in hundredths.
const UNWRITTEN_WEIGHT: u32 = 10;

/// The distances beyond which two uses of [`relative`] no longer ask how far: [`likeness`] is below the least that they
/// take.
pub(crate) mod most {
    /// Tokens, which are alike from [`crate::TOKEN_FLOOR`] on.
    pub(crate) const OF_TOKENS: f32 = 0.3;
    /// Joined tokens, and names with their article joined, which are alike from 0.736 on.
    pub(crate) const OF_JOINED: f32 = 0.22;
    /// Tokens that contradict each other: whatever is like at all.
    pub(crate) const AT_ALL: f32 = 0.48;
}

/// The distance as a share of the rows' weight: 0 for the same sounds, 1 and more for nothing in common. Beyond `most`
/// it need not be exact: some number beyond it.
pub(crate) fn relative(a: &[Letter], a_script: Script, b: &[Letter], b_script: Script, most: f32) -> f32 {
    let steps = &*STEPS;
    let (a, b) = (&a[..a.len().min(MAX)], &b[..b.len().min(MAX)]);
    let free_a = b_script.leaves_vowels_out() || a_script == Script::Abugida;
    let free_b = a_script.leaves_vowels_out() || b_script == Script::Abugida;
    let whole = steps.weigh(a, free_a) + steps.weigh(b, free_b);
    // An ending that both share only makes the distance more, and is looked for only where the rest is near enough.
    let limit = (most * 0.5 * whole as f32) as u32;
    let cost = if a.len() <= SHORT && b.len() <= SHORT {
        steps.cost::<{ SHORT + 1 }>((a, free_a), (b, free_b), limit)
    } else {
        steps.cost::<{ MAX + 1 }>((a, free_a), (b, free_b), limit)
    };
    let weight = 0.5 * whole as f32 - steps.shared_ending(a, b) * 100.0;
    if weight <= 20.0 {
        return 1.0;
    }
    let Some(cost) = cost else { return (most + 0.01).max(1.0) };
    let relative = cost as f32 / weight;
    if free_a || free_b {
        return relative * THIN;
    }
    // A row of consonants is an abbreviation, which is not pronounced and hardly misheard.
    let abbreviation = |row: &[Letter]| row.len() <= 6 && !row.iter().any(|l| is_vowel(*l));
    if abbreviation(a) || abbreviation(b) { relative * ABBREVIATION } else { relative }
}

/// Abbreviations differ in meaning if they differ in a letter.
const ABBREVIATION: f32 = 2.0;

/// Without written vowels there is less to agree on, so that what does not agree counts for more.
const THIN: f32 = 1.5;

/// Endings that thousands of names share, as rows of sounds: agreeing in them says less than agreeing in the stem.
const ENDINGS: &[&[&str]] = &[
    &["v", "i", "ch"],
    &["v", "n", "a"],
    &["s", "k", "i"],
    &["n", "k", "o"],
    &["v", "i", "l", "i"],
    &["z", "d", "e"],
    &["o", "v", "a"],
    &["e", "v", "a"],
    &["o", "v"],
    &["e", "v"],
];

/// Sounds of the longest ending.
const LONGEST_ENDING: usize = 4;

/// About half the weight of a sound of such an ending.
const SHARED_ENDING: f32 = 0.43;

/// The costs of [`COSTS`] in the form in which distances use them: hundredths, a row of 256 a letter, so that no
/// letter lies outside.
struct Steps {
    substitution: Box<[[u8; 256]]>,
    deletion: [u8; 256],
    weight: [u8; 256],
    /// For each place counted from a row's end, and each letter, the endings that it fits, one bit each; an ending that
    /// is shorter than the place fits with any letter.
    endings: [[u16; 256]; LONGEST_ENDING],
}

static STEPS: LazyLock<Steps> = LazyLock::new(|| Steps::work_out(&COSTS));

impl Steps {
    fn work_out(costs: &Costs) -> Self {
        let hundredths = |cost: f32| (cost * 100.0).round() as u8;
        let mut steps = Self {
            substitution: vec![[100; 256]; 256].into_boxed_slice(),
            deletion: [100; 256],
            weight: [100; 256],
            endings: [[0; 256]; LONGEST_ENDING],
        };
        for a in 0..LETTER_COUNT {
            let letter = a as Letter;
            steps.deletion[a] = hundredths(costs.deletion(letter));
            steps.weight[a] = hundredths(costs.weight(letter));
            for b in 0..LETTER_COUNT {
                steps.substitution[a][b] = hundredths(costs.substitution(letter, b as Letter));
            }
        }
        for (at, ending) in ENDINGS.iter().enumerate() {
            for (place, letters) in steps.endings.iter_mut().enumerate() {
                let sound = ending.len().checked_sub(place + 1).map(|from_start| ending[from_start]);
                for (letter, fits) in letters.iter_mut().enumerate() {
                    let fit = sound.is_none_or(|s| costs.may_sound(letter as Letter, s));
                    *fits |= u16::from(fit) << at;
                }
            }
        }
        steps
    }

    fn weigh(&self, row: &[Letter], free: bool) -> u32 {
        let weight = |l: &Letter| u32::from(self.weight[usize::from(*l)]);
        if free {
            row.iter().map(|l| if is_vowel(*l) { UNWRITTEN_WEIGHT } else { weight(l) }).sum()
        } else {
            row.iter().map(weight).sum()
        }
    }

    /// The cost of a letter that stands on one side only, where vowels may be `free` because the other does not write
    /// them.
    fn gone(&self, row: &[Letter], at: usize, free: bool) -> u32 {
        let cost = u32::from(self.deletion[usize::from(row[at])]);
        if !free || !is_vowel(row[at]) {
            return cost;
        }
        let edge = at == 0 || row[at + 1..].iter().all(|l| self.weight[usize::from(*l)] <= 20);
        cost.min(unwritten(row[at], edge))
    }

    /// The cheapest way from one row to the other, in hundredths; `None` when it costs more than `limit`. `N` is more
    /// than the letters of either row.
    fn cost<const N: usize>(
        &self,
        (a, free_a): (&[Letter], bool),
        (b, free_b): (&[Letter], bool),
        limit: u32,
    ) -> Option<u32> {
        let mut rows = [[0_u32; N]; 3];
        let mut gone_b = [0_u32; N];
        for j in 0..b.len() {
            gone_b[j] = self.gone(b, j, free_b);
            rows[0][j + 1] = rows[0][j] + gone_b[j];
        }
        let mut least_above = 0;
        for (i, x) in a.iter().enumerate() {
            let [before, above, row] = turn(&mut rows, i);
            let gone = self.gone(a, i, free_a);
            let substitution = &self.substitution[usize::from(*x)];
            let mut left = above[0] + gone;
            let mut least = left;
            row[0] = left;
            let other = if i > 0 { a[i - 1] } else { *x };
            for (j, y) in b.iter().enumerate() {
                let mut best = above[j] + u32::from(substitution[usize::from(*y)]);
                best = best.min(above[j + 1] + gone).min(left + gone_b[j]);
                if j > 0 && other == *y && *x == b[j - 1] && x != y {
                    best = best.min(before[j - 1] + SWAP);
                }
                left = best;
                row[j + 1] = best;
                least = least.min(best);
            }
            // Every way to the end passes through this row, or swaps across it from the one above.
            if least > limit && least_above + SWAP > limit {
                return None;
            }
            least_above = least;
        }
        Some(rows[a.len() % 3][b.len()]).filter(|cost| *cost <= limit)
    }

    /// The endings of a row, one bit each.
    fn endings_of(&self, row: &[Letter]) -> u16 {
        // A glide after the last vowel does not hide the ending: -skiy.
        let Some(last) = row.iter().rposition(|l| self.weight[usize::from(*l)] > 25) else { return 0 };
        let mut fits = ENDINGS
            .iter()
            .enumerate()
            .fold(0, |set, (at, ending)| set | u16::from(last > ending.len()) << at);
        for (letter, letters) in row[..=last].iter().rev().zip(&self.endings) {
            fits &= letters[usize::from(*letter)];
        }
        fits
    }

    /// What an ending that both rows share takes from their weight.
    fn shared_ending(&self, a: &[Letter], b: &[Letter]) -> f32 {
        let shared = self.endings_of(a) & self.endings_of(b);
        ENDINGS.get(shared.trailing_zeros() as usize).map_or(0.0, |e| e.len() as f32 * SHARED_ENDING)
    }
}

/// The row before the last, the last, and the one to fill.
fn turn<const N: usize>(rows: &mut [[u32; N]; 3], i: usize) -> [&mut [u32; N]; 3] {
    let [a, b, c] = rows;
    match i % 3 {
        0 => [c, a, b],
        1 => [a, b, c],
        _ => [b, c, a],
    }
}

/// How alike tokens at this distance are. One slip in a short name is no cliff; a third of a name is another name.
pub(crate) fn likeness(relative: f32) -> f32 {
    (1.0 - 0.5 * relative - 3.4 * relative * relative).max(0.0)
}

#[cfg(test)]
mod tests {
    //! 1. Every cost is a whole number of hundredths. 2. What lies beyond a limit is not alike in that limit's use.
    //! 3. A limit changes nothing within it, and beyond it only the number beyond it. 4. Endings are found as spelled.

    use proptest::prelude::*;

    use super::*;
    use crate::TOKEN_FLOOR;

    #[test]
    fn costs_are_hundredths() {
        let whole = |cost: f32| (cost * 100.0 - (cost * 100.0).round()).abs() < 1e-3 && cost <= 2.55;
        for a in 0..LETTER_COUNT as Letter {
            assert!(whole(COSTS.deletion(a)) && whole(COSTS.weight(a)), "{a}");
            for b in 0..LETTER_COUNT as Letter {
                assert!(whole(COSTS.substitution(a, b)), "{a} {b}");
            }
        }
    }

    #[test]
    fn limits_lose_nothing() {
        assert!(likeness(most::OF_TOKENS) < TOKEN_FLOOR);
        assert!(0.97 * likeness(most::OF_JOINED) < 0.72 && 0.95 * likeness(most::OF_JOINED) < 0.7);
        assert!(likeness(most::AT_ALL) <= 0.0);
    }

    #[test]
    fn endings() {
        use crate::sound::{A, GLIDE, I, K, M, N, O, S, V};
        let steps = &*STEPS;
        let shared = |a: &[Letter], b: &[Letter]| steps.shared_ending(a, b);
        assert!((shared(&[M, A, S, K, I, GLIDE], &[N, O, M, S, K, I]) - 3.0 * SHARED_ENDING).abs() < 1e-6);
        assert!((shared(&[M, O, V, A], &[N, O, V, A]) - 0.0).abs() < 1e-6, "too short beside its ending");
        assert!((shared(&[M, A, N, O, V], &[S, I, K, O, V]) - 2.0 * SHARED_ENDING).abs() < 1e-6);
        assert!((shared(&[M, A, N, O, V], &[S, I, K, O, V, A]) - 0.0).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn limits_are_exact_within(
            a in prop::collection::vec(0..LETTER_COUNT as Letter, 0..20),
            b in prop::collection::vec(0..LETTER_COUNT as Letter, 0..20),
            slips in prop::collection::vec((0_usize..20, 0..LETTER_COUNT as Letter), 0..3),
            most in 0.0_f32..1.2,
            scripts in prop::sample::select(vec![
                (Script::Latin, Script::Latin), (Script::Latin, Script::Arabic), (Script::Arabic, Script::Hebrew),
            ]),
        ) {
            let mut near = a.clone();
            for (at, letter) in slips.into_iter().filter(|(at, _)| *at < a.len()) {
                near[at] = letter;
            }
            for other in [&b, &near] {
                let whole = relative(&a, scripts.0, other, scripts.1, 100.0);
                let limited = relative(&a, scripts.0, other, scripts.1, most);
                let same = limited.to_bits() == whole.to_bits();
                prop_assert!(same || limited > most && whole > most, "{} {}", limited, whole);
            }
        }
    }
}
