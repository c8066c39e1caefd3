//! Dates inside of free text.

use tamis_model::{DateOrder, PartialDate};

/// The date that follows one of these words, in lower case: up to three words are tried, the longest first.
pub(crate) fn after(text: &str, words: &[&str]) -> Option<PartialDate> {
    let lower = text.to_lowercase();
    let rest = words.iter().find_map(|word| lower.split_once(word).map(|(_, rest)| rest))?;
    let rest = rest.trim_start_matches([':', ' ', '.']);
    let pieces: Vec<&str> =
        rest.split([' ', ')', '(', '\n', ',', ';']).filter(|word| !word.is_empty()).take(3).collect();
    let longest_first = (1..=pieces.len()).rev();
    longest_first
        .map(|count| pieces[..count].join(" "))
        .find_map(|text| PartialDate::parse(&text, DateOrder::DayFirst).ok())
}

#[cfg(test)]
mod tests {
    //! 1. A date is found behind its words, in the forms that lists print, and nowhere else.

    use super::after;

    #[test]
    fn found_behind_its_words() {
        for (text, expected) in [
            ("Issued on 1 June 1996. Expired on 31 May 2001", Some("1996-06-01")),
            ("(issued 27.07.2010 expires 27.07.2020)", Some("2010-07-27")),
            ("issued: 1997", Some("1997")),
            ("Issued in Kuwait", None),
            ("1 June 1996", None),
        ] {
            let found = after(text, &["issued on", "issued"]).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
