//! One token beside another.

use std::sync::LazyLock;

use crate::align::Reason;
use crate::distance::{self, most};
use crate::script::{self, Letters, Script};
use crate::shape::shape;
use crate::skeleton::{self, Skeleton};
use crate::sound::{self, COSTS, Letter};
use crate::tables::{self, Sense, SenseKind};
use crate::{edits, hash};

/// Tokens less alike than this are not alike at all: [`token_likeness`] answers 0, and they need share no key.
pub const TOKEN_FLOOR: f32 = 0.55;

/// How alike two tokens are, and why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TokenLikeness {
    /// 0 (not alike, or below [`TOKEN_FLOOR`]) to 1 (the same).
    pub score: f32,
    /// Why; meaningless at 0.
    pub reason: Reason,
}

impl TokenLikeness {
    /// Not alike.
    pub const NONE: Self = Self { score: 0.0, reason: Reason::Missing };
}

/// Everything that the likeness of a token depends on, computed once from its form.
///
/// Layout: version, script, counts of letters, skeletons and senses, flags, lengths of the surface and of the stem;
/// identity (8 bytes); letters; skeletons (8 bytes each); senses (8 bytes each); surface. Little-endian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenProfile {
    bytes: Vec<u8>,
}

const VERSION: u8 = 4;
const HEADER: usize = 16;
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
                    surface.extend(shape(text).bytes().filter(u8::is_ascii).take(edits::LONGEST));
                }
                if text.chars().count() == 1 && !script.joins_words() {
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
        let parts = [after_article(&letters, script), letters.get(..stem).filter(|s| !s.is_empty())];
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
        bytes.extend_from_slice(&letters);
        skeletons.iter().for_each(|s| bytes.extend(s.0.to_le_bytes()));
        senses.iter().for_each(|s| bytes.extend(s.to_bits().to_le_bytes()));
        bytes.extend_from_slice(&surface);
        Self { bytes }
    }

    /// Borrows it.
    pub fn view(&self) -> TokenView<'_> {
        TokenView::from_bytes(&self.bytes)
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
    skeletons_at: usize,
    senses_at: usize,
    surface_at: usize,
}

impl<'a> TokenView<'a> {
    /// The profile that these bytes hold. Bytes that hold none give a profile that is like nothing; never a panic.
    pub fn from_bytes(bytes: &'a [u8]) -> Self {
        let nothing = Self { bytes: &[], skeletons_at: 0, senses_at: 0, surface_at: 0 };
        let [version, _, letters, skeletons, senses, _, surface, _, ..] = *bytes else { return nothing };
        let skeletons_at = HEADER + usize::from(letters);
        let senses_at = skeletons_at + 8 * usize::from(skeletons);
        let surface_at = senses_at + 8 * usize::from(senses);
        if version != VERSION || bytes.len() != surface_at + usize::from(surface) {
            return nothing;
        }
        Self { bytes, skeletons_at, senses_at, surface_at }
    }

    fn flags(self) -> u8 {
        self.bytes.get(5).copied().unwrap_or(0)
    }

    pub(crate) fn script(self) -> Script {
        Script::from_number(self.bytes.get(1).copied().unwrap_or(0))
    }

    /// The letters.
    pub(crate) fn letters(self) -> &'a [Letter] {
        self.bytes.get(HEADER..self.skeletons_at).unwrap_or(&[])
    }

    /// How many letters it has, of those that are compared by sound; a row of initials has none, since nobody joins it
    /// to other words.
    pub fn letter_count(self) -> u8 {
        if self.is_acronym() { 0 } else { self.bytes.get(2).copied().unwrap_or(0) }
    }

    /// A number by which tokens that sound alike come to lie near each other when they are ordered by it.
    pub fn neighbourhood(self) -> u64 {
        self.first_skeleton().map_or(u64::MAX, Skeleton::in_order)
    }

    fn identity(self) -> u64 {
        self.bytes.get(8..HEADER).map_or(0, word)
    }

    fn skeletons(self) -> impl Iterator<Item = Skeleton> + Clone + use<'a> {
        let bytes = self.bytes.get(self.skeletons_at..self.senses_at).unwrap_or(&[]);
        bytes.chunks_exact(8).map(|chunk| Skeleton(word(chunk)))
    }

    /// The letters of the place that an adjective is made of; empty where it is none.
    fn stem(self) -> &'a [Letter] {
        let length = self.bytes.get(7).copied().unwrap_or(0);
        self.letters().get(..usize::from(length)).unwrap_or(&[])
    }

    /// The likeliest skeleton.
    pub(crate) fn first_skeleton(self) -> Option<Skeleton> {
        self.skeletons().next()
    }

    pub(crate) fn senses(self) -> impl Iterator<Item = Sense> + Clone + use<'a> {
        let bytes = self.bytes.get(self.senses_at..self.surface_at).unwrap_or(&[]);
        bytes.chunks_exact(8).map(|chunk| Sense::from_bits(word(chunk)))
    }

    fn surface(self) -> &'a [u8] {
        self.bytes.get(self.surface_at..).unwrap_or(&[])
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
    pub(crate) fn is_single(self) -> bool {
        self.flags() & SINGLE != 0
    }

    /// Whether it is known for a given name.
    pub(crate) fn is_given(self) -> bool {
        self.senses().any(|s| s.kind() == SenseKind::Given)
    }

    /// Whether it is the servant of a name of two words (Abd al-Karim), half of a name.
    pub(crate) fn is_servant(self) -> bool {
        self.identity() == *SERVANT
    }

    /// Whether it is made of letters that can be compared by sound.
    pub(crate) fn sounds(self) -> bool {
        !self.letters().is_empty()
    }

    /// Adds the token's keys. Any two tokens whose likeness reaches [`TOKEN_FLOOR`] share at least one. At most
    /// 460: 56 for each of up to 8 skeletons, one for each of up to 12 senses; 9 on average over the lists' tokens.
    pub fn keys(&self, keys: &mut Vec<u64>) {
        if self.bytes.is_empty() {
            return;
        }
        let start = keys.len();
        keys.push(hash::mix(self.identity()));
        for skeleton in self.skeletons() {
            skeleton::keys(skeleton, keys);
        }
        keys.extend(self.senses().map(Sense::key));
        if self.is_acronym()
            || self.flags() & (NUMBER | PHRASE) == 0 && (3..=8).contains(&self.letters().len())
        {
            keys.push(hash::of_bytes(3, self.letters()));
        }
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
}

/// The identity of the form under which every spelling of Abd al- is interned.
static SERVANT: LazyLock<u64> = LazyLock::new(|| hash::of_bytes(1, b"abd"));

fn word(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, u64::from_le_bytes)
}

/// How alike two tokens are.
pub fn token_likeness(a: TokenView<'_>, b: TokenView<'_>) -> TokenLikeness {
    if a.bytes.is_empty() || b.bytes.is_empty() {
        return TokenLikeness::NONE;
    }
    if a.is_acronym() || b.is_acronym() {
        return acronym_likeness(a, b);
    }
    if a.identity() == b.identity() {
        return TokenLikeness { score: 1.0, reason: Reason::Same };
    }
    let by_sense = sense_likeness(a, b);
    if a.flags() & (NUMBER | PHRASE) != 0 || b.flags() & (NUMBER | PHRASE) != 0 {
        return by_sense.likeness;
    }
    if !skeleton::share(a.skeletons(), &b.skeletons()) {
        return by_sense.likeness;
    }
    let by_sound = sound_likeness(a, b, by_sense.names_differ);
    if by_sound.score > by_sense.likeness.score { by_sound } else { by_sense.likeness }
}

/// The likeness of two tokens by sound and spelling, whether or not they share a key: for tokens of names that are
/// already side by side.
pub(crate) fn closeness(a: TokenView<'_>, b: TokenView<'_>) -> TokenLikeness {
    if !a.sounds() || !b.sounds() || a.is_acronym() || b.is_acronym() {
        return TokenLikeness::NONE;
    }
    sound_likeness(a, b, sense_likeness(a, b).names_differ)
}

/// How near two tokens are that are not alike, 0 to about a half: a slip too many is no other name yet.
pub(crate) fn nearness(a: TokenView<'_>, b: TokenView<'_>) -> f32 {
    let apart = |s: Script| matches!(s, Script::Han | Script::Hangul);
    if !a.sounds() || !b.sounds() || apart(a.script()) || apart(b.script()) {
        return 0.0;
    }
    let cost = distance::relative(a.letters(), a.script(), b.letters(), b.script(), most::AT_ALL);
    let near = distance::likeness(cost);
    if sense_likeness(a, b).names_differ { DIFFERENT_NAMES * near } else { near }
}

/// Chinese and Korean names are a few short syllables out of some four hundred: each either is a reading of what is
/// written, or another syllable. A difference that is a slip elsewhere is another name here.
const SYLLABLES: f32 = 2.5;

/// The same of longer words, up to this many letters, and of those that are longer: four syllables and more are a word,
/// which bears a slip like any other.
const FEW_LETTERS: [(usize, f32); 2] = [(7, SYLLABLES), (10, 1.7)];

/// What it costs a syllable to end in -n where the other ends in -ng, which is a slip in other names: Chen and Cheng.
const NASAL: f32 = 0.12;

/// What two tokens' sound is worth when both are known given names, but not the same one: Frank is no slip for
/// Frederik, nor Mahmoud for Muhammad.
const DIFFERENT_NAMES: f32 = 0.72;

/// What a woman's name is worth beside the man's that it is made of: not alike, however few letters it adds.
const OF_A_WOMAN: f32 = 0.6;

/// Endings that make a woman's given name of a man's: Paula, Michelle, Danielle, Josephine, Angelina, Claudette.
const FEMININE: &[&[u8]] = &[b"a", b"e", b"le", b"lle", b"ne", b"ine", b"ina", b"ette", b"etta"];

/// Whether the second token is the first, a given name, with an ending that makes it a woman's: another person's, though
/// no slip is smaller. Where the tables know the longer one for a form of the same name, it is that.
fn feminine(given: TokenView<'_>, other: TokenView<'_>) -> bool {
    let ending = other.surface().strip_prefix(given.surface());
    ending.is_some_and(|ending| FEMININE.contains(&ending))
        && given.script() == Script::Latin
        && given.is_given()
        && sense_likeness(given, other).likeness.score <= 0.0
}

fn sound_likeness(a: TokenView<'_>, b: TokenView<'_>, names_differ: bool) -> TokenLikeness {
    match (a.script(), b.script()) {
        (Script::Han, Script::Han) => return syllables_likeness(a, b, han_syllables),
        (Script::Hangul, Script::Hangul) => return syllables_likeness(a, b, hangul_syllables),
        _ => {}
    }
    let cost = relative(a.letters(), a.script(), b.letters(), b.script(), most::OF_TOKENS);
    let mut score = distance::likeness(cost);
    if a.script() == b.script() && score < 0.9 {
        score = score.max(match (a.surface(), b.surface()) {
            ([], _) | (_, []) => edits::likeness(a.letters(), b.letters()),
            (a, b) => edits::likeness(a, b),
        });
    }
    // Where vowels are not written, two names may well be written alike: محمد is Muhammad, never Mahmud.
    let thin = a.script().leaves_vowels_out() != b.script().leaves_vowels_out();
    if names_differ && thin {
        return TokenLikeness::NONE;
    }
    if names_differ && cost > 0.06 {
        score *= DIFFERENT_NAMES;
    } else if feminine(a, b) || feminine(b, a) {
        score *= OF_A_WOMAN;
    }
    let articled = if score < 0.85 { ARTICLED * articled_likeness(a, b) } else { 0.0 };
    if articled > score.max(0.85) {
        return TokenLikeness { score: articled, reason: Reason::JoinedOrSplit };
    }
    let adjective = if score < 0.85 { adjective_likeness(a, b) } else { 0.0 };
    if adjective > score.max(0.75) {
        return TokenLikeness { score: adjective, reason: Reason::Adjective };
    }
    if score < TOKEN_FLOOR {
        return TokenLikeness::NONE;
    }
    let reason = if cost < 0.1 { Reason::Romanisation } else { Reason::Spelling };
    TokenLikeness { score: score.min(0.99), reason }
}

/// The distance of two rows of letters, where one is of syllables and the other is not as strict as syllables are.
fn relative(a: &[Letter], a_script: Script, b: &[Letter], b_script: Script, most: f32) -> f32 {
    let syllables = |s: Script| matches!(s, Script::Han | Script::Hangul);
    let cost = distance::relative(a, a_script, b, b_script, most);
    if syllables(a_script) == syllables(b_script) {
        return cost;
    }
    let nasals = |row: &[Letter]| row.iter().map(|l| u8::from(*l == sound::NG)).sum::<u8>();
    let nasal = if nasals(a) == nasals(b) { 0.0 } else { NASAL };
    let letters = a.len().max(b.len());
    let strict = FEW_LETTERS.iter().find(|(most, _)| letters <= *most).map_or(1.0, |(_, strict)| *strict);
    strict * (cost + nasal)
}

/// Han beside Han, Hangul beside Hangul: what is written counts, not its reading, which many share.
fn syllables_likeness(a: TokenView<'_>, b: TokenView<'_>, alike: fn(char, char) -> f32) -> TokenLikeness {
    let (Ok(x), Ok(y)) = (std::str::from_utf8(a.surface()), std::str::from_utf8(b.surface())) else {
        return TokenLikeness::NONE;
    };
    let (mut sum, mut count) = (0.0, 0.0_f32);
    let (mut rest_x, mut rest_y) = (x.chars(), y.chars());
    loop {
        match (rest_x.next(), rest_y.next()) {
            (None, None) => break,
            (Some(p), Some(q)) => sum += if p == q { 1.0 } else { alike(p, q) },
            _ => {}
        }
        count += 1.0;
    }
    let score = sum / count.max(1.0);
    if score < TOKEN_FLOOR {
        return TokenLikeness::NONE;
    }
    let reason = if score >= 0.9 { Reason::Romanisation } else { Reason::Spelling };
    TokenLikeness { score: score.min(0.99), reason }
}

/// A character that only reads alike may be the traditional form, or another name.
fn han_syllables(p: char, q: char) -> f32 {
    if any_ascii::any_ascii_char(p) == any_ascii::any_ascii_char(q) { 0.9 } else { 0.0 }
}

/// North and South write a first ㄴ, ㄹ or nothing in the same names; any other difference is a difference.
fn hangul_syllables(p: char, q: char) -> f32 {
    let parts = |c: char| (c as u32).checked_sub(0xac00).map(|i| (i / 588, i % 588));
    match (parts(p), parts(q)) {
        (Some((a, x)), Some((b, y))) if x == y && [2, 5, 11].contains(&a) && [2, 5, 11].contains(&b) => 0.95,
        _ => 0.0,
    }
}

/// An acronym beside a word: alike when the word is the acronym, the surer the longer. Two names with the same
/// initials have nothing in common.
fn acronym_likeness(a: TokenView<'_>, b: TokenView<'_>) -> TokenLikeness {
    if a.is_acronym() == b.is_acronym() || a.letters() != b.letters() || !(3..=8).contains(&a.letters().len())
    {
        return TokenLikeness::NONE;
    }
    // How often three letters stand for something else is for their rarity to say.
    let score = match a.letters().len() {
        3 => 0.8,
        4 => 0.85,
        _ => 0.9,
    };
    TokenLikeness { score, reason: Reason::Acronym }
}

struct BySense {
    likeness: TokenLikeness,
    /// Both are surely given names, or patronymics, and no table joins them.
    names_differ: bool,
}

fn sense_likeness(a: TokenView<'_>, b: TokenView<'_>) -> BySense {
    let mut best = TokenLikeness::NONE;
    for x in a.senses() {
        for y in b.senses().filter(|y| x.class() == y.class()) {
            let (score, reason) = match (x.kind(), y.kind()) {
                (SenseKind::Given, SenseKind::Given) => (0.95, Reason::Variant),
                (SenseKind::Given | SenseKind::Nickname, SenseKind::Given | SenseKind::Nickname) => {
                    (0.8, Reason::Nickname)
                }
                (SenseKind::Cognate, _) => (0.6, Reason::Variant),
                (SenseKind::Patronymic, _) => (0.92, Reason::Variant),
                (SenseKind::Surname, _) => (0.85, Reason::Romanisation),
                (SenseKind::LegalForm, _) => (0.95, Reason::LegalForm),
                (SenseKind::LegalKind, _) => (0.7, Reason::LegalForm),
                (SenseKind::Number, _) => (1.0, Reason::Same),
                _ => (0.93, Reason::Translation),
            };
            let score = if x.is_ambiguous() || y.is_ambiguous() { score - 0.04 } else { score };
            if score > best.score {
                best = TokenLikeness { score, reason };
            }
        }
    }
    let is = |v: TokenView<'_>, kind: SenseKind| v.senses().any(|s| s.kind() == kind && !s.is_ambiguous());
    let both = |kind| is(a, kind) && is(b, kind);
    let names_differ = best.score < 0.5 && (both(SenseKind::Given) || both(SenseKind::Patronymic));
    BySense { likeness: if best.score < TOKEN_FLOOR { TokenLikeness::NONE } else { best }, names_differ }
}

/// Whether an initial or a cut-off beginning may stand for a token. Answers the likeness, 0 if not.
pub(crate) fn initial_likeness(a: TokenView<'_>, b: TokenView<'_>) -> f32 {
    let costs = &*COSTS;
    if a.is_single() == b.is_single() {
        let (short, long) = if a.letters().len() < b.letters().len() { (a, b) } else { (b, a) };
        let begins =
            !a.is_single() && short.letters().len() >= 2 && long.letters().starts_with(short.letters());
        return if begins && long.letters().len() >= short.letters().len() + 2 { 0.6 } else { 0.0 };
    }
    // An initial is a letter as written, whatever sound it begins: the S. of Shalom, the C. of Cho.
    if a.script() == b.script()
        && let ([x, ..], [y, ..]) = (a.surface(), b.surface())
        && x == y
    {
        return 0.7;
    }
    let start = |letters: &[Letter]| letters.iter().copied().find(|l| costs.weight(*l) >= 0.3);
    // Y and J are a consonant in one name and a vowel in the next.
    if let ([x, ..], [y, ..]) = (a.letters(), b.letters())
        && costs.substitution(*x, *y) <= 0.3
    {
        return 0.65;
    }
    match (start(a.letters()), start(b.letters())) {
        (Some(x), Some(y)) => {
            let cost = costs.substitution(x, y);
            if cost <= 0.15 { 0.7 - cost } else { 0.0 }
        }
        _ => 0.0,
    }
}

/// What a name with the Arabic article joined to it is worth beside the name without: `ALADANI` beside the `ADANI` of
/// `AL-ADANI`.
const ARTICLED: f32 = 0.95;

/// How many letters of a Cyrillic form are the place that it is an adjective of, 0 for none. Latin prints the place
/// itself: АО Сызранский завод, Syzran Plant. (Romanised adjectives are family names as often as not.)
fn adjective_stem(form: &str, script: Script) -> usize {
    let stem = (script == Script::Cyrillic).then(|| tables::adjective_stem(form)).flatten();
    stem.map_or(0, |stem| script::letters(stem, script).len())
}

/// What a place is worth beside the adjective made of it.
const ADJECTIVE: f32 = 0.93;

/// The likeness of an adjective and the place that it may be made of; 0 where neither or both are one.
fn adjective_likeness(a: TokenView<'_>, b: TokenView<'_>) -> f32 {
    let beside = |a: TokenView<'_>, b: TokenView<'_>| {
        let stem = a.stem();
        if stem.is_empty() || !b.stem().is_empty() || b.script() != Script::Latin {
            return 0.0;
        }
        // Мотовилихинский of Мотовилиха: the ending has a beginning of its own.
        let shorter = match stem {
            [rest @ .., vowel, sound::N] if sound::is_vowel(*vowel) && rest.len() >= 3 => Some(rest),
            [rest @ .., sound::N] if rest.len() >= 3 => Some(rest),
            _ => None,
        };
        [Some(stem), shorter].into_iter().flatten().fold(0.0_f32, |best, stem| {
            let cost = relative(stem, a.script(), b.letters(), b.script(), most::OF_TOKENS);
            best.max(distance::likeness(cost))
        })
    };
    ADJECTIVE * beside(a, b).max(beside(b, a))
}

/// The letters after an article that is joined to a name, as far as that can be.
fn after_article(letters: &[Letter], script: Script) -> Option<&[Letter]> {
    let [first, second, rest @ ..] = letters else { return None };
    let article = script == Script::Latin
        && matches!(*first, sound::A | sound::E)
        && *second == sound::L
        && rest.len() >= 4;
    article.then_some(rest)
}

/// The likeness of two tokens of which one has its article joined to it; 0 where neither has.
fn articled_likeness(a: TokenView<'_>, b: TokenView<'_>) -> f32 {
    let beside = |a: TokenView<'_>, b: TokenView<'_>| {
        let rest = after_article(a.letters(), a.script())
            .filter(|_| after_article(b.letters(), b.script()).is_none());
        rest.map_or(0.0, |rest| {
            let cost = distance::relative(rest, a.script(), b.letters(), b.script(), most::OF_TOKENS);
            distance::likeness(cost)
        })
    };
    beside(a, b).max(beside(b, a))
}

/// The likeness of rows of tokens written as one each: for tokens that one side joins and the other splits.
pub(crate) fn joined_likeness<'a>(
    a: impl Iterator<Item = TokenView<'a>>,
    b: impl Iterator<Item = TokenView<'a>>,
) -> f32 {
    let (x, first) = join(a);
    let (y, second) = join(b);
    if x.is_empty() || y.is_empty() {
        return 0.0;
    }
    let slips = if first == second { edits::likeness(&x, &y) } else { 0.0 };
    distance::likeness(relative(&x, first, &y, second, most::OF_JOINED)).max(slips)
}

fn join<'a>(views: impl Iterator<Item = TokenView<'a>>) -> (Letters, Script) {
    let mut letters = Letters::new();
    let mut script = Script::None;
    for view in views {
        for letter in view.letters() {
            if letters.last() != Some(letter) && letters.len() < 2 * script::MAX_LETTERS {
                letters.push(*letter);
            }
        }
        script = view.script();
    }
    (letters, script)
}

/// Bits of the first syllable of a Chinese or Korean name, and of each after it.
const SYLLABLE_BITS: (f32, f32) = (7.0, 3.5);

/// See [`most_bits`](crate::most_bits).
pub(crate) fn most_bits(form: &str) -> f32 {
    let script = form.chars().map(Script::of).find(|s| *s != Script::None).unwrap_or_default();
    let syllables = match script {
        Script::Han | Script::Hangul => form.chars().count(),
        Script::Latin if tables::entry(&shape(form), SenseKind::Surname).is_some() => 1,
        _ => return f32::INFINITY,
    };
    // Four characters and more are an organisation's, not a name of syllables.
    if syllables > 3 {
        return f32::INFINITY;
    }
    SYLLABLE_BITS.0 + SYLLABLE_BITS.1 * (syllables - 1) as f32
}

/// A token's form as people are shown it: without the mark of a number, a phrase or a row of initials.
pub fn shown(form: &str) -> &str {
    form.trim_start_matches(['#', '=', '&'])
}
