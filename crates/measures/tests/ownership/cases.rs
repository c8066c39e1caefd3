//! The structures of the law and what each regime says of them.
//!
//! 1. Each of the 30 structures of `cases/ownership.csv` has the answer and the basis that its row gives for each
//!    regime; the row names the rule. Where the table of facts is beside the checkout, every cell of it is read as
//!    [`cell`] says and holds too.
//! 2. The comparator belongs to the day: 50.00 % is no ownership in the EU on 2 July 2024 and is on 3 July.
//! 3. The BIS affiliates rule holds from 29.9.2025, is suspended from 10.11.2025 to 9.11.2026, and for review after.
//! 4. A cycle, a holding in oneself, parallel ties, a hundred owners of 1 %, 1/3 + 1/6, and a chain of ten thousand
//!    companies are counted exactly, without recursion.
//! 5. What is stated wrongly or not at all is undetermined where it matters, and only there.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test reads the table of facts, and says when it is not there"
)]

use jiff::civil::date;

use super::drawn::{BIS_DAY, TODAY, answer, graph, says};
use tamis_measures::ownership::holdings::Holdings;
use tamis_measures::ownership::standing::Answer::{Not, Restricted, Review, Undetermined};

/// Property 1.
#[test]
fn thirty_structures_under_every_regime() {
    let table = include_str!("../cases/ownership.csv");
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let head = rows.headers().expect("a head").clone();
    let mut wrong = Vec::new();
    let mut asked = 0;
    for row in rows.records().map(|row| row.expect("a row")) {
        let graph = graph(&row[2]);
        for column in 5..13 {
            let (regime, on) = match &head[column] {
                "eu until 2024-07-02" => ("eu", date(2024, 7, 2)),
                regime => (regime, TODAY),
            };
            let said = says(&graph, regime, on, &row[3], &row[4]);
            asked += 1;
            if said != row[column] && said.split(' ').next() != Some(&row[column]) {
                wrong.push(format!(
                    "{} {} under {}: {said}, not {} ({})",
                    &row[0], &row[1], &head[column], &row[column], &row[13]
                ));
            }
        }
        let said = says(&graph, "us-bis", BIS_DAY, &row[3], &row[4]);
        assert_eq!(said, row[5], "{}: the affiliates rule counts as OFAC does", &row[0]);
    }
    assert_eq!(asked, 30 * 8);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Property 1: the table of facts itself.
#[test]
fn the_table_of_facts_cell_by_cell() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/facts/ownership_cases.csv");
    let Ok(facts) = std::fs::read_to_string(path) else { return println!("skipped: no {path}") };
    let ours = include_str!("../cases/ownership.csv");
    let mut drawn = csv::Reader::from_reader(ours.as_bytes());
    let mut rows = csv::Reader::from_reader(facts.as_bytes());
    let (mut asked, mut wrong) = (0, Vec::new());
    for (fact, row) in rows.records().zip(drawn.records()) {
        let (fact, row) = (fact.expect("a fact"), row.expect("a row"));
        assert_eq!(fact[0], row[0]);
        let graph = graph(&row[2]);
        let control = &fact[9];
        for (column, regime, on) in [
            (6, "us-ofac", TODAY),
            (7, "eu", TODAY),
            (8, "eu", date(2024, 7, 2)),
            (10, "eu-sectoral", TODAY),
            (11, "uk", TODAY),
            (12, "ch", TODAY),
            (13, "ca", TODAY),
            (14, "au", TODAY),
        ] {
            let wanted = cell(&fact[column], if regime == "eu" { control } else { "" });
            let said = says(&graph, regime, on, &row[3], &row[4]);
            asked += 1;
            if !wanted.contains(&said.as_str()) {
                wrong
                    .push(format!("{} under {regime}: {said}, not {wanted:?} ({})", &fact[0], &fact[column]));
            }
        }
    }
    assert_eq!(asked, 30 * 8);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a cell of the table of facts means, with the cell for the control limb where it stands apart. "not (…: review)"
/// and "not (control limb likely)" say of two questions in one cell: not by the arithmetic, and a person must look.
fn cell(cell: &str, control: &str) -> &'static [&'static str] {
    match (cell, control) {
        ("BLOCKED", _) => &["restricted ownership", "restricted control"],
        ("not", "") => &["not"],
        ("not", "control -> presumed frozen (rebuttable)") => &["presumed control"],
        ("not (control limb likely)", _) => &["review control"],
        ("not (aggregation not in text: review)" | "UNDEFINED -> review", _) => {
            &["review ownership", "review control"]
        }
        _ => &[],
    }
}

/// Property 2.
#[test]
fn exactly_half_flips_in_the_eu_on_3_july_2024() {
    assert_eq!(answer("X A 50", "eu", date(2024, 7, 2), "X", "A"), Not);
    assert_eq!(answer("X A 50", "eu", date(2024, 7, 3), "X", "A"), Restricted);
    assert_eq!(answer("X A 50", "eu-sectoral", date(2024, 7, 3), "X", "A"), Not);
}

/// Property 3.
#[test]
fn the_affiliates_rule_starts_stops_and_is_then_unknown() {
    let days = [
        (date(2025, 9, 28), Not),
        (date(2025, 9, 29), Restricted),
        (date(2025, 11, 9), Restricted),
        (date(2025, 11, 10), Not),
        (date(2026, 11, 9), Not),
        (date(2026, 11, 10), Review),
    ];
    for (on, wanted) in days {
        assert_eq!(answer("X A 50", "us-bis", on, "X", "A"), wanted, "{on}");
        assert_eq!(answer("X A 50", "us-bis", on, "X", "X"), Restricted, "the listed stay listed on {on}");
    }
}

/// Property 4.
#[test]
fn counted_exactly() {
    let hundred = (0..100).map(|n| format!("P{n} A 1;")).collect::<Vec<_>>().concat();
    let fifty = (0..50).map(|n| format!("P{n} ")).collect::<Vec<_>>().concat();
    let fewer = (0..49).map(|n| format!("P{n} ")).collect::<Vec<_>>().concat();
    for (drawing, listed, target, wanted) in [
        ("A B 100; B A 100; X C 100", "X", "A", Not),
        ("A A 60; X A 40", "X", "A", Not),
        ("X A 30 ; X A 25", "X", "A", Restricted),
        ("X A 1/3; X A 1/6", "X", "A", Restricted),
        ("X A 1/3; Y A 1/6", "X Y", "A", Restricted),
        ("X A 33.33; Y A 1/6", "X Y", "A", Not),
        (hundred.as_str(), fifty.as_str(), "A", Restricted),
        (hundred.as_str(), fewer.as_str(), "A", Not),
    ] {
        assert_eq!(answer(drawing, "us-ofac", TODAY, listed, target), wanted, "{drawing}");
    }
}

/// Property 1: where a nominee does not count, the answer says so.
#[test]
fn a_nominee_that_does_not_count_is_told() {
    use tamis_measures::ownership::{regime::Regime, report::line, standing::Standing};
    let graph = graph("N A 51; X N nominee");
    let holdings = Holdings::on(&graph, TODAY, &[]);
    let listed = super::drawn::nodes(&graph, "X");
    let target = graph.find("A").expect("a node");
    for (regime, words) in [("ca", "limb (c)"), ("us-ofac", "FAQ 398")] {
        let standing = Standing::of(Regime::find(regime).expect("a regime"), &holdings, &listed);
        let told = line(&standing, &holdings, target);
        assert_eq!(told.answer, "not");
        assert!(
            told.why.contains("N holds 51% as nominee for X") && told.why.contains(words),
            "{}",
            told.why
        );
    }
}

/// Property 4: own votes are left out, whoever holds them.
#[test]
fn a_companys_own_votes_do_not_count() {
    let drawing = graph("X A 48; A A 10");
    assert_eq!(says(&drawing, "uk", TODAY, "X", "A"), "restricted control");
    assert_eq!(says(&drawing, "us-ofac", TODAY, "X", "A"), "not");
    assert_eq!(says(&graph("X A 45; A A 10"), "uk", TODAY, "X", "A"), "not");
}

/// Property 4.
#[test]
fn a_chain_of_ten_thousand() {
    let chain = (0..10_000).map(|n| format!("N{n} N{} 51;", n + 1)).collect::<Vec<_>>().concat();
    for regime in ["us-ofac", "eu", "eu-sectoral", "uk", "ch", "ca"] {
        assert_eq!(answer(&chain, regime, TODAY, "N0", "N10000"), Restricted, "{regime}");
    }
    assert_eq!(answer(&chain, "au", TODAY, "N0", "N10000"), Review);
}

/// Property 5.
#[test]
fn what_is_not_known_is_undetermined_where_it_matters() {
    for (drawing, wanted) in [
        ("X A ?", Undetermined),
        ("X A ?; Y A 60", Not),
        ("X A 40-60", Undetermined),
        ("X A 51-60", Restricted),
        ("X A 25-49", Not),
        ("X A 40; ? A 20", Undetermined),
        ("X A 40; ? A 5", Not),
        ("X B 10; ? A 60", Undetermined),
        ("X A 30-60 source S; X A 45-70 source R", Undetermined),
        ("X A 40-60 source S; X A 55-70 source R", Restricted),
        ("X A 40 source S; X A 60 source R", Undetermined),
        ("X A 60 source S; X A 70 source R", Restricted),
        ("X A 60; Y A 60", Undetermined),
        ("X A 80; Y A 30", Restricted),
        ("X A 45-55; A B 100", Undetermined),
    ] {
        let target = if drawing.contains('B') && drawing.contains("A B") { "B" } else { "A" };
        assert_eq!(answer(drawing, "us-ofac", TODAY, "X", target), wanted, "{drawing}");
    }
}

/// Property 5: and it is reported.
#[test]
fn contradictions_are_reported_with_their_rows() {
    for (drawing, wanted) in [
        ("X A 40 source S; X A 60 source R", "two sources give different shares"),
        ("X A 60; Y A 60", "shares come to 120%"),
        ("X A 25; X A 25", "the same row more than once"),
    ] {
        let graph = graph(drawing);
        let holdings = Holdings::on(&graph, TODAY, &[]);
        let [problem] = holdings.problems() else { panic!("{drawing}: {:?}", holdings.problems()) };
        assert!(problem.message.contains(wanted), "{drawing}: {}", problem.message);
        assert!(problem.record > 0 && problem.file == "drawing");
    }
}
