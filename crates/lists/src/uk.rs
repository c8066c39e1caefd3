//! The United Kingdom's lists: the UK Sanctions List (CSV, XML, ODS), the only one since 28 January 2026, and the OFSI
//! consolidated list that it replaced (CSV).
//!
//! All four print the same facts under nearly the same names, so that all are brought to rows of known columns
//! ([`column`]) and read by one reader ([`designation`]): a CSV row is a row, an XML element with parts (a name, an
//! address, a passport) is one, and so is every other XML value.

mod column;
pub(crate) mod csv;
mod designation;
mod document;
mod numbered;
pub(crate) mod ods;
pub(crate) mod xml;

use tamis_model::{ListId, Measure, Problem, Severity};

/// The UK Sanctions List.
fn sanctions_list() -> ListId {
    ListId::new("uk-sanctions")
}

/// The OFSI consolidated list.
fn ofsi_list() -> ListId {
    ListId::new("uk-ofsi")
}

/// What `Sanctions Imposed` says: measures between bars, or between commas in the eight-column form.
fn measures(text: &str) -> Vec<Measure> {
    let separator = if text.contains('|') { "|" } else { ", " };
    let words = text.split(separator).map(|word| word.trim().trim_start_matches(',').trim());
    let mut found: Vec<Measure> = Vec::new();
    for word in words.filter(|word| !matches!(*word, "" | "-")) {
        let lower = word.to_lowercase();
        let measure = match () {
            () if lower.contains("arms embargo") => Measure::ArmsEmbargo,
            () if lower.contains("de-flag") || lower.contains("port entry") => Measure::Transport,
            () if lower.contains("technical assistance") => Measure::Service,
            () => Measure::parse(word),
        };
        if !found.contains(&measure) {
            found.push(measure);
        }
    }
    found
}

/// A column or element that is not known: its texts are kept as notes.
fn unknown(record: u32, name: &str) -> Problem {
    Problem::new(Severity::Note, record, name, "a column that is not known")
        .hint("its texts are kept as notes")
}
