//! Entities made for the tests.

use tamis_catalogue::{Catalogue, compile};
use tamis_model::{Entity, EntityId, Field, ListId, Name, Schema, Source, Sourced};

/// A value that was read nowhere in particular.
pub fn said<T>(value: T) -> Sourced<T> {
    Sourced::new(value, Source::new(0, 1, &Field::from("name")))
}

/// An entity of these names.
pub fn entity(id: usize, schema: Schema, names: &[&str]) -> Entity {
    let mut entity = Entity::new(EntityId::new(&ListId::new("made"), &id.to_string()), schema);
    entity.names.extend(names.iter().map(|name| said(Name::new(*name))));
    entity
}

/// A person of these names.
pub fn person(id: usize, names: &[&str]) -> Entity {
    entity(id, Schema::Person, names)
}

/// A catalogue of these entities.
pub fn catalogue(entities: Vec<Entity>) -> Catalogue {
    Catalogue::from_bytes(compile(entities, &[], &|_| ()).unwrap()).unwrap()
}

const GIVEN: [&str; 16] = [
    "Aliaksandr",
    "Viktar",
    "Natallia",
    "Dzmitry",
    "Mohammed",
    "Hassan",
    "Ahmad",
    "Fatima",
    "Chol",
    "Jong",
    "Maria",
    "Carlos",
    "Thomas",
    "Ismael",
    "Sergei",
    "Olga",
];
const FAMILY: [&str; 20] = [
    "Lukashenka",
    "Sheiman",
    "Kachanava",
    "Mezentsev",
    "Ibrahim",
    "Rezaei",
    "Garcia",
    "Okonkwo",
    "Lubanga",
    "Abbud",
    "Petrov",
    "Petrova",
    "Petrovic",
    "Haddad",
    "Hadad",
    "Rahmani",
    "Rahimi",
    "Rahman",
    "Suleiman",
    "Soleimani",
];

/// Persons of every given and family name above, `rounds` times over, with a middle name in every third.
pub fn crowd(rounds: usize) -> Vec<Entity> {
    let mut crowd = Vec::new();
    for round in 0..rounds {
        for (g, given) in GIVEN.iter().enumerate() {
            for (f, family) in FAMILY.iter().enumerate() {
                let middle = GIVEN[(g + f + round) % GIVEN.len()];
                let name = if (f + round) % 3 == 0 {
                    format!("{given} {middle} {family}")
                } else {
                    format!("{given} {family}")
                };
                crowd.push(person(crowd.len(), &[&name]));
            }
        }
    }
    crowd
}
