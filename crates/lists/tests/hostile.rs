//! 1. Whatever is changed in a file, its reader answers: no panic, and no entity without an id of its list.
//! 2. The first half of an XML file is refused, and so are elements that lie too deep in each other and entities that
//!    would expand.
//! 3. Half of a table is read as far as it goes, and what breaks off is told or is a whole row.

use proptest::prelude::*;
use tamis_lists::{InputFile, ReadError, read};

/// Golden files: name, content, and the tag under which hostile elements are put in, for XML.
const FILES: &[(&str, &[u8], &str)] = &[
    ("un.xml", include_bytes!("golden/un.xml"), "CONSOLIDATED_LIST"),
    ("eu_fsf.xml", include_bytes!("golden/eu_fsf.xml"), "fsd:export"),
    ("eu_whole.xml", include_bytes!("golden/eu_whole.xml"), "WHOLE"),
    ("uk.xml", include_bytes!("golden/uk.xml"), "Designations"),
    ("uk.csv", include_bytes!("golden/uk.csv"), ""),
    ("ofsi.csv", include_bytes!("golden/ofsi.csv"), ""),
    ("ca.xml", include_bytes!("golden/ca.xml"), "data-set"),
    ("seco.xml", include_bytes!("golden/seco.xml"), "swiss-sanctions-list"),
    ("meti.txt", include_bytes!("golden/meti.txt"), ""),
];

fn answer(name: &str, bytes: &[u8]) -> Result<usize, ReadError> {
    let snapshot = read(&[InputFile { name, bytes }]).remove(0)?;
    for entity in &snapshot.entities {
        let list = snapshot.list.as_str();
        assert!(entity.id.as_str().starts_with(list) && entity.id.native() != "", "{}", entity.id);
        assert!(!entity.listings.is_empty());
    }
    Ok(snapshot.entities.len())
}

#[test]
fn half_a_file() {
    for (name, bytes, root) in FILES {
        let whole = answer(name, bytes).unwrap();
        let half = answer(name, &bytes[..bytes.len() / 2]);
        if root.is_empty() {
            assert!(half.as_ref().is_ok_and(|found| *found <= whole), "{name}: {half:?}");
        } else {
            assert!(matches!(half, Err(ReadError::Broken { line: 2.., .. })), "{name}: {half:?}");
        }
        assert!(matches!(answer(name, b""), Err(ReadError::Empty { .. })));
    }
}

#[test]
fn too_deep_and_expanding() {
    let deep = "<x>".repeat(10_000) + &"</x>".repeat(10_000);
    for (name, bytes, root) in FILES.iter().filter(|(_, _, root)| !root.is_empty()) {
        let text = std::str::from_utf8(bytes).unwrap();
        let at = text.find(&format!("</{root}>")).unwrap();
        let hostile = format!("{}{deep}{}", &text[..at], &text[at..]);
        let error = answer(name, hostile.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("deep"), "{name}: {error}");
        let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
        let at = text.find("?>").unwrap() + 2;
        let hostile = format!("{}{bomb}{}", &text[..at], &text[at..]);
        let error = answer(name, hostile.as_bytes()).unwrap_err().to_string();
        assert!(error.contains("document type"), "{name}: {error}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changed_bytes(
        file in 0..FILES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u8..4, any::<u8>(), 1_usize..60), 1..8),
    ) {
        let (name, bytes, _) = FILES[file];
        let mut bytes = bytes.to_vec();
        for (at, change, byte, length) in changes {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            match change {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at..end)),
                2 => bytes.insert(at, byte),
                _ => {
                    let copy = bytes[at..end].to_vec();
                    bytes.splice(at..at, copy);
                }
            }
            if bytes.is_empty() {
                bytes.push(byte);
            }
        }
        let _ = answer(name, &bytes);
    }
}
