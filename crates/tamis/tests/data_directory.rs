//! Lists in the data directory.

use std::fmt::Write as _;
use std::path::Path;

use crate::{run, tamis};

/// A user's own list of so many entries.
fn list(path: &Path, entries: usize) {
    let mut text = String::from("id,schema,name,birthDate,programKey,measure,startDate\n");
    for n in 0..entries {
        let _ = writeln!(
            text,
            "e{n},Person,Testa Proband{n},1960-01-{:02},TEST,Asset freeze,2020-02-0{}",
            n % 28 + 1,
            n % 9 + 1
        );
    }
    std::fs::write(path, text).unwrap();
}

#[test]
fn imported_shown_screened_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("own.csv"));
    list(&file, 10);
    let (status, out, err) = run(tamis(&data).args(["lists", "import", "--format", "csv"]).arg(&file));
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("own,"), "{out}");
    let (_, out, _) = run(tamis(&data).args(["lists", "status", "--format", "jsonl"]));
    assert!(out.contains("\"entities\":10"), "{out}");
    let (status, out, err) = run(tamis(&data).args(["lists", "show", "own:e3", "--format", "table"]));
    assert_eq!(status, 0, "{err}");
    assert!(
        out.contains("Testa Proband3") && out.contains("1960-01-04") && out.contains("asset freeze"),
        "{out}"
    );
    let (status, out, _) = run(tamis(&data).args(["check", "Testa Proband7", "--format", "jsonl"]));
    assert_eq!(status, 1, "{out}");
    assert!(out.contains("own:e7"), "{out}");
    let (status, _, err) = run(tamis(&data).args(["lists", "remove", "own"]));
    assert_eq!(status, 0, "{err}");
    let (status, _, _) = run(tamis(&data).args(["check", "Testa Proband7"]));
    assert_eq!(status, 0);
}

#[test]
fn an_edition_that_lost_half_its_entries_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("own.csv"));
    list(&file, 100);
    assert_eq!(run(tamis(&data).args(["lists", "import"]).arg(&file)).0, 0);
    list(&file, 50);
    let (status, _, err) = run(tamis(&data).args(["lists", "import"]).arg(&file));
    assert_eq!(status, 2);
    assert!(err.contains("--accept-shrunken"), "{err}");
    let (_, out, _) = run(tamis(&data).args(["lists", "status", "--format", "jsonl"]));
    assert!(out.contains("\"entities\":100"), "the last good edition stays: {out}");
    assert_eq!(run(tamis(&data).args(["lists", "import", "--accept-shrunken"]).arg(&file)).0, 0);
}

#[test]
fn a_snapshot_that_was_changed_is_not_compiled() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("own.csv"));
    list(&file, 10);
    assert_eq!(run(tamis(&data).args(["lists", "import"]).arg(&file)).0, 0);
    let snapshot = std::fs::read_dir(data.join("snapshots")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&snapshot, "id,name\n1,Somebody Else\n").unwrap();
    std::fs::remove_file(data.join("catalogue.tamis")).unwrap();
    let (status, _, err) = run(tamis(&data).args(["check", "Testa Proband7"]));
    assert_eq!(status, 2);
    assert!(err.contains("was changed"), "{err}");
}
