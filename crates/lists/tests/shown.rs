//! A snapshot as lines of text, every field of it, for golden records.

use std::fmt::Write;

use tamis_lists::Snapshot;
use tamis_model::{Entity, PartialDate, Source};

/// A snapshot: what it says of itself, its problems, its entities.
pub fn show(snapshot: &Snapshot) -> String {
    let edition = date(snapshot.edition);
    let mut out = format!(
        "{} {:?} of {edition}, {} records, {} entities\n",
        snapshot.list,
        snapshot.format,
        snapshot.records,
        snapshot.entities.len()
    );
    for problem in &snapshot.problems {
        let _ = writeln!(out, "{:?} {problem}", problem.severity);
    }
    for entity in &snapshot.entities {
        out.push('\n');
        out.push_str(&show_entity(entity));
    }
    out
}

/// Every value of an entity, a line each: what it is, its text, where it was read and what stood there.
fn show_entity(entity: &Entity) -> String {
    let mut out = format!("{} {}\n", entity.id, entity.schema);
    let mut line = |what: &str, text: &str, source: &Source| {
        let raw = source.raw.as_ref().map(|raw| format!(" = {raw:?}")).unwrap_or_default();
        let _ = writeln!(out, "{what}: {text} <{}:{}{raw}>", source.record, source.field);
    };
    for name in &entity.names {
        let n = &name.value;
        let parts: Vec<String> = n.parts.iter().map(|p| format!("{:?} {}", p.kind, p.text)).collect();
        let language = n.language.as_ref().map(|l| format!(" in {l}")).unwrap_or_default();
        let script = n.script.as_ref().map(|s| format!(" script {s}")).unwrap_or_default();
        let text =
            format!("{:?} {:?} {} [{}]{language}{script}", n.kind, n.strength, n.full, parts.join(", "));
        line("name", &text, &name.source);
    }
    for birth in &entity.births {
        line("birth", &birth.value.to_string(), &birth.source);
    }
    for death in &entity.deaths {
        line("death", &death.value.to_string(), &death.source);
    }
    for place in &entity.birth_places {
        line("birth place", &place.value, &place.source);
    }
    for country in &entity.countries {
        let c = &country.value;
        line("country", &format!("{:?} {:?} {}", c.tie, c.country, c.text), &country.source);
    }
    for gender in &entity.genders {
        line("gender", gender.value.as_str(), &gender.source);
    }
    for identifier in &entity.identifiers {
        let i = &identifier.value;
        let (issued, expires) = (date(i.issued), date(i.expires));
        let text = format!("{:?} {} {:?} by {:?} {issued} to {expires}", i.kind, i.number, i.label, i.issuer);
        line("identifier", &text, &identifier.source);
    }
    for address in &entity.addresses {
        let a = &address.value;
        let parts = [&a.street, &a.city, &a.region, &a.postal_code, &a.country_text].map(String::as_str);
        line("address", &format!("{} [{}] {:?}", a.full, parts.join("|"), a.country), &address.source);
    }
    for relation in &entity.relations {
        let r = &relation.value;
        line("relation", &format!("{} {} {:?}", r.kind, r.name, r.target), &relation.source);
    }
    for particular in &entity.particulars {
        let p = &particular.value;
        line(&p.property, &p.text, &particular.source);
    }
    for l in &entity.listings {
        let measures: Vec<&str> = l.measures.iter().map(tamis_model::Measure::as_str).collect();
        let text = format!(
            "{} {:?} {measures:?} acts {:?} reference {:?} reasons {:?} listed {} published {} effective {} amended {} delisted {} expires {}",
            l.list,
            l.programmes,
            l.legal_acts,
            l.reference,
            l.reasons,
            date(l.listed),
            date(l.published),
            date(l.effective),
            date(l.amended),
            date(l.delisted),
            date(l.expires),
        );
        line("listing", &text, &l.source);
    }
    out
}

fn date(date: Option<PartialDate>) -> String {
    date.map_or_else(|| "-".to_owned(), |date| date.to_string())
}
