//! 1. A table of customers gives a subject a row, in its order, with its id or row number.
//! 2. A row that says nothing is a subject with a problem.
//! 3. The customer files of the accuracy sets read without problems.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use tamis_intake::{Settings, Source, Subjects};

#[test]
fn subjects_of_a_table() {
    let csv = "id,full_name,date_of_birth,nationality\np1,Viktar SHEIMAN,1958-05-26,Belarus\n,,,\n\"\",,1970,\n,Ali,,de\n";
    let subjects =
        Subjects::open("customers.csv", Source::Bytes(csv.as_bytes()), &Settings::default()).unwrap();
    let subjects: Vec<_> = subjects.map(Result::unwrap).collect();
    let ids: Vec<&str> = subjects.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["p1", "2", "3"]);
    assert_eq!(subjects[0].entity.names[0].value.full, "Viktar SHEIMAN");
    assert_eq!(
        subjects[1].problems[0].to_string(),
        "customers.csv:4: neither a name nor a number to look for"
    );
}

#[test]
fn accuracy_sets() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/accuracy");
    for (file, count) in [
        ("ofac_customers.csv", 1380),
        ("un_customers.csv", 683),
        ("clean_customers_us.csv", 20_000),
        ("clean_customers_global.csv", 20_000),
    ] {
        let Ok(bytes) = std::fs::read(format!("{folder}/{file}")) else {
            println!("skipped: no {file}");
            continue;
        };
        let mut subjects = Subjects::open(file, Source::Bytes(&bytes), &Settings::default()).unwrap();
        assert_eq!(subjects.take_notes(), [], "{file}");
        let subjects: Vec<_> = subjects.map(Result::unwrap).collect();
        assert_eq!(subjects.len(), count, "{file}");
        assert!(subjects.iter().all(|s| !s.entity.names.is_empty()), "{file}");
    }
}
