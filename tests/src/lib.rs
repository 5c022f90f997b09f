//! What the tests of the generator share with each other, and with its benchmark. `README.md` says where the tests are.

pub mod document;
pub mod edits;
pub mod hostile;
pub mod large;
pub mod obstacles;
pub mod random;
pub mod sizes;

use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// The top of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// Lets the crate in a folder be of another edition than the one that it is generated for.
///
/// # Errors
///
/// If its manifest cannot be read or written, or has no such line.
pub fn set_edition(folder: &Path, edition: &str) -> io::Result<()> {
    let place = folder.join("Cargo.toml");
    let manifest = fs::read_to_string(&place)?;
    let (before, after) = manifest
        .split_once("edition = \"2024\"")
        .ok_or_else(|| io::Error::other(manifest.clone()))?;
    fs::write(place, format!("{before}edition = \"{edition}\"{after}"))
}
