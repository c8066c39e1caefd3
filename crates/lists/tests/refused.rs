//! 1. An empty file, and one that is no list, is refused with what it seems to be; the other files are read.
//! 2. An OFAC file without its end mark is refused with its set; one that adds to a list that is not there, by itself.
//! 3. A row that cannot be read, or that adds to nothing, is told with file and line, and the rest is read.

use tamis_lists::{InputFile, ReadError, read, recognise};

#[test]
fn no_lists() {
    let files = [
        InputFile { name: "empty.csv", bytes: b"" },
        InputFile { name: "blank.csv", bytes: b"\xEF\xBB\xBF \r\n\x1a" },
        InputFile { name: "report.pdf", bytes: b"%PDF-1.7" },
        InputFile { name: "bare.csv", bytes: b"17,\"Example Trading and Shipping Company\"\r\n" },
    ];
    let outcomes = read(&files);
    assert_eq!(outcomes.len(), 4);
    assert!(matches!(&outcomes[0], Err(ReadError::Empty { file }) if file == "empty.csv"));
    assert!(matches!(&outcomes[1], Err(ReadError::Empty { .. })));
    assert!(matches!(&outcomes[2], Err(ReadError::Unrecognised { why, .. }) if why.contains("PDF")));
    assert!(matches!(&outcomes[3], Err(ReadError::Unrecognised { why, .. }) if why.contains("header row")));
    assert!(files.iter().all(|file| recognise(file).is_none()));
}

const PRIMARY: &str = "7,\"EXAMPLE TRADING\",-0- ,\"CUBA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\
    8,\"ROE, Jane\",\"individual\",\"SDGT\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 1970.\"\r\n\x1a";
const ALTERNATES: &str = "7,1,\"aka\",\"EXTRA\",-0- \r\n8,2,\"fka\",\"DOE, Jane\",-0- \r\n\x1a";

#[test]
fn an_ofac_file_without_its_end_is_refused() {
    let whole = [
        InputFile { name: "a", bytes: PRIMARY.as_bytes() },
        InputFile { name: "b", bytes: ALTERNATES.as_bytes() },
    ];
    let snapshots = read(&whole);
    assert_eq!(snapshots.len(), 1);
    assert_eq!(snapshots[0].as_ref().unwrap().entities.len(), 2);
    for (at, broken) in ["a", "b"].iter().enumerate() {
        let mut files = whole;
        files[at].bytes = &files[at].bytes[..files[at].bytes.len() - 10];
        let outcomes = read(&files);
        assert_eq!(outcomes.len(), 1);
        let Err(ReadError::Broken { file, line: 2, what, hint }) = &outcomes[0] else {
            panic!("{outcomes:?}")
        };
        assert_eq!(file, broken);
        assert!(what.contains("end mark") && hint.contains("download"));
    }
}

#[test]
fn a_companion_without_its_list_is_refused() {
    let alone = read(&[InputFile { name: "alt.csv", bytes: ALTERNATES.as_bytes() }]);
    assert!(matches!(&alone[..], [Err(ReadError::Companion { file, .. })] if file == "alt.csv"));
    // The alternates of other entries do not belong to this list.
    let other = ALTERNATES.replace("7,1", "97,1").replace("8,2", "98,2");
    let outcomes = read(&[
        InputFile { name: "alt.csv", bytes: other.as_bytes() },
        InputFile { name: "sdn.csv", bytes: PRIMARY.as_bytes() },
    ]);
    assert!(
        matches!(&outcomes[0], Err(ReadError::Companion { what, .. }) if what.contains("sdn.csv has only 0"))
    );
    assert_eq!(outcomes[1].as_ref().unwrap().list.as_str(), "us-ofac-sdn");
}

#[test]
fn rows_that_cannot_be_read_are_told() {
    let text = PRIMARY.replace("8,\"ROE", "9,\"stray\r\n8,\"ROE");
    let outcomes = read(&[
        InputFile { name: "sdn.csv", bytes: text.as_bytes() },
        InputFile { name: "alt.csv", bytes: ALTERNATES.replace("7,1", "70,1").as_bytes() },
    ]);
    let snapshot = outcomes[0].as_ref().unwrap();
    assert_eq!((snapshot.records, snapshot.entities.len()), (3, 2));
    let told: Vec<_> = snapshot.problems.iter().map(|p| (&*p.file, p.record, &*p.message)).collect();
    assert_eq!(
        told,
        [
            ("sdn.csv", 2, "not twelve cells with an entry number and a name, but 2"),
            ("alt.csv", 1, "entry \"70\" is not in sdn.csv"),
        ]
    );
}
