//! Tokens that one side joins and the other splits: which runs may be a word, and which is most like one.

use super::{FREE, Link, Pairing, Place, letters_of, telling};
use crate::align::Reason;
use crate::analyse::Role;
use crate::distance;
use crate::joined::{joined_likeness, too_short};
use crate::outline::Classes;
use crate::{TokenOutline, TokenView};

/// Tokens that are tried as one word at most.
const LONGEST_RUN: usize = 5;

/// How alike a run of words must be to the word that it is joined to.
const JOINED: f32 = 0.72;

/// The same where a legal form is one of the words.
const JOINED_WITH_FORM: f32 = 0.93;

/// How much more than among all letters what differs counts at most among those that tell.
const MOST_DILUTED: f32 = 2.0;

/// In how many letters a run of tokens and the word that it is may differ at most.
const LETTERS_APART: u8 = 3;

/// The same of a word of so many letters: the fewer it has, the more each of them says.
fn letters_apart(word: u8) -> u8 {
    match word {
        ..=4 => 1,
        5..=8 => 2,
        _ => LETTERS_APART,
    }
}

/// A word paired as well as this is no part of a run.
const PAIRED_WELL: f32 = 0.97;

/// A word of fewer letters is not joined of others.
const SHORTEST_JOINED: u8 = 4;

/// How many letters words have that may be joined of others, one bit for each length.
#[derive(Clone, Copy)]
struct Lengths(u64);

impl Lengths {
    fn of(words: &[Place]) -> Self {
        let long = words.iter().map(|word| word.letters).filter(|letters| *letters >= SHORTEST_JOINED);
        Self(long.fold(0, |lengths, letters| lengths | 1 << letters.min(63)))
    }

    /// The words that have at least so many letters as a run that may be one of them, the shortest first.
    fn from(self, run: u8) -> u64 {
        self.0 >> run.saturating_sub(LETTERS_APART).min(63)
    }
}

/// What the outlines of a run of tokens tell of them as one word.
#[derive(Clone, Copy, Default)]
struct Joined {
    tokens: u8,
    letters: u8,
    /// Its consonant classes, where none that ends a token begins the next.
    classes: Classes,
}

impl Joined {
    fn and(self, next: TokenOutline) -> Self {
        let (own, other) = (self.classes, next.classes());
        Self {
            tokens: self.tokens + 1,
            letters: self.letters.saturating_add(next.letters),
            classes: Classes {
                shortest: own.shortest.saturating_add(other.shortest),
                longest: own.longest.saturating_add(other.longest),
                sure: own.sure | other.sure,
                any: own.any | other.any,
            },
        }
    }

    /// Whether it may be this word: of about as many letters, and with so many of the same classes as words have that share
    /// a key.
    fn may_be(self, word: TokenOutline) -> bool {
        let apart = word.letters.abs_diff(self.letters);
        if word.letters < SHORTEST_JOINED || apart > letters_apart(word.letters) {
            return false;
        }
        let joints = self.tokens.saturating_sub(1);
        // The blank may part the letters of one sound: SHES HENYA.
        let parted = u8::from(self.letters > word.letters && self.letters - word.letters <= joints);
        let shortest = self.classes.shortest.saturating_sub(joints + parted);
        let classes = Classes { shortest, ..self.classes };
        classes.may_share_key(word.classes(), usize::from(parted))
    }
}

/// Whether a token of this link may be part of a run: it is free, or not paired too well.
fn is_open(links: &[Link], link: u8) -> bool {
    link == FREE || links[usize::from(link)].score < PAIRED_WELL
}

/// The link of a run when a token of this link is added to it: a run is free but for what is paired with one token, and
/// not too well.
fn run_link(links: &[Link], run: u8, added: u8) -> Option<u8> {
    match (run, added) {
        (run, FREE) => Some(run),
        (FREE, link) => is_open(links, link).then_some(link),
        (run, link) => (run == link).then_some(run),
    }
}

impl Pairing<'_, '_, '_> {
    /// Tokens that one side joins and the other splits.
    pub(super) fn pair_joined(&mut self) {
        for turned in [false, true] {
            let (own, other) = if turned { (&self.e, &self.q) } else { (&self.q, &self.e) };
            let lengths = Lengths::of(other);
            // A run has two neighbours in it at least.
            let shortest = own.windows(2).map(|pair| pair[0].letters.saturating_add(pair[1].letters)).min();
            if shortest.is_none_or(|letters| lengths.from(letters) == 0) {
                continue;
            }
            for at in self.free(turned) {
                self.join_around(at, (turned, lengths));
            }
        }
    }

    /// Joins the run around a free token that is most like a token of the other side.
    fn join_around(&mut self, at: u8, (turned, lengths): (bool, Lengths)) {
        let (own, other) = if turned { (&self.e, &self.q) } else { (&self.q, &self.e) };
        let place = usize::from(at);
        // A run has one of its neighbours in it.
        let may_join = |beside: usize| {
            own.get(beside).is_some_and(|beside| {
                let letters = own[place].letters.saturating_add(beside.letters);
                is_open(&self.links, beside.link) && lengths.from(letters) != 0
            })
        };
        if own[place].link != FREE || !(may_join(place + 1) || place > 0 && may_join(place - 1)) {
            return;
        }
        let mut best: Option<((u8, u8), u8, f32)> = None;
        self.for_runs(at, (turned, lengths), |(start, end), target| {
            let place = other[usize::from(target)];
            let before = if place.link == FREE { 0.0 } else { self.links[usize::from(place.link)].score };
            let mut run = [TokenView::NOTHING; LONGEST_RUN];
            let tokens = usize::from(end - start);
            let places = usize::from(start)..usize::from(end);
            run.iter_mut().zip(places).for_each(|(token, at)| *token = self.token(turned, at));
            let (run, word) = (&run[..tokens], &[self.token(!turned, usize::from(target))]);
            let joined = joined_likeness(run, word);
            let score = 0.97 * self.strict(Reason::JoinedOrSplit, joined);
            if score > JOINED
                && (too_short(run, word, joined, self.person)
                    || !self.may_be_joined(joined, (start, end), turned))
            {
                return;
            }
            if score > JOINED && score > before && best.is_none_or(|b| score > b.2) {
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

    /// Whether a run of words is this much like a word where what differs counts against the letters that tell: that two
    /// names end with bank hides nothing of how unlike SMP and MRB are. A legal form is part of a word only where the two
    /// are nearly the same (PETRO SA).
    fn may_be_joined(&self, joined: f32, (start, end): (u8, u8), turned: bool) -> bool {
        let (places, roles) = if turned { (&self.e, self.entity.roles) } else { (&self.q, self.query.roles) };
        let run = usize::from(start)..usize::from(end);
        let (places, roles) = (&places[run.clone()], &roles[run]);
        if self.person {
            return true;
        }
        if joined < JOINED_WITH_FORM && roles.contains(&Role::LegalForm) {
            return false;
        }
        let of_common = places.iter().zip(roles).filter(|(_, role)| !telling(**role)).map(|(p, _)| p.letters);
        let letters = letters_of(places);
        // Of common words alone the longest says what kind of thing it is.
        let common = match of_common.clone().map(usize::from).sum() {
            all if all == letters => usize::from(of_common.max().unwrap_or(0)),
            some => some,
        };
        if common == 0 || common == letters {
            return true;
        }
        // In a name of which little tells, what differs is as likely a slip in a common word.
        let share = (letters as f32 / (letters - common) as f32).min(MOST_DILUTED);
        0.97 * distance::likeness(share * distance::of_likeness(joined)) > JOINED
    }

    /// Dissolves the link of a token, if it has one.
    fn unlink(&mut self, target: u8, turned: bool) {
        let place = if turned { self.q[usize::from(target)] } else { self.e[usize::from(target)] };
        if place.link == FREE {
            return;
        }
        for (side, free) in [&mut self.q, &mut self.e].into_iter().zip(&mut self.free) {
            for (at, place) in side.iter_mut().enumerate().filter(|(_, p)| p.link == place.link) {
                place.link = FREE;
                *free |= 1 << at;
            }
        }
        let link = &mut self.links[usize::from(place.link)];
        link.score = 0.0;
        (link.query, link.entity) = ((0, 0), (0, 0));
    }

    /// Tells of the runs of up to five tokens of which a free one is the first free one, each with a token of the other side
    /// that may be all of it: by length, and because every token of the run is free or was paired, less well, with this
    /// very one. Runs with an earlier free token were told of for that one; numbers, phrases and initials are in none.
    fn for_runs(&self, at: u8, (turned, lengths): (bool, Lengths), mut tell: impl FnMut((u8, u8), u8)) {
        let (own, other): (&[Place], &[Place]) = if turned { (&self.e, &self.q) } else { (&self.q, &self.e) };
        let (outlines, others) = if turned {
            (self.entity.outlines, self.query.outlines)
        } else {
            (self.query.outlines, self.entity.outlines)
        };
        let links: &[Link] = &self.links;
        let first = usize::from(at);
        let (mut before, mut joined_before) = (FREE, Joined::default());
        for start in (first.saturating_sub(LONGEST_RUN - 1)..=first).rev() {
            if start < first && own[start].link == FREE || own[start].letters == 0 {
                return;
            }
            let Some(link) = run_link(links, before, own[start].link) else { return };
            (before, joined_before) = (link, joined_before.and(outlines[start]));
            let (mut run, mut joined) = (before, joined_before);
            for end in first..own.len().min(start + LONGEST_RUN) {
                if end > first {
                    if own[end].letters == 0 {
                        break;
                    }
                    let Some(link) = run_link(links, run, own[end].link) else { break };
                    (run, joined) = (link, joined.and(outlines[end]));
                }
                let words = lengths.from(joined.letters);
                if words == 0 {
                    break;
                }
                if end == start || words.trailing_zeros() > 2 * u32::from(LETTERS_APART) {
                    continue;
                }
                for (target, place) in other.iter().enumerate() {
                    if place.link == run && joined.may_be(others[target]) {
                        tell((start as u8, end as u8 + 1), target as u8);
                    }
                }
            }
        }
    }
}
