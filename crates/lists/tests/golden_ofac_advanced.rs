//! 1. Every element of a made-up advanced XML file arrives, each in its place; what points nowhere is told.
//! 2. A file of changes only is refused.

use tamis_lists::{InputFile, ReadError, read};

use crate::shown::show;

const FILE: &str = include_str!("golden/ofac_advanced.xml");

#[test]
fn every_field() {
    let outcomes = read(&[InputFile { name: "advanced.xml", bytes: FILE.as_bytes() }]);
    let snapshot = outcomes[0].as_ref().unwrap();
    insta::assert_snapshot!("ofac_advanced", show(snapshot));
}

#[test]
fn changes_are_not_a_list() {
    let delta = FILE.replace("Version=\"7\"", "Version=\"7\" DeltaBaseVersion=\"6\"");
    let outcomes = read(&[InputFile { name: "advanced.xml", bytes: delta.as_bytes() }]);
    assert!(matches!(&outcomes[0], Err(ReadError::Broken { what, .. }) if what.contains("changes")));
}
