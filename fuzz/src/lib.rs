//! What the targets share: how a list reader is fuzzed, and how made-up parts become a workbook.

use tamis_intake::{Settings, Source, Subjects};
use tamis_lists::{Format, InputFile, read, recognise};

/// Reads one file that is recognised as `format`. Whatever it holds, the answer is a snapshot or an error; each
/// entity of a snapshot has an id, and a name or a problem that tells of its want.
pub fn read_as(format: Format, bytes: &[u8]) {
    let file = InputFile { name: "fuzz", bytes };
    if recognise(&file) == Some(format) {
        read_all(&[file]);
    }
}

/// Reads files together and checks what comes out.
pub fn read_all(files: &[InputFile<'_>]) {
    for snapshot in read(files).into_iter().flatten() {
        for entity in &snapshot.entities {
            // A wallet is found by its address alone.
            let found_by = !entity.names.is_empty() || !entity.identifiers.is_empty();
            assert!(found_by || !snapshot.problems.is_empty(), "{} has no name", entity.id);
            assert!(!entity.id.native().is_empty(), "an entity without an id");
        }
    }
}

/// Reads a customer's file: each row is a subject with an id or a problem, and no row is two.
pub fn read_subjects(bytes: &[u8]) {
    let Ok(mut subjects) = Subjects::open("fuzz", Source::Bytes(bytes), &Settings::default()) else { return };
    let mut last = 0;
    for subject in subjects.by_ref().flatten() {
        assert!(!subject.id.is_empty(), "a subject without an id");
        assert!(subject.row > last, "rows count up");
        last = subject.row;
    }
    subjects.take_notes();
}

/// A zip archive of these files, stored as they are, with right checksums: what is made up is their content, since a
/// fuzzer that has to find out packing and checksums gets no further.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let mut crc = flate2::Crc::new();
        crc.update(content);
        let size = (content.len() as u32).to_le_bytes();
        let sums = [&crc.sum().to_le_bytes()[..], &size, &size, &(name.len() as u16).to_le_bytes(), &[0; 2]].concat();
        let start = (bytes.len() as u32).to_le_bytes();
        let version = [20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        bytes.extend([b"PK\x03\x04", &version[..], &sums, name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\0", &version[..], &sums, &[0; 10], &start, name.as_bytes()].concat());
    }
    let count = (files.len() as u16).to_le_bytes();
    let (start, size) = ((bytes.len() as u32).to_le_bytes(), (directory.len() as u32).to_le_bytes());
    bytes.extend(directory);
    bytes.extend([b"PK\x05\x06", &[0; 4][..], &count, &count, &size, &start, &[0; 2]].concat());
    bytes
}

/// An open-document spreadsheet with this `content.xml`.
pub fn ods(content: &[u8]) -> Vec<u8> {
    let manifest: &[u8] = br#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
        ("META-INF/manifest.xml", manifest),
    ])
}

/// An Excel workbook with one sheet: the sheet, the shared strings and the styles, with zero bytes between them.
pub fn xlsx(parts: &[u8]) -> Vec<u8> {
    let mut parts = parts.splitn(3, |byte| *byte == 0);
    let mut next = || parts.next().unwrap_or_default();
    let (sheet, strings, styles) = (next(), next(), next());
    let types: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let root: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let workbook: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    archive(&[
        ("_rels/.rels", root),
        ("[Content_Types].xml", types),
        ("xl/workbook.xml", workbook),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ])
}

/// Understands two names of the kind that the first byte says, and compares them both ways: the likeness lies within 0
/// and 1, a name is wholly like itself, and the likeness of two tokens is the same both ways. (That of two names is not:
/// what is missing on one side costs a little less than what is missing on the other.)
pub fn compare_names(bytes: &[u8]) {
    use tamis_model::SubjectKind;
    use tamis_names::{TokenProfile, analyse, compare, token_likeness};
    let Some((kind, text)) = bytes.split_first() else { return };
    let kinds =
        [SubjectKind::Person, SubjectKind::Organization, SubjectKind::Object, SubjectKind::Unknown];
    let kind = kinds[usize::from(*kind) % kinds.len()];
    let text = String::from_utf8_lossy(text);
    let (a, b) = text.split_once('\n').unwrap_or((&text, &text));
    let (a, b) = (analyse(a, kind), analyse(b, kind));
    let (there, back) = (compare(&a, &b).score, compare(&b, &a).score);
    assert!((0.0..=1.0).contains(&there) && (0.0..=1.0).contains(&back), "{there} {back}");
    let forms = |name: &tamis_names::AnalysedName| -> Vec<TokenProfile> {
        let tokens = name.readings.first().into_iter().flat_map(|r| &r.tokens);
        tokens.map(|t| TokenProfile::new(&t.form)).collect()
    };
    for (x, y) in forms(&a).iter().zip(&forms(&b)) {
        let (there, back) = (token_likeness(x.view(), y.view()), token_likeness(y.view(), x.view()));
        assert!((there.score - back.score).abs() < 1e-4, "{} {}", there.score, back.score);
    }
    if !a.readings.is_empty() {
        let own = compare(&a, &a).score;
        assert!(own > 0.999, "{own}");
    }
}
