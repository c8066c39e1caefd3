//! `tamis check`: one name, with what else is known of its bearer.

use std::io::Write;

use anyhow::bail;
use tamis_intake::Subject;
use tamis_model::{
    Country, CountryLink, CountryTie, DateOrder, Entity, EntityId, Field, Gender, Identifier, IdentifierKind,
    Name, PartialDate, Schema, Source, Sourced, SubjectKind,
};

use crate::Outcome;
use crate::arguments::Check;
use crate::report::{self, Summary};
use crate::screening::Screening;
use crate::settings::Settings;

/// Runs `tamis check`.
pub fn run(settings: &Settings, arguments: &Check) -> anyhow::Result<Outcome> {
    let subject = Subject { id: "1".into(), row: 1, entity: entity(arguments)?, problems: Vec::new() };
    let screening = Screening::open(settings)?;
    let answer = screening.screener(settings)?.screen(&subject.entity)?;
    let mut report = report::report(settings, screening.basis(settings, arguments.name.clone()));
    let mut out = settings.writer()?;
    report.answer(&mut out, &subject, &answer)?;
    let summary = Summary { subjects: 1, alerted: u64::from(answer.alerts()), ..Summary::default() };
    report.finish(&mut out, &summary)?;
    out.flush()?;
    Ok(if answer.alerts() { Outcome::Alerts } else { Outcome::Clear })
}

/// The subject that the arguments describe.
fn entity(arguments: &Check) -> anyhow::Result<Entity> {
    let schema = match &arguments.schema {
        Some(text) => Schema::parse(text).ok_or_else(|| {
            anyhow::anyhow!("--schema {text}: no such schema; usual ones are Person, Company, Vessel")
        })?,
        None if arguments.born.is_some() || arguments.gender.is_some() => Schema::Person,
        None => Schema::LegalEntity,
    };
    let mut entity = Entity::new(EntityId::whole("1"), schema);
    let place = |field: &str, raw: &str| Source::new(0, 1, &Field::from(field)).with_raw(raw);
    if arguments.name.trim().is_empty() {
        bail!("the name is empty");
    }
    entity.names.push(Sourced::new(Name::new(arguments.name.trim()), place("NAME", &arguments.name)));
    if let Some(born) = &arguments.born {
        let date = PartialDate::parse(born, DateOrder::DayFirst)
            .map_err(|e| anyhow::anyhow!("--born {born}: {e}"))?;
        entity.births.push(Sourced::new(date, place("--born", born)));
    }
    if let Some(gender) = &arguments.gender {
        let known =
            Gender::parse(gender).ok_or_else(|| anyhow::anyhow!("--gender {gender}: say male or female"))?;
        entity.genders.push(Sourced::new(known, place("--gender", gender)));
    }
    let tie = match entity.schema.kind() {
        SubjectKind::Person => CountryTie::Nationality,
        SubjectKind::Object => CountryTie::Flag,
        SubjectKind::Organization | SubjectKind::Unknown => CountryTie::Jurisdiction,
    };
    for text in &arguments.country {
        let Some(country) = Country::parse(text) else { bail!("--country {text}: no such country") };
        entity.countries.push(Sourced::new(
            CountryLink { country: Some(country), text: text.clone(), tie },
            place("--country", text),
        ));
    }
    for text in &arguments.id {
        let (kind, number) = match text.split_once(':') {
            Some((kind, number)) => (
                IdentifierKind::parse(kind)
                    .ok_or_else(|| anyhow::anyhow!("--id {text}: {kind:?} is no kind of number"))?,
                number,
            ),
            None => (IdentifierKind::Other, text.as_str()),
        };
        entity.identifiers.push(Sourced::new(Identifier::new(kind, number), place("--id", text)));
    }
    Ok(entity)
}
