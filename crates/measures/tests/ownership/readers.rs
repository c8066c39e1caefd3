//! Ownership data as it comes.
//!
//! 1. Every bad edge is reported with file and row, and what it leaves unknown is undetermined where it matters.
//! 2. A row with every column, in a table or in JSON lines, becomes the same tie.
//! 3. The BODS examples, the PSC samples and the ZALA case are read whole: the counts are those of the files.
//! 4. The standards' own subtleties: bands that exclude their least value, indirect interests that repeat their
//!    components, replaced and closed statements, nominees, owners who are not named.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests read files, and say what they skip"
)]

use jiff::civil::{Date, date};
use tamis_measures::ownership::graph::{Graph, GraphBuilder, TieKind};
use tamis_measures::ownership::holdings::Holdings;
use tamis_measures::ownership::read::{Format, read, read_entities};
use tamis_measures::ownership::regime::Regime;
use tamis_measures::ownership::report::line;
use tamis_measures::ownership::standing::Answer::{self, Not, Restricted, Review, Undetermined};
use tamis_measures::ownership::standing::Standing;
use tamis_model::Severity;
use tamis_tables::Source;

use super::drawn::{TODAY, nodes, says};

fn graph_of(files: &[(&str, &str)]) -> (Graph, Vec<Format>) {
    let mut builder = GraphBuilder::default();
    let formats = files
        .iter()
        .map(|(name, text)| {
            read(&mut builder, name, Source::Bytes(text.as_bytes())).expect("ownership data").format
        })
        .collect();
    (builder.build(), formats)
}

fn answer(graph: &Graph, regime: &str, on: Date, listed: &str, target: &str) -> Answer {
    match says(graph, regime, on, listed, target).split(' ').next() {
        Some("restricted" | "presumed") => Restricted,
        Some("undetermined") => Undetermined,
        Some("review") => Review,
        _ => Not,
    }
}

/// The folder of sample data beside the checkout; `None`, said aloud, where it is not there.
fn sample(path: &str) -> Option<String> {
    let full = format!("{}/../../../shared/data/{path}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(full).ok();
    if text.is_none() {
        println!("skipped: {path} is not beside this checkout");
    }
    text
}

/// Property 1.
#[test]
fn bad_edges_are_reported_with_file_and_row() {
    let table = "owner,owned,share,votes,kind,from,to,source\n\
        X,,60,,,,,\n\
        ,B,60,,,,,\n\
        X,C,0,,,,,\n\
        X,D,130,,,,,\n\
        X,E,-5,,,,,\n\
        X,F,60,,,2022-05-01,2020-01-01,\n\
        X,G,40,,,,,register\n\
        X,G,60,,,,,press\n\
        X,H,sixty,,,,,\n\
        X,I,60,,owns?,,,\n\
        X,J,60,,,someday,,\n";
    let (graph, _) = graph_of(&[("edges.csv", table)]);
    let holdings = Holdings::on(&graph, TODAY, &[]);
    let problems: Vec<_> = graph.problems().iter().chain(holdings.problems()).collect();
    for (row, field, words) in [
        (2, "owned", "edge to nowhere"),
        (3, "owner", "nobody is named"),
        (4, "share", "0 %"),
        (5, "share", "more than the whole"),
        (6, "share", "less than nothing"),
        (7, "to", "before it starts"),
        (8, "share", "two sources give different shares"),
        (10, "share", "is no share"),
        (11, "kind", "no kind of tie"),
        (12, "from", "is not a date"),
    ] {
        let found = problems.iter().find(|p| p.record == row && p.field == field);
        let found = found.unwrap_or_else(|| panic!("row {row} {field}: {problems:#?}"));
        assert!(found.message.contains(words), "{}", found.message);
        assert_eq!(found.file, "edges.csv");
        assert!(found.severity >= Severity::Warning && !found.hint.is_empty());
    }
    assert!(problems.iter().any(|p| p.message.contains("row 8") && p.message.contains("row 9")));
    for company in ["B", "C", "D", "E", "F", "G", "H"] {
        assert_eq!(answer(&graph, "us-ofac", TODAY, "X", company), Undetermined, "{company}");
    }
    assert_eq!(answer(&graph, "us-ofac", TODAY, "X", "J"), Restricted);
    assert_eq!(answer(&graph, "us-ofac", TODAY, "X", "I"), Not, "a link is no holding");
}

/// Property 2.
#[test]
fn tables_and_json_lines_say_the_same() {
    let csv = "Owner;Owned;Share;Votes;Kind;From;To;Source\nX;A;1/3;55;;2020-01-01;2021-12-31;register\n";
    let json = r#"{"owner":"X","owned":"A","share":"1/3","votes":55,"from":"2020-01-01","to":"2021-12-31"}"#;
    for text in [csv, json] {
        let (graph, formats) = graph_of(&[("edges", text)]);
        assert_eq!(formats, [Format::Edges]);
        assert!(graph.problems().is_empty(), "{:?}", graph.problems());
        assert_eq!(says(&graph, "uk", date(2021, 12, 31), "X", "A"), "restricted control");
        assert_eq!(says(&graph, "uk", date(2022, 1, 1), "X", "A"), "not");
        assert_eq!(says(&graph, "us-ofac", date(2021, 6, 1), "X", "A"), "not");
    }
}

/// Property 2: joint holdings, nominees and claims of control in a table.
#[test]
fn kinds_in_a_table() {
    let table = "owner,owned,share,kind,basis,confidence,source\n\
        X,A,30,joint,,,\n\
        Y,A,25,joint,,,\n\
        N,B,51,,,,\n\
        X,N,,nominee,,,\n\
        X,C,,control,front person,80,press\n\
        X,D,,control,rumour,20,press\n\
        X,E,,control,office of president,100,press\n\
        X,F,51,nominee,,,\n";
    let (graph, _) = graph_of(&[("edges.csv", table)]);
    let expected = [
        ("A", "not", "presumed control", "restricted ownership"),
        ("B", "not", "presumed control", "restricted ownership"),
        ("C", "not", "presumed control", "presumed control"),
        ("D", "not", "review control", "review control"),
        ("E", "not", "review control", "review control"),
        ("F", "not", "presumed control", "restricted ownership"),
    ];
    for (company, ofac, eu, uk) in expected {
        assert_eq!(says(&graph, "us-ofac", TODAY, "X", company), ofac, "{company}");
        assert_eq!(says(&graph, "eu", TODAY, "X", company), eu, "{company}");
        assert_eq!(says(&graph, "uk", TODAY, "X", company), uk, "{company}");
    }
}

/// Property 4.
#[test]
fn a_band_of_the_register_that_excludes_the_half_is_over_the_half() {
    let person = |company: &str, nature: &str| {
        format!(
            r#"{{"company_number":"{company}","data":{{"kind":"individual-person-with-significant-control","name":"X","links":{{"self":"/x"}},"natures_of_control":["{nature}"],"notified_on":"2016-04-06"}}}}"#
        )
    };
    let lines = [
        person("00000001", "ownership-of-shares-50-to-75-percent"),
        person("00000002", "ownership-of-shares-25-to-50-percent"),
        person("00000003", "ownership-of-shares-75-to-100-percent-as-trust"),
        person("00000004", "right-to-appoint-and-remove-directors"),
        person("00000005", "significant-influence-or-control"),
        person("00000006", "voting-rights-50-to-75-percent"),
    ];
    let (graph, formats) = graph_of(&[("psc.jsonl", &lines.join("\n"))]);
    assert_eq!(formats, [Format::Psc]);
    let uk = |company: &str| says(&graph, "uk", TODAY, "/x", company);
    assert_eq!(uk("00000001"), "restricted ownership");
    assert_eq!(uk("00000002"), "not");
    assert_eq!(uk("00000003"), "restricted ownership");
    assert_eq!(uk("00000004"), "restricted control");
    assert_eq!(uk("00000005"), "presumed control");
    assert_eq!(uk("00000006"), "restricted control");
    assert_eq!(says(&graph, "us-ofac", TODAY, "/x", "00000002"), "undetermined ownership");
}

/// Property 3.
#[test]
fn the_samples_of_bods() {
    let Some(text) = sample("ownership/bods04_sample_300_statements.json") else { return };
    let (graph, formats) = graph_of(&[("sample", &text)]);
    assert_eq!(formats, [Format::Bods]);
    assert_eq!(graph.ties_of(TieKind::Ownership), 100, "{:?}", graph.problems());
    let (mixed, nomination) = (
        sample("ownership/bods_examples/mixed-direct-and-indirect-ownership.json").expect("beside the other"),
        sample("ownership/bods_examples/nomination.json").expect("beside the other"),
    );
    let (graph, _) = graph_of(&[("mixed", &mixed)]);
    // 50 % directly; the indirect 50 % repeats the company's 50 %, of whose owner nothing is said.
    assert_eq!(says(&graph, "us-ofac", TODAY, "53508b65253f", "9bfe59b6a869"), "restricted ownership");
    assert_eq!(says(&graph, "eu-sectoral", TODAY, "53508b65253f", "9bfe59b6a869"), "undetermined ownership");
    let (graph, _) = graph_of(&[("nomination", &nomination)]);
    assert_eq!(graph.ties_of(TieKind::Nominee), 1);
}

/// Property 3.
#[test]
fn the_case_of_zala() {
    let Some(text) = sample("ftm/zala_entities.ftm.json") else { return };
    let (graph, formats) = graph_of(&[("zala", &text)]);
    assert_eq!(formats, [Format::Ftm]);
    let of = |kind| graph.ties_of(kind);
    assert_eq!((of(TieKind::Ownership), of(TieKind::Family), of(TieKind::Directorship)), (14, 4, 3));
    let (zakharov, cst, kalashnikov) =
        ("NK-aU5ybkbRFJucf8YMwsJvDw", "NK-abdzbEBkqyT29GyREbiURZ", "NK-nR5AXM9AVPq4pQaSPSaVam");
    // Since 22.12.2023 one row remains: 51 %.
    assert_eq!(says(&graph, "us-ofac", date(2024, 1, 15), zakharov, cst), "restricted ownership");
    // Before, the register's rows say 50, 48 and 51 % at once.
    let holdings = Holdings::on(&graph, date(2022, 3, 1), &[]);
    assert!(
        holdings.problems().iter().any(|p| p.message.contains("taken as 48%–51%")),
        "{:?}",
        holdings.problems()
    );
    assert_eq!(says(&graph, "us-ofac", date(2022, 3, 1), zakharov, cst), "undetermined ownership");
    assert_eq!(says(&graph, "us-ofac", date(2024, 1, 15), kalashnikov, cst), "not");
    assert_eq!(nodes(&graph, zakharov).len(), 1);
}

/// Property 3: the relations that OFAC's list states of its own entries, all of which are listed in any case.
#[test]
fn what_ofac_says_of_its_own_entries() {
    let Some(text) = sample("lists/ofac/sdn_2024-05-03.csv") else { return };
    let alternates = sample("lists/ofac/alt_2025-02-27.csv").expect("beside the other");
    let file = |name, text: &'static str| tamis_lists::InputFile { name, bytes: text.as_bytes() };
    let (text, alternates): (&'static str, &'static str) = (text.leak(), alternates.leak());
    let read = tamis_lists::read(&[file("sdn.csv", text), file("alt.csv", alternates)]);
    let snapshot = read.into_iter().next().expect("a list").expect("is read");
    let linked_to: Vec<_> = snapshot
        .entities
        .iter()
        .flat_map(|e| &e.relations)
        .filter(|r| r.value.kind.eq_ignore_ascii_case("linked to"))
        .collect();
    let resolved = linked_to.iter().filter(|r| r.value.target.is_some()).count();
    // Of the primary names alone, 6,367 resolve; the alternates, of a later edition, resolve more.
    let without = tamis_lists::read(&[file("sdn.csv", text)]);
    let without = without.into_iter().next().expect("a list").expect("is read");
    assert_eq!(resolved_links(&without.entities), (6_375, 6_367));
    assert!(resolved >= 6_367 && linked_to.len() == 6_375, "{resolved} of {}", linked_to.len());
    let mut builder = GraphBuilder::default();
    let linked = read_entities(&mut builder, "us-ofac-sdn", &snapshot.entities);
    let graph = builder.build();
    let ties: usize = [TieKind::Link, TieKind::Family, TieKind::Control, TieKind::Directorship]
        .map(|kind| graph.ties_of(kind))
        .iter()
        .sum();
    assert_eq!(ties, linked.resolved);
    let nowhere = graph.problems().iter().filter(|p| p.message.contains("no entry of the list")).count();
    assert_eq!(nowhere, linked.relations - linked.resolved, "every relation to nowhere is reported");
}

/// How many relations of entries are "Linked To", and how many of them name an entry.
fn resolved_links(entities: &[tamis_model::Entity]) -> (usize, usize) {
    let relations = entities.iter().flat_map(|e| &e.relations);
    let linked: Vec<_> = relations.filter(|r| r.value.kind.eq_ignore_ascii_case("linked to")).collect();
    (linked.len(), linked.iter().filter(|r| r.value.target.is_some()).count())
}

/// Property 4.
#[test]
fn statements_before_0_4_replace_each_other() {
    let statements = r#"[
        {"statementID":"e1","statementType":"entityStatement","entityType":"registeredEntity","name":"A"},
        {"statementID":"p1","statementType":"personStatement","personType":"knownPerson","names":[{"fullName":"X"}]},
        {"statementID":"r1","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e1"},
         "interestedParty":{"describedByPersonStatement":"p1"},
         "interests":[{"type":"shareholding","interestLevel":"direct","share":{"exact":60}}]},
        {"statementID":"r2","statementType":"ownershipOrControlStatement","replacesStatements":["r1"],
         "subject":{"describedByEntityStatement":"e1"},"interestedParty":{"describedByPersonStatement":"p1"},
         "interests":[{"type":"shareholding","interestLevel":"direct",
          "share":{"minimum":25,"maximum":50,"exclusiveMinimum":true,"exclusiveMaximum":false}}]},
        {"statementID":"r3","statementType":"ownershipOrControlStatement",
         "subject":{"describedByEntityStatement":"e1"},"interestedParty":{"unspecified":{"reason":"interested-party-exempt-from-disclosure"}},
         "interests":[{"type":"voting-rights","interestLevel":"direct","share":{"exact":10}}]}
    ]"#;
    let (graph, formats) = graph_of(&[("bods.json", statements)]);
    assert_eq!(formats, [Format::Bods]);
    assert!(graph.problems().is_empty(), "{:?}", graph.problems());
    assert_eq!(says(&graph, "us-ofac", TODAY, "p1", "e1"), "undetermined ownership");
    assert_eq!(says(&graph, "eu-sectoral", TODAY, "p1", "e1"), "undetermined ownership");
}

/// Property 4.
#[test]
fn consolidation_is_a_claim_of_control_and_a_holding_of_unknown_size() {
    let table = "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,Relationship.RelationshipType,Relationship.RelationshipStatus\n\
        CHILD,PARENT,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE\nBRANCH,PARENT,IS_INTERNATIONAL_BRANCH_OF,ACTIVE\nOLD,PARENT,IS_DIRECTLY_CONSOLIDATED_BY,INACTIVE\n";
    let (graph, formats) = graph_of(&[("rr.csv", table)]);
    assert_eq!(formats, [Format::GleifRelationships]);
    assert_eq!(says(&graph, "us-ofac", TODAY, "PARENT", "CHILD"), "undetermined ownership");
    assert_eq!(says(&graph, "eu", TODAY, "PARENT", "CHILD"), "presumed control");
    assert_eq!(says(&graph, "us-ofac", TODAY, "PARENT", "BRANCH"), "restricted ownership");
    assert!(graph.find("OLD").is_none());
}

/// Property 4: the golden copy as XML says what it says as CSV; shares in per cent, where "1.00" may be the whole.
#[test]
fn gleif_as_xml() {
    let record = |child: &str, kind: &str, amount: &str, status: &str| {
        format!(
            "<rr:RelationshipRecord><rr:Relationship>\
             <rr:StartNode><rr:NodeID>{child}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>\
             <rr:EndNode><rr:NodeID>PARENT</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode>\
             <rr:RelationshipType>{kind}</rr:RelationshipType><rr:RelationshipPeriods>\
             <rr:RelationshipPeriod><rr:StartDate>2018-01-01T00:00:00Z</rr:StartDate><rr:EndDate>2018-12-31T00:00:00Z</rr:EndDate><rr:PeriodType>ACCOUNTING_PERIOD</rr:PeriodType></rr:RelationshipPeriod>\
             <rr:RelationshipPeriod><rr:StartDate>2012-11-29T00:00:00.000Z</rr:StartDate><rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod>\
             </rr:RelationshipPeriods><rr:RelationshipStatus>{status}</rr:RelationshipStatus><rr:RelationshipQuantifiers><rr:RelationshipQuantifier>\
             <rr:QuantifierAmount>{amount}</rr:QuantifierAmount><rr:QuantifierUnits>PERCENTAGE</rr:QuantifierUnits>\
             </rr:RelationshipQuantifier></rr:RelationshipQuantifiers></rr:Relationship></rr:RelationshipRecord>"
        )
    };
    let relations = [
        record("SURE", "IS_DIRECTLY_CONSOLIDATED_BY", "75.00", "ACTIVE"),
        record("OPEN", "IS_DIRECTLY_CONSOLIDATED_BY", "1.00", "ACTIVE"),
        record("BRANCH", "IS_INTERNATIONAL_BRANCH_OF", "", "ACTIVE"),
        record("OLD", "IS_DIRECTLY_CONSOLIDATED_BY", "", "INACTIVE"),
        record("", "IS_DIRECTLY_CONSOLIDATED_BY", "", "ACTIVE"),
    ];
    let namespace = "xmlns:rr=\"http://www.gleif.org/data/schema/rr/2016\"";
    let file = |inside: &str| {
        format!("<?xml version=\"1.0\"?>\n<rr:RelationshipData {namespace}>{inside}</rr:RelationshipData>")
    };
    let names = "<lei:LEIData xmlns:lei=\"http://www.gleif.org/data/schema/leidata/2016\"><lei:LEIRecord><lei:LEI>PARENT</lei:LEI>\
        <lei:Entity><lei:LegalName xml:lang=\"en\">Brown &amp; Sons</lei:LegalName></lei:Entity></lei:LEIRecord></lei:LEIData>";
    let (graph, formats) = graph_of(&[("rr.xml", &file(&relations.concat())), ("lei.xml", names)]);
    assert_eq!(formats, [Format::GleifXml, Format::GleifXml]);
    assert_eq!(says(&graph, "us-ofac", TODAY, "PARENT", "SURE"), "restricted ownership");
    assert_eq!(says(&graph, "us-ofac", date(2012, 11, 28), "PARENT", "SURE"), "not");
    assert_eq!(says(&graph, "us-ofac", TODAY, "PARENT", "OPEN"), "undetermined ownership");
    assert_eq!(says(&graph, "eu", TODAY, "PARENT", "OPEN"), "presumed control");
    assert_eq!(says(&graph, "us-ofac", TODAY, "PARENT", "BRANCH"), "restricted ownership");
    assert!(graph.find("OLD").is_none());
    assert_eq!(graph.name(graph.find("PARENT").expect("a node")), "Brown & Sons");
    let [problem] = graph.problems() else { panic!("{:?}", graph.problems()) };
    assert!(problem.record == 5 && problem.message.contains("both its ends"), "{problem}");

    let broken = file(&relations.concat());
    let (graph, _) = graph_of(&[("rr.xml", &broken[..broken.len() - 900])]);
    assert!(
        graph.problems().iter().any(|p| p.message.contains("cannot be read beyond")),
        "{:?}",
        graph.problems()
    );
    assert!(graph.find("SURE").is_some(), "what came before it stays");
    // Wherever it breaks off, it is read as far as it goes, or refused as no ownership data.
    for end in (0..broken.len()).filter(|end| broken.is_char_boundary(*end)) {
        let mut builder = GraphBuilder::default();
        let read = read(&mut builder, "rr.xml", Source::Bytes(&broken.as_bytes()[..end]));
        let told = builder.build().problems().iter().any(|p| p.message.contains("cannot be read beyond"));
        assert!(read.is_err() || told, "cut at {end}");
    }
}

/// Property 2: classes of shares add up, are no repetition of each other, and vote as their rows say.
#[test]
fn classes_of_shares() {
    let table = "owner,owned,class,share,votes,source\n\
        X,A,ordinary,30,30,register\nX,A,preference,30,0,register\n\
        X,B,A,25,45,register\nX,B,B,25,45,register\n\
        X,C,A,25,25,register\nX,C,A,25,25,register\n";
    let (graph, _) = graph_of(&[("edges.csv", table)]);
    assert_eq!(says(&graph, "us-ofac", TODAY, "X", "A"), "restricted ownership", "30 and 30");
    assert_eq!(says(&graph, "uk", TODAY, "X", "A"), "restricted ownership");
    assert_eq!(says(&graph, "eu-sectoral", TODAY, "X", "B"), "not", "two classes are exactly one half");
    assert_eq!(says(&graph, "uk", TODAY, "X", "B"), "restricted control", "and 90 % of the votes");
    assert_eq!(says(&graph, "us-ofac", TODAY, "X", "B"), "restricted ownership");
    assert_eq!(says(&graph, "us-ofac", TODAY, "X", "C"), "undetermined ownership", "one class twice");
    let holdings = Holdings::on(&graph, TODAY, &[]);
    let listed = nodes(&graph, "X");
    let standing = Standing::of(Regime::find("us-ofac").expect("a regime"), &holdings, &listed);
    let told = line(&standing, &holdings, graph.find("A").expect("a node"));
    assert_eq!(told.chain[0].class.as_deref(), Some("ordinary and preference"));
    assert!(told.why.contains("60% (ordinary and preference)"), "{}", told.why);
}

/// Property 2: a trust is a claim of control whose basis names it.
#[test]
fn a_trust_in_a_table() {
    let table = "owner,owned,kind,basis,source\nX,A,trust,settlor,deed\nX,B,trust,,deed\n";
    let (graph, _) = graph_of(&[("edges.csv", table)]);
    let holdings = Holdings::on(&graph, TODAY, &[]);
    let standing = Standing::of(Regime::find("eu").expect("a regime"), &holdings, &nodes(&graph, "X"));
    for (company, basis) in [("A", "basis: trust: settlor"), ("B", "basis: trust")] {
        let told = line(&standing, &holdings, graph.find(company).expect("a node"));
        assert!(told.presumed && told.why.contains(basis), "{}", told.why);
    }
}
