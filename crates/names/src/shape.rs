//! The shape in which text is looked up in the word tables: lower case, without marks, hamza, points and hyphens.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Brings a form to the shape of the tables' keys. Idempotent.
pub(crate) fn shape(text: &str) -> String {
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
        _ if crate::script::Script::of(c).joins_words() => out.push(c),
        _ if c.is_alphanumeric() => decompose_compatible(c, |part| {
            if !is_combining_mark(part) {
                out.extend(part.to_lowercase().filter(|p| !is_combining_mark(*p)));
            }
        }),
        _ if is_combining_mark(c) => {
            // Vowel signs of abugidas are marks too; only those of alphabets fall.
            if crate::script::Script::of(c) == crate::script::Script::Abugida {
                out.push(c);
            }
        }
        _ => space(out),
    }
}
