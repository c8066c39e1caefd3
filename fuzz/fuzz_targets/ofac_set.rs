//! The CSV set: each 0x1A, OFAC's end mark, ends a file, so that several files come from one input.
#![no_main]

use tamis_lists::InputFile;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let files: Vec<Vec<u8>> = bytes.split(|byte| *byte == 0x1A).take(5).map(|part| [part, &[0x1A]].concat()).collect();
    let files: Vec<InputFile<'_>> = files.iter().map(|bytes| InputFile { name: "fuzz.csv", bytes }).collect();
    tamis_fuzz::read_all(&files);
});
