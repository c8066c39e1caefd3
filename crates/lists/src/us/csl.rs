//! The Consolidated Screening List, CSV with a header row of 29 columns.
//!
//! One row is one entry of one of thirteen lists of three departments; an entry of several lists stands in as many rows
//! under one `_id`, and becomes one entity with as many listings. Several values in a cell are joined by "; ".

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use tamis_model::{
    Address, Country, CountryTie, DateOrder, Entity, EntityId, Field, IdentifierKind, ListId, Listing,
    Measure, NameKind, PartialDate, Particular, Problem, Schema, Severity, Source, Sourced,
};

use super::columns::{Row, Rows};
use super::sources;
use crate::ofac::facts::{self, Fact, Statement};
use crate::ofac::remarks::{self, Remarks};
use crate::ofac::{self, link, measures, row};
use crate::{Format, InputFile, ReadError, Snapshot};

/// The columns that say something about an entity or its listing, as the publisher names them.
const COLUMNS: [&str; 29] = [
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
];

pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    let head = file.head();
    let header = head.lines().next().unwrap_or_default();
    let names: Vec<&str> = header.split(',').map(|name| name.trim().trim_matches('"')).collect();
    ["_id", "source", "entity_number", "programs", "federal_register_notice", "license_policy", "ids"]
        .iter()
        .all(|name| names.contains(name))
}

/// Reads the list.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let text = row::text(file.bytes);
    let rows = Rows::read(file, &text, b',')?;
    let list = ListId::new("us-csl");
    let mut snapshot = Snapshot::new(list, Format::UsCslCsv);
    let mut index: FxHashMap<String, usize> = FxHashMap::default();
    for row in rows.iter() {
        let id = row.text("_id");
        if id.is_empty() || row.text("name").is_empty() {
            let problem = Problem::new(Severity::Error, row.line, "_id", "the row has no id or no name");
            snapshot.problems.push(problem.hint("it was left out; compare with the publisher's file"));
            continue;
        }
        let entity = Reader { row: &row, problems: &mut snapshot.problems }.read(&snapshot.list);
        match index.entry(id.into()) {
            Entry::Vacant(place) => {
                place.insert(snapshot.entities.len());
                snapshot.entities.push(entity);
            }
            Entry::Occupied(known) => join(&mut snapshot.entities[*known.get()], entity),
        }
    }
    snapshot.records = rows.count;
    snapshot.problems.extend(rows.problems);
    link::resolve(&mut snapshot.entities);
    Ok(snapshot)
}

/// Adds what a further row of the same entry says: its listing, and whatever the first one did not say.
fn join(known: &mut Entity, row: Entity) {
    fn add<T: PartialEq>(known: &mut Vec<Sourced<T>>, more: Vec<Sourced<T>>) {
        for value in more {
            if known.iter().all(|k| k.value != value.value) {
                known.push(value);
            }
        }
    }
    add(&mut known.names, row.names);
    add(&mut known.births, row.births);
    add(&mut known.birth_places, row.birth_places);
    add(&mut known.countries, row.countries);
    add(&mut known.genders, row.genders);
    add(&mut known.identifiers, row.identifiers);
    add(&mut known.addresses, row.addresses);
    add(&mut known.relations, row.relations);
    add(&mut known.particulars, row.particulars);
    known.listings.extend(row.listings);
}

struct Reader<'a> {
    row: &'a Row<'a>,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn read(mut self, list: &ListId) -> Entity {
        let row = self.row;
        let mut entity = Entity::new(EntityId::new(list, row.text("_id")), schema(row.text("type")));
        let mut listing = self.listing(list);
        self.names(&mut entity);
        for (column, label, fact) in [
            ("call_sign", "Vessel Call Sign", Fact::Identifier(IdentifierKind::CallSign)),
            ("vessel_type", "Vessel Type", Fact::Said("type")),
            ("gross_tonnage", "Vessel Gross Tonnage", Fact::Said("tonnage")),
            (
                "gross_registered_tonnage",
                "Vessel Gross Registered Tonnage",
                Fact::Said("grossRegisteredTonnage"),
            ),
            ("vessel_flag", "Vessel Flag", Fact::Country(CountryTie::Flag)),
            ("vessel_owner", "Vessel Owner", Fact::Tie),
            (
                "title",
                "Title",
                Fact::Said(if entity.schema == Schema::Person { "position" } else { "notes" }),
            ),
            ("source_list_url", "", Fact::Said("sourceUrl")),
            ("source_information_url", "", Fact::Said("sourceUrl")),
            ("license_requirement", "", Fact::Said("notes")),
            ("license_policy", "", Fact::Said("notes")),
        ] {
            self.put(&mut entity, column, &Statement::new(label, fact, row.text(column)), row.text(column));
        }
        for (column, fact) in [
            ("dates_of_birth", Fact::Birth),
            ("places_of_birth", Fact::BirthPlace),
            ("nationalities", Fact::Country(CountryTie::Nationality)),
            ("citizenships", Fact::Country(CountryTie::Nationality)),
        ] {
            for text in values(row.text(column)) {
                self.put(&mut entity, column, &Statement::new(column, fact, text), text);
            }
        }
        values(row.text("addresses")).for_each(|text| self.address(&mut entity, text));
        // Values in `ids` may hold a semicolon; then neither part has a label, and both are kept as notes.
        entity.listings.push(listing.clone());
        values(row.text("ids")).for_each(|text| self.id(&mut entity, text));
        self.rest(&mut entity);
        // Dates that the ids state ("Listing Date (CMIC)") are on the listing now.
        if let Some(dated) = entity.listings.pop() {
            listing = dated;
        }
        self.effects(&mut listing, &entity);
        entity.listings.push(listing);
        entity
    }

    fn source(&self, column: &str) -> Source {
        Source::new(0, self.row.line, &Field::from(column))
    }

    /// The listing: which list, under which programmes and notice, from when to when.
    fn listing(&mut self, list: &ListId) -> Listing {
        let row = self.row;
        let mut listing = Listing::new(list.clone(), self.source("source").with_raw(row.text("source")));
        let code = sources::of(row.text("source")).map_or(row.text("source"), |list| list.code);
        listing.programmes.push(code.into());
        listing.programmes.extend(values(row.text("programs")).map(Into::into));
        listing.listed = self.date("start_date");
        listing.expires = self.date("end_date");
        let number = row.text("entity_number");
        listing.reference = (!number.is_empty() && number != row.text("_id")).then(|| number.into());
        listing
    }

    fn date(&mut self, column: &str) -> Option<PartialDate> {
        let text = self.row.text(column);
        if text.is_empty() {
            return None;
        }
        match PartialDate::parse(text, DateOrder::MonthFirst) {
            Ok(date) => Some(date),
            Err(why) => {
                let problem = Problem::new(Severity::Warning, self.row.line, column, why.to_string());
                self.problems.push(problem.hint("the listing has no such date"));
                None
            }
        }
    }

    /// Acts and measures: those of the list, of its programmes, and what the entry says of itself.
    fn effects(&self, listing: &mut Listing, entity: &Entity) {
        let list = sources::of(self.row.text("source"));
        measures::fill(listing, list.is_some_and(|list| list.blocks), entity.particulars("notes"));
        let own = list.map_or(&[][..], |list| list.measures);
        listing
            .measures
            .extend(own.iter().filter(|m| !listing.measures.contains(m)).cloned().collect::<Vec<_>>());
        if list.is_some_and(|list| list.code == "UVL") {
            listing.measures.push(Measure::Other("no licence exceptions for exports".into()));
        }
        if list.is_some_and(|list| list.code == "ISN") && listing.programmes.iter().any(|p| p == "E.O. 13382")
        {
            listing.measures.insert(0, Measure::AssetFreeze);
        }
        let act = list.map_or("", |list| list.act);
        let notice = self.row.text("federal_register_notice");
        listing
            .legal_acts
            .extend([act, notice].iter().filter(|act| !act.is_empty()).map(|act| (*act).into()));
    }

    fn names(&self, entity: &mut Entity) {
        let name = one_line(self.row.text("name"));
        let source = self.source("name").with_raw(self.row.text("name"));
        entity.names.push(Sourced::new(ofac::natural(&name, &entity.schema), source));
        for text in values(self.row.text("alt_names")) {
            // Lists of the Commerce Department end "A; B; and C".
            let bare = one_line(text.strip_prefix("and ").unwrap_or(text));
            let name = ofac::natural(&bare, &entity.schema).of_kind(NameKind::Alias);
            entity.names.push(Sourced::new(name, self.source("alt_names").with_raw(text)));
        }
    }

    /// An address on one line; a code of two letters at its end is its country.
    fn address(&self, entity: &mut Entity, text: &str) {
        let (street, code) = text.rsplit_once(',').map_or(("", text), |(street, code)| (street, code.trim()));
        let is_code = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        let (street, code) = if is_code { (street, code) } else { (text, "") };
        let address = Address {
            full: one_line(text),
            street: one_line(street),
            country_text: code.into(),
            country: Country::parse(code),
            ..Address::default()
        };
        entity.addresses.push(Sourced::new(address, self.source("addresses").with_raw(text)));
    }

    /// A document or another labelled fact, its parts joined by ", ": country, dates, value, label, as in
    /// "RU, 1037739877295, Registration Number".
    fn id(&mut self, entity: &mut Entity, text: &str) {
        let source = self.source("ids").with_raw(text);
        let Some((rest, label)) = text.rsplit_once(", ") else {
            return facts::note(entity, text, source);
        };
        let mut rest = rest;
        let mut country = None;
        if let Some((code, value)) = rest.split_once(", ")
            && code.len() == 2
            && code.bytes().all(|b| b.is_ascii_uppercase())
        {
            (country, rest) = (Some(code), value);
        }
        let mut dates = Vec::new();
        while let Some((day, value)) = rest.split_once(", ")
            && let Some(date) = iso_day(day)
        {
            dates.push(date);
            rest = value;
        }
        let statement = format!("{label} {rest}");
        let other = country.map(|_| (label, Fact::Identifier(IdentifierKind::Other), rest));
        let Some((label, fact, value)) = facts::split(&statement).or(other) else {
            return facts::note(entity, &statement, source);
        };
        // One date alone may be of issue or of expiry: the raw text keeps it, nothing else can be said.
        let (issued, expires) = match dates[..] {
            [issued, expires] => (Some(issued), Some(expires)),
            _ => (None, None),
        };
        let said = Statement { country, issued, expires, ..Statement::new(label, fact, value) };
        self.put(entity, "ids", &said, text);
    }

    /// Remarks, what only the Denied Persons List has, and columns that are new.
    fn rest(&mut self, entity: &mut Entity) {
        let row = self.row;
        let remarks = Remarks { text: row.text("remarks"), title: row.text("title"), cut: false };
        let place = self.source("remarks");
        remarks::read(entity, &remarks, |_| place.clone(), self.problems);
        // A date that could not be read is on the listing in no form: it stays as the text that it is.
        let unread = PartialDate::parse(row.text("end_date"), DateOrder::MonthFirst).is_err();
        for column in ["standard_order"].into_iter().chain(unread.then_some("end_date")) {
            let said = row.text(column);
            if !said.is_empty() {
                self.note(entity, column, &format!("{}: {said}", column.replace('_', " ")), said);
            }
        }
        let others: Vec<_> = row.others(&COLUMNS).filter(|(_, text)| !text.is_empty()).collect();
        for (column, text) in others {
            self.note(entity, column, &format!("{column}: {text}"), text);
        }
    }

    fn note(&self, entity: &mut Entity, column: &str, text: &str, raw: &str) {
        let particular = Particular { property: "notes".into(), text: text.into() };
        entity.particulars.push(Sourced::new(particular, self.source(column).with_raw(raw)));
    }

    fn put(&mut self, entity: &mut Entity, column: &str, said: &Statement<'_>, raw: &str) {
        if raw.is_empty() {
            return;
        }
        if let Err(why) = facts::put(entity, said, self.source(column).with_raw(raw)) {
            let problem =
                Problem::new(Severity::Warning, self.row.line, column, format!("{why}, in {raw:?}"));
            self.problems.push(problem.hint("kept as a note"));
        }
    }
}

/// Entries without a type, which are those of the Commerce and State Departments, may be persons or organisations.
fn schema(kind: &str) -> Schema {
    if kind.is_empty() { Schema::LegalEntity } else { ofac::schema(kind) }
}

fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split("; ").map(|value| value.trim().trim_end_matches(';')).filter(|value| !value.is_empty())
}

/// A text whose line breaks and runs of blanks are one blank each.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn iso_day(text: &str) -> Option<PartialDate> {
    let day = text.len() == 10 && text.as_bytes()[4] == b'-';
    if day { PartialDate::parse(text, DateOrder::DayFirst).ok() } else { None }
}
