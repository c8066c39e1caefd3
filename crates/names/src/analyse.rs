//! Understanding a name: text to readings, each a row of tokens.

use std::borrow::Cow;

use smallvec::SmallVec;
use tamis_model::{Name, NamePart, PartKind, SubjectKind};

use crate::mended::mended;
use crate::{alternatives, disguise, organisation, person, readings, words, written};

/// What a token is within its name, as far as it can be told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Role {
    /// Not told.
    #[default]
    Unknown = 0,
    /// Given name.
    Given = 1,
    /// Father's name.
    Patronymic = 2,
    /// Family name.
    Family = 3,
    /// A particle such as `bin`, `al`, `von`; carries no weight alone.
    Particle = 4,
    /// An initial.
    Initial = 5,
    /// Title or honorific.
    Title = 6,
    /// Generational suffix.
    Suffix = 7,
    /// Legal form of an organisation.
    LegalForm = 8,
    /// Generic word of organisation names: bank, trading, plant.
    Generic = 9,
    /// Number or ordinal.
    Number = 10,
    /// A place that qualifies: the Chile of a Chilean subsidiary.
    Place = 11,
}

/// A token: the form under which it is interned, and its role in this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The key under which the token is interned: its likeness to any other is a function of the two forms alone.
    pub form: Box<str>,
    /// What it is within its name.
    pub role: Role,
}

/// One way to read a name: a row of tokens in the order written. Two readings of the same tokens are the same, however
/// their texts were parted.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The tokens, at most [`MAX_TOKENS`].
    pub tokens: SmallVec<[Token; 4]>,
    /// A number for the text as one row of letters, by which it is found however it is parted into words; only the first
    /// reading of a text has it.
    pub written: Option<u64>,
}

impl PartialEq for Reading {
    fn eq(&self, other: &Self) -> bool {
        self.tokens == other.tokens
    }
}

impl Eq for Reading {}

#[expect(clippy::struct_excessive_bools, reason = "four independent observations, each asked for by name")]
/// What was odd about the text and was folded away: evidence when a subject has it, none when a list does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Oddities {
    /// Letters of two scripts within one token.
    pub mixed_script: bool,
    /// Invisible characters.
    pub invisible: bool,
    /// Digits in place of letters.
    pub digits_for_letters: bool,
    /// Tokens or characters beyond the limits were cut off.
    pub cut: bool,
}

/// A name, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnalysedName {
    /// What kind of thing it names.
    pub kind: SubjectKind,
    /// The ways to read it, the most likely first; empty when it holds no letter and no digit.
    pub readings: SmallVec<[Reading; 1]>,
    /// What was odd about the text.
    pub oddities: Oddities,
}

/// Tokens beyond this many are cut off. The longest name seen in the lists has 61.
pub const MAX_TOKENS: usize = 64;

/// Readings beyond this many are left out; the most seen is 10, of long names of organisations, whose last are their least.
pub const MAX_READINGS: usize = 8;

/// Understands a name of this kind. At most [`disguise::MAX_CHARACTERS`](crate::MAX_CHARACTERS) characters and
/// [`MAX_TOKENS`] tokens a reading are looked at.
pub fn analyse(text: &str, kind: SubjectKind) -> AnalysedName {
    let mut oddities = Oddities::default();
    let clean = disguise::clean(text, &mut oddities);
    let leaning = disguise::leaning(&clean);
    let mut readings: SmallVec<[Reading; 1]> = SmallVec::new();
    for alternative in alternatives::of(&clean, kind) {
        let words = words::split(&alternative, leaning, kind, &mut oddities);
        if words.is_empty() {
            continue;
        }
        let first = readings.len();
        let of_body = if kind == SubjectKind::Person { Cow::Borrowed(&*words) } else { mended(&words) };
        let (as_person, as_body) = match kind {
            SubjectKind::Person => (true, false),
            SubjectKind::Organization | SubjectKind::Object => (false, true),
            SubjectKind::Unknown if organisation::looks_like_one(&of_body) => (false, true),
            SubjectKind::Unknown => (true, organisation::may_be_one(&of_body)),
        };
        if as_person {
            if let Some((first, second)) = person::twice(&words) {
                keep(&mut readings, person::read(first));
                keep(&mut readings, person::read(second));
            }
            let reading = person::read(&words);
            let others = readings::of(&words, &reading);
            keep(&mut readings, reading);
            others.into_iter().for_each(|other| keep(&mut readings, other));
            if let Some(reading) = readings::foreign(&words) {
                keep(&mut readings, reading);
            }
            if let Some(reading) = person::unparted(&words) {
                keep(&mut readings, reading);
            }
        }
        if as_body {
            for reading in organisation::read(&of_body, kind) {
                keep(&mut readings, reading);
            }
        }
        if let Some(reading) = readings.get_mut(first) {
            reading.written = written::key(&alternative, kind);
        }
    }
    oddities.cut |= readings.iter().any(|r| r.tokens.len() == MAX_TOKENS);
    AnalysedName { kind, readings, oddities }
}

/// Understands a name of which the publisher may have named the parts: what is said to be the given or the family name
/// is, wherever it stands. See [`analyse`].
pub fn analyse_name(name: &Name, kind: SubjectKind) -> AnalysedName {
    let mut analysed = analyse(&name.full, kind);
    if kind == SubjectKind::Person && name.parts.len() > 1 {
        let told: SmallVec<[(String, Role); 8]> = name.parts.iter().flat_map(words_of_part).collect();
        for token in analysed.readings.iter_mut().flat_map(|r| &mut r.tokens) {
            let mut roles = told.iter().filter(|(word, _)| **word == *token.form).map(|(_, role)| *role);
            if let (Some(role), None, Role::Unknown | Role::Given | Role::Family) =
                (roles.next(), roles.next(), token.role)
            {
                token.role = role;
            }
        }
    }
    analysed
}

/// The words of a named part, and what they are.
fn words_of_part(part: &NamePart) -> SmallVec<[(String, Role); 4]> {
    let role = match part.kind {
        PartKind::Given | PartKind::Middle => Role::Given,
        PartKind::Patronymic => Role::Patronymic,
        PartKind::Family | PartKind::Matronymic => Role::Family,
        PartKind::Title | PartKind::Suffix => return SmallVec::new(),
    };
    let mut oddities = Oddities::default();
    let clean = disguise::clean(&part.text, &mut oddities);
    let words = words::split(&clean, disguise::leaning(&clean), SubjectKind::Person, &mut oddities);
    words.into_iter().map(|word| (word.text, role)).collect()
}

fn keep(readings: &mut SmallVec<[Reading; 1]>, reading: Reading) {
    if readings.len() < MAX_READINGS && !reading.tokens.is_empty() && !readings.contains(&reading) {
        readings.push(reading);
    }
}
