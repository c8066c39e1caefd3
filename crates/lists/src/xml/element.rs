//! An element of a record: its name, attributes, text and children.

use std::borrow::Cow;

/// An element as the file has it. Text is what stands directly in it, references resolved, pieces between children
/// joined; blanks at its ends are kept in [`Element::raw`] and trimmed in [`Element::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Element<'t> {
    /// The name without a namespace prefix.
    pub(crate) name: &'t str,
    /// The line on which it starts, from 1.
    pub(crate) line: u32,
    /// Attributes in the order of the file, names without prefix, namespace declarations left out.
    pub(crate) attributes: Vec<(&'t str, Cow<'t, str>)>,
    pub(super) text: String,
    /// The elements in it, in the order of the file.
    pub(crate) children: Vec<Self>,
}

impl<'t> Element<'t> {
    pub(super) fn new(name: &'t str, line: u32) -> Self {
        Self { name, line, attributes: Vec::new(), text: String::new(), children: Vec::new() }
    }

    /// Its text, trimmed.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    /// Its text as it stands.
    pub(crate) fn raw(&self) -> &str {
        &self.text
    }

    /// An attribute's value, trimmed; empty when it is absent or blank.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value.trim())
    }

    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of a name.
    pub(crate) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The trimmed text of the first child of a name; empty when there is none.
    pub(crate) fn child_text(&self, name: &str) -> &str {
        self.child(name).map_or("", Element::text)
    }

    /// All texts in it, in the order of the file, joined by semicolons: attributes' values, own text, children's.
    pub(crate) fn texts(&self) -> String {
        let mut all = Vec::new();
        self.collect(&mut all);
        all.join("; ")
    }

    fn collect<'a>(&'a self, all: &mut Vec<&'a str>) {
        let own = self.attributes.iter().map(|(_, value)| value.trim()).chain([self.text()]);
        all.extend(own.filter(|text| !text.is_empty()));
        for child in &self.children {
            child.collect(all);
        }
    }

    /// Whether there is nothing in it: no text, no attribute with a value, no child with any of these.
    pub(crate) fn is_blank(&self) -> bool {
        self.text().is_empty()
            && self.attributes.iter().all(|(_, value)| value.trim().is_empty())
            && self.children.iter().all(Self::is_blank)
    }
}
