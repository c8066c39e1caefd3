//! 1. Any usual delimiter and encoding gives the same cells.
//! 2. Quoted delimiters, quotes and line ends belong to their cell.
//! 3. A stray quote costs no row: it is reported with its line, and every other row is read as it stands.
//! 4. Rows with too many or too few cells are read and reported.
//! 5. Rows above the header are left out, and this is said.

use tamis_model::Problem;
use tamis_tables::{Kind, Options, Source, Table, TableError};

struct Read {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    problems: Vec<String>,
}

fn read(bytes: &[u8]) -> Read {
    let mut table = Table::open("t", Source::Bytes(bytes), &Options::default()).unwrap();
    assert_eq!(table.kind(), Kind::Delimited);
    let mut said: Vec<Problem> = Vec::new();
    let mut rows = Vec::new();
    for row in table.by_ref() {
        let mut row = row.unwrap();
        said.append(&mut row.problems);
        rows.push(row.cells().unwrap().iter().map(str::to_owned).collect());
    }
    said.extend(table.take_notes());
    Read { columns: table.columns().to_vec(), rows, problems: said.iter().map(ToString::to_string).collect() }
}

#[test]
fn delimiters() {
    for delimiter in [",", ";", "\t", "|"] {
        let text = "id,name,country\n1,\"Müller, Hans; jr.\",DE\n2,Łukasz,PL\n".replace(',', "\u{1}");
        let text = text.replace("Müller\u{1}", "Müller,").replace('\u{1}', delimiter);
        let found = read(text.as_bytes());
        assert_eq!(found.columns, ["id", "name", "country"], "{delimiter:?}");
        assert_eq!(found.rows, [["1", "Müller, Hans; jr.", "DE"], ["2", "Łukasz", "PL"]], "{delimiter:?}");
        assert_eq!(found.problems, [] as [&str; 0]);
    }
}

#[test]
fn encodings() {
    let text = "id;name;Wohnort\r\n1;Jörg Müßig;Köln\r\n2;Özdemir;Zürich\r\n";
    let wanted = [["1", "Jörg Müßig", "Köln"], ["2", "Özdemir", "Zürich"]];
    let utf16 = |mark: bool, big: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let marked: Vec<u8> = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    for (name, bytes, note) in [
        ("UTF-8", text.as_bytes().to_vec(), ""),
        ("UTF-8 with mark", marked, ""),
        ("UTF-16LE with mark", utf16(true, false), ""),
        ("UTF-16BE with mark", utf16(true, true), ""),
        ("UTF-16LE", utf16(false, false), "read as UTF-16LE"),
        ("UTF-16BE", utf16(false, true), "read as UTF-16BE"),
        ("Latin-1", latin, "not UTF-8; read as windows-1252"),
    ] {
        let found = read(&bytes);
        assert_eq!(found.rows, wanted, "{name}");
        assert_eq!(found.columns, ["id", "name", "Wohnort"], "{name}");
        assert_eq!(found.problems.len(), usize::from(!note.is_empty()), "{name}: {:?}", found.problems);
        assert!(found.problems.iter().all(|p| p.contains(note)), "{name}: {:?}", found.problems);
    }
}

#[test]
fn a_late_accent_is_still_read() {
    let mut bytes = b"id,name\n".to_vec();
    for n in 0..20_000 {
        bytes.extend(format!("{n},Plain Name\n").bytes());
    }
    bytes.extend(b"x,M\xFCller\n");
    let found = read(&bytes);
    assert_eq!(found.rows.last().unwrap(), &["x", "Müller"]);
    assert_eq!(found.problems.len(), 1);
}

#[test]
fn quoted_cells() {
    let found = read(b"id,name,notes\n1,\"A \"\"B\"\" C\",\"two\nlines, one cell\"\n2,\"\", \"x\" \n");
    assert_eq!(found.rows, [["1", "A \"B\" C", "two\nlines, one cell"], ["2", "", "x"]]);
    assert_eq!(found.problems, [] as [&str; 0]);
}

#[test]
fn stray_quotes() {
    for (line, cells) in [
        ("2,\"Ann, Inc,x", vec!["2", "\"Ann", " Inc", "x"]),
        ("2,\"Ann,x", vec!["2", "\"Ann", "x"]),
        ("2,Ann,\"x", vec!["2", "Ann", "\"x"]),
        ("2,\"Joint \"Venture\" LLC\",x", vec!["2", "Joint \"Venture\" LLC", "x"]),
        ("2,\"b\"c,x", vec!["2", "\"b\"c", "x"]),
    ] {
        let text = format!("id,name,notes\n1,One,a\n{line}\n3,\"Three, Ltd\",c\n4,Four,\"d\"\n");
        let found = read(text.as_bytes());
        assert_eq!(found.rows[1], cells, "{line}");
        assert_eq!(found.rows[0], ["1", "One", "a"], "{line}");
        assert_eq!(found.rows[2..], [["3", "Three, Ltd", "c"], ["4", "Four", "d"]], "{line}");
        assert!(
            found.problems[0].starts_with(":3: a quote that does not belong there"),
            "{:?}",
            found.problems
        );
    }
}

#[test]
fn rows_in_one_pair_of_quotes_are_pointed_out() {
    let found = read(b"id,name,notes\n1,One,\"a\n2,Two,b\"\n3,Three,c\n");
    assert_eq!(found.rows.len(), 2);
    assert!(found.problems[0].starts_with(":2: quotes hold several lines together"), "{:?}", found.problems);
}

#[test]
fn too_many_and_too_few_cells() {
    let found = read(b"id,name,country\n1,A\n2,B,de,x,y\n3,C,fr,,\n");
    assert_eq!(found.rows.len(), 3);
    assert_eq!(
        found.problems,
        [
            ":2: 2 cells where the header has 3; the missing ones are taken for empty",
            ":3: 5 cells where the header has 3; those beyond it are not read",
        ]
    );
}

#[test]
fn rows_above_the_header() {
    let found = read(b"Report Date: 10-Sep-2026,,\n,,\nUnique ID,Name,Regime\nAFG0001,ABDUL,Afghanistan\n");
    assert_eq!(found.columns, ["Unique ID", "Name", "Regime"]);
    assert_eq!(found.rows, [["AFG0001", "ABDUL", "Afghanistan"]]);
    assert_eq!(found.problems, [":4: 1 row(s) above the header were left out"]);
}

#[test]
fn excel_says_its_delimiter() {
    let found = read(b"sep=;\r\nid;name\r\n1;A,B\r\n");
    assert_eq!(found.rows, [["1", "A,B"]]);
}

#[test]
fn what_is_no_table() {
    for (bytes, expected) in [
        (&b""[..], "t: the file is empty"),
        (b"  \r\n\n", "t: the file is empty"),
        (b"%PDF-1.7 ...", "t: not a table but a PDF document"),
        (b"<?xml version='1.0'?><a/>", "t: not a table but XML"),
        (b"PK\x03\x04 nothing more", "t: the workbook is damaged: its directory is missing"),
    ] {
        let error = Table::open("t", Source::Bytes(bytes), &Options::default()).err().unwrap();
        assert!(error.to_string().starts_with(expected), "{error}");
    }
    let only_header = read(b"id,name\n");
    assert_eq!((only_header.columns.len(), only_header.rows.len()), (2, 0));
    assert!(matches!(
        Table::open("t", Source::Bytes(b"\x1F\x8Bgarbage"), &Options::default()),
        Err(TableError::Unreadable { .. })
    ));
}
