#![no_main]

use tamis_intake::{Pairs, Source};

// A file of pairs, whatever bytes it holds: each row is a pair with an id or a problem.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(pairs) = Pairs::open("fuzz", Source::Bytes(bytes)) else { return };
    for pair in pairs.flatten() {
        assert!(!pair.id.is_empty(), "a pair without an id");
    }
});
