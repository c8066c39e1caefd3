//! Burmese to letters, as names are printed: by the sound, with what English spelling adds to it (Oo, Zar, Moe, Htet).
//!
//! A syllable is a consonant with its medials, and a rhyme of vowel signs, the consonant that a killer mark ends it with,
//! and a tone, which is written only where it is heard as a t (Myint). Indic words stack consonants: the upper one ends its
//! syllable. Rhymes and initials are those of the conventional system that the country and the press print (Okell 1971, A
//! Guide to the Romanization of Burmese).

use smallvec::SmallVec;

use super::{Letters, digit, push, push_all};
use crate::sound::*;

const KILLER: char = '\u{103a}';
const STACKER: char = '\u{1039}';
const CREAKY: char = '\u{1037}';

#[expect(clippy::struct_excessive_bools, reason = "independent signs, each of which is there or not")]
/// A syllable as it is written.
#[derive(Default)]
struct Syllable {
    /// The consonant or free vowel that it begins with.
    first: char,
    /// The medials y or r, w, h.
    glide: bool,
    round: bool,
    breath: bool,
    /// Its vowel signs, in the order of their numbers.
    vowels: SmallVec<[char; 3]>,
    /// The nasal point.
    point: bool,
    creaky: bool,
    /// What it ends with, and whether the next consonant stands under it.
    last: Option<(char, bool)>,
}

/// The syllables of a word. Those of Indic words, which stand on each other or double a y (ဇေယျာ), are not parted.
pub(crate) fn syllables(word: &str) -> SmallVec<[&str; 6]> {
    let chars: SmallVec<[(usize, char); 32]> = word.char_indices().collect();
    let mut parts = SmallVec::new();
    let mut start = 0;
    for at in 1..chars.len() {
        let doubled = chars[at].1 == 'ယ' && chars.get(at + 1).is_some_and(|(_, c)| *c == '\u{103b}');
        let begins = is_first(chars[at].1) && !doubled && !ends(&chars, at) && chars[at - 1].1 != STACKER;
        if begins {
            parts.push(&word[chars[start].0..chars[at].0]);
            start = at;
        }
    }
    parts.extend(chars.get(start).map(|(from, _)| &word[*from..]));
    parts
}

/// Whether a syllable may begin with it.
fn is_first(c: char) -> bool {
    matches!(c, '\u{1000}'..='\u{102a}' | '\u{103f}'..='\u{1049}' | '\u{104e}')
}

/// Whether the consonant at this place ends a syllable: it is killed, or another stands under it.
fn ends(chars: &[(usize, char)], at: usize) -> bool {
    let mut after = chars[at + 1..].iter().map(|(_, c)| *c).skip_while(|c| *c == CREAKY);
    matches!(after.next(), Some(KILLER | STACKER))
}

pub(super) fn letters(word: &str, out: &mut Letters) {
    let chars: SmallVec<[(usize, char); 32]> = word.char_indices().collect();
    let mut at = 0;
    while let Some((_, c)) = chars.get(at) {
        at += 1;
        if !is_first(*c) {
            continue;
        }
        if let Some(letter) = digit(*c) {
            push(out, letter);
            continue;
        }
        let mut syllable = Syllable { first: *c, ..Syllable::default() };
        while let Some((_, c)) = chars.get(at) {
            match c {
                '\u{103b}' | '\u{103c}' => syllable.glide = true,
                '\u{103d}' => syllable.round = true,
                '\u{103e}' => syllable.breath = true,
                '\u{1036}' => syllable.point = true,
                &CREAKY => syllable.creaky = true,
                '\u{102b}'..='\u{1035}' => syllable.vowels.push(*c),
                c if is_first(*c) && ends(&chars, at) && syllable.last.is_none() => {
                    let under = chars[at + 1..].iter().map(|(_, c)| *c);
                    let stacked = under.take_while(|c| matches!(*c, CREAKY | KILLER | STACKER));
                    syllable.last = Some((*c, stacked.clone().any(|c| c == STACKER)));
                    syllable.creaky |= stacked.clone().any(|c| c == CREAKY);
                }
                c if is_first(*c) => break,
                // The killer on a vowel sign, and tones that nobody prints.
                _ => {}
            }
            at += 1;
        }
        syllable.vowels.sort_unstable();
        syllable.vowels.dedup();
        syllable.read(out);
    }
}

/// What the consonant of a rhyme does to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Open,
    /// A stop, of which the name of the letter is told.
    Stop(char),
    Nasal(char),
    /// ယ်: the vowel e.
    Glide,
}

impl Syllable {
    fn read(&self, out: &mut Letters) {
        let rhyme_of_u = self.round && self.vowels.is_empty() && self.takes_u();
        push_all(out, self.onset());
        if self.round && !rhyme_of_u {
            push(out, W);
        }
        self.rhyme(rhyme_of_u, out);
    }

    fn last(&self) -> Last {
        match self.last {
            None if self.point => Last::Nasal('မ'),
            None => Last::Open,
            Some((c @ ('င' | 'ဉ' | 'ည' | 'ဏ' | 'န' | 'မ' | 'ဥ' | 'ံ'), _)) => Last::Nasal(c),
            Some(('ယ', false)) => Last::Glide,
            Some((c, _)) => Last::Stop(c),
        }
    }

    /// Whether w and the rhyme are one vowel: ထွန်း Tun, ထွဋ် Htut.
    fn takes_u(&self) -> bool {
        match self.last() {
            Last::Nasal(c) => !matches!(c, 'င' | 'ည' | 'ဉ'),
            Last::Stop(c) => !matches!(c, 'က' | 'စ'),
            Last::Open | Last::Glide => false,
        }
    }

    fn onset(&self) -> &'static [Letter] {
        match (self.first, self.glide, self.breath) {
            ('က' | 'ဂ' | 'ဃ', false, _) => &[KO_G],
            ('က' | 'ဂ' | 'ဃ', true, _) => &[KO_G, GLIDE],
            ('ခ', false, _) => &[KO_KH],
            ('ခ', true, _) => &[CH],
            ('င', false, _) => &[N, NG],
            ('င', true, _) | ('ဉ' | 'ည', _, false) => &[N, GLIDE],
            ('ဉ' | 'ည', _, true) => &[ASPIRATE, N, GLIDE],
            ('စ' | 'ဆ', ..) => &[S],
            ('ဇ' | 'ဈ', ..) => &[Z],
            ('တ' | 'ဋ' | 'ဒ' | 'ဍ' | 'ဓ' | 'ဎ', ..) => &[KO_D],
            ('ထ' | 'ဌ', ..) => &[ASPIRATE, T],
            ('န' | 'ဏ', _, false) => &[N],
            ('န' | 'ဏ', _, true) => &[ASPIRATE, N],
            ('ပ' | 'ဗ' | 'ဘ', false, _) => &[KO_B],
            ('ပ' | 'ဗ' | 'ဘ', true, _) => &[KO_B, GLIDE],
            ('ဖ', false, _) => &[ASPIRATE, BREATHED_P],
            ('ဖ', true, _) => &[ASPIRATE, BREATHED_P, GLIDE],
            ('မ', false, false) => &[M],
            ('မ', true, false) => &[M, GLIDE],
            ('မ', false, true) => &[ASPIRATE, M],
            ('မ', true, true) => &[ASPIRATE, M, GLIDE],
            ('ယ' | 'ရ', _, true) | ('လ' | 'သ', true, true) => &[SH],
            ('ယ', _, false) => &[GLIDE],
            ('ရ', _, false) => &[BUR_R],
            ('လ' | 'ဠ', false, false) => &[L],
            ('လ' | 'ဠ', true, false) => &[L, GLIDE],
            ('လ' | 'ဠ', _, true) => &[ASPIRATE, L],
            ('ဝ', ..) => &[W],
            ('သ' | 'ဿ', ..) => &[TH],
            ('ဟ', ..) => &[H],
            _ => &[],
        }
    }

    /// The vowel signs as one: a free vowel is the sign of the same sound.
    fn sign(&self) -> &str {
        match self.first {
            'ဣ' | 'ဤ' => return "ိ",
            'ဥ' | 'ဦ' => return "ု",
            'ဧ' => return "ေ",
            'ဩ' | 'ဪ' => return "ော",
            _ => {}
        }
        match self.vowels[..] {
            ['\u{102b}' | '\u{102c}'] => "ာ",
            ['\u{102d}' | '\u{102e}'] => "ိ",
            ['\u{102f}' | '\u{1030}'] => "ု",
            ['\u{102d}' | '\u{102e}', '\u{102f}' | '\u{1030}'] => "ို",
            ['\u{1031}'] => "ေ",
            ['\u{102b}' | '\u{102c}', '\u{1031}'] => "ော",
            ['\u{1032}'] => "ဲ",
            _ => "",
        }
    }

    fn rhyme(&self, of_u: bool, out: &mut Letters) {
        let stacked = self.last.is_some_and(|(_, stacked)| stacked);
        let stop = if stacked { BUR_STACK } else { BUR_STOP };
        // Under a nasal its own consonant stands, mostly the same again.
        let nasal = match self.last {
            Some(('မ', true)) => M,
            Some((_, true)) => N,
            _ => BUR_N,
        };
        let tone: &[Letter] = if self.creaky { &[BUR_TONE] } else { &[] };
        let letters: &[Letter] = match (self.sign(), self.last()) {
            (_, Last::Nasal(_)) if of_u => &[U, nasal],
            (_, Last::Stop(_)) if of_u => &[U, stop],
            ("" | "ာ", Last::Nasal('င')) | (_, Last::Nasal('ဉ' | 'ဥ')) => &[I, N],
            ("", Last::Nasal('ည')) => &[BUR_I, BUR_END],
            ("ော", Last::Nasal(_)) => &[A, UV, N, NG],
            ("ို", Last::Nasal(_)) => &[BUR_AI, GLIDE, N, KO_NG, BUR_SILENT_E],
            ("ိ", Last::Nasal(_)) => &[E, GLIDE, nasal],
            ("ု", Last::Nasal(_)) => &[O, BUR_END, nasal, BUR_SILENT_E],
            // After w an a is a u as well: ဝဏ္ဏ Wunna.
            (_, Last::Nasal(_)) if self.first == 'ဝ' => &[CANTO_A, nasal],
            (_, Last::Nasal(_)) => &[A, BUR_END, nasal],
            ("ော", Last::Stop(_)) => &[A, UV, stop],
            ("ို", Last::Stop(_)) => &[BUR_AI, GLIDE, stop, BUR_SILENT_E],
            ("ိ", Last::Stop(_)) if stacked => &[BUR_I, stop],
            ("ိ", Last::Stop(_)) => &[E, GLIDE, stop],
            ("ု", Last::Stop(_)) => &[O, BUR_END, stop],
            ("" | "ာ", Last::Stop('က')) => &[BUR_E, stop],
            ("" | "ာ", Last::Stop('စ')) => &[I, stop],
            (_, Last::Stop(_)) => &[A, stop],
            ("ို", Last::Open | Last::Glide) => &[O, BUR_END],
            ("ော", _) => &[A, BUR_W],
            ("ေ" | "ဲ", _) | (_, Last::Glide) => &[BUR_E, BUR_END, BUR_SILENT_E],
            ("ိ", _) => &[I],
            ("ု", _) => &[U],
            _ => &[A, LONG_A],
        };
        push_all(out, letters);
        push_all(out, tone);
    }
}
