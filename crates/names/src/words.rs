//! A text to words: cut, brought to one script, lower case.

use smallvec::SmallVec;
use tamis_model::SubjectKind;

use crate::analyse::{MAX_TOKENS, Oddities};
use crate::disguise;
use crate::letter::{is_letter, is_letter_or_digit};
use crate::script::Script;
use crate::shape::shape;
use crate::tables::{self, SenseKind};

#[expect(clippy::struct_excessive_bools, reason = "independent marks of a word, each asked for by name")]
/// A word of a name.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Lower case, letters and digits only.
    pub text: String,
    /// The shape in which the tables are asked.
    pub shaped: String,
    pub script: Script,
    /// All its letters are capitals, and there are two at least.
    pub capitals: bool,
    /// Small letters occur.
    pub small: bool,
    /// How many commas come before it.
    pub commas: u8,
    /// A hyphen joins it to the word before.
    pub hyphen: bool,
    /// A single letter with a point, or part of a row of such letters.
    pub pointed: bool,
}

pub(crate) type Words = SmallVec<[Word; 8]>;

/// Cuts a text into words.
pub(crate) fn split(text: &str, leaning: i32, kind: SubjectKind, oddities: &mut Oddities) -> Words {
    let mut words = Words::new();
    let mut raw = String::new();
    let mut next = Marks::default();
    let chars: SmallVec<[char; 64]> = text.chars().collect();
    for (at, c) in chars.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|i| chars[i]);
        let after = chars.get(at + 1).copied();
        if is_letter_or_digit(c) || in_word(c) || is_leet(c, before, after) {
            raw.push(leet(c));
            continue;
        }
        match c {
            // Read aloud, and written so by whoever has no such key: 3%ers, Three Percenters.
            '%' => {
                finish(&mut words, &mut raw, next, leaning, kind, oddities);
                next = Marks { commas: next.commas, ..Marks::default() };
                raw.push_str("percent");
            }
            // An apostrophe inside a word belongs to it; a quotation mark does not, but lists use the same signs.
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | 'ʹ' | '′' | '″' | 'ʺ'
                if before.is_some_and(is_letter_or_digit) && after.is_some_and(is_letter_or_digit) => {}
            '.' if before.is_some_and(is_letter) && raw.chars().count() == 1 => {
                finish(&mut words, &mut raw, Marks { pointed: true, ..next }, leaning, kind, oddities);
                next = Marks { commas: next.commas, ..Marks::default() };
            }
            '״' => {}
            _ => {
                finish(&mut words, &mut raw, next, leaning, kind, oddities);
                let commas = next.commas + u8::from(matches!(c, ',' | '،' | '，') && next.commas < u8::MAX);
                next = Marks { commas, hyphen: matches!(c, '-' | '‐' | '‑' | '–'), pointed: false };
            }
        }
    }
    finish(&mut words, &mut raw, next, leaning, kind, oddities);
    words
}

#[derive(Clone, Copy, Default)]
struct Marks {
    commas: u8,
    hyphen: bool,
    pointed: bool,
}

/// Marks that belong to the letters before them.
fn in_word(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c as u32, 0x903..=0x963 | 0x966..=0xd4f | 0xe31..=0xe4e | 0x1031..=0x103e | 0x17b6..=0x17d3)
}

/// Signs that stand for letters inside a word: `P@vel`, `$ergei`.
fn is_leet(c: char, before: Option<char>, after: Option<char>) -> bool {
    matches!(c, '@' | '$')
        && before.is_none_or(|b| is_letter(b) || b == ' ')
        && after.is_some_and(is_letter)
        && (c == '$' || before.is_some_and(is_letter))
}

fn leet(c: char) -> char {
    match c {
        '@' => 'a',
        '$' => 's',
        c => c,
    }
}

fn finish(
    words: &mut Words,
    raw: &mut String,
    marks: Marks,
    leaning: i32,
    kind: SubjectKind,
    oddities: &mut Oddities,
) {
    if raw.is_empty() {
        return;
    }
    if words.len() >= MAX_TOKENS {
        oddities.cut = true;
        raw.clear();
        return;
    }
    let mut text = std::mem::take(raw);
    // Plain Latin letters in a Latin name are what they look like.
    if (!text.is_ascii() || leaning < 0)
        && let Some(folded) = disguise::one_script(&text, leaning, oddities)
    {
        text = folded;
    }
    if let Some(letters) = disguise::letters_for_digits(&text, kind == SubjectKind::Person, oddities) {
        text = letters;
    }
    let letters = Case::of(&text);
    let script = text.chars().map(Script::of).find(|s| *s != Script::None).unwrap_or_default();
    let text = lower(text, script);
    if text.is_empty() {
        return;
    }
    let mut push = |text: String, hyphen| {
        words.push(Word {
            shaped: shape(&text),
            text,
            script,
            capitals: letters.capitals,
            small: letters.small,
            commas: marks.commas,
            hyphen,
            pointed: marks.pointed,
        });
    };
    if script == Script::Arabic || script == Script::Latin && may_have_parts(&text) {
        arabic_parts(&text, script, |part, hyphen| {
            push(part.to_owned(), hyphen || marks.hyphen && part.as_ptr() == text.as_ptr());
        });
    } else {
        push(text, marks.hyphen);
    }
}

/// How a word is written.
struct Case {
    small: bool,
    capitals: bool,
}

impl Case {
    fn of(text: &str) -> Self {
        if text.is_ascii() {
            let small = text.bytes().any(|b| b.is_ascii_lowercase());
            let capitals = !small && text.bytes().filter(u8::is_ascii_uppercase).count() >= 2;
            return Self { small, capitals };
        }
        let small = text.chars().any(char::is_lowercase);
        let letters = text.chars().filter(|c| is_letter(*c)).count();
        Self { small, capitals: !small && letters >= 2 && text.chars().any(char::is_uppercase) }
    }
}

/// Lower case, and one spelling for what is spelled two ways at no difference in sound.
fn lower(mut text: String, script: Script) -> String {
    if text.is_ascii() {
        text.make_ascii_lowercase();
        return text;
    }
    let lower = text.to_lowercase();
    match script {
        Script::Arabic => lower
            .chars()
            .filter_map(|c| match c {
                '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => None,
                'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
                'ى' | 'ی' => Some('ي'),
                'ک' => Some('ك'),
                'ہ' | 'ھ' | 'ە' => Some('ه'),
                c => Some(c),
            })
            .collect(),
        Script::Hebrew => lower.chars().filter(|c| !matches!(*c as u32, 0x591..=0x5c7)).collect(),
        _ => lower.chars().filter(|c| !matches!(c, '\u{307}' | 'ʹ' | 'ʺ' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ')).collect(),
    }
}

/// Endings of Slavic names made of Arabic ones, which Cyrillic writes in one: Abdullaev, Abdulovna.
const SLAVIC: &[&str] = &[
    "ov", "ova", "ev", "eva", "llin", "llina", "vich", "vych", "vitch", "vna", "yev", "sky", "skiy", "enko",
    "dinov",
];

/// Whether a word in Latin letters may be a compound of Arabic names.
fn may_have_parts(text: &str) -> bool {
    text.len() >= 6 && text.is_ascii() && !SLAVIC.iter().any(|e| text.ends_with(e))
}

/// Compounds of Arabic names to their parts, whichever way they are joined: Abdurrahman and Abd al-Rahman,
/// Habibullah and Habib Allah, Salahuddin and Salah al-Din; the article falls.
fn arabic_parts<'t>(text: &'t str, script: Script, mut push: impl FnMut(&'t str, bool)) {
    if script == Script::Arabic {
        arabic_script_parts(text, &mut push);
        return;
    }
    let (mut rest, mut hyphen) = (text, false);
    if let Some(after) = after_servant(text) {
        push(&text[..3], false);
        (rest, hyphen) = (after, true);
        if matches!(rest, "lah" | "lahi") {
            push(if rest == "lah" { "allah" } else { "allahi" }, true);
            return;
        }
    }
    for ending in ["ullah", "ollah", "allah", "illah", "oullah"] {
        if let Some(stem) = rest.strip_suffix(ending).filter(|s| s.len() >= 3) {
            push(stem, hyphen);
            push("allah", true);
            return;
        }
    }
    for ending in ["ullahi", "ollahi", "allahi"] {
        if let Some(stem) = rest.strip_suffix(ending).filter(|s| s.len() >= 3) {
            push(stem, hyphen);
            push("allahi", true);
            return;
        }
    }
    for ending in [
        "uddin", "eddin", "addin", "iddin", "oddin", "eddine", "uddeen", "oddine", "ouddin", "uldin",
        "oldin", "eldin", "aldin", "eldine",
    ] {
        if let Some(stem) = rest.strip_suffix(ending).filter(|s| s.len() >= 3) {
            push(stem, hyphen);
            push("din", true);
            return;
        }
    }
    push(rest, hyphen);
}

/// What follows abd and its article in a joined name: rahman in abdurrahman, abdelrahman, abdirahman.
fn after_servant(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("abd")?;
    let vowels = rest.bytes().take_while(|b| b"aeiou".contains(b)).count();
    if vowels == 0 || vowels > 2 {
        return None;
    }
    let rest = &rest[vowels..];
    let bytes = rest.as_bytes();
    let after = match bytes {
        // abdullah: the l of the article is written once or twice.
        _ if matches!(rest, "llah" | "lla" | "lah") => "lah",
        _ if matches!(rest, "llahi" | "lahi") => "lahi",
        // The article before a sun letter takes its sound.
        [a, b, ..] if a == b && *a != b'l' => &rest[1..],
        [b'l', ..] => &rest[1..],
        [b'r', ..] => rest,
        _ => return None,
    };
    let slavic =
        ["ov", "ova", "ev", "eva", "in", "ina"].iter().any(|e| after.ends_with(e)) && after.len() < 6;
    (after.len() >= 3 && !slavic).then_some(after)
}

fn arabic_script_parts<'t>(text: &'t str, push: &mut impl FnMut(&'t str, bool)) {
    let letters = |s: &str| s.chars().count();
    let (mut rest, mut hyphen) = (text, false);
    if let Some(after) = rest.strip_prefix("عبد").filter(|r| letters(r) >= 3 && r.starts_with("ال")) {
        push(&text[.."عبد".len()], false);
        // The article of the name that is served falls, however short the name: عبدالحي.
        (rest, hyphen) = (
            after.strip_prefix("ال").filter(|r| letters(r) >= 2 && !r.starts_with("له")).unwrap_or(after),
            true,
        );
    }
    if rest == "الله" || rest == "اللة" || rest == "اله" {
        push("الله", hyphen);
        return;
    }
    if let Some(stem) = rest.strip_suffix("الله").filter(|s| letters(s) >= 2) {
        push(without_article(stem), hyphen);
        push("الله", true);
        return;
    }
    if let Some(stem) = rest.strip_suffix("الدين").filter(|s| letters(s) >= 2) {
        push(without_article(stem), hyphen);
        push("دين", true);
        return;
    }
    push(without_article(rest), hyphen);
}

/// The word without its article, unless the article is no article (Ilyas, Almas are given names).
fn without_article(word: &str) -> &str {
    match word.strip_prefix("ال") {
        Some(rest) if rest.starts_with("له") => word,
        Some(rest)
            if rest.chars().count() >= 3 && tables::entry(&shape(word), SenseKind::Given).is_none() =>
        {
            rest
        }
        _ => word,
    }
}
