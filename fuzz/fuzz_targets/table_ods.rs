#![no_main]

// A customer's open-document spreadsheet, of which the content is made up.
libfuzzer_sys::fuzz_target!(|content: &[u8]| tamis_fuzz::read_subjects(&tamis_fuzz::ods(content)));
