//! 1. Persons, entities and ships of Canada's list are read whole; two records of one place in a schedule are told apart.
//! 2. The real edition holds 4,759 records, none alike in id; no word of a hundred of them is lost, none is invented.

use std::collections::HashSet;

use tamis_lists::{Format, InputFile, Snapshot, read, recognise};

use crate::second_path::{draw, invented, lost_words, shared, xml_records};
use crate::shown::show;

fn snapshot(name: &str, bytes: &[u8]) -> Snapshot {
    let file = InputFile { name, bytes };
    assert_eq!(recognise(&file), Some(Format::CanadaXml));
    read(&[file]).remove(0).unwrap()
}

#[test]
fn golden() {
    insta::assert_snapshot!("ca", show(&snapshot("ca.xml", include_bytes!("golden/ca.xml"))));
}

#[test]
fn the_real_list() {
    let Some(bytes) = shared("ca/sema_2025.xml") else { return };
    let snapshot = snapshot("sema.xml", &bytes);
    assert_eq!((snapshot.records, snapshot.entities.len()), (4_759, 4_759));
    let ids: HashSet<&str> = snapshot.entities.iter().map(|entity| entity.id.as_str()).collect();
    assert_eq!(ids.len(), 4_759);
    assert!(ids.iter().all(|id| !id.contains('#')), "two records of one place");
    assert_eq!(snapshot.edition.unwrap().to_string(), "2025-03-20");
    let text = String::from_utf8(bytes).unwrap();
    let records = xml_records(&text, "record", &[]);
    let nothing: [String; 0] = [];
    for index in draw(records.len(), 3) {
        let (entity, texts) = (&snapshot.entities[index], &records[index]);
        assert_eq!(lost_words(entity, texts), nothing, "lost of {}", entity.id);
        assert_eq!(invented(entity, texts), nothing, "invented for {}", entity.id);
    }
}
