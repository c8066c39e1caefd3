//! The names of an entry: Japanese with aliases in brackets, then English with aliases in a list.
//!
//! ```text
//! 国際量子光学・量子技術センター（別称、ロシア量子センター及び RQC）
//! International Center for Quantum Optics, a.k.a. the
//! following two aliases:
//! -Russian Quantum Center; and
//! -RQC
//! ```

use tamis_model::{Name, NameKind};

use super::{is_japanese, name};

/// The names of an entry.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) english: Vec<Name>,
    pub(super) japanese: Vec<Name>,
    /// How many aliases the English text announces, and how many there are, where the two differ.
    pub(super) miscounted: Option<(usize, usize)>,
    /// What is neither.
    pub(super) unread: Vec<String>,
    /// Whether the name is a person's: it has a Russian patronymic.
    pub(super) is_person: bool,
}

/// Reads the text between an entry's number and its addresses.
pub(super) fn read(text: &str) -> Names {
    let (japanese, english) = languages(text);
    let mut names = Names::default();
    japanese_names(&japanese, &mut names);
    // A line that starts with a dash is a new item, or the rest of a word that was broken at its hyphen; the number of
    // aliases that the text announces decides.
    let mut other =
        Names { is_person: names.is_person, japanese: names.japanese.clone(), ..Names::default() };
    english_names(&english, true, &mut names);
    if names.miscounted.is_some() {
        english_names(&english, false, &mut other);
        if other.miscounted.is_none() {
            return other;
        }
    }
    names
}

/// Tells the Japanese part from the English one. The Japanese part ends with the last line that holds Japanese or lies
/// in a bracket that Japanese opened; English may be glued behind it.
fn languages(text: &str) -> (String, Vec<&str>) {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut japanese = String::new();
    let (mut open, mut until) = (0_i32, 0);
    for (index, line) in lines.iter().enumerate() {
        // A later form puts Japanese aliases behind the English name: 別称：AMG社; 有限会社 AMG.
        let inside = line.chars().any(is_japanese) && !line.starts_with("別称：") || open > 0;
        if !inside || until != index {
            break;
        }
        open += line.matches(['（', '(']).count() as i32 - line.matches(['）', ')']).count() as i32;
        // A line broke between Latin words, or anywhere else.
        let latin_ends = japanese.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        if latin_ends && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            japanese.push(' ');
        }
        japanese.push_str(line);
        until = index + 1;
    }
    let mut english: Vec<&str> = lines[until..].to_vec();
    let follows_english = english.first().is_some_and(|line| !is_item(line) && !line.starts_with("別称："));
    if let Some(last) = until.checked_sub(1).and_then(|last| lines.get(last)) {
        let end =
            last.char_indices().rev().find(|(_, c)| is_japanese(*c)).map_or(0, |(at, c)| at + c.len_utf8());
        let tail = &last[end..];
        let letters = tail.chars().filter(char::is_ascii_alphabetic).count();
        // `エルミクス・VS` ends with Latin letters of its own, and the English name stands in the next line.
        if letters >= 4 && !follows_english || letters >= 12 {
            english.insert(0, tail.trim());
            japanese.truncate(japanese.len() - tail.len());
        }
    }
    (japanese, english)
}

/// Whether a line is an item of a list of aliases.
fn is_item(line: &str) -> bool {
    line.starts_with(['-', '—', '–', '―', '‐', '－'])
}

fn japanese_names(text: &str, names: &mut Names) {
    let (listed, aliases) = match text.find("別称") {
        Some(at) => {
            let before = text[..at].trim_end_matches(['（', '(', ' ']);
            (before, text[at + "別称".len()..].trim_start_matches(['、', '：', ':', '､', ' ']))
        }
        None => (text, ""),
    };
    let listed = listed.trim();
    // A patronymic in kana: ウラジーミロヴィチ, ウラジーミロヴナ.
    let parts: Vec<&str> = listed.split('・').collect();
    names.is_person = parts.len() == 3 && (parts[1].ends_with("ヴィチ") || parts[1].ends_with("ヴナ"));
    if !listed.is_empty() {
        names.japanese.push(name(listed, NameKind::Primary, "ja"));
    }
    let aliases = aliases.trim_end_matches(['）', ')', '。']);
    for alias in aliases.split(['、', '､', ';', '；']).flat_map(|part| part.split("及び")) {
        if !alias.trim().is_empty() {
            names.japanese.push(name(alias.trim(), NameKind::Alias, "ja"));
        }
    }
}

/// The English name and its aliases: items of a list, or what stands behind 別称：.
fn english_names(lines: &[&str], words_break: bool, names: &mut Names) {
    let mut listed = String::new();
    let mut items: Vec<String> = Vec::new();
    let mut later_form = false;
    for line in lines.iter().flat_map(|line| unglued(line)) {
        // "Institute of Solid / -State Physics": a dash that a line break put at the start.
        let broken_word = words_break
            && items.last().is_some_and(|item| {
                !item.trim_end().ends_with([';', '；', ':', '.', ','])
                    && !item.ends_with(" and")
                    && !item.is_empty()
            });
        if let Some(aliases) = line.strip_prefix("別称：") {
            later_form = true;
            items.push(aliases.to_owned());
        } else if is_item(line) && broken_word && !later_form {
            if let Some(item) = items.last_mut() {
                item.push_str(line);
            }
        } else if is_item(line) {
            items.push(line.trim_start_matches(['-', '—', '–', '―', '‐', '－']).to_owned());
        } else if let Some(item) = items.last_mut() {
            // The later form has its aliases in one list over several lines, Japanese ones before the Latin ones.
            let separator = if later_form && item.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic())
            {
                "; "
            } else {
                " "
            };
            item.push_str(separator);
            item.push_str(line);
        } else {
            listed.push(' ');
            listed.push_str(line);
        }
    }
    let (own, announced) = split_announcement(listed.trim());
    if !own.is_empty() {
        names.english.push(name(own.trim_matches([' ', ',']), NameKind::Primary, "en"));
    }
    let mut count = 0;
    for item in items.iter().flat_map(|item| separated(item, later_form)) {
        let alias = item.trim().trim_end_matches("and").trim().trim_end_matches([';', '；', '.', ',']).trim();
        let alias = alias.trim_start_matches(['-', '—']).trim();
        if alias.is_empty() {
            continue;
        }
        count += 1;
        let language = if alias.chars().any(is_japanese) { "ja" } else { "en" };
        let alias = name(alias, NameKind::Alias, language);
        if language == "ja" { names.japanese.push(alias) } else { names.english.push(alias) }
    }
    if let Some(announced) = announced {
        match number_word(announced) {
            Some(stated) if stated != count => names.miscounted = Some((stated, count)),
            Some(_) => {}
            None => names.unread.push(announced.to_owned()),
        }
    }
}

/// The pieces of a line in which the first item of a list, or the next, is glued to what stands before it:
/// `following one alias:-AARZ`, `Kronde Group; and-ZAO Kronshtadt`.
fn unglued(line: &str) -> Vec<&str> {
    const GLUED: [&str; 5] = ["alias", "aliases", ";", "；", "; and"];
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, _) in line.match_indices(['-', '—']).filter(|(at, _)| *at > 0) {
        let before = line[from..at].trim_end_matches(':');
        if GLUED.iter().any(|end| before.ends_with(end)) && from < at {
            pieces.push(&line[from..at]);
            from = at;
        }
    }
    pieces.push(&line[from..]);
    pieces
}

/// Items glued to the one before them (`Novelco LLC;-OOO Novelko`), and the list of the later form.
fn separated(item: &str, later_form: bool) -> Vec<&str> {
    if later_form {
        item.split(';').collect()
    } else {
        item.split(";-").flat_map(|part| part.split("; -")).collect()
    }
}

/// `Admiralty, a.k.a., the following two aliases:`: the name, and what is announced.
fn split_announcement(text: &str) -> (&str, Option<&str>) {
    for mark in [", a.k.a", " a.k.a", ",a.k.a"] {
        if let Some((own, rest)) = text.split_once(mark) {
            return (own, Some(rest.trim_start_matches(['.', ',', ' ']).trim()));
        }
    }
    (text, None)
}

/// The number in "the following two aliases:".
fn number_word(text: &str) -> Option<usize> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let words = text.split_whitespace().map(|word| word.trim_matches([',', ':']).to_lowercase());
    let mut words = words.map(|word| word.strip_suffix("alias").map_or(word.clone(), str::to_owned));
    words.find_map(|word| WORDS.iter().position(|known| *known == word)).map(|at| at + 1)
}
