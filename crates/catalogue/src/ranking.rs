//! From matched rows to candidates: one an entity, in order.

use smallvec::SmallVec;
use tamis_model::Strength;

use crate::asked::Asked;
use crate::catalogue::{Catalogue, EntityIndex};
use crate::keys::KeyIndex;
use crate::query::Query;
use crate::{Candidate, Candidates, CatalogueError, NameMatch, Scratch};

/// Entities that are looked at for one identifier. A number that more have identifies nobody.
const MOST_IDENTIFIED: usize = 1_000;

/// How much more alike a name must be to be taken that is weak, or that was given up, where the entity has another: about
/// what such a name says less.
const SET_ASIDE: f32 = 0.1;

impl Catalogue {
    /// One candidate an entity, in order, as many as are wanted.
    pub(crate) fn rank(
        &self,
        query: &Query,
        mut matches: Vec<(u32, NameMatch)>,
        mut cut: bool,
        limit: usize,
        scratch: &mut Scratch,
    ) -> Result<Candidates, CatalogueError> {
        let standing = |m: &NameMatch| {
            let aside = u8::from(m.strength == Strength::Weak) + u8::from(m.former);
            m.likeness.score - SET_ASIDE * f32::from(aside)
        };
        matches.sort_by(|(a, m), (b, n)| {
            let better = standing(n).total_cmp(&standing(m));
            a.cmp(b).then(better).then((m.reading, m.row).cmp(&(n.reading, n.row)))
        });
        matches.dedup_by_key(|(entity, _)| *entity);
        let mut found: Vec<Candidate> = matches
            .into_iter()
            .map(|(entity, name)| Candidate {
                entity: EntityIndex::new(entity),
                name: Some(name),
                identifiers: SmallVec::new(),
            })
            .collect();
        cut |= self.add_identified(query, &mut found, scratch);
        found.sort_by(|a, b| {
            let identified = |c: &Candidate| !c.identifiers.is_empty();
            let order = identified(b).cmp(&identified(a)).then(b.likeness().total_cmp(&a.likeness()));
            order.then(a.entity.cmp(&b.entity))
        });
        cut |= found.len() > limit;
        found.truncate(limit);
        self.store.intact()?;
        Ok(Candidates { found, cut })
    }

    /// Adds the entities that have one of the subject's identifiers, whatever their names; `found` is in the order of
    /// the catalogue. Says whether a limit bound.
    fn add_identified(&self, query: &Query, found: &mut Vec<Candidate>, scratch: &mut Scratch) -> bool {
        let mut cut = false;
        for (place, key, number) in &query.identifiers {
            let bearers = KeyIndex::IDENTIFIERS.find(&self.store, *key).map(EntityIndex::new);
            for (at, entity) in bearers.enumerate() {
                if at == MOST_IDENTIFIED {
                    cut = true;
                    break;
                }
                if !self.facts(entity).identifiers().any(|i| i.number == number) {
                    continue;
                }
                let at = found.binary_search_by_key(&entity, |c| c.entity).unwrap_or_else(|at| {
                    let name = self.best_name(query, entity, scratch);
                    found.insert(at, Candidate { entity, name, identifiers: SmallVec::new() });
                    at
                });
                if !found[at].identifiers.contains(place) {
                    found[at].identifiers.push(*place);
                }
            }
        }
        cut
    }

    /// The best match of any name, however little alike; `None` when none is at all.
    fn best_name(&self, query: &Query, entity: EntityIndex, scratch: &mut Scratch) -> Option<NameMatch> {
        let mut best: Option<NameMatch> = None;
        for place in 0..query.readings.len() {
            let asked = Asked::new(query, place);
            scratch.marks.set(&asked, self.info().tokens as usize);
            for row in self.rows_of(entity) {
                let record = self.row_record(row);
                let likeness = scratch.scorer.likeness(self, &asked, &scratch.marks, &record);
                if likeness.score > best.as_ref().map_or(0.0, |b| b.likeness.score) {
                    best = Some(Self::name_match(&asked, row, &record, likeness));
                }
            }
        }
        best
    }
}
