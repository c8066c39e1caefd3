//! Han characters to letters by their Mandarin or their Cantonese reading: traditional and simplified forms read alike.

use super::{Letters, digit, push};
use crate::sound::*;
use crate::tables;

pub(super) fn letters(word: &str, out: &mut Letters) {
    for c in word.chars() {
        if let Some(letter) = digit(c) {
            push(out, letter);
            continue;
        }
        syllable(&any_ascii::any_ascii_char(c).to_ascii_lowercase(), out);
    }
}

/// A pinyin syllable to letters.
pub(super) fn syllable(pinyin: &str, out: &mut Letters) {
    let (initial, rest): (Option<Letter>, &str) = if let Some(rest) = pinyin.strip_prefix("zh") {
        (Some(PY_ZH), rest)
    } else if let Some(rest) = pinyin.strip_prefix("ch") {
        (Some(CH), rest)
    } else if let Some(rest) = pinyin.strip_prefix("sh") {
        (Some(SH), rest)
    } else {
        let mut chars = pinyin.chars();
        let first = match chars.next() {
            Some('x') => Some(PY_X),
            Some('q') => Some(PY_Q),
            Some('j') => Some(PY_J),
            Some('c') => Some(PY_C),
            Some('r') => Some(PY_R),
            Some('b') => Some(PY_B),
            Some('d') => Some(PY_D),
            Some('g') => Some(PY_G),
            Some('z') => Some(PY_Z),
            _ => None,
        };
        if first.is_some() { (first, chars.as_str()) } else { (None, pinyin) }
    };
    if let Some(initial) = initial {
        push(out, initial);
    }
    super::latin::letters(rest, out);
}

/// The letters of a word by its Cantonese reading, that fit what Hong Kong and Macau print (Chan, Leung, Ka-chiu) and
/// Jyutping at once. A character of which it is not known is read as in Mandarin.
pub(super) fn cantonese(word: &str, out: &mut Letters) {
    for c in word.chars() {
        match tables::cantonese(c) {
            Some(syllable) => cantonese_syllable(syllable, out),
            None => letters(c.encode_utf8(&mut [0; 4]), out),
        }
    }
}

/// Initials of Jyutping with the letters that they are printed with; of two where one begins with the other the longer first.
const INITIALS: [(&str, &[Letter]); 19] = [
    ("gw", &[KO_G, W]),
    ("kw", &[K, W]),
    ("ng", &[N, KO_NG]),
    ("b", &[KO_B]),
    ("d", &[KO_D]),
    ("g", &[KO_G]),
    ("p", &[P]),
    ("t", &[T]),
    ("k", &[K]),
    ("z", &[CANTO_Z]),
    ("c", &[CANTO_Z]),
    ("s", &[KO_SH]),
    ("j", &[GLIDE]),
    ("m", &[M]),
    ("n", &[N]),
    ("f", &[F]),
    ("l", &[L]),
    ("h", &[H]),
    ("w", &[W]),
];

/// What of Jyutping begins a rhyme that Hong Kong prints otherwise, and how; likewise.
const RHYMES: [(&str, &str); 10] = [
    ("aai", "ai"),
    ("aau", "au"),
    ("aa", "a"),
    ("eoi", "ui"),
    ("eo", "u"),
    ("oe", "eu"),
    ("ou", "o"),
    ("yun", "uen"),
    ("yut", "uet"),
    ("yu", "u"),
];

fn cantonese_syllable(syllable: &str, out: &mut Letters) {
    // Of nothing but a nasal: Ng.
    if matches!(syllable, "m" | "ng") {
        return super::latin::letters("ng", out);
    }
    let initial =
        INITIALS.iter().find_map(|(initial, letters)| Some((syllable.strip_prefix(initial)?, *letters)));
    let (rhyme, letters) = initial.unwrap_or((syllable, &[]));
    super::push_all(out, letters);
    match rhyme.as_bytes() {
        // Lee, Li, Lei; Kei, Kee.
        b"ei" => return push(out, EE),
        // Lo, Law, Lor.
        b"o" => return out.extend([O, CANTO_O]),
        // The short a, which is printed u as well: Shum, Chun.
        [b'a', b'm' | b'n' | b'p' | b't' | b'k', ..] => {
            push(out, CANTO_A);
            return super::latin::letters(&rhyme[1..], out);
        }
        _ => {}
    }
    let other = RHYMES.iter().find_map(|(begins, printed)| Some((rhyme.strip_prefix(begins)?, *printed)));
    let (rest, printed) = other.unwrap_or((rhyme, ""));
    super::latin::letters(&[printed, rest].concat(), out);
}
