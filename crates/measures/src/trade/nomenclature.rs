//! A nomenclature that the user imports: names of codes, siblings, and whether a code exists in a year.
//!
//! Read are the JSON of php-cncodes (`[{"code", "name", "version"}]`), any table as CSV with a column of codes and
//! one of names (`hscode,description`; `CN_CODE;NAME_EN`; `Goods code,Description`), and the CN as XML with a code and
//! a text an item.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::Deserialize;

use super::code::GoodsCode;

/// Names of goods codes, with the year they are of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Nomenclature {
    names: BTreeMap<GoodsCode, Box<str>>,
    /// The year of the edition; `None` where the file does not say.
    pub year: Option<i16>,
    deepest: usize,
}

/// Why a nomenclature file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NomenclatureError {
    /// Nothing that is known.
    #[error(
        "not a nomenclature: wanted are JSON with code and name, CSV with a column of codes and one of names, or XML"
    )]
    Form,
    /// Of a known form, but broken.
    #[error("line {line}: {message}")]
    Broken {
        /// The line, from 1; 0 when it is not known.
        line: u64,
        /// What is wrong.
        message: String,
    },
    /// Read, but no code in it.
    #[error("no goods code in it")]
    Empty,
}

#[derive(Deserialize)]
struct JsonItem {
    code: String,
    #[serde(default)]
    name: String,
    version: Option<i16>,
}

/// Columns and elements that hold the code, folded to small letters and digits.
const CODE_NAMES: &[&str] = &[
    "code",
    "hscode",
    "cncode",
    "cn",
    "goodscode",
    "commoditycode",
    "goodsnomenclatureitemid",
    "cnkey",
    "hs",
    "cn8",
];
/// Columns and elements that hold the name.
const NAME_NAMES: &[&str] = &[
    "name",
    "description",
    "nameen",
    "texten",
    "dmen",
    "selfexplanatorytexten",
    "label",
    "labelen",
    "text",
    "descriptionen",
    "literal",
];

impl Nomenclature {
    /// Reads a file by its content.
    pub fn read(bytes: &[u8]) -> Result<Self, NomenclatureError> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        match bytes.iter().find(|b| !b.is_ascii_whitespace()) {
            Some(b'[') => Self::read_json(bytes),
            Some(b'<') => Self::read_xml(bytes),
            Some(_) => Self::read_csv(bytes),
            None => Err(NomenclatureError::Form),
        }
    }

    fn read_json(bytes: &[u8]) -> Result<Self, NomenclatureError> {
        let items: Vec<JsonItem> = serde_json::from_slice(bytes)
            .map_err(|e| NomenclatureError::Broken { line: e.line() as u64, message: e.to_string() })?;
        let mut read = Self::default();
        for item in items {
            read.year = read.year.or(item.version);
            read.insert(&item.code, &item.name);
        }
        read.finish()
    }

    fn read_csv(bytes: &[u8]) -> Result<Self, NomenclatureError> {
        let head = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
        let count = |c: u8| head.split(|b| *b == c).count();
        let delimiter = [b',', b';', b'\t', b'|'].into_iter().max_by_key(|c| count(*c)).unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
        let broken = |e: csv::Error| NomenclatureError::Broken {
            line: e.position().map_or(0, csv::Position::line),
            message: e.to_string(),
        };
        let headers = reader.byte_headers().map_err(broken)?.clone();
        let find = |names: &[&str]| {
            headers.iter().position(|h| names.contains(&plain(&String::from_utf8_lossy(h)).as_str()))
        };
        let (code, name) = (
            find(CODE_NAMES).ok_or(NomenclatureError::Form)?,
            find(NAME_NAMES).ok_or(NomenclatureError::Form)?,
        );
        let mut read = Self::default();
        for row in reader.byte_records() {
            let row = row.map_err(broken)?;
            if let (Some(code), Some(name)) = (row.get(code), row.get(name)) {
                read.insert(&String::from_utf8_lossy(code), &String::from_utf8_lossy(name));
            }
        }
        read.finish()
    }

    /// Any XML in which an element holds a code, and the next name after it belongs to it: `Item@id` with
    /// `LabelText`, or elements named like the columns.
    fn read_xml(bytes: &[u8]) -> Result<Self, NomenclatureError> {
        let mut reader = Reader::from_reader(bytes);
        let (mut read, mut code, mut element) = (Self::default(), String::new(), String::new());
        loop {
            let event = reader.read_event().map_err(|e| NomenclatureError::Broken {
                line: line_of(bytes, reader.error_position()),
                message: e.to_string(),
            })?;
            match event {
                Event::Start(start) => {
                    element = plain(start.local_name().as_ref());
                    for attribute in start.attributes().flatten() {
                        let key = plain(attribute.key.local_name().as_ref());
                        let text = attribute.value.as_ref();
                        if (key == "id" || CODE_NAMES.contains(&key.as_str()))
                            && GoodsCode::parse(text).is_ok()
                        {
                            code = text.into();
                        }
                    }
                }
                Event::Text(text) => {
                    let text: &str = text.trim();
                    if CODE_NAMES.contains(&element.as_str()) && GoodsCode::parse(text).is_ok() {
                        code = text.into();
                    } else if (NAME_NAMES.contains(&element.as_str()) || element == "labeltext")
                        && !text.is_empty()
                    {
                        read.insert(&code, text);
                    }
                }
                Event::End(_) => element.clear(),
                Event::Eof => break,
                _ => {}
            }
        }
        read.finish()
    }

    /// Keeps the first name of a code; what is no code is passed over, as headings of sections are.
    fn insert(&mut self, code: &str, name: &str) {
        let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
        // CN tables pad headings to ten digits and a product line: 3104200000 80.
        let digits = if digits.len() == 12 { digits[..10].to_string() } else { digits };
        if let Ok(code) = GoodsCode::parse(&digits) {
            self.deepest = self.deepest.max(code.length());
            self.names.entry(code).or_insert_with(|| name.trim().into());
        }
    }

    fn finish(self) -> Result<Self, NomenclatureError> {
        if self.names.is_empty() { Err(NomenclatureError::Empty) } else { Ok(self) }
    }

    /// The name of a code, or of the nearest code above it.
    pub fn name(&self, code: GoodsCode) -> Option<&str> {
        [10, 8, 6, 4, 2]
            .into_iter()
            .filter(|n| *n <= code.length())
            .find_map(|n| self.names.get(&code.prefix(n)).map(AsRef::as_ref))
    }

    /// Whether the nomenclature has the code, or codes under it. A code deeper than the nomenclature is judged by as
    /// many digits as it has.
    pub fn knows(&self, code: GoodsCode) -> bool {
        let code = code.prefix(self.deepest.max(2));
        self.names.range(code..).next().is_some_and(|(found, _)| code.covers(*found))
    }

    /// The codes of the same length that share all digits but the last two.
    pub fn siblings(&self, code: GoodsCode) -> Vec<GoodsCode> {
        let parent = code.prefix(code.length().saturating_sub(2).max(2));
        let under = self.names.range(parent..).map(|(c, _)| *c).take_while(|c| parent.covers(*c));
        under.filter(|c| c.length() == code.length() && *c != code).collect()
    }

    /// What is wrong with a code in a year; `None` when nothing is, or the edition is not of that year.
    pub fn problem(&self, code: GoodsCode, year: Option<i16>) -> Option<String> {
        if self.knows(code) {
            return None;
        }
        let edition =
            self.year.map_or_else(|| "the nomenclature".into(), |y| format!("the nomenclature of {y}"));
        let mut near = self.siblings(code);
        near.truncate(6);
        let near = near.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let hint = if near.is_empty() { String::new() } else { format!("; beside it are {near}") };
        let aged = match (self.year, year) {
            (Some(edition), Some(asked)) if edition != asked => {
                format!("; the code is asked for {asked}, codes change every year")
            }
            _ => String::new(),
        };
        Some(format!("code: {code} is not in {edition}{aged}{hint}"))
    }

    /// How many codes it holds.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// Small letters and digits only.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

fn line_of(bytes: &[u8], position: u64) -> u64 {
    let end = usize::try_from(position).unwrap_or(usize::MAX).min(bytes.len());
    bytes[..end].split(|b| *b == b'\n').count() as u64
}
