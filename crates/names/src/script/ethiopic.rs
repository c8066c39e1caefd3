//! The Ethiopic syllabary (Amharic, Tigrinya, Ge'ez) to letters.
//!
//! Rows of eight: a consonant with each of the vowels ä, u, i, a, e, ə or none, o, wa. The sixth is written e, i, ĭ or
//! not at all, by the system (ALA-LC, BGN/PCGN, the Encyclopaedia Aethiopica, what passports print).

use super::{Letters, digit, push, push_all};
use crate::sound::*;

const FIRST: u32 = 0x1200;

/// The consonants of the rows.
const ROWS: [&[Letter]; 43] = [
    &[H],
    &[L],
    &[H],
    &[M],
    &[S],
    &[R],
    &[S],
    &[SH],
    &[QAF],
    &[QAF, W],
    &[QAF],
    &[QAF, W],
    &[B],
    &[V],
    &[T],
    &[CH],
    &[CYR_KH],
    &[CYR_KH, W],
    &[N],
    &[N, PALATAL],
    &[],
    &[K],
    &[K, W],
    &[CYR_KH],
    &[CYR_KH, W],
    &[W],
    &[],
    &[Z],
    &[ZH],
    &[GLIDE],
    &[D],
    &[D],
    &[J],
    &[G],
    &[G, W],
    &[N, G],
    &[T],
    &[CH],
    &[P],
    &[ETHIOPIC_TS],
    &[ETHIOPIC_TS],
    &[F],
    &[P],
];

/// The rows of consonants from the throat, of which the first vowel is a.
const THROAT: [u32; 5] = [0, 2, 16, 20, 26];

pub(super) fn letters(word: &str, out: &mut Letters) {
    for c in word.chars() {
        if let Some(letter) = digit(c) {
            push(out, letter);
            continue;
        }
        let Some(place) = (c as u32).checked_sub(FIRST) else { continue };
        let (row, order) = (place / 8, place % 8);
        let Some(consonants) = ROWS.get(row as usize) else { continue };
        push_all(out, consonants);
        match order {
            0 if THROAT.contains(&row) => push(out, A),
            0 => push(out, AE),
            1 => push(out, U),
            2 => push(out, I),
            3 => push(out, A),
            4 => push(out, ETHIOPIC_E),
            5 => out.push(SIXTH),
            6 => push(out, O),
            _ => push_all(out, &[W, A]),
        }
    }
}
