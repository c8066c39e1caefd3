//! UK Companies House, persons with significant control: one JSON object a person and company.
//!
//! The natures of control are bands, not figures: "more than 25 % but not more than 50 %", "more than 50 % but less than
//! 75 %", "75 % or more" (Companies Act 2006, Sch. 1A; the older form for overseas entities says "more than 25 %"). The
//! register does not name who holds 25 % or less.

use serde_json::{Map, Value};
use tamis_model::{Schema, Severity};
use tamis_tables::{Body, Row};

use super::value::{text, texts};
use super::{Reader, date};
use crate::ownership::fraction::Fraction;
use crate::ownership::graph::{Claim, GraphBuilder, NodeId, Place, Tie, TieKind};
use crate::ownership::range::Range;

/// Reads the register's objects one by one.
pub(super) struct Psc;

/// What a person's natures of control come to.
#[derive(Default)]
struct Natures {
    shares: Option<Range>,
    votes: Option<Range>,
    board: bool,
    /// The holder is one of several trustees, or holds through a firm that is no legal person.
    influence: Vec<String>,
}

impl Reader for Psc {
    fn row(&mut self, builder: &mut GraphBuilder, place: Place, row: &Row) {
        let Body::Object(object) = &row.body else { return };
        let empty = Map::new();
        let data = object.get("data").and_then(Value::as_object).unwrap_or(&empty);
        let kind = text(data, &["kind"]).unwrap_or_default();
        if kind.starts_with("totals#") {
            return;
        }
        let Some(number) = text(object, &["company_number"]) else {
            let hint = "give the record its company_number";
            builder.problem(Severity::Error, place, "company_number", "no company is named".into(), hint);
            return;
        };
        let company = builder.node(&number);
        builder.facts(company).schema.get_or_insert(Schema::Company);
        if kind.contains("statement") {
            return;
        }
        let owner = holder(builder, data, &kind);
        let natures = natures(builder, place, data);
        let from = text(data, &["notified_on"]).and_then(|t| date(builder, place, "notified_on", &t));
        let to = text(data, &["ceased_on"]).and_then(|t| date(builder, place, "ceased_on", &t));
        let tie = Tie {
            owner,
            owned: company,
            kind: TieKind::Ownership,
            share: natures.shares,
            votes: natures.votes,
            class: "",
            from,
            to,
            source: "Companies House PSC register",
            place,
            claim: None,
            joint: false,
            doubtful: false,
        };
        let hidden = kind.starts_with("super-secure");
        if natures.shares.is_some() || natures.votes.is_some() || hidden {
            builder.tie(tie.clone());
        }
        if natures.board {
            builder.tie(Tie { kind: TieKind::Board, share: None, votes: None, ..tie.clone() });
        }
        for basis in natures.influence {
            let claim = Some(Claim { basis, confidence: 100 });
            builder.tie(Tie { kind: TieKind::Control, share: None, votes: None, claim, ..tie.clone() });
        }
    }
}

/// The person: a company by its registered number where it gives one, anyone else by the register's own link. A
/// protected person is somebody who is not named.
fn holder(builder: &mut GraphBuilder, data: &Map<String, Value>, kind: &str) -> Option<NodeId> {
    let link = text(data, &["links", "self"]);
    let name = text(data, &["name"])?;
    let british = text(data, &["identification", "place_registered"])
        .or_else(|| text(data, &["identification", "country_registered"]))
        .is_some_and(|place| {
            let place = place.to_lowercase();
            ["england", "wales", "scotland", "united kingdom", "companies house", "uk", "northern ireland"]
                .iter()
                .any(|part| place.contains(part))
        });
    let number = text(data, &["identification", "registration_number"]).filter(|_| british);
    let id = number.map(|n| company_number(&n)).or(link).unwrap_or_else(|| name.clone());
    let node = builder.node(&id);
    builder.name(node, &name);
    let address: Vec<String> =
        ["premises", "address_line_1", "address_line_2", "locality", "postal_code", "country"]
            .iter()
            .filter_map(|part| text(data, &["address", part]))
            .collect();
    let facts = builder.facts(node);
    facts.schema = Some(if kind.starts_with("individual") { Schema::Person } else { Schema::LegalEntity });
    if !address.is_empty() {
        facts.addresses.push(address.join(", "));
    }
    Some(node)
}

/// Companies House numbers have eight characters; people leave leading zeros out.
fn company_number(text: &str) -> String {
    let text = text.trim().to_uppercase();
    if text.len() < 8 && text.bytes().all(|c| c.is_ascii_digit()) { format!("{text:0>8}") } else { text }
}

fn natures(builder: &mut GraphBuilder, place: Place, data: &Map<String, Value>) -> Natures {
    let mut found = Natures::default();
    for nature in texts(data, "natures_of_control") {
        let plain = nature
            .trim_end_matches("-registered-overseas-entity")
            .trim_end_matches("-limited-liability-partnership");
        if let Some(share) = plain
            .strip_prefix("ownership-of-shares-")
            .or(plain.strip_prefix("right-to-share-surplus-assets-"))
        {
            larger(&mut found.shares, band(share));
        } else if let Some(votes) = plain.strip_prefix("voting-rights-") {
            larger(&mut found.votes, band(votes));
        } else if plain.starts_with("right-to-appoint-and-remove") {
            found.board = true;
        } else if plain.starts_with("significant-influence-or-control") {
            found.influence.push(nature.replace('-', " "));
        } else if plain.starts_with("part-right-to-share-surplus-assets") {
            larger(&mut found.shares, band(plain));
        } else {
            let hint = "the register has a nature of control that is not known here; it is not counted";
            builder.problem(Severity::Warning, place, "natures_of_control", format!("{nature:?}"), hint);
        }
    }
    found
}

/// The same holding said in two ways, alone and as a member of a firm: the larger band holds.
fn larger(known: &mut Option<Range>, band: Range) {
    if known.is_none_or(|known| known.least < band.least) {
        *known = Some(band);
    }
}

/// The band that a nature of control names.
fn band(words: &str) -> Range {
    let percent = Fraction::percent;
    if words.starts_with("25-to-50") {
        Range { least: percent(25), most: percent(50), over: true, under: false }
    } else if words.starts_with("50-to-75") {
        Range { least: percent(50), most: percent(75), over: true, under: true }
    } else if words.starts_with("75-to-100") {
        Range::between(percent(75), Fraction::WHOLE)
    } else {
        Range { least: percent(25), most: Fraction::WHOLE, over: true, under: false }
    }
}
