//! Switzerland's list of sanctioned persons, entities and objects, XML (SECO, `downloadXmlGesamtliste`).
//!
//! No file of it was at hand: elements and attributes are as the project's notes on the format and the crawler of
//! OpenSanctions name them, and what a file has beside them is reported and kept as notes. Targets that were taken off
//! the list stay in the file, with a modification `de-listed`; they stay here too, with the day on which it ended.
//! Places and programmes stand in tables of their own and are referred to by number, so that the file is walked twice.

mod identity;
mod tables;

use rustc_hash::FxHashMap;
use tamis_model::{
    DateOrder, EntityId, Identifier, IdentifierKind, ListId, Listing, Measure, PartialDate, Problem,
    Relation, Schema, Severity,
};

use crate::entry::{Collected, Entry, Fields};
use crate::xml::{self, Element, Records};
use crate::{Format, InputFile, ReadError, Snapshot};
use tables::Tables;

/// Whether a file is Switzerland's list.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    xml::root_name(&file.head()) == Some("swiss-sanctions-list")
}

/// Reads Switzerland's list.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let list = ListId::new("ch-seco");
    let text = xml::decode(file)?;
    let mut tables = Tables::default();
    let mut records = Records::new(file, &text, &["sanctions-program", "place", "target"]);
    for record in &mut records {
        tables.take(&record?);
    }
    let fields = Fields::default();
    let mut collected = Collected::new(Snapshot::new(list.clone(), Format::SecoXml));
    if let Some(root) = records.root() {
        collected.edition(root.attribute("date"));
    }
    for (name, line) in records.outside() {
        let problem = Problem::new(Severity::Warning, *line, name, "text outside of any target was not read");
        collected.problems().push(problem);
    }
    for record in Records::new(file, &text, &["target", "sanctions-program", "place"]) {
        let record = record?;
        if record.name == "target" {
            collected.count();
            collected.take(target(&list, &record, &tables, &fields));
        }
    }
    let mut snapshot = collected.finish();
    name_relations(&mut snapshot);
    Ok(snapshot)
}

/// Relations give the other target's number; its name is looked up once all are read.
fn name_relations(snapshot: &mut Snapshot) {
    let captions: FxHashMap<EntityId, String> =
        snapshot.entities.iter().map(|entity| (entity.id.clone(), entity.caption().to_owned())).collect();
    for relation in snapshot.entities.iter_mut().flat_map(|entity| &mut entity.relations) {
        if let Some(caption) = relation.value.target.as_ref().and_then(|target| captions.get(target)) {
            relation.value.name.clone_from(caption);
        }
    }
}

fn target<'f>(list: &ListId, record: &Element<'_>, tables: &Tables, fields: &'f Fields) -> Entry<'f> {
    let kinds = ["individual", "entity", "object"];
    let subject = record.children.iter().find(|child| kinds.contains(&child.name));
    let schema = match subject.map(|subject| (subject.name, subject.attribute("object-type"))) {
        Some(("individual", _)) => Schema::Person,
        Some(("entity", _)) => Schema::Organization,
        Some(("object", kind)) => Schema::parse(kind).unwrap_or(Schema::Vessel),
        _ => Schema::LegalEntity,
    };
    let mut entry = Entry::new(list, record.attribute("ssid"), schema, record.line, fields);
    if let Some(subject) = subject {
        entry.gender_if_stated("individual@sex", subject.attribute("sex"));
        for child in &subject.children {
            part(&mut entry, list, child, tables);
        }
    } else {
        entry.odd(
            Severity::Error,
            "target",
            "a target that is neither individual, entity nor object",
            "look at the file",
        );
    }
    for child in record.children.iter().filter(|child| !kinds.contains(&child.name)) {
        match child.name {
            "foreign-identifier" => {
                let identifier = Identifier::new(IdentifierKind::ListReference, child.text());
                entry.identifier(child.name, child.raw(), identifier);
            }
            "modification" | "sanctions-set-id" => {}
            _ => unknown(&mut entry, child),
        }
    }
    let listing = listing(&mut entry, list, record, tables);
    entry.entity.listings.push(listing);
    entry
}

/// What an individual, entity or object is said to be.
fn part(entry: &mut Entry<'_>, list: &ListId, child: &Element<'_>, tables: &Tables) {
    entry.record = child.line;
    match child.name {
        "identity" => identity::read(entry, child, tables),
        "justification" => {}
        "relation" => {
            let id = child.attribute("target-id");
            let remark = child.child_text("remark");
            entry.relation(
                "relation@target-id",
                id,
                Relation {
                    kind: child.attribute("relation-type").to_owned(),
                    target: (!id.is_empty()).then(|| EntityId::new(list, id)),
                    name: String::new(),
                },
            );
            entry.particular("notes", "relation/remark", remark);
        }
        "other-information" => other_information(entry, child),
        _ => unknown(entry, child),
    }
}

fn unknown(entry: &mut Entry<'_>, child: &Element<'_>) {
    if !child.is_blank() {
        entry.odd(Severity::Warning, child.name, "an element that is not known", "kept as a note");
        entry.particular("notes", child.name, &child.texts());
    }
}

/// Free text, one fact an element; those with a usual beginning are identifiers: "IMO number: 9074729".
fn other_information(entry: &mut Entry<'_>, child: &Element<'_>) {
    const KINDS: [(&str, IdentifierKind); 10] = [
        ("imo number", IdentifierKind::Imo),
        ("taxpayer identification number", IdentifierKind::Inn),
        ("tax registration number", IdentifierKind::Tax),
        ("state registration number", IdentifierKind::Registration),
        ("business registration number", IdentifierKind::Registration),
        ("registration number", IdentifierKind::Registration),
        ("website", IdentifierKind::Website),
        ("e-mail", IdentifierKind::Email),
        ("email", IdentifierKind::Email),
        ("tel", IdentifierKind::Phone),
    ];
    entry.particular("notes", child.name, child.raw());
    let Some((label, value)) = child.text().split_once(':') else { return };
    let (lower, value) = (label.to_lowercase(), value.trim().trim_end_matches('.'));
    let usable = value.chars().any(char::is_alphanumeric) && value.len() < 80;
    if let Some((_, kind)) = KINDS.iter().find(|(start, _)| lower.starts_with(start)).filter(|_| usable) {
        entry.identifier(child.name, child.text(), Identifier::new(*kind, value).labelled(label));
    }
}

/// The listing, from the target's modifications: listed by the first, amended by the latest, ended by a `de-listed` that
/// no later listing follows. Publication and effect are told apart.
fn listing(entry: &mut Entry<'_>, list: &ListId, record: &Element<'_>, tables: &Tables) -> Listing {
    entry.record = record.line;
    let mut modifications: Vec<(Option<PartialDate>, Option<PartialDate>, &str)> = Vec::new();
    let mut raw = Vec::new();
    for modification in record.children("modification") {
        let date = |name| PartialDate::parse(modification.attribute(name), DateOrder::DayFirst).ok();
        let (published, effective) = (date("publication-date"), date("effective-date"));
        modifications.push((published, effective, modification.attribute("modification-type")));
        raw.push(modification.texts());
    }
    modifications.sort_by_key(|(published, effective, _)| effective.or(*published));
    let mut listing = entry.listing(list, "modification", &raw.join(" | "));
    for (published, effective, kind) in modifications {
        let day = effective.or(published);
        if kind == "de-listed" {
            listing.delisted = day;
            continue;
        }
        if kind == "listed" || kind == "relisted" || listing.listed.is_none() {
            // Listed again after an end: the listing that stands is the later one.
            if listing.listed.is_none() || listing.delisted.is_some() {
                listing.published = published;
                listing.effective = effective;
                listing.listed = day;
            }
            listing.delisted = None;
        } else {
            listing.amended = day;
        }
    }
    let sets = record.children("sanctions-set-id").map(Element::text);
    for set in sets.chain([record.attribute("sanctions-set-id")]).filter(|set| !set.is_empty()) {
        let Some(set) = tables.sets.get(set) else {
            entry.odd(
                Severity::Warning,
                "sanctions-set-id",
                format!("the sanctions set {set} is not in the file"),
                "",
            );
            listing.programmes.push(set.to_owned());
            continue;
        };
        listing.programmes.push(set.programme.clone());
        listing.legal_acts.extend(set.acts.iter().cloned());
        listing.measures.extend(
            set.measures.iter().filter(|m| !listing.measures.contains(m)).cloned().collect::<Vec<_>>(),
        );
    }
    // A set names the measures against everyone in it; only persons can be refused entry.
    let person = entry.entity.schema == Schema::Person;
    listing.measures.retain(|measure| person || *measure != Measure::TravelBan);
    if listing.measures.is_empty() {
        listing.measures.push(Measure::AssetFreeze);
    }
    for child in record.children.iter().flat_map(|subject| subject.children("justification")) {
        listing.reasons.push(child.text().to_owned());
    }
    listing
}
