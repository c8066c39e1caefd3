//! Lists in the data directory.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

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
        ["Testa Proband3", "1960-01-04", "asset freeze", "own.csv:5 birthDate"]
            .iter()
            .all(|t| out.contains(t)),
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

#[test]
fn an_empty_list_is_imported_and_answers_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("annex.csv"));
    list(&file, 0);
    let (status, out, err) = run(tamis(&data).args(["lists", "import", "-q", "--format", "csv"]).arg(&file));
    assert_eq!(status, 0, "{err}");
    assert!(out.contains("annex,,0,0,"), "{out}");
    assert!(err.contains("annex is empty") && err.contains("nothing can be screened"), "{err}");
    // Alone, it would clear everybody.
    for arguments in [&["check", "Testa Proband7", "-q"][..], &["lists", "show", "annex:e1"]] {
        let (status, _, err) = run(tamis(&data).args(arguments));
        assert_eq!(status, 2, "{arguments:?}");
        assert!(err.contains("nothing can be screened") && err.contains("annex"), "{err}");
    }
    let (status, _, err) = run(tamis(&data).args(["check", "Testa Proband7", "--list"]).arg(&file));
    assert_eq!(status, 2);
    assert!(err.contains("nothing can be screened"), "{err}");
    // Beside a list that is not empty, it is named and the other one answers.
    let other = folder.path().join("own.csv");
    list(&other, 10);
    let both = |command: &mut Command| run(command.arg("--list").arg(&file).arg("--list").arg(&other));
    let (status, out, err) = both(tamis(&data).args(["check", "Testa Proband7", "-q", "--format", "jsonl"]));
    assert_eq!(status, 1, "{out}");
    assert!(err.contains("annex is empty"), "{err}");
    assert_eq!(run(tamis(&data).args(["lists", "import"]).arg(&other)).0, 0);
    assert_eq!(run(tamis(&data).args(["check", "Testa Proband7"])).0, 1);
}

#[test]
fn a_list_is_not_emptied_by_an_empty_edition() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("own.csv"));
    list(&file, 10);
    assert_eq!(run(tamis(&data).args(["lists", "import"]).arg(&file)).0, 0);
    list(&file, 0);
    let (status, _, err) = run(tamis(&data).args(["lists", "import"]).arg(&file));
    assert_eq!(status, 2);
    assert!(err.contains("--accept-shrunken") && err.contains("own"), "{err}");
    assert_eq!(run(tamis(&data).args(["check", "Testa Proband7"])).0, 1, "the last good edition stays");
    // An empty file is no edition of anything, and neither is a list without a row that can be read.
    for content in ["", "  \n", "id,name,birthDate\ne1,,1960\n"] {
        std::fs::write(&file, content).unwrap();
        let (status, _, err) = run(tamis(&data).args(["lists", "import", "--accept-shrunken"]).arg(&file));
        assert_eq!(status, 2, "{content:?}");
        assert!(err.contains("own"), "{err}");
        assert_eq!(run(tamis(&data).args(["check", "Testa Proband7"])).0, 1, "{content:?}");
    }
}

#[test]
fn columns_under_names_of_the_users_own() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("sperrliste.csv"));
    std::fs::write(&file, "Kürzel;Klartext;Tag\ne1;Testa Proband;1960-01-05\n").unwrap();
    let check = |more: &[&str]| {
        let mut command = tamis(&data);
        command.args(["check", "Testa Proband", "--format", "jsonl", "--list"]).arg(&file).args(more);
        run(&mut command)
    };
    let (status, _, err) = check(&[]);
    assert_eq!(status, 2);
    assert!(err.contains("--list-map") && err.contains("sperrliste.csv"), "{err}");
    let map = ["--list-map", "name=Klartext", "--list-map", "id=Kürzel", "--list-map", "birthDate=Tag"];
    let (status, out, err) = check(&map);
    assert_eq!(status, 1, "{out} {err}");
    assert!(out.contains("sperrliste:e1"), "{out}");
    let (status, _, err) = check(&["--list-map", "name=Kunde"]);
    assert_eq!(status, 2);
    assert!(err.contains("Kunde") && err.contains("Klartext"), "names the columns that there are: {err}");
    let (status, _, err) = run(tamis(&data).args(["check", "X", "--list-map", "name=Klartext"]));
    assert_eq!(status, 2);
    assert!(err.contains("--list FILE"), "{err}");
    // The same for an import, which also reads its snapshot again.
    let (status, _, err) = run(tamis(&data)
        .args(["lists", "import", "--map", "name=Klartext", "--map", "id=Kürzel"])
        .arg(&file));
    assert_eq!(status, 0, "{err}");
    std::fs::remove_file(data.join("catalogue.tamis")).unwrap();
    assert_eq!(run(tamis(&data).args(["check", "Testa Proband"])).0, 1);
}

#[test]
fn official_files_are_read_as_what_they_are_whatever_is_said_of_own_ones() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own.csv");
    std::fs::write(&own, "Klartext\nTesta Proband\n").unwrap();
    let un = folder.path().join("un.xml");
    std::fs::copy(crate::root().join("crates/lists/tests/golden/un.xml"), &un).unwrap();
    let mut command = tamis(folder.path());
    command.args(["check", "Testa Proband", "--format", "jsonl", "--list-map", "name=Klartext"]);
    let (status, out, err) = run(command.arg("--list").arg(&un).arg("--list").arg(&own));
    assert_eq!(status, 1, "{out} {err}");
}

#[test]
fn a_listing_that_runs_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    let rows = "id,schema,name,programKey,measure,startDate,endDate,delisted\n\
                e1,Person,Testa Proband,DPL,Export control,2015-09-18,2022-09-18,\n\
                e2,Person,Vasilisa Otherwise,DPL,Export control,2015-09-18,,2022-09-18\n";
    std::fs::write(&file, rows).unwrap();
    let check = |name: &str, more: &[&str]| {
        let mut command = tamis(folder.path());
        run(command.args(["check", name, "--list"]).arg(&file).args(more))
    };
    for (day, status) in
        [("2015-09-17", 0), ("2015-09-18", 1), ("2022-09-18", 1), ("2022-09-19", 0), ("2030-01-01", 0)]
    {
        assert_eq!(check("Testa Proband", &["--on", day]).0, status, "on {day}");
    }
    // Without a day nobody can say that it has run out; the answer says until when it was made.
    let (status, out, _) = check("Testa Proband", &["--format", "jsonl"]);
    assert_eq!(status, 1);
    assert!(out.contains("\"until\":\"2022-09-18\""), "{out}");
    assert!(check("Testa Proband", &["--format", "table"]).1.contains("until"));
    assert!(check("Testa Proband", &["--format", "csv"]).1.contains(",2015-09-18,2022-09-18,"));
    // One that the list says has ended does not stand, and did before.
    assert_eq!(check("Vasilisa Otherwise", &[]).0, 0);
    assert_eq!(check("Vasilisa Otherwise", &["--on", "2022-09-17"]).0, 1);
    assert_eq!(check("Vasilisa Otherwise", &["--on", "2022-09-18"]).0, 0);
    let mut command = tamis(folder.path());
    let show = command.args(["lists", "show", "orders:e1", "--format", "table", "--list"]).arg(&file);
    assert!(run(show).1.contains("expires 2022-09-18"));
}

/// The catalogue of a data directory is whole: a name is found in it, and it need not be compiled first.
fn is_whole(data: &Path) {
    let (status, out, err) = run(tamis(data).args(["check", "Testa Proband7", "--format", "jsonl"]));
    assert_eq!(status, 1, "{err}");
    assert!(out.contains("own:e7"), "{out}");
    assert!(!err.contains("compiling"), "{err}");
}

#[test]
fn two_that_compile_at_once_leave_a_whole_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("own.csv"));
    list(&file, 500);
    assert_eq!(run(tamis(&data).args(["lists", "import"]).arg(&file)).0, 0);
    for _ in 0..3 {
        let compiling = || tamis(&data).args(["compile", "-q"]).spawn().unwrap();
        let (mut one, mut other) = (compiling(), compiling());
        assert!(one.wait().unwrap().success() && other.wait().unwrap().success());
        is_whole(&data);
    }
}

#[test]
fn one_that_is_killed_while_it_compiles_leaves_the_old_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("own.csv"));
    list(&file, 500);
    assert_eq!(run(tamis(&data).args(["lists", "import"]).arg(&file)).0, 0);
    let started = std::time::Instant::now();
    assert!(tamis(&data).args(["compile", "-q"]).status().unwrap().success());
    let whole = started.elapsed();
    let mut killed = 0;
    // At every stage: reading, understanding, writing.
    for part in 1..=12 {
        let mut compiling = tamis(&data).args(["compile", "-q"]).spawn().unwrap();
        std::thread::sleep(whole * part / 13);
        compiling.kill().unwrap();
        killed += u32::from(!compiling.wait().unwrap().success());
        is_whole(&data);
    }
    assert!(killed > 0, "each had done before it was killed");
}

#[test]
fn the_search_is_proved_against_a_scan() {
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("data"), folder.path().join("own.csv"));
    list(&file, 60);
    assert_eq!(run(tamis(&data).args(["lists", "import"]).arg(&file)).0, 0);
    let proof = |more: &[&str]| run(tamis(&data).args(["compile", "--verify", "20", "-q"]).args(more));
    let (status, all, err) = proof(&[]);
    assert_eq!(status, 0, "{err}");
    let (_, some, _) = proof(&["--altered", "exact", "--altered", "one-edit"]);
    let kinds = |out: &str| {
        let names = [
            "exact",
            "words turned round",
            "one edit",
            "an edit in every word",
            "every word another listed one",
        ];
        names.into_iter().filter(|name| out.lines().any(|line| line.starts_with(name))).count()
    };
    assert_eq!((kinds(&all), kinds(&some)), (5, 2), "{all}\n{some}");
    assert!(some.contains("the search loses 0 of "), "{some}");
    let (status, _, err) = proof(&["--altered", "upside-down"]);
    assert!(status == 2 && err.contains("near-spellings"), "{err}");
}
