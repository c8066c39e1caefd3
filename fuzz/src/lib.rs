//! What every target of a list reader does: read, if the input is still of the target's format.

use tamis_lists::{Format, InputFile, read, recognise};

/// Reads one file that is recognised as `format`. Whatever it holds, the answer is a snapshot or an error; each
/// entity of a snapshot has an id, and a name or a problem that tells of its want.
pub fn read_as(format: Format, bytes: &[u8]) {
    let file = InputFile { name: "fuzz", bytes };
    if recognise(&file) == Some(format) {
        read_all(&[file]);
    }
}

/// Reads files together and checks what comes out.
pub fn read_all(files: &[InputFile<'_>]) {
    for snapshot in read(files).into_iter().flatten() {
        for entity in &snapshot.entities {
            assert!(!entity.names.is_empty() || !snapshot.problems.is_empty(), "{} has no name", entity.id);
            assert!(!entity.id.native().is_empty(), "an entity without an id");
        }
    }
}
