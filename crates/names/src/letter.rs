//! Which characters are letters and digits. Of every name each character is asked, and outside of ASCII the standard library
//! looks it up in a list of ranges.

use std::sync::LazyLock;

/// One bit for each character of the basic multilingual plane, which holds all but a few of those that names are of.
type Plane = Box<[u64; 1 << 10]>;

static LETTERS: LazyLock<Plane> = LazyLock::new(|| {
    let mut plane = Box::new([0; 1 << 10]);
    let letters = ('\0'..='\u{ffff}').filter(|c| c.is_alphabetic());
    letters.for_each(|c| plane[c as usize / 64] |= 1 << (c as usize % 64));
    plane
});

/// Whether a character is a letter, as [`char::is_alphabetic`] says.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    let word = LETTERS.get(c as usize / 64);
    word.map_or_else(|| c.is_alphabetic(), |word| word >> (c as usize % 64) & 1 == 1)
}

/// Whether a character is a letter or a digit, as [`char::is_alphanumeric`] says.
#[inline]
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    is_letter(c) || c.is_numeric()
}

#[cfg(test)]
mod tests {
    //! As the standard library says of every character.

    use super::{is_letter, is_letter_or_digit};

    #[test]
    fn of_every_character() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
