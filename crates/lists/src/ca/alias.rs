//! The alias cell of Canada's list: names between semicolons, commas, slashes and "or", after the name of a language.

use tamis_model::{Name, NameKind, Strength};

use super::one_line;
use crate::entry::Entry;
use crate::xml::Element;

/// Reads the alias cell. One word is part of a person's name, not a name (`Ekaterina`, `Andrei`): it is kept, as weak.
pub(super) fn read(entry: &mut Entry<'_>, cell: &Element<'_>, person: bool) {
    for (text, language) in names(cell.raw()) {
        let weak = person && !text.contains(' ');
        let mut name = Name::new(text).of_kind(NameKind::Alias);
        name.strength = if weak { Strength::Weak } else { Strength::Strong };
        name.language = language.map(str::to_owned);
        entry.name(cell.name, cell.raw(), name);
    }
}

/// Languages that are named before their names, with their codes.
const LANGUAGES: [(&str, &str); 13] = [
    ("arabic", "ar"),
    ("belarusian", "be"),
    ("belarussian", "be"),
    ("burmese", "my"),
    ("chinese", "zh"),
    ("english", "en"),
    ("farsi", "fa"),
    ("french", "fr"),
    ("hebrew", "he"),
    ("persian", "fa"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("ukrainian", "uk"),
];

/// The names in a cell, each with the language that was named before it.
fn names(cell: &str) -> Vec<(String, Option<&'static str>)> {
    let mut found = Vec::new();
    for line in lines(cell) {
        let groups = line.split(';').map(|group| (None, commas(group)));
        for (mut language, group) in groups {
            for piece in group {
                let (named, rest) = labelled(&piece);
                language = named.or(language);
                for name in rest.split(" or ").flat_map(english_and).flat_map(|part| halves(&part)) {
                    let name = tidy(&name);
                    if !name.is_empty() && labelled(&format!("{name}:")).0.is_none() {
                        found.push((name, language));
                    }
                }
            }
        }
    }
    found
}

/// The lines of a cell that are names of their own: those that go over to another script, or name a language. Others
/// are the breaks of a narrow column.
fn lines(cell: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in cell.lines() {
        let line = one_line(line);
        match lines.last_mut() {
            Some(last) if labelled(&line).0.is_none() && last_script(last) == first_script(&line) => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => lines.push(line),
        }
    }
    lines
}

/// `Russian: Иванов`: the language and what follows.
fn labelled(piece: &str) -> (Option<&'static str>, &str) {
    let trimmed = piece.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
    let Some((label, rest)) = trimmed.split_once(':') else { return (None, piece) };
    let label = label.trim().to_lowercase();
    let code = LANGUAGES.iter().find(|(name, _)| *name == label).map(|(_, code)| *code);
    if code.is_some() { (code, rest) } else { (None, piece) }
}

/// Legal forms and the like, which belong to what stands before the comma: `Евро-Полис, ООО`.
const TAILS: [&str; 22] = [
    "ооо", "оао", "зао", "пао", "ао", "ап", "уп", "фгуп", "нко", "llc", "ltd", "ltd.", "jsc", "pjsc", "ojsc",
    "fsue", "inc", "inc.", "co.", "iii", "jr", "jr.",
];

/// Splits at commas, except before a legal form and inside of brackets or quotation marks.
fn commas(piece: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = 0_i32;
    for part in piece.split(',') {
        let first = part.trim_start().split(' ').next().unwrap_or_default().to_lowercase();
        let first = first.trim_end_matches([')', '"']);
        match found.last_mut() {
            Some(last) if open > 0 || TAILS.contains(&first) => {
                last.push(',');
                last.push_str(part);
            }
            _ => found.push(part.to_owned()),
        }
        let count = |c: char| part.matches(c).count() as i32;
        open = (open + count('(') + count('«') + count('“') - count(')') - count('»') - count('”')).max(0);
    }
    found
}

/// Splits at the English "and" between names in another script; between Latin words it is part of a name.
fn english_and(piece: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in piece.split(" and ") {
        match found.last_mut() {
            Some(last) if last_script(last) != Some(false) && first_script(part) != Some(false) => {
                last.push_str(" and ");
                last.push_str(part);
            }
            _ => found.push(part.to_owned()),
        }
    }
    found
}

/// Splits at a slash between two names of some length; `А/О` and `24/7` stay whole.
pub(super) fn halves(piece: &str) -> Vec<String> {
    let parts: Vec<&str> = piece.split('/').map(str::trim).collect();
    let long = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() >= 4;
    if parts.iter().all(long) {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        vec![piece.to_owned()]
    }
}

/// A name without what is left around it: blanks, commas, a bracket that was never opened.
fn tidy(name: &str) -> String {
    let mut name = name.trim().trim_matches([',', ';', ':']).trim();
    let count = |name: &str, c: char| name.matches(c).count();
    if count(name, ')') > count(name, '(') {
        name = name.strip_suffix(')').unwrap_or(name);
    }
    if count(name, '(') > count(name, ')') {
        name = name.strip_prefix('(').unwrap_or(name);
    }
    name.trim().to_owned()
}

/// Whether the first letter is Latin; `None` without letters.
fn first_script(text: &str) -> Option<bool> {
    text.chars().find(|c| c.is_alphabetic()).map(is_latin)
}

/// Whether the last letter is Latin; `None` without letters.
fn last_script(text: &str) -> Option<bool> {
    text.chars().rev().find(|c| c.is_alphabetic()).map(is_latin)
}

fn is_latin(c: char) -> bool {
    c < '\u{250}'
}

#[cfg(test)]
mod tests {
    //! 1. Each name of an alias cell is a name of its own, with its language where one is named.

    use super::names;

    #[test]
    fn names_of_a_cell() {
        for (cell, expected) in [
            ("Aliaksei Aleksin", "Aliaksei Aleksin"),
            (
                "Raman BIZIUK,  Belarusian: Раман БIЗЮК, Russian: Роман БИЗЮК",
                "Raman BIZIUK|be Раман БIЗЮК|ru Роман БИЗЮК",
            ),
            (
                "Belarusian: Лукашэнка; Russian\u{a0}: Лукашенко, Коля Лукашенко",
                "be Лукашэнка|ru Лукашенко|ru Коля Лукашенко",
            ),
            ("Банк Зенит, ПАО", "Банк Зенит, ПАО"),
            ("Министерство обороны; Минобороны Беларуси) ", "Министерство обороны|Минобороны Беларуси"),
            ("Мортеплотехника and НИИ Мортеплотехники, АО", "Мортеплотехника|НИИ Мортеплотехники, АО"),
            (
                "Military Industry\nCorporation and Sons\nArabic: هيئة",
                "Military Industry Corporation and Sons|ar هيئة",
            ),
            ("Abbas Nilforushan\n عباس نیلفروشان", "Abbas Nilforushan|عباس نیلفروشان"),
            ("Russian: Маслюков/ Масліавукаў", "ru Маслюков|ru Масліавукаў"),
            ("Алексей Александров or Фролов", "Алексей Александров|Фролов"),
            ("Масар, Arabic", "Масар"),
            ("НИИ (ЦНИИМаш, АО)", "НИИ (ЦНИИМаш, АО)"),
        ] {
            let found: Vec<String> =
                names(cell).into_iter().map(|(n, l)| l.map_or(n.clone(), |l| format!("{l} {n}"))).collect();
            assert_eq!(found.join("|"), expected, "{cell}");
        }
    }
}
