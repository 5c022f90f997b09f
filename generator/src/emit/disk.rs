//! The files of the crate and a folder on the disk: compared, then written.
//!
//! [`compare`] plans and touches nothing; [`write()`] carries the same plan out. What already stands in
//! the folder is one of three things:
//!
//! - a file with our header on top, which may be replaced or removed;
//! - anything else at a place that is to be written (a file of someone, a symlink, a folder), which is
//!   an error before the first write;
//! - anything else elsewhere, which is left alone.
//!
//! Every file is, at any moment, wholly old or wholly new: the new ones are complete, beside the old
//! ones and under other names, before the first is renamed. There is no `fsync`: for a thousand files
//! it would cost more than making them, and what a power cut takes, a second run restores.

mod changes;
mod error;
mod folder;
mod lock;
mod staging;

use std::path::Path;

pub use changes::{Changes, Different, Missing};
pub use error::Error;

use super::Files;
use folder::{NewFolders, Tree};

/// What would have to change in `folder` for it to hold the files, and no others of an earlier run.
///
/// # Errors
///
/// If the folder cannot be read or is not a folder, or if something that is not ours stands where a file goes.
pub fn compare<'files>(files: &'files Files, folder: &Path) -> Result<Changes<'files>, Error> {
    let folder = folder::named_by(folder);
    changes::plan(files, folder, &Tree::read(folder)?)
}

/// Makes `folder` hold the files, and no others of an earlier run; says what was changed.
///
/// The folder is created if it is missing. A file that is already as it should be is not opened for
/// writing; one that is replaced keeps its permissions. Runs that meet in one folder wait for each other.
///
/// # Errors
///
/// As for [`compare`], and if something cannot be written. All but [`Error::Unfinished`] leave the folder
/// as it was.
pub fn write<'files>(files: &'files Files, folder: &Path) -> Result<Changes<'files>, Error> {
    let folder = folder::named_by(folder);
    folder::check(folder)?;
    let mut new_folders = NewFolders::default();
    new_folders.create(folder)?;
    let _lock = lock::wait_for(folder);
    let changes = compare(files, folder)?;
    staging::apply(&changes, folder, &mut new_folders)?;
    new_folders.keep();
    Ok(changes)
}
