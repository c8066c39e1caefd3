//! Reaching into JSON objects.

use serde_json::{Map, Value};

/// The text at a path of keys; numbers as they are written.
pub(super) fn text(object: &Map<String, Value>, path: &[&str]) -> Option<String> {
    let (first, rest) = path.split_first()?;
    let value = rest.iter().try_fold(object.get(*first)?, |value, key| value.get(*key))?;
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The texts of a FollowTheMoney property, or of any key that holds one text or several.
pub(super) fn texts<'a>(object: &'a Map<String, Value>, key: &str) -> Vec<&'a str> {
    match object.get(key) {
        Some(Value::String(text)) => vec![text.as_str()],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The objects of an array.
pub(super) fn objects<'a>(object: &'a Map<String, Value>, key: &str) -> Vec<&'a Map<String, Value>> {
    let values = object.get(key).and_then(Value::as_array);
    values.map_or_else(Vec::new, |values| values.iter().filter_map(Value::as_object).collect())
}
