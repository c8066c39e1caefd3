//! The word tables in `data/`, read once: what a word or a phrase means in a name. Their format is in `data/README.md`.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smallvec::SmallVec;

use crate::hash;
use crate::shape::{shape, shaped};

/// What a token means, in eight bytes: the class in the upper 56 bits, the kind and the mark of ambiguity below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sense(u64);

/// What kind of meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum SenseKind {
    /// A given name.
    Given = 0,
    /// A short form of a given name; its class is the given name's.
    Nickname = 1,
    /// The group of national forms of a given name.
    Cognate = 2,
    /// A patronymic; its class is the father's.
    Patronymic = 3,
    /// An East Asian surname or name syllable.
    Surname = 4,
    /// A legal form.
    LegalForm = 5,
    /// The kind of a legal form.
    LegalKind = 6,
    /// A number.
    Number = 7,
    /// A place.
    Place = 8,
    /// A generic word.
    Word = 9,
    /// A title, particle or suffix.
    Title = 10,
    Particle = 11,
    Suffix = 12,
}

impl SenseKind {
    const ALL: [Self; 13] = [
        Self::Given,
        Self::Nickname,
        Self::Cognate,
        Self::Patronymic,
        Self::Surname,
        Self::LegalForm,
        Self::LegalKind,
        Self::Number,
        Self::Place,
        Self::Word,
        Self::Title,
        Self::Particle,
        Self::Suffix,
    ];
}

impl Sense {
    fn new(kind: SenseKind, space: &str, class: &str, ambiguous: bool) -> Self {
        let seed = hash::of_bytes(5, space.as_bytes());
        let class = hash::of_bytes(seed, class.as_bytes()) << 8;
        Self(class | u64::from(ambiguous) << 7 | kind as u64)
    }

    pub(crate) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub(crate) fn to_bits(self) -> u64 {
        self.0
    }

    pub(crate) fn kind(self) -> SenseKind {
        SenseKind::ALL.get((self.0 & 0x7f) as usize).copied().unwrap_or(SenseKind::Suffix)
    }

    pub(crate) fn is_ambiguous(self) -> bool {
        self.0 & 0x80 != 0
    }

    /// What two senses of one class share.
    pub(crate) fn class(self) -> u64 {
        self.0 >> 8
    }

    /// The key of tokens of this class.
    pub(crate) fn key(self) -> u64 {
        hash::mix(self.class() ^ 0x7ab1_e000_0000_0000)
    }
}

/// How much a generic word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Next to nothing.
    Low,
    /// Something.
    Mid,
    /// Not a generic word.
    Full,
}

/// A word's or phrase's entry in one table.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub sense: Sense,
    /// Value of a number, kind of a particle, place or title: what the table's own attribute says.
    pub attribute: &'static str,
    pub weight: Weight,
    /// The class of the second sense, if it has one: cognate group, kind of legal form.
    wider: Option<Sense>,
    /// For a given name: what patronymics made of it mean.
    father: Option<Sense>,
}

struct Tables {
    entries: FxHashMap<Cow<'static, str>, SmallVec<[Entry; 1]>>,
    /// For the first word of each phrase, how many words its longest phrase has.
    phrases: FxHashMap<Box<str>, usize>,
    bits: FxHashMap<Box<str>, f32>,
    /// Han, kana and Hangul forms of words, places and legal forms: to cut names written without spaces.
    longest_joined: usize,
    /// Endings that join into longer words (`завод` in `автозавод`).
    joining: FxHashMap<Box<str>, Entry>,
    /// The words of legal forms (`liability`), but for the short ones.
    legal_words: FxHashSet<Box<str>>,
}

/// Words of legal forms shorter than this (`of`, `by`, `open`) occur in any name.
const LONG_LEGAL_WORD: usize = 5;

/// Words of legal forms of at least this many letters are like no other word, and known with a slip in them.
const UNMISTAKABLE: usize = 10;

/// About how many forms the tables hold.
const FORMS: usize = 100_000;

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

/// The longest words of legal forms, each whole and with any one letter missing. Apart from the tables, since few names
/// have a word long enough to ask.
static DAMAGED: LazyLock<FxHashSet<Box<str>>> = LazyLock::new(|| {
    let long = TABLES.legal_words.iter().filter(|w| w.chars().count() >= UNMISTAKABLE);
    long.flat_map(|word| one_missing(word).chain([word.clone()])).collect()
});

const FILES: &[(SenseKind, &str)] = &[
    (SenseKind::Given, include_str!("../data/given_names.tsv")),
    (SenseKind::Nickname, include_str!("../data/nicknames.tsv")),
    (SenseKind::Patronymic, include_str!("../data/patronymic_bases.tsv")),
    (SenseKind::Surname, include_str!("../data/surnames_east_asian.tsv")),
    (SenseKind::LegalForm, include_str!("../data/legal_forms.tsv")),
    (SenseKind::Number, include_str!("../data/numbers.tsv")),
    (SenseKind::Place, include_str!("../data/places.tsv")),
    (SenseKind::Word, include_str!("../data/words.tsv")),
    (SenseKind::Title, include_str!("../data/titles.tsv")),
    (SenseKind::Particle, include_str!("../data/particles.tsv")),
    (SenseKind::Suffix, include_str!("../data/suffixes.tsv")),
];

impl Tables {
    fn read() -> Self {
        let mut tables = Self {
            entries: FxHashMap::with_capacity_and_hasher(FORMS, FxBuildHasher),
            phrases: FxHashMap::default(),
            bits: FxHashMap::default(),
            longest_joined: 0,
            joining: FxHashMap::default(),
            legal_words: FxHashSet::default(),
        };
        for (kind, text) in FILES {
            for (class, attributes, forms) in rows(text) {
                tables.add(*kind, class, attributes, forms);
            }
        }
        for (_, attributes, forms) in rows(include_str!("../data/token_bits.tsv")) {
            if let Some(bits) = attribute(attributes, "bits").and_then(|b| b.parse().ok()) {
                for (form, _) in self::forms(forms) {
                    tables.bits.insert(shape(form).into(), bits);
                }
            }
        }
        tables
    }

    fn add(&mut self, kind: SenseKind, class: &str, attributes: &'static str, forms: &'static str) {
        let space = match kind {
            SenseKind::Given | SenseKind::Nickname => "given",
            SenseKind::Patronymic => "father",
            SenseKind::Surname => "surname",
            SenseKind::LegalForm => "legal",
            SenseKind::Number => "number",
            SenseKind::Place => "place",
            SenseKind::Word => "word",
            SenseKind::Title => "title",
            SenseKind::Particle => "particle",
            _ => "suffix",
        };
        let named = match kind {
            SenseKind::Patronymic => attribute(attributes, "father").unwrap_or(class),
            SenseKind::Number => attribute(attributes, "value").unwrap_or(class),
            // Particles of one kind (bin, ben, ibn) stand for each other.
            SenseKind::Particle => attribute(attributes, "kind").unwrap_or(class),
            _ => class,
        };
        let wider = match kind {
            SenseKind::Given => {
                attribute(attributes, "cognate").map(|g| Sense::new(SenseKind::Cognate, "cognate", g, false))
            }
            SenseKind::LegalForm => attribute(attributes, "kind")
                .map(|k| Sense::new(SenseKind::LegalKind, "legal-kind", k, false)),
            _ => None,
        };
        let weight = match attribute(attributes, "weight") {
            Some("low") => Weight::Low,
            Some(_) => Weight::Mid,
            None => Weight::Full,
        };
        for (form, ambiguous) in self::forms(forms) {
            let entry = Entry {
                sense: Sense::new(kind, space, named, ambiguous),
                attribute: attribute(attributes, if kind == SenseKind::Number { "value" } else { "kind" })
                    .unwrap_or_default(),
                weight,
                wider,
                father: (kind == SenseKind::Given)
                    .then(|| Sense::new(SenseKind::Patronymic, "father", class, ambiguous)),
            };
            let form = shaped(form);
            if kind == SenseKind::LegalForm {
                self.keep_legal_words(&form);
            }
            self.insert(form, entry, attributes);
        }
    }

    fn keep_legal_words(&mut self, form: &str) {
        let long = |word: &&str| word.chars().count() >= LONG_LEGAL_WORD;
        self.legal_words.extend(form.split(' ').filter(long).map(Box::from));
    }

    fn insert(&mut self, form: Cow<'static, str>, entry: Entry, attributes: &'static str) {
        let mut words = form.split(' ');
        if let Some(first) = words.next() {
            let count = 1 + words.count();
            if count > 1 {
                let longest = self.phrases.entry(first.into()).or_insert(0);
                *longest = count.max(*longest);
            }
        }
        if form.chars().next().is_some_and(|c| crate::script::Script::of(c).joins_words()) {
            self.longest_joined = self.longest_joined.max(form.chars().count());
        }
        if attribute(attributes, "join") == Some("yes") && form.chars().count() >= 4 && !form.contains(' ') {
            self.joining.entry((*form).into()).or_insert_with(|| entry.clone());
        }
        let entries = self.entries.entry(form).or_default();
        if !entries.iter().any(|e| e.sense.class() == entry.sense.class()) {
            entries.push(entry);
        }
    }
}

/// The rows of a table: class, attributes, forms.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    text.lines().filter(|l| !l.starts_with('#')).filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    })
}

/// The forms of a row, without their languages, each with its mark of ambiguity.
fn forms(text: &'static str) -> impl Iterator<Item = (&'static str, bool)> {
    text.split('|').map(|form| {
        let form = match form.as_bytes() {
            [a, b, b':', ..] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => &form[3..],
            _ => form,
        };
        form.strip_suffix('?').map_or((form, false), |certain| (certain, true))
    })
}

fn attribute(attributes: &'static str, name: &str) -> Option<&'static str> {
    attributes.split(' ').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// What a word or phrase, in the shape of the tables, means.
pub(crate) fn entries(shaped: &str) -> &'static [Entry] {
    TABLES.entries.get(shaped).map_or(&[], |e| e.as_slice())
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

/// The entry of a kind.
pub(crate) fn entry(shaped: &str, kind: SenseKind) -> Option<&'static Entry> {
    entries(shaped).iter().find(|e| e.sense.kind() == kind)
}

/// How many words the longest phrase has that begins with this word; 0 for none.
pub(crate) fn longest_phrase(first: &str) -> usize {
    TABLES.phrases.get(first).copied().unwrap_or(0)
}

/// How many characters the longest form has that is written without spaces.
pub(crate) fn longest_joined() -> usize {
    TABLES.longest_joined
}

/// The commonness of a token that the tables give, in bits.
pub(crate) fn bits(shaped: &str) -> Option<f32> {
    TABLES.bits.get(shaped).copied()
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

/// Whether a word is one of those that legal forms are made of (`liability`, `ответственностью`), or a long one of
/// them with a slip in it (`aktiengeselschaft`), which says no more about whose name it is in.
pub(crate) fn is_legal_word(shaped: &str) -> bool {
    TABLES.legal_words.contains(shaped)
        || shaped.chars().count() + 1 >= UNMISTAKABLE
            && (DAMAGED.contains(shaped) || one_missing(shaped).any(|w| DAMAGED.contains(&*w)))
}

/// A word with each of its letters missing in turn.
fn one_missing(word: &str) -> impl Iterator<Item = Box<str>> {
    let letters: Vec<char> = word.chars().collect();
    (0..letters.len()).map(move |skip| {
        let kept = letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c);
        kept.collect::<String>().into_boxed_str()
    })
}

/// The generic word that a longer word ends with, and where that ending begins.
pub(crate) fn joined_ending(shaped: &str) -> Option<(usize, &'static Entry)> {
    let mut starts = shaped.char_indices().skip(3).map(|(at, _)| at);
    starts.find_map(|at| TABLES.joining.get(&shaped[at..]).map(|entry| (at, entry)))
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
        senses.extend(father(&shaped));
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

/// Whose son or daughter a patronymic tells.
fn father(patronymic: &str) -> Option<Sense> {
    let stem = PATRONYMIC_ENDINGS.iter().find_map(|e| patronymic.strip_suffix(e))?;
    let shorter = stem.strip_suffix(['i', 'y', 'j', 'e', 'ь', 'ъ', 'і']).unwrap_or(stem);
    let mut name = String::new();
    [stem, shorter].iter().find_map(|stem| {
        NAME_ENDINGS.iter().find_map(|ending| {
            name.clear();
            name.push_str(stem);
            name.push_str(ending);
            entry(&name, SenseKind::Given)?.father
        })
    })
}
