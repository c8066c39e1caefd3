//! 1. Every real file is recognised by its content and read, with as many records as its publisher counts.

use std::path::{Path, PathBuf};

use tamis_lists::Format::{
    self, CanadaXml, EuFsfXml, EuWholeXml, MetiText, OfacCsv, OfacXml, OfsiCsv, UkOds, UkXml, UnXml,
    UsCslCsv, UsDeniedPersons, User,
};
use tamis_lists::{InputFile, read, recognise};

/// Files of the folder of real lists: what each is and how many records it has, as counted by other means. Companions
/// of an OFAC primary file have no count of their own.
const FILES: [(&str, Format, u32); 28] = [
    ("ca/sema_2025.xml", CanadaXml, 4_759),
    ("eu/eu_old_global_2017.xml", EuWholeXml, 595),
    ("jp/meti_russia_2025-09-12.txt", MetiText, 0),
    ("ofac/add_2025-02-27.csv", OfacCsv, 0),
    ("ofac/alt_2025-02-27.csv", OfacCsv, 0),
    ("ofac/bench_2021-07_add.csv", OfacCsv, 0),
    ("ofac/bench_2021-07_alt.csv", OfacCsv, 0),
    ("ofac/bench_2021-07_sdn.csv", OfacCsv, 8_976),
    ("ofac/cons_add.csv", OfacCsv, 0),
    ("ofac/cons_alt.csv", OfacCsv, 0),
    ("ofac/cons_prim.csv", OfacCsv, 442),
    ("ofac/consolidated_2025-03-28.xml", OfacXml, 443),
    ("ofac/history/sdn_2021-10-06.csv", OfacCsv, 9_122),
    ("ofac/history/sdn_2022-02-23.csv", OfacCsv, 9_108),
    ("ofac/history/sdn_2022-12-02.csv", OfacCsv, 11_130),
    ("ofac/history/sdn_2023-12-01.csv", OfacCsv, 13_436),
    ("ofac/sdn_2024-05-03.csv", OfacCsv, 14_965),
    ("ofac/sdn_comments_2025-02-27.csv", OfacCsv, 0),
    ("samples/eu_fsf_1_1_2026-08-05_trimmed.xml", EuFsfXml, 2),
    ("samples/ofac_sdn_xml_2026-09-10_trimmed.xml", OfacXml, 1),
    ("samples/uk_sanctions_list_2026-09-10_trimmed.xml", UkXml, 1),
    ("uk/ofsi_conlist_2018-04-13.csv", OfsiCsv, 9_487),
    // 5,303 rows, the header among them.
    ("uk/uksl_fcdo_2025-08-11.ods", UkOds, 5_302),
    ("un/consolidated_2025-04-19.xml", UnXml, 877),
    ("un/consolidated_2026-02-27.xml", UnXml, 1_003),
    ("us/csl_2022-04-21.csv.gz", UsCslCsv, 14_160),
    ("us/csl_names_2026-07.csv", User, 25_844),
    ("us/dpl.txt", UsDeniedPersons, 546),
];

#[test]
fn recognised_and_read() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/lists"));
    if !folder.exists() {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    }
    let mut wrong = Vec::new();
    for (name, format, records) in FILES {
        let bytes = std::fs::read(folder.join(PathBuf::from(name))).unwrap();
        let file = InputFile { name, bytes: &bytes };
        let found = recognise(&file);
        // Alone, a companion is refused; it is read with its primary file elsewhere.
        let count = if records == 0 { 0 } else { read(&[file])[0].as_ref().map_or(0, |s| s.records) };
        if (found, count) != (Some(format), records) {
            wrong.push(format!("{name}: {found:?} with {count} records, not {format:?} with {records}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
