//! The inner parts of compiling and searching: `cargo bench -p tamis-catalogue`.
//!
//! The names are made of a few hundred syllable words, so that the figures need no data and stay comparable; the
//! figures that count are those of `examples/scale.rs` on real token frequencies.

use divan::{Bencher, black_box};
use tamis_catalogue::{Catalogue, Scratch, compile};
use tamis_model::{Entity, EntityId, Field, ListId, Name, Schema, Source, Sourced};

const SYLLABLES: [&str; 24] = [
    "al", "ma", "ri", "ko", "ven", "sha", "du", "len", "ta", "mir", "os", "bek", "na", "zur", "pe", "gor",
    "li", "fa", "chen", "ya", "hus", "ro", "din", "sel",
];

/// The word of this number: two or three syllables.
fn word(number: usize) -> String {
    let base = SYLLABLES.len();
    let mut text = format!("{}{}", SYLLABLES[number % base], SYLLABLES[number / base % base]);
    if number.is_multiple_of(3) {
        text.push_str(SYLLABLES[number / 7 % base]);
    }
    text
}

fn person(number: usize, name: &str) -> Entity {
    let mut entity = Entity::new(EntityId::new(&ListId::new("bench"), &number.to_string()), Schema::Person);
    entity.names.push(Sourced::new(Name::new(name), Source::new(0, 1, &Field::from("name"))));
    entity
}

/// Persons whose names are spread so that some words are common and most are not.
fn persons(count: usize) -> Vec<Entity> {
    (0..count)
        .map(|n| person(n, &format!("{} {} {}", word(n % 37), word(n * n % 577), word(n * 31 % 491))))
        .collect()
}

fn catalogue() -> Catalogue {
    let bytes = compile(persons(20_000), &[], &|_| ()).unwrap_or_default();
    match Catalogue::from_bytes(bytes) {
        Ok(catalogue) => catalogue,
        Err(error) => panic!("{error}"),
    }
}

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 5)]
fn compile_thousand(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(|| persons(1000))
        .bench_values(|entities| compile(entities, &[], &|_| ()).map(|b| b.len()));
}

#[divan::bench]
fn understand_unknown(bencher: Bencher<'_, '_>) {
    let catalogue = catalogue();
    let subject = person(0, "Marika Osbekna Dinselpe");
    bencher
        .with_inputs(Scratch::new)
        .bench_values(|mut scratch| black_box(catalogue.understand(&subject, &mut scratch)).readings().len());
}

#[divan::bench]
fn understand_remembered(bencher: Bencher<'_, '_>) {
    let catalogue = catalogue();
    let subject = person(0, "Marika Osbekna Dinselpe");
    let mut scratch = Scratch::new();
    bencher.bench_local(|| catalogue.understand(&subject, &mut scratch).readings().len());
}

#[divan::bench(args = ["Alal Kori", "Marika Osbekna Dinselpe", "Dulen Venvenchen Rimamir"])]
fn candidates(bencher: Bencher<'_, '_>, name: &str) {
    let catalogue = catalogue();
    let mut scratch = Scratch::new();
    let query = catalogue.understand(&person(0, name), &mut scratch);
    bencher.bench_local(|| catalogue.candidates(&query, &mut scratch, 1000).map(|c| c.found.len()));
}
