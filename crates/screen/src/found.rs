//! What a pair of names says besides its likeness when a search brought it up.
//!
//! Among tens of thousands of listed names one is nearly always like a customer's in part: the search looks for it. So
//! a word that is only spelled like the listed one, a word left over, a mere initial or a single word say less there
//! than between two names that somebody puts beside each other, and need other evidence. Between two scripts less can
//! agree, and less is asked. All of it holds for the names of persons, which come from a stock that many share.

use smallvec::SmallVec;
use tamis_catalogue::Row;
use tamis_model::SubjectKind;
use tamis_names::{JOINED_EXACTLY, Likeness, Reason, Role};

use crate::Level;

/// Entities from which on more of them make a match by chance likelier than the bits of a name tell, which are counted
/// among them and hardly change with the size of a list that is shorter.
const FEW_ENTITIES: f32 = 5_000.0;

/// Entities, these few included, in which as much is found by chance as the weights were fitted to.
const USUAL_ENTITIES: f32 = 20_000.0;

/// What chance has among so many entities, in bits: twice as many bring up twice as many names that are alike by chance.
/// No name of two words loses more by it than it gains by being rarer among more.
pub fn by_chance(entities: u32) -> f32 {
    ((entities as f32 + FEW_ENTITIES) / USUAL_ENTITIES).log2()
}

/// Whether names of these kinds with these roles may both name persons.
pub fn of_persons(kinds: [SubjectKind; 2], mut roles: impl Iterator<Item = Role>) -> bool {
    let person = |kind| !matches!(kind, SubjectKind::Organization | SubjectKind::Object);
    kinds.into_iter().all(person) && !roles.any(|r| matches!(r, Role::LegalForm | Role::Generic))
}

/// Whether a word in this role says who is meant.
pub fn tells(role: Role) -> bool {
    !matches!(role, Role::Particle | Role::Title | Role::Suffix | Role::LegalForm)
}

/// What speaks against a pair of persons' names that a search brought up.
pub fn levels(likeness: &Likeness, subject: &[Role], entity: &[Role]) -> SmallVec<[Level; 4]> {
    let seen = Seen::of(likeness, subject, entity);
    let mut levels = SmallVec::new();
    let mut add = |is: bool, level: Level| levels.extend(is.then_some(level));
    if likeness.other_script {
        add(seen.respelled > 1, Level::AcrossRespelledTwice);
        add(seen.left_over, Level::AcrossLeftOver);
        add(seen.initial, Level::AcrossInitial);
        add(seen.words <= 1, Level::AcrossOneWord);
    } else {
        add(seen.respelled == 1, Level::FoundRespelled);
        add(seen.respelled > 1, Level::FoundRespelledTwice);
        add(seen.left_over, Level::FoundLeftOver);
        add(seen.initial, Level::FoundInitial);
        add(seen.words <= 1, Level::FoundOneWord);
    }
    levels
}

/// Whether the numbers in two names stand against each other.
pub fn numbers_differ(likeness: &Likeness, subject: &[Role], entity: &[Role]) -> bool {
    let number = |roles: &[Role], range| run(roles, range).contains(&Role::Number);
    likeness.alignments.iter().any(|pair| {
        pair.reason == Reason::Contradicting && number(subject, &pair.query) && number(entity, &pair.entity)
    })
}

/// What is seen of the alignment of two names.
#[derive(Default)]
struct Seen {
    /// Words that agree, initials apart.
    words: usize,
    /// Pairs of these that are alike by their spelling only.
    respelled: usize,
    /// Some agree by an initial.
    initial: bool,
    /// Some word has no like; a patronymic that the subject does not give is usual.
    left_over: bool,
}

impl Seen {
    fn of(likeness: &Likeness, subject: &[Role], entity: &[Role]) -> Self {
        let mut seen = Self::default();
        for pair in &likeness.alignments {
            let own = run(subject, &pair.query);
            let listed = run(entity, &pair.entity);
            let telling = own.iter().chain(listed).any(|r| tells(*r));
            match pair.reason {
                Reason::Contradicting => seen.left_over = true,
                _ if !telling => {}
                Reason::Missing => {
                    let aside = |r: &Role| *r == Role::Initial;
                    let usual = |r: &Role| matches!(r, Role::Initial | Role::Patronymic);
                    seen.left_over |= !own.first().map_or_else(|| listed.first().is_some_and(usual), aside);
                }
                Reason::Initial => seen.initial = true,
                // A person's name is no legal form, and is not translated either: that two words mean the same is chance.
                Reason::LegalForm => seen.left_over = true,
                // Blanks that stand elsewhere and letters that differ as well: it may be any word that sounds so.
                Reason::JoinedOrSplit if !likeness.other_script && pair.score < JOINED_EXACTLY => {
                    seen.words += own.len().min(listed.len());
                    seen.respelled += 1;
                }
                reason => {
                    seen.words += own.len().max(listed.len());
                    seen.respelled += usize::from(matches!(reason, Reason::Spelling | Reason::Translation));
                }
            }
        }
        seen
    }
}

pub(crate) fn run<'r>(roles: &'r [Role], range: &std::ops::Range<u8>) -> &'r [Role] {
    roles.get(usize::from(range.start)..usize::from(range.end)).unwrap_or_default()
}

/// Words of a name from which on it tells by its legal form or its generic words that it is an organisation's: a
/// person's may hold one of them.
const WORDS_OF_A_BODY: usize = 3;

/// Whether an entity of no stated kind is an organisation by its names: by the one under which it is listed, or by most.
/// Rows are its names as the catalogue understood them.
pub fn is_body<'c>(rows: impl Iterator<Item = Row<'c>>) -> bool {
    // Each name, and whether it is an organisation's in one of its readings.
    let mut names: SmallVec<[(usize, bool); 8]> = SmallVec::new();
    for row in rows {
        let of = |role| row.tokens.iter().filter(|(_, held, _)| *held == role).count();
        let body = row.tokens.len() >= WORDS_OF_A_BODY && (of(Role::LegalForm) > 0 || of(Role::Generic) > 1);
        match names.iter_mut().find(|(name, _)| *name == row.name) {
            Some((_, known)) => *known |= body,
            None => names.push((row.name, body)),
        }
    }
    let listed = names.iter().min_by_key(|(name, _)| *name).is_some_and(|(_, body)| *body);
    listed || 2 * names.iter().filter(|(_, body)| *body).count() > names.len()
}

#[cfg(test)]
mod tests {
    //! 1. What agrees in part says so, what agrees in full says nothing; an initial is no word.
    //! 2. An organisation is known by its names, and a person is not taken for one.
    //! 3. Chance grows with the list, and never takes more from two rare words than they gain.

    use tamis_catalogue::{Catalogue, compile};
    use tamis_model::{Entity, EntityId, Field, Name, Schema, Source, Sourced};
    use tamis_names::{AnalysedName, analyse, compare};

    use super::*;

    /// The likeness of two names, and the roles of their tokens.
    fn aligned(subject: &str, listed: &str, kind: SubjectKind) -> (Likeness, Vec<Role>, Vec<Role>) {
        let (s, e) = (analyse(subject, kind), analyse(listed, kind));
        let roles = |name: &AnalysedName| name.readings[0].tokens.iter().map(|t| t.role).collect();
        (compare(&s, &e), roles(&s), roles(&e))
    }

    fn levels_of(subject: &str, listed: &str) -> Vec<&'static str> {
        let (likeness, own, other) = aligned(subject, listed, SubjectKind::Person);
        levels(&likeness, &own, &other).into_iter().map(Level::name).collect()
    }

    #[test]
    fn in_part() {
        for (subject, listed, expected) in [
            ("Stanislau Brykau", "BRYKAU, Stanislau", &[][..]),
            ("Станислав Брыков", "Stanislav Brykov", &[]),
            ("Stanislau Brykau", "Stanislau Viktaravich Brykau", &[]),
            ("Charles Carter", "Charles Carper", &["found.respelled"]),
            ("Rashid Ali Khan", "Rashidali Khan", &[]),
            ("Char Nain", "Chairman", &["found.respelled", "found.one-word"]),
            ("Robert Henry Anderson", "Robert Anderson", &["found.left-over"]),
            ("Stanislau Brykau", "S. Brykau", &["found.initial", "found.one-word"]),
        ] {
            assert_eq!(levels_of(subject, listed), expected, "{subject}, {listed}");
        }
    }

    #[test]
    fn bodies() {
        let body = |names: &[&str]| {
            let mut entity = Entity::new(EntityId::whole("t"), Schema::LegalEntity);
            let source = || Source::new(0, 1, &Field::from("test"));
            entity.names.extend(names.iter().map(|n| Sourced::new(Name::new(*n), source())));
            let catalogue = Catalogue::from_bytes(compile([entity], &[], &|_| ()).unwrap()).unwrap();
            catalogue.indexes().any(|entity| is_body(catalogue.rows(entity)))
        };
        assert!(body(&["Shenzhen Cobber Information Technology Co., Ltd.", "X-Face"]));
        assert!(body(&["UAZ", "OJSC Ulyanovsk Automobile Plant", "Ulyanovsk Automobile Plant Company"]));
        assert!(!body(&["Juan Vasquez"]) && !body(&["Brian Keith Bishop", "Brian Bishop"]));
        assert!(!body(&["Juan Vasquez", "Juan Carlos Vasquez", "Vasquez Trading Company Ltd."]));
    }

    #[test]
    fn chance() {
        let bits = |entities: f32| 2.0 * ((entities + 10_000.0) / 10.0).log2() - by_chance(entities as u32);
        let sizes = [100.0, 1_000.0, 10_000.0, 50_000.0, 1_000_000.0];
        assert!(sizes.windows(2).all(|w| by_chance(w[0] as u32) < by_chance(w[1] as u32)));
        assert!(sizes.windows(2).skip(2).all(|w| bits(w[0]) < bits(w[1])));
    }
}
