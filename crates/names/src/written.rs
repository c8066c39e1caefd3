//! A name as one row of letters: for names that differ in nothing but where their blanks stand.

use tamis_model::SubjectKind;

use crate::hash;
use crate::letter::is_letter_or_digit;
use crate::organisation::JOINING;
use crate::profile::TokenView;
use crate::shape::shape;

/// Letters and digits below which a row of them is too short to be told from another's beginning.
const SHORTEST: usize = 5;

/// The key of a text as one row of letters and digits. Names of persons are taken in the order of speech: what stands
/// before the first comma goes last.
pub(crate) fn key(text: &str, kind: SubjectKind) -> Option<u64> {
    let comma = text.find(',').filter(|_| kind == SubjectKind::Person);
    let (first, last) = comma.map_or((text, ""), |at| (&text[at..], &text[..at]));
    let mut row = shape(first);
    row.push_str(&shape(last));
    row.retain(is_letter_or_digit);
    (row.chars().nth(SHORTEST - 1).is_some()).then(|| hash::of_bytes(5, row.as_bytes()))
}

/// Joining words that may follow each other: of the, de la.
const IN_A_ROW: usize = 2;

/// The bytes with which joining words begin.
const JOINING_BEGINS: [bool; 256] = {
    let mut begins = [false; 256];
    let mut at = 0;
    while at < JOINING.len() {
        begins[JOINING[at].as_bytes()[0] as usize] = true;
        at += 1;
    }
    begins
};

/// Rows longer than this are not looked at: 128 letters are more than anybody writes without a blank.
const LONGEST: usize = 128;

/// Whether one side is the other without its blanks; where it wrote joining words, the reading of the other left them
/// out.
pub(crate) fn same(a: &[TokenView<'_>], b: &[TokenView<'_>]) -> bool {
    covers(a, b) || covers(b, a)
}

fn covers(whole: &[TokenView<'_>], pieces: &[TokenView<'_>]) -> bool {
    let (Some(first), Some(piece)) = (whole.first(), pieces.first()) else { return false };
    let first = first.as_written();
    // Of two words what one begins with is a joining word only before a word that is told from others: NIA is no ADONIA.
    if whole.len() + pieces.len() == 2 && piece.as_written().len() < SHORTEST && first != piece.as_written() {
        return false;
    }
    let begins =
        |word: &[u8]| word.first() == first.first() && (word.starts_with(first) || first.starts_with(word));
    let joining = || {
        first.first().is_some_and(|letter| JOINING_BEGINS[usize::from(*letter)])
            && JOINING.iter().any(|word| begins(word.as_bytes()))
    };
    if !begins(piece.as_written()) && !joining() {
        return false;
    }
    let mut row = [0_u8; LONGEST];
    let mut length = 0;
    for token in whole {
        let letters = token.as_written();
        let Some(room) = row.get_mut(length..length + letters.len()) else { return false };
        if letters.is_empty() {
            return false;
        }
        room.copy_from_slice(letters);
        length += letters.len();
    }
    let mut rest = &row[..length];
    for piece in pieces {
        match after(rest, piece.as_written(), IN_A_ROW) {
            Some(left) => rest = left,
            None => return false,
        }
    }
    rest.is_empty()
}

/// What follows a piece at the beginning of a row, or after joining words at its beginning.
fn after<'r>(row: &'r [u8], piece: &[u8], joining: usize) -> Option<&'r [u8]> {
    if piece.is_empty() {
        return None;
    }
    if let Some(rest) = row.strip_prefix(piece) {
        return Some(rest);
    }
    let words = JOINING.iter().filter(|word| joining > 0 && word.as_bytes().first() == row.first());
    let mut words = words.filter_map(|word| row.strip_prefix(word.as_bytes()));
    words.find_map(|rest| after(rest, piece, joining - 1))
}

#[cfg(test)]
mod tests {
    //! 1. Blanks, points and commas do not change a key; letters do.
    //! 2. Rows cover each other over joining words, and only over these.

    use super::*;
    use crate::TokenProfile;

    #[test]
    fn keys() {
        let of = |text| key(text, SubjectKind::Organization);
        assert_eq!(of("LLCKB78"), of("LLC \"KB 78\""));
        assert_eq!(of("RADD.O.O."), of("Rad d.o.o."));
        assert_ne!(of("LLCKB78"), of("LLCKB79"));
        assert_eq!(of("K.B."), None);
        let person = |text| key(text, SubjectKind::Person);
        assert_eq!(person("DA'UD, Lu'ay"), person("Lu ay DA UD"));
        assert_ne!(person("Lu'ay DA'UD"), person("DA'UD Lu'ay"));
    }

    #[test]
    fn covering() {
        for (a, b, expected) in [
            (&["ansaralshariainbenghazi"][..], &["ansar", "sharia", "benghazi"][..], true),
            (&["companiarealdepanama"], &["compania", "real", "panama"], true),
            (&["llckb78"], &["llc", "kb", "#78"], true),
            (&["strotter"], &["trotter"], true),
            (&["siib"], &["iib"], false),
            (&["adonia"], &["nia"], false),
            (&["radd", "oo"], &["rad", "doo"], true),
            (&["jointstockcompanyumirs"], &["=joint stock company", "umirs"], true),
            (&["ansarxxsharia"], &["ansar", "sharia"], false),
            (&["ansarsharia"], &["ansar", "sharia", "benghazi"], false),
            (&["ansarshariabenghazi"], &["ansar", "sharia"], false),
        ] {
            let profiles = |forms: &[&str]| forms.iter().map(|f| TokenProfile::new(f)).collect::<Vec<_>>();
            let (x, y) = (profiles(a), profiles(b));
            let (x, y): (Vec<_>, Vec<_>) =
                (x.iter().map(|p| p.view()).collect(), y.iter().map(|p| p.view()).collect());
            assert_eq!(same(&x, &y), expected, "{a:?} {b:?}");
            assert_eq!(same(&y, &x), expected, "{b:?} {a:?}");
        }
    }
}
