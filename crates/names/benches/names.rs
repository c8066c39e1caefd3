//! The names engine: `cargo bench -p tamis-names`.
//!
//! Names come from the official lists where they are beside the checkout (`../shared/data/lists`); without them from the
//! few below, so that the benches run anywhere.
#![allow(clippy::disallowed_methods, reason = "a program that measures: it reads files")]

use std::path::Path;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use tamis_model::SubjectKind;
use tamis_names::{AnalysedName, Prepared, analyse};

/// Names of several scripts and kinds, for want of a list.
const FEW: [(&str, SubjectKind); 6] = [
    ("LUKASHENKA, Alyaksandr Ryhoravich", SubjectKind::Person),
    ("Александр Григорьевич Лукашенко", SubjectKind::Person),
    ("محمود احمدی نژاد", SubjectKind::Person),
    ("김정은", SubjectKind::Person),
    ("OAO \"Belaruskali\" Trading Company Ltd.", SubjectKind::Organization),
    ("National Iranian Oil Company", SubjectKind::Organization),
];

/// Names of OFAC's lists, persons and others, a thousand at most of each file.
fn names() -> Vec<(String, SubjectKind)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/lists/ofac");
    let mut names = Vec::new();
    for file in ["sdn_2024-05-03.csv", "alt_2025-02-27.csv"] {
        let Ok(bytes) = std::fs::read(folder.join(file)) else { continue };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for line in text.lines().step_by(11).take(1000) {
            let mut fields = line.split('"').skip(1).step_by(2);
            let kind =
                if line.contains("individual") { SubjectKind::Person } else { SubjectKind::Organization };
            names.extend(fields.find(|f| f.len() > 3).map(|name| (name.to_owned(), kind)));
        }
    }
    if names.is_empty() {
        names.extend(FEW.map(|(name, kind)| (name.to_owned(), kind)));
    }
    names
}

fn main() {
    divan::main();
}

#[divan::bench]
fn analyse_list_names(bencher: Bencher<'_, '_>) {
    let names = names();
    bencher.counter(ItemsCount::new(names.len())).bench_local(|| {
        names.iter().map(|(name, kind)| analyse(black_box(name), *kind).readings.len()).sum::<usize>()
    });
}

#[divan::bench(args = ["Alexander Lukashenko", "Maria Fernandez", "Ann-Kathrin Olsen"])]
fn analyse_latin_query(name: &str) -> usize {
    analyse(black_box(name), SubjectKind::Person).readings.len()
}

#[divan::bench]
fn likeness_of_two_analysed(bencher: Bencher<'_, '_>) {
    let analysed: Vec<(AnalysedName, Vec<Prepared>)> = names()
        .iter()
        .take(200)
        .map(|(name, kind)| {
            let analysed = analyse(name, *kind);
            let prepared = analysed.readings.iter().map(Prepared::new).collect();
            (analysed, prepared)
        })
        .collect();
    let pairs: usize = analysed.len() * (analysed.len() - 1);
    bencher.counter(ItemsCount::new(pairs)).bench_local(|| {
        let mut sum = 0.0;
        for (i, (a, left)) in analysed.iter().enumerate() {
            for (b, right) in analysed.iter().enumerate().filter(|(j, _)| i != *j).map(|(_, other)| other) {
                sum += left[0].likeness(a.kind, &right[0], b.kind).score;
            }
        }
        sum
    });
}
