//! A FollowTheMoney record as it stands.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// A value of a property: text, or a record in place of its id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FtmValue {
    /// Text; dates, numbers and countries too.
    Text(String),
    /// A record that stands where its id could stand.
    Record(Box<FtmRecord>),
    /// Anything else, which FollowTheMoney does not have but a file may hold.
    Other(Value),
}

/// Properties and their values, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Properties(pub Vec<(String, Vec<FtmValue>)>);

/// A record: an entity, a sanction, an address, a tie.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FtmRecord {
    /// Its id; may be empty in records that are nested or made for a comparison.
    pub id: String,
    /// Its schema.
    pub schema: String,
    /// Its properties.
    pub properties: Properties,
    /// Every other field (`caption`, `datasets`, `referents`, `first_seen`, `target` …), in the order of the file.
    pub extra: Vec<(String, Value)>,
}

impl FtmRecord {
    /// A record without properties yet.
    pub fn new(id: &str, schema: &str) -> Self {
        Self { id: id.into(), schema: schema.into(), ..Self::default() }
    }

    /// The text values of a property.
    pub fn texts<'a>(&'a self, property: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.values(property).iter().filter_map(|value| match value {
            FtmValue::Text(text) => Some(text.as_str()),
            FtmValue::Record(_) | FtmValue::Other(_) => None,
        })
    }

    /// All values of a property.
    pub fn values(&self, property: &str) -> &[FtmValue] {
        self.properties.0.iter().find(|(name, _)| name == property).map_or(&[], |(_, values)| values)
    }

    /// Adds a value to a property, unless it is there already or empty.
    pub fn add(&mut self, property: &str, value: FtmValue) {
        if matches!(&value, FtmValue::Text(text) if text.is_empty()) {
            return;
        }
        match self.properties.0.iter_mut().find(|(name, _)| name == property) {
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
            None => self.properties.0.push((property.into(), vec![value])),
        }
    }

    /// The name by which it is shown: its caption, else its first name, else its id.
    pub fn caption(&self) -> &str {
        let caption = self.extra.iter().find(|(name, _)| name == "caption").and_then(|(_, v)| v.as_str());
        caption.or_else(|| self.texts("name").next()).unwrap_or(&self.id)
    }
}

impl Serialize for FtmRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if !self.id.is_empty() {
            map.serialize_entry("id", &self.id)?;
        }
        map.serialize_entry("schema", &self.schema)?;
        map.serialize_entry("properties", &self.properties)?;
        for (name, value) in &self.extra {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for FtmRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RecordVisitor)
    }
}

struct RecordVisitor;

impl<'de> Visitor<'de> for RecordVisitor {
    type Value = FtmRecord;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a FollowTheMoney record with schema and properties")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FtmRecord, A::Error> {
        let (mut record, mut schema, mut properties) = (FtmRecord::default(), None, None);
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "id" => record.id = map.next_value::<Option<Scalar>>()?.map(|id| id.0).unwrap_or_default(),
                "schema" => schema = Some(map.next_value()?),
                "properties" => properties = Some(map.next_value()?),
                _ => record.extra.push((name, map.next_value()?)),
            }
        }
        record.schema = schema.ok_or_else(|| serde::de::Error::missing_field("schema"))?;
        record.properties = properties.ok_or_else(|| serde::de::Error::missing_field("properties"))?;
        Ok(record)
    }
}

/// An id that may be written as a number.
struct Scalar(String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self(text)),
            Value::Number(number) => Ok(Self(number.to_string())),
            _ => Err(serde::de::Error::custom("an id is text")),
        }
    }
}

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, values)| (name, values)))
    }
}

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PropertiesVisitor)
    }
}

struct PropertiesVisitor;

impl<'de> Visitor<'de> for PropertiesVisitor {
    type Value = Properties;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("properties with lists of values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Properties, A::Error> {
        let mut properties = Properties::default();
        while let Some(name) = map.next_key::<String>()? {
            let values: OneOrMany = map.next_value()?;
            let values = match values {
                OneOrMany::Many(values) => values,
                OneOrMany::None(()) => Vec::new(),
                OneOrMany::One(value) => vec![value],
            };
            match properties.0.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => known.extend(values),
                None => properties.0.push((name, values)),
            }
        }
        Ok(properties)
    }
}

/// A property that somebody wrote by hand may hold its only value without a list.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<FtmValue>),
    None(()),
    One(FtmValue),
}
