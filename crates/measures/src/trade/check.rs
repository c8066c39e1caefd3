//! One shipment against all measures.

use std::collections::BTreeSet;

use super::classification::Classification;
use super::code::GoodsCode;
use super::consider::consider;
use super::describe::{Described, GoodsWords};
use super::goods::{Fit, Line};
use super::measure::{CountryTest, Exemption, Good, Measure, Measures, WindDown};
use super::near::{self, NearMiss};
use super::nomenclature::Nomenclature;
use super::place::fold;
use super::shipment::Shipment;
use crate::evasion::{Flag, shipment_flags};

/// The answer to "may these goods go there, on that day?"
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// No measure applies, and no fact is missing that could change that.
    Permitted,
    /// A fact is missing or must be examined.
    Review,
    /// A measure applies.
    Prohibited,
}

/// What helps a check besides the measures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings<'a> {
    /// A nomenclature that the user imported: names, siblings, and whether a code exists in a year.
    pub nomenclature: Option<&'a Nomenclature>,
    /// The words by which goods are named; without them descriptions are not read.
    pub words: Option<&'a GoodsWords>,
    /// Whether lists of goods without codes (dual-use and the like) make every shipment that could fall under them a
    /// *review* until its classification is stated. Otherwise they are named as a reminder.
    pub strict: bool,
}

/// How the goods met a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goods {
    /// The code is on the list.
    Listed,
    /// The code is on the list, marked `ex`: the goods must also answer to the name.
    ListedInPart,
    /// The code is too short: some goods under it are on the list.
    TooShort,
    /// The exporter's own classification is on the list.
    Classified,
    /// The words name goods that are on the list.
    Described,
    /// The list is known in part only, and the code may be on it.
    ListIncomplete,
    /// No goods: the service is the one that is meant.
    Service,
}

/// A rule that was considered.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding<'a> {
    /// The rule.
    pub measure: &'a Measure,
    /// The line of its annex.
    pub good: Option<&'a Good>,
    /// How the goods met it.
    pub goods: Goods,
    /// Whether it applies; `None` when that cannot be told.
    pub applies: Option<bool>,
    /// Why, in sentences.
    pub why: String,
    /// The facts that would settle it.
    pub needs: Vec<&'static str>,
    /// The wind-down that applies or might.
    pub wind_down: Option<&'a WindDown>,
    /// The exemptions that might apply; only for a rule that applies or may.
    pub exemptions: Vec<&'a Exemption>,
}

/// The answer and everything that it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<'a> {
    /// May they go?
    pub outcome: Outcome,
    /// The code, as understood.
    pub code: Option<GoodsCode>,
    /// What the nomenclature calls it.
    pub name: Option<&'a str>,
    /// Every rule that was considered: those that apply, those that may, those that do not.
    pub rules: Vec<Finding<'a>>,
    /// What is missing or must be examined.
    pub missing: Vec<String>,
    /// What is wrong with the question.
    pub problems: Vec<String>,
    /// What the answer does not cover.
    pub remarks: Vec<String>,
    /// Codes on a list next to the shipment's.
    pub near: Vec<NearMiss<'a>>,
    /// The goods that the description names.
    pub described: Vec<Described<'a>>,
    /// Signs of evasion. They never change the answer.
    pub flags: Vec<Flag>,
}

impl Measures {
    /// Holds a shipment against every measure.
    pub fn check<'a>(&'a self, shipment: &Shipment, settings: &Settings<'a>) -> Answer<'a> {
        let mut answer = Answer {
            outcome: Outcome::Permitted,
            code: None,
            name: None,
            rules: Vec::new(),
            missing: Vec::new(),
            problems: shipment.unread.clone(),
            remarks: Vec::new(),
            near: Vec::new(),
            described: settings.words.map(|w| w.describe(&shipment.description)).unwrap_or_default(),
            flags: Vec::new(),
        };
        read_question(shipment, settings, &mut answer);
        self.consider_code(shipment, &mut answer);
        self.consider_description(shipment, &mut answer);
        self.consider_classification(shipment, settings, &mut answer);
        self.consider_incomplete_lists(shipment, &mut answer);
        self.consider_service(shipment, &mut answer);
        self.consider_horizon(shipment, &mut answer);
        answer.rules.sort_by_key(|f| (rank(f.applies), f.goods as u8));
        answer.near = near::near_misses(self, shipment, &answer);
        answer.flags = shipment_flags(self, shipment, &answer);
        conclude(&mut answer);
        answer
    }

    fn consider_code<'a>(&'a self, shipment: &Shipment, answer: &mut Answer<'a>) {
        let Some(code) = answer.code else { return };
        let rules = &mut answer.rules;
        self.index.find(code, &mut |line, fit| {
            let (measure, good) = self.line(line);
            if measure.test == CountryTest::Diversion && fit == Fit::Deeper {
                return;
            }
            let goods = match fit {
                Fit::Deeper => Goods::TooShort,
                Fit::Covered if good.ex => Goods::ListedInPart,
                Fit::Covered => Goods::Listed,
            };
            // Lines under one heading say the same of a code that is too short: one of them speaks for all.
            let said = |f: &Finding<'_>| f.measure.id == measure.id && f.goods == Goods::TooShort;
            if goods != Goods::TooShort || !rules.iter().any(said) {
                rules.push(consider(shipment, measure, Some(good), goods, Some(code)));
            }
        });
    }

    /// Words instead of a code, or words that name other goods than the code: never more than *review*.
    fn consider_description<'a>(&'a self, shipment: &Shipment, answer: &mut Answer<'a>) {
        let mut found: Vec<Finding<'a>> = Vec::new();
        for described in &answer.described {
            if answer.code.is_some_and(|code| described.score < SURE_WORDS || described.agrees_with(code)) {
                continue;
            }
            for code in described.codes {
                self.index.find(*code, &mut |line, _| {
                    let (measure, good) = self.line(line);
                    let known = |f: &Finding<'_>| f.measure.id == measure.id;
                    if measure.test == CountryTest::Diversion
                        || found.iter().any(known)
                        || answer.rules.iter().any(known)
                    {
                        return;
                    }
                    let mut finding = consider(shipment, measure, Some(good), Goods::Described, Some(*code));
                    if finding.applies != Some(false) {
                        finding.applies = None;
                        finding.needs.push("a goods code that agrees with the description");
                        finding.why = format!(
                            "the description ({:?}) may name such goods: {}",
                            described.phrase, finding.why
                        );
                        found.push(finding);
                    }
                });
            }
        }
        answer.rules.append(&mut found);
    }

    /// Lists of goods without codes: the exporter's own classification decides.
    fn consider_classification<'a>(
        &'a self,
        shipment: &Shipment,
        settings: &Settings<'a>,
        answer: &mut Answer<'a>,
    ) {
        let stated = Classification::read(&shipment.control);
        let mut reminders: Vec<String> = Vec::new();
        for (measure, good) in &self.index.uncoded {
            let measure = &self.measures[*measure as usize];
            let Some(good) = self.annex_of(measure).and_then(|a| a.goods.get(*good as usize)) else {
                continue;
            };
            let control = good.control.as_deref().unwrap_or_default();
            if stated.names(control) {
                answer.rules.push(consider(shipment, measure, Some(good), Goods::Classified, answer.code));
                continue;
            }
            if !stated.is_missing() {
                continue;
            }
            let mut finding = consider(shipment, measure, Some(good), Goods::Classified, answer.code);
            if finding.applies == Some(false) {
                continue;
            }
            if settings.strict {
                finding.applies = None;
                finding.needs.push("the goods' classification");
                finding.why = format!("not decided by a goods code ({}): {}", good.name, finding.why);
                answer.rules.push(finding);
            } else {
                reminders.push(format!("Art. {} ({})", measure.article, good.name));
            }
        }
        if !reminders.is_empty() {
            reminders.dedup();
            answer
                .remarks
                .push(format!("not decided by a goods code, classify the goods: {}", reminders.join("; ")));
        }
    }

    /// A list that is known in part proves nothing about a code that is absent from it.
    fn consider_incomplete_lists<'a>(&'a self, shipment: &Shipment, answer: &mut Answer<'a>) {
        for measure in &self.measures {
            let Some(annex) = self.annex_of(measure).filter(|a| !a.complete) else { continue };
            if measure.test == CountryTest::Diversion
                || answer.rules.iter().any(|f| f.measure.id == measure.id)
            {
                continue;
            }
            let mut finding = consider(shipment, measure, None, Goods::ListIncomplete, answer.code);
            if finding.applies == Some(false) {
                continue;
            }
            finding.applies = None;
            finding.needs.push("the whole list");
            finding.why = format!(
                "annex {} is held in part only, and the code may be on it: {}",
                annex.id, finding.why
            );
            answer.rules.push(finding);
        }
    }

    /// Services and finance to persons. What is no service that a rule names may be one all the same.
    fn consider_service<'a>(&'a self, shipment: &Shipment, answer: &mut Answer<'a>) {
        let service = fold(&shipment.service);
        if service.is_empty() {
            return;
        }
        let mut known = false;
        for measure in self.measures.iter().filter(|m| m.test == CountryTest::Persons) {
            if measure.services.iter().any(|word| service.contains(word.as_str())) {
                known = true;
                answer.rules.push(consider(shipment, measure, None, Goods::Service, None));
            }
        }
        if !known {
            let words = self.measures.iter().filter_map(|m| m.services.first()).map(String::as_str);
            let words = words.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ");
            let message = format!("service: {:?} is none that the rules name ({words})", shipment.service);
            answer.problems.push(message);
        }
    }

    /// After the last day that the data know, nothing that touches the country is permitted outright.
    fn consider_horizon(&self, shipment: &Shipment, answer: &mut Answer<'_>) {
        let Some(on) = shipment.on else { return };
        for regime in &self.regimes {
            let touches =
                shipment.places().any(|(_, place)| place.is_one_of(&regime.countries) == Some(true));
            if on.last() > regime.known_until && touches {
                answer.missing.push(format!(
                    "{} is known here until {}: look for later amendments{}{}",
                    regime.name,
                    regime.known_until,
                    if regime.gaps.is_empty() { "" } else { "; " },
                    regime.gaps
                ));
            }
        }
    }

    pub(super) fn line(&self, line: Line) -> (&Measure, &Good) {
        let measure = &self.measures[line.measure as usize];
        let annex = measure.annex.map_or(0, |a| a);
        (measure, &self.annexes[annex].goods[line.good as usize])
    }
}

/// From this score on words are held against a code that says something else.
pub(crate) const SURE_WORDS: f32 = 0.8;

fn rank(applies: Option<bool>) -> u8 {
    match applies {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    }
}

/// What can be said of the question before any rule: code, countries, dates.
fn read_question<'a>(shipment: &Shipment, settings: &Settings<'a>, answer: &mut Answer<'a>) {
    match GoodsCode::parse(&shipment.code).and_then(|code| code.check_heading().map(|()| code)) {
        Ok(code) => {
            answer.code = Some(code);
            if let Some(nomenclature) = settings.nomenclature {
                answer.name = nomenclature.name(code);
                let year = shipment.on.map(|d| d.first().year());
                answer.problems.extend(nomenclature.problem(code, year));
            }
        }
        Err(super::code::CodeError::Empty) if !shipment.service.is_empty() => {}
        Err(super::code::CodeError::Empty) => {
            answer.missing.push(if answer.described.is_empty() {
                "code: no goods code is given".into()
            } else {
                "code: no goods code is given; the description alone decides nothing".into()
            });
        }
        Err(error) => answer.problems.push(format!("code: {error}")),
    }
    answer.problems.extend(shipment.places().filter_map(|(field, place)| place.problem(field)));
    // A service comes from whoever renders it, wherever the goods are.
    let service = !shipment.service.is_empty();
    for (field, place) in [("from", &shipment.from), ("to", &shipment.to)] {
        let wanted = !service || field == "to";
        if wanted && !place.is_stated() {
            answer.missing.push(format!("{field}: the country is not stated"));
        }
    }
    if shipment.on.is_none() {
        answer.missing.push("on: the day of the shipment is not stated".into());
    }
    if let (Some(contract), Some(on)) = (shipment.contract, shipment.on)
        && contract.first() > on.last()
    {
        answer.problems.push(format!("dates: the contract ({contract}) is later than the shipment ({on})"));
    }
}

fn conclude(answer: &mut Answer<'_>) {
    for finding in answer.rules.iter().filter(|f| f.applies.is_none()) {
        for need in &finding.needs {
            let line = format!("{need} (Art. {})", finding.measure.article);
            if !answer.missing.contains(&line) {
                answer.missing.push(line);
            }
        }
    }
    answer.outcome = if answer.rules.iter().any(|f| f.applies == Some(true)) {
        Outcome::Prohibited
    } else if answer.rules.iter().any(|f| f.applies.is_none())
        || !answer.missing.is_empty()
        || !answer.problems.is_empty()
    {
        Outcome::Review
    } else {
        Outcome::Permitted
    };
}
