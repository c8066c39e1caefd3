//! Words that are known with a slip in them. Shared with the build.

/// Words of legal forms of at least this many letters are like no other word, and known with a slip in them.
pub(crate) const UNMISTAKABLE: usize = 10;

/// The same beside another word of a legal form.
pub(crate) const BESIDE_ANOTHER: usize = 7;

/// Men's names of at least this many letters are known with a slip in them where a patronymic is made of them.
pub(crate) const FATHER: usize = 6;

/// A word with each of its letters missing in turn.
pub(crate) fn one_missing(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.chars().collect();
    (0..letters.len())
        .map(move |skip| letters.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, c)| *c).collect())
}

/// How Latin letters for one Russian sound or row of sounds are written in different systems, the longest first, and what
/// stands for all of them.
const SYSTEMS: &[(&str, &str)] = &[
    ("shch", "s"),
    ("iya", "a"),
    ("iia", "a"),
    ("ija", "a"),
    ("iye", "e"),
    ("iie", "e"),
    ("ije", "e"),
    ("sch", "s"),
    ("shh", "s"),
    ("sh", "s"),
    ("sc", "s"),
    ("zh", "z"),
    ("kh", "h"),
    ("ts", "c"),
    ("tz", "c"),
    ("ch", "c"),
    ("ye", "e"),
    ("je", "e"),
    ("ie", "e"),
    ("yo", "e"),
    ("jo", "e"),
    ("yu", "u"),
    ("iu", "u"),
    ("ju", "u"),
    ("ya", "a"),
    ("ia", "a"),
    ("ja", "a"),
    ("iy", "i"),
    ("ij", "i"),
    ("yy", "i"),
    ("ii", "i"),
    ("yi", "i"),
    ("y", "i"),
    ("j", "i"),
];

/// A phrase as it is known in whichever system of romanisation it is written: `obshchestvo` and `obschestvo` are one, and so
/// are doubled letters.
pub(crate) fn in_any_system(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some(first) = rest.chars().next() {
        let system = SYSTEMS.iter().find(|(written, _)| rest.starts_with(written));
        let (taken, letters) = system.map_or((first.len_utf8(), &rest[..first.len_utf8()]), |(w, l)| (w.len(), *l));
        if !folded.ends_with(letters) {
            folded.push_str(letters);
        }
        rest = &rest[taken..];
    }
    folded
}
