//! The words of an organisation's or a thing's name to tokens with roles.

use smallvec::SmallVec;
use tamis_model::SubjectKind;

use crate::analyse::{MAX_TOKENS, Reading, Role, Token};
use crate::person::number;
use crate::script::Script;
use crate::tables::{self, Entry, SenseKind, UNMISTAKABLE};
use crate::words::Word;

/// Words that join others and say nothing.
pub(crate) const JOINING: &[&str] = &[
    "the", "of", "and", "for", "in", "on", "at", "to", "de", "du", "des", "del", "la", "le", "les", "el",
    "et", "y", "e", "und", "der", "die", "das", "fur", "fuer", "di", "da", "do", "dos", "a", "an", "и", "по",
    "для", "на", "в", "во", "с", "со", "і", "й", "та", "о", "об", "при", "у", "al", "و", "في", "من", "در",
    "های", "هاي", "ve", "i", "im", "им", "st", "s", "от", "based", "called",
];

/// What stands before the name of the one whom something is named after.
const NAMED_AFTER: &[&str] = &[
    "имени",
    "им",
    "named",
    "after",
    "academician",
    "академика",
    "імя",
    "імені",
    "ім",
    "imeni",
    "akademika",
    "name",
];

/// Whether the words of a name of unknown kind are an organisation's: a legal form, or a generic word that is no name.
pub(crate) fn looks_like_one(words: &[Word]) -> bool {
    // A longer word of signs, unless it is one of several that a name of another language is written in.
    let joined_script = words.iter().any(|w| w.script.joins_words() && w.text.chars().count() > 4)
        && !crate::readings::is_foreign(words);
    joined_script
        || words.iter().enumerate().any(|(at, word)| {
            phrase_at(words, at).is_some_and(|(_, entry)| {
                matches!(entry.sense.kind(), SenseKind::LegalForm | SenseKind::Word)
                    && !entry.sense.is_ambiguous()
            }) || word.text.bytes().all(|b| b.is_ascii_digit())
        })
}

/// Whether a word of the name could be an organisation's: one that may be a name as well.
pub(crate) fn may_be_one(words: &[Word]) -> bool {
    (0..words.len()).any(|at| phrase_at(words, at).is_some())
}

/// Reads an organisation's or a thing's name: by its phrases, by its words where that differs, and as its acronym.
pub(crate) fn read(words: &[Word], kind: SubjectKind) -> SmallVec<[Reading; 3]> {
    let mut tokens: SmallVec<[Token; 4]> = SmallVec::new();
    let mut initials = Initials::default();
    let mut at = 0;
    while at < words.len() && tokens.len() + 8 < MAX_TOKENS {
        at += take(words, at, kind, &mut tokens, &mut initials);
    }
    once(&mut tokens, &[Role::Unknown, Role::LegalForm]);
    if tokens.is_empty() {
        tokens.extend(words.iter().map(|w| Token { form: w.text.as_str().into(), role: Role::Unknown }));
    }
    let mut readings = SmallVec::new();
    let acronyms = [acronym(&initials.written, words, kind), acronym(initials.in_russian(), words, kind)];
    readings.push(Reading { tokens, written: None });
    if kind != SubjectKind::Object || words.iter().any(|w| letters_and_digits(&w.text).len() > 1) {
        let by_words = by_words(words).filter(|reading| !readings.contains(reading));
        readings.extend(by_words);
    }
    readings.extend(acronyms.into_iter().flatten());
    readings
}

/// Initials that are fewer may be a word.
const SHORTEST_ACRONYM: usize = 3;

/// The initials of a name's words, as far as it is read.
#[derive(Default)]
struct Initials {
    /// As it is written.
    written: String,
    /// In Russian, of which lists print the translation: Ural Mechanical Plant is УМЗ.
    russian: String,
    /// How many of these are of words, not of names or places, and whether one is not known.
    translated: usize,
    untold: bool,
}

impl Initials {
    /// Adds the initials of a phrase with its meaning, or of a word that has none.
    fn add(&mut self, phrase: &[Word], entry: Option<&'static Entry>) {
        let telling = phrase.iter().filter(|w| !is_joining(w));
        self.written.extend(telling.clone().filter_map(|w| w.shaped.chars().next()));
        let Some(first) = telling.clone().next() else { return };
        self.untold |= first.script != Script::Latin;
        // Of two meanings the closer one has more to abbreviate: electromechanical is электромеханический before it is
        // электрический.
        let meanings = |entry: &'static Entry| {
            let others = if phrase.len() == 1 { tables::entries(&first.shaped) } else { &[] };
            let words = others.iter().filter(|e| e.sense.kind() == SenseKind::Word);
            words.filter(|_| entry.sense.is_ambiguous()).chain([entry])
        };
        let initials = entry.and_then(|e| {
            meanings(e).map(Entry::russian_initials).max_by_key(|initials| initials.chars().count())
        });
        match initials {
            Some("") => self.untold = true,
            Some(initials) => {
                self.russian.push_str(initials);
                let word = entry.is_some_and(|e| e.sense.kind() == SenseKind::Word);
                self.translated += if word { initials.chars().count() } else { 0 };
            }
            None => self.russian.extend(cyrillic_initial(&first.shaped)),
        }
    }

    /// Whether a word is the initials of the words before it.
    fn just_said(&self, shaped: &str) -> bool {
        shaped.chars().count() >= SHORTEST_ACRONYM && self.written.ends_with(shaped)
    }

    /// Empty where too little of the name is told by words that are translated.
    fn in_russian(&self) -> &str {
        if self.untold || self.translated < 2 { "" } else { &self.russian }
    }
}

/// The letter with which the Russian spelling of a romanised name begins.
fn cyrillic_initial(word: &str) -> Option<char> {
    const BEGINNINGS: &[(&str, char)] = &[
        ("shch", 'щ'),
        ("sh", 'ш'),
        ("ch", 'ч'),
        ("zh", 'ж'),
        ("kh", 'х'),
        ("ts", 'ц'),
        ("yu", 'ю'),
        ("iu", 'ю'),
        ("ya", 'я'),
        ("ia", 'я'),
        ("ye", 'е'),
        ("a", 'а'),
        ("b", 'б'),
        ("v", 'в'),
        ("g", 'г'),
        ("d", 'д'),
        ("e", 'э'),
        ("z", 'з'),
        ("i", 'и'),
        ("k", 'к'),
        ("l", 'л'),
        ("m", 'м'),
        ("n", 'н'),
        ("o", 'о'),
        ("p", 'п'),
        ("r", 'р'),
        ("s", 'с'),
        ("t", 'т'),
        ("u", 'у'),
        ("f", 'ф'),
    ];
    BEGINNINGS.iter().find(|(beginning, _)| word.starts_with(beginning)).map(|(_, letter)| *letter)
}

/// The name word by word, without phrases: one damaged, split or displaced word undoes a phrase, and takes its
/// neighbours with it; here it costs no more than itself.
fn by_words(words: &[Word]) -> Option<Reading> {
    let mut reading = Reading::default();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if word.script.joins_words() {
            return None;
        }
        let (first, row) = (at, letter_row(words, at));
        at += row.max(1);
        // The initials of the one whom it is named after, as in `take`.
        if row > 0 && first > 0 && is_named_after(&words[first - 1]) || is_joining(word) && row < 2 {
            continue;
        }
        if row > 1 {
            reading.tokens.push(abbreviation(&words[first..at]));
            continue;
        }
        if let Some(value) = numeral(words, first) {
            reading.tokens.push(Token { form: number(&value.to_string()), role: Role::Number });
            continue;
        }
        for piece in letters_and_digits(&word.text) {
            if reading.tokens.len() + 2 > MAX_TOKENS {
                break;
            }
            if piece.bytes().all(|b| b.is_ascii_digit()) {
                reading.tokens.push(Token { form: number(piece), role: Role::Number });
            } else {
                let shaped = if piece.len() == word.text.len() { &word.shaped } else { piece };
                reading.tokens.push(token(piece, role_of_word(shaped)));
            }
        }
    }
    // The company of two legal forms may be damaged in one of them only.
    once(&mut reading.tokens, &[Role::Unknown]);
    (!reading.tokens.is_empty()).then_some(reading)
}

/// The pieces of a word that joins a name and a number: `SAKHALIN8`, `KB78`.
fn letters_and_digits(text: &str) -> SmallVec<[&str; 4]> {
    let mut pieces = SmallVec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| c.is_ascii_digit() != first.is_ascii_digit()).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// A country or a town tells one subsidiary from another; Europe says no more than International does.
fn role_of_place(entry: &Entry) -> Role {
    if entry.attribute() == "continent" { Role::Generic } else { Role::Place }
}

/// The role of a word by itself.
fn role_of_word(shaped: &str) -> Role {
    let entries = tables::entries(shaped);
    let has = |kind| entries.iter().any(|e| e.sense.kind() == kind);
    if has(SenseKind::LegalForm) {
        Role::LegalForm
    } else if has(SenseKind::Word) {
        Role::Generic
    } else if let Some(place) = tables::entry(shaped, SenseKind::Place).or_else(|| tables::place_of(shaped)) {
        role_of_place(place)
    } else if tables::legal_word(shaped).is_some() {
        Role::LegalForm
    } else {
        Role::Unknown
    }
}

/// What is written twice is said once: full name and abbreviation in one cell repeat the name.
fn once(tokens: &mut SmallVec<[Token; 4]>, roles: &[Role]) {
    let mut at = 1;
    while at < tokens.len() {
        let repeated =
            roles.contains(&tokens[at].role) && tokens[..at].iter().any(|t| t.form == tokens[at].form);
        if repeated {
            tokens.remove(at);
        } else {
            at += 1;
        }
    }
}

fn token(form: &str, role: Role) -> Token {
    Token { form: form.into(), role }
}

/// Reads what begins at a word; answers how many words it took.
fn take(
    words: &[Word],
    at: usize,
    kind: SubjectKind,
    tokens: &mut SmallVec<[Token; 4]>,
    initials: &mut Initials,
) -> usize {
    let word = &words[at];
    if word.script.joins_words() {
        cut_joined(&word.text, tokens);
        return 1;
    }
    if at > 0 && is_named_after(word) {
        return 1;
    }
    let row = letter_row(words, at);
    // The initials of the one whom it is named after say nothing that his family name does not.
    if row >= 1 && at > 0 && is_named_after(&words[at - 1]) {
        return row;
    }
    if row >= 2 {
        tokens.push(abbreviation(&words[at..at + row]));
        return row;
    }
    // Before the tables, which know II and VI for abbreviations too.
    if let Some(value) = numeral(words, at).filter(|_| word.text.len() > 1) {
        push_number_aware(tokens, Token { form: number(&value.to_string()), role: Role::Number });
        return 1;
    }
    if let Some((length, entry)) = phrase_at(words, at) {
        let phrase = &words[at..at + length];
        let text = if length == 1 {
            word.text.clone()
        } else {
            let shaped: Vec<&str> = phrase.iter().map(|w| w.shaped.as_str()).collect();
            format!("={}", shaped.join(" "))
        };
        let role = match entry.sense.kind() {
            SenseKind::LegalForm if kind == SubjectKind::Object => Role::Unknown,
            SenseKind::LegalForm => Role::LegalForm,
            SenseKind::Place => role_of_place(entry),
            SenseKind::Number => Role::Number,
            _ => Role::Generic,
        };
        let form: Box<str> = if role == Role::Number { number(entry.attribute()) } else { text.into() };
        if role != Role::LegalForm || entry.attribute() == "generic" {
            initials.add(phrase, Some(entry));
        }
        push_number_aware(tokens, Token { form, role });
        return length;
    }
    if is_joining(word) && words.len() > 1 {
        return 1;
    }
    // Plant No. 9.
    if matches!(&*word.shaped, "no" | "nr") && words.get(at + 1).is_some_and(|next| digits_of(next).is_some())
    {
        return 1;
    }
    if let Some(digits) = digits_of(word) {
        push_number_aware(tokens, Token { form: number(digits), role: Role::Number });
        return 1;
    }
    if let Some(value) = numeral(words, at) {
        tokens.push(Token { form: number(&value.to_string()), role: Role::Number });
        return 1;
    }
    if kind == SubjectKind::Object
        && at == 0
        && words.len() > 1
        && matches!(&*word.shaped, "mv" | "mt" | "ms" | "ss" | "fv" | "motor" | "vessel" | "тх")
    {
        return 1;
    }
    // The full name and its own initials: Tula Arms Plant, TAP.
    if initials.just_said(&word.shaped) {
        return 1;
    }
    initials.add(std::slice::from_ref(word), None);
    if kind == SubjectKind::Organization
        && let Some((cut, _)) =
            tables::joined_ending(&word.shaped).filter(|_| word.shaped.len() == word.text.len())
    {
        tokens.push(token(&word.text[..cut], Role::Unknown));
        tokens.push(token(&word.text[cut..], Role::Generic));
        return 1;
    }
    // What is left of a legal form that no table knows whole.
    let left = word.shaped.chars().count() >= UNMISTAKABLE && tables::legal_word(&word.shaped).is_some();
    tokens.push(token(&word.text, if left { Role::LegalForm } else { Role::Unknown }));
    1
}

/// The digits of a number or an ordinal: 61, 61st.
fn digits_of(word: &Word) -> Option<&str> {
    let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.text.strip_suffix(ending));
    let digits = ordinal.unwrap_or(&word.text);
    (!digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// A row of single letters as one token: `S.A.`, `U. S. A.`.
fn abbreviation(letters: &[Word]) -> Token {
    let joined: String = letters.iter().map(|w| w.text.as_str()).collect();
    let role = match role_of_word(&joined) {
        // Two letters with points are somebody's initials: A.N. Ganichev.
        Role::Unknown if letters.len() == 2 && letters.iter().all(|w| w.pointed) => Role::Initial,
        role => role,
    };
    token(&joined, role)
}

/// Forty 4 is 44; M/V 5 is 5.
fn push_number_aware(tokens: &mut SmallVec<[Token; 4]>, new: Token) {
    let value = |t: &Token| t.form.strip_prefix('#').and_then(|d| d.parse::<u64>().ok());
    if new.role == Role::Number
        && let (Some(last), Some(unit)) = (tokens.last_mut(), value(&new))
        && let Some(tens) = value(last)
        && (20..100).contains(&tens)
        && tens % 10 == 0
        && (1..10).contains(&unit)
    {
        last.form = number(&(tens + unit).to_string());
        return;
    }
    tokens.push(new);
}

fn is_named_after(word: &Word) -> bool {
    NAMED_AFTER.contains(&&*word.shaped)
}

fn is_joining(word: &Word) -> bool {
    (JOINING.contains(&&*word.shaped) || is_named_after(word)) && !word.pointed
}

/// How many words from here are single letters of an abbreviation: A.B.C., U. S.
fn letter_row(words: &[Word], at: usize) -> usize {
    words[at..]
        .iter()
        .take_while(|w| w.pointed && w.text.chars().count() == 1 || w.text.chars().count() == 1 && w.capitals)
        .count()
}

/// The longest phrase of the tables that begins at a word, a single word included.
fn phrase_at(words: &[Word], at: usize) -> Option<(usize, &'static Entry)> {
    let longest = tables::longest_phrase(&words[at].shaped).min(words.len() - at);
    let mut text = String::new();
    let mut found = None;
    for length in 1..=longest.max(1) {
        if length > 1 {
            text.push(' ');
        }
        text.push_str(&words[at + length - 1].shaped);
        let best = tables::entries(&text)
            .iter()
            .filter(|e| {
                matches!(e.sense.kind(), SenseKind::LegalForm | SenseKind::Word | SenseKind::Place)
                    || e.sense.kind() == SenseKind::Number && !e.sense.is_ambiguous()
            })
            .min_by_key(|e| (e.sense.is_ambiguous(), e.sense.kind() as u8));
        if let Some(entry) = best {
            found = Some((length, entry));
        }
    }
    found.or_else(|| Some((1, tables::place_of(&words[at].shaped)?)))
}

/// A Roman numeral from II on: in capitals, or in a name that has no word in capitals.
fn numeral(words: &[Word], at: usize) -> Option<u32> {
    let word = &words[at];
    let set_off = word.capitals || word.text.len() > 1 && words.iter().all(|w| !w.capitals);
    roman(word).filter(|_| at > 0 && set_off)
}

fn roman(word: &Word) -> Option<u32> {
    if word.script != Script::Latin || word.text.len() > 6 {
        return None;
    }
    let mut total = 0;
    let mut last = 0;
    for c in word.text.chars().rev() {
        let value = match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            _ => return None,
        };
        if value < last {
            total -= value;
        } else {
            total += value;
        }
        last = last.max(value);
    }
    (1..=39).contains(&total).then_some(total as u32)
}

/// Cuts a name written without spaces at the words that the tables know.
fn cut_joined(text: &str, tokens: &mut SmallVec<[Token; 4]>) {
    let starts: SmallVec<[usize; 32]> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let count = starts.len() - 1;
    let (mut at, mut plain) = (0, 0);
    while at < count {
        let longest = tables::longest_joined().min(count - at);
        let found = (1..=longest).rev().find_map(|length| {
            let piece = &text[starts[at]..starts[at + length]];
            let entry = tables::entries(piece).iter().find(|e| {
                matches!(e.sense.kind(), SenseKind::LegalForm | SenseKind::Word | SenseKind::Place)
                    && (length > 1 || !e.sense.is_ambiguous() && e.sense.kind() == SenseKind::LegalForm)
            })?;
            Some((length, entry))
        });
        let Some((length, entry)) = found else {
            at += 1;
            continue;
        };
        if plain < at {
            tokens.push(token(&text[starts[plain]..starts[at]], Role::Unknown));
        }
        let role = match entry.sense.kind() {
            SenseKind::LegalForm => Role::LegalForm,
            SenseKind::Place => role_of_place(entry),
            _ => Role::Generic,
        };
        tokens.push(token(&text[starts[at]..starts[at + length]], role));
        at += length;
        plain = at;
    }
    if plain < count {
        tokens.push(token(&text[starts[plain]..], Role::Unknown));
    }
}

/// The name by its initials: National Iranian Oil Company is NIOC.
fn acronym(initials: &str, words: &[Word], kind: SubjectKind) -> Option<Reading> {
    let letters = initials.chars().count();
    if kind == SubjectKind::Object
        || !(SHORTEST_ACRONYM..=8).contains(&letters)
        || words.len() < 3
        || initials.bytes().any(|b| b.is_ascii_digit())
    {
        return None;
    }
    let mut reading = Reading::default();
    reading.tokens.push(Token { form: format!("&{initials}").into(), role: Role::Unknown });
    Some(reading)
}
