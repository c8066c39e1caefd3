//! The dated cases of the law. Each test quotes the article that it rests on.
//!
//! 1. The potash loophole: CN 3104 20 50 was not on the list until 2 March 2022 and is from 3 March 2022.
//! 2. Contracts of before 25 June 2021 could be carried out until that paragraph was deleted on 3 March 2022.
//! 3. "From Belarus" is not "originating in Belarus": origin and route are for a person to examine.
//! 4. Wood, cement, steel and tyres: contracts of before 2 March 2022 could be performed until 4 June 2022.
//! 5. Transport to a third country is caught when a person of the Union carries.
//! 6. Machinery to Belarus from 3 March 2022; none of the March measures on 28 February 2022.
//! 7. `ex` codes are for a person to examine; common high priority items to a third country are a flag.
//! 8. What is missing or wrong is said, and never *permitted*.

use tamis_measures::evasion::{Flag, FlagKind};
use tamis_measures::trade::{Measures, Outcome, Place, Settings, Shipment};
use tamis_model::{DateOrder, PartialDate};

fn law() -> Measures {
    Measures::built_in().expect("the tables inside the program are whole")
}

pub fn day(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text, DateOrder::DayFirst).ok()
}

/// A shipment by code, origin, consignment, destination and day; `-` leaves a field out.
pub fn shipment(code: &str, origin: &str, from: &str, to: &str, on: &str) -> Shipment {
    Shipment {
        code: if code == "-" { String::new() } else { code.into() },
        origin: Place::parse(origin),
        from: Place::parse(from),
        to: Place::parse(to),
        on: day(on),
        ..Shipment::default()
    }
}

fn outcome(shipment: &Shipment) -> Outcome {
    law().check(shipment, &Settings::default()).outcome
}

/// The articles that apply.
fn applying(shipment: &Shipment) -> Vec<String> {
    let law = law();
    let answer = law.check(shipment, &Settings::default());
    answer.rules.iter().filter(|f| f.applies == Some(true)).map(|f| f.measure.article.clone()).collect()
}

fn flags(shipment: &Shipment) -> Vec<Flag> {
    law().check(shipment, &Settings::default()).flags
}

/// Art. 1i(1): "It shall be prohibited to import, purchase or transfer, directly or indirectly, potassium chloride
/// ("potash") products as listed in Annex VIII from Belarus, whether or not originating in Belarus." Annex VIII listed
/// 3104 20 10 and 3104 20 90 from 25 June 2021, and 3104 20 from 3 March 2022 (Regulation (EU) 2022/355).
#[test]
fn the_middle_grade_of_potash() {
    let before = shipment("31042050", "BY", "BY", "PL", "2022-03-02");
    assert_eq!(outcome(&before), Outcome::Permitted);
    assert!(flags(&before).iter().any(|f| f.kind == FlagKind::NearCode && f.why.contains("3104 20 10")));
    let after = shipment("31042050", "BY", "BY", "PL", "2022-03-03");
    assert_eq!(outcome(&after), Outcome::Prohibited);
    assert_eq!(applying(&after), ["1i(1)"]);
    assert_eq!(outcome(&shipment("31042010", "BY", "BY", "PL", "2021-06-24")), Outcome::Permitted);
    assert_eq!(outcome(&shipment("31042010", "BY", "BY", "PL", "2021-06-25")), Outcome::Prohibited);
}

/// Art. 1i(2), as of 25 June 2021: "without prejudice to the execution of contracts concluded before 25 June 2021";
/// Regulation (EU) 2022/355, Art. 1(10)(b): "paragraph 2 is deleted".
#[test]
fn grandfathered_contracts_ended_with_their_paragraph() {
    let contract = |on: &str, contract: &str| Shipment {
        contract: day(contract),
        ..shipment("31042090", "BY", "BY", "PL", on)
    };
    assert_eq!(outcome(&contract("2022-02-01", "2021-06-01")), Outcome::Permitted);
    assert_eq!(outcome(&contract("2022-02-01", "2021-06-24")), Outcome::Permitted);
    assert_eq!(outcome(&contract("2022-02-01", "2021-06-25")), Outcome::Prohibited);
    assert_eq!(outcome(&contract("2022-03-02", "2021-06-01")), Outcome::Permitted);
    assert_eq!(outcome(&contract("2022-03-03", "2021-06-01")), Outcome::Prohibited);
    assert_eq!(
        outcome(&shipment("31042090", "BY", "BY", "PL", "2022-02-01")),
        Outcome::Prohibited,
        "no contract is shown"
    );
}

/// Art. 1i(1): "from Belarus, whether or not originating in Belarus", against Art. 1o(1)(a): "originate in Belarus; or
/// have been exported from Belarus".
#[test]
fn origin_and_route() {
    let potash = shipment("31042050", "BY", "RU", "PL", "2022-03-10");
    assert_eq!(outcome(&potash), Outcome::Review);
    assert!(flags(&potash).iter().any(|f| f.kind == FlagKind::Origin));
    let law = law();
    let answer = law.check(&potash, &Settings::default());
    assert!(answer.rules[0].why.contains("origin and route"), "{}", answer.rules[0].why);
    assert_eq!(outcome(&shipment("4407", "BY", "RU", "PL", "2022-03-10")), Outcome::Prohibited);
    assert_eq!(outcome(&shipment("4407", "RU", "BY", "PL", "2022-03-10")), Outcome::Prohibited);
    assert_eq!(outcome(&shipment("4407", "UA", "UA", "PL", "2022-03-10")), Outcome::Permitted);
    assert_eq!(outcome(&shipment("31042050", "RU", "BY", "PL", "2022-03-10")), Outcome::Prohibited);
    assert_eq!(outcome(&shipment("31042050", "DE", "DE", "PL", "2022-03-10")), Outcome::Permitted);
}

/// Art. 1o(2): "without prejudice to the execution until 4 June 2022 of contracts concluded before 2 March 2022".
#[test]
fn the_wind_down_of_wood() {
    let wood = |on: &str, contract: &str| Shipment {
        contract: day(contract),
        ..shipment("4407", "BY", "BY", "PL", on)
    };
    assert_eq!(outcome(&wood("2022-03-10", "2022-02-15")), Outcome::Permitted);
    assert_eq!(outcome(&wood("2022-06-04", "2022-02-15")), Outcome::Permitted);
    assert_eq!(outcome(&wood("2022-06-05", "2022-02-15")), Outcome::Prohibited);
    assert_eq!(outcome(&wood("2022-03-10", "2022-03-01")), Outcome::Permitted);
    assert_eq!(outcome(&wood("2022-03-10", "2022-03-02")), Outcome::Prohibited);
    let unknown = shipment("4407", "BY", "BY", "PL", "2022-03-10");
    assert_eq!(outcome(&unknown), Outcome::Prohibited);
    let law = law();
    let answer = law.check(&unknown, &Settings::default());
    assert_eq!(
        answer.rules[0].wind_down.map(|w| w.article.as_str()),
        Some("1o(2)"),
        "the wind-down that might apply is said"
    );
}

/// Art. 1i(1): "import, purchase or transfer, directly or indirectly, … from Belarus"; Art. 1o(1)(c): "to transport wood
/// products … if they originated in Belarus or are being exported from Belarus to any other country"; Art. 10: applies
/// "to any legal person, entity or body which is incorporated or constituted under the law of a Member State".
#[test]
fn transport_to_a_third_country() {
    for code in ["31042050", "4407"] {
        let carried = |by: &str| Shipment {
            acting: vec![Place::parse(by)],
            ..shipment(code, "BY", "BY", "CN", "2022-03-10")
        };
        assert_eq!(outcome(&carried("LT")), Outcome::Prohibited, "{code}");
        assert_eq!(outcome(&carried("CN")), Outcome::Permitted, "{code}: no person of the Union");
        assert_eq!(
            outcome(&shipment(code, "BY", "BY", "CN", "2022-03-10")),
            Outcome::Review,
            "{code}: who acts?"
        );
        let through = Shipment { via: vec![Place::parse("LT")], ..carried("CN") };
        assert_eq!(outcome(&through), Outcome::Prohibited, "{code}: through the territory of the Union");
    }
}

/// Art. 1s(1)(a): "to sell, supply, transfer or export, directly or indirectly, machinery as listed in Annex XIV …, to
/// any person, entity or body in Belarus or for use in Belarus"; Regulation (EU) 2022/355, Art. 2: in force on the day
/// after 2 March 2022.
#[test]
fn machinery_and_the_last_of_february() {
    assert_eq!(outcome(&shipment("84291100", "DE", "DE", "BY", "2022-03-02")), Outcome::Permitted);
    assert_eq!(outcome(&shipment("84291100", "DE", "DE", "BY", "2022-03-03")), Outcome::Prohibited);
    assert_eq!(outcome(&shipment("8429", "-", "-", "BY", "2022-03-03")), Outcome::Prohibited);
    let for_use =
        Shipment { used_in: Place::parse("BY"), ..shipment("8429", "DE", "DE", "LT", "2022-03-10") };
    assert_eq!(outcome(&for_use), Outcome::Prohibited);
    for (code, origin, from, to) in [
        ("31042050", "BY", "BY", "PL"),
        ("44071110", "BY", "BY", "PL"),
        ("2523", "BY", "BY", "LT"),
        ("7213", "BY", "BY", "DE"),
        ("4011", "BY", "BY", "DE"),
        ("8429", "DE", "DE", "BY"),
        ("8471", "DE", "DE", "BY"),
    ] {
        assert_eq!(outcome(&shipment(code, origin, from, to, "2022-02-28")), Outcome::Permitted, "{code}");
    }
}

/// Annex XIV: "Heat pumps other than air-conditioning machines of heading 8415 — Ex 8418". Art. 8g(1): exporters of
/// common high priority items to a third country "shall contractually prohibit re-exportation to Belarus".
#[test]
fn ex_codes_and_high_priority() {
    assert_eq!(outcome(&shipment("84186100", "DE", "DE", "BY", "2022-03-10")), Outcome::Review);
    let chips = shipment("85423110", "DE", "DE", "KZ", "2024-08-01");
    assert_eq!(outcome(&chips), Outcome::Permitted);
    let found = flags(&chips);
    assert!(found.iter().any(|f| f.kind == FlagKind::HighPriority && f.why.contains("tier 1")), "{found:?}");
    assert!(found.iter().any(|f| f.kind == FlagKind::Transshipment), "{found:?}");
    assert!(flags(&shipment("85423110", "DE", "DE", "US", "2024-08-01")).is_empty());
    assert_ne!(outcome(&shipment("85423110", "DE", "DE", "BY", "2022-06-01")), Outcome::Permitted);
    assert_eq!(outcome(&shipment("85423110", "DE", "DE", "BY", "2024-08-01")), Outcome::Prohibited);
}

/// Regulation (EU) 2024/1865: transit bans, gold, diamonds, coal; crude oil with a wind-down that depends on
/// notifications (Art. 1h(4)).
#[test]
fn july_2024() {
    let via = |code: &str, on: &str| Shipment {
        via: vec![Place::parse("BY")],
        ..shipment(code, "DE", "DE", "KZ", on)
    };
    assert_eq!(outcome(&via("84295900", "2024-06-30")), Outcome::Permitted);
    assert_eq!(outcome(&via("84295900", "2024-07-01")), Outcome::Prohibited);
    assert_eq!(outcome(&shipment("71023100", "ZA", "BY", "BE", "2024-07-01")), Outcome::Prohibited);
    let transited =
        Shipment { via: vec![Place::parse("BY")], ..shipment("71023100", "ZA", "AE", "BE", "2024-07-01") };
    assert_eq!(outcome(&transited), Outcome::Prohibited);
    assert_eq!(outcome(&shipment("27011210", "BY", "BY", "PL", "2024-07-01")), Outcome::Prohibited);
    assert_eq!(outcome(&shipment("27011210", "BY", "BY", "PL", "2024-06-30")), Outcome::Permitted);
    let ore =
        |on: &str| Shipment { contract: day("2024-06-30"), ..shipment("26020000", "DE", "DE", "BY", on) };
    assert_eq!(outcome(&ore("2024-08-02")), Outcome::Permitted);
    assert_eq!(outcome(&ore("2024-08-03")), Outcome::Prohibited);
    let crude =
        Shipment { contract: day("2024-06-01"), ..shipment("27090090", "BY", "BY", "PL", "2024-08-01") };
    assert_eq!(outcome(&crude), Outcome::Review);
}

#[test]
fn what_is_missing_is_said() {
    let law = law();
    for (what, asked, says) in [
        ("no code", shipment("-", "BY", "BY", "PL", "2022-03-10"), "code"),
        ("letters", shipment("31O42050", "BY", "BY", "PL", "2022-03-02"), "something else than digits"),
        ("seven digits", shipment("3104205", "BY", "BY", "PL", "2022-03-02"), "leading zero"),
        ("twelve digits", shipment("310420500099", "BY", "BY", "PL", "2022-03-02"), "12 digits"),
        ("no such chapter", shipment("77010000", "BY", "BY", "PL", "2022-03-02"), "no such chapter"),
        ("no such heading", shipment("31990000", "BY", "BY", "PL", "2022-03-02"), "no such heading"),
        ("special movements", shipment("99302400", "DE", "DE", "FR", "2022-03-02"), "99"),
        ("no countries", shipment("31042050", "-", "-", "-", "2022-03-02"), "from"),
        ("a state that is no more", shipment("31042050", "SU", "SU", "PL", "2022-03-02"), "Soviet Union"),
        ("no country", shipment("31042050", "BY", "Utopia", "PL", "2022-03-02"), "Utopia"),
        ("only a chapter", shipment("31", "BY", "BY", "PL", "2022-03-10"), "digits"),
    ] {
        let answer = law.check(&asked, &Settings::default());
        assert_eq!(answer.outcome, Outcome::Review, "{what}");
        let said = format!("{:?}{:?}", answer.missing, answer.problems);
        assert!(said.contains(says), "{what}: {said}");
    }
    let no_day = Shipment { on: None, ..shipment("31042050", "BY", "BY", "PL", "2022-03-10") };
    assert_eq!(law.check(&no_day, &Settings::default()).outcome, Outcome::Review);
    let reversed =
        Shipment { contract: day("2022-03-05"), ..shipment("31042050", "BY", "BY", "PL", "2022-03-01") };
    let answer = law.check(&reversed, &Settings::default());
    assert_eq!(answer.outcome, Outcome::Review);
    assert!(answer.problems[0].contains("later than the shipment"), "{:?}", answer.problems);
}
