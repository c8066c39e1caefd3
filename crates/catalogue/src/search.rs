//! Candidates: the entities that could be the subject.

use smallvec::SmallVec;
use tamis_model::{Schema, Strength, SubjectKind};
use tamis_names::{Likeness, NameView, PairLookup, Role, TokenLikeness, TokenView, likeness, likeness_from};

use crate::CatalogueError;
use crate::catalogue::{Catalogue, EntityIndex};
use crate::format::Part;
use crate::keys::KeyIndex;
use crate::names::{is_name, tells};
use crate::postings::{RARE, TOGETHER, filter_bit, pair_key};
use crate::query::{Expansions, Query, QueryReading};
use crate::records::{RowRecord, TokenRecord};

/// Likeness of two names below which an entity is no candidate on account of its name.
pub const MINIMUM_LIKENESS: f32 = 0.6;

/// Rows that are looked at for one reading of a subject's name. What is beyond is not, and the answer says so; looking
/// at a row takes some tens of nanoseconds.
const MOST_ROWS: usize = 100_000;

/// Pairs of common tokens that are looked up for one reading, likewise.
const MOST_PAIRS: usize = 50_000;

/// Rows that are scored for one key of the whole name. Only names that every second entity bears have more.
const MOST_BY_NAME: usize = 2_000;

/// Rows that are scored for one reading: those that hold two of its tokens first, then those that hold one. What is
/// beyond is not, and the answer says so; scoring a row takes a microsecond or two.
const MOST_SCORED: usize = 5_000;

/// Entities that are looked at for one identifier. A number that more have identifies nobody.
const MOST_IDENTIFIED: usize = 1_000;

/// Records fetched before the first of them is looked at: about as many as a core has requests to memory under way.
pub(crate) const TOGETHER_FETCHED: usize = 16;

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
    marks: Marks,
    /// Rows that hold a token like one of the reading's.
    reached: Vec<u32>,
    /// Rows that hold enough to be scored.
    worthy: Vec<u32>,
    /// Rows that hold one token, which may be enough.
    doubtful: Vec<u32>,
    scorer: RowScorer,
}

impl Scratch {
    /// Nothing kept yet.
    pub fn new() -> Self {
        Self::default()
    }
}

/// Which tokens of the catalogue are like which of a reading's, for looking at rows fast.
#[derive(Debug, Default)]
struct Marks {
    /// One bit a token of the catalogue: it is like some.
    alike: Vec<u64>,
    /// For those, where in `which` it says like which.
    places: Vec<u32>,
    /// Positions in the reading, one bit each, and the token.
    which: Vec<(u64, u32)>,
}

impl Marks {
    fn set(&mut self, asked: &Asked<'_>, tokens: usize) {
        self.alike.resize(tokens.div_ceil(64), 0);
        self.places.resize(tokens, 0);
        for (token, positions) in &asked.telling {
            for alike in &asked.query.tokens[*token as usize].alike {
                let at = alike.token as usize;
                if self.alike[at / 64] >> (at % 64) & 1 == 1 {
                    self.which[self.places[at] as usize].0 |= positions;
                } else {
                    self.alike[at / 64] |= 1 << (at % 64);
                    self.places[at] = self.which.len() as u32;
                    self.which.push((*positions, alike.token));
                }
            }
        }
    }

    fn clear(&mut self) {
        for (_, token) in self.which.drain(..) {
            self.alike[token as usize / 64] = 0;
        }
    }

    /// The positions of the reading that this token is like.
    #[inline]
    fn positions(&self, token: u32) -> u64 {
        let at = token as usize;
        if self.alike.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1) {
            self.which[self.places[at] as usize].0
        } else {
            0
        }
    }
}

/// What scoring one row needs room for.
#[derive(Debug, Default)]
struct RowScorer {
    tokens: Vec<u32>,
    roles: Vec<Role>,
    bits: Vec<f32>,
}

/// A reading of the subject, with everything that is the same for all rows.
struct Asked<'a> {
    query: &'a Query,
    reading: &'a QueryReading,
    place: usize,
    views: SmallVec<[TokenView<'a>; 8]>,
    kind: SubjectKind,
    /// The different tokens that tell which name is meant, with their positions in the reading, one bit each; all
    /// tokens where none tells.
    telling: SmallVec<[(u32, u64); 6]>,
    /// The positions that name; all that tell, where none does.
    naming: u64,
    /// There is an initial, which may stand for any token that starts with it.
    initials: bool,
}

impl<'a> Asked<'a> {
    fn new(query: &'a Query, place: usize) -> Self {
        let reading = &query.readings[place];
        let positions = |wanted: fn(Role) -> bool| {
            // Readings have at most 64 tokens.
            let bits = reading.roles.iter().take(64).enumerate().filter(|(_, role)| wanted(**role));
            bits.fold(0_u64, |set, (at, _)| set | 1 << at)
        };
        let tells = [positions(tells), positions(|_| true)].into_iter().find(|set| *set != 0).unwrap_or(0);
        let naming = [positions(is_name) & tells, tells].into_iter().find(|set| *set != 0).unwrap_or(0);
        let mut telling: SmallVec<[(u32, u64); 6]> = SmallVec::new();
        for (at, token) in reading.tokens.iter().take(64).enumerate().filter(|(at, _)| tells >> at & 1 == 1) {
            match telling.iter_mut().find(|(known, _)| known == token) {
                Some((_, positions)) => *positions |= 1 << at,
                None => telling.push((*token, 1 << at)),
            }
        }
        let initials = reading.roles.contains(&Role::Initial);
        let kind = query.schema.kind();
        Self { query, reading, place, views: query.views(reading), kind, telling, naming, initials }
    }

    /// How many of the postings of a common token to look at: all, where an initial may stand for whatever else the row
    /// holds, or where one token may be enough; those where it is the whole name, where it may be enough then; none,
    /// for a person of several names.
    fn wanted_of_common(&self, token: &TokenRecord) -> u32 {
        let one = self.naming.is_power_of_two();
        match self.kind {
            _ if self.initials => token.posted,
            SubjectKind::Person if one => token.whole,
            SubjectKind::Person => 0,
            _ if one => token.posted,
            _ => token.whole,
        }
    }

    /// Whether two of its tokens, by their place among the telling ones, can be the two most telling ones of a
    /// selection that is enough of the reading, as with the pairs of rows.
    fn can_lead(&self, first: usize, second: usize) -> bool {
        let bits = |(token, _): &(u32, u64)| self.query.tokens[*token as usize].bits;
        let (a, b) = (bits(&self.telling[first]), bits(&self.telling[second]));
        let total: f32 = self.telling.iter().map(bits).sum();
        let below: f32 = self.telling.iter().map(bits).filter(|other| *other <= a.min(b)).sum();
        a.max(b) + below.max(a.min(b)) >= TOGETHER * total
    }
}

/// The likenesses of a reading's tokens and a row's, which the query already holds.
struct PairsOf<'a> {
    query: &'a Query,
    reading: &'a QueryReading,
    row: &'a [u32],
}

impl PairLookup for PairsOf<'_> {
    fn pair(&self, query: usize, entity: usize) -> TokenLikeness {
        self.query.tokens[self.reading.tokens[query] as usize].likeness(self.row[entity])
    }
}

/// What a look at a row's tokens says.
enum Worth {
    /// It cannot be like enough.
    Nothing,
    /// One token matches, and nothing else need.
    Perhaps,
    /// Two tokens match.
    Enough,
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
        for place in 0..query.readings.len() {
            let asked = Asked::new(query, place);
            scratch.marks.set(&asked, self.info().tokens as usize);
            cut |= self.reach(&asked, &mut scratch.reached);
            cut |= self.choose(&asked, scratch);
            scratch.marks.clear();
            for row in &scratch.worthy {
                self.match_row(&asked, *row, &mut scratch.scorer, &mut matches);
            }
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
                let record = self.row_record(row);
                if !may_be(&query.schema, record.kind()) {
                    continue;
                }
                let likeness = self.beside(&asked, &record, &mut scratch.scorer, |query, row, pairs| {
                    likeness(query, row, &pairs)
                });
                if likeness.score >= MINIMUM_LIKENESS {
                    matches.push((record.entity, Self::name_match(&asked, row, &record, likeness)));
                }
            }
        }
        self.rank(query, matches, query.cut, limit, scratch)
    }

    /// Collects rows that hold tokens like the reading's: all rows of rare ones, rows of common ones only where the
    /// token is enough by itself or where two are together. Says whether a limit bound.
    fn reach(&self, asked: &Asked<'_>, reached: &mut Vec<u32>) -> bool {
        reached.clear();
        let mut common: SmallVec<[(u64, Vec<u32>); 6]> = SmallVec::new();
        for (token, positions) in &asked.telling {
            let mut many = Vec::new();
            for alike in &asked.query.tokens[*token as usize].alike {
                let record = self.token(alike.token);
                let wanted =
                    if record.frequency <= RARE { record.posted } else { asked.wanted_of_common(&record) };
                reached.extend(self.postings(&record, wanted));
                if reached.len() > MOST_ROWS {
                    return true;
                }
                if record.frequency > RARE {
                    many.push(alike.token);
                }
            }
            common.push((*positions, many));
        }
        let mut pairs = 0;
        for (at, (first_positions, first)) in common.iter().enumerate() {
            for (next, (second_positions, second)) in common.iter().enumerate().skip(at + 1) {
                // Words that only qualify are no reason to look at a row.
                let names = (first_positions | second_positions) & asked.naming != 0;
                if !names || !asked.can_lead(at, next) {
                    continue;
                }
                pairs += first.len() * second.len();
                if pairs > MOST_PAIRS || reached.len() > MOST_ROWS {
                    return true;
                }
                for a in first {
                    for b in second {
                        self.reach_pair(*a, *b, reached);
                    }
                }
            }
        }
        false
    }

    fn reach_pair(&self, a: u32, b: u32, reached: &mut Vec<u32>) {
        let pair = pair_key(a, b);
        let bit = filter_bit(pair, self.store.length(Part::PairFilter));
        if self
            .store
            .bytes(Part::PairFilter, bit / 8, 1)
            .first()
            .is_none_or(|byte| byte >> (bit % 8) & 1 == 0)
        {
            return;
        }
        for place in KeyIndex::PAIRS.find(&self.store, pair) {
            let count = self.store.u32(Part::PairRows, place as usize);
            reached.extend(self.store.u32s(Part::PairRows, place as usize + 1, count as usize));
        }
    }

    /// Of the rows reached, those that hold enough; and those with a key of the whole name, whatever they hold. Says
    /// whether a limit bound.
    fn choose(&self, asked: &Asked<'_>, scratch: &mut Scratch) -> bool {
        scratch.worthy.clear();
        scratch.doubtful.clear();
        // Records are fetched some at a time before any is looked at: the memory answers together what it would answer
        // slowly one by one.
        for rows in scratch.reached.chunks(TOGETHER_FETCHED) {
            let mut records = [RowRecord::default(); TOGETHER_FETCHED];
            for (record, row) in records.iter_mut().zip(rows) {
                *record = self.row_record(*row);
            }
            for (record, row) in records.iter().zip(rows) {
                match self.worth(asked, record, &scratch.marks) {
                    Worth::Enough => scratch.worthy.push(*row),
                    Worth::Perhaps => scratch.doubtful.push(*row),
                    Worth::Nothing => {}
                }
            }
        }
        let mut cut = false;
        for key in &asked.reading.keys {
            let before = scratch.worthy.len();
            scratch.worthy.extend(KeyIndex::NAMES.find(&self.store, *key).take(MOST_BY_NAME));
            cut |= scratch.worthy.len() - before == MOST_BY_NAME;
        }
        for rows in [&mut scratch.worthy, &mut scratch.doubtful] {
            rows.sort_unstable();
            rows.dedup();
        }
        let room = MOST_SCORED.saturating_sub(scratch.worthy.len());
        cut |= scratch.worthy.len() > MOST_SCORED || scratch.doubtful.len() > room;
        scratch.worthy.truncate(MOST_SCORED);
        scratch.doubtful.truncate(room);
        scratch.worthy.append(&mut scratch.doubtful);
        scratch.worthy.sort_unstable();
        scratch.worthy.dedup();
        cut
    }

    /// Whether a row can be like enough: two of its tokens are like two of the reading's, or one is and one side has no
    /// other that names, or an initial may stand for another.
    #[inline]
    fn worth(&self, asked: &Asked<'_>, record: &RowRecord, marks: &Marks) -> Worth {
        let (mut positions, mut matched, mut unmatched, mut initials) = (0_u64, 0, false, asked.initials);
        for held in self.row_tokens(record) {
            let found = marks.positions(held.token());
            if found == 0 {
                let role = held.role();
                unmatched |= is_name(role);
                initials |= role == Role::Initial;
            } else {
                positions |= found;
                matched += 1;
            }
        }
        let persons = asked.kind == SubjectKind::Person && record.kind() == SubjectKind::Person;
        match positions.count_ones().min(matched) {
            2.. => Worth::Enough,
            1 if initials || !unmatched => Worth::Perhaps,
            // Of two persons one name is not enough, unless it is all that there is of the row's.
            1 if !persons && asked.naming & !positions == 0 => Worth::Perhaps,
            _ => Worth::Nothing,
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
        let found = self.beside(asked, &record, scorer, |query, entity, pairs| {
            likeness_from(query, entity, &pairs, MINIMUM_LIKENESS)
        });
        if let Some(likeness) = found {
            matches.push((record.entity, Self::name_match(asked, row, &record, likeness)));
        }
    }

    fn name_match(asked: &Asked<'_>, row: u32, record: &RowRecord, likeness: Likeness) -> NameMatch {
        NameMatch { reading: asked.place, row, strength: record.strength(), likeness }
    }

    /// Puts a reading beside a row, with the likenesses of tokens that the query already holds.
    fn beside<T>(
        &self,
        asked: &Asked<'_>,
        record: &RowRecord,
        scorer: &mut RowScorer,
        compare: impl FnOnce(&NameView<'_>, &NameView<'_>, PairsOf<'_>) -> T,
    ) -> T {
        scorer.tokens.clear();
        scorer.roles.clear();
        scorer.bits.clear();
        let mut views: SmallVec<[TokenView<'_>; 8]> = SmallVec::new();
        for held in self.row_tokens(record) {
            let token = self.token(held.token());
            scorer.tokens.push(held.token());
            scorer.roles.push(held.role());
            scorer.bits.push(token.bits);
            views.push(self.profile(&token));
        }
        let query = NameView {
            kind: asked.kind,
            tokens: &asked.views,
            roles: &asked.reading.roles,
            bits: &asked.reading.bits,
        };
        let entity =
            NameView { kind: record.kind(), tokens: &views, roles: &scorer.roles, bits: &scorer.bits };
        let pairs = PairsOf { query: asked.query, reading: asked.reading, row: &scorer.tokens };
        compare(&query, &entity, pairs)
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
                    let name = self.best_name(query, entity, &mut scratch.scorer);
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
    fn best_name(&self, query: &Query, entity: EntityIndex, scorer: &mut RowScorer) -> Option<NameMatch> {
        let mut best: Option<NameMatch> = None;
        for place in 0..query.readings.len() {
            let asked = Asked::new(query, place);
            for row in self.rows_of(entity) {
                let record = self.row_record(row);
                let likeness =
                    self.beside(&asked, &record, scorer, |query, row, pairs| likeness(query, row, &pairs));
                if likeness.score > best.as_ref().map_or(0.0, |b| b.likeness.score) {
                    best = Some(Self::name_match(&asked, row, &record, likeness));
                }
            }
        }
        best
    }
}
