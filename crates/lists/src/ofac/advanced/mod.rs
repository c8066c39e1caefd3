//! Advanced XML (`SDN_ADVANCED.XML`, `CONS_ADVANCED.XML`), the UN's Advanced Sanctions Data Model.
//!
//! Everything is by number: reference tables first, then locations and documents, then the parties that use them, then
//! ties between parties and the entries that list them. The schema fixes this order, so one pass over the file is
//! enough: parties are built as they come, ties and entries are added to them.

mod entries;
mod party;
mod period;
mod places;
mod tables;

use rustc_hash::FxHashMap;
use tamis_model::{EntityId, ListId, Problem, Severity};

use super::{CONS, SDN, link};
use crate::xml::{self, Element, Records};
use crate::{Format, InputFile, ReadError, Snapshot};
use places::{Document, Place};
use tables::Tables;

/// The elements that are read one by one. Entry links, which join entries of several lists, are not used by OFAC.
const WANTED: [&str; 8] = [
    "DateOfIssue",
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
    "SanctionsEntryLink",
];

pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    let head = file.head();
    xml::root_name(&head) == Some("Sanctions") && WANTED[..2].iter().any(|name| head.contains(name))
}

/// Reads the list.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let text = xml::decode(file)?;
    let mut records = Records::new(file, &text, &WANTED);
    let mut reader = Reader::new();
    while let Some(element) = records.next() {
        let element = element?;
        if records.root().is_some_and(|root| !root.attribute("DeltaBaseVersion").is_empty()) {
            return Err(delta(file.name));
        }
        reader.record(&element);
    }
    Ok(reader.finish())
}

fn delta(file: &str) -> ReadError {
    ReadError::Broken {
        file: file.into(),
        line: 1,
        what: "this file holds only the changes to an earlier edition".into(),
        hint: "download the whole list, SDN_ADVANCED.XML or CONS_ADVANCED.XML".into(),
    }
}

/// What has been read so far.
struct Reader {
    snapshot: Snapshot,
    tables: Tables,
    places: FxHashMap<String, Place>,
    /// Documents by the identity that they belong to.
    documents: FxHashMap<String, Vec<Document>>,
    /// Where each profile's entity is.
    profiles: FxHashMap<String, usize>,
}

impl Reader {
    fn new() -> Self {
        Self {
            snapshot: Snapshot::new(ListId::new(SDN), Format::OfacAdvancedXml),
            tables: Tables::default(),
            places: FxHashMap::default(),
            documents: FxHashMap::default(),
            profiles: FxHashMap::default(),
        }
    }

    fn record(&mut self, element: &Element<'_>) {
        match element.name {
            "DateOfIssue" => self.snapshot.edition = period::date(element),
            "ReferenceValueSets" => self.tables = Tables::read(element),
            "Location" => {
                self.places.insert(element.attribute("ID").into(), Place::read(element, &self.tables));
            }
            "IDRegDocument" => {
                let mut document = Document::read(element, &self.tables);
                if let Some(place) = self.places.get(element.attribute("IssuedIn-LocationID")) {
                    document.notes.push(format!("issued in {}", place.address.full));
                }
                self.documents.entry(element.attribute("IdentityID").into()).or_default().push(document);
            }
            "DistinctParty" => self.party(element),
            "ProfileRelationship" => self.relationship(element),
            "SanctionsEntry" => self.entry(element),
            _ => self.problem(
                Severity::Warning,
                element.line,
                element.name,
                "a link between entries, which OFAC did not use when this reader was written".into(),
            ),
        }
    }

    fn problem(&mut self, severity: Severity, line: u32, field: &str, what: String) {
        self.snapshot.problems.push(Problem::new(severity, line, field, what));
    }

    /// Settles which list it is, by what most entries say, and reports what found no place.
    fn finish(mut self) -> Snapshot {
        let entities = &mut self.snapshot.entities;
        let cons = entities.iter().filter(|e| e.listings.iter().all(|l| l.list.as_str() == CONS)).count();
        if cons * 2 > entities.len() {
            self.snapshot.list = ListId::new(CONS);
            for entity in entities.iter_mut() {
                entity.id = EntityId::new(&self.snapshot.list, entity.id.native());
                for relation in &mut entity.relations {
                    let target = relation.value.target.as_ref().map(EntityId::native);
                    relation.value.target = target.map(|native| EntityId::new(&self.snapshot.list, native));
                }
            }
        }
        link::resolve(entities);
        let bare: Vec<_> = entities.iter().filter(|e| e.listings.is_empty()).map(|e| e.id.clone()).collect();
        for id in bare {
            let what = format!("{id} has no sanctions entry, so no programme and no date");
            self.problem(Severity::Warning, 0, "SanctionsEntry", what);
        }
        let mut left: Vec<_> = self.documents.drain().flat_map(|(_, documents)| documents).collect();
        left.sort_by_key(|document| document.line);
        for document in left {
            let what = format!("{} {} belongs to no party", document.kind, document.number);
            self.problem(Severity::Error, document.line, "IDRegDocument", what);
        }
        self.snapshot
    }
}
