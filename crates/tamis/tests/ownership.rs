//! `tamis ownership` as a user runs it.
//!
//! 1. `screen` prints one line a node and regime, with answer, basis, exact share and chain, as of the day.
//! 2. A listing counts from its day on, not before.
//! 3. `explain` tells the steps; `what-if` tells who changes, and how a transfer was read.
//! 4. Customers who belong to the listed are alerts of `tamis screen --ownership`, with the chain.
//! 5. Trouble says what, where and what to do, with exit status 2.

use std::path::Path;

use super::{run, tamis};

const TABLE: &str = "owner,owned,share,votes,kind,from,to,source\n\
    Ivanova,Polymir Invest,50,,,2019-05-01,,register\n\
    Polymir Invest,Polymir Trading,1/2,,,2019-06-01,,register\n\
    Ivanova,Grodno Terminal,10,55,,,,articles\n\
    Polymir Trading,Brest Cold Store,40-60,,,,,register\n";

fn files(folder: &Path) -> (String, String) {
    let (graph, listed) = (folder.join("graph.csv"), folder.join("listed.csv"));
    std::fs::write(&graph, TABLE).expect("a folder of our own");
    std::fs::write(&listed, "id,since\nIvanova,2022-03-02\n").expect("a folder of our own");
    (graph.display().to_string(), listed.display().to_string())
}

/// Answer, basis and share of a node, from JSON lines.
fn said(lines: &str, node: &str, regime: &str) -> (String, String, String) {
    let found = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .find(|line| line["node"]["id"] == node && line["regime"] == regime)
        .unwrap_or_else(|| panic!("no line of {node} under {regime}"));
    let text = |key: &str| found[key].as_str().unwrap_or("").to_owned();
    (text("answer"), text("basis"), text("share"))
}

fn triple(a: &str, b: &str, c: &str) -> (String, String, String) {
    (a.into(), b.into(), c.into())
}

/// Properties 1 and 2.
#[test]
fn one_line_a_node_and_regime() {
    let folder = tempfile::tempdir().expect("a folder");
    let (graph, listed) = files(folder.path());
    let screen = |on: &str, regimes: &str| {
        let arguments = ["ownership", "screen", &graph, "--listed", &listed, "--on", on, "--regime", regimes];
        run(tamis(folder.path()).args(arguments))
    };
    let (status, lines, _) = screen("2024-07-03", "us-ofac,eu,uk");
    assert_eq!((status, lines.lines().count()), (1, 5 * 3));
    assert_eq!(said(&lines, "Polymir Trading", "us-ofac"), triple("restricted", "ownership", "1/2"));
    assert_eq!(said(&lines, "Polymir Trading", "uk"), triple("not", "", "0"));
    assert_eq!(said(&lines, "Grodno Terminal", "uk"), triple("restricted", "control", "11/20"));
    assert_eq!(said(&lines, "Brest Cold Store", "eu"), triple("undetermined", "ownership", "2/5..3/5"));
    let (_, lines, _) = screen("2024-07-02", "eu");
    assert_eq!(said(&lines, "Polymir Invest", "eu"), triple("not", "", "1/2"));
    let (status, lines, _) = screen("2022-03-01", "us-ofac,eu,uk,ca,au");
    assert_eq!(status, 0, "nobody is listed yet: {lines}");
}

/// Property 3.
#[test]
fn explained_and_supposed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (graph, listed) = files(folder.path());
    let common = ["--on", "2024-07-03", "--regime", "us-ofac", "--format", "table"];
    let arguments = ["ownership", "explain", "Polymir Trading", &graph, "--listed", &listed];
    let (_, told, _) = run(tamis(folder.path()).args(arguments).args(common));
    assert!(
        told.contains("1. Polymir Invest: Ivanova (listed) holds 50%  [graph.csv row 2, register]"),
        "{told}"
    );
    assert!(told.contains("2. Polymir Trading: Polymir Invest (restricted) holds 50%"), "{told}");
    let transfer = "Ivanova -> Petrov 1% of Polymir Invest";
    let arguments = ["ownership", "what-if", &graph, "--already", &listed, "--transfer", transfer];
    let (status, told, read_as) = run(tamis(folder.path()).args(arguments).args(common));
    assert_eq!(status, 1);
    assert!(read_as.contains("Ivanova hands 1% of Polymir Invest to Petrov"), "{read_as}");
    assert!(told.contains("3 answers change") && told.contains("stays blocked"), "{told}");
    let arguments = ["ownership", "what-if", &graph, "--listed", "Polymir Trading"];
    let (_, told, _) =
        run(tamis(folder.path()).args(arguments).args(["--on", "2024-07-03", "--regime", "eu"]));
    assert!(told.contains(r#""before":"not","after":"undetermined""#), "{told}");
}

/// Property 4.
#[test]
fn customers_who_belong_to_the_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (graph, _) = files(folder.path());
    let (customers, list) = (folder.path().join("customers.csv"), folder.path().join("own.csv"));
    std::fs::write(&customers, "id,name\nc1,Polymir Trading\nc2,Anna Svensson\n").expect("a file");
    std::fs::write(&list, "id,name,schema\nq1,Ivanova,Person\n").expect("a file");
    let (status, lines, _) = run(tamis(folder.path()).args(["screen", "--on", "2024-07-03"]).args([
        customers.as_os_str(),
        "--list".as_ref(),
        list.as_os_str(),
        "--ownership".as_ref(),
        graph.as_ref(),
    ]));
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!((status, lines.len()), (1, 2));
    assert!(
        lines[0].contains("ownership:Polymir Trading") && lines[0].contains("Ivanova -1/2-> Polymir Invest")
    );
    assert!(lines[1].ends_with(r#""matches":[]}"#), "{}", lines[1]);
}

/// Property 5.
#[test]
fn trouble_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let (graph, listed) = files(folder.path());
    for (arguments, wanted) in [
        (vec!["screen", &graph, "--listed", "Nobody"], "none of these is in the graph"),
        (vec!["screen", &graph, "--regime", "mars"], "there are us-ofac, eu"),
        (vec!["screen", &listed], "columns owner and owned"),
        (vec!["what-if", &graph, "--already", &listed], "give --listed"),
        (vec!["what-if", &graph, "--transfer", "Ivanova 10%"], "is no transfer"),
    ] {
        let (status, _, told) = run(tamis(folder.path()).arg("ownership").args(&arguments));
        assert_eq!(status, 2, "{arguments:?}: {told}");
        assert!(told.contains(wanted), "{told}");
    }
}
