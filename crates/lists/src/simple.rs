//! OpenSanctions' `targets.simple.csv`: one row an entity, several values in a cell separated by `;`.
//!
//! Documented at <https://www.opensanctions.org/docs/bulk/csv/>; the file is what other tools hand around most.

use tamis_model::ListId;

use crate::{Format, InputFile, ReadError, Snapshot, user};

/// The columns with which every edition's header starts.
const HEADER: [&str; 6] = ["id", "schema", "name", "aliases", "birth_date", "countries"];

/// Whether the header is that of `targets.simple.csv`.
pub(crate) fn recognise(file: &InputFile<'_>) -> bool {
    let head = file.head();
    let line = head.lines().next().unwrap_or_default().replace('"', "");
    let mut columns = line.split(',').map(str::trim);
    HEADER.iter().all(|name| columns.next() == Some(name))
        && columns.any(|c| c == "dataset" || c == "sanctions")
}

/// Reads it as the list `opensanctions`: the file bundles lists, and names each in its `dataset` and `sanctions`.
pub(crate) fn read(file: &InputFile<'_>) -> Result<Snapshot, ReadError> {
    user::read_as(
        file,
        &user::OwnTables::default(),
        ListId::new("opensanctions"),
        Format::OpenSanctionsSimple,
    )
}
