//! What targets refer to by number: places, and the sets of sanctions of each programme.

use rustc_hash::FxHashMap;
use tamis_model::{Country, Measure};

use crate::entry::joined;
use crate::xml::Element;

/// The file's tables.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Places by number.
    pub(super) places: FxHashMap<String, Place>,
    /// Sets of sanctions by number.
    pub(super) sets: FxHashMap<String, Set>,
}

/// A place.
#[derive(Debug, Default, Clone)]
pub(super) struct Place {
    /// Town or village, with its other spellings in brackets.
    pub(super) location: String,
    /// Region.
    pub(super) area: String,
    /// Country in words.
    pub(super) country_text: String,
    /// Country by its code, or by the words.
    pub(super) country: Option<Country>,
}

/// A set of sanctions: an annex of an ordinance.
#[derive(Debug)]
pub(super) struct Set {
    /// The programme's key or name.
    pub(super) programme: String,
    /// The ordinance and the set's own name.
    pub(super) acts: Vec<String>,
    /// What the set does.
    pub(super) measures: Vec<Measure>,
}

impl Tables {
    /// Takes a `sanctions-program` or a `place`; other records are nothing to it.
    pub(super) fn take(&mut self, record: &Element<'_>) {
        match record.name {
            "place" => {
                self.places.insert(record.attribute("ssid").to_owned(), Place::read(record));
            }
            "sanctions-program" => {
                let name = in_english(record, "program-name");
                let key = in_english(record, "program-key");
                let sets = record.children.iter().filter(|child| child.name == "sanctions-set");
                for set in sets {
                    let own = set.text();
                    let known = self.sets.entry(set.attribute("ssid").to_owned()).or_insert_with(|| Set {
                        programme: if key.is_empty() { name.to_owned() } else { key.to_owned() },
                        acts: Vec::new(),
                        measures: Vec::new(),
                    });
                    for act in [name, own] {
                        // The set's name comes once a language; the English one says enough.
                        let wanted = matches!(set.attribute("lang"), "" | "eng" | "en");
                        if wanted && !act.is_empty() && !known.acts.iter().any(|a| a == act) {
                            known.acts.push(act.to_owned());
                        }
                    }
                    for measure in measures(own) {
                        if !known.measures.contains(&measure) {
                            known.measures.push(measure);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}

impl Place {
    /// Reads a `place`, or the parts of one inside of an address.
    pub(super) fn read(element: &Element<'_>) -> Self {
        let with_variants = |name: &str| {
            let variants: Vec<&str> = element
                .children
                .iter()
                .filter(|c| c.name == format!("{name}-variant"))
                .map(Element::text)
                .collect();
            let own = element.child_text(name);
            if variants.is_empty() { own.to_owned() } else { format!("{own} ({})", variants.join("; ")) }
        };
        let country = element.child("country");
        let words = country.map_or("", Element::text);
        let code = country.map_or("", |country| country.attribute("iso-code"));
        Self {
            location: with_variants("location"),
            area: with_variants("area"),
            country_text: if words.is_empty() { code.to_owned() } else { words.to_owned() },
            country: Country::from_code(code).or_else(|| Country::parse(words)),
        }
    }

    /// The place in one line.
    pub(super) fn line(&self) -> String {
        joined(&[&self.location, &self.area, &self.country_text], ", ")
    }
}

/// The English text among children of a name, else the first.
fn in_english<'a>(record: &'a Element<'_>, name: &'a str) -> &'a str {
    let english = record.children(name).find(|child| matches!(child.attribute("lang"), "eng" | "en"));
    english.or_else(|| record.child(name)).map_or("", Element::text)
}

/// What the name of a set says that it does, in English, German or French; most name an annex only, and freeze.
fn measures(words: &str) -> Vec<Measure> {
    let lower = words.to_lowercase();
    let has = |needles: &[&str]| needles.iter().any(|needle| lower.contains(needle));
    let mut found = Vec::new();
    if has(&["financ", "finanz", "freez", "sperrung", "gel des"]) {
        found.push(Measure::AssetFreeze);
    }
    if has(&["entry and transit", "travel", "einreise", "entrée"]) {
        found.push(Measure::TravelBan);
    }
    if has(&["export", "goods", "güter", "biens", "dual-use"]) {
        found.push(Measure::TradeBan);
    }
    found
}
