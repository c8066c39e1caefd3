//! The one place of the libraries that touches files and maps memory.
#![expect(clippy::disallowed_methods, reason = "the catalogue is a file; everything else is given bytes")]
#![expect(unsafe_code, reason = "mapping a file; the one use below says why it is sound")]

use std::fs::File;
use std::io::Write;
use std::path::Path;

use memmap2::Mmap;

use crate::CatalogueError;

fn error(path: &Path, error: &std::io::Error) -> CatalogueError {
    CatalogueError::File { path: path.to_owned(), message: error.to_string() }
}

/// Maps a file for reading.
pub(crate) fn map(path: &Path) -> Result<Mmap, CatalogueError> {
    let file = File::open(path).map_err(|e| error(path, &e))?;
    // SAFETY: a mapping is sound as long as nobody changes the bytes under it. Tamis never writes into a catalogue in
    // place: `write` makes a new file and renames it, and the old one lives on as long as it is mapped. Whoever else
    // edits the file in place changes plain bytes that are checked against their checksums before they are first
    // read, and read with bounds checks ever after; none of them is used as anything but numbers and text.
    let map = unsafe { Mmap::map(&file) }.map_err(|e| error(path, &e))?;
    // What a search reads lies scattered; in large pages the processor knows where all of it is. Where the system has none
    // for files it says so, and everything is as it would be without.
    #[cfg(target_os = "linux")]
    let _ = map.advise(memmap2::Advice::HugePage);
    Ok(map)
}

/// Writes a file beside its place and renames it, so that the place holds the old file or the new one, never a part:
/// of two processes that write at once the later one wins, and a kill leaves the old file as it was.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), CatalogueError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".catalogue-")
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(|e| error(folder, &e))?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|e| error(file.path(), &e))?;
    // The temporary file is its maker's alone; a catalogue is for whoever may read the folder.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let readable = std::fs::Permissions::from_mode(0o644);
        file.as_file().set_permissions(readable).map_err(|e| error(file.path(), &e))?;
    }
    file.persist(path).map_err(|e| error(path, &e.error))?;
    Ok(())
}
