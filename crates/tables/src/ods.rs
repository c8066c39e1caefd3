//! Sheets of an open-document file that the common reader refuses: it takes the blanks of an indented `content.xml` for
//! damage, and indented is how some tools save.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::archive;

/// Most repetitions of a row or cell that holds something; empty ones are skipped without being counted.
const MAX_REPEATED: u32 = 10_000;

/// Most cells that are kept, repetitions counted. The largest real sheet read this way has 42,000.
const MAX_CELLS: usize = 5_000_000;

/// A sheet: its name and its cells that hold something, row and column from 0, in order.
pub(crate) struct Cells {
    /// The sheet's name.
    pub(crate) name: String,
    /// Row, column, text.
    pub(crate) cells: Vec<(u32, u32, String)>,
}

/// Reads every sheet; the error is a sentence without its place.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Cells>, String> {
    sheets(&archive::text_of(bytes, b"content.xml")?)
}

fn sheets(content: &str) -> Result<Vec<Cells>, String> {
    let mut reader = Reader::from_str(content);
    let mut walk = Walk::default();
    loop {
        if walk.kept > MAX_CELLS {
            return Err(format!("its sheets have more than {MAX_CELLS} cells"));
        }
        match reader.read_event().map_err(|e| e.to_string())? {
            Event::Start(tag) => walk.open(&tag),
            Event::Empty(tag) => {
                walk.open(&tag);
                walk.close(tag.local_name().into_inner());
            }
            Event::End(tag) => walk.close(tag.local_name().into_inner()),
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(reference) => walk.text(&resolved(&reference)),
            Event::Eof => return Ok(walk.sheets),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn resolved(reference: &quick_xml::events::BytesRef<'_>) -> String {
    let name: &str = reference;
    match name {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        _ => reference.resolve_char_ref().ok().flatten().map(String::from).unwrap_or_default(),
    }
}

/// Where the walk through `content.xml` stands.
#[derive(Default)]
struct Walk {
    sheets: Vec<Cells>,
    row: u32,
    column: u32,
    rows_repeated: u32,
    columns_repeated: u32,
    /// The value that the cell's attributes state; the text is used where they state none.
    stated: Option<String>,
    text: String,
    in_paragraph: u32,
    /// Depth inside of a comment on a cell, which is none of its text.
    in_annotation: u32,
    of_row: Vec<(u32, String)>,
    kept: usize,
}

impl Walk {
    fn open(&mut self, tag: &BytesStart<'_>) {
        let attribute = |wanted: &str| {
            tag.attributes().flatten().find(|a| a.key.local_name().into_inner() == wanted).and_then(|a| {
                a.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
            })
        };
        let repeated = |wanted: &str| attribute(wanted).and_then(|n| n.parse().ok()).unwrap_or(1_u32).max(1);
        match tag.local_name().into_inner() {
            "table" => {
                let name = attribute("name").unwrap_or_default();
                self.sheets.push(Cells { name, cells: Vec::new() });
                self.row = 0;
            }
            "table-row" => {
                self.column = 0;
                self.rows_repeated = repeated("number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                self.columns_repeated = repeated("number-columns-repeated");
                self.text.clear();
                self.stated = match attribute("value-type").as_deref() {
                    Some("float" | "percentage" | "currency") => attribute("value"),
                    Some("date") => attribute("date-value"),
                    Some("boolean") => attribute("boolean-value"),
                    _ => None,
                };
            }
            "annotation" => self.in_annotation += 1,
            "p" => {
                if self.in_annotation == 0 && !self.text.is_empty() {
                    self.text.push('\n');
                }
                self.in_paragraph += 1;
            }
            "s" | "tab" => self.text(" "),
            "line-break" => self.text("\n"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_paragraph > 0 && self.in_annotation == 0 {
            self.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.in_paragraph = self.in_paragraph.saturating_sub(1),
            "annotation" => self.in_annotation = self.in_annotation.saturating_sub(1),
            "table-cell" | "covered-table-cell" => {
                let value = self.stated.take().unwrap_or_else(|| std::mem::take(&mut self.text));
                if !value.trim().is_empty() && self.of_row.len() < MAX_CELLS {
                    for at in 0..self.columns_repeated.min(MAX_REPEATED) {
                        self.of_row.push((self.column.saturating_add(at), value.trim().to_owned()));
                    }
                }
                self.column = self.column.saturating_add(self.columns_repeated);
            }
            "table-row" => {
                let cells = std::mem::take(&mut self.of_row);
                if let Some(sheet) = self.sheets.last_mut().filter(|_| !cells.is_empty()) {
                    for at in 0..self.rows_repeated.min(MAX_REPEATED) {
                        self.kept += cells.len();
                        if self.kept > MAX_CELLS {
                            break;
                        }
                        let row = self.row.saturating_add(at);
                        sheet.cells.extend(cells.iter().map(|(column, text)| (row, *column, text.clone())));
                    }
                }
                self.row = self.row.saturating_add(self.rows_repeated);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    //! 1. Cells of an indented sheet are read at their places, by their stated values, without comments on them.
    //! 2. A sheet whose few cells repeat without end is refused.

    use super::sheets;

    #[test]
    fn indented_cells() {
        let content = r#"<office:spreadsheet>
          <table:table table:name="List">
            <table:table-row><table:table-cell><text:p>id</text:p></table:table-cell>
              <table:table-cell table:number-columns-repeated="2"/>
              <table:table-cell><text:p>a &amp; <text:span>b</text:span></text:p>
                <office:annotation><text:p>no</text:p></office:annotation><text:p>c</text:p></table:table-cell>
              <table:table-cell table:number-columns-repeated="16000"/>
            </table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell office:value-type="date" office:date-value="2012-06-29">
              <text:p>29 June</text:p></table:table-cell></table:table-row>
          </table:table></office:spreadsheet>"#;
        let found = sheets(content).unwrap();
        assert_eq!(found[0].name, "List");
        let cells: Vec<String> = found[0].cells.iter().map(|(r, c, t)| format!("{r}.{c} {t}")).collect();
        assert_eq!(cells, ["0.0 id", "0.3 a & b\nc", "3.0 2012-06-29"]);
    }

    #[test]
    fn endless_repetition() {
        let content = r#"<table name="t"><table-row number-rows-repeated="9999">
            <table-cell number-columns-repeated="9999"><p>x</p></table-cell></table-row></table>"#;
        assert!(sheets(content).is_err());
    }
}
