//! One text, several names: "VARABEI/VERABEI", "Igor (Ihar)", "LUKASHENKA (born SIAMASHKA)", "X a.k.a. Y".

use std::borrow::Cow;

use smallvec::SmallVec;
use tamis_model::SubjectKind;

use crate::disguise;
use crate::letter::{is_letter, is_letter_or_digit};
use crate::script::Script;
use crate::shape::shape;
use crate::tables::{self, SenseKind};

type Texts<'t> = SmallVec<[Cow<'t, str>; 2]>;

/// What parts two names in one text.
const SEPARATORS: &[&str] = &[
    " a.k.a. ",
    " a.k.a ",
    " aka ",
    " f.k.a. ",
    " f.k.a ",
    " fka ",
    " also known as ",
    " formerly known as ",
    " alias ",
    " née ",
    ";",
    " | ",
    " / ",
    "\\n",
];

/// Words that open a bracket which gives somebody's name at birth.
const BORN: &[&str] = &["born ", "née ", "nee ", "born as ", "ur. ", "урожденная ", "урожд. ", "уроджена "];

/// Words that open a bracket which names somebody by another name.
const ALSO: &[&str] = &["aka ", "a.k.a. ", "a.k.a.: ", "alias ", "formerly ", "f.k.a. ", "also "];

/// Languages and scripts whose names, with a colon, lead a name written in them: TATUR Russian: Владимир Брониславович ТАТУР.
const LANGUAGES: &[&str] = &[
    "arabic",
    "armenian",
    "azerbaijani",
    "belarusian",
    "bulgarian",
    "burmese",
    "chinese",
    "cyrillic",
    "dari",
    "english",
    "farsi",
    "french",
    "georgian",
    "greek",
    "hebrew",
    "japanese",
    "kazakh",
    "korean",
    "kurdish",
    "latin",
    "macedonian",
    "pashto",
    "persian",
    "polish",
    "romanian",
    "russian",
    "serbian",
    "spanish",
    "tajik",
    "turkish",
    "ukrainian",
    "urdu",
    "uzbek",
];

/// How long the label is with which a text in small letters begins, and which names the language of what follows.
fn language_label(lower: &str) -> Option<usize> {
    let language = LANGUAGES.iter().find(|language| lower.starts_with(**language))?;
    let colon = lower[language.len()..].starts_with(':').then_some(language.len() + 1)?;
    Some(colon + lower[colon..].len() - lower[colon..].trim_start().len())
}

/// The texts to read, the whole one first; at most 6.
pub(crate) fn of(text: &str, kind: SubjectKind) -> Texts<'_> {
    let mut out = Texts::new();
    for part in split(text) {
        match part.find(" - born ").filter(|_| kind == SubjectKind::Person) {
            // A birth name without its bracket.
            Some(at) => {
                let bracketed = format!("{} ({})", &part[..at], &part[at + " - ".len()..]);
                let mut found = Texts::new();
                with_brackets(&bracketed, kind, &mut found);
                out.extend(found.into_iter().map(|text| Cow::Owned(text.into_owned())));
            }
            None => with_brackets(part, kind, &mut out),
        }
    }
    if !text.is_ascii() {
        let halves: Texts<'_> =
            out.iter().filter_map(|name| in_two_scripts(name)).flatten().map(Cow::Owned).collect();
        out.extend(halves);
    }
    if kind == SubjectKind::Person
        && let Some(apart) = camel_case_apart(text)
    {
        out.push(apart.into());
    }
    if let Some(latin) = disguise::as_latin(text) {
        out.push(latin.into());
    }
    if kind != SubjectKind::Person
        && let Some(read) = misread_edges(text)
    {
        out.push(read.into());
    }
    out.truncate(6);
    out
}

/// The halves of a name that is written twice, in Latin letters and in others: 김정민 Kim Jong Min. Each is a name of two
/// words, or of two signs where these are words; a word of Latin in a name in another script is none.
fn in_two_scripts(text: &str) -> Option<[String; 2]> {
    let is_latin = |word: &str| {
        let mut scripts = word.chars().map(Script::of).filter(|script| *script != Script::None).peekable();
        let first = *scripts.peek()? == Script::Latin;
        scripts.all(|script| (script == Script::Latin) == first).then_some(first)
    };
    let words: SmallVec<[&str; 8]> = text.split_whitespace().collect();
    let latin: SmallVec<[bool; 8]> = words.iter().map(|word| is_latin(word)).collect::<Option<_>>()?;
    let cut = latin.iter().position(|is| *is != latin[0])?;
    if latin[cut..].iter().any(|is| *is == latin[0]) {
        return None;
    }
    let whole = |words: &[&str]| {
        let signs = |word: &str| {
            let of_signs = |c: &char| Script::of(*c).joins_words() || Script::of(*c).is_of_syllables();
            word.chars().filter(of_signs).count()
        };
        words.len() > 1 || words.iter().any(|word| signs(word) > 1)
    };
    let (first, second) = words.split_at(cut);
    (whole(first) && whole(second)).then(|| [first.join(" "), second.join(" ")])
}

/// A person's name with a blank wherever a capital follows a small letter: `TheinSOE`, `MaherAL-ASSAD`. `None` where
/// there is no such place. `McDonald` stays what it is as well: this is a further reading.
fn camel_case_apart(text: &str) -> Option<String> {
    let mut apart = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    for c in text.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            apart.push(' ');
        }
        apart.push(c);
        before = c;
    }
    (apart.len() > text.len()).then_some(apart)
}

/// An organisation's or a thing's name with letters for the digits that a scanner takes them for at the edge of a word:
/// `5CAN`, `PROFFLA8`, `5.A.`. `None` where there is no such place. A number may well stand there in earnest (`3COM`),
/// so this is a further reading.
fn misread_edges(text: &str) -> Option<String> {
    // Few names have a digit at all.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let chars: SmallVec<[char; 64]> = text.chars().collect();
    let letter = |c: char| match c {
        '0' => 'O',
        '1' => 'I',
        '5' => 'S',
        '8' => 'B',
        c => c,
    };
    let is_part = |c: Option<&char>| c.is_some_and(|c| is_letter_or_digit(*c));
    let mut changed = false;
    let mut read = String::with_capacity(text.len());
    for (at, c) in chars.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).and_then(|i| chars.get(i)), chars.get(at + 1));
        let edge = is_part(before) != is_part(after);
        let neighbour = if is_part(before) { before } else { after };
        // Of a row of single letters with points, or of a word of letters.
        let pointed = !is_part(before)
            && after == Some(&'.')
            && chars.get(at + 2).is_some_and(|c| is_letter(*c))
            && !is_part(chars.get(at + 3));
        let worded = edge && neighbour.is_some_and(|c| c.is_uppercase());
        if letter(*c) != *c && (worded || pointed) {
            read.push(letter(*c));
            changed = true;
        } else {
            read.push(*c);
        }
    }
    changed.then_some(read)
}

/// Splits at the separators; a text that has none is one part.
fn split(text: &str) -> SmallVec<[&str; 2]> {
    let mut parts: SmallVec<[&str; 2]> = SmallVec::new();
    if !text.bytes().any(|b| matches!(b, b';' | b'|' | b'/' | b'.' | b':') || b == b'a' || b == b'A') {
        parts.push(text);
        return parts;
    }
    let lower = text.to_ascii_lowercase();
    let (mut start, mut at) = (0, 0);
    let labelled = lower.contains(':');
    while at < lower.len() {
        let rest = lower.is_char_boundary(at).then(|| &lower[at..]);
        let separator =
            || SEPARATORS.iter().find(|s| rest.is_some_and(|r| r.starts_with(**s))).map(|s| s.len());
        // In a bracket it is looked for there.
        let begins = || labelled && (at == 0 || lower.as_bytes()[at - 1].is_ascii_whitespace());
        let found = separator().or_else(|| rest.filter(|_| begins()).and_then(language_label));
        if let Some(length) = found {
            parts.push(&text[start..at]);
            at += length;
            start = at;
        } else {
            at += 1;
        }
    }
    parts.push(&text[start..]);
    parts.retain(|p| !p.trim().is_empty());
    parts
}

fn with_brackets<'t>(text: &'t str, kind: SubjectKind, out: &mut Texts<'t>) {
    let open = text.find(['(', '[', '（', '{']);
    let Some(open) = open else {
        slashes(text, out);
        return;
    };
    let inner_start = open + text[open..].chars().next().map_or(1, char::len_utf8);
    let close = text[inner_start..].find([')', ']', '）', '}']).map(|at| inner_start + at);
    let (inner, rest) = match close {
        Some(close) => {
            let end = close + text[close..].chars().next().map_or(1, char::len_utf8);
            (text[inner_start..close].trim(), text[end..].trim())
        }
        None => (text[inner_start..].trim(), ""),
    };
    let before = text[..open].trim();
    let mut without = before.to_owned();
    if !rest.is_empty() {
        without.push(' ');
        without.push_str(rest);
    }
    if before.is_empty() || inner.is_empty() {
        without.push(' ');
        without.push_str(inner);
        out.push(without.into());
        return;
    }
    let person = kind == SubjectKind::Person;
    let lower = inner.to_lowercase();
    let opened_by = |words: &[&str]| {
        let word = words.iter().find(|word| lower.starts_with(**word))?;
        inner.get(word.len()..)
    };
    let also = opened_by(ALSO).or_else(|| language_label(&lower).and_then(|length| inner.get(length..)));
    let name = also.or_else(|| opened_by(BORN)).unwrap_or(inner);
    if person {
        slashes_owned(without.clone(), out);
    } else {
        out.push(text.replace(['(', ')', '[', ']', '（', '）', '{', '}'], " ").into());
        out.push(without.clone().into());
    }
    // A place in brackets tells one subsidiary from another; the name is not itself without it.
    if !person && tables::entry(&shape(inner), SenseKind::Place).is_some() {
        out.pop();
        return;
    }
    // What qualifies every other name is none by itself: (Offshore), (Holdings), (Pty).
    if !person {
        let letters = name.chars().filter(|c| is_letter(*c)).count();
        if !qualifies(name) && (letters >= 3 || name.contains(char::is_whitespace)) {
            out.push(name.to_owned().into());
        }
        return;
    }
    let before_words: SmallVec<[&str; 8]> = before.split_whitespace().collect();
    // Several spellings of what stands before: Mohammed (a.k.a. Mohammad, Muhammad) JABIR.
    for name in name.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let words = name.split_whitespace().count();
        let whole = words >= 2 && rest.is_empty() && also.is_some();
        if !whole && (words < before_words.len() || words == before_words.len() && !rest.is_empty()) {
            // The bracket stands for as many words as it has: Igor (Ihar), LUKASHENKA (SIAMASHKA).
            let kept = before_words[..before_words.len() - words].iter().copied();
            let replaced: SmallVec<[&str; 8]> = kept.chain([name, rest]).filter(|p| !p.is_empty()).collect();
            out.push(replaced.join(" ").into());
        }
        if words >= 2 {
            out.push(name.to_owned().into());
        }
    }
}

/// Whether a text is made of nothing but words that the tables know for generic words, legal forms and places.
fn qualifies(text: &str) -> bool {
    let known = |text: &str| {
        let kinds = [SenseKind::LegalForm, SenseKind::Word, SenseKind::Place];
        kinds.iter().any(|kind| tables::entry(text, *kind).is_some())
    };
    let shaped = shape(text);
    known(&shaped) || shaped.split(' ').filter(|word| !word.is_empty()).all(known)
}

/// A slash without spaces parts two spellings of one word.
fn slashes<'t>(text: &'t str, out: &mut Texts<'t>) {
    if text.contains('/') { slashes_owned(text.to_owned(), out) } else { out.push(text.into()) }
}

fn slashes_owned(text: String, out: &mut Texts<'_>) {
    let Some(at) = text.find('/') else {
        out.push(text.into());
        return;
    };
    // As many words before as after: the whole name twice, not one word of it.
    let words = |t: &str| t.split_whitespace().count();
    if words(&text[..at]) >= 3 && words(&text[..at]) == words(&text[at + 1..]) {
        out.push(text[..at].to_owned().into());
        out.push(text[at + 1..].to_owned().into());
        return;
    }
    let start =
        text[..at].char_indices().rfind(|(_, c)| c.is_whitespace()).map_or(0, |(i, c)| i + c.len_utf8());
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |i| at + i);
    let (first, second) = (&text[start..at], &text[at + 1..end]);
    // s/o, a/s, 1/2: no two spellings.
    if first.chars().count() < 3 || second.chars().count() < 3 {
        out.push(text.into());
        return;
    }
    let one = format!("{}{}{}", &text[..start], first, &text[end..]);
    let two = format!("{}{}{}", &text[..start], second, &text[end..]);
    out.push(one.replace('/', " ").into());
    out.push(two.replace('/', " ").into());
}

#[cfg(test)]
mod tests {
    //! The names in one text: whole ones are read alone, a spelling of one word in its place.

    use super::*;

    #[test]
    fn of_persons() {
        for (text, expected) in [
            ("Igor (Ihar) Petrov", &["Igor Petrov", "Ihar Petrov"][..]),
            ("Anna LUKASHENKA (born SIAMASHKA)", &["Anna LUKASHENKA", "Anna SIAMASHKA"]),
            ("Ivan Petrov (a.k.a. Pavel Sidorov)", &["Ivan Petrov", "Pavel Sidorov"]),
            ("Ivan Ivanovich Petrov (a.k.a. Pavel Sidorov)", &["Ivan Ivanovich Petrov", "Pavel Sidorov"]),
            ("Ivan PETROV Russian: Иван Петров", &["Ivan PETROV ", "Иван Петров"]),
            ("Ivan PETROV (Russian:Иван Петров)", &["Ivan PETROV", "Иван Петров"]),
            ("Russian: Иван Петров", &["Иван Петров"]),
            ("Иван Петров Ivan Petrov", &["Иван Петров Ivan Petrov", "Иван Петров", "Ivan Petrov"]),
            ("김정민 Kim Jong Min", &["김정민 Kim Jong Min", "김정민", "Kim Jong Min"]),
            ("Chris CHAN 陳大文", &["Chris CHAN 陳大文", "Chris CHAN", "陳大文"]),
            ("Иван Petrov", &["Иван Petrov"]),
            ("Ivan Иван Petrov", &["Ivan Иван Petrov"]),
            ("Karim (a.k.a. Kerim, Kareem) JABER", &["Karim JABER", "Kerim JABER", "Kareem JABER"]),
        ] {
            assert_eq!(of(text, SubjectKind::Person).as_slice(), expected, "{text}");
        }
    }

    #[test]
    fn of_organisations() {
        for (text, expected) in [
            ("Acme Widgets (Holdings)", &["Acme Widgets  Holdings ", "Acme Widgets"][..]),
            ("Acme Widgets (AW)", &["Acme Widgets  AW ", "Acme Widgets"]),
            ("Acme Widgets (Roadrunner)", &["Acme Widgets  Roadrunner ", "Acme Widgets", "Roadrunner"]),
        ] {
            assert_eq!(of(text, SubjectKind::Organization).as_slice(), expected, "{text}");
        }
    }
}
