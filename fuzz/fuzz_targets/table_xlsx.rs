#![no_main]

// A customer's workbook, of which the sheet, the shared strings and the styles are made up.
libfuzzer_sys::fuzz_target!(|parts: &[u8]| tamis_fuzz::read_subjects(&tamis_fuzz::xlsx(parts)));
