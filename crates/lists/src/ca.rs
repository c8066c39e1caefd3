//! Canada's consolidated autonomous sanctions list, XML (`sema-lmes.xml`): the schedules of the regulations under the
//! Special Economic Measures Act (SEMA) and of the Justice for Victims of Corrupt Foreign Officials Regulations.
//!
//! A record has no number of its own. Its id is made of regulation, schedule and item, which the regulations keep when
//! items are repealed: `ca-sema:belarus.1-part-1.45`. Two records of one such place are told apart and reported.

mod alias;

use tamis_model::{
    DateOrder, Identifier, IdentifierKind, ListId, Listing, Measure, Name, NameKind, PartKind, PartialDate,
    Problem, Schema, Severity,
};

use crate::entry::{Collected, Entry, Fields, joined};
use crate::xml::{self, Element, Records};
use crate::{Format, InputFile, ReadError, Snapshot};

/// Whether a file is Canada's list.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    let head = file.head();
    let has = |name: &str| head.contains(name);
    xml::root_name(&head) == Some("data-set")
        && (has("<EntityOrShip>") || has("<LastName>"))
        && has("<Country>")
}

/// Reads Canada's list.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let list = ListId::new("ca-sema");
    let text = xml::decode(file)?;
    let fields = Fields::default();
    let mut collected = Collected::new(Snapshot::new(list.clone(), Format::CanadaXml));
    let mut latest: Option<PartialDate> = None;
    let mut records = Records::new(file, &text, &["record"]);
    for record in &mut records {
        let record = record?;
        collected.count();
        let entry = entity(&list, &record, &fields);
        latest = latest.max(entry.entity.listings.first().and_then(|listing| listing.listed));
        collected.take(entry);
    }
    for (name, line) in records.outside() {
        let problem = Problem::new(Severity::Warning, *line, name, "text outside of any record was not read");
        collected.problems().push(problem);
    }
    // The file has no date: the day of the last listing is the earliest that it can be of.
    collected.edition_is(latest);
    Ok(collected.finish())
}

fn entity<'f>(list: &ListId, record: &Element<'_>, fields: &'f Fields) -> Entry<'f> {
    let text = |name: &str| record.child_text(name);
    let person = !text("LastName").is_empty() || !text("GivenName").is_empty();
    let ship = !text("ShipIMONumber").is_empty();
    let schema = match () {
        () if person => Schema::Person,
        () if ship => Schema::Vessel,
        () => Schema::Organization,
    };
    let mut entry = Entry::new(list, &id(record), schema, record.line, fields);
    if person {
        person_name(&mut entry, record);
    } else {
        entity_name(&mut entry, record);
    }
    for child in &record.children {
        field(&mut entry, child, person, ship);
    }
    let listing = listing(&mut entry, list, record, ship);
    entry.entity.listings.push(listing);
    entry
}

/// Regulation, schedule and item, in letters that need no quoting.
fn id(record: &Element<'_>) -> String {
    let regulation = regulation(record.child_text("Country"));
    let short = regulation.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inner, _)| inner);
    let short = short.filter(|inner| inner.chars().all(char::is_uppercase));
    let parts = [short.unwrap_or(regulation), record.child_text("Schedule"), record.child_text("Item")];
    let parts = parts.map(|part| {
        let words = part.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join("-").to_lowercase()
    });
    joined(&[&parts[0], &parts[1], &parts[2]], ".")
}

/// The English half of `Belarus / Bélarus`.
fn regulation(country: &str) -> &str {
    country.split(" / ").next().unwrap_or_default().trim()
}

fn field(entry: &mut Entry<'_>, child: &Element<'_>, person: bool, ship: bool) {
    match child.name {
        "Aliases" => alias::read(entry, child, person),
        "DateOfBirthOrShipBuildDate" => birth(entry, child),
        "ShipIMONumber" => {
            entry.identifier(child.name, child.raw(), Identifier::new(IdentifierKind::Imo, child.text()));
        }
        "TitleOrShip" => entry.particular(if ship { "type" } else { "title" }, child.name, child.raw()),
        "Country" | "LastName" | "GivenName" | "EntityOrShip" | "Schedule" | "Item" | "DateOfListing" => {}
        _ if !child.is_blank() => entry.unknown_element(child),
        _ => {}
    }
}

fn person_name(entry: &mut Entry<'_>, record: &Element<'_>) {
    let (given, family) = (record.child_text("GivenName"), record.child_text("LastName"));
    let (given, family) = (one_line(given), one_line(family));
    // `DIKIY (DIKY)`: the second spelling of the family name makes a second name.
    let (first, second) = match family.split_once('(') {
        Some((first, rest)) => (first.trim().to_owned(), rest.trim_end_matches(')').trim().to_owned()),
        None => (family, String::new()),
    };
    let raw = joined(&[record.child_text("LastName"), record.child_text("GivenName")], "; ");
    for (spelling, kind) in [(first, NameKind::Primary), (second, NameKind::Alias)] {
        if spelling.is_empty() && kind == NameKind::Alias {
            continue;
        }
        let name = Name::new(joined(&[&given, &spelling], " "))
            .of_kind(kind)
            .with_part(PartKind::Given, &given)
            .with_part(PartKind::Family, &spelling);
        entry.name("LastName", &raw, name);
    }
}

/// An entity's or ship's name; some stand in English and French: `Iranian Navy/Force navale iranienne`.
fn entity_name(entry: &mut Entry<'_>, record: &Element<'_>) {
    let raw = record.child("EntityOrShip").map_or("", Element::raw);
    let name = one_line(raw.trim().trim_end_matches(';'));
    for (index, half) in alias::halves(&name).into_iter().enumerate() {
        let kind = if index == 0 { NameKind::Primary } else { NameKind::Alias };
        entry.name("EntityOrShip", raw, Name::new(half).of_kind(kind));
    }
}

/// A text without the line breaks that the published tables put into long names.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A date of birth, or several with "or" between them; a number of five digits is a spreadsheet's serial day.
fn birth(entry: &mut Entry<'_>, child: &Element<'_>) {
    let lower = child.text().to_lowercase();
    for stated in lower.split(" or ") {
        let serial = (stated.len() == 5).then(|| stated.parse::<u32>().ok()).flatten();
        let date = serial.and_then(|serial| PartialDate::from_spreadsheet_serial(f64::from(serial)));
        let date = date.map_or_else(|| PartialDate::parse(stated, DateOrder::DayFirst), Ok);
        entry.birth(child.name, child.text(), date);
    }
}

/// The listing. Whoever is in a schedule may not be dealt with, which freezes what they hold (SEMA section 4(1)(a));
/// Russia's Schedules 2 and 3 limit new debt and shares only (SOR/2014-58, sections 4 to 6), and ships in Russia's
/// Schedule 1.1 may not be dealt in or served.
fn listing(entry: &mut Entry<'_>, list: &ListId, record: &Element<'_>, ship: bool) -> Listing {
    let text = |name: &str| record.child_text(name);
    let (country, schedule, item, date) =
        (text("Country"), text("Schedule"), text("Item"), text("DateOfListing"));
    let mut listing = entry.listing(list, "Country", &joined(&[country, schedule, item, date], "; "));
    let regulation = regulation(country);
    listing.programmes.push(regulation.to_owned());
    listing.legal_acts.push(if regulation.ends_with(')') && regulation.contains("Regulations") {
        regulation.to_owned()
    } else {
        format!("Special Economic Measures ({}) Regulations", act_country(regulation))
    });
    listing.measures = match (regulation, schedule) {
        ("Russia", "2" | "3") => vec![Measure::CapitalMarket, Measure::LoanLimit],
        _ if ship => vec![Measure::AssetFreeze, Measure::Transport],
        _ => vec![Measure::AssetFreeze],
    };
    let schedule =
        if schedule.starts_with("Part") { schedule.to_owned() } else { joined(&["Schedule", schedule], " ") };
    listing.reference = Some(format!("{}, item {item}", schedule.replace(",Part", ", Part")));
    listing.listed = entry.listing_date("DateOfListing", date);
    listing
}

/// The country as the regulation's title has it: Myanmar's is that of Burma.
fn act_country(regulation: &str) -> &str {
    if regulation.starts_with("Myanmar") { "Burma" } else { regulation }
}
