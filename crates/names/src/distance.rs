//! The distance of two rows of letters: an edit distance whose costs are those of reading one letter as another.

use crate::script::Script;
use crate::sound::{COSTS, Letter, is_vowel};

/// Rows longer than this are cut off: two joined tokens.
const MAX: usize = 56;

/// What a vowel costs that the other side's script leaves unwritten: short ones next to nothing, long ones (which
/// Arabic and Hebrew do write) more; a first or last vowel is hardly ever left out.
fn unwritten(letter: Letter, edge: bool) -> f32 {
    use crate::sound::{A, AE, E, EE, O, OO, U};
    let inside = match letter {
        A | E => 0.03,
        O | AE => 0.05,
        U => 0.07,
        EE | OO => 0.25,
        _ => 0.06,
    };
    match (edge, letter) {
        (false, _) => inside,
        (true, E) => 0.15,
        (true, _) => 0.35,
    }
}

/// Swapping two neighbours, the commonest slip of typing.
const SWAP: f32 = 0.5;

/// The distance as a share of the rows' weight: 0 for the same sounds, 1 and more for nothing in common.
pub(crate) fn relative(a: &[Letter], a_script: Script, b: &[Letter], b_script: Script) -> f32 {
    let costs = &*COSTS;
    let (a, b) = (&a[..a.len().min(MAX)], &b[..b.len().min(MAX)]);
    let free_a = b_script.leaves_vowels_out() || a_script == Script::Abugida;
    let free_b = a_script.leaves_vowels_out() || b_script == Script::Abugida;
    let delete = |row: &[Letter], at: usize, free: bool| {
        let cost = costs.deletion(row[at]);
        let edge = at == 0 || row[at + 1..].iter().all(|l| costs.weight(*l) <= 0.2);
        if free && is_vowel(row[at]) { cost.min(unwritten(row[at], edge)) } else { cost }
    };
    let weigh = |row: &[Letter], free: bool| -> f32 {
        row.iter().map(|l| if free && is_vowel(*l) { 0.1 } else { costs.weight(*l) }).sum()
    };
    let weight = 0.5 * (weigh(a, free_a) + weigh(b, free_b)) - ending(a, b, costs);
    if weight <= 0.2 {
        return 1.0;
    }
    let mut rows = [[0.0_f32; MAX + 1]; 3];
    let mut gone_b = [0.0_f32; MAX];
    for j in 0..b.len() {
        gone_b[j] = delete(b, j, free_b);
        rows[0][j + 1] = rows[0][j] + gone_b[j];
    }
    for (i, x) in a.iter().enumerate() {
        let [before, above, row] = turn(&mut rows, i);
        let gone = delete(a, i, free_a);
        row[0] = above[0] + gone;
        for (j, y) in b.iter().enumerate() {
            let mut best = above[j] + costs.substitution(*x, *y);
            best = best.min(above[j + 1] + gone).min(row[j] + gone_b[j]);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y && x != y {
                best = best.min(before[j - 1] + SWAP);
            }
            row[j + 1] = best;
        }
    }
    let relative = rows[a.len() % 3][b.len()] / weight;
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

/// What an ending that both rows share takes from their weight.
fn ending(a: &[Letter], b: &[Letter], costs: &crate::sound::Costs) -> f32 {
    let ends = |row: &[Letter], ending: &[&str]| {
        row.len() > ending.len() + 1
            && row[row.len() - ending.len()..].iter().zip(ending).all(|(l, s)| costs.may_sound(*l, s))
    };
    // A glide after the last vowel does not hide the ending: -skiy.
    let trim = |row: &'_ [Letter]| row.iter().rposition(|l| costs.weight(*l) > 0.25).map_or(0, |at| at + 1);
    let (a, b) = (&a[..trim(a)], &b[..trim(b)]);
    let shared = ENDINGS.iter().find(|e| ends(a, e) && ends(b, e));
    shared.map_or(0.0, |e| e.len() as f32 * SHARED_ENDING)
}

/// About half the weight of such an ending, a sound.
const SHARED_ENDING: f32 = 0.43;

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
    (1.0 - 0.5 * relative - 3.4 * relative * relative).max(0.0)
}
