//! A second path from raw record to entity, for any format: whatever text a record has must be found in the entity, and
//! whatever an entity says must be found in its record.

use serde_json::Value;
use tamis_lists::Snapshot;
use tamis_model::Entity;

/// Every string in an entity: values, raw texts, programmes.
pub fn said(entity: &Entity) -> Vec<String> {
    fn gather(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::String(text) => into.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
            Value::Object(fields) => fields.values().for_each(|field| gather(field, into)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    gather(&serde_json::to_value(entity).unwrap(), &mut all);
    all
}

/// What an entity quotes: the raw text of each value with its place, or the value's own texts where it has none.
pub fn quoted(entity: &Entity) -> Vec<String> {
    fn gather(value: &Value, into: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
            Value::Object(fields) => match (fields.get("value"), fields.get("source")) {
                (Some(value), Some(source)) => match &source["raw"] {
                    Value::String(raw) => into.push(raw.clone()),
                    _ => into.extend(own_texts(value)),
                },
                _ => fields.values().for_each(|field| gather(field, into)),
            },
            _ => {}
        }
    }
    let mut all = Vec::new();
    gather(&serde_json::to_value(entity).unwrap(), &mut all);
    all
}

/// The texts of a value that come from the file: not its kind, its property or a code that was made of it.
fn own_texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Object(fields) => ["text", "name", "street", "city", "region", "postal_code", "country_text"]
            .iter()
            .filter_map(|field| fields.get(*field)?.as_str())
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

/// A hundred entities of a snapshot, spread over it, the same ones every time.
pub fn hundred(snapshot: &Snapshot) -> impl Iterator<Item = (usize, &Entity)> {
    let count = snapshot.entities.len();
    // A linear congruential draw; 6364136223846793005 is Knuth's multiplier.
    let mut state = count as u64;
    (0..100).map(move |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = (state >> 33) as usize % count;
        (at, &snapshot.entities[at])
    })
}
