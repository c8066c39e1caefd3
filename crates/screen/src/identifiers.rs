//! Two sets of documents and registrations: the strongest agreement, and what contradicts.

use tamis_catalogue::IdentifierFact;
use tamis_model::{Checksum, IdentifierKind};

use crate::Level;

/// Numbers shorter than this identify nobody by themselves: registers count from 1 as well.
const UNSPECIFIC_BELOW: usize = 6;

/// How far a kind of number names its bearer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// One bearer in the world, and one number a bearer: another number is another bearer.
    UniqueAndSingle,
    /// One bearer in the world; a bearer may have several.
    Unique,
    /// Unique within its issuer; a bearer may have had several.
    WithinIssuer,
    /// Shared by many, or no number of a party at all.
    Shared,
}

fn reach(kind: IdentifierKind) -> Reach {
    use IdentifierKind as K;
    match kind {
        K::Inn | K::Ogrn | K::Unp | K::Lei | K::Uscc | K::Imo | K::SocialSecurity => Reach::UniqueAndSingle,
        K::Mmsi
        | K::Bic
        | K::Iban
        | K::Isin
        | K::Wallet
        | K::Duns
        | K::Email
        | K::ListReference
        | K::TailNumber => Reach::Unique,
        K::Passport | K::NationalId | K::Tax | K::Registration | K::Okpo | K::SerialNumber | K::Other => {
            Reach::WithinIssuer
        }
        K::Kpp | K::CallSign | K::Phone | K::Website => Reach::Shared,
    }
}

/// What the numbers say: the strongest agreement or, where nothing agrees, the strongest contradiction.
pub fn compare(subject: &[IdentifierFact<'_>], entity: &[IdentifierFact<'_>]) -> Option<Level> {
    let mut best = None;
    for s in subject {
        for e in entity {
            best = best.max(pair(s, e).map(|level| (strength(level), level)));
        }
    }
    best.map(|(_, level)| level)
}

/// Agreement outweighs contradiction: a bearer has several documents, but shares none with another.
fn strength(level: Level) -> u8 {
    match level {
        Level::IdentifierSame => 6,
        Level::DocumentSame => 5,
        Level::IdentifierNear => 4,
        Level::IdentifierDiffers => 3,
        Level::DocumentDiffers => 2,
        _ => 1,
    }
}

fn pair(s: &IdentifierFact<'_>, e: &IdentifierFact<'_>) -> Option<Level> {
    let (same_kind, known_issuers) = (comparable(s.kind, e.kind), s.issuer.zip(e.issuer));
    let issuers_agree = known_issuers.is_none_or(|(a, b)| a == b);
    if s.number == e.number {
        if s.number.is_empty() {
            return None;
        }
        let reach = reach(s.kind).max(reach(e.kind));
        return Some(match reach {
            _ if !same_kind || s.number.len() < UNSPECIFIC_BELOW => Level::NumberCoincides,
            Reach::UniqueAndSingle | Reach::Unique => Level::IdentifierSame,
            Reach::WithinIssuer if issuers_agree => Level::DocumentSame,
            Reach::WithinIssuer | Reach::Shared => Level::NumberCoincides,
        });
    }
    if s.kind != e.kind || !issuers_agree {
        return None;
    }
    let fails = s.checksum == Checksum::Invalid || e.checksum == Checksum::Invalid;
    if fails && s.number.len() >= UNSPECIFIC_BELOW && one_apart(s.number, e.number) {
        return Some(Level::IdentifierNear);
    }
    match reach(s.kind) {
        // A number that fails its own check contradicts nothing.
        Reach::UniqueAndSingle if !fails => Some(Level::IdentifierDiffers),
        Reach::WithinIssuer if matches!(s.kind, IdentifierKind::Passport | IdentifierKind::NationalId) => {
            Some(Level::DocumentDiffers)
        }
        Reach::WithinIssuer if s.kind == IdentifierKind::Registration && known_issuers.is_some() => {
            Some(Level::DocumentDiffers)
        }
        _ => None,
    }
}

/// Whether two kinds may be the same register under two names: a national number is often printed as a tax or a
/// registration number, and a number of no stated kind may be any.
fn comparable(a: IdentifierKind, b: IdentifierKind) -> bool {
    use IdentifierKind as K;
    let loose = |k: K| matches!(k, K::NationalId | K::Tax | K::Registration | K::Other | K::Passport);
    let national =
        |k: K| matches!(k, K::Inn | K::Ogrn | K::Unp | K::Uscc | K::Okpo | K::SocialSecurity | K::Duns);
    a == b || (loose(a) && loose(b)) || (loose(a) && national(b)) || (national(a) && loose(b))
}

/// One character replaced, or two neighbours swapped.
fn one_apart(a: &str, b: &str) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let off: Vec<usize> = (0..a.len()).filter(|i| a[*i] != b[*i]).take(3).collect();
    match off.as_slice() {
        [_] => true,
        [i, j] => j - i == 1 && a[*i] == b[*j] && a[*j] == b[*i],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    //! 1. Equal numbers count by how far their kind reaches. 2. The same number in two registers is a coincidence.
    //! 3. Another number of a kind that is single contradicts; several passports of several countries do not.

    use super::*;
    use tamis_model::Country;

    fn id(kind: IdentifierKind, issuer: &str, number: &'static str) -> IdentifierFact<'static> {
        IdentifierFact { kind, issuer: Country::from_code(issuer), number, checksum: Checksum::Unchecked }
    }

    #[test]
    fn levels() {
        use IdentifierKind as K;
        for (a, b, expected) in [
            (
                id(K::Lei, "", "549300TRUWO2CD2G5692"),
                id(K::Lei, "", "549300TRUWO2CD2G5692"),
                Some(Level::IdentifierSame),
            ),
            (
                id(K::Lei, "", "549300TRUWO2CD2G5692"),
                id(K::Lei, "", "7LTWFZYICNSX8D621K86"),
                Some(Level::IdentifierDiffers),
            ),
            (id(K::Imo, "", "9074729"), id(K::Imo, "", "9166778"), Some(Level::IdentifierDiffers)),
            (id(K::Passport, "by", "MP123456"), id(K::Passport, "by", "MP123456"), Some(Level::DocumentSame)),
            (
                id(K::Passport, "by", "MP123456"),
                id(K::Passport, "by", "MP999999"),
                Some(Level::DocumentDiffers),
            ),
            (id(K::Passport, "by", "MP123456"), id(K::Passport, "ru", "MP999999"), None),
            (
                id(K::Registration, "de", "12345"),
                id(K::Registration, "cy", "12345"),
                Some(Level::NumberCoincides),
            ),
            (
                id(K::Registration, "de", "1234567"),
                id(K::Registration, "cy", "1234567"),
                Some(Level::NumberCoincides),
            ),
            (id(K::Tax, "ru", "7707083893"), id(K::Inn, "ru", "7707083893"), Some(Level::DocumentSame)),
            (id(K::Tax, "ru", "7707083893"), id(K::Passport, "ru", "1"), None),
        ] {
            assert_eq!(compare(&[a], &[b]), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_failing_check_digit_one_off_is_near() {
        let bad = IdentifierFact { checksum: Checksum::Invalid, ..id(IdentifierKind::Imo, "", "9074728") };
        assert_eq!(compare(&[bad], &[id(IdentifierKind::Imo, "", "9074729")]), Some(Level::IdentifierNear));
    }
}
