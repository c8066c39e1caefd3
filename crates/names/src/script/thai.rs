//! Thai and Lao to letters, by the sounds of the Royal Thai system. Unicode lays the two out alike.
//!
//! A vowel may be written before the consonant that it follows, and many are not written at all; the comparison lets the
//! other side's vowels go.

use super::{Letters, digit, push, push_all};
use crate::sound::*;

pub(super) fn letters(word: &str, out: &mut Letters) {
    let mut before: Option<Letter> = None;
    let chars: smallvec::SmallVec<[char; 32]> = word.chars().collect();
    for (at, c) in chars.iter().copied().enumerate() {
        if is_silent(&chars, at) {
            continue;
        }
        if let Some(letter) = digit(c) {
            push(out, letter);
            continue;
        }
        let place = c as u32 & 0x7f;
        match place {
            0x40 | 0x41 => before = Some(E),
            0x42 => before = Some(O),
            0x43 | 0x44 => before = Some(AE),
            _ => {
                let (letters, consonant) = sound(place);
                push_all(out, letters);
                if consonant && let Some(vowel) = before.take() {
                    push(out, vowel);
                }
            }
        }
    }
}

/// Whether a letter is not read: it stands under the sign of silence, with its vowel (สิทธิ์, Sit), or before one that does
/// and behind another consonant, which ends the syllable (จันทร์, Chan).
fn is_silent(chars: &[char], at: usize) -> bool {
    let is_sign = |at: usize| chars.get(at).is_some_and(|sign| matches!(sign, '์' | '໌'));
    let is_consonant = |c: &char| sound(*c as u32 & 0x7f).1;
    let is_short_vowel = |c: &char| matches!(*c as u32 & 0x7f, 0x34 | 0x38);
    is_sign(at + 1)
        || is_sign(at + 2)
            && (chars.get(at + 1).is_some_and(is_short_vowel)
                || at > 0
                    && is_consonant(&chars[at - 1])
                    && is_consonant(&chars[at])
                    && is_consonant(&chars[at + 1]))
}

/// The letters of a character, and whether it is a consonant.
fn sound(place: u32) -> (&'static [Letter], bool) {
    let consonant: &[Letter] = match place {
        0x01 => &[KO_G],
        0x02..=0x06 => &[KH],
        0x07 => &[N, NG],
        0x08 => &[PY_J],
        0x09 | 0x0a | 0x0c => &[CH],
        0x0b | 0x28..=0x2a => &[S],
        0x0d | 0x22 => &[THAI_Y],
        0x0e | 0x14 => &[KO_D],
        0x0f | 0x15 => &[KO_D],
        0x10..=0x12 | 0x16..=0x18 => &[T, ASPIRATE],
        0x13 | 0x19 => &[N],
        0x1a | 0x1b => &[KO_B],
        0x1c | 0x1e | 0x20 => &[BREATHED_P],
        0x1d | 0x1f => &[F],
        0x21 => &[M],
        0x23 => &[THAI_R],
        0x24 => &[R, U],
        0x25 | 0x2c => &[THAI_L],
        0x27 => &[WAW],
        0x2b | 0x2e => &[H],
        // The bearer of vowels.
        0x2d => return (&[ALEF], true),
        0x5c => &[N],
        0x5d => &[M],
        _ => &[],
    };
    if !consonant.is_empty() {
        return (consonant, true);
    }
    let vowel: &[Letter] = match place {
        0x30..=0x32 | 0x3b => &[A],
        0x33 => &[A, M],
        0x34 | 0x35 => &[I],
        0x36 | 0x37 => &[UE],
        0x38 | 0x39 => &[U],
        0x3d => &[GLIDE],
        0x4d => &[O],
        _ => &[],
    };
    (vowel, false)
}
