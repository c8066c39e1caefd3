//! Remarks: statements joined by "; ", closed by a full stop, such as
//! "DOB 30 Aug 1954; POB Kopys, Belarus; Gender Male; a.k.a. 'BATKA'; Linked To: X."

use std::borrow::Cow;

use tamis_model::{Entity, Problem, Severity, Source};

use super::facts::{self, Statement};

/// How long remarks may be in the primary file; longer ones go on in the comments file, in the middle of a word.
pub(crate) const CUT: usize = 1000;

/// One statement and where it starts in the remarks.
struct Piece<'a> {
    at: usize,
    text: Cow<'a, str>,
}

/// The statements of remarks. A quoted alias keeps the semicolons within it: it ends with a quote.
fn pieces(remarks: &str) -> Vec<Piece<'_>> {
    let remarks = remarks.trim_end();
    let whole = remarks.strip_suffix('.').unwrap_or(remarks);
    let mut pieces: Vec<Piece<'_>> = Vec::with_capacity(8);
    let mut at = 0;
    for text in whole.split("; ") {
        let open = pieces.last().is_some_and(|last| is_open_quote(&last.text)) && text.ends_with('\'');
        match pieces.last_mut().filter(|_| open && !text.contains("k.a. '")) {
            Some(last) => last.text = format!("{}; {text}", last.text).into(),
            None => pieces.push(Piece { at, text: text.into() }),
        }
        at += text.len() + 2;
    }
    pieces
}

fn is_open_quote(piece: &str) -> bool {
    piece.split_once("k.a. '").is_some_and(|(_, quoted)| !quoted.ends_with('\''))
}

/// Remarks as they stand in the files.
pub(crate) struct Remarks<'a> {
    /// The whole text.
    pub text: &'a str,
    /// The entry's title: a statement that repeats it, or one of several in it, adds nothing.
    pub title: &'a str,
    /// Whether the text ends in the middle of a statement.
    pub cut: bool,
}

/// Reads remarks onto an entity. `place` says where the text at an offset stands. A statement that is cut off is kept as
/// a note: half an alias is not a name.
pub(crate) fn read(
    entity: &mut Entity,
    remarks: &Remarks<'_>,
    place: impl Fn(usize) -> Source,
    problems: &mut Vec<Problem>,
) {
    let pieces = pieces(remarks.text);
    let whole = pieces.len() - usize::from(remarks.cut);
    for (number, Piece { at, text }) in pieces.into_iter().enumerate() {
        let text = text.trim();
        if text.is_empty() || remarks.title.split("; ").any(|title| title == text) {
            continue;
        }
        let source = place(at).with_raw(text);
        if number >= whole {
            facts::note(entity, text, source);
            continue;
        }
        let (record, field) = (source.record, source.field.clone());
        if let Err(why) = read_statement(entity, text, source) {
            problems.push(
                Problem::new(Severity::Warning, record, &field, format!("{why}, in {text:?}"))
                    .hint("kept as a note"),
            );
        }
    }
}

/// Reads one statement; what has no label that is known is kept as a note.
pub(crate) fn read_statement(entity: &mut Entity, text: &str, source: Source) -> Result<(), facts::Misfit> {
    let inner =
        text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).filter(|t| t.starts_with("Linked To:"));
    let bare = inner.unwrap_or(text);
    let bare = ["alt. ", "Alt. "].iter().find_map(|alt| bare.strip_prefix(alt)).unwrap_or(bare);
    let Some((label, fact, value)) = facts::split(bare) else {
        facts::note(entity, bare, source);
        return Ok(());
    };
    facts::put(entity, &Statement::new(label, fact, value), source)
}

#[cfg(test)]
mod tests {
    //! 1. Remarks come apart at their semicolons, but not within a quoted alias.

    use super::*;

    #[test]
    fn statements() {
        let of = |text| pieces(text).into_iter().map(|p| (p.at, p.text.into_owned())).collect::<Vec<_>>();
        assert_eq!(of("DOB 1954; Gender Male."), [(0, "DOB 1954".into()), (10, "Gender Male".into())]);
        assert_eq!(
            of("a.k.a. 'A; B'; a.k.a. 'C'."),
            [(0, "a.k.a. 'A; B'".into()), (15, "a.k.a. 'C'".into())]
        );
        assert_eq!(of("a.k.a. 'CUT; a.k.a. 'C'").len(), 2);
    }
}
