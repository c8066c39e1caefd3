//! Other readings of a name in Han characters, Hangul or kana: what its signs sound like in another language, which prints it so.

use smallvec::SmallVec;

use crate::analyse::{Reading, Role, Token};
use crate::person::without_title;
use crate::script::Script;
use crate::tables::{self, SenseKind};
use crate::token::FOREIGN;
use crate::words::Word;

/// Signs of a word of Hangul or Han that is no Korean or Chinese given name: those have two.
const LONG: usize = 3;

/// Whether words of Hangul, Han characters or kana are a name of another language: Koreans, Chinese and Japanese write theirs in
/// one word, or of a few signs.
pub(crate) fn is_foreign(words: &[Word]) -> bool {
    let all = |script| words.iter().all(|word| word.script == script);
    let long = words.iter().any(|word| word.text.chars().count() >= LONG);
    words.len() > 1 && long && (all(Script::Hangul) || all(Script::Han) || all(Script::Kana))
}

/// Such a name as it sounds in the other language. Kana are read so anyway.
pub(crate) fn foreign(words: &[Word]) -> Option<Reading> {
    let token = |word: &Word| Token { form: format!("{FOREIGN}{}", word.text).into(), role: Role::Unknown };
    let read = is_foreign(words) && words.iter().all(|word| word.script != Script::Kana);
    read.then(|| Reading { tokens: words.iter().map(token).collect(), written: None })
}

/// Readings of a Japanese name that are kept, and of each of its two names.
const JAPANESE_READINGS: usize = 4;

/// Characters of a Japanese name at least: of two the readings are like too many others.
const SHORTEST_JAPANESE: usize = 3;

/// Characters of a Japanese name at most: a family name of three, a given name of three, and more of both than is known.
const LONGEST_JAPANESE: usize = 8;

/// Characters of a Japanese name, family and given name together, of which both may be made of characters that others have:
/// shorter ones are Chinese more often.
const SURELY_JAPANESE: usize = 4;

/// A name of Han characters as it is read in Japanese, where the tables know a family and a given name in it: in kana, which
/// is how it sounds.
fn japanese(words: &[Word]) -> SmallVec<[Reading; 4]> {
    // Each with how far-fetched it is.
    let mut found: Vec<(usize, Reading)> = Vec::new();
    let mut add = |family: &str, given: &str| {
        let count = family.chars().count() + given.chars().count();
        if count < SHORTEST_JAPANESE {
            return;
        }
        let made = count >= SURELY_JAPANESE;
        let families = japanese_readings(&tables::JAPANESE_FAMILY, family, made);
        if families.is_empty() {
            return;
        }
        let two = family.chars().nth(1).is_some();
        for (far, given) in japanese_readings(&tables::JAPANESE_GIVEN, given, two) {
            for (farther, family) in &families {
                let token = |form: &str, role| Token { form: form.into(), role };
                let tokens = SmallVec::from_iter([token(family, Role::Family), token(&given, Role::Given)]);
                found.push((far + farther, Reading { tokens, written: None }));
            }
        }
    };
    match words {
        [one] => {
            let name = without_title(&one.text);
            if name.chars().nth(LONGEST_JAPANESE).is_some() {
                return SmallVec::new();
            }
            name.char_indices().skip(1).for_each(|(cut, _)| add(&name[..cut], &name[cut..]));
        }
        [first, second] => {
            add(&first.text, &second.text);
            add(&second.text, &first.text);
        }
        _ => {}
    }
    found.sort_by_key(|(far, _)| *far);
    found.into_iter().take(JAPANESE_READINGS).map(|(_, reading)| reading).collect()
}

/// How far-fetched it is that a name is made of two characters, beside the second or third reading of one that is known; of
/// three, twice as much.
const MADE: usize = 4;

/// The likeliest readings of a Japanese name, each with how far-fetched it is: those that the first table knows, or those that
/// its characters have in others, by the second, where it may be `made` of such.
fn japanese_readings(
    [whole, characters]: &[tables::Japanese; 2],
    name: &str,
    made: bool,
) -> Vec<(usize, Box<str>)> {
    if name.chars().all(|c| Script::of(c) == Script::Kana) {
        return vec![(0, name.into())];
    }
    let known: Vec<_> = whole.readings(name).map(Into::into).enumerate().collect();
    let count = name.chars().count();
    if !known.is_empty() || !made || !(2..=3).contains(&count) {
        return known;
    }
    let mut readings = vec![(MADE * (count - 1), String::new())];
    for (at, (start, character)) in name.char_indices().enumerate() {
        // At the end many are read otherwise.
        let (inside, last) = (character.to_string(), format!("-{character}"));
        let [key, other] = if at + 1 == count { [last, inside] } else { [inside, last] };
        let mut known: Vec<&str> = characters.readings(&key).collect();
        if known.is_empty() {
            known = characters.readings(&other).collect();
        }
        if Script::of(character) == Script::Kana {
            known = vec![name.get(start..start + character.len_utf8()).unwrap_or_default()];
        }
        let longer = |(far, begun): &(usize, String)| -> Vec<(usize, String)> {
            known.iter().enumerate().map(|(place, kana)| (far + place, format!("{begun}{kana}"))).collect()
        };
        readings = readings.iter().flat_map(longer).collect();
    }
    readings.sort_by_key(|(far, _)| *far);
    readings.into_iter().take(JAPANESE_READINGS).map(|(far, kana)| (far, kana.into())).collect()
}

/// A name of Han characters as it is read in Japanese, in Cantonese and in Korean: who reads it so prints it so (Kishida
/// Fumio, Lee Ka-chiu, Kim Jong Un). The latter of three or four characters in a word or two, as such names mostly are: two
/// syllables are like too many others.
pub(crate) fn of(words: &[Word], reading: &Reading) -> SmallVec<[Reading; 4]> {
    let all = |is: fn(Script) -> bool| words.iter().all(|word| is(word.script));
    if !all(|script| matches!(script, Script::Han | Script::Kana)) || all(|script| script == Script::Kana) {
        return SmallVec::new();
    }
    let mut others = japanese(words);
    if all(|script| script == Script::Han) {
        others.extend(continental(words, reading));
    }
    others
}

/// See [`of`].
fn continental(words: &[Word], reading: &Reading) -> SmallVec<[Reading; 2]> {
    let count: usize = reading.tokens.iter().map(|token| token.form.chars().count()).sum();
    if words.len() > 2 || !(3..=4).contains(&count) {
        return SmallVec::new();
    }
    let read = |tokens: &[Token], form: &dyn Fn(&Token) -> Option<Box<str>>| {
        let tokens = tokens.iter().map(|token| Some(Token { form: form(token)?, role: token.role }));
        tokens.collect::<Option<_>>().map(|tokens| Reading { tokens, written: None })
    };
    let married = of_two_families(&reading.tokens);
    let cantonese =
        read(married.as_deref().unwrap_or(&reading.tokens), &|token| Some(format!("~{}", token.form).into()));
    let korean = read(&reading.tokens, &|token| {
        // As a family name 金 is Kim; elsewhere it is mostly Geum.
        let family = token.role == Role::Family && &*token.form == "金";
        if family {
            Some("김".into())
        } else {
            token.form.chars().map(tables::korean).collect::<Option<String>>().map(Into::into)
        }
    });
    cantonese.into_iter().chain(korean).collect()
}

/// A family name and three characters of which the first is a family name as well: in Hong Kong a wife puts her husband's
/// before her own (Lam Cheng Yuet-ngor).
fn of_two_families(tokens: &[Token]) -> Option<Vec<Token>> {
    let [family, given] = tokens else { return None };
    let mut rest = given.form.chars();
    let own = rest.next()?.to_string();
    let rest = rest.as_str();
    let is_one = family.form.chars().count() == 1
        && rest.chars().count() == 2
        && tables::entry(&own, SenseKind::Surname).is_some();
    let token = |form: &str, role| Token { form: form.into(), role };
    is_one.then(|| vec![family.clone(), token(&own, Role::Family), token(rest, Role::Given)])
}
