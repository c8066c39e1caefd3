//! Turns the word tables of `data/` into tables of bytes that are part of the program and searched where they lie.
//! Reading 1.9 MB of text took half of the time from start to the first answer, and its maps 20 MB of every process.

#![expect(clippy::print_stdout, reason = "how a build speaks to cargo")]
#![expect(
    clippy::disallowed_methods,
    reason = "a build reads the project's own data and writes what it makes of it"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use meanings::Meanings;
use russian::romanised;
use sense::{Entry, Sense, SenseKind};
use slips::{BESIDE_ANOTHER, FATHER, HALF, in_any_system, one_missing};

mod meanings;
mod rows;
mod russian;

#[path = "../src/hash.rs"]
mod hash;
#[path = "../src/letter.rs"]
mod letter;
#[path = "../src/tables/lookup.rs"]
#[allow(dead_code, reason = "the program searches, the build only writes")]
mod lookup;
#[path = "../src/tables/sense.rs"]
#[allow(dead_code, reason = "the program asks for more than the build")]
mod sense;
#[path = "../src/shape.rs"]
mod shape;
#[path = "../src/tables/slips.rs"]
#[allow(dead_code, reason = "the program asks for more than the build")]
mod slips;

#[path = "../src/script/kind.rs"]
#[allow(dead_code, reason = "the program asks for more than the build")]
mod kind;

/// As much of the scripts as the shape of a word needs.
mod script {
    pub(crate) use crate::kind::Script;
}

/// The tables of meanings: kind, file, the attributes that it may have. Their order is that of the entries of a form.
const FILES: &[(SenseKind, &str, &[&str])] = &[
    (SenseKind::Given, "given_names.tsv", &["gender", "cognate"]),
    (SenseKind::Nickname, "nicknames.tsv", &[]),
    (SenseKind::Patronymic, "patronymic_bases.tsv", &["father"]),
    (SenseKind::Surname, "surnames_east_asian.tsv", &["kind", "culture"]),
    (SenseKind::LegalForm, "legal_forms.tsv", &["kind", "in"]),
    (SenseKind::Number, "numbers.tsv", &["value"]),
    (SenseKind::Place, "places.tsv", &["kind", "in"]),
    (SenseKind::Word, "words.tsv", &["weight", "join", "initials"]),
    (SenseKind::Title, "titles.tsv", &["kind"]),
    (SenseKind::Particle, "particles.tsv", &["kind"]),
    (SenseKind::Suffix, "suffixes.tsv", &["kind"]),
];

fn main() {
    println!("cargo::rerun-if-changed=data");
    let out = env::var("OUT_DIR").expect("cargo names the directory");
    if let Err(reason) = build(Path::new(&out)) {
        println!("cargo::error={reason}");
    }
}

fn build(out: &Path) -> Result<(), String> {
    let mut meanings = Meanings::default();
    for (kind, file, keys) in FILES {
        let text = table(file)?;
        let rows = rows::read(file, &text, keys).map_err(|bad| bad.to_string())?;
        rows.iter()
            .try_for_each(|row| meanings.add(*kind, row))
            .map_err(|reason| format!("{file}: {reason}"))?;
    }
    write_han(out)?;
    write_japanese(out)?;
    let text = table("token_bits.tsv")?;
    let rows = rows::read("token_bits.tsv", &text, &["bits"]).map_err(|bad| bad.to_string())?;
    for row in &rows {
        meanings.add_bits(row);
    }
    write(&meanings, out)
}

/// Writes how Han characters are read in Cantonese and in Korean.
fn write_han(out: &Path) -> Result<(), String> {
    let mut syllables = Vec::new();
    let mut cantonese = BTreeMap::new();
    let text = table("han_cantonese.tsv")?;
    for row in rows::read("han_cantonese.tsv", &text, &[]).map_err(|bad| bad.to_string())? {
        cantonese.extend(row.forms.iter().map(|(character, _)| (*character, syllables.len() as u32)));
        syllables.push(row.class.to_owned());
    }
    let mut korean = BTreeMap::new();
    let text = table("han_korean.tsv")?;
    for row in rows::read("han_korean.tsv", &text, &[]).map_err(|bad| bad.to_string())? {
        let code = u32::from_str_radix(row.class, 16).ok().filter(|code| HANGUL.contains(code));
        let code = code.ok_or_else(|| format!("han_korean.tsv: {} is no syllable", row.class))?;
        korean.extend(row.forms.iter().map(|(character, _)| (*character, code)));
    }
    save(out, "cantonese_syllables.rs", format!("{syllables:?}").as_bytes())?;
    for (name, entries) in [("cantonese", cantonese), ("korean", korean)] {
        save(out, name, &lookup::write(entries).ok_or_else(|| format!("{name}: a key is too long"))?)?;
    }
    Ok(())
}

/// Writes how Japanese names in Han characters are read: of each where its readings lie, in a row of bytes that holds them with
/// a blank between them, behind their length.
fn write_japanese(out: &Path) -> Result<(), String> {
    for name in JAPANESE {
        let file = format!("{name}.tsv");
        let text = table(&file)?;
        let mut readings: BTreeMap<&str, String> = BTreeMap::new();
        let mut rows = rows::read(&file, &text, &["kana", "rank"]).map_err(|bad| bad.to_string())?;
        rows.sort_by_key(|row| row.attribute("rank").unwrap_or("1"));
        for row in &rows {
            let kana = row.attribute("kana").ok_or_else(|| format!("{file}: {} without kana", row.class))?;
            for (form, _) in &row.forms {
                let all = readings.entry(form).or_default();
                if !all.is_empty() {
                    all.push(' ');
                }
                all.push_str(kana);
            }
        }
        let (mut bytes, mut starts): (Vec<u8>, BTreeMap<String, u32>) = (Vec::new(), BTreeMap::new());
        let mut found = BTreeMap::new();
        for (form, readings) in readings {
            let length =
                u8::try_from(readings.len()).map_err(|_| format!("{file}: {form}: too many readings"))?;
            let start = *starts.entry(readings).or_insert_with_key(|readings| {
                let start = bytes.len() as u32;
                bytes.push(length);
                bytes.extend(readings.as_bytes());
                start
            });
            found.insert(form, start);
        }
        save(out, &format!("{name}_kana"), &bytes)?;
        save(out, name, &lookup::write(found).ok_or_else(|| format!("{file}: a key is too long"))?)?;
    }
    Ok(())
}

/// The tables of Japanese names.
const JAPANESE: [&str; 4] =
    ["japanese_family", "japanese_given", "japanese_family_characters", "japanese_given_characters"];

/// The code points of the syllables of Hangul.
const HANGUL: std::ops::RangeInclusive<u32> = 0xac00..=0xd7a3;

fn save(out: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    fs::write(out.join(name), bytes).map_err(|e| format!("{name}: {e}"))
}

fn table(file: &str) -> Result<String, String> {
    fs::read_to_string(Path::new("data").join(file)).map_err(|e| format!("crates/names/data/{file}: {e}"))
}

/// Writes the tables of bytes, and as Rust what is not looked up by a text.
fn write(meanings: &Meanings, out: &Path) -> Result<(), String> {
    // Most forms have the same entries as the others of their row: each such row of entries is there once.
    let mut runs: BTreeMap<&[Entry], u32> = BTreeMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    let mut forms = Vec::new();
    for (form, of_form) in &meanings.entries {
        let start = *runs.entry(of_form).or_insert_with(|| {
            entries.extend(of_form);
            (entries.len() - of_form.len()) as u32
        });
        let count = u8::try_from(of_form.len()).map_err(|_| format!("{form} has too many meanings"))?;
        forms.push((form.as_str(), start << 8 | u32::from(count)));
    }
    let save = |name: &str, bytes: &[u8]| save(out, name, bytes);
    let lookup = |name: &str, entries: Vec<(&str, u32)>| {
        let bytes =
            lookup::write(entries).ok_or_else(|| format!("{name}: a form is too long for the table"))?;
        save(name, &bytes)
    };
    let (words, phrases) = in_latin(meanings, &forms);
    lookup("forms", forms)?;
    lookup("romanised", words.iter().map(|(form, found)| (form.as_str(), *found)).collect())?;
    lookup("romanised_phrases", phrases.iter().map(|(word, count)| (word.as_str(), *count)).collect())?;
    lookup("phrases", meanings.phrases.iter().map(|(word, count)| (word.as_str(), *count as u32)).collect())?;
    lookup("bits", meanings.bits.iter().map(|(token, bits)| (token.as_str(), bits.to_bits())).collect())?;
    // The words that the most forms have first, so that a slip that several are near is taken for that one.
    let mut words: Vec<(&str, u32)> =
        meanings.legal_words.iter().map(|(word, n)| (word.as_str(), *n)).collect();
    words.sort_by(|(a, x), (b, y)| y.cmp(x).then(a.cmp(b)));
    let numbered = || words.iter().enumerate().map(|(number, (word, _))| (*word, number as u32));
    lookup("legal_words", numbered().collect())?;
    save("legal_words.rs", format!("{:?}", numbered().map(|(word, _)| word).collect::<Vec<_>>()).as_bytes())?;
    let mut damaged: BTreeMap<String, u32> = BTreeMap::new();
    for (word, number) in numbered().filter(|(word, _)| word.chars().count() >= BESIDE_ANOTHER) {
        for slip in one_missing(word).chain([word.to_owned()]) {
            damaged.entry(slip).or_insert(number);
        }
    }
    lookup("damaged", damaged.iter().map(|(slip, number)| (slip.as_str(), *number)).collect())?;
    lookup(
        "damaged_fathers",
        damaged_fathers(meanings, &entries).iter().map(|(k, v)| (k.as_str(), *v)).collect(),
    )?;
    let joining = meanings.joining.iter().map(|(ending, entry)| {
        let at = entries
            .iter()
            .position(|e| e == entry)
            .ok_or_else(|| format!("{ending} joins but means nothing"));
        Ok((ending.as_str(), at? as u32))
    });
    lookup("joining", joining.collect::<Result<_, String>>()?)?;
    save("entries.rs", source(&entries).as_bytes())?;
    save("attributes.rs", format!("{:?}", meanings.attributes).as_bytes())?;
    save("longest_joined.rs", meanings.longest_joined.to_string().as_bytes())
}

/// By what they are in Latin letters [in any system](in_any_system): the phrases of legal forms, and the Russian words and
/// phrases, each with where its entries lie; and the first words of phrases, each with how many words the longest has.
fn in_latin(meanings: &Meanings, forms: &[(&str, u32)]) -> (BTreeMap<String, u32>, BTreeMap<String, u32>) {
    let (mut words, mut phrases) = (BTreeMap::new(), BTreeMap::new());
    for (form, found) in forms {
        let entries = &meanings.entries[*form];
        // Of two words that it may be both are words.
        let words_alone = entries.iter().all(|e| e.sense.kind() == SenseKind::Word);
        let is = |kind: SenseKind| {
            entries.iter().any(|e| e.sense.kind() == kind && (words_alone || !e.sense.is_ambiguous()))
        };
        let count = 1 + form.matches(' ').count() as u32;
        let latin = if is(SenseKind::LegalForm) && form.is_ascii() && count > 1 {
            (*form).to_owned()
        } else if let Some(latin) = romanised(form)
            && (is(SenseKind::LegalForm) || is(SenseKind::Word))
            && (count > 1 || latin.len() >= HALF)
        {
            latin
        } else {
            continue;
        };
        let key = in_any_system(&latin);
        if count > 1 {
            let first = key.split(' ').next().unwrap_or_default();
            let longest = phrases.entry(first.to_owned()).or_insert(count);
            *longest = count.max(*longest);
        }
        words.entry(key).or_insert(*found);
    }
    (words, phrases)
}

/// The given names of which patronymics are made, with any one letter missing, each with the number of its entry, but
/// for those that may be of two fathers.
fn damaged_fathers(meanings: &Meanings, entries: &[Entry]) -> BTreeMap<String, u32> {
    let number = |entry: &Entry| entries.iter().position(|e| e == entry).map(|at| at as u32);
    let mut found: BTreeMap<String, Option<(Sense, u32)>> = BTreeMap::new();
    for (form, father, entry) in meanings.fathers.iter().filter(|(form, ..)| form.chars().count() >= FATHER) {
        let Some(number) = number(entry) else { continue };
        for damaged in one_missing(form) {
            let slot = found.entry(damaged).or_insert(Some((*father, number)));
            if slot.is_some_and(|(other, _)| other.class() != father.class()) {
                *slot = None;
            }
        }
    }
    found.into_iter().filter_map(|(form, found)| Some((form, found?.1))).collect()
}

/// The entries as a Rust array.
fn source(entries: &[Entry]) -> String {
    let bits = |sense: Option<Sense>| sense.map_or(0, Sense::to_bits);
    let mut source = String::from("[\n");
    for Entry { sense, wider, father, attribute, weight, initials, joins } in entries {
        let sense = sense.to_bits();
        let (wider, father) = (bits(*wider), bits(*father));
        let _ = writeln!(
            source,
            "e({sense}, {wider}, {father}, {attribute}, Weight::{weight:?}, {initials}, {joins}),"
        );
    }
    source + "]"
}
