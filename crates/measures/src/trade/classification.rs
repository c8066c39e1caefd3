//! The exporter's own classification of goods that the law lists without codes.

use super::place::fold;

/// What an exporter says of goods that the law lists without codes.
pub(super) struct Classification {
    kinds: Vec<&'static str>,
    stated: bool,
    text: String,
}

impl Classification {
    /// `3A001` is a number of Annex I to Regulation (EU) 2021/821, `X.A.I.001` one of Annex Va, `ML4` one of the
    /// Common Military List; other texts are taken as the names of the lists themselves.
    pub(super) fn read(text: &str) -> Self {
        let text = fold(text).replace(' ', "-");
        let bytes = text.as_bytes();
        let mut kinds = Vec::new();
        if bytes.len() >= 5
            && bytes[0].is_ascii_digit()
            && (b'a'..=b'e').contains(&bytes[1])
            && bytes[2].is_ascii_digit()
        {
            kinds.push("dual-use");
        }
        if text.starts_with("x-") && bytes.get(3) == Some(&b'-') {
            kinds.push("annex-va");
        }
        if text.starts_with("ml") && bytes.get(2).is_some_and(u8::is_ascii_digit) {
            kinds.push("military");
        }
        Self { kinds, stated: !text.is_empty(), text }
    }

    pub(super) fn names(&self, control: &str) -> bool {
        self.kinds.contains(&control) || (!self.text.is_empty() && self.text == control)
    }

    pub(super) fn is_missing(&self) -> bool {
        !self.stated
    }
}
