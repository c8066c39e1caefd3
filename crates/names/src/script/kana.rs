//! Kana to letters that fit Hepburn and Kunrei at once (shi and si, tsu and tu, fu and hu).

use super::{Letters, digit, push, push_all};
use crate::sound::*;

pub(super) fn letters(word: &str, out: &mut Letters) {
    // Katakana writes names of other languages, as well as Japanese ones on forms.
    if !word.chars().all(|c| matches!(c, 'ァ'..='ヺ' | 'ー')) {
        return plain(word, out);
    }
    let mut last = None;
    for (at, part) in word.split_inclusive('ー').enumerate() {
        let mut letters = Letters::new();
        plain(part, &mut letters);
        for (place, letter) in letters.iter().copied().enumerate() {
            let is_first = at == 0 && place == 0;
            let read = of_other_language(letter, last.filter(|_| !is_first));
            push(out, read);
            last = Some(letter);
        }
        // What is drawn out may have an r behind it: Carter.
        if part.ends_with('ー') {
            push(out, LONG_A);
            last = Some(A);
        }
    }
    // Rich, Page: no Japanese word ends with a consonant.
    if out.last() == Some(&I) && matches!(out.iter().rev().nth(1), Some(&(KANA_CH | KATA_J | KO_SH))) {
        out.pop();
        out.push(KATA_I);
    }
}

/// A letter of kana as what it may be in a name of another language, behind the letter before it: Japanese has one letter for l
/// and r, hardly any v, and no consonant without a vowel.
fn of_other_language(letter: Letter, before: Option<Letter>) -> Letter {
    match (letter, before) {
        (R, _) => KATA_R,
        (B, _) => BET,
        (KANA_J, _) => KATA_J,
        (U, None) => KATA_V,
        (U, Some(before)) if !is_vowel(before) => KATA_U,
        (O, Some(T | D)) => KATA_O,
        _ => letter,
    }
}

fn plain(word: &str, out: &mut Letters) {
    for c in word.chars() {
        if let Some(letter) = digit(c) {
            push(out, letter);
            continue;
        }
        match c {
            // Doubling is no sound of its own, nor is the length of a vowel.
            'っ' | 'ッ' | 'ー' | '・' => {}
            'ん' | 'ン' => push(out, NASAL),
            // The second half of a long o.
            'う' | 'ウ' | 'お' | 'オ' if out.last() == Some(&O) => out.push(LONG),
            'ゃ' | 'ャ' => after_i(A, out),
            'ゅ' | 'ュ' => after_i(U, out),
            'ょ' | 'ョ' => after_i(O, out),
            'ぁ' | 'ァ' => instead(A, out),
            'ぃ' | 'ィ' => instead(I, out),
            'ぅ' | 'ゥ' => instead(U, out),
            'ぇ' | 'ェ' => instead(E, out),
            'ぉ' | 'ォ' => instead(O, out),
            c => syllable(any_ascii::any_ascii_char(c), out),
        }
    }
}

/// A vowel with the glide that the i before it becomes: ki and small yo, kyo.
fn after_i(vowel: Letter, out: &mut Letters) {
    if out.last() == Some(&I) {
        out.pop();
    }
    push_all(out, &[GLIDE, vowel]);
}

/// A vowel in place of the last one: fu and small i, fi.
fn instead(vowel: Letter, out: &mut Letters) {
    match out.last() {
        Some(&U) => {
            out.pop();
            // Ku and small o are kwo.
            if matches!(out.last(), Some(&(K | G))) {
                push(out, WAW);
            }
        }
        Some(&(E | I | O)) => {
            out.pop();
        }
        _ => {}
    }
    push(out, vowel);
}

/// A syllable in Hepburn romanisation.
fn syllable(text: &str, out: &mut Letters) {
    let text = text.to_ascii_lowercase();
    let cut = text.find(['a', 'e', 'i', 'o', 'u']).unwrap_or(text.len());
    let (consonant, vowel) = text.split_at(cut);
    let letter = match consonant {
        "k" => K,
        "g" => G,
        "s" => S,
        "sh" => KO_SH,
        "z" => Z,
        "j" => KANA_J,
        "t" => T,
        "ch" => KANA_CH,
        "ts" => TS,
        "d" => D,
        "n" => N,
        "h" => H,
        "f" => KANA_F,
        "b" => B,
        "p" => P,
        "m" => M,
        "y" => GLIDE,
        "r" => R,
        "w" => WAW,
        "v" => BET,
        _ => return vowel_of(vowel, out),
    };
    push(out, letter);
    vowel_of(vowel, out);
}

fn vowel_of(text: &str, out: &mut Letters) {
    let letter = match text {
        "a" => A,
        "e" => E,
        "i" => I,
        "o" => O,
        "u" => U,
        _ => return,
    };
    push(out, letter);
}
