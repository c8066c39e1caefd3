//! An entity written as a record.

use super::record::{FtmRecord, FtmValue};
use super::{BIRTHS, COUNTRIES, DEATHS, ENDED, NAMES, PARTS, number_kind};
use crate::{Address, Entity, Identifier, IdentifierKind, Listing, Relation, Schema, Sourced, SubjectKind};

impl FtmRecord {
    /// The record that says what the entity says: listings as nested sanctions, ties as nested links, addresses whole
    /// in `address` and, where parts are known, nested too.
    pub fn from_entity(entity: &Entity) -> Self {
        let mut record = Self::new(entity.id.as_str(), entity.schema.as_str());
        record.extra.push(("caption".into(), entity.caption().into()));
        for name in &entity.names {
            let kind = (name.value.kind, name.value.strength);
            let property =
                written(&name.source.field, NAMES.iter().filter(|n| (n.1, n.2) == kind).map(|n| n.0), "name");
            record.add_text(property, &name.value.full);
            for part in &name.value.parts {
                let own = PARTS.iter().find(|(_, kind)| *kind == part.kind);
                if let Some((property, _)) = own.filter(|_| !holds(entity, &part.text)) {
                    record.add_text(property, &part.text);
                }
            }
        }
        record.add_facts(entity);
        for identifier in &entity.identifiers {
            record.add_number(identifier);
        }
        for address in &entity.addresses {
            record.add_address(&address.value);
        }
        for relation in &entity.relations {
            record.add("unknownLinkTo", FtmValue::Record(Box::new(link(&relation.value))));
        }
        for particular in &entity.particulars {
            record.add_text(&particular.value.property, &particular.value.text);
        }
        for listing in &entity.listings {
            record.add("sanctions", FtmValue::Record(Box::new(sanction(listing))));
        }
        record
    }

    fn add_text(&mut self, property: &str, text: &str) {
        self.add(property, FtmValue::Text(text.to_owned()));
    }

    fn add_facts(&mut self, entity: &Entity) {
        let (born, died) = dates_of(&entity.schema);
        for birth in &entity.births {
            let property = written(&birth.source.field, BIRTHS.iter().copied(), born);
            self.add_text(property, &birth.value.to_string());
        }
        for death in &entity.deaths {
            let property = written(&death.source.field, DEATHS.iter().copied(), died);
            self.add_text(property, &death.value.to_string());
        }
        for place in &entity.birth_places {
            self.add_text("birthPlace", &place.value);
        }
        for country in &entity.countries {
            let own = COUNTRIES.iter().filter(|(_, tie)| *tie == country.value.tie).map(|(name, _)| *name);
            let property = written(&country.source.field, own, "country");
            let code = country.value.country.as_ref().map(crate::Country::code);
            self.add_text(property, code.unwrap_or(&country.value.text));
        }
        for gender in &entity.genders {
            self.add_text("gender", gender.value.as_str());
        }
    }

    fn add_number(&mut self, identifier: &Sourced<Identifier>) {
        let Sourced { value, source } = identifier;
        // The number as it was written, where that is all that was written.
        let raw = source.raw.as_deref().filter(|raw| Identifier::new(value.kind, raw).number == value.number);
        let text = raw.unwrap_or(&value.number);
        let own = value.kind.property();
        let property = match number_kind(&source.field) {
            Some(kind) if kind == value.kind => &*source.field,
            _ if value.kind == IdentifierKind::Other => "idNumber",
            _ => own,
        };
        self.add_text(property, text);
        if value.issuer.is_some()
            || value.issued.is_some()
            || value.expires.is_some()
            || !value.label.is_empty()
        {
            self.add("passportEntity", FtmValue::Record(Box::new(document(value, text))));
        }
    }

    fn add_address(&mut self, address: &Address) {
        self.add_text("address", &address.full);
        let mut nested = Self::new("", "Address");
        for (property, text) in [
            ("full", &address.full),
            ("street", &address.street),
            ("city", &address.city),
            ("region", &address.region),
            ("postalCode", &address.postal_code),
        ] {
            nested.add_text(property, text);
        }
        nested.add_text(
            "country",
            address.country.as_ref().map_or(&address.country_text, crate::Country::code),
        );
        if nested.properties.0.len() > 1 {
            self.add("addressEntity", FtmValue::Record(Box::new(nested)));
        }
    }
}

/// The property to write: the one that was read, if it is one of these; else the first of these.
fn written<'a>(
    field: &'a str,
    mut own: impl Iterator<Item = &'static str> + Clone,
    otherwise: &'static str,
) -> &'a str {
    if own.clone().any(|property| property == field) { field } else { own.next().unwrap_or(otherwise) }
}

/// Whether a part of a name is also a particular, which is written by itself.
fn holds(entity: &Entity, text: &str) -> bool {
    entity
        .particulars
        .iter()
        .any(|p| p.value.text == text && PARTS.iter().any(|(name, _)| *name == &*p.value.property))
}

fn dates_of(schema: &Schema) -> (&'static str, &'static str) {
    match (schema, schema.kind()) {
        (_, SubjectKind::Person) => ("birthDate", "deathDate"),
        (_, SubjectKind::Object) => ("buildDate", "dissolutionDate"),
        _ => ("incorporationDate", "dissolutionDate"),
    }
}

fn document(identifier: &Identifier, number: &str) -> FtmRecord {
    let schema = if identifier.kind == IdentifierKind::Passport { "Passport" } else { "Identification" };
    let mut record = FtmRecord::new("", schema);
    record.add_text("number", number);
    record.add_text("type", &identifier.label);
    record.add_text("country", identifier.issuer.as_ref().map_or("", crate::Country::code));
    for (property, date) in [("startDate", identifier.issued), ("endDate", identifier.expires)] {
        record.add_text(property, &date.map(|date| date.to_string()).unwrap_or_default());
    }
    record
}

fn link(relation: &Relation) -> FtmRecord {
    let mut record = FtmRecord::new("", "UnknownLink");
    let target = relation.target.as_ref().map_or("", |id| id.as_str());
    let mut other = FtmRecord::new(target, "LegalEntity");
    other.add_text("name", &relation.name);
    record.add("object", FtmValue::Record(Box::new(other)));
    record.add_text("role", &relation.kind);
    record
}

fn sanction(listing: &Listing) -> FtmRecord {
    let mut record = FtmRecord::new("", "Sanction");
    record.add_text("authority", listing.list.as_str());
    let all = [
        ("program", &listing.programmes),
        ("recordDecision", &listing.legal_acts),
        ("reason", &listing.reasons),
    ];
    for (property, texts) in all {
        for text in texts {
            record.add_text(property, text);
        }
    }
    for measure in &listing.measures {
        record.add_text("provisions", measure.as_str());
    }
    record.add_text("authorityId", listing.reference.as_deref().unwrap_or_default());
    for (property, date) in [
        ("startDate", listing.listed.or(listing.effective)),
        ("listingDate", listing.published),
        ("modifiedAt", listing.amended),
        ("endDate", listing.until().copied()),
    ] {
        record.add_text(property, &date.map(|date| date.to_string()).unwrap_or_default());
    }
    // One property holds both ends, the one that came and the one that is to come: the status tells them apart.
    if listing.delisted.is_some() {
        record.add_text("status", ENDED);
    }
    record
}
