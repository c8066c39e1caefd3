//! 1. An individual and an entity with every element of the UN's schema are read whole.
//! 2. The real editions hold as many entries as the UN says, and a hundred of each neither lose nor gain a text.
//! 3. A file that is damaged, cut off or malformed is refused with its line.

use tamis_lists::{Format, InputFile, ReadError, Snapshot, read, recognise};

use crate::second_path::{draw, invented, lost, shared, xml_records};
use crate::shown::show;

const GOLDEN: &str = include_str!("golden/un.xml");

fn snapshot(name: &str, bytes: &[u8]) -> Result<Snapshot, ReadError> {
    read(&[InputFile { name, bytes }]).remove(0)
}

#[test]
fn golden() {
    assert_eq!(recognise(&InputFile { name: "x", bytes: GOLDEN.as_bytes() }), Some(Format::UnXml));
    insta::assert_snapshot!("un", show(&snapshot("un.xml", GOLDEN.as_bytes()).unwrap()));
}

/// The UN's own bookkeeping: no facts about the entity.
const BOOKKEEPING: [&str; 6] =
    ["VERSIONNUM", "LIST_TYPE", "SORT_KEY", "SORT_KEY_LAST_MOD", "TYPE_OF_DATE", "QUALITY"];

#[test]
fn real_editions() {
    for (path, individuals, entities) in
        [("un/consolidated_2026-02-27.xml", 730, 273), ("un/consolidated_2025-04-19.xml", 684, 193)]
    {
        let Some(bytes) = shared(path) else { continue };
        let snapshot = snapshot(path, &bytes).unwrap();
        assert_eq!(snapshot.records, individuals + entities);
        assert_eq!(snapshot.entities.len() as u32, individuals + entities);
        let text = String::from_utf8(bytes).unwrap();
        let mut records = xml_records(&text, "INDIVIDUAL", &BOOKKEEPING);
        assert_eq!(records.len() as u32, individuals);
        records.extend(xml_records(&text, "ENTITY", &BOOKKEEPING));
        for index in draw(records.len(), 7) {
            let (entity, mut texts) = (&snapshot.entities[index], records[index].clone());
            // The LIST_TYPE's VALUE.
            texts.retain(|text| text != "UN List");
            let nothing: [String; 0] = [];
            assert_eq!(lost(entity, &texts), nothing, "lost of {}", entity.id);
            assert_eq!(invented(entity, &texts), nothing, "invented for {}", entity.id);
        }
    }
}

#[test]
fn refused() {
    if let Some(bytes) = shared("un/malformed_2025.xml") {
        let error = snapshot("malformed.xml", &bytes).unwrap_err().to_string();
        assert!(error.starts_with("malformed.xml:53: column 11: the control character 0x19"), "{error}");
    }
    let half = &GOLDEN[..GOLDEN.len() / 2];
    let error = snapshot("half.xml", half.as_bytes()).unwrap_err();
    assert!(matches!(error, ReadError::Broken { line: 10.., .. }), "{error}");
    assert!(error.to_string().contains("cut off"), "{error}");
}
