//! 1. A record is the tree that the file has, in any of the encodings that XML files come in.
//! 2. What is not well-formed, cut off or hostile is an error with its line, whatever comes before it.
//! 3. No text makes the reader panic, and it reads no byte that a stricter reading would refuse half of.

use proptest::prelude::*;

use super::*;

/// The records named `r`, or the error, as one line.
fn records(bytes: &[u8]) -> Result<Vec<String>, String> {
    let file = InputFile { name: "f", bytes };
    let text = decode(&file).map_err(|e| e.to_string())?;
    let found: Result<Vec<_>, _> = Records::new(&file, &text, &["r"]).collect();
    Ok(found.map_err(|e| e.to_string())?.iter().map(show).collect())
}

fn show(element: &Element<'_>) -> String {
    let attributes: Vec<String> = element.attributes.iter().map(|(k, v)| format!(" {k}={v}")).collect();
    let attributes = attributes.concat();
    let children: String = element.children.iter().map(show).collect();
    format!("<{}@{}{attributes}>{}{children}", element.name, element.line, element.text())
}

#[test]
fn a_record_is_what_the_file_has() {
    let text = "<?xml version='1.0'?>\n<!-- by hand -->\n<a:list xmlns:a='x'><head>1</head>\n<b>\n<a:r id='7' a:k='&lt;&#65;\n'>\n  <n>Jos&#233; &amp; &quot;S<![CDATA[<o>n]]></n><e/></a:r><r/></b></a:list>\n";
    assert_eq!(records(text.as_bytes()).unwrap(), ["<r@5 id=7 k=<A ><n@7>José & \"S<o>n<e@7>", "<r@7>"]);
    let file = InputFile { name: "f", bytes: text.as_bytes() };
    let mut reader = Records::new(&file, text, &["r"]);
    assert!(reader.by_ref().all(|r| r.is_ok()));
    assert_eq!(reader.root().unwrap().name, "list");
    assert_eq!(reader.outside(), [("head", 3)]);
}

#[test]
fn every_encoding() {
    let text = "<l><r>Łukasz é</r></l>";
    let expected = ["<r@1>Łukasz é"];
    let units = |f: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(f).collect::<Vec<u8>>();
    assert_eq!(records(&units(u16::to_le_bytes)).unwrap(), expected);
    assert_eq!(records(&units(u16::to_be_bytes)).unwrap(), expected);
    assert_eq!(records(&[&[0xFF, 0xFE][..], &units(u16::to_le_bytes)].concat()).unwrap(), expected);
    assert_eq!(records(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()).unwrap(), expected);
    let latin = b"<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><l><r>\xA3ukasz \xE9</r></l>";
    assert_eq!(records(latin).unwrap(), expected);
}

#[test]
fn what_is_refused() {
    for (text, expected) in [
        ("", "f:1: no XML element"),
        ("<l>\n<r>\n", "f:3: the file ends inside of <r>, which starts on line 2"),
        ("<l>\n<r><n>a</n></r>\n<r><n>b</", "f:3: "),
        ("<l>\n<r a='1></r>", "f:2: attribute value not closed"),
        ("<l><r></l></r>", "f:1: expected `</r>`, but `</l>` was found"),
        ("<l>\n<r>a & b</r></l>", "f:2: "),
        ("<l>\n<r>&nbsp;</r></l>", "f:2: the entity &nbsp; is not defined"),
        ("<l>\n<r>&#0;</r></l>", "f:2: "),
        ("<l>\n<r a='1' a='2'/></l>", "f:2: "),
        ("<l>\n<r a=1/></l>", "f:2: "),
        ("<l/>\n<l/>", "f:2: a second root element"),
        ("<l/>\nabc", "f:1: text outside of the root element"),
        (
            "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n<l><r>&b;</r></l>",
            "f:1: a document type",
        ),
        ("<l>\n<r>a\u{19}</r></l>", "f:2: column 5: the control character 0x19"),
        ("<?xml version='1.0' encoding='klingon'?><l/>", "f:1: the XML declaration names an encoding"),
    ] {
        let error = records(text.as_bytes()).unwrap_err();
        assert!(error.starts_with(expected), "{text:?} gave {error:?}");
    }
    let error = records(b"<l>\n<r>Arm\xE9s</r></l>").unwrap_err();
    assert!(error.starts_with("f:2: column 7: bytes that are not UTF-8"), "{error}");
}

#[test]
fn limits() {
    let deep = "<r>".repeat(10_000) + &"</r>".repeat(10_000);
    assert!(records(deep.as_bytes()).unwrap_err().contains("more than 64 deep"));
    let attributes: Vec<String> = (0..300).map(|i| format!(" a{i}=''")).collect();
    let attributes = attributes.concat();
    assert!(records(format!("<r{attributes}/>").as_bytes()).unwrap_err().contains("too many"));
    let long = format!("<r>{}</r>", "x".repeat(TEXT_BYTES + 1));
    assert!(records(long.as_bytes()).unwrap_err().contains("bytes of text"));
    let many = format!("<r>{}</r>", "<a/>".repeat(ELEMENTS));
    assert!(records(many.as_bytes()).unwrap_err().contains("elements"));
}

#[test]
fn the_root_is_seen() {
    for (head, name) in [
        ("<?xml version='1.0'?>\n<!-- <x> -->\n<export xmlns='u'", None),
        ("<?xml version='1.0'?>\n<!-- <x> -->\n<a:export xmlns='u'>", Some("export")),
        ("\u{FEFF}<WHOLE/>", Some("WHOLE")),
        ("<!DOCTYPE a>\n<a b='c'>", Some("a")),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a/>", Some("a")),
        ("name,born", None),
    ] {
        assert_eq!(root_name(head), name);
    }
}

proptest! {
    #[test]
    fn never_panics(pieces in prop::collection::vec(prop::sample::select(vec![
        "<r>", "</r>", "<r", "/>", ">", "<l>", "</l>", "a", "&", ";", "&amp;", "&#x", "'", "\"", "=", " ", "\n",
        "<![CDATA[", "]]>", "<!--", "-->", "<?", "?>", "<!DOCTYPE", "[", "]", "é", "\u{FEFF}", ":", "</",
    ]), 0..40)) {
        let _ = records(pieces.concat().as_bytes());
    }

    #[test]
    fn a_part_of_a_document_is_refused(end in 1_usize..71) {
        let whole = "<?xml version='1.0'?><l><r a='1'><n>José</n></r><r><n>&lt;</n></r></l>";
        let part = whole.get(..end).unwrap_or("<l>");
        prop_assert!(records(part.as_bytes()).is_err());
    }
}
