//! The Commission's financial sanctions files, XML 1.1 (`xmlFullSanctionsList_1_1`), against their schema of namespace
//! `http://eu.europa.ec/fpi/fsd/export`.
//!
//! Everything is an attribute. What is read is in the functions below, a function an element; what is left out is the
//! publisher's own bookkeeping: the `logicalId` of details and the language of the regulation's text.

use tamis_model::{
    Address, Country, CountryTie, DateOrder, Identifier, IdentifierKind, ListId, Listing, Measure, Name,
    NameKind, PartKind, PartialDate, Problem, Schema, Severity, Strength,
};

use super::{identifier_kind, list};
use crate::entry::{Collected, Entry, Fields, joined};
use crate::xml::{self, Element, Records};
use crate::{Format, InputFile, ReadError, Snapshot};

/// Whether a file is an EU financial sanctions file.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    let head = file.head();
    xml::root_name(&head) == Some("export")
        && (head.contains("eu.europa.ec/fpi/fsd/export") || head.contains("<sanctionEntity"))
}

/// Reads an EU financial sanctions file.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let list = list();
    let text = xml::decode(file)?;
    let fields = Fields::default();
    let mut collected = Collected::new(Snapshot::new(list.clone(), Format::EuFsfXml));
    let mut records = Records::new(file, &text, &["sanctionEntity"]);
    for record in &mut records {
        let record = record?;
        collected.count();
        collected.take(entity(&list, &record, &fields));
    }
    if let Some(root) = records.root() {
        collected.edition(root.attribute("generationDate"));
    }
    for (name, line) in records.outside() {
        let problem = Problem::new(Severity::Warning, *line, name, "text outside of any entity was not read");
        collected.problems().push(problem);
    }
    Ok(collected.finish())
}

fn entity<'f>(list: &ListId, record: &Element<'_>, fields: &'f Fields) -> Entry<'f> {
    let (reference, logical) = (record.attribute("euReferenceNumber"), record.attribute("logicalId"));
    let id = if reference.is_empty() { logical } else { reference };
    let mut entry = Entry::new(list, id, schema(record), record.line, fields);
    let united_nations = record.attribute("unitedNationId");
    if !united_nations.is_empty() {
        let identifier = Identifier::new(IdentifierKind::ListReference, united_nations);
        entry.identifier("unitedNationId", united_nations, identifier);
    }
    entry.particular("notes", "designationDetails", record.attribute("designationDetails"));
    for child in &record.children {
        detail(&mut entry, child);
    }
    let listing = listing(&mut entry, list, record);
    entry.entity.listings.push(listing);
    entry
}

/// `person` and `enterprise` are the codes that are printed; the classification (P, E) decides where the code is new.
fn schema(record: &Element<'_>) -> Schema {
    let Some(subject) = record.child("subjectType") else { return Schema::LegalEntity };
    let code = subject.attribute("code").to_lowercase();
    match subject.attribute("classificationCode") {
        _ if code == "person" => Schema::Person,
        _ if code == "vessel" || code == "ship" => Schema::Vessel,
        "P" => Schema::Person,
        "E" => Schema::Organization,
        _ => Schema::parse(&code).unwrap_or(Schema::LegalEntity),
    }
}

fn detail(entry: &mut Entry<'_>, child: &Element<'_>) {
    entry.record = child.line;
    match child.name {
        "nameAlias" => name(entry, child),
        "citizenship" => country(entry, child, CountryTie::Nationality),
        "birthdate" => birth(entry, child),
        "address" => address(entry, child),
        "identification" => identification(entry, child),
        "regulation" => {
            for url in child.children("publicationUrl") {
                entry.particular("sourceUrl", "regulation/publicationUrl", url.raw());
            }
        }
        "remark" => entry.particular("notes", "remark", child.raw()),
        "subjectType" | "additionalInformation" => {}
        unknown => {
            let hint = "kept as a note";
            entry.odd(Severity::Warning, unknown, "an element that the schema 1.1 does not have", hint);
            entry.particular("notes", unknown, &child.texts());
        }
    }
    remarks(entry, child);
}

/// What any element may hold: remarks, additional information by key.
fn remarks(entry: &mut Entry<'_>, element: &Element<'_>) {
    for remark in element.children("remark") {
        entry.particular("notes", &format!("{}/remark", element.name), remark.raw());
    }
    let information = element.children("additionalInformation");
    let own = (element.name == "additionalInformation").then_some(element);
    for found in information.chain(own) {
        let text = joined(&[found.attribute("key"), found.attribute("value")], ": ");
        entry.particular("notes", "additionalInformation", &text);
    }
}

/// A name with what stands beside it: function, title, gender. The first strong one is the listed name.
///
/// `strong` is false for weak aliases; older entries say so in a remark only ("low quality a.k.a.").
fn name(entry: &mut Entry<'_>, alias: &Element<'_>) {
    let text = |name: &str| alias.attribute(name);
    let parts = [text("firstName"), text("middleName"), text("lastName")];
    let whole = if text("wholeName").is_empty() { joined(&parts, " ") } else { text("wholeName").to_owned() };
    let remarked_weak = alias.children("remark").any(|remark| {
        let remark = remark.text().to_lowercase();
        remark.contains("low quality") || remark.contains("low-quality")
    });
    let weak = text("strong") == "false" || remarked_weak;
    let listed = entry.entity.names.iter().any(|known| known.value.kind == NameKind::Primary);
    let mut name = Name::new(whole)
        .of_kind(if listed || weak { NameKind::Alias } else { NameKind::Primary })
        .of_strength(if weak { Strength::Weak } else { Strength::Strong });
    for (kind, part) in [PartKind::Given, PartKind::Middle, PartKind::Family].into_iter().zip(parts) {
        name = name.with_part(kind, part);
    }
    let language = text("nameLanguage");
    name.language = (!language.is_empty()).then(|| language.to_lowercase());
    // The listed name may be repeated word for word with another act or language.
    let known = entry.entity.names.iter().rev().take(1000).any(|known| {
        known.value.full == name.full
            && known.value.language == name.language
            && known.value.strength == name.strength
            && known.value.parts == name.parts
    });
    if !known {
        entry.name("nameAlias@wholeName", "", name);
    }
    entry.particular("position", "nameAlias@function", text("function"));
    entry.particular("title", "nameAlias@title", text("title"));
    if !matches!(text("gender"), "" | "?") {
        entry.gender("nameAlias@gender", text("gender"));
    }
}

/// The country of a citizenship, address, birth or document; `00` and `UNKNOWN` say that none is known.
fn known_country<'e>(element: &'e Element<'_>) -> (&'e str, Option<Country>) {
    let (code, words) = (element.attribute("countryIso2Code"), element.attribute("countryDescription"));
    if code == "00" || words.eq_ignore_ascii_case("unknown") {
        return ("", None);
    }
    let country = Country::from_code(code).or_else(|| Country::parse(words));
    (if words.is_empty() { code } else { words }, country)
}

fn country(entry: &mut Entry<'_>, element: &Element<'_>, tie: CountryTie) {
    let (text, country) = known_country(element);
    let field = format!("{}@countryDescription", element.name);
    entry.country_as(&field, &said(element, &[]), text, country, tie);
    if element.name == "citizenship" {
        entry.particular("notes", "citizenship@region", element.attribute("region"));
    }
}

/// A birth: a day, the parts of one, a year, a range of years; other calendars than the Gregorian stay as text.
fn birth(entry: &mut Entry<'_>, birth: &Element<'_>) {
    let text = |name: &str| birth.attribute(name);
    let raw = said(birth, &["countryIso2Code", "countryDescription", "city", "zipCode", "region", "place"]);
    let (from, to) = (text("yearRangeFrom"), text("yearRangeTo"));
    let [year, month, day] = ["year", "monthOfYear", "dayOfMonth"].map(text);
    let stated = if !text("birthdate").is_empty() {
        text("birthdate").to_owned()
    } else if !from.is_empty() || !to.is_empty() {
        format!("{from} to {to}")
    } else if year.is_empty() {
        String::new()
    } else {
        let number = |part: &str| part.parse::<u8>().unwrap_or(0);
        format!("{year}-{:02}-{:02}", number(month), number(day))
    };
    let calendar = text("calendarType");
    if calendar.is_empty() || calendar == "GREGORIAN" {
        let date = PartialDate::parse(&stated, DateOrder::DayFirst);
        let date = if text("circa") == "true" { date.map(PartialDate::circa) } else { date };
        entry.birth("birthdate", &raw, date);
    } else if !stated.is_empty() {
        let message = format!("the calendar {calendar} is not converted");
        entry.odd(Severity::Note, "birthdate@calendarType", message, "the date is kept as written");
        entry.particular("birthDate", "birthdate", &raw);
    }
    let (words, _) = known_country(birth);
    let place = joined(&[text("place"), text("city"), text("zipCode"), text("region"), words], ", ");
    entry.birth_place("birthdate@city", "", place);
    if !words.is_empty() {
        country(entry, birth, CountryTie::Birth);
    }
}

fn address(entry: &mut Entry<'_>, address: &Element<'_>) {
    let text = |name: &str| address.attribute(name);
    let (words, country) = known_country(address);
    let found = Address {
        full: String::new(),
        street: joined(&[text("street"), text("poBox")], ", "),
        city: joined(&[text("place"), text("city")], ", "),
        region: text("region").to_owned(),
        postal_code: text("zipCode").to_owned(),
        country_text: words.to_owned(),
        country,
    };
    entry.address("address", &said(address, &["asAtListingTime"]), found);
    for contact in address.children("contactInfo") {
        let (key, value) = (contact.attribute("key"), contact.attribute("value"));
        let lower = key.to_lowercase();
        let kind = match lower.as_str() {
            _ if lower.contains("mail") => IdentifierKind::Email,
            _ if lower.contains("phone") || lower.contains("fax") => IdentifierKind::Phone,
            _ if lower.contains("web") => IdentifierKind::Website,
            _ => {
                entry.particular("notes", "address/contactInfo", &joined(&[key, value], ": "));
                continue;
            }
        };
        let identifier = Identifier::new(kind, value).labelled(key);
        entry.identifier("address/contactInfo", &joined(&[key, value], ": "), identifier);
    }
}

/// A document; a name printed on it that is not the listed one is a name in use.
fn identification(entry: &mut Entry<'_>, document: &Element<'_>) {
    let text = |name: &str| document.attribute(name);
    let number = if text("latinNumber").is_empty() { text("number") } else { text("latinNumber") };
    let (code, description) = (text("identificationTypeCode"), text("identificationTypeDescription"));
    let (_, issuer) = known_country(document);
    let label = if description.is_empty() { code } else { description };
    let mut identifier =
        Identifier::new(identifier_kind(code, description), number).labelled(label).issued_by(issuer);
    let date = |name: &str| PartialDate::parse(text(name), DateOrder::DayFirst).ok();
    identifier.issued = date("issueDate").or_else(|| date("validFrom"));
    identifier.expires = date("validTo");
    entry.identifier("identification", &said(document, &[]), identifier);
    let printed = text("nameOnDocument");
    if entry.entity.names.iter().all(|name| name.value.full != printed) {
        entry.name("identification@nameOnDocument", "", Name::new(printed).of_kind(NameKind::Alias));
    }
}

/// An element's attributes as text, `name=value`, without the bookkeeping, flags that are off, and the ones named.
fn said(element: &Element<'_>, without: &[&str]) -> String {
    const BOOKKEEPING: [&str; 2] = ["logicalId", "regulationLanguage"];
    let attributes = element.attributes.iter().filter(|(name, value)| {
        !value.trim().is_empty() && value != "false" && !BOOKKEEPING.contains(name) && !without.contains(name)
    });
    let texts: Vec<String> = attributes.map(|(name, value)| format!("{name}={}", value.trim())).collect();
    texts.join("; ")
}

/// The listing: designation date, or else the earliest publication that the entry names, since the designation date
/// is often left out; the regulation's publication and entry into force; every act that added a detail.
fn listing(entry: &mut Entry<'_>, list: &ListId, record: &Element<'_>) -> Listing {
    entry.record = record.line;
    let designated = record.attribute("designationDate");
    let mut listing = entry.listing(list, "regulation", "");
    listing.measures.push(Measure::AssetFreeze);
    let logical = record.attribute("logicalId");
    listing.reference = (!logical.is_empty()).then(|| logical.to_owned());
    let acts = record.children.iter().flat_map(|child| {
        let own = (child.name == "regulation").then_some(child);
        own.into_iter().chain(child.children("corrigendum")).chain(child.children("regulationSummary"))
    });
    let mut published: Vec<PartialDate> = Vec::new();
    let mut raw = vec![designated.to_owned()];
    for act in acts {
        published.extend(entry.listing_date("regulation@publicationDate", act.attribute("publicationDate")));
        let dates = [act.attribute("publicationDate"), act.attribute("entryIntoForceDate")];
        raw.push(joined(&[act.attribute("numberTitle"), dates[0], dates[1]], " "));
        let title = joined(&[act.attribute("regulationType"), act.attribute("numberTitle")], " ");
        if !title.is_empty() && !listing.legal_acts.contains(&title) {
            listing.legal_acts.push(title);
        }
        entry.particular("sourceUrl", "regulationSummary@publicationUrl", act.attribute("publicationUrl"));
    }
    for regulation in record.children("regulation") {
        let programme = regulation.attribute("programme");
        if !programme.is_empty() && !listing.programmes.iter().any(|known| known == programme) {
            listing.programmes.push(programme.to_owned());
        }
        let date = entry.listing_date("regulation@publicationDate", regulation.attribute("publicationDate"));
        listing.published = listing.published.or(date);
        let force = regulation.attribute("entryIntoForceDate");
        listing.effective = listing.effective.or(entry.listing_date("regulation@entryIntoForceDate", force));
        let organisation = regulation.attribute("organisationType");
        entry.particular("legislativeBody", "regulation@organisationType", organisation);
    }
    raw.dedup();
    let raw: Vec<&str> = raw.iter().map(String::as_str).collect();
    listing.source = entry.source("regulation", "", &joined(&raw, "; "));
    let earliest = published.iter().min().copied();
    listing.listed = entry.listing_date("designationDate", designated).or(earliest);
    listing.amended = published.iter().max().copied().filter(|latest| Some(*latest) != earliest);
    listing.delisted = entry.listing_date("delistingDate", record.attribute("delistingDate"));
    listing
}
