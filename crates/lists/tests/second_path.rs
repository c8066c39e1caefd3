//! The second path: a record's texts, found by another reader than the one under test, against the entity.
//!
//! 1. Nothing is lost: each text of the record stands in some value of the entity, or in its raw text.
//! 2. Nothing is invented: each word of a name, address, birth place or further fact stands in the record.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use tamis_model::Entity;

/// A file of the shared data, where the data stands beside the checkout; its absence is said.
pub fn shared(path: &str) -> Option<Vec<u8>> {
    let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/lists")).join(path);
    let found = std::fs::read(&file).ok();
    if found.is_none() {
        eprintln!("skipped: {path} is not beside this checkout");
    }
    found
}

/// A hundred numbers below `count`, always the same for a seed.
pub fn draw(count: usize, seed: u64) -> BTreeSet<usize> {
    let mut state = seed;
    let mut drawn = BTreeSet::new();
    while drawn.len() < 100.min(count) {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        drawn.insert((state >> 33) as usize % count);
    }
    drawn
}

/// One text: letters and digits only, so that blanks and punctuation that reading removes do not count.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Every string in an entity, the raw texts among them.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(plain(text)),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(map) => map.values().for_each(|item| strings(item, found)),
        _ => {}
    }
}

/// Which of a record's texts stand nowhere in its entity.
pub fn lost(entity: &Entity, texts: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    strings(&serde_json::to_value(entity).unwrap(), &mut found);
    let stands = |text: &&String| {
        let text = plain(text);
        text.is_empty() || found.iter().any(|known| known.contains(&text))
    };
    texts.iter().filter(|text| !stands(text)).cloned().collect()
}

/// Which words of an entity stand nowhere in its record.
pub fn invented(entity: &Entity, texts: &[String]) -> Vec<String> {
    let record = plain(&texts.concat());
    let mut said: Vec<&str> = Vec::new();
    for name in &entity.names {
        said.push(&name.value.full);
        said.extend(name.value.parts.iter().map(|part| part.text.as_str()));
    }
    said.extend(entity.addresses.iter().map(|address| address.value.full.as_str()));
    said.extend(entity.birth_places.iter().map(|place| place.value.as_str()));
    said.extend(entity.countries.iter().map(|country| country.value.text.as_str()));
    said.extend(entity.particulars.iter().map(|particular| particular.value.text.as_str()));
    said.extend(entity.identifiers.iter().map(|identifier| identifier.value.number.as_str()));
    said.extend(entity.relations.iter().map(|relation| relation.value.name.as_str()));
    said.extend(
        entity.listings.iter().flat_map(|l| l.programmes.iter().chain(&l.reasons).map(String::as_str)),
    );
    let words = said.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !record.contains(&plain(word))).map(str::to_owned).collect()
}

/// The texts of each element of a name in an XML file, by nothing but the brackets: what stands between tags, and
/// attributes' values. Elements whose texts say nothing about the entity are left out by name.
pub fn xml_records(text: &str, element: &str, without: &[&str]) -> Vec<Vec<String>> {
    let (opening, closing) = (format!("<{element}"), format!("</{element}>"));
    let mut records = Vec::new();
    let starts = text.match_indices(&opening).map(|(at, _)| &text[at..]);
    for start in starts.filter(|start| start[opening.len()..].starts_with(['>', ' ', '\n', '\r', '\t'])) {
        let record = start.split(&closing).next().unwrap();
        let mut texts = Vec::new();
        for piece in record.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
            let name = tag.split_whitespace().next().unwrap_or_default().trim_end_matches('/');
            texts.extend(attributes(tag, without));
            if !without.contains(&name) {
                texts.push(unescape(text));
            }
        }
        texts.retain(|text| !text.trim().is_empty());
        records.push(texts);
    }
    records
}

fn attributes(tag: &str, without: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        let name = before.split_whitespace().last().unwrap_or_default();
        let (value, tail) = after.split_once('"').unwrap_or((after, ""));
        if !without.contains(&name) && !name.starts_with("xmlns") {
            found.push(unescape(value));
        }
        rest = tail;
    }
    found
}

fn unescape(text: &str) -> String {
    let known =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#xD;", ""), ("&amp;", "&")];
    known.iter().fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

/// Which words of a record's texts stand nowhere in its entity: for cells that are split into several values.
pub fn lost_words(entity: &Entity, texts: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    strings(&serde_json::to_value(entity).unwrap(), &mut found);
    let all = found.join(" ");
    let mut words: Vec<&str> = texts.iter().flat_map(|t| t.split(|c: char| !c.is_alphanumeric())).collect();
    words.sort_unstable();
    words.dedup();
    // Numbers of values, (1) and a), are split away.
    let counts = words.iter().filter(|word| word.chars().count() > 1 && !all.contains(&plain(word)));
    counts.map(|word| (*word).to_owned()).collect()
}
