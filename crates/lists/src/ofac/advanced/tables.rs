//! The reference tables: what each number stands for.

use rustc_hash::FxHashMap;

use crate::xml::Element;

/// One value of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Value {
    /// Its text.
    pub text: String,
    /// Its other attributes: `ScriptCode`, `ISO2`, `Description`, `PartyTypeID`, `LegalBasisShortRef`, `Symmetrical`.
    attributes: Vec<(String, String)>,
}

impl Value {
    pub(super) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// Every table, by the name of its values (`AliasType`, `Country`) and their number.
#[derive(Default)]
pub(super) struct Tables(FxHashMap<String, FxHashMap<String, Value>>);

impl Tables {
    pub(super) fn read(sets: &Element<'_>) -> Self {
        let mut tables = Self::default();
        for value in sets.children.iter().flat_map(|table| &table.children) {
            let attributes =
                value.attributes.iter().map(|(key, text)| ((*key).into(), text.trim().into())).collect();
            let table = tables.0.entry(value.name.into()).or_default();
            table.insert(value.attribute("ID").into(), Value { text: value.text().into(), attributes });
        }
        tables
    }

    /// The value that an element's attribute names: `AliasTypeID` in table `AliasType`.
    pub(super) fn value(&self, table: &str, id: &str) -> Option<&Value> {
        self.0.get(table)?.get(id)
    }

    /// Its text; empty when the table has no such number.
    pub(super) fn text(&self, table: &str, id: &str) -> &str {
        self.value(table, id).map_or("", |value| &value.text)
    }

    /// The country of a number; empty for none and for "undetermined".
    pub(super) fn country(&self, id: &str) -> &str {
        let Some(country) = self.value("Country", id) else { return "" };
        let name = if country.text.is_empty() { country.attribute("ISO2") } else { &country.text };
        known(name)
    }
}

/// The publisher's word for no country is none.
pub(super) fn known(country: &str) -> &str {
    if country == "undetermined" { "" } else { country }
}
