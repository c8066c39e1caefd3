//! The rows of the word tables to what is asked of them: the entries of each form, the phrases that begin with a word,
//! and so on.

use std::collections::BTreeMap;

use crate::rows::Row;
use crate::script::Script;
use crate::sense::{Entry, Sense, SenseKind, Weight};
use crate::shape::shape;

/// What the rows say, in the order of the files.
#[derive(Default)]
pub(crate) struct Meanings {
    /// The entries of each form, in the shape of the tables; of one class once.
    pub entries: BTreeMap<String, Vec<Entry>>,
    /// What the attributes of entries say, by number.
    pub attributes: Vec<String>,
    /// For the first word of each phrase, how many words its longest phrase has.
    pub phrases: BTreeMap<String, usize>,
    /// The commonness of tokens, in bits.
    pub bits: BTreeMap<String, f32>,
    /// How many characters the longest form has of the scripts that are written without spaces.
    pub longest_joined: usize,
    /// Endings that join into longer words (`завод` in `автозавод`).
    pub joining: BTreeMap<String, Entry>,
    /// Names of East Slavic men: the form, what patronymics made of it mean, its entry.
    pub fathers: Vec<(String, Sense, Entry)>,
    /// The words of legal forms (`liability`), but for the short ones, and in how many forms each is.
    pub legal_words: BTreeMap<String, u32>,
}

/// Words of legal forms shorter than this (`of`, `by`, `open`) occur in any name.
const LONG_LEGAL_WORD: usize = 5;

/// Endings that join into longer words have at least this many letters.
const LONG_ENDING: usize = 4;

impl Meanings {
    /// Adds a row of the table of this kind.
    pub(crate) fn add(&mut self, kind: SenseKind, row: &Row<'_>) -> Result<(), String> {
        let named = match kind {
            SenseKind::Patronymic => row.attribute("father"),
            SenseKind::Number => row.attribute("value"),
            // Particles of one kind (bin, ben, ibn) stand for each other.
            SenseKind::Particle => row.attribute("kind"),
            _ => None,
        };
        let wider = match kind {
            SenseKind::Given => {
                row.attribute("cognate").map(|g| Sense::new(SenseKind::Cognate, "cognate", g, false))
            }
            SenseKind::LegalForm => {
                row.attribute("kind").map(|k| Sense::new(SenseKind::LegalKind, "legal-kind", k, false))
            }
            _ => None,
        };
        let weight = match row.attribute("weight") {
            Some("low") => Weight::Low,
            Some(_) => Weight::Mid,
            None => Weight::Full,
        };
        let attribute = match kind {
            SenseKind::Number => row.attribute("value"),
            SenseKind::Place => row.attribute("in").or_else(|| row.attribute("kind")),
            _ => row.attribute("kind"),
        };
        let attribute = self.attribute(attribute.unwrap_or_default());
        let initials = match kind {
            SenseKind::Word | SenseKind::Place | SenseKind::LegalForm => russian_initials(row),
            _ => String::new(),
        };
        let initials = self.attribute(&initials);
        for (form, ambiguous) in &row.forms {
            let written = form;
            let form = shape(form);
            if form.is_empty() {
                return Err(format!("{}: nothing is left of {written:?} to look up", row.class));
            }
            let entry = Entry {
                sense: Sense::new(kind, space(kind), named.unwrap_or(row.class), *ambiguous),
                attribute,
                weight,
                initials,
                wider,
                father: (kind == SenseKind::Given)
                    .then(|| Sense::new(SenseKind::Patronymic, "father", row.class, *ambiguous)),
                joins: row.attribute("join") == Some("yes")
                    && form.chars().count() >= LONG_ENDING
                    && !form.contains(' '),
            };
            let slavic = ["-ru", "-uk", "-be"].iter().any(|end| row.class.ends_with(end));
            if let Some(father) = entry.father.filter(|_| slavic && row.attribute("gender") == Some("m")) {
                self.fathers.push((form.clone(), father, entry));
            }
            if kind == SenseKind::LegalForm {
                let long = |word: &&str| word.chars().count() >= LONG_LEGAL_WORD;
                for word in form.split(' ').filter(long) {
                    *self.legal_words.entry(word.to_owned()).or_default() += 1;
                }
            }
            self.insert(form, entry);
        }
        Ok(())
    }

    /// Adds a row of the table of tokens that are about equally common.
    pub(crate) fn add_bits(&mut self, row: &Row<'_>) {
        if let Some(bits) = row.attribute("bits").and_then(|b| b.parse().ok()) {
            self.bits.extend(row.forms.iter().map(|(form, _)| (shape(form), bits)));
        }
    }

    fn attribute(&mut self, text: &str) -> u16 {
        let known = self.attributes.iter().position(|known| known == text);
        let at = known.unwrap_or_else(|| {
            self.attributes.push(text.to_owned());
            self.attributes.len() - 1
        });
        u16::try_from(at).unwrap_or_else(|_| panic!("more than {} different attributes", u16::MAX))
    }

    fn insert(&mut self, form: String, entry: Entry) {
        let mut words = form.split(' ');
        if let Some(first) = words.next() {
            let count = 1 + words.count();
            if count > 1 {
                let longest = self.phrases.entry(first.into()).or_insert(0);
                *longest = count.max(*longest);
            }
        }
        if form.chars().next().is_some_and(|c| Script::of(c).joins_words()) {
            self.longest_joined = self.longest_joined.max(form.chars().count());
        }
        if entry.joins {
            self.joining.entry(form.clone()).or_insert(entry);
        }
        let entries = self.entries.entry(form).or_default();
        if !entries.iter().any(|e| e.sense.class() == entry.sense.class()) {
            entries.push(entry);
        }
    }
}

/// The initials that a word has in Russian abbreviations: those that the row tells, else those of its first form in
/// Cyrillic, where a hyphen begins another.
fn russian_initials(row: &Row<'_>) -> String {
    if let Some(told) = row.attribute("initials") {
        return told.to_owned();
    }
    let cyrillic = |form: &&str| form.chars().next().is_some_and(|c| Script::of(c) == Script::Cyrillic);
    let first = row.forms.iter().map(|(form, _)| &**form).find(cyrillic).unwrap_or_default();
    let words = first.split([' ', '-']).filter(|word| word.chars().count() > 2);
    words.filter_map(|word| word.chars().next()).collect()
}

/// The space of a kind's classes. A short form of a given name stands for it, so that they share theirs.
fn space(kind: SenseKind) -> &'static str {
    match kind {
        SenseKind::Given | SenseKind::Nickname => "given",
        SenseKind::Patronymic => "father",
        SenseKind::Surname => "surname",
        SenseKind::LegalForm => "legal",
        SenseKind::Number => "number",
        SenseKind::Place => "place",
        SenseKind::Word => "word",
        SenseKind::Title => "title",
        SenseKind::Particle => "particle",
        _ => "suffix",
    }
}
