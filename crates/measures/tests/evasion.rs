//! The red flags of ownership data; those of shipments are held with the dated cases and the words.
//!
//! 1. A holding that falls to just under the half near its holder's listing is a flag; one that falls far from the day,
//!    or to much less, is none.
//! 2. What a listed party gives up to a relative, or to a new company at its address, is a flag.
//! 3. The registration number of a listed party under another id and another name is a flag.
//! 4. No flag changes an answer, and each says what speaks against it.

use tamis_measures::evasion::{FlagKind, ownership_flags};
use tamis_measures::ownership::graph::{Graph, GraphBuilder};
use tamis_measures::ownership::listed::Listed;
use tamis_measures::ownership::read::read;
use tamis_model::{DateOrder, PartialDate};
use tamis_tables::Source;

fn graph(text: &str) -> Graph {
    let mut builder = GraphBuilder::default();
    read(&mut builder, "graph", Source::Bytes(text.as_bytes())).expect("ownership data");
    builder.build()
}

/// The flags when this node is listed on this day.
fn flags(graph: &Graph, listed: &str, since: &str) -> Vec<(FlagKind, String)> {
    let node = graph.find(listed).expect("a node");
    let since = PartialDate::parse(since, DateOrder::DayFirst).ok();
    let found = ownership_flags(graph, &[Listed::by_hand(node, since)]);
    assert!(found.iter().all(|f| !f.against.is_empty() && !f.nodes.is_empty()), "{found:?}");
    found.into_iter().map(|f| (f.kind, f.why)).collect()
}

/// Property 1.
#[test]
fn a_holding_that_falls_to_just_under_the_half() {
    let fall = |to: &str| {
        graph(&format!(
            "owner,owned,share,from,to\nX,A,60,2018-01-01,2022-02-20\nX,A,{to},2022-02-21,\nY,A,10.1,2022-02-21,\n"
        ))
    };
    for (to, since, wanted) in [
        ("49.9", "2022-03-02", true),
        ("45", "2022-03-02", true),
        ("44.9", "2022-03-02", false),
        ("50", "2022-03-02", false),
        ("49.9", "2022-05-22", true),
        ("49.9", "2022-05-23", false),
        ("49.9", "2021-11-23", true),
        ("49.9", "2021-11-22", false),
    ] {
        let found = flags(&fall(to), "X", since);
        let is = found.iter().any(|(kind, _)| *kind == FlagKind::JustUnderThreshold);
        assert_eq!(is, wanted, "to {to}, listed on {since}: {found:?}");
    }
}

/// An entity of FollowTheMoney in one line.
fn entity(id: &str, schema: &str, properties: &str) -> String {
    format!(r#"{{"id":"{id}","schema":"{schema}","caption":"{id}","properties":{{{properties}}}}}"#)
}

/// Property 2.
#[test]
fn handed_to_someone_close() {
    let held = |owner: &str, from: &str, to: &str| {
        let to = if to.is_empty() { String::new() } else { format!(r#","endDate":["{to}"]"#) };
        let id = format!("{owner}-{from}");
        let properties =
            format!(r#""owner":["{owner}"],"asset":["A"],"percentage":["60"],"startDate":["{from}"]{to}"#);
        entity(&id, "Ownership", &properties)
    };
    let common = [
        entity("X", "Person", r#""name":["Ivan Kuznetsov"],"address":["Minsk, Lenina 1"]"#),
        entity("A", "Company", r#""name":["A"]"#),
        held("X", "2018-01-01", "2022-02-20"),
        held("T", "2022-02-21", ""),
    ];
    let taken_by = |taker: String, more: &str| {
        let lines = [&common[..], &[taker, more.to_owned()]].concat();
        flags(&graph(&lines.join("\n")), "X", "2022-03-02")
    };
    let family = entity("f", "Family", r#""person":["T"],"relative":["X"]"#);
    let shell = r#""name":["T"],"address":["minsk lenina 1"],"incorporationDate":["2022-01-10"]"#;
    for (taker, more, words) in [
        (entity("T", "Person", r#""name":["Olga Petrova"]"#), family.as_str(), "of one family"),
        (entity("T", "Person", r#""name":["Petr Kuznetsov"]"#), "", "both names have \"kuznetsov\""),
        (entity("T", "Company", shell), "", "a new company at the same address"),
    ] {
        let found = taken_by(taker, more);
        let flag = found.iter().find(|(kind, _)| *kind == FlagKind::HandedToSomeoneClose);
        assert!(flag.is_some_and(|(_, why)| why.contains(words)), "{words}: {found:?}");
    }
    let stranger = taken_by(entity("T", "Company", r#""name":["T"],"address":["Riga, Brivibas 2"]"#), "");
    assert!(stranger.is_empty(), "{stranger:?}");
}

/// Property 3.
#[test]
fn the_same_number_under_another_name() {
    let company = |id: &str, name: &str, number: &str| {
        entity(id, "Company", &format!(r#""name":["{name}"],"registrationNumber":["{number}"]"#))
            .replace(&format!(r#""caption":"{id}""#), &format!(r#""caption":"{name}""#))
    };
    let lines = [
        company("X", "Old Name", "100001"),
        company("N", "New Name", "100001"),
        company("S", "Old name", "100001"),
        company("O", "Other", "100002"),
    ];
    let found = flags(&graph(&lines.join("\n")), "X", "2022-03-02");
    let [(kind, why)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(*kind, FlagKind::SameNumberAnotherName);
    assert!(why.contains("New Name has the number of the listed Old Name"), "{why}");
}
