//! Words that are known with a slip in them. Shared with the build.

/// Words of legal forms of at least this many letters are like no other word, and known with a slip in them.
pub(crate) const UNMISTAKABLE: usize = 10;

/// The same beside another word of a legal form.
pub(crate) const BESIDE_ANOTHER: usize = 7;

/// Men's names of at least this many letters are known with a slip in them where a patronymic is made of them.
pub(crate) const FATHER: usize = 6;

/// No word of the tables has as many letters.
const LONGEST: usize = 64;

/// A word with each of its letters missing in turn; nothing where it is longer than any word that could be meant.
pub(crate) fn one_missing(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.chars().take(LONGEST).collect();
    let count = if letters.len() < LONGEST { letters.len() } else { 0 };
    (0..count)
        .map(move |skip| letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c).collect())
}

/// Letters from which on a romanised word is hardly a word of another language, or a name, by chance.
pub(crate) const ROMANISED: usize = 8;

/// The same of one of the two words of a compound.
pub(crate) const HALF: usize = 5;

/// A Russian word or phrase in Latin letters as it is known in whichever system of romanisation it is written:
/// `obshchestvo` and `obschestvo` are one, and so are doubled letters.
pub(crate) fn in_any_system(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some(first) = rest.chars().next() {
        let (taken, letter) = match rest.as_bytes() {
            [b's', b'h', b'c', b'h', ..] => (4, 's'),
            [b'i', b'y' | b'i' | b'j', b'a', ..] => (3, 'a'),
            [b'i', b'y' | b'i' | b'j', b'e', ..] => (3, 'e'),
            [b's', b'c' | b'h', b'h', ..] => (3, 's'),
            [b's', b'c' | b'h', ..] => (2, 's'),
            [b'z', b'h', ..] => (2, 'z'),
            [b'k', b'h', ..] => (2, 'h'),
            [b't', b's' | b'z', ..] | [b'c', b'h', ..] => (2, 'c'),
            [b'y' | b'j' | b'i', b'e', ..] | [b'y' | b'j', b'o', ..] => (2, 'e'),
            [b'y' | b'j' | b'i', b'u', ..] => (2, 'u'),
            [b'y' | b'j' | b'i', b'a', ..] => (2, 'a'),
            [b'i', b'y' | b'i' | b'j', ..] | [b'y', b'y' | b'i', ..] => (2, 'i'),
            [b'y' | b'j', ..] => (1, 'i'),
            _ => (first.len_utf8(), first),
        };
        if !folded.ends_with(letter) {
            folded.push(letter);
        }
        rest = &rest[taken..];
    }
    folded
}
