//! Candidates: the entities that could be the subject.

use std::ops::Range;

use smallvec::SmallVec;
use tamis_model::{Strength, SubjectKind};
use tamis_names::{Likeness, Role};

use crate::CatalogueError;
use crate::ahead::{ahead, ahead_twice};
use crate::asked::Asked;
use crate::beside::RowScorer;
use crate::catalogue::{Catalogue, EntityIndex};
use crate::distinct::Distinct;
use crate::format::Part;
use crate::keys::KeyIndex;
use crate::marks::{LEADING, Marks};
use crate::names::{is_name, weight_of};
use crate::postings::{Neighbours, ONLY_ROW, PairFilter, Posting, RARE, pair_key};
use crate::query::{Alike, Expansions, Listed, Query};
use crate::records::RowRecord;
use crate::remembered::Remembered;

/// Likeness of two names below which an entity is no candidate on account of its name.
pub const MINIMUM_LIKENESS: f32 = 0.6;

/// Rows that are looked at for one name of a subject, in all its readings. What is beyond is not, and the answer says so;
/// looking at a row takes some tens of nanoseconds, reading it from memory some more.
const MOST_ROWS: usize = 20_000;

/// Pairs of common tokens that are looked up for one reading, likewise.
const MOST_PAIRS: usize = 50_000;

/// Rows that are scored for one key of the whole name. Only names that every second entity bears have more.
const MOST_BY_NAME: usize = 2_000;

/// Rows that are scored for one name, in all its readings: those whose matched tokens are most of the name first. What
/// is beyond is not; the answer says so where it may be like enough ([`DOUBTFUL`]). Scoring a row takes up to some
/// microseconds.
const MOST_SCORED: usize = 800;

/// How many times as many where the name is of one word: it is scored faster, and more rows hold a word like it.
const MORE_OF_ONE_WORD: usize = 2;

/// Rows that are scored because they are other names of an entity that is alike, in all readings.
const MOST_OTHER_NAMES: usize = 96;

/// The least estimate for a row that shares a key of the whole name.
const KEYED: f32 = 0.6;

/// Estimate of a row's likeness below which leaving it unscored is not told: no row with so little in common has been
/// seen to be an alert.
const DOUBTFUL: f32 = 0.45;

/// Bits that an estimate takes a row's token to have that is like none of the reading's, as a word of a name mostly has:
/// to read what it has would cost more than the estimate.
const UNREAD: f32 = 10.0;

/// How a name of the subject is like a name of the entity.
#[derive(Debug, Clone, PartialEq)]
pub struct NameMatch {
    /// Which of the query's readings.
    pub reading: usize,
    /// Which row of the catalogue ([`Catalogue::row`]).
    pub row: u32,
    /// How far the publisher vouches for the entity's name.
    pub strength: Strength,
    /// Whether the entity gave the name up.
    pub former: bool,
    /// How alike they are, and why.
    pub likeness: Likeness,
}

/// An entity that could be the subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The entity.
    pub entity: EntityIndex,
    /// The names that are most alike; one that is weak or was given up only where it is clearly more alike than others.
    /// `None` when the entity
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

/// A reading's token and the common tokens of the catalogue that it leads to.
struct CommonTokens {
    /// Its positions in the reading, one bit each.
    positions: u64,
    /// Those that are like it, each with whether it leads; after them the pieces of it.
    tokens: SmallVec<[(u32, bool); 16]>,
    /// How many of these are whole.
    whole: usize,
    /// All of them, by their neighbourhood.
    groups: SmallVec<[Neighbours; 8]>,
}

/// What a thread keeps between searches, so that searching allocates next to nothing.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(crate) expansions: Expansions,
    pub(crate) marks: Marks,
    /// Rows that hold a token like one of the reading's.
    pub(crate) reached: Distinct,
    /// Rows that hold enough to be scored.
    worthy: Vec<u32>,
    pub(crate) scorer: RowScorer,
}

impl Scratch {
    /// Nothing kept yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that knows, and tells, what others know that share this memory: for several threads in one catalogue.
    pub fn sharing(remembered: &Remembered) -> Self {
        let mut scratch = Self::default();
        scratch.expansions.remembered = remembered.clone();
        scratch
    }
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
        // What one reading of a name does not use of its limits is there for the next ones.
        let (mut rows_left, mut scored_left) = (MOST_ROWS, MOST_SCORED);
        for (place, reading) in query.readings.iter().enumerate() {
            if place == 0 || query.readings[place - 1].name != reading.name {
                (rows_left, scored_left) = (MOST_ROWS, MOST_SCORED);
            }
            let still = query.readings[place..].iter().take_while(|r| r.name == reading.name).count();
            let asked = Asked::new(query, place);
            scratch.marks.set(&asked, self.info().tokens as usize);
            cut |= self.reach(&asked, &scratch.marks, rows_left / still, &mut scratch.reached);
            rows_left -= scratch.reached.numbers().len();
            let times = if asked.naming.is_power_of_two() { MORE_OF_ONE_WORD } else { 1 };
            cut |= self.choose(&asked, times * scored_left / still, scratch);
            scored_left -= scratch.worthy.len() / times;
            let read = |row: &u32| {
                let record = self.row_record(*row);
                record.split().0.iter().for_each(|held| self.fetch_brief(held.token()));
                record
            };
            for (row, record) in ahead_twice(&scratch.worthy, |row| self.fetch_row(*row), read) {
                if asked.may_be(&record) {
                    self.match_row(&asked, *row, &record, &scratch.marks, &mut scratch.scorer, &mut matches);
                }
            }
        }
        self.match_other_names(query, scratch, &mut matches);
        self.rank(query, matches, cut, limit, scratch)
    }

    /// Looks at the other names of the entities that are most alike: one that is written together or with more slips may
    /// be nearer than that which led to it.
    fn match_other_names(&self, query: &Query, scratch: &mut Scratch, matches: &mut Vec<(u32, NameMatch)>) {
        let mut entities: SmallVec<[(f32, u32); 16]> =
            matches.iter().map(|(entity, found)| (found.likeness.score, *entity)).collect();
        entities.sort_unstable_by(|(a, x), (b, y)| x.cmp(y).then(b.total_cmp(a)));
        entities.dedup_by_key(|(_, entity)| *entity);
        entities.sort_unstable_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
        let mut left = MOST_OTHER_NAMES / query.readings.len().max(1);
        let mut rows: SmallVec<[u32; 64]> = SmallVec::new();
        for (_, entity) in entities {
            let of = self.rows_of(EntityIndex::new(entity));
            if of.len() > 1 && of.len() <= left {
                left -= of.len();
                rows.extend(of);
            }
        }
        for place in (0..query.readings.len()).filter(|_| !rows.is_empty()) {
            let asked = Asked::new(query, place);
            scratch.marks.set(&asked, self.info().tokens as usize);
            for row in &rows {
                let record = self.row_record(*row);
                self.match_row(&asked, *row, &record, &scratch.marks, &mut scratch.scorer, matches);
            }
        }
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
            scratch.marks.set(&asked, self.info().tokens as usize);
            for row in 0..self.info().rows {
                let record = self.row_record(row);
                if asked.may_be(&record) {
                    self.match_row(&asked, row, &record, &scratch.marks, &mut scratch.scorer, &mut matches);
                }
            }
        }
        self.rank(query, matches, query.cut, limit, scratch)
    }

    /// Collects rows that hold tokens like the reading's, `most` and no more: all rows of rare ones, rows of common ones
    /// only where the token is enough by itself or where two are together. Says whether a limit bound.
    pub(crate) fn reach(
        &self,
        asked: &Asked<'_>,
        marks: &Marks,
        most: usize,
        reached: &mut Distinct,
    ) -> bool {
        reached.start(self.info().rows);
        let mut common: SmallVec<[CommonTokens; 6]> = SmallVec::new();
        let mut joined: SmallVec<[(u64, u32); 2]> = SmallVec::new();
        for (positions, token) in &asked.reading.joined {
            let (rare, cut) = self.reach_token(asked, marks, *token, most, reached);
            if cut {
                return true;
            }
            if !rare {
                joined.push((*positions, *token));
            }
        }
        for (token, positions) in &asked.telling {
            let mut many = SmallVec::new();
            let fetch = |alike: &Alike| alike.listed.into_iter().for_each(|l| self.fetch_postings(l));
            for alike in ahead(&asked.query.tokens[*token as usize].alike, fetch) {
                let Some(listed) = alike.listed else {
                    many.push((alike.token, alike.likeness.score >= LEADING));
                    continue;
                };
                if self.reach_listed(asked, marks, (alike.token, true), listed, most, reached) {
                    return true;
                }
            }
            let whole = many.len();
            // A piece leads to no row by itself.
            let pieces = asked.query.tokens[*token as usize].pieces.iter();
            many.extend(pieces.filter(|p| self.brief(**p).frequency > RARE).map(|p| (*p, false)));
            let groups = Neighbours::of(&many);
            common.push(CommonTokens { positions: *positions, tokens: many, whole, groups });
        }
        let mut held: SmallVec<[u64; 64]> = SmallVec::new();
        let filter = PairFilter::of(self.store.whole(Part::PairFilter));
        for (positions, token) in joined {
            for others in common.iter().filter(|others| positions & others.positions == 0) {
                let whole = others.tokens.iter().take(others.whole);
                held.extend(whole.map(|(other, _)| pair_key(token, *other)).filter(|p| filter.may_hold(*p)));
            }
        }
        self.reach_held(&mut held, reached);
        let mut pairs = 0;
        for (at, first) in common.iter().enumerate() {
            for (next, second) in common.iter().enumerate().skip(at + 1) {
                // Words that only qualify are no reason to look at a row.
                let names = (first.positions | second.positions) & asked.naming != 0;
                if !names || !asked.can_lead(at, next) {
                    continue;
                }
                pairs += first.tokens.len() * second.tokens.len();
                if pairs > MOST_PAIRS || reached.numbers().len() > most {
                    reached.truncate(most);
                    return true;
                }
                for a in &first.groups {
                    let others = ahead(&second.groups, |b| filter.fetch(*a, *b));
                    others.for_each(|b| held.extend(filter.held_of(*a, *b)));
                }
                self.reach_held(&mut held, reached);
            }
        }
        // What two words share is nearer than what a common one lists by itself.
        common
            .iter()
            .flat_map(|common| common.tokens.iter().take(common.whole))
            .any(|(token, _)| self.reach_token(asked, marks, *token, most, reached).1)
    }

    /// Collects the rows that are listed for one token. Answers whether it is a rare one, and whether the limit bound.
    fn reach_token(
        &self,
        asked: &Asked<'_>,
        marks: &Marks,
        token: u32,
        most: usize,
        reached: &mut Distinct,
    ) -> (bool, bool) {
        let (record, rare) = (self.token(token), self.brief(token).frequency <= RARE);
        let wanted = if rare { record.posted } else { asked.wanted_of_common(&record) };
        let listed = Listed { start: record.postings, count: wanted.min(record.posted) };
        (rare, self.reach_listed(asked, marks, (token, rare), listed, most, reached))
    }

    /// Collects these of the rows that are listed for a token. Says whether the limit bound.
    #[inline]
    fn reach_listed(
        &self,
        asked: &Asked<'_>,
        marks: &Marks,
        (token, rare): (u32, bool),
        listed: Listed,
        most: usize,
        reached: &mut Distinct,
    ) -> bool {
        let (own, leads) = marks.positions_and_lead(token);
        let postings = self.postings(listed).filter(|p| asked.kinds >> p.kind() & 1 == 1);
        if asked.initials || asked.naming & !own == 0 || rare && asked.alone & own != 0 {
            reached.add_all(postings.map(Posting::row));
        } else {
            reached.add_all(postings.filter(|p| marks.more_than(own, leads, *p)).map(Posting::row));
        }
        let cut = reached.numbers().len() > most;
        reached.truncate(most);
        cut
    }

    /// Collects the rows of these pairs of tokens, and forgets the pairs.
    fn reach_held(&self, pairs: &mut SmallVec<[u64; 64]>, reached: &mut Distinct) {
        for place in KeyIndex::PAIRS.find_all(&self.store, pairs).flatten() {
            if place & ONLY_ROW != 0 {
                reached.add(place & !ONLY_ROW);
                continue;
            }
            let count = self.store.u32(Part::PairRows, place as usize);
            reached.add_all(self.store.u32s(Part::PairRows, place as usize + 1, count as usize));
        }
        pairs.clear();
    }

    /// Of the rows reached, those that hold enough; and those with a key of the whole name, whatever they hold; `most` and
    /// no more. Says whether a limit bound.
    fn choose(&self, asked: &Asked<'_>, most: usize, scratch: &mut Scratch) -> bool {
        let Scratch { marks, reached, worthy, .. } = scratch;
        worthy.clear();
        reached.sort();
        let rows = ahead(reached.numbers(), |row| self.fetch_row(*row));
        worthy.extend(rows.filter(|row| self.is_enough(asked, &self.row_record(**row), marks)));
        let (mut cut, by_tokens) = (false, worthy.len());
        let mut as_written = by_tokens..by_tokens;
        for (at, rows) in KeyIndex::NAMES.find_all(&self.store, &asked.reading.keys).enumerate() {
            let before = worthy.len();
            worthy.extend(rows.take(MOST_BY_NAME));
            cut |= worthy.len() - before == MOST_BY_NAME;
            if at == 0 && asked.reading.written {
                as_written.end = worthy.len();
            }
        }
        if worthy.len() > most {
            cut |= self.keep_the_best(asked, marks, most, &as_written, worthy);
        }
        worthy.sort_unstable();
        worthy.dedup();
        cut
    }

    /// Keeps those rows that are most alike by an estimate; of which those before `as_written` share tokens with the name,
    /// those the row of its letters, the others a key of it. Says whether one goes that may be like enough.
    fn keep_the_best(
        &self,
        asked: &Asked<'_>,
        marks: &Marks,
        most: usize,
        as_written: &Range<usize>,
        rows: &mut Vec<u32>,
    ) -> bool {
        let mut estimated: Vec<(u32, f32)> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                // Tokens of a row that shares a key may be alike only when they are joined.
                let least = match at {
                    at if at < as_written.start => 0.0,
                    at if at < as_written.end => 1.0,
                    _ => KEYED,
                };
                (*row, self.estimate(asked, &self.row_record(*row), marks).max(least))
            })
            .collect();
        // Nearly in order already, which this sort uses.
        estimated.sort_by(|(a, x), (b, y)| a.cmp(b).then(y.total_cmp(x)));
        estimated.dedup_by_key(|(row, _)| *row);
        let mut gone = false;
        if most < estimated.len() {
            let best_first = |(a, x): &(u32, f32), (b, y): &(u32, f32)| y.total_cmp(x).then(a.cmp(b));
            let (_, (_, best_gone), _) = estimated.select_nth_unstable_by(most, best_first);
            gone = *best_gone >= DOUBTFUL;
            estimated.truncate(most);
        }
        rows.clear();
        rows.extend(estimated.iter().map(|(row, _)| *row));
        gone
    }

    /// Whether a row can be like enough: one of its tokens leads, and two of its tokens are like two of the reading's, or one is and one side has no
    /// other that names, or an initial of the subject's may stand for another.
    #[inline]
    pub(crate) fn is_enough(&self, asked: &Asked<'_>, record: &RowRecord, marks: &Marks) -> bool {
        if !asked.may_be(record) {
            return false;
        }
        let (mut positions, mut matched, mut unmatched, mut led) = (0_u64, 0, false, false);
        let several = !asked.naming.is_power_of_two();
        for held in self.row_tokens(record) {
            let ((found, leads), role) = (marks.positions_and_lead(held.token()), held.role());
            if found == 0 {
                // Beside a subject of several names an initial that is none of theirs is another name.
                unmatched |= is_name(role) || several && role == Role::Initial;
            } else {
                positions |= found;
                matched += 1;
                led |= leads;
            }
        }
        let persons = asked.kind == SubjectKind::Person && record.kind() == SubjectKind::Person;
        match positions.count_ones().min(matched) {
            _ if !led => false,
            2.. => true,
            // Of two persons one name is not enough, unless it is all that there is of the row's.
            1 if asked.initials || !unmatched => true,
            1 => !persons && (asked.naming & !positions == 0 || asked.alone & positions != 0),
            _ => false,
        }
    }

    /// What the likeness would be if nothing else of the two were paired, roughly, 0 to 1: from what the reading's and the
    /// row's matched tokens are of their information, where unmatched information counts half.
    fn estimate(&self, asked: &Asked<'_>, record: &RowRecord, marks: &Marks) -> f32 {
        let (mut alike, mut matched, mut gone, mut positions) = (0.0, 0.0, 0.0, 0);
        for held in self.row_tokens(record) {
            let weight = weight_of(held.role());
            match marks.alike(held.token()) {
                Some((at, likeness)) => {
                    let weight = weight * asked.reading.bits[at.trailing_zeros() as usize];
                    alike += weight * likeness;
                    matched += weight;
                    positions |= at;
                }
                None => gone += 0.5 * weight * UNREAD,
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
        record: &RowRecord,
        marks: &Marks,
        scorer: &mut RowScorer,
        matches: &mut Vec<(u32, NameMatch)>,
    ) {
        if let Some(likeness) = scorer.likeness_from(self, asked, marks, record, MINIMUM_LIKENESS) {
            matches.push((record.entity, Self::name_match(asked, row, record, likeness)));
        }
    }

    pub(crate) fn name_match(
        asked: &Asked<'_>,
        row: u32,
        record: &RowRecord,
        likeness: Likeness,
    ) -> NameMatch {
        let (strength, former) = (record.strength(), record.is_former());
        NameMatch { reading: asked.place, row, strength, former, likeness }
    }
}
