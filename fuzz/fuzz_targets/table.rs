#![no_main]

// A customer's file, whatever bytes it holds.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tamis_fuzz::read_subjects(bytes));
