//! The facts table (`trade_measures.csv`, 155 rows), where it is beside the checkout.
//!
//! 1. For every row of goods there is a shipment that its article catches, and one that it just does not: the same
//!    goods on the day before, and the same goods from or to another country.
//! 2. For every row that concerns services to persons there is a service that its article prohibits, one that a person
//!    must examine, and two that it just does not: the day before, and a recipient elsewhere.
//! 3. Rows that the law corrects are named here with what the law says.

use std::path::Path;

use tamis_measures::evasion::FlagKind;
use tamis_measures::trade::{Measures, Outcome, Settings, Shipment};

use super::dated::{day, shipment};

/// What the law says where the table says otherwise: article and code of the row, then the code that stands for it.
const CORRECTED: &[(&str, &str, &str, &str)] = &[
    // The row has Annex VII; Art. 1h(1) and Annex XXIII of Regulation (EU) 2024/1865: "crude oil, as listed in Annex XXIII", ex 2709 00.
    ("1h", "2709", "1h(1)", "27090090"),
    // The row has the whole heading; Annex XXIX, part A: 7102 10, 7102 31 and 7102 39.
    ("", "7102", "1rc(1)", "71023100"),
    // The row has no code; Annex XXVII: 2701 to 2706 and 2708 among others.
    ("", "", "1ra(1)", "27011210"),
];

/// Codes and classifications that stand for rows of goods without one.
const STANDING_FOR: &[(&str, &str)] = &[
    ("1e", "dual-use"),
    ("1f", "annex-va"),
    ("1e(1a)", "dual-use"),
    ("1f(1a)", "annex-va"),
    ("1ba(1a)", "firearms"),
    ("1bb(2)", "87051000"),
    ("1bb", "25090000"),
    ("1fd", "annex-xxiv"),
    ("1ga", "71189000"),
];

struct Row {
    regime: String,
    article: String,
    code: String,
    from: String,
    direction: String,
    country: String,
    ex: bool,
}

fn rows() -> Option<Vec<Row>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/facts/trade_measures.csv");
    if !Path::new(path).exists() {
        println!("skipped: no facts beside the checkout");
        return None;
    }
    let mut reader = csv::Reader::from_path(path).unwrap();
    let rows = reader.deserialize::<std::collections::HashMap<String, String>>().map(|row| {
        let row = row.unwrap();
        Row {
            regime: row["regime"].clone(),
            article: row["article"].clone(),
            code: row["cn_prefix"].clone(),
            from: row["in_force_from"].clone(),
            direction: row["direction"].clone(),
            country: row["country"].split('|').next().unwrap().into(),
            ex: row["is_ex"] == "1",
        }
    });
    Some(rows.collect())
}

/// The shipment that a row is about, on a day, with the row's country or another in its place.
fn about(row: &Row, code: &str, country: &str, on: &str) -> Shipment {
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    let written = if digits { code } else { "-" };
    let mut asked = match row.direction.as_str() {
        "transit" => Shipment {
            via: vec![tamis_measures::trade::Place::parse(country)],
            ..shipment(written, "DE", "DE", "KZ", on)
        },
        "export" => shipment(written, "DE", "DE", country, on),
        _ => shipment(written, country, country, "DE", on),
    };
    if !digits {
        asked.control = code.into();
    }
    asked.value = Some(1_000_000.0);
    asked.end_use = if row.article == "1e" { "for the armed forces".into() } else { String::new() };
    asked
}

#[test]
fn every_row() {
    let Some(rows) = rows() else { return };
    assert_eq!(rows.len(), 155);
    let law = Measures::built_in().unwrap();
    for row in &rows {
        let corrected =
            CORRECTED.iter().find(|(article, code, _, _)| *article == row.article && *code == row.code);
        let code = match (corrected, STANDING_FOR.iter().find(|(article, _)| *article == row.article)) {
            (Some((.., code)), _) => *code,
            (None, Some((_, code))) if !row.code.bytes().any(|b| b.is_ascii_digit()) => *code,
            _ => row.code.as_str(),
        };
        let article = corrected.map_or(row.article.as_str(), |(_, _, article, _)| *article);
        let name = format!("Art. {article} {code} ({})", row.direction);
        if row.direction == "service" {
            service_row(&law, row);
            continue;
        }
        if row.regime.contains("CHPL") {
            let chips = shipment(code, "DE", "DE", "KZ", "2024-08-01");
            let flags = law.check(&chips, &Settings::default()).flags;
            assert!(flags.iter().any(|f| f.kind == FlagKind::HighPriority), "{name}: {flags:?}");
            let home = law.check(&shipment(code, "DE", "DE", "US", "2024-08-01"), &Settings::default());
            assert!(
                home.flags.is_empty() && home.outcome == Outcome::Permitted,
                "{name}: to a partner country"
            );
            continue;
        }
        let first = if row.from.is_empty() { "2022-04-09" } else { row.from.as_str() };
        let applies = |asked: &Shipment| {
            let answer = law.check(asked, &Settings::default());
            let found = answer.rules.iter().any(|f| {
                f.applies != Some(false) && f.good.is_some() && f.measure.article.starts_with(article)
            });
            (answer.outcome, found)
        };
        let (outcome, found) = applies(&about(row, code, &row.country, first));
        assert!(found, "{name} on {first}: not caught");
        let examined = row.ex || code == "27090090" || code == "71189000";
        assert_eq!(
            outcome,
            if examined { Outcome::Review } else { Outcome::Prohibited },
            "{name} on {first}"
        );
        let start =
            law.measures.iter().filter(|m| m.article.starts_with(article)).map(|m| m.from).min().unwrap();
        let before = start.yesterday().unwrap().to_string();
        assert!(
            !applies(&about(row, code, &row.country, &before)).1,
            "{name}: caught on the day before, {before}"
        );
        assert!(!applies(&about(row, code, "UA", first)).1, "{name}: caught though another country");
    }
}

/// A row about services to persons: what is insured, lent or issued, for whom, and where.
fn service_row(law: &Measures, row: &Row) {
    let service = match row.article.as_str() {
        "1j" => "money-market instruments of 180 days",
        "1k" => "loan over two years",
        _ => "re-insurance",
    };
    let asked = |to: &str, on: &str, recipient: &str| {
        let asked = Shipment {
            service: service.into(),
            end_use: recipient.into(),
            ..shipment("-", "-", "-", to, on)
        };
        let answer = law.check(&asked, &Settings::default());
        let rule = answer.rules.iter().find(|f| f.measure.article.starts_with(&row.article));
        (answer.outcome, rule.map(|f| f.applies))
    };
    let before = day(&row.from).unwrap().first().yesterday().unwrap().to_string();
    let state = "for the Ministry of Finance";
    let name = &row.article;
    assert_eq!(asked("BY", &row.from, state), (Outcome::Prohibited, Some(Some(true))), "{name}");
    assert_eq!(asked("BY", &row.from, ""), (Outcome::Review, Some(None)), "{name}: for whom?");
    assert_eq!(asked("BY", &before, state), (Outcome::Permitted, Some(Some(false))), "{name} on {before}");
    assert_eq!(asked("UA", &row.from, state), (Outcome::Permitted, Some(Some(false))), "{name} elsewhere");
}

#[test]
fn the_day_before_a_row_begins() {
    let Some(rows) = rows() else { return };
    let law = Measures::built_in().unwrap();
    let exact = |r: &&Row| {
        r.code.bytes().any(|b| b.is_ascii_digit())
            && !r.from.is_empty()
            && r.code != "7102"
            && !r.regime.contains("CHPL")
    };
    for row in rows.iter().filter(exact) {
        let first = day(&row.from).unwrap().first();
        let before = first.yesterday().unwrap().to_string();
        let answer = law.check(&about(row, &row.code, &row.country, &before), &Settings::default());
        let asked = tamis_measures::trade::GoodsCode::parse(&row.code).unwrap();
        let caught = answer.rules.iter().any(|f| {
            f.applies == Some(true)
                && f.good.and_then(|g| g.code) == Some(asked)
                && f.measure.article.starts_with(&row.article)
        });
        assert!(!caught, "Art. {} {} is caught on {before}", row.article, row.code);
    }
}
