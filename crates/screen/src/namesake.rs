//! What other lists say of the bearer of a name.
//!
//! Lists copy from each other, and some print less: the sheet of one has no birth dates, that of another has. A name that
//! two lists hold in full is nearly always one party: of 1,197 persons with a birth date on OFAC's list and in the
//! annexes of the EU whose names are the same words, 97 in a hundred have the same year of birth, and most of the others
//! are one party with two dates. So where an entry says nothing but a name that fits, and every entry of the same name that
//! says more contradicts, it speaks against the former too; where one of them does not contradict, it says nothing.

use rustc_hash::FxHashMap;
use tamis_catalogue::{Candidate, Catalogue};
use tamis_names::Role;

use crate::pair::Measured;
use crate::{Level, found};

/// Adds to each candidate what the others that bear its name say of it.
pub fn add(catalogue: &Catalogue, found: &mut [(Candidate, Measured)]) {
    let has = |m: &Measured, is: fn(Level) -> bool| m.levels.iter().any(|l| is(*l));
    let tells = |m: &Measured| has(m, Level::agrees) || has(m, Level::contradicts);
    if found.len() < 2 || !found.iter().any(|(_, m)| has(m, Level::contradicts)) {
        return;
    }
    let bearers: Vec<Bearer<'_>> =
        found.iter().enumerate().filter_map(|(at, (c, _))| Bearer::of(catalogue, at, c)).collect();
    let mut by_name: FxHashMap<&[&str], Vec<&Bearer<'_>>> = FxHashMap::default();
    for bearer in &bearers {
        by_name.entry(&bearer.words).or_default().push(bearer);
    }
    let contradicted = |bearer: &Bearer<'_>, namesakes: &[&Bearer<'_>]| {
        let mut others = namesakes
            .iter()
            .filter(|other| bearer.may_be(other) && tells(&found[other.at].1))
            .map(|other| &found[other.at].1)
            .peekable();
        !has(&found[bearer.at].1, Level::agrees)
            && others.peek().is_some()
            && others.all(|o| has(o, Level::contradicts) && !has(o, Level::agrees))
    };
    let contradicted: Vec<usize> = by_name
        .values()
        .flat_map(|all| all.iter().filter(|bearer| contradicted(bearer, all)).map(|bearer| bearer.at))
        .collect();
    for at in contradicted {
        found[at].1.levels.push(Level::NamesakeContradicts);
    }
}

/// Letters of a patronymic that are compared: what follows is spelled in as many ways as there are lists.
const BEGINNING: usize = 3;

/// A candidate under the name that matched.
struct Bearer<'c> {
    /// Its place among the candidates.
    at: usize,
    list: &'c str,
    /// The words that tell, patronymics apart, in order.
    words: Vec<&'c str>,
    /// The beginnings of the patronymics, which one list gives, another leaves out, and each romanises its own way.
    fathers: Vec<String>,
}

impl<'c> Bearer<'c> {
    fn of(catalogue: &'c Catalogue, at: usize, candidate: &Candidate) -> Option<Self> {
        let row = catalogue.row(candidate.name.as_ref()?.row);
        let list = catalogue.facts(candidate.entity).id().split(':').next().unwrap_or_default();
        let (mut words, mut fathers) = (Vec::with_capacity(row.tokens.len()), Vec::new());
        for (form, role, _) in row.tokens.iter().filter(|(_, role, _)| found::tells(*role)) {
            match role {
                Role::Patronymic => fathers.push(form.chars().take(BEGINNING).collect()),
                _ => words.push(*form),
            }
        }
        words.sort_unstable();
        Some(Self { at, list, words, fathers })
    }

    /// Whether another list may mean the same by it: a list that has a name twice means two.
    fn may_be(&self, other: &Self) -> bool {
        let fathers = self.fathers.is_empty() || other.fathers.is_empty() || self.fathers == other.fathers;
        self.list != other.list && fathers
    }
}

#[cfg(test)]
mod tests {
    //! What other lists say of the bearer of a name speaks against an entry that says nothing,
    //! 1. where all that say more contradict; 2. not where one of them does not; 3. not where the entry itself agrees;
    //! 4. not within one list, nor across patronymics.

    use tamis_catalogue::{Catalogue, compile};
    use tamis_model::{
        DateOrder, Entity, EntityId, Field, Gender, Name, PartialDate, Schema, Source, Sourced,
    };

    use crate::{Level, Policy, Screener};

    fn person(id: &str, name: &str, born: &str, gender: Option<Gender>) -> Entity {
        let source = || Source::new(0, 1, &Field::from("test"));
        let mut entity = Entity::new(EntityId::whole(id), Schema::Person);
        entity.names.push(Sourced::new(Name::new(name), source()));
        entity
            .births
            .extend(PartialDate::parse(born, DateOrder::DayFirst).map(|b| Sourced::new(b, source())));
        entity.genders.extend(gender.map(|g| Sourced::new(g, source())));
        entity
    }

    /// Whether what others say speaks against the first entry, of these (list, name, birth).
    fn contradicted(subject_born: &str, entries: &[(&str, &str, &str)]) -> bool {
        let entities = entries
            .iter()
            .enumerate()
            .map(|(at, (list, name, born))| person(&format!("{list}:{at}"), name, born, None));
        let catalogue = Catalogue::from_bytes(compile(entities, &[], &|_| ()).unwrap()).unwrap();
        let screener = Screener::new(&catalogue, Policy::default(), None).unwrap();
        let subject = person("s", "Stanislau Brykau", subject_born, Some(Gender::Male));
        let measured = screener.measure(&subject).unwrap();
        let first = measured.iter().find(|(id, _)| id.ends_with(":0")).unwrap();
        first.1.levels.contains(&Level::NamesakeContradicts)
    }

    #[test]
    fn what_others_say() {
        let bare = ("uk", "BRYKAU Stanislau", "");
        let old = ("eu", "Stanislau BRYKAU", "1931-11-20");
        let young = ("ca", "Stanislau Brykau", "1986-04-05");
        assert!(contradicted("1986-04-05", &[bare, old]));
        assert!(!contradicted("", &[bare, old]));
        assert!(!contradicted("1986-04-05", &[bare, old, young]));
        assert!(!contradicted("1986-04-05", &[young, old]));
        assert!(!contradicted("1986-04-05", &[bare, ("uk", "Stanislau BRYKAU", "1931-11-20")]));
        let father = |name| ("eu", name, "1931-11-20");
        let patronymic = ("uk", "Stanislau Viktaravich BRYKAU", "");
        assert!(contradicted("1986-04-05", &[patronymic, father("Stanislau Viktarovich BRYKAU")]));
        assert!(!contradicted("1986-04-05", &[patronymic, father("Stanislau Ivanavich BRYKAU")]));
    }
}
