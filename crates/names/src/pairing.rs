//! The work of [`likeness`](crate::likeness): which token stands beside which, and what that is worth.

use smallvec::SmallVec;
use tamis_model::SubjectKind;

use crate::align::{Alignment, Likeness, NameView, PairLookup, Reason};
use crate::analyse::{MAX_TOKENS, Role};
use crate::script::Script;
use crate::token::{closeness, initial_likeness, joined_likeness, nearness};

/// A token's place in the pairing.
#[derive(Clone, Copy)]
struct Place {
    /// Index into the links, or `FREE`.
    link: u8,
    /// How many letters it has, of those that are compared by sound.
    letters: u8,
    /// What it counts for within its name.
    weight: f32,
    /// What it says about whose name it is, in bits.
    bits: f32,
}

const FREE: u8 = u8::MAX;

/// A pair of tokens: its rank, its likeness, the two places, the reason.
type Candidate = (f32, f32, u8, u8, Reason);

/// Two runs of tokens that stand for each other, or against each other.
struct Link {
    query: (u8, u8),
    entity: (u8, u8),
    score: f32,
    reason: Reason,
}

pub(crate) struct Pairing<'a> {
    query: &'a NameView<'a>,
    entity: &'a NameView<'a>,
    person: bool,
    /// Neither side has a token that is more than a generic word, a place, a number or a legal form.
    bare: bool,
    q: SmallVec<[Place; 16]>,
    e: SmallVec<[Place; 16]>,
    links: SmallVec<[Link; 12]>,
}

/// What share of its bits a token's role leaves it.
fn share_of(role: Role) -> f32 {
    match role {
        Role::Particle => 0.06,
        Role::Title => 0.04,
        Role::Initial => 0.4,
        Role::Suffix => 0.15,
        Role::LegalForm => 0.08,
        Role::Generic => 0.65,
        Role::Number => 0.8,
        Role::Place => 0.75,
        Role::Patronymic => 0.7,
        Role::Unknown | Role::Given | Role::Family => 1.0,
    }
}

/// What share of a token's bits are told about the bearer: a generic word says as much as it is rare, but that a name
/// has a title, a particle or a legal form is hardly news.
fn told_by(role: Role) -> f32 {
    match role {
        Role::Particle | Role::Title | Role::Suffix | Role::LegalForm => share_of(role),
        Role::Initial => 0.4,
        _ => 1.0,
    }
}

/// Whether a token of this role tells an organisation from others.
fn telling(role: Role) -> bool {
    !matches!(
        role,
        Role::LegalForm
            | Role::Generic
            | Role::Place
            | Role::Particle
            | Role::Title
            | Role::Number
            | Role::Initial
    )
}

/// Bits of a token count within these bounds: the commonest name says something, the rarest not everything.
const BITS: (f32, f32) = (2.0, 14.0);

/// How alike a word must be to the word of a legal form that it is taken for.
const DAMAGED: f32 = 0.7;

/// How alike two names must be when both are written as one word, so that where the blanks stand does not matter.
const JOINED_WHOLE: f32 = 0.9;

/// What is left of the score where each name has a legal form of its own, and where only one has one.
const OTHER_FORM: f32 = 0.98;
const LONE_FORM: f32 = 0.99;

/// A word beside its first letters: COMM for Communication.
const ABBREVIATED: f32 = 0.85;

/// What a legal form or a generic word on one side leaves of the score beside a person.
const KINDS_DIFFER: f32 = 0.5;

/// What a number or a place leaves of the score that only one side has: Victory and Victory 3 are two ships, Banco
/// Santander and Banco Santander Chile two companies.
const LONE: f32 = 0.77;

impl<'a> Pairing<'a> {
    pub(crate) fn new(query: &'a NameView<'a>, entity: &'a NameView<'a>) -> Self {
        let letters: SmallVec<[u8; 16]> = entity.tokens.iter().map(|t| t.letter_count()).collect();
        Self::sketched(query, entity, &letters)
    }

    /// A pairing as far as it goes without the entity's profiles, given how many letters its tokens have: up to
    /// [`Self::may_join`] and [`Self::at_most`].
    pub(crate) fn sketched(query: &'a NameView<'a>, entity: &'a NameView<'a>, letters: &[u8]) -> Self {
        let organisation =
            |n: &NameView<'_>| matches!(n.kind, SubjectKind::Organization | SubjectKind::Object);
        let named = |n: &NameView<'_>| n.roles.iter().any(|r| matches!(r, Role::LegalForm | Role::Generic));
        let person = !organisation(query) && !organisation(entity) && !named(query) && !named(entity);
        let place = |bits: f32, role: Role, letters: u8| {
            let bits = bits.clamp(BITS.0, BITS.1);
            Place { link: FREE, letters, weight: bits * share_of(role), bits: bits * told_by(role) }
        };
        let own = query.tokens.iter().zip(query.roles).zip(query.bits).take(MAX_TOKENS);
        let q = own.map(|((t, role), bits)| place(*bits, *role, t.letter_count())).collect();
        let held = letters.iter().zip(entity.roles).zip(entity.bits).take(MAX_TOKENS);
        let e = held.map(|((letters, role), bits)| place(*bits, *role, *letters)).collect();
        let bare = !person && !query.roles.iter().chain(entity.roles).any(|r| telling(*r));
        Self { query, entity, person, bare, q, e, links: SmallVec::new() }
    }

    fn link(&mut self, query: (u8, u8), entity: (u8, u8), score: f32, reason: Reason) {
        let index = self.links.len() as u8;
        (query.0..query.1).for_each(|i| self.q[usize::from(i)].link = index);
        (entity.0..entity.1).for_each(|i| self.e[usize::from(i)].link = index);
        self.links.push(Link { query, entity, score, reason });
    }

    /// How alike tokens of these roles must be to stand for each other. A patronymic is no slip for a family name.
    fn least(&self, a: Role, b: Role) -> f32 {
        let kind = |r| match r {
            Role::Particle => 1,
            Role::LegalForm => 2,
            Role::Title => 3,
            Role::Patronymic if self.person => 4,
            _ => 0,
        };
        match (a, b) {
            // A damaged word of a legal form is not known for one: LIABILTY.
            (Role::LegalForm, Role::Unknown) | (Role::Unknown, Role::LegalForm) if !self.person => DAMAGED,
            _ if kind(a) == kind(b) => 0.0,
            _ => 0.93,
        }
    }

    /// Pairs the likest first; of equals, those of the same role, then of the same order.
    pub(crate) fn pair_by_likeness(&mut self, pairs: &impl PairLookup) {
        let mut found: SmallVec<[Candidate; 24]> = SmallVec::new();
        for i in 0..self.q.len() {
            for j in 0..self.e.len() {
                let pair = pairs.pair(i, j);
                if pair.score <= 0.0 {
                    continue;
                }
                let (a, b) = (self.query.roles[i], self.entity.roles[j]);
                if pair.score < self.least(a, b) || self.person && pair.reason == Reason::Adjective {
                    continue;
                }
                let same_role = if a == b { 0.02 } else { 0.0 };
                let apart = (i as f32 / self.q.len() as f32 - j as f32 / self.e.len() as f32).abs();
                found.push((
                    pair.score + same_role - 0.01 * apart,
                    pair.score,
                    i as u8,
                    j as u8,
                    pair.reason,
                ));
            }
        }
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
        for (_, score, i, j, reason) in found {
            if self.q[usize::from(i)].link == FREE && self.e[usize::from(j)].link == FREE {
                self.link((i, i + 1), (j, j + 1), score, reason);
            }
        }
    }

    fn free(places: &[Place]) -> SmallVec<[u8; 16]> {
        places.iter().enumerate().filter(|(_, p)| p.link == FREE).map(|(i, _)| i as u8).collect()
    }

    /// Whole names that differ in nothing but their blanks: POWERANCHORLIMITED, RADD.O.O. Tried where the tokens do not
    /// pair, since it is dear.
    pub(crate) fn pair_whole(&mut self) {
        if !self.may_be_whole() {
            return;
        }
        let score = joined_likeness(self.query.tokens.iter().copied(), self.entity.tokens.iter().copied());
        if score >= JOINED_WHOLE {
            self.links.clear();
            let (q, e) = (self.q.len() as u8, self.e.len() as u8);
            self.link((0, q), (0, e), 0.97 * score, Reason::JoinedOrSplit);
        }
    }

    fn may_be_whole(&self) -> bool {
        let letters = |places: &[Place]| places.iter().map(|p| usize::from(p.letters)).sum::<usize>();
        let paired = |places: &[Place]| {
            places.iter().all(|p| p.link != FREE && self.links[usize::from(p.link)].score >= JOINED_WHOLE)
        };
        let (own, other) = (letters(&self.q), letters(&self.e));
        !(self.person || self.q.len() == self.e.len() || paired(&self.q) || paired(&self.e))
            && (5..=2 * crate::script::MAX_LETTERS).contains(&own.max(other))
            && own.abs_diff(other) <= 3
            && self.q.iter().chain(&self.e).all(|p| p.letters > 0)
    }

    /// Tells of the runs of up to five tokens around a free one, each with a token of the other side that may be all of
    /// it: by length, and because every token of the run is free or was paired, less well, with this very one.
    fn for_runs(&self, at: u8, turned: bool, mut tell: impl FnMut((u8, u8), u8)) {
        let (own, other) = if turned { (&self.e, &self.q) } else { (&self.q, &self.e) };
        for length in 2..=5_u8.min(own.len() as u8) {
            let last = at.min(own.len() as u8 - length);
            for start in (at + 1).saturating_sub(length)..=last {
                let end = start + length;
                let run = &own[usize::from(start)..usize::from(end)];
                let letters: u32 = run.iter().map(|p| u32::from(p.letters)).sum();
                for (target, place) in other.iter().enumerate() {
                    let size = u32::from(place.letters);
                    if size < 4 || size.abs_diff(letters) > 3 {
                        continue;
                    }
                    let fits = if place.link == FREE {
                        run.iter().all(|p| p.link == FREE)
                    } else {
                        run.iter().all(|p| p.link == FREE || p.link == place.link)
                            && run.iter().any(|p| p.link == place.link)
                            && self.links[usize::from(place.link)].score < 0.97
                    };
                    if fits {
                        tell((start, end), target as u8);
                    }
                }
            }
        }
    }

    /// Tokens that one side joins and the other splits.
    pub(crate) fn pair_joined(&mut self) {
        for turned in [false, true] {
            let own = if turned { &self.e } else { &self.q };
            if own.len() < 2 {
                continue;
            }
            for at in Self::free(own) {
                self.join_around(at, turned);
            }
        }
    }

    /// Joins the run around a free token that is most like a token of the other side.
    fn join_around(&mut self, at: u8, turned: bool) {
        let (own, other) = if turned { (&self.e, &self.q) } else { (&self.q, &self.e) };
        if own[usize::from(at)].link != FREE {
            return;
        }
        let sides = (self.query, self.entity);
        let (own_view, other_view) = if turned { (sides.1, sides.0) } else { sides };
        let mut best: Option<((u8, u8), u8, f32)> = None;
        self.for_runs(at, turned, |(start, end), target| {
            let place = other[usize::from(target)];
            let before = if place.link == FREE { 0.0 } else { self.links[usize::from(place.link)].score };
            let run = own_view.tokens[usize::from(start)..usize::from(end)].iter().copied();
            let joined = joined_likeness(run, std::iter::once(other_view.tokens[usize::from(target)]));
            let score = 0.97 * joined;
            if score > 0.72 && score > before && best.is_none_or(|b| score > b.2) {
                best = Some(((start, end), target, score));
            }
        });
        if let Some((run, target, score)) = best {
            self.unlink(target, turned);
            let target = (target, target + 1);
            let (query, entity) = if turned { (target, run) } else { (run, target) };
            self.link(query, entity, score, Reason::JoinedOrSplit);
        }
    }

    /// Dissolves the link of a token, if it has one.
    fn unlink(&mut self, target: u8, turned: bool) {
        let place = if turned { self.q[usize::from(target)] } else { self.e[usize::from(target)] };
        if place.link == FREE {
            return;
        }
        for side in [&mut self.q, &mut self.e] {
            side.iter_mut().filter(|p| p.link == place.link).for_each(|p| p.link = FREE);
        }
        let link = &mut self.links[usize::from(place.link)];
        link.score = 0.0;
        (link.query, link.entity) = ((0, 0), (0, 0));
    }

    /// Pairs what is still free, one with one: initials, what sounds alike, what contradicts.
    pub(crate) fn pair_the_rest(&mut self) {
        self.pair_initials();
        self.pair_close();
        self.find_contradictions();
    }

    /// Initials beside the names that they may stand for, in order.
    fn pair_initials(&mut self) {
        if !self.links.iter().any(|l| l.score > 0.5) {
            return;
        }
        for i in Self::free(&self.q) {
            for j in Self::free(&self.e) {
                let (a, b) = (self.query.tokens[usize::from(i)], self.entity.tokens[usize::from(j)]);
                let score = initial_likeness(a, b);
                // In an organisation's name a single letter is a name of its own; a cut-off word is an abbreviation.
                let generic = self.query.roles[usize::from(i)] == Role::Generic
                    || self.entity.roles[usize::from(j)] == Role::Generic;
                if !self.person && (a.is_single() || b.is_single() || !generic) {
                    continue;
                }
                let told = !self.person
                    || a.is_single()
                    || b.is_single()
                    || self.links.iter().filter(|l| l.score > 0.8).count() >= 2;
                if score > 0.0
                    && told
                    && self.q[usize::from(i)].link == FREE
                    && self.e[usize::from(j)].link == FREE
                {
                    let score = if self.person { score } else { ABBREVIATED };
                    self.link((i, i + 1), (j, j + 1), score, Reason::Initial);
                }
            }
        }
    }

    /// Tokens left over on both sides that sound alike, although they share no key: short ones.
    fn pair_close(&mut self) {
        let (free_q, free_e) = (Self::free(&self.q), Self::free(&self.e));
        if free_q.len() * free_e.len() > 64 {
            return;
        }
        for i in free_q {
            let mut best = (0.0_f32, 0, Reason::Spelling);
            for j in &free_e {
                let (a, b) = (usize::from(i), usize::from(*j));
                let least = self.least(self.query.roles[a], self.entity.roles[b]);
                if self.e[b].link != FREE || least > DAMAGED {
                    continue;
                }
                let (x, y) = (self.query.tokens[a], self.entity.tokens[b]);
                let found = closeness(x, y);
                if found.score > best.0.max(least) && !(self.person && found.reason == Reason::Adjective) {
                    best = (found.score, *j, found.reason);
                }
            }
            if best.0 > 0.0 {
                self.link((i, i + 1), (best.1, best.1 + 1), best.0, best.2);
            }
        }
    }

    /// What is left over on both sides in comparable roles speaks against.
    fn find_contradictions(&mut self) {
        let (free_q, free_e) = (Self::free(&self.q), Self::free(&self.e));
        for same_role in [true, false] {
            for i in &free_q {
                for j in &free_e {
                    let (a, b) = (usize::from(*i), usize::from(*j));
                    if self.q[a].link != FREE || self.e[b].link != FREE {
                        continue;
                    }
                    let (x, y) = (self.query.roles[a], self.entity.roles[b]);
                    // The servant is half of a name whose other half is paired.
                    let servant = |n: &NameView<'_>, places: &[Place], at: usize| {
                        n.tokens[at].is_servant() && places.get(at + 1).is_some_and(|p| p.link != FREE)
                    };
                    // Abd al-Karim is not Muhammad Karim, though Karim may be Abd al-Karim.
                    let half = servant(self.query, &self.q, a) && Self::contradict(y, y)
                        || servant(self.entity, &self.e, b) && Self::contradict(x, x);
                    if (x == y) == same_role && (Self::contradict(x, y) || self.person && half) {
                        self.link((*i, i + 1), (*j, j + 1), 0.0, Reason::Contradicting);
                    }
                }
            }
        }
    }

    fn contradict(a: Role, b: Role) -> bool {
        let name = |r| matches!(r, Role::Unknown | Role::Given | Role::Family);
        match (a, b) {
            (Role::Patronymic, Role::Patronymic)
            | (Role::Number, Role::Number)
            | (Role::Initial, Role::Initial)
            | (Role::Place | Role::Generic, Role::Place | Role::Generic) => true,
            (Role::Initial, other) | (other, Role::Initial) => name(other) || other == Role::Patronymic,
            (Role::Generic | Role::Place | Role::Number, other)
            | (other, Role::Generic | Role::Place | Role::Number) => name(other),
            (Role::Patronymic, other) | (other, Role::Patronymic) => other == Role::Unknown,
            _ => name(a) && name(b),
        }
    }

    /// The likeness of this score, with the alignments in the order of the query.
    pub(crate) fn finish(self, score: f32) -> Likeness {
        let mut result = Likeness { score, ..Likeness::default() };
        for link in &self.links {
            let bits = |places: &[Place], run: (u8, u8)| -> f32 {
                places[usize::from(run.0)..usize::from(run.1)].iter().map(|p| p.bits).sum()
            };
            result.shared_bits += link.score * bits(&self.e, link.entity).min(bits(&self.q, link.query));
        }
        let mut at = 0;
        while at < self.q.len() {
            let place = self.q[at];
            let alignment = if place.link == FREE {
                Alignment { query: at as u8..at as u8 + 1, entity: 0..0, reason: Reason::Missing, score: 0.0 }
            } else {
                let link = &self.links[usize::from(place.link)];
                Alignment {
                    query: link.query.0..link.query.1,
                    entity: link.entity.0..link.entity.1,
                    reason: link.reason,
                    score: link.score,
                }
            };
            at = usize::from(alignment.query.end).max(at + 1);
            result.alignments.push(alignment);
        }
        for j in Self::free(&self.e) {
            result.alignments.push(Alignment {
                query: 0..0,
                entity: j..j + 1,
                reason: Reason::Missing,
                score: 0.0,
            });
        }
        result
    }

    /// The score of the pairs as they are.
    pub(crate) fn score(&self) -> f32 {
        self.score_with(&Later::default())
    }

    /// The score of the pairs as they are when nothing comes `later`; otherwise no less than any score to which what
    /// may come later can lead.
    fn score_with(&self, later: &Later) -> f32 {
        if self.q.is_empty() || self.e.is_empty() {
            return 0.0;
        }
        if self.same() {
            return 1.0;
        }
        let covered_q =
            self.covered(&self.q, self.query.roles, self.entity.roles, 0.4, (later, later.queries));
        let covered_e =
            self.covered(&self.e, self.entity.roles, self.query.roles, 0.5, (later, later.entities));
        let mut score = self.quality(later) * covered_q * covered_e;
        score *= match later.nothing() {
            true => self.contradiction(),
            false if self.kinds_differ() => KINDS_DIFFER,
            false => 1.0,
        };
        if self.person {
            score = score.min(self.person_limit(later));
        } else if later.nothing() {
            score = score.min(self.organisation_limit()) * self.legal_forms();
        }
        score.clamp(0.0, 1.0)
    }

    /// Whether both names are the same tokens in the same order.
    fn same(&self) -> bool {
        self.q.len() == self.e.len()
            && self.links.len() == self.q.len()
            && self.links.iter().all(|l| l.reason == Reason::Same && l.query == l.entity)
    }

    /// The share of a side's weight that is paired. What is missing on the other side counts less than what is paired.
    /// With `later`, the most that it can be when so many more tokens are paired or contradicted.
    fn covered(
        &self,
        own: &[Place],
        roles: &[Role],
        other: &[Role],
        missing: f32,
        (later, joined): (&Later, u64),
    ) -> f32 {
        let (mut paired, mut gone, mut count) = (0.0, 0.0, 0_usize);
        let mut free: SmallVec<[(f32, f32); 16]> = SmallVec::new();
        let legal_only = roles.iter().all(|r| *r == Role::LegalForm);
        for (at, (place, role)) in own.iter().zip(roles).enumerate() {
            if place.link != FREE {
                let link = &self.links[usize::from(place.link)];
                // What contradicts is weighed apart; equal legal forms say nothing beside other words.
                if link.reason != Reason::Contradicting && (*role != Role::LegalForm || legal_only) {
                    paired += place.weight;
                }
                continue;
            }
            if joined >> at & 1 == 1 {
                paired += place.weight;
                continue;
            }
            let told = other.contains(role);
            let share = match role {
                Role::Patronymic if !told => 0.08,
                Role::Particle | Role::Title | Role::LegalForm | Role::Suffix => 0.0,
                Role::Generic if self.bare => 1.0,
                Role::Generic => missing,
                Role::Place | Role::Number => 0.9,
                _ => {
                    count += 1;
                    // A name that leads is the bearer's own: Uday Saddam Hussein is no Saddam Hussein.
                    if self.person && at == 0 && own.len() > 2 { 1.6 * missing } else { missing }
                }
            };
            gone += place.weight * share;
            if later.pairs > 0 {
                free.push((place.weight, place.weight * share));
            }
        }
        if later.pairs > 0 {
            paired += most(free.iter().map(|f| f.0), later.pairs);
            gone = (gone - most(free.iter().map(|f| f.1), later.pairs)).max(0.0);
            count = count.saturating_sub(later.pairs);
        }
        // The more is missing, the more each counts: two more names are usual, three are somebody else's.
        let gone = gone * (1.0 + 0.3 * (count as f32 - 1.0).max(0.0));
        if paired > 0.0 { paired / (paired + gone) } else { 0.0 }
    }

    /// How alike the paired tokens are. A pair that is hardly alike counts for less than it is worth alone: it may be
    /// two names. With `later`, the most that it can be when so many more are paired.
    fn quality(&self, later: &Later) -> f32 {
        let (mut sum, mut total) = (0.0, 0.0);
        for (at, link) in self.links.iter().enumerate().filter(|(_, l)| l.score > 0.0) {
            let weight = |places: &[Place], run: (u8, u8)| -> f32 {
                places[usize::from(run.0)..usize::from(run.1)].iter().map(|p| p.weight).sum()
            };
            let (own, other) = (weight(&self.q, link.query), weight(&self.e, link.entity));
            let weight = if self.is_damaged_form(link) { own.min(other) } else { own.max(other) };
            let doubt = if matches!(link.reason, Reason::Initial | Reason::Acronym) {
                0.0
            } else {
                1.2 * (0.75 - link.score).max(0.0)
            };
            // Two ways to write one legal form are one legal form.
            let score = if link.reason == Reason::LegalForm { 1.0 } else { link.score - doubt };
            sum += weight * if later.replaced >> at & 1 == 1 { 1.0 } else { score };
            total += weight;
        }
        if !later.nothing() {
            let joined = |places: &[Place], set: u64| -> f32 {
                places.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, p)| p.weight).sum()
            };
            let free = self.q.iter().chain(&self.e).filter(|p| p.link == FREE).map(|p| p.weight);
            // A pair weighs as much as the heavier of its two.
            let more =
                most(free, later.pairs) + joined(&self.q, later.queries) + joined(&self.e, later.entities);
            sum += more;
            total += more;
        }
        if total > 0.0 { sum / total } else { 0.0 }
    }

    /// What legal forms leave of the score: next to nothing is gone, but of two companies of one name the one of the
    /// same form comes first.
    fn legal_forms(&self) -> f32 {
        let on = |places: &[Place], roles: &[Role], paired: bool| {
            places.iter().zip(roles).any(|(p, r)| *r == Role::LegalForm && (p.link != FREE) == paired)
        };
        let left = |paired| (on(&self.q, self.query.roles, paired), on(&self.e, self.entity.roles, paired));
        match (left(false), left(true)) {
            ((false, false), _) => 1.0,
            ((true, true), (false, false)) => OTHER_FORM,
            _ => LONE_FORM,
        }
    }

    /// Whether a link is of a word that no table knows and a word of a legal form.
    fn is_damaged_form(&self, link: &Link) -> bool {
        let roles = |roles: &[Role], run: (u8, u8), role| {
            roles[usize::from(run.0)..usize::from(run.1)].iter().all(|r| *r == role)
        };
        let (q, e) = (self.query.roles, self.entity.roles);
        roles(q, link.query, Role::LegalForm) && roles(e, link.entity, Role::Unknown)
            || roles(q, link.query, Role::Unknown) && roles(e, link.entity, Role::LegalForm)
    }

    /// What contradictions leave of the score.
    fn contradiction(&self) -> f32 {
        let mut factor = 1.0;
        if self.kinds_differ() {
            factor *= KINDS_DIFFER;
        }
        let lone = |role: Role| {
            let on = |places: &[Place], roles: &[Role]| {
                places.iter().zip(roles).any(|(p, r)| p.link == FREE && *r == role)
            };
            on(&self.q, self.query.roles) || on(&self.e, self.entity.roles)
        };
        if lone(Role::Number) || !self.person && !self.bare && lone(Role::Place) {
            factor *= LONE;
        }
        for link in self.links.iter().filter(|l| l.reason == Reason::Contradicting) {
            let (i, j) = (usize::from(link.query.0), usize::from(link.entity.0));
            factor *= 1.0
                - self.strength(i, j) * (1.0 - 0.8 * nearness(self.query.tokens[i], self.entity.tokens[j]));
        }
        if self.person && self.crossed() {
            factor *= 0.45;
        }
        factor
    }

    /// How much two tokens left over against each other speak against.
    fn strength(&self, i: usize, j: usize) -> f32 {
        let (a, b) = (self.query.roles[i], self.entity.roles[j]);
        if self.person {
            return match (a, b) {
                (Role::Initial, _) | (_, Role::Initial) | (Role::Patronymic, Role::Patronymic) => 0.5,
                (Role::Patronymic, _) | (_, Role::Patronymic) => 0.2,
                _ => 0.6,
            };
        }
        let weight = self.q[i].weight.min(self.e[j].weight);
        let strength = match (a, b) {
            (Role::Number, Role::Number) => 0.28,
            (Role::Place, Role::Place) => 0.5,
            _ if self.bare => 0.7,
            _ if telling(a) && telling(b) => 0.65 * (weight / 8.0).min(1.0),
            (Role::Generic, Role::Generic) => 0.3,
            _ => 0.4,
        };
        // Across scripts a word left over may be a translation that no table holds; a name is seldom translated.
        match (self.other_scripts(i, j), telling(a) && telling(b)) {
            (false, _) => strength,
            (true, true) => 0.8 * strength,
            (true, false) => 0.6 * strength,
        }
    }

    /// A person beside a name that bears a legal form or a generic word.
    fn kinds_differ(&self) -> bool {
        let body = |n: &NameView<'_>| n.roles.iter().any(|r| matches!(r, Role::LegalForm | Role::Generic));
        self.query.kind == SubjectKind::Person && body(self.entity)
            || self.entity.kind == SubjectKind::Person && body(self.query)
    }

    /// Whether the two are of different scripts.
    fn other_scripts(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.query.tokens[i].script(), self.entity.tokens[j].script());
        a != b && a != Script::None && b != Script::None
    }

    /// Whether two told roles are crossed: father and son, given and family name. Where only one of two crossed names
    /// is a given name, somebody wrote it in the wrong column; where both are, there are two such persons.
    fn crossed(&self) -> bool {
        let crossing = |from: Role, to: Role| {
            self.links.iter().filter(|l| l.score > 0.5).any(|l| {
                l.query.1 - l.query.0 == 1
                    && l.entity.1 - l.entity.0 == 1
                    && self.query.roles[usize::from(l.query.0)] == from
                    && self.entity.roles[usize::from(l.entity.0)] == to
            })
        };
        let given = || {
            let family = self.query.tokens.iter().zip(self.query.roles).filter(|(_, r)| **r == Role::Family);
            let given = self.query.tokens.iter().zip(self.query.roles).filter(|(_, r)| **r == Role::Given);
            family.chain(given).all(|(token, _)| token.is_given())
        };
        crossing(Role::Given, Role::Patronymic) && crossing(Role::Patronymic, Role::Given)
            || crossing(Role::Given, Role::Family) && crossing(Role::Family, Role::Given) && given()
    }

    /// What a person's name can be worth at most: one name of several is never enough, and initials alone are not. With
    /// `later`, when so many more tokens are paired.
    fn person_limit(&self, later: &Later) -> f32 {
        let names = |places: &[Place], roles: &[Role]| {
            places
                .iter()
                .zip(roles)
                .filter(|(_, r)| {
                    !matches!(
                        r,
                        Role::Particle | Role::Title | Role::Suffix | Role::Initial | Role::Patronymic
                    )
                })
                .count()
        };
        let (mut full, mut initials) = (0, 0);
        for link in self.links.iter().filter(|l| l.score > 0.5) {
            let whole = |places: &[Place], run: (u8, u8)| {
                places[usize::from(run.0)..usize::from(run.1)].iter().filter(|p| p.letters >= 3).count()
            };
            let tokens = whole(&self.q, link.query).max(whole(&self.e, link.entity)).max(1);
            let role = self.query.roles[usize::from(link.query.0)];
            // A part of a split name may look like a particle ("Da ud"); beside a name it is none.
            let beside = self.entity.roles[usize::from(link.entity.0)];
            let aside = |role| matches!(role, Role::Particle | Role::Title | Role::Suffix);
            match link.reason {
                Reason::Initial => initials += 1,
                _ if aside(role) && aside(beside) => {}
                _ if role == Role::Initial => initials += 1,
                _ => full += tokens,
            }
        }
        let most = names(&self.q, self.query.roles).max(names(&self.e, self.entity.roles));
        match (full, initials) {
            _ if later.may_join() => 1.0,
            (0, _) if later.pairs == 0 => 0.2,
            (0, 0) if later.pairs == 1 && most > 1 => 0.45,
            (1, 0) if later.pairs == 0 && most > 1 => 0.45,
            _ => 1.0,
        }
    }

    /// What an organisation's name can be worth at most: generic words, places and legal forms alone are not enough,
    /// unless nothing else is there.
    fn organisation_limit(&self) -> f32 {
        let own = self.links.iter().any(|l| {
            l.score > 0.5
                && ((l.query.0..l.query.1).any(|i| telling(self.query.roles[usize::from(i)]))
                    || (l.entity.0..l.entity.1).any(|j| telling(self.entity.roles[usize::from(j)])))
        });
        if own {
            return 1.0;
        }
        let unpaired = |places: &[Place], roles: &[Role]| {
            places
                .iter()
                .zip(roles)
                .any(|(p, r)| telling(*r) && (p.link == FREE || self.links[usize::from(p.link)].score == 0.0))
        };
        if unpaired(&self.q, self.query.roles) || unpaired(&self.e, self.entity.roles) { 0.4 } else { 1.0 }
    }

    /// The most that the score can still become. With `joins`, before joined tokens are paired; without, after.
    ///
    /// What comes after pairs free tokens of one side with free ones of the other, one with one, or holds them against
    /// each other. Joining may pair every token that stands in a run of fitting length, and replace the pair of the
    /// token that it is joined to.
    pub(crate) fn at_most(&self, joins: bool) -> f32 {
        let (free_q, free_e) = (Self::free(&self.q), Self::free(&self.e));
        let mut later = Later::default();
        if joins {
            if self.may_be_whole() {
                return 1.0;
            }
            for (turned, free) in [(false, &free_q), (true, &free_e)] {
                for at in free {
                    self.for_runs(*at, turned, |(start, end), target| {
                        later.join(self, turned, start..end, target);
                    });
                }
            }
        }
        let may = |i: &u8, j: &u8| self.may_meet(usize::from(*i), usize::from(*j));
        let queries = free_q.iter().filter(|i| free_e.iter().any(|j| may(i, j))).count();
        let entities = free_e.iter().filter(|j| free_q.iter().any(|i| may(i, j))).count();
        later.pairs = queries.min(entities);
        self.score_with(&later)
    }

    /// Whether two free tokens may be paired or held against each other by what comes after [`Self::pair_joined`].
    fn may_meet(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.query.roles[i], self.entity.roles[j]);
        self.least(a, b) <= DAMAGED
            || Self::contradict(a, b)
            || self.person
            || a == Role::Generic
            || b == Role::Generic
    }
}

/// What may still come when a score is bounded; by default nothing.
#[derive(Default)]
struct Later {
    /// Pairs of tokens that are free on both sides, one with one.
    pairs: usize,
    /// Free tokens of the query that may be joined, one bit each.
    queries: u64,
    /// Free tokens of the entity's name that may be joined, one bit each.
    entities: u64,
    /// Pairs that a joined one may replace, one bit each.
    replaced: u64,
}

impl Later {
    fn nothing(&self) -> bool {
        self.pairs == 0 && !self.may_join()
    }

    fn may_join(&self) -> bool {
        (self.queries | self.entities | self.replaced) != 0
    }

    /// Notes that a run may be joined to a token of the other side.
    fn join(&mut self, pairing: &Pairing<'_>, turned: bool, run: std::ops::Range<u8>, target: u8) {
        let (runs, targets) = if turned {
            (&mut self.entities, &mut self.queries)
        } else {
            (&mut self.queries, &mut self.entities)
        };
        let (own, other) = if turned { (&pairing.e, &pairing.q) } else { (&pairing.q, &pairing.e) };
        *runs |= run.filter(|at| own[usize::from(*at)].link == FREE).fold(0, |set, at| set | 1 << at);
        match other[usize::from(target)].link {
            FREE => *targets |= 1 << target,
            link => self.replaced |= 1 << (link % 64),
        }
    }
}

/// The sum of the `count` largest.
fn most(numbers: impl Iterator<Item = f32>, count: usize) -> f32 {
    let mut numbers: SmallVec<[f32; 16]> = numbers.collect();
    numbers.sort_unstable_by(|a, b| b.total_cmp(a));
    numbers.iter().take(count).sum()
}
