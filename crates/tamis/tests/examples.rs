//! The examples of the README, against the starter catalogue.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{run, tamis};

fn screened(threads: &str) -> (i32, String) {
    let data = tempfile::tempdir().unwrap();
    let mut command = tamis(data.path());
    command.args(["screen", "examples/customers.csv", "--format", "jsonl"]).env("RAYON_NUM_THREADS", threads);
    let (status, out, _) = run(&mut command);
    (status, out)
}

#[test]
fn customers_alert_who_should() {
    let (status, out) = screened("2");
    assert_eq!(status, 1);
    let lines: Vec<Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let ids: Vec<&str> = lines.iter().map(|l| l["subject"]["id"].as_str().unwrap()).collect();
    let expected: Vec<String> = (1..=30).map(|n| format!("k{n:02}")).collect();
    assert_eq!(ids, expected, "one line a subject, in input order");
    let mut alerted = BTreeMap::new();
    for line in &lines {
        let matches = line["matches"].as_array().unwrap();
        let scores: Vec<f64> = matches.iter().map(|m| m["score"].as_f64().unwrap()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "by falling score: {line}");
        assert!(scores.iter().all(|s| (0.0..=1.0).contains(s)));
        let alert = matches.iter().any(|m| m["alert"].as_bool().unwrap());
        alerted.insert(line["subject"]["id"].as_str().unwrap().to_owned(), alert);
    }
    let wrong: Vec<_> = alerted
        .iter()
        .filter(|(id, alert)| {
            let number: u32 = id[1..].parse().unwrap();
            **alert != (number <= 19)
        })
        .collect();
    assert!(wrong.is_empty(), "k01 to k19 are listed, the others are not: {wrong:?}");
}

#[test]
fn an_alert_says_who_by_which_law_since_when_and_why() {
    let (_, out) = screened("2");
    let first: Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    let found = &first["matches"][0];
    let listing = &found["entity"]["listings"][0];
    assert!(listing["programmes"][0].is_string(), "{listing}");
    assert_eq!(listing["measures"][0], "asset freeze");
    assert!(
        found["evidence"]
            .as_array()
            .unwrap()
            .iter()
            .any(|e| e["text"].as_str().unwrap().contains("1954-08-30"))
    );
}

#[test]
fn the_same_on_any_number_of_threads() {
    assert_eq!(screened("1"), screened("2"));
}

#[test]
fn a_page_for_the_auditor() {
    let data = tempfile::tempdir().unwrap();
    let page = data.path().join("report.html");
    let (status, _, _) = run(tamis(data.path())
        .args(["screen", "examples/customers.csv", "--format", "html", "-o"])
        .arg(&page));
    assert_eq!(status, 1);
    let html = std::fs::read_to_string(&page).unwrap();
    for part in [
        "Screening report",
        "Speaks against",
        "for trying out, not for compliance",
        "k21",
        "asset freeze",
        // What an auditor asks for: which row, which entry, where the list says it, on what basis.
        "line 2<",
        "starter-us:us-ofac-9760",
        "starter-us.csv:2",
        concat!("Tamis ", env!("CARGO_PKG_VERSION")),
        "every listing that its edition says stands",
        "The policy, key by key",
        "common_customers = true",
        "with no match at all",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains("http://") && !html.contains("<script"), "self-contained");
}

#[test]
fn one_name() {
    let data = tempfile::tempdir().unwrap();
    let (status, out, err) = run(tamis(data.path()).args([
        "check",
        "Alexander Lukashenko",
        "--born",
        "1954",
        "--format",
        "table",
    ]));
    assert_eq!(status, 1, "{err}");
    assert!(out.contains("ALERT") && out.contains("EU-BLR"), "{out}");
    let (status, out, _) = run(tamis(data.path()).args(["check", "Jane Ordinary", "--format", "table"]));
    assert_eq!(status, 0, "{out}");
}

#[test]
fn two_names() {
    let data = tempfile::tempdir().unwrap();
    let compare = |a: &str, b: &str| {
        run(tamis(data.path()).args(["compare", a, b, "--schema", "Person", "--format", "table"]))
    };
    assert_eq!(compare("Aliaksandr Lukashenka", "Александр Лукашенко").0, 1);
    assert_eq!(compare("Viktar Lukashenka", "Aliaksandr Lukashenka").0, 0);
}
