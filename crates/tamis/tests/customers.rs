//! A large file of customers: a name that is common among them says less, the answer says so, a policy may forbid it;
//! and the answers are the same on any number of threads.

use std::fmt::Write as _;

use crate::{run, tamis};

const LISTED: &str = "id,name,schema\n1,Ramon Gonzalez,Person\n2,Zdenek Quillfeather,Person\n";

/// Some thousand customers, half of whom bear the same family name, and two who bear listed names.
fn customers(rows: usize) -> String {
    let mut text = String::from("id,name,schema\n");
    for n in 0..rows {
        let letters: String = n.to_string().bytes().map(|b| char::from(b'a' + (b - b'0') * 2)).collect();
        let family = if n % 2 == 0 { "Gonzalez" } else { "Smith" };
        let _ = writeln!(text, "{n},P{letters}o {family},Person");
    }
    text + "r,Ramon Gonzalez,Person\nz,Zdenek Quillfeather,Person\n"
}

/// The matches of the two by id: score and name evidence.
fn screened(rows: usize, policy: &str, threads: &str) -> (String, Vec<(f64, String)>) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (list, policy) = (file("list.csv", LISTED), file("policy.toml", policy));
    let (status, out, err) = run(tamis(folder.path())
        .args(["screen", "-q", "--format", "jsonl", "--list"])
        .arg(list)
        .arg("--policy")
        .arg(policy)
        .arg(file("customers.csv", &customers(rows)))
        .env("RAYON_NUM_THREADS", threads));
    assert_eq!(status, 1, "{err}");
    let of = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let found = &line["matches"][0];
        (found["score"].as_f64().unwrap(), found["evidence"][0]["text"].as_str().unwrap().to_owned())
    };
    let last: Vec<_> = out.lines().skip(rows).map(of).collect();
    (out, last)
}

#[test]
fn a_common_name_says_less() {
    let (out, counted) = screened(10_000, "", "2");
    let (alone, listed_only) = screened(10_000, "[evidence]\ncommon_customers = false\n", "2");
    assert!(counted[0].0 < listed_only[0].0, "{counted:?} {listed_only:?}");
    assert!(counted[0].1.contains("common among your customers: gonzalez (5001 of 10002)"), "{counted:?}");
    assert!(!alone.contains("among your customers"));
    assert_eq!(counted[1], listed_only[1], "a name that nobody else bears says what it said");
    assert_eq!(out, screened(10_000, "", "1").0, "on one thread and on two");
}

#[test]
fn a_small_file_says_nothing_of_names() {
    let (out, small) = screened(2_000, "", "2");
    assert!(!out.contains("among your customers"), "{small:?}");
}
