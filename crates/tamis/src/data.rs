//! The data directory: snapshots byte for byte by hash, an index of what is imported, the compiled catalogue.
//!
//! ```text
//! DIR/lists.json            what is imported, one entry a list
//! DIR/snapshots/HASH        a file of a snapshot, as it was published
//! DIR/catalogue.tamis       compiled from the snapshots in lists.json
//! ```
#![expect(clippy::disallowed_methods, reason = "the data directory is this module's job")]

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::{Deserialize, Serialize};
use tamis_lists::{Format, Snapshot, SnapshotFile};
use tamis_model::Problem;

use crate::arguments::Columns;

/// A data directory.
#[derive(Debug, Clone)]
pub struct Store {
    root: PathBuf,
}

/// A list as it is imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The list's name.
    pub list: String,
    /// The format that it was read from.
    pub format: Format,
    /// The edition that the publisher prints.
    pub edition: Option<String>,
    /// Its files.
    pub files: Vec<SnapshotFile>,
    /// Records in the primary file.
    pub records: u32,
    /// Entities.
    pub entities: usize,
    /// Names of all entities.
    pub names: usize,
    /// The newest listing or amendment date among the entries.
    pub listed_as_of: Option<String>,
    /// When it was imported, UTC.
    pub fetched: String,
    /// Problems counted.
    pub problems: usize,
    /// The columns that `--map` renamed at the import, which reading it again needs.
    #[serde(default)]
    pub map: Vec<String>,
    /// The sheet that `--sheet` named at the import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
}

impl Store {
    /// The data directory at this path, whether it exists or not.
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// Whether any list is imported. An index that cannot be read counts: what it held must not be forgotten.
    pub fn holds_lists(&self) -> bool {
        self.index_path().exists() && self.index().map_or(true, |index| !index.is_empty())
    }

    /// The compiled catalogue's place.
    pub fn catalogue_path(&self) -> PathBuf {
        self.root.join("catalogue.tamis")
    }

    fn index_path(&self) -> PathBuf {
        self.root.join("lists.json")
    }

    /// What is imported, by list name.
    pub fn index(&self) -> anyhow::Result<Vec<Imported>> {
        let path = self.index_path();
        if !path.exists() {
            return Ok(Vec::new());
        }
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_str(&text)
            .with_context(|| format!("{} is damaged: remove it and import the lists again", path.display()))
    }

    /// Replaces the index, all or nothing.
    pub fn write_index(&self, mut imported: Vec<Imported>) -> anyhow::Result<()> {
        imported.sort_by(|a, b| a.list.cmp(&b.list));
        let text = serde_json::to_vec_pretty(&imported)?;
        self.replace(&self.index_path(), &text)
    }

    /// Keeps a file by its hash; one that is already there is not written again.
    pub fn keep(&self, hash: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.root.join("snapshots").join(hash);
        if path.exists() {
            return Ok(());
        }
        self.replace(&path, bytes)
    }

    /// A file of a snapshot, checked against its hash.
    pub fn snapshot_file(&self, file: &SnapshotFile) -> anyhow::Result<Vec<u8>> {
        let path = self.root.join("snapshots").join(&file.hash);
        let again = || format!("import {} again", file.name);
        let bytes = std::fs::read(&path)
            .with_context(|| format!("the snapshot {} is gone: {}", path.display(), again()))?;
        anyhow::ensure!(
            blake3::hash(&bytes).to_hex().as_str() == file.hash,
            "the snapshot {} was changed: {}",
            path.display(),
            again()
        );
        Ok(bytes)
    }

    /// Writes beside the place and renames, so that a crash leaves the old file whole.
    fn replace(&self, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
        let folder = path.parent().unwrap_or(&self.root);
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let mut file = tempfile::NamedTempFile::new_in(folder)
            .with_context(|| format!("cannot write in {}", folder.display()))?;
        file.write_all(bytes)
            .and_then(|()| file.as_file().sync_all())
            .with_context(|| format!("cannot write {}", path.display()))?;
        file.persist(path).with_context(|| format!("cannot replace {}", path.display()))?;
        Ok(())
    }
}

impl Imported {
    /// What the index keeps of a snapshot.
    pub fn of(snapshot: &Snapshot, fetched: String, columns: &Columns) -> Self {
        let dates = snapshot
            .entities
            .iter()
            .flat_map(|e| &e.listings)
            .flat_map(|l| [l.amended, l.listed, l.published]);
        Self {
            list: snapshot.list.to_string(),
            format: snapshot.format,
            edition: snapshot.edition.map(|d| d.to_string()),
            files: snapshot.files.clone(),
            records: snapshot.records,
            entities: snapshot.entities.len(),
            names: snapshot.entities.iter().map(|e| e.names.len()).sum(),
            listed_as_of: dates.flatten().max_by_key(tamis_model::PartialDate::last).map(|d| d.to_string()),
            fetched,
            problems: count(&snapshot.problems),
            map: columns.map.clone(),
            sheet: columns.sheet.clone(),
        }
    }
}

/// Problems that cost something; notes do not count.
pub fn count(problems: &[Problem]) -> usize {
    problems.iter().filter(|p| p.severity > tamis_model::Severity::Note).count()
}
