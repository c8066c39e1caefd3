//! 1. An empty file, and one that is no list, is refused with what it seems to be; the other files are read.

use tamis_lists::{InputFile, ReadError, read, recognise};

#[test]
fn no_lists() {
    let files = [
        InputFile { name: "empty.csv", bytes: b"" },
        InputFile { name: "blank.csv", bytes: b"\xEF\xBB\xBF \r\n\x1a" },
        InputFile { name: "report.pdf", bytes: b"%PDF-1.7" },
    ];
    let outcomes = read(&files);
    assert_eq!(outcomes.len(), 3);
    assert!(matches!(&outcomes[0], Err(ReadError::Empty { file }) if file == "empty.csv"));
    assert!(matches!(&outcomes[1], Err(ReadError::Empty { .. })));
    assert!(matches!(&outcomes[2], Err(ReadError::Unrecognised { why, .. }) if why.contains("PDF")));
    assert!(files.iter().all(|file| recognise(file).is_none()));
}
