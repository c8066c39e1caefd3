//! Words that are known with a slip in them. Shared with the build.

/// Words of legal forms of at least this many letters are like no other word, and known with a slip in them.
pub(crate) const UNMISTAKABLE: usize = 10;

/// A word with each of its letters missing in turn.
pub(crate) fn one_missing(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.chars().collect();
    (0..letters.len())
        .map(move |skip| letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c).collect())
}
