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

/// The letters of a word that writes a name of another language, by the syllables of Mandarin: one for l and r behind a vowel,
/// and none for a consonant alone.
pub(super) fn of_other_language(word: &str, out: &mut Letters) {
    for c in word.chars() {
        let syllable = any_ascii::any_ascii_char(c).to_ascii_lowercase();
        // Er is the r or l that ends a syllable: Vladimir, Michael.
        if syllable == "er" {
            push(out, HAN_R);
            continue;
        }
        let cut = syllable.find(['a', 'e', 'i', 'o', 'u']).unwrap_or(syllable.len());
        let (initial, rhyme) = syllable.split_at(cut);
        let letter = match initial {
            "b" => Some(FOREIGN_B),
            "p" => Some(BREATHED_P),
            "m" => Some(M),
            "f" => Some(FEH),
            "d" => Some(KO_D),
            "t" => Some(T),
            "n" => Some(N),
            "l" => Some(KATA_R),
            "g" => Some(KO_G),
            "k" => Some(KO_KH),
            "h" => Some(H),
            "j" => Some(HAN_J),
            "q" => Some(HAN_Q),
            "x" => Some(HAN_X),
            "zh" => Some(KATA_J),
            "ch" => Some(CH),
            "sh" => Some(KO_SH),
            "r" => Some(HAN_ZH),
            "z" => Some(PY_Z),
            "c" => Some(TS),
            "s" => Some(FOREIGN_S),
            "w" => Some(WAW),
            "y" => Some(GLIDE),
            _ => None,
        };
        if let Some(letter) = letter {
            push(out, letter);
        }
        let hissed = matches!(initial, "z" | "c" | "s" | "zh" | "ch" | "sh" | "r");
        let rhyme: &[Letter] = match rhyme {
            "u" | "i" if letter.is_some() && (rhyme == "u" || hissed) => &[KATA_U],
            "e" if letter.is_some() => &[HAN_E],
            "a" | "ia" => &[A],
            "i" | "ie" | "iu" | "u" | "ue" | "ui" => &[HAN_I],
            "o" | "uo" => &[O],
            "ua" => &[WAW, A],
            "ai" | "uai" => &[A, GLIDE],
            "ei" => &[E, GLIDE],
            "ao" | "iao" | "ou" => &[HAN_O],
            "an" | "ian" | "uan" => &[A, N],
            "en" | "un" => &[HAN_E, N],
            "in" => &[I, N],
            "ang" | "iang" | "uang" => &[A, N, KO_NG],
            "eng" => &[HAN_E, N, KO_NG],
            "ing" => &[I, N, KO_NG],
            "ong" | "iong" => &[O, N, KO_NG],
            _ => &[HAN_E],
        };
        super::push_all(out, rhyme);
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
