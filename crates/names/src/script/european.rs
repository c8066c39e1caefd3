//! Greek, Armenian and Georgian to letters.

use unicode_normalization::UnicodeNormalization;

use super::{Letters, digit, push, push_all};
use crate::sound::*;

/// Greek: the accents fall, the digraphs of modern Greek are one sound.
pub(super) fn greek(word: &str, out: &mut Letters) {
    let chars: Vec<char> =
        word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
    let mut at = 0;
    while at < chars.len() {
        let pair = (chars[at], chars.get(at + 1).copied().unwrap_or('\0'));
        let two: Option<&[Letter]> = match pair {
            ('ο', 'υ') => Some(&[OO]),
            ('α', 'ι') => Some(&[AE]),
            ('ε' | 'ο' | 'υ', 'ι') => Some(&[EE]),
            ('α', 'υ') => Some(&[A, UV]),
            ('ε', 'υ') => Some(&[E, UV]),
            ('μ', 'π') => Some(&[GR_M, KO_B]),
            ('ν', 'τ') => Some(&[GR_N, KO_D]),
            ('γ', 'κ' | 'γ') => Some(&[GR_N, GR_GG]),
            ('γ', 'χ') => Some(&[N, CYR_KH]),
            ('τ', 'ζ') => Some(&[TS]),
            ('τ', 'σ') => Some(&[TS]),
            _ => None,
        };
        if let Some(two) = two {
            push_all(out, two);
            at += 2;
            continue;
        }
        greek_single(chars[at], out);
        at += 1;
    }
}

fn greek_single(c: char, out: &mut Letters) {
    let letters: &[Letter] = match c {
        'α' => &[A],
        'β' => &[GR_B],
        'γ' => &[GR_G],
        'δ' => &[DH],
        'ε' => &[E],
        'ζ' => &[Z],
        'η' => &[EE],
        'θ' => &[TH],
        'ι' => &[I],
        'κ' => &[K],
        'λ' => &[L],
        'μ' => &[M],
        'ν' => &[N],
        'ξ' => &[XK, XS],
        'ο' | 'ω' => &[O],
        'π' => &[P],
        'ρ' => &[R],
        'σ' | 'ς' => &[S],
        'τ' => &[T],
        'υ' => &[GR_Y],
        'φ' => &[F],
        'χ' => &[CYR_KH],
        'ψ' => &[P, S],
        _ => {
            if let Some(letter) = digit(c) {
                push(out, letter);
            }
            return;
        }
    };
    push_all(out, letters);
}

/// Armenian, eastern pronunciation; the aspirates are their plain letters.
pub(super) fn armenian(word: &str, out: &mut Letters) {
    let chars: Vec<char> = word.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        if chars[at] == 'ո' && chars.get(at + 1) == Some(&'ւ') {
            push(out, U);
            at += 2;
            continue;
        }
        let letters: &[Letter] = match chars[at] {
            'ա' => &[A],
            'բ' => &[B],
            'գ' => &[G],
            'դ' => &[D],
            'ե' => &[PALATAL, E],
            'զ' => &[Z],
            'է' => &[E],
            'ը' => &[HARD],
            'թ' | 'տ' => &[T],
            'ժ' => &[ZH],
            'ի' => &[I],
            'լ' => &[L],
            'խ' => &[KH],
            'ծ' | 'ց' => &[TS],
            'կ' | 'ք' => &[K],
            'հ' => &[H],
            'ձ' => &[DZ],
            'ղ' => &[GHAIN],
            'ճ' | 'չ' => &[CH],
            'մ' => &[M],
            'յ' => &[GLIDE],
            'ն' => &[N],
            'շ' => &[SH],
            'ո' => &[O],
            'պ' | 'փ' => &[P],
            'ջ' => &[J],
            'ռ' | 'ր' => &[R],
            'ս' => &[S],
            'վ' | 'ւ' => &[V],
            'օ' => &[O],
            'ֆ' => &[F],
            'և' => &[E, V],
            c => {
                if let Some(letter) = digit(c) {
                    push(out, letter);
                }
                &[]
            }
        };
        push_all(out, letters);
        at += 1;
    }
}

/// Georgian: one letter, one sound; the three alphabets (Mkhedruli, Asomtavruli, Nuskhuri) run parallel.
pub(super) fn georgian(word: &str, out: &mut Letters) {
    const ALPHABET: &[&[Letter]] = &[
        &[A],
        &[B],
        &[G],
        &[D],
        &[E],
        &[V],
        &[Z],
        &[T],
        &[I],
        &[K],
        &[L],
        &[M],
        &[N],
        &[O],
        &[P],
        &[ZH],
        &[R],
        &[S],
        &[T],
        &[U],
        &[P],
        &[K],
        &[GHAIN],
        &[Q],
        &[SH],
        &[CH],
        &[TS],
        &[DZ],
        &[TS],
        &[CH],
        &[KH],
        &[J],
        &[H],
        &[E],
        &[GLIDE],
        &[W],
        &[KH],
        &[O],
        &[F],
    ];
    for c in word.chars() {
        let at = match c as u32 {
            value @ 0x10d0..=0x10ff => value - 0x10d0,
            value @ 0x1c90..=0x1cbf => value - 0x1c90,
            value @ 0x10a0..=0x10c5 => value - 0x10a0,
            value @ 0x2d00..=0x2d25 => value - 0x2d00,
            _ => {
                if let Some(letter) = digit(c) {
                    push(out, letter);
                }
                continue;
            }
        };
        push_all(out, ALPHABET.get(at as usize).copied().unwrap_or_default());
    }
}
