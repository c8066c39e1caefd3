//! Which script a character belongs to. Shared with the build, which brings the word tables to their shape.

use crate::letter::is_letter;

/// A script, or a family of scripts that are treated alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub(crate) enum Script {
    /// Digits, or nothing that has a script.
    #[default]
    None = 0,
    Latin = 1,
    Cyrillic = 2,
    Greek = 3,
    Armenian = 4,
    Georgian = 5,
    Arabic = 6,
    Hebrew = 7,
    Han = 8,
    Kana = 9,
    Hangul = 10,
    /// Scripts that leave vowels to the reader: Thai, Lao, Khmer, Tibetan, Syriac.
    Abugida = 11,
    Other = 12,
    /// Devanagari and its kin: all vowels are written but the one that every consonant bears.
    Indic = 13,
    Ethiopic = 14,
    Burmese = 15,
}

impl Script {
    /// The script of a character.
    pub(crate) fn of(c: char) -> Self {
        match c as u32 {
            0x41..=0x5a | 0x61..=0x7a | 0xaa | 0xba | 0xc0..=0x24f if is_letter(c) => Self::Latin,
            0x250..=0x2af | 0x1d00..=0x1dbf | 0x1e00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff => {
                Self::Latin
            }
            0x370..=0x3ff | 0x1f00..=0x1fff => Self::Greek,
            0x400..=0x52f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => Self::Cyrillic,
            0x530..=0x58f | 0xfb13..=0xfb17 => Self::Armenian,
            0x590..=0x5ff | 0xfb1d..=0xfb4f => Self::Hebrew,
            0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfefc => Self::Arabic,
            0x10a0..=0x10ff | 0x1c90..=0x1cbf | 0x2d00..=0x2d2f => Self::Georgian,
            0x3041..=0x30ff | 0x31f0..=0x31ff => Self::Kana,
            0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af => Self::Hangul,
            0x2e80..=0x2fdf | 0x3005..=0x3007 | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x2_0000..=0x3_ffff => {
                Self::Han
            }
            0x900..=0xdff => Self::Indic,
            0x1200..=0x139f | 0x2d80..=0x2ddf => Self::Ethiopic,
            0x1000..=0x109f | 0xa9e0..=0xa9ff | 0xaa60..=0xaa7f => Self::Burmese,
            0x700..=0x74f | 0x780..=0x7bf | 0xe00..=0xfff | 0x1780..=0x18af => Self::Abugida,
            _ if is_letter(c) => Self::Other,
            _ => Self::None,
        }
    }

    /// Whether the script leaves vowels unwritten, so that the other side's vowels say nothing against.
    pub(crate) fn leaves_vowels_out(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew | Self::Abugida)
    }

    /// Whether one sign may be a word or a syllable of it, and signs stand on it that belong to it.
    pub(crate) fn has_syllables(self) -> bool {
        matches!(self, Self::Abugida | Self::Indic | Self::Ethiopic | Self::Burmese)
    }

    /// Whether words are written without spaces between them.
    pub(crate) fn joins_words(self) -> bool {
        matches!(self, Self::Han | Self::Kana | Self::Hangul)
    }

    /// Whether names in it are rows of a few syllables, which are the same or others.
    pub(crate) fn is_of_syllables(self) -> bool {
        matches!(self, Self::Han | Self::Hangul | Self::Burmese)
    }

    /// The script with this number, for a stored profile.
    pub(crate) fn from_number(number: u8) -> Self {
        const ALL: [Script; 16] = [
            Script::None,
            Script::Latin,
            Script::Cyrillic,
            Script::Greek,
            Script::Armenian,
            Script::Georgian,
            Script::Arabic,
            Script::Hebrew,
            Script::Han,
            Script::Kana,
            Script::Hangul,
            Script::Abugida,
            Script::Other,
            Script::Indic,
            Script::Ethiopic,
            Script::Burmese,
        ];
        ALL.get(usize::from(number)).copied().unwrap_or(Script::None)
    }
}
