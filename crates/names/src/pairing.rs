//! The work of [`likeness`](crate::likeness): which token stands beside which, and what that is worth.

use smallvec::SmallVec;
use tamis_model::SubjectKind;

use crate::align::{Alignment, Likeness, NameView, PairLookup, Reason};
use crate::analyse::{MAX_TOKENS, Role};
use crate::joined::{joined_likeness, too_short};
use crate::script::Script;
use crate::token::{TokenLikeness, initial_likeness, of_syllables, slipped_likeness};
use crate::{TokenView, distance, written};

mod joining;
mod worth;

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

/// Whether names are of syllables, which are the same or others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Syllables {
    /// They are not.
    No,
    /// One is in Han or Hangul: nobody leaves a syllable out.
    Written,
    /// Both are Chinese names in pinyin: a syllable that is another is no slip.
    Pinyin,
}

/// A pair of tokens: its rank, its likeness, the two places, the reason.
type Candidate = (f32, f32, u8, u8, Reason);

/// Two runs of tokens that stand for each other, or against each other.
struct Link {
    query: (u8, u8),
    entity: (u8, u8),
    score: f32,
    reason: Reason,
}

pub(crate) struct Pairing<'a, 'q, 'e> {
    query: &'a NameView<'q>,
    entity: &'a NameView<'e>,
    person: bool,
    /// Whether they are persons' names of syllables.
    syllables: Syllables,
    /// Neither side has a token that is more than a generic word, a place, a number or a legal form.
    bare: bool,
    q: SmallVec<[Place; 8]>,
    e: SmallVec<[Place; 8]>,
    /// The places of each side that are not paired, one bit each.
    free: [u64; 2],
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

/// Whether a name is a Chinese one in pinyin: of nothing but its syllables, and with a Chinese family name.
fn is_pinyin(name: &NameView<'_>) -> bool {
    let few = (2..=4).contains(&name.outlines.len());
    few && name.outlines.iter().all(|token| token.is_pinyin())
        && (0..name.outlines.len()).any(|at| name.token(at).is_surname())
}

/// Letters of a row of tokens, of those that are compared by sound.
fn letters_of(places: &[Place]) -> usize {
    places.iter().map(|p| usize::from(p.letters)).sum()
}

/// Letters that joining words may add to each word of a name that was written as one: of the, de la.
const JOINING: usize = 4;

/// Letters that a number or a phrase may stand for, which are not counted: limited liability company.
const PHRASE: usize = 24;

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

/// Bits of a single letter at most, however rare it is as a word: one of 26, log2.
const SINGLE_BITS: f32 = 4.7;

/// How alike a word must be to the word of a legal form that it is taken for.
const DAMAGED: f32 = 0.7;

/// How alike by their letters two legal forms must be.
const FORMS: f32 = 0.85;

/// How alike two names must be when both are written as one word, so that where the blanks stand does not matter.
const JOINED_WHOLE: f32 = 0.9;

/// Letters in which they may differ all the same, however long they are: the name that a long legal form hides may have
/// five.
const WHOLE_SLIPS: f32 = 1.3;

/// Letters of a word's beginning that is an abbreviation of it although no table knows it for one: Pro is no Programs.
const SHORTEST_ABBREVIATION: u8 = 4;

/// How alike two tokens must be to tell that a third with a slip in it is meant.
const AGREED: f32 = 0.8;

/// A word beside its first letters: COMM for Communication.
const ABBREVIATED: f32 = 0.85;

impl<'a, 'q, 'e> Pairing<'a, 'q, 'e> {
    pub(crate) fn new(query: &'a NameView<'q>, entity: &'a NameView<'e>) -> Self {
        let organisation =
            |n: &NameView<'_>| matches!(n.kind, SubjectKind::Organization | SubjectKind::Object);
        let named = |n: &NameView<'_>| n.roles.iter().any(|r| matches!(r, Role::LegalForm | Role::Generic));
        let person = !organisation(query) && !organisation(entity) && !named(query) && !named(entity);
        let places = |n: &NameView<'_>| {
            let tokens = n.outlines.iter().zip(n.roles).zip(n.bits).take(MAX_TOKENS);
            tokens
                .map(|((outline, role), bits)| {
                    let most = if outline.is_single() { SINGLE_BITS } else { BITS.1 };
                    let bits = bits.clamp(BITS.0, most);
                    let (weight, bits) = (bits * share_of(*role), bits * told_by(*role));
                    Place { link: FREE, letters: outline.letters(), weight, bits }
                })
                .collect()
        };
        let bare = !person && !query.roles.iter().chain(entity.roles).any(|r| telling(*r));
        let whole = |script: Script| script.joins_words() || script.is_of_syllables();
        let written = || query.outlines.iter().chain(entity.outlines).any(|outline| whole(outline.script()));
        let syllables = if person && written() {
            Syllables::Written
        } else if person && is_pinyin(query) && is_pinyin(entity) {
            Syllables::Pinyin
        } else {
            Syllables::No
        };
        let (q, e): (SmallVec<[Place; 8]>, SmallVec<[Place; 8]>) = (places(query), places(entity));
        let free = [&q, &e].map(|side| u64::MAX.checked_shr(64 - side.len() as u32).unwrap_or(0));
        Self { query, entity, person, syllables, bare, q, e, free, links: SmallVec::new() }
    }

    /// Pairs the rest after [`Self::pair_by_likeness`], one with one or run with one: joined and split words, whole names
    /// without blanks, initials, what contradicts.
    pub(crate) fn pair_the_rest(&mut self) {
        self.pair_joined();
        self.pair_whole();
        self.pair_initials();
        self.pair_slipped();
        self.find_contradictions();
        self.bare |= self.is_bare_as_paired();
    }

    /// Whether the words that no table knows are, as paired, generic ones with a slip in them.
    fn is_bare_as_paired(&self) -> bool {
        let common = |places: &[Place], roles: &[Role]| {
            places.iter().zip(roles).all(|(place, role)| {
                let linked = || self.links.get(usize::from(place.link));
                !telling(*role) || linked().is_some_and(|link| self.is_damaged_word(link))
            })
        };
        !self.person && common(&self.q, self.query.roles) && common(&self.e, self.entity.roles)
    }

    /// A token of the query or, `turned`, of the entity's name.
    fn token(&self, turned: bool, at: usize) -> TokenView<'_> {
        if turned { self.entity.token(at) } else { self.query.token(at) }
    }

    /// The likeness of two tokens as the names allow it.
    fn strict(&self, reason: Reason, score: f32) -> f32 {
        let by_letters = matches!(reason, Reason::Spelling | Reason::Romanisation | Reason::JoinedOrSplit);
        if self.syllables == Syllables::Pinyin && by_letters && score < 1.0 {
            of_syllables(score)
        } else {
            score
        }
    }

    fn link(&mut self, query: (u8, u8), entity: (u8, u8), score: f32, reason: Reason) {
        let index = self.links.len() as u8;
        (query.0..query.1).for_each(|i| self.q[usize::from(i)].link = index);
        (entity.0..entity.1).for_each(|i| self.e[usize::from(i)].link = index);
        let bits = |(start, end): (u8, u8)| (u64::MAX >> (64 - (end - start).clamp(1, 64))) << start;
        self.free[0] &= !bits(query);
        self.free[1] &= !bits(entity);
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
        let (queries, entities) = (self.q.len(), self.e.len());
        pairs.each(queries, entities, &mut |i, j, pair| {
            let pair = TokenLikeness { score: self.strict(pair.reason, pair.score), ..pair };
            if pair.score <= 0.0 {
                return;
            }
            let (a, b) = (self.query.roles[i], self.entity.roles[j]);
            // A person's name is not translated, nor is it a legal form: White is no Weiss.
            let of_words = matches!(pair.reason, Reason::Adjective | Reason::Translation | Reason::LegalForm);
            let least = match pair.reason {
                // Of two known legal forms neither is the other with a slip in it.
                Reason::Spelling | Reason::Romanisation if (a, b) == (Role::LegalForm, Role::LegalForm) => {
                    FORMS
                }
                _ => self.least(a, b),
            };
            if pair.score < least || self.person && of_words {
                return;
            }
            let same_role = if a == b { 0.02 } else { 0.0 };
            let apart = (i as f32 / queries as f32 - j as f32 / entities as f32).abs();
            let rank = pair.score + same_role - 0.01 * apart;
            found.push((rank, pair.score, i as u8, j as u8, pair.reason));
        });
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(&b.2)).then(a.3.cmp(&b.3)));
        for (_, score, i, j, reason) in found {
            if self.q[usize::from(i)].link == FREE && self.e[usize::from(j)].link == FREE {
                self.link((i, i + 1), (j, j + 1), score, reason);
            }
        }
    }

    /// The places of the query or, `turned`, of the entity's name that are not paired now.
    fn free(&self, turned: bool) -> impl Iterator<Item = u8> + Clone + use<> {
        std::iter::successors(Some(self.free[usize::from(turned)]), |bits| Some(bits & bits.wrapping_sub(1)))
            .take_while(|bits| *bits != 0)
            .map(|bits| bits.trailing_zeros() as u8)
    }

    /// Whole names that differ in nothing but their blanks: POWERANCHORLIMITED, RADD.O.O. Tried where the tokens do not
    /// pair, since it is dear.
    fn pair_whole(&mut self) {
        let views = |turned, count| {
            (0..count).map(|at| self.token(turned, at)).collect::<SmallVec<[TokenView<'_>; 16]>>()
        };
        let same = self.may_be_written_as_one()
            && written::same(&views(false, self.q.len()), &views(true, self.e.len()));
        let score = if same { Some(1.0) } else { self.likeness_as_whole() };
        if let Some(score) = score {
            self.link_whole(score);
        }
    }

    /// How alike the names are when each is written as one word, where they are alike enough. Legal forms on both sides are
    /// no part of it: they are longer than many a name.
    fn likeness_as_whole(&self) -> Option<f32> {
        if !self.may_be_whole() {
            return None;
        }
        let has_form = |name: &NameView<'_>| name.roles.contains(&Role::LegalForm);
        let both = has_form(self.query) && has_form(self.entity);
        let words = |turned, roles: &[Role], count: usize| {
            let told = (0..count).filter(|at| !both || roles[*at] != Role::LegalForm);
            told.map(|at| self.token(turned, at)).collect::<SmallVec<[TokenView<'_>; 16]>>()
        };
        let own = words(false, self.query.roles, self.q.len());
        let other = words(true, self.entity.roles, self.e.len());
        let score = joined_likeness(&own, &other);
        let longest = letters_of(&self.q).max(letters_of(&self.e)).max(1);
        let least = JOINED_WHOLE.max(distance::likeness(WHOLE_SLIPS / longest as f32));
        (score >= least && !too_short(&own, &other, score, false)).then_some(score)
    }

    fn link_whole(&mut self, score: f32) {
        self.links.clear();
        let (q, e) = (self.q.len() as u8, self.e.len() as u8);
        self.link((0, q), (0, e), 0.97 * score, Reason::JoinedOrSplit);
    }

    /// Whether one name may be the other without some of its blanks, whatever its words are, as far as letters and pairs
    /// tell: where words of it stand in the other by themselves (ESMERALDAS C.I. S.A.S., ESMERALDAS C I S A S), the rest
    /// is fewer words there.
    fn may_be_written_as_one(&self) -> bool {
        let sides = [(&self.q, self.query.roles), (&self.e, self.entity.roles)];
        let [(few, roles), (many, _)] =
            if self.q.len() <= self.e.len() { sides } else { [sides[1], sides[0]] };
        // Numbers and phrases have no letters that are counted, and what is longer than a token can be was cut off.
        let uncounted = || many.iter().filter(|p| p.letters == 0).count();
        let cut = || few.iter().any(|p| usize::from(p.letters) >= crate::script::MAX_LETTERS);
        let (whole, parts) = (letters_of(few), letters_of(many));
        if self.person
            || self.same()
            || few.len() > 6
            || many.len() > 16
            || whole < 4
            || parts > whole + many.len() && !cut()
            || whole > parts + JOINING * many.len() + PHRASE * uncounted()
        {
            return false;
        }
        let stands =
            |place: &Place| place.link != FREE && self.links[usize::from(place.link)].reason == Reason::Same;
        let standing = few.iter().zip(roles).filter(|(p, r)| **r != Role::LegalForm && stands(p)).count();
        match standing {
            0 => few.len() <= 3,
            _ => standing < few.len() && few.len() < many.len(),
        }
    }

    fn may_be_whole(&self) -> bool {
        if self.person || self.q.len() == self.e.len() {
            return false;
        }
        let paired = |places: &[Place]| {
            places.iter().all(|p| p.link != FREE && self.links[usize::from(p.link)].score >= JOINED_WHOLE)
        };
        let (own, other) = (letters_of(&self.q), letters_of(&self.e));
        own.abs_diff(other) <= 3
            && (5..=2 * crate::script::MAX_LETTERS).contains(&own.max(other))
            && !(paired(&self.q) || paired(&self.e))
            && self.q.iter().chain(&self.e).all(|p| p.letters > 0)
    }

    /// Initials beside the names that they may stand for, in order.
    fn pair_initials(&mut self) {
        if !self.links.iter().any(|l| l.score > 0.5) {
            return;
        }
        for i in self.free(false) {
            for j in self.free(true) {
                let (a, b) = (usize::from(i), usize::from(j));
                if self.q[a].link != FREE || self.e[b].link != FREE || !self.may_be_initial(a, b) {
                    continue;
                }
                let score = initial_likeness(self.query.token(a), self.entity.token(b));
                if score > 0.0 {
                    let score = if self.person { score } else { ABBREVIATED };
                    self.link((i, i + 1), (j, j + 1), score, Reason::Initial);
                }
            }
        }
    }

    /// Whether one of two tokens may be an initial or a cut-off beginning of the other, as far as their outlines tell.
    fn may_be_initial(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.query.outlines[i], self.entity.outlines[j]);
        if a.is_single() || b.is_single() {
            // In an organisation's name a single letter is a name of its own.
            return self.person && a.is_single() != b.is_single();
        }
        let told = if self.person {
            self.links.iter().filter(|l| l.score > 0.8).count() >= 2
        } else {
            // There a cut-off word is an abbreviation, of a word that everybody knows: of COMM, Communication; Gaz is
            // none of Gazpromneft.
            let longer = if a.letters() < b.letters() { self.entity.roles[j] } else { self.query.roles[i] };
            longer == Role::Generic
        };
        let short = a.letters().min(b.letters()) < SHORTEST_ABBREVIATION;
        told && (self.person || !short || a.is_acronym() || b.is_acronym()) && a.may_begin(b)
    }

    /// A name with a slip in it beside the same in another script, where two others agree: there the rest tells who is meant.
    fn pair_slipped(&mut self) {
        let agrees = |link: &Link| link.score > AGREED && !matches!(link.reason, Reason::Initial);
        if !self.person || self.links.iter().filter(|link| agrees(link)).count() < 2 {
            return;
        }
        for i in self.free(false) {
            for j in self.free(true) {
                let (a, b) = (usize::from(i), usize::from(j));
                let (x, y) = (self.query.roles[a], self.entity.roles[b]);
                if self.e[b].link != FREE || self.least(x, y) > 0.0 || !self.other_scripts(a, b) {
                    continue;
                }
                let score = slipped_likeness(self.query.token(a), self.entity.token(b));
                if score > 0.0 {
                    self.link((i, i + 1), (j, j + 1), score, Reason::Spelling);
                    break;
                }
            }
        }
    }

    /// What is left over on both sides in comparable roles speaks against.
    fn find_contradictions(&mut self) {
        let (free_q, free_e) = (self.free(false), self.free(true));
        if free_q.clone().next().is_none() || free_e.clone().next().is_none() {
            return;
        }
        // The servant is half of a name whose other half is paired.
        let servant = |n: &NameView<'_>, places: &[Place], at: usize| {
            n.outlines[at].is_servant() && places.get(at + 1).is_some_and(|p| p.link != FREE)
        };
        for same_role in [true, false] {
            for i in free_q.clone() {
                let a = usize::from(i);
                if self.q[a].link != FREE {
                    continue;
                }
                let x = self.query.roles[a];
                for j in free_e.clone() {
                    let b = usize::from(j);
                    let y = self.entity.roles[b];
                    if (x == y) != same_role || self.e[b].link != FREE {
                        continue;
                    }
                    // Abd al-Karim is not Muhammad Karim, though Karim may be Abd al-Karim.
                    let half = || {
                        servant(self.query, &self.q, a) && Self::contradict(y, y)
                            || servant(self.entity, &self.e, b) && Self::contradict(x, x)
                    };
                    let served = || {
                        self.is_served_alone(false, a) && self.is_known_given(true, b)
                            || self.is_served_alone(true, b) && self.is_known_given(false, a)
                    };
                    if Self::contradict(x, y) || self.person && (half() || served()) {
                        self.link((i, i + 1), (j, j + 1), 0.0, Reason::Contradicting);
                        break;
                    }
                }
            }
        }
    }

    /// Whether a token is the second half of a servant's name (Abd Allah), of which neither half is paired.
    fn is_served_alone(&self, turned: bool, at: usize) -> bool {
        let (q, e) = (self.query, self.entity);
        let (places, roles, outlines) =
            if turned { (&self.e, e.roles, e.outlines) } else { (&self.q, q.roles, q.outlines) };
        let servant = at.checked_sub(1).filter(|before| outlines[*before].is_servant());
        roles[at] == Role::Particle && servant.is_some_and(|before| places[before].link == FREE)
    }

    /// Whether a token is a name and known for a given name.
    fn is_known_given(&self, turned: bool, at: usize) -> bool {
        let roles = if turned { self.entity.roles } else { self.query.roles };
        Self::contradict(roles[at], Role::Unknown) && self.token(turned, at).is_given()
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
    pub(crate) fn finish(&self, score: f32) -> Likeness {
        let mut result = Likeness { score, ..Likeness::default() };
        for link in &self.links {
            let bits = |places: &[Place], run: (u8, u8)| -> f32 {
                places[usize::from(run.0)..usize::from(run.1)].iter().map(|p| p.bits).sum()
            };
            let (i, j) = (usize::from(link.query.0), usize::from(link.entity.0));
            result.other_script |= link.score > 0.0 && self.other_scripts(i, j);
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
        for j in self.free(true) {
            result.alignments.push(Alignment {
                query: 0..0,
                entity: j..j + 1,
                reason: Reason::Missing,
                score: 0.0,
            });
        }
        result
    }
}
