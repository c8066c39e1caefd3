//! Records beside each other, under the standard policy.
//!
//! 1. The cases in which a name is not a person, or a person more than a name, come out as an analyst would have it.
//! 2. A very common name alone is a weaker match than a rare one, and both say so.
//! 3. Adding agreeing evidence never lowers a score; adding contradicting evidence never raises it.
//! 4. Missing is not contradicting.
//! 5. Of organisations that share a name, other names that differ by the place alone speak against; a place on one side
//!    only, or one in common, does not.

use proptest::prelude::*;
use tamis_model::{
    Country, CountryLink, CountryTie, DateOrder, Entity, EntityId, Field, Gender, Identifier, IdentifierKind,
    Name, PartialDate, Schema, Source, Sourced,
};
use tamis_screen::{Comparison, PairScreener, Policy};

fn source() -> Source {
    Source::new(0, 1, &Field::from("test"))
}

/// A record in a line: `Person: Name | born 1954-08-30 | by | male | passport by MP123 | lei 549300…`.
fn record(text: &str) -> Entity {
    let (schema, rest) = text.split_once(": ").unwrap();
    let mut parts = rest.split(" | ");
    let mut entity = Entity::new(EntityId::whole("test"), Schema::from_name(schema));
    entity.names.push(Sourced::new(Name::new(parts.next().unwrap()), source()));
    for part in parts {
        add(&mut entity, part);
    }
    entity
}

fn add(entity: &mut Entity, part: &str) {
    let words: Vec<&str> = part.split(' ').collect();
    match words.as_slice() {
        ["born", date] => {
            let date = PartialDate::parse(date, DateOrder::DayFirst).unwrap();
            entity.births.push(Sourced::new(date, source()));
        }
        ["male" | "female"] => entity.genders.push(Sourced::new(Gender::parse(part).unwrap(), source())),
        [kind, number] => number_of(entity, kind, None, number),
        [kind, issuer, number] => number_of(entity, kind, Country::from_code(issuer), number),
        _ => {
            let tie = if entity.schema == Schema::Person {
                CountryTie::Nationality
            } else {
                CountryTie::Jurisdiction
            };
            let link = CountryLink { country: Country::from_code(part), text: part.into(), tie };
            entity.countries.push(Sourced::new(link, source()));
        }
    }
}

fn number_of(entity: &mut Entity, kind: &str, issuer: Option<Country>, number: &str) {
    let kind = match kind {
        "passport" => IdentifierKind::Passport,
        "lei" => IdentifierKind::Lei,
        "imo" => IdentifierKind::Imo,
        "registration" => IdentifierKind::Registration,
        "inn" => IdentifierKind::Inn,
        _ => IdentifierKind::Other,
    };
    entity.identifiers.push(Sourced::new(Identifier::new(kind, number).issued_by(issuer), source()));
}

fn compare(a: &str, b: &str) -> Comparison {
    PairScreener::new(Policy::default()).unwrap().compare(&record(a), &record(b))
}

#[test]
fn more_than_a_name() {
    for (a, b, same) in [
        ("Person: Stanislau Brykau | born 1961-04-05", "Person: Stanislau Brykau | born 1960-04-05", true),
        ("Person: Stanislau Brykau | born 1961-04-05", "Person: Stanislau Brykau | born 1961-05-04", true),
        ("Person: Stanislau Brykau | born 1961-04-05", "Person: Stanislau Brykau | born 1931-11-20", false),
        ("Person: Stanislau Brykau | male | by", "Person: Stanislau Brykau | female | pl", false),
        (
            "Company: Vostok Promresurs | lei 549300TRUWO2CD2G5692",
            "Company: Vostok Promresurs | lei 7LTWFZYICNSX8D621K86",
            false,
        ),
        ("Vessel: Golden Petrel | imo 9074729", "Vessel: Golden Petrel | imo 9166778", false),
        ("Vessel: Northern Swift | imo 9074729", "Vessel: Golden Petrel | imo 9074729", true),
        (
            "Person: Stanislau Brykau | passport by MP1234567",
            "Person: Stanislau Brykau | passport by MP7654321",
            false,
        ),
        (
            "Person: Stanislav Brykov | passport by MP1234567",
            "Person: Stanislau Brykau | passport by MP1234567",
            true,
        ),
        (
            "Company: Alpha Handels | registration de 12345",
            "Company: Omega Lacquers | registration cy 12345",
            false,
        ),
        (
            "Company: Vostok Promresurs | inn ru 7707083893",
            "Company: Zapad Stroitel | inn ru 7707083893",
            true,
        ),
    ] {
        let found = compare(a, b);
        assert_eq!(found.alert, same, "{a}\n{b}\n{} {:#?}", found.score, found.evidence);
    }
}

#[test]
fn a_common_name_is_a_weak_match_and_says_so() {
    let common = compare("Person: Ali Hassan", "Person: Ali Hassan");
    let rare = compare("Person: Stanislau Brykauski", "Person: Stanislau Brykauski");
    assert!(common.score < rare.score, "{} {}", common.score, rare.score);
    assert!(common.evidence[0].text.contains("common"), "{:?}", common.evidence[0]);
}

#[test]
fn a_reading_says_in_which_language() {
    for (name, listed, says) in [
        ("金正民", "Kim Jong Min", Some("(read in Korean: 김 정민)")),
        ("山田文雄", "Yamada Fumio", Some("(read in Japanese: やまだ ふみお)")),
        ("김정민", "Kim Jong Min", None),
        ("やまだ ふみお", "Yamada Fumio", None),
        ("ﾔﾏﾀﾞ ﾌﾐｵ", "Yamada Fumio", None),
    ] {
        let found = compare(&format!("Person: {name}"), &format!("Person: {listed}"));
        let text = &found.evidence[0].text;
        assert!(says.map_or(!text.contains("read in"), |says| text.contains(says)), "{text}");
    }
}

#[test]
fn places_in_other_names() {
    let of = |names: &[&str]| {
        let mut entity = record(&format!("Organization: {}", names[0]));
        entity.names.extend(names[1..].iter().map(|name| Sourced::new(Name::new(*name), source())));
        entity
    };
    let compare = |a: &[&str], b: &[&str]| {
        let found = PairScreener::new(Policy::default()).unwrap().compare(&of(a), &of(b));
        (found.score, found.evidence.iter().any(|e| e.kind == "name.places-differ"))
    };
    let name = "Ansar al-Charia";
    let (derna, benghazi) = ("Ansar al-Charia Derna", "Ansar al-Charia Benghazi");
    let (one, says) = compare(&[name, derna], &[name]);
    assert!(one > 0.9 && !says, "{one}");
    let (other, says) = compare(&[name, derna], &[name, benghazi]);
    assert!(other < 0.7 && says, "{other}");
    let (shared, says) = compare(&[name, derna], &[name, benghazi, derna]);
    assert!(shared > 0.9 && !says, "{shared}");
}

#[test]
fn a_place_in_a_country_of_the_other() {
    let compare = |country: &str| {
        let house = record(&format!("Organization: Ansar al-Charia{country}"));
        let mut branch = record("Organization: Ansar al-Charia Derna");
        branch.names.push(Sourced::new(Name::new("Ansar al-Charia"), source()));
        let found = PairScreener::new(Policy::default()).unwrap().compare(&house, &branch);
        (found.alert, found.evidence.iter().any(|e| e.kind == "name.places-differ"))
    };
    assert_eq!(compare(""), (true, false), "nobody knows where it is");
    assert_eq!(compare(" | ly"), (true, false), "in the country of the place");
    assert_eq!(compare(" | tn"), (false, true), "elsewhere");
}

#[test]
fn a_part_bears_its_parents_name() {
    let compare = |names: &[&str]| {
        let mut part = record(&format!("Organization: {}", names[0]));
        part.names.extend(names[1..].iter().map(|name| Sourced::new(Name::new(*name), source())));
        let parent = record("Organization: Tahrir al-Bilad");
        let found = PairScreener::new(Policy::default()).unwrap().compare(&parent, &part);
        (found.alert, found.evidence.iter().any(|e| e.kind == "name.of-parent"))
    };
    let whole = "Tahrir al-Bilad Shuhada";
    assert_eq!(compare(&[whole]), (true, false), "more words of one name");
    assert_eq!(compare(&[whole, "Shuhada"]), (false, true), "a name of its own");
    assert_eq!(compare(&[whole, "Shuhada", "Tahrir al-Bilad"]), (true, false), "both are names of its own");
    assert_eq!(compare(&["Tahrir al-Bilad (TB)", "TB"]), (true, false), "an abbreviation");
}

#[test]
fn missing_is_not_contradicting() {
    let bare = compare("Person: Stanislau Brykau", "Person: Stanislau Brykau | born 1961-04-05 | by | male");
    let known =
        compare("Person: Stanislau Brykau | born 1961-04-05", "Person: Stanislau Brykau | born 1961-04-05");
    assert!(bare.alert && known.score > bare.score);
}

const NAMES: [&str; 6] = [
    "Stanislau Brykau",
    "Stanislav Brykov",
    "Ali Hassan",
    "Maria Garcia Lopez",
    "Chen Wei",
    "Viktar Aliaksandravich Brykau",
];
const AGREEING: [(&str, &str); 5] = [
    ("born 1961-04-05", "born 1961-04-05"),
    ("by", "by"),
    ("male", "male"),
    ("passport by MP1234567", "passport by MP1234567"),
    ("lei 549300TRUWO2CD2G5692", "lei 549300TRUWO2CD2G5692"),
];
const CONTRADICTING: [(&str, &str); 5] = [
    ("born 1961-04-05", "born 1931-11-20"),
    ("by", "mx"),
    ("male", "female"),
    ("passport by MP1234567", "passport by MP7654321"),
    ("lei 549300TRUWO2CD2G5692", "lei 7LTWFZYICNSX8D621K86"),
];

proptest! {
    #[test]
    fn evidence_moves_a_score_its_own_way(
        a in 0..NAMES.len(), b in 0..NAMES.len(), have in proptest::collection::vec(any::<(bool, bool)>(), 5), add_at in 0..5_usize,
    ) {
        let (mut left, mut right) = (format!("Person: {}", NAMES[a]), format!("Person: {}", NAMES[b]));
        for (at, (present, agreeing)) in have.iter().enumerate() {
            if *present && at != add_at {
                let (l, r) = if *agreeing { AGREEING[at] } else { CONTRADICTING[at] };
                left = format!("{left} | {l}");
                right = format!("{right} | {r}");
            }
        }
        let before = compare(&left, &right).score;
        let with = |(l, r): (&str, &str)| compare(&format!("{left} | {l}"), &format!("{right} | {r}")).score;
        // Numbers are judged together: the strongest agreement decides, so a contradiction beside an agreement is silent.
        prop_assert!(with(AGREEING[add_at]) >= before, "{left} / {right} + {:?}", AGREEING[add_at]);
        prop_assert!(with(CONTRADICTING[add_at]) <= before, "{left} / {right} + {:?}", CONTRADICTING[add_at]);
    }
}
