//! Bad input: a clear message with what, where and what to do; status 2 or the row reported and the rest done.

use crate::{run, tamis};

/// Runs `screen` on a customer file with this content, against the starter catalogue.
fn screen(name: &str, content: &[u8]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, content).unwrap();
    run(tamis(folder.path()).args(["screen", "--format", "jsonl"]).arg(&file))
}

#[test]
fn a_file_that_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let (status, _, err) = run(tamis(folder.path()).args(["screen", "nobody.csv"]));
    assert_eq!(status, 2);
    assert!(err.contains("nobody.csv"), "{err}");
}

#[test]
fn an_empty_file_and_one_that_is_no_table() {
    for (name, content, word) in [
        ("empty.csv", &b""[..], "empty"),
        ("page.csv", b"<!DOCTYPE html><html></html>", "page.csv"),
        ("x.csv", b"%PDF-1.7 ....", "x.csv"),
    ] {
        let (status, out, err) = screen(name, content);
        assert_eq!(status, 2, "{name}: {out} {err}");
        assert!(err.contains(word), "{name}: {err}");
    }
}

#[test]
fn encodings_and_odd_values_are_told_and_screened() {
    let utf16: Vec<u8> =
        "\u{feff}id,name\n1,Александр Лукашенко\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (status, out, err) = screen("utf16.csv", &utf16);
    assert_eq!(status, 1, "{out} {err}");
    let latin1 = b"id;name;birth_date\n1;Jos\xe9 Mu\xf1oz;2090-01-01\n2;Alexander Lukashenko;1954-08-30\n";
    let (status, out, err) = screen("latin1.csv", latin1);
    assert_eq!(status, 1, "{out} {err}");
    assert!(out.contains("José Muñoz") && out.contains("2090"), "{out}");
}

#[test]
fn a_stray_quote_costs_a_row_and_no_more() {
    let content = b"id,name\n1,\"Anna\" Nowak\n2,Alexander Lukashenko\n3,Jan \"Kowalski\n4,Ivan Petrov\n";
    let (status, out, err) = screen("quotes.csv", content);
    assert_eq!(status, 1, "{out} {err}");
    assert!(out.contains("Lukashenko"), "{out}");
}

#[test]
fn problems_of_rows_are_told_whatever_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.csv");
    let mut content = String::from(
        "id,name,birth_date,country\n1,Anna \"Nowak,,\n2,,,\n3,Jane Ordinary,yesterday,Utopia\n",
    );
    let more: Vec<String> = (4..40).map(|n| format!("{n},Jane Ordinary,,Nowhere{n}\n")).collect();
    content.push_str(&more.concat());
    std::fs::write(&file, content).unwrap();
    for format in ["csv", "table", "jsonl", "html"] {
        let (status, out, err) =
            run(tamis(folder.path()).args(["screen", "-q", "--format", format]).arg(&file));
        assert_eq!(status, 0, "{err}");
        for told in [
            "rows.csv:3: neither a name nor a number",
            "rows.csv:4 [birth_date]",
            "rows.csv:4 [country]: \"Utopia\"",
        ] {
            assert!(err.contains(told), "{format}: {told} in {err}");
        }
        assert!(err.contains("more problems") && err.lines().count() < 25, "{err}");
        match format {
            "csv" => assert!(out.contains(",problems\n") && out.contains("Nowhere39"), "{out}"),
            "table" => assert!(out.contains("39 screened, 0 with alerts, 38 with problems"), "{out}"),
            _ => assert!(out.contains("Nowhere39"), "{format}: {out}"),
        }
    }
}

#[test]
fn odd_customers_are_told_in_every_format_and_screened_as_far_as_possible() {
    let aliases = (0..500).map(|n| format!("Other Name {n}")).collect::<Vec<_>>().join(";");
    let content = format!(
        "id,name,schema,alias,birth_date,nationality,imo\n\
         e1,,,,,,\n\
         e2,???,Person,,,,\n\
         e3,Alexander Lukashenko,Person,,2090-01-01,by,\n\
         e4,Alexander Lukashenko,Person,,1954-08-30,Utopia,\n\
         e5,OCEAN STAR,Vessel,,,,9074728\n\
         e6,Alexander Lukashenko,Person,{aliases},1954-08-30,by,\n"
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("odd.csv");
    std::fs::write(&file, content).unwrap();
    for format in ["csv", "table", "jsonl", "html"] {
        let (status, out, err) =
            run(tamis(folder.path()).args(["screen", "-q", "--format", format]).arg(&file));
        assert_eq!(status, 1, "{err}");
        // A table breaks its lines where it must.
        let words: String = out.replace(['"', '\\'], " ").replace("&quot;", " ");
        let words = words.split_whitespace().collect::<Vec<_>>();
        for told in ["odd.csv:2:", "odd.csv:3:", "odd.csv:4", "2090-01-01", "Utopia", "9074728", "digits"] {
            assert!(words.iter().any(|w| w.contains(told)), "{format}: {told} in {out}");
        }
        for id in ["e3", "e4", "e6"] {
            let alerts = match format {
                "jsonl" => format!("{{\"subject\":{{\"id\":\"{id}\",\"name\":\"Alexander Lukashenko\""),
                "csv" => format!("{id},Alexander Lukashenko,true"),
                "table" => format!(" {id} "),
                _ => format!("<span class=\"id\">{id}</span>"),
            };
            assert!(out.contains(&alerts), "{format}: {alerts} in {out}");
        }
    }
}

#[test]
fn a_search_that_a_limit_cut_says_so_where_nothing_was_found() {
    let name = (0..200).map(|n| format!("word{}", "a".repeat(n % 7 + 1))).collect::<Vec<_>>().join(" ");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("long.csv");
    std::fs::write(&file, format!("id,name,schema\n1,{name},Company\n")).unwrap();
    for format in ["csv", "table", "jsonl", "html"] {
        let (_, out, err) = run(tamis(folder.path()).args(["screen", "-q", "--format", format]).arg(&file));
        assert!(out.split_whitespace().any(|w| w == "limit"), "{format}: {out} {err}");
    }
}

#[test]
fn rows_of_empty_cells_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gaps.csv");
    std::fs::write(&file, "id,name\n1,Jane Ordinary\n,\n\n2,John Ordinary\n , \n").unwrap();
    let (_, out, err) = run(tamis(folder.path()).args(["screen", "--format", "jsonl"]).arg(&file));
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(err.contains("gaps.csv:3: 2 row(s) in which every cell is empty"), "{err}");
}

#[test]
fn rows_that_cannot_be_read_stand_in_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lines.jsonl");
    std::fs::write(&file, "{\"id\":\"1\",\"name\":\"Jane Ordinary\"}\n{\"id\":2,\n").unwrap();
    let (_, out, _) = run(tamis(folder.path()).args(["screen", "-q", "--format", "html"]).arg(&file));
    assert!(out.contains("Not screened") && out.contains("lines.jsonl:2"), "{out}");
}

#[test]
fn customers_without_rows_are_told_from_customers_without_alerts() {
    for format in ["csv", "table", "jsonl"] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("header.csv");
        std::fs::write(&file, "id,name,country\n").unwrap();
        let (status, out, err) =
            run(tamis(folder.path()).args(["screen", "-q", "--format", format]).arg(&file));
        assert_eq!(status, 0, "{err}");
        assert!(err.contains("header.csv") && err.contains("nobody was screened"), "{err}");
        assert!(format != "csv" || out.starts_with("subject_id,") && out.lines().count() == 1, "{out}");
    }
}

#[test]
fn a_line_that_cannot_be_read_is_no_clear_answer() {
    let good = "{\"id\":\"1\",\"name\":\"Jane Ordinary\"}\n";
    let (status, out, err) = screen("lines.jsonl", format!("{good}{{\"id\":2,\n{good}").as_bytes());
    assert_eq!(status, 2, "{err}");
    assert!(err.contains("lines.jsonl:2") && err.contains("1 row(s) could not be read"), "{err}");
    assert_eq!(out.lines().count(), 2, "the others are screened: {out}");
    let listed = "{\"id\":\"3\",\"name\":\"Alexander Lukashenko\",\"birth_date\":\"1954-08-30\"}\n";
    let (status, _, err) = screen("lines.jsonl", format!("{listed}nonsense\n").as_bytes());
    assert_eq!(status, 1, "{err}");
    assert!(err.contains("lines.jsonl:2"), "{err}");
    let deep = "{\"name\":".repeat(10_000);
    let (status, _, err) = screen("deep.json", deep.as_bytes());
    assert_eq!(status, 2);
    assert!(err.contains("deep.json:1") && err.len() < 500, "{err}");
}

#[test]
fn a_list_in_place_of_customers_is_named() {
    let un = std::fs::read(crate::root().join("crates/lists/tests/golden/un.xml")).unwrap();
    let (status, _, err) = screen("customers.xml", &un);
    assert_eq!(status, 2);
    assert!(err.contains("un-xml") && err.contains("--list"), "{err}");
}

#[test]
fn lists_that_cannot_be_trusted_are_refused_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let golden =
        |name: &str| std::fs::read(crate::root().join("crates/lists/tests/golden").join(name)).unwrap();
    let un = String::from_utf8(golden("un.xml")).unwrap();
    let after_declaration = un.find("?>").unwrap() + 2;
    let (declaration, rest) = un.split_at(after_declaration);
    let ofac = golden("ofac_sdn.csv");
    let mut damaged = un.clone().into_bytes();
    damaged[after_declaration + 40] = 0x19;
    let files: [(&str, Vec<u8>, &[&str]); 8] = [
        ("damaged.xml", damaged, &["damaged.xml:", "control character", "fetch it again"]),
        ("empty.xml", Vec::new(), &["the file is empty", "fetch it again"]),
        ("sdn.csv", ofac[..ofac.len() - 1].to_vec(), &["end mark", "cut off", "download"]),
        ("half.xml", un.as_bytes()[..un.len() / 2].to_vec(), &["half.xml:", "cut off"]),
        (
            "bomb.xml",
            format!("{declaration}<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>{rest}").into_bytes(),
            &["document type declaration"],
        ),
        (
            "deep.xml",
            un.replacen("<INDIVIDUALS>", &format!("<INDIVIDUALS>{}{}", "<x>".repeat(10_000), "</x>".repeat(10_000)), 1)
                .into_bytes(),
            &["deep.xml:", "deep in each other"],
        ),
        ("page.csv", b"<!DOCTYPE html><html>503</html>".to_vec(), &["web page", "download it again"]),
        ("none.xml", b"<?xml version=\"1.0\"?><CONSOLIDATED_LIST dateGenerated=\"2026-01-01\"><INDIVIDUALS/></CONSOLIDATED_LIST>".to_vec(), &["no entry"]),
    ];
    let good = folder.path().join("good.xml");
    std::fs::write(&good, &un).unwrap();
    let data = folder.path().join("data");
    for (name, content, words) in &files {
        let file = folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        let (status, _, err) = run(tamis(&data).args(["lists", "import"]).arg(&file));
        assert_eq!(status, 2, "{name}: {err}");
        for word in words.iter().chain([name]) {
            assert!(err.contains(word), "{name}: no {word:?} in {err}");
        }
        assert!(!data.join("lists.json").exists(), "{name} left something behind");
        let (status, _, err) = run(tamis(&data).args(["check", "X", "--list"]).arg(&file));
        assert_eq!(status, 2, "--list {name}: {err}");
    }
    // The good one among them is imported, and the status says that not all were.
    let mut command = tamis(&data);
    command.args(["lists", "import"]).arg(&good);
    command.args(files.iter().map(|(name, ..)| folder.path().join(name)));
    let (status, out, err) = run(&mut command);
    assert_eq!(status, 2);
    assert!(out.contains("\"un-sc\"") && err.contains("8 of 9 were not imported"), "{out} {err}");
}

#[test]
fn a_customer_of_whom_nothing_is_known_is_answered() {
    let (status, out, err) =
        screen("blank.csv", b"id,name,birth_date,nationality\n7,,,Utopia\n8,Jane Ordinary,,\n");
    assert_eq!(status, 0, "{err}");
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(out.contains("problems"), "{out}");
}

#[test]
fn arguments_and_policies() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("policy.toml");
    std::fs::write(&policy, "[threshold]\nalert = 7\n").unwrap();
    let (status, _, err) = run(tamis(folder.path()).args(["check", "X", "--policy"]).arg(&policy));
    assert_eq!(status, 2);
    assert!(err.contains("line 2") && err.contains("0 to 1"), "{err}");
    for (arguments, word) in [
        (&["check", "X", "--threshold", "3"][..], "0 to 1"),
        (&["check", "X", "--born", "yesterday"], "yesterday"),
        (&["check", "X", "--country", "Utopia"], "Utopia"),
        (&["check", "X", "--schema", "Starship"], "Starship"),
        (&["check", "X", "--on", "2022"], "whole day"),
        (&["lists", "show", "nowhere:1"], "nowhere:1"),
        (&["lists", "remove", "nothing"], "nothing"),
    ] {
        let (status, out, err) = run(tamis(folder.path()).args(arguments));
        assert_eq!(status, 2, "{arguments:?} {out}");
        assert!(err.contains(word), "{arguments:?}: {err}");
    }
}
