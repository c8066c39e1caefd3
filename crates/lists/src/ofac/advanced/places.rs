//! Locations and documents, which stand before the parties and are used by number.

use tamis_model::{Address, Country, PartialDate};

use super::period;
use super::tables::{self, Tables};
use crate::xml::Element;

/// A location as an address; a country alone is one, too.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub address: Address,
    /// Comments and parts of kinds that an address has no place for.
    pub notes: Vec<String>,
}

impl Place {
    pub(super) fn read(location: &Element<'_>, tables: &Tables) -> Self {
        let mut place = Self::default();
        let (mut streets, mut other) = (Vec::new(), Vec::new());
        for part in location.children("LocationPart") {
            let kind = tables.text("LocPartType", part.attribute("LocPartTypeID"));
            for text in part.children("LocationPartValue").map(|value| value.child_text("Value")) {
                let address = &mut place.address;
                match kind {
                    _ if text.is_empty() => {}
                    "ADDRESS1" | "ADDRESS2" | "ADDRESS3" => streets.push((kind, text)),
                    "CITY" => append(&mut address.city, text),
                    "STATE/PROVINCE" | "REGION" => append(&mut address.region, text),
                    "POSTAL CODE" => append(&mut address.postal_code, text),
                    // "Unknown" parts hold birth places that nobody has taken apart.
                    _ => other.push(text),
                }
            }
        }
        streets.sort_unstable();
        let address = &mut place.address;
        for (_, text) in streets {
            append(&mut address.street, text);
        }
        address.country_text = countries(location, tables).join(", ");
        address.country = Country::parse(&address.country_text);
        let mut full: Vec<&str> = other;
        full.extend([
            &*address.street,
            &address.city,
            &address.region,
            &address.postal_code,
            &address.country_text,
        ]);
        full.retain(|part| !part.is_empty());
        address.full = full.join(", ");
        place.notes =
            location.children("Comment").map(|c| c.text().to_owned()).filter(|c| !c.is_empty()).collect();
        place
    }
}

/// The countries of a location, from its country and area codes, each once.
fn countries<'a>(location: &Element<'_>, tables: &'a Tables) -> Vec<&'a str> {
    let named = location.children("LocationCountry").map(|c| tables.country(c.attribute("CountryID")));
    let areas = location.children("LocationAreaCode").map(|area| {
        let area = tables.value("AreaCode", area.attribute("AreaCodeID"));
        tables::known(area.map_or("", |area| area.attribute("Description")))
    });
    let mut all: Vec<&str> = Vec::new();
    for country in named.chain(areas).filter(|country| !country.is_empty()) {
        if !all.contains(&country) {
            all.push(country);
        }
    }
    all
}

fn append(to: &mut String, text: &str) {
    if !to.is_empty() {
        to.push_str(", ");
    }
    to.push_str(text);
}

/// An identity document or registration.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub line: u32,
    /// The type, which is the label that the CSV remarks use.
    pub kind: String,
    pub number: String,
    pub country: String,
    pub issued: Option<PartialDate>,
    pub expires: Option<PartialDate>,
    /// Authority, validity and comments.
    pub notes: Vec<String>,
}

impl Document {
    pub(super) fn read(element: &Element<'_>, tables: &Tables) -> Self {
        let mut document = Self {
            line: element.line,
            kind: tables.text("IDRegDocType", element.attribute("IDRegDocTypeID")).into(),
            number: element.child_text("IDRegistrationNo").into(),
            country: tables.country(element.attribute("IssuedBy-CountryID")).into(),
            issued: None,
            expires: None,
            notes: Vec::new(),
        };
        for dated in element.children("DocumentDate") {
            let kind = tables.text("IDRegDocDateType", dated.attribute("IDRegDocDateTypeID"));
            let date = dated.child("DatePeriod").and_then(period::period);
            match (kind, date) {
                (_, None) => {}
                ("Issue Date", date) => document.issued = date,
                ("Expiration Date", date) => document.expires = date,
                (kind, Some(date)) => document.notes.push(format!("{kind} {date}")),
            }
        }
        let validity = tables.text("Validity", element.attribute("ValidityID"));
        let authority = element.child_text("IssuingAuthority");
        // A document that the publisher holds for genuine needs no word.
        let validity = if validity == "Valid" { "" } else { validity };
        let notes = [authority, validity, element.child_text("Comment")];
        document.notes.extend(notes.into_iter().filter(|note| !note.is_empty()).map(Into::into));
        document
    }
}
