//! What is compared of a subject and of an entity, besides their names.

use smallvec::SmallVec;
use tamis_catalogue::{EntityFacts, IdentifierFact, fold};
use tamis_model::{Country, CountryTie, Entity, Gender, PartialDate, SubjectKind};

use crate::{Level, birth, identifiers};

/// The facts of one side, ready to be compared without further parsing. Words are hashes of folded words.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    /// Dates of birth, founding or building.
    pub births: SmallVec<[PartialDate; 2]>,
    /// Dates of death or dissolution.
    pub deaths: SmallVec<[PartialDate; 1]>,
    /// Genders stated.
    pub genders: SmallVec<[Gender; 1]>,
    /// Countries and what each is to it.
    pub countries: SmallVec<[(Country, CountryTie); 4]>,
    /// Countries of the addresses.
    pub residences: SmallVec<[Country; 2]>,
    /// Documents and registrations.
    pub identifiers: SmallVec<[IdentifierFact<'a>; 4]>,
    /// Words of the places of birth.
    pub places: SmallVec<[u32; 8]>,
    /// Words of each address.
    pub addresses: SmallVec<[SmallVec<[u32; 8]>; 1]>,
    /// Words of the positions.
    pub positions: SmallVec<[u32; 8]>,
    /// What kind of thing it is.
    pub kind: SubjectKind,
}

impl<'a> Facts<'a> {
    /// The facts of a whole entity.
    pub fn of(entity: &'a Entity) -> Self {
        let mut facts = Self { kind: entity.schema.kind(), ..Self::default() };
        facts.births.extend(entity.births.iter().map(|b| b.value));
        facts.deaths.extend(entity.deaths.iter().map(|d| d.value));
        facts.genders.extend(entity.genders.iter().map(|g| g.value));
        facts.countries.extend(entity.countries.iter().filter_map(|c| Some((c.value.country?, c.value.tie))));
        facts.residences.extend(entity.addresses.iter().filter_map(|a| a.value.country));
        facts.identifiers.extend(entity.identifiers.iter().map(|i| IdentifierFact {
            kind: i.value.kind,
            issuer: i.value.issuer,
            number: &i.value.number,
            checksum: i.value.checksum,
        }));
        entity.birth_places.iter().for_each(|place| facts.places.extend(words(&fold(&place.value))));
        facts.addresses.extend(entity.addresses.iter().map(|a| words(&fold(&a.value.full)).collect()));
        entity.particulars("position").for_each(|position| facts.positions.extend(words(&fold(position))));
        facts
    }

    /// The facts of an entity as a catalogue holds them.
    pub fn stored(stored: EntityFacts<'a>) -> Self {
        let mut facts = Self { kind: stored.schema().kind(), ..Self::default() };
        facts.births.extend(stored.births());
        facts.deaths.extend(stored.deaths());
        facts.genders.extend(stored.genders());
        facts.countries.extend(stored.countries());
        facts.residences.extend(stored.addresses().filter_map(|a| a.country));
        facts.identifiers.extend(stored.identifiers());
        stored.birth_places().for_each(|place| facts.places.extend(words(place)));
        stored.positions().for_each(|position| facts.positions.extend(words(position)));
        facts.addresses.extend(stored.addresses().map(|a| words(a.words).collect()));
        facts
    }
}

/// Words of this many letters or fewer (in, the, of) say nothing about a place or a position.
const SHORT_WORD: usize = 3;

/// The hashes of a folded text's words. FNV-1a: stable, and short words need no more.
fn words(folded: &str) -> impl Iterator<Item = u32> {
    let telling = |word: &&str| word.len() > SHORT_WORD || word.bytes().any(|b| b.is_ascii_digit());
    let hash =
        |word: &str| word.bytes().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    folded.split(' ').filter(telling).map(hash)
}

/// The levels that two sides' facts come to; what is missing on either side adds none.
pub fn compare(subject: &Facts<'_>, entity: &Facts<'_>) -> SmallVec<[Level; 8]> {
    let mut levels = SmallVec::new();
    levels.extend(birth::compare(&subject.births, &entity.births));
    levels.extend(death(subject, entity));
    levels.extend(gender(&subject.genders, &entity.genders));
    levels.extend(country(subject, entity));
    levels.extend(identifiers::compare(&subject.identifiers, &entity.identifiers));
    levels.extend(place(&subject.places, &entity.places));
    levels.extend(address(&subject.addresses, &entity.addresses));
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

fn country(subject: &Facts<'_>, entity: &Facts<'_>) -> Option<Level> {
    let organisations = [subject.kind, entity.kind].contains(&SubjectKind::Organization);
    let persons = !organisations && [subject.kind, entity.kind].contains(&SubjectKind::Person);
    // Where a person has an address a person lives; an organisation may have one wherever it has business.
    let (subject, entity) = (ties(subject, persons), ties(entity, persons));
    if subject.is_empty() || entity.is_empty() {
        return None;
    }
    let mut related = false;
    for (s, s_tie) in &subject {
        for (e, e_tie) in &entity {
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
    let both = |is: fn(CountryTie) -> bool| {
        subject.iter().any(|(_, t)| is(*t)) && entity.iter().any(|(_, t)| is(*t))
    };
    let lives = |tie| belongs(tie) || tie == CountryTie::Residence;
    if both(belongs) {
        Some(Level::CountryDiffers)
    } else if organisations {
        Some(Level::CountryElsewhere)
    } else {
        (persons && both(lives)).then_some(Level::CountryAbroad)
    }
}

/// The countries of a side, with those of the addresses as residences.
fn ties(facts: &Facts<'_>, with_addresses: bool) -> SmallVec<[(Country, CountryTie); 4]> {
    let residences = facts.residences.iter().filter(|_| with_addresses);
    let residences = residences.map(|country| (*country, CountryTie::Residence));
    facts.countries.iter().copied().chain(residences).collect()
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
fn address(subject: &[SmallVec<[u32; 8]>], entity: &[SmallVec<[u32; 8]>]) -> Option<Level> {
    let mut best = None;
    for s in subject {
        for e in entity {
            let (common, smaller) = (shared(s, e), s.len().min(e.len()));
            if smaller >= 3 && common * 3 >= smaller * 2 {
                return Some(Level::AddressSame);
            }
            // Two words in common are the town and its country, or more.
            if common >= 2 {
                best = Some(Level::AddressTown);
            }
        }
    }
    best
}
