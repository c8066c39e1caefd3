//! What holds for any shipment.
//!
//! 1. Never *permitted* when no country, no day or no code is known.
//! 2. Adding a rule never turns *prohibited* into *permitted*.
//! 3. A check never panics, whatever the text, and answers the same twice.
//! 4. An older contract never makes a prohibition out of a permission.

use proptest::prelude::*;
use tamis_measures::trade::{GoodsWords, Measures, Outcome, Place, Settings, Shipment};
use tamis_model::PartialDate;

fn law() -> &'static Measures {
    static LAW: std::sync::LazyLock<Measures> = std::sync::LazyLock::new(|| Measures::built_in().unwrap());
    &LAW
}

fn words() -> &'static GoodsWords {
    static WORDS: std::sync::LazyLock<GoodsWords> =
        std::sync::LazyLock::new(|| GoodsWords::built_in().unwrap());
    &WORDS
}

fn place() -> impl Strategy<Value = Place> {
    prop::sample::select(vec!["", "BY", "RU", "DE", "PL", "LT", "KZ", "CN", "US", "SU", "Nowhere"])
        .prop_map(Place::parse)
}

fn code() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "31042050", "4407", "84291100", "854231", "2709", "98", "", "7102", "0101", "abc"
        ])
        .prop_map(String::from),
        "[0-9]{2,10}",
    ]
}

prop_compose! {
    fn shipment()(code in code(), origin in place(), from in place(), to in place(), via in prop::collection::vec(place(), 0..2),
                  acting in prop::collection::vec(place(), 0..2), day in 0_i16..2000, contract in prop::option::of(0_i16..2000),
                  description in "\\PC{0,40}") -> Shipment {
        let date = |n: i16| {
            let date = jiff::civil::date(2020, 1, 1).saturating_add(jiff::Span::new().days(n));
            PartialDate::day(date.year(), date.month(), date.day())
        };
        Shipment { code, origin, from, to, via, acting, description, on: date(day), contract: contract.and_then(date), ..Shipment::default() }
    }
}

const MORE: &str = r#"
format = 1
[regime]
id = "house"
name = "house rule"
act = "House rules"
countries = ["by"]
known_until = "2030-12-31"
[acts.own]
name = "own"
journal = "own"
source = "own"
[[annex]]
id = "H"
title = "house"
nomenclature = 2022
goods = [ { code = "31" }, { code = "84" } ]
[[measure]]
id = "house-1"
act = "own"
article = "1"
annex = "H"
prohibits = ["import"]
test = "originating-or-exported"
from = "2020-01-01"
words = "No."
confidence = "read"
"#;

proptest! {
    #[test]
    fn never_permitted_without_what_decides(mut asked in shipment(), what in 0..4) {
        match what {
            0 => (asked.from, asked.to, asked.origin) = (Place::Missing, Place::Missing, Place::Missing),
            1 => asked.on = None,
            2 => asked.code = String::new(),
            _ => asked.to = Place::parse("SU"),
        }
        let settings = Settings { words: Some(words()), ..Settings::default() };
        prop_assert_ne!(law().check(&asked, &settings).outcome, Outcome::Permitted);
    }

    #[test]
    fn a_rule_more_never_frees(asked in shipment()) {
        let mut more = law().clone();
        more.add("house.toml", MORE).unwrap();
        let (less, more) = (law().check(&asked, &Settings::default()).outcome, more.check(&asked, &Settings::default()).outcome);
        prop_assert!(more >= less, "{less:?} became {more:?}");
    }

    #[test]
    fn the_same_twice(asked in shipment()) {
        let settings = Settings { words: Some(words()), strict: true, ..Settings::default() };
        prop_assert_eq!(law().check(&asked, &settings), law().check(&asked, &settings));
    }

    #[test]
    fn an_older_contract_never_binds_more(asked in shipment(), older in 0_i16..2000) {
        let contract = asked.contract.map(|c| c.first().saturating_sub(jiff::Span::new().days(older)));
        let aged = contract.and_then(|c| PartialDate::day(c.year(), c.month(), c.day()));
        let old = Shipment { contract: aged, ..asked.clone() };
        let (young, old) = (law().check(&asked, &Settings::default()).outcome, law().check(&old, &Settings::default()).outcome);
        prop_assert!(old <= young, "{young:?} became {old:?}");
    }
}
