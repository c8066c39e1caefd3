//! What the built tables answer is what the files say:
//!
//! 1. Every form of every line has the meaning of its line, and no other than that of the lines that it stands in.
//! 2. The same for the longest phrase of each word, bits, joining endings and the words of legal forms.
//! 3. What stands in no line means nothing. 4. What is longer than any word is no slip of one.
//! 5. Japanese names are read as their lines say, in the order of their ranks.

use std::collections::{BTreeMap, BTreeSet};

use super::russian::romanised;
use super::*;

macro_rules! files {
    ($($kind:ident $space:literal $file:literal),* $(,)?) => {
        &[$((SenseKind::$kind, $space, $file, include_str!(concat!("../../data/", $file)))),*]
    };
}

const FILES: &[(SenseKind, &str, &str, &str)] = files![
    Given "given" "given_names.tsv",
    Nickname "given" "nicknames.tsv",
    Patronymic "father" "patronymic_bases.tsv",
    Surname "surname" "surnames_east_asian.tsv",
    LegalForm "legal" "legal_forms.tsv",
    Number "number" "numbers.tsv",
    Place "place" "places.tsv",
    Word "word" "words.tsv",
    Title "title" "titles.tsv",
    Particle "particle" "particles.tsv",
    Suffix "suffix" "suffixes.tsv",
];

/// What one line says of one form.
struct Said {
    place: String,
    kind: SenseKind,
    shaped: String,
    entry: (Entry, String, String),
}

/// Line by line, read apart from the build: class, attributes, form, whether it is marked.
fn lines(
    text: &'static str,
) -> impl Iterator<Item = (usize, &'static str, BTreeMap<&'static str, &'static str>, Vec<&'static str>)> {
    text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).map(
        |(at, line)| {
            let columns: Vec<&str> = line.split('\t').collect();
            let attributes = columns[1].split(' ').filter_map(|pair| pair.split_once('=')).collect();
            let forms = columns[2].split('|').map(|form| {
                let coded = form.find(':') == Some(2) && form[..2].bytes().all(|b| b.is_ascii_lowercase());
                if coded { &form[3..] } else { form }
            });
            (at + 1, columns[0], attributes, forms.collect())
        },
    )
}

fn said() -> Vec<Said> {
    let mut all = Vec::new();
    for (kind, space, file, text) in FILES {
        for (line, class, attributes, forms) in lines(text) {
            let of = |name: &str| attributes.get(name).copied();
            let named = match kind {
                SenseKind::Patronymic => of("father").unwrap(),
                SenseKind::Number => of("value").unwrap(),
                SenseKind::Particle => of("kind").unwrap(),
                _ => class,
            };
            let initials = match kind {
                SenseKind::Word | SenseKind::Place | SenseKind::LegalForm => {
                    of("initials").map_or_else(|| initials(&forms), str::to_owned)
                }
                _ => String::new(),
            };
            for form in forms {
                let (form, ambiguous) = (form.trim_end_matches('?'), form.ends_with('?'));
                let shaped = shape(form);
                let wider = match kind {
                    SenseKind::Given => {
                        of("cognate").map(|c| Sense::new(SenseKind::Cognate, "cognate", c, false))
                    }
                    SenseKind::LegalForm => {
                        of("kind").map(|k| Sense::new(SenseKind::LegalKind, "legal-kind", k, false))
                    }
                    _ => None,
                };
                let entry = Entry {
                    sense: Sense::new(*kind, space, named, ambiguous),
                    wider,
                    father: (*kind == SenseKind::Given)
                        .then(|| Sense::new(SenseKind::Patronymic, "father", class, ambiguous)),
                    attribute: 0,
                    weight: match of("weight") {
                        Some("low") => Weight::Low,
                        Some("mid") => Weight::Mid,
                        _ => Weight::Full,
                    },
                    initials: 0,
                    joins: of("join").is_some() && shaped.chars().count() >= 4 && !shaped.contains(' '),
                };
                let attribute = match kind {
                    SenseKind::Number => of("value"),
                    SenseKind::Place => of("in").or_else(|| of("kind")),
                    _ => of("kind"),
                };
                let entry = (entry, attribute.unwrap_or_default().to_owned(), initials.clone());
                all.push(Said { place: format!("{file}:{line}: {form}"), kind: *kind, shaped, entry });
            }
        }
    }
    all
}

/// The initials of a line's first Cyrillic form, words of one and two letters apart.
fn initials(forms: &[&str]) -> String {
    let first = forms.iter().find(|f| f.starts_with(|c| matches!(c, '\u{400}'..='\u{52f}')));
    let words = first.map_or("", |f| f.trim_end_matches('?')).split([' ', '-']);
    words.filter(|w| w.chars().nth(2).is_some()).filter_map(|w| w.chars().next()).collect()
}

/// An entry apart from the numbers of its texts, which are the build's own.
fn told(entry: &Entry) -> (Entry, String, String) {
    let bare = Entry { attribute: 0, initials: 0, ..*entry };
    (bare, entry.attribute().to_owned(), entry.russian_initials().to_owned())
}

/// By form, what the lines say, of one class the first.
fn by_form(said: &[Said]) -> BTreeMap<&str, Vec<&Said>> {
    let mut forms: BTreeMap<&str, Vec<&Said>> = BTreeMap::new();
    for one in said {
        let known = forms.entry(&one.shaped).or_default();
        if known.iter().all(|k| k.entry.0.sense.class() != one.entry.0.sense.class()) {
            known.push(one);
        }
    }
    forms
}

#[test]
fn every_form_of_every_line() {
    let said = said();
    let forms = by_form(&said);
    for (form, lines) in &forms {
        let found: Vec<_> = entries(form).iter().map(told).collect();
        let wanted: Vec<_> = lines.iter().map(|l| l.entry.clone()).collect();
        assert_eq!(found, wanted, "{:?}", lines.iter().map(|l| &l.place).collect::<Vec<_>>());
    }
    assert!(said.len() > 90_000 && forms.len() > 80_000, "{} forms of lines, {}", said.len(), forms.len());
    for (form, changed) in forms.keys().flat_map(|f| [(f, format!("{f}q")), (f, format!(" {f}"))]) {
        assert!(forms.contains_key(&*changed) || entries(&changed).is_empty(), "{form}");
    }
    assert!(entries("").is_empty());
}

#[test]
fn phrases_and_joined_forms() {
    let said = said();
    let mut longest: BTreeMap<&str, usize> = BTreeMap::new();
    for form in said.iter().map(|s| &s.shaped).filter(|s| s.contains(' ')) {
        let (first, count) = (form.split(' ').next().unwrap(), form.split(' ').count());
        longest.entry(first).and_modify(|l| *l = count.max(*l)).or_insert(count);
    }
    let mut in_latin: BTreeMap<String, usize> = BTreeMap::new();
    for form in said.iter().map(|s| &*s.shaped).filter(|s| s.contains(' ')) {
        let latin = if form.is_ascii() { Some(form.to_owned()) } else { romanised(form) };
        let Some(latin) = latin.map(|latin| in_any_system(&latin)) else { continue };
        let (first, count) = (latin.split(' ').next().unwrap().to_owned(), latin.split(' ').count());
        in_latin.entry(first).and_modify(|l| *l = count.max(*l)).or_insert(count);
    }
    for word in said.iter().flat_map(|s| s.shaped.split(' ')) {
        let (found, least) = (longest_phrase(word), longest.get(word).copied().unwrap_or(0));
        let most = in_latin.get(&in_any_system(word)).copied().unwrap_or(0).max(least);
        assert!((least..=most).contains(&found), "{word}: {found}, not from {least} to {most}");
    }
    assert_eq!(longest_phrase("gosudarstvennoje"), longest_phrase("gosudarstvennoe"));
    let joined = said
        .iter()
        .map(|s| &s.shaped)
        .filter(|s| s.chars().next().is_some_and(|c| crate::script::Script::of(c).joins_words()));
    assert_eq!(longest_joined(), joined.map(|s| s.chars().count()).max().unwrap());
}

#[test]
fn joining_endings() {
    let said = said();
    let forms = by_form(&said);
    let mut joining: BTreeMap<&str, &Said> = BTreeMap::new();
    for one in said.iter().filter(|s| s.entry.0.joins) {
        joining.entry(&one.shaped).or_insert(one);
    }
    assert!(joining.len() > 100);
    for form in forms.keys().filter(|form| !form.contains(' ')) {
        let longer = format!("{form}{form}");
        let starts = longer.char_indices().skip(3).map(|(at, _)| at);
        let wanted = starts.clone().find_map(|at| Some((at, joining.get(&longer[at..])?.entry.clone())));
        assert_eq!(joined_ending(&longer).map(|(at, entry)| (at, told(entry))), wanted, "{longer}");
    }
}

#[test]
fn legal_forms_in_any_system() {
    for phrase in [
        "otkrytoye aktsionernoye obshchestvo",
        "otkrytoye aktsionernoye obschestvo",
        "otkrytoje akcionernoje obshhestvo",
        "otkrytoe akcionernoe obshestvo",
    ] {
        let kinds: Vec<SenseKind> = entries(phrase).iter().map(|e| e.sense.kind()).collect();
        assert_eq!(kinds, [SenseKind::LegalForm], "{phrase}");
    }
    assert!(entries("otkrytoye akademicheskoye obschestvo").is_empty());
    for (word, russian) in [("proizvodstvennye", "производственные"), ("vserossiiskii", "всероссийский")]
    {
        let senses = |form| entries(form).iter().map(|e| e.sense).collect::<Vec<_>>();
        assert!(senses(word).iter().any(|sense| senses(russian).contains(sense)), "{word}");
    }
    assert!(entries("vserosijanin").is_empty());
}

#[test]
fn words_of_legal_forms() {
    let said = said();
    let legal = said.iter().filter(|s| s.kind == SenseKind::LegalForm);
    let legal: BTreeSet<&str> = legal.flat_map(|s| s.shaped.split(' ')).collect();
    let mut slips = BTreeSet::new();
    for word in legal.iter().filter(|w| w.chars().count() >= 10) {
        slips.insert((*word).to_owned());
        for (at, c) in word.char_indices() {
            slips.insert(format!("{}{}", &word[..at], &word[at + c.len_utf8()..]));
        }
    }
    for word in said.iter().flat_map(|s| s.shaped.split(' ')).chain(slips.iter().map(String::as_str)) {
        let whole = word.chars().count() >= 5 && legal.contains(word);
        let shorter = |(at, c): (usize, char)| format!("{}{}", &word[..at], &word[at + c.len_utf8()..]);
        let slip = slips.contains(word) || word.char_indices().map(shorter).any(|w| slips.contains(&w));
        let found = legal_word(word);
        assert_eq!(found.is_some(), whole || slip, "{word}");
        assert!(found.is_none_or(|found| legal.contains(found) && (found == word || !whole)), "{word}");
    }
}

#[test]
fn tokens_about_equally_common() {
    let mut known = BTreeMap::new();
    for (_, _, attributes, forms) in lines(include_str!("../../data/token_bits.tsv")) {
        let value: f32 = attributes["bits"].parse().unwrap();
        known.extend(forms.into_iter().map(|form| (shape(form.trim_end_matches('?')), value)));
    }
    assert!(known.len() > 600);
    let said = said();
    for form in known.keys().map(String::as_str).chain(said.iter().map(|s| &*s.shaped)) {
        assert_eq!(bits(form), known.get(form).copied(), "{form}");
    }
}

#[test]
fn too_long_for_a_slip() {
    assert_eq!(one_missing("otvetstvennostyu").count(), 16);
    assert_eq!(one_missing(&"x".repeat(10_000)).count(), 0, "as many words as letters, each as long");
}

#[test]
fn japanese_readings() {
    for (text, [whole, _]) in [
        (include_str!("../../data/japanese_family.tsv"), JAPANESE_FAMILY),
        (include_str!("../../data/japanese_given.tsv"), JAPANESE_GIVEN),
    ] {
        let mut forms: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let of =
                |key: &str| columns[1].split(' ').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
            for form in columns[2].split('|') {
                let said = (of("rank").unwrap_or("1"), of("kana").unwrap());
                forms.entry(form.trim_end_matches('?')).or_default().push(said);
            }
        }
        assert!(forms.len() > 10_000);
        for (form, mut said) in forms {
            said.sort_unstable();
            assert!(whole.readings(form).eq(said.iter().map(|(_, kana)| *kana)), "{form}");
        }
    }
    assert_eq!(JAPANESE_FAMILY[0].readings("Smith").count(), 0);
}
