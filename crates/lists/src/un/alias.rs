//! Aliases of the UN list: one element may hold several names, and the same name in a second script in brackets.

use tamis_model::{CountryTie, DateOrder, Name, PartialDate, Severity};

use super::quality;
use crate::entry::{Entry, joined};
use crate::xml::Element;

/// Reads an `INDIVIDUAL_ALIAS` or `ENTITY_ALIAS`, with what it says of the birth under that name.
pub(super) fn read(entry: &mut Entry<'_>, alias: &Element<'_>) {
    let field = alias.name;
    let stated = alias.child_text("QUALITY");
    let (kind, strength) = quality(stated).unwrap_or_else(|| {
        let message = format!("the quality {stated:?} is not known");
        entry.odd(Severity::Warning, "QUALITY", message, "the name is taken for a good alias");
        quality("").unwrap_or_default()
    });
    for text in alias.children("ALIAS_NAME") {
        for name in names(text.text()) {
            entry.name(field, text.raw(), Name::new(name).of_kind(kind).of_strength(strength));
        }
    }
    birth(entry, alias);
    for note in alias.children("NOTE") {
        entry.particular("notes", &format!("{field}/NOTE"), note.raw());
    }
}

fn birth(entry: &mut Entry<'_>, alias: &Element<'_>) {
    let field = alias.name;
    for date in alias.children("DATE_OF_BIRTH") {
        let parsed = PartialDate::parse(date.text(), DateOrder::DayFirst);
        entry.birth(&format!("{field}/DATE_OF_BIRTH"), date.raw(), parsed);
    }
    let (city, country) = (alias.child_text("CITY_OF_BIRTH"), alias.child_text("COUNTRY_OF_BIRTH"));
    entry.birth_place(&format!("{field}/CITY_OF_BIRTH"), "", joined(&[city, country], ", "));
    entry.country(&format!("{field}/COUNTRY_OF_BIRTH"), country, CountryTie::Birth);
}

/// The names in one alias text: pieces between semicolons, and what stands in brackets in another script.
pub(super) fn names(text: &str) -> Vec<String> {
    pieces(text).into_iter().flat_map(|piece| scripts(piece.trim())).collect()
}

/// Splits at the semicolons outside of brackets.
fn pieces(text: &str) -> Vec<&str> {
    let mut depth = 0_u32;
    text.split(|c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ';' && depth == 0
    })
    .collect()
}

/// What the list adds in brackets to say which kind of alias it is; no part of a name.
const DESCRIPTIONS: [&str; 4] = ["(combat name)", "(birth name)", "(nom de guerre)", "(original script)"];

/// A name, or the same name in two scripts: `Jin Tiesan (金铁三)`, `Abubakar (original script: Абубакар)`,
/// `حسن غول (Hassan Ghul; Hassan Gul)`.
fn scripts(piece: &str) -> Vec<String> {
    let mut piece = piece.trim_end_matches(',').trim().to_owned();
    for description in DESCRIPTIONS {
        let lower = piece.to_ascii_lowercase();
        if let Some(at) = lower.find(description) {
            piece.replace_range(at..at + description.len(), "");
            piece.truncate(piece.trim_end().len());
        }
    }
    let whole = |piece: String| if piece.is_empty() { Vec::new() } else { vec![piece] };
    let Some((outer, inner)) = last_bracket(&piece) else { return whole(piece) };
    let inner = inner.trim_start_matches("original script:").trim();
    if !outer.trim().is_empty() && is_latin(outer).is_some() && is_latin(inner) == is_latin(outer).map(|l| !l)
    {
        let mut found = vec![outer.trim().to_owned()];
        found.extend(inner.split(';').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()));
        return found;
    }
    whole(piece)
}

/// A text that ends with a bracket: what stands before it and in it.
fn last_bracket(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_suffix(')')?;
    let mut depth = 1_u32;
    let (at, _) = inside.char_indices().rev().find(|(_, c)| {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    Some((&text[..at], &inside[at + 1..]))
}

/// Whether a text's letters are all Latin, or none of them; `None` when mixed or without letters.
fn is_latin(text: &str) -> Option<bool> {
    let latin = |c: char| c.is_ascii_alphabetic() || ('\u{C0}'..='\u{24F}').contains(&c);
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    let first = latin(letters.next()?);
    letters.all(|c| latin(c) == first).then_some(first)
}

#[cfg(test)]
mod tests {
    //! 1. Each name of an alias text is a name of its own, in its own script; what describes it is left out.

    use super::names;

    #[test]
    fn names_of_an_alias() {
        for (text, expected) in [
            ("Abu Ali", vec!["Abu Ali"]),
            ("Abu Ali; Abou Aly", vec!["Abu Ali", "Abou Aly"]),
            ("Jin Tiesan (金铁三)", vec!["Jin Tiesan", "金铁三"]),
            ("Abubakar (original script: Абубакар)", vec!["Abubakar", "Абубакар"]),
            ("حسن غول (Hassan Ghul; Hassan Gul)", vec!["حسن غول", "Hassan Ghul", "Hassan Gul"]),
            ("EL PARA (COMBAT NAME)", vec!["EL PARA"]),
            ("Lom-ali Butayev (Butaev)", vec!["Lom-ali Butayev (Butaev)"]),
            ("(Sheikh) Musa Hilal", vec!["(Sheikh) Musa Hilal"]),
            (
                "Tahrir (HTS) (هيئة (original script)); Tahrir al-Sham",
                vec!["Tahrir (HTS)", "هيئة", "Tahrir al-Sham"],
            ),
            (" ; ", vec![]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
