//! The Arabic script (Arabic, Persian, Dari, Pashto, Urdu, Kurdish, Uyghur) and Hebrew to letters. Short vowels are
//! not written; the comparison lets the other side's vowels go.

use super::{Letters, digit, push};
use crate::sound::*;

pub(super) fn arabic(word: &str, out: &mut Letters) {
    let mut first = true;
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        let letter = match c {
            'ا' | 'أ' | 'إ' | 'ٱ' if first && rest.as_str().starts_with(['و', 'ي', 'ی', 'ى']) => {
                ALEF_BEARER
            }
            'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' if first => ALEF_START,
            'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' => ALEF,
            'ب' => BEH,
            'پ' => P,
            'ت' | 'ط' | 'ٹ' | 'ټ' => T,
            'ث' => THEH,
            'ج' => JEEM,
            'چ' => CH,
            'ح' => HAH,
            'خ' => ARABIC_KH,
            'د' | 'ڈ' | 'ډ' => D,
            'ذ' => THAL,
            'ر' | 'ڑ' | 'ړ' | 'ڕ' => R,
            'ز' => Z,
            'ژ' => ZH,
            'ږ' => ZHG,
            'س' => S,
            'ش' => SHEEN,
            'ښ' => KHSH,
            'ص' => SAD,
            'ض' => DAD,
            'ظ' => ZAH,
            'ع' => AYN,
            'غ' => GHAIN,
            'ف' => FEH,
            'ڤ' => V,
            'ق' => QAF,
            'ک' | 'ك' => K,
            'گ' | 'ګ' | 'ڭ' => G,
            'ل' | 'ڵ' => L,
            'م' => M,
            'ن' | 'ں' | 'ڼ' => N,
            'ه' | 'ہ' | 'ھ' | 'ە' => HEH,
            'ة' | 'ۃ' => TEH_MARBUTA,
            'و' if out.last() == Some(&ARABIC_KH) && rest.as_str().starts_with('ا') => WAW_SILENT,
            'و' => WAW,
            'ۆ' | 'ۇ' | 'ۈ' => U,
            'ۋ' => V,
            'ي' | 'ی' | 'ى' | 'ې' | 'ۍ' | 'ے' => YEH,
            'ئ' | 'ؤ' | 'ء' => HAMZA,
            'څ' => TS,
            'ځ' => DZ,
            _ => match digit(c) {
                Some(letter) => letter,
                None => continue,
            },
        };
        first = false;
        // Doubling is not written: two of a letter have a vowel between them, but for the two l of Allah, and where the
        // vowels about them are written too, as in what was Latin before: موهامماد.
        let spelled_out = || {
            out.iter().rev().nth(1).is_some_and(|l| is_long(*l))
                && rest.as_str().starts_with(['ا', 'و', 'ي', 'ی'])
        };
        if letter == L || spelled_out() { push(out, letter) } else { out.push(letter) }
    }
}

/// Whether a letter stands for a long vowel, among others.
fn is_long(letter: Letter) -> bool {
    matches!(letter, ALEF_START | ALEF | WAW | YEH)
}

pub(super) fn hebrew(word: &str, out: &mut Letters) {
    let mut first = true;
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        let letter = match c {
            'א' if first && rest.as_str().starts_with(['ו', 'י']) => ALEF_BEARER,
            'א' if first => ALEF_START,
            'א' => ALEF,
            'ב' => BET,
            'ג' => G,
            'ד' => D,
            'ה' => HEH,
            'ו' => WAW,
            'ז' => Z,
            'ח' => ARABIC_KH,
            'ט' | 'ת' => T,
            'י' => YEH,
            'כ' | 'ך' => KAF,
            'ל' => L,
            'מ' | 'ם' => M,
            'נ' | 'ן' => N,
            'ס' => S,
            'ע' => AYN,
            'פ' | 'ף' => PEH,
            'צ' | 'ץ' => TSADI,
            'ק' => K,
            'ר' => R,
            'ש' => SHIN,
            _ => match digit(c) {
                Some(letter) => letter,
                None => continue,
            },
        };
        first = false;
        // The ch that Hebrew writes in names of other languages: Deutsch, Churchill.
        if letter == SHIN && out.last() == Some(&T) {
            out.pop();
            out.push(CH);
            continue;
        }
        // Doubling is not written: two of a letter have a vowel between them, but for the two l of Allah.
        if letter == L { push(out, letter) } else { out.push(letter) }
    }
}
