//! Evidence in sentences, for a person who has never seen the program.

use std::fmt::Write as _;

use tamis_model::{CountryTie, Entity, Source, Sourced};
use tamis_names::{Likeness, Reason, Role};

use crate::answer::{CALIBRATION, Evidence, Place};
use crate::pair::Measured;
use crate::pair::TokenPair;
use crate::{Level, Weights};

/// The names that matched: the subject's, the entity's, and how they were aligned.
pub struct NamePair<'a> {
    /// The subject's name as written.
    pub subject: &'a str,
    /// The entity's name as written, and where.
    pub entity: &'a Sourced<tamis_model::Name>,
    /// The subject's tokens as they were aligned: text and role.
    pub subject_tokens: Vec<(String, Role)>,
    /// The entity's.
    pub entity_tokens: Vec<(String, Role)>,
    /// How alike, and why.
    pub likeness: &'a Likeness,
    /// The information that they share, in bits.
    pub bits: f32,
    /// What the names weigh, in log-odds.
    pub weight: f32,
    /// The shared words that are common among the customers of a large file, each with how many bear it.
    pub common: Vec<String>,
}

/// The evidence of a match: the names, their tokens, each level, and what the calibration adds to them.
pub fn evidence(
    subject: &Entity,
    entity: &Entity,
    names: &[NamePair<'_>],
    measured: &Measured,
    weights: &Weights,
) -> Vec<Evidence> {
    let mut lines = Vec::new();
    for pair in names {
        name_lines(pair, &mut lines);
    }
    for level in &measured.levels {
        let (text, source) = sentence(*level, subject, entity);
        lines.push(Evidence {
            kind: level.name().into(),
            weight: rounded(weights.level(*level)),
            text,
            source: source.map(Place::from),
        });
    }
    let calibration = rounded(weights.calibration(measured.sum(weights)));
    if calibration != 0.0 {
        let which = if calibration > 0.0 { "more" } else { "fewer" };
        lines.push(Evidence {
            kind: CALIBRATION.into(),
            weight: calibration,
            text: format!(
                "calibration: of pairs with evidence like this {which} are the same than it adds up to"
            ),
            source: None,
        });
    }
    lines
}

/// Two decimals are all that a log-odds is worth.
fn rounded(weight: f32) -> f32 {
    (weight * 100.0).round() / 100.0
}

fn name_lines(pair: &NamePair<'_>, lines: &mut Vec<Evidence>) {
    let likeness = pair.likeness;
    let name = |full: &str, tokens: &[(String, Role)]| match read_in(full, tokens) {
        Some(language) => {
            let tokens: Vec<&str> = tokens.iter().map(|(token, _)| token.as_str()).collect();
            format!("{full:?} (read in {language}: {})", tokens.join(" "))
        }
        None => format!("{full:?}"),
    };
    let (own, listed) = (pair.subject, pair.entity.value.full.as_str());
    let mut text =
        format!("name: {} beside {}", name(own, &pair.subject_tokens), name(listed, &pair.entity_tokens));
    let _ = match pair.bits {
        ..12.0 => write!(text, "; the shared words are very common"),
        ..18.0 => write!(text, "; the shared words are common"),
        30.0.. => write!(text, "; the shared words are rare"),
        _ => Ok(()),
    };
    if !pair.common.is_empty() {
        let _ = write!(text, "; common among your customers: {}", pair.common.join(", "));
    }
    let weight = rounded(pair.weight);
    lines.push(Evidence {
        kind: "name".into(),
        weight,
        text,
        source: Some(Place::from(&pair.entity.source)),
    });
    for alignment in &likeness.alignments {
        let (s, s_role) = run(&pair.subject_tokens, &alignment.query);
        let (e, e_role) = run(&pair.entity_tokens, &alignment.entity);
        let role = if e_role == Role::Unknown { s_role } else { e_role };
        let Some(text) = token_sentence(alignment.reason, role_name(role), &s, &e) else { continue };
        lines.push(Evidence {
            kind: format!("name.{}", reason_name(alignment.reason)),
            weight: 0.0,
            text,
            source: None,
        });
    }
}

/// The language in which a name of Han characters was read, where its tokens are in the letters of that.
fn read_in(full: &str, tokens: &[(String, Role)]) -> Option<&'static str> {
    const LETTERS: [(&str, std::ops::RangeInclusive<char>); 2] =
        [("Korean", '\u{ac00}'..='\u{d7a3}'), ("Japanese", '\u{3041}'..='\u{30ff}')];
    let is_read = |letters: &std::ops::RangeInclusive<char>| {
        let new = |token: &str| token.chars().any(|c| letters.contains(&c)) && !full.contains(token);
        tokens.iter().any(|(token, _)| new(token))
    };
    // Marks that are joined to their letters, and narrow letters made wide, are no reading.
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    let found = LETTERS.iter().find(|(_, letters)| is_read(letters)).map(|(language, _)| *language);
    found.filter(|_| full.chars().any(is_han))
}

/// The text of a run of tokens, and the role of its first.
fn run(tokens: &[(String, Role)], range: &std::ops::Range<u8>) -> (String, Role) {
    let run = tokens.get(usize::from(range.start)..usize::from(range.end)).unwrap_or_default();
    let text = run.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ");
    (text, run.first().map_or(Role::Unknown, |(_, role)| *role))
}

/// The best pair of names, token by token.
pub fn token_pairs(pair: &NamePair<'_>) -> Vec<TokenPair> {
    let alignments = pair.likeness.alignments.iter();
    alignments
        .map(|a| TokenPair {
            subject: run(&pair.subject_tokens, &a.query).0,
            entity: run(&pair.entity_tokens, &a.entity).0,
            score: a.score,
            reason: reason_name(a.reason),
        })
        .collect()
}

fn reason_name(reason: Reason) -> &'static str {
    match reason {
        Reason::Same => "same",
        Reason::Romanisation => "romanisation",
        Reason::Variant => "variant",
        Reason::Nickname => "nickname",
        Reason::Initial => "initial",
        Reason::Spelling => "spelling",
        Reason::JoinedOrSplit => "joined-or-split",
        Reason::LegalForm => "legal-form",
        Reason::Translation => "translation",
        Reason::Adjective => "adjective",
        Reason::Acronym => "acronym",
        Reason::Missing => "missing",
        Reason::Contradicting => "contradicting",
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Given => "given name",
        Role::Patronymic => "patronymic",
        Role::Family => "family name",
        Role::Particle => "particle",
        Role::Initial => "initial",
        Role::Title => "title",
        Role::Suffix => "suffix",
        Role::LegalForm => "legal form",
        Role::Generic | Role::Unknown => "word",
        Role::Number => "number",
        Role::Place => "place",
    }
}

/// The sentence of a pair of tokens; none for equal ones, which the names themselves show.
fn token_sentence(reason: Reason, role: &str, subject: &str, entity: &str) -> Option<String> {
    Some(match reason {
        Reason::Same => return None,
        Reason::Romanisation => format!("{role} in another script or romanisation: {subject}, {entity}"),
        Reason::Variant => format!("{role} in another form: {subject}, {entity}"),
        Reason::Nickname => format!("{role} as a short form: {subject}, {entity}"),
        Reason::Initial => format!("initial that fits: {subject}, {entity}"),
        Reason::Spelling => format!("{role} spelled differently: {subject}, {entity}"),
        Reason::JoinedOrSplit => format!("words joined or split: {subject}, {entity}"),
        Reason::LegalForm => format!("legal form of the same kind: {subject}, {entity}"),
        Reason::Translation => format!("translated or abbreviated: {subject}, {entity}"),
        Reason::Adjective => format!("a place and the adjective made of it: {subject}, {entity}"),
        Reason::Acronym => format!("acronym: {subject}, {entity}"),
        Reason::Missing if subject.is_empty() => format!("{role} only in the list: {entity}"),
        Reason::Missing => format!("{role} only in the subject: {subject}"),
        Reason::Contradicting => format!("{role} differs: {subject}, {entity}"),
    })
}

/// The texts of a fact on one side, joined; at most three, so that a sentence stays one.
fn texts<'a>(values: impl Iterator<Item = String> + 'a) -> String {
    let all: Vec<String> = values.collect();
    let mut text = all.iter().take(3).cloned().collect::<Vec<_>>().join(" or ");
    if all.len() > 3 {
        let _ = write!(text, " or {} more", all.len() - 3);
    }
    text
}

fn sentence<'e>(level: Level, subject: &Entity, entity: &'e Entity) -> (String, Option<&'e Source>) {
    let births = |e: &Entity| texts(e.births.iter().map(|b| b.value.to_string()));
    let (s_born, e_born) = (births(subject), births(entity));
    let birth_source = entity.births.first().map(|b| &b.source);
    let both_born = format!("born {s_born}, listed as born {e_born}");
    match level {
        Level::BirthSameDay => {
            (format!("born {} in both", common_birth(subject, entity).unwrap_or(s_born)), birth_source)
        }
        Level::BirthSameMonth => (format!("{both_born}: the same month"), birth_source),
        Level::BirthSwapped => (format!("{both_born}: day and month swapped"), birth_source),
        Level::BirthYearOff => (format!("{both_born}: same day and month, one year off"), birth_source),
        Level::BirthDigitOff => (format!("{both_born}: one digit differs"), birth_source),
        Level::BirthSameYear => (format!("{both_born}: consistent, as far as known"), birth_source),
        Level::BirthNear => (format!("{both_born}: about a year apart"), birth_source),
        Level::BirthOtherDay => (format!("{both_born}: same year, another day"), birth_source),
        Level::BirthYearsApart => (format!("{both_born}: some years apart"), birth_source),
        Level::BirthFarApart => (format!("{both_born}: many years apart"), birth_source),
        Level::BirthDecadesApart => (format!("{both_born}: decades apart"), birth_source),
        Level::DeathSame | Level::DeathDiffers => {
            let deaths = |e: &Entity| texts(e.deaths.iter().map(|d| d.value.to_string()));
            (
                format!("died {}, listed as died {}", deaths(subject), deaths(entity)),
                entity.deaths.first().map(|d| &d.source),
            )
        }
        Level::GenderSame | Level::GenderDiffers => {
            let genders = |e: &Entity| texts(e.genders.iter().map(|g| g.value.as_str().to_owned()));
            let text = match level {
                Level::GenderSame => format!("{} in both", genders(entity)),
                _ => format!("{}, listed as {}", genders(subject), genders(entity)),
            };
            (text, entity.genders.first().map(|g| &g.source))
        }
        Level::CountrySame
        | Level::CountryRelated
        | Level::CountryAbroad
        | Level::CountryDiffers
        | Level::CountryElsewhere => country_sentence(level, subject, entity),
        Level::PlaceSame | Level::PlaceDiffers => {
            let places = |e: &Entity| texts(e.birth_places.iter().map(|p| p.value.clone()));
            let source = entity.birth_places.first().map(|p| &p.source);
            (format!("born in {}, listed as born in {}", places(subject), places(entity)), source)
        }
        Level::AddressSame | Level::AddressTown => {
            let addresses = |e: &Entity| texts(e.addresses.iter().map(|a| a.value.full.clone()));
            let what = if level == Level::AddressSame { "address in common" } else { "town in common" };
            let source = entity.addresses.first().map(|a| &a.source);
            (format!("{what}: {}, listed as {}", addresses(subject), addresses(entity)), source)
        }
        Level::IdentifierSame
        | Level::DocumentSame
        | Level::IdentifierNear
        | Level::NumberCoincides
        | Level::IdentifierDiffers
        | Level::DocumentDiffers => identifier_sentence(level, subject, entity),
        Level::PositionShared => {
            let position = entity.particulars.iter().find(|p| &*p.value.property == "position");
            let listed = position.map_or("", |p| p.value.text.as_str());
            let held: Vec<&str> = subject.particulars("position").collect();
            (format!("position {}, listed as {listed}", held.join(", ")), position.map(|p| &p.source))
        }
        Level::WeakAlias => ("the publisher marks the name as a weak alias".into(), None),
        Level::FormerName => ("the name was given up".into(), None),
        Level::NameDisguised => (
            "the subject's name mixes scripts in a word, hides characters or writes digits for letters"
                .into(),
            None,
        ),
        Level::NumberDiffers => ("the numbers in the names differ".into(), None),
        Level::PlacesDiffer => {
            let text = "their names differ by the place; the name without it is that of the house they belong to";
            (text.into(), None)
        }
        Level::OfParent => {
            let text = "they share a name only as parent and part: it stands before a name that the part has of its own";
            (text.into(), None)
        }
        Level::KindDiffers => {
            let text = "the list does not say what it is, and its names are those of an organisation";
            (text.into(), entity.names.first().map(|n| &n.source))
        }
        Level::FoundRespelled
        | Level::FoundRespelledTwice
        | Level::FoundLeftOver
        | Level::FoundInitial
        | Level::FoundOneWord
        | Level::AcrossRespelledTwice
        | Level::AcrossLeftOver
        | Level::AcrossInitial
        | Level::AcrossOneWord => (found_sentence(level).into(), None),
        Level::NamesakeContradicts => {
            let text = "other lists have the same name and say more of its bearer, and nothing that they say fits";
            (text.into(), None)
        }
        Level::AskedAbout => (
            "compared on request: two names that somebody puts beside each other are the same more often than two that a search brings together".into(),
            None,
        ),
    }
}

fn found_sentence(level: Level) -> &'static str {
    match level {
        Level::FoundRespelled => "one word agrees but for its spelling: among many names some do by chance",
        Level::FoundRespelledTwice | Level::AcrossRespelledTwice => {
            "two words or more agree but for their spelling: among many names some do by chance"
        }
        Level::FoundLeftOver | Level::AcrossLeftOver => {
            "not every word has its like: among many names some agree in part by chance"
        }
        Level::FoundInitial | Level::AcrossInitial => "a name agrees by its initial only",
        _ => "one word agrees: many people share it",
    }
}

fn common_birth(subject: &Entity, entity: &Entity) -> Option<String> {
    let listed: Vec<_> = entity.births.iter().map(|b| b.value.first()).collect();
    subject.births.iter().find(|b| listed.contains(&b.value.first())).map(|b| b.value.to_string())
}

fn tie_name(tie: CountryTie) -> &'static str {
    match tie {
        CountryTie::Nationality => "nationality",
        CountryTie::Residence => "residence",
        CountryTie::Jurisdiction => "registered in",
        CountryTie::Flag => "flag",
        CountryTie::FormerFlag => "former flag",
        CountryTie::Birth => "born in",
        CountryTie::Other => "country",
    }
}

fn country_sentence<'e>(level: Level, subject: &Entity, entity: &'e Entity) -> (String, Option<&'e Source>) {
    let countries =
        |e: &Entity| texts(e.countries.iter().map(|c| format!("{} {}", tie_name(c.value.tie), c.value.text)));
    let known = |e: &Entity| e.countries.iter().filter_map(|c| c.value.country).collect::<Vec<_>>();
    let theirs = known(subject);
    let common =
        entity.countries.iter().find(|c| c.value.country.is_some_and(|country| theirs.contains(&country)));
    let source = common.or(entity.countries.first()).map(|c| &c.source);
    let text = match (level, common) {
        (Level::CountrySame, Some(c)) => format!("{} {} in both", tie_name(c.value.tie), c.value.text),
        (Level::CountryRelated, Some(_)) => {
            format!("a country in common: {}, listed as {}", countries(subject), countries(entity))
        }
        _ => format!("no country in common: {}, listed as {}", countries(subject), countries(entity)),
    };
    (text, source)
}

fn identifier_sentence<'e>(
    level: Level,
    subject: &Entity,
    entity: &'e Entity,
) -> (String, Option<&'e Source>) {
    let equal = entity
        .identifiers
        .iter()
        .find(|e| subject.identifiers.iter().any(|s| s.value.number == e.value.number));
    let same_kind = entity.identifiers.iter().find_map(|e| {
        let s = subject
            .identifiers
            .iter()
            .find(|s| s.value.kind == e.value.kind && s.value.number != e.value.number)?;
        Some((s, e))
    });
    match (level, equal, same_kind) {
        (Level::NumberCoincides, Some(e), _) => {
            (format!("the same number, but not one of one register: {}", e.value), Some(&e.source))
        }
        (Level::IdentifierSame | Level::DocumentSame, Some(e), _) => {
            (format!("same {}", e.value), Some(&e.source))
        }
        (Level::IdentifierNear, _, Some((s, e))) => (
            format!("{}, listed as {}: one character off, and a check digit fails", s.value, e.value),
            Some(&e.source),
        ),
        (_, _, Some((s, e))) => {
            (format!("{}, listed as {}: another number", s.value, e.value), Some(&e.source))
        }
        _ => ("documents compared".into(), None),
    }
}
