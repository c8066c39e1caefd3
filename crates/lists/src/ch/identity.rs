//! An identity of a target: names in parts with spelling variants, births, places, documents, addresses.

use tamis_model::{
    Address, Country, CountryTie, DateOrder, Identifier, IdentifierKind, Name, NameKind, PartKind,
    PartialDate, Severity, Strength,
};

use super::tables::{Place, Tables};
use crate::entry::{Entry, joined};
use crate::xml::Element;

/// Whole names that are made of one name's parts and their variants; what lies beyond is reported. A name of six parts
/// with two spellings each makes 64.
const COMBINATIONS: usize = 64;

/// Reads an `identity`.
pub(super) fn read(entry: &mut Entry<'_>, identity: &Element<'_>, tables: &Tables) {
    for child in &identity.children {
        entry.record = child.line;
        match child.name {
            "name" => name(entry, child),
            "day-month-year" => birth(entry, child),
            "place-of-birth" => {
                let place = place(child, tables);
                entry.birth_place(child.name, "", place.line());
                let words = place.country_text.clone();
                entry.country_as(child.name, &words, &words, place.country, CountryTie::Birth);
            }
            "nationality" => {
                let country = Place::read(child);
                entry.country_as(
                    child.name,
                    &child.texts(),
                    &country.country_text,
                    country.country,
                    CountryTie::Nationality,
                );
            }
            "address" => address(entry, child, tables),
            "identification-document" => document(entry, child, tables),
            _ => super::unknown(entry, child),
        }
    }
}

/// A spelling of a part: its language and script, if any, and its text.
type Spelling<'a> = (&'a str, &'a str, &'a str);

/// A name: the product of its parts' spellings, for each language and script that any part has, parts without that
/// script in their plain spelling. Titles are no part of the whole name.
fn name(entry: &mut Entry<'_>, node: &Element<'_>) {
    let kind = match node.attribute("name-type") {
        "primary-name" => NameKind::Primary,
        "formerly-known-as" => NameKind::Former,
        _ => NameKind::Alias,
    };
    let strength = if node.attribute("quality") == "low" { Strength::Weak } else { Strength::Strong };
    let mut parts: Vec<(u32, &str, Vec<Spelling<'_>>)> = Vec::new();
    for part in node.children("name-part") {
        let order = part.attribute("order").parse().unwrap_or(u32::MAX);
        let kind = part.attribute("name-part-type");
        let variants = part.children("spelling-variant");
        let spellings = variants.map(|v| (v.attribute("lang"), v.attribute("script"), v.text()));
        let spellings: Vec<Spelling<'_>> =
            std::iter::once(("", "", part.child_text("value"))).chain(spellings).collect();
        if kind == "title" {
            for (_, _, title) in &spellings {
                entry.particular("title", "name-part/value", title);
            }
        } else {
            parts.push((order, kind, spellings));
        }
    }
    parts.sort_by_key(|(order, ..)| *order);
    let mut cultures: Vec<(&str, &str)> = Vec::new();
    for (language, script, _) in parts.iter().flat_map(|(_, _, spellings)| spellings) {
        if cultures.len() < COMBINATIONS && !cultures.contains(&(language, script)) {
            cultures.push((language, script));
        }
    }
    for culture in cultures {
        let (wholes, complete) = product(&parts, culture);
        if !complete {
            let message = format!("a name with more than {COMBINATIONS} combinations of spellings");
            entry.odd(Severity::Warning, "name", message, "the first ones are kept");
        }
        for mut whole in wholes {
            whole.kind = kind;
            whole.strength = strength;
            let (language, script) = culture;
            whole.language = (!language.is_empty()).then(|| language.to_owned());
            whole.script = (!script.is_empty()).then(|| script.to_owned());
            entry.name("name", "", whole);
        }
    }
}

/// Every whole name of a language and script, and whether that is all of them.
fn product(parts: &[(u32, &str, Vec<Spelling<'_>>)], culture: (&str, &str)) -> (Vec<Name>, bool) {
    let mut wholes = vec![Name::default()];
    let mut complete = true;
    for (_, kind, spellings) in parts {
        let mut own = spelled(spellings, culture);
        if own.is_empty() {
            own = spelled(spellings, ("", ""));
        }
        if own.is_empty() {
            continue;
        }
        let mut longer = Vec::with_capacity(wholes.len() * own.len());
        for whole in &wholes {
            for text in &own {
                let mut name = whole.clone();
                name.full = joined(&[&name.full, text], " ");
                longer.push(match part_kind(kind) {
                    Some(kind) => name.with_part(kind, text),
                    None => name,
                });
            }
        }
        complete &= longer.len() <= COMBINATIONS;
        longer.truncate(COMBINATIONS);
        wholes = longer;
    }
    (wholes, complete)
}

/// The spellings in one language and script.
fn spelled<'a>(spellings: &[Spelling<'a>], (language, script): (&str, &str)) -> Vec<&'a str> {
    let wanted = spellings.iter().filter(|(l, s, text)| *l == language && *s == script && !text.is_empty());
    wanted.map(|(_, _, text)| *text).collect()
}

fn part_kind(kind: &str) -> Option<PartKind> {
    Some(match kind {
        "given-name" => PartKind::Given,
        "further-given-name" | "tribal-name" => PartKind::Middle,
        "father-name" | "grand-father-name" => PartKind::Patronymic,
        "family-name" | "maiden-name" => PartKind::Family,
        "suffix" => PartKind::Suffix,
        _ => return None,
    })
}

fn birth(entry: &mut Entry<'_>, node: &Element<'_>) {
    let number = |name: &str| node.attribute(name).parse::<u16>().unwrap_or(0);
    let stated = format!("{:04}-{:02}-{:02}", number("year"), number("month"), number("day"));
    let calendar = node.attribute("calendar");
    if !matches!(calendar, "" | "Gregorian" | "gregorian") {
        entry.odd(
            Severity::Note,
            node.name,
            format!("the calendar {calendar} is not converted"),
            "kept as written",
        );
        return entry.particular("birthDate", node.name, &node.texts());
    }
    let date = PartialDate::parse(&stated, DateOrder::DayFirst);
    let date = if node.attribute("quality") == "circa" { date.map(PartialDate::circa) } else { date };
    entry.birth(node.name, &node.texts(), date);
}

/// The place that an element refers to, with what it says itself.
fn place(node: &Element<'_>, tables: &Tables) -> Place {
    let own = Place::read(node);
    let known = tables.places.get(node.attribute("place-id")).cloned().unwrap_or_default();
    let or = |own: String, known: String| if own.is_empty() { known } else { own };
    Place {
        location: or(own.location, known.location),
        area: or(own.area, known.area),
        country_text: or(own.country_text, known.country_text),
        country: own.country.or(known.country),
    }
}

fn address(entry: &mut Entry<'_>, node: &Element<'_>, tables: &Tables) {
    let place = place(node, tables);
    let post_box = node.child_text("p-o-box");
    let post_box = if post_box.is_empty() { String::new() } else { format!("P.O. Box {post_box}") };
    let street = joined(&[node.child_text("c-o"), node.child_text("address-details"), &post_box], ", ");
    entry.address(
        node.name,
        "",
        Address {
            full: String::new(),
            street,
            city: place.location,
            region: place.area,
            postal_code: node.child_text("zip-code").to_owned(),
            country_text: place.country_text,
            country: place.country,
        },
    );
    for remark in node.children("remarks") {
        entry.particular("notes", "address/remarks", remark.raw());
    }
}

fn document(entry: &mut Entry<'_>, node: &Element<'_>, tables: &Tables) {
    let label = node.attribute("document-type");
    let kind = match label {
        "passport" | "diplomatic-passport" | "service-passport" => IdentifierKind::Passport,
        "id-card" | "identity-card" | "national-id" => IdentifierKind::NationalId,
        _ if label.contains("passport") => IdentifierKind::Passport,
        _ if label.contains("tax") => IdentifierKind::Tax,
        _ => IdentifierKind::Other,
    };
    let issuer = node.child("issuer");
    let country = issuer.and_then(|issuer| {
        Country::from_code(issuer.attribute("code")).or_else(|| Country::parse(issuer.text()))
    });
    let mut identifier = Identifier::new(kind, node.child_text("number")).labelled(label).issued_by(country);
    let date = |name: &str| PartialDate::parse(node.child_text(name), DateOrder::DayFirst).ok();
    identifier.issued = date("date-of-issue");
    identifier.expires = date("expiry-date");
    let issued_at = node.child("place-of-issue").map(|at| place(at, tables).line()).unwrap_or_default();
    entry.identifier(node.name, &joined(&[&node.texts(), &issued_at], "; "), identifier);
    for remark in node.children("remark") {
        entry.particular("notes", "identification-document/remark", remark.raw());
    }
}
