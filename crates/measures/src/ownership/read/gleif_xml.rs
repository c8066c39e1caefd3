//! The golden copy of GLEIF as XML: relationship records (RR-CDF 2.1) and LEI records (LEI-CDF 3.1).
//!
//! Read as a stream, since the full file has hundreds of thousands of records; what is kept is one record.

use std::collections::HashMap;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::Event;
use tamis_model::Severity;

use super::gleif::{RELATIONSHIP_PERIOD, Relationship, add_party};
use crate::ownership::graph::{GraphBuilder, Place};

/// Longest text of an element that is kept; no identifier, date or name of the format is nearly as long.
const TEXT_MAX: usize = 4_096;

/// Whether a file begins as one of these does.
pub(super) fn is_gleif(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        && ["RelationshipData", "LEIData"].iter().any(|root| head.contains(root))
}

/// Reads the records; answers how many there are. A file that breaks off is reported, and what came before it stays.
pub(super) fn read(builder: &mut GraphBuilder, file: u16, source: impl BufRead) -> u32 {
    let mut reader = Reader::from_reader(source);
    let (mut buffer, mut record, mut number, mut depth) = (Vec::new(), Record::default(), 0, 0_u32);
    let broken = loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start)) => {
                depth += 1;
                record.open(start.local_name().as_ref());
            }
            Ok(Event::Text(text)) => record.text(&text),
            Ok(Event::GeneralRef(entity)) => record.entity(&entity),
            Ok(Event::CData(text)) => record.text(&text),
            Ok(Event::End(end)) => {
                let name = end.local_name();
                depth = depth.saturating_sub(1);
                record.close();
                if matches!(name.as_ref(), "RelationshipRecord" | "LEIRecord") {
                    number += 1;
                    std::mem::take(&mut record).add(builder, Place { file, row: number });
                }
            }
            Ok(Event::Eof) if depth == 0 => return number,
            Ok(Event::Eof) => break "it ends within a record".to_owned(),
            Ok(_) => {}
            Err(error) => break error.to_string(),
        }
    };
    let message = format!("cannot be read beyond byte {}: {broken}", reader.buffer_position());
    let hint = "the rest of the file is missing from the answer; fetch it again";
    builder.problem(Severity::Error, Place { file, row: number + 1 }, "", message, hint);
    number
}

/// The texts of one record by the last two names of their path.
#[derive(Default)]
struct Record {
    path: Vec<String>,
    texts: HashMap<String, String>,
    /// The period being read: its type, start and end.
    period: [String; 3],
    current: String,
}

impl Record {
    fn open(&mut self, name: &str) {
        self.current.clear();
        self.path.push(name.to_owned());
    }

    fn text(&mut self, text: &str) {
        if self.current.len() + text.len() <= TEXT_MAX {
            self.current.push_str(text);
        }
    }

    fn entity(&mut self, name: &str) {
        self.text(quick_xml::escape::resolve_xml_entity(name).unwrap_or(" "));
    }

    /// Keeps the text of the element that ends; of several of a kind, the first.
    fn close(&mut self) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.current).trim().to_owned();
        match name.as_str() {
            "PeriodType" => self.period[0] = text,
            "StartDate" => self.period[1] = text,
            "EndDate" => self.period[2] = text,
            "RelationshipPeriod" => {
                let [kind, from, to] = std::mem::take(&mut self.period);
                if kind == RELATIONSHIP_PERIOD {
                    self.texts.insert("from".into(), from);
                    self.texts.insert("to".into(), to);
                }
            }
            _ if !text.is_empty() => {
                let parent = self.path.last().map_or("", String::as_str);
                self.texts.entry(format!("{parent}.{name}")).or_insert(text);
            }
            _ => {}
        }
    }

    fn get(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    /// Adds what the record says; dates have a time of day, which does not count.
    fn add(self, builder: &mut GraphBuilder, place: Place) {
        let lei = self.get("LEIRecord.LEI");
        if !lei.is_empty() {
            return add_party(builder, lei, self.get("Entity.LegalName"));
        }
        let day = |key: &str| self.get(key).split('T').next().unwrap_or_default();
        let relationship = Relationship {
            child: self.get("StartNode.NodeID"),
            parent: self.get("EndNode.NodeID"),
            kind: self.get("Relationship.RelationshipType"),
            status: self.get("Relationship.RelationshipStatus"),
            from: day("from"),
            to: day("to"),
            amount: self.get("RelationshipQuantifier.QuantifierAmount"),
            units: self.get("RelationshipQuantifier.QuantifierUnits"),
        };
        relationship.add(builder, place);
    }
}
