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
    Some(K),
    Some(T),
    Some(P),
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
    &[KO_EU],
    &[KO_EU, I],
    &[I],
];

/// Finals as they sound: k, n, t, l, m, p, ng.
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

pub(super) fn letters(word: &str, out: &mut Letters) {
    for c in word.chars() {
        let value = c as u32;
        if (0xac00..=0xd7a3).contains(&value) {
            let index = (value - 0xac00) as usize;
            if let Some(letter) = INITIALS[index / 588] {
                push(out, letter);
            }
            push_all(out, MEDIALS[index % 588 / 28]);
            push_all(out, FINALS[index % 28]);
        } else if let Some(letter) = digit(c) {
            push(out, letter);
        }
    }
}
