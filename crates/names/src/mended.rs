//! Words of an organisation's name that a blank splits or a slip damages, as they are meant.

use std::borrow::Cow;

use smallvec::{SmallVec, smallvec};

use crate::script::Script;
use crate::tables::{self, BESIDE_ANOTHER, SenseKind, UNMISTAKABLE};
use crate::words::{Word, Words};

/// Two pieces of fewer letters together are as likely two words.
const SPLIT: usize = 7;

/// Letters of the first half of a compound adjective at least.
const SHORTEST_HALF: usize = 4;

/// The words with those put together that no table knows but as one (`comp any`), those that legal forms are made of as
/// their tables write them (`limitted`), and compound adjectives in their halves.
pub(crate) fn mended(words: &[Word]) -> Cow<'_, [Word]> {
    let unknown: SmallVec<[bool; 16]> = words.iter().map(|word| !is_known(word)).collect();
    if !unknown.contains(&true) {
        return Cow::Borrowed(words);
    }
    let mut mended = Words::new();
    let (mut at, mut changed) = (0, false);
    while at < words.len() {
        let split = || joined(&words[at], words.get(at + 1).filter(|_| unknown[at + 1])?);
        let (taken, meant): (usize, SmallVec<[Word; 2]>) = if !unknown[at] {
            (1, SmallVec::new())
        } else if let Some(joined) = split() {
            (2, smallvec![joined])
        } else if let Some(meant) = meant(words, at) {
            (1, smallvec![meant])
        } else {
            (1, compound(&words[at]).into_iter().flatten().collect())
        };
        changed |= !meant.is_empty();
        if meant.is_empty() {
            mended.push(words[at].clone());
        }
        mended.extend(meant);
        at += taken;
    }
    if changed { Cow::Owned(mended.into_vec()) } else { Cow::Borrowed(words) }
}

/// Whether a word has a meaning of its own.
fn is_known(word: &Word) -> bool {
    word.pointed
        || word.text.bytes().any(|b| b.is_ascii_digit())
        || tables::entries(&word.shaped).iter().any(|e| !e.sense.is_ambiguous())
        || tables::longest_phrase(&word.shaped) > 1
}

/// The word of an organisation's name that two unknown words are.
fn joined(word: &Word, next: &Word) -> Option<Word> {
    if word.script != next.script || word.script.joins_words() {
        return None;
    }
    let shaped = format!("{}{}", word.shaped, next.shaped);
    if shaped.chars().count() < SPLIT {
        return None;
    }
    let body = |e: &tables::Entry| {
        matches!(e.sense.kind(), SenseKind::LegalForm | SenseKind::Word) && !e.sense.is_ambiguous()
    };
    if tables::entries(&shaped).iter().any(body) {
        return Some(Word { text: format!("{}{}", word.text, next.text), shaped, ..word.clone() });
    }
    // With a slip in it as well, unless one of the two is such a word alone, and the other a short name: the M of
    // "ответственностью М".
    let whole = |word: &Word| tables::legal_word(&word.shaped).is_some();
    let legal = tables::legal_word(&shaped).filter(|_| !whole(word) && !whole(next))?;
    Some(as_written(word, legal))
}

/// A word written as the tables do.
fn as_written(word: &Word, shaped: &str) -> Word {
    Word { text: shaped.to_owned(), shaped: shaped.to_owned(), ..word.clone() }
}

/// The word of a legal form that an unknown word is with a slip in it.
fn meant(words: &[Word], at: usize) -> Option<Word> {
    let word = &words[at];
    let legal = |at: usize| words.get(at).is_some_and(|w| tables::legal_word(&w.shaped).is_some());
    let beside = at.checked_sub(1).is_some_and(legal) || legal(at + 1);
    let least = if beside { BESIDE_ANOTHER } else { UNMISTAKABLE };
    let exact = || tables::legal_word(&word.shaped) == Some(&word.shaped);
    let legal = tables::slipped_legal_word(&word.shaped, least).filter(|_| !exact())?;
    Some(as_written(word, legal))
}

/// What Russian and Ukrainian adjectives end with, in Cyrillic and in the systems of romanisation.
const ADJECTIVES: &[&str] = &[
    "ий", "ый", "ая", "ое", "ие", "ые", "ого", "его", "ому", "ых", "их", "ым", "им", "ую", "ой", "ом", "iy",
    "yy", "sky", "ny", "ii", "yi", "ij", "ski", "aya", "aia", "aja", "oe", "oye", "oie", "oje", "ie", "ye",
    "ogo", "ego", "omu", "ykh", "ikh", "yh", "ih", "ym", "im", "uyu", "uiu", "oi", "oj", "om",
];

/// The two words of an unknown compound adjective that lost its hyphen: научноисследовательский, nauchnoissledovatelskiy.
/// Of adjectives only: a firm that calls itself by two words in one (Металлоинвест) is called that.
fn compound(word: &Word) -> Option<[Word; 2]> {
    let link = match word.script {
        Script::Cyrillic => 'о',
        Script::Latin => 'o',
        _ => return None,
    };
    if word.shaped.len() < SHORTEST_HALF + SPLIT || !ADJECTIVES.iter().any(|a| word.shaped.ends_with(a)) {
        return None;
    }
    let cut = word.shaped.match_indices(link).map(|(at, o)| at + o.len()).find(|at| {
        let (first, last) = word.shaped.split_at(*at);
        first.chars().count() >= SHORTEST_HALF
            && last.chars().count() >= SPLIT
            && tables::is_word_of_compound(first)
            && tables::is_word_of_compound(last)
    })?;
    let (first, last) = word.shaped.split_at(cut);
    Some([as_written(word, first), Word { hyphen: true, ..as_written(word, last) }])
}

#[cfg(test)]
mod tests {
    //! Words are put together and mended where no table knows the pieces, and nowhere else.

    use tamis_model::SubjectKind;

    use super::mended;
    use crate::Oddities;
    use crate::words::split;

    #[test]
    fn as_meant() {
        for (text, meant) in [
            ("limited liability comp any invest group", "limited liability company invest group"),
            ("obshch estvo s ogranichennoi otvetstvennostyu", "obshchestvo s ogranichennoi otvetstvennostyu"),
            ("Aktionernoye obshchestvo", "aktsionernoye obshchestvo"),
            ("Открытое акционерное общоство", "открытое акционерное общество"),
            ("Euro Bank of Manufac turing", "euro bank of manufacturing"),
            ("Sber Bank Europe", "sber bank europe"),
            ("Comp Any 7", "company 7"),
            (
                "Общество с ограниченной ответственностью М Лизинг",
                "общество с ограниченной ответственностью м лизинг",
            ),
            ("Общество с ограниченной ответственн остю", "общество с ограниченной ответственностью"),
            ("Maxim Aktien", "maxim aktien"),
            ("АО «НАУЧНОИССЛЕДОВАТЕЛЬСКИЙ ИНСТИТУТ СТАЛИ»", "ао научно исследовательский институт стали"),
            ("Металлоинвест", "металлоинвест"),
            ("OAO Nauchnoissledovatelskiy institut", "oao nauchno issledovatelskiy institut"),
            ("NAUCHNOPROIZVODSTVENNOE OBEDINENIE", "nauchno proizvodstvennoe obedinenie"),
            ("Metalloinvest", "metalloinvest"),
            ("Photochemistry", "photochemistry"),
        ] {
            let words = split(text, 0, SubjectKind::Organization, &mut Oddities::default());
            let found: Vec<String> = mended(&words).iter().map(|w| w.shaped.clone()).collect();
            assert_eq!(found.join(" "), meant, "{text}");
        }
    }
}
