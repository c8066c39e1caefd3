//! 1. A flipped bit is refused or changes nothing: whatever is answered is what the whole file answers.
//! 2. A file that is cut anywhere, or that goes on behind its end, is refused.
//! 3. A foreign file, another format version and an empty file are refused, each with its own reason.
//! 4. Two processes that write at once leave a whole catalogue; what a killed one left beside it does not matter.

use proptest::prelude::*;
use tamis_catalogue::{Candidates, Catalogue, CatalogueError, Scratch, compile, write};
use tamis_model::{Entity, Identifier, IdentifierKind};

use crate::made::{crowd, person, said};

fn bytes() -> Vec<u8> {
    let mut entities = crowd(2);
    entities[5].identifiers.push(said(Identifier::new(IdentifierKind::Passport, "MP1234567")));
    compile(entities, &[], &|_| ()).unwrap()
}

/// Everything that a catalogue can be asked, or the reason why it will not say.
fn asked(bytes: Vec<u8>) -> Result<(Candidates, Candidates, Vec<Entity>), CatalogueError> {
    let catalogue = Catalogue::from_bytes(bytes)?;
    let mut scratch = Scratch::new();
    let mut subject = person(0, &["Aliaksandr Lukashenka", "Mohamed Rahmani"]);
    subject.identifiers.push(said(Identifier::new(IdentifierKind::Passport, "MP1234567")));
    let query = catalogue.understand(&subject, &mut scratch);
    let found = catalogue.candidates(&query, &mut scratch, 1000)?;
    let scanned = catalogue.scan(&query, &mut scratch, 1000)?;
    let entities = catalogue.indexes().map(|i| catalogue.entity(i)).collect::<Result<_, _>>()?;
    Ok((found, scanned, entities))
}

#[test]
fn flipped_bits() {
    let whole = bytes();
    let answer = asked(whole.clone()).unwrap();
    let refused = std::cell::Cell::new(0);
    proptest!(ProptestConfig::with_cases(300), |(at in 0..whole.len(), bit in 0..8_u32)| {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << bit;
        match asked(flipped) {
            Ok(same) => prop_assert!(same == answer, "byte {} bit {}", at, bit),
            Err(_) => refused.set(refused.get() + 1),
        }
    });
    assert!(refused.get() > 200, "only {} of 300 were noticed", refused.get());
}

#[test]
fn every_bit_of_the_header() {
    let whole = bytes();
    for at in (0..4096 * 8).step_by(7) {
        let mut flipped = whole.clone();
        flipped[at / 8] ^= 1 << (at % 8);
        assert!(Catalogue::from_bytes(flipped).is_err(), "bit {at}");
    }
}

#[test]
fn cut_and_lengthened() {
    let whole = bytes();
    for length in [0, 1, 7, 8, 1024, 4095, 4096, 4097, whole.len() / 2, whole.len() - 1] {
        assert!(Catalogue::from_bytes(whole[..length].to_vec()).is_err(), "{length}");
    }
    let mut longer = whole.clone();
    longer.push(0);
    let refused = Catalogue::from_bytes(longer).err().unwrap();
    assert!(matches!(refused, CatalogueError::Length { .. }), "{refused}");
}

#[test]
fn foreign_and_older() {
    let refused = |bytes: Vec<u8>| Catalogue::from_bytes(bytes).err().unwrap();
    assert!(matches!(refused(Vec::new()), CatalogueError::Foreign(_)));
    assert!(matches!(refused(b"<?xml version=\"1.0\"?>".repeat(500)), CatalogueError::Foreign(_)));
    let mut older = bytes();
    older[8] ^= 1;
    let refused = refused(older);
    assert!(matches!(refused, CatalogueError::Version { .. }), "{refused}");
    assert!(refused.to_string().contains("compile it again"), "{refused}");
}

#[test]
fn written_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("catalogue.tamis");
    let (one, other) = (bytes(), compile(crowd(1), &[], &|_| ()).unwrap());
    // What a killed process leaves.
    std::fs::write(folder.path().join(".catalogue-dead.part"), b"TAMISCAT half").unwrap();
    std::thread::scope(|scope| {
        for content in [&one, &other, &one, &other] {
            let place = &place;
            scope.spawn(move || (0..10).for_each(|_| write(place, content).unwrap()));
        }
        for _ in 0..20 {
            if place.exists() {
                Catalogue::open(&place).unwrap().check().unwrap();
            }
        }
    });
    let catalogue = Catalogue::open(&place).unwrap();
    catalogue.check().unwrap();
    assert!(catalogue.entity(catalogue.indexes().next().unwrap()).is_ok());
    let missing = Catalogue::open(&folder.path().join("none")).err().unwrap();
    assert!(matches!(missing, CatalogueError::File { .. }));
}
