//! The distance of two rows of letters: an edit distance whose costs are those of reading one letter as another.

use crate::script::Script;
use crate::sound::{COSTS, Letter, is_vowel};

/// Rows longer than this are cut off: two joined tokens.
const MAX: usize = 56;

/// What a vowel costs that the other side's script leaves unwritten.
const UNWRITTEN: f32 = 0.03;

/// Swapping two neighbours, the commonest slip of typing.
const SWAP: f32 = 0.5;

/// The distance as a share of the rows' weight: 0 for the same sounds, 1 and more for nothing in common.
pub(crate) fn relative(a: &[Letter], a_script: Script, b: &[Letter], b_script: Script) -> f32 {
    let costs = &*COSTS;
    let (a, b) = (&a[..a.len().min(MAX)], &b[..b.len().min(MAX)]);
    let free_a = b_script.leaves_vowels_out() || a_script == Script::Abugida;
    let free_b = a_script.leaves_vowels_out() || b_script == Script::Abugida;
    let delete = |letter: Letter, free: bool| {
        let cost = costs.deletion(letter);
        if free && is_vowel(letter) { cost.min(UNWRITTEN) } else { cost }
    };
    let weigh = |row: &[Letter], free: bool| -> f32 {
        row.iter().map(|l| if free && is_vowel(*l) { 0.1 } else { costs.weight(*l) }).sum()
    };
    let weight = 0.5 * (weigh(a, free_a) + weigh(b, free_b));
    if weight <= 0.0 {
        return 1.0;
    }
    let mut rows = [[0.0_f32; MAX + 1]; 3];
    for (j, y) in b.iter().enumerate() {
        rows[0][j + 1] = rows[0][j] + delete(*y, free_b);
    }
    for (i, x) in a.iter().enumerate() {
        let [before, above, row] = turn(&mut rows, i);
        let gone = delete(*x, free_a);
        row[0] = above[0] + gone;
        for (j, y) in b.iter().enumerate() {
            let mut best = above[j] + costs.substitution(*x, *y);
            best = best.min(above[j + 1] + gone).min(row[j] + delete(*y, free_b));
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y && x != y {
                best = best.min(before[j - 1] + SWAP);
            }
            row[j + 1] = best;
        }
    }
    rows[a.len() % 3][b.len()] / weight
}

/// The row before the last, the last, and the one to fill.
fn turn(rows: &mut [[f32; MAX + 1]; 3], i: usize) -> [&mut [f32; MAX + 1]; 3] {
    let [a, b, c] = rows;
    match i % 3 {
        0 => [c, a, b],
        1 => [a, b, c],
        _ => [b, c, a],
    }
}

/// How alike tokens at this distance are. One slip in a short name is no cliff; a third of a name is another name.
pub(crate) fn likeness(relative: f32) -> f32 {
    (1.0 - 0.6 * relative - 2.6 * relative * relative).max(0.0)
}
