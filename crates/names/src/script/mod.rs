//! Scripts: which one a character belongs to, and each script's way to letters.

mod abjad;
mod cyrillic;
mod european;
mod han;
mod hangul;
mod kind;
mod latin;

use smallvec::SmallVec;

use crate::sound::Letter;

pub(crate) use kind::Script;

/// The letters of a token.
pub(crate) type Letters = SmallVec<[Letter; 32]>;

/// The letters of a word of one script, lower case and composed. Digits are letters of their own.
pub(crate) fn letters(word: &str, script: Script) -> Letters {
    let mut out = Letters::new();
    match script {
        Script::Latin | Script::None => latin::letters(word, &mut out),
        Script::Cyrillic => cyrillic::letters(word, &mut out),
        Script::Greek => european::greek(word, &mut out),
        Script::Armenian => european::armenian(word, &mut out),
        Script::Georgian => european::georgian(word, &mut out),
        Script::Arabic => abjad::arabic(word, &mut out),
        Script::Hebrew => abjad::hebrew(word, &mut out),
        Script::Han => han::letters(word, &mut out),
        Script::Hangul => hangul::letters(word, &mut out),
        // Kana is romanised by rule; abugidas come out without some vowels, which their comparison allows for.
        Script::Kana | Script::Abugida | Script::Other => {
            let text: String = word
                .chars()
                .map(|c| match c {
                    _ if is_nasal(c) => "n",
                    _ if is_sibilant(c) => "sh",
                    _ => any_ascii::any_ascii_char(c),
                })
                .collect::<String>()
                .to_lowercase();
            latin::letters(&text, &mut out);
        }
    }
    out.truncate(MAX_LETTERS);
    out
}

/// The signs of the Indic scripts that make a vowel nasal: candrabindu, anusvara, tippi.
fn is_nasal(c: char) -> bool {
    let value = c as u32;
    value == 0xa70 || (0x900..0xd80).contains(&value) && matches!(value % 0x80, 1 | 2)
}

/// The two letters of the Indic scripts that are written `sh` in names (Shah, Sheikh, Krishna); the third sibilant is s.
fn is_sibilant(c: char) -> bool {
    let value = c as u32;
    (0x900..0xd80).contains(&value) && matches!(value % 0x80, 0x36 | 0x37)
}

/// A token's letters beyond this many are cut off; the longest token seen in the lists has 40 letters.
pub(crate) const MAX_LETTERS: usize = 28;

/// Adds a letter unless it doubles the last one: doubled letters are one sound in every romanisation that lists print.
fn push(out: &mut Letters, letter: Letter) {
    if out.last() != Some(&letter) {
        out.push(letter);
    }
}

fn push_all(out: &mut Letters, letters: &[Letter]) {
    for letter in letters {
        push(out, *letter);
    }
}

/// The letter of a digit of any script.
fn digit(c: char) -> Option<Letter> {
    let value = match c as u32 {
        0x660..=0x669 => c as u32 - 0x660,
        0x6f0..=0x6f9 => c as u32 - 0x6f0,
        _ => c.to_digit(10)?,
    };
    Some(crate::sound::DIGIT_0 + value as u8)
}
