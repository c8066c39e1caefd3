//! The Indic scripts to letters: Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam,
//! which Unicode lays out alike, and Sinhala, which it does not.
//!
//! A consonant without a sign bears a vowel that is not written and often not spoken (Hindi Ram, Sanskrit Rama): it is a
//! letter of its own, which may be silent. Sources: ISO 15919, the Hunterian system, ALA-LC, and what names are really
//! printed as (Bengali Biswas, Odia Jadab, Tamil Murugan).

use super::{Letters, digit, push, push_all};
use crate::sound::*;

/// What a sign does to the letters before it.
enum Sign {
    /// A consonant, which bears a vowel until another is written.
    Consonant(&'static [Letter]),
    /// A vowel that stands by itself, or a nasal, which is added.
    Alone(&'static [Letter]),
    /// A vowel sign, which takes the place of the unwritten vowel.
    Vowel(&'static [Letter]),
    /// The dot that makes another letter of a consonant.
    Nukta,
    /// The unwritten vowel is not there.
    Virama,
    Nothing,
}

use Sign::{Alone, Consonant, Nothing, Nukta, Virama, Vowel};

pub(super) fn letters(word: &str, out: &mut Letters) {
    let mut bears = false;
    for c in word.chars() {
        if let Some(letter) = digit(c) {
            rest(&mut bears, out);
            push(out, letter);
            continue;
        }
        match sign(c) {
            Consonant(letters) => {
                rest(&mut bears, out);
                push_all(out, letters);
                bears = true;
            }
            Alone(letters) => {
                rest(&mut bears, out);
                // Daud and Dawood.
                if matches!(letters, [U | O]) && out.last().is_some_and(|l| is_vowel(*l)) {
                    push(out, HIATUS);
                }
                push_all(out, letters);
            }
            Vowel(letters) => {
                bears = false;
                push_all(out, letters);
            }
            Nukta => dotted(out),
            Virama => bears = false,
            Nothing => {}
        }
    }
    rest(&mut bears, out);
}

/// The vowel that the last consonant bears, if no sign took it away.
fn rest(bears: &mut bool, out: &mut Letters) {
    if std::mem::take(bears) {
        out.push(INHERENT);
    }
}

/// The last consonant with a dot below: sounds of Persian, and the flap of Hindi and Bengali.
fn dotted(out: &mut Letters) {
    let aspirated = out.last() == Some(&ASPIRATE);
    if aspirated {
        out.pop();
    }
    let dotted: &[Letter] = match out.last() {
        Some(&K) => &[QAF],
        Some(&KH) => &[KH],
        Some(&(G | GH)) => &[GHAIN],
        Some(&(J | KANA_J | INDIC_Y)) if aspirated => &[ZH],
        Some(&(J | KANA_J)) => &[Z],
        Some(&INDIC_Y) => &[GLIDE],
        Some(&INDIC_PH) => &[F],
        Some(&D) if aspirated => &[FLAP, ASPIRATE],
        Some(&D) => &[FLAP],
        Some(&S) => &[SH],
        Some(&BET) => &[R],
        _ => return,
    };
    out.pop();
    push_all(out, dotted);
}

fn sign(c: char) -> Sign {
    let value = c as u32;
    match value {
        0x900..=0xd7f => special(value).unwrap_or_else(|| common(value % 0x80)),
        0xd80..=0xdff => sinhala(value),
        _ => Nothing,
    }
}

/// What a script has of its own.
fn special(value: u32) -> Option<Sign> {
    Some(match value {
        // In the north j is z in Persian names, with or without its dot: Zia, Nawaz.
        0x91c | 0x99c | 0xa1c | 0xa9c => Consonant(&[KANA_J]),
        // Bengali and Odia: v is written b, y is j unless dotted; Assamese has its own r and w.
        0x9ac | 0xb2c => Consonant(&[BET]),
        0x9af | 0xb2f => Consonant(&[INDIC_Y]),
        0x9f0 => Consonant(&[R]),
        0x9f1 | 0xb71 => Consonant(&[V]),
        0x9ce => Alone(&[T]),
        0x982 => Alone(&[NASAL, NG]),
        // Devanagari and Gurmukhi: the v that the east of India and Nepal speak and write b.
        0x935 | 0xa35 => Consonant(&[INDIC_V]),
        // Gurmukhi: tippi, addak, the bearers of vowels.
        0xa70 => Alone(&[NASAL]),
        0xa71..=0xa73 => Nothing,
        // Tamil has one letter for the voiced and the voiceless.
        0xb95 => Consonant(&[TAMIL_K]),
        0xb9a => Consonant(&[TAMIL_S]),
        0xb9f | 0xba4 => Consonant(&[KO_D]),
        0xbaa => Consonant(&[KO_B]),
        0xbb4 | 0xd34 => Consonant(&[TAMIL_ZH]),
        // Malayalam's consonants that bear no vowel.
        0xd7a | 0xd7b => Alone(&[N]),
        0xd7c => Alone(&[R]),
        0xd7d | 0xd7e => Alone(&[L]),
        0xd7f => Alone(&[K]),
        0xd4e => Alone(&[R]),
        _ => return None,
    })
}

/// What stands at a place of the layout that the scripts share.
fn common(place: u32) -> Sign {
    match place {
        0x00..=0x02 => Alone(&[NASAL]),
        0x03 => Alone(&[H_END]),
        0x04 | 0x05 | 0x06 | 0x72 => Alone(&[A]),
        0x07 | 0x08 => Alone(&[I]),
        0x09 | 0x0a => Alone(&[U]),
        0x0b | 0x60 => Alone(&[R, VOCALIC]),
        0x0c | 0x61 => Alone(&[L, VOCALIC]),
        0x0d..=0x0f => Alone(&[E]),
        0x10 => Alone(&[AE, GLIDE]),
        0x11..=0x13 => Alone(&[O]),
        0x14 => Alone(&[INDIC_AU, UV]),
        0x15 => Consonant(&[K]),
        0x16 => Consonant(&[KH]),
        0x17 => Consonant(&[G]),
        0x18 => Consonant(&[GH]),
        0x19 => Consonant(&[N, NG]),
        0x1a | 0x1b => Consonant(&[CH]),
        0x1c => Consonant(&[J]),
        0x1d => Consonant(&[J, ASPIRATE]),
        0x1e => Consonant(&[N, PALATAL]),
        0x1f | 0x24 => Consonant(&[T]),
        0x20 | 0x25 => Consonant(&[T, ASPIRATE]),
        0x21 | 0x26 => Consonant(&[D]),
        0x22 | 0x27 => Consonant(&[D, ASPIRATE]),
        0x23 | 0x28 | 0x29 => Consonant(&[N]),
        0x2a => Consonant(&[P]),
        0x2b => Consonant(&[INDIC_PH]),
        0x2c => Consonant(&[B]),
        0x2d => Consonant(&[B, ASPIRATE]),
        0x2e => Consonant(&[M]),
        0x2f => Consonant(&[GLIDE]),
        0x30 | 0x31 => Consonant(&[R]),
        0x32..=0x34 => Consonant(&[L]),
        0x35 => Consonant(&[V]),
        0x36 | 0x37 => Consonant(&[SHIN]),
        0x38 => Consonant(&[S]),
        0x39 => Consonant(&[H]),
        0x3c => Nukta,
        0x3e => Vowel(&[A]),
        0x3f | 0x40 => Vowel(&[I]),
        0x41 | 0x42 => Vowel(&[U]),
        0x43 | 0x44 => Vowel(&[R, VOCALIC]),
        0x45..=0x47 | 0x55 => Vowel(&[E]),
        0x48 | 0x56 => Vowel(&[AE, GLIDE]),
        0x49..=0x4b => Vowel(&[O]),
        0x4c | 0x57 => Vowel(&[INDIC_AU, UV]),
        0x4d => Virama,
        0x58 => Consonant(&[QAF]),
        0x59 => Consonant(&[KH]),
        0x5a => Consonant(&[GHAIN]),
        0x5b => Consonant(&[Z]),
        0x5c => Consonant(&[FLAP]),
        0x5d => Consonant(&[FLAP, ASPIRATE]),
        0x5e => Consonant(&[F]),
        0x5f => Consonant(&[GLIDE]),
        _ => Nothing,
    }
}

fn sinhala(value: u32) -> Sign {
    match value {
        0xd82 => Alone(&[NASAL]),
        0xd83 => Alone(&[H_END]),
        0xd85 | 0xd86 => Alone(&[A]),
        0xd87 | 0xd88 => Alone(&[AE]),
        0xd89 | 0xd8a => Alone(&[I]),
        0xd8b | 0xd8c => Alone(&[U]),
        0xd8d..=0xd90 => Alone(&[R, VOCALIC]),
        0xd91 | 0xd92 => Alone(&[E]),
        0xd93 => Alone(&[AE, GLIDE]),
        0xd94 | 0xd95 => Alone(&[O]),
        0xd96 => Alone(&[INDIC_AU, UV]),
        0xd9a => Consonant(&[K]),
        0xd9b => Consonant(&[KH]),
        0xd9c => Consonant(&[G]),
        0xd9d => Consonant(&[GH]),
        0xd9e => Consonant(&[N, NG]),
        0xd9f => Consonant(&[N, G]),
        0xda0 | 0xda1 => Consonant(&[CH]),
        0xda2 => Consonant(&[J]),
        0xda3 => Consonant(&[J, ASPIRATE]),
        0xda4 => Consonant(&[N, PALATAL]),
        0xda5 | 0xda6 => Consonant(&[N, J]),
        0xda7 | 0xdad => Consonant(&[T]),
        0xda8 | 0xdae => Consonant(&[T, ASPIRATE]),
        0xda9 | 0xdaf => Consonant(&[D]),
        0xdaa | 0xdb0 => Consonant(&[D, ASPIRATE]),
        0xdab | 0xdb1 => Consonant(&[N]),
        0xdac | 0xdb3 => Consonant(&[N, D]),
        0xdb4 => Consonant(&[P]),
        0xdb5 => Consonant(&[INDIC_PH]),
        0xdb6 => Consonant(&[B]),
        0xdb7 => Consonant(&[B, ASPIRATE]),
        0xdb8 => Consonant(&[M]),
        0xdb9 => Consonant(&[M, B]),
        0xdba => Consonant(&[GLIDE]),
        0xdbb => Consonant(&[R]),
        0xdbd | 0xdc5 => Consonant(&[L]),
        0xdc0 => Consonant(&[V]),
        0xdc1 | 0xdc2 => Consonant(&[SHIN]),
        0xdc3 => Consonant(&[S]),
        0xdc4 => Consonant(&[H]),
        0xdc6 => Consonant(&[F]),
        0xdca => Virama,
        0xdcf => Vowel(&[A]),
        0xdd0 | 0xdd1 => Vowel(&[AE]),
        0xdd2 | 0xdd3 => Vowel(&[I]),
        0xdd4 | 0xdd6 => Vowel(&[U]),
        0xdd8 | 0xdf2 => Vowel(&[R, VOCALIC]),
        0xdd9 | 0xdda => Vowel(&[E]),
        0xddb => Vowel(&[AE, GLIDE]),
        0xddc | 0xddd => Vowel(&[O]),
        0xdde => Vowel(&[INDIC_AU, UV]),
        _ => Nothing,
    }
}
