//! The lines of a word table to rows; the first line that cannot be one ends the build. Their format is in
//! `data/README.md`.

use std::fmt;

/// A line: class, attributes, forms.
#[derive(Debug, PartialEq)]
pub(crate) struct Row<'t> {
    pub class: &'t str,
    attributes: &'t str,
    /// The forms without their languages, each with its mark of ambiguity.
    pub forms: Vec<(&'t str, bool)>,
}

impl<'t> Row<'t> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'t str> {
        self.attributes.split(' ').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

/// A line that is no row.
#[derive(Debug, PartialEq)]
pub(crate) struct BadLine {
    file: String,
    line: usize,
    reason: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "crates/names/data/{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// The rows of a table; `keys` are the attributes that the file may have.
pub(crate) fn read<'t>(file: &str, text: &'t str, keys: &[&str]) -> Result<Vec<Row<'t>>, BadLine> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    let told = |line, reason| BadLine { file: file.to_owned(), line, reason };
    lines.map(|(text, line)| row(text, keys).map_err(|reason| told(line, reason))).collect()
}

fn row<'t>(line: &'t str, keys: &[&str]) -> Result<Row<'t>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [class, attributes, forms] = columns[..] else {
        return Err(format!("{} columns, not class, attributes and forms", columns.len()));
    };
    if class.is_empty() {
        return Err("no class".into());
    }
    for pair in attributes.split(' ').filter(|_| attributes != "-") {
        match pair.split_once('=') {
            Some((key, value)) if keys.contains(&key) && is_value(key, value) => {}
            _ => return Err(format!("{pair:?} is no attribute of this file, or no value of it")),
        }
    }
    let forms: Vec<_> = forms.split('|').map(form).collect();
    if forms.iter().any(|(form, _)| form.trim().is_empty()) {
        return Err("an empty form".into());
    }
    Ok(Row { class, attributes, forms })
}

/// Whether an attribute on which sums or answers depend has a value that is understood.
fn is_value(key: &str, value: &str) -> bool {
    match key {
        "bits" => value.parse::<f32>().is_ok_and(f32::is_finite),
        "value" => value.parse::<u64>().is_ok(),
        "weight" => matches!(value, "low" | "mid"),
        "join" => value == "yes",
        _ => !value.is_empty(),
    }
}

fn form(form: &str) -> (&str, bool) {
    let form = match form.as_bytes() {
        [a, b, b':', ..] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => &form[3..],
        _ => form,
    };
    form.strip_suffix('?').map_or((form, false), |certain| (certain, true))
}

#[cfg(test)]
mod tests {
    //! 1. A line's forms come without languages, with their marks; comments and empty lines are none.
    //! 2. A bad line is told with its file, its number and what is bad.

    use super::*;

    #[test]
    fn lines() {
        let rows =
            read("words.tsv", "# one\n\nbank\tweight=low\ten:bank|bk?|ru:банк\n", &["weight"]).unwrap();
        let [bank] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!(
            (bank.class, bank.attribute("weight"), bank.attribute("eight")),
            ("bank", Some("low"), None)
        );
        assert_eq!(bank.forms, [("bank", false), ("bk", true), ("банк", false)]);
    }

    #[test]
    fn bad_lines() {
        for (line, reason) in [
            ("bank\tweight=low", "2 columns, not class, attributes and forms"),
            ("bank\t-\tbank\tbanks", "4 columns, not class, attributes and forms"),
            ("\t-\tbank", "no class"),
            ("bank\tweight=heavy\tbank", "\"weight=heavy\" is no attribute of this file, or no value of it"),
            ("bank\tbits=few\tbank", "\"bits=few\" is no attribute of this file, or no value of it"),
            ("bank\twieght=low\tbank", "\"wieght=low\" is no attribute of this file, or no value of it"),
            ("bank\tweight\tbank", "\"weight\" is no attribute of this file, or no value of it"),
            ("bank\tweight=low \tbank", "\"\" is no attribute of this file, or no value of it"),
            ("bank\t-\tbank||banks", "an empty form"),
            ("bank\t-\tbank|en:?", "an empty form"),
        ] {
            let text = format!("good\t-\tgood\n# ok\n{line}\n");
            assert_eq!(
                read("words.tsv", &text, &["weight", "bits"]).unwrap_err().to_string(),
                format!("crates/names/data/words.tsv:3: {reason}"),
                "{line}"
            );
        }
    }
}
