//! Graphs drawn in one line, for the tests: `X A 50; A B 10 votes 55; X Y joint; A A 10`.

use jiff::civil::{Date, date};
use tamis_measures::ownership::graph::{Graph, GraphBuilder, NodeId, Place, Tie, TieKind};
use tamis_measures::ownership::holdings::Holdings;
use tamis_measures::ownership::range::Range;
use tamis_measures::ownership::regime::Regime;
use tamis_measures::ownership::standing::{Answer, Standing};

/// The graph of a drawing; every tie is of a source of its own row unless `source NAME` ends it.
pub fn graph(drawing: &str) -> Graph {
    let mut builder = GraphBuilder::default();
    let file = builder.file("drawing");
    for (row, tie) in drawing.split(';').map(str::trim).filter(|t| !t.is_empty()).enumerate() {
        let words: Vec<&str> = tie.split_whitespace().collect();
        let after = |word: &str| words.iter().position(|w| *w == word).map(|at| words[at + 1]);
        let share = |text: &str| Range::parse(text).expect("a share").unwrap_or(Range::UNKNOWN);
        let kind = TieKind::parse(words[2]);
        let owner = (words[0] != "?").then(|| builder.node(words[0]));
        let tie = Tie {
            owner,
            owned: builder.node(words[1]),
            kind: kind.unwrap_or(TieKind::Ownership),
            share: kind.is_none().then(|| share(words[2])),
            votes: after("votes").map(share),
            class: "",
            from: None,
            to: None,
            source: after("source").unwrap_or(""),
            place: Place { file, row: row as u32 + 1 },
            claim: None,
            joint: false,
            doubtful: false,
        };
        builder.tie(tie);
    }
    builder.build()
}

/// A day on which every current rule is in force but BIS's, which [`BIS_DAY`] is for.
pub const TODAY: Date = date(2025, 6, 1);
/// A day on which the BIS affiliates rule is in force.
pub const BIS_DAY: Date = date(2025, 10, 1);

/// The nodes of these ids, made of a text with blanks between them.
pub fn nodes(graph: &Graph, ids: &str) -> Vec<NodeId> {
    ids.split_whitespace().map(|id| graph.find(id).expect("a node of the drawing")).collect()
}

/// What a regime says of a node on a day: answer and basis, `presumed` for what can be rebutted.
pub fn says(graph: &Graph, regime: &str, on: Date, listed: &str, target: &str) -> String {
    let holdings = Holdings::on(graph, on, &[]);
    let regime = Regime::find(regime).expect("a regime");
    let standing = Standing::of(regime, &holdings, &nodes(graph, listed));
    let target = graph.find(target).expect("a node of the drawing");
    match standing.verdict(target) {
        None => "not".into(),
        Some(v) if v.presumed => format!("presumed {}", v.basis.as_str()),
        Some(v) => format!("{} {}", v.answer.as_str(), v.basis.as_str()),
    }
}

/// The plain answer of a regime on a day.
pub fn answer(drawing: &str, regime: &str, on: Date, listed: &str, target: &str) -> Answer {
    let graph = graph(drawing);
    let holdings = Holdings::on(&graph, on, &[]);
    let standing = Standing::of(Regime::find(regime).expect("a regime"), &holdings, &nodes(&graph, listed));
    standing.answer(graph.find(target).expect("a node of the drawing"))
}
