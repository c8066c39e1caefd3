//! A labelled fact onto an entity: "Passport A0012345 (Iran) expires 26 Dec 2026" becomes an identifier with issuer and
//! date. What a rule does not fit stays whole as a note, so that nothing is lost.

use std::sync::LazyLock;

use tamis_model::{
    Country, CountryLink, DateOrder, Entity, Field, Gender, Identifier, IdentifierKind as Id, PartialDate,
    Particular, Relation, Schema, Source, Sourced, Strength,
};

pub(crate) use super::labels::{Fact, split};
use super::natural;

/// One fact as a file states it.
#[derive(Clone, Copy)]
pub(crate) struct Statement<'a> {
    /// The publisher's own words for what it is.
    pub label: &'a str,
    /// What it is.
    pub fact: Fact,
    /// The value, in which issuer and dates may still stand behind the number.
    pub value: &'a str,
    /// The issuing country, where the format has a place for it.
    pub country: Option<&'a str>,
    /// The date that the fact is, where the format gives it in parts; the value is its text then.
    pub date: Option<PartialDate>,
    /// When a document was issued, where the format has a place for it.
    pub issued: Option<PartialDate>,
    /// When a document expires, where the format has a place for it.
    pub expires: Option<PartialDate>,
}

impl<'a> Statement<'a> {
    /// A fact whose country and dates stand in its text.
    pub(crate) fn new(label: &'a str, fact: Fact, value: &'a str) -> Self {
        Self { label, fact, value, country: None, date: None, issued: None, expires: None }
    }

    fn date(&self) -> Result<PartialDate, Misfit> {
        self.date.map_or_else(|| date(self.value), Ok)
    }
}

/// Why a fact was kept as a note only.
pub(crate) type Misfit = String;

static NOTES: LazyLock<Field> = LazyLock::new(|| "notes".into());

/// Adds a fact to an entity and its first listing. The source's raw text must be the whole statement.
pub(crate) fn put(entity: &mut Entity, said: &Statement<'_>, source: Source) -> Result<(), Misfit> {
    let value = said.value;
    if value.is_empty() && said.fact != Fact::Provision {
        note(entity, said.label, source);
        return Err(format!("{:?} says nothing", said.label));
    }
    match said.fact {
        Fact::Birth => match said.date() {
            Ok(date) => entity.births.push(Sourced::new(date, source)),
            Err(why) => {
                note(entity, &whole(said), source);
                return Err(why);
            }
        },
        Fact::BirthPlace => entity.birth_places.push(Sourced::new(value.into(), source)),
        Fact::Country(tie) => {
            let link = CountryLink { country: Country::parse(value), text: value.into(), tie };
            entity.countries.push(Sourced::new(link, source));
        }
        Fact::Gender => {
            let Some(gender) = Gender::parse(value) else {
                note(entity, &whole(said), source);
                return Err(format!("{value:?} is no gender that is known"));
            };
            entity.genders.push(Sourced::new(gender, source));
        }
        Fact::Identifier(kind) => identify(entity, kind, said, source),
        Fact::Quoted(kind) => {
            // One quote at each end is the remarks'; further ones are the name's own: 'LLC 'DSD''.
            let bare = value.strip_prefix('\'').unwrap_or(value);
            let bare = bare.strip_suffix('\'').unwrap_or(bare);
            let name = natural(bare, &entity.schema).of_kind(kind).of_strength(Strength::Weak);
            entity.names.push(Sourced::new(name, source));
        }
        Fact::Tie => {
            let kind = said.label.trim_end_matches(':').into();
            entity.relations.push(Sourced::new(Relation { kind, target: None, name: value.into() }, source));
        }
        Fact::Said(property) => push(entity, &property.into(), value, source),
        Fact::Provision => note(entity, &whole(said), source),
        Fact::Listed | Fact::Effective => {
            let found = said.date();
            note(entity, &whole(said), source);
            let date = found?;
            if let Some(listing) = entity.listings.first_mut() {
                let slot =
                    if said.fact == Fact::Listed { &mut listing.listed } else { &mut listing.effective };
                // Several directives may have listed it; it is listed since the first.
                *slot = Some(slot.map_or(date, |earlier| earlier.min(date)));
            }
        }
    }
    Ok(())
}

/// Keeps a statement whole.
pub(crate) fn note(entity: &mut Entity, text: &str, source: Source) {
    push(entity, &NOTES, text, source);
}

fn whole(said: &Statement<'_>) -> String {
    format!("{} {}", said.label, said.value).trim().to_owned()
}

fn push(entity: &mut Entity, property: &Field, text: &str, source: Source) {
    let particular = Particular { property: property.clone(), text: text.into() };
    entity.particulars.push(Sourced::new(particular, source));
}

/// A date as OFAC writes it: "30 Aug 1954", "Aug 1954", "circa 1954", "1954 to 1956"; 03/28/2025 in XML headers.
pub(crate) fn date(text: &str) -> Result<PartialDate, Misfit> {
    PartialDate::parse(text, DateOrder::MonthFirst).map_err(|e| e.to_string())
}

/// What stands in an identifier's value.
#[derive(Debug, Default, PartialEq, Eq)]
struct Number<'a> {
    digits: &'a str,
    issuer: Option<Country>,
    issued: Option<PartialDate>,
    expires: Option<PartialDate>,
}

fn identify(entity: &mut Entity, kind: Id, said: &Statement<'_>, source: Source) {
    let contact = matches!(kind, Id::Email | Id::Phone | Id::Website | Id::Wallet | Id::Bic);
    let mut found =
        if contact { Number { digits: said.value, ..Number::default() } } else { number(said.value) };
    found.issuer = said.country.and_then(Country::parse).or(found.issuer);
    // "Passport issued in Sarajevo" gives no number; call signs and tail numbers may be letters alone.
    let numbered = matches!(
        kind,
        Id::Passport | Id::NationalId | Id::Tax | Id::Registration | Id::SocialSecurity | Id::Other
    );
    if numbered && !found.digits.bytes().any(|b| b.is_ascii_digit()) {
        return note(entity, &whole(said), source);
    }
    let (kind, number) = refine(kind, found.digits, found.issuer, &entity.schema);
    let mut identifier = Identifier::new(kind, number).issued_by(found.issuer).labelled(said.label);
    identifier.issued = said.issued.or(found.issued);
    identifier.expires = said.expires.or(found.expires);
    entity.identifiers.push(Sourced::new(identifier, source));
}

/// Splits "A0012345 (Iran) issued 1 Jan 2016 expires 26 Dec 2026". Words in brackets are the issuer or its office and no
/// part of the number; brackets around digits are part of it.
fn number(value: &str) -> Number<'_> {
    let mut found = Number::default();
    let mut rest = value;
    for (word, slot) in [(" expires ", &mut found.expires), (" issued ", &mut found.issued)] {
        if let Some((before, day)) = rest.rsplit_once(word)
            && let Ok(day) = date(day)
        {
            *slot = Some(day);
            rest = before.trim_end();
        }
    }
    while let Some((before, inside)) = rest.strip_suffix(')').and_then(last_bracket)
        && !inside.bytes().any(|b| b.is_ascii_digit())
    {
        found.issuer = found.issuer.or_else(|| Country::parse(inside));
        rest = before.trim_end();
    }
    found.digits = rest;
    found
}

fn last_bracket(rest: &str) -> Option<(&str, &str)> {
    rest.rfind('(').map(|at| (&rest[..at], &rest[at + 1..]))
}

/// Characters of a Legal Entity Identifier, ISO 17442.
const LEI: usize = 20;

/// The kind that a number's form and issuer show, where the label alone is wider.
fn refine<'a>(kind: Id, number: &'a str, issuer: Option<Country>, schema: &Schema) -> (Id, &'a str) {
    let digits = number.bytes().all(|b| b.is_ascii_digit()).then_some(number.len());
    let issuer = issuer.map(|country| country.code().to_owned());
    if let Some(imo) = number.strip_prefix("IMO ") {
        return (Id::Imo, imo);
    }
    if let Some(unp) = number.strip_prefix("UNP ") {
        return (Id::Unp, unp);
    }
    if let Some(isin) = number.strip_prefix("ISIN: ") {
        return (Id::Isin, isin);
    }
    let kind = match (kind, issuer.as_deref(), digits) {
        (Id::Tax, Some("ru"), Some(10 | 12)) => Id::Inn,
        (Id::Tax, Some("by"), Some(9)) => Id::Unp,
        (Id::Registration, Some("ru"), Some(13 | 15)) => Id::Ogrn,
        (Id::Okpo, Some("ru"), _) => Id::Okpo,
        // Dutch registers' numbers stand under the same label as identifiers of 20 characters.
        (Id::Lei, _, _) if number.len() != LEI => Id::Registration,
        // The same statistics code elsewhere, and whatever else is printed under that label.
        (Id::Okpo, _, _) => Id::Other,
        (Id::NationalId, _, _) if *schema != Schema::Person => Id::Registration,
        _ => kind,
    };
    (kind, number)
}

#[cfg(test)]
mod tests {
    //! 1. A number comes apart into number, issuer and dates, and no further.

    use super::*;

    #[test]
    fn numbers_come_apart() {
        let of = |value| {
            let n = number(value);
            let text = |d: Option<PartialDate>| d.map_or_else(String::new, |d| d.to_string());
            format!("{}|{}|{}", n.digits, text(n.issued), text(n.expires))
        };
        assert_eq!(of("L 886177 issued 14 Dec 1998 expires 13 Dec 2003"), "L 886177|1998-12-14|2003-12-13");
        assert_eq!(of("17453 (Congo, Democratic Republic of the)"), "17453||");
        assert_eq!(of("HRA 738077 (Stuttgart) (Germany)"), "HRA 738077||");
        assert_eq!(of("AIMM67125HCHRRG06 (Mexico) issued 1968"), "AIMM67125HCHRRG06|1968|");
        assert_eq!(of("(98)(21)(66153220)"), "(98)(21)(66153220)||");
    }
}
