//! 1. A user's own list in any table reads with every value, its file's stem as the list's name.
//! 2. The EU's annexes read this way: every row an entity, with programme, measure, annex, date and reason as the
//!    listing, and ids that are unique and do not depend on the row; no word of a hundred rows is lost or invented.
//! 3. Rows that cannot be used are reported and the rest is read.

use std::collections::HashSet;

use tamis_lists::{Format, InputFile, Snapshot, read};
use tamis_model::Severity;

use crate::second_path::{draw, invented, lost_words};

fn read_one(name: &str, bytes: &[u8]) -> Snapshot {
    read(&[InputFile { name, bytes }]).remove(0).unwrap()
}

#[test]
fn annexes_of_the_eu() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/lists/eu");
    let (mut rows, mut odd, mut read) = (0, 0, Vec::new());
    let mut ids = HashSet::new();
    for part in ["journal_consolidated", "journal_amendments"] {
        let Ok(entries) = std::fs::read_dir(format!("{folder}/{part}")) else {
            println!("skipped: no {part}");
            return;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let bytes = std::fs::read(&path).unwrap();
            let list = read_one(&name, &bytes);
            assert_eq!(list.format, Format::User);
            assert_eq!(list.entities.len(), list.records as usize, "{name}: {:?}", list.problems);
            rows += list.records;
            let mut reader = csv::Reader::from_reader(&bytes[..]);
            let header = reader.headers().unwrap().clone();
            for (entity, row) in list.entities.iter().zip(reader.records()) {
                // Measures and dates of listings were understood; the rest of the row is to be found again.
                let cells = row.unwrap();
                let cell = |wanted: &str| &cells[header.iter().position(|name| name == wanted).unwrap()];
                let dated =
                    entity.listings[0].listed.is_some() || entity.particulars("startDate").next().is_some();
                assert_eq!(dated, !cell("startDate").is_empty(), "{}", entity.id);
                let rest =
                    header.iter().zip(&cells).filter(|(name, _)| !["measure", "startDate"].contains(name));
                read.push((entity.clone(), rest.map(|(_, text)| text.to_owned()).collect::<Vec<_>>()));
            }
            odd += list.problems.iter().filter(|p| p.severity > Severity::Note).count();
            for entity in &list.entities {
                assert!(ids.insert(entity.id.clone()), "{}", entity.id);
                assert_eq!(entity.listings.len(), 1);
                assert_eq!(entity.listings[0].measures.len(), 1);
            }
        }
    }
    assert_eq!(rows, 8_017 + 417);
    // The second path: the row's words as another reader of CSV finds them.
    for index in draw(read.len(), 23) {
        let (entity, texts) = &read[index];
        assert_eq!(lost_words(entity, texts), [""; 0], "lost of {}", entity.id);
        assert_eq!(invented(entity, texts), [""; 0], "invented for {}", entity.id);
    }
    // Prose in cells for dates and nationalities, and six numbers whose check digits do not fit: kept as written.
    assert!(odd <= 90, "{odd}");
}

#[test]
fn other_tables() {
    for (file, count) in [
        ("lists/ch/fiaa_freezes.csv", 158),
        ("lists/us/csl_names_2026-07.csv", 25_844),
        ("accuracy/spelling_list.csv", 7_161),
    ] {
        let Ok(bytes) =
            std::fs::read(format!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/{}"), file))
        else {
            println!("skipped: no {file}");
            continue;
        };
        let list = read_one(file, &bytes);
        assert_eq!(list.entities.len(), count, "{file}");
    }
}

#[test]
fn every_field_of_an_annex() {
    let csv = "amendedCelex,amendmentCelex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,nationality,birthDate,passportNumber\n\
               32006R0765,32026R1817,62,EU-BLR,I.B,Asset freeze,23.7.2026,\"He; did\",Person,\"Uladzimir (Viktar) SHEYMAN\",\"Foo; \"\"B; C\"\"\",Belarusian,\"(a) 1.1.1964; (b) 1965\",\"R1, South Sudan\"\n\
               32006R0765,32026R1817,62,EU-BLR,I.B,Export control,23.7.2026,,LegalEntity,SIVAKAU; SIVAKOU,,,,\n";
    let list = read_one("folder/32026R1817.csv", csv.as_bytes());
    assert_eq!((list.list.as_str(), list.problems.len()), ("32026R1817", 0), "{:?}", list.problems);
    let [person, firm] = &list.entities[..] else { panic!("{}", list.entities.len()) };
    insta::assert_snapshot!("user_annex", crate::shown::show(&list));
    assert_eq!(person.id.as_str(), "32026R1817:32006R0765/I.B/62");
    assert_eq!(firm.id.as_str(), "32026R1817:32006R0765/I.B/62#2");
    assert_eq!(firm.names[0].value.full, "SIVAKAU; SIVAKOU");
    assert!(!firm.listings[0].freezes());
}

#[test]
fn rows_that_cannot_be_used() {
    let csv = "id,name,country\n1,A,by\n1,B,Utopia\n3,,by\n";
    let list = read_one("mine.csv", csv.as_bytes());
    let ids: Vec<&str> = list.entities.iter().map(|e| e.id.as_str()).collect();
    assert_eq!(ids, ["mine:1", "mine:1#2"]);
    let said: Vec<String> = list.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "mine.csv:3 [country]: \"Utopia\" is no country that is known",
            "mine.csv:3 [id]: another row has this id too; it is \"1#2\" here (give each row its own id)",
            "mine.csv:4: no name in this row; it is left out (give it a name)",
        ]
    );
}

#[test]
fn followthemoney() {
    let text = "{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{\"name\":[\"A\"]}}\nnonsense\n\
                {\"id\":\"s\",\"schema\":\"Sanction\",\"properties\":{\"entity\":[\"p\"],\"program\":[\"X\"]}}\n";
    let list = read_one("os.json", text.as_bytes());
    assert_eq!((list.format, list.records, list.problems.len()), (Format::FtmJson, 1, 1));
    assert_eq!(list.entities[0].listings[0].programmes, ["X"]);
    assert_eq!(list.problems[0].record, 2);
}

#[test]
fn a_record_without_an_id() {
    let record = |id: &str, name: &str| {
        format!("{{{id}\"schema\":\"Person\",\"properties\":{{\"name\":[\"{name}\"]}}}}\n")
    };
    let lines =
        [record("\"id\":\"\",", "Ann LEE"), record("\"id\":\" \",", "Bob LEE"), record("", "Cee LEE")];
    let list = read_one("own.jsonl", lines.concat().as_bytes());
    let ids: Vec<&str> = list.entities.iter().map(|e| e.id.native()).collect();
    // Each is an entity of its own, found by its line, and said to be.
    assert_eq!(ids, ["line-1", "line-2", "line-3"]);
    assert_eq!(list.problems.len(), 3);
}

#[test]
fn a_name_of_no_letter() {
    let list = read_one("own.csv", "name,country\n—,Belarus\n\u{fffd},Belarus\nAnn Lee,Belarus\n".as_bytes());
    let ids: Vec<&str> = list.entities.iter().map(|e| e.id.native()).collect();
    // A dash is no name, and said to be none.
    assert_eq!((ids, list.problems.len()), (vec!["row-3", "annlee"], 1));
}

#[test]
fn a_record_longer_than_what_is_looked_at() {
    // Wherever the start of the file ends within the letters of a long record, in every encoding of them.
    for offset in 0..4 {
        let name = format!("{}{}", "A".repeat(offset), "Ж語𐍈".repeat(2_000));
        let text =
            format!("{{\"id\":\"p\",\"schema\":\"Person\",\"properties\":{{\"name\":[\"{name}\"]}}}}\n");
        let list = read_one("os.json", text.as_bytes());
        assert_eq!((list.format, list.entities[0].caption()), (Format::FtmJson, name.as_str()));
    }
    for broken in [&b"{\"schema\" \"properties\" \xad"[..], b"{\"a\":\xad\n", b"{\xff"] {
        assert!(read(&[InputFile { name: "broken.json", bytes: broken }])[0].is_err());
    }
}

#[test]
fn simple_csv_of_opensanctions() {
    let csv = "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\",\"sanctions\",\"phones\",\"emails\",\"dataset\",\"first_seen\",\"last_seen\",\"last_change\"\n\
               \"NK-1\",\"Person\",\"Viktar SHEIMAN\",\"Victor Sheiman;Виктор Шейман\",\"1958-05-26\",\"by\",\"Minsk\",\"MP1;MP2\",\"EU FSF - 2004\",\"\",\"\",\"EU Financial Sanctions Files\",\"2021-01-01\",\"2024-01-01\",\"2023-01-01\"\n";
    let list = read_one("targets.simple.csv", csv.as_bytes());
    assert_eq!((list.format, list.list.as_str()), (Format::OpenSanctionsSimple, "opensanctions"));
    assert_eq!(list.problems, []);
    insta::assert_snapshot!("opensanctions_simple", crate::shown::show(&list));
}
