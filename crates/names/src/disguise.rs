//! Text as it came, to text as it was meant: compatibility forms, invisible characters, look-alike letters of another
//! script, digits in place of letters.

use unicode_normalization::{UnicodeNormalization, is_nfkc};

use crate::analyse::Oddities;
use crate::letter::is_letter;
use crate::script::{Script, plain_digit};

/// Characters beyond this many are cut off. The longest name seen in the lists has 420.
pub const MAX_CHARACTERS: usize = 10_000;

/// Latin letters and the Cyrillic letters that look like them, capital and small.
const LOOK_ALIKES: &[(char, char)] = &[
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('Y', 'Ү'),
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('x', 'х'),
    ('y', 'у'),
    ('h', 'һ'),
    ('d', 'ԁ'),
    ('q', 'ԛ'),
    ('w', 'ԝ'),
    ('l', 'ӏ'),
    ('m', 'м'),
    ('t', 'т'),
    ('ĸ', 'к'),
    ('ï', 'ї'),
    ('ë', 'ё'),
    ('Ë', 'Ё'),
    ('Ï', 'Ї'),
    ('Ŭ', 'Ў'),
    ('3', 'З'),
];

/// Greek letters that look Latin.
const GREEK: &[(char, char)] = &[
    ('A', 'Α'),
    ('B', 'Β'),
    ('E', 'Ε'),
    ('Z', 'Ζ'),
    ('H', 'Η'),
    ('I', 'Ι'),
    ('K', 'Κ'),
    ('M', 'Μ'),
    ('N', 'Ν'),
    ('O', 'Ο'),
    ('P', 'Ρ'),
    ('T', 'Τ'),
    ('Y', 'Υ'),
    ('X', 'Χ'),
    ('o', 'ο'),
    ('v', 'ν'),
    ('a', 'α'),
    ('i', 'ι'),
    ('p', 'ρ'),
    ('u', 'υ'),
    ('k', 'κ'),
];

/// Normalises compatibility forms (full-width, presentation forms, ligatures) and drops what cannot be seen.
pub(crate) fn clean(text: &str, oddities: &mut Oddities) -> String {
    if text.len() <= MAX_CHARACTERS && text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut keep = |c: char| match c {
        '\u{200b}'
        | '\u{200d}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{180b}'..='\u{180e}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e007f}' => {
            oddities.invisible = true;
        }
        // The zero-width non-joiner parts words in Persian print.
        '\u{200c}' => out.push(' '),
        c if c.is_control() => out.push(' '),
        c => out.push(plain_digit(c).unwrap_or(c)),
    };
    if is_nfkc(text) {
        text.chars().take(MAX_CHARACTERS).for_each(&mut keep);
    } else {
        text.chars().take(MAX_CHARACTERS).nfkc().for_each(&mut keep);
    }
    if text.len() > MAX_CHARACTERS && text.chars().count() > MAX_CHARACTERS {
        oddities.cut = true;
    }
    out
}

fn latin_for(c: char) -> Option<char> {
    LOOK_ALIKES.iter().chain(GREEK).find(|(_, other)| *other == c).map(|(latin, _)| *latin)
}

fn cyrillic_for(c: char) -> Option<char> {
    LOOK_ALIKES.iter().find(|(latin, _)| *latin == c).map(|(_, cyrillic)| *cyrillic)
}

/// Latin letters whose look-alike no Russian has: who hides a Latin name behind Cyrillic letters leaves these as they
/// are, and who hides a Cyrillic one has no use for them. (Not I, which is typed for the Ukrainian and Belarusian І.)
const LATIN_MOSTLY: &str = "JSjshdqwlmt";

/// A text that has no letter but Cyrillic ones with a Latin look-alike, in Latin: it may be either (СНЕМ).
pub(crate) fn as_latin(text: &str) -> Option<String> {
    let mut letters = text.chars().filter(|c| is_letter(*c)).peekable();
    letters.peek()?;
    let hidden = |c: char| Script::of(c) == Script::Cyrillic && latin_for(c).is_some();
    let all = letters.all(hidden) && text.chars().filter(|c| is_letter(*c)).count() >= 3;
    all.then(|| text.chars().map(|c| latin_for(c).unwrap_or(c)).collect())
}

/// How strongly a text speaks for Latin (above 0) or Cyrillic (below): letters that only one of them has.
pub(crate) fn leaning(text: &str) -> i32 {
    text.chars()
        .map(|c| match Script::of(c) {
            Script::Latin if LATIN_MOSTLY.contains(c) || cyrillic_for(c).is_none() => 1,
            Script::Cyrillic if latin_for(c).is_none() => -1,
            _ => 0,
        })
        .sum()
}

/// Brings a word of Latin, Cyrillic and Greek letters to one script: the one that has a letter the others lack, else
/// that of the name around it, else the majority's.
pub(crate) fn one_script(word: &str, name_leaning: i32, oddities: &mut Oddities) -> Option<String> {
    let (mut latin, mut cyrillic, mut greek) = (0, 0, 0);
    for c in word.chars() {
        match Script::of(c) {
            Script::Latin => latin += 1,
            Script::Cyrillic => cyrillic += 1,
            Script::Greek => greek += 1,
            _ => {}
        }
    }
    let scripts = i32::from(latin > 0) + i32::from(cyrillic > 0) + i32::from(greek > 0);
    if latin + cyrillic + greek == 0 || scripts == 1 && (name_leaning == 0 || greek > 0) {
        return None;
    }
    let own = leaning(word);
    let to_latin = match own {
        1.. => true,
        0 if name_leaning != 0 => name_leaning > 0,
        0 => latin >= cyrillic,
        _ => false,
    };
    if scripts == 1 && (own != 0 || to_latin == (latin > 0)) {
        return None;
    }
    oddities.mixed_script = true;
    let exchange = |c: char| {
        let other = if to_latin { latin_for(c) } else { cyrillic_for(c) };
        let foreign = Script::of(c) != if to_latin { Script::Latin } else { Script::Cyrillic };
        other.filter(|_| foreign || c == 'ĸ').unwrap_or(c)
    };
    Some(word.chars().map(exchange).collect())
}

/// Puts letters back where digits stand for them: `Ig0r`, `A1fonso`, `LIA8ILITY`. Digits at the end of a word, or more
/// digits than letters, are digits.
pub(crate) fn letters_for_digits(word: &str, person: bool, oddities: &mut Oddities) -> Option<String> {
    if !word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let digits = chars.iter().filter(|c| c.is_ascii_digit()).count();
    let letters = chars.iter().filter(|c| is_letter(**c)).count();
    // Of a person's name every word is one of letters, however short: H0, L1.
    let slip = person && digits == 1 && letters >= 1;
    if !slip && (letters < 2 || digits * 2 > letters) {
        return None;
    }
    let mut out = String::with_capacity(word.len());
    let mut changed = false;
    for (at, c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|i| chars[i]);
        let after = chars.get(at + 1);
        let inside = before.is_some_and(is_letter) && after.is_some_and(|c| is_letter(*c));
        let edge = slip && (before.is_none() || after.is_none());
        // A last 0 or 5 in a word of letters is O or S in organisations too: "AER0".
        let last = !person && digits == 1 && letters >= 3 && after.is_none() && matches!(c, '0');
        match letter_for(*c, before) {
            Some(letter) if inside || edge || last => {
                out.push(letter);
                changed = true;
            }
            _ => out.push(*c),
        }
    }
    oddities.digits_for_letters |= changed;
    changed.then_some(out)
}

fn letter_for(digit: char, before: Option<char>) -> Option<char> {
    Some(match digit {
        '0' => 'o',
        '1' if before.is_some_and(|c| "aeouAEOU".contains(c)) => 'l',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        _ => return None,
    })
}
