//! Goods codes: the digits that HS, CN and TARIC share, and what is wrong with a text that holds none.

use std::fmt;

/// A goods code of 2, 4, 6, 8 or 10 digits: chapter, heading, HS subheading, CN code, TARIC or national subdivision.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GoodsCode {
    /// The digits, left-aligned in ten places, so that order is the order of the nomenclature.
    digits: u64,
    length: u8,
}

/// Why a text is no goods code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Nothing in it.
    #[error("no goods code is given")]
    Empty,
    /// Something else than digits.
    #[error("{0:?} is no goods code: it holds something else than digits; give 4, 6, 8 or 10 digits")]
    NotDigits(String),
    /// One or more than ten digits, or an odd number of them.
    #[error("{text:?} has {digits} digits; a goods code has 2, 4, 6, 8 or 10{hint}")]
    Length {
        /// As written.
        text: String,
        /// How many digits it has.
        digits: usize,
        /// What may have happened.
        hint: &'static str,
    },
    /// A chapter or heading that the Harmonized System does not have.
    #[error("{0} is not in the Harmonized System: no such {1}; check the digits")]
    Unknown(String, &'static str),
}

const PLACES: u32 = 10;

/// How many headings each chapter has had in the Harmonized System of 2012 to 2022: chapter, last heading, gaps.
/// Source: the nomenclature of the World Customs Organization. A heading that any edition had is let through: whether
/// it exists in a year is for an imported nomenclature to say.
#[rustfmt::skip]
const CHAPTERS: [(u8, u8, &[u8]); 97] = [
    (1, 6, &[]), (2, 10, &[]), (3, 9, &[]), (4, 10, &[]), (5, 11, &[3, 9]), (6, 4, &[]), (7, 14, &[]), (8, 14, &[]),
    (9, 10, &[]), (10, 8, &[]), (11, 9, &[]), (12, 14, &[]), (13, 2, &[]), (14, 4, &[2, 3]), (15, 22, &[19]),
    (16, 5, &[]), (17, 4, &[]), (18, 6, &[]), (19, 5, &[]), (20, 9, &[]), (21, 6, &[]), (22, 9, &[]), (23, 9, &[]),
    (24, 4, &[]), (25, 30, &[27]), (26, 21, &[]), (27, 16, &[]), (28, 53, &[38, 48, 51]), (29, 42, &[]), (30, 6, &[]),
    (31, 5, &[]), (32, 15, &[]), (33, 7, &[]), (34, 7, &[]), (35, 7, &[]), (36, 6, &[]), (37, 7, &[]), (38, 27, &[]),
    (39, 26, &[]), (40, 17, &[]), (41, 15, &[8, 9, 10, 11]), (42, 6, &[4]), (43, 4, &[]), (44, 21, &[]), (45, 4, &[]),
    (46, 2, &[]), (47, 7, &[]), (48, 23, &[15]), (49, 11, &[]), (50, 7, &[]), (51, 13, &[]), (52, 12, &[]),
    (53, 11, &[4]), (54, 8, &[]), (55, 16, &[]), (56, 9, &[]), (57, 5, &[]), (58, 11, &[]), (59, 11, &[]), (60, 6, &[]),
    (61, 17, &[]), (62, 17, &[]), (63, 10, &[]), (64, 6, &[]), (65, 7, &[3]), (66, 3, &[]), (67, 4, &[]), (68, 15, &[]),
    (69, 14, &[]), (70, 20, &[12]), (71, 18, &[]), (72, 29, &[]), (73, 26, &[]), (74, 19, &[14, 16, 17]),
    (75, 8, &[]), (76, 16, &[]), (78, 6, &[3, 5]), (79, 7, &[6]), (80, 7, &[4, 5, 6]), (81, 13, &[]), (82, 15, &[]),
    (83, 11, &[]), (84, 87, &[]), (85, 49, &[20]), (86, 9, &[]), (87, 16, &[]), (88, 7, &[]), (89, 8, &[]),
    (90, 33, &[9]), (91, 14, &[]), (92, 9, &[3, 4]), (93, 7, &[]), (94, 6, &[]), (95, 8, &[1, 2]), (96, 20, &[]),
    (97, 6, &[]), (98, 99, &[]),
];

impl GoodsCode {
    /// Reads a code as people write it: spaces and full stops between the digits are passed over, and `CN`, `HS` or
    /// `TARIC` before them.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let trimmed = text.trim();
        let bare = ["TARIC", "CN", "HS"]
            .iter()
            .find_map(|mark| {
                let head = trimmed.get(..mark.len())?;
                head.eq_ignore_ascii_case(mark).then(|| trimmed[mark.len()..].trim_start())
            })
            .unwrap_or(trimmed);
        if bare.is_empty() {
            return Err(CodeError::Empty);
        }
        let (mut digits, mut length) = (0_u64, 0_usize);
        for c in bare.chars() {
            match c {
                '0'..='9' => {
                    length += 1;
                    if length <= PLACES as usize {
                        digits = digits * 10 + u64::from(c as u8 - b'0');
                    }
                }
                ' ' | '.' | '\u{a0}' | '\u{202f}' => {}
                _ => return Err(CodeError::NotDigits(trimmed.into())),
            }
        }
        if length == 0 {
            return Err(CodeError::NotDigits(trimmed.into()));
        }
        if !matches!(length, 2 | 4 | 6 | 8 | 10) {
            let hint = match length {
                3 | 5 | 7 | 9 => "; a spreadsheet may have dropped a leading zero",
                _ => "",
            };
            return Err(CodeError::Length { text: trimmed.into(), digits: length, hint });
        }
        Ok(Self { digits: digits * 10_u64.pow(PLACES - length as u32), length: length as u8 })
    }

    /// How many digits it has: 2, 4, 6, 8 or 10.
    pub fn length(self) -> usize {
        usize::from(self.length)
    }

    /// Its first digits; the code itself when it has no more.
    #[must_use]
    pub fn prefix(self, length: usize) -> Self {
        if length >= self.length() {
            return self;
        }
        let unit = 10_u64.pow(PLACES - length as u32);
        Self { digits: self.digits / unit * unit, length: length as u8 }
    }

    /// Whether every article under `other` is also under this code.
    pub fn covers(self, other: Self) -> bool {
        self.length <= other.length && other.prefix(self.length()) == self
    }

    /// The chapter.
    pub fn chapter(self) -> u8 {
        (self.digits / 10_u64.pow(PLACES - 2)) as u8
    }

    /// How many leading digits, in pairs, two codes share.
    pub fn shared(self, other: Self) -> usize {
        let longest = self.length().min(other.length());
        (1..=longest / 2)
            .map(|n| n * 2)
            .take_while(|n| self.prefix(*n) == other.prefix(*n))
            .last()
            .unwrap_or(0)
    }

    /// The number of its heading within the chapter; `None` for a chapter alone.
    pub fn heading_number(self) -> Option<u8> {
        (self.length >= 4).then(|| (self.digits / 10_u64.pow(PLACES - 4) % 100) as u8)
    }

    /// Whether the Harmonized System has such a chapter and heading; nothing is said of deeper digits. Chapter 98
    /// is the Union's own for complete industrial plant; 99, for special movements, names no goods.
    pub fn check_heading(self) -> Result<(), CodeError> {
        let chapter = self.chapter();
        let Some((_, last, gaps)) = CHAPTERS.iter().find(|(c, _, _)| *c == chapter) else {
            return Err(CodeError::Unknown(self.to_string(), "chapter of goods"));
        };
        match self.heading_number() {
            Some(heading) if heading == 0 || heading > *last || gaps.contains(&heading) => {
                Err(CodeError::Unknown(self.to_string(), "heading"))
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for GoodsCode {
    /// As the law writes it: `3104 20 50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:010}", self.digits);
        let text = &text[..self.length()];
        f.write_str(&text[..self.length().min(4)])?;
        let mut at = 4;
        while at < text.len() {
            write!(f, " {}", &text[at..at + 2])?;
            at += 2;
        }
        Ok(())
    }
}

impl fmt::Debug for GoodsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl serde::Serialize for GoodsCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for GoodsCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
