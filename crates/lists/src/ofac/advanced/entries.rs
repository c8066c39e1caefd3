//! Sanctions entries, which list a profile, and ties between profiles.

use tamis_model::{
    Entity, EntityId, ListId, Listing, Measure, PartialDate, Relation, Severity, Source, Sourced,
};

use super::party::note;
use super::{Reader, period};
use crate::ofac::facts::{self, Fact};
use crate::ofac::{CONS, SDN, measures};
use crate::xml::Element;

/// What has happened to an entry, by the words of the event's type.
enum Event {
    Listed,
    Amended,
    Delisted,
}

fn event(kind: &str) -> Option<Event> {
    let kind = kind.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    match () {
        () if has(&["remov", "delist", "delet"]) => Some(Event::Delisted),
        () if has(&["modif", "amend", "updat", "chang"]) => Some(Event::Amended),
        () if has(&["creat", "add", "list", "designat"]) => Some(Event::Listed),
        () => None,
    }
}

impl Reader {
    /// An entry becomes a listing of its profile's entity.
    pub(super) fn entry(&mut self, entry: &Element<'_>) {
        let Some(&at) = self.profiles.get(entry.attribute("ProfileID")) else {
            let what = format!(
                "the entry lists the profile {:?}, which the file does not have",
                entry.attribute("ProfileID")
            );
            return self.problem(Severity::Error, entry.line, "SanctionsEntry", what);
        };
        let list = self.tables.text("List", entry.attribute("ListID"));
        let list = if list.to_lowercase().starts_with("sdn") || list.is_empty() { SDN } else { CONS };
        let source = Source::new(0, entry.line, &"SanctionsEntry".into()).with_raw(entry.attribute("ID"));
        let mut listing = Listing::new(ListId::new(list), source);
        let mut notes = Vec::new();
        for happened in entry.children("EntryEvent") {
            self.event(&mut listing, happened, &mut notes);
        }
        for measure in entry.children("SanctionsMeasure") {
            self.measure(&mut listing, measure, &mut notes);
        }
        for info in entry.children("SupportingInfo").filter(|info| !info.is_blank()) {
            let text = [info.child_text("Text"), info.child_text("DirectURL")].join(" ");
            if !text.trim().is_empty() {
                listing.reasons.push(text.trim().into());
            }
        }
        notes.extend(["LimitationsToListing", "Comment"].map(|name| entry.child_text(name).to_owned()));
        let entity = &mut self.snapshot.entities[at];
        for text in notes.iter().filter(|text| !text.is_empty()) {
            note(entity, "SanctionsEntry", text, entry.line);
        }
        add(entity, listing);
    }

    fn event(&self, listing: &mut Listing, happened: &Element<'_>, notes: &mut Vec<String>) {
        let kind = self.tables.text("EntryEventType", happened.attribute("EntryEventTypeID"));
        let date = happened.child("Date").and_then(period::date);
        let earlier = |slot: Option<PartialDate>| {
            Some(slot.map_or(date?, |known| date.map_or(known, |d| known.min(d))))
        };
        match (event(kind), date) {
            (_, None) => {}
            (Some(Event::Listed), _) => listing.listed = earlier(listing.listed),
            (Some(Event::Amended), date) => listing.amended = listing.amended.max(date),
            (Some(Event::Delisted), date) => listing.delisted = date,
            (None, Some(date)) => notes.push(format!("{kind} {date}")),
        }
        if let Some(basis) = self.tables.value("LegalBasis", happened.attribute("LegalBasisID")) {
            let short = basis.attribute("LegalBasisShortRef");
            let act = if short.is_empty() { &basis.text } else { short };
            if !act.is_empty() && act != "Unknown" && !listing.legal_acts.iter().any(|known| known == act) {
                listing.legal_acts.push(act.into());
            }
        }
        notes.push(happened.child_text("Comment").into());
    }

    /// A measure is a programme, whose tag is the comment, or what is done ("Block").
    fn measure(&self, listing: &mut Listing, measure: &Element<'_>, notes: &mut Vec<String>) {
        let kind = self.tables.text("SanctionsType", measure.attribute("SanctionsTypeID"));
        let comment = measure.child_text("Comment");
        if kind == "Program" {
            let tags = comment.split([';', ',']).map(str::trim).filter(|tag| !tag.is_empty());
            listing.programmes.extend(tags.map(Into::into));
        } else {
            let found = if kind == "Block" { Measure::AssetFreeze } else { Measure::parse(kind) };
            if !kind.is_empty() && !listing.measures.contains(&found) {
                listing.measures.push(found);
            }
            notes.push(comment.into());
        }
        if let Some(date) = measure.child("DatePeriod").and_then(period::period) {
            listing.effective = Some(listing.effective.map_or(date, |known| known.min(date)));
        }
    }

    /// A tie from one profile to another, in the direction that the publisher gives it, "X is … of Y"; ties whose type
    /// the tables call symmetrical are added to both.
    pub(super) fn relationship(&mut self, tie: &Element<'_>) {
        let ends = ["From-ProfileID", "To-ProfileID"].map(|name| tie.attribute(name));
        let [Some(from), Some(to)] = ends.map(|id| self.profiles.get(id).copied()) else {
            let what =
                format!("a tie from {:?} to {:?}, of which the file does not have both", ends[0], ends[1]);
            return self.problem(Severity::Error, tie.line, "ProfileRelationship", what);
        };
        let type_id = tie.attribute("RelationTypeID");
        let symmetrical = self
            .tables
            .value("RelationType", type_id)
            .is_some_and(|kind| kind.attribute("Symmetrical") == "true");
        let mut kind = self.tables.text("RelationType", type_id).trim_end_matches(':').to_owned();
        let quality = self.tables.text("RelationQuality", tie.attribute("RelationQualityID"));
        if tie.attribute("Former") == "true" {
            kind.push_str(" (former)");
        }
        let comment = tie.child_text("Comment");
        for extra in [quality, comment].into_iter().filter(|text| !text.is_empty() && *text != "Unknown") {
            kind = format!("{kind} ({extra})");
        }
        self.tie(from, to, &kind, tie.line);
        if symmetrical {
            self.tie(to, from, &kind, tie.line);
        }
    }

    fn tie(&mut self, from: usize, to: usize, kind: &str, line: u32) {
        let other = &self.snapshot.entities[to];
        let target = Some(EntityId::new(&self.snapshot.list, other.id.native()));
        let relation = Relation { kind: kind.into(), target, name: other.caption().into() };
        let source = Source::new(0, line, &"ProfileRelationship".into());
        self.snapshot.entities[from].relations.push(Sourced::new(relation, source));
    }
}

/// Adds a listing, with the dates and measures that the entity's own features state.
fn add(entity: &mut Entity, mut listing: Listing) {
    let acts = std::mem::take(&mut listing.legal_acts);
    let notes = || entity.particulars("notes");
    let blocks = listing.list.as_str() == SDN;
    measures::fill(&mut listing, blocks, notes());
    // Dates of directives are features of the party: "Effective Date (EO 14024 Directive 2): 26 Mar 2022".
    for (_, fact, value) in notes().filter_map(facts::split) {
        let slot = match fact {
            Fact::Listed => &mut listing.listed,
            Fact::Effective => &mut listing.effective,
            _ => continue,
        };
        if let Ok(date) = facts::date(value) {
            *slot = Some(slot.map_or(date, |known| known.min(date)));
        }
    }
    if !acts.is_empty() {
        listing.legal_acts = acts;
    }
    entity.listings.push(listing);
}
