//! The files that the user names.
#![expect(clippy::disallowed_methods, reason = "the binary reads the files that it is given")]

use std::path::Path;

use anyhow::{Context, bail};

/// Files larger than this are no list: the largest official one has about 120 MB.
const LARGEST_LIST: u64 = 4 << 30;

/// Reads a text file.
pub fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Reads a file that must fit in memory.
pub fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let about = || format!("cannot read {}", path.display());
    let size = std::fs::metadata(path).with_context(about)?.len();
    if size > LARGEST_LIST {
        bail!("{}: {size} bytes are more than any list has", path.display());
    }
    std::fs::read(path).with_context(about)
}

/// Opens a file for reading as it comes.
pub fn open(path: &Path) -> anyhow::Result<Box<dyn std::io::Read + Send>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    if file.metadata().is_ok_and(|m| m.is_dir()) {
        bail!("{} is a folder: give the files in it", path.display());
    }
    Ok(Box::new(file))
}

/// The size of a file that can be read as often as one likes; `None` for a pipe and the like.
pub fn size(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|m| m.len())
}

/// The file's name without its folder, for messages.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// The files in a folder, by name.
pub fn in_folder(path: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    let entries =
        std::fs::read_dir(path).with_context(|| format!("cannot read the folder {}", path.display()))?;
    let mut files: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_file()).collect();
    files.sort();
    Ok(files)
}

/// Writes a small file.
pub fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
