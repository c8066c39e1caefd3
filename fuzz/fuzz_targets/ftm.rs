#![no_main]

use std::collections::HashSet;

use tamis_model::{FtmRecord, ListId, merge_ftm};

// A record that reads is written as it was read; what lines of records say can be merged whatever they point to.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let lines = bytes.split(|b| *b == b'\n').zip(1..);
    let records: Vec<(u32, FtmRecord)> =
        lines.filter_map(|(line, n)| Some((n, serde_json::from_slice(line).ok()?))).collect();
    for (line, record) in &records {
        let text = serde_json::to_string(record).expect("a record can be written");
        let again: FtmRecord = serde_json::from_str(&text).expect("what is written can be read");
        assert_eq!(&again, record);
        let written = FtmRecord::from_entity(&record.to_entity(0, *line, None));
        serde_json::to_string(&written).expect("an entity can be written");
    }
    let (entities, _) = merge_ftm(&records, &ListId::new("fuzz"));
    let ids: HashSet<_> = records.iter().map(|(_, record)| record.id.as_str()).collect();
    assert!(entities.iter().all(|entity| ids.contains(entity.id.native())), "an entity that no record names");
    assert!(entities.iter().all(|entity| !entity.listings.is_empty()), "an entry of a list is listed");
});
