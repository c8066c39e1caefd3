//! `sdnList` XML (`SDN.XML`, `CONSOLIDATED.XML`), in the namespace of either publisher's service.
//!
//! What is free text in the CSV remarks has elements of its own here; documents and everything else that has a type
//! stand in `idList`, under the same labels as in the remarks.

use tamis_model::{
    Address, Country, CountryLink, CountryTie, Entity, EntityId, Field, Identifier, IdentifierKind, ListId,
    Listing, NameKind, Particular, Problem, Relation, Schema, Severity, Source, Sourced, Strength,
};

use super::facts::{self, Fact, Statement};
use super::remarks::{self, Remarks};
use super::{SDN, link, list_of, measures, natural, parted, schema};
use crate::xml::{self, Element, Records};
use crate::{Format, InputFile, ReadError, Snapshot};

pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    xml::root_name(&file.head()) == Some("sdnList")
}

/// Reads the list. Which of the two it is shows in its programmes.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let text = xml::decode(file)?;
    let records = Records::new(file, &text, &["publshInformation", "sdnEntry"]);
    let elements: Vec<Element<'_>> = records.collect::<Result<_, _>>()?;
    let entries = || elements.iter().filter(|element| element.name == "sdnEntry");
    let list = list_of(entries().map(programmes));
    let mut snapshot = Snapshot::new(list, Format::OfacXml);
    if let Some(header) = elements.iter().find(|element| element.name == "publshInformation") {
        heading(header, entries().count(), &mut snapshot);
    }
    for entry in entries() {
        snapshot.records += 1;
        match Entry::new(&snapshot.list, entry) {
            Some(reader) => {
                let entity = reader.read(entry, &mut snapshot.problems);
                snapshot.entities.push(entity);
            }
            None => snapshot.problems.push(
                Problem::new(Severity::Error, entry.line, "uid", "the entry has no number or no name")
                    .hint("it was left out; compare with the publisher's file"),
            ),
        }
    }
    link::resolve(&mut snapshot.entities);
    Ok(snapshot)
}

/// Edition and count. A file that holds fewer entries than it says may have been trimmed by whoever handed it on.
fn heading(header: &Element<'_>, entries: usize, snapshot: &mut Snapshot) {
    snapshot.edition = facts::date(header.child_text("Publish_Date")).ok();
    let count = header.child_text("Record_Count");
    if count.parse() != Ok(entries) {
        let what = format!("the file says that it has {count:?} entries, and has {entries}");
        let problem = Problem::new(Severity::Error, header.line, "Record_Count", what);
        snapshot.problems.push(problem.hint("download the whole file from its publisher"));
    }
}

fn programmes<'a>(entry: &'a Element<'_>) -> Vec<&'a str> {
    let list = entry.child("programList");
    list.into_iter().flat_map(|list| list.children("program")).map(Element::text).collect()
}

/// An entry on its way to an entity.
struct Entry {
    entity: Entity,
    line: u32,
}

impl Entry {
    fn new(list: &ListId, entry: &Element<'_>) -> Option<Self> {
        let uid = entry.child_text("uid");
        if uid.is_empty() || entry.child_text("lastName").is_empty() {
            return None;
        }
        let mut entity = Entity::new(EntityId::new(list, uid), schema(entry.child_text("sdnType")));
        let source = Source::new(0, entry.line, &"uid".into()).with_raw(uid);
        let mut listing = Listing::new(list.clone(), source);
        listing.programmes = programmes(entry).into_iter().map(Into::into).collect();
        entity.listings.push(listing);
        Some(Self { entity, line: entry.line })
    }

    fn read(mut self, entry: &Element<'_>, problems: &mut Vec<Problem>) -> Entity {
        self.name(entry, NameKind::Primary, Strength::Strong, "lastName");
        for child in &entry.children {
            match child.name {
                "uid" | "lastName" | "firstName" | "sdnType" | "programList" | "remarks" => {}
                "title" => {
                    let property = if self.entity.schema == Schema::Person { "position" } else { "notes" };
                    self.particular(property, child.text(), "title");
                }
                "akaList" => child.children("aka").for_each(|aka| self.alias(aka)),
                "addressList" => child.children("address").for_each(|address| self.address(address)),
                "idList" => child.children("id").for_each(|id| self.id(id, problems)),
                "dateOfBirthList" => self.items(child, "dateOfBirth", Fact::Birth, problems),
                "placeOfBirthList" => self.items(child, "placeOfBirth", Fact::BirthPlace, problems),
                "nationalityList" | "citizenshipList" => {
                    self.items(child, "country", Fact::Country(CountryTie::Nationality), problems);
                }
                "vesselInfo" => child.children.iter().for_each(|cell| self.vessel(cell)),
                _ => self.unknown(child),
            }
        }
        self.remarks(entry, problems);
        if let Some(mut listing) = self.entity.listings.pop() {
            let notes = self.entity.particulars.iter().filter(|p| &*p.value.property == "notes");
            let blocks = listing.list.as_str() == SDN;
            measures::fill(&mut listing, blocks, notes.map(|p| p.value.text.as_str()));
            self.entity.listings.push(listing);
        }
        self.entity
    }

    fn source(&self, field: &str) -> Source {
        Source::new(0, self.line, &Field::from(field))
    }

    /// A name of one or two parts; the raw text is as the CSV would print it, by which ties find it.
    fn name(&mut self, element: &Element<'_>, kind: NameKind, strength: Strength, field: &str) {
        let (last, first) = (element.child_text("lastName"), element.child_text("firstName"));
        // Weak aliases of persons stand whole in the last name: "ZAHAR, Mahmoud".
        let name =
            if first.is_empty() { natural(last, &self.entity.schema) } else { parted(first, last, "") };
        let printed = if first.is_empty() { last.to_owned() } else { format!("{last}, {first}") };
        let source = self.source(field).with_raw(&printed);
        self.entity.names.push(Sourced::new(name.of_kind(kind).of_strength(strength), source));
    }

    fn alias(&mut self, aka: &Element<'_>) {
        let kind = if aka.child_text("type") == "f.k.a." { NameKind::Former } else { NameKind::Alias };
        let strength = if aka.child_text("category") == "weak" { Strength::Weak } else { Strength::Strong };
        self.name(aka, kind, strength, "akaList/aka");
    }

    fn address(&mut self, element: &Element<'_>) {
        let lines = ["address1", "address2", "address3"].map(|name| element.child_text(name));
        let street = joined(&lines);
        let [city, region, code, country] =
            ["city", "stateOrProvince", "postalCode", "country"].map(|name| element.child_text(name));
        let address = Address {
            full: joined(&[&street, city, region, code, country]),
            street,
            city: city.into(),
            region: region.into(),
            postal_code: code.into(),
            country_text: country.into(),
            country: Country::parse(country),
        };
        if !address.full.is_empty() {
            self.entity.addresses.push(Sourced::new(address, self.source("addressList/address")));
        }
    }

    /// A document, or any other fact with a type: the label, then the value, as in remarks.
    fn id(&mut self, id: &Element<'_>, problems: &mut Vec<Problem>) {
        let [label, number, country, issued, expires] =
            ["idType", "idNumber", "idCountry", "issueDate", "expirationDate"]
                .map(|name| id.child_text(name));
        let text = format!("{label} {number}");
        let behind =
            |word: &str, part: &str| if part.is_empty() { String::new() } else { format!(" {word}{part}") };
        let raw = [&*text, &behind("issued ", issued), &behind("expires ", expires), &behind("of ", country)]
            .concat();
        let country = (!country.is_empty()).then_some(country);
        // A type that nobody has told us of yet is a document when a country issued it.
        let other = country.map(|_| (label, Fact::Identifier(IdentifierKind::Other), number));
        let source = self.source("idList/id").with_raw(raw.trim());
        let Some((label, fact, value)) = facts::split(&text).or(other) else {
            return facts::note(&mut self.entity, raw.trim(), source);
        };
        let (issued, expires) = (facts::date(issued).ok(), facts::date(expires).ok());
        let said = Statement { country, issued, expires, ..Statement::new(label, fact, value) };
        self.put(&said, "idList/id", raw.trim(), problems);
    }

    /// The items of a list: one child is the value, the others are its number and whether it is the main one.
    fn items(&mut self, list: &Element<'_>, value: &str, fact: Fact, problems: &mut Vec<Problem>) {
        for item in &list.children {
            let text = item.child_text(value);
            if !text.is_empty() {
                let said = Statement::new(value, fact, text);
                self.put(&said, list.name, text, problems);
            }
        }
    }

    fn put(&mut self, said: &Statement<'_>, field: &str, raw: &str, problems: &mut Vec<Problem>) {
        let source = self.source(field).with_raw(raw);
        if let Err(why) = facts::put(&mut self.entity, said, source) {
            let problem = Problem::new(Severity::Warning, self.line, field, format!("{why}, in {raw:?}"));
            problems.push(problem.hint("kept as a note"));
        }
    }

    fn vessel(&mut self, cell: &Element<'_>) {
        let (text, field) = (cell.text(), format!("vesselInfo/{}", cell.name));
        if text.is_empty() {
            return;
        }
        let source = self.source(&field).with_raw(text);
        match cell.name {
            "callSign" => {
                let identifier = Identifier::new(IdentifierKind::CallSign, text);
                self.entity.identifiers.push(Sourced::new(identifier, source));
            }
            "vesselFlag" => {
                let link =
                    CountryLink { country: Country::parse(text), text: text.into(), tie: CountryTie::Flag };
                self.entity.countries.push(Sourced::new(link, source));
            }
            "vesselOwner" => {
                let relation = Relation { kind: "Vessel Owner".into(), target: None, name: text.into() };
                self.entity.relations.push(Sourced::new(relation, source));
            }
            "vesselType" => self.particular("type", text, &field),
            "tonnage" => self.particular("tonnage", text, &field),
            "grossRegisteredTonnage" => self.particular("grossRegisteredTonnage", text, &field),
            _ => self.unknown(cell),
        }
    }

    fn particular(&mut self, property: &str, text: &str, field: &str) {
        if !text.is_empty() {
            let particular = Particular { property: property.into(), text: text.into() };
            self.entity.particulars.push(Sourced::new(particular, self.source(field)));
        }
    }

    /// An element that the format did not have before: its texts are kept under its name.
    fn unknown(&mut self, element: &Element<'_>) {
        self.particular("notes", element.text(), element.name);
        for child in &element.children {
            self.unknown(child);
        }
    }

    fn remarks(&mut self, entry: &Element<'_>, problems: &mut Vec<Problem>) {
        let remarks =
            Remarks { text: entry.child_text("remarks"), title: entry.child_text("title"), cut: false };
        let place = self.source("remarks");
        remarks::read(&mut self.entity, &remarks, |_| place.clone(), problems);
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
