//! What an option that writes a file may not write over: what the run reads, and the crate.

use std::path::Path;
use std::path::PathBuf;

use super::show;

/// The paths that belong to a run.
pub(crate) struct Protected {
    /// The description, its overlays, and the files that it refers to.
    pub(crate) inputs: Vec<PathBuf>,
    /// The folder of the crate.
    pub(crate) out: PathBuf,
}

impl Protected {
    /// Why nothing may be written to this path for the option `--{option}`.
    pub(crate) fn check(&self, option: &str, path: &Path) -> Result<(), String> {
        let path_shown = show(path);
        if self.inputs.iter().any(|input| is_same(input, path)) {
            return Err(format!(
                "--{option} {path_shown} would write over what is read: choose another file"
            ));
        }
        let folder = real(&self.out);
        if real(path).starts_with(&folder) {
            return Err(format!(
                "--{option} {path_shown} is in the folder of the crate, which holds nothing else: choose a file outside of {}",
                show(&self.out)
            ));
        }
        Ok(())
    }
}

/// Whether two paths lead to one file, be it by links.
fn is_same(one: &Path, other: &Path) -> bool {
    real(one) == real(other) || has_same_number(one, other)
}

/// Whether both are names of one file of the disk.
#[cfg(unix)]
fn has_same_number(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;

    let number = |path: &Path| {
        let metadata = path.metadata().ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    number(one).is_some_and(|one| number(other) == Some(one))
}

/// Other systems have no number that the standard library can tell.
#[cfg(not(unix))]
fn has_same_number(_: &Path, _: &Path) -> bool {
    false
}

/// The path without links, as far as it exists.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut above = path.ancestors();
    let existing = above.find_map(|part| Some((part.canonicalize().ok()?, part)));
    match existing {
        Some((real, part)) => real.join(path.strip_prefix(part).unwrap_or(Path::new(""))),
        None => path,
    }
}
