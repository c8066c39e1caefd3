//! Check digits: whether a number can be one of its kind at all. Numbers come in normal form, without blanks.

use crate::{Checksum, IdentifierKind};

/// Tests a number's own check digits, and its form where the form is fixed.
///
/// `Invalid` says that a number of this kind cannot read so; a number whose kind has no check is `Unchecked`.
pub(crate) fn check(kind: IdentifierKind, number: &str) -> Checksum {
    let holds = match kind {
        IdentifierKind::Imo => imo(number),
        IdentifierKind::Mmsi => mmsi(number),
        IdentifierKind::Lei => lei(number),
        IdentifierKind::Iban => iban(number),
        IdentifierKind::Isin => isin(number),
        IdentifierKind::Bic => bic(number),
        IdentifierKind::Inn => inn(number),
        IdentifierKind::Ogrn => ogrn(number),
        IdentifierKind::Okpo => okpo(number),
        IdentifierKind::Kpp => number.len() == 9 && number.bytes().take(4).all(|b| b.is_ascii_digit()),
        IdentifierKind::Unp => unp(number),
        IdentifierKind::Uscc => uscc(number),
        IdentifierKind::Wallet => return super::wallet::check(number),
        _ => return Checksum::Unchecked,
    };
    if holds { Checksum::Valid } else { Checksum::Invalid }
}

/// The digits of a number that has nothing else.
fn digits(number: &str) -> Option<Vec<u32>> {
    number.bytes().map(|b| b.is_ascii_digit().then(|| u32::from(b - b'0'))).collect()
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(d, w)| d * w).sum()
}

/// IMO ship number (resolution A.1117(30)): the first six digits times 7 to 2, the sum's last digit is the seventh.
/// IMO company number (resolution MSC.160(78)): times 8, 6, 4, 2, 9, 7; the check digit is `(11 - sum mod 11) mod 10`.
fn imo(number: &str) -> bool {
    let Some(d) = digits(number).filter(|d| d.len() == 7) else { return false };
    let ship = weighted(&d, &[7, 6, 5, 4, 3, 2]) % 10 == d[6];
    let company = (11 - weighted(&d, &[8, 6, 4, 2, 9, 7]) % 11) % 10 == d[6];
    ship || company
}

/// Maritime Mobile Service Identity (ITU-R M.585): nine digits. Ship stations begin with 2 to 7 and the country's
/// digits; the other first digits are for coast stations, groups and aids.
fn mmsi(number: &str) -> bool {
    number.len() == 9 && number.bytes().all(|b| b.is_ascii_digit())
}

/// The number in which letters stand for 10 to 35, modulo 97 (ISO/IEC 7064, MOD 97-10).
fn mod_97(characters: impl Iterator<Item = u8>) -> Option<u32> {
    let mut rest = 0;
    for c in characters {
        rest = match c {
            b'0'..=b'9' => rest * 10 + u32::from(c - b'0'),
            b'A'..=b'Z' => rest * 100 + u32::from(c - b'A') + 10,
            _ => return None,
        } % 97;
    }
    Some(rest)
}

/// Legal Entity Identifier (ISO 17442): 18 characters and two check digits, the whole modulo 97 is 1.
fn lei(number: &str) -> bool {
    number.len() == 20
        && number.bytes().skip(18).all(|b| b.is_ascii_digit())
        && mod_97(number.bytes()) == Some(1)
}

/// IBAN (ISO 13616): the country's length, and modulo 97 with the first four characters moved to the end it is 1.
fn iban(number: &str) -> bool {
    let bytes = number.as_bytes();
    let length = bytes.get(..2).and_then(|c| IBAN_LENGTHS.iter().find(|(code, _)| code.as_bytes() == c));
    length.map_or((15..=34).contains(&bytes.len()), |(_, length)| bytes.len() == *length)
        && mod_97(bytes[4..].iter().chain(&bytes[..4]).copied()) == Some(1)
}

/// Lengths of IBANs by country (SWIFT IBAN registry, release 99, 2024).
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("YE", 30),
];

/// ISIN (ISO 6166): two letters, nine characters, and a check digit by Luhn over the digits with letters as 10 to 35.
fn isin(number: &str) -> bool {
    let bytes = number.as_bytes();
    if bytes.len() != 12 || !bytes[..2].iter().all(u8::is_ascii_uppercase) || !bytes[11].is_ascii_digit() {
        return false;
    }
    let mut spread = Vec::with_capacity(24);
    for b in bytes {
        match b {
            b'0'..=b'9' => spread.push(u32::from(b - b'0')),
            b'A'..=b'Z' => spread.extend([u32::from(b - b'A' + 10) / 10, u32::from(b - b'A' + 10) % 10]),
            _ => return false,
        }
    }
    let luhn =
        |(at, digit): (usize, &u32)| if at % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit };
    spread.iter().rev().enumerate().map(luhn).sum::<u32>() % 10 == 0
}

/// BIC (ISO 9362:2022), its form: four letters or digits, two letters of a country, two and, optionally, three more.
fn bic(number: &str) -> bool {
    let bytes = number.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && number.get(4..6).is_some_and(|code| crate::Country::from_code(code).is_some())
}

/// Russian taxpayer number (order of the tax service ММВ-7-6/435@ of 2012): 10 digits for organisations, 12 for
/// persons, the last one or two being weighted sums modulo 11 modulo 10.
fn inn(number: &str) -> bool {
    const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let Some(d) = digits(number) else { return false };
    let digit = |weights: &[u32]| weighted(&d, weights) % 11 % 10;
    match d.len() {
        10 => digit(&WEIGHTS[2..]) == d[9],
        12 => digit(&WEIGHTS[1..]) == d[10] && digit(&WEIGHTS) == d[11],
        _ => false,
    }
}

/// Russian registration number (order of the tax service of 2017): the last of 13 digits is the number before it
/// modulo 11, the last of 15 modulo 13, each modulo 10.
fn ogrn(number: &str) -> bool {
    let (body, modulus) = match number.len() {
        13 => (number.get(..12), 11),
        15 => (number.get(..14), 13),
        _ => return false,
    };
    let body =
        body.filter(|_| number.bytes().all(|b| b.is_ascii_digit())).and_then(|b| b.parse::<u64>().ok());
    body.is_some_and(|b| u64::from(number.as_bytes()[number.len() - 1] - b'0') == b % modulus % 10)
}

/// Russian statistics code (ОКПО; method PR 50.1.024-2005): weights 1, 2, 3 … modulo 11; where that is 10, weights
/// 3, 4, 5 …, and 10 again counts as 0. Eight digits, ten for persons.
fn okpo(number: &str) -> bool {
    let Some(d) = digits(number).filter(|d| matches!(d.len(), 8 | 10)) else { return false };
    let (body, check) = (&d[..d.len() - 1], d[d.len() - 1]);
    let sum = |from: u32| {
        body.iter().enumerate().map(|(at, d)| d * ((at as u32 + from - 1) % 10 + 1)).sum::<u32>() % 11
    };
    let found = if sum(1) == 10 { sum(3) % 10 } else { sum(1) };
    found == check
}

/// Belarusian payer's number (УНП; resolution of the tax ministry No. 96 of 2010): nine characters, the ninth the sum
/// of the first eight times 29, 23, 19, 17, 13, 7, 5, 3 modulo 11. Persons have two letters of `ABCEHKMOPT` (or the
/// Cyrillic ones that look like them) in front: the first counts as its place in the alphabet and 9, so `M` is 22, the
/// second as its place among these ten, from 0.
fn unp(number: &str) -> bool {
    let characters: Vec<char> = number.chars().map(latin).collect();
    if characters.len() != 9 {
        return false;
    }
    let mut values = [0; 9];
    for (at, c) in characters.iter().enumerate() {
        values[at] = match (c.to_digit(10), UNP_LETTERS.iter().position(|l| l == c)) {
            (Some(digit), _) => digit,
            (None, Some(_)) if at == 0 => u32::from(*c) - u32::from('A') + 10,
            (None, Some(place)) if at == 1 => place as u32,
            _ => return false,
        };
    }
    weighted(&values[..8], &[29, 23, 19, 17, 13, 7, 5, 3]) % 11 == values[8]
}

const UNP_LETTERS: [char; 10] = ['A', 'B', 'C', 'E', 'H', 'K', 'M', 'O', 'P', 'T'];

/// Cyrillic capitals that look like Latin ones, as they stand in Belarusian numbers.
fn latin(c: char) -> char {
    match c {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'Т' => 'T',
        other => other,
    }
}

/// Unified social credit code of China (GB 32100-2015): 18 characters of an alphabet without I, O, S, V, Z; weights are
/// the powers of 3 modulo 31, and the last character completes the sum to a multiple of 31.
fn uscc(number: &str) -> bool {
    const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let places: Option<Vec<u32>> =
        number.bytes().map(|b| ALPHABET.iter().position(|a| *a == b).map(|p| p as u32)).collect();
    let Some(places) = places.filter(|p| p.len() == 18) else { return false };
    let (mut weight, mut sum) = (1, 0);
    for place in &places[..17] {
        sum += place * weight;
        weight = weight * 3 % 31;
    }
    (31 - sum % 31) % 31 == places[17]
}

#[cfg(test)]
mod tests {
    //! 1. Numbers published as examples or belonging to well-known bearers hold.
    //! 2. Each of them with one digit changed does not.

    use super::*;

    #[test]
    fn published_numbers() {
        for (kind, number) in [
            // The IMO's own example.
            (IdentifierKind::Imo, "9074729"),
            (IdentifierKind::Lei, "5493001KJTIIGC8Y1R12"), // Bloomberg Finance, GLEIF's example
            (IdentifierKind::Iban, "GB82WEST12345698765432"), // ISO 13616's example
            (IdentifierKind::Iban, "DE89370400440532013000"),
            (IdentifierKind::Iban, "BY13NBRB3600900000002Z00AB00"), // SWIFT registry's example
            (IdentifierKind::Isin, "US0378331005"),                 // Apple
            (IdentifierKind::Isin, "AU0000XVGZA3"),
            (IdentifierKind::Inn, "7707083893"),     // Sberbank
            (IdentifierKind::Inn, "500100732259"),   // the tax service's example
            (IdentifierKind::Ogrn, "1027700132195"), // Sberbank
            (IdentifierKind::Ogrn, "304500116000157"),
            (IdentifierKind::Okpo, "00032537"), // Sberbank
            (IdentifierKind::Unp, "200988541"), // this one and the next: python-stdnum's examples
            (IdentifierKind::Unp, "MA1953684"),
            (IdentifierKind::Uscc, "91350100M000100Y43"), // GB 32100's example
            (IdentifierKind::Bic, "DEUTDEFF500"),
            (IdentifierKind::Kpp, "773601001"),
            (IdentifierKind::Mmsi, "445539000"),
        ] {
            assert_eq!(check(kind, number), Checksum::Valid, "{kind:?} {number}");
        }
    }

    #[test]
    fn one_digit_changed() {
        for (kind, number) in [
            (IdentifierKind::Imo, "9074728"),
            (IdentifierKind::Lei, "5493001KJTIIGC8Y1R13"),
            (IdentifierKind::Iban, "GB82WEST12345698765431"),
            (IdentifierKind::Iban, "DE8937040044053201300"),
            (IdentifierKind::Isin, "US0378331006"),
            (IdentifierKind::Inn, "7707083894"),
            (IdentifierKind::Inn, "500100732258"),
            (IdentifierKind::Ogrn, "1027700132194"),
            (IdentifierKind::Okpo, "00032538"),
            (IdentifierKind::Unp, "200988542"),
            (IdentifierKind::Uscc, "91350100M000100Y44"),
            (IdentifierKind::Bic, "DEUTXXFF"),
            (IdentifierKind::Mmsi, "44553900"),
            (IdentifierKind::Imo, ""),
            (IdentifierKind::Iban, "É"),
        ] {
            assert_eq!(check(kind, number), Checksum::Invalid, "{kind:?} {number}");
        }
    }
}
