//! How long the largest real files take to read; without the folder of real lists beside the checkout, nothing is measured.
#![allow(clippy::disallowed_methods, reason = "benches read files")]

use std::path::Path;

use tamis_lists::{InputFile, read};

fn main() {
    divan::main();
}

/// The files of one reading, by their places in the folder of real lists.
const READINGS: [&[&str]; 12] = [
    &[
        "ofac/sdn_2024-05-03.csv",
        "ofac/alt_2025-02-27.csv",
        "ofac/add_2025-02-27.csv",
        "ofac/sdn_comments_2025-02-27.csv",
    ],
    &["ofac/cons_prim.csv", "ofac/cons_alt.csv", "ofac/cons_add.csv"],
    &["ofac/consolidated_2025-03-28.xml"],
    &["us/csl_2022-04-21.csv.gz"],
    &["us/dpl.txt"],
    &["un/consolidated_2026-02-27.xml"],
    &["un/consolidated_2025-04-19.xml"],
    &["eu/eu_old_global_2017.xml"],
    &["uk/ofsi_conlist_2018-04-13.csv"],
    &["uk/uksl_fcdo_2025-08-11.ods"],
    &["ca/sema_2025.xml"],
    &["jp/meti_russia_2025-09-12.txt"],
];

/// The folder of real lists.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/lists");

#[divan::bench(args = READINGS)]
fn reading(bencher: divan::Bencher<'_, '_>, names: &[&str]) {
    let folder = Path::new(FOLDER);
    let contents: Vec<Vec<u8>> =
        names.iter().filter_map(|name| std::fs::read(folder.join(name)).ok()).collect();
    let files: Vec<_> = names.iter().zip(&contents).map(|(name, bytes)| InputFile { name, bytes }).collect();
    bencher
        .bench(|| read(&files).into_iter().flatten().map(|snapshot| snapshot.entities.len()).sum::<usize>());
}

/// The annexes of 45 acts of the EU, 8,017 rows, as lists of a user's own.
#[divan::bench]
fn annexes_of_the_eu(bencher: divan::Bencher<'_, '_>) {
    let entries = std::fs::read_dir(Path::new(FOLDER).join("eu/journal_consolidated"));
    let mut paths: Vec<_> = entries.into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let contents: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    let files: Vec<_> = contents.iter().map(|bytes| InputFile { name: "annex.csv", bytes }).collect();
    bencher
        .bench(|| read(&files).into_iter().flatten().map(|snapshot| snapshot.entities.len()).sum::<usize>());
}
