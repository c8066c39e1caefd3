//! 1. Whatever is done to a golden file, cut, overwritten, doubled, reading answers and does not panic.
//! 2. What it answers, a snapshot or an error, is the same every time.
//! 3. A cut never makes an entity of part of a name that the whole file does not have.

use std::collections::BTreeSet;

use proptest::prelude::*;
use tamis_lists::{InputFile, Snapshot, read};

const GOLDEN: [(&str, &[u8]); 6] = [
    ("sdn.csv", include_bytes!("golden/ofac_sdn.csv")),
    ("sdn.xml", include_bytes!("golden/ofac_sdn_list.xml")),
    ("advanced.xml", include_bytes!("golden/ofac_advanced.xml")),
    ("csl.csv", include_bytes!("golden/us_csl.csv")),
    ("dpl.txt", include_bytes!("golden/us_dpl.txt")),
    ("alt.csv", include_bytes!("golden/ofac_alt.csv")),
];

fn outcome(name: &str, bytes: &[u8]) -> Result<Snapshot, String> {
    let mut outcomes = read(&[InputFile { name, bytes }]);
    assert_eq!(outcomes.len(), 1, "one file, one answer");
    outcomes.remove(0).map_err(|error| error.to_string())
}

fn text(outcome: &Result<Snapshot, String>) -> String {
    match outcome {
        Ok(snapshot) => format!("{:?} {:?}", snapshot.entities, snapshot.problems),
        Err(error) => error.clone(),
    }
}

proptest! {
    #[test]
    fn any_change_is_answered(
        which in 0..GOLDEN.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
    ) {
        let (name, golden) = GOLDEN[which];
        let mut bytes = golden.to_vec();
        for (at, byte, how) in changes {
            let at = at.index(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
            match how {
                _ if bytes.is_empty() => {}
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => bytes.insert(at, byte),
                _ => {
                    let end = (at + usize::from(byte)).min(bytes.len());
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
            }
        }
        prop_assert_eq!(text(&outcome(name, &bytes)), text(&outcome(name, &bytes)));
    }

    #[test]
    fn a_cut_invents_no_name(which in 0..GOLDEN.len(), at: prop::sample::Index) {
        let (name, golden) = GOLDEN[which];
        let names = |snapshot: &Snapshot| -> BTreeSet<String> {
            snapshot.entities.iter().flat_map(|e| &e.names).map(|n| n.value.full.clone()).collect()
        };
        let cut = outcome(name, &golden[..at.index(golden.len())]);
        if let (Ok(cut), Ok(whole)) = (cut, outcome(name, golden)) {
            let (cut, whole) = (names(&cut), names(&whole));
            prop_assert!(cut.is_subset(&whole), "{:?}", cut.difference(&whole).collect::<Vec<_>>());
        }
    }
}
