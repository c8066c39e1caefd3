//! What is known of a token by itself, in the bytes in which a catalogue keeps it.

use std::sync::LazyLock;

use smallvec::SmallVec;

use crate::edits::{self, Hand};
use crate::hash;
use crate::outline::TokenOutline;
use crate::script::{self, Letters, Script};
use crate::shape::shape;
use crate::skeleton::{self, Skeleton};
use crate::slips::Written;
use crate::sound::{self, Letter};
use crate::tables::{self, Sense, SenseKind};
use crate::token::{FOREIGN, shown};

/// Everything that the likeness of a token depends on, computed once from its form.
///
/// Layout: version, script, counts of letters, skeletons and senses, flags, lengths of the surface and of the stem;
/// identity (8 bytes); set of the letters as written (4 bytes); letters; skeletons (8 bytes each); senses (8 bytes each);
/// surface. Little-endian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenProfile {
    bytes: Vec<u8>,
}

const VERSION: u8 = 6;
const HEADER: usize = 20;
/// Where the set of its letters stands.
const SET: usize = 16;
/// The form is a number: it is like itself only.
const NUMBER: u8 = 1;
/// The form stands for a phrase of a word table.
const PHRASE: u8 = 2;
/// The form is the row of initials of an organisation's words.
const ACRONYM: u8 = 4;
/// The form is one letter.
const SINGLE: u8 = 8;
/// The form holds digits.
const DIGITS: u8 = 16;
/// The form has the Arabic article joined to it, as far as that can be told.
const ARTICLED: u8 = 32;
/// The form is made of syllables of pinyin.
const PINYIN: u8 = 64;
/// It is Han characters as Cantonese reads them.
const CANTONESE: u8 = 128;

/// Senses beyond this many are left out; the most seen is 6.
const MAX_SENSES: usize = 12;

impl TokenProfile {
    /// Computes the profile of a form.
    pub fn new(form: &str) -> Self {
        let mut flags = 0;
        let mut surface: Vec<u8> = Vec::new();
        let mut script = Script::None;
        let mut letters = Letters::new();
        let mut senses = tables::senses(form);
        match form.as_bytes().first() {
            Some(b'#') => {
                flags |= NUMBER;
                surface.extend(form[1..].bytes().take(edits::LONGEST));
            }
            Some(b'=') => {
                flags |= PHRASE;
                if form.is_ascii() {
                    surface.extend(form[1..].bytes().filter(|b| *b != b' ').take(edits::LONGEST));
                }
            }
            Some(b'~') => {
                flags |= CANTONESE;
                let text = shown(form);
                senses = tables::senses(text);
                script = Script::Han;
                letters = script::cantonese(text);
                surface.extend_from_slice(&text.as_bytes()[..text.len().min(96)]);
            }
            // Words of another language are no syllables that are the same or others.
            Some(mark) if char::from(*mark) == FOREIGN => {
                script = Script::Other;
                letters = script::foreign(shown(form));
            }
            _ => {
                let text = form.strip_prefix('&').unwrap_or(form);
                if text.len() < form.len() {
                    flags |= ACRONYM;
                    senses.clear();
                }
                script = text.chars().map(Script::of).find(|s| *s != Script::None).unwrap_or_default();
                letters = script::letters(text, script);
                if matches!(script, Script::Han | Script::Hangul) {
                    surface.extend_from_slice(&text.as_bytes()[..text.len().min(96)]);
                } else if script == Script::Latin {
                    // As written, since a slip of the hand knows no digraphs; marks fall, as they do from keyboards.
                    let shaped = shape(text);
                    surface.extend(shaped.bytes().filter(u8::is_ascii).take(edits::LONGEST));
                    if script::is_pinyin(&shaped) {
                        flags |= PINYIN;
                    }
                }
                if text.chars().count() == 1 && !script.joins_words() && !script.is_of_syllables() {
                    flags |= SINGLE;
                }
                if text.chars().any(char::is_numeric) {
                    flags |= DIGITS;
                }
            }
        }
        senses.truncate(MAX_SENSES);
        let mut skeletons =
            if letters.is_empty() { skeleton::Skeletons::new() } else { skeleton::skeletons(&letters) };
        let stem = adjective_stem(form, script);
        let after_article = after_article(&letters, script);
        if after_article.is_some() {
            flags |= ARTICLED;
        }
        let parts = [after_article, letters.get(..stem).filter(|s| !s.is_empty())];
        for part in parts.into_iter().flatten() {
            let room = skeleton::MAX_SKELETONS.saturating_sub(skeletons.len());
            let others: skeleton::Skeletons =
                skeleton::skeletons(part).into_iter().filter(|s| !skeletons.contains(s)).take(room).collect();
            skeletons.extend(others);
        }
        let mut bytes = Vec::with_capacity(HEADER + letters.len() + 8 * (skeletons.len() + senses.len()));
        bytes.extend([VERSION, script as u8, letters.len() as u8, skeletons.len() as u8]);
        bytes.extend([senses.len() as u8, flags, surface.len() as u8, stem as u8]);
        bytes.extend(hash::of_bytes(1, form.as_bytes()).to_le_bytes());
        let written = if surface.is_empty() { &letters[..] } else { &surface[..] };
        bytes.extend(edits::set_of(written).to_le_bytes());
        bytes.extend_from_slice(&letters);
        skeletons.iter().for_each(|s| bytes.extend(s.0.to_le_bytes()));
        senses.iter().for_each(|s| bytes.extend(s.to_bits().to_le_bytes()));
        bytes.extend_from_slice(&surface);
        Self { bytes }
    }

    /// Borrows it.
    pub fn view(&self) -> TokenView<'_> {
        // Its own bytes hold one, and need not be checked.
        let start = self.bytes.first_chunk().copied().unwrap_or_default();
        TokenView { bytes: &self.bytes, start }
    }

    /// Its bytes, from which [`TokenView::from_bytes`] restores it without copying.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A profile, borrowed from its owner or from a mapped catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenView<'a> {
    bytes: &'a [u8],
    /// Its first bytes: what is asked of it most.
    start: [u8; 8],
}

impl<'a> TokenView<'a> {
    /// A profile that holds nothing: what it is compared with is not like it.
    pub const NOTHING: Self = Self { bytes: &[], start: [0; 8] };

    /// How many bytes a profile has that starts so.
    pub fn length_of(start: [u8; 8]) -> usize {
        let [_, _, letters, skeletons, senses, _, surface, _] = start.map(usize::from);
        HEADER + letters + 8 * (skeletons + senses) + surface
    }

    /// The profile that these bytes hold. Bytes that hold none give a profile that is like nothing; never a panic.
    pub fn from_bytes(bytes: &'a [u8]) -> Self {
        let Some(start) = bytes.first_chunk::<8>().copied() else { return Self::NOTHING };
        if start[0] != VERSION || bytes.len() != Self::length_of(start) {
            return Self::NOTHING;
        }
        Self { bytes, start }
    }

    fn skeletons_at(self) -> usize {
        HEADER + usize::from(self.start[2])
    }

    fn senses_at(self) -> usize {
        self.skeletons_at() + 8 * usize::from(self.start[3])
    }

    fn surface_at(self) -> usize {
        self.senses_at() + 8 * usize::from(self.start[4])
    }

    /// Whether it holds nothing: bytes that are no profile.
    pub(crate) fn is_nothing(self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether any table knows its form.
    pub(crate) fn has_senses(self) -> bool {
        self.start[4] > 0
    }

    /// Whether it is a number or a phrase, which is compared by sense alone.
    pub(crate) fn is_by_sense(self) -> bool {
        self.flags() & (NUMBER | PHRASE) != 0
    }

    fn flags(self) -> u8 {
        self.start[5]
    }

    /// Whether the two can only be alike by what letters they have: they are not the same, neither is a row of initials, a
    /// number or a phrase, an article or an adjective's ending is told of both or of neither, and one of them has no sense.
    pub(crate) fn is_by_letters_beside(self, other: Self) -> bool {
        let (either, one) = (self.flags() | other.flags(), self.flags() ^ other.flags());
        let script = self.script();
        either & (ACRONYM | NUMBER | PHRASE) == 0
            && one & ARTICLED == 0
            && self.has_stem() == other.has_stem()
            && !(self.has_senses() && other.has_senses())
            && !(script == other.script() && matches!(script, Script::Han | Script::Hangul))
            && self.identity() != other.identity()
    }

    pub(crate) fn script(self) -> Script {
        Script::from_number(self.start[1])
    }

    /// The letters.
    pub(crate) fn letters(self) -> &'a [Letter] {
        self.bytes.get(HEADER..self.skeletons_at()).unwrap_or(&[])
    }

    /// How many letters it has, of those that are compared by sound; a row of initials has none, since nobody joins it
    /// to other words.
    fn letter_count(self) -> u8 {
        if self.is_acronym() { 0 } else { self.start[2] }
    }

    /// A number by which tokens that sound alike come to lie near each other when they are ordered by it.
    pub fn neighbourhood(self) -> u64 {
        self.first_skeleton().map_or(u64::MAX, Skeleton::in_order)
    }

    pub(crate) fn identity(self) -> u64 {
        self.bytes.get(8..SET).map_or(0, word)
    }

    pub(crate) fn skeletons(self) -> impl Iterator<Item = Skeleton> + Clone + use<'a> {
        let bytes = self.bytes.get(self.skeletons_at()..self.senses_at()).unwrap_or(&[]);
        bytes.chunks_exact(8).map(|chunk| Skeleton(word(chunk)))
    }

    /// Whether it is Han characters as Cantonese reads them beside Hangul, which writes how Korean reads them: what the two sound
    /// like says nothing.
    pub(crate) fn is_read_otherwise(self, other: Self) -> bool {
        let cantonese = |view: Self| view.flags() & CANTONESE != 0;
        cantonese(self) && other.script() == Script::Hangul
            || cantonese(other) && self.script() == Script::Hangul
    }

    /// Whether it is an adjective made of a place.
    pub(crate) fn has_stem(self) -> bool {
        self.start[7] > 0
    }

    /// The letters of the place that an adjective is made of; empty where it is none.
    pub(crate) fn stem(self) -> &'a [Letter] {
        self.letters().get(..usize::from(self.start[7])).unwrap_or(&[])
    }

    /// The likeliest skeleton.
    pub(crate) fn first_skeleton(self) -> Option<Skeleton> {
        self.skeletons().next()
    }

    pub(crate) fn senses(self) -> impl Iterator<Item = Sense> + Clone + use<'a> {
        let bytes = self.bytes.get(self.senses_at()..self.surface_at()).unwrap_or(&[]);
        bytes.chunks_exact(8).map(|chunk| Sense::from_bits(word(chunk)))
    }

    pub(crate) fn surface(self) -> &'a [u8] {
        self.bytes.get(self.surface_at()..).unwrap_or(&[])
    }

    /// The set of the letters of [`Self::as_written`].
    fn set(self) -> u32 {
        self.bytes.get(SET..HEADER).and_then(|set| set.try_into().ok()).map_or(0, u32::from_le_bytes)
    }

    /// As slips of the hand are counted in tokens of one script.
    pub(crate) fn hand(self) -> Hand<'a> {
        Hand { row: self.as_written(), set: self.set() }
    }

    /// Whether the Arabic article is joined to it, as far as that can be told.
    pub(crate) fn is_articled(self) -> bool {
        self.flags() & ARTICLED != 0
    }

    /// What it looks like beside the tokens that it may be joined to: as written in Latin, else its letters.
    pub(crate) fn as_written(self) -> &'a [u8] {
        match self.surface() {
            [] => self.letters(),
            surface => surface,
        }
    }

    /// Whether it is the row of initials of an organisation's words.
    pub(crate) fn is_acronym(self) -> bool {
        self.flags() & ACRONYM != 0
    }

    /// Whether it is one letter.
    pub fn is_single(self) -> bool {
        self.flags() & SINGLE != 0
    }

    /// Whether it is known for a given name.
    pub(crate) fn is_given(self) -> bool {
        self.senses().any(|s| s.kind() == SenseKind::Given)
    }

    /// Whether it is known for a given name, whole or short.
    pub(crate) fn is_called(self) -> bool {
        self.senses().any(|s| matches!(s.kind(), SenseKind::Given | SenseKind::Nickname))
    }

    /// Whether it is known for a Chinese or Korean family name.
    pub(crate) fn is_surname(self) -> bool {
        self.senses().any(|s| s.kind() == SenseKind::Surname)
    }

    /// Whether it is the servant of a name of two words (Abd al-Karim), half of a name.
    pub(crate) fn is_servant(self) -> bool {
        self.identity() == *SERVANT
    }

    /// As slips of the hand are counted in it; without letters where a word or syllable is one character, and for numbers
    /// and phrases.
    pub(crate) fn written(self) -> Written<'a> {
        let script = self.script();
        let none = match script {
            Script::Han | Script::Hangul | Script::Kana => true,
            Script::Latin => self.surface().is_empty(),
            _ => self.is_acronym(),
        };
        let hand = if none || self.is_acronym() { Hand { row: &[], set: 0 } } else { self.hand() };
        Written { script, hand, classes: self.first_skeleton().map_or(0, Skeleton::len) }
    }

    /// What is asked of it before its letters are.
    pub fn outline(self) -> TokenOutline {
        let flag = |is: bool, bit: u8| if is { bit } else { 0 };
        let marks = self.script() as u8
            | flag(self.is_single(), TokenOutline::SINGLE)
            | flag(self.is_servant(), TokenOutline::SERVANT)
            | flag(self.is_acronym(), TokenOutline::ACRONYM)
            | flag(self.flags() & PINYIN != 0, TokenOutline::PINYIN);
        let classes = || self.skeletons().map(|skeleton| skeleton.len() as u8);
        TokenOutline {
            letters: self.letter_count(),
            first: self.letters().first().copied().unwrap_or(Letter::MAX),
            marks,
            shortest: classes().min().unwrap_or(0),
            longest: classes().max().unwrap_or(0),
            sure: self.skeletons().map(Skeleton::set).reduce(|a, b| a & b).unwrap_or(0),
            any: self.skeletons().fold(0, |set, skeleton| set | skeleton.set()),
        }
    }

    /// Whether it is made of letters that can be compared by sound.
    pub(crate) fn sounds(self) -> bool {
        !self.letters().is_empty()
    }

    /// Adds the keys of its sound: whatever has one of them is compared with it letter by letter, and nothing else sounds
    /// like it. At most 448, 56 for each of up to 8 skeletons. A row of initials has none: it is like the word of just these
    /// letters alone.
    pub fn keys_of_sound(self, keys: &mut Vec<u64>) {
        if self.bytes.is_empty() || self.is_acronym() {
            return;
        }
        let start = keys.len();
        for skeleton in self.skeletons() {
            skeleton::keys(skeleton, keys);
        }
        remove_repeated(keys, start);
    }

    /// Adds its other keys, at most 82: 68 for slips, which words may share that are more slips apart, its form's, one for
    /// each of its senses, and what initials it is.
    pub fn other_keys(self, keys: &mut Vec<u64>) {
        if self.bytes.is_empty() {
            return;
        }
        let start = keys.len();
        self.written().keys(keys);
        keys.push(hash::mix(self.identity()));
        keys.extend(self.senses().map(Sense::key));
        if self.is_acronym()
            || self.flags() & (NUMBER | PHRASE) == 0 && (3..=8).contains(&self.letters().len())
        {
            let row: SmallVec<[u8; 8]> = sound::COSTS.by_first_sound(self.letters()).collect();
            keys.push(hash::of_bytes(3, &row));
        }
        remove_repeated(keys, start);
    }

    /// Adds all of its keys. Any two tokens whose likeness reaches [`TOKEN_FLOOR`](crate::TOKEN_FLOOR) share at least one.
    pub fn keys(self, keys: &mut Vec<u64>) {
        self.keys_of_sound(keys);
        self.other_keys(keys);
    }
}

/// Orders the keys from a place on, and keeps each once.
fn remove_repeated(keys: &mut Vec<u64>, start: usize) {
    keys[start..].sort_unstable();
    let mut kept = start;
    for at in start..keys.len() {
        if at == start || keys[at] != keys[kept - 1] {
            keys[kept] = keys[at];
            kept += 1;
        }
    }
    keys.truncate(kept);
}

/// The identity of the form under which every spelling of Abd al- is interned.
static SERVANT: LazyLock<u64> = LazyLock::new(|| hash::of_bytes(1, b"abd"));

fn word(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

/// How many letters of a Cyrillic form are the place that it is an adjective of, 0 for none. Latin prints the place
/// itself: АО Сызранский завод, Syzran Plant. (Romanised adjectives are family names as often as not.)
fn adjective_stem(form: &str, script: Script) -> usize {
    let stem = (script == Script::Cyrillic).then(|| tables::adjective_stem(form)).flatten();
    stem.map_or(0, |stem| script::letters(stem, script).len())
}

/// The letters after an article that is joined to a name, as far as that can be.
pub(crate) fn after_article(letters: &[Letter], script: Script) -> Option<&[Letter]> {
    let [first, second, rest @ ..] = letters else { return None };
    let article = script == Script::Latin
        && matches!(*first, sound::A | sound::E)
        && *second == sound::L
        && rest.len() >= 4;
    article.then_some(rest)
}
