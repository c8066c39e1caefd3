//! `tamis trade` as a user runs it.
//!
//! 1. The example shipments have the answers that the law gives, one line each, in order, on any number of threads.
//! 2. `check` answers with the article, and its exit status says whether a person has to look.
//! 3. Columns are read by their usual names in several languages, or with `--map`; what is wrong is said.
//! 4. Parties of a shipment are screened with it.
//! 5. A rule is shown as it would be quoted; every form of output is whole.

use serde_json::Value;

use crate::{run, tamis};

fn trade(arguments: &[&str]) -> (i32, String, String) {
    let data = tempfile::tempdir().unwrap();
    run(tamis(data.path()).arg("trade").args(arguments))
}

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

const EXAMPLES: [(&str, &str); 16] = [
    ("s01", "permitted"),
    ("s02", "prohibited"),
    ("s03", "permitted"),
    ("s04", "review"),
    ("s05", "permitted"),
    ("s06", "prohibited"),
    ("s07", "prohibited"),
    ("s08", "review"),
    ("s09", "permitted"),
    ("s10", "prohibited"),
    ("s11", "review"),
    ("s12", "review"),
    ("s13", "permitted"),
    ("s14", "review"),
    ("s15", "review"),
    ("s16", "review"),
];

#[test]
fn the_example_shipments() {
    let data = tempfile::tempdir().unwrap();
    let screened = |threads: &str| {
        let mut command = tamis(data.path());
        run(command
            .args(["trade", "screen", "examples/shipments.csv", "-q"])
            .env("RAYON_NUM_THREADS", threads))
    };
    let (status, out, _) = screened("2");
    assert_eq!(status, 1);
    let found = lines(&out);
    let answers: Vec<(&str, &str)> = found
        .iter()
        .map(|l| (l["shipment"]["id"].as_str().unwrap(), l["answer"].as_str().unwrap()))
        .collect();
    assert_eq!(answers, EXAMPLES);
    let flags = |at: usize| {
        found[at]["flags"].as_array().unwrap().iter().map(|f| f["kind"].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert!(flags(0).contains(&"near-code"), "{:?}", flags(0));
    assert!(flags(8).contains(&"high-priority"), "{:?}", flags(8));
    assert!(flags(11).contains(&"description-against-code"), "{:?}", flags(11));
    assert!(flags(12).contains(&"vague-description"), "{:?}", flags(12));
    let party = &found[1]["parties"][0];
    assert_eq!(
        (party["party"]["role"].as_str(), party["alert"].as_bool()),
        (Some("shipper"), Some(true)),
        "{party}"
    );
    assert!(party["entity"]["id"].is_string() && party["score"].is_number(), "{party}");
    assert_eq!(screened("1").1, out);
}

#[test]
fn one_shipment() {
    let asked = |on: &str| {
        trade(&["check", "--code", "31042050", "--origin", "BY", "--from", "BY", "--to", "PL", "--on", on])
    };
    let (status, out, _) = asked("2022-03-02");
    assert_eq!((status, lines(&out)[0]["answer"].as_str()), (0, Some("permitted")));
    let (status, out, _) = asked("2022-03-03");
    let line = &lines(&out)[0];
    assert_eq!((status, line["answer"].as_str()), (1, Some("prohibited")));
    let rule = &line["rules"][0];
    assert_eq!((rule["article"].as_str(), rule["applies"].as_bool()), (Some("1i(1)"), Some(true)));
    for key in ["regime", "act", "why"] {
        assert!(rule[key].is_string(), "{rule}");
    }
    let (status, _, error) = trade(&["check", "--code", "4407", "--contract", "yesterday"]);
    assert_eq!(status, 2);
    assert!(error.contains("--contract yesterday"), "{error}");
}

#[test]
fn columns_in_several_languages() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    for (name, text) in [
        (
            "de.csv",
            "Sendungsnummer;Warennummer;Ursprungsland;Versendungsland;Bestimmungsland;Versanddatum\nA;31042050;BY;BY;PL;03.03.2022\n",
        ),
        (
            "ru.csv",
            "номер,код ТН ВЭД,страна происхождения,страна отправления,страна назначения,дата отгрузки\nA,31042050,BY,BY,PL,2022-03-03\n",
        ),
        (
            "us.csv",
            "id,hs code,origin,from,to,date\nA,31042050,BY,BY,PL,3/3/2022\nB,31042050,BY,BY,PL,12/31/2021\n",
        ),
        (
            "lines.jsonl",
            "{\"id\":\"A\",\"code\":31042050,\"origin\":\"BY\",\"from\":\"BY\",\"to\":\"PL\",\"date\":\"2022-03-03\"}\n",
        ),
    ] {
        let (status, out, error) = trade(&["screen", &write(name, text)]);
        assert_eq!(
            (status, lines(&out)[0]["answer"].as_str()),
            (1, Some("prohibited")),
            "{name}: {out}{error}"
        );
        assert_eq!(lines(&out)[0]["shipment"]["id"], "A", "{name}");
    }
    let odd = write("odd.csv", "nr,stuff,von,nach,o,tag\n1,4407,BY,PL,BY,2022-03-10\n");
    let (status, _, error) = trade(&["screen", &odd]);
    assert_eq!(status, 2);
    assert!(error.contains("--map code=COLUMN"), "{error}");
    let maps = [
        "--map",
        "code=stuff",
        "--map",
        "von=from",
        "--map",
        "to=nach",
        "--map",
        "origin=o",
        "--map",
        "date=tag",
    ];
    let (_, out, _) = trade(&[&["screen", odd.as_str()][..], &maps[..]].concat());
    assert_eq!(lines(&out)[0]["answer"], "prohibited", "{out}");
    let (status, _, error) = trade(&["screen", &odd, "--map", "code=nothing"]);
    assert_eq!(status, 2);
    assert!(error.contains("nothing"), "{error}");
}

#[test]
fn every_form_of_output() {
    let (_, page, _) = trade(&["screen", "examples/shipments.csv", "--format", "html"]);
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"), "{}", &page[..80]);
    assert!(page.contains("PROHIBITED") && page.contains("Trade report"));
    assert!(!page.contains("<script") && !page.contains("src="), "self-contained");
    let (_, table, _) = trade(&["screen", "examples/shipments.csv", "--format", "table"]);
    assert!(table.contains("16 checked: 4 prohibited, 7 to review"), "{table}");
    let (_, csv, _) = trade(&["screen", "examples/shipments.csv", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 16);
    assert_eq!(&rows[1][1], "prohibited");
}

#[test]
fn rules_as_quoted() {
    let (status, out, _) = trade(&["show", "eu-by-1i-2022"]);
    assert_eq!(status, 0);
    assert!(
        out.contains("Regulation (EC) No 765/2006, Art. 1i(1), as amended by Regulation (EU) 2022/355"),
        "{out}"
    );
    assert!(out.contains("from Belarus, whether or not originating in Belarus"), "{out}");
    let (_, all, _) = trade(&["show"]);
    assert!(all.contains("eu-by-1o") && all.contains("eu-ru-3k"), "{all}");
    let (status, _, error) = trade(&["show", "99z"]);
    assert_eq!(status, 2);
    assert!(error.contains("99z"), "{error}");
}
