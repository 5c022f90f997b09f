//! Where the summary of a run is written.

use std::fs;
use std::io;
use std::io::Write as _;
use std::path::Path;

use generator::Summary;

use super::{print, show};

/// Whether the path stands for the standard output.
pub(crate) fn is_standard_output(path: &Path) -> bool {
    path == Path::new("-")
}

/// Writes a file that is wholly old or wholly new at any moment; what is no file, such as a pipe, is written to.
fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if real.exists() && !real.is_file() {
        return fs::write(real, text);
    }
    let folder = real
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new()
        .prefix(".report-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(text.as_bytes())?;
    if let Ok(metadata) = real.metadata() {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.persist(real)?;
    Ok(())
}

/// Writes the summary into a file, or to the standard output.
pub(crate) fn write(summary: &Summary<'_>, path: &Path) -> Result<(), String> {
    let json = summary.json();
    if is_standard_output(path) {
        print(std::io::stdout(), &json);
        return Ok(());
    }
    write_whole(path, &json).map_err(|error| format!("cannot write {}: {error}", show(path)))
}
