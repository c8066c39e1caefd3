//! Cyrillic to letters, over all its languages: г is g or h, ў is u, w, v or l, ё is yo or e.

use super::{Letters, digit, push};
use crate::sound::*;

pub(super) fn letters(word: &str, out: &mut Letters) {
    let mut previous = '\0';
    for c in word.chars() {
        match (previous, c) {
            ('д', 'з') => replace_last(out, D, DZ),
            ('д', 'ж') => replace_last(out, D, J),
            ('т', 'с') => replace_last(out, T, TS),
            ('ш', 'ч') => push(out, CH_OPTIONAL),
            _ => single(c, out),
        }
        previous = c;
    }
}

fn replace_last(out: &mut Letters, from: Letter, to: Letter) {
    if out.last() == Some(&from) {
        out.pop();
    }
    push(out, to);
}

fn single(c: char, out: &mut Letters) {
    let letter = match c {
        'а' => A,
        'б' => B,
        'в' => CYR_V,
        'г' => CYR_G,
        'ґ' | 'ғ' | 'ҕ' => G,
        'ѓ' | 'ђ' => DJ,
        'д' => D,
        'е' => E,
        'ё' => return pair(out, PALATAL, CYR_YO),
        'є' => return pair(out, PALATAL, E),
        'ж' => ZH,
        'з' | 'ҙ' => Z,
        'ѕ' => DZ,
        'и' | 'і' | 'ӣ' => I,
        'ї' => return pair(out, PALATAL, I),
        'й' | 'ј' => GLIDE,
        'к' | 'ќ' | 'ҝ' => K,
        'қ' | 'ҡ' | 'ԛ' => QAF,
        'л' => L,
        'љ' => return pair(out, L, PALATAL),
        'м' => M,
        'н' => N,
        'њ' => return pair(out, N, PALATAL),
        'ң' | 'ҥ' => return pair(out, N, NG),
        'о' => O,
        'п' => P,
        'р' => R,
        'с' | 'ҫ' => S,
        'т' => T,
        'ћ' => CH,
        'у' | 'ұ' | 'ӯ' => U,
        'ў' => UV,
        'ф' => F,
        'х' => CYR_KH,
        'ҳ' | 'һ' => H,
        'ц' => CYR_TS,
        'ч' => CH,
        'ҷ' | 'ҹ' | 'џ' => J,
        'ш' => SH,
        'щ' => return pair(out, SH, CH_OPTIONAL),
        'ъ' => HARD,
        'ы' => Y,
        'ь' => SIGN,
        'э' => E,
        'ә' | 'ӓ' => AE,
        'ө' | 'ӧ' => OE,
        'ү' | 'ӱ' => UE,
        'ю' => return pair(out, PALATAL, CYR_IU),
        'я' => return pair(out, PALATAL, CYR_YA),
        'ѣ' => E,
        _ => match digit(c) {
            Some(letter) => letter,
            None => return,
        },
    };
    push(out, letter);
}

fn pair(out: &mut Letters, first: Letter, second: Letter) {
    push(out, first);
    push(out, second);
}
