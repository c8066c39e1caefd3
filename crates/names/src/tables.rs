//! The word tables in `data/`: what a word or a phrase means in a name. Their format is in `data/README.md`; the build
//! (`build/main.rs`) turns them into tables of bytes, so that nothing is read when a program starts.

use smallvec::SmallVec;

use crate::shape::shape;
use lookup::Lookup;
use slips::{FATHER, in_any_system, one_missing};

mod lookup;
#[cfg(test)]
#[path = "../build/rows.rs"]
mod rows;
#[cfg(test)]
#[path = "../build/russian.rs"]
mod russian;
mod sense;
mod slips;
#[cfg(test)]
mod tests;

pub(crate) use sense::{Entry, Sense, SenseKind, Weight};
pub(crate) use slips::{BESIDE_ANOTHER, UNMISTAKABLE};

/// Where the entries of each form lie in [`ENTRIES`]: the first, times 256, and how many.
static FORMS: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/forms")));

/// For the first word of each phrase, how many words its longest phrase has.
static PHRASES: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/phrases")));

/// The phrases of legal forms and the Russian words and phrases by what they are in Latin letters,
/// [in any system](in_any_system), and the first words of the phrases.
static IN_LATIN: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/romanised")));
static PHRASES_IN_LATIN: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/romanised_phrases")));

/// The commonness of tokens, as the bits of a number.
static BITS: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/bits")));

/// The entries of endings that join into longer words (`завод` in `автозавод`).
static JOINING: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/joining")));

/// The words of legal forms (`liability`), but for the short ones, each with its number among [`LEGAL_FORM_WORDS`].
static LEGAL_WORDS: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/legal_words")));

/// The words of legal forms, those that most forms have first.
static LEGAL_FORM_WORDS: &[&str] = &include!(concat!(env!("OUT_DIR"), "/legal_words.rs"));

/// The longer words of legal forms, each whole and with any one letter missing, with the number of the word.
static DAMAGED: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/damaged")));

/// Men's names with any one letter missing, and the number of the entry of each: for slips in patronymics.
static DAMAGED_FATHERS: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/damaged_fathers")));

/// How a Han character is first read in Cantonese, as a number of [`SYLLABLES`], and in Korean, as the code point of a
/// syllable of Hangul.
static CANTONESE: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/cantonese")));
static KOREAN: Lookup = Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/korean")));

/// The syllables of Cantonese in Jyutping, without their tones.
static SYLLABLES: &[&str] = &include!(concat!(env!("OUT_DIR"), "/cantonese_syllables.rs"));

/// The entries, those of one form one after the other.
#[expect(clippy::unreadable_literal, reason = "written by the build, read by nobody")]
static ENTRIES: &[Entry] = &include!(concat!(env!("OUT_DIR"), "/entries.rs"));

/// What the attributes of entries say, by number.
static ATTRIBUTES: &[&str] = &include!(concat!(env!("OUT_DIR"), "/attributes.rs"));

/// How a Han character is first read in Cantonese, in Jyutping without the tone.
pub(crate) fn cantonese(character: char) -> Option<&'static str> {
    let number = CANTONESE.get(character.encode_utf8(&mut [0; 4]))?;
    SYLLABLES.get(number as usize).copied()
}

/// How it is first read in Korean.
pub(crate) fn korean(character: char) -> Option<char> {
    KOREAN.get(character.encode_utf8(&mut [0; 4])).and_then(char::from_u32)
}

/// Japanese names, or the characters of such, in Han characters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Japanese {
    /// Where the readings of each lie.
    found: Lookup,
    /// The readings of one after the other, with blanks between them and their length in a byte before them.
    kana: &'static [u8],
}

macro_rules! japanese {
    ($name:literal) => {
        Japanese {
            found: Lookup::new(include_bytes!(concat!(env!("OUT_DIR"), "/", $name))),
            kana: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, "_kana")),
        }
    };
}

/// Family names, and what they are made of.
pub(crate) static JAPANESE_FAMILY: [Japanese; 2] =
    [japanese!("japanese_family"), japanese!("japanese_family_characters")];

/// Given names, and what they are made of.
pub(crate) static JAPANESE_GIVEN: [Japanese; 2] =
    [japanese!("japanese_given"), japanese!("japanese_given_characters")];

impl Japanese {
    /// How a name is read, in kana, the commonest reading first as far as is known; nothing where it is no such name.
    pub(crate) fn readings(self, name: &str) -> impl Iterator<Item = &'static str> + Clone + use<> {
        let at = self.found.get(name).map(|start| start as usize);
        let length = |start: usize| self.kana.get(start).map(|length| usize::from(*length));
        let bytes = at.and_then(|start| self.kana.get(start + 1..start + 1 + length(start)?));
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default().split_terminator(' ')
    }
}

/// How many characters the longest form has that is written without spaces.
const LONGEST_JOINED: usize = include!(concat!(env!("OUT_DIR"), "/longest_joined.rs"));

/// An entry, as the build writes them.
const fn e(
    sense: u64,
    wider: u64,
    father: u64,
    attribute: u16,
    weight: Weight,
    initials: u16,
    joins: bool,
) -> Entry {
    const fn some(bits: u64) -> Option<Sense> {
        if bits == 0 { None } else { Some(Sense::from_bits(bits)) }
    }
    let sense = Sense::from_bits(sense);
    Entry { sense, wider: some(wider), father: some(father), attribute, weight, initials, joins }
}

impl Entry {
    /// Value of a number, country of a place, kind of a particle, a title or a place of no country: what the table's own
    /// attribute says.
    pub(crate) fn attribute(&self) -> &'static str {
        ATTRIBUTES.get(usize::from(self.attribute)).copied().unwrap_or_default()
    }

    /// What it is in the abbreviations of Russian names: з of plant, нии of research institute; empty where no table
    /// tells.
    pub(crate) fn russian_initials(&self) -> &'static str {
        ATTRIBUTES.get(usize::from(self.initials)).copied().unwrap_or_default()
    }
}

/// What a word or phrase, in the shape of the tables, means.
pub(crate) fn entries(shaped: &str) -> &'static [Entry] {
    let romanised = || {
        let told = shaped.is_ascii() && (shaped.len() >= slips::ROMANISED || shaped.contains(' '));
        if told { IN_LATIN.get(&in_any_system(shaped)) } else { None }
    };
    entries_at(FORMS.get(shaped).or_else(romanised).map_or(0, |found| found as usize))
}

/// Whether a piece of a compound, in Cyrillic or in Latin letters, is a word of organisation names. Of the two words of a
/// compound both are known, so that shorter ones than alone are known in Latin letters.
pub(crate) fn is_word_of_compound(shaped: &str) -> bool {
    let romanised = || {
        if shaped.is_ascii() && shaped.len() >= slips::HALF {
            IN_LATIN.get(&in_any_system(shaped))
        } else {
            None
        }
    };
    let found = FORMS.get(shaped).or_else(romanised).map_or(0, |found| found as usize);
    entries_at(found).iter().any(|e| e.sense.kind() == SenseKind::Word)
}

/// The entries of a form by where they lie.
fn entries_at(found: usize) -> &'static [Entry] {
    let (start, count) = (found >> 8, found & 0xff);
    ENTRIES.get(start..start + count).unwrap_or_default()
}

/// Endings of Slavic adjectives made of places, and how the place may end where they cut it off.
const ADJECTIVE_ENDINGS: &[&str] = &[
    "ский",
    "ская",
    "ское",
    "ские",
    "ского",
    "ской",
    "ских",
    "скага",
    "скі",
    "скае",
    "скай",
    "скія",
    "ський",
    "ська",
    "ське",
    "ського",
    "skiy",
    "skii",
    "skij",
    "sky",
    "ski",
    "skaya",
    "skaia",
    "skoe",
    "skoye",
    "skie",
    "skiye",
    "skogo",
    "skoy",
];
const PLACE_ENDINGS: &[&str] = &["", "ь", "а", "я", "о", "и", "ы", "е", "a", "o", "y", "i", "ia"];

/// What a Slavic adjective that may be made of a place is made of, its ending off: сызран of сызранский.
pub(crate) fn adjective_stem(shaped: &str) -> Option<&str> {
    ADJECTIVE_ENDINGS.iter().find_map(|e| shaped.strip_suffix(e)).filter(|s| s.chars().count() >= 3)
}

/// The place of which a Slavic adjective is made: казанский, kazanskiy of Казань, Kazan.
pub(crate) fn place_of(shaped: &str) -> Option<&'static Entry> {
    let stem = adjective_stem(shaped)?;
    let shorter = stem.strip_suffix(['н', 'n']);
    let mut name = String::new();
    [Some(stem), shorter].into_iter().flatten().find_map(|stem| {
        PLACE_ENDINGS.iter().find_map(|ending| {
            name.clear();
            name.push_str(stem);
            name.push_str(ending);
            entry(&name, SenseKind::Place).filter(|e| !e.sense.is_ambiguous())
        })
    })
}

/// The country of a place, ISO 3166-1 in lower case, by a token's form.
pub fn country_of_place(form: &str) -> Option<&'static str> {
    let place = entry(form, SenseKind::Place).or_else(|| place_of(form))?;
    Some(place.attribute()).filter(|attribute| attribute.len() == 2)
}

/// The entry of a kind.
pub(crate) fn entry(shaped: &str, kind: SenseKind) -> Option<&'static Entry> {
    entries(shaped).iter().find(|e| e.sense.kind() == kind)
}

/// How many words the longest phrase has that begins with this word; 0 for none.
pub(crate) fn longest_phrase(first: &str) -> usize {
    let known = PHRASES.get(first).unwrap_or(0);
    let romanised = if first.is_ascii() && first.len() >= FIRST_IN_LATIN {
        PHRASES_IN_LATIN.get(&in_any_system(first)).unwrap_or(0)
    } else {
        0
    };
    known.max(romanised) as usize
}

/// Letters of the first word of a phrase from which on it may be Russian in Latin letters.
const FIRST_IN_LATIN: usize = 6;

/// How many characters the longest form has that is written without spaces.
pub(crate) fn longest_joined() -> usize {
    LONGEST_JOINED
}

/// The commonness of a token that the tables give, in bits.
pub(crate) fn bits(shaped: &str) -> Option<f32> {
    BITS.get(shaped).map(f32::from_bits)
}

/// How much a token says where no list tells how common it is, in bits.
pub(crate) fn default_bits(form: &str) -> f32 {
    let shaped = shape(form.strip_prefix('=').unwrap_or(form));
    if let Some(bits) = bits(&shaped) {
        return bits;
    }
    let of_kind = |e: &Entry| match (e.sense.kind(), e.weight) {
        (SenseKind::LegalForm | SenseKind::Title | SenseKind::Particle, _)
        | (SenseKind::Word, Weight::Low) => 4.0,
        (SenseKind::Word | SenseKind::Place | SenseKind::Number, _) => 7.0,
        (SenseKind::Given | SenseKind::Patronymic | SenseKind::Surname, _) => 8.0,
        _ => UNKNOWN_BITS,
    };
    let least = entries(&shaped).iter().map(of_kind).min_by(f32::total_cmp);
    match least {
        Some(bits) => bits,
        None if form.starts_with('#') => 7.0,
        None if form.chars().count() <= 2 => 7.0,
        None => UNKNOWN_BITS,
    }
}

/// What a token says that no table knows, in bits: family names of one bearer in eight thousand are the rule.
const UNKNOWN_BITS: f32 = 13.0;

/// The word of those that legal forms are made of (`liability`, `ответственностью`) that a word is; one of the long ones
/// it may be with a slip in it (`aktiengeselschaft`), which says no more about whose name it is in.
pub(crate) fn legal_word(shaped: &str) -> Option<&'static str> {
    let exact = LEGAL_WORDS.get(shaped).and_then(legal_form_word);
    exact.or_else(|| slipped_legal_word(shaped, UNMISTAKABLE))
}

/// The word of legal forms, of at least so many letters, that a word is with a slip in it.
pub(crate) fn slipped_legal_word(shaped: &str, least: usize) -> Option<&'static str> {
    if shaped.chars().count() + 1 < least {
        return None;
    }
    let number = DAMAGED.get(shaped).or_else(|| one_missing(shaped).find_map(|s| DAMAGED.get(&s)))?;
    legal_form_word(number).filter(|word| word.chars().count() >= least)
}

fn legal_form_word(number: u32) -> Option<&'static str> {
    LEGAL_FORM_WORDS.get(number as usize).copied()
}

/// The generic word that a longer word ends with, and where that ending begins.
pub(crate) fn joined_ending(shaped: &str) -> Option<(usize, &'static Entry)> {
    let mut starts = shaped.char_indices().skip(3).map(|(at, _)| at);
    starts.find_map(|at| Some((at, ENTRIES.get(JOINING.get(&shaped[at..])? as usize)?)))
}

/// The senses of a form. Forms that stand for a phrase (`=word:class`) have the phrase's.
pub(crate) fn senses(form: &str) -> SmallVec<[Sense; 8]> {
    let mut senses = SmallVec::new();
    let shaped = shape(form.strip_prefix('=').unwrap_or(form));
    for entry in entries(&shaped) {
        senses.push(entry.sense);
        senses.extend(entry.wider);
    }
    if crate::person::is_patronymic(&shaped) {
        let told = senses.iter().any(|s: &Sense| s.kind() == SenseKind::Patronymic);
        senses.extend(father(&shaped, !told));
    }
    if senses.is_empty() {
        senses.extend(place_of(&shaped).map(|e| e.sense));
    }
    senses
}

/// What a patronymic ends with after the father's name, the longest first.
const PATRONYMIC_ENDINGS: &[&str] = &[
    "ovitch",
    "evitch",
    "ovich",
    "evich",
    "avich",
    "ivich",
    "ovych",
    "evych",
    "ovna",
    "evna",
    "avna",
    "ivna",
    "auna",
    "euna",
    "awna",
    "ovic",
    "evic",
    "avic",
    "ouna",
    "ович",
    "евич",
    "йович",
    "авіч",
    "евіч",
    "овіч",
    "овна",
    "евна",
    "івна",
    "ївна",
    "аўна",
    "еўна",
];

/// How a given name may go on where its patronymic's ending cut it off: Serge-i, Grigor-iy, Mikit-a.
const NAME_ENDINGS: &[&str] = &[
    "", "i", "y", "ei", "ey", "iy", "ii", "j", "a", "o", "й", "ий", "ь", "а", "о", "я", "ій", "ей", "эй", "і",
];

/// Whose son or daughter a patronymic tells, with a slip in the father's name if need be.
fn father(patronymic: &str, or_damaged: bool) -> Option<Sense> {
    let stem = PATRONYMIC_ENDINGS.iter().find_map(|e| patronymic.strip_suffix(e))?;
    let shorter = stem.strip_suffix(['i', 'y', 'j', 'e', 'ь', 'ъ', 'і']).unwrap_or(stem);
    let mut name = String::new();
    let exact = [stem, shorter].iter().find_map(|stem| {
        NAME_ENDINGS.iter().find_map(|ending| {
            name.clear();
            name.push_str(stem);
            name.push_str(ending);
            entry(&name, SenseKind::Given)?.father
        })
    });
    exact.or_else(|| damaged_father(stem).filter(|_| or_damaged))
}

/// The same where one letter of the father's name is missing, too many or another: Nikoayevna, Grigrievich. Evidence,
/// not proof.
fn damaged_father(stem: &str) -> Option<Sense> {
    let letters = stem.chars().count();
    let damaged = |word: &str| ENTRIES.get(DAMAGED_FATHERS.get(word)? as usize)?.father;
    let found = damaged(stem).filter(|_| letters + 1 >= FATHER).or_else(|| {
        let mut shorter = one_missing(stem).filter(|_| letters >= FATHER);
        let longer = |name: &str| entry(name, SenseKind::Given)?.father;
        shorter.find_map(|name| longer(&name).filter(|_| letters > FATHER).or_else(|| damaged(&name)))
    });
    found.map(Sense::doubted)
}
