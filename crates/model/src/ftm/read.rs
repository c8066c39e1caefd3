//! A record read as an entity.

use std::sync::Arc;

use super::record::{FtmRecord, FtmValue};
use super::{BIRTHS, COUNTRIES, DEATHS, ENDS, NAMES, PARTS, TIES, number_kind};
use crate::{
    Address, Country, CountryLink, DateOrder, Entity, EntityId, Field, Gender, Identifier, IdentifierKind,
    ListId, Listing, Measure, Name, NameKind, PartialDate, Particular, Relation, Schema, Source, Sourced,
};

/// Where a record stands, and on which list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'l> {
    pub(super) file: u16,
    pub(super) line: u32,
    pub(super) list: Option<&'l ListId>,
}

impl Place<'_> {
    fn source(&self, property: &str) -> Source {
        Source::new(self.file, self.line, &Field::from(property))
    }

    pub(super) fn id(&self, native: &str) -> EntityId {
        self.list.map_or_else(|| EntityId::whole(native), |list| EntityId::new(list, native))
    }
}

impl FtmRecord {
    /// What the record says, with nested sanctions, addresses, documents and ties. `line` is where it stands in its
    /// file; with a list, its sanctions are listings on it, and its id gets the list's name in front.
    ///
    /// Values that are not understood (dates, countries) are kept as particulars or as text; ids of other records stay
    /// particulars, which [`super::merge`] resolves.
    pub fn to_entity(&self, file: u16, line: u32, list: Option<&ListId>) -> Entity {
        let place = Place { file, line, list };
        let mut entity = Entity::new(place.id(&self.id), Schema::from_name(&self.schema));
        for (property, values) in &self.properties.0 {
            // One name serves all values of the property.
            let field: Field = property.as_str().into();
            for value in values {
                let source = Source::new(file, line, &field);
                match value {
                    FtmValue::Text(text) => read_text(&mut entity, property, text.trim(), source),
                    FtmValue::Record(record) => read_nested(&mut entity, record, place),
                    FtmValue::Other(other) if other.is_null() => {}
                    FtmValue::Other(other) => read_text(&mut entity, property, &other.to_string(), source),
                }
            }
        }
        finish_names(&mut entity, place);
        entity
    }
}

fn read_text(entity: &mut Entity, property: &str, text: &str, source: Source) {
    if text.is_empty() {
        return;
    }
    let keep = |entity: &mut Entity, source: Source| {
        let particular = Particular { property: Arc::clone(&source.field), text: text.to_owned() };
        entity.particulars.push(Sourced::new(particular, source));
    };
    if let Some((_, kind, strength)) = NAMES.iter().find(|(name, ..)| *name == property) {
        let name = Name::new(text).of_kind(*kind).of_strength(*strength);
        entity.names.push(Sourced::new(name, source));
    } else if let Some((_, tie)) = COUNTRIES.iter().find(|(name, _)| *name == property) {
        let country = Country::parse(text);
        entity
            .countries
            .push(Sourced::new(CountryLink { country, text: text.to_owned(), tie: *tie }, source));
    } else if BIRTHS.contains(&property) || DEATHS.contains(&property) {
        match PartialDate::parse(text, DateOrder::DayFirst) {
            Ok(date) if BIRTHS.contains(&property) => {
                entity.births.push(Sourced::new(date, source.with_raw(text)));
            }
            Ok(date) => entity.deaths.push(Sourced::new(date, source.with_raw(text))),
            Err(_) => keep(entity, source),
        }
    } else if let Some(kind) = number_kind(property) {
        let identifier = Identifier::new(kind, text);
        let source = if identifier.number == text { source } else { source.with_raw(text) };
        entity.identifiers.push(Sourced::new(identifier, source));
    } else {
        match (property, Gender::parse(text)) {
            ("gender", Some(gender)) => entity.genders.push(Sourced::new(gender, source.with_raw(text))),
            ("birthPlace", _) => entity.birth_places.push(Sourced::new(text.to_owned(), source)),
            ("address", _) => {
                let address = Address { full: text.to_owned(), ..Address::default() };
                entity.addresses.push(Sourced::new(address, source));
            }
            _ => keep(entity, source),
        }
    }
}

/// A record in place of its id. Of a tie, the side that is not nested is the entity itself.
fn read_nested(entity: &mut Entity, record: &FtmRecord, place: Place<'_>) {
    match record.schema.as_str() {
        "Sanction" => entity.listings.extend(listing(record, place)),
        "Address" => entity.addresses.push(address(record, place)),
        "Identification" | "Passport" => entity.identifiers.extend(document(record, place)),
        schema => {
            let Some(tie) = TIES.iter().find(|tie| tie.schema == schema) else {
                let relation = Relation {
                    kind: schema.to_owned(),
                    target: target(&record.id, place),
                    name: record.caption().into(),
                };
                return entity.relations.push(Sourced::new(relation, place.source(schema)));
            };
            for (side, words) in [(tie.to, tie.forth), (tie.from, tie.back)] {
                for value in record.values(side) {
                    let (id, name) = match value {
                        FtmValue::Text(id) => (id.as_str(), id.as_str()),
                        FtmValue::Record(other) => (other.id.as_str(), other.caption()),
                        FtmValue::Other(_) => continue,
                    };
                    if place.id(id) != entity.id {
                        let kind = words_of(record, words);
                        let relation = Relation { kind, target: target(id, place), name: name.to_owned() };
                        entity.relations.push(Sourced::new(relation, place.source(schema)));
                    }
                }
            }
        }
    }
}

fn target(id: &str, place: Place<'_>) -> Option<EntityId> {
    (!id.is_empty()).then(|| place.id(id))
}

/// What a tie says of itself, else what its schema says.
pub(super) fn words_of(record: &FtmRecord, otherwise: &str) -> String {
    let role = record.texts("role").chain(record.texts("relationship")).next();
    role.map_or_else(|| otherwise.to_owned(), |role| format!("{otherwise} ({role})"))
}

/// A sanction as a listing; `None` without a list.
pub(super) fn listing(record: &FtmRecord, place: Place<'_>) -> Option<Listing> {
    let mut listing = Listing::new(place.list?.clone(), place.source("Sanction"));
    let date = |property: &str| {
        record.texts(property).filter_map(|text| PartialDate::parse(text, DateOrder::DayFirst).ok()).min()
    };
    let texts = |property: &str| record.texts(property).map(str::to_owned);
    listing.programmes.extend(texts("program").chain(texts("programId")));
    if listing.programmes.is_empty() {
        listing.programmes.extend(texts("authority"));
    }
    listing.measures.extend(record.texts("provisions").map(Measure::parse));
    listing.legal_acts.extend(texts("recordDecision").chain(texts("celex")));
    listing.reference = texts("authorityId").chain(texts("unscId")).chain(texts("recordId")).next();
    listing.reasons.extend(texts("reason"));
    (listing.listed, listing.published) = match (date("startDate"), date("listingDate")) {
        (None, listing) => (listing, None),
        both => both,
    };
    listing.amended = date("modifiedAt");
    // A sanction's end may lie ahead. Without a status that says that it has come, the sanction stands.
    let end = record.texts("endDate").filter_map(|text| PartialDate::parse(text, DateOrder::DayFirst).ok());
    let end = end.max_by_key(PartialDate::last);
    let ended = record.texts("status").any(|status| ENDS.contains(&status.trim().to_lowercase().as_str()));
    (listing.delisted, listing.expires) = if ended { (end, None) } else { (None, end) };
    Some(listing)
}

pub(super) fn address(record: &FtmRecord, place: Place<'_>) -> Sourced<Address> {
    let text = |properties: &[&str]| {
        let found: Vec<&str> = properties.iter().flat_map(|p| record.texts(p)).collect();
        found.join(", ")
    };
    let mut address = Address {
        full: text(&["full"]),
        street: text(&["street", "street2", "street3", "postOfficeBox"]),
        city: text(&["city"]),
        region: text(&["region", "state"]),
        postal_code: text(&["postalCode"]),
        country_text: text(&["country"]),
        country: None,
    };
    address.country = Country::parse(&address.country_text);
    if address.full.is_empty() {
        let parts =
            [&address.street, &address.postal_code, &address.city, &address.region, &address.country_text];
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        address.full = parts.join(", ");
    }
    Sourced::new(address, place.source("addressEntity"))
}

/// A passport or other document as identifiers, one a number.
pub(super) fn document(record: &FtmRecord, place: Place<'_>) -> Vec<Sourced<Identifier>> {
    let date = |property: &str| {
        record.texts(property).find_map(|text| PartialDate::parse(text, DateOrder::DayFirst).ok())
    };
    let label = record.texts("type").next().unwrap_or_default();
    let kind = match record.schema.as_str() {
        "Passport" => IdentifierKind::Passport,
        _ => IdentifierKind::parse(label).unwrap_or(IdentifierKind::NationalId),
    };
    let read = |number: &str| {
        let mut identifier = Identifier::new(kind, number)
            .issued_by(record.texts("country").find_map(Country::parse))
            .labelled(label);
        identifier.issued = date("startDate");
        identifier.expires = date("endDate");
        Sourced::new(identifier, place.source(&record.schema).with_raw(number))
    };
    record.texts("number").chain(record.texts("passportNumber")).map(read).collect()
}

/// FollowTheMoney gives parts of names beside the names: a part belongs to each name that holds it. Without any name,
/// first parts make one.
fn finish_names(entity: &mut Entity, place: Place<'_>) {
    if !entity.names.iter().any(|n| n.value.kind == NameKind::Primary) {
        let first = |property: &'static str| entity.particulars(property).next();
        let parts: Vec<&str> = ["firstName", "secondName", "middleName", "fatherName", "lastName"]
            .into_iter()
            .filter_map(first)
            .collect();
        if !parts.is_empty() {
            let name = Name::new(parts.join(" "));
            entity.names.insert(0, Sourced::new(name, place.source("lastName")));
        }
    }
    let parts: Vec<_> = PARTS
        .iter()
        .flat_map(|(property, kind)| {
            entity.particulars(property).map(|text| (*kind, text.to_owned(), words(text)))
        })
        .collect();
    if parts.is_empty() {
        return;
    }
    for name in &mut entity.names {
        let name = &mut name.value;
        let own = words(&name.full);
        for (_, kind) in PARTS {
            let held = parts.iter().filter(|(k, _, words)| k == kind && contains(&own, words));
            let longest = held.max_by_key(|(_, text, _)| text.len());
            if let Some((_, text, _)) = longest.filter(|_| name.part(*kind).is_none()) {
                *name = std::mem::take(name).with_part(*kind, text);
            }
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || c == ',')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn contains(whole: &[String], part: &[String]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}
