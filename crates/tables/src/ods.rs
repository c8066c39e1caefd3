//! Sheets of an open-document spreadsheet (`content.xml`).
//!
//! A reader of our own: the library for workbooks runs on without end where a sheet breaks off, takes the blanks of an
//! indented file for damage, and writes out whatever a few bytes say is repeated.

use std::collections::HashSet;
use std::io::{BufRead, BufReader};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::archive;
use crate::sheet::{RowBuilder, Sheet, Value, number_text};

/// Most repetitions of a row that holds something; empty ones are skipped without being counted. Real sheets repeat a
/// row of values two or three times.
const MAX_ROWS_REPEATED: u32 = 10_000;

/// Most repetitions of a cell that holds something: as many as a sheet has columns.
const MAX_COLUMNS_REPEATED: u32 = 16_384;

/// Most cells of all sheets, repetitions counted, and the empty ones to the left of each row's last. The largest real
/// sheet, the UK Sanctions List, has 42,000.
const MAX_CELLS: usize = 20_000_000;

/// Reads every sheet, those that are hidden marked; the error is a sentence without its place. The archive must have
/// been checked.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    let entries = archive::entries(bytes)?;
    if let Some(manifest) = archive::open(bytes, &entries, b"META-INF/manifest.xml")
        && is_locked(BufReader::new(manifest))
    {
        return Err("it is locked with a password".into());
    }
    let content = archive::open(bytes, &entries, b"content.xml").ok_or("it has no content")?;
    sheets(BufReader::new(content))
}

/// Whether the manifest says that the content is encrypted. A manifest that cannot be read says nothing.
fn is_locked(manifest: impl BufRead) -> bool {
    let (mut reader, mut buffer) = (Reader::from_reader(manifest), Vec::new());
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag))
                if tag.local_name().into_inner() == "encryption-data" =>
            {
                return true;
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

fn sheets(content: impl BufRead) -> Result<Vec<Sheet>, String> {
    let (mut reader, mut buffer) = (Reader::from_reader(content), Vec::new());
    let (mut walk, mut depth) = (Walk::default(), 0_usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|e| e.to_string())? {
            Event::Start(tag) => {
                depth += 1;
                walk.open(&tag);
            }
            Event::Empty(tag) => {
                walk.open(&tag);
                walk.close(tag.local_name().into_inner())?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                walk.close(tag.local_name().into_inner())?;
            }
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(reference) => walk.text(&resolved(&reference)),
            Event::Eof if depth > 0 => return Err("its content breaks off".into()),
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
    sheets: Vec<Sheet>,
    /// The style that is being defined, and those that hide a sheet.
    style: String,
    hiding: HashSet<String>,
    /// The sheet that is being read: its name, whether it is shown, its rows so far.
    sheet: Option<(String, bool, RowBuilder)>,
    row: u32,
    column: u32,
    rows_repeated: u32,
    columns_repeated: u32,
    /// The value that the cell's attributes state; the text is used where they state none.
    stated: Option<String>,
    is_error: bool,
    text: String,
    in_paragraph: u32,
    /// Depth inside of a comment on a cell, which is none of its text.
    in_annotation: u32,
    of_row: Vec<(u32, Value)>,
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
            "style" => self.style = attribute("name").unwrap_or_default(),
            "table-properties" if attribute("display").as_deref() == Some("false") => {
                self.hiding.insert(self.style.clone());
            }
            "table" => {
                self.end_sheet();
                let shown = attribute("style-name").is_none_or(|style| !self.hiding.contains(&style));
                self.sheet = Some((attribute("name").unwrap_or_default(), shown, RowBuilder::default()));
                self.row = 0;
            }
            "table-row" => {
                self.column = 0;
                self.rows_repeated = repeated("number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                self.columns_repeated = repeated("number-columns-repeated");
                self.text.clear();
                // LibreOffice says of a failed formula that it is a text, and in a name space of its own that it is
                // an error: of two attributes with this local name, one is.
                let mut types =
                    tag.attributes().flatten().filter(|a| a.key.local_name().into_inner() == "value-type");
                self.is_error = types.any(|a| &*a.value == "error");
                self.stated = match attribute("value-type").as_deref() {
                    _ if self.is_error => None,
                    Some("float" | "percentage" | "currency") => attribute("value").map(|text| number(&text)),
                    Some("date") => attribute("date-value").map(|text| day(&text)),
                    Some("boolean") => attribute("boolean-value"),
                    Some("string") => attribute("string-value"),
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

    fn close(&mut self, name: &str) -> Result<(), String> {
        match name {
            "p" => self.in_paragraph = self.in_paragraph.saturating_sub(1),
            "annotation" => self.in_annotation = self.in_annotation.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => self.end_row()?,
            "table" => self.end_sheet(),
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), String> {
        let text = self.stated.take().unwrap_or_else(|| std::mem::take(&mut self.text));
        let text = text.trim();
        if !text.is_empty() {
            if self.columns_repeated > MAX_COLUMNS_REPEATED {
                return Err(format!(
                    "a value of row {} is repeated {} times",
                    self.row + 1,
                    self.columns_repeated
                ));
            }
            for at in 0..self.columns_repeated {
                let value = if self.is_error { Value::Error(text.into()) } else { Value::Text(text.into()) };
                self.of_row.push((self.column.saturating_add(at), value));
            }
            self.keep(self.columns_repeated as usize)?;
        }
        self.column = self.column.saturating_add(self.columns_repeated);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), String> {
        let cells = std::mem::take(&mut self.of_row);
        if let Some((last, _)) = cells.last() {
            if self.rows_repeated > MAX_ROWS_REPEATED {
                return Err(format!("row {} is repeated {} times", self.row + 1, self.rows_repeated));
            }
            self.keep((*last as usize + 1).saturating_mul(self.rows_repeated as usize))?;
            if let Some((_, _, rows)) = &mut self.sheet {
                for at in 0..self.rows_repeated {
                    for (column, value) in &cells {
                        rows.cell(self.row.saturating_add(at), *column, value)?;
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.rows_repeated);
        Ok(())
    }

    fn keep(&mut self, cells: usize) -> Result<(), String> {
        self.kept = self.kept.saturating_add(cells);
        if self.kept > MAX_CELLS {
            return Err(format!(
                "its sheets have more than {MAX_CELLS} cells; save it as CSV, which is read row by row"
            ));
        }
        Ok(())
    }

    fn end_sheet(&mut self) {
        if let Some((name, visible, rows)) = self.sheet.take() {
            self.sheets.push(Sheet { name, visible, rows: rows.finish() });
        }
    }
}

/// A number as a person would write it; text that is none as it stands.
fn number(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), number_text)
}

/// A day without the time where that is midnight.
fn day(text: &str) -> String {
    text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    //! 1. Cells of an indented sheet are read at their places, by their stated values, without comments on them.
    //! 2. A sheet whose few cells repeat without end is refused, and so is one that breaks off, wherever it does.
    //! 3. A hidden sheet is marked, a formula's error is one.

    use super::{Sheet, sheets};

    fn cells(sheet: &Sheet) -> Vec<String> {
        let row = |row: &crate::Row| {
            let cells: Vec<&str> = row.cells().map(|cells| cells.iter().collect()).unwrap_or_default();
            let problems: Vec<String> = row.problems.iter().map(ToString::to_string).collect();
            format!("{} {}{}", row.line, cells.join("|"), problems.join(" "))
        };
        sheet.rows.iter().map(row).collect()
    }

    const INDENTED: &str = r#"<office:spreadsheet>
          <table:table table:name="List">
            <table:table-row><table:table-cell><text:p>id</text:p></table:table-cell>
              <table:table-cell table:number-columns-repeated="2"/>
              <table:table-cell><text:p>a &amp; <text:span>b</text:span></text:p>
                <office:annotation><text:p>no</text:p></office:annotation><text:p>c</text:p></table:table-cell>
              <table:table-cell table:number-columns-repeated="16000"/>
            </table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
            <table:table-row><table:table-cell office:value-type="date" office:date-value="2012-06-29T00:00:00">
              <text:p>29 June</text:p></table:table-cell>
              <table:table-cell office:value-type="float" office:value="1.50"><text:p>1,5 EUR</text:p></table:table-cell>
              <table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>
            </table:table-row>
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
          </table:table></office:spreadsheet>"#;

    #[test]
    fn indented_cells() {
        let found = sheets(INDENTED.as_bytes()).unwrap();
        assert_eq!((found[0].name.as_str(), found[0].visible), ("List", true));
        let error = ":4 [C4]: the formula's result is #DIV/0!; the cell is taken for empty (correct the formula in the sheet)";
        assert_eq!(cells(&found[0]), ["1 id|||a & b\nc", &format!("4 2012-06-29|1.5|{error}")]);
    }

    #[test]
    fn hidden_sheets() {
        let content = r#"<a><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>
            <table name="x" style-name="ta2"><table-row><table-cell><p>secret</p></table-cell></table-row></table>
            <table name="y" style-name="ta1"/></a>"#;
        let found = sheets(content.as_bytes()).unwrap();
        let shown: Vec<_> =
            found.iter().map(|sheet| (sheet.name.as_str(), sheet.visible, sheet.rows.len())).collect();
        assert_eq!(shown, [("x", false, 1), ("y", true, 0)]);
    }

    #[test]
    fn endless_repetition() {
        let refused = |rows: u64, columns: u64| {
            let content = format!(
                r#"<table name="t"><table-row number-rows-repeated="{rows}">
                <table-cell number-columns-repeated="{columns}"><p>x</p></table-cell></table-row></table>"#
            );
            sheets(content.as_bytes()).err()
        };
        assert_eq!(refused(9_999, 2), None);
        assert_eq!(
            refused(9_999, 9_999).unwrap(),
            "its sheets have more than 20000000 cells; save it as CSV, which is read row by row"
        );
        assert_eq!(refused(1_048_576, 1).unwrap(), "row 1 is repeated 1048576 times");
        assert_eq!(refused(1, 99_999).unwrap(), "a value of row 1 is repeated 99999 times");
    }

    #[test]
    fn broken_off() {
        for at in INDENTED.char_indices().map(|(at, _)| at).skip(1) {
            assert!(sheets(&INDENTED.as_bytes()[..at]).is_err(), "{}", &INDENTED[..at]);
        }
    }
}
