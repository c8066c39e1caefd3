//! 1. Real files, where they are at hand, read in full: every row an entity, every alternate and address placed.
//! 2. Nearly every "Linked To" of the SDN list resolves to an entry of the same list.
//! 3. Of a hundred entries a file, each cell and each statement of the remarks is found in what was read, and what was
//!    read is found in the entry.

use std::path::Path;

use crate::traced::{hundred, quoted, said};
use tamis_lists::{Format, InputFile, Snapshot, read};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/lists");

fn contents(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| std::fs::read_to_string(Path::new(FOLDER).join(name)).unwrap()).collect()
}

/// Reads files of the folder of real lists; `None`, said aloud, where the folder is not there.
pub fn real(names: &[&str]) -> Option<Vec<Snapshot>> {
    let folder = Path::new(FOLDER);
    if !folder.exists() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    let contents = contents(names);
    let files: Vec<_> =
        names.iter().zip(&contents).map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
    Some(read(&files).into_iter().map(|outcome| outcome.unwrap_or_else(|e| panic!("{e}"))).collect())
}

#[test]
fn counts() {
    for (names, list, entries) in [
        (&["ofac/sdn_2024-05-03.csv"][..], "us-ofac-sdn", 14_965),
        (&["ofac/history/sdn_2021-10-06.csv"], "us-ofac-sdn", 9_122),
        (&["ofac/history/sdn_2022-02-23.csv"], "us-ofac-sdn", 9_108),
        (&["ofac/history/sdn_2022-12-02.csv"], "us-ofac-sdn", 11_130),
        (&["ofac/history/sdn_2023-12-01.csv"], "us-ofac-sdn", 13_436),
        (
            &["ofac/bench_2021-07_sdn.csv", "ofac/bench_2021-07_add.csv", "ofac/bench_2021-07_alt.csv"],
            "us-ofac-sdn",
            8_976,
        ),
        (&["ofac/cons_add.csv", "ofac/cons_prim.csv", "ofac/cons_alt.csv"], "us-ofac-cons", 442),
    ] {
        let Some(snapshots) = real(names) else { return };
        let [snapshot] = &snapshots[..] else { panic!("{names:?} make {} snapshots", snapshots.len()) };
        assert_eq!(snapshot.format, Format::OfacCsv);
        assert_eq!((snapshot.list.as_str(), snapshot.entities.len()), (list, entries), "{names:?}");
        assert_eq!(snapshot.records as usize, entries);
        assert_eq!(snapshot.files.len(), names.len());
        for problem in snapshot.problems.iter().take(5) {
            println!("{problem}");
        }
        println!("{list} {entries}: {} problems", snapshot.problems.len());
    }
}

#[test]
fn ties() {
    let Some(snapshots) = real(&["ofac/sdn_2024-05-03.csv"]) else { return };
    let ties: Vec<_> = snapshots[0]
        .entities
        .iter()
        .flat_map(|e| &e.relations)
        .filter(|r| r.value.kind == "Linked To")
        .collect();
    let open: Vec<_> = ties.iter().filter(|r| r.value.target.is_none()).map(|r| &r.value.name).collect();
    println!("{} ties, {} not resolved: {open:?}", ties.len(), open.len());
    assert_eq!(ties.len(), 6_375);
}

/// The cells of a line by a second way: OFAC's cells hold no quotes, so that each odd piece between quotes is one.
fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    for (at, piece) in line.split('"').enumerate() {
        if at % 2 == 1 {
            cells.push(piece.trim().to_owned());
        } else {
            cells.extend(piece.split(',').map(|cell| cell.trim().to_owned()));
        }
    }
    cells.retain(|cell| !cell.is_empty() && cell != "-0-");
    cells
}

/// What must be found of a cell: remarks by their statements, programmes one by one, anything else whole.
fn statements(cell: &str) -> Vec<String> {
    if cell.contains("] [") {
        return cell.split("] [").map(str::to_owned).collect();
    }
    cell.trim_end_matches('.').split("; ").map(|s| s.trim().to_owned()).collect()
}

#[test]
fn nothing_lost_and_nothing_invented() {
    for names in [
        &["ofac/sdn_2024-05-03.csv"][..],
        &["ofac/bench_2021-07_sdn.csv", "ofac/bench_2021-07_add.csv", "ofac/bench_2021-07_alt.csv"],
        &["ofac/cons_prim.csv", "ofac/cons_add.csv", "ofac/cons_alt.csv"],
        &["ofac/history/sdn_2023-12-01.csv"],
    ] {
        let Some(snapshots) = real(names) else { return };
        let files = contents(names);
        for (_, entity) in hundred(&snapshots[0]) {
            let id = format!("{},", entity.id.native());
            let lines: Vec<&str> =
                files.iter().flat_map(|text| text.lines()).filter(|line| line.starts_with(&id)).collect();
            let said = said(entity);
            for (line, at, cell) in lines
                .iter()
                .flat_map(|line| cells(line).into_iter().enumerate().map(move |(at, cell)| (line, at, cell)))
            {
                // The numbers of entry and companion row, and the types, which became kinds.
                if at < 2 && cell.bytes().all(|b| b.is_ascii_digit())
                    || ["aka", "fka", "nka", "individual", "vessel", "aircraft"].contains(&&*cell)
                {
                    continue;
                }
                for statement in statements(&cell) {
                    assert!(
                        said.iter().any(|text| text.contains(&statement)),
                        "{statement:?} of {line} is lost"
                    );
                }
            }
            for text in quoted(entity) {
                assert!(
                    lines.iter().any(|line| line.contains(&text)),
                    "{text:?} of {} is invented",
                    entity.id
                );
            }
        }
    }
}
