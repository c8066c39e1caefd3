//! The Denied Persons List of the Bureau of Industry and Security, tab-separated with a header row.
//!
//! One row is one address of a denied person under one order. The file gives no ids: an entity is a name under an order
//! that took effect on a day, and that is its id.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use tamis_model::{
    Address, Country, DateOrder, Entity, EntityId, Field, ListId, Listing, Measure, Name, NameKind,
    PartialDate, Particular, Problem, Schema, Severity, Source, Sourced,
};

use super::columns::{Row, Rows};
use super::csl::one_line;
use crate::ofac::row;
use crate::{Format, InputFile, ReadError, Snapshot};

pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    let head = file.head();
    let header = head.lines().next().unwrap_or_default();
    let names: Vec<&str> = header.split('\t').map(|name| name.trim().trim_matches('"')).collect();
    ["Name", "Street_Address", "Effective_Date", "Standard_Order", "FR_Citation"]
        .iter()
        .all(|n| names.contains(n))
}

/// Reads the list.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let text = row::text(file.bytes);
    let rows = Rows::read(file, &text, b'\t')?;
    let mut snapshot = Snapshot::new(ListId::new("us-bis-dpl"), Format::UsDeniedPersons);
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    for row in rows.iter() {
        if row.text("Name").is_empty() {
            let problem = Problem::new(Severity::Error, row.line, "Name", "the row has no name");
            snapshot.problems.push(problem.hint("it was left out; compare with the publisher's file"));
            continue;
        }
        let at = match index.entry(key(&row)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(place) => {
                let entity = entity(&row, &snapshot.list, place.key(), &mut snapshot.problems);
                snapshot.entities.push(entity);
                *place.insert(snapshot.entities.len() - 1)
            }
        };
        add(&mut snapshot.entities[at], &row);
    }
    snapshot.records = rows.count;
    snapshot.problems.extend(rows.problems);
    Ok(snapshot)
}

/// What makes an entity: name and the day of the order, as an id.
fn key(row: &Row<'_>) -> String {
    let name = row.text("Name").to_lowercase();
    let words: Vec<&str> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let date = PartialDate::parse(row.text("Effective_Date"), DateOrder::MonthFirst);
    let date = date.map_or_else(|_| row.text("Effective_Date").to_owned(), |date| date.to_string());
    format!("{}-{date}", words.join("-"))
}

/// An entity with its name and the order that denies it.
fn entity(row: &Row<'_>, list: &ListId, key: &str, problems: &mut Vec<Problem>) -> Entity {
    // The list does not say who is a person and who a company.
    let mut entity = Entity::new(EntityId::new(list, key), Schema::LegalEntity);
    let source = |column: &str| Source::new(0, row.line, &Field::from(column));
    let name = Name::new(one_line(row.text("Name")));
    entity.names.push(Sourced::new(name, source("Name").with_raw(row.text("Name"))));
    let mut listing =
        Listing::new(list.clone(), source("Effective_Date").with_raw(row.text("Effective_Date")));
    listing.programmes.push("DPL".into());
    // Denial of export privileges: 15 CFR 764.3(a)(2).
    listing.measures.push(Measure::TradeBan);
    let mut date = |column: &str| {
        let text = row.text(column);
        let date = PartialDate::parse(text, DateOrder::MonthFirst);
        if let (Err(why), false) = (&date, text.is_empty()) {
            let problem = Problem::new(Severity::Warning, row.line, column, why.to_string());
            problems.push(problem.hint("the listing has no such date"));
        }
        date.ok()
    };
    listing.listed = date("Effective_Date");
    listing.effective = listing.listed;
    listing.expires = date("Expiration_Date");
    listing.amended = date("Last_Update");
    entity.listings.push(listing);
    entity
}

/// Adds what a row says: its address, and the spelling of the name, acts and notes that no row before it had.
fn add(entity: &mut Entity, row: &Row<'_>) {
    let source = |column: &str| Source::new(0, row.line, &Field::from(column));
    let name = one_line(row.text("Name"));
    if entity.names.iter().all(|known| known.value.full != name) {
        let name = Name::new(name).of_kind(NameKind::Alias);
        entity.names.push(Sourced::new(name, source("Name").with_raw(row.text("Name"))));
    }
    let [street, city, state, code, country] = ["Street_Address", "City", "State", "Postal_Code", "Country"]
        .map(|column| one_line(row.text(column)));
    let full: Vec<&str> = [&street, &city, &state, &code, &country].map(String::as_str).to_vec();
    let full = full.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if !full.is_empty() {
        let address = Address {
            full,
            street,
            city,
            region: state,
            postal_code: code,
            country: Country::parse(&country),
            country_text: country,
        };
        entity.addresses.push(Sourced::new(address, source("Street_Address")));
    }
    let (act, acts) = (row.text("FR_Citation"), &mut entity.listings[0].legal_acts);
    if !act.is_empty() && !acts.iter().any(|known| known == act) {
        acts.push(act.into());
    }
    let end = PartialDate::parse(row.text("Expiration_Date"), DateOrder::MonthFirst);
    keep_later_end(&mut entity.listings[0], end.as_ref().ok());
    // A date that could not be read is on the listing in no form: it stays as the text that it is.
    let columns = ["Standard_Order", "Action"].into_iter().chain(end.is_err().then_some("Expiration_Date"));
    for column in columns {
        let text = format!("{}: {}", column.replace('_', " ").to_lowercase(), row.text(column));
        if !row.text(column).is_empty() && !entity.particulars("notes").any(|known| known == text) {
            let particular = Particular { property: "notes".into(), text };
            entity.particulars.push(Sourced::new(particular, source(column).with_raw(row.text(column))));
        }
    }
    let known = [
        "Name",
        "Street_Address",
        "City",
        "State",
        "Country",
        "Postal_Code",
        "Effective_Date",
        "Expiration_Date",
        "Standard_Order",
        "Last_Update",
        "Action",
        "FR_Citation",
    ];
    for (column, text) in row.others(&known).filter(|(_, text)| !text.is_empty()) {
        let particular = Particular { property: "notes".into(), text: format!("{column}: {text}") };
        entity.particulars.push(Sourced::new(particular, source(column).with_raw(text)));
    }
}

/// Rows of one order name one end. Should they differ, the order lasts as long as the longest of them says, and one
/// without an end has none.
fn keep_later_end(listing: &mut Listing, end: Option<&PartialDate>) {
    listing.expires = match (listing.expires, end) {
        (Some(known), Some(end)) if known.last() < end.last() => Some(*end),
        (known, Some(_)) => known,
        (_, None) => None,
    };
}
