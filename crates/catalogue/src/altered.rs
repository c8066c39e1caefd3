//! Subjects made from the catalogue's own names, altered: what search and scan are compared with.

use tamis_model::{Entity, EntityId, Name, Source, Sourced};

use crate::query::Expansions;
use crate::{Catalogue, CatalogueError, EntityIndex};

/// How a listed name was altered to make a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Alteration {
    /// As listed.
    Exact,
    /// Its words turned round.
    Turned,
    /// One letter other, missing, or too many in one word.
    OneEdit,
    /// One such slip in every word.
    EditEverywhere,
    /// Every word replaced by one that is one or two slips away, starts with the same letter, and is a word of some
    /// other listed name: what hides a name from a search that trusts exact words.
    NearSpellings,
}

impl Alteration {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Exact, Self::Turned, Self::OneEdit, Self::EditEverywhere, Self::NearSpellings];

    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Turned => "words turned round",
            Self::OneEdit => "one edit",
            Self::EditEverywhere => "an edit in every word",
            Self::NearSpellings => "every word another listed one",
        }
    }
}

/// Small numbers from a seed, the same everywhere (xorshift64*).
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

impl Catalogue {
    /// Up to `count` subjects of one kind, with the entities that they were made from: from names spread over the whole
    /// catalogue, the same ones each time.
    pub fn altered(
        &self,
        alteration: Alteration,
        count: usize,
    ) -> Result<Vec<(EntityIndex, Entity)>, CatalogueError> {
        let entities = self.entities() as usize;
        let mut dice = Dice::new(1 + alteration as u64);
        let mut expansions = Expansions::default();
        let mut subjects = Vec::with_capacity(count);
        // Not every name can be altered in every way; a handful of rounds finds as many as there are.
        for _ in 0..count * 20 {
            if subjects.len() == count || entities == 0 {
                break;
            }
            let own = EntityIndex::new(dice.below(entities) as u32);
            let entity = self.entity(own)?;
            let Some(name) = entity.names.get(dice.below(entity.names.len())) else { continue };
            let words: Vec<String> = name.value.full.split_whitespace().map(str::to_owned).collect();
            let altered = match alteration {
                Alteration::Exact => Some(words),
                Alteration::Turned => (words.len() == 2).then(|| words.into_iter().rev().collect()),
                Alteration::OneEdit => edited(words, false, &mut dice),
                Alteration::EditEverywhere => edited(words, true, &mut dice),
                Alteration::NearSpellings => self.near_spellings(&words, &mut expansions, &mut dice),
            };
            if let Some(words) = altered {
                let mut subject = Entity::new(EntityId::whole("subject"), entity.schema.clone());
                let source = Source::new(0, 0, &"name".into());
                subject.names.push(Sourced::new(Name::new(words.join(" ")), source));
                subjects.push((own, subject));
            }
        }
        Ok(subjects)
    }

    /// Two or three words, each replaced by another listed one; `None` where some word has none near it.
    fn near_spellings(
        &self,
        words: &[String],
        expansions: &mut Expansions,
        dice: &mut Dice,
    ) -> Option<Vec<String>> {
        if !(2..=3).contains(&words.len()) {
            return None;
        }
        let mut near = Vec::with_capacity(words.len());
        for word in words {
            let word = word.to_lowercase();
            if !word.chars().all(char::is_alphabetic) {
                return None;
            }
            let expanded = expansions.expand(self, &word);
            let others: Vec<&str> = expanded
                .alike
                .iter()
                .map(|alike| self.form(&self.token(alike.token)))
                .filter(|form| {
                    form.chars().next() == word.chars().next() && (1..=2).contains(&slips(form, &word))
                })
                .collect();
            near.push((*others.get(dice.below(others.len()))?).to_owned());
        }
        Some(near)
    }
}

/// One slip in one word or in every word of four letters and more; `None` where there is no such word.
fn edited(mut words: Vec<String>, everywhere: bool, dice: &mut Dice) -> Option<Vec<String>> {
    let long: Vec<usize> = (0..words.len()).filter(|i| words[*i].chars().count() >= 4).collect();
    let chosen = if everywhere { long } else { vec![*long.get(dice.below(long.len()))?] };
    if chosen.is_empty() {
        return None;
    }
    for at in chosen {
        let mut letters: Vec<char> = words[at].chars().collect();
        let place = 1 + dice.below(letters.len() - 1);
        // A letter of the word's own, so that it stays in its script.
        let other = letters[dice.below(letters.len())];
        match dice.below(3) {
            0 => letters[place] = other,
            1 => drop(letters.remove(place)),
            _ => letters.insert(place, other),
        }
        words[at] = letters.into_iter().collect();
    }
    Some(words)
}

/// Letters other, missing or too many between two words.
fn slips(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != *y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()]
}
