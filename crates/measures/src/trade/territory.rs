//! Countries: whether a shipment has the tie that a measure asks for, and whether the Union's law reaches it.

use jiff::civil::Date;
use tamis_model::Country;

use super::measure::{CountryTest, Measure};
use super::place::{Place, betrays, country_names};
use super::shipment::Shipment;

/// A condition held against a shipment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tie {
    /// It holds, because.
    Met(String),
    /// It cannot be told: why, and the facts that would settle it.
    Open(String, Vec<&'static str>),
    /// It does not hold, because.
    Not(String),
}

/// The country test of a measure.
pub(crate) fn tie(measure: &Measure, shipment: &Shipment, on: Option<Date>) -> Tie {
    let countries = &measure.countries;
    let tie = match measure.test {
        CountryTest::From => consigned_from(countries, shipment, on),
        CountryTest::OriginatingOrExported => originating_or_exported(countries, shipment, on),
        CountryTest::OriginatingAndExported => originating_and_exported(countries, shipment),
        CountryTest::OriginatingExportedOrTransited => {
            if passes(shipment, countries) {
                Tie::Met(format!("transits via the territory of {}", country_names(countries)))
            } else {
                originating_or_exported(countries, shipment, on)
            }
        }
        CountryTest::ToPersonInOrForUseIn | CountryTest::Diversion => to_or_for_use_in(countries, shipment),
        CountryTest::TransitVia => transit(countries, shipment, on),
        CountryTest::Persons => received_in(countries, shipment),
    };
    if measure.into_union && !matches!(tie, Tie::Not(_)) {
        return match shipment.to.in_union(on) {
            Some(true) => tie,
            Some(false) => Tie::Not(format!("goes to {}, not into the Union", shipment.to.name())),
            None => Tie::Open("whether the goods enter the Union is not known".into(), vec!["to"]),
        };
    }
    tie
}

fn consigned_from(countries: &[Country], shipment: &Shipment, on: Option<Date>) -> Tie {
    let name = country_names(countries);
    match shipment.from.is_one_of(countries) {
        Some(true) => Tie::Met(format!("consigned from {name}")),
        None => Tie::Open("where the goods are consigned from is not known".into(), vec!["from"]),
        Some(false) => {
            let from = shipment.from.name();
            if shipment.origin.is_one_of(countries) == Some(true) {
                let why = format!(
                    "originates in {name} but is consigned from {from}: whether it comes indirectly from {name} \
                     must be examined (origin and route)"
                );
                Tie::Open(why, vec!["the route since the goods left the country of origin"])
            } else if passes(shipment, countries) {
                let why = format!(
                    "consigned from {from} via {name}: the route and where it began must be examined"
                );
                Tie::Open(why, vec!["the first place of loading"])
            } else if shipment.origin.is_one_of(countries).is_none()
                && shipment.from.in_union(on) != Some(true)
            {
                let why = format!(
                    "consigned from {from}, and the origin is not known: it may come indirectly from {name}"
                );
                Tie::Open(why, vec!["origin"])
            } else {
                Tie::Not(format!("not consigned from {name} but from {from}"))
            }
        }
    }
}

fn originating_or_exported(countries: &[Country], shipment: &Shipment, on: Option<Date>) -> Tie {
    let name = country_names(countries);
    let (origin, from) = (shipment.origin.is_one_of(countries), shipment.from.is_one_of(countries));
    match (origin, from) {
        (Some(true), Some(true)) => Tie::Met(format!("originates in and is exported from {name}")),
        (Some(true), _) => Tie::Met(format!("originates in {name}")),
        (_, Some(true)) => Tie::Met(format!("exported from {name}")),
        (None, Some(false)) if shipment.from.in_union(on) == Some(true) && !shipment.origin.is_stated() => {
            Tie::Not(format!(
                "consigned from {} in the Union, and no origin in {name} is stated",
                shipment.from.name()
            ))
        }
        (None, None) => {
            Tie::Open("neither origin nor place of consignment is known".into(), vec!["origin", "from"])
        }
        (None, _) => Tie::Open(format!("whether the goods originate in {name} is not known"), vec!["origin"]),
        (_, None) => {
            Tie::Open(format!("whether the goods are exported from {name} is not known"), vec!["from"])
        }
        (Some(false), Some(false)) => Tie::Not(format!("neither originates in nor is exported from {name}")),
    }
}

fn originating_and_exported(countries: &[Country], shipment: &Shipment) -> Tie {
    let name = country_names(countries);
    match (shipment.origin.is_one_of(countries), shipment.from.is_one_of(countries)) {
        (Some(true), Some(true)) => Tie::Met(format!("originates in and is exported from {name}")),
        (Some(true), Some(false)) => {
            let why = format!("originates in {name}; when it left {name} must be examined");
            Tie::Open(why, vec!["the day on which the goods left the country of origin"])
        }
        (Some(false), _) => Tie::Not(format!("does not originate in {name}")),
        (None, Some(false)) => Tie::Not(format!("not exported from {name}, and no origin there is stated")),
        (None, _) => Tie::Open(format!("whether the goods originate in {name} is not known"), vec!["origin"]),
        (Some(true), None) => {
            Tie::Open(format!("whether the goods are exported from {name} is not known"), vec!["from"])
        }
    }
}

fn to_or_for_use_in(countries: &[Country], shipment: &Shipment) -> Tie {
    let name = country_names(countries);
    let there = |place: &Place| place.is_one_of(countries) == Some(true);
    if there(&shipment.to) {
        return Tie::Met(format!("goes to {}", shipment.to.name()));
    }
    if there(&shipment.consignee) {
        return Tie::Met(format!("the consignee is in {}", shipment.consignee.name()));
    }
    if there(&shipment.used_in) {
        return Tie::Met(format!("for use in {}", shipment.used_in.name()));
    }
    if betrays(&shipment.end_use, countries) {
        return Tie::Open(
            format!("the end use names {name} or a place there"),
            vec!["where the goods will be used"],
        );
    }
    if shipment.to.is_one_of(countries).is_none() {
        return Tie::Open("where the goods go is not known".into(), vec!["to"]);
    }
    Tie::Not(format!("goes to {}, and nothing says that it is for use in {name}", shipment.to.name()))
}

/// A service: where those are who receive it.
fn received_in(countries: &[Country], shipment: &Shipment) -> Tie {
    let name = country_names(countries);
    let recipients = [&shipment.to, &shipment.consignee];
    if recipients.iter().any(|place| place.is_one_of(countries) == Some(true)) {
        Tie::Met(format!("the recipient is in {name}"))
    } else if betrays(&shipment.end_use, countries) {
        Tie::Open(format!("the words name {name}"), vec!["where the recipient is established"])
    } else if shipment.to.is_one_of(countries).is_none() {
        Tie::Open("where the recipient is established is not known".into(), vec!["to"])
    } else {
        Tie::Not(format!("the recipient is not in {name}"))
    }
}

fn transit(countries: &[Country], shipment: &Shipment, on: Option<Date>) -> Tie {
    let name = country_names(countries);
    if shipment.to.is_one_of(countries) == Some(true) {
        return Tie::Not(format!("goes to {name} and does not pass through"));
    }
    if !passes(shipment, countries) {
        if let Some(place) = shipment.via.iter().find(|p| p.is_stated() && p.is_one_of(countries).is_none()) {
            return Tie::Open(format!("the way leads via {}, which is not known", place.name()), vec!["via"]);
        }
        return Tie::Not(format!("no route via {name} is stated"));
    }
    match shipment.from.in_union(on) {
        Some(true) => Tie::Met(format!("exported from the Union and passes through {name}")),
        Some(false) => Tie::Not(format!("not exported from the Union but from {}", shipment.from.name())),
        None => Tie::Open("where the goods are exported from is not known".into(), vec!["from"]),
    }
}

fn passes(shipment: &Shipment, countries: &[Country]) -> bool {
    shipment.via.iter().any(|place| place.is_one_of(countries) == Some(true))
}

/// Whether the Union's law reaches the shipment (Regulation (EC) No 765/2006, Art. 10; Regulation (EU) No 833/2014,
/// Art. 13): within its territory, to its nationals and companies wherever they act, and to business done in the Union.
pub(super) fn reach(shipment: &Shipment, on: Option<Date>) -> Tie {
    let inside = |place: &Place| place.in_union(on) == Some(true);
    if let Some(place) = [&shipment.from, &shipment.to].into_iter().chain(&shipment.via).find(|p| inside(p)) {
        return Tie::Met(format!("touches the territory of the Union ({})", place.name()));
    }
    if let Some(person) = shipment.acting.iter().find(|p| inside(p)) {
        return Tie::Met(format!("a person or vessel of the Union acts ({})", person.name()));
    }
    let outside = |place: &Place| place.in_union(on) == Some(false);
    if shipment.acting.iter().any(outside) && shipment.acting.iter().all(|p| outside(p) || !p.is_stated()) {
        return Tie::Not("no territory, person or vessel of the Union is involved".into());
    }
    if outside(&shipment.from) && outside(&shipment.to) {
        let why = "touches no territory of the Union: applies to whoever of the Union sells, buys, carries, finances or insures";
        return Tie::Open(why.into(), vec!["the jurisdiction of those who act"]);
    }
    Tie::Met("a person of the Union is taken to act, since nothing says otherwise".into())
}
