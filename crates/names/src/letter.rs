//! Which characters are letters and digits. Of every name each character is asked, and outside of ASCII the standard library
//! looks it up in a list of ranges.

use std::sync::OnceLock;

/// Which of 256 characters are letters, one bit each.
type Page = [u64; 4];

/// The pages of the basic multilingual plane, which holds all but a few of the characters that names are of; each worked out
/// when it is first asked for.
static PAGES: [OnceLock<Page>; 1 << 8] = [const { OnceLock::new() }; 1 << 8];

fn work_out(page: usize) -> Page {
    let mut letters = Page::default();
    for at in 0..1 << 8 {
        let is_letter = char::from_u32((page << 8 | at) as u32).is_some_and(char::is_alphabetic);
        letters[at / 64] |= u64::from(is_letter) << (at % 64);
    }
    letters
}

/// Whether a character is a letter, as [`char::is_alphabetic`] says.
#[inline]
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    let (page, at) = (c as usize >> 8, c as usize & 0xff);
    PAGES.get(page).map_or_else(
        || c.is_alphabetic(),
        |letters| letters.get_or_init(|| work_out(page))[at / 64] >> (at % 64) & 1 == 1,
    )
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
