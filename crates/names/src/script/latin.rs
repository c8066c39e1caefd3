//! Latin to letters: every romanisation at once, so that `sch`, `ch`, `c`, `x`, `w` keep all that they may mean.

use smallvec::SmallVec;

use super::{Letters, digit, push};
use crate::sound::*;

/// Runs of letters that are one sound, the longest first. The third field is what follows it, if anything.
const RUNS: &[(&str, Letter, Option<Letter>)] = &[
    ("schtsch", SH, Some(CH_OPTIONAL)),
    ("chtch", SH, Some(CH_OPTIONAL)),
    ("shch", SH, Some(CH_OPTIONAL)),
    ("szcz", SH, Some(CH_OPTIONAL)),
    ("štš", SH, Some(CH_OPTIONAL)),
    ("šč", SH, Some(CH_OPTIONAL)),
    ("tsch", CH, None),
    ("dsch", J, None),
    ("dzh", J, None),
    ("dž", J, None),
    ("tch", CH, None),
    ("sch", SCH, None),
    ("tzs", TS, None),
    ("cz", CZ, None),
    ("sz", SZ, None),
    ("sh", SH, None),
    ("ch", L_CH, None),
    ("zh", L_ZH, None),
    ("kh", KH, None),
    ("gh", GH, None),
    ("th", TH, None),
    ("dh", DH, None),
    ("ph", F, None),
    ("ck", K, None),
    ("ts", TS, None),
    ("tz", TS, None),
    ("dz", DZ, None),
    ("dj", DJ, None),
    ("dy", DJ, None),
    ("ng", N, Some(NG)),
    // Greek passports: Mpakas, Ntinos, Gkioulekas; elsewhere names of Africa.
    ("mp", GR_M, Some(KO_B)),
    ("nt", GR_N, Some(KO_D)),
    ("gk", G, None),
    ("dsj", DZ, Some(PALATAL)),
    ("lj", L, Some(NJ_J)),
    ("nj", N, Some(NJ_J)),
    ("ee", EE, None),
    ("oo", OO, None),
    ("ae", AE, None),
    ("oe", OE, None),
    ("eo", EO, None),
    ("eu", EO, Some(UV)),
    ("ou", OU_O, Some(UV)),
];

/// How a d and a family name's ending of Persian or Pashto meet: born of, tribe of.
const ZADA: &[&str] = &["dzad", "dzai", "dzay", "dzoi", "dzoy", "dzei", "dzey"];

fn is_vowel_char(c: char) -> bool {
    matches!(fold(c), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The base letter of a Latin letter with marks.
pub(super) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let mut base = None;
    unicode_normalization::char::decompose_canonical(c, |part| {
        if base.is_none() && !unicode_normalization::char::is_combining_mark(part) {
            base = Some(part);
        }
    });
    base.unwrap_or('\0')
}

pub(super) fn letters(word: &str, out: &mut Letters) {
    let chars: SmallVec<[char; 32]> = word.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        at += step(&chars, at, out);
    }
}

/// Reads the letter at a place; answers how many characters it took.
fn step(chars: &[char], at: usize, out: &mut Letters) -> usize {
    let c = chars[at];
    let previous = at.checked_sub(1).map(|i| chars[i]);
    let next = chars.get(at + 1).copied();
    if let Some((run, first, second)) = run_at(chars, at) {
        push(out, *first);
        if let Some(second) = second {
            push(out, *second);
        }
        return run.chars().count();
    }
    let after_vowel = previous.is_some_and(is_vowel_char);
    let before_vowel = next.is_some_and(is_vowel_char);
    match c {
        'i' | 'y' | 'j' if c != 'j' && (before_vowel || after_vowel) => {
            // The i of Maria and the y of Andrey; a first i or y before a consonant is a vowel.
            if at == 1 && c == 'i' && previous == Some('y') && !before_vowel {
                // Yi, Yin: the first is the consonant.
                push(out, I);
            } else if before_vowel || previous != Some(c) || at + 1 == chars.len() {
                push(out, GLIDE);
            } else {
                push(out, I);
            }
        }
        'u' if after_vowel && !before_vowel && previous != Some('u') => push(out, UV),
        'q' if next == Some('u') && chars.get(at + 2).copied().is_some_and(is_vowel_char) => {
            push(out, K);
            return 2;
        }
        'c' if next == Some('c') => {}
        'c' if next == Some('i') => push(out, C_I),
        'x' if at == 0 => push(out, X_START),
        'x' => {
            push(out, XK);
            push(out, XS);
        }
        'h' if at + 1 == chars.len() && after_vowel => push(out, H_END),
        'h' if previous == Some('h') => {}
        'h' if at > 0 && next == Some('s') && out.is_empty() => {}
        'h' if at == 0 && next == Some('s') => {
            push(out, HS);
            return 2;
        }
        _ => {
            if let Some(letter) = single(c).or_else(|| single(fold(c))).or_else(|| digit(c)) {
                push(out, letter);
            }
        }
    }
    1
}

fn run_at(chars: &[char], at: usize) -> Option<&'static (&'static str, Letter, Option<Letter>)> {
    let rest = &chars[at..];
    let starts = |run: &str| {
        let mut rest = rest.iter().copied();
        run.chars().all(|letter| rest.next() == Some(letter))
    };
    RUNS.iter().find(|(run, first, _)| {
        starts(run)
            && match *run {
                // ng, lj, nj, dy, eo, eu, oe, ae are one sound only where no vowel claims their second half.
                "ng" | "dy" => {
                    let then = rest.get(2).copied();
                    if *first == N {
                        !then.is_some_and(is_vowel_char)
                    } else {
                        then.is_some_and(is_vowel_char)
                    }
                }
                // Of two words: Akhund-zada, Ahmad-zai.
                "dz" => at == 0 || !ZADA.iter().any(|zada| starts(zada)),
                "lj" | "nj" => rest.get(2).is_some(),
                "mp" | "nt" | "gk" => at == 0 && rest.get(2).is_some(),
                _ => true,
            }
    })
}

fn single(c: char) -> Option<Letter> {
    Some(match c {
        'a' => A,
        'b' => B,
        'c' => C,
        'd' => D,
        'e' => E,
        'f' => F,
        'g' => G,
        'h' => H,
        'i' => I,
        'j' => L_J,
        'k' => K,
        'l' => L,
        'm' => M,
        'n' => N,
        'o' => O,
        'p' => P,
        'q' => Q,
        'r' => R,
        's' => S,
        't' => T,
        'u' => U,
        'v' => V,
        'w' => W,
        'x' => XS,
        'y' => Y,
        'z' => Z,
        'š' | 'ș' | 'ŝ' => SH,
        'ş' => S_CEDILLA,
        'ṣ' | 'ṡ' => S_DOT,
        'č' | 'ć' | 'ĉ' => CH,
        'ç' => CEDILLA,
        'ž' | 'ż' => ZH,
        'ẓ' => Z_DOT,
        'ź' => Z,
        'ś' => ACUTE_S,
        'ţ' | 'ț' => TS,
        'ł' => SOFT_L,
        'ŭ' | 'ǔ' | 'ў' => UV,
        'ğ' => G_BREVE,
        'ǧ' | 'ǵ' => G_CARON,
        'ı' => Y,
        'ø' | 'ö' | 'œ' | 'ő' | 'ɵ' => OE,
        'ü' | 'ű' | 'ұ' => UE,
        'ä' | 'æ' | 'ə' | 'ǝ' => AE,
        'å' => O,
        'þ' => TH,
        'ð' | 'đ' => DJ,
        'ß' => S,
        'ḥ' => HAH,
        'ḫ' | 'ẖ' => KH,
        'ṭ' => T,
        'ḍ' => DAD,
        'ġ' => GHAIN,
        'ɑ' => A,
        'ɛ' => E,
        'ɡ' => G,
        'ɣ' | 'γ' => GHAIN,
        'θ' => TH,
        'χ' => KH,
        'ŋ' => N,
        'ħ' => H,
        'ĸ' => K,
        'ſ' => S,
        _ => return None,
    })
}
