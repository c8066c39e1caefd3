//! One token beside another.

use crate::align::Reason;
use crate::distance::{self, Row, most};
use crate::edits::{self, Hand};
use crate::outline::TokenOutline;
use crate::profile::{TokenView, after_article};
use crate::script::Script;
use crate::shape::shape;
use crate::skeleton;
use crate::slips::Written;
use crate::sound::{self, COSTS, Letter};
use crate::tables::{self, SenseKind};

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

/// How alike two tokens are.
pub fn token_likeness(a: TokenView<'_>, b: TokenView<'_>) -> TokenLikeness {
    compare(a, b, || is_kin(a, b), |most| apart(a, b, most), || articled_likeness(a, b))
}

/// See [`distance::relative`].
fn apart(a: TokenView<'_>, b: TokenView<'_>, most: f32) -> f32 {
    distance::relative(a.letters(), a.script(), b.letters(), b.script(), most)
}

/// The same where their outlines are at hand.
pub(crate) fn outlined_likeness(
    (a, own): (TokenView<'_>, TokenOutline),
    (b, other): (TokenView<'_>, TokenOutline),
) -> TokenLikeness {
    let may_share = own.may_share_key(other);
    let known = a.has_senses() && b.has_senses() || own.is_acronym() || other.is_acronym();
    if !(may_share || known || Written::may_be_apart(a.hand(), b.hand())) {
        return TokenLikeness::NONE;
    }
    let kin = || may_share && skeleton::share(a.skeletons(), &b.skeletons()) || are_apart(a, b);
    compare(a, b, kin, |most| apart(a, b, most), || articled_likeness(a, b))
}

/// A token, ready to be compared with many: [`token_likeness`] at a fraction of the time.
#[derive(Debug)]
pub struct ComparedToken<'a> {
    view: TokenView<'a>,
    row: Row<'a>,
}

impl<'a> ComparedToken<'a> {
    /// Of this token.
    pub fn new(view: TokenView<'a>) -> Self {
        Self { view, row: Row::new(view.letters(), view.script()) }
    }

    /// How alike another token is.
    pub fn likeness(&self, other: TokenView<'_>) -> TokenLikeness {
        compare(
            self.view,
            other,
            || is_kin(self.view, other),
            |most| self.row.relative(other.letters(), other.script(), most),
            || self.articled_likeness(other),
        )
    }

    /// The likeness of the two where one of them has its article joined to it.
    fn articled_likeness(&self, other: TokenView<'_>) -> f32 {
        if self.view.is_articled() {
            return articled_likeness(self.view, other);
        }
        let rest = after_article(other.letters(), other.script()).unwrap_or_default();
        distance::likeness(self.row.relative(rest, other.script(), most::OF_ARTICLED))
    }

    /// Whether another token is one letter that may stand for this one.
    pub fn has_initial(&self, other: TokenView<'_>) -> bool {
        other.is_single() && !self.view.is_single() && initial_likeness(self.view, other) > 0.0
    }

    /// How alike a token is that has one of its [keys of sound](TokenView::keys_of_sound).
    pub fn likeness_of_kin(&self, other: TokenView<'_>) -> TokenLikeness {
        let cost = self.row.relative(other.letters(), other.script(), most::OF_TOKENS);
        // Most kin are told here: they sound unlike, and nothing else could make them alike.
        if cost > most::OF_TOKENS
            && self.view.is_by_letters_beside(other)
            && is_beyond_slips(self.view, other)
        {
            return TokenLikeness::NONE;
        }
        compare(self.view, other, || true, |_| cost, || self.articled_likeness(other))
    }
}

/// Whether two tokens are no slips of each other, as far as a look at what letters they have tells.
fn is_beyond_slips(a: TokenView<'_>, b: TokenView<'_>) -> bool {
    a.script() != b.script()
        || a.surface().is_empty() == b.surface().is_empty() && edits::is_beyond(a.hand(), b.hand())
}

/// Whether two tokens share a key of their sound, or are a few slips apart, without which they are not alike by letters.
fn is_kin(a: TokenView<'_>, b: TokenView<'_>) -> bool {
    skeleton::share(a.skeletons(), &b.skeletons()) || are_apart(a, b)
}

fn are_apart(a: TokenView<'_>, b: TokenView<'_>) -> bool {
    Written::may_be_apart(a.hand(), b.hand()) && a.written().is_apart_from(&b.written())
}

fn compare(
    a: TokenView<'_>,
    b: TokenView<'_>,
    kin: impl FnOnce() -> bool,
    relative: impl FnOnce(f32) -> f32,
    articled: impl FnOnce() -> f32,
) -> TokenLikeness {
    if a.is_nothing() || b.is_nothing() {
        return TokenLikeness::NONE;
    }
    if a.is_acronym() || b.is_acronym() {
        return acronym_likeness(a, b);
    }
    if a.identity() == b.identity() {
        return TokenLikeness { score: 1.0, reason: Reason::Same };
    }
    if a.is_by_sense() || b.is_by_sense() || !kin() {
        return shared_sense(a, b);
    }
    let by_sense = sense_likeness(a, b);
    let by_sound = sound_likeness(a, b, by_sense.names_differ, relative, articled);
    if by_sound.score > by_sense.likeness.score { by_sound } else { by_sense.likeness }
}

/// How near two tokens are that are not alike, 0 to [`TOKEN_FLOOR`]: a slip too many is no other name yet.
pub(crate) fn nearness(a: TokenView<'_>, b: TokenView<'_>) -> f32 {
    if !a.sounds() || !b.sounds() || a.script().is_of_syllables() || b.script().is_of_syllables() {
        return 0.0;
    }
    let near = distance::likeness(apart(a, b, most::AT_ALL)).min(TOKEN_FLOOR);
    if sense_likeness(a, b).names_differ { DIFFERENT_NAMES * near } else { near }
}

/// What one slip and the unevenness of romanisation come to, in letters.
const ONE_SLIP: f32 = 1.1;

/// A token in another script with fewer letters has none to spare.
const SHORTEST_SLIPPED: usize = 5;

/// The likeness of two tokens in different scripts that are one slip apart, if they are: by the letters of both, since no
/// key reaches over a slip and a script at once. Two names that the tables tell apart are two names.
pub(crate) fn slipped_likeness(a: TokenView<'_>, b: TokenView<'_>) -> f32 {
    let syllables = |s: Script| s.is_of_syllables() || s == Script::Kana;
    let (x, y) = (a.letters(), b.letters());
    let shorter = x.len().min(y.len());
    if a.script() == b.script()
        || syllables(a.script())
        || syllables(b.script())
        || shorter < SHORTEST_SLIPPED
    {
        return 0.0;
    }
    let apart = distance::in_letters((x, a.script()), (y, b.script()), ONE_SLIP);
    let likeness = apart.map_or(0.0, |letters| 1.0 - letters / shorter as f32);
    if sense_likeness(a, b).names_differ { 0.0 } else { likeness }
}

/// Chinese and Korean names are a few short syllables out of some four hundred: each either is a reading of what is
/// written, or another syllable. A difference that is a slip elsewhere is another name here.
const SYLLABLES: f32 = 2.5;

/// The same of longer words, up to this many letters, and of those that are longer: four syllables and more are a word,
/// which bears a slip like any other.
const FEW_LETTERS: [(usize, f32); 2] = [(7, SYLLABLES), (10, 1.7)];

/// The likeness of two tokens, found by their sound or spelling, where both are syllables of Chinese names.
pub(crate) fn of_syllables(likeness: f32) -> f32 {
    let strict = distance::likeness(SYLLABLES * distance::of_likeness(likeness));
    if strict < TOKEN_FLOOR { 0.0 } else { strict }
}

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

fn sound_likeness(
    a: TokenView<'_>,
    b: TokenView<'_>,
    names_differ: bool,
    relative: impl FnOnce(f32) -> f32,
    articled: impl FnOnce() -> f32,
) -> TokenLikeness {
    match (a.script(), b.script()) {
        (Script::Han, Script::Han) => return syllables_likeness(a, b, han_syllables),
        (Script::Hangul, Script::Hangul) => return syllables_likeness(a, b, hangul_syllables),
        _ if a.is_read_otherwise(b) => return TokenLikeness::NONE,
        _ => {}
    }
    let cost = strict((a.letters(), a.script()), (b.letters(), b.script()), relative(most::OF_TOKENS));
    let mut score = distance::likeness(cost);
    if a.script() == b.script() && score < 0.9 {
        score = score.max(if a.surface().is_empty() == b.surface().is_empty() {
            edits::likeness(a.hand(), b.hand())
        } else {
            edits::likeness(Hand::of(a.letters()), Hand::of(b.letters()))
        });
    }
    // Where vowels are not written, two names may well be written alike: محمد is Muhammad, never Mahmud.
    let thin = a.script().leaves_vowels_out() != b.script().leaves_vowels_out();
    if names_differ && thin {
        return TokenLikeness::NONE;
    }
    if names_differ && cost > 0.06 {
        score *= DIFFERENT_NAMES;
    } else if score >= TOKEN_FLOOR && (feminine(a, b) || feminine(b, a)) {
        score *= OF_A_WOMAN;
    }
    let one_article = a.is_articled() != b.is_articled();
    let articled = if score < 0.85 && one_article { ARTICLED * articled() } else { 0.0 };
    if articled > score.max(0.85) {
        return TokenLikeness { score: articled, reason: Reason::JoinedOrSplit };
    }
    let stems = a.has_stem() != b.has_stem();
    let adjective = if score < 0.85 && stems { adjective_likeness(a, b) } else { 0.0 };
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
pub(crate) fn relative(a: &[Letter], a_script: Script, b: &[Letter], b_script: Script, most: f32) -> f32 {
    strict((a, a_script), (b, b_script), distance::relative(a, a_script, b, b_script, most))
}

/// What a distance is where one of the two rows is of syllables.
fn strict((a, a_script): (&[Letter], Script), (b, b_script): (&[Letter], Script), cost: f32) -> f32 {
    if a_script.is_of_syllables() == b_script.is_of_syllables() {
        return cost;
    }
    let count = |row: &[Letter], letter| row.iter().map(|l| u8::from(*l == letter)).sum::<u8>();
    // Before a vowel Latin writes n and g, of which nobody sees what they are: Jongun.
    let nasals = |row: &[Letter]| (count(row, sound::NG), count(row, sound::NG) + count(row, sound::KO_NG));
    let ((least, most), (other_least, other_most)) = (nasals(a), nasals(b));
    let nasal = if least <= other_most && other_least <= most { 0.0 } else { NASAL };
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
    let (x, y) = (a.letters(), b.letters());
    // In another script the letters are others.
    let same =
        if a.script() == b.script() { x == y } else { COSTS.by_first_sound(x).eq(COSTS.by_first_sound(y)) };
    if a.is_acronym() == b.is_acronym() || !same || !(3..=8).contains(&x.len()) {
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

/// What two tokens mean in common, if they do.
fn shared_sense(a: TokenView<'_>, b: TokenView<'_>) -> TokenLikeness {
    if !a.has_senses() || !b.has_senses() {
        return TokenLikeness::NONE;
    }
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
                // Known for one name however unlike they sound, and no slip in a syllable: Ri and Lee.
                (SenseKind::Surname, _) if a.script() == b.script() => (0.85, Reason::Variant),
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
    if best.score < TOKEN_FLOOR { TokenLikeness::NONE } else { best }
}

fn sense_likeness(a: TokenView<'_>, b: TokenView<'_>) -> BySense {
    let likeness = shared_sense(a, b);
    let is = |v: TokenView<'_>, kind: SenseKind| v.senses().any(|s| s.kind() == kind && !s.is_ambiguous());
    let both = |kind| is(a, kind) && is(b, kind);
    let names_differ = likeness.score <= 0.0 && (both(SenseKind::Given) || both(SenseKind::Patronymic));
    BySense { likeness, names_differ }
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

/// The likeness of two tokens of which one has its article joined to it.
fn articled_likeness(a: TokenView<'_>, b: TokenView<'_>) -> f32 {
    let (with, without) = if a.is_articled() { (a, b) } else { (b, a) };
    let rest = after_article(with.letters(), with.script()).unwrap_or_default();
    let (letters, script) = (without.letters(), without.script());
    distance::likeness(distance::relative(rest, with.script(), letters, script, most::OF_ARTICLED))
}

/// Bits of the first syllable of a Chinese or Korean name, and of each after it.
const SYLLABLE_BITS: (f32, f32) = (7.0, 3.5);

/// See [`most_bits`](crate::most_bits).
pub(crate) fn most_bits(form: &str) -> f32 {
    let script = form.chars().map(Script::of).find(|s| *s != Script::None).unwrap_or_default();
    let syllables = match script {
        Script::Han | Script::Hangul => shown(form).chars().count(),
        Script::Burmese => crate::script::syllables(shown(form)).len(),
        Script::Latin if tables::entry(&shape(form), SenseKind::Surname).is_some() => 1,
        _ => return f32::INFINITY,
    };
    // Four characters and more are an organisation's, not a name of syllables.
    if syllables > 3 {
        return f32::INFINITY;
    }
    SYLLABLE_BITS.0 + SYLLABLE_BITS.1 * (syllables - 1) as f32
}

/// Marks the form of a word of Hangul or of Han characters in a name of another language.
pub const FOREIGN: char = '^';

/// A token's form as people are shown it: without the mark of a number, a phrase, a row of initials, a Cantonese reading or
/// a word in a name of another language.
pub fn shown(form: &str) -> &str {
    form.trim_start_matches(['#', '=', '&', '~', FOREIGN])
}
