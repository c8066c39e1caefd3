//! 1. Every column and every kind of statement of a made-up CSV set arrives, each in its place.
//! 2. So does every element of a made-up `sdnList` file, in either namespace.
//! 3. A file in Latin-1 or UTF-16 keeps its letters.

use tamis_lists::{Format, InputFile, Snapshot, read, recognise};

use crate::shown::show;

/// The files of the set, as the publisher writes them: lines end with CR LF, the file with 0x1A.
const SET: [(&str, &str); 4] = [
    ("comments.csv", include_str!("golden/ofac_comments.csv")),
    ("add.csv", include_str!("golden/ofac_add.csv")),
    ("sdn.csv", include_str!("golden/ofac_sdn.csv")),
    ("alt.csv", include_str!("golden/ofac_alt.csv")),
];

fn one(files: &[(&str, &str)]) -> Snapshot {
    let files: Vec<_> = files.iter().map(|(name, text)| InputFile { name, bytes: text.as_bytes() }).collect();
    assert!(files.iter().all(|file| recognise(file) == Some(Format::OfacCsv)));
    let mut outcomes = read(&files);
    assert_eq!(outcomes.len(), 1);
    outcomes.remove(0).unwrap()
}

#[test]
fn csv() {
    let snapshot = one(&SET);
    let names: Vec<_> = snapshot.files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["sdn.csv", "alt.csv", "add.csv", "comments.csv"]);
    let potash = &snapshot.entities[1];
    let files: Vec<_> = potash.names.iter().map(|name| name.source.file).collect();
    assert_eq!((files, potash.addresses[0].source.file), (vec![0, 1, 1], 2));
    assert_eq!(potash.particulars.last().unwrap().source.file, 2, "the remark of an address");
    insta::assert_snapshot!("ofac_csv", show(&snapshot));
}

#[test]
fn xml() {
    let text = include_str!("golden/ofac_sdn_list.xml");
    let file = InputFile { name: "sdn.xml", bytes: text.as_bytes() };
    assert_eq!(recognise(&file), Some(Format::OfacXml));
    let shown = show(read(&[file])[0].as_ref().unwrap());
    insta::assert_snapshot!("ofac_sdn_list", shown);
    let service = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML";
    let older = text.replace(service, "http://tempuri.org/sdnList.xsd");
    assert_ne!(text, older);
    assert_eq!(
        show(read(&[InputFile { name: "sdn.xml", bytes: older.as_bytes() }])[0].as_ref().unwrap()),
        shown
    );
}

#[test]
fn latin_1() {
    let mut files = SET.map(|(name, text)| (name, text.as_bytes().to_vec()));
    let at = files[2].1.windows(4).position(|w| w == b"Ivan").unwrap();
    files[2].1[at] = 0xCD; // Í in Latin-1, no UTF-8
    let files: Vec<_> = files.iter().map(|(name, bytes)| InputFile { name, bytes }).collect();
    let outcomes = read(&files);
    assert_eq!(outcomes[0].as_ref().unwrap().entities[0].caption(), "Ívan Ivanavich PRYKLADAU Jr.");
}

#[test]
fn utf_16() {
    let wide = |text: &str| -> Vec<u8> {
        let marked = format!("\u{FEFF}{}", text.replacen("Ivan", "Іван", 1));
        marked.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let files = SET.map(|(name, text)| (name, wide(text)));
    let files: Vec<_> = files.iter().map(|(name, bytes)| InputFile { name, bytes }).collect();
    let snapshot = read(&files).remove(0).unwrap();
    assert_eq!(snapshot.entities[0].caption(), "Іван Ivanavich PRYKLADAU Jr.");
    assert_eq!((snapshot.entities.len(), snapshot.entities[1].names.len()), (4, 3));
}
