//! What a pairing is worth: the score of the pairs as they are.

use tamis_model::SubjectKind;

use super::{FREE, Link, Pairing, Place, Syllables, telling};
use crate::TokenOutline;
use crate::align::{JOINED_EXACTLY, NameView, Reason};
use crate::analyse::Role;
use crate::script::Script;
use crate::token::{TOKEN_FLOOR, nearness};

/// What is left of the score where each name has a legal form of its own, and where only one has one.
const OTHER_FORM: f32 = 0.98;
const LONE_FORM: f32 = 0.99;

/// How alike two ways to write one legal form are, at least; forms of one kind are less.
const SAME_FORM: f32 = 0.9;

/// What a word that only the query has takes, and one that only the entity has, beside what a paired one gives.
const MISSING: (f32, f32) = (0.4, 0.5);

/// The same of a Chinese or Korean name in its own script: it is written whole, and a syllable more is another name.
const SYLLABLE_MISSING: f32 = 1.0;

/// The same of a name that its bearer has beside a Chinese or Korean one, where that is written by itself: John Ka-chiu Lee.
const ADDED: f32 = 0.2;

/// What is left of the score of two people of whom one has a family name that the other has nothing like.
const OTHER_FAMILY: f32 = 0.8;

/// What is left of the score of two people of whom one is named as the other's child.
const CHILD: f32 = 0.4;

/// Bits of a name that leads a chain and is not just left out, as Muhammad is.
const NOT_LEFT_OUT: f32 = 7.0;

/// How alike names of such a chain must be, and how many they are.
const IN_CHAIN: f32 = 0.8;
const SHORTEST_CHAIN: usize = 3;

/// What a legal form or a generic word on one side leaves of the score beside a person.
const KINDS_DIFFER: f32 = 0.5;

/// What a number or a place leaves of the score that only one side has: Victory and Victory 3 are two ships, Banco
/// Santander and Banco Santander Chile two companies.
const LONE: f32 = 0.77;

fn weight_of(places: &[Place], run: (u8, u8)) -> f32 {
    places[usize::from(run.0)..usize::from(run.1)].iter().map(|p| p.weight).sum()
}

impl Pairing<'_, '_, '_> {
    /// The score of the pairs as they are.
    pub(crate) fn score(&self) -> f32 {
        self.score_from(0.0).unwrap_or(0.0)
    }

    /// The score where it is at least `least`; where it is not, most names are told without a look at their letters.
    pub(crate) fn score_from(&self, least: f32) -> Option<f32> {
        let agreed = if !self.links.iter().any(|link| link.score > 0.0) {
            0.0
        } else if self.same() {
            return Some(1.0).filter(|score| *score >= least);
        } else {
            self.agreed(least)
        };
        // Nothing that follows adds to it.
        if agreed <= 0.0 || agreed < least {
            return (least <= 0.0).then_some(0.0);
        }
        let (most, forms) = if self.person {
            (self.person_limit(), 1.0)
        } else {
            (self.organisation_limit(), self.legal_forms())
        };
        let score = |contradiction: f32| ((agreed * contradiction).min(most) * forms).clamp(0.0, 1.0);
        // As if what contradicts were as near as can be.
        if least > 0.0 && score(self.contradiction(|_, _| TOKEN_FLOOR)) < least {
            return None;
        }
        let near = |i, j| nearness(self.query.token(i), self.entity.token(j));
        Some(score(self.contradiction(near))).filter(|score| *score >= least)
    }

    /// How alike the pairs are, and how much of both names they are. Below `least` it need not be exact: some number
    /// below it.
    fn agreed(&self, least: f32) -> f32 {
        let (own, other) =
            if self.syllables == Syllables::Written { (SYLLABLE_MISSING, SYLLABLE_MISSING) } else { MISSING };
        let (roles_q, roles_e) = (self.query.roles, self.entity.roles);
        let placed = (own, self.is_placed_abbreviation(false));
        let agreed = self.quality() * self.covered(false, (roles_q, roles_e), placed);
        if agreed <= 0.0 || agreed < least {
            return agreed;
        }
        let placed = (other, self.is_placed_abbreviation(true));
        agreed * self.covered(true, (roles_e, roles_q), placed)
    }

    /// Whether both names are the same tokens in the same order.
    pub(super) fn same(&self) -> bool {
        self.q.len() == self.e.len()
            && self.links.len() == self.q.len()
            && self.links.iter().all(|l| l.reason == Reason::Same && l.query == l.entity)
    }

    /// Whether a side is an abbreviation of the other's words, with nothing beside it but places and legal forms: NIOC Iran.
    fn is_placed_abbreviation(&self, turned: bool) -> bool {
        if self.person {
            return false;
        }
        let (q, e) = (self.query, self.entity);
        let (own, roles, outlines, others): (&[Place], &[Role], &[TokenOutline], &[TokenOutline]) = if turned
        {
            (&self.e, e.roles, e.outlines, q.outlines)
        } else {
            (&self.q, q.roles, q.outlines, e.outlines)
        };
        let abbreviates = |link: &Link| {
            let (own, other) = if turned { (link.entity, link.query) } else { (link.query, link.entity) };
            let letters =
                |outlines: &[TokenOutline], at: u8| outlines.get(usize::from(at)).map_or(0, |o| o.letters());
            // The words' initials and a known phrase have no letters that are compared.
            matches!(link.reason, Reason::Acronym | Reason::Translation)
                && letters(outlines, own.0) > 0
                && letters(others, other.0) == 0
        };
        let mut abbreviated = false;
        own.iter().zip(roles).all(|(place, role)| {
            let link =
                Some(place.link).filter(|link| *link != FREE).map(|link| &self.links[usize::from(link)]);
            let is_one = link.is_some_and(abbreviates);
            abbreviated |= is_one;
            is_one || matches!(role, Role::Place | Role::LegalForm | Role::Particle)
        }) && abbreviated
    }

    /// Whether a token is a given name that is no syllable, beside a name of syllables in its own script.
    fn is_added(&self, turned: bool, at: usize) -> bool {
        let outlines = if turned { self.entity.outlines } else { self.query.outlines };
        self.syllables == Syllables::Written
            && !outlines[at].is_pinyin()
            && !outlines[at].script().joins_words()
            && !outlines[at].script().is_of_syllables()
            && self.token(turned, at).is_called()
    }

    /// The share of a side's weight that is paired, of the query's or, `turned`, of the entity's, where a word that the other has not counts as much as `missing` says,
    /// and a place beside an abbreviation only tells whose it is.
    fn covered(
        &self,
        turned: bool,
        (roles, other): (&[Role], &[Role]),
        (missing, placed): (f32, bool),
    ) -> f32 {
        let own = if turned { &self.e } else { &self.q };
        let (mut paired, mut gone, mut count) = (0.0, 0.0, 0_usize);
        let leading = roles.iter().position(|role| !matches!(role, Role::Title | Role::Particle));
        let legal_only = roles.iter().all(|r| *r == Role::LegalForm);
        for (at, (place, role)) in own.iter().zip(roles).enumerate() {
            if place.link != FREE {
                let link = &self.links[usize::from(place.link)];
                // What contradicts is weighed apart; legal forms, whole or damaged, say nothing beside other words.
                let says = *role != Role::LegalForm && !self.is_damaged_form(link);
                if link.reason != Reason::Contradicting && (says || legal_only) {
                    paired += if self.is_damaged_word(link) { self.lesser(link) } else { place.weight };
                }
                continue;
            }
            let told = other.contains(role);
            let share = match role {
                Role::Patronymic if !told => 0.08,
                Role::Particle | Role::Title | Role::LegalForm | Role::Suffix => 0.0,
                Role::Generic if self.bare => 1.0,
                Role::Generic => missing,
                Role::Place if placed => 0.0,
                Role::Place | Role::Number => 0.9,
                _ if self.is_added(turned, at) => ADDED,
                _ => {
                    count += 1;
                    // A name that leads is the bearer's own: Uday Saddam Hussein is no Saddam Hussein.
                    if self.person && Some(at) == leading && own.len() > 2 { 1.6 * missing } else { missing }
                }
            };
            gone += place.weight * share;
        }
        // The more is missing, the more each counts: two more names are usual, three are somebody else's.
        let gone = gone * (1.0 + 0.3 * (count as f32 - 1.0).max(0.0));
        if paired > 0.0 { paired / (paired + gone) } else { 0.0 }
    }

    /// How alike the paired tokens are. A pair that is hardly alike counts for less than it is worth alone: it may be
    /// two names.
    fn quality(&self) -> f32 {
        let (mut sum, mut total) = (0.0, 0.0);
        for link in self.links.iter().filter(|l| l.score > 0.0) {
            let weight = if self.is_damaged_form(link) || self.is_damaged_word(link) {
                self.lesser(link)
            } else {
                weight_of(&self.q, link.query).max(weight_of(&self.e, link.entity))
            };
            let other_scripts = || self.other_scripts(usize::from(link.query.0), usize::from(link.entity.0));
            let below = |least: f32| (least - link.score).max(0.0);
            let doubt = match link.reason {
                Reason::Initial | Reason::Acronym => 0.0,
                // Blanks that stand elsewhere and letters that differ as well.
                Reason::JoinedOrSplit if !other_scripts() => 1.2 * below(JOINED_EXACTLY),
                // In another script letters differ anyway, those of people's names more than others.
                Reason::JoinedOrSplit if !self.person => 0.6 * below(JOINED_EXACTLY),
                _ => 1.2 * below(0.75),
            };
            // Two ways to write one legal form are one legal form.
            let score = if link.reason == Reason::LegalForm { 1.0 } else { link.score - doubt };
            sum += weight * score;
            total += weight;
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

    /// The weight of that side of a link which has less.
    fn lesser(&self, link: &Link) -> f32 {
        weight_of(&self.q, link.query).min(weight_of(&self.e, link.entity))
    }

    /// Whether a link is of words that no table knows and words of a legal form: OBSH CHESTVO.
    fn is_damaged_form(&self, link: &Link) -> bool {
        self.is_unknown_for(link, Role::LegalForm)
    }

    /// Whether it is of words that no table knows and generic words: INSTITUE, opytnoe for опытное.
    pub(super) fn is_damaged_word(&self, link: &Link) -> bool {
        self.is_unknown_for(link, Role::Generic)
    }

    /// Whether one side of a link is of words of this role, and the other of words that no table knows.
    fn is_unknown_for(&self, link: &Link, role: Role) -> bool {
        if self.person {
            return false;
        }
        let roles = |roles: &[Role], run: (u8, u8), role| {
            roles[usize::from(run.0)..usize::from(run.1)].iter().all(|r| *r == role)
        };
        let (q, e) = (self.query.roles, self.entity.roles);
        roles(q, link.query, role) && roles(e, link.entity, Role::Unknown)
            || roles(q, link.query, Role::Unknown) && roles(e, link.entity, role)
    }

    /// What contradictions leave of the score, given how near to each other the tokens of a pair are.
    fn contradiction(&self, near: impl Fn(usize, usize) -> f32) -> f32 {
        let mut factor = 1.0;
        if self.kinds_differ() {
            factor *= KINDS_DIFFER;
        }
        let on = |places: &[Place], roles: &[Role], role: Role| {
            places.iter().zip(roles).any(|(p, r)| p.link == FREE && *r == role)
        };
        let lone = |role| (on(&self.q, self.query.roles, role), on(&self.e, self.entity.roles, role));
        let told = |lone, turned| lone && !self.is_placed_abbreviation(turned);
        let place = || {
            let (query, entity) = lone(Role::Place);
            !self.person && !self.bare && (told(query, false) || told(entity, true))
        };
        if lone(Role::Number) != (false, false) || place() {
            factor *= LONE;
        }
        for link in self.links.iter().filter(|l| l.reason == Reason::Contradicting) {
            let (i, j) = (usize::from(link.query.0), usize::from(link.entity.0));
            factor *= 1.0 - self.strength(i, j) * (1.0 - 0.8 * near(i, j));
        }
        if self.person && self.crossed() {
            factor *= 0.45;
        }
        if self.person && (self.is_child(false) || self.is_child(true)) {
            factor *= CHILD;
        }
        if self.person
            && (self.other_family(&self.q, self.query.roles) || self.other_family(&self.e, self.entity.roles))
        {
            factor *= OTHER_FAMILY;
        }
        factor
    }

    /// Whether the query or, `turned`, the entity is named as the other's child in a chain of names: Yasir Sabawi Ibrahim
    /// Hasan beside Sabawi Ibrahim Hasan. A name of its own leads, and behind it stands the other's from its beginning.
    fn is_child(&self, turned: bool) -> bool {
        let (q, e) = ((&self.q, self.query.roles), (&self.e, self.entity.roles));
        let ((own, roles), (other, others)) = if turned { (e, q) } else { (q, e) };
        let lead = |roles: &[Role]| roles.iter().position(|r| !matches!(r, Role::Title | Role::Particle));
        let (Some(own_lead), Some(other_lead)) = (lead(roles), lead(others)) else { return false };
        // Where the tokens of the other stand in the chain, as far as they do.
        let places = other[other_lead..].iter().map(|place| {
            let link = self.links.get(usize::from(place.link)).filter(|link| link.score > IN_CHAIN)?;
            Some(usize::from(if turned { link.entity.0 } else { link.query.0 }))
        });
        let Some(Some(first)) = places.clone().next() else { return false };
        // Abd al-Jalil is often Jalil, or less.
        let outlines = if turned { self.entity.outlines } else { self.query.outlines };
        if outlines[..own_lead].iter().any(|outline| outline.is_servant()) {
            return false;
        }
        let own_name = own.get(own_lead..first).unwrap_or_default();
        let chain = places.flatten();
        let given = chain.clone().filter(|at| self.token(turned, *at).is_given()).count();
        own_name.first().is_some_and(|place| place.bits >= NOT_LEFT_OUT)
            && own_name.iter().all(|place| place.link == FREE)
            && chain.clone().count() >= SHORTEST_CHAIN
            && chain.is_sorted_by(|a, b| a < b)
            && given >= 2
    }

    /// Whether a side says which of its names are family names, and none of them has its like, though two others have.
    fn other_family(&self, places: &[Place], roles: &[Role]) -> bool {
        let paired = |p: &Place| p.link != FREE && self.links[usize::from(p.link)].score > 0.0;
        let mut family = places.iter().zip(roles).filter(|(_, r)| **r == Role::Family).peekable();
        family.peek().is_some()
            && family.all(|(p, _)| p.link == FREE)
            && places.iter().filter(|p| paired(p)).count() >= 2
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
            // Of ships of one name the number tells which; of the funds and branches of one house it tells less.
            (Role::Number, Role::Number) if self.query.kind == SubjectKind::Object => 0.4,
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
    pub(super) fn other_scripts(&self, i: usize, j: usize) -> bool {
        let (a, b) = (self.query.outlines[i].script(), self.entity.outlines[j].script());
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
            let mut roles = self.query.roles.iter().take(self.q.len()).enumerate();
            roles.all(|(at, r)| !matches!(r, Role::Family | Role::Given) || self.query.token(at).is_given())
        };
        crossing(Role::Given, Role::Patronymic) && crossing(Role::Patronymic, Role::Given)
            || crossing(Role::Given, Role::Family) && crossing(Role::Family, Role::Given) && given()
    }

    /// What a person's name can be worth at most: one name of several is never enough, and initials alone are not.
    fn person_limit(&self) -> f32 {
        fn aside(role: Role) -> bool {
            matches!(role, Role::Particle | Role::Title | Role::Suffix)
        }
        let names = |places: &[Place], name: &NameView<'_>| {
            let roles = &name.roles[..places.len()];
            let count = |wanted: fn(Role) -> bool| roles.iter().filter(|r| wanted(**r)).count();
            let told = count(|r| !aside(r) && !matches!(r, Role::Initial | Role::Patronymic));
            // Servant of God is a name, though neither half is one: Abd Allah.
            let servants = name.outlines.iter().zip(roles.iter().skip(1));
            let told = told + servants.filter(|(half, other)| half.is_servant() && aside(**other)).count();
            // Where no family name is told, the father's and grandfather's are what tells one bearer from another.
            if told == 1 { told + count(|r| r == Role::Patronymic) } else { told }
        };
        let (mut full, mut initials) = (0, 0);
        for link in self.links.iter().filter(|l| l.score > 0.5) {
            let whole = |places: &[Place], outlines: &[TokenOutline], run: (u8, u8)| {
                let run = usize::from(run.0)..usize::from(run.1);
                let is_one =
                    |at: &usize| places[*at].letters >= 3 || outlines[*at].script().is_of_syllables();
                run.filter(is_one).count()
            };
            let (own, listed) = (self.query.outlines, self.entity.outlines);
            let tokens = whole(&self.q, own, link.query).max(whole(&self.e, listed, link.entity)).max(1);
            let role = self.query.roles[usize::from(link.query.0)];
            // A part of a split name may look like a particle ("Da ud"); beside a name it is none.
            let beside = self.entity.roles[usize::from(link.entity.0)];
            let served = link.query.0.checked_sub(1).map(usize::from).is_some_and(|before| {
                self.query.outlines[before].is_servant() && self.q[before].link != FREE
            });
            match link.reason {
                Reason::Initial => initials += 1,
                _ if aside(role) && aside(beside) && !served => {}
                _ if role == Role::Initial => initials += 1,
                _ => full += tokens,
            }
        }
        let most = names(&self.q, self.query).max(names(&self.e, self.entity));
        match (full, initials) {
            (0, _) => 0.2,
            (1, 0) if most > 1 => 0.45,
            _ => 1.0,
        }
    }

    /// What an organisation's name can be worth at most: generic words, whole or cut off, places, legal forms and single
    /// letters alone are not enough, unless nothing else is there.
    fn organisation_limit(&self) -> f32 {
        let letter = |link: &Link| {
            let single = |outlines: &[TokenOutline], run: (u8, u8)| {
                outlines[usize::from(run.0)..usize::from(run.1)].iter().all(|o| o.is_single())
            };
            single(self.query.outlines, link.query) && single(self.entity.outlines, link.entity)
        };
        let own = self.links.iter().any(|l| {
            l.score > 0.5
                && l.reason != Reason::Initial
                && !self.is_damaged_form(l)
                && !self.is_damaged_word(l)
                && !letter(l)
                && ((l.query.0..l.query.1).any(|i| telling(self.query.roles[usize::from(i)]))
                    || (l.entity.0..l.entity.1).any(|j| telling(self.entity.roles[usize::from(j)])))
        });
        if own {
            return 1.0;
        }
        // Nobody is called by a legal form; where one, or a word's beginning beside it, is all that both have, somebody else
        // is meant, unless the names have nothing else (SA Limited).
        let legal = |link: &Link| {
            let abbreviated = link.reason == Reason::Initial;
            abbreviated
                || (link.query.0..link.query.1).all(|i| self.query.roles[usize::from(i)] == Role::LegalForm)
                    && (link.entity.0..link.entity.1)
                        .all(|j| self.entity.roles[usize::from(j)] == Role::LegalForm)
        };
        if self.links.iter().filter(|l| l.score > 0.5).all(legal) {
            let all = |roles: &[Role]| roles.len() > 1 && roles.iter().all(|role| *role == Role::LegalForm);
            let paired = self.free == [0, 0] && self.links.iter().all(|link| link.score >= SAME_FORM);
            return if paired && all(self.query.roles) && all(self.entity.roles) { 1.0 } else { 0.4 };
        }
        let unpaired = |places: &[Place], roles: &[Role]| {
            places
                .iter()
                .zip(roles)
                .any(|(p, r)| telling(*r) && (p.link == FREE || self.links[usize::from(p.link)].score == 0.0))
        };
        if unpaired(&self.q, self.query.roles) || unpaired(&self.e, self.entity.roles) { 0.4 } else { 1.0 }
    }
}
