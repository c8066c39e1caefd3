//! 1. Individuals, entities and objects of Switzerland's list are read whole: names as products of their parts, places
//!    from their table, ended listings with their end.
//! 2. No text of the golden targets is lost but the publisher's numbers, none is invented.
//! 3. Freezes under the Swiss act on illicit assets read as a user's own list.

use tamis_lists::{Format, InputFile, Snapshot, read, recognise};

use crate::second_path::{lost, shared, xml_records};
use crate::shown::show;

fn snapshot(name: &str, bytes: &[u8]) -> Snapshot {
    let file = InputFile { name, bytes };
    assert_eq!(recognise(&file), Some(Format::SecoXml));
    read(&[file]).remove(0).unwrap()
}

#[test]
fn golden() {
    let text = include_str!("golden/seco.xml");
    let snapshot = snapshot("seco.xml", text.as_bytes());
    insta::assert_snapshot!("seco", show(&snapshot));
    let numbers = [
        "ssid",
        "place-id",
        "order",
        "name-part-type",
        "name-type",
        "quality",
        "main",
        "calendar",
        "iso-code",
        "code",
        "sanctions-set-id",
        "day",
        "month",
        "object-type",
    ];
    for (entity, texts) in snapshot.entities.iter().zip(xml_records(text, "target", &numbers)) {
        let nothing: [String; 0] = [];
        assert_eq!(lost(entity, &texts), nothing, "lost of {}", entity.id);
    }
}

#[test]
fn illicit_assets() {
    let Some(bytes) = shared("ch/fiaa_freezes.csv") else { return };
    let file = InputFile { name: "fiaa_freezes.csv", bytes: &bytes };
    assert_eq!(recognise(&file), Some(Format::User));
    let snapshot = read(&[file]).remove(0).unwrap();
    assert_eq!(snapshot.entities.len(), 158);
    let listed = |e: &tamis_model::Entity| {
        e.listings.first().is_some_and(|l| l.listed.is_some() && !l.programmes.is_empty())
    };
    assert!(snapshot.entities.iter().all(listed));
}
