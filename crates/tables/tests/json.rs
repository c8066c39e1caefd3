//! 1. JSON lines, an array, an array laid out over lines, and any of them gzipped give the same objects.
//! 2. A line that is no object is reported with its line, and the rest is read.
//! 3. A table of any length is read without holding it.
//! 4. Any cells written by the rules of CSV are read as they were.

use std::io::{Read, Write};

use proptest::test_runner::Config;
use tamis_tables::{Body, Kind, Layout, Mapping, Options, Source, Table};

fn names(bytes: &[u8]) -> (Kind, Vec<String>, Vec<String>) {
    let mut table = Table::open("j", Source::Bytes(bytes), &Options::default()).unwrap();
    let (mut names, mut said) = (Vec::new(), Vec::new());
    for row in table.by_ref() {
        match row {
            Ok(row) => match row.body {
                Body::Object(object) => {
                    names.push(format!("{}:{}", row.line, object["name"].as_str().unwrap()));
                }
                Body::Cells(cells) => names.push(format!("{}:{}", row.line, cells.get(1).unwrap())),
            },
            Err(problem) => said.push(problem.to_string()),
        }
    }
    (table.kind(), names, said)
}

#[test]
fn objects() {
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let lines = "{\"name\":\"A\"}\n{\"name\":\"B}\"}\n";
    let array = "[{\"name\":\"A\"},\n{\"name\":\"B}\"}]";
    for bytes in [
        lines.into(),
        gzip(lines),
        array.into(),
        gzip(array),
        b"\xEF\xBB\xBF{\"name\":\"A\"}\n{\"name\":\"B}\"}".to_vec(),
    ] {
        assert_eq!(names(&bytes).1, ["1:A", "2:B}"]);
    }
    assert_eq!(names(&gzip("id,name\n1,A\n2,B\n")).1, ["2:A", "3:B"]);
    let laid_out = "{\n \"name\": \"A\",\n \"x\": {\"y\": \"}\\\"\"}\n}\n{\n \"name\": \"B\"\n}\n";
    assert_eq!(names(laid_out.as_bytes()), (Kind::JsonArray, vec!["1:A".into(), "5:B".into()], vec![]));
}

#[test]
fn lines_that_are_no_objects() {
    let (kind, found, said) = names(b"{\"name\":\"A\"}\n{\"name\":\n17\n\n{\"name\":\"B\"}");
    assert_eq!((kind, found), (Kind::JsonLines, vec!["1:A".into(), "5:B".into()]));
    assert_eq!(
        said,
        [
            ":2: no JSON: EOF while parsing a value (look at column 8)",
            ":3: no JSON object (write one object a line)",
        ]
    );
    let deep = format!("{{\"name\":\"A\"}}\n{{\"name\":{}\n", "[".repeat(100_000));
    assert_eq!(names(deep.as_bytes()).2.len(), 1);
}

/// Rows that are made as they are read.
struct Endless {
    left: usize,
}

const ROW: &[u8] = b"7,\"A name, quoted\",DE\n";

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(self.left);
        for byte in &mut buffer[..count] {
            *byte = ROW[(ROW.len() - self.left % ROW.len()) % ROW.len()];
            self.left -= 1;
        }
        Ok(count)
    }
}

#[test]
fn as_it_comes() {
    // 300,000 rows are 6 MB and come from no memory: the reader makes them byte by byte.
    let reader = std::io::Cursor::new(b"id,name,country\n").chain(Endless { left: 300_000 * ROW.len() });
    let mut table = Table::open("big", Source::Read(Box::new(reader)), &Options::default()).unwrap();
    let layout = Layout::new(&mut table, &Mapping::default()).unwrap();
    assert!(layout.holds_names());
    assert_eq!(table.map(Result::unwrap).filter(|row| row.problems.is_empty()).count(), 300_000);
}

proptest::proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::default() })]
    #[test]
    fn any_cells(rows in proptest::collection::vec(proptest::collection::vec("[a-c \",;\n\t|é]{0,8}", 3), 1..8)) {
        let mut text = String::from("id,name,country\n");
        for row in &rows {
            let cells: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            text += &cells.join(",");
            text.push('\n');
        }
        let table = Table::open("p", Source::Bytes(text.as_bytes()), &Options::default()).unwrap();
        let read: Vec<Vec<String>> =
            table.map(|row| row.unwrap().cells().unwrap().iter().map(str::to_owned).collect()).collect();
        let expected: Vec<Vec<String>> =
            rows.into_iter().filter(|row| row.iter().any(|c| !c.trim().is_empty())).collect();
        proptest::prop_assert_eq!(read, expected);
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        if let Ok(mut table) = Table::open("p", Source::Bytes(&bytes), &Options::default()) {
            if let Ok(mut layout) = Layout::new(&mut table, &Mapping::default()) {
                for row in table.by_ref().flatten() {
                    layout.read(row, 0, None);
                }
            }
            table.count();
        }
    }
}
