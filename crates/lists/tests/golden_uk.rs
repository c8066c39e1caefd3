//! 1. A designation with every column of the UK Sanctions List's CSV and every element of its XML, and groups of the OFSI
//!    list, are read whole, rows that stand apart among them.
//! 2. The real OFSI file of 9,487 rows is 2,106 groups; no word of a hundred groups is lost, none is invented.
//! 3. The real spreadsheet of 5,303 rows is a header and 5,302 designations; no text of a hundred of them is lost, none
//!    is invented.
//! 4. A file without headings, and one that breaks off in a quoted cell, are told from a whole one.

use std::collections::HashMap;
use std::io::Read;

use tamis_lists::{Format, InputFile, ReadError, Snapshot, read, recognise};

use crate::second_path::{draw, invented, lost, lost_words, shared, xml_records};
use crate::shown::show;

fn snapshot(name: &str, bytes: &[u8], format: Format) -> Snapshot {
    let file = InputFile { name, bytes };
    assert_eq!(recognise(&file), Some(format));
    read(&[file]).remove(0).unwrap()
}

#[test]
fn golden_csv() {
    let bytes = include_bytes!("golden/uk.csv");
    insta::assert_snapshot!("uk_csv", show(&snapshot("uk.csv", bytes, Format::UkCsv)));
}

/// Each designation that is named by an id, against its texts as they stand between the tags.
fn compare_xml(snapshot: &Snapshot, text: &str) {
    // Yes and no for each measure, which `SanctionsImposed` says in words; kinds, whose meaning is kept.
    let kinds = [
        "Individual",
        "Entity",
        "Ship",
        "true",
        "false",
        "Primary Name Variation",
        "Alias",
        "Low quality",
        "Good quality",
    ];
    for texts in xml_records(text, "Designation", &[]) {
        let Some(entity) = snapshot.entities.iter().find(|e| texts.iter().any(|t| t == e.id.native())) else {
            continue;
        };
        let mut lost = lost_words(entity, &texts);
        lost.retain(|word| kinds.iter().all(|kind| !kind.split(' ').any(|known| known == word)));
        assert_eq!(lost, [""; 0], "lost of {}", entity.id);
        assert_eq!(invented(entity, &texts), [""; 0], "invented for {}", entity.id);
    }
}

#[test]
fn golden_xml() {
    let bytes = include_bytes!("golden/uk.xml");
    let golden = snapshot("uk.xml", bytes, Format::UkXml);
    insta::assert_snapshot!("uk_xml", show(&golden));
    compare_xml(&golden, std::str::from_utf8(bytes).unwrap());
    if let Some(bytes) = shared("samples/uk_sanctions_list_2026-09-10_trimmed.xml") {
        let snapshot = snapshot("sample.xml", &bytes, Format::UkXml);
        assert_eq!(snapshot.problems, []);
        compare_xml(&snapshot, std::str::from_utf8(&bytes).unwrap());
        assert_eq!(snapshot.entities[0].id.as_str(), "uk-sanctions:AFG0006");
        assert_eq!(snapshot.entities[0].names.len(), 2);
    }
}

#[test]
fn golden_ofsi() {
    let bytes = include_bytes!("golden/ofsi.csv");
    insta::assert_snapshot!("ofsi", show(&snapshot("ofsi.csv", bytes, Format::OfsiCsv)));
}

#[test]
fn the_real_ofsi_list() {
    let path = "uk/ofsi_conlist_2018-04-13.csv";
    let Some(bytes) = shared(path) else { return };
    let snapshot = snapshot(path, &bytes, Format::OfsiCsv);
    assert_eq!(snapshot.records, 9_487);
    assert_eq!(snapshot.entities.len(), 2_106);
    // Windows-1252, by another decoder: Latin-1 but for the punctuation that is compared with nothing.
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let mut groups: HashMap<String, Vec<String>> = HashMap::new();
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    for row in rows.records().skip(2) {
        let row = row.unwrap();
        groups.entry(row[28].to_owned()).or_default().extend(row.iter().map(str::to_owned));
    }
    for index in draw(snapshot.entities.len(), 5) {
        let entity = &snapshot.entities[index];
        let texts = &groups[entity.id.native()];
        let nothing: [String; 0] = [];
        let known = ["Individual", "Entity", "AKA", "FKA", "Prime", "Alias"];
        let mut lost = lost_words(entity, texts);
        lost.retain(|word| !known.contains(&word.as_str()));
        assert_eq!(lost, nothing, "lost of {}", entity.id);
        assert_eq!(invented(entity, texts), nothing, "invented for {}", entity.id);
    }
}

/// The unpacked `content.xml` of an archive: what follows its name up to where the packing ends.
fn spreadsheet_content(archive: &[u8]) -> String {
    let name = b"content.xml";
    let at = archive.windows(name.len()).position(|window| window == name).unwrap() + name.len();
    let mut text = String::new();
    flate2::read::DeflateDecoder::new(&archive[at..]).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_real_spreadsheet() {
    let Some(bytes) = shared("uk/uksl_fcdo_2025-08-11.ods") else { return };
    let snapshot = snapshot("uk.ods", &bytes, Format::UkOds);
    // The second path: the rows of the archive's content, found by nothing but the brackets. The first of 5,303 is
    // the header, and the sheet ends with an empty one that repeats to its bottom.
    let content = spreadsheet_content(&bytes);
    let looks = [
        "table:style-name",
        "table:number-columns-repeated",
        "table:number-rows-repeated",
        "office:value-type",
    ];
    let mut rows = xml_records(&content, "table:table-row", &looks);
    rows.retain(|row| !row.is_empty());
    assert_eq!(rows.len(), 5_303);
    assert_eq!(rows[0][..3], ["Unique ID", "OFSI Group ID", "Name"]);
    assert_eq!((snapshot.records, snapshot.entities.len()), (5_302, 5_302));
    for index in draw(snapshot.entities.len(), 17) {
        let (entity, texts) = (&snapshot.entities[index], &rows[index + 1]);
        let mut lost = lost(entity, texts);
        lost.retain(|text| !["Individual", "Entity", "Ship"].contains(&text.as_str()));
        assert_eq!(lost, [""; 0], "lost of {}", entity.id);
        assert_eq!(invented(entity, texts), [""; 0], "invented for {}", entity.id);
    }
    // Two persons stand in the file with a blank in place of their name.
    let nameless: Vec<&str> =
        snapshot.entities.iter().filter(|e| e.names.is_empty()).map(|e| e.id.native()).collect();
    assert_eq!(nameless, ["BEL0174", "RUS1467"]);
    assert_eq!(snapshot.problems.iter().filter(|p| p.message.contains("has no name")).count(), 2);
    let first = &snapshot.entities[0];
    assert_eq!(first.id.as_str(), "uk-sanctions:AFG0001");
    assert_eq!(first.caption(), "HAJI KHAIRULLAH HAJI SATTAR MONEY EXCHANGE");
    assert_eq!(first.listings[0].listed.unwrap().to_string(), "2012-06-29");
    assert!(snapshot.entities.iter().all(|entity| entity.listings.len() == 1));
    assert_eq!(snapshot.entities.iter().filter(|entity| entity.listings[0].freezes()).count(), 4_846);
}

#[test]
fn refused() {
    let rows = "Last Updated,13/04/2018\nName 6,Regime,Group ID\n\"AL-";
    let file = InputFile { name: "ofsi.csv", bytes: rows.as_bytes() };
    assert_eq!(recognise(&file), Some(Format::OfsiCsv));
    let outcome = read(&[file]).remove(0);
    let cut = outcome.as_ref().is_ok_and(|s| s.entities.is_empty() && !s.problems.is_empty());
    assert!(cut || matches!(outcome, Err(ReadError::Broken { .. })), "{outcome:?}");
}
