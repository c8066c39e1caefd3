//! Documents of the UN list.

use tamis_model::{Country, DateOrder, Identifier, IdentifierKind, PartialDate};

use crate::entry::Entry;
use crate::xml::Element;

/// Reads an `INDIVIDUAL_DOCUMENT`. Its number stands in `NUMBER`, or, where there is none, somewhere in the note.
pub(super) fn read(entry: &mut Entry<'_>, document: &Element<'_>) {
    if document.is_blank() {
        return;
    }
    let raw = document.texts();
    let (kind, second) = (document.child_text("TYPE_OF_DOCUMENT"), document.child_text("TYPE_OF_DOCUMENT2"));
    let number = document.child_text("NUMBER");
    let issuers = [document.child_text("ISSUING_COUNTRY"), document.child_text("COUNTRY_OF_ISSUE")];
    let issued = document.child_text("DATE_OF_ISSUE");
    if number.is_empty() {
        entry.particular("idNumber", document.name, &raw);
    } else {
        let label = if second.is_empty() { kind } else { second };
        let mut identifier = Identifier::new(kind_of(kind, second), number)
            .labelled(label)
            .issued_by(issuers.into_iter().find_map(Country::parse));
        identifier.issued = PartialDate::parse(issued, DateOrder::DayFirst).ok();
        entry.identifier(document.name, &raw, identifier);
    }
    for note in document.children("NOTE") {
        entry.particular("notes", &format!("{}/NOTE", document.name), note.raw());
    }
}

/// Which kind of number it is, by the general type and the more special one.
fn kind_of(kind: &str, second: &str) -> IdentifierKind {
    let words = format!("{kind} {second}").to_lowercase();
    let has = |needle: &str| words.contains(needle);
    match () {
        () if has("social security") => IdentifierKind::SocialSecurity,
        () if has("fiscal") || has("tax") => IdentifierKind::Tax,
        () if has("passport") || has("passeport") || has("pasaporte") => IdentifierKind::Passport,
        () if has("identi") || has("national") || has("tazkira") || has("personal") => {
            IdentifierKind::NationalId
        }
        () => IdentifierKind::Other,
    }
}
