//! The spreadsheet's content alone, packed here: `uk_ods` makes up the archive too, and seldom gets as far as a cell.
#![no_main]

use tamis_lists::Format;

libfuzzer_sys::fuzz_target!(|content: &[u8]| tamis_fuzz::read_as(Format::UkOds, &tamis_fuzz::ods(content)));
