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
