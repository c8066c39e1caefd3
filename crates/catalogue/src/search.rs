//! Candidates: the entities that could be the subject.

use smallvec::SmallVec;
use tamis_model::{Schema, Strength, SubjectKind};
use tamis_names::{Likeness, NameView, Role, TokenView, likeness};

use crate::CatalogueError;
use crate::catalogue::{Catalogue, EntityIndex};
use crate::keys::KeyIndex;
use crate::postings::{RARE, pair_key};
use crate::query::{Expansions, Query, QueryReading};
use crate::records::RowRecord;

/// Likeness of two names below which an entity is no candidate on account of its name.
pub const MINIMUM_LIKENESS: f32 = 0.6;

/// Rows that are looked at for one reading of a subject's name. What is beyond is not, and the answer says so; looking
/// at a row takes some tens of nanoseconds.
const MOST_ROWS: usize = 100_000;

/// Pairs of common tokens that are looked up for one reading, likewise.
const MOST_PAIRS: usize = 50_000;

/// How a name of the subject is like a name of the entity.
#[derive(Debug, Clone, PartialEq)]
pub struct NameMatch {
    /// Which of the query's readings.
    pub reading: usize,
    /// Which row of the catalogue ([`Catalogue::row`]).
    pub row: u32,
    /// How far the publisher vouches for the entity's name.
    pub strength: Strength,
    /// How alike they are, and why.
    pub likeness: Likeness,
}

/// An entity that could be the subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The entity.
    pub entity: EntityIndex,
    /// The names that are most alike; a strong name before a weak one that is no more alike. `None` when the entity
    /// is here for an identifier alone and no name of it is at all like the subject's.
    pub name: Option<NameMatch>,
    /// The subject's identifiers whose number the entity has, by their place in the subject.
    pub identifiers: SmallVec<[usize; 1]>,
}

impl Candidate {
    /// Likeness of the names, 0 when they have nothing in common.
    pub fn likeness(&self) -> f32 {
        self.name.as_ref().map_or(0.0, |n| n.likeness.score)
    }
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Candidates {
    /// The candidates: those that share an identifier first, then by falling likeness, then in the order of the
    /// catalogue.
    pub found: Vec<Candidate>,
    /// A limit bound: something was not searched for, not looked at, or not kept.
    pub cut: bool,
}

/// What a thread keeps between searches, so that searching allocates next to nothing.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(crate) expansions: Expansions,
    /// One bit a row: already looked at for this reading.
    looked: Vec<u64>,
    /// The rows of those bits.
    rows: Vec<u32>,
    scorer: RowScorer,
}

/// What scoring one row needs room for.
#[derive(Debug, Default)]
struct RowScorer {
    tokens: Vec<u32>,
    roles: Vec<Role>,
    bits: Vec<f32>,
}

impl Scratch {
    /// Nothing kept yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Marks a row; whether it was not marked before.
    fn look(&mut self, row: u32) -> bool {
        let (word, bit) = (row as usize / 64, row % 64);
        if word >= self.looked.len() || self.looked[word] >> bit & 1 == 1 {
            return false;
        }
        self.looked[word] |= 1 << bit;
        self.rows.push(row);
        true
    }
}

/// A reading of the subject, with everything that is the same for all rows.
struct Asked<'a> {
    query: &'a Query,
    reading: &'a QueryReading,
    place: usize,
    views: SmallVec<[TokenView<'a>; 8]>,
    kind: SubjectKind,
}

impl<'a> Asked<'a> {
    fn new(query: &'a Query, place: usize) -> Self {
        let reading = &query.readings[place];
        Self { query, reading, place, views: query.views(reading), kind: query.schema.kind() }
    }
}

fn may_be(schema: &Schema, kind: SubjectKind) -> bool {
    let asked = schema.kind();
    asked == kind || asked == SubjectKind::Unknown || kind == SubjectKind::Unknown
}

impl Catalogue {
    /// The entities that could be the subject: every one with a name at least [`MINIMUM_LIKENESS`] like one of its
    /// names or with one of its identifiers, at most `limit` of them.
    pub fn candidates(
        &self,
        query: &Query,
        scratch: &mut Scratch,
        limit: usize,
    ) -> Result<Candidates, CatalogueError> {
        let mut matches = Vec::new();
        let mut cut = query.cut;
        scratch.looked.resize((self.info().rows as usize).div_ceil(64), 0);
        for place in 0..query.readings.len() {
            let asked = Asked::new(query, place);
            cut |= self.gather(&asked, scratch);
            let rows = std::mem::take(&mut scratch.rows);
            for row in &rows {
                scratch.looked[*row as usize / 64] = 0;
                self.match_row(&asked, *row, &mut scratch.scorer, &mut matches);
            }
            scratch.rows = rows;
            scratch.rows.clear();
        }
        self.rank(query, matches, cut, limit, scratch)
    }

    /// The same by looking at every name of the catalogue: slow, and the measure of [`Self::candidates`].
    pub fn scan(
        &self,
        query: &Query,
        scratch: &mut Scratch,
        limit: usize,
    ) -> Result<Candidates, CatalogueError> {
        let mut matches = Vec::new();
        for place in 0..query.readings.len() {
            let asked = Asked::new(query, place);
            for row in 0..self.info().rows {
                self.match_row(&asked, row, &mut scratch.scorer, &mut matches);
            }
        }
        self.rank(query, matches, query.cut, limit, scratch)
    }

    /// Collects the rows that could be like a reading; whether a limit bound.
    fn gather(&self, asked: &Asked<'_>, scratch: &mut Scratch) -> bool {
        for key in &asked.reading.keys {
            for row in KeyIndex::NAMES.find(&self.store, *key) {
                scratch.look(row);
            }
        }
        let mut tokens = asked.reading.tokens.clone();
        tokens.sort_unstable();
        tokens.dedup();
        let expanded = || tokens.iter().map(|t| &asked.query.tokens[*t as usize]);
        let mut common: Vec<Vec<u32>> = Vec::with_capacity(tokens.len());
        for token in expanded() {
            let mut many = Vec::new();
            for alike in &token.alike {
                let record = self.token(alike.token);
                if record.frequency > RARE {
                    many.push(alike.token);
                }
                for row in self.postings(&record) {
                    scratch.look(row);
                }
                if scratch.rows.len() > MOST_ROWS {
                    return true;
                }
            }
            common.push(many);
        }
        let mut pairs = 0;
        for (at, first) in common.iter().enumerate() {
            for second in &common[at + 1..] {
                pairs += first.len() * second.len();
                if pairs > MOST_PAIRS || scratch.rows.len() > MOST_ROWS {
                    return true;
                }
                for a in first {
                    for b in second {
                        self.look_at_pair(*a, *b, scratch);
                    }
                }
            }
        }
        false
    }

    fn look_at_pair(&self, a: u32, b: u32, scratch: &mut Scratch) {
        for place in KeyIndex::PAIRS.find(&self.store, pair_key(a, b)) {
            let count = self.store.u32(crate::format::Part::PairRows, place as usize);
            for row in self.store.u32s(crate::format::Part::PairRows, place as usize + 1, count as usize) {
                scratch.look(row);
            }
        }
    }

    fn match_row(
        &self,
        asked: &Asked<'_>,
        row: u32,
        scorer: &mut RowScorer,
        matches: &mut Vec<(u32, NameMatch)>,
    ) {
        let record = self.row_record(row);
        if !may_be(&asked.query.schema, record.kind()) {
            return;
        }
        let likeness = self.row_likeness(asked, &record, scorer);
        if likeness.score >= MINIMUM_LIKENESS {
            let strength = record.strength();
            matches.push((record.entity, NameMatch { reading: asked.place, row, strength, likeness }));
        }
    }

    /// The likeness of a reading and a row, from the likenesses that the query already holds.
    fn row_likeness(&self, asked: &Asked<'_>, record: &RowRecord, scorer: &mut RowScorer) -> Likeness {
        scorer.tokens.clear();
        scorer.roles.clear();
        scorer.bits.clear();
        scorer.tokens.extend(self.row_tokens(record));
        scorer.roles.extend(self.row_roles(record));
        let mut views: SmallVec<[TokenView<'_>; 8]> = SmallVec::new();
        for token in &scorer.tokens {
            let token = self.token(*token);
            scorer.bits.push(token.bits);
            views.push(self.profile(&token));
        }
        // Damage can only make these differ; it is remembered, and the search will end with it.
        if scorer.roles.len() != scorer.tokens.len() {
            return Likeness::default();
        }
        let query = NameView {
            kind: asked.kind,
            tokens: &asked.views,
            roles: &asked.reading.roles,
            bits: &asked.reading.bits,
        };
        let entity =
            NameView { kind: record.kind(), tokens: &views, roles: &scorer.roles, bits: &scorer.bits };
        likeness(&query, &entity, &|q: usize, e: usize| {
            asked.query.tokens[asked.reading.tokens[q] as usize].likeness(scorer.tokens[e])
        })
    }

    /// One candidate an entity, in order, as many as are wanted.
    fn rank(
        &self,
        query: &Query,
        mut matches: Vec<(u32, NameMatch)>,
        mut cut: bool,
        limit: usize,
        scratch: &mut Scratch,
    ) -> Result<Candidates, CatalogueError> {
        let weak = |m: &NameMatch| m.strength == Strength::Weak;
        matches.sort_by(|(a, m), (b, n)| {
            let better = n.likeness.score.total_cmp(&m.likeness.score).then(weak(m).cmp(&weak(n)));
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
        self.add_identified(query, &mut found, scratch);
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
    /// the catalogue.
    fn add_identified(&self, query: &Query, found: &mut Vec<Candidate>, scratch: &mut Scratch) {
        for (place, key, number) in &query.identifiers {
            for entity in KeyIndex::IDENTIFIERS.find(&self.store, *key).map(EntityIndex::new) {
                if !self.facts(entity).identifiers().any(|i| i.number == number) {
                    continue;
                }
                let at = found.binary_search_by_key(&entity, |c| c.entity).unwrap_or_else(|at| {
                    let name = self.best_name(query, entity, &mut scratch.scorer);
                    found.insert(at, Candidate { entity, name, identifiers: SmallVec::new() });
                    at
                });
                if !found[at].identifiers.contains(place) {
                    found[at].identifiers.push(*place);
                }
            }
        }
    }

    /// The best match of any name, however little alike; `None` when none is at all.
    fn best_name(&self, query: &Query, entity: EntityIndex, scorer: &mut RowScorer) -> Option<NameMatch> {
        let mut best: Option<NameMatch> = None;
        for place in 0..query.readings.len() {
            let asked = Asked::new(query, place);
            for row in self.rows_of(entity) {
                let record = self.row_record(row);
                let likeness = self.row_likeness(&asked, &record, scorer);
                if likeness.score > best.as_ref().map_or(0.0, |b| b.likeness.score) {
                    best = Some(NameMatch { reading: place, row, strength: record.strength(), likeness });
                }
            }
        }
        best
    }
}
