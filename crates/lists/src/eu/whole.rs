//! The Commission's older XML (`<WHOLE>` of `<ENTITY>`), in use until 2018.
//!
//! Each detail (name, birth, document …) carries the act that added it. Documents hold type, dates and remarks in one
//! text: `347834 (passport-National passport)  (valid to 2014-02-21)[known to be expired](issued under name …)`.

use tamis_model::{
    Address, CountryTie, DateError, DateOrder, Identifier, IdentifierKind, ListId, Listing, Measure, Name,
    NameKind, PartKind, PartialDate, Problem, Schema, Severity,
};

use super::{identifier_kind, list};
use crate::dated;
use crate::entry::{Collected, Entry, Fields, joined};
use crate::xml::{self, Element, Records};
use crate::{Format, InputFile, ReadError, Snapshot};

/// Whether a file is the older EU list.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    xml::root_name(&file.head()) == Some("WHOLE")
}

/// Reads the older EU list.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let list = list();
    let text = xml::decode(file)?;
    let fields = Fields::default();
    let mut collected = Collected::new(Snapshot::new(list.clone(), Format::EuWholeXml));
    let mut records = Records::new(file, &text, &["ENTITY"]);
    for record in &mut records {
        let record = record?;
        collected.count();
        collected.take(entity(&list, &record, &fields));
    }
    if let Some(root) = records.root() {
        collected.edition(root.attribute("Date"));
    }
    for (name, line) in records.outside() {
        let problem = Problem::new(Severity::Warning, *line, name, "text outside of any entity was not read");
        collected.problems().push(problem);
    }
    Ok(collected.finish())
}

fn entity<'f>(list: &ListId, record: &Element<'_>, fields: &'f Fields) -> Entry<'f> {
    let schema = match record.attribute("Type") {
        "P" => Schema::Person,
        "E" => Schema::Organization,
        other => Schema::parse(other).unwrap_or(Schema::LegalEntity),
    };
    let mut entry = Entry::new(list, record.attribute("Id"), schema, record.line, fields);
    entry.particular("notes", "ENTITY@remark", record.attribute("remark"));
    for child in &record.children {
        entry.record = child.line;
        match child.name {
            "NAME" => name(&mut entry, child),
            "BIRTH" => birth(&mut entry, child),
            "CITIZEN" => {
                entry.country("CITIZEN/COUNTRY", child.child_text("COUNTRY"), CountryTie::Nationality);
            }
            "PASSPORT" => document(&mut entry, child),
            "ADDRESS" => address(&mut entry, child),
            _ => entry.unknown_element(child),
        }
    }
    entry.record = record.line;
    let listing = listing(&mut entry, list, record);
    entry.entity.listings.push(listing);
    entry
}

/// A name; the first is the listed one, and the same words may come again from another act.
fn name(entry: &mut Entry<'_>, child: &Element<'_>) {
    let text = |name: &str| child.child_text(name);
    let parts = [text("FIRSTNAME"), text("MIDDLENAME"), text("LASTNAME")];
    let whole = if text("WHOLENAME").is_empty() { joined(&parts, " ") } else { text("WHOLENAME").to_owned() };
    let mut name = Name::new(whole);
    for (kind, part) in [PartKind::Given, PartKind::Middle, PartKind::Family].into_iter().zip(parts) {
        name = name.with_part(kind, part);
    }
    let language = text("LANGUAGE");
    name.language = (!language.is_empty()).then(|| language.to_lowercase());
    if !entry.entity.names.is_empty() {
        name.kind = NameKind::Alias;
    }
    let known = entry.entity.names.iter().rev().take(1000).any(|known| {
        known.value.full == name.full
            && known.value.language == name.language
            && known.value.parts == name.parts
    });
    if !known {
        entry.name("NAME/WHOLENAME", child.child("WHOLENAME").map_or("", Element::raw), name);
    }
    entry.particular("title", "NAME/TITLE", text("TITLE"));
    entry.particular("position", "NAME/FUNCTION", text("FUNCTION"));
    if !text("GENDER").is_empty() {
        entry.gender("NAME/GENDER", text("GENDER"));
    }
}

/// `1924-02-21`, `1963 (approximative)`, `1958 - 1963 (approximative)`.
fn birth(entry: &mut Entry<'_>, child: &Element<'_>) {
    let raw = child.child_text("DATE");
    let (stated, approximate) =
        raw.strip_suffix("(approximative)").map_or((raw, false), |stated| (stated, true));
    let date = PartialDate::parse(stated, DateOrder::DayFirst);
    let date = if approximate { date.map(PartialDate::circa) } else { date };
    let date = date.map_err(|error| if raw.is_empty() { DateError::Empty } else { error });
    entry.birth("BIRTH/DATE", raw, date);
    let (place, country) = (child.child_text("PLACE"), child.child_text("COUNTRY"));
    entry.birth_place("BIRTH/PLACE", "", joined(&[place, country], ", "));
    entry.country("BIRTH/COUNTRY", country, CountryTie::Birth);
}

fn address(entry: &mut Entry<'_>, child: &Element<'_>) {
    let text = |name: &str| child.child_text(name);
    let address = Address {
        street: joined(&[text("NUMBER"), text("STREET")], " "),
        city: text("CITY").to_owned(),
        postal_code: text("ZIPCODE").to_owned(),
        country_text: text("COUNTRY").to_owned(),
        ..Address::default()
    };
    entry.address("ADDRESS", "", address);
    entry.particular("notes", "ADDRESS/OTHER", text("OTHER"));
}

/// A document: the number stands before the first bracket, its type in that bracket.
fn document(entry: &mut Entry<'_>, child: &Element<'_>) {
    let raw = child.child_text("NUMBER");
    let country = child.child_text("COUNTRY");
    let (number, rest) = raw.split_once(" (").unwrap_or((raw, ""));
    let (kind, remarks) = rest.split_once(')').unwrap_or((rest, ""));
    let (code, description) = kind.split_once('-').unwrap_or((kind, ""));
    let whole = joined(&[raw, country], "; ");
    if number.eq_ignore_ascii_case("unknown") {
        return entry.particular("idNumber", "PASSPORT/NUMBER", &whole);
    }
    let kind = if number.starts_with("SSN ") {
        IdentifierKind::SocialSecurity
    } else {
        identifier_kind(code, &format!("{description} {}", if code == "other" { remarks } else { "" }))
    };
    let number =
        ["SSN ", "Ration Card no. "].iter().fold(number, |n, label| n.strip_prefix(label).unwrap_or(n));
    let mut identifier = Identifier::new(kind, number).labelled(description);
    identifier.issuer = tamis_model::Country::parse(country);
    identifier.expires = dated::after(remarks, &["valid to", "expires:"]);
    identifier.issued = dated::after(remarks, &["issued on", "issued:"]);
    entry.identifier("PASSPORT/NUMBER", &whole, identifier);
    entry.particular("notes", "PASSPORT/NUMBER", remarks);
    if let Some(name) = remarks.split("issued under name ").nth(1) {
        let name = name.split([',', ')']).next().unwrap_or_default().trim();
        entry.name("PASSPORT/NUMBER", raw, Name::new(name).of_kind(NameKind::Alias));
    }
}

/// The listing: its date is that of the entity's act or of the first detail's, whichever is earlier; acts and
/// programmes of the details belong to it.
fn listing(entry: &mut Entry<'_>, list: &ListId, record: &Element<'_>) -> Listing {
    let mut listing = entry.listing(list, "ENTITY@legal_basis", "");
    listing.measures.push(Measure::AssetFreeze);
    let mut dates = Vec::new();
    let mut acts: Vec<String> = Vec::new();
    for element in std::iter::once(record).chain(&record.children) {
        let (act, programme) = (element.attribute("legal_basis"), element.attribute("programme"));
        if !act.is_empty() && !listing.legal_acts.iter().any(|known| known == act) {
            listing.legal_acts.push(act.to_owned());
        }
        if !programme.is_empty() && !listing.programmes.iter().any(|known| known == programme) {
            listing.programmes.push(programme.to_owned());
        }
        let said = joined(&[act, element.attribute("reg_date"), programme], " ");
        if !acts.contains(&said) {
            acts.push(said);
        }
        dates.extend(entry.listing_date("reg_date", element.attribute("reg_date")));
        entry.particular("sourceUrl", "pdf_link", element.attribute("pdf_link"));
    }
    listing.source = entry.source("ENTITY@legal_basis", "", &acts.join("; "));
    listing.published = entry.listing_date("ENTITY@reg_date", record.attribute("reg_date"));
    listing.listed = dates.iter().min().copied();
    listing.amended = dates.iter().max().copied().filter(|latest| Some(*latest) != listing.listed);
    listing
}
