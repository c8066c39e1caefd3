//! Khmer to letters, by the sounds that the press and passports print.
//!
//! A letter under another begins the same syllable. What a vowel sign sounds like depends on the series of its consonant,
//! and is spelled in French and in English ways; the comparison lets the vowels go.

use smallvec::SmallVec;

use super::{Letters, digit, push, push_all};
use crate::sound::*;

/// Puts the next letter under the one before.
const UNDER: char = '\u{17d2}';

pub(super) fn letters(word: &str, out: &mut Letters) {
    let chars: SmallVec<[char; 32]> = word.chars().collect();
    for (at, c) in chars.iter().copied().enumerate() {
        if let Some(letter) = digit(c) {
            push(out, letter);
            continue;
        }
        let next = chars.get(at + 1).copied();
        // A bantoc shortens the syllable that it ends, and shifters belong to the consonant.
        let bare =
            at > 0 && !next.is_some_and(|next| next == UNDER || is_vowel_sign(next) || is_shifter(next));
        let is_under = at > 0 && chars[at - 1] == UNDER;
        if !is_under && at > 0 && chars[at - 1] == c || is_shifter_between(&chars, at) {
            push(out, INHERENT);
        }
        match c {
            // H over a letter makes it one of another language: g, f, z.
            'ហ' if next == Some(UNDER) => push(out, ASPIRATE),
            // Of two stops of one series the first is heard as the second.
            _ if next == Some(UNDER) && is_series(c, chars.get(at + 2).copied()) => {}
            // At the end nobody hears an r under another letter: Pich.
            'រ' if is_under && next.is_none() => push(out, LONG_A),
            _ => push_all(out, if bare && !is_under { last(c) } else { sound(c) }),
        }
    }
}

fn is_vowel_sign(c: char) -> bool {
    matches!(c, '\u{17b6}'..='\u{17c8}')
}

fn is_shifter(c: char) -> bool {
    matches!(c, '\u{17c9}' | '\u{17ca}')
}

/// Whether a consonant stands behind itself and its shifter, with a vowel between them that is not written: Mam.
fn is_shifter_between(chars: &[char], at: usize) -> bool {
    at > 1 && is_shifter(chars[at - 1]) && chars[at - 2] == chars[at]
}

/// Whether two letters are stops of one series of the alphabet.
fn is_series(c: char, other: Option<char>) -> bool {
    let series = |c: char| match c {
        'ក'..='ឃ' => 1,
        'ច'..='ឈ' => 2,
        'ដ'..='ឍ' | 'ត'..='ធ' => 3,
        'ប'..='ភ' => 4,
        _ => 0,
    };
    series(c) > 0 && other.is_some_and(|other| series(other) == series(c))
}

/// The letters of a consonant that may end a syllable, where it sounds otherwise.
fn last(c: char) -> &'static [Letter] {
    match c {
        'រ' => &[LONG_A],
        'ស' => &[KHMER_S_LAST],
        'ច' | 'ឆ' | 'ជ' | 'ឈ' => &[THAI_CH_LAST],
        'ញ' => &[N, H_END],
        'ខ' | 'ឃ' => &[KO_G],
        other => sound(other),
    }
}

fn sound(c: char) -> &'static [Letter] {
    match c {
        'ក' | 'គ' => &[KO_G],
        'ខ' | 'ឃ' => &[KO_KH],
        'ង' => &[N, NG],
        'ច' | 'ឆ' | 'ជ' | 'ឈ' => &[THAI_CH],
        'ញ' => &[N, GLIDE],
        'ដ' | 'ឌ' | 'ត' | 'ទ' => &[KO_D],
        'ឋ' | 'ឍ' | 'ថ' | 'ធ' => &[T, ASPIRATE],
        'ណ' | 'ន' => &[N],
        'ប' | 'ព' => &[KO_B],
        'ផ' | 'ភ' => &[BREATHED_P],
        'ម' => &[M],
        'យ' => &[GLIDE],
        'រ' => &[R],
        'ល' | 'ឡ' => &[L],
        'វ' => &[W],
        'ឝ' | 'ឞ' | 'ស' => &[S],
        'ហ' => &[H],
        'អ' => &[ALEF],
        'ា' | 'ឣ' | 'ឤ' => &[A, LONG_A],
        'ិ' | 'ី' | 'ឥ' | 'ឦ' => &[KHMER_I],
        'ឹ' | 'ឺ' | 'ើ' => &[UE],
        'ុ' | 'ូ' | 'ឧ' | 'ឩ' => &[OO],
        'ឱ' | 'ឲ' | 'ោ' => &[O, LONG_A],
        'ួ' => &[U, O],
        'ឿ' => &[UE, A],
        'ៀ' => &[KHMER_I, AE],
        'េ' | 'ែ' | 'ឯ' => &[AE],
        'ៃ' | 'ឰ' => &[A, GLIDE],
        'ៅ' | 'ឪ' | 'ឳ' => &[A, UV],
        'ឫ' | 'ឬ' => &[R, I],
        'ឭ' | 'ឮ' => &[L, I],
        'ំ' => &[NASAL],
        'ះ' => &[H_END],
        _ => &[],
    }
}
