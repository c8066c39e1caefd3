#![no_main]

// Two names of any kind in one text, parted by a line break.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tamis_fuzz::compare_names(bytes));
