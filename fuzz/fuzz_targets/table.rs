#![no_main]

use tamis_intake::{Settings, Source, Subjects};

// Whatever bytes a customer's file holds, each row is a subject with an id or a problem, and no row is two.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(mut subjects) = Subjects::open("fuzz", Source::Bytes(bytes), &Settings::default()) else { return };
    let mut last = 0;
    for subject in subjects.by_ref().flatten() {
        assert!(!subject.id.is_empty(), "a subject without an id");
        assert!(subject.row > last, "rows count up");
        last = subject.row;
    }
    subjects.take_notes();
});
