//! The words of a person's name to tokens with roles.

use smallvec::SmallVec;

use crate::analyse::{MAX_TOKENS, Reading, Role, Token};
use crate::script::{self, Script};
use crate::shape::shape;
use crate::tables::{self, SenseKind};
use crate::words::Word;

/// Reads a person's name.
pub(crate) fn read(words: &[Word]) -> Reading {
    let apart = words.iter().any(|word| word.script == Script::Burmese).then(|| in_syllables(words));
    let words = apart.as_deref().unwrap_or(words);
    let mut tokens: SmallVec<[Token; 4]> = SmallVec::new();
    let mut sources: SmallVec<[&Word; 8]> = SmallVec::new();
    for (at, word) in in_order(words) {
        if tokens.len() + 2 > MAX_TOKENS {
            break;
        }
        if at > 0 && is_article(word) && (words.get(at + 1).is_some_and(|w| w.hyphen) || word.hyphen)
            || at == 0 && is_article(word) && words.get(1).is_some_and(|w| w.hyphen)
            || words.get(at + 1).is_some_and(|next| is_sun_article(word, next))
        {
            continue;
        }
        if let Some(name) = east_asian(word, words.len()) {
            tokens.extend(name);
            sources.extend([word, word]);
            continue;
        }
        sources.push(word);
        tokens.push(Token { form: form(word, at), role: role(word, at, words) });
    }
    settle(&mut tokens, &sources, words);
    Reading { tokens, written: None }
}

/// Syllables of a Burmese title at most: lieutenant general has seven.
const LONGEST_TITLE: usize = 8;

/// The words with those of Burmese in their syllables, which Latin writes apart; a title that is joined to a name is a word.
fn in_syllables(words: &[Word]) -> SmallVec<[Word; 8]> {
    let mut apart = SmallVec::new();
    for word in words {
        let is_title = |text: &str| tables::entry(&shape(text), SenseKind::Title).is_some();
        if word.script != Script::Burmese || words.len() > 1 && is_title(&word.text) {
            apart.push(word.clone());
            continue;
        }
        let mut syllables = script::syllables(&word.text);
        let ends = syllables.iter().scan(0, |end, part| {
            *end += part.len();
            Some(*end)
        });
        let most = LONGEST_TITLE.min(syllables.len().saturating_sub(2));
        let title = ends.enumerate().take(most).filter(|(_, end)| is_title(&word.text[..*end])).last();
        if let Some((at, end)) = title {
            syllables.drain(..at);
            syllables[0] = &word.text[..end];
        }
        let like = Word { text: String::new(), shaped: String::new(), ..word.clone() };
        apart.extend(syllables.iter().take(MAX_TOKENS).map(|text| Word {
            text: (*text).to_owned(),
            shaped: shape(text),
            ..like.clone()
        }));
    }
    apart
}

/// A word of Hangul as one word, besides the family and the given name that it may be: who bears one name writes it so
/// (Boa), and the sounds of its syllables change each other (Silla).
pub(crate) fn unparted(words: &[Word]) -> Option<Reading> {
    let [word] = words else { return None };
    if word.script != Script::Hangul || east_asian(word, 1).is_none() {
        return None;
    }
    let token = Token { form: word.text.as_str().into(), role: Role::Unknown };
    Some(Reading { tokens: SmallVec::from_iter([token]), written: None })
}

/// The two halves of a name that is written twice, in two spellings or with two family names, one after the other.
pub(crate) fn twice(words: &[Word]) -> Option<(&[Word], &[Word])> {
    if words.len() < 4 || !words.len().is_multiple_of(2) {
        return None;
    }
    let (first, second) = words.split_at(words.len() / 2);
    let begin = |w: &Word| w.shaped.chars().next();
    let alike = first.iter().zip(second).filter(|(a, b)| begin(a) == begin(b)).count();
    let same = first[0].shaped == second[0].shaped || alike == first.len() && first.len() >= 3;
    (same && alike >= 2).then_some((first, second))
}

/// The words in the order of speech: what stands before a comma is the family name and goes last, unless only a suffix
/// follows.
fn in_order(words: &[Word]) -> impl Iterator<Item = (usize, &Word)> {
    let first = words.first().map_or(0, |w| w.commas);
    let cut = words.iter().position(|w| w.commas > first).unwrap_or(0);
    let suffix_only = words[cut..].iter().all(|w| {
        tables::entry(&w.shaped, SenseKind::Suffix).is_some()
            || tables::entry(&w.shaped, SenseKind::Title).is_some()
    });
    let cut = if suffix_only { 0 } else { cut };
    let numbered = words.iter().enumerate();
    numbered.clone().skip(cut).chain(numbered.take(cut))
}

fn is_article(word: &Word) -> bool {
    tables::entry(&word.shaped, SenseKind::Particle).is_some_and(|e| e.attribute() == "article")
}

/// Whether a word is the Arabic article before the letter whose sound it has taken: Ar Rashid, As Suwayda, Adh Dhahabi.
/// (Not an and ash, which are names of their own.)
fn is_sun_article(word: &Word, next: &Word) -> bool {
    let sound = match &*word.shaped {
        "ad" => "d",
        "adh" => "dh",
        "ar" => "r",
        "as" => "s",
        "at" => "t",
        "ath" => "th",
        "az" => "z",
        _ => return false,
    };
    next.shaped.starts_with(sound)
}

/// Half of a name: servant of.
fn is_servant(form: &str) -> bool {
    matches!(form, "abd" | "عبد")
}

/// Whether a word is Abdul, Abdel or Abdal with a letter doubled or two neighbours changed round: Adbul, Abduul. It is
/// read as one word of a thousand names, so that a slip in it must not be taken for another name.
fn is_damaged_servant(word: &str) -> bool {
    let written = word.as_bytes();
    written.first() == Some(&b'a')
        && ["abdul", "abdel", "abdal"].iter().any(|servant| {
            let servant = servant.as_bytes();
            let start = written.iter().zip(servant).take_while(|(x, y)| x == y).count();
            let (rest, meant) = (&written[start..], &servant[start..]);
            match (rest, meant) {
                ([x, y, left @ ..], [p, q, right @ ..]) if x == q && y == p => left == right,
                // The letter before is there twice.
                ([x, left @ ..], _) if start > 0 && *x == servant[start - 1] => left == meant,
                _ => false,
            }
        })
}

/// The form of a word, by its place in the name: only behind another word is Alla the tail of a name, and not a woman's.
fn form(word: &Word, at: usize) -> Box<str> {
    match &*word.shaped {
        "alla" | "olla" | "ulla" if at == 0 => word.text.as_str().into(),
        "abdul" | "abdel" | "abdal" | "abdur" | "abdus" | "abdol" | "abdoul" | "abdu" => "abd".into(),
        shaped if is_damaged_servant(shaped) => "abd".into(),
        "ullah" | "ollah" | "alla" | "ulla" | "olla" | "ellah" => "allah".into(),
        "uddin" | "eddin" | "eddine" | "addin" | "oddin" => "din".into(),
        _ if word.text.bytes().all(|b| b.is_ascii_digit()) => number(&word.text),
        _ => word.text.as_str().into(),
    }
}

/// The form of a number: its digits without leading zeros.
pub(crate) fn number(digits: &str) -> Box<str> {
    let digits = digits.trim_start_matches('0');
    format!("#{}", if digits.is_empty() { "0" } else { digits }).into()
}

/// Han and Hangul names of two to four characters without a space: the family name comes first.
fn east_asian(word: &Word, words: usize) -> Option<[Token; 2]> {
    let name = without_title(&word.text);
    let count = name.chars().count();
    if words != 1 || !matches!(word.script, Script::Han | Script::Hangul) || !(2..=4).contains(&count) {
        return None;
    }
    let second = name.char_indices().nth(1)?.0;
    let third = name.char_indices().nth(2).map(|(at, _)| at);
    let cut = third.filter(|at| tables::entry(&name[..*at], SenseKind::Surname).is_some()).unwrap_or(second);
    let token = |text: &str, role| Token { form: text.into(), role };
    Some([token(&name[..cut], Role::Family), token(&name[cut..], Role::Given)])
}

/// A name of syllables without the title of two that is joined to it (李家超先生), where a whole name is left.
pub(crate) fn without_title(text: &str) -> &str {
    let Some((cut, _)) = text.char_indices().nth_back(1) else { return text };
    let (name, title) = text.split_at(cut);
    let is_title = name.chars().count() >= 3 && tables::entry(title, SenseKind::Title).is_some();
    if is_title { name } else { text }
}

fn role(word: &Word, at: usize, words: &[Word]) -> Role {
    // Servant of: half a name, which says little without the other half.
    if words.len() > 1 && (is_servant(&form(word, at))) {
        return Role::Particle;
    }
    if word.text.chars().count() == 1 && !word.script.joins_words() && !word.script.has_syllables() {
        let particle =
            tables::entry(&word.shaped, SenseKind::Particle).is_some() && word.small && !word.pointed;
        return if particle { Role::Particle } else { Role::Initial };
    }
    for entry in tables::entries(&word.shaped) {
        match entry.sense.kind() {
            SenseKind::Particle if at == 0 && entry.attribute() == "divine" => {}
            SenseKind::Particle if at > 0 || words.len() > 1 => return Role::Particle,
            // Martyr, prince and judge are given names as well: Shahid, Amir, Qazi.
            SenseKind::Title
                if entry.sense.is_ambiguous() && tables::entry(&word.shaped, SenseKind::Given).is_some() => {}
            SenseKind::Title
                if words.len() > 2 && (at == 0 || !entry.sense.is_ambiguous() && !word.capitals) =>
            {
                return Role::Title;
            }
            SenseKind::Suffix if at > 0 && entry.attribute() == "generation" => return Role::Suffix,
            _ => {}
        }
    }
    Role::Unknown
}

/// Settles what only the whole name tells: family name by comma or capitals, patronymics, nasab chains.
fn settle(tokens: &mut [Token], sources: &[&Word], words: &[Word]) {
    if tokens.iter().all(|t| matches!(t.role, Role::Title | Role::Particle | Role::Suffix)) {
        for token in tokens.iter_mut() {
            token.role = Role::Unknown;
        }
    }
    family(tokens, sources, words);
    patronymic(tokens);
    nasab(tokens, sources);
}

fn family(tokens: &mut [Token], sources: &[&Word], words: &[Word]) {
    let first = words.first().map_or(0, |w| w.commas);
    let comma = words.iter().any(|w| w.commas > first);
    let capitals =
        words.iter().any(|w| w.capitals) && words.iter().any(|w| w.small && w.text.chars().count() > 2);
    if !comma && !capitals {
        return;
    }
    let is_family = |w: &Word| if capitals { w.capitals } else { w.commas == first };
    for (token, word) in tokens.iter_mut().zip(sources).filter(|(t, _)| t.role == Role::Unknown) {
        token.role = if is_family(word) { Role::Family } else { Role::Given };
    }
}

/// Endings of East Slavic patronymics, in Latin and Cyrillic.
const PATRONYMIC: &[&str] = &[
    "ovich",
    "evich",
    "avich",
    "ivich",
    "ovych",
    "evych",
    "ovitch",
    "evitch",
    "owitsch",
    "ewitsch",
    "ovic",
    "evic",
    "avič",
    "ovič",
    "evič",
    "ovna",
    "evna",
    "avna",
    "ivna",
    "auna",
    "euna",
    "awna",
    "ewna",
    "ouna",
    "ichna",
    "inichna",
    "yich",
    "lich",
    "mich",
    "ович",
    "евич",
    "авіч",
    "евіч",
    "овіч",
    "йович",
    "івна",
    "ївна",
    "овна",
    "евна",
    "аўна",
    "еўна",
    "ична",
    "ыч",
    "ьич",
    "мич",
];

/// Whether a word has the ending of a patronymic. Family names may have it too.
pub(crate) fn is_patronymic(form: &str) -> bool {
    form.chars().count() >= 6 && PATRONYMIC.iter().any(|e| form.ends_with(e))
}

fn patronymic(tokens: &mut [Token]) {
    let names =
        tokens.iter().filter(|t| !matches!(t.role, Role::Title | Role::Particle | Role::Suffix)).count();
    if names < 3 {
        return;
    }
    let candidate = |t: &Token| matches!(t.role, Role::Unknown | Role::Given) && is_patronymic(&t.form);
    let mut places = (0..tokens.len()).filter(|i| candidate(&tokens[*i]));
    let (first, second) = (places.next(), places.next());
    let place = match (first, second) {
        (Some(0), second) => second,
        (first, _) => first,
    };
    if let Some(place) = place {
        tokens[place].role = Role::Patronymic;
        // Three names with a patronymic between or behind: the others are told too.
        if names == 3 && tokens.len() == 3 && place == 1 && tokens[0].role == Role::Unknown {
            tokens[0].role = Role::Given;
            tokens[2].role = Role::Family;
        }
    }
}

/// `X bin Y`: what follows the particle is the father's name.
fn nasab(tokens: &mut [Token], sources: &[&Word]) {
    let is_son = |word: &Word| {
        tables::entry(&word.shaped, SenseKind::Particle)
            .is_some_and(|e| matches!(e.attribute(), "son" | "daughter"))
    };
    let mut after = false;
    for at in 0..tokens.len() {
        if tokens[at].role == Role::Particle {
            let inside = at > 0 && at + 1 < tokens.len();
            if inside && sources.get(at).is_some_and(|w| is_son(w)) {
                after = true;
                if let Some(before) = tokens[..at].first_mut().filter(|t| t.role == Role::Unknown) {
                    before.role = Role::Given;
                }
            }
            continue;
        }
        if after && matches!(tokens[at].role, Role::Unknown) {
            tokens[at].role = Role::Patronymic;
            after = false;
        }
    }
}
