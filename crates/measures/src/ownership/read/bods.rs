//! Beneficial Ownership Data Standard, versions 0.2, 0.3 and 0.4.
//!
//! 0.4 has records with statements about them, of which the newest counts; before, a statement replaces others by name.
//! An indirect interest whose components are in the data is what they come to, and is not counted twice; one without
//! components names no chain, and so is only possible.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use tamis_model::{PartialDate, Schema, Severity};
use tamis_tables::{Body, Row};

use super::value::{objects, text, texts};
use super::{Reader, date, share};
use crate::ownership::graph::{Claim, GraphBuilder, NodeId, Place, Tie, TieKind};
use crate::ownership::range::Range;

/// Statements, kept until all are there: a later one may replace an earlier one.
#[derive(Default)]
pub(super) struct Bods {
    relationships: Vec<(Place, Map<String, Value>)>,
    /// Of a record: the newest statement's date and its number among the relationships.
    newest: FxHashMap<String, (String, usize)>,
    /// Of a statement that is replaced: the one that replaces it.
    replaced_by: FxHashMap<String, String>,
}

impl Reader for Bods {
    fn row(&mut self, builder: &mut GraphBuilder, place: Place, row: &Row) {
        let Body::Object(object) = &row.body else { return };
        let statement = text(object, &["statementId"]).or_else(|| text(object, &["statementID"]));
        for old in texts(object, "replacesStatements") {
            self.replaced_by.insert(old.into(), statement.clone().unwrap_or_default());
        }
        let kind =
            text(object, &["recordType"]).or_else(|| text(object, &["statementType"])).unwrap_or_default();
        match kind.as_str() {
            "entity" | "entityStatement" | "person" | "personStatement" => {
                party(builder, place, object, &kind);
            }
            "relationship" | "ownershipOrControlStatement" => {
                let number = self.relationships.len();
                self.relationships.push((place, object.clone()));
                let record = text(object, &["recordId"]).or(statement).unwrap_or_default();
                let day = text(object, &["statementDate"]).unwrap_or_default();
                let newest = self.newest.entry(record).or_insert_with(|| (day.clone(), number));
                if day >= newest.0 {
                    *newest = (day, number);
                }
            }
            other => {
                let message = format!("{other:?} is no kind of statement");
                builder.problem(Severity::Error, place, "recordType", message, "the statement is left out");
            }
        }
    }

    fn finish(&mut self, builder: &mut GraphBuilder) {
        let relationships = std::mem::take(&mut self.relationships);
        let mut newest: Vec<usize> = self.newest.values().map(|(_, number)| *number).collect();
        newest.sort_unstable();
        for number in newest {
            let (place, object) = &relationships[number];
            let statement = text(object, &["statementID"]).unwrap_or_default();
            if !self.replaced_by.contains_key(&statement) {
                self.relationship(builder, *place, object);
            }
        }
    }
}

/// The details of a statement: an object of their own from 0.4, the statement itself before.
fn details(object: &Map<String, Value>) -> &Map<String, Value> {
    object.get("recordDetails").and_then(Value::as_object).unwrap_or(object)
}

/// An entity or a person.
fn party(builder: &mut GraphBuilder, place: Place, object: &Map<String, Value>, kind: &str) {
    let id = text(object, &["recordId"]).or_else(|| text(object, &["statementID"]));
    let Some(id) = id else {
        builder.problem(Severity::Error, place, "recordId", "a party without an id".into(), "it is left out");
        return;
    };
    let node = builder.node(&id);
    let details = details(object);
    let names: Vec<String> = text(details, &["name"])
        .into_iter()
        .chain(objects(details, "names").iter().filter_map(|name| text(name, &["fullName"])))
        .collect();
    for name in &names {
        builder.name(node, name);
    }
    let began = text(details, &["foundingDate"]).or_else(|| text(details, &["birthDate"]));
    let ended = text(details, &["dissolutionDate"]).or_else(|| text(details, &["deathDate"]));
    let began = began.and_then(|text| date(builder, place, "foundingDate", &text));
    let ended = ended.and_then(|text| date(builder, place, "dissolutionDate", &text));
    let facts = builder.facts(node);
    facts.schema = Some(if kind.starts_with("person") { Schema::Person } else { Schema::LegalEntity });
    (facts.began, facts.ended) = (began, ended);
    facts.other_names.extend(texts(details, "alternateNames").into_iter().map(String::from));
    for identifier in objects(details, "identifiers") {
        if let Some(number) = text(identifier, &["id"]) {
            let scheme = text(identifier, &["scheme"]).or_else(|| text(identifier, &["schemeName"]));
            facts.numbers.push(format!("{}:{number}", scheme.unwrap_or_default()));
        }
    }
    let addresses = objects(details, "addresses");
    facts.addresses.extend(addresses.iter().filter_map(|address| text(address, &["address"])));
}

/// One end of a relationship.
enum End {
    Party(NodeId),
    /// There is one, and nobody says who.
    Unidentified,
    /// The data say that there is none.
    None,
}

impl Bods {
    fn relationship(&self, builder: &mut GraphBuilder, place: Place, object: &Map<String, Value>) {
        let details = details(object);
        let End::Party(owned) = self.end(builder, place, details.get("subject")) else {
            let message = "the subject of the relationship is not named: an edge to nowhere".into();
            builder.problem(Severity::Error, place, "subject", message, "the relationship is left out");
            return;
        };
        let owner = match self.end(builder, place, details.get("interestedParty")) {
            End::Party(owner) => Some(owner),
            End::Unidentified => None,
            End::None => return,
        };
        let source = text(object, &["publicationDetails", "publisher", "name"]).unwrap_or_default();
        let closed = (text(object, &["recordStatus"]).as_deref() == Some("closed"))
            .then(|| text(object, &["statementDate"]))
            .flatten();
        let closed = closed.and_then(|text| date(builder, place, "statementDate", &text));
        let components = !texts(details, "componentRecords").is_empty()
            || !texts(details, "componentStatementIDs").is_empty();
        let base = Tie {
            owner,
            owned,
            kind: TieKind::Ownership,
            share: None,
            votes: None,
            class: "",
            from: None,
            to: closed,
            source: &source,
            place,
            claim: None,
            joint: false,
            doubtful: false,
        };
        let interests = objects(details, "interests");
        if interests.is_empty() {
            builder.tie(Tie { doubtful: owner.is_some(), ..base.clone() });
        }
        for interest in interests {
            let level = text(interest, &["directOrIndirect"]).or_else(|| text(interest, &["interestLevel"]));
            let indirect = level.as_deref() == Some("indirect");
            if !(indirect && components) {
                add_interest(builder, &base, interest, indirect);
            }
        }
    }

    fn end(&self, builder: &mut GraphBuilder, place: Place, value: Option<&Value>) -> End {
        let id = match value {
            Some(Value::String(id)) => Some(id.clone()),
            Some(Value::Object(object)) => text(object, &["describedByEntityStatement"])
                .or_else(|| text(object, &["describedByPersonStatement"])),
            _ => None,
        };
        if let Some(mut id) = id {
            // A replaced party is the one that replaces it; a circle of replacements ends after as many steps.
            for _ in 0..self.replaced_by.len() {
                let Some(newer) = self.replaced_by.get(&id) else { break };
                id.clone_from(newer);
            }
            let node = builder.node(&id);
            builder.refer(node, place);
            return End::Party(node);
        }
        let reason = value.and_then(Value::as_object).and_then(|object| {
            text(object, &["reason"]).or_else(|| text(object, &["unspecified", "reason"]))
        });
        let reason = reason.unwrap_or_default().replace('-', "").to_lowercase();
        if reason.contains("nobeneficialowner") { End::None } else { End::Unidentified }
    }
}

/// Adds what one interest means.
fn add_interest(builder: &mut GraphBuilder, base: &Tie<'_>, interest: &Map<String, Value>, indirect: bool) {
    let place = base.place;
    let day = |builder: &mut GraphBuilder, key: &str| -> Option<PartialDate> {
        text(interest, &[key]).and_then(|text| date(builder, place, key, &text))
    };
    let from = day(builder, "startDate");
    let to = day(builder, "endDate").or(base.to);
    let range = share_of(builder, place, interest);
    let tie = Tie { from, to, doubtful: indirect, ..base.clone() };
    let claim = |basis: &str, confidence: u8| Some(Claim { basis: basis.into(), confidence });
    let control = |basis: &str, confidence: u8| Tie {
        kind: TieKind::Control,
        claim: claim(basis, confidence),
        doubtful: false,
        ..tie.clone()
    };
    let kind = text(interest, &["type"]).unwrap_or_default();
    let plain: String = kind.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    builder.tie(match plain.as_str() {
        "shareholding" => Tie { share: range, ..tie },
        "votingrights" => Tie { votes: Some(range.unwrap_or(Range::UNKNOWN)), ..tie },
        "appointmentofboard" => Tie { kind: TieKind::Board, ..tie },
        "boardmember" | "boardchair" | "seniormanagingofficial" => Tie { kind: TieKind::Directorship, ..tie },
        // The arrangement is an entity of its own, which holds for the nominator.
        "nominator" => Tie { kind: TieKind::Nominee, ..tie },
        "nominee" => Tie { kind: TieKind::Link, ..tie },
        "settlor" | "settloroftrust" => control("trust: settlor", 100),
        "trustee" | "trusteeoftrust" => control("trust: trustee", 100),
        "protector" | "protectoroftrust" => control("trust: protector", 40),
        "beneficiaryoflegalarrangement" | "beneficiaryoftrust" | "otherbeneficiaryoftrust" => {
            control("trust: beneficiary", 40)
        }
        "conditionalrightsgrantedbycontract" => control("conditional rights by contract", 40),
        "rightstosurplusassetsondissolution" | "rightstosurplusassets" => {
            control("rights to surplus assets", 40)
        }
        "rightstoprofitorincome" | "righttoprofitorincomefromassets" => {
            control("rights to profit or income", 40)
        }
        "enjoymentanduseofassets" => control("enjoyment and use of assets", 40),
        "controlviacompanyrulesorarticles" => control("company rules or articles", 100),
        "controlbylegalframework" => control("legal framework", 100),
        "rightsgrantedbycontract" => control("rights by contract", 100),
        "otherinfluenceorcontrol" | "influenceorcontrol" => control("other influence or control", 100),
        // Said to be an interest, not of what kind: it may be shares.
        _ => Tie { share: range, doubtful: base.owner.is_some(), ..tie },
    });
}

/// The share of an interest. Excluded bounds are flags up to 0.3 and numbers from 0.4.
fn share_of(builder: &mut GraphBuilder, place: Place, interest: &Map<String, Value>) -> Option<Range> {
    let stated = interest.get("share").and_then(Value::as_object)?;
    if let Some(exact) = text(stated, &["exact"]) {
        return share(builder, place, "share.exact", &exact, false);
    }
    let flag = |key: &str| stated.get(key).and_then(Value::as_bool).unwrap_or(false);
    let over = text(stated, &["exclusiveMinimum"]);
    let under = text(stated, &["exclusiveMaximum"]);
    let least = over.clone().or_else(|| text(stated, &["minimum"]))?;
    let most = under.clone().or_else(|| text(stated, &["maximum"])).unwrap_or_else(|| "100".into());
    let over = if over.is_some() || flag("exclusiveMinimum") { ">" } else { "" };
    let under = if under.is_some() || flag("exclusiveMaximum") { "<" } else { "" };
    if least == most && over.is_empty() && under.is_empty() {
        return share(builder, place, "share", &least, false);
    }
    share(builder, place, "share", &format!("{over}{least}..{under}{most}"), false)
}
