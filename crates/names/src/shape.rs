//! The shape in which text is looked up in the word tables: lower case, without marks, hamza, points and hyphens.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::letter::is_letter_or_digit;

/// Whether a letter stands in a shape as it is: the plain small letters of the scripts that the tables mostly hold.
fn is_plain(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | 'а'..='и' | 'к'..='я' | 'й' | 'і' | 'ў' | 'ї' | 'є' | 'ґ')
        || matches!(c, 'ا'..='ت' | 'ث'..='غ' | 'ف'..='و' | 'ي' | 'پ' | 'چ' | 'ژ' | 'گ')
            && !matches!(c, 'ة' | 'ؤ' | 'ئ')
        || matches!(c, 'א'..='ת')
}

/// Brings a form to the shape of the tables' keys. Idempotent.
pub(crate) fn shape(text: &str) -> String {
    // Most words that are asked for.
    if text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            match c {
                'a'..='z' | '0'..='9' | '=' | '#' | '&' | '%' | '+' => out.push(c),
                'A'..='Z' => out.push(c.to_ascii_lowercase()),
                '\'' | '`' | '"' | '.' => {}
                _ => space(&mut out),
            }
        } else {
            other(c, &mut out);
        }
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out
}

fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn other(c: char, out: &mut String) {
    match c {
        'ё' | 'Ё' => out.push('е'),
        'й' | 'ў' | 'ї' | 'ќ' | 'ѓ' => out.push(c),
        'ł' => out.push('l'),
        'đ' | 'ð' => out.push('d'),
        'ø' => out.push('o'),
        'ı' => out.push('i'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'ə' => out.push('a'),
        '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{591}'..='\u{5c7}'
        | '\u{200b}'..='\u{200f}'
        | 'ء'
        | 'ʼ'
        | 'ʻ'
        | '’'
        | '‘'
        | 'ʹ'
        | 'ʺ'
        | '″'
        | '′' => {}
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ئ' | 'ى' | 'ی' | 'ې' | 'ۍ' | 'ے' => out.push('ي'),
        'ک' | 'ڪ' => out.push('ك'),
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ۃ' => out.push('ه'),
        'ؤ' => out.push('و'),
        _ if is_plain(c) || crate::script::Script::of(c).joins_words() => out.push(c),
        _ if is_letter_or_digit(c) => decompose_compatible(c, |part| {
            if !is_combining_mark(part) {
                out.extend(part.to_lowercase().filter(|p| !is_combining_mark(*p)));
            }
        }),
        _ if is_combining_mark(c) => {
            // Vowel signs of abugidas are marks too; only those of alphabets fall.
            if crate::script::Script::of(c).has_syllables() {
                out.push(c);
            }
        }
        _ => space(out),
    }
}

#[cfg(test)]
mod tests {
    //! A plain letter is its own shape.

    use super::*;

    #[test]
    fn plain_letters_are_their_own_shape() {
        use unicode_normalization::UnicodeNormalization;
        for c in (0..0x3000).filter_map(char::from_u32).filter(|c| is_plain(*c)) {
            assert_eq!(shape(&c.to_string()), c.to_string(), "{c}");
            let unmarked: String = c.nfkd().filter(|part| !is_combining_mark(*part)).collect();
            assert!(unmarked == c.to_string() || "йўї".contains(c), "{c}");
        }
    }
}
