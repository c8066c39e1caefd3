//! List files to snapshots, snapshots to a catalogue.

use std::path::Path;

use anyhow::bail;
use tamis_catalogue::{Catalogue, Progress, SnapshotInfo};
use tamis_lists::{InputFile, OwnTables, Snapshot};

use crate::data::{Imported, Store};
use crate::settings::{Lists, Settings, own_tables};
use crate::{files, progress};

/// The starter lists: a few Belarus designations of three authorities, for trying out.
const STARTER: [InputFile<'static>; 3] = [
    InputFile { name: "starter-eu.csv", bytes: include_bytes!("../data/starter-eu.csv") },
    InputFile { name: "starter-jp.csv", bytes: include_bytes!("../data/starter-jp.csv") },
    InputFile { name: "starter-us.csv", bytes: include_bytes!("../data/starter-us.csv") },
];

/// What the starter catalogue is not.
pub const STARTER_NOTICE: &str = "no lists are imported: using the starter catalogue (Belarus designations, \
     facts as of 2026-04-24), for trying out, not for compliance; import real lists with `tamis lists import FILE...`";

/// Reads list files into snapshots; the first that is refused ends it.
pub fn snapshots(paths: &[impl AsRef<Path>], said: &OwnTables) -> anyhow::Result<Vec<Snapshot>> {
    let bytes = paths
        .iter()
        .map(|f| Ok((files::name(f.as_ref()), files::read_bytes(f.as_ref())?)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let inputs: Vec<InputFile<'_>> = bytes.iter().map(|(name, bytes)| InputFile { name, bytes }).collect();
    tamis_lists::read_told(&inputs, said).into_iter().map(|snapshot| usable(snapshot?)).collect()
}

/// Refuses a list of which nothing could be read, though it has entries. An empty one is told by its problems.
pub fn usable(snapshot: Snapshot) -> anyhow::Result<Snapshot> {
    if snapshot.entities.is_empty() && snapshot.records > 0 {
        let first = snapshot.problems.first().map(ToString::to_string).unwrap_or_default();
        bail!("{}: none of {} entries could be read, the first: {first}", snapshot.list, snapshot.records);
    }
    Ok(snapshot)
}

/// The catalogue that the settings ask for.
pub fn catalogue(settings: &Settings) -> anyhow::Result<Catalogue> {
    match &settings.lists {
        Lists::Files(files) => of_files(settings, files),
        Lists::Data => not_empty(stored(settings)?),
        Lists::Starter => {
            // Quiet or not: whoever has no lists must know that these are none.
            eprintln!("tamis: {STARTER_NOTICE}");
            starter(settings)
        }
    }
}

/// A catalogue of these files, without importing them.
pub fn of_files(settings: &Settings, files: &[std::path::PathBuf]) -> anyhow::Result<Catalogue> {
    let snapshots = snapshots(files, &settings.own_tables)?;
    report(settings, &snapshots);
    not_empty(compile(settings, snapshots)?)
}

/// Refuses a catalogue of empty lists: every answer would be that nobody is listed.
fn not_empty(catalogue: Catalogue) -> anyhow::Result<Catalogue> {
    if catalogue.entities() == 0 {
        let lists: Vec<String> = catalogue.info().snapshots.iter().map(|s| s.list.to_string()).collect();
        bail!("nothing can be screened: there is no entry on the lists in use ({})", lists.join(", "));
    }
    Ok(catalogue)
}

/// The starter catalogue, compiled from the lists inside the program.
fn starter(settings: &Settings) -> anyhow::Result<Catalogue> {
    let read = tamis_lists::read(&STARTER);
    compile(settings, read.into_iter().map(|s| Ok(s?)).collect::<anyhow::Result<_>>()?)
}

/// Says how many problems the lists have, and the first of them; which lists are empty is said to whoever asks for
/// quiet, too.
fn report(settings: &Settings, snapshots: &[Snapshot]) {
    for snapshot in snapshots {
        warn_of_empty(snapshot);
        let problems = crate::data::count(&snapshot.problems);
        if problems > 0 {
            let first = snapshot.problems.iter().find(|p| p.severity > tamis_model::Severity::Note);
            let first = first.map(ToString::to_string).unwrap_or_default();
            settings.say(format_args!("{}: {problems} problems, the first: {first}", snapshot.list));
        }
    }
}

/// The stored catalogue, compiled again when it is missing, foreign or older than the index.
fn stored(settings: &Settings) -> anyhow::Result<Catalogue> {
    let store = Store::at(&settings.data);
    let index = store.index()?;
    match Catalogue::open(&store.catalogue_path()) {
        Ok(catalogue) if made_of(&catalogue, &index) => return Ok(catalogue),
        Ok(_) => settings.say("the lists have changed since the catalogue was compiled: compiling it again"),
        Err(error) => settings.say(format_args!("{error}: compiling the catalogue again")),
    }
    compile_stored(settings, &store, &index)
}

fn made_of(catalogue: &Catalogue, index: &[Imported]) -> bool {
    let hashes =
        |files: &[tamis_lists::SnapshotFile]| files.iter().map(|f| f.hash.clone()).collect::<Vec<_>>();
    let mut wanted: Vec<_> = index.iter().map(|i| (i.list.clone(), hashes(&i.files))).collect();
    let mut made: Vec<_> =
        catalogue.info().snapshots.iter().map(|s| (s.list.to_string(), hashes(&s.files))).collect();
    wanted.sort();
    made.sort();
    wanted == made
}

/// Compiles everything that is imported, whether the stored catalogue is good or not.
pub fn compile_again(settings: &Settings) -> anyhow::Result<()> {
    let store = Store::at(&settings.data);
    compile_stored(settings, &store, &store.index()?).map(|_| ())
}

/// Reads an imported list again, from its snapshot.
pub fn read_imported(store: &Store, imported: &Imported) -> anyhow::Result<Vec<Snapshot>> {
    let bytes = imported.files.iter().map(|f| store.snapshot_file(f)).collect::<anyhow::Result<Vec<_>>>()?;
    let inputs: Vec<InputFile<'_>> =
        imported.files.iter().zip(&bytes).map(|(f, bytes)| InputFile { name: &f.name, bytes }).collect();
    let said = own_tables(&imported.map, imported.sheet.clone())?;
    tamis_lists::read_told(&inputs, &said).into_iter().map(|snapshot| Ok(snapshot?)).collect()
}

/// Says that a list is empty, whether or not quiet is asked for: it can answer nothing.
pub fn warn_of_empty(snapshot: &Snapshot) {
    if snapshot.records == 0 {
        eprintln!("tamis: warning: the list {} is empty: nothing can be screened against it", snapshot.list);
    }
}

/// Compiles everything that is imported and replaces the stored catalogue.
pub fn compile_stored(settings: &Settings, store: &Store, index: &[Imported]) -> anyhow::Result<Catalogue> {
    let mut snapshots = Vec::new();
    for imported in index {
        snapshots.extend(read_imported(store, imported)?);
    }
    let bytes = compiled_bytes(settings, snapshots)?;
    tamis_catalogue::write(&store.catalogue_path(), &bytes)?;
    Ok(Catalogue::open(&store.catalogue_path())?)
}

fn compile(settings: &Settings, snapshots: Vec<Snapshot>) -> anyhow::Result<Catalogue> {
    Ok(Catalogue::from_bytes(compiled_bytes(settings, snapshots)?)?)
}

fn compiled_bytes(settings: &Settings, snapshots: Vec<Snapshot>) -> anyhow::Result<Vec<u8>> {
    let infos: Vec<SnapshotInfo> = snapshots.iter().map(SnapshotInfo::of).collect();
    let entities = snapshots.into_iter().flat_map(|s| s.entities);
    let bar = progress::counter(settings, "compiled");
    let told = |progress: Progress| match progress {
        Progress::Entities(done) => bar.set_position(done),
        Progress::Indexes => bar.set_message("compiled, making indexes"),
    };
    let bytes = tamis_catalogue::compile(entities, &infos, &told)?;
    bar.finish_and_clear();
    Ok(bytes)
}
