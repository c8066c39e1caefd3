//! 1. A user's own list in any table reads with every value, its file's stem as the list's name.
//! 2. The EU's annexes read this way: every row an entity, with programme, measure, annex, date and reason as the
//!    listing, and ids that are unique and do not depend on the row.
//! 3. Rows that cannot be used are reported and the rest is read.

use std::collections::HashSet;

use tamis_lists::{Format, InputFile, Snapshot, read};
use tamis_model::Severity;

fn read_one(name: &str, bytes: &[u8]) -> Snapshot {
    read(&[InputFile { name, bytes }]).remove(0).unwrap()
}

#[test]
fn annexes_of_the_eu() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/lists/eu");
    let (mut rows, mut odd) = (0, 0);
    let mut ids = HashSet::new();
    for part in ["journal_consolidated", "journal_amendments"] {
        let Ok(entries) = std::fs::read_dir(format!("{folder}/{part}")) else {
            println!("skipped: no {part}");
            return;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let bytes = std::fs::read(&path).unwrap();
            let list = read_one(&name, &bytes);
            assert_eq!(list.format, Format::User);
            assert_eq!(list.entities.len(), list.records as usize, "{name}: {:?}", list.problems);
            rows += list.records;
            odd += list.problems.iter().filter(|p| p.severity > Severity::Note).count();
            for entity in &list.entities {
                assert!(ids.insert(entity.id.clone()), "{}", entity.id);
                assert_eq!(entity.listings.len(), 1);
                assert_eq!(entity.listings[0].measures.len(), 1);
            }
        }
    }
    assert_eq!(rows, 8_017 + 417);
    // Prose in cells for dates and nationalities, and six numbers whose check digits do not fit: kept as written.
    assert!(odd <= 90, "{odd}");
}

#[test]
fn other_tables() {
    for (file, count) in [
        ("lists/ch/fiaa_freezes.csv", 158),
        ("lists/us/csl_names_2026-07.csv", 25_844),
        ("accuracy/spelling_list.csv", 7_161),
    ] {
        let Ok(bytes) =
            std::fs::read(format!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/{}"), file))
        else {
            println!("skipped: no {file}");
            continue;
        };
        let list = read_one(file, &bytes);
        assert_eq!(list.entities.len(), count, "{file}");
    }
}
