//! A party: one entity a profile, with its names, documents and features.

use tamis_model::{
    Address, Entity, EntityId, Field, IdentifierKind, Name, NameKind, PartKind, Particular, Problem, Schema,
    Severity, Source, Sourced, Strength,
};

use super::places::Document;
use super::{Reader, period};
use crate::ofac::facts::{self, Fact, Statement};
use crate::ofac::remarks::{self, Remarks};
use crate::ofac::schema;
use crate::xml::Element;

/// Kinds of name parts in natural order, with what each is.
const PARTS: [(&str, Option<PartKind>); 10] = [
    ("Entity Name", None),
    ("Vessel Name", None),
    ("Aircraft Name", None),
    ("First Name", Some(PartKind::Given)),
    ("Middle Name", Some(PartKind::Middle)),
    ("Patronymic", Some(PartKind::Patronymic)),
    ("Nickname", None),
    ("Last Name", Some(PartKind::Family)),
    ("Matronymic", Some(PartKind::Matronymic)),
    ("Maiden Name", Some(PartKind::Family)),
];

impl Reader {
    pub(super) fn party(&mut self, party: &Element<'_>) {
        for profile in party.children("Profile") {
            self.snapshot.records += 1;
            let id = profile.attribute("ID");
            let mut entity = Entity::new(EntityId::new(&self.snapshot.list, id), self.kind(profile));
            for identity in profile.children("Identity") {
                self.identity(&mut entity, identity, party.line);
            }
            // The name that the publisher lists it under, in Latin letters where there are several scripts.
            entity.names.sort_by_key(|name| {
                let foreign = name.value.script.as_ref().is_some_and(|script| script != "Latn");
                (name.value.kind != NameKind::Primary, foreign)
            });
            for feature in profile.children("Feature").chain(party.children("Feature")) {
                self.feature(&mut entity, feature, party.line);
            }
            let source = Source::new(0, party.line, &"Comment".into());
            for comment in party.children("Comment").chain(profile.children("Comment")) {
                let remarks = Remarks { text: comment.text(), title: "", cut: false };
                remarks::read(&mut entity, &remarks, |_| source.clone(), &mut self.snapshot.problems);
            }
            for reference in profile.children("ExternalReference").filter(|reference| !reference.is_blank()) {
                let text = [reference.child_text("ExRefValue"), reference.child_text("DirectURL")].join(" ");
                note(&mut entity, "ExternalReference", text.trim(), party.line);
            }
            if id.is_empty() || entity.names.is_empty() {
                let what = "the party has no number or no name; it was left out".into();
                self.problem(Severity::Error, party.line, "Profile", what);
                continue;
            }
            self.profiles.insert(id.into(), self.snapshot.entities.len());
            self.snapshot.entities.push(entity);
        }
    }

    /// What a profile is: its sub-type, or the type above where that is unknown.
    fn kind(&self, profile: &Element<'_>) -> Schema {
        let Some(kind) = self.tables.value("PartySubType", profile.attribute("PartySubTypeID")) else {
            return Schema::LegalEntity;
        };
        let above = self.tables.text("PartyType", kind.attribute("PartyTypeID"));
        schema(if kind.text == "Unknown" { above } else { &kind.text })
    }

    fn identity(&mut self, entity: &mut Entity, identity: &Element<'_>, line: u32) {
        let groups: Vec<(&str, String)> = identity
            .children("NamePartGroups")
            .flat_map(|groups| groups.children("MasterNamePartGroup"))
            .flat_map(|master| master.children("NamePartGroup"))
            .map(|group| {
                let kind = self.tables.text("NamePartType", group.attribute("NamePartTypeID"));
                (group.attribute("ID"), kind.to_owned())
            })
            .collect();
        for alias in identity.children("Alias") {
            for documented in alias.children("DocumentedName") {
                self.name(entity, alias, documented, &groups, line);
            }
            for comment in alias.children("Comment").filter(|comment| !comment.text().is_empty()) {
                note(entity, "Alias/Comment", comment.text(), line);
            }
        }
        if identity.attribute("False") == "true" {
            note(entity, "Identity", "false identity", line);
        }
        for document in self.documents.remove(identity.attribute("ID")).unwrap_or_default() {
            self.document(entity, &document);
        }
    }

    fn name(
        &mut self,
        entity: &mut Entity,
        alias: &Element<'_>,
        documented: &Element<'_>,
        groups: &[(&str, String)],
        line: u32,
    ) {
        let mut parts: Vec<(usize, &str)> = Vec::new();
        let mut script = None;
        for value in documented.children("DocumentedNamePart").filter_map(|part| part.child("NamePartValue"))
        {
            let group = value.attribute("NamePartGroupID");
            let kind = groups.iter().find(|(id, _)| *id == group).map_or("", |(_, kind)| kind);
            let order = PARTS.iter().position(|(name, _)| *name == kind).unwrap_or(PARTS.len());
            parts.push((order, value.text()));
            let code =
                self.tables.value("Script", value.attribute("ScriptID")).map(|s| s.attribute("ScriptCode"));
            script = script.or(code.filter(|code| code.len() == 4).map(str::to_owned));
        }
        parts.retain(|(_, text)| !text.is_empty());
        let raw = parts.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ");
        parts.sort_by_key(|(order, _)| *order);
        if parts.is_empty() {
            return;
        }
        let kind = match self.tables.text("AliasType", alias.attribute("AliasTypeID")) {
            _ if alias.attribute("Primary") == "true" => NameKind::Primary,
            "F.K.A." => NameKind::Former,
            _ => NameKind::Alias,
        };
        let weak = alias.attribute("LowQuality") == "true";
        let base = Name { script, ..Name::default() }.of_kind(kind);
        let base = base.of_strength(if weak { Strength::Weak } else { Strength::Strong });
        let source = Source::new(0, line, &"Alias/DocumentedName".into()).with_raw(&raw);
        for name in named(&base, &parts) {
            entity.names.push(Sourced::new(name, source.clone()));
        }
        for country in documented.children("DocumentedNameCountry") {
            let country = self.tables.country(country.attribute("CountryID"));
            if !country.is_empty() {
                note(entity, "DocumentedNameCountry", &format!("{raw}: the name in {country}"), line);
            }
        }
    }

    fn document(&mut self, entity: &mut Entity, document: &Document) {
        let Document { line, kind, number, country, .. } = document;
        let raw = [&**kind, number, country].map(str::trim).join(" ");
        let source = Source::new(0, *line, &"IDRegDocument".into()).with_raw(raw.trim());
        let text = format!("{kind} {number}");
        let other = (&**kind, Fact::Identifier(IdentifierKind::Other), &**number);
        let (label, fact, value) = facts::split(&text).unwrap_or(other);
        let country = (!country.is_empty()).then_some(&**country);
        let said = Statement {
            country,
            issued: document.issued,
            expires: document.expires,
            ..Statement::new(label, fact, value)
        };
        self.put(entity, &said, source);
        for text in &document.notes {
            note(entity, "IDRegDocument", &format!("{kind} {number}: {text}"), *line);
        }
    }

    fn feature(&mut self, entity: &mut Entity, feature: &Element<'_>, line: u32) {
        let label = self.tables.text("FeatureType", feature.attribute("FeatureTypeID")).to_owned();
        for version in feature.children("FeatureVersion") {
            for place in version.children("VersionLocation") {
                self.place(entity, &label, place.attribute("LocationID"), line);
            }
            for period in version.children("DatePeriod").filter_map(period::period) {
                self.value(entity, &label, &period.to_string(), Some(period), line);
            }
            for detail in version.children("VersionDetail") {
                let reference = self.tables.text("DetailReference", detail.attribute("DetailReferenceID"));
                let text =
                    if detail.text().is_empty() { reference.to_owned() } else { detail.text().to_owned() };
                if !text.is_empty() {
                    self.value(entity, &label, &text, None, line);
                }
            }
            for comment in version.children("Comment").filter(|comment| !comment.text().is_empty()) {
                note(entity, &label, &format!("{label} {}", comment.text()), line);
            }
        }
    }

    /// A feature whose value is a text or a date.
    fn value(
        &mut self,
        entity: &mut Entity,
        label: &str,
        text: &str,
        date: Option<tamis_model::PartialDate>,
        line: u32,
    ) {
        let statement = format!("{label} {text}");
        let source = Source::new(0, line, &"Feature".into()).with_raw(&statement);
        match facts::split(&statement) {
            Some((label, fact, value)) => {
                let said = Statement { date, ..Statement::new(label, fact, value) };
                self.put(entity, &said, source);
            }
            None => facts::note(entity, &statement, source),
        }
    }

    /// A feature whose value is a location: an address, a birth place, a country.
    fn place(&mut self, entity: &mut Entity, label: &str, id: &str, line: u32) {
        let Some(place) = self.places.get(id).cloned() else {
            let what = format!("{label} names the location {id:?}, which the file does not have");
            return self.problem(Severity::Error, line, "VersionLocation", what);
        };
        for text in &place.notes {
            note(entity, "Location", text, line);
        }
        let fact = facts::split(label).map(|(_, fact, _)| fact);
        let Address { full, country_text, .. } = &place.address;
        let text = match fact {
            Some(Fact::Country(_)) if !country_text.is_empty() => country_text,
            _ => full,
        };
        let source = Source::new(0, line, &"Feature/VersionLocation".into()).with_raw(text);
        match fact {
            _ if text.is_empty() => {}
            Some(fact) => self.put(entity, &Statement::new(label, fact, text), source),
            None if label == "Location" => entity.addresses.push(Sourced::new(place.address, source)),
            None => facts::note(entity, &format!("{label} {text}"), source),
        }
    }

    fn put(&mut self, entity: &mut Entity, said: &Statement<'_>, source: Source) {
        let (line, field) = (source.record, source.field.clone());
        if let Err(why) = facts::put(entity, said, source) {
            let problem =
                Problem::new(Severity::Warning, line, &field, format!("{why}, in {:?}", said.label));
            self.snapshot.problems.push(problem.hint("kept as a note"));
        }
    }
}

/// The names that a documented name makes: the name itself, and the name before marriage where one is given.
fn named(base: &Name, parts: &[(usize, &str)]) -> Vec<Name> {
    let is = |order: usize, kind: &str| PARTS.get(order).is_some_and(|(name, _)| *name == kind);
    let join = |wanted: &dyn Fn(usize) -> bool| {
        let mut name = base.clone();
        let chosen: Vec<_> = parts.iter().filter(|(order, _)| wanted(*order)).collect();
        name.full = chosen.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ");
        for (order, text) in chosen {
            if let Some((_, Some(kind))) = PARTS.get(*order) {
                name = name.with_part(*kind, text);
            }
        }
        name
    };
    let present = |kind: &str| parts.iter().any(|(order, _)| is(*order, kind));
    let mut names = vec![join(&|order| !is(order, "Maiden Name"))];
    if present("Maiden Name") {
        names.push(
            join(&|order| is(order, "First Name") || is(order, "Maiden Name")).of_kind(NameKind::Maiden),
        );
    }
    names.retain(|name| !name.full.is_empty());
    names
}

/// Keeps a text that has no better place, under the name of its element.
pub(super) fn note(entity: &mut Entity, field: &str, text: &str, line: u32) {
    let particular = Particular { property: "notes".into(), text: text.into() };
    entity.particulars.push(Sourced::new(particular, Source::new(0, line, &Field::from(field))));
}
