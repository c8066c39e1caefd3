//! Passports and identity numbers as free text: `G827238 (Tunisian). Issued on 1 June 1996. Expired on 31 May 2001`.

use tamis_model::{Country, Identifier, IdentifierKind};

use crate::dated;

/// Words behind which no number of the document stands any more.
const ENDS: [&str; 8] = ["issue", "expir", "valid", "dated", "date ", " under name", " born", " dob"];

/// The document that a text tells of; `None` when there is no number in it.
pub(super) fn read(text: &str, kind: IdentifierKind) -> Option<Identifier> {
    let lower = text.to_ascii_lowercase();
    let end = ENDS.iter().filter_map(|word| lower.find(word)).min().unwrap_or(text.len());
    let mut found = number(&text[..end]);
    if found.is_none() {
        // "Issued 1999. No. 008827": the number stands behind the dates, where one says so.
        found = lower.rfind("no.").or(lower.rfind("number")).and_then(|at| number(&text[at..]));
    }
    let mut identifier = Identifier::new(special_kind(&lower, kind), &found?).issued_by(issuer(text));
    identifier.issued = dated::after(text, &["issued on", "date of issue", "issued"]);
    let expiry =
        ["expires on", "expired on", "expiry date", "expiration date", "valid until", "expires", "expired"];
    identifier.expires = dated::after(text, &expiry);
    Some(identifier)
}

/// A column of identity numbers holds tax and social security numbers too, and says so.
fn special_kind(lower: &str, kind: IdentifierKind) -> IdentifierKind {
    let has = |needle: &str| lower.contains(needle);
    match () {
        () if has("passport") => IdentifierKind::Passport,
        () if has("social security") || has("ssn") => IdentifierKind::SocialSecurity,
        () if has("fiscal") || has("tax") => IdentifierKind::Tax,
        () => kind,
    }
}

/// The first word that looks like a number: four characters and a digit at least. A letter or two before it belong to
/// it (`D 0001203`, `AT 0712501`), and so does a group of digits behind it (`96 03 464086` is one number).
fn number(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', ',', '(', ')', ';', ':', '\u{a0}']).collect();
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).count();
    let at = words.iter().position(|word| digits(word) >= 2 && plain(word).len() >= 4)?;
    let mut from = at;
    while from > 0 && belongs_before(words[from - 1]) {
        from -= 1;
    }
    let joined: Vec<&str> = words[from..=at].iter().map(|word| plain(word)).collect();
    Some(joined.join(" "))
}

/// Whether a word is the start of the number that follows: two capitals at most, or digits.
fn belongs_before(word: &str) -> bool {
    let short = !word.is_empty() && word.len() <= 2;
    short && (word.chars().all(|c| c.is_ascii_uppercase()) || word.chars().all(|c| c.is_ascii_digit()))
}

/// A word without the point of its abbreviation or sentence: `no.E126785.` is `E126785`.
fn plain(word: &str) -> &str {
    let word = word.trim_matches(['.', '"', '\'', '-']);
    let lower = word.to_ascii_lowercase();
    if lower.starts_with("no.") { word[3..].trim_matches('.') } else { word }
}

/// The country in brackets, or the words before "passport".
fn issuer(text: &str) -> Option<Country> {
    let in_brackets = text.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let before = text.split(['.', ',']).next().unwrap_or_default();
    let lower = before.to_lowercase();
    let words = ["passport", "national", "identity", "number", "no"];
    let end = words.iter().filter_map(|word| lower.find(word)).min().unwrap_or(0);
    let first = before.get(..end).unwrap_or_default().trim();
    in_brackets
        .flat_map(|inner| [inner, inner.split(' ').next().unwrap_or_default()])
        .chain([first, first.split(' ').next().unwrap_or_default()])
        .filter(|words| words.len() > 1 && words.chars().next().is_some_and(char::is_uppercase))
        .find_map(Country::parse)
}

#[cfg(test)]
mod tests {
    //! 1. The number of a document is found among its words, with its dates; where there is none, none is made up.

    use tamis_model::IdentifierKind;

    use super::read;

    #[test]
    fn numbers_in_texts() {
        for (text, expected) in [
            (
                "G827238 (Tunisian). Issued on 1 June 1996. Expired on 31 May 2001",
                "G827238 1996-06-01 2001-05-31",
            ),
            ("Passport No: 592667 (Qatari passport issued on 3 May 2007).", "592667 2007-05-03 -"),
            ("D 0001203 (Afghan)", "D0001203 - -"),
            (
                "Saudi Arabian passport no.E126785. issued: 27.5.2002. expired: 3.4.2007",
                "E126785 2002-05-27 2007-04-03",
            ),
            (
                "CAR Diplomatic Passport No D00000897 issued 5 April 2013, valid until 4 April 2018",
                "D00000897 2013-04-05 2018-04-04",
            ),
            ("Uganda Passport.", "none"),
            ("Issued on 1 June 1996", "none"),
            ("96 03 464086, Russian passport, issued on 01/06/2003", "9603464086 2003-06-01 -"),
        ] {
            let date = |d: Option<tamis_model::PartialDate>| d.map_or("-".into(), |d| d.to_string());
            let found = read(text, IdentifierKind::Passport)
                .map_or("none".into(), |i| format!("{} {} {}", i.number, date(i.issued), date(i.expires)));
            assert_eq!(found, expected, "{text}");
        }
    }
}
