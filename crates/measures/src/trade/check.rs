//! One shipment against all measures.

use jiff::civil::Date;
use tamis_model::PartialDate;

use super::code::GoodsCode;
use super::describe::{Described, GoodsWords};
use super::flags::{self, Flag};
use super::goods::{Fit, Line};
use super::measure::{CountryTest, Exemption, ExemptionKind, Good, Measure, Measures, WindDown};
use super::near::{self, NearMiss};
use super::nomenclature::Nomenclature;
use super::place::fold;
use super::shipment::Shipment;
use super::territory::{Tie, reach, tie};
use super::time::{InForce, Winding, in_force, winding};

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
        self.consider_horizon(shipment, &mut answer);
        answer.rules.sort_by_key(|f| (rank(f.applies), f.goods as u8));
        answer.near = near::near_misses(self, shipment, &answer);
        answer.flags = flags::flags(self, shipment, &answer);
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
pub(super) const SURE_WORDS: f32 = 0.8;

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
    for (field, place) in [("from", &shipment.from), ("to", &shipment.to)] {
        if !place.is_stated() {
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

/// One rule against one shipment: goods, date, country, reach, condition, wind-down, exemption, in this order. The
/// first that fails settles it.
fn consider<'a>(
    shipment: &Shipment,
    measure: &'a Measure,
    good: Option<&'a Good>,
    goods: Goods,
    code: Option<GoodsCode>,
) -> Finding<'a> {
    let mut finding = Finding {
        measure,
        good,
        goods,
        applies: Some(true),
        why: String::new(),
        needs: Vec::new(),
        wind_down: None,
        exemptions: Vec::new(),
    };
    let mut reasons = vec![goods_reason(measure, good, goods, code)];
    let on = shipment.on;
    let settled = settle(&mut finding, &mut reasons, shipment, on);
    if !settled && measure.test == CountryTest::Diversion {
        finding.applies = None;
        finding.needs.push("the goods' classification under the dual-use and advanced-technology lists");
    }
    finding.why = reasons.join("; ");
    finding
}

fn goods_reason(measure: &Measure, good: Option<&Good>, goods: Goods, code: Option<GoodsCode>) -> String {
    let name = good.map_or("", |g| g.name.as_str());
    let listed = good.and_then(|g| g.code).map(|c| c.to_string()).unwrap_or_default();
    let code = code.map(|c| c.to_string()).unwrap_or_default();
    let named = if name.is_empty() { String::new() } else { format!(" ({name})") };
    match goods {
        Goods::Listed if measure.test == CountryTest::Diversion => {
            format!("{code} is a high-priority item{named}")
        }
        Goods::Listed if listed == code => format!("{code} is listed{named}"),
        Goods::Listed => format!("{code} falls under {listed}{named}"),
        Goods::ListedInPart => {
            format!("{code} falls under ex {listed}{named}: the description must be examined")
        }
        Goods::TooShort => format!("{code} is too short: {listed}{named} is listed"),
        Goods::Classified => name.to_string(),
        Goods::Described => format!("{listed}{named} is listed"),
        Goods::ListIncomplete => String::from("not seen on the part that is held"),
    }
}

/// Answers whether one of the steps said no.
fn settle(
    finding: &mut Finding<'_>,
    reasons: &mut Vec<String>,
    shipment: &Shipment,
    on: Option<PartialDate>,
) -> bool {
    let measure = finding.measure;
    let term = measure.term(finding.good);
    match in_force(term, on) {
        InForce::Yes => reasons.push(since(term)),
        InForce::NotYet => return no(finding, reasons, format!("in force only from {}", term.0)),
        InForce::NoMore => {
            let last = term.1.map(|d| d.to_string()).unwrap_or_default();
            return no(finding, reasons, format!("in this wording in force until {last}"));
        }
        InForce::Unclear => open(finding, reasons, format!("in force from {}", term.0), &["on"]),
    }
    let day: Option<Date> = on.map(|d| d.first());
    for found in [tie(measure, shipment, day), reach_of(measure, shipment, day)] {
        match found {
            Tie::Met(why) => reasons.push(why),
            Tie::Open(why, needs) => open(finding, reasons, why, &needs),
            Tie::Not(why) => return no(finding, reasons, why),
        }
    }
    if matches!(finding.goods, Goods::ListedInPart) {
        open(finding, reasons, String::new(), &["whether the goods answer to the name (ex)"]);
    }
    if matches!(finding.goods, Goods::TooShort) {
        open(finding, reasons, String::new(), &["all digits of the code"]);
    }
    conditions(finding, reasons, shipment)
        || wound_down(finding, reasons, shipment)
        || exempt(finding, reasons, shipment)
}

fn reach_of(measure: &Measure, shipment: &Shipment, day: Option<Date>) -> Tie {
    if measure.test == CountryTest::Diversion {
        return Tie::Met("wherever it starts".into());
    }
    reach(shipment, day)
}

fn since(term: (Date, Option<Date>)) -> String {
    match term.1 {
        Some(to) => format!("in force from {} to {to}", term.0),
        None => format!("in force since {}", term.0),
    }
}

fn no(finding: &mut Finding<'_>, reasons: &mut Vec<String>, why: String) -> bool {
    finding.applies = Some(false);
    finding.needs.clear();
    reasons.push(why);
    true
}

fn open(finding: &mut Finding<'_>, reasons: &mut Vec<String>, why: String, needs: &[&'static str]) {
    finding.applies = None;
    finding.needs.extend_from_slice(needs);
    if !why.is_empty() {
        reasons.push(why);
    }
}

/// Military end use, value over a threshold: what must hold besides code, country and date.
fn conditions(finding: &mut Finding<'_>, reasons: &mut Vec<String>, shipment: &Shipment) -> bool {
    let measure = finding.measure;
    if !measure.condition.is_empty() {
        let end_use = fold(&shipment.end_use);
        if measure.condition_words.iter().any(|w| end_use.contains(w.as_str())) {
            reasons.push(format!("the end use says so: {}", measure.condition));
        } else {
            open(finding, reasons, format!("only {}", measure.condition), &["the end use and the end user"]);
        }
    }
    if let Some(over) = finding.good.and_then(|g| g.value_over) {
        match shipment.value {
            Some(value) if value <= f64::from(over) => {
                return no(finding, reasons, format!("worth no more than EUR {over} per item"));
            }
            Some(_) => reasons.push(format!("worth more than EUR {over} per item")),
            None => open(finding, reasons, format!("only above EUR {over} per item"), &["value per item"]),
        }
    }
    false
}

fn wound_down(finding: &mut Finding<'_>, reasons: &mut Vec<String>, shipment: &Shipment) -> bool {
    let Some(rule) = finding.good.and_then(|g| g.wind_down.as_ref()).or(finding.measure.wind_down.as_ref())
    else {
        return false;
    };
    let term = rule.until.map(|d| format!(", performed by {d}")).unwrap_or_default();
    let terms = format!("contracts concluded before {}{term} (Art. {})", rule.contract_before, rule.article);
    match winding(rule, shipment.contract, shipment.on) {
        Winding::Covers => {
            finding.wind_down = Some(rule);
            return no(finding, reasons, format!("wind-down: {terms} may be carried out"));
        }
        Winding::MayCover => {
            finding.wind_down = Some(rule);
            let ask =
                if rule.authorisation { "the authorisation" } else { "the conditions of the wind-down" };
            open(finding, reasons, format!("wind-down for {terms}: {}", rule.conditions), &[ask]);
        }
        Winding::ContractUnknown => {
            finding.wind_down = Some(rule);
            reasons.push(format!("unless a wind-down is shown: {terms}"));
        }
        Winding::ContractTooLate => reasons.push(format!("no wind-down: only for {terms}")),
        Winding::Over => reasons.push(format!("the wind-down is over: {terms}")),
    }
    false
}

/// An exemption never permits by itself: its conditions are for a person to examine.
fn exempt(finding: &mut Finding<'_>, reasons: &mut Vec<String>, shipment: &Shipment) -> bool {
    let code = finding.good.and_then(|g| g.code);
    let asked = GoodsCode::parse(&shipment.code).ok();
    let covers = |e: &Exemption| {
        e.codes.is_empty()
            || e.codes.iter().any(|c| asked.or(code).is_some_and(|code| c.covers(code) || code.covers(*c)))
    };
    let in_time =
        |e: &Exemption| e.until.is_none_or(|until| shipment.on.is_none_or(|on| on.first() <= until));
    finding.exemptions = finding.measure.exemptions.iter().filter(|e| covers(e) && in_time(e)).collect();
    if shipment.end_use.is_empty() {
        return false;
    }
    let end_use = fold(&shipment.end_use);
    let claimed = finding.exemptions.iter().find(|e| e.purposes.iter().any(|p| end_use.contains(p.as_str())));
    if let Some(exemption) = claimed.copied() {
        let ask = match exemption.kind {
            ExemptionKind::Exempt => "the conditions of the exemption",
            ExemptionKind::Authorisation => "the authorisation",
        };
        let why = format!(
            "the end use names a purpose of Art. {}: {} {}",
            exemption.article, exemption.text, exemption.conditions
        );
        open(finding, reasons, why.trim_end().into(), &[ask]);
    }
    false
}

/// What an exporter says of goods that the law lists without codes.
struct Classification {
    kinds: Vec<&'static str>,
    stated: bool,
    text: String,
}

impl Classification {
    /// `3A001` is a number of Annex I to Regulation (EU) 2021/821, `X.A.I.001` one of Annex Va, `ML4` one of the
    /// Common Military List; other texts are taken as the names of the lists themselves.
    fn read(text: &str) -> Self {
        let text = fold(text).replace(' ', "-");
        let bytes = text.as_bytes();
        let mut kinds = Vec::new();
        if bytes.len() >= 5
            && bytes[0].is_ascii_digit()
            && (b'a'..=b'e').contains(&bytes[1])
            && bytes[2].is_ascii_digit()
        {
            kinds.push("dual-use");
        }
        if text.starts_with("x-") && bytes.get(3) == Some(&b'-') {
            kinds.push("annex-va");
        }
        if text.starts_with("ml") && bytes.get(2).is_some_and(u8::is_ascii_digit) {
            kinds.push("military");
        }
        Self { kinds, stated: !text.is_empty(), text }
    }

    fn names(&self, control: &str) -> bool {
        self.kinds.contains(&control) || (!self.text.is_empty() && self.text == control)
    }

    fn is_missing(&self) -> bool {
        !self.stated
    }
}
