//! Text brought to lower-case Latin letters, for words that are compared as words: places, streets, positions.

use unicode_normalization::UnicodeNormalization;

/// Lower case, without accents, in Latin letters; punctuation and blanks stay as they are.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    any_ascii::any_ascii(&text.nfkc().collect::<String>()).to_lowercase()
}
