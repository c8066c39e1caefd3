#![no_main]

use tamis_measures::ownership::graph::GraphBuilder;
use tamis_measures::ownership::holdings::Holdings;
use tamis_measures::ownership::picture;
use tamis_measures::ownership::read::read;
use tamis_measures::ownership::regime::Regime;
use tamis_measures::ownership::report::line;
use tamis_measures::ownership::standing::Standing;
use tamis_tables::Source;

// Ownership data of any format: whatever is read is screened with its first node listed, explained and drawn.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut builder = GraphBuilder::default();
    if read(&mut builder, "fuzz", Source::Bytes(bytes)).is_err() {
        return;
    }
    let graph = builder.build();
    let Some(first) = graph.node_ids().next() else { return };
    let holdings = Holdings::on(&graph, jiff::civil::date(2025, 10, 1), &[]);
    let standings: Vec<Standing> = Regime::all().iter().map(|r| Standing::of(r, &holdings, &[first])).collect();
    for standing in &standings {
        for node in graph.node_ids() {
            assert!(!line(standing, &holdings, node).why.is_empty(), "an answer without a reason");
        }
    }
    picture::draw(&holdings, &standings, &picture::part_of_all(&holdings, &standings));
});
