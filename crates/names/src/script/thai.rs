//! Thai and Lao to letters: by the sounds of the Royal Thai system, and by the Indic letters that people spell their names
//! with (Bhumibol, Vejjajiva, Charn). Unicode lays the two scripts out alike.
//!
//! A vowel may be written before the consonant that it follows, and many are not written at all; the comparison lets the
//! other side's vowels go. A consonant without a vowel of its own may end a syllable, where it sounds otherwise.

use smallvec::SmallVec;

use super::{Letters, digit, push, push_all};
use crate::sound::*;

pub(super) fn letters(word: &str, out: &mut Letters) {
    let mut before: &[Letter] = &[];
    // Tones are not printed; the sign of silence is looked at.
    let chars: SmallVec<[char; 32]> = word.chars().filter(|c| !is_tone(*c)).collect();
    let mut at = 0;
    while let Some(c) = chars.get(at).copied() {
        at += 1;
        if let Some(letter) = digit(c) {
            push(out, letter);
            continue;
        }
        let place = place(c);
        if let Some(letters) = silent(&chars, at - 1) {
            push_all(out, letters);
            continue;
        }
        match place {
            0x40 | 0x41 => before = &[E],
            0x42 => before = &[O],
            0x43 | 0x44 => before = &[A, GLIDE],
            // Two r are the vowel a, with an n where no consonant ends the syllable: Tham, Banharn.
            R_PLACE if at > 1 && chars.get(at).is_some_and(|next| self::place(*next) == R_PLACE) => {
                at += 1;
                push(out, A);
                if !chars.get(at).is_some_and(|next| is_consonant(*next)) || has_vowel(&chars, at) {
                    push(out, N);
                }
            }
            // Of two stops of one series the first ends a syllable, and is printed or not: Sitthi, Chadchart.
            _ if ends_double(&chars, at - 1) => {
                if !matches!(series(place), Some(0 | 4)) {
                    push(out, THAI_SILENT_T);
                }
            }
            _ if is_consonant(c) => {
                let own_vowel = !before.is_empty() || has_vowel(&chars, at - 1);
                // Two that are hummed have a short vowel between them: Nonda.
                if at > 1 && chars[at - 2] == c {
                    push(out, INHERENT);
                }
                let lao = !('\u{e00}'..'\u{e80}').contains(&c);
                match place {
                    // The bearer of a vowel that is written.
                    0x2d if own_vowel => {}
                    // Lao has no letter for r any more, and no ch here.
                    0x25 if lao => push(out, LAO_L),
                    0x0a if lao => push(out, S),
                    // It only gives the next its tone.
                    0x2b if chars.get(at).is_some_and(|next| gets_tone(self::place(*next))) => {
                        push(out, ASPIRATE);
                    }
                    _ if at > 1 && !own_vowel => push_all(out, last(place)),
                    _ => push_all(out, consonant(place)),
                }
                let vowel = std::mem::take(&mut before);
                // The y that ends it is the next one's.
                let joined = chars.get(at).is_some_and(|next| matches!(self::place(*next), 0x0d | 0x22));
                push_all(out, vowel.strip_suffix(&[GLIDE]).filter(|_| joined).unwrap_or(vowel));
            }
            // The vowel am in its two parts.
            0x4d if chars.get(at).is_some_and(|next| self::place(*next) == 0x32) => {
                at += 1;
                push_all(out, &[A, M]);
            }
            _ => push_all(out, vowel(place)),
        }
    }
}

/// The place in its block.
fn place(c: char) -> u32 {
    c as u32 & 0x7f
}

const R_PLACE: u32 = 0x23;

/// The series of a stop, by the alphabet: k, ch, t (two), p.
fn series(place: u32) -> Option<u8> {
    match place {
        0x01..=0x06 => Some(0),
        0x08..=0x0a | 0x0c => Some(1),
        0x0e..=0x12 => Some(2),
        0x14..=0x18 => Some(3),
        0x1a..=0x1c | 0x1e | 0x20 => Some(4),
        _ => None,
    }
}

/// Whether the consonant at a place ends a syllable, and the next begins with a stop of its series that is read.
fn ends_double(chars: &[char], at: usize) -> bool {
    let Some(next) = chars.get(at + 1) else { return false };
    let own = series(place(chars[at]));
    own.is_some() && own == series(place(*next)) && silent(chars, at + 1).is_none()
}

/// Whether an h before it is there for the tone.
fn gets_tone(place: u32) -> bool {
    is_sonorant(place) || place == 0x3c
}

/// Whether a consonant is hummed or half a vowel, and no other silences it: ng, n, m, y, r, l, w.
fn is_sonorant(place: u32) -> bool {
    matches!(place, 0x07 | 0x0d | 0x13 | 0x19 | 0x21..=0x23 | 0x25 | 0x27)
}

fn is_tone(c: char) -> bool {
    matches!(place(c), 0x48..=0x4b | 0x4e)
}

fn is_consonant(c: char) -> bool {
    matches!(place(c), 0x01..=0x2e | 0x5c | 0x5d)
}

/// Whether a vowel is written behind the consonant at a place.
fn has_vowel(chars: &[char], at: usize) -> bool {
    chars.get(at + 1).is_some_and(|next| matches!(place(*next), 0x30..=0x3b | 0x3d | 0x45 | 0x47 | 0x4d))
}

/// What is left of a letter that is not read: it stands under the sign of silence, with its vowel (สิทธิ์, Sit), or before
/// one that does and behind another consonant, which ends the syllable (จันทร์, Chan). Who spells by letters prints some of
/// them (Nonda).
fn silent(chars: &[char], at: usize) -> Option<&'static [Letter]> {
    let is_sign = |at: usize| chars.get(at).is_some_and(|sign| matches!(sign, '์' | '໌'));
    let is_one = |at: usize| chars.get(at).is_some_and(|c| is_consonant(*c));
    let is_short_vowel = |c: &char| matches!(place(*c), 0x34 | 0x38);
    let silent = is_sign(at + 1)
        || is_sign(at + 2)
            && (chars.get(at + 1).is_some_and(is_short_vowel)
                || at > 1 && !is_one(at - 2) && is_one(at - 1) && !is_sonorant(place(chars[at])));
    silent.then(|| match place(chars[at]) {
        0x0e..=0x12 | 0x14..=0x18 => &[THAI_SILENT_T][..],
        _ => &[],
    })
}

/// The letters of a consonant that begins a syllable.
fn consonant(place: u32) -> &'static [Letter] {
    match place {
        0x01 => &[KO_G],
        0x02 | 0x03 => &[KO_KH],
        0x04..=0x06 => &[THAI_KH],
        0x07 => &[N, NG],
        0x08 => &[PY_J],
        0x09 => &[CH],
        0x0a | 0x0c => &[THAI_CH],
        0x0b | 0x28..=0x2a => &[S],
        0x0d | 0x22 => &[THAI_Y],
        0x0e | 0x14 => &[KO_D],
        0x0f | 0x15 => &[KO_D],
        0x10 | 0x16 => &[T, ASPIRATE],
        0x11 | 0x12 | 0x17 | 0x18 => &[KO_D, ASPIRATE],
        0x13 | 0x19 | 0x5c => &[N],
        0x1a | 0x1b => &[KO_B],
        0x1c => &[BREATHED_P],
        0x1e | 0x20 => &[THAI_PH],
        0x1d | 0x1f => &[F],
        0x21 | 0x5d => &[M],
        R_PLACE => &[THAI_R],
        0x24 => &[R, U],
        0x25 | 0x2c => &[THAI_L],
        0x27 => &[WAW],
        0x2b | 0x2e => &[H],
        // The bearer of vowels.
        0x2d => &[ALEF],
        _ => &[],
    }
}

/// The same of one that may end a syllable.
fn last(place: u32) -> &'static [Letter] {
    match place {
        0x08 | 0x09 | 0x0a | 0x0c => &[THAI_CH_LAST],
        0x0b | 0x28..=0x2a => &[THAI_S_LAST],
        0x0d => &[THAI_NY_LAST],
        0x10..=0x12 | 0x16..=0x18 => &[KO_D, ASPIRATE],
        0x1c | 0x1e | 0x20 => &[THAI_PH],
        R_PLACE => &[LONG_A, THAI_R_LAST],
        other => consonant(other),
    }
}

fn vowel(place: u32) -> &'static [Letter] {
    match place {
        0x30 | 0x31 | 0x3b => &[A],
        0x32 => &[A, LONG_A],
        0x33 => &[A, M],
        0x34 | 0x35 => &[I],
        0x36 | 0x37 => &[UE],
        0x38 | 0x39 => &[U],
        0x3c => &[LAO_L],
        0x3d => &[GLIDE],
        0x4d => &[O],
        _ => &[],
    }
}
