//! The word tables of `data/`.
//!
//! 1. Every line has a class id, attributes and forms, separated by one tab each; ids are unique within a file.
//! 2. Attributes are those that the file knows, each with a value that the key allows.
//! 3. Every form is lower case, NFC, trimmed, not empty, without characters that a reader of names splits at.
//! 4. No form stands twice in a class; a form that stands in two classes is marked ambiguous in each.
//! 5. Every file is at least as large as it must be to be of use.
//! 6. References between classes and files hold: nicknames and patronymics name a given name, endings a base,
//!    cognate groups have at least two members.
//! 7. A generic word that is also a given name is marked: persons must not become alike by translation.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::is_nfc;

/// A file, the classes and forms that it must hold at least, and the attributes that it knows.
struct Table {
    file: &'static str,
    text: &'static str,
    at_least: (usize, usize),
    keys: &'static [(&'static str, &'static [&'static str])],
}

/// Any value.
const ANY: &[&str] = &[];

macro_rules! table {
    ($file:literal, $classes:literal, $forms:literal, $keys:expr) => {
        Table {
            file: $file,
            text: include_str!(concat!("../data/", $file)),
            at_least: ($classes, $forms),
            keys: $keys,
        }
    };
}

const TABLES: &[Table] = &[
    table!(
        "legal_forms.tsv",
        3,
        12,
        &[
            (
                "kind",
                &[
                    "joint-stock",
                    "public-stock",
                    "closed-stock",
                    "limited",
                    "partnership",
                    "limited-partnership",
                    "liability-partnership",
                    "state",
                    "cooperative",
                    "foundation",
                    "association",
                    "sole",
                    "branch",
                    "group",
                    "generic",
                    "trust",
                    "free-zone",
                    "other",
                ]
            ),
            ("in", ANY),
        ]
    ),
    table!("words.tsv", 1_000, 55_000, &[("weight", &["low", "mid"]), ("join", &["yes"]), ("initials", &[])]),
    table!("given_names.tsv", 1_500, 8_000, &[("gender", &["m", "f"]), ("cognate", ANY)]),
    table!("nicknames.tsv", 200, 1_000, &[]),
    table!("patronymic_bases.tsv", 100, 1_500, &[("father", ANY)]),
    table!("surname_suffixes.tsv", 45, 350, &[("gender", &["m", "f"]), ("base", ANY)]),
    table!(
        "surnames_east_asian.tsv",
        2,
        6,
        &[("kind", &["surname", "given", "syllable"]), ("culture", &["zh", "ko", "ja", "vi"]),]
    ),
    table!(
        "titles.tsv",
        2,
        6,
        &[("kind", &["civil", "academic", "military", "religious", "noble", "office"])]
    ),
    table!(
        "particles.tsv",
        2,
        6,
        &[(
            "kind",
            &[
                "article",
                "son",
                "daughter",
                "father",
                "mother",
                "servant",
                "divine",
                "faith",
                "owner",
                "saint",
                "alias",
                "and",
                "preposition",
                "other"
            ],
        )]
    ),
    table!(
        "suffixes.tsv",
        2,
        4,
        &[("kind", &["generation", "son", "daughter", "descent", "degree", "honour"],)]
    ),
    table!("numbers.tsv", 40, 1_000, &[("value", ANY)]),
    table!(
        "places.tsv",
        1_200,
        15_000,
        &[("kind", &["country", "region", "city", "continent", "water", "other"]), ("in", ANY),]
    ),
    table!("token_bits.tsv", 12, 600, &[("bits", ANY)]),
    table!("han_cantonese.tsv", 500, 9_000, &[]),
    table!("han_korean.tsv", 400, 7_500, &[]),
    table!("japanese_family.tsv", 8_000, 11_000, &[("kana", ANY), ("rank", &["2", "3"])]),
    table!("japanese_given.tsv", 6_000, 15_000, &[("kana", ANY), ("rank", &["2", "3"])]),
    table!("japanese_family_characters.tsv", 600, 1_200, &[("kana", ANY), ("rank", &["2", "3"])]),
    table!("japanese_given_characters.tsv", 400, 1_300, &[("kana", ANY), ("rank", &["2", "3"])]),
];

/// A line of a table.
struct Class<'a> {
    place: String,
    id: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    forms: Vec<Form<'a>>,
}

/// A form without its language and mark.
struct Form<'a> {
    text: &'a str,
    ambiguous: bool,
}

impl Class<'_> {
    fn attribute(&self, key: &str) -> Option<&str> {
        self.attributes.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }
}

impl Table {
    fn classes(&self) -> Vec<Class<'static>> {
        let lines = self.text.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        lines.map(|(number, line)| class(format!("{}:{}", self.file, number + 1), line)).collect()
    }
}

fn class(place: String, line: &'static str) -> Class<'static> {
    let columns: Vec<&str> = line.split('\t').collect();
    assert_eq!(columns.len(), 3, "{place}: not three columns: {line}");
    let attributes = match columns[1] {
        "-" => Vec::new(),
        text => text
            .split(' ')
            .map(|pair| pair.split_once('=').unwrap_or_else(|| panic!("{place}: not key=value: {pair}")))
            .collect(),
    };
    let forms = columns[2].split('|').map(form).collect();
    Class { place, id: columns[0], attributes, forms }
}

fn form(text: &'static str) -> Form<'static> {
    let text = match text.as_bytes() {
        [a, b, b':', ..] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => &text[3..],
        _ => text,
    };
    let (text, ambiguous) = text.strip_suffix('?').map_or((text, false), |text| (text, true));
    Form { text, ambiguous }
}

fn table(file: &str) -> Vec<Class<'static>> {
    TABLES.iter().find(|table| table.file == file).unwrap().classes()
}

#[test]
fn every_line_is_well_formed() {
    for table in TABLES {
        let mut ids = BTreeSet::new();
        for class in table.classes() {
            let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
            assert!(
                !class.id.is_empty() && class.id.bytes().all(allowed),
                "{}: id {:?}",
                class.place,
                class.id
            );
            assert!(ids.insert(class.id), "{}: id {} stands twice", class.place, class.id);
            for (key, value) in &class.attributes {
                let known = table.keys.iter().find(|(known, _)| known == key);
                let (_, values) = known.unwrap_or_else(|| panic!("{}: unknown key {key}", class.place));
                assert!(values.is_empty() || values.contains(value), "{}: {key}={value}", class.place);
                assert!(!value.is_empty(), "{}: {key} is empty", class.place);
            }
        }
    }
}

#[test]
fn every_form_is_as_a_reader_expects_it() {
    for class in TABLES.iter().flat_map(Table::classes) {
        for Form { text, .. } in &class.forms {
            let place = &class.place;
            assert!(!text.is_empty(), "{place}: an empty form");
            assert!(is_nfc(text), "{place}: not NFC: {text}");
            // The dotted capital I has no lower case of one character.
            assert_eq!(text.to_lowercase(), *text, "{place}: not lower case: {text}");
            assert_eq!(
                text.split_whitespace().collect::<Vec<_>>().join(" "),
                *text,
                "{place}: spaces: {text}"
            );
            let splits = |c: char| c.is_control() || ".,;:/\\\"?!()[]{}«»“”’‘`|".contains(c);
            assert!(!text.contains(splits), "{place}: a character that splits: {text}");
        }
    }
}

#[test]
fn a_form_in_two_classes_is_marked() {
    let mut wrong = Vec::new();
    for table in TABLES {
        let classes = table.classes();
        let mut seen: BTreeMap<&str, Vec<(&Class<'_>, bool)>> = BTreeMap::new();
        for class in &classes {
            for form in &class.forms {
                seen.entry(form.text).or_default().push((class, form.ambiguous));
            }
        }
        for (form, places) in seen {
            let distinct: BTreeSet<&str> = places.iter().map(|(class, _)| class.id).collect();
            if distinct.len() < places.len() {
                wrong.push(format!("{}: {form} stands twice", places[0].0.place));
            }
            let unmarked = places.iter().filter(|(_, ambiguous)| !ambiguous);
            if distinct.len() > 1 {
                wrong.extend(unmarked.map(|(class, _)| format!("{}: {form} lacks its mark", class.place)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_is_large_enough() {
    for table in TABLES {
        let classes = table.classes();
        let forms: usize = classes.iter().map(|class| class.forms.len()).sum();
        println!("{}: {} classes, {forms} forms", table.file, classes.len());
        assert!(classes.len() >= table.at_least.0, "{}: {} classes", table.file, classes.len());
        assert!(forms >= table.at_least.1, "{}: {forms} forms", table.file);
    }
}

#[test]
fn references_hold() {
    let given = table("given_names.tsv");
    let ids: BTreeSet<&str> = given.iter().map(|class| class.id).collect();
    for class in table("nicknames.tsv") {
        assert!(ids.contains(class.id), "{}: no given name {}", class.place, class.id);
    }
    for class in table("patronymic_bases.tsv") {
        let father = class.attribute("father").unwrap_or_else(|| panic!("{}: no father", class.place));
        assert!(ids.contains(father), "{}: no given name {father}", class.place);
    }
    let mut cognates: BTreeMap<&str, usize> = BTreeMap::new();
    for class in &given {
        if let Some(group) = class.attribute("cognate") {
            *cognates.entry(group).or_default() += 1;
        }
    }
    let alone: Vec<_> = cognates.iter().filter(|(_, members)| **members < 2).collect();
    assert!(alone.is_empty(), "cognate groups of one: {alone:?}");
    let suffixes = table("surname_suffixes.tsv");
    let bases: BTreeSet<&str> = suffixes.iter().map(|class| class.id).collect();
    for class in &suffixes {
        if let Some(base) = class.attribute("base") {
            assert!(bases.contains(base), "{}: no ending {base}", class.place);
        }
    }
    for class in table("numbers.tsv") {
        let value = class.attribute("value").unwrap_or_else(|| panic!("{}: no value", class.place));
        assert!(value.parse::<u64>().is_ok(), "{}: value {value}", class.place);
    }
    for class in table("token_bits.tsv") {
        let bits = class.attribute("bits").unwrap_or_else(|| panic!("{}: no bits", class.place));
        assert!(
            bits.parse::<f32>().is_ok_and(|bits| (1.0..=20.0).contains(&bits)),
            "{}: bits {bits}",
            class.place
        );
    }
}

#[test]
fn a_generic_word_that_is_a_given_name_is_marked() {
    let given: BTreeSet<&str> =
        table("given_names.tsv").iter().flat_map(|class| class.forms.iter().map(|form| form.text)).collect();
    let words = table("words.tsv");
    let forms = words.iter().flat_map(|class| class.forms.iter().map(move |form| (class.id, form)));
    let wrong: Vec<String> = forms
        .filter(|(_, form)| !form.ambiguous && given.contains(form.text))
        .map(|(id, form)| format!("{id}: {}", form.text))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
