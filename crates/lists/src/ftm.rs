//! FollowTheMoney as a list: JSON lines of entities, sanctions, addresses and ties, as OpenSanctions publishes them.

use tamis_model::{FtmRecord, ListId, Problem, Severity, merge_ftm};

use crate::{Format, InputFile, ReadError, Snapshot, user};

/// Whether the first line is a FollowTheMoney record: an object with a schema and properties.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    let head = file.head();
    let line = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    // A record may be longer than the head: then its field names must do.
    line.starts_with('{')
        && (serde_json::from_str::<FtmRecord>(line).is_ok()
            || head.find('\n').is_none_or(|end| end + 1 == head.len())
                && line.contains("\"schema\"")
                && line.contains("\"properties\""))
}

/// Reads the file as a list of its stem: one entity for every record that is a party, with what the other records say
/// of it. A line that is no record is reported and the rest is read.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    let mut snapshot = Snapshot::new(ListId::new(user::stem(file.name)), Format::FtmJson);
    let mut records = Vec::new();
    for (line, number) in file.bytes.split(|b| *b == b'\n').zip(1..) {
        let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii();
        if line.is_empty() {
            continue;
        }
        match serde_json::from_slice::<FtmRecord>(line) {
            Ok(mut record) => {
                if record.id.trim().is_empty() {
                    record.id = format!("line-{number}");
                    let message = format!("the record has no id; it is known as {:?}", record.id);
                    let problem = Problem::new(Severity::Warning, number, "id", message);
                    snapshot
                        .problems
                        .push(problem.hint("give each record an id, so that it is the same tomorrow"));
                }
                records.push((number, record));
            }
            Err(e) => {
                let message = format!("no FollowTheMoney record: {e}");
                let problem = Problem::new(Severity::Error, number, "", message);
                snapshot.problems.push(problem.hint("each line is one object with schema and properties"));
            }
        }
    }
    if records.is_empty() {
        let hint = "give JSON lines with schema and properties".into();
        return Err(ReadError::Broken {
            file: file.name.into(),
            line: 1,
            what: "no record can be read".into(),
            hint,
        });
    }
    let (entities, problems) = merge_ftm(&records, &snapshot.list);
    snapshot.records = entities.len() as u32;
    snapshot.problems.extend(problems);
    for entity in entities {
        // A wallet has only its address; what has neither name nor number cannot be found.
        if entity.names.is_empty() && entity.identifiers.is_empty() {
            let message = format!("{} has neither a name nor a number; it is left out", entity.id.native());
            let line = entity.listings.first().map_or(0, |listing| listing.source.record);
            snapshot.problems.push(Problem::new(Severity::Warning, line, "properties", message));
        } else {
            snapshot.entities.push(entity);
        }
    }
    Ok(snapshot)
}
