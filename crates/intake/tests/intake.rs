//! 1. A table of customers gives a subject a row, in its order, with its id or row number.
//! 2. A row that says nothing is a subject with a problem; an id that comes again is reported.
//! 3. The customer files of the accuracy sets read without problems.
//! 4. JSON lines, a JSON array, FollowTheMoney records and a mapped German table say the same of the same customer.
//! 5. Pairs read from a table and from records.
//! 6. A name is made of its parts where there is no whole one, and knows its parts where there is.
//! 7. Dates that can be read in two ways are taken in both, and this is said once; a column that shows its order is
//!    read in that order.
//! 8. Whoever has a birth date is a person, whatever its column is called; a date of making makes nobody one.
#![allow(clippy::disallowed_methods, reason = "tests read files")]

use tamis_intake::{Mapping, Pairs, Settings, Source, Subject, Subjects};
use tamis_model::{PartKind, Schema};

fn subjects(text: &str, settings: &Settings) -> (Vec<Subject>, Vec<String>) {
    let mut all = Subjects::open("f", Source::Bytes(text.as_bytes()), settings).unwrap();
    let subjects: Vec<Subject> = all.by_ref().map(Result::unwrap).collect();
    let said = subjects.iter().flat_map(|s| s.problems.clone()).chain(all.take_notes());
    let said = said.map(|p| p.to_string()).collect();
    (subjects, said)
}

#[test]
fn subjects_of_a_table() {
    let csv = "id,full_name,date_of_birth,nationality\np1,Viktar SHEIMAN,1958-05-26,Belarus\n,,,\n\"\",,1970,\n,Ali,,de\n";
    let subjects =
        Subjects::open("customers.csv", Source::Bytes(csv.as_bytes()), &Settings::default()).unwrap();
    let subjects: Vec<_> = subjects.map(Result::unwrap).collect();
    let ids: Vec<&str> = subjects.iter().map(|s| s.id.as_str()).collect();
    assert_eq!(ids, ["p1", "2", "3"]);
    assert_eq!(subjects[0].entity.names[0].value.full, "Viktar SHEIMAN");
    assert_eq!(
        subjects[1].problems[0].to_string(),
        "customers.csv:4: neither a name nor a number to look for"
    );
}

#[test]
fn accuracy_sets() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/accuracy");
    for (file, count) in [
        ("ofac_customers.csv", 1380),
        ("un_customers.csv", 683),
        ("clean_customers_us.csv", 20_000),
        ("clean_customers_global.csv", 20_000),
    ] {
        let Ok(bytes) = std::fs::read(format!("{folder}/{file}")) else {
            println!("skipped: no {file}");
            continue;
        };
        let mut subjects = Subjects::open(file, Source::Bytes(&bytes), &Settings::default()).unwrap();
        assert_eq!(subjects.take_notes(), [], "{file}");
        let subjects: Vec<_> = subjects.map(Result::unwrap).collect();
        assert_eq!(subjects.len(), count, "{file}");
        assert!(subjects.iter().all(|s| !s.entity.names.is_empty()), "{file}");
    }
}

#[test]
fn one_customer_in_many_dresses() {
    let german = Settings { mapping: Mapping::parse(["Wer=name", "id=Lfd"]).unwrap(), ..Settings::default() };
    let usual = Settings::default();
    let mut seen = Vec::new();
    for (text, settings) in [
        ("id,name,birth_date,nationality,passport\np1,Viktar SHEIMAN,1958-05-26,Belarus,MP 1\n", &usual),
        (
            "Lfd;Wer;Geburtsdatum;Staatsangehörigkeit;Reisepass\np1;Viktar SHEIMAN;26.05.1958;belarusian;MP1\n",
            &german,
        ),
        (
            "{\"id\":\"p1\",\"full_name\":\"Viktar SHEIMAN\",\"dob\":\"1958-05-26\",\"nationality\":[\"BY\"],\"passport\":\"MP1\"}\n",
            &usual,
        ),
        (
            "[{\"id\":\"p1\",\n \"name\":\"Viktar SHEIMAN\",\"birthDate\":\"1958-05-26\",\"nationality\":\"by\",\"passportNumber\":\"MP1\"}]",
            &usual,
        ),
        (
            "{\"id\":\"p1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Viktar SHEIMAN\"],\"birthDate\":[\"1958-05-26\"],\"nationality\":[\"by\"],\"passportNumber\":[\"MP1\"]}}",
            &usual,
        ),
    ] {
        let (found, said) = subjects(text, settings);
        assert_eq!(said, [] as [&str; 0], "{text}");
        let [subject] = &found[..] else { panic!("{} subjects", found.len()) };
        let e = &subject.entity;
        seen.push((
            subject.id.clone(),
            e.schema.clone(),
            e.names[0].value.full.clone(),
            e.births[0].value,
            e.countries[0].value.country,
            (e.identifiers[0].value.kind, e.identifiers[0].value.number.clone()),
        ));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
    assert_eq!(seen[0].1, Schema::Person);
}

#[test]
fn ids_that_come_again() {
    let (found, said) = subjects("id,name\na,X\na,Y\n", &Settings::default());
    assert_eq!(found.len(), 2);
    assert_eq!(said, ["f:3 [id]: another row has the id \"a\" too (give each row its own id)"]);
}

#[test]
fn pairs() {
    let table = "id,schema,name1,name2,is_match\nn0,Person,Olaf Schulze,Olaf Scholz,true\n";
    let found: Vec<_> =
        Pairs::open("p", Source::Bytes(table.as_bytes())).unwrap().map(Result::unwrap).collect();
    assert_eq!(found[0].right.names[0].value.full, "Olaf Scholz");
    assert_eq!(found[0].cells.len(), 5);
    assert!(found[0].problems.is_empty());
    let odd = "schema,name1,name2\nPersn,Olaf Schulze,Olaf Scholz\nPerson,,Olaf Scholz\n";
    let odd = Pairs::open("p", Source::Bytes(odd.as_bytes())).unwrap();
    let told: Vec<String> = odd.flat_map(|pair| pair.unwrap().problems).map(|p| p.to_string()).collect();
    assert!(told[0].starts_with("p:2 [schema]: \"Persn\" is no kind of party"), "{told:?}");
    assert!(told[1].starts_with("p:3 [name1]: no name to compare"), "{told:?}");
    assert_eq!(told.len(), 2);
    let records = r#"{"id":"c7","left":{"schema":"Company","properties":{"name":["SiemensAG"]}},"right":{"schema":"Company","properties":{"name":["Siemens AG"]}}}
{"id":"c8","left":{"schema":"Company"},"right":1}"#;
    let mut found = Pairs::open("p", Source::Bytes(records.as_bytes())).unwrap();
    let first = found.next().unwrap().unwrap();
    assert_eq!((first.id.as_str(), first.left.names[0].value.full.as_str()), ("c7", "SiemensAG"));
    let second = found.next().unwrap().unwrap_err().to_string();
    assert!(second.starts_with("p:2 [left]: no FollowTheMoney record"), "{second}");
    assert!(found.next().is_none());
}

#[test]
fn parts_of_names() {
    let (found, _) = subjects(
        "id,first_name,patronymic,last_name\n1,Viktar,Uladzimiravich,Sheiman\n",
        &Settings::default(),
    );
    let name = &found[0].entity.names[0].value;
    assert_eq!(name.full, "Viktar Uladzimiravich Sheiman");
    assert_eq!(name.part(PartKind::Family), Some("Sheiman"));
    let (found, _) =
        subjects("name,first_name,last_name\nSHEIMAN Viktar,Viktar,Sheiman\n", &Settings::default());
    let name = &found[0].entity.names[0].value;
    assert_eq!((name.full.as_str(), name.part(PartKind::Given)), ("SHEIMAN Viktar", Some("Viktar")));
    assert_eq!(found[0].entity.names.len(), 1);
}

#[test]
fn dates_in_two_ways() {
    let births = |text: &str| {
        let (found, said) = subjects(text, &Settings::default());
        (found[0].entity.births.iter().map(|b| b.value.to_string()).collect::<Vec<_>>(), said)
    };
    let (both, said) = births("name,dob\nA,03/04/1962\nB,05/06/1962\n");
    assert_eq!(both, ["1962-04-03", "1962-03-04"]);
    assert_eq!(
        said,
        [
            "f [dob]: dates such as \"03/04/1962\" can be read in two ways; both are taken (write dates as 1962-04-03)"
        ]
    );
    assert_eq!(births("name,dob\nA,03/04/1962\nB,12/31/1962\n"), (vec!["1962-03-04".into()], vec![]));
    assert_eq!(births("name,dob\nA,03/04/1962\nB,31/12/1962\n"), (vec!["1962-04-03".into()], vec![]));
}

#[test]
fn values_that_are_not_understood() {
    let (found, said) = subjects("name,dob,country,imo\nA,2090-01-01,Utopia,9074728\n", &Settings::default());
    let entity = &found[0].entity;
    assert!(entity.births.is_empty());
    assert_eq!(entity.particulars("birthDate").collect::<Vec<_>>(), ["2090-01-01"]);
    assert_eq!(
        (entity.countries[0].value.country, entity.countries[0].value.text.as_str()),
        (None, "Utopia")
    );
    assert_eq!(
        said,
        [
            "f:2 [dob]: \"2090-01-01\" lies in the future; it is not used",
            "f:2 [country]: \"Utopia\" is no country that is known",
            "f:2 [imo]: \"9074728\": the check digits do not fit (look for a typing error)",
        ]
    );
}

#[test]
fn five_hundred_aliases() {
    let aliases: Vec<String> = (0..500).map(|n| format!("Alias {n}")).collect();
    let (found, said) = subjects(&format!("name,alias\nA,{}\n", aliases.join("; ")), &Settings::default());
    assert_eq!((found[0].entity.names.len(), said.len()), (501, 0));
}

#[test]
fn who_has_a_birth_date() {
    for (header, map, schema) in [
        ("name,Geb", Some("birthDate=Geb"), Schema::Person),
        ("name,date of birth", None, Schema::Person),
        ("name,incorporation date", None, Schema::LegalEntity),
    ] {
        let settings = Settings { mapping: Mapping::parse(map).unwrap(), ..Settings::default() };
        let (found, said) = subjects(&format!("{header}\nKlettner,1958-05-26\n"), &settings);
        assert_eq!(
            (&found[0].entity.schema, found[0].entity.births.len()),
            (&schema, 1),
            "{header} {said:?}"
        );
    }
}
