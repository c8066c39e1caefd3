//! 1. An entity with every element and attribute of the schema 1.1, and one of the older form, are read whole.
//! 2. The older real edition holds 595 entities, and a hundred of them neither lose nor gain a text; so does the sample
//!    of the present form.

use tamis_lists::{Format, InputFile, Snapshot, read, recognise};

use crate::second_path::{draw, invented, lost, shared, xml_records};
use crate::shown::show;

fn snapshot(name: &str, bytes: &[u8], format: Format) -> Snapshot {
    let file = InputFile { name, bytes };
    assert_eq!(recognise(&file), Some(format));
    read(&[file]).remove(0).unwrap()
}

/// Numbers of the publisher's rows, and codes of which the meaning is kept: kind of subject, weak, language, country.
const BOOKKEEPING: [&str; 20] = [
    "logicalId",
    "regulationLanguage",
    "globalFileId",
    "code",
    "classificationCode",
    "strong",
    "nameLanguage",
    "gender",
    "countryIso2Code",
    "circa",
    "calendarType",
    "knownFalse",
    "diplomatic",
    "key",
    "Type",
    "Entity_id",
    "LANGUAGE",
    "GENDER",
    "Id",
    "regulationType",
];

fn compare(snapshot: &Snapshot, text: &str, element: &str) {
    let records = xml_records(text, element, &BOOKKEEPING);
    assert_eq!(records.len(), snapshot.entities.len());
    for index in draw(records.len(), 11) {
        let entity = &snapshot.entities[index];
        let texts: Vec<String> = records[index]
            .iter()
            .filter(|text| !matches!(text.as_str(), "UNKNOWN" | "00"))
            .cloned()
            .collect();
        let nothing: [String; 0] = [];
        assert_eq!(lost(entity, &texts), nothing, "lost of {}", entity.id);
        let mut with_keys = texts.clone();
        with_keys.push("calendarType ISLAMIC year EMAIL PHONE WEB TELEGRAM colour".into());
        assert_eq!(invented(entity, &with_keys), nothing, "invented for {}", entity.id);
    }
}

#[test]
fn golden_present_form() {
    let text = include_str!("golden/eu_fsf.xml");
    let snapshot = snapshot("eu.xml", text.as_bytes(), Format::EuFsfXml);
    insta::assert_snapshot!("eu_fsf", show(&snapshot));
    compare(&snapshot, text, "fsd:sanctionEntity");
}

#[test]
fn golden_older_form() {
    let text = include_str!("golden/eu_whole.xml");
    let snapshot = snapshot("eu.xml", text.as_bytes(), Format::EuWholeXml);
    insta::assert_snapshot!("eu_whole", show(&snapshot));
    compare(&snapshot, text, "ENTITY");
}

#[test]
fn the_real_files() {
    if let Some(bytes) = shared("samples/eu_fsf_1_1_2026-08-05_trimmed.xml") {
        let snapshot = snapshot("sample.xml", &bytes, Format::EuFsfXml);
        assert_eq!(snapshot.entities.len(), 2);
        compare(&snapshot, &String::from_utf8(bytes).unwrap(), "sanctionEntity");
    }
    if let Some(bytes) = shared("eu/eu_old_global_2017.xml") {
        let snapshot = snapshot("whole.xml", &bytes, Format::EuWholeXml);
        assert_eq!((snapshot.records, snapshot.entities.len()), (595, 595));
        compare(&snapshot, &String::from_utf8(bytes).unwrap(), "ENTITY");
    }
}
