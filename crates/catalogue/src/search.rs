//! Candidates: the entities that could be the subject.

use smallvec::SmallVec;
use tamis_model::{Schema, Strength, SubjectKind};
use tamis_names::{Likeness, Role, TokenView};

use crate::CatalogueError;
use crate::beside::RowScorer;
use crate::catalogue::{Catalogue, EntityIndex};
use crate::format::Part;
use crate::keys::KeyIndex;
use crate::names::{is_name, tells};
use crate::postings::{Posting, RARE, TOGETHER, filter_bit, pair_key};
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

/// Rows that are scored for one reading: those whose matched tokens are most of the name first. What is beyond is not;
/// the answer says so where it may be like enough ([`DOUBTFUL`]). Scoring a row takes up to some microseconds.
const MOST_SCORED: usize = 1_000;

/// The least estimate for a row that shares a key of the whole name.
const KEYED: f32 = 0.6;

/// Estimate of a row's likeness below which leaving it unscored is not told: no row with so little in common has been
/// seen to be an alert.
const DOUBTFUL: f32 = 0.45;

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
    /// Rows that hold enough to be scored, and how alike they may be.
    worthy: Vec<(u32, f32)>,
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
    /// Positions in the reading, one bit each; the token; the likeness, the best of several.
    which: Vec<(u64, u32, f32)>,
    /// For each hash that a posting may hold of a token, the positions that some token of this hash is like.
    hashed: Vec<u64>,
}

impl Marks {
    fn set(&mut self, asked: &Asked<'_>, tokens: usize) {
        self.alike.resize(tokens.div_ceil(64), 0);
        self.places.resize(tokens, 0);
        self.hashed.clear();
        self.hashed.resize(Posting::HASHES, 0);
        for (token, positions) in &asked.telling {
            for alike in &asked.query.tokens[*token as usize].alike {
                let at = alike.token as usize;
                self.hashed[Posting::hash(alike.token)] |= positions;
                if self.alike[at / 64] >> (at % 64) & 1 == 1 {
                    let which = &mut self.which[self.places[at] as usize];
                    which.0 |= positions;
                    which.2 = which.2.max(alike.likeness.score);
                } else {
                    self.alike[at / 64] |= 1 << (at % 64);
                    self.places[at] = self.which.len() as u32;
                    self.which.push((*positions, alike.token, alike.likeness.score));
                }
            }
        }
    }

    fn clear(&mut self) {
        for (_, token, _) in self.which.drain(..) {
            self.alike[token as usize / 64] = 0;
        }
    }

    /// Whether a row that holds a token like these positions may hold another that is like some of the reading's, as
    /// far as its posting tells.
    #[inline]
    fn more_than(&self, own: u64, posting: Posting) -> bool {
        let Some(beside) = posting.beside() else { return true };
        let others = beside.into_iter().fold(0, |set, hash| set | self.hashed[hash]);
        others != 0 && (own | others).count_ones() >= 2
    }

    #[inline]
    fn of(&self, token: u32) -> Option<&(u64, u32, f32)> {
        let at = token as usize;
        let marked = self.alike.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1);
        if marked { self.which.get(self.places[at] as usize) } else { None }
    }

    /// The positions of the reading that this token is like.
    #[inline]
    fn positions(&self, token: u32) -> u64 {
        self.of(token).map_or(0, |(positions, ..)| *positions)
    }

    /// How like the reading's tokens it is, where it is like any. One that is only near may be worth half of it.
    fn likeness(&self, token: u32) -> Option<f32> {
        self.of(token).map(|(.., likeness)| likeness.max(0.5))
    }
}

/// A reading of the subject, with everything that is the same for all rows.
pub(crate) struct Asked<'a> {
    pub(crate) query: &'a Query,
    pub(crate) reading: &'a QueryReading,
    place: usize,
    pub(crate) views: SmallVec<[TokenView<'a>; 8]>,
    pub(crate) kind: SubjectKind,
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

/// What share of a token's information its role leaves it in an estimate, about as in the likeness.
fn weight_of(role: Role) -> f32 {
    match role {
        Role::Generic | Role::Place | Role::Number | Role::Patronymic => 0.7,
        _ if tells(role) => 1.0,
        _ => 0.1,
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
        for place in 0..query.readings.len() {
            let asked = Asked::new(query, place);
            scratch.marks.set(&asked, self.info().tokens as usize);
            cut |= self.reach(&asked, &scratch.marks, &mut scratch.reached);
            cut |= self.choose(&asked, scratch);
            scratch.marks.clear();
            for (row, _) in &scratch.worthy {
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
                let found = scratch.scorer.likeness_from(self, &asked, &record, MINIMUM_LIKENESS);
                matches.extend(found.map(|l| (record.entity, Self::name_match(&asked, row, &record, l))));
            }
        }
        self.rank(query, matches, query.cut, limit, scratch)
    }

    /// Collects rows that hold tokens like the reading's: all rows of rare ones, rows of common ones only where the
    /// token is enough by itself or where two are together. Says whether a limit bound.
    fn reach(&self, asked: &Asked<'_>, marks: &Marks, reached: &mut Vec<u32>) -> bool {
        reached.clear();
        let mut common: SmallVec<[(u64, Vec<u32>); 6]> = SmallVec::new();
        for (token, positions) in &asked.telling {
            let mut many = Vec::new();
            for alike in &asked.query.tokens[*token as usize].alike {
                let record = self.token(alike.token);
                let rare = self.brief(alike.token).frequency <= RARE;
                let wanted = if rare { record.posted } else { asked.wanted_of_common(&record) };
                let own = marks.positions(alike.token);
                let postings = self.postings(&record, wanted);
                if asked.initials || asked.naming & !own == 0 {
                    reached.extend(postings.map(|p| p.row));
                } else {
                    reached.extend(postings.filter(|p| marks.more_than(own, *p)).map(|p| p.row));
                }
                if reached.len() > MOST_ROWS {
                    return true;
                }
                if !rare {
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
        let Scratch { marks, reached, worthy, .. } = scratch;
        worthy.clear();
        reached.sort_unstable();
        reached.dedup();
        // Records are fetched some at a time before any is looked at: the memory answers together what it would answer
        // slowly one by one.
        for rows in reached.chunks(TOGETHER_FETCHED) {
            let mut records = [RowRecord::default(); TOGETHER_FETCHED];
            for (record, row) in records.iter_mut().zip(rows) {
                *record = self.row_record(*row);
            }
            for (record, row) in records.iter().zip(rows) {
                if let Some(estimate) = self.worth(asked, record, marks) {
                    worthy.push((*row, estimate));
                }
            }
        }
        let mut cut = false;
        for key in &asked.reading.keys {
            let before = worthy.len();
            let keyed = KeyIndex::NAMES.find(&self.store, *key).take(MOST_BY_NAME);
            worthy.extend(keyed.map(|row| (row, self.keyed_estimate(asked, row, marks))));
            cut |= worthy.len() - before == MOST_BY_NAME;
        }
        worthy.sort_unstable_by(|(a, x), (b, y)| a.cmp(b).then(y.total_cmp(x)));
        worthy.dedup_by_key(|(row, _)| *row);
        if worthy.len() > MOST_SCORED {
            worthy.sort_unstable_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
            cut |= worthy[MOST_SCORED..].iter().any(|(_, estimate)| *estimate >= DOUBTFUL);
            worthy.truncate(MOST_SCORED);
        }
        worthy.sort_unstable_by_key(|(row, _)| *row);
        cut
    }

    /// The estimate for a row that shares a key of the whole name: its tokens may be alike only when they are joined.
    fn keyed_estimate(&self, asked: &Asked<'_>, row: u32, marks: &Marks) -> f32 {
        self.worth(asked, &self.row_record(row), marks).unwrap_or(0.0).max(KEYED)
    }

    /// Whether a row can be like enough: two of its tokens are like two of the reading's, or one is and one side has no
    /// other that names, or an initial may stand for another. Answers an estimate of the likeness, from what the
    /// reading's and the row's matched tokens are of their information: 0 to 1.
    #[inline]
    fn worth(&self, asked: &Asked<'_>, record: &RowRecord, marks: &Marks) -> Option<f32> {
        if !may_be(&asked.query.schema, record.kind()) {
            return None;
        }
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
        let enough = match positions.count_ones().min(matched) {
            2.. => true,
            // Of two persons one name is not enough, unless it is all that there is of the row's.
            1 => initials || !unmatched || !persons && asked.naming & !positions == 0,
            _ => false,
        };
        enough.then(|| self.estimate(asked, record, marks, positions))
    }

    /// What the likeness would be if nothing else of the two were paired, roughly: unmatched information counts half.
    fn estimate(&self, asked: &Asked<'_>, record: &RowRecord, marks: &Marks, positions: u64) -> f32 {
        let (mut alike, mut matched, mut gone) = (0.0, 0.0, 0.0);
        for held in self.row_tokens(record) {
            let weight = weight_of(held.role()) * self.brief(held.token()).bits;
            match marks.likeness(held.token()) {
                Some(likeness) => {
                    alike += weight * likeness;
                    matched += weight;
                }
                None => gone += 0.5 * weight,
            }
        }
        let (mut own, mut own_gone) = (0.0, 0.0);
        for (at, (role, bits)) in asked.reading.roles.iter().zip(&asked.reading.bits).take(64).enumerate() {
            let weight = weight_of(*role) * bits;
            if positions >> at & 1 == 1 { own += weight } else { own_gone += 0.5 * weight }
        }
        let covered = |matched: f32, gone: f32| matched / (matched + gone).max(f32::MIN_POSITIVE);
        covered(alike, matched - alike + gone) * covered(own, own_gone)
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
        if let Some(likeness) = scorer.likeness_from(self, asked, &record, MINIMUM_LIKENESS) {
            matches.push((record.entity, Self::name_match(asked, row, &record, likeness)));
        }
    }

    fn name_match(asked: &Asked<'_>, row: u32, record: &RowRecord, likeness: Likeness) -> NameMatch {
        NameMatch { reading: asked.place, row, strength: record.strength(), likeness }
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
                let likeness = scorer.likeness(self, &asked, &record);
                if likeness.score > best.as_ref().map_or(0.0, |b| b.likeness.score) {
                    best = Some(Self::name_match(&asked, row, &record, likeness));
                }
            }
        }
        best
    }
}
