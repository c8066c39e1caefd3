//! A subject, understood once: its names in all their readings, and for each token the tokens of the catalogue that
//! are like it.

use std::sync::Arc;

use smallvec::SmallVec;
use tamis_model::{Entity, Schema, SubjectKind};
use tamis_names::{
    ComparedToken, FOREIGN, Oddities, Reading, Reason, Role, TokenLikeness, TokenProfile, TokenView,
    keys_of_joined, name_keys_of, shown, slipped_name_keys,
};

use crate::ahead::ahead_twice;
use crate::distinct::Distinct;
use crate::keys::KeyIndex;
use crate::names::{self, bits_of};
use crate::postings::RARE;
use crate::records::TokenBrief;
use crate::remembered::Remembered;
use crate::{Catalogue, Scratch};

/// Tokens that share a key with a subject's token and are compared with it. What is beyond is not, and the query says
/// that it was cut. Only initials come near: "m" shares its key with every token that starts with it, some 5,000 in
/// the lists of today.
const MOST_COMPARED: usize = 20_000;

/// Readings of a subject's names that are searched for. What is beyond is not, and the query says so.
/// The most that an entity of the official lists has is under 200.
const MOST_READINGS: usize = 2_000;

/// Characters of a word from which on a subject is told that it was cut: the names room compares the first 28 letters of
/// a word; the longest of OFAC's and the EU's lists has 34.
const LONGEST_WORD: usize = 100;

/// Letters of two neighbours at most that are looked for as one word in other scripts.
const LONGEST_JOINED: usize = 16;

/// How alike a word must be to two neighbours written as one.
const JOINED_ALIKE: f32 = 0.85;

/// Words at most of a name in which one may be two of another script's; each is tried in every two halves.
const MOST_SPLIT: usize = 4;

/// Letters of such a half at least, and letters of katakana; a sign of Hangul or Han may be a word.
const SHORTEST_HALF: usize = 3;
const SHORTEST_KANA: usize = 2;

/// Signs of a word of two names at least where vowels are signs as well.
const SHORTEST_INDIC: usize = 8;

/// The mark of a form whose word may be two in Latin letters, and how many signs a half of it has at least.
fn may_be_two(form: &str) -> Option<(&str, usize)> {
    let first = form.chars().next()?;
    match first {
        FOREIGN => Some((&form[..FOREIGN.len_utf8()], 1)),
        'ァ'..='ヺ' => Some(("", SHORTEST_KANA)),
        letter => (is_of_abjad(letter) || is_of_indic(letter)).then_some(("", SHORTEST_HALF)),
    }
}

/// Whether a letter is of the Indic scripts, of Thai, Lao or Khmer.
fn is_of_indic(letter: char) -> bool {
    matches!(letter, '\u{900}'..='\u{eff}' | '\u{1780}'..='\u{17ff}')
}

/// Whether a letter is of the Hebrew or the Arabic script.
fn is_of_abjad(letter: char) -> bool {
    ('\u{590}'..'\u{780}').contains(&letter)
}

/// Letters at least of that piece of a word which the catalogue has as a word, where a row may hold the word split; shorter
/// ones begin or end too many words.
const SHORTEST_PIECE: usize = 3;

/// Letters at least of the other piece, of which the catalogue may have another spelling.
const SHORTEST_REST: usize = 2;

/// A token of the catalogue that is like a subject's token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Alike {
    pub(crate) token: u32,
    pub(crate) likeness: TokenLikeness,
    /// The rows listed for it where it is rare, kept here because every subject with the token asks for them.
    pub(crate) listed: Option<Listed>,
}

/// Where the rows that are listed for a token stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Listed {
    pub(crate) start: u32,
    pub(crate) count: u32,
}

/// A subject's token beside the catalogue.
#[derive(Debug)]
pub(crate) struct ExpandedToken {
    pub(crate) form: Box<str>,
    pub(crate) profile: TokenProfile,
    pub(crate) bits: f32,
    /// The tokens that are like it, by number.
    pub(crate) alike: Box<[Alike]>,
    /// The initials of the catalogue that may stand for it.
    pub(crate) initials: SmallVec<[u32; 4]>,
    /// The tokens of the catalogue with which it begins or ends: a row may hold it split.
    pub(crate) pieces: SmallVec<[u32; 4]>,
    /// More shared a key than are compared.
    pub(crate) cut: bool,
}

impl ExpandedToken {
    /// How alike a token of the catalogue is.
    pub(crate) fn likeness(&self, token: u32) -> TokenLikeness {
        self.alike
            .binary_search_by_key(&token, |a| a.token)
            .map_or(TokenLikeness::NONE, |at| self.alike[at].likeness)
    }
}

/// One reading of one of the subject's names.
#[derive(Debug, Clone)]
pub struct QueryReading {
    /// Which of the subject's names, from 0 in the order of [`Entity::names`].
    pub name: usize,
    /// What was odd about its text.
    pub oddities: Oddities,
    /// Its tokens, by their place among the query's.
    pub(crate) tokens: SmallVec<[u32; 6]>,
    pub(crate) roles: SmallVec<[Role; 6]>,
    pub(crate) bits: SmallVec<[f32; 6]>,
    /// The keys of the whole name.
    pub(crate) keys: SmallVec<[u64; 4]>,
    /// The first of them is that of the row of its letters.
    pub(crate) written: bool,
    /// Words of the catalogue that two neighbours are when they are joined, or that a half of a word is: their positions,
    /// one bit each, and the word. They lead to rows; what they are worth there is for the names room to say.
    pub(crate) joined: SmallVec<[(u64, u32); 2]>,
}

/// A subject, understood, ready to be searched for in the catalogue that understood it.
#[derive(Debug, Clone)]
pub struct Query {
    pub(crate) schema: Schema,
    pub(crate) readings: Vec<QueryReading>,
    /// The different tokens of all readings.
    pub(crate) tokens: Vec<Arc<ExpandedToken>>,
    /// The subject's identifiers: their place in the subject, key and number.
    pub(crate) identifiers: Vec<(usize, u64, String)>,
    /// Something was beyond a limit and is not searched for.
    pub(crate) cut: bool,
}

impl Query {
    /// The readings of the subject's names.
    pub fn readings(&self) -> &[QueryReading] {
        &self.readings
    }

    /// The tokens of a reading: form, role, and information in bits.
    pub fn tokens<'a>(
        &'a self,
        reading: &'a QueryReading,
    ) -> impl ExactSizeIterator<Item = (&'a str, Role, f32)> {
        let tokens = reading.tokens.iter().map(|t| &*self.tokens[*t as usize].form);
        tokens.zip(&reading.roles).zip(&reading.bits).map(|((form, role), bits)| (form, *role, *bits))
    }

    pub(crate) fn token(&self, reading: &QueryReading, place: usize) -> Option<&ExpandedToken> {
        self.tokens.get(*reading.tokens.get(place)? as usize).map(AsRef::as_ref)
    }

    /// Whether something was beyond a limit and is not searched for.
    pub fn was_cut(&self) -> bool {
        self.cut
    }

    pub(crate) fn views<'a>(&'a self, reading: &QueryReading) -> SmallVec<[TokenView<'a>; 8]> {
        reading.tokens.iter().map(|t| self.tokens[*t as usize].profile.view()).collect()
    }
}

/// What comparing a subject's tokens with the catalogue needs, and what is known of those that were.
#[derive(Debug, Default)]
pub(crate) struct Expansions {
    pub(crate) remembered: Remembered,
    keys: Vec<u64>,
    reached: Distinct,
}

impl Catalogue {
    /// Understands a subject: all its names and identifiers, once.
    pub fn understand(&self, subject: &Entity, scratch: &mut Scratch) -> Query {
        self.understand_with(subject, |form| scratch.expansions.expand(self, form))
    }

    /// The same with every token compared with every token of the catalogue: slow, and the measure of
    /// [`Self::understand`]; for [`Self::scan`].
    pub fn understand_fully(&self, subject: &Entity) -> Query {
        self.understand_with(subject, |form| Arc::new(self.expand_fully(form)))
    }

    fn understand_with(&self, subject: &Entity, mut expand: impl FnMut(&str) -> Arc<ExpandedToken>) -> Query {
        let kind = subject.schema.kind();
        let mut query = Query {
            schema: subject.schema.clone(),
            readings: Vec::new(),
            tokens: Vec::new(),
            identifiers: Vec::new(),
            cut: false,
        };
        for (at, name) in subject.names.iter().enumerate() {
            let understood = names::understand(&name.value, kind);
            query.cut |= understood.oddities.cut;
            for reading in &understood.readings {
                if query.readings.len() == MOST_READINGS {
                    query.cut = true;
                    break;
                }
                let mut added = QueryReading {
                    name: at,
                    oddities: understood.oddities,
                    tokens: SmallVec::new(),
                    roles: reading.tokens.iter().map(|t| t.role).collect(),
                    bits: SmallVec::new(),
                    keys: SmallVec::new(),
                    written: reading.written.is_some(),
                    joined: self.joined_neighbours(reading, &mut expand),
                };
                self.halves(reading, &mut expand, &mut added.joined);
                for token in &reading.tokens {
                    query.cut |= token.form.len() > LONGEST_WORD && token.form.chars().count() > LONGEST_WORD;
                    let place = query.tokens.iter().position(|t| t.form == token.form).unwrap_or_else(|| {
                        query.tokens.push(expand(&token.form));
                        query.tokens.len() - 1
                    });
                    added.tokens.push(place as u32);
                    added.bits.push(query.tokens[place].bits);
                }
                added.keys = whole_keys(reading, kind, &query.views(&added));
                query.readings.push(added);
            }
        }
        query.cut |= query.tokens.iter().any(|t| t.cut);
        query.identifiers = subject
            .identifiers
            .iter()
            .enumerate()
            .filter(|(_, i)| !i.value.number.is_empty())
            .map(|(at, i)| (at, names::identifier_key(&i.value), i.value.number.clone()))
            .collect();
        query
    }

    /// The words of the catalogue that two neighbours of a reading are when they are joined: SHIPP ING. In Arabic and Hebrew,
    /// which part such names now and then (علی رضا, Alireza), those as well that are like the joined word.
    fn joined_neighbours(
        &self,
        reading: &Reading,
        mut expand: impl FnMut(&str) -> Arc<ExpandedToken>,
    ) -> SmallVec<[(u64, u32); 2]> {
        let mut found = SmallVec::new();
        let mut form = String::new();
        for (at, pair) in reading.tokens.windows(2).take(63).enumerate() {
            if pair.iter().any(|token| shown(&token.form).len() < token.form.len()) {
                continue;
            }
            form.clear();
            form.extend(pair.iter().map(|token| &*token.form));
            let positions = 3 << at;
            if form.starts_with(is_of_abjad) && form.chars().count() <= LONGEST_JOINED {
                let whole = expand(&form);
                let alike = whole.alike.iter().filter(|alike| alike.likeness.score >= JOINED_ALIKE);
                found.extend(alike.map(|alike| (positions, alike.token)));
            } else {
                found.extend(self.find_token(&form).map(|token| (positions, token)));
            }
        }
        found
    }

    /// The words of the catalogue that the halves of a word are like, in Arabic, Hebrew or Indic letters, Thai, Lao, Khmer or
    /// katakana, or in Hangul or Han characters of a name of another language, where it is like no word of the catalogue that
    /// several names have, or in letters that write vowels like none: محمدنظر, Mohammad Nazar; ビンラディン, bin Ladin.
    fn halves(
        &self,
        reading: &Reading,
        expand: &mut impl FnMut(&str) -> Arc<ExpandedToken>,
        found: &mut SmallVec<[(u64, u32); 2]>,
    ) {
        if reading.tokens.len() > MOST_SPLIT {
            return;
        }
        for (at, token) in reading.tokens.iter().enumerate() {
            let Some((mark, shortest)) = may_be_two(&token.form) else { continue };
            let word = &token.form[mark.len()..];
            let places: SmallVec<[usize; 24]> = word.char_indices().map(|(at, _)| at).collect();
            let splits = shortest..(places.len() + 1).saturating_sub(shortest);
            let alike = |word: &ExpandedToken| {
                let alike = word.alike.iter().filter(|a| a.likeness.score >= JOINED_ALIKE);
                alike.map(|a| a.token).collect::<SmallVec<[u32; 16]>>()
            };
            let short = word.starts_with(is_of_indic) && places.len() < SHORTEST_INDIC;
            if splits.is_empty() || short || places.len() > LONGEST_JOINED {
                continue;
            }
            // Letters that say less are like some rare word or other.
            let least = if token.form.starts_with(is_of_indic) { 0 } else { RARE };
            if alike(&expand(&token.form)).iter().any(|token| self.brief(*token).frequency > least) {
                continue;
            }
            for cut in splits {
                let (first, last) = word.split_at(places[cut]);
                let half = |word: &str, expand: &mut dyn FnMut(&str) -> Arc<ExpandedToken>| {
                    if mark.is_empty() {
                        alike(&expand(word))
                    } else {
                        alike(&expand(&format!("{mark}{word}")))
                    }
                };
                let first = half(first, expand);
                let last = if first.is_empty() { SmallVec::new() } else { half(last, expand) };
                if !last.is_empty() {
                    found.extend(first.iter().chain(&last).map(|token| (1 << at, *token)));
                }
            }
        }
    }

    /// The words of the catalogue with which a word begins or ends, and which leave enough of it for another.
    fn pieces_of(&self, form: &str) -> SmallVec<[u32; 4]> {
        let mut pieces = SmallVec::new();
        if !form.chars().all(char::is_alphabetic) {
            return pieces;
        }
        let places: SmallVec<[usize; 24]> = form.char_indices().map(|(at, _)| at).collect();
        // Every piece of a word is looked up, and no name is so long.
        if places.len() > LONGEST_WORD {
            return pieces;
        }
        for cut in SHORTEST_REST..=places.len().saturating_sub(SHORTEST_REST) {
            let Some((first, last)) = places.get(cut).map(|at| form.split_at(*at)) else { break };
            let first = Some(first).filter(|_| cut >= SHORTEST_PIECE);
            let last = Some(last).filter(|_| places.len() - cut >= SHORTEST_PIECE);
            pieces.extend(first.into_iter().chain(last).filter_map(|piece| self.find_token(piece)));
        }
        pieces
    }

    fn listed_if_rare(&self, token: u32, frequency: u32) -> Option<Listed> {
        (frequency <= RARE).then(|| {
            let record = self.token(token);
            Listed { start: record.postings, count: record.posted }
        })
    }

    fn expand_fully(&self, form: &str) -> ExpandedToken {
        let all: Vec<u32> = (0..self.info().tokens).collect();
        self.expanded(form, TokenProfile::new(form), (&all, 0), self.find_token(form), false)
    }

    /// Compares a token with these tokens of the catalogue, of which the first `kin` share a key of its sound and the others
    /// may not, and adds the learned equivalents of those that are it.
    fn expanded(
        &self,
        form: &str,
        profile: TokenProfile,
        (reached, kin): (&[u32], usize),
        exact: Option<u32>,
        cut: bool,
    ) -> ExpandedToken {
        let compared = ComparedToken::new(profile.view());
        let mut alike = Vec::new();
        // A slip of the pen is as rare as the name that was meant: what no list holds has the information of the most
        // alike token that one does, and of the commonest among several.
        let mut meant = (0.0, 0);
        let read = |token: &u32| {
            let TokenBrief { frequency, profile, .. } = self.brief(*token);
            self.fetch_profile(profile);
            (frequency, profile)
        };
        let tokens = ahead_twice(reached, |token| self.fetch_brief(*token), read);
        for (at, (token, (frequency, profile))) in tokens.enumerate() {
            let other = self.profile_at(profile);
            let likeness = if at < kin { compared.likeness_of_kin(other) } else { compared.likeness(other) };
            if likeness.score <= 0.0 {
                continue;
            }
            let listed = self.listed_if_rare(*token, frequency);
            alike.push(Alike { token: *token, likeness, listed });
            let near = (likeness.score, frequency);
            if near > meant {
                meant = near;
            }
        }
        let mut frequency = meant.1;
        if let Some(exact) = exact {
            frequency = self.brief(exact).frequency;
            let record = self.token(exact);
            alike.extend(self.equivalents(&record).map(|(token, score)| Alike {
                token,
                likeness: TokenLikeness { score, reason: Reason::Variant },
                listed: self.listed_if_rare(token, self.brief(token).frequency),
            }));
        }
        alike.sort_unstable_by(|a, b| {
            a.token.cmp(&b.token).then(b.likeness.score.total_cmp(&a.likeness.score))
        });
        alike.dedup_by_key(|a| a.token);
        let initials =
            self.initials().filter(|at| compared.has_initial(self.profile(&self.brief(*at)))).collect();
        let bits = bits_of(form, frequency, self.info().entities as usize);
        let pieces = self.pieces_of(form);
        ExpandedToken { form: form.into(), profile, bits, alike: alike.into(), initials, pieces, cut }
    }
}

/// The keys under which names are looked for that are like a whole reading.
fn whole_keys(reading: &Reading, kind: SubjectKind, tokens: &[TokenView<'_>]) -> SmallVec<[u64; 4]> {
    let mut keys = Vec::new();
    let tokens = reading.tokens.iter().map(|token| token.role).zip(tokens.iter().copied());
    name_keys_of(reading.written, tokens.clone(), &mut keys);
    slipped_name_keys(tokens.clone(), &mut keys);
    if kind != SubjectKind::Person {
        tokens.for_each(|(role, token)| keys_of_joined(role, token, &mut keys));
    }
    keys.into()
}

impl Expansions {
    pub(crate) fn expand(&mut self, catalogue: &Catalogue, form: &str) -> Arc<ExpandedToken> {
        if let Some(known) = self.remembered.get(form) {
            return known;
        }
        let profile = TokenProfile::new(form);
        let exact = catalogue.find_token(form);
        self.reached.start(catalogue.info().tokens);
        self.keys.clear();
        profile.view().keys_of_sound(&mut self.keys);
        self.reach(catalogue);
        let kin = self.reached.numbers().len().min(MOST_COMPARED);
        self.keys.clear();
        profile.view().other_keys(&mut self.keys);
        self.reach(catalogue);
        self.reached.add_all(exact.into_iter());
        let cut = self.reached.numbers().len() > MOST_COMPARED;
        self.reached.truncate(MOST_COMPARED);
        let reached = (self.reached.numbers(), kin);
        let expanded = Arc::new(catalogue.expanded(form, profile, reached, exact, cut));
        self.remembered.keep(&expanded);
        expanded
    }

    /// Collects the tokens that have one of the keys.
    fn reach(&mut self, catalogue: &Catalogue) {
        for tokens in KeyIndex::TOKENS.find_all(&catalogue.store, &self.keys) {
            self.reached.add_all(tokens);
        }
    }
}
