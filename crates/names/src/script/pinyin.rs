//! What is pinyin: the four hundred syllables of Mandarin, as Latin writes them.

/// What a syllable may begin with; a vowel that begins one is its final's.
const INITIALS: &[&str] = &[
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c",
    "s", "y", "w",
];

/// What it may end with.
const FINALS: &[&str] = &[
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ai", "an", "ao", "ei",
    "en", "er", "ia", "ie", "in", "iu", "ou", "ua", "ue", "ui", "un", "uo", "a", "e", "i", "o", "u", "v",
];

/// Finals that are syllables without an initial.
const ALONE: &[&str] = &["a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "er", "o", "ou"];

/// Syllables of a surname or a given name at most.
const MOST: usize = 3;

/// Whether a word in small letters is one to three syllables of pinyin.
pub(crate) fn is_pinyin(word: &str) -> bool {
    (1..=6 * MOST).contains(&word.len()) && begins(word, MOST)
}

fn begins(word: &str, syllables: usize) -> bool {
    if word.is_empty() || syllables == 0 {
        return word.is_empty();
    }
    let initial = INITIALS.iter().find(|initial| word.starts_with(**initial));
    let rest = &word[initial.map_or(0, |initial| initial.len())..];
    FINALS.iter().any(|last| {
        let syllable = initial.map_or_else(|| ALONE.contains(last), |initial| fits(initial, last));
        syllable && rest.strip_prefix(last).is_some_and(|rest| begins(rest, syllables - 1))
    })
}

/// Whether a final may follow an initial.
fn fits(initial: &str, last: &str) -> bool {
    match initial {
        "j" | "q" | "x" => last.starts_with(['i', 'u']),
        "g" | "k" | "h" | "f" | "w" => !last.starts_with('i'),
        "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" => last == "i" || !last.starts_with('i'),
        "d" | "t" => !matches!(last, "in" | "iang" | "iong" | "en"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    //! Chinese names are pinyin, others mostly are not.

    use super::is_pinyin;

    #[test]
    fn names() {
        for name in ["wang", "xiaoping", "guifeng", "hui", "fen", "qiang", "er", "zhongheng", "an"] {
            assert!(is_pinyin(name), "{name}");
        }
        for name in
            ["", "kim", "putin", "tse", "nguyen", "hassan", "jong", "seong", "viktar", "wei7", "irina"]
        {
            assert!(!is_pinyin(name), "{name}");
        }
    }
}
