#![no_main]

use tamis_lists::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tamis_fuzz::read_as(Format::FtmJson, bytes));
