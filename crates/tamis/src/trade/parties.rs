//! The parties, vessel and banks of shipments against the lists.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use tamis_measures::trade::Party;
use tamis_model::{Entity, EntityId, Field, Identifier, IdentifierKind, Name, Schema, Source, Sourced};
use tamis_screen::{Match, Screener};

/// A match, and the party of the shipment that it is about.
#[derive(Debug, Clone, Serialize)]
pub struct PartyMatch {
    /// The party.
    pub party: Party,
    /// What was found.
    #[serde(flatten)]
    pub found: Match,
}

/// Parties screened before are remembered up to this many, then forgotten all at once: files name the same companies
/// again and again, and memory stays bounded.
const REMEMBERED: usize = 200_000;

/// Screens parties, each distinct one once as long as it is remembered.
pub struct Parties<'s> {
    screener: Option<Screener<'s>>,
    known: HashMap<Subject, Arc<[Match]>>,
}

/// A party without its role, which the lists know nothing of: one company ships, receives and pays.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Subject {
    schema: Schema,
    name: String,
    imo: String,
}

impl Subject {
    /// A vessel is a vessel, a bank a company, all others may be a person or a company.
    fn of(party: &Party) -> Self {
        let schema = match party.role {
            "vessel" => Schema::Vessel,
            "bank" => Schema::Company,
            _ => Schema::LegalEntity,
        };
        Self { schema, name: party.name.clone(), imo: party.imo.clone() }
    }

    /// As the screener takes it.
    fn entity(&self) -> Entity {
        let mut entity = Entity::new(EntityId::whole("1"), self.schema.clone());
        let place = |field: &str, raw: &str| Source::new(0, 1, &Field::from(field)).with_raw(raw);
        if !self.name.is_empty() {
            entity.names.push(Sourced::new(Name::new(&self.name), place("party", &self.name)));
        }
        if !self.imo.is_empty() {
            let number = Identifier::new(IdentifierKind::Imo, &self.imo);
            entity.identifiers.push(Sourced::new(number, place("imo", &self.imo)));
        }
        entity
    }
}

impl<'s> Parties<'s> {
    /// With no screener nobody is found.
    pub fn new(screener: Option<Screener<'s>>) -> Self {
        Self { screener, known: HashMap::new() }
    }

    /// Screens all of these that are not known yet, on all cores.
    pub fn learn<'a>(&mut self, parties: impl Iterator<Item = &'a Party>) -> anyhow::Result<()> {
        let Some(screener) = &self.screener else { return Ok(()) };
        if self.known.len() > REMEMBERED {
            self.known.clear();
        }
        let mut fresh: Vec<Subject> =
            parties.map(Subject::of).filter(|s| !self.known.contains_key(s)).collect();
        fresh.sort_unstable();
        fresh.dedup();
        let found = fresh
            .par_iter()
            .map(|subject| Ok(screener.screen(&subject.entity())?.matches.into()))
            .collect::<anyhow::Result<Vec<Arc<[Match]>>>>()?;
        self.known.extend(fresh.into_iter().zip(found));
        Ok(())
    }

    /// What was learned of the parties of one shipment, in their order.
    pub fn matches(&self, parties: &[Party]) -> Vec<PartyMatch> {
        let mut matches = Vec::new();
        for party in parties {
            let found = self.known.get(&Subject::of(party)).into_iter().flat_map(|m| m.iter());
            matches.extend(found.map(|found| PartyMatch { party: party.clone(), found: found.clone() }));
        }
        matches
    }
}
