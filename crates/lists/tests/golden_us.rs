//! 1. Every column of a made-up Consolidated Screening List and Denied Persons List arrives, each in its place.
//! 2. The real files are read in full; a hundred rows of each neither lose nor gain a text.
//! 3. A file that was cut off is refused.

use std::io::Read;

use tamis_lists::{Format, InputFile, ReadError, Snapshot, read, recognise};

use crate::second_path::{draw, invented, lost, shared};
use crate::shown::show;

const CSL: &str = include_str!("golden/us_csl.csv");

const DPL: &str = include_str!("golden/us_dpl.txt");

fn one(name: &str, bytes: &[u8]) -> Result<Snapshot, ReadError> {
    read(&[InputFile { name, bytes }]).remove(0)
}

#[test]
fn screening_list() {
    let file = InputFile { name: "csl.csv", bytes: CSL.as_bytes() };
    assert_eq!(recognise(&file), Some(Format::UsCslCsv));
    insta::assert_snapshot!("us_csl", show(&one(file.name, file.bytes).unwrap()));
    let cut = &CSL.as_bytes()[..CSL.len() - 20];
    let Err(ReadError::Broken { what, .. }) = one("csl.csv", cut) else { panic!("read") };
    assert!(what.contains("cut off"), "{what}");
    let within = one("csl.csv", &CSL.as_bytes()[..CSL.len() - 1]).unwrap();
    assert!(within.problems.iter().any(|p| p.message.contains("may be cut off")), "{:?}", within.problems);
}

#[test]
fn denied_persons() {
    let file = InputFile { name: "dpl.txt", bytes: DPL.as_bytes() };
    assert_eq!(recognise(&file), Some(Format::UsDeniedPersons));
    insta::assert_snapshot!("us_dpl", show(&one(file.name, file.bytes).unwrap()));
}

/// The cells of a delimited text without its header, by a reader of its own that knows quotes and nothing else.
fn cells(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ if c == delimiter && !quoted => row.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
    }
    if !cell.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows.remove(0);
    rows
}

/// A date as the Denied Persons List writes it, month first, as ISO 8601.
fn iso(text: &str) -> String {
    match text.split('/').collect::<Vec<_>>()[..] {
        [month, day, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => text.to_owned(),
    }
}

#[test]
fn the_real_screening_list() {
    let Some(packed) = shared("us/csl_2022-04-21.csv.gz") else { return };
    let snapshot = one("csl.csv.gz", &packed).unwrap();
    assert_eq!((snapshot.records, snapshot.entities.len()), (14_160, 14_048));
    let mut text = String::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_string(&mut text).unwrap();
    let rows = cells(&text, ',');
    assert_eq!(rows.len(), 14_160);
    for at in draw(rows.len(), 7) {
        let id = format!("us-csl:{}", rows[at][0]);
        let entity = snapshot.entities.iter().find(|e| e.id.as_str() == id).unwrap();
        let all = rows.iter().filter(|row| row[0] == rows[at][0]).flat_map(|row| row.iter().enumerate());
        // The type became a schema; dates of listings, which are ISO days, were parsed.
        let all = all.filter(|(column, _)| ![3, 9].contains(column));
        let parts = all.flat_map(|(column, cell)| {
            let cell = if column == 22 { cell.replace("; and ", "; ") } else { cell.clone() };
            cell.split("; ").map(str::to_owned).collect::<Vec<_>>()
        });
        // Labels stand behind their values in this file; all words of a part must be found all the same.
        let texts: Vec<String> =
            parts.flat_map(|part| part.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect();
        assert_eq!(lost(entity, &texts), [""; 0], "of {id}");
        let made = invented(entity, &texts);
        let own = ["SDN", "standard", "order", "end", "date"];
        assert!(made.iter().all(|word| own.contains(&&**word)), "{made:?} of {id}");
    }
}

#[test]
fn the_real_denied_persons() {
    let Some(bytes) = shared("us/dpl.txt") else { return };
    let snapshot = one("dpl.txt", &bytes).unwrap();
    assert_eq!((snapshot.records, snapshot.problems.len()), (546, 0));
    let addresses: usize = snapshot.entities.iter().map(|entity| entity.addresses.len()).sum();
    assert_eq!((snapshot.entities.len(), addresses), (416, 546));
    // 45 orders have no end.
    let ends = snapshot.entities.iter().filter(|e| e.listings[0].expires.is_some()).count();
    assert_eq!(ends, 416 - 45);
    let rows = cells(std::str::from_utf8(&bytes).unwrap().replace('\r', "").as_str(), '\t');
    for at in draw(rows.len(), 7) {
        let row = &rows[at];
        let name = row[0].split_whitespace().collect::<Vec<_>>().join(" ");
        let found = snapshot.entities.iter().filter(|e| e.names.iter().any(|n| n.value.full == name));
        // A person of several orders is as many entities; of several rows of one order, the first says when it was
        // last updated.
        let texts: Vec<_> = row
            .iter()
            .enumerate()
            .filter(|(column, _)| *column != 9)
            .map(|(column, text)| if [6, 7].contains(&column) { iso(text) } else { text.clone() })
            .collect();
        assert!(found.into_iter().any(|entity| lost(entity, &texts).is_empty()), "{row:?}");
    }
}
