//! Where the summary of a run is written.

use std::fs;
use std::path::Path;

use generator::Summary;

use super::{print, show};

/// Whether the path stands for the standard output.
pub(crate) fn is_standard_output(path: &Path) -> bool {
    path == Path::new("-")
}

/// Writes the summary into a file, or to the standard output.
pub(crate) fn write(summary: &Summary<'_>, path: &Path) -> Result<(), String> {
    let json = summary.json();
    if is_standard_output(path) {
        print(std::io::stdout(), &json);
        return Ok(());
    }
    fs::write(path, json).map_err(|error| format!("cannot write {}: {error}", show(path)))
}
