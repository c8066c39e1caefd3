//! Hangul to letters that fit Revised Romanisation, McCune-Reischauer and North Korean usage at once.

use super::{Letters, digit, push, push_all};
use crate::sound::*;

const INITIALS: [Option<Letter>; 19] = [
    Some(KO_G),
    Some(KO_G),
    Some(KO_N),
    Some(KO_D),
    Some(KO_D),
    Some(KO_R),
    Some(M),
    Some(KO_B),
    Some(KO_B),
    Some(KO_S),
    Some(KO_S),
    None,
    Some(KO_J),
    Some(KO_J),
    Some(CH),
    Some(KO_KH),
    Some(T),
    Some(BREATHED_P),
    Some(H),
];

const MEDIALS: [&[Letter]; 21] = [
    &[A],
    &[KO_E],
    &[GLIDE, A],
    &[GLIDE, KO_E],
    &[KO_EO],
    &[KO_E],
    &[GLIDE, KO_EO],
    &[GLIDE, KO_E],
    &[O],
    &[W, A],
    &[W, KO_E],
    &[OE],
    &[GLIDE, O],
    &[U],
    &[W, KO_EO],
    &[W, KO_E],
    &[W, I],
    &[GLIDE, U],
    // Eu or u, and of the two of ui the first as often left out: Hee.
    &[KO_EU, LONG],
    &[LONG, I],
    &[I],
];

/// What the finals sound like by themselves: k, n, t, l, m, p, ng.
const FINALS: [&[Letter]; 28] = [
    &[],
    &[KO_G],
    &[KO_G],
    &[KO_G],
    &[N],
    &[N],
    &[N],
    &[KO_D],
    &[KO_R],
    &[KO_G],
    &[M],
    &[KO_R],
    &[KO_R],
    &[KO_R],
    &[KO_B],
    &[KO_R],
    &[M],
    &[KO_B],
    &[KO_B],
    &[KO_D],
    &[KO_D],
    &[N, NG],
    &[KO_D],
    &[KO_D],
    &[KO_G],
    &[KO_D],
    &[KO_B],
    &[],
];

/// What they sound like before a vowel, which takes them over; empty where it is the same.
const BEFORE_VOWEL: [&[Letter]; 28] = [
    &[],
    &[],
    &[],
    &[KO_G, KO_S],
    &[],
    &[N, KO_J],
    &[],
    &[],
    &[],
    &[KO_R, KO_G],
    &[KO_R, M],
    &[KO_R, KO_B],
    &[KO_R, KO_S],
    &[KO_R, T],
    &[KO_R, BREATHED_P],
    &[],
    &[],
    &[],
    &[KO_B, KO_S],
    &[KO_S],
    &[KO_S],
    &[N, KO_NG],
    &[KO_J],
    &[CH],
    &[KO_KH],
    &[T],
    &[BREATHED_P],
    &[],
];

/// Initials by number: the ones of which sound depends on what stands around them.
const N_INITIAL: usize = 2;
const R_INITIAL: usize = 5;
const M_INITIAL: usize = 6;
const NONE_INITIAL: usize = 11;
const H_INITIAL: usize = 18;

/// The medial u.
const U_MEDIAL: usize = 13;

/// The medials that begin with i or y, before which a word's first n and r fall in the South, and s is sh.
fn is_palatal(medial: usize) -> bool {
    matches!(medial, 2 | 3 | 6 | 7 | 12 | 16 | 17 | 20)
}

/// A syllable: the numbers of its initial, medial and final.
fn parts(c: char) -> Option<(usize, usize, usize)> {
    let index = (c as u32).checked_sub(0xac00).filter(|i| *i < 11_172)? as usize;
    Some((index / 588, index % 588 / 28, index % 28))
}

pub(super) fn letters(word: &str, out: &mut Letters) {
    let mut before: Option<usize> = None;
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let Some((first, medial, last)) = parts(c) else {
            if let Some(letter) = digit(c) {
                push(out, letter);
            }
            before = None;
            continue;
        };
        if let Some(letter) = initial(first, medial, before) {
            push(out, letter);
        }
        push_all(out, MEDIALS[medial]);
        let next = chars.peek().copied().and_then(parts);
        push_all(out, end(last, next.map(|(first, ..)| first)));
        before = Some(last);
    }
}

/// The letters of a word that writes a name of another language, which Korean spells by rule: one letter for l and r, none for
/// f, v and z, and no consonants without a vowel between them.
pub(super) fn of_other_language(word: &str, out: &mut Letters) {
    let mut letters = Letters::new();
    self::letters(word, &mut letters);
    for letter in letters {
        let read = match letter {
            KO_R | KO_R_FIRST | R | L => KATA_R,
            KO_B | KO_P_NASAL => FOREIGN_B,
            KO_J => KATA_J,
            KO_EO => FOREIGN_EO,
            KO_EU => KATA_U,
            KO_S | KO_SH => FOREIGN_S,
            KO_N | KO_NL => N,
            KO_K_NASAL => KO_G,
            KO_T_NASAL => KO_D,
            LONG => continue,
            letter => letter,
        };
        push(out, read);
        // English has an r behind them that nobody says: Carter.
        if matches!(read, A | FOREIGN_EO) {
            push(out, LONG_A);
        }
    }
}

/// The first sound of a syllable, after this final; `None` for the final at the beginning of a word.
fn initial(first: usize, medial: usize, before: Option<usize>) -> Option<Letter> {
    let plain = INITIALS[first];
    match (first, before) {
        (N_INITIAL, None) if is_palatal(medial) => Some(KO_N),
        // Il-lyon: n after l.
        (N_INITIAL, Some(8 | 11..=13 | 15)) => Some(KO_NL),
        (N_INITIAL, _) => Some(N),
        (R_INITIAL, None) if is_palatal(medial) => Some(KO_R_FIRST),
        (H_INITIAL, Some(1..)) => Some(KO_H),
        (9 | 10, _) if is_palatal(medial) => Some(KO_SH),
        // Hyun-woo, Dong-wook.
        (NONE_INITIAL, _) if medial == U_MEDIAL => Some(HIATUS),
        _ => plain,
    }
}

/// The last sound of a syllable before the next one's initial, as Revised and McCune-Reischauer write it, and as it is
/// written where nobody looks at the next.
fn end(last: usize, next: Option<usize>) -> &'static [Letter] {
    match (next, last) {
        (Some(NONE_INITIAL), _) if !BEFORE_VOWEL[last].is_empty() => BEFORE_VOWEL[last],
        // A stop before n, m or r is a nasal.
        (Some(N_INITIAL | R_INITIAL | M_INITIAL), 1..=3 | 9 | 24) => &[KO_K_NASAL, NG],
        (Some(N_INITIAL | R_INITIAL | M_INITIAL), 7 | 19 | 20 | 22 | 23 | 25) => &[KO_T_NASAL],
        (Some(N_INITIAL | R_INITIAL | M_INITIAL), 14 | 17 | 18 | 26) => &[KO_P_NASAL],
        // Sil-la: n before r.
        (Some(R_INITIAL), 4 | 5) => &[KO_NL],
        _ => FINALS[last],
    }
}
