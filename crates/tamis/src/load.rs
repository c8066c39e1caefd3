//! List files to snapshots, snapshots to a catalogue.

use std::path::Path;

use tamis_catalogue::{Catalogue, Progress, SnapshotInfo};
use tamis_intake::Mapping;
use tamis_lists::{InputFile, ReadError, Snapshot};

use crate::data::{Imported, Store};
use crate::settings::{Lists, Settings};
use crate::{files, progress};

/// The starter list: a few Belarus designations, for trying out.
const STARTER: &[u8] = include_bytes!("../data/starter.csv");

/// What the starter catalogue is not.
pub const STARTER_NOTICE: &str = "no lists are imported: using the starter catalogue (Belarus designations, \
     facts as of 2026-04-24), for trying out, not for compliance; import real lists with `tamis lists import FILE...`";

/// Reads list files into snapshots; the first that is refused ends it.
pub fn snapshots(paths: &[impl AsRef<Path>]) -> anyhow::Result<Vec<Snapshot>> {
    let bytes = paths
        .iter()
        .map(|f| Ok((files::name(f.as_ref()), files::read_bytes(f.as_ref())?)))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let inputs: Vec<InputFile<'_>> = bytes.iter().map(|(name, bytes)| InputFile { name, bytes }).collect();
    tamis_lists::read(&inputs).into_iter().map(|snapshot| Ok(snapshot?)).collect()
}

/// The catalogue that the settings ask for.
pub fn catalogue(settings: &Settings) -> anyhow::Result<Catalogue> {
    match &settings.lists {
        Lists::Files(files) => of_files(settings, files),
        Lists::Data => stored(settings),
        Lists::Starter => {
            settings.say(STARTER_NOTICE);
            starter(settings)
        }
    }
}

/// A catalogue of these files, without importing them.
pub fn of_files(settings: &Settings, files: &[std::path::PathBuf]) -> anyhow::Result<Catalogue> {
    let snapshots = snapshots(files)?;
    report(settings, &snapshots);
    compile(settings, snapshots)
}

/// The starter catalogue, compiled from the list inside the program.
fn starter(settings: &Settings) -> anyhow::Result<Catalogue> {
    let input = InputFile { name: "starter.csv", bytes: STARTER };
    let read = tamis_lists::read(&[input]);
    compile(settings, read.into_iter().map(|s| Ok(s?)).collect::<anyhow::Result<_>>()?)
}

/// Says how many problems the lists have, and the first of them.
fn report(settings: &Settings, snapshots: &[Snapshot]) {
    for snapshot in snapshots {
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
    read_lists(&inputs, &imported.map)?.into_iter().map(|snapshot| Ok(snapshot?)).collect()
}

/// Reads list files; where the user says what columns hold, as lists of their own.
pub fn read_lists(
    inputs: &[InputFile<'_>],
    map: &[String],
) -> anyhow::Result<Vec<Result<Snapshot, ReadError>>> {
    if map.is_empty() {
        return Ok(tamis_lists::read(inputs));
    }
    let mapping = Mapping::parse(map.iter().map(String::as_str))?;
    Ok(inputs.iter().map(|input| tamis_lists::read_mapped(input, &mapping)).collect())
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
