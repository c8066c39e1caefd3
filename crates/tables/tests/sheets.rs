//! 1. Cells of XLSX and ODS sheets come as a person reads them: dates as ISO text, numbers without `.0`.
//! 2. A formula's error is reported with its cell, and the rest of the row is read.
//! 3. The first visible sheet that is not empty is read, or the one that is named.
//! 4. Archives that would unpack to more than a workbook may are refused, also where their directory lies.
//! 5. Cells at far corners of a sheet cost no memory for those between.
//! 6. Rows and cells whose numbers are beyond any sheet's are refused or read, and never end the program.
//! 7. Repeated rows and columns of ODS are written out as far as any real sheet goes, and refused beyond.

use tamis_tables::{Kind, Options, Source, Table, TableError};

use crate::archive::{Member, zip};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Hidden" sheetId="1" state="hidden" r:id="r1"/><sheet name="Empty" sheetId="2" r:id="r2"/><sheet name="Customers" sheetId="3" r:id="r3"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="r3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet3.xml"/></Relationships>"#;
/// Style 1 is a date (built-in number format 14).
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

fn sheet(rows: &str) -> String {
    format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

fn text(cell: &str, text: &str) -> String {
    format!(r#"<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn xlsx(rows: &str) -> Vec<u8> {
    let hidden = sheet(&format!("<row r=\"1\">{}</row>", text("A1", "secret")));
    zip(&[
        Member::packed("[Content_Types].xml", TYPES.as_bytes()),
        Member::packed("_rels/.rels", ROOT.as_bytes()),
        Member::packed("xl/workbook.xml", BOOK.as_bytes()),
        Member::packed("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        Member::packed("xl/styles.xml", STYLES.as_bytes()),
        Member::packed("xl/worksheets/sheet1.xml", hidden.as_bytes()),
        Member::packed("xl/worksheets/sheet2.xml", sheet("").as_bytes()),
        Member::packed("xl/worksheets/sheet3.xml", sheet(rows).as_bytes()),
    ])
}

/// A title, an empty row, the header, a row of every type, and a formula's error in B7.
fn customers() -> Vec<u8> {
    let header: String = ["A3", "B3", "C3", "D3"]
        .iter()
        .zip(["id", "name", "birth date", "share"])
        .map(|(cell, name)| text(cell, name))
        .collect();
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"3\">{header}</row>\
         <row r=\"5\"><c r=\"A5\"><v>1</v></c>{}<c r=\"C5\" s=\"1\"><v>19970</v></c><c r=\"D5\"><v>0.5</v></c></row>\
         <row r=\"6\"><c r=\"A6\"><v>31042050</v></c>{}</row>\
         <row r=\"7\"><c r=\"A7\"><v>3</v></c><c r=\"B7\" t=\"e\"><v>#REF!</v></c><c r=\"D7\" t=\"b\"><v>1</v></c></row>",
        text("A1", "Customers of ours"),
        text("B5", "Ann &amp; Co"),
        text("B6", "Bo"),
    );
    xlsx(&rows)
}

fn rows(table: Table<'_>) -> Vec<(u32, Vec<String>, Vec<String>)> {
    table
        .map(|row| {
            let row = row.unwrap();
            let cells = row.cells().unwrap().iter().map(str::to_owned).collect();
            (row.line, cells, row.problems.iter().map(ToString::to_string).collect())
        })
        .collect()
}

#[test]
fn cells_of_xlsx() {
    let bytes = customers();
    let table = Table::open("c.xlsx", Source::Bytes(&bytes), &Options::default()).unwrap();
    assert_eq!((table.kind(), table.sheet()), (Kind::Xlsx, Some("Customers")));
    assert_eq!(table.columns(), ["id", "name", "birth date", "share"]);
    let found = rows(table);
    assert_eq!(found[0], (5, vec!["1".into(), "Ann & Co".into(), "1954-09-03".into(), "0.5".into()], vec![]));
    assert_eq!(found[1], (6, vec!["31042050".into(), "Bo".into()], vec![]));
    let message = ":7 [B7]: the formula's result is #REF!; the cell is taken for empty (correct the formula in the sheet)";
    assert_eq!(
        found[2],
        (7, vec!["3".into(), String::new(), String::new(), "true".into()], vec![message.into()])
    );
    assert_eq!(found.len(), 3);
}

#[test]
fn a_sheet_by_name() {
    let bytes = customers();
    let named = |name: &str| Options { sheet: Some(name.into()), ..Options::default() };
    let table = Table::open("c.xlsx", Source::Bytes(&bytes), &named("hidden")).unwrap();
    assert_eq!((table.sheet(), table.columns()), (Some("Hidden"), &["secret".to_owned()][..]));
    let error = Table::open("c.xlsx", Source::Bytes(&bytes), &named("Other")).err().unwrap();
    assert_eq!(
        error.to_string(),
        "c.xlsx: there is no sheet \"Other\" (there are: \"Hidden\", \"Empty\", \"Customers\")"
    );
}

#[test]
fn cells_of_ods() {
    let content = r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="One"><table:table-row><table:table-cell office:value-type="string"><text:p>id</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>name</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>dob</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Ann</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="1954-09-04"><text:p>04.09.54</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let bytes = zip(&[
        Member::stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        Member::packed("content.xml", content.as_bytes()),
    ]);
    let table = Table::open("c.ods", Source::Bytes(&bytes), &Options::default()).unwrap();
    assert_eq!((table.kind(), table.columns().len()), (Kind::Ods, 3));
    assert_eq!(rows(table), [(2, vec!["7".into(), "Ann".into(), "1954-09-04".into()], vec![])]);
}

#[test]
fn zip_bombs() {
    // 64 MB of blanks pack to a thousandth.
    let bomb = Member::packed("xl/worksheets/sheet3.xml", &vec![b' '; 64 << 20]);
    let lying = |bomb: &Member<'static>| Member { stated: 1000, packed: bomb.packed.clone(), ..*bomb };
    let book = |sheet: Member<'static>| {
        zip(&[
            Member::packed("[Content_Types].xml", TYPES.as_bytes()),
            Member::packed("xl/workbook.xml", BOOK.as_bytes()),
            sheet,
        ])
    };
    let huge = Member { stated: u32::MAX - 1, ..lying(&bomb) };
    for (sheet, expected) in [
        (lying(&bomb), "unpacks to more than its directory says"),
        (bomb, "grows 1"),
        (huge, "it unpacks to 4096 MB or more; at most 512 MB are read"),
    ] {
        let bytes = book(sheet);
        let error = Table::open("b.xlsx", Source::Bytes(&bytes), &Options::default()).err().unwrap();
        assert!(matches!(error, TableError::TooLarge { .. }), "{error}");
        assert!(error.to_string().contains(expected), "{error}");
    }
}

#[test]
fn far_corners() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"1048576\">{}{}</row>",
        text("A1", "id"),
        text("B1", "name"),
        text("A1048576", "1"),
        text("XFD1048576", "far"),
    );
    let bytes = xlsx(&rows);
    let found = rows_of(&bytes);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0, found[0].1.len()), (1_048_576, 16_384));
    assert_eq!(found[0].2, [":1048576: 16384 cells where the header has 2; those beyond it are not read"]);
}

#[test]
fn numbers_beyond_any_sheet() {
    for rows in [
        "<row r=\"openxmlformats.org/sp1\"><c/></row>",
        "<row r=\"99999999999999999999\"><c r=\"A99999999999999999999\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"ZZZZZZZZZZZZ1\"><v>1</v></c></row>",
        "<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>",
        "<row><c/><c><v>1</v></c></row>",
    ] {
        let bytes = xlsx(rows);
        if let Err(error) = Table::open("n.xlsx", Source::Bytes(&bytes), &Options::default()) {
            assert!(error.to_string().starts_with("n.xlsx: "), "{error}");
        }
    }
}

fn rows_of(bytes: &[u8]) -> Vec<(u32, Vec<String>, Vec<String>)> {
    rows(Table::open("c.xlsx", Source::Bytes(bytes), &Options::default()).unwrap())
}

#[test]
fn documents_are_no_workbooks() {
    let word = zip(&[Member::stored("[Content_Types].xml", b"x"), Member::stored("word/document.xml", b"x")]);
    let error = Table::open("d.docx", Source::Bytes(&word), &Options::default()).err().unwrap();
    assert!(error.to_string().starts_with("d.docx: not a table but a Word document"), "{error}");
}

#[test]
fn repeated_cells_of_ods() {
    let ods = |rows: u32, columns: u32| {
        let content = format!(
            r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="One"><table:table-row table:number-rows-repeated="{rows}"><table:table-cell table:number-columns-repeated="{columns}" office:value-type="string"><text:p>name</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
        );
        zip(&[
            Member::stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            Member::packed("content.xml", content.as_bytes()),
        ])
    };
    let bytes = ods(3, 2);
    assert_eq!(rows(Table::open("r.ods", Source::Bytes(&bytes), &Options::default()).unwrap()).len(), 2);
    let bytes = ods(1_000_000, 16_000);
    let error = Table::open("r.ods", Source::Bytes(&bytes), &Options::default()).err().unwrap();
    assert!(error.to_string().contains("row 1 is repeated 1000000 times"), "{error}");
}
