//! Signs of evasion in a shipment.

use jiff::civil::Date;

use super::{Flag, FlagKind};
use crate::trade::{
    Answer, CountryTest, Finding, Goods, Measures, Place, SURE_WORDS, Shipment, Tie, country_name,
    country_names, tie,
};

/// Days before or after a measure's date that count as near. Our own choice: shipments are planned in weeks.
const NEAR_DAYS: i32 = 14;

/// Countries to which the Union's own list of partners extends no trust: all but these and the member states.
/// Regulation (EC) No 765/2006, Annex Vba, as added by Regulation (EU) 2024/1865.
const PARTNERS: &[&str] = &["no", "ch", "us", "jp", "gb", "kr", "au", "ca", "nz", "li", "is"];

/// Common transshipment points for goods on their way to Russia and Belarus: joint alert of the U.S. Treasury and BIS,
/// FIN-2022-Alert003 of 28 June 2022. Hong Kong and Macau are taken with China.
const TRANSSHIPMENT: &[&str] = &[
    "am", "br", "cn", "hk", "mo", "ge", "in", "il", "kz", "kg", "mx", "ni", "rs", "sg", "za", "tw", "tj",
    "tr", "ae", "uz",
];

/// The customs union with Russia and Belarus: no customs border lies between.
const CUSTOMS_UNION: &[&str] = &["am", "by", "kg", "kz", "ru"];

fn is_among(place: &Place, codes: &[&str]) -> bool {
    place.country().is_some_and(|c| codes.contains(&c.code()))
}

pub(crate) fn flags(measures: &Measures, shipment: &Shipment, answer: &Answer<'_>) -> Vec<Flag> {
    let mut flags = Vec::new();
    let day = shipment.on.map(|d| d.first());
    diversion(shipment, answer, day, &mut flags);
    origin(shipment, answer, &mut flags);
    route(measures, shipment, &mut flags);
    description(shipment, answer, &mut flags);
    near_dates(shipment, answer, day, &mut flags);
    near_codes(answer, &mut flags);
    flags
}

fn listed(finding: &Finding<'_>) -> bool {
    matches!(finding.goods, Goods::Listed | Goods::ListedInPart | Goods::Classified)
}

fn in_term(finding: &Finding<'_>, day: Option<Date>) -> bool {
    let (from, to) = finding.measure.term(finding.good);
    day.is_none_or(|d| d >= from && to.is_none_or(|to| d <= to))
}

fn diversion(shipment: &Shipment, answer: &Answer<'_>, day: Option<Date>, flags: &mut Vec<Flag>) {
    let to = &shipment.to;
    let trusted = to.in_union(day) == Some(true) || is_among(to, PARTNERS);
    let Some(country) = to.country().filter(|_| !trusted) else { return };
    for finding in answer.rules.iter().filter(|f| listed(f) && in_term(f, day)) {
        let there = finding.measure.countries.contains(&country);
        if there {
            continue;
        }
        let name = country_name(country);
        let target = country_names(&finding.measure.countries);
        let closeness = if CUSTOMS_UNION.contains(&country.code()) {
            format!("{name} has no customs border with {target}")
        } else {
            format!("{name} is not among the partner countries")
        };
        match finding.measure.test {
            CountryTest::Diversion => {
                let good = finding.good.map_or("", |g| g.name.as_str());
                let code = answer.code.map(|c| c.to_string()).unwrap_or_default();
                let why = format!(
                    "{code} is on the Common High Priority List ({good}); {closeness}: diversion to {target} must be excluded"
                );
                flags.push(Flag::new(FlagKind::HighPriority, why));
            }
            CountryTest::ToPersonInOrForUseIn if TRANSSHIPMENT.contains(&country.code()) => {
                let why = format!(
                    "goods of Art. {} may not go to {target}, and {name} is a common transshipment point",
                    finding.measure.article
                );
                let known = |f: &Flag| f.kind == FlagKind::Transshipment && f.why == why;
                if !flags.iter().any(known) {
                    flags.push(Flag::new(FlagKind::Transshipment, why));
                }
            }
            _ => {}
        }
    }
}

fn origin(shipment: &Shipment, answer: &Answer<'_>, flags: &mut Vec<Flag>) {
    let imports = |f: &&Finding<'_>| {
        listed(f)
            && matches!(
                f.measure.test,
                CountryTest::From
                    | CountryTest::OriginatingOrExported
                    | CountryTest::OriginatingAndExported
                    | CountryTest::OriginatingExportedOrTransited
            )
    };
    let Some(finding) = answer.rules.iter().find(imports) else { return };
    let countries = &finding.measure.countries;
    let name = country_names(countries);
    let is = |place: &Place| place.is_one_of(countries) == Some(true);
    let other = |place: &Place| place.is_one_of(countries) == Some(false);
    let why = if is(&shipment.origin) && other(&shipment.from) {
        format!("originates in {name} but is consigned from {}", shipment.from.name())
    } else if other(&shipment.origin) && (is(&shipment.from) || shipment.via.iter().any(is)) {
        format!("declared to originate in {} but comes from or through {name}", shipment.origin.name())
    } else if !shipment.origin.is_stated() && is_among(&shipment.from, CUSTOMS_UNION) && other(&shipment.from)
    {
        format!("no origin is stated, and {} has no customs border with {name}", shipment.from.name())
    } else {
        return;
    };
    flags.push(Flag::new(FlagKind::Origin, format!("{why}: ask for a proof of origin")));
}

fn route(measures: &Measures, shipment: &Shipment, flags: &mut Vec<Flag>) {
    for regime in measures.regimes.iter().take_while(|_| !shipment.via.is_empty()) {
        let through = shipment.via.iter().find(|p| p.is_one_of(&regime.countries) == Some(true));
        let Some(place) = through.filter(|p| **p != shipment.to && **p != shipment.from) else { continue };
        let why = format!("the route leads through {}: goods may stay there", place.name());
        if !flags.iter().any(|f| f.why == why) {
            flags.push(Flag::new(FlagKind::Route, why));
        }
    }
}

fn description(shipment: &Shipment, answer: &Answer<'_>, flags: &mut Vec<Flag>) {
    let sure: Vec<_> = answer.described.iter().filter(|d| d.score >= SURE_WORDS).collect();
    if let Some(code) = answer.code
        && !sure.is_empty()
        && !sure.iter().any(|d| d.agrees_with(code))
    {
        let named = sure[0];
        let codes = named.codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let why = format!("the description names {:?} ({codes}), and the code is {code}", named.phrase);
        flags.push(Flag::new(FlagKind::DescriptionAgainstCode, why));
    }
    if answer.described.iter().any(|d| d.vague) {
        let why = format!("{:?} could be anything: ask what the goods are", shipment.description.trim());
        flags.push(Flag::new(FlagKind::VagueDescription, why));
    }
}

fn near_dates(shipment: &Shipment, answer: &Answer<'_>, day: Option<Date>, flags: &mut Vec<Flag>) {
    let Some(day) = day else { return };
    let after = |since: Date| day.duration_since(since).as_hours() / 24;
    let near = i64::from(NEAR_DAYS);
    for finding in answer.rules.iter().filter(|f| listed(f) && f.measure.test != CountryTest::Diversion) {
        let (from, to) = finding.measure.term(finding.good);
        if to.is_some_and(|to| to < day) || matches!(tie(finding.measure, shipment, Some(day)), Tie::Not(_)) {
            continue;
        }
        let article = &finding.measure.article;
        let days = after(from);
        if (-near..0).contains(&days) {
            let why = format!("shipped {} before Art. {article} begins to apply on {from}", in_days(-days));
            push_once(flags, Flag::new(FlagKind::NearDate, why));
        } else if (0..near).contains(&days) {
            let why = match days {
                0 => format!("shipped on the day on which Art. {article} began to apply, {from}"),
                _ => format!("shipped {} after Art. {article} began to apply on {from}", in_days(days)),
            };
            push_once(flags, Flag::new(FlagKind::NearDate, why));
        }
        let wind_down =
            finding.good.and_then(|g| g.wind_down.as_ref()).or(finding.measure.wind_down.as_ref());
        if let Some(until) = wind_down.and_then(|w| w.until)
            && (-near..=near).contains(&after(until))
        {
            let why = format!(
                "shipped within {NEAR_DAYS} days of the end of the wind-down of Art. {article} on {until}"
            );
            flags.push(Flag::new(FlagKind::NearDate, why));
        }
    }
}

fn in_days(days: i64) -> String {
    if days == 1 { "1 day".into() } else { format!("{days} days") }
}

fn push_once(flags: &mut Vec<Flag>, flag: Flag) {
    if !flags.contains(&flag) {
        flags.push(flag);
    }
}

fn near_codes(answer: &Answer<'_>, flags: &mut Vec<Flag>) {
    let Some(code) = answer.code else { return };
    let siblings: Vec<String> = answer
        .near
        .iter()
        .filter(|n| n.shared >= 6)
        .filter_map(|n| n.good.code.map(|c| format!("{c} (Art. {})", n.measure.article)))
        .collect();
    if !siblings.is_empty() {
        let why = format!("{code} is not listed, its siblings are: {}", siblings.join(", "));
        flags.push(Flag::new(FlagKind::NearCode, why));
    }
}
