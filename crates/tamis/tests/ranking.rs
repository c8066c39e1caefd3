//! The order of matches: by falling score; of equal ones, first the name that leaves fewer words without their like, then
//! the one in the order written. A name that was given up does not stand before one that is borne.

use crate::{run, tamis};

/// The ids of what one name finds on a list, in the order shown, with their scores.
fn found(list: &str, name: &str) -> Vec<(String, f64)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    std::fs::write(&path, list).unwrap();
    let (_, out, err) = run(tamis(folder.path())
        .args(["check", name, "--schema", "Organization", "--format", "jsonl", "-q", "--list"])
        .arg(path));
    let answer: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|e| panic!("{e}: {out} {err}"));
    let matches = answer["matches"].as_array().unwrap();
    let id = |m: &serde_json::Value| m["entity"]["id"].as_str().unwrap().to_owned();
    matches.iter().map(|m| (id(m), m["score"].as_f64().unwrap())).collect()
}

#[test]
fn of_two_like_it_the_one_that_is_written_so_comes_first() {
    for (name, first) in [
        ("QUILL NORDVIK LTD GENERAL TRADING", "list:2"),
        ("QUILL NORDVIK LTD", "list:1"),
        ("ZEBEDIN VARGO HOLDING", "list:3"),
        ("VARGO ZEBEDIN HOLDING", "list:4"),
    ] {
        let list = "id,name,schema\n1,QUILL NORDVIK LIMITED,Organization\n\
                    2,QUILL NORDVIK LIMITED GENERAL TRADING,Organization\n\
                    3,ZEBEDIN VARGO HOLDING,Organization\n4,VARGO ZEBEDIN HOLDING,Organization\n";
        let matches = found(list, name);
        assert_eq!(matches[0].0, first, "{name}: {matches:?}");
        assert!(matches.windows(2).all(|w| w[0].1 >= w[1].1), "{name}: {matches:?}");
    }
}
