//! Several values in one cell, numbered: `(1) German (2) Moroccan`, `1) Saudi Arabia 2) Qatar`, `a) … b) …`.

/// The values of a cell. A cell without numbers is one value; a value of nothing but a dash is none.
///
/// The numbers must follow each other from 1 (or a) and stand at a word's start; a cell whose first value has no
/// number (`00344994 … (b) 973406 …`) is split where the second one begins.
pub(super) fn values(text: &str) -> Vec<&str> {
    let cut = bracketed(text).unwrap_or_else(|| {
        let styles = ['1', 'a', 'i'].into_iter().filter_map(|first| split(text, first));
        styles.max_by_key(Vec::len).unwrap_or_else(|| vec![text])
    });
    let trimmed = cut.into_iter().map(|value| value.trim().trim_end_matches([',', ';']).trim());
    // "(1) to (6) Algeria": between the ends of a range stands no value.
    trimmed.filter(|value| !matches!(*value, "" | "-" | "–" | "to" | "and")).collect()
}

/// The pieces between `(1)`, `(2)` …, ranges among them; `None` where the numbers do not rise from 1, or from 2 behind a
/// first value without one.
fn bracketed(text: &str) -> Option<Vec<&str>> {
    let mut marks: Vec<(usize, usize, u8)> = Vec::new();
    for (at, _) in text.match_indices('(') {
        let inside = text[at + 1..].split_once(|c: char| !c.is_ascii_digit());
        if let Some((inside, rest)) = inside
            && inside.len() <= 2
            && let Ok(number) = inside.parse::<u8>()
            && text[..text.len() - rest.len()].ends_with(')')
            && marks.last().is_none_or(|(.., last)| *last < number)
        {
            marks.push((at, at + inside.len() + 2, number));
        }
    }
    let &(first, _, number) = marks.first()?;
    let starts = match number {
        1 => first == 0 || marks.len() > 1,
        2 => first > 0,
        _ => false,
    };
    if !starts {
        return None;
    }
    let mut pieces = vec![&text[..first]];
    for (index, &(_, from, _)) in marks.iter().enumerate() {
        let until = marks.get(index + 1).map_or(text.len(), |next| next.0);
        pieces.push(&text[from..until]);
    }
    Some(pieces)
}

/// The pieces between the marks of one style; `None` when there are not two.
fn split(text: &str, first: char) -> Option<Vec<&str>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let label = |index: usize| match first {
        '1' => (index + 1).to_string(),
        'a' => char::from(b'a' + (index % 26) as u8).to_string(),
        _ => ROMAN.get(index).map_or("?", |roman| *roman).to_owned(),
    };
    let mut index = usize::from(find(text, &label(0)).is_none());
    let unnumbered_start = index == 1;
    while let Some((before, after)) = find(rest, &label(index)) {
        // What stands before the first number introduces all values ("Jordanian passport numbers (1) …").
        if !before.trim().is_empty() || !pieces.is_empty() || unnumbered_start {
            pieces.push(before);
        }
        rest = after;
        index += 1;
    }
    if index < 2 {
        return None;
    }
    pieces.push(rest);
    Some(pieces)
}

const ROMAN: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

/// What stands before and after the mark `(1)` or `1)`.
fn find<'t>(text: &'t str, label: &str) -> Option<(&'t str, &'t str)> {
    let mark = format!("{label})");
    for (at, _) in text.match_indices(&mark) {
        let before = &text[..at];
        let opened = before.strip_suffix('(').unwrap_or(before);
        if opened.chars().next_back().is_none_or(|c| !c.is_alphanumeric()) {
            return Some((opened.trim_end_matches('('), &text[at + mark.len()..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    //! 1. Numbered values are told apart, whichever way they are numbered; other brackets are left alone.

    use super::values;

    #[test]
    fn numbered() {
        for (text, expected) in [
            ("German", vec!["German"]),
            ("(1) German (2) Moroccan", vec!["German", "Moroccan"]),
            ("1) Saudi Arabia 2) Qatar", vec!["Saudi Arabia", "Qatar"]),
            ("a) Palaro Village, b) Odek, Omoro, c) Atyak", vec!["Palaro Village", "Odek, Omoro", "Atyak"]),
            ("(1) Manzil Tmim (2)-(6) -", vec!["Manzil Tmim"]),
            ("00344994 (Yemeni). (b) 973406 (Yemeni)", vec!["00344994 (Yemeni).", "973406 (Yemeni)"]),
            ("passport numbers (1) K048787 (2) 486298", vec!["passport numbers", "K048787", "486298"]),
            ("D 001206 (Afghan)", vec!["D 001206 (Afghan)"]),
            ("(1) Tunis (2) -", vec!["Tunis"]),
            ("(1)-(5) Tunisia (6)-(7) Algeria", vec!["Tunisia", "Algeria"]),
            ("(1) to (6) Algeria (7) Morocco", vec!["Algeria", "Morocco"]),
            ("(1) Germany", vec!["Germany"]),
            ("Bank (1995) of (12) streets", vec!["Bank (1995) of (12) streets"]),
            ("", vec![]),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
    }
}
