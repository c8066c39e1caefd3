//! Goods named in words: which codes they may be. Never more than a reason to look.

use std::collections::HashMap;

use super::code::GoodsCode;
use super::place::fold;

/// The words by which goods are named in the usual languages of trade papers.
#[derive(Debug, Clone, Default)]
pub struct GoodsWords {
    phrases: Vec<Phrase>,
    /// Phrases by the first three letters of their rarest-looking (longest) word.
    by_start: HashMap<[u8; 3], Vec<u32>>,
}

#[derive(Debug, Clone)]
struct Phrase {
    text: String,
    words: Vec<Word>,
    codes: Vec<GoodsCode>,
    score: f32,
    vague: bool,
}

/// A word of a phrase: whole, or the stem of an inflected one.
#[derive(Debug, Clone)]
struct Word {
    letters: String,
    stem: bool,
}

/// Goods that a description names.
#[derive(Debug, Clone, PartialEq)]
pub struct Described<'a> {
    /// The phrase of the table that was found.
    pub phrase: &'a str,
    /// The codes that such goods may have; empty for a vague phrase.
    pub codes: &'a [GoodsCode],
    /// How sure the words are of the codes: 1 for a chemical name, 0.5 for a word that many goods share.
    pub score: f32,
    /// Whether the phrase could be anything.
    pub vague: bool,
}

impl Described<'_> {
    /// Whether a code is one of the phrase's, or may be.
    pub fn agrees_with(&self, code: GoodsCode) -> bool {
        self.codes.iter().any(|c| c.covers(code) || code.covers(*c))
    }
}

/// Why a table of words cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("goods words, line {line}: {message}")]
pub struct WordsError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

/// A description longer than this is cut: the longest in bills of lading that we saw run to a few thousand letters.
const LONGEST: usize = 4096;

impl GoodsWords {
    /// The table inside the program.
    pub fn built_in() -> Result<Self, WordsError> {
        Self::read(include_str!("../../data/trade/goods-words.txt"))
    }

    /// Reads a table: `score | codes | phrase, phrase …`, `vague` instead of a score for words that say nothing.
    pub fn read(text: &str) -> Result<Self, WordsError> {
        let mut table = Self::default();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |message: &str| WordsError { line: at + 1, message: message.into() };
            let mut parts = line.splitn(3, '|').map(str::trim);
            let (Some(score), Some(codes), Some(phrases)) = (parts.next(), parts.next(), parts.next()) else {
                return Err(wrong("three columns are wanted: score | codes | phrases"));
            };
            let vague = score == "vague";
            let score =
                if vague { 0.0 } else { score.parse().map_err(|_| wrong("the score is no number"))? };
            let codes = codes.split_whitespace().map(GoodsCode::parse).collect::<Result<Vec<_>, _>>();
            let codes = codes.map_err(|e| wrong(&e.to_string()))?;
            for phrase in phrases.split(',').map(str::trim).filter(|p| !p.is_empty()) {
                table.add(phrase, &codes, score, vague);
            }
        }
        Ok(table)
    }

    fn add(&mut self, phrase: &str, codes: &[GoodsCode], score: f32, vague: bool) {
        let words: Vec<Word> = phrase
            .split_whitespace()
            .flat_map(|word| {
                let stem = word.ends_with('*');
                let folded = fold(word);
                let parts: Vec<String> =
                    folded.split(' ').filter(|p| !p.is_empty()).map(Into::into).collect();
                let last = parts.len().saturating_sub(1);
                parts
                    .into_iter()
                    .enumerate()
                    .map(move |(i, letters)| Word { letters, stem: stem && i == last })
                    .collect::<Vec<_>>()
            })
            .collect();
        let Some(key) = words.iter().max_by_key(|w| w.letters.len()).map(|w| start(&w.letters)) else {
            return;
        };
        let at = self.phrases.len() as u32;
        let text = phrase.replace('*', "");
        self.phrases.push(Phrase { text, words, codes: codes.to_vec(), score, vague });
        self.by_start.entry(key).or_default().push(at);
    }

    /// The goods that a description names, the surest first. A vague phrase is told only when nothing else is found
    /// and it is all that the description says.
    pub fn describe(&self, description: &str) -> Vec<Described<'_>> {
        if description.trim().is_empty() {
            return Vec::new();
        }
        let cut = description.char_indices().nth(LONGEST).map_or(description, |(at, _)| &description[..at]);
        let folded = fold(cut);
        let words: Vec<&str> = folded.split(' ').collect();
        let mut found: Vec<&Phrase> = Vec::new();
        for word in &words {
            for at in self.by_start.get(&start(word)).into_iter().flatten() {
                let phrase = &self.phrases[*at as usize];
                if phrase.is_in(&words) && !found.iter().any(|p| std::ptr::eq(*p, phrase)) {
                    found.push(phrase);
                }
            }
        }
        let says_more = found.iter().any(|p| !p.vague);
        let in_vague = |word: &str| {
            let filler = word.len() <= 2 || word.bytes().all(|b| b.is_ascii_digit());
            filler || found.iter().any(|p| p.vague && p.words.iter().any(|w| w.is(word)))
        };
        let all_vague = !says_more && words.iter().all(|w| in_vague(w));
        found.retain(|p| !p.vague || all_vague);
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found
            .into_iter()
            .map(|p| Described { phrase: &p.text, codes: &p.codes, score: p.score, vague: p.vague })
            .collect()
    }
}

impl Phrase {
    fn is_in(&self, words: &[&str]) -> bool {
        self.words.iter().all(|wanted| words.iter().any(|word| wanted.is(word)))
    }
}

impl Word {
    fn is(&self, word: &str) -> bool {
        if self.stem { word.starts_with(&self.letters) } else { word == self.letters }
    }
}

/// The first three letters, blank-filled.
fn start(word: &str) -> [u8; 3] {
    let mut letters = [b' '; 3];
    for (place, byte) in letters.iter_mut().zip(word.bytes()) {
        *place = byte;
    }
    letters
}
