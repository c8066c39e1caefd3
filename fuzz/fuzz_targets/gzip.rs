//! Gzip: packed input as it is, and plain input packed here and then damaged at the place that its first byte names.
#![no_main]

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use tamis_lists::{InputFile, recognise};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let as_is = InputFile { name: "fuzz.gz", bytes };
    recognise(&as_is);
    tamis_fuzz::read_all(&[as_is]);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    if encoder.write_all(bytes).is_err() {
        return;
    }
    let Ok(mut packed) = encoder.finish() else { return };
    let at = bytes.first().map_or(0, |byte| usize::from(*byte)) % packed.len();
    packed[at] ^= bytes.get(1).copied().unwrap_or_default();
    tamis_fuzz::read_all(&[InputFile { name: "fuzz.csv.gz", bytes: &packed }]);
});
