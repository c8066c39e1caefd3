//! The UK Sanctions List as XML: `<Designations>` of `<Designation>`.
//!
//! An element whose parts belong together (a name, an address, a passport) is a row of its own, every other value too.

use tamis_model::{Problem, Severity};

use super::column::Column;
use super::csv::Groups;
use super::designation::Row;
use super::{sanctions_list, unknown};
use crate::entry::{Collected, Fields};
use crate::xml::{self, Element, Records};
use crate::{Format, InputFile, ReadError, Snapshot};

/// Whether a file is the UK Sanctions List as XML.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    xml::root_name(&file.head()) == Some("Designations")
}

/// Reads the UK Sanctions List, XML.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let list = sanctions_list();
    let text = xml::decode(file)?;
    let fields = Fields::default();
    let mut collected = Collected::new(Snapshot::new(list.clone(), Format::UkXml));
    let mut groups = Groups::new(&list, Column::UniqueId, &fields);
    let mut unread: Vec<String> = Vec::new();
    let mut records = Records::new(file, &text, &["Designation", "DateGenerated"]);
    for record in &mut records {
        let record = record?;
        if record.name == "DateGenerated" {
            collected.edition(record.text());
            continue;
        }
        collected.count();
        let id = record.child_text("UniqueID");
        if id.is_empty() {
            let message = format!("a designation without a UniqueID: {}", record.texts());
            let problem = Problem::new(Severity::Error, record.line, "UniqueID", message);
            collected.problems().push(problem.hint("it was left out"));
            continue;
        }
        // The type first, since it decides how names are read.
        let kind = record.child_text("IndividualEntityShip");
        let mut rows = vec![vec![(Some(Column::Type), "IndividualEntityShip", kind)]];
        gather(&record, &mut rows);
        for cells in rows {
            for (_, heading, _) in cells.iter().filter(|(column, ..)| column.is_none()) {
                if !unread.iter().any(|known| known == heading) {
                    unread.push((*heading).to_owned());
                    collected.problems().push(unknown(record.line, heading));
                }
            }
            let mut cells = cells;
            cells.push((Some(Column::UniqueId), "UniqueID", id));
            groups.add(&Row { record: record.line, cells }, collected.problems());
        }
    }
    for (name, line) in records.outside() {
        let problem =
            Problem::new(Severity::Warning, *line, name, "text outside of any designation was not read");
        collected.problems().push(problem);
    }
    groups.finish(&mut collected);
    Ok(collected.finish())
}

/// Elements whose children belong together.
const TOGETHER: [&str; 6] = ["Name", "NonLatinName", "Address", "NationalIdentifier", "Passport", "Location"];

type Cells<'a> = Vec<(Option<Column>, &'a str, &'a str)>;

/// Brings an element's values to rows.
fn gather<'a>(element: &'a Element<'_>, rows: &mut Vec<Cells<'a>>) {
    for child in &element.children {
        // Yes and no for each measure, which `SanctionsImposed` says in words.
        if child.name == "SanctionsImposedIndicators" || child.name == "UniqueID" {
            continue;
        }
        if TOGETHER.contains(&child.name) && !child.children.is_empty() {
            rows.push(child.children.iter().filter(|part| !part.text().is_empty()).map(cell).collect());
        } else if child.children.is_empty() {
            if !child.text().is_empty() {
                rows.push(vec![cell(child)]);
            }
        } else {
            gather(child, rows);
        }
    }
}

fn cell<'a>(element: &'a Element<'_>) -> (Option<Column>, &'a str, &'a str) {
    (Column::of(element.name), element.name, element.raw())
}
