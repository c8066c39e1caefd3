//! 1. An exact name and an exact alias are found, at likeness 1 and before all others.
//! 2. One edit in one token loses nothing that a full scan finds; nor does replacing every token by another that is
//!    near to it and listed itself.
//! 3. An identifier is found whatever the name, and comes first.
//! 4. A name with tokens that every second entity shares is found among all of them.
//! 5. A person is not sought among vessels; an unknown kind is sought among all.
//! 6. A limit that binds is said.
//! 7. An initial beside a name that everybody has, one word of an organisation's two, a long word that is several with a
//!    slip in it, and words that only one side joins are found.
//! 8. Threads that remember together find what each finds alone.
//! 9. The worst subjects are answered, and cut rather than slow: one common token, one letter, hundreds of tokens,
//!    thousands of characters, nothing but a legal form, four scripts at once, a number that everybody has.

use tamis_catalogue::{Candidates, Catalogue, Remembered, Scratch};
use tamis_model::{Entity, Identifier, IdentifierKind, Schema};

use crate::made::{catalogue, crowd, entity, person, said};

/// Below this likeness a name that is not the right one may be missed: one token that every second name holds, beside an
/// initial that may stand for whatever else a name has.
const SURE: f32 = 0.7;

fn found(catalogue: &Catalogue, subject: &Entity) -> Candidates {
    let mut scratch = Scratch::new();
    let query = catalogue.understand(subject, &mut scratch);
    catalogue.candidates(&query, &mut scratch, 10_000).unwrap()
}

fn scanned(catalogue: &Catalogue, subject: &Entity) -> Candidates {
    let mut scratch = Scratch::new();
    catalogue.scan(&catalogue.understand_fully(subject), &mut scratch, 10_000).unwrap()
}

fn ids(catalogue: &Catalogue, candidates: &Candidates) -> Vec<String> {
    candidates.found.iter().map(|c| catalogue.facts(c.entity).id().to_owned()).collect()
}

#[test]
fn exact_names_and_aliases() {
    let mut entities = crowd(1);
    entities.push(person(9000, &["Sviatlana Tsikhanouskaya", "Светлана Тихановская"]));
    let catalogue = catalogue(entities.clone());
    for listed in &entities {
        for name in &listed.names {
            let subject = person(0, &[&name.value.full]);
            let candidates = found(&catalogue, &subject);
            let best = candidates.found.iter().find(|c| catalogue.facts(c.entity).id() == listed.id.as_str());
            assert!(best.is_some_and(|c| c.likeness() > 0.999), "{}: {candidates:?}", name.value.full);
            assert!(candidates.found[0].likeness() > 0.999);
        }
    }
}

#[test]
fn what_a_scan_finds_is_found() {
    let entities = crowd(5);
    let catalogue = catalogue(entities.clone());
    let mut compared = 0;
    for (at, listed) in entities.iter().enumerate().step_by(41) {
        let name = &listed.names[0].value.full;
        let mut edited: Vec<char> = name.chars().collect();
        let place = at % edited.len();
        match at % 3 {
            0 => edited[place] = 'o',
            1 => drop(edited.remove(place)),
            _ => edited.insert(place, 'e'),
        }
        // Near spellings that are other persons' names.
        let near = name.replace("Rahman", "Rahimi").replace("Petrov", "Petrova").replace("Haddad", "Hadad");
        for name in [edited.into_iter().collect(), near] {
            let subject = person(0, &[&name]);
            let (mut search, mut scan) = (found(&catalogue, &subject), scanned(&catalogue, &subject));
            for candidates in [&mut search, &mut scan] {
                candidates.found.retain(|c| c.likeness() >= SURE);
            }
            assert_eq!(ids(&catalogue, &search), ids(&catalogue, &scan), "{name}");
            assert_eq!(search, scan, "{name}");
            compared += scan.found.len();
        }
    }
    assert!(compared > 100, "the scan found only {compared}");
}

#[test]
fn identifiers() {
    let mut entities = crowd(1);
    entities[77].identifiers.push(said(Identifier::new(IdentifierKind::Passport, "MP 1234567")));
    let catalogue = catalogue(entities);
    let mut subject = person(0, &["Somebody Else"]);
    subject.identifiers.push(said(Identifier::new(IdentifierKind::Passport, "none")));
    subject.identifiers.push(said(Identifier::new(IdentifierKind::Passport, "mp1234567")));
    let candidates = found(&catalogue, &subject);
    assert_eq!(ids(&catalogue, &candidates)[0], "made:77");
    assert_eq!(candidates.found[0].identifiers.as_slice(), [1]);
}

#[test]
fn common_tokens() {
    let mut entities = crowd(20);
    for at in 0..2000 {
        entities.push(entity(10_000 + at, Schema::Company, &[&format!("Company{at} Trading Limited")]));
    }
    let catalogue = catalogue(entities);
    for name in ["Mohammed Rahman", "Rahman Mohammed"] {
        let candidates = found(&catalogue, &person(0, &[name]));
        assert!(candidates.found.len() >= 20, "{name}: {}", candidates.found.len());
    }
    let candidates = found(&catalogue, &entity(0, Schema::Company, &["Company1234 Trading Limited"]));
    assert_eq!(ids(&catalogue, &candidates)[0], "made:11234");
}

#[test]
fn what_shares_little() {
    let mut entities = crowd(20);
    entities.push(person(9001, &["Q. Rahman"]));
    entities.push(entity(9002, Schema::Company, &["Qvarnberg Holdings"]));
    entities.push(entity(9003, Schema::Company, &["Nordostlig Transport Forvaltning"]));
    entities.push(person(9004, &["Temirkhan Sultan Murad"]));
    entities.push(person(9005, &["Rahman RAHMAN"]));
    entities.push(entity(9006, Schema::Company, &["Va Bo Company EOOD"]));
    entities.push(person(9007, &["Temir Qasim"]));
    entities.push(person(9008, &["Alireza Moradi"]));
    entities.push(person(9009, &["Azimi Mohammad Nazar"]));
    entities.push(person(9010, &["Allah Mohammed"]));
    entities.push(person(9011, &["Nabil bin Karimov"]));
    let catalogue = catalogue(entities);
    for (schema, name, expected) in [
        (Schema::Person, "Quentin Rahman", "made:9001"),
        (Schema::Person, "Mohammed Abdallah", "made:9010"),
        (Schema::Person, "Temikhan Sultanmurad", "made:9004"),
        (Schema::Person, "Rahman Rachmann", "made:9005"),
        (Schema::Person, "B.S. TEMIRQASIM", "made:9007"),
        (Schema::Person, "علی رضا مرادی", "made:9008"),
        (Schema::Person, "عظیمی موهاممادنازار", "made:9009"),
        (Schema::Person, "ナビル・ビンカリモフ", "made:9011"),
        (Schema::Person, "나빌 빈카리모프", "made:9011"),
        (Schema::Person, "नबील बिनकरीमोव", "made:9011"),
        (Schema::Company, "VABO-SYSTEMS EOOD", "made:9006"),
        (Schema::Company, "Qvarnberg Machinery Ltd", "made:9002"),
        (Schema::Company, "NORDOSTLIGTRANSPORTFORVALKNING", "made:9003"),
        (Schema::Company, "NORDOSTLIGTRANSPORTFORVATNING", "made:9003"),
    ] {
        let subject = entity(0, schema, &[name]);
        let (search, scan) = (found(&catalogue, &subject), scanned(&catalogue, &subject));
        let likeness = |c: &Candidates| {
            let of = c.found.iter().find(|c| catalogue.facts(c.entity).id() == expected);
            of.map(|c| c.likeness().to_bits())
        };
        assert!(likeness(&scan).is_some(), "{name}");
        assert_eq!(likeness(&search), likeness(&scan), "{name}");
    }
}

#[test]
fn remembered_together() {
    let entities = crowd(3);
    let catalogue = catalogue(entities.clone());
    let remembered = Remembered::default();
    std::thread::scope(|scope| {
        for turn in 0..4 {
            let (catalogue, entities, remembered) = (&catalogue, &entities, &remembered);
            scope.spawn(move || {
                let mut scratch = Scratch::sharing(remembered);
                for listed in entities.iter().skip(turn).step_by(7) {
                    let query = catalogue.understand(listed, &mut scratch);
                    let candidates = catalogue.candidates(&query, &mut scratch, 10_000).unwrap();
                    assert_eq!(candidates, found(catalogue, listed));
                }
            });
        }
    });
}

#[test]
fn kinds() {
    let catalogue = catalogue(vec![
        person(1, &["Victoria Star"]),
        entity(2, Schema::Vessel, &["Victoria Star"]),
        entity(3, Schema::LegalEntity, &["Victoria Star"]),
    ]);
    let of = |schema| ids(&catalogue, &found(&catalogue, &entity(0, schema, &["Victoria Star"])));
    assert_eq!(of(Schema::Person), ["made:1", "made:3"]);
    assert_eq!(of(Schema::Vessel), ["made:2", "made:3"]);
    assert_eq!(of(Schema::LegalEntity).len(), 3);
}

#[test]
fn limits() {
    let catalogue = catalogue(crowd(20));
    let mut scratch = Scratch::new();
    let query = catalogue.understand(&person(0, &["Maria Garcia"]), &mut scratch);
    let all = catalogue.candidates(&query, &mut scratch, 10_000).unwrap();
    let few = catalogue.candidates(&query, &mut scratch, 3).unwrap();
    assert!(!all.cut && few.cut);
    assert_eq!(few.found, all.found[..3]);
}

#[test]
fn worst_subjects() {
    let mut entities = crowd(10);
    for at in 0..2_500 {
        entities.push(entity(20_000 + at, Schema::Company, &["Trading Company Limited"]));
        let number = Identifier::new(IdentifierKind::Registration, "12345");
        entities.last_mut().unwrap().identifiers.push(said(number));
    }
    let catalogue = catalogue(entities);
    let many = "Mohammed Hassan Ahmad ".repeat(70);

    for (name, cut) in [
        ("Mohammed", false),
        ("M", false),
        ("M. A.", false),
        (many.as_str(), true),
        ("Aliaksandr Лукашенко محمد 金正恩 Mohammed", false),
    ] {
        let candidates = found(&catalogue, &person(0, &[name]));
        assert_eq!(candidates.cut, cut, "{}", name.chars().take(40).collect::<String>());
    }
    let long = found(&catalogue, &person(0, &[&"abcdefghij".repeat(1_000)]));
    assert!(long.found.is_empty() && long.cut);
    let mut company = entity(0, Schema::Company, &["Company Limited"]);
    assert!(found(&catalogue, &company).found.len() <= 5_000);
    company.identifiers.push(said(Identifier::new(IdentifierKind::Registration, "12345")));
    assert!(found(&catalogue, &company).cut);
}
