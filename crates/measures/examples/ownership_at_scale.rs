//! How long a large graph takes: `cargo run --release -p tamis-measures --example ownership_at_scale [NODES] [LISTED]`.
//!
//! Makes a table of about 8 ties for 5 nodes (a fifth of the nodes are persons, the rest companies with one to three owners
//! whose shares come to 100 % or less, one in fifty by an owner made later, so that there are cycles), reads it as a user's
//! file, and prints the time and memory of each step.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement reads the clock and prints"
)]

use std::fmt::Write;
use std::time::Instant;

use jiff::civil::date;
use rayon::prelude::*;
use tamis_measures::ownership::fraction::Fraction;
use tamis_measures::ownership::graph::{GraphBuilder, NodeId};
use tamis_measures::ownership::holdings::{Change, Holdings};
use tamis_measures::ownership::regime::Regime;
use tamis_measures::ownership::report::line;
use tamis_measures::ownership::standing::{Answer, Standing};
use tamis_measures::ownership::what_if::differences;
use tamis_tables::Source;

/// A generator of numbers that is the same everywhere (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}

fn table(nodes: usize, numbers: &mut Numbers) -> String {
    let persons = nodes / 5;
    let mut table = String::from("owner,owned,share,votes,kind,from,to,source\n");
    for company in persons..nodes {
        let mut left = 10_000;
        for place in 0..[1, 2, 2, 3][numbers.below(4)] {
            let share = if place == 2 { left } else { 1 + numbers.below(left) };
            let owner = match numbers.below(50) {
                0 => numbers.below(nodes),
                1..=25 => numbers.below(persons),
                _ => numbers.below(company),
            };
            left -= share;
            let _ = writeln!(table, "n{owner},n{company},{}.{:02},,,,,register", share / 100, share % 100);
            if left == 0 {
                break;
            }
        }
    }
    table
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut number = |default| arguments.next().and_then(|a| a.parse().ok()).unwrap_or(default);
    let (nodes, listed) = (number(5_000_000), number(3_000));
    let mut numbers = Numbers(7);
    let text = table(nodes, &mut numbers);
    println!("table: {} MB", text.len() >> 20);
    let mut last = Instant::now();
    let mut step = |what: &str| {
        println!("{what}: {:.2} s, {} MB resident", last.elapsed().as_secs_f64(), resident());
        last = Instant::now();
    };
    let mut builder = GraphBuilder::default();
    let source = Source::Bytes(text.as_bytes());
    tamis_measures::ownership::read::read(&mut builder, "table.csv", source).expect("a table of edges");
    step("read");
    let graph = builder.build();
    drop(text);
    step(&format!("graph of {} nodes, {} ties", graph.nodes(), graph.ties()));
    let on = date(2025, 10, 1);
    let holdings = Holdings::on(&graph, on, &[]);
    step(&format!("holdings on the day: {}", holdings.len()));
    let named: Vec<NodeId> =
        (0..listed).filter_map(|_| graph.find(&format!("n{}", numbers.below(nodes / 5)))).collect();
    let standings: Vec<Standing> =
        Regime::all().par_iter().map(|regime| Standing::of(regime, &holdings, &named)).collect();
    step("all regimes");
    for standing in &standings {
        let count = |answer| standing.count(answer);
        println!(
            "  {}: {} restricted, {} undetermined, {} for review",
            standing.regime,
            count(Answer::Restricted),
            count(Answer::Undetermined),
            count(Answer::Review)
        );
    }
    let mut slowest = std::time::Duration::ZERO;
    let mut explained = 0;
    for standing in &standings {
        for node in standing.nodes().into_iter().step_by(97).take(300) {
            let begun = Instant::now();
            let told = line(standing, &holdings, node);
            slowest = slowest.max(begun.elapsed());
            explained += usize::from(!told.why.is_empty());
        }
    }
    println!("explained {explained} nodes, the slowest in {:.2} ms", slowest.as_secs_f64() * 1000.0);
    let begun = Instant::now();
    let restricted = standings[0].nodes();
    let owned = restricted.iter().find_map(|node| {
        let verdict = standings[0].verdict(*node)?;
        (verdict.basis.as_str() != "listed").then_some(*node)
    });
    let changes: Vec<Change> = owned
        .into_iter()
        .map(|owned| Change { owner: named[0], owned, share: Fraction::percent(10) })
        .collect();
    let after = Holdings::on(&graph, on, &changes);
    let mut more = named.clone();
    more.extend((0..100).filter_map(|_| graph.find(&format!("n{}", numbers.below(nodes / 5)))));
    let changed: usize = Regime::all()
        .par_iter()
        .zip(&standings)
        .map(|(regime, before)| differences(before, &Standing::of(regime, &after, &more)).len())
        .sum();
    println!(
        "what if 100 more were listed and a holding fell: {changed} answers change, {:.2} s",
        begun.elapsed().as_secs_f64()
    );
    println!("at most {} MB resident", peak());
}

fn status(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(field)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) >> 10
}

fn resident() -> u64 {
    status("VmRSS")
}

fn peak() -> u64 {
    status("VmHWM")
}
