//! What the tests of the generator share with each other, and with its benchmark. `README.md` says where the tests are.

pub mod document;
pub mod edits;
pub mod hostile;
pub mod large;
pub mod obstacles;
pub mod random;
pub mod sizes;

use std::path::Path;
use std::path::PathBuf;

/// The top of the repository.
#[must_use]
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
