//! Scripts: which one a character belongs to, and each script's way to letters.

mod abjad;
mod burmese;
mod cyrillic;
mod ethiopic;
mod european;
mod han;
mod hangul;
mod indic;
mod kana;
mod khmer;
mod kind;
mod latin;
mod pinyin;
mod thai;

use smallvec::SmallVec;

use crate::sound::Letter;

pub(crate) use burmese::syllables;
pub(crate) use kind::Script;
pub(crate) use pinyin::is_pinyin;

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
        Script::Indic => indic::letters(word, &mut out),
        Script::Ethiopic => ethiopic::letters(word, &mut out),
        Script::Abugida if word.chars().all(|c| (0xe00..0xf00).contains(&(c as u32))) => {
            thai::letters(word, &mut out);
        }
        Script::Abugida if word.chars().all(|c| (0x1780..0x1800).contains(&(c as u32))) => {
            khmer::letters(word, &mut out);
        }
        Script::Kana => kana::letters(word, &mut out),
        Script::Burmese => burmese::letters(word, &mut out),
        // These come out without some vowels, which their comparison allows for.
        Script::Abugida | Script::Other => {
            let text: String = word.chars().map(romanised).collect::<String>().to_lowercase();
            latin::letters(&text, &mut out);
        }
    }
    out.truncate(MAX_LETTERS);
    out
}

/// The letters of a word of Han characters as Cantonese reads it.
pub(crate) fn cantonese(word: &str) -> Letters {
    let mut out = Letters::new();
    han::cantonese(word, &mut out);
    out.truncate(MAX_LETTERS);
    out
}

/// The letters of a word of Hangul or of Han characters that writes a name of another language.
pub(crate) fn foreign(word: &str) -> Letters {
    let mut out = Letters::new();
    if word.chars().any(|c| Script::of(c) == Script::Hangul) {
        hangul::of_other_language(word, &mut out);
    } else {
        han::of_other_language(word, &mut out);
    }
    out.truncate(MAX_LETTERS);
    out
}

/// A character of the scripts that have no table here, in Latin; of Mongolian two letters in Mongolian spelling.
fn romanised(c: char) -> &'static str {
    match c {
        'ᠬ' => "kh",
        'ᠴ' => "ch",
        _ => any_ascii::any_ascii_char(c),
    }
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

/// The zeros of the scripts that have digits of their own, each followed by its nine others.
const ZEROS: [u32; 19] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0x1040, 0x1090, 0x17e0, 0x1810,
];

/// A digit of another script as it is written everywhere.
pub(crate) fn plain_digit(c: char) -> Option<char> {
    let value = c as u32;
    if !(0x660..0x1820).contains(&value) {
        return None;
    }
    let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&value))?;
    char::from_digit(value - zero, 10)
}

/// The letter of a digit of any script.
fn digit(c: char) -> Option<Letter> {
    let value = plain_digit(c).unwrap_or(c).to_digit(10)?;
    Some(crate::sound::DIGIT_0 + value as u8)
}
