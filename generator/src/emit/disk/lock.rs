//! Runs that meet in one folder take turns, so that the folder ends up as one of them has it.

use std::path::Path;

/// Held until dropped, or until the process ends in whatever way.
#[cfg(unix)]
pub(super) struct Lock {
    _folder: Option<std::fs::File>,
}

/// Waits until no other run writes to the folder.
///
/// The lock is on the folder itself, and leaves no file behind. Where a file system cannot lock, runs do
/// not wait: each file is still wholly of one of them.
#[cfg(unix)]
pub(super) fn wait_for(folder: &Path) -> Lock {
    use rustix::fs::{FlockOperation, flock};

    let locked = std::fs::File::open(folder)
        .ok()
        .filter(|folder| flock(folder, FlockOperation::LockExclusive).is_ok());
    Lock { _folder: locked }
}

/// Nothing: other systems do not lock folders.
#[cfg(not(unix))]
pub(super) struct Lock;

/// Does not wait: other systems do not lock folders, and each file is still wholly of one run.
#[cfg(not(unix))]
pub(super) fn wait_for(_folder: &Path) -> Lock {
    Lock
}
