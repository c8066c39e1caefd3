//! A file of records, in which sanctions, addresses, documents and ties are records of their own.

use std::collections::HashMap;

use super::read::{self, Place};
use super::record::FtmRecord;
use super::{TIES, Tie};
use crate::{Entity, ListId, Problem, Relation, Schema, Severity, Source, Sourced};

/// Schemata of records that are no party and whose names name no party.
const NO_PARTIES: &[&str] = &[
    "Address",
    "Sanction",
    "Identification",
    "Passport",
    "Payment",
    "Position",
    "Occupancy",
    "Event",
    "Trip",
    "Message",
    "Email",
    "Document",
    "Article",
    "Call",
    "CallForTenders",
    "Contract",
    "ContractAward",
    "CourtCase",
    "CourtCaseParty",
    "EconomicActivity",
    "Mention",
    "Note",
    "Page",
    "Pages",
    "Project",
    "ProjectParticipant",
    "Risk",
    "Similar",
    "TaxRoll",
    "UserAccount",
    "Folder",
    "Package",
    "Workbook",
    "Table",
    "PlainText",
    "HyperText",
    "Image",
    "Video",
    "Audio",
    "Analyzable",
    "Interest",
    "Interval",
    "Documentation",
];

/// Reads records, each with its line, into the entities of a list: every record that is a party, in the order of the
/// file, with the sanctions, addresses, documents and ties that other records give it. A party without a sanction of
/// its own has a listing of its programmes: it stands on the list, whatever else is known.
///
/// Records that point to one that is not there are reported.
pub fn merge(records: &[(u32, FtmRecord)], list: &ListId) -> (Vec<Entity>, Vec<Problem>) {
    let mut entities = Vec::new();
    let mut places = HashMap::new();
    for (line, record) in records.iter().filter(|(_, record)| record.is_party()) {
        places.insert(record.id.as_str(), entities.len());
        entities.push(record.to_entity(0, *line, Some(list)));
    }
    let mut merging = Merging { list, places, entities, captions: HashMap::new(), problems: Vec::new() };
    merging.captions.extend(records.iter().map(|(_, record)| (record.id.as_str(), record.caption())));
    merging.add_addresses(records);
    for (line, record) in records {
        merging.add(*line, record);
    }
    let Merging { mut entities, problems, .. } = merging;
    let lines = records.iter().filter(|(_, record)| record.is_party()).map(|(line, _)| *line);
    for (entity, line) in entities.iter_mut().zip(lines).filter(|(entity, _)| entity.listings.is_empty()) {
        entity.listings.push(listing_of_programmes(entity, line, list));
    }
    (entities, problems)
}

impl FtmRecord {
    /// Whether the record is a person, an organisation or a thing that can be listed or screened, and not a sanction,
    /// an address, a document, a tie, a payment or the like.
    pub fn is_party(&self) -> bool {
        match Schema::from_name(&self.schema) {
            Schema::Other(name) => {
                !NO_PARTIES.contains(&&*name)
                    && TIES.iter().all(|tie| tie.schema != &*name)
                    && self.texts("name").next().is_some()
            }
            _ => true,
        }
    }
}

fn listing_of_programmes(entity: &Entity, line: u32, list: &ListId) -> crate::Listing {
    let mut listing = crate::Listing::new(list.clone(), Source::new(0, line, &"id".into()));
    listing.programmes = entity.particulars("programId").map(str::to_owned).collect();
    listing
}

struct Merging<'r> {
    list: &'r ListId,
    places: HashMap<&'r str, usize>,
    entities: Vec<Entity>,
    captions: HashMap<&'r str, &'r str>,
    problems: Vec<Problem>,
}

impl<'r> Merging<'r> {
    fn add(&mut self, line: u32, record: &'r FtmRecord) {
        let place = Place { file: 0, line, list: Some(self.list) };
        match record.schema.as_str() {
            "Sanction" => {
                for at in self.parties(line, record, "entity") {
                    self.entities[at].listings.extend(read::listing(record, place));
                }
            }
            "Identification" | "Passport" => {
                for at in self.parties(line, record, "holder") {
                    for document in read::document(record, place) {
                        let known = |i: &Sourced<crate::Identifier>| i.value.number == document.value.number;
                        // The document says more than the bare number that the party may carry itself.
                        self.entities[at]
                            .identifiers
                            .retain(|i| !(known(i) && i.value.kind == document.value.kind));
                        self.entities[at].identifiers.push(document);
                    }
                }
            }
            schema => {
                if let Some(tie) = TIES.iter().find(|tie| tie.schema == schema) {
                    self.add_tie(line, record, tie);
                }
            }
        }
    }

    /// Ids of addresses among the particulars become the addresses.
    fn add_addresses(&mut self, records: &[(u32, FtmRecord)]) {
        let addresses: HashMap<&str, &(u32, FtmRecord)> = records
            .iter()
            .filter(|(_, record)| record.schema == "Address")
            .map(|record| (record.1.id.as_str(), record))
            .collect();
        for entity in &mut self.entities {
            let (ids, others) = std::mem::take(&mut entity.particulars).into_iter().partition(|p| {
                &*p.value.property == "addressEntity" && addresses.contains_key(p.value.text.as_str())
            });
            entity.particulars = others;
            for (line, record) in
                ids.iter().filter_map(|id: &Sourced<crate::Particular>| addresses.get(id.value.text.as_str()))
            {
                let address = read::address(record, Place { file: 0, line: *line, list: Some(self.list) });
                // The same address in one line, which the party carries itself, says nothing more.
                entity.addresses.retain(|known| known.value.full != address.value.full);
                entity.addresses.push(address);
            }
        }
    }

    fn add_tie(&mut self, line: u32, record: &'r FtmRecord, tie: &Tie) {
        for (own, other, words) in [(tie.from, tie.to, tie.forth), (tie.to, tie.from, tie.back)] {
            for at in self.parties(line, record, own) {
                for id in record.texts(other) {
                    let known = self.captions.get(id);
                    let relation = Relation {
                        kind: read::words_of(record, words),
                        target: known.map(|_| crate::EntityId::new(self.list, id)),
                        name: (*known.unwrap_or(&id)).to_owned(),
                    };
                    let source = Source::new(0, line, &tie.schema.into());
                    self.entities[at].relations.push(Sourced::new(relation, source));
                }
            }
        }
    }

    /// The parties that a property of a record points to.
    fn parties(&mut self, line: u32, record: &FtmRecord, property: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for id in record.texts(property) {
            match self.places.get(id) {
                Some(at) => found.push(*at),
                None if self.captions.contains_key(id) => {}
                None => {
                    let message = format!("points to {id:?}, which is not in the file");
                    let problem = Problem::new(Severity::Note, line, property, message);
                    self.problems.push(problem.hint("the record is not used for it"));
                }
            }
        }
        found
    }
}
