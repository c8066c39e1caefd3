//! One rule held against one shipment: does it apply, and why?

use jiff::civil::Date;
use tamis_model::PartialDate;

use super::check::{Finding, Goods};
use super::code::GoodsCode;
use super::measure::{CountryTest, Exemption, ExemptionKind, Good, Measure};
use super::place::fold;
use super::shipment::Shipment;
use super::territory::{Tie, reach, tie};
use super::time::{InForce, Winding, in_force, winding};

/// One rule against one shipment: goods, date, country, reach, condition, wind-down, exemption, in this order. The
/// first that fails settles it.
pub(super) fn consider<'a>(
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
        Goods::Service => "the service is one that is meant".into(),
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
