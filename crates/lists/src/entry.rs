//! An entity in the making: each value goes in with the field and the text that it was read from, and what cannot be
//! understood is kept as text and reported.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};
use tamis_model::{
    Address, Country, CountryLink, CountryTie, DateError, DateOrder, Entity, EntityId, Field, Gender,
    Identifier, ListId, Listing, Name, PartialDate, Particular, Problem, Relation, Schema, Severity, Source,
    Sourced,
};

use crate::Snapshot;
use crate::xml::Element;

/// The names of fields, each stored once however many values come from it.
#[derive(Debug, Default)]
pub(crate) struct Fields(RefCell<FxHashMap<Box<str>, Field>>);

impl Fields {
    /// The field of this name.
    pub(crate) fn get(&self, name: &str) -> Field {
        let mut known = self.0.borrow_mut();
        if let Some(field) = known.get(name) {
            return Field::clone(field);
        }
        let field = Field::from(name);
        known.insert(name.into(), Field::clone(&field));
        field
    }
}

/// An entity being read from one record or several.
pub(crate) struct Entry<'f> {
    /// The entity so far.
    pub(crate) entity: Entity,
    /// The line or row that values are read from.
    pub(crate) record: u32,
    /// What was odd so far.
    pub(crate) problems: Vec<Problem>,
    fields: &'f Fields,
}

impl<'f> Entry<'f> {
    /// An entity of which only id and schema are known.
    pub(crate) fn new(list: &ListId, id: &str, schema: Schema, record: u32, fields: &'f Fields) -> Self {
        Self { entity: Entity::new(EntityId::new(list, id), schema), record, problems: Vec::new(), fields }
    }

    /// Where a value stands; `raw` is the text as it stood there, remembered where it says more than the value.
    pub(crate) fn source(&mut self, field: &str, value: &str, raw: &str) -> Source {
        let field = self.fields.get(field);
        let source = Source::new(0, self.record, &field);
        if raw == value || raw.is_empty() { source } else { source.with_raw(raw) }
    }

    /// Reports something odd about a field.
    pub(crate) fn odd(&mut self, severity: Severity, field: &str, message: impl Into<String>, hint: &str) {
        self.problems.push(Problem::new(severity, self.record, field, message).hint(hint));
    }

    /// Reports an element that the format does not have, and keeps its texts as a note.
    pub(crate) fn unknown_element(&mut self, element: &Element<'_>) {
        let message = "an element that the format does not have";
        self.odd(Severity::Warning, element.name, message, "kept as a note");
        self.particular("notes", element.name, &element.texts());
    }

    /// A name, unless it is blank or was already given in the same kind and strength.
    pub(crate) fn name(&mut self, field: &str, raw: &str, name: Name) {
        if name.full.trim().is_empty() || recent(&self.entity.names).any(|known| known.value == name) {
            return;
        }
        let source = self.source(field, &name.full, raw);
        self.entity.names.push(Sourced::new(name, source));
    }

    /// A date of birth, foundation or building; what is no date stays as text.
    pub(crate) fn birth(&mut self, field: &str, raw: &str, date: Result<PartialDate, DateError>) {
        match date {
            Ok(date) => {
                let source = self.source(field, "", raw);
                if recent(&self.entity.births).all(|known| known.value != date) {
                    self.entity.births.push(Sourced::new(date, source));
                }
            }
            Err(DateError::Empty) => {}
            Err(error) => {
                self.odd(Severity::Warning, field, error.to_string(), KEPT);
                self.particular("birthDate", field, raw);
            }
        }
    }

    /// Where it was born, as written.
    pub(crate) fn birth_place(&mut self, field: &str, raw: &str, place: String) {
        if place.is_empty() || recent(&self.entity.birth_places).any(|known| known.value == place) {
            return;
        }
        let source = self.source(field, &place, raw);
        self.entity.birth_places.push(Sourced::new(place, source));
    }

    /// A country and what it is to the entity; one that is not known stays as text.
    pub(crate) fn country(&mut self, field: &str, raw: &str, tie: CountryTie) {
        self.country_as(field, raw, raw.trim(), Country::parse(raw), tie);
    }

    /// A country of which the list gives a code beside the words; `raw` is everything that was said.
    pub(crate) fn country_as(
        &mut self,
        field: &str,
        raw: &str,
        text: &str,
        country: Option<Country>,
        tie: CountryTie,
    ) {
        if text.is_empty() {
            return;
        }
        let link = CountryLink { country, text: text.into(), tie };
        if recent(&self.entity.countries).any(|known| known.value == link) {
            return;
        }
        if country.is_none() {
            self.odd(Severity::Note, field, format!("{text:?} is no country that is known"), KEPT);
        }
        let source = self.source(field, text, raw);
        self.entity.countries.push(Sourced::new(link, source));
    }

    /// A gender; words that are not known stay as text.
    pub(crate) fn gender(&mut self, field: &str, raw: &str) {
        match Gender::parse(raw) {
            Some(gender) if recent(&self.entity.genders).any(|known| known.value == gender) => {}
            Some(gender) => {
                let source = self.source(field, "", raw);
                self.entity.genders.push(Sourced::new(gender, source));
            }
            None => self.particular("gender", field, raw),
        }
    }

    /// A gender, where there is one.
    pub(crate) fn gender_if_stated(&mut self, field: &str, raw: &str) {
        if !raw.trim().is_empty() {
            self.gender(field, raw);
        }
    }

    /// A document or registration; `raw` is everything that was said about it.
    pub(crate) fn identifier(&mut self, field: &str, raw: &str, identifier: Identifier) {
        if identifier.number.is_empty() {
            return self.particular("idNumber", field, raw);
        }
        let source = self.source(field, "", raw);
        if recent(&self.entity.identifiers).all(|known| known.value != identifier) {
            self.entity.identifiers.push(Sourced::new(identifier, source));
        }
    }

    /// An address; its whole text is made of its parts where the publisher gives only these.
    pub(crate) fn address(&mut self, field: &str, raw: &str, mut address: Address) {
        if address.full.is_empty() {
            let parts = [
                address.street.as_str(),
                &address.city,
                &address.region,
                &address.postal_code,
                &address.country_text,
            ];
            address.full = joined(&parts, ", ");
        }
        if address.full.is_empty() {
            return;
        }
        if address.country.is_none() {
            address.country = Country::parse(&address.country_text);
        }
        if recent(&self.entity.addresses).any(|known| known.value == address) {
            return;
        }
        if address.country.is_none() && !address.country_text.is_empty() {
            let message = format!("{:?} is no country that is known", address.country_text);
            self.odd(Severity::Note, field, message, KEPT);
        }
        let source = self.source(field, &address.full, raw);
        self.entity.addresses.push(Sourced::new(address, source));
    }

    /// A tie to another party.
    pub(crate) fn relation(&mut self, field: &str, raw: &str, relation: Relation) {
        if recent(&self.entity.relations).all(|known| known.value != relation) {
            let source = self.source(field, &relation.name, raw);
            self.entity.relations.push(Sourced::new(relation, source));
        }
    }

    /// Any further fact as text, under its FollowTheMoney property name.
    pub(crate) fn particular(&mut self, property: &str, field: &str, raw: &str) {
        let text = raw.trim();
        if text.is_empty() {
            return;
        }
        let particular = Particular { property: self.fields.get(property), text: text.into() };
        if recent(&self.entity.particulars).all(|known| known.value != particular) {
            let source = self.source(field, text, raw);
            self.entity.particulars.push(Sourced::new(particular, source));
        }
    }

    /// A date of the listing; what is no date is reported and stays as text.
    pub(crate) fn listing_date(&mut self, field: &str, raw: &str) -> Option<PartialDate> {
        match PartialDate::parse(raw, DateOrder::DayFirst) {
            Ok(date) => Some(date),
            Err(DateError::Empty) => None,
            Err(error) => {
                self.odd(Severity::Warning, field, error.to_string(), KEPT);
                self.particular("date", field, raw);
                None
            }
        }
    }

    /// A listing of this list at this record; `raw` is its date or whatever else was said of it, as written.
    pub(crate) fn listing(&mut self, list: &ListId, field: &str, raw: &str) -> Listing {
        let source = self.source(field, "", raw);
        Listing::new(list.clone(), source)
    }
}

/// The values against which a further one is compared, so that none stands twice: the last ones, since a hostile file
/// could make this endless. The most of one kind in real lists is some 130 (addresses of one trust).
fn recent<T>(values: &[T]) -> impl Iterator<Item = &T> {
    values[values.len().saturating_sub(1000)..].iter()
}

const KEPT: &str = "it is kept as written and is not compared";

/// The pieces that are not blank, trimmed and joined.
pub(crate) fn joined(pieces: &[&str], separator: &str) -> String {
    let kept: Vec<&str> = pieces.iter().map(|piece| piece.trim()).filter(|piece| !piece.is_empty()).collect();
    kept.join(separator)
}

/// Takes finished entries into a snapshot: ids that come twice are told apart and reported, entities without a name
/// are reported and kept.
pub(crate) struct Collected {
    snapshot: Snapshot,
    ids: FxHashSet<String>,
}

impl Collected {
    /// Nothing yet.
    pub(crate) fn new(snapshot: Snapshot) -> Self {
        Self { snapshot, ids: FxHashSet::default() }
    }

    /// The snapshot's problems, to add what concerns no single entity.
    pub(crate) fn problems(&mut self) -> &mut Vec<Problem> {
        &mut self.snapshot.problems
    }

    /// Counts a record, whether or not an entity comes of it.
    pub(crate) fn count(&mut self) {
        self.snapshot.records += 1;
    }

    /// The list's edition.
    pub(crate) fn edition(&mut self, text: &str) {
        self.snapshot.edition = PartialDate::parse(text, DateOrder::DayFirst).ok();
    }

    /// The list's edition, where it is known as a date.
    pub(crate) fn edition_is(&mut self, date: Option<PartialDate>) {
        self.snapshot.edition = date;
    }

    /// Whether the edition is known.
    pub(crate) fn has_edition(&self) -> bool {
        self.snapshot.edition.is_some()
    }

    /// Takes an entity.
    pub(crate) fn take(&mut self, entry: Entry<'_>) {
        let Entry { mut entity, record, problems, .. } = entry;
        self.snapshot.problems.extend(problems);
        if entity.names.is_empty() {
            let message = format!("{} has no name", entity.id);
            let problem = Problem::new(Severity::Warning, record, "", message);
            self.snapshot
                .problems
                .push(problem.hint("it is kept, and no name finds it; look it up at the publisher"));
        }
        if entity.id.native().is_empty() {
            let message = "an entry without an id";
            let hint = "its line stands in for the id, and changes when the file does; ask the publisher";
            self.snapshot.problems.push(Problem::new(Severity::Warning, record, "", message).hint(hint));
            entity.id = EntityId::new(&self.snapshot.list, &format!("line-{record}"));
        }
        let mut id = entity.id.as_str().to_owned();
        if !self.ids.insert(id.clone()) {
            let message = format!("the id {id} was given to another entity before");
            let mut count = 2;
            while !self.ids.insert(format!("{id}#{count}")) {
                count += 1;
            }
            id = format!("{id}#{count}");
            let hint = format!("this one is {id}; ask the publisher whether the two are one");
            self.snapshot.problems.push(Problem::new(Severity::Warning, record, "", message).hint(hint));
            entity.id = EntityId::whole(&id);
        }
        self.snapshot.entities.push(entity);
    }

    /// The snapshot.
    pub(crate) fn finish(self) -> Snapshot {
        self.snapshot
    }
}
