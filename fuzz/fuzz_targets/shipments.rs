#![no_main]

use tamis_measures::trade::ShipmentLayout;
use tamis_tables::{Options, Source, Table};

// A file of shipments, whatever bytes it holds: each row is read, or is a problem.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(mut table) = Table::open("fuzz", Source::Bytes(bytes), &Options::default()) else { return };
    let Ok(layout) = ShipmentLayout::new(&mut table, &[]) else { return };
    for row in table.flatten() {
        layout.read(&row);
    }
});
