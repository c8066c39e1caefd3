//! Generated from the tables of law themselves.
//!
//! 1. Each line of each annex, under each measure, is caught on the first and the last day of its term and not on the
//!    day before or after; the same goods to or from another country are not caught.
//! 2. Each wind-down holds for a contract of the day before and not for one of the day itself, on the last day of
//!    performance and not on the day after.
//! 3. Two wordings of one article meet: no day between them, none twice.
//! 4. The next code of the same length, where it is on no line of the annex, is not caught by the measure: a list ends
//!    where it ends, to the digit.
//! 5. Every rule can be quoted, and the quotation names its article, its journal and its first day.

use jiff::ToSpan;
use jiff::civil::Date;
use tamis_measures::trade::{CountryTest, Good, GoodsCode, Measure, Measures, Place, Settings, Shipment};
use tamis_model::PartialDate;

fn law() -> Measures {
    Measures::built_in().expect("the tables inside the program are whole")
}

fn on(date: Date) -> Option<PartialDate> {
    PartialDate::day(date.year(), date.month(), date.day())
}

/// A shipment that has the tie which the measure asks for, in the given country or in one that is not concerned.
pub fn tied(measure: &Measure, country: &str, good: &Good) -> Shipment {
    let place = |code: &str| Place::parse(code);
    let mut shipment = Shipment {
        code: good.code.map(|c| c.to_string()).unwrap_or_default(),
        control: good.control.clone().unwrap_or_default(),
        value: good.value_over.map(|v| f64::from(v) + 1.0),
        end_use: measure.condition_words.first().cloned().unwrap_or_default(),
        acting: vec![place("DE")],
        ..Shipment::default()
    };
    match measure.test {
        CountryTest::ToPersonInOrForUseIn | CountryTest::Diversion => {
            (shipment.origin, shipment.from, shipment.to) = (place("DE"), place("DE"), place(country));
        }
        CountryTest::TransitVia => {
            (shipment.origin, shipment.from, shipment.to) = (place("DE"), place("DE"), place("KZ"));
            shipment.via = vec![place(country)];
        }
        _ => (shipment.origin, shipment.from, shipment.to) = (place(country), place(country), place("DE")),
    }
    shipment
}

/// What one rule says of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    NotConsidered,
    No,
    Open,
    Applies,
}

fn says(law: &Measures, measure: &Measure, good: &Good, shipment: &Shipment) -> Said {
    let answer = law.check(shipment, &Settings::default());
    let same = |g: &Good| g.code == good.code && g.control == good.control;
    let found = answer.rules.iter().find(|f| f.measure.id == measure.id && f.good.is_some_and(same));
    match found.map(|f| f.applies) {
        None => Said::NotConsidered,
        Some(Some(false)) => Said::No,
        Some(None) => Said::Open,
        Some(Some(true)) => Said::Applies,
    }
}

fn caught(said: Said) -> bool {
    matches!(said, Said::Applies | Said::Open)
}

#[test]
fn every_line_on_its_first_and_last_day() {
    let law = law();
    let mut lines = 0;
    for measure in law.measures.iter().filter(|m| m.test != CountryTest::Persons) {
        let Some(annex) = law.annex_of(measure) else { continue };
        for good in &annex.goods {
            let (from, to) = measure.term(Some(good));
            if to.is_some_and(|to| to < from) {
                continue;
            }
            lines += 1;
            let at = |date: Date, country: &str| {
                let shipment = Shipment { on: on(date), ..tied(measure, country, good) };
                says(&law, measure, good, &shipment)
            };
            let target = measure.countries[0].code().to_string();
            let name = format!("{} {:?} {:?}", measure.id, good.code, good.control);
            assert!(!caught(at(from.yesterday().unwrap(), &target)), "{name}: the day before");
            assert!(caught(at(from, &target)), "{name}: the first day");
            assert!(caught(at(from.tomorrow().unwrap(), &target)), "{name}: the day after");
            if let Some(to) = to {
                assert!(caught(at(to.yesterday().unwrap(), &target)), "{name}: the day before the last");
                assert!(caught(at(to, &target)), "{name}: the last day");
                assert!(!caught(at(to.tomorrow().unwrap(), &target)), "{name}: the day after the last");
            }
            assert!(!caught(at(from, "UA")), "{name}: another country");
        }
    }
    assert!(lines > 1000, "only {lines} lines were held against their measures");
}

#[test]
fn the_next_code_is_not_on_the_list() {
    let law = law();
    let mut lines = 0;
    for measure in law.measures.iter().filter(|m| m.test != CountryTest::Persons) {
        let Some(annex) = law.annex_of(measure).filter(|a| a.complete) else { continue };
        for good in &annex.goods {
            let Some(next) = good.code.and_then(next_code) else { continue };
            let listed = |g: &Good| g.code.is_some_and(|c| c.covers(next) || next.covers(c));
            if annex.goods.iter().any(listed) {
                continue;
            }
            lines += 1;
            let (from, _) = measure.term(Some(good));
            let target = measure.countries[0].code().to_string();
            let shipment = Shipment { code: next.to_string(), on: on(from), ..tied(measure, &target, good) };
            let answer = law.check(&shipment, &Settings::default());
            let by = answer
                .rules
                .iter()
                .find(|f| f.measure.id == measure.id && f.good.is_some_and(|g| g.code.is_some()));
            assert!(by.is_none(), "{}: {next} is caught beside {:?}", measure.id, good.code);
        }
    }
    assert!(lines > 500, "only {lines} codes had a free neighbour");
}

/// The code after this one, of the same length, within the same chapter.
fn next_code(code: GoodsCode) -> Option<GoodsCode> {
    let digits: String = code.to_string().chars().filter(char::is_ascii_digit).collect();
    let next = format!("{:0width$}", digits.parse::<u64>().ok()? + 1, width = digits.len());
    let code = GoodsCode::parse(&next).ok().filter(|_| next[..2] == digits[..2])?;
    code.check_heading().ok().map(|()| code)
}

#[test]
fn every_wind_down_to_the_day() {
    let law = law();
    let mut seen = 0;
    for measure in &law.measures {
        let Some(annex) = law.annex_of(measure) else { continue };
        for good in annex.goods.iter().filter(|g| g.wind_down.is_some()).chain(annex.goods.first()) {
            let Some(rule) = good.wind_down.as_ref().or(measure.wind_down.as_ref()) else { continue };
            seen += 1;
            let (from, _) = measure.term(Some(good));
            let target = measure.countries[0].code().to_string();
            let ask = |day: Date, contract: Date| {
                let shipment =
                    Shipment { on: on(day), contract: on(contract), ..tied(measure, &target, good) };
                says(&law, measure, good, &shipment)
            };
            let before = rule.contract_before.yesterday().unwrap();
            let day = from.max(rule.contract_before);
            let plain = rule.conditions.is_empty() && !rule.authorisation && !good.ex;
            let covered = if plain { Said::No } else { Said::Open };
            let name = format!("{} {:?}", measure.id, good.code);
            if rule.conditions.is_empty() && !rule.authorisation {
                assert_eq!(ask(day, before), Said::No, "{name}: a contract of the day before");
            } else {
                assert_eq!(
                    ask(day, before),
                    covered,
                    "{name}: a contract of the day before, with conditions"
                );
            }
            assert_ne!(ask(day, rule.contract_before), Said::No, "{name}: a contract of the day itself");
            let in_term = |d: &Date| measure.term(Some(good)).1.is_none_or(|to| *d <= to);
            if let Some(until) = rule.until.filter(|d| in_term(&d.tomorrow().unwrap())) {
                assert_ne!(
                    ask(until.tomorrow().unwrap(), before),
                    Said::No,
                    "{name}: performed the day after"
                );
                if plain {
                    assert_eq!(ask(until, before), Said::No, "{name}: performed on the last day");
                    assert_eq!(
                        ask(until.yesterday().unwrap(), before),
                        Said::No,
                        "{name}: the day before the last"
                    );
                }
            }
        }
    }
    assert!(seen > 15, "only {seen} wind-downs");
}

#[test]
fn wordings_of_one_article_meet() {
    let law = law();
    for earlier in law.measures.iter().filter(|m| m.to.is_some()) {
        let next = earlier.to.unwrap().checked_add(1.day()).unwrap();
        let stem = |m: &Measure| m.article.split('(').next().map(str::to_string);
        let follows = law
            .measures
            .iter()
            .filter(|m| stem(m) == stem(earlier) && m.regime == earlier.regime && m.from == next);
        assert!(follows.count() > 0, "nothing follows {} on {next}", earlier.id);
    }
}

#[test]
fn every_rule_can_be_quoted() {
    let law = law();
    for measure in &law.measures {
        let text = law.quote(measure);
        assert!(text.contains(&measure.article), "{text}");
        assert!(text.contains(&measure.journal), "{text}");
        assert!(text.contains(&measure.from.to_string()), "{text}");
    }
}
