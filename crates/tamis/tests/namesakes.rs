//! Namesakes on the official lists, by name alone.
//!
//! 1. Every spelling of the president of Belarus that OFAC prints (entry 9760) alerts on his entry of the EU's list, and
//!    on neither of his sons'.
//! 2. Every person of the EU's Belarus list comes first when asked by name, and no namesake alerts: the list holds
//!    brothers, spouses, fathers and near-misses (Vasilieu, Eismant, Kulik, Aleksin, Vasiliuk, Arlou, Shved).
//! 3. Whoever is named much and listed nowhere does not alert, however spelled.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The lists beside the checkout; `None`, said aloud, where there are none.
fn lists() -> Option<PathBuf> {
    let lists = super::root().join("../shared/data/lists");
    if !lists.is_dir() {
        eprintln!("skipped: no lists beside the checkout");
        return None;
    }
    Some(lists)
}

/// Screens names of persons against lists; what each subject's alerts are, by entity id.
fn alerts(names: &[String], against: &[PathBuf]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut table = "id,name,schema\n".to_owned();
    for (at, name) in names.iter().enumerate() {
        let _ = writeln!(table, "{at},\"{}\",Person", name.replace('"', "\"\""));
    }
    let file = folder.path().join("names.csv");
    std::fs::write(&file, table).expect("written");
    let mut command = super::tamis(folder.path());
    command.args(["screen", "--format", "jsonl", "-q"]).arg(&file);
    for list in against {
        command.arg("--list").arg(list);
    }
    let (status, out, err) = super::run(&mut command);
    assert!(status < 2, "{err}");
    let answers: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(answers.len(), names.len());
    let of = |answer: &Value| {
        let matches = answer["matches"].as_array().cloned().unwrap_or_default();
        let alerts = matches.iter().filter(|m| m["alert"] == Value::Bool(true));
        alerts.map(|m| m["entity"]["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    answers.iter().map(of).collect()
}

/// The values of a column of a CSV file in the rows that are wanted.
fn column(file: &Path, at: usize, wanted: impl Fn(&csv::StringRecord) -> bool) -> Vec<String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(file).expect("opens");
    let rows = reader.records().filter_map(Result::ok).filter(wanted);
    rows.filter_map(|row| row.get(at).map(str::to_owned)).collect()
}

#[test]
fn every_spelling_of_the_president_is_his() {
    let Some(lists) = lists() else { return };
    let spellings: BTreeSet<String> = ["bench_2021-07_alt.csv", "alt_2025-02-27.csv"]
        .iter()
        .flat_map(|file| column(&lists.join("ofac").join(file), 3, |row| row.get(0) == Some("9760")))
        .collect();
    assert_eq!(spellings.len(), 36);
    let spellings: Vec<String> = spellings.into_iter().collect();
    let eu = lists.join("eu/journal_consolidated/32006R0765.csv");
    for (spelling, found) in spellings.iter().zip(alerts(&spellings, &[eu])) {
        assert_eq!(found, ["32006R0765:32006R0765/I.A/45"], "{spelling}");
    }
}

#[test]
fn nobody_on_the_belarus_list_is_taken_for_a_namesake() {
    let Some(lists) = lists() else { return };
    let eu = lists.join("eu/journal_consolidated/32006R0765.csv");
    let is_person = |row: &csv::StringRecord| row.get(7) == Some("Person");
    let first = |cell: String| cell.split(';').next().unwrap_or_default().to_owned();
    let names: Vec<String> = column(&eu, 8, is_person).into_iter().map(first).collect();
    let annexes = column(&eu, 3, is_person);
    let records = column(&eu, 1, is_person);
    assert!(names.len() > 300);
    for (at, found) in alerts(&names, &[eu]).into_iter().enumerate() {
        let own = format!("32006R0765:32006R0765/{}/{}", annexes[at], records[at]);
        assert_eq!(found, [own], "{}", names[at]);
    }
}

#[test]
fn the_interviewee_is_listed_nowhere() {
    let Some(lists) = lists() else { return };
    let names = [
        "Sviatlana Tsikhanouskaya",
        "Svetlana Tikhanovskaya",
        "Sviatlana Tsikhanouskaia",
        "Śviatłana Cichanoŭskaja",
        "Swetlana Tichanowskaja",
        "Svetlana Tikhanovskaïa",
        "Swiatłana Cichanouska",
        "Sviatlana Heorhiyeuna Tsikhanouskaya",
        "TSIKHANOUSKAYA, Sviatlana",
        "Святлана Ціханоўская",
        "Светлана Тихановская",
        "سفيتلانا تسيخانوسكايا",
    ];
    let against = [
        "ofac/sdn_2024-05-03.csv",
        "ofac/alt_2025-02-27.csv",
        "un/consolidated_2026-02-27.xml",
        "eu/journal_consolidated/32006R0765.csv",
    ];
    let against: Vec<PathBuf> = against.iter().map(|file| lists.join(file)).collect();
    for (name, found) in names.iter().zip(alerts(&names.map(str::to_owned), &against)) {
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}
