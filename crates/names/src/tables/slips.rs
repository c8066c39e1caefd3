//! Words that are known with a slip in them. Shared with the build.

/// Words of legal forms of at least this many letters are like no other word, and known with a slip in them.
pub(crate) const UNMISTAKABLE: usize = 10;

/// Men's names of at least this many letters are known with a slip in them where a patronymic is made of them.
pub(crate) const FATHER: usize = 6;

/// A word with each of its letters missing in turn.
pub(crate) fn one_missing(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.chars().collect();
    (0..letters.len())
        .map(move |skip| letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c).collect())
}
