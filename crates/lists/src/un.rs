//! The UN Security Council's consolidated list, XML (`https://scsanctions.un.org/resources/xml/en/consolidated.xml`),
//! against its schema `sc-sanctions.xsd`.
//!
//! | element | becomes |
//! |---|---|
//! | `FIRST_NAME` … `FOURTH_NAME` | the primary name, its parts by position (first given, last family) |
//! | `NAME_ORIGINAL_SCRIPT` | a primary name |
//! | `*_ALIAS` | aliases, `Low` weak, `f.k.a.` former; see [`alias`] |
//! | `INDIVIDUAL_DATE_OF_BIRTH`, `INDIVIDUAL_PLACE_OF_BIRTH` | births, birth places, countries of birth |
//! | `NATIONALITY`, `NATIONALITY2` | nationalities |
//! | `INDIVIDUAL_DOCUMENT` | identifiers, everything said about each in the raw text |
//! | `*_ADDRESS` | addresses; their notes are `notes` |
//! | `TITLE`, `DESIGNATION`, `COMMENTS1`, `SUBMITTED_BY` | `title`, `position`, `notes`, `submittedBy` |
//! | `UN_LIST_TYPE`, `REFERENCE_NUMBER`, `LISTED_ON`, `LAST_DAY_UPDATED`, `DELISTED_ON` | the listing |

mod alias;
mod document;
mod measures;

use tamis_model::{
    Address, CountryTie, DateError, DateOrder, ListId, Name, NameKind, PartKind, PartialDate, Problem,
    Schema, Severity, Strength,
};

use crate::entry::{Collected, Entry, Fields, joined};
use crate::xml::{self, Element, Records};
use crate::{Format, InputFile, ReadError, Snapshot};

/// Whether a file is the UN's consolidated list.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    xml::root_name(&file.head()) == Some("CONSOLIDATED_LIST")
}

/// Reads the UN's consolidated list.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let list = ListId::new("un-sc");
    let text = xml::decode(file)?;
    let fields = Fields::default();
    let mut collected = Collected::new(Snapshot::new(list.clone(), Format::UnXml));
    let mut records = Records::new(file, &text, &["INDIVIDUAL", "ENTITY"]);
    for record in &mut records {
        collected.count();
        let record = record?;
        collected.take(entity(&list, &record, &fields));
    }
    if let Some(root) = records.root() {
        collected.edition(root.attribute("dateGenerated"));
    }
    for (name, line) in records.outside() {
        let problem = Problem::new(Severity::Warning, *line, name, "text outside of any entry was not read");
        collected.problems().push(problem);
    }
    Ok(collected.finish())
}

fn entity<'f>(list: &ListId, record: &Element<'_>, fields: &'f Fields) -> Entry<'f> {
    let (reference, number) = (record.child_text("REFERENCE_NUMBER"), record.child_text("DATAID"));
    let id = if reference.is_empty() { number } else { reference };
    let person = record.name == "INDIVIDUAL";
    let schema = if person { Schema::Person } else { Schema::Organization };
    let mut entry = Entry::new(list, id, schema, record.line, fields);
    primary_name(&mut entry, record, person);
    for child in &record.children {
        field(&mut entry, child);
    }
    let listing = listing(&mut entry, list, record, person);
    entry.entity.listings.push(listing);
    entry
}

/// The listed name. The positions mean given name first, family name last, except for Koreans, whose family name
/// stands first and is not marked: their parts are left open.
fn primary_name(entry: &mut Entry<'_>, record: &Element<'_>, person: bool) {
    const POSITIONS: [&str; 4] = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];
    let pieces: Vec<&str> =
        POSITIONS.iter().map(|p| record.child_text(p)).filter(|text| !is_placeholder(text)).collect();
    let mut name = Name::new(joined(&pieces, " "));
    if person && pieces.len() > 1 && record.child_text("UN_LIST_TYPE") != "DPRK" {
        for (index, piece) in pieces.iter().enumerate() {
            let kind = match index {
                0 => PartKind::Given,
                last if last + 1 == pieces.len() => PartKind::Family,
                _ => PartKind::Middle,
            };
            name = name.with_part(kind, piece);
        }
    }
    entry.name("FIRST_NAME", "", name);
    for original in record.children("NAME_ORIGINAL_SCRIPT") {
        entry.name(original.name, original.raw(), Name::new(original.text()));
    }
}

/// What stands for "not available": nothing, and the schema's default.
fn is_placeholder(text: &str) -> bool {
    text.is_empty() || text == "na"
}

/// One element of a record; those of the name and of the listing are read elsewhere.
fn field(entry: &mut Entry<'_>, child: &Element<'_>) {
    match child.name {
        "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS" => alias::read(entry, child),
        "INDIVIDUAL_ADDRESS" | "ENTITY_ADDRESS" => address(entry, child),
        "INDIVIDUAL_DATE_OF_BIRTH" => birth(entry, child),
        "INDIVIDUAL_PLACE_OF_BIRTH" => birth_place(entry, child),
        "INDIVIDUAL_DOCUMENT" => document::read(entry, child),
        "NATIONALITY" | "NATIONALITY2" => {
            entry.country(child.name, child.raw(), CountryTie::Nationality);
            for value in &child.children {
                entry.country(child.name, value.raw(), CountryTie::Nationality);
            }
        }
        "TITLE" => values(entry, child, "title"),
        "DESIGNATION" => values(entry, child, "position"),
        "GENDER" => entry.gender(child.name, child.raw()),
        "COMMENTS1" => entry.particular("notes", child.name, child.raw()),
        "SUBMITTED_BY" => entry.particular("submittedBy", child.name, child.raw()),
        "SUBMITTED_ON" => entry.particular("submittedOn", child.name, child.raw()),
        // The name and the listing; the publisher's own bookkeeping, which says nothing about the entity.
        "DATAID"
        | "VERSIONNUM"
        | "FIRST_NAME"
        | "SECOND_NAME"
        | "THIRD_NAME"
        | "FOURTH_NAME"
        | "NAME_ORIGINAL_SCRIPT"
        | "UN_LIST_TYPE"
        | "REFERENCE_NUMBER"
        | "LISTED_ON"
        | "LIST_TYPE"
        | "LAST_DAY_UPDATED"
        | "DELISTED_ON"
        | "SORT_KEY"
        | "SORT_KEY_LAST_MOD" => {}
        unknown if !child.is_blank() => {
            entry.odd(
                Severity::Warning,
                unknown,
                "an element that the UN's schema does not have",
                "kept as a note",
            );
            entry.particular("notes", unknown, &child.texts());
        }
        _ => {}
    }
}

/// The `VALUE`s of an element, each a fact.
fn values(entry: &mut Entry<'_>, child: &Element<'_>, property: &str) {
    for value in &child.children {
        entry.particular(property, child.name, value.raw());
    }
}

fn address(entry: &mut Entry<'_>, child: &Element<'_>) {
    let text = |name: &str| child.child_text(name).to_owned();
    let address = Address {
        full: String::new(),
        street: text("STREET"),
        city: text("CITY"),
        region: text("STATE_PROVINCE"),
        postal_code: text("ZIP_CODE"),
        country_text: text("COUNTRY"),
        country: None,
    };
    entry.address(child.name, "", address);
    for note in child.children("NOTE") {
        entry.particular("notes", &format!("{}/NOTE", child.name), note.raw());
    }
}

/// A date of birth by its type: `EXACT` (a day, or a year of which day and month are not known), `APPROXIMATELY`,
/// `BETWEEN` two years. A note may hold the date itself ("Nov. 1973"), its month ("Sep.") or "Approximately".
fn birth(entry: &mut Entry<'_>, child: &Element<'_>) {
    if child.is_blank() {
        return;
    }
    let parse = |text: &str| PartialDate::parse(text, DateOrder::DayFirst);
    let kind = child.child_text("TYPE_OF_DATE");
    let note = child.child_text("NOTE");
    let (day, year) = (child.child_text("DATE"), child.child_text("YEAR"));
    let (from, to) = (child.child_text("FROM_YEAR"), child.child_text("TO_YEAR"));
    let stated = if !day.is_empty() {
        parse(day)
    } else if !year.is_empty() {
        parse(&format!("{} {year}", note.trim_end_matches('.'))).or_else(|_| parse(year))
    } else if !from.is_empty() || !to.is_empty() {
        parse(&format!("{from} to {to}"))
    } else {
        // "Between Aug. and Sep. 1977": the year belongs to both.
        let year = note.rsplit(' ').next().unwrap_or_default();
        parse(note)
            .or_else(|error| parse(&note.replace(". and ", &format!(" {year} and "))).map_err(|_| error))
    };
    let approximate =
        kind.eq_ignore_ascii_case("APPROXIMATELY") || note.eq_ignore_ascii_case("approximately");
    let stated = if approximate { stated.map(PartialDate::circa) } else { stated };
    if matches!(stated, Err(DateError::Empty)) {
        return; // a type of date without a date
    }
    entry.birth(child.name, &child.texts(), stated);
}

fn birth_place(entry: &mut Entry<'_>, child: &Element<'_>) {
    let country = child.child_text("COUNTRY");
    let place: Vec<&str> =
        ["STREET", "CITY", "STATE_PROVINCE", "COUNTRY"].iter().map(|name| child.child_text(name)).collect();
    entry.birth_place(child.name, "", joined(&place, ", "));
    entry.country(&format!("{}/COUNTRY", child.name), country, CountryTie::Birth);
    for note in child.children("NOTE") {
        entry.particular("notes", &format!("{}/NOTE", child.name), note.raw());
    }
}

fn listing(entry: &mut Entry<'_>, list: &ListId, record: &Element<'_>, person: bool) -> tamis_model::Listing {
    let listed = record.child_text("LISTED_ON");
    let mut listing = entry.listing(list, "LISTED_ON", listed);
    let programme = record.child_text("UN_LIST_TYPE");
    if !programme.is_empty() {
        listing.programmes.push(programme.to_owned());
    }
    let regime = measures::of(programme, person, record.child_text("COMMENTS1"));
    if let Some(regime) = regime {
        listing.measures = regime.measures;
        listing.legal_acts = regime.resolutions.iter().map(|act| (*act).to_owned()).collect();
    } else {
        let hint = "it is taken for an asset freeze; look at the committee's page";
        entry.odd(Severity::Warning, "UN_LIST_TYPE", format!("the regime {programme:?} is not known"), hint);
        listing.measures = vec![tamis_model::Measure::AssetFreeze];
    }
    let number = record.child_text("DATAID");
    listing.reference = (!number.is_empty()).then(|| number.to_owned());
    listing.listed = entry.listing_date("LISTED_ON", listed);
    listing.delisted = entry.listing_date("DELISTED_ON", record.child_text("DELISTED_ON"));
    for update in record.children("LAST_DAY_UPDATED").flat_map(|updates| &updates.children) {
        let date = entry.listing_date("LAST_DAY_UPDATED", update.text());
        entry.particular("modifiedAt", "LAST_DAY_UPDATED", update.raw());
        listing.amended = listing.amended.max(date);
    }
    listing
}

/// A name of the given quality, as the list words it.
fn quality(text: &str) -> Option<(NameKind, Strength)> {
    Some(match text.trim().to_lowercase().as_str() {
        "good" | "a.k.a." | "aka" | "" => (NameKind::Alias, Strength::Strong),
        "low" => (NameKind::Alias, Strength::Weak),
        "f.k.a." | "fka" => (NameKind::Former, Strength::Strong),
        _ => return None,
    })
}
