//! Sounds and the letters that may stand for them.
//!
//! Every script is brought to one alphabet of *letters*: what is written, with the sounds that it may stand for and
//! how far-fetched each is (Latin `ch` is ч, in Lacinka and German х, in French ш). The cost of reading one letter as
//! another is the cheapest way to agree on a sound; it is worked out once for all pairs. Sources: reference tables of
//! romanisation (BGN/PCGN, ISO 9, ICAO 9303, Lacinka, ALA-LC, French and German press), and which of them lists print.

use std::sync::LazyLock;

/// A letter: an index into the table below.
pub(crate) type Letter = u8;

/// How many sounds there are; the last is silence.
const SOUNDS: usize = 30;
const NAMES: [&str; SOUNDS] = [
    "a", "e", "i", "o", "u", "y", "p", "b", "f", "v", "m", "n", "t", "d", "s", "z", "sh", "zh", "ts", "ch",
    "j", "k", "g", "gh", "x", "h", "l", "r", "w", "_",
];
/// The first this many sounds are vowels.
const VOWELS: usize = 6;
const SILENCE: usize = SOUNDS - 1;

/// Costs of taking one sound for another, where it is less than the whole. Vowels: akannye (a, o), yakannye (a, e),
/// unwritten or reduced vowels. Consonants: voicing, aspiration, place.
const CONFUSED: &[(&str, &str, f32)] = &[
    ("a", "o", 0.18),
    ("a", "e", 0.25),
    ("e", "i", 0.2),
    ("i", "y", 0.04),
    ("e", "y", 0.25),
    ("o", "u", 0.2),
    ("e", "o", 0.35),
    ("a", "u", 0.35),
    ("a", "i", 0.42),
    ("a", "y", 0.4),
    ("i", "u", 0.45),
    ("i", "o", 0.45),
    ("e", "u", 0.42),
    ("y", "u", 0.35),
    ("y", "o", 0.42),
    ("p", "b", 0.3),
    ("f", "v", 0.25),
    ("v", "w", 0.05),
    ("v", "b", 0.35),
    ("f", "p", 0.35),
    ("t", "d", 0.3),
    ("s", "z", 0.2),
    ("s", "sh", 0.35),
    ("z", "zh", 0.35),
    ("sh", "zh", 0.4),
    ("sh", "ch", 0.35),
    ("s", "ts", 0.3),
    ("z", "ts", 0.3),
    ("ts", "ch", 0.35),
    ("ts", "t", 0.35),
    ("ch", "t", 0.7),
    ("j", "zh", 0.15),
    ("j", "ch", 0.3),
    ("j", "z", 0.7),
    ("j", "g", 0.4),
    ("gh", "g", 0.15),
    ("gh", "x", 0.3),
    ("gh", "k", 0.3),
    ("gh", "r", 0.4),
    ("gh", "h", 0.5),
    ("gh", "j", 0.8),
    ("k", "g", 0.3),
    ("k", "x", 0.3),
    ("h", "x", 0.12),
    ("h", "g", 0.4),
    ("x", "g", 0.35),
    ("m", "n", 0.4),
    ("l", "r", 0.8),
    ("l", "n", 0.85),
    ("u", "w", 0.1),
    ("u", "v", 0.3),
    ("ts", "k", 0.6),
    ("s", "ch", 0.6),
];

macro_rules! letters {
    ($($name:ident $sounds:literal $skeleton:literal $weight:literal),* $(,)?) => {
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "the names of letters as they are written")]
        #[derive(Clone, Copy)]
        #[repr(u8)]
        enum Index { $($name),* }
        $(#[allow(dead_code, reason = "digits are reached by counting from the first")]
        pub(crate) const $name: Letter = Index::$name as Letter;)*
        /// Sounds (with the cost of reading the letter so, 0 if none is given), skeleton classes, weight.
        const LETTERS: &[(&str, &str, f32)] = &[$(($sounds, $skeleton, $weight)),*];
    };
}

// Letter, its sounds, the consonant classes of its skeleton (`/` between alternatives, `-` for none), its weight.
letters! {
    A "a" "" 0.6, E "e" "" 0.6, I "i" "" 0.6, O "o" "" 0.6, U "u" "" 0.6, Y "y i" "" 0.6,
    // Long and mixed vowels as Latin writes them.
    EE "i e.05" "" 0.6, OO "u o.05" "" 0.6, AE "a.05 e.05" "" 0.6, OE "o.05 e.1 u.1 i.2" "" 0.6, UE "u y.05 i.1 o.15" "" 0.6,
    // Of Burmese: the ai of Naing and Khine, the e of Thet and Aye, the i of Kyi and Pyay.
    BUR_AI "a i.0 e.15" "" 0.6, BUR_E "e a.05 i.2" "" 0.6, BUR_I "i e.05 a.1" "" 0.6,
    EO "o u.1 e.15 i.3" "" 0.6,
    // The o of ou, which may be nothing (French) or a vowel of its own (Belarusian -ou).
    OU_O "o _.1 a.15 e.2" "" 0.35,
    // u after a vowel: ў, or a second vowel, or silent; l where Belarusian has ў for л.
    UV "u v w l.3 f.15 _.2" "V/-" 0.5,
    P "p" "P" 1.0, B "b v.3" "P" 1.0, F "f" "V" 1.0, V "v" "V" 1.0, W "v u.05 w" "V" 0.9,
    M "m" "M" 1.0, N "n" "N" 1.0, T "t" "T" 1.0, D "d" "T" 1.0, S "s" "S" 1.0, Z "z ts.12 s.15" "S" 1.0,
    SH "sh" "C" 1.0, ZH "zh j.05 sh.2 ch.2" "C" 1.0, CH "ch" "C" 1.0, J "j zh.05" "C" 1.0,
    K "k" "K" 1.0, G "g j.2 h.3" "K" 1.0, KH "x h.05 k.2" "K" 1.0, GH "gh g.12 h.25 _.5" "K" 1.0,
    H "h g.25 x.1 _.3" "-/K" 0.5, H_END "h _.05 x.2" "" 0.2, L "l" "L" 1.0, R "r" "R" 1.0,
    // Latin letters of many values.
    C "k ts.05 s.1 ch.12 j.2" "K/S" 1.0, L_CH "ch x.1 sh.1 k.15 h.15" "C/K" 1.0, L_J "j i.0 _.25 zh.05 y.1 x.2 h.2" "C/-" 0.8,
    XK "k _.15" "K/-" 0.6, XS "s sh.1 x.15 h.2" "S" 0.8, X_START "s.05 z.1 sh x.05 h.1 k.2 ts.2" "S/K/C" 1.0,
    Q "k g.1 x.15 ch.15 h.3" "K" 1.0, SZ "sh s.1" "S/C" 1.0, SCH "sh zh.1 s.2 x.3" "C/S" 1.0,
    TH "t s.1 d.1 z.25 f.3" "T/S" 1.0, DH "d z.05 t.2" "T/S" 1.0, DZ "d z.1 j.15 ts.1" "T/S" 1.0,
    TS "ts t.08 s.15 z.2" "S/T" 1.0, CZ "ch ts.1" "C" 1.0, HS "sh s.05 x.1 ch.2" "S/C" 1.0, CEDILLA "s ch sh.1 j.2" "S/C" 1.0,
    ACUTE_S "s sh" "S/C" 1.0, G_BREVE "g.05 _.1 i.2 v.3" "-/K" 0.5, DJ "j d.05 zh.1" "C/T" 1.0, SOFT_L "l w.2 v.3" "L" 1.0,
    NG "g k.2 _.06" "-" 0.2, CH_OPTIONAL "ch t.05 _.05 sh.1" "-" 0.3,
    // Glides: й, the j in я, i before a vowel.
    GLIDE "i y _.08 e.1 j.25" "" 0.2, PALATAL "i y _.0 j.2" "" 0.1, SIGN "_ i.05 y.05 e.1 a.2" "" 0.05, HARD "_.0 a u.1 y.05 o.1 e.1" "" 0.3,
    // Cyrillic letters of many values.
    CYR_G "g h v.4 _.4" "K/-" 0.8, CYR_KH "x h k.2 _.4" "K/-" 0.8, CYR_TS "ts s.1 k.1 z.1 ch.2 t.1" "S/T" 1.0, CYR_YO "o e.0 a.15 i.3" "" 0.6,
    CYR_YA "a e.08" "" 0.6, CYR_IU "u o.2" "" 0.6, CYR_V "v u.1 w f.1 _.5" "V" 1.0,
    // Greek.
    GR_G "g i.1 j.2 h.1 n.3" "K/-" 0.8, GR_B "v b.08" "V/P" 1.0, GR_Y "y i u.1 v.05 f.1" "" 0.6,
    // Letters of the Arabic and Hebrew scripts.
    ALEF "a e.08 i.15 o.1 u.15 _.3" "" 0.3, ALEF_START "a e i.02 o.02 u.02 _.35 y.05" "" 0.4, WAW "v u o w _.35 a.4" "V/-" 0.6,
    YEH "i y e _.3 a.35 j.2" "" 0.4, AYN "_ a e.02 i.05 u.05 o.05 g.4" "" 0.1, HAMZA "_ a.05 i.05 u.05 e.05 y.05 o.05 v.2" "" 0.1,
    TEH_MARBUTA "a e t.05 _ h.02 i.1" "" 0.2, HEH "h _.1 a.05 e.05 i.15 x.2" "" 0.3, HAH "h _.35 x.1 k.4" "" 0.6, ARABIC_KH "x k.08 h.1" "K/-" 1.0,
    JEEM "j g.1 zh.05 ch.15 i.3" "C/K" 1.0, QAF "k g.05 x.1 _.4 h.4" "K" 1.0, GHAIN "gh g.08 _.6" "K" 1.0,
    THEH "t s f.3" "T/S" 1.0, THAL "d z" "T/S" 1.0, DAD "d z t.2" "T/S" 1.0, ZAH "z d.03 t.1" "S/T" 1.0, SHEEN "sh ch.2 s.15" "C" 1.0,
    BEH "b p.15 v.1" "P" 1.0, SAD "s ts.05 z.1" "S" 1.0, SHIN "sh s" "C/S" 1.0, KAF "k x g.2" "K" 1.0, BET "b v" "P/V" 1.0, PEH "p f" "P/V" 1.0,
    TSADI "ts z.02 s.05 ch.1" "S" 1.0, KHSH "sh x s.2" "C/K" 1.0, ZHG "zh g j.1" "C/K" 1.0,
    // Of Arabic and Hebrew, the alef that only bears a first long vowel (Iran, Oleg), and the f that is v in foreign names.
    ALEF_BEARER "_ a.02 e.02 i.02 o.02 u.02 y.05" "" 0.1, FEH "f v.06" "V" 1.0,
    // The waw of Persian خوا, which is not said: Khah, Khajeh; Khwaja.
    WAW_SILENT "_ w v.05 u.05 o.1" "V/-" 0.1,
    // Hangul.
    KO_G "g k" "K" 1.0, KO_D "d t" "T" 1.0, KO_B "b p" "P" 1.0, KO_J "j ch zh.2 z.2" "C" 1.0, KO_R "r l n.1 _.15 i.15" "R/L/N" 0.9,
    KO_S "s sh.05 t.4" "S" 1.0, KO_EO "o u.05 e.15 a.3" "" 0.6, KO_EU "u i.2 o.2 _.25 e.2" "" 0.5, KO_E "e a.02 i.2" "" 0.6, KO_N "n _.25 r.15 l.15" "N/-" 0.9,
    // Of Hangul, what the next or the last syllable makes of a letter: both what is said and what is written.
    KO_K_NASAL "n k g" "N/K" 1.0, KO_T_NASAL "n t d" "N/T" 1.0, KO_P_NASAL "m p b" "M/P" 1.0, KO_NL "n l.0 _.05" "N/-" 0.7,
    KO_NG "g k.2 _.05" "-/K" 0.2, KO_H "h _.05 x k.2" "-" 0.3, KO_SH "s sh" "S/C" 1.0, KO_R_FIRST "r l n.1 _.1 i.15" "R/L/N/-" 0.8, KO_KH "k x.0" "K" 1.0,
    // Letters of the Indic scripts, of Ethiopic, Thai and Lao: the vowel that a consonant bears, the breath after it.
    INHERENT "a o.05 e.1 u.2 i.3 _.0" "" 0.1, VOCALIC "i u.0 a.1 _.0" "" 0.3, ASPIRATE "h x.2 _.0" "-" 0.1, INDIC_AU "a o.0" "" 0.6, HIATUS "w v.0 u.0 _.0" "-/V" 0.1,
    NASAL "n m.0 _.2" "N/M/-" 0.6, FLAP "r d.0" "R/T" 1.0, INDIC_PH "f p.05" "V/P" 1.0, INDIC_V "v w.0 b.1" "V/P" 1.0, INDIC_Y "j i.0 y.0 _.25" "C/-" 0.7,
    TAMIL_K "k g.0 h.1" "K/-" 0.9, TAMIL_S "s ch.0 j.1" "S/C" 1.0, TAMIL_ZH "l zh.0 r.2" "L/C" 1.0,
    SIXTH "e i.0 y.0 a.05 u.2 _.0" "" 0.1, ETHIOPIC_E "e a.1 i.1" "" 0.6, ETHIOPIC_TS "ts s.0 t.1" "S/T" 1.0,
    BREATHED_P "p f.05" "P/V" 1.0, THAI_R "r n.1 l.1" "R/N/L" 1.0, THAI_L "l n.1" "L/N" 1.0, THAI_Y "i y j.2 n.3" "-/N" 0.4,
    // Of Thai: letters that are spelled by their Indic sound as often; what ends a syllable; what is not read, but printed.
    THAI_KH "k x.0 g.05" "K" 1.0, THAI_CH "ch j.05 sh.1" "C" 1.0, THAI_PH "p f.05 b.05" "P/V" 1.0, THAI_S_LAST "s t.05" "S/T" 1.0,
    THAI_CH_LAST "t ch.05 j.05 d.05" "T/C" 1.0, THAI_NY_LAST "n i.1 y.1" "N/-" 0.8, THAI_R_LAST "n r.05 l.2 _.2" "N/R/-" 0.9, THAI_SILENT_T "_ d.0 t.0" "-/T" 0.1,
    KHMER_I "i e.02" "" 0.6, KHMER_S_LAST "s h.0 _.1" "S/-" 0.7,
    LAO_L "l r.05 n.2" "L/R" 1.0,
    // What English spelling puts behind a long a: Zar, Mahn, Charn.
    LONG_A "_ r.0 h.0" "-/R" 0.1,
    // Of kana, what Hepburn and Kunrei write differently; the second half of a long o.
    KANA_J "j z.0" "C/S" 1.0, KANA_CH "ch t.0" "C/T" 1.0, KANA_F "f h.0" "V/-" 0.8, LONG "u o.0 h.0 _.0" "" 0.1,
    // Of katakana in names of other languages: vowels that only part consonants, and consonants that Japanese has not.
    KATA_U "u _.0" "" 0.1, KATA_O "o _.0" "" 0.1, KATA_I "i _.0" "" 0.1, KATA_R "r l.0" "R/L" 1.0, KATA_J "j z.0 d.1 g.1" "C/S/T/K" 1.0,
    // Of Hangul in names of other languages.
    FOREIGN_B "b v.0 p.05" "P/V" 1.0, FOREIGN_S "s sh.0 z.1 t.1" "S/C/T" 1.0, FOREIGN_EO "o e.0 a.05 u.05" "" 0.6,
    // Of Han characters in such names.
    HAN_R "r l.0 _.35" "R/L/-" 0.8, HAN_J "j g.0 k.05 ch.1 d.05 t.05 z.1" "C/K/T" 1.0, HAN_Q "ch k.05 t.1 ts.1" "C/K" 1.0,
    HAN_X "sh s.0 x.05 h.05" "C/S/K" 1.0, HAN_ZH "zh j.05 r.1 g.2" "C/R" 1.0, HAN_E "_ e.0 a.05 o.1 u.1 i.1" "" 0.1, HAN_I "i e.0 u.05 y.0" "" 0.6,
    HAN_O "o u.05 a.05" "" 0.6,
    KATA_V "u v.05 w.0 _.3" "-/V" 0.5,
    // The nasal of Greek μπ, ντ, γγ, which is there or not: Olympos, Bampis; and the γ after it.
    GR_M "m _.05" "M/-" 0.5, GR_N "n _.05" "N/-" 0.5, GR_GG "g k.05 _.1" "K/-" 0.7,
    // Latin letters with marks that two systems use: ş of Turkish and of Arabic, ṣ of Arabic and of Sanskrit, the j of
    // nj (њ, and the nj of Panjab), the c of ci, which is the soft t of Belarusian as well (Šaciła), the zh
    // that is z and h in Arabic names (Mazhari).
    S_CEDILLA "sh s.1" "C/S" 1.0, S_DOT "s sh.05 ts.05" "S/C" 1.0, Z_DOT "z d.05 zh.2" "S/T" 1.0, G_CARON "j g.05 gh.1" "C/K" 0.9,
    L_ZH "zh j.05 sh.2 ch.2 z.15" "C/S" 1.0, C_I "ts s.05 ch.05 k.1 t.15 j.3" "S/K/T/C" 1.0, NJ_J "j i.0 y.0 zh.05 _.05" "C/-" 0.4,
    // Pinyin initials, and digits, each like itself alone.
    PY_X "sh s.02 h.3" "C/S" 1.0, PY_Q "ch k.2 ts.15" "C" 1.0, PY_J "j ch.05 k.25 z.2 ts.25" "C" 1.0, PY_ZH "j ch.05 zh z.15" "C" 1.0, PY_C "ts ch.2 s.15" "S" 1.0,
    // z and c of Cantonese (Tsang, Chan), its short a, what may be printed behind an open o.
    CANTO_Z "ch ts j.05 z.05" "C/S" 1.0, CANTO_A "a u.05" "" 0.6, CANTO_O "_ r.05 w.05 h.05" "-/R" 0.1,
    // Of Burmese: r, which is y but in Indic words; stops that end a syllable, and where the next letter stands under them;
    // the t that a creaky tone sounds like; what English spelling puts behind vowels.
    BUR_R "r i.0 y.0 _.25" "R/-" 0.5, BUR_STOP "t k.0 p.0 d.05 _.25" "T/K/P/-" 0.5, BUR_STACK "t k.0 p.0 d.0 s.0 _.0" "-" 0.1,
    BUR_TONE "t _.0" "-/T" 0.1, BUR_END "_ i.0 y.0 u.05 w.05 e.05 h.05" "" 0.1, BUR_SILENT_E "_ e.0" "" 0.1,
    BUR_N "n m.0" "N/M" 0.8, BUR_W "w u.05 _.1 r.05 h.1" "V/-/R" 0.4,
    PY_R "r j.15 zh.1 y.3 i.3" "R" 1.0, PY_B "b p.05" "P" 1.0, PY_D "d t.05" "T" 1.0, PY_G "g k.05" "K" 1.0, PY_Z "z ts.0 s.2 j.2" "S" 1.0,
    DIGIT_0 "" "" 1.4, DIGIT_1 "" "" 1.4, DIGIT_2 "" "" 1.4, DIGIT_3 "" "" 1.4, DIGIT_4 "" "" 1.4,
    DIGIT_5 "" "" 1.4, DIGIT_6 "" "" 1.4, DIGIT_7 "" "" 1.4, DIGIT_8 "" "" 1.4, DIGIT_9 "" "" 1.4,
}

/// How many letters there are.
pub(crate) const LETTER_COUNT: usize = LETTERS.len();

/// Letters that are the same letter of two systems, though their sounds are not: the q of a pinyin syllable and the
/// q that Latin prints for it.
const SAME_LETTER: &[(Letter, Letter)] = &[
    (PY_Q, Q),
    (PY_X, X_START),
    (PY_X, HS),
    (PY_C, C),
    (PY_ZH, L_ZH),
    (L_ZH, L_J),
    (PY_J, L_J),
    (PY_Z, Z),
    (PY_R, R),
    (X_START, HS),
    (Q, L_CH),
    (PY_C, TS),
    (KO_J, L_J),
    (KO_J, L_CH),
    (CYR_KH, L_CH),
    (CYR_KH, H),
    (KH, L_CH),
    (SH, L_CH),
    (ARABIC_KH, L_CH),
    (SHEEN, L_CH),
    (CYR_TS, C),
    (CYR_TS, Z),
    (TS, C),
    (CYR_G, H),
    (CYR_G, G),
    (HAH, H),
    (JEEM, L_J),
    (JEEM, DJ),
    (JEEM, C),
    (J, L_J),
    (J, C),
    (ZH, L_J),
    (GLIDE, L_J),
    (DZ, L_J),
    (QAF, Q),
    (QAF, GH),
    (GH, GHAIN),
    (GHAIN, Q),
    (Q, GH),
    (Q, G),
];

/// The worked-out costs.
pub(crate) struct Costs {
    substitution: Vec<f32>,
    deletion: [f32; LETTER_COUNT],
    /// The consonant classes of each letter's skeleton, at most [`ALTERNATIVES`]; 0 is none.
    skeleton: [[u8; ALTERNATIVES]; LETTER_COUNT],
    weight: [f32; LETTER_COUNT],
    readings: Vec<[f32; SOUNDS]>,
    /// The first sound of each letter.
    first: [u8; LETTER_COUNT],
}

/// How many classes a letter may stand for in a skeleton.
const ALTERNATIVES: usize = 4;

/// The classes of the consonant skeleton; a class's number is its place, from 1.
const CLASSES: &str = "PVTSCKMNLR";

/// How many they are.
pub(crate) const CLASS_COUNT: usize = CLASSES.len();

/// The number of a letter's first sound; of a letter that has none, as digits have none, a number of its own.
fn first_sound(letter: usize, sounds: &str) -> u8 {
    let name = sounds.split(' ').next().unwrap_or_default();
    let name = name.split('.').next().unwrap_or_default();
    sound(name).map_or(SOUNDS + letter, |sound| sound) as u8
}

impl Costs {
    fn work_out() -> Self {
        let sounds = sound_costs();
        let readings: Vec<[f32; SOUNDS]> = LETTERS.iter().map(|(text, ..)| readings(text)).collect();
        let heard: Vec<Vec<(usize, f32)>> = readings.iter().map(heard).collect();
        let mut costs = Self {
            substitution: vec![1.0; LETTER_COUNT * LETTER_COUNT],
            deletion: [1.0; LETTER_COUNT],
            skeleton: [[u8::MAX; ALTERNATIVES]; LETTER_COUNT],
            weight: [1.0; LETTER_COUNT],
            readings: Vec::new(),
            first: std::array::from_fn(|letter| first_sound(letter, LETTERS[letter].0)),
        };
        for (a, (text, skeleton, weight)) in LETTERS.iter().enumerate() {
            for b in 0..LETTER_COUNT {
                costs.substitution[a * LETTER_COUNT + b] =
                    if a == b { 0.0 } else { cheapest(&heard[a], &heard[b], &sounds) };
            }
            costs.deletion[a] = deletion(&readings[a], text.is_empty());
            costs.weight[a] = *weight;
            for (slot, class) in costs.skeleton[a].iter_mut().zip(skeleton.split('/')) {
                *slot = class.chars().next().and_then(|c| CLASSES.find(c)).map_or(0, |at| at as u8 + 1);
            }
        }
        for (a, b) in SAME_LETTER {
            let (a, b) = (usize::from(*a), usize::from(*b));
            costs.substitution[a * LETTER_COUNT + b] = costs.substitution[a * LETTER_COUNT + b].min(0.02);
            costs.substitution[b * LETTER_COUNT + a] = costs.substitution[b * LETTER_COUNT + a].min(0.02);
        }
        costs.readings = readings;
        costs
    }

    /// The cost of reading one letter as the other.
    #[inline]
    pub(crate) fn substitution(&self, a: Letter, b: Letter) -> f32 {
        self.substitution.get(usize::from(a) * LETTER_COUNT + usize::from(b)).copied().unwrap_or(1.0)
    }

    /// The cost of a letter that stands on one side only.
    #[inline]
    pub(crate) fn deletion(&self, a: Letter) -> f32 {
        self.deletion.get(usize::from(a)).copied().unwrap_or(1.0)
    }

    /// Whether the letter may well stand for a sound.
    pub(crate) fn may_sound(&self, letter: Letter, sound: &str) -> bool {
        let Some(at) = self::sound(sound) else { return false };
        self.readings.get(usize::from(letter)).is_some_and(|r| r[at] <= 0.2)
    }

    /// How much of a name the letter is.
    #[inline]
    pub(crate) fn weight(&self, a: Letter) -> f32 {
        self.weight.get(usize::from(a)).copied().unwrap_or(1.0)
    }

    /// A row of letters by the first sound of each: the same for an acronym in another script, РИРВ and RIRV.
    pub(crate) fn by_first_sound<'r>(&self, row: &'r [Letter]) -> impl Iterator<Item = u8> + use<'_, 'r> {
        row.iter().map(|letter| self.first.get(usize::from(*letter)).copied().unwrap_or(*letter))
    }

    /// The alternatives of the letter's place in the skeleton: a class, or 0 for none.
    pub(crate) fn skeleton(&self, a: Letter) -> impl Iterator<Item = u8> {
        self.skeleton.get(usize::from(a)).copied().unwrap_or_default().into_iter().filter(|c| *c != u8::MAX)
    }
}

/// Whether the letter is a vowel, whatever else it may be.
pub(crate) fn is_vowel(letter: Letter) -> bool {
    letter <= EO
}

/// The costs, worked out once.
pub(crate) static COSTS: LazyLock<Costs> = LazyLock::new(Costs::work_out);

fn sound(name: &str) -> Option<usize> {
    NAMES.iter().position(|n| *n == name)
}

fn sound_costs() -> [[f32; SOUNDS]; SOUNDS] {
    let mut costs = [[1.0; SOUNDS]; SOUNDS];
    for (a, row) in costs.iter_mut().enumerate() {
        for (b, cost) in row.iter_mut().enumerate() {
            *cost = match (a, b) {
                _ if a == b => 0.0,
                (SILENCE, other) | (other, SILENCE) if other < VOWELS => 0.5,
                (SILENCE, _) | (_, SILENCE) => 1.0,
                _ if a < VOWELS && b < VOWELS => 0.45,
                _ if a < VOWELS || b < VOWELS => 1.1,
                _ => 1.0,
            };
        }
    }
    for (a, b, cost) in CONFUSED {
        if let (Some(a), Some(b)) = (sound(a), sound(b)) {
            costs[a][b] = *cost;
            costs[b][a] = *cost;
        }
    }
    costs
}

/// The cost of each sound for a letter written "k ts.05": the number after the dot is the cost, 0 without one.
fn readings(text: &str) -> [f32; SOUNDS] {
    let mut result = [f32::INFINITY; SOUNDS];
    for part in text.split(' ').filter(|p| !p.is_empty()) {
        let (name, cost) = part.split_once('.').map_or((part, 0.0), |(name, digits)| {
            (name, format!("0.{digits}").parse::<f32>().unwrap_or(0.0))
        });
        if let Some(at) = sound(name) {
            result[at] = cost;
        }
    }
    result
}

/// The few sounds of a letter, silence apart: all pairs of letters are gone through when the program starts.
fn heard(reading: &[f32; SOUNDS]) -> Vec<(usize, f32)> {
    reading.iter().copied().enumerate().filter(|(at, cost)| cost.is_finite() && *at != SILENCE).collect()
}

fn cheapest(a: &[(usize, f32)], b: &[(usize, f32)], sounds: &[[f32; SOUNDS]; SOUNDS]) -> f32 {
    let mut best = 1.4_f32;
    for (i, x) in a {
        for (j, y) in b {
            best = best.min(x + y + sounds[*i][*j]);
        }
    }
    best
}

fn deletion(reading: &[f32; SOUNDS], digit: bool) -> f32 {
    if digit {
        return 1.4;
    }
    if reading[SILENCE].is_finite() {
        return reading[SILENCE];
    }
    let vowel = reading[..VOWELS].contains(&0.0);
    if vowel { 0.5 } else { 1.0 }
}
