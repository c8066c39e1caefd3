//! Han characters to letters by their Mandarin reading: traditional and simplified forms read alike.

use super::{Letters, digit, push};
use crate::sound::*;

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
