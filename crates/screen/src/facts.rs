//! What is compared of a subject and of an entity, besides their names.

use smallvec::SmallVec;
use tamis_model::{Country, CountryTie, Entity, Gender, PartialDate, SubjectKind};

use crate::identifiers::{self, IdentifierFact};
use crate::{Level, birth};

/// The facts of one side, ready to be compared without further parsing. Words are hashes of folded words.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    /// What kind of thing it is.
    pub kind: Option<SubjectKind>,
    /// Dates of birth, founding or building.
    pub births: SmallVec<[PartialDate; 2]>,
    /// Dates of death or dissolution.
    pub deaths: SmallVec<[PartialDate; 1]>,
    /// Genders stated.
    pub genders: SmallVec<[Gender; 1]>,
    /// Countries and what each is to it.
    pub countries: SmallVec<[(Country, CountryTie); 4]>,
    /// Documents and registrations.
    pub identifiers: SmallVec<[IdentifierFact<'a>; 4]>,
    /// Words of the places of birth.
    pub places: SmallVec<[u32; 8]>,
    /// Words of the towns of its addresses.
    pub towns: SmallVec<[u32; 4]>,
    /// Words of the streets of its addresses, numbers included.
    pub streets: SmallVec<[u32; 8]>,
    /// Words of its positions.
    pub positions: SmallVec<[u32; 8]>,
}

impl<'a> Facts<'a> {
    /// The facts of an entity.
    pub fn of(entity: &'a Entity) -> Self {
        let mut facts = Self { kind: Some(entity.schema.kind()), ..Self::default() };
        facts.births.extend(entity.births.iter().map(|b| b.value));
        facts.deaths.extend(entity.deaths.iter().map(|d| d.value));
        facts.genders.extend(entity.genders.iter().map(|g| g.value));
        facts.countries.extend(entity.countries.iter().filter_map(|c| Some((c.value.country?, c.value.tie))));
        facts.identifiers.extend(entity.identifiers.iter().map(|i| IdentifierFact {
            kind: i.value.kind,
            issuer: i.value.issuer,
            number: &i.value.number,
            checksum: i.value.checksum,
        }));
        entity.birth_places.iter().for_each(|place| words(&place.value, &mut facts.places));
        for address in &entity.addresses {
            words(&address.value.city, &mut facts.towns);
            let street =
                if address.value.street.is_empty() { &address.value.full } else { &address.value.street };
            words(street, &mut facts.streets);
        }
        entity.particulars("position").for_each(|position| words(position, &mut facts.positions));
        facts
    }
}

/// Words of this many letters or fewer (in, the, of) say nothing about a place or a position.
const SHORT_WORD: usize = 3;

/// Adds the hashes of a text's words, folded: lower case, no accents, Latin letters.
fn words<const N: usize>(text: &str, into: &mut SmallVec<[u32; N]>)
where
    [u32; N]: smallvec::Array<Item = u32>,
{
    let folded = tamis_names::fold(text);
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        if word.len() > SHORT_WORD || word.bytes().any(|b| b.is_ascii_digit()) {
            // FNV-1a: stable, and short words need no more.
            let hash =
                word.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
            into.push(hash);
        }
    }
}

/// The levels that two sides' facts come to; what is missing on either side adds none.
pub fn compare(subject: &Facts<'_>, entity: &Facts<'_>) -> SmallVec<[Level; 8]> {
    let mut levels = SmallVec::new();
    levels.extend(birth::compare(&subject.births, &entity.births));
    levels.extend(death(subject, entity));
    levels.extend(gender(&subject.genders, &entity.genders));
    levels.extend(country(&subject.countries, &entity.countries));
    levels.extend(identifiers::compare(&subject.identifiers, &entity.identifiers));
    levels.extend(place(&subject.places, &entity.places));
    levels.extend(address(subject, entity));
    if shared(&subject.positions, &entity.positions) > 0 {
        levels.push(Level::PositionShared);
    }
    levels
}

fn death(subject: &Facts<'_>, entity: &Facts<'_>) -> Option<Level> {
    let pairs = || subject.deaths.iter().flat_map(|s| entity.deaths.iter().map(move |e| s.overlaps(e)));
    pairs().next()?;
    Some(if pairs().any(|same| same) { Level::DeathSame } else { Level::DeathDiffers })
}

fn gender(subject: &[Gender], entity: &[Gender]) -> Option<Level> {
    if subject.is_empty() || entity.is_empty() {
        return None;
    }
    Some(if subject.iter().any(|g| entity.contains(g)) { Level::GenderSame } else { Level::GenderDiffers })
}

/// Whether a tie says of which state somebody or something is, which not even a move changes.
fn belongs(tie: CountryTie) -> bool {
    matches!(tie, CountryTie::Nationality | CountryTie::Jurisdiction | CountryTie::Flag)
}

fn country(subject: &[(Country, CountryTie)], entity: &[(Country, CountryTie)]) -> Option<Level> {
    if subject.is_empty() || entity.is_empty() {
        return None;
    }
    let mut related = false;
    for (s, s_tie) in subject {
        for (e, e_tie) in entity {
            if s == e {
                if belongs(*s_tie) && belongs(*e_tie) {
                    return Some(Level::CountrySame);
                }
                related = true;
            }
        }
    }
    if related {
        return Some(Level::CountryRelated);
    }
    let both_belong = subject.iter().any(|(_, t)| belongs(*t)) && entity.iter().any(|(_, t)| belongs(*t));
    both_belong.then_some(Level::CountryDiffers)
}

fn shared(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|word| b.contains(word)).count()
}

fn place(subject: &[u32], entity: &[u32]) -> Option<Level> {
    if subject.is_empty() || entity.is_empty() {
        return None;
    }
    Some(if shared(subject, entity) > 0 { Level::PlaceSame } else { Level::PlaceDiffers })
}

/// Different addresses are no evidence: people and companies move, and have several.
fn address(subject: &Facts<'_>, entity: &Facts<'_>) -> Option<Level> {
    let smaller = subject.streets.len().min(entity.streets.len());
    if smaller >= 2 && shared(&subject.streets, &entity.streets) * 3 >= smaller * 2 {
        return Some(Level::AddressSame);
    }
    (shared(&subject.towns, &entity.towns) > 0).then_some(Level::AddressTown)
}
