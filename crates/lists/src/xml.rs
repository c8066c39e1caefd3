//! The records of an XML list, one after the other, each as a small tree.
//!
//! Only what the official lists need: elements, attributes, text. Names lose their namespace prefix. A document type
//! declaration is refused, so that there are no entities to expand; every limit below is there for hostile files and
//! is far above what the lists hold. A file that is not well-formed, or ends before its root element does, is refused
//! with the line: half a list would silently clear whoever stands in the other half.

mod decode;
mod element;

use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, Event};
use quick_xml::{Reader, XmlVersion};

pub(crate) use decode::decode;
pub(crate) use element::Element;

use crate::{InputFile, ReadError};

/// How deep elements may lie in each other. The deepest real list (OFAC's advanced XML) has 9 levels.
const DEPTH: usize = 64;
/// Attributes of one element. The largest in real lists is 16 (an EU identification).
const ATTRIBUTES: usize = 256;
/// Bytes of one attribute's value. The largest in real lists is some 6,000 (an EU designation's details).
const ATTRIBUTE_BYTES: usize = 1 << 20;
/// Bytes of one element's own text. The largest in real lists is some 9,000 (a UN comment).
const TEXT_BYTES: usize = 4 << 20;
/// Elements of one record, itself included. The largest in real lists is some 20,000 (OFAC's reference tables).
const ELEMENTS: usize = 200_000;
/// Kinds of elements outside of the records of which a reader is told. Real lists have at most 5.
const OUTSIDE: usize = 64;

/// Walks a document and yields each element of the wanted names, wherever it stands outside of another wanted one.
///
/// Elements around the records (the root, `<INDIVIDUALS>`) are passed through. A header is asked for by naming its
/// elements among the wanted ones. After an error nothing more is yielded.
pub(crate) struct Records<'t> {
    file: &'t str,
    text: &'t str,
    wanted: &'t [&'t str],
    reader: Reader<&'t [u8]>,
    lines: Lines<'t>,
    /// The elements that are open, outermost first, each with the offset at which it starts.
    open: Vec<(&'t str, usize)>,
    /// The record being read, as the chain of its open elements, outermost first; empty between records.
    record: Vec<Element<'t>>,
    elements: usize,
    root: Option<Element<'t>>,
    outside: Vec<(&'t str, u32)>,
    done: bool,
}

impl<'t> Records<'t> {
    /// The records of a text that [`decode`] has given.
    pub(crate) fn new(file: &InputFile<'t>, text: &'t str, wanted: &'t [&'t str]) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_comments = false;
        Self {
            file: file.name,
            text,
            wanted,
            reader,
            lines: Lines { text, offset: 0, line: 1 },
            open: Vec::new(),
            record: Vec::new(),
            elements: 0,
            root: None,
            outside: Vec::new(),
            done: false,
        }
    }

    /// The root element with its attributes, without its content; `None` until the first record was asked for.
    pub(crate) fn root(&self) -> Option<&Element<'t>> {
        self.root.as_ref()
    }

    /// Names of elements outside of the records that held text of their own, each with the line of its first.
    /// A reader reports them, since nobody reads them otherwise.
    pub(crate) fn outside(&self) -> &[(&'t str, u32)] {
        &self.outside
    }

    /// Reads on until a record is whole or the document ends.
    fn advance(&mut self) -> Result<Option<Element<'t>>, ReadError> {
        loop {
            let start = self.offset();
            let event = self.reader.read_event().map_err(|error| self.syntax(&error))?;
            match event {
                Event::Start(_) => self.open(start)?,
                Event::Empty(_) => {
                    self.open(start)?;
                    if let Some(record) = self.close() {
                        return Ok(Some(record));
                    }
                }
                Event::End(_) => {
                    if let Some(record) = self.close() {
                        return Ok(Some(record));
                    }
                }
                Event::Text(text) => self.push(start, &text.xml10_content(), false)?,
                Event::CData(text) => self.push(start, &text.xml10_content(), true)?,
                Event::GeneralRef(reference) => {
                    let mut buffer = [0; 4];
                    let character = self.resolve(start, &reference)?;
                    self.push(start, character.encode_utf8(&mut buffer), true)?;
                }
                Event::DocType(_) => {
                    return Err(self.broken(
                        start,
                        "a document type declaration (<!DOCTYPE …>) is not accepted",
                        "no official list has one; it could make a small file expand without end",
                    ));
                }
                Event::Eof => return self.finish().map(|()| None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// Opens the element whose tag starts at this offset.
    fn open(&mut self, start: usize) -> Result<(), ReadError> {
        if self.open.is_empty() && self.root.is_some() {
            return Err(self.broken(start, "a second root element", "two documents in one file? split them"));
        }
        if self.open.len() == DEPTH {
            let what = format!("elements lie more than {DEPTH} deep in each other");
            return Err(self.broken(start, what, "no official list does this; is this file what it says?"));
        }
        let tag = self.tag(start);
        let name_end = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        let name = local(&tag[..name_end]);
        let inside = !self.record.is_empty();
        self.open.push((name, start));
        if inside || self.root.is_none() || self.wanted.contains(&name) {
            let element = self.element(start, name, tag, name_end)?;
            if self.root.is_none() {
                self.root = Some(element.clone());
                if !self.wanted.contains(&name) {
                    return Ok(());
                }
            }
            self.elements = if inside { self.elements + 1 } else { 1 };
            if self.elements > ELEMENTS {
                let what = format!("a record of more than {ELEMENTS} elements");
                return Err(self.broken(start, what, "is this file what it says?"));
            }
            self.record.push(element);
        }
        Ok(())
    }

    /// Closes the innermost element; answers a record that is whole with it. Names are matched by the parser.
    fn close(&mut self) -> Option<Element<'t>> {
        self.open.pop();
        let element = self.record.pop()?;
        match self.record.last_mut() {
            Some(parent) => {
                parent.children.push(element);
                None
            }
            None => Some(element),
        }
    }

    /// An element and its attributes.
    fn element(
        &mut self,
        start: usize,
        name: &'t str,
        tag: &'t str,
        name_end: usize,
    ) -> Result<Element<'t>, ReadError> {
        let mut element = Element::new(name, self.lines.at(start));
        for attribute in Attributes::new(tag, name_end) {
            let attribute = attribute.map_err(|error| self.broken(start, error.to_string(), WELL_FORMED))?;
            let key = attribute.key.into_inner();
            if key == "xmlns" || key.starts_with("xmlns:") {
                continue;
            }
            if element.attributes.len() == ATTRIBUTES || attribute.value.len() > ATTRIBUTE_BYTES {
                let what = format!("<{name}> has too many or too long attributes");
                return Err(self.broken(start, what, "is this file what it says?"));
            }
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| self.broken(start, error.to_string(), WELL_FORMED))?;
            element.attributes.push((local(key), value));
        }
        Ok(element)
    }

    /// Adds text to the innermost element of the record; blanks between elements are nothing.
    fn push(&mut self, start: usize, text: &str, verbatim: bool) -> Result<(), ReadError> {
        let blank = !verbatim && text.trim_ascii().is_empty();
        let Some(element) = self.record.last_mut() else {
            return if blank { Ok(()) } else { self.push_outside(start) };
        };
        if blank && element.text.is_empty() {
            return Ok(());
        }
        if element.text.len() + text.len() > TEXT_BYTES {
            let what = format!("<{}> holds more than {TEXT_BYTES} bytes of text", element.name);
            return Err(self.broken(start, what, "is this file what it says?"));
        }
        element.text.push_str(text);
        Ok(())
    }

    /// Remembers that an element outside of the records holds text.
    fn push_outside(&mut self, start: usize) -> Result<(), ReadError> {
        let Some(&(name, _)) = self.open.last() else {
            return Err(self.broken(start, "text outside of the root element", WELL_FORMED));
        };
        if self.outside.len() < OUTSIDE && self.outside.iter().all(|(known, _)| *known != name) {
            let line = self.lines.at(start);
            self.outside.push((name, line));
        }
        Ok(())
    }

    /// The character that a reference stands for: the five predefined ones and numbers, and no other.
    fn resolve(&mut self, start: usize, reference: &BytesRef<'_>) -> Result<char, ReadError> {
        let name: &str = reference;
        match name {
            "amp" => Ok('&'),
            "lt" => Ok('<'),
            "gt" => Ok('>'),
            "quot" => Ok('"'),
            "apos" => Ok('\''),
            _ => match reference.resolve_char_ref() {
                Ok(Some(character)) => Ok(character),
                Ok(None) => {
                    let what = format!("the entity &{}; is not defined", excerpt(name));
                    Err(self.broken(start, what, "a bare & must be written &amp;"))
                }
                Err(error) => Err(self.broken(start, error.to_string(), WELL_FORMED)),
            },
        }
    }

    /// The document has ended: with its root element, or too early.
    fn finish(&mut self) -> Result<(), ReadError> {
        if let Some(&(name, start)) = self.open.last() {
            let since = self.lines.at(start);
            let what =
                format!("the file ends inside of <{name}>, which starts on line {since}: it was cut off");
            return Err(self.broken(self.text.len(), what, CUT_OFF));
        }
        if self.root.is_none() {
            return Err(self.broken(self.text.len(), "no XML element in this file", CUT_OFF));
        }
        Ok(())
    }

    /// The inside of the tag that starts at this offset and ends where the parser stands, without brackets and slash.
    fn tag(&self, start: usize) -> &'t str {
        let tag = self.text.get(start..self.offset()).unwrap_or_default();
        let tag = tag.strip_prefix('<').unwrap_or(tag);
        let tag = tag.strip_suffix('>').unwrap_or(tag);
        tag.strip_suffix('/').unwrap_or(tag)
    }

    /// How many bytes have been read; a text is no longer than the address space.
    fn offset(&self) -> usize {
        self.reader.buffer_position() as usize
    }

    fn syntax(&mut self, error: &quick_xml::Error) -> ReadError {
        let offset = (self.reader.error_position() as usize).min(self.text.len());
        match error {
            // Whatever is open at the end of the input is what the parser reports as a syntax error.
            quick_xml::Error::Syntax(inner) => {
                self.broken(offset, format!("{inner}: it was cut off or is damaged"), CUT_OFF)
            }
            quick_xml::Error::IllFormed(inner) => self.broken(offset, inner.to_string(), WELL_FORMED),
            other => self.broken(offset, other.to_string(), WELL_FORMED),
        }
    }

    fn broken(&mut self, offset: usize, what: impl Into<String>, hint: &str) -> ReadError {
        let line = self.lines.at(offset);
        ReadError::Broken { file: self.file.into(), line, what: what.into(), hint: hint.into() }
    }
}

const WELL_FORMED: &str = "the XML is not well-formed; fetch the file again from its publisher";
const CUT_OFF: &str = "fetch the file again and compare its size with the publisher's";

impl<'t> Iterator for Records<'t> {
    type Item = Result<Element<'t>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let found = self.advance().transpose();
        self.done = !matches!(found, Some(Ok(_)));
        found
    }
}

/// Turns offsets into lines; cheap when offsets only grow.
struct Lines<'t> {
    text: &'t str,
    offset: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line, from 1, on which this offset lies.
    fn at(&mut self, offset: usize) -> u32 {
        let offset = offset.min(self.text.len());
        let count = |range: &[u8]| range.iter().copied().filter(|byte| *byte == b'\n').count() as u32;
        let bytes = self.text.as_bytes();
        if offset < self.offset {
            return 1 + count(&bytes[..offset]);
        }
        self.line += count(&bytes[self.offset..offset]);
        self.offset = offset;
        self.line
    }
}

/// A name without its namespace prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The first characters of a text that may be long.
fn excerpt(text: &str) -> &str {
    text.char_indices().nth(40).map_or(text, |(end, _)| &text[..end])
}

/// The start tag of a document's root element, without brackets, in the first bytes of a file; what a format is
/// recognised by. `None` when there is no XML there.
pub(crate) fn root_tag(head: &str) -> Option<&str> {
    let mut rest = head.trim_start_matches('\u{FEFF}').trim_start();
    loop {
        let markup = rest.strip_prefix('<')?;
        let (tag, after) = if markup.starts_with("!--") {
            markup.split_once("-->")?
        } else if markup.starts_with("!DOCTYPE")
            && markup.split('>').next().is_some_and(|to| to.contains('['))
        {
            // Declarations of its own: the reader refuses them, but the format is still seen.
            markup
                .split_once('[')
                .and_then(|(tag, rest)| Some((tag, rest.split_once(']')?.1.split_once('>')?.1)))?
        } else {
            markup.split_once('>')?
        };
        if !tag.starts_with(['?', '!']) {
            return Some(tag);
        }
        rest = after.trim_start();
    }
}

/// The name of a document's root element without its prefix, in the first bytes of a file.
pub(crate) fn root_name(head: &str) -> Option<&str> {
    let tag = root_tag(head)?;
    let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(tag.len());
    Some(local(&tag[..end]))
}

#[cfg(test)]
mod tests;
