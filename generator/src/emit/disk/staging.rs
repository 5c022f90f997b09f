//! Carrying out a plan: everything is made ready first, then put in its place.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempPath};

use super::changes::Changes;
use super::error::Error;
use super::folder::NewFolders;

const PREFIX: &str = ".generated-";
const SUFFIX: &str = ".part";

/// Whether the file at this path is a new one that was never renamed, because its run was killed.
pub(super) fn is_unfinished(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// A new file, complete, beside the place it is for. It is removed if it never gets there.
struct Staged {
    text: TempPath,
    place: PathBuf,
}

/// Makes every change in the folder. Of its errors only [`Error::Unfinished`] comes after a change.
pub(super) fn apply(
    changes: &Changes<'_>,
    folder: &Path,
    new_folders: &mut NewFolders,
) -> Result<(), Error> {
    let mut staged = Vec::new();
    for missing in &changes.missing {
        let place = folder.join(missing.path);
        if let Some(parent) = place.parent() {
            new_folders.create(parent)?;
        }
        staged.push(stage(place, missing.text, None)?);
    }
    for different in &changes.different {
        let place = folder.join(different.path);
        let permissions = fs::metadata(&place)
            .map_err(Error::read(&place))?
            .permissions();
        staged.push(stage(place, different.after, Some(permissions))?);
    }
    let left_over: Vec<PathBuf> = changes
        .left_over
        .iter()
        .map(|path| folder.join(path))
        .collect();
    check_removable(&left_over)?;

    for Staged { text, place } in staged {
        text.persist(&place)
            .map_err(|failed| Error::Unfinished(place, failed.error))?;
    }
    for path in &left_over {
        fs::remove_file(path).map_err(Error::unfinished(path))?;
        remove_empty_folders(path, folder);
    }
    Ok(())
}

fn stage(place: PathBuf, text: &str, permissions: Option<Permissions>) -> Result<Staged, Error> {
    let write = || {
        let mut file = beside(&place)?;
        file.write_all(text.as_bytes())?;
        if let Some(permissions) = permissions {
            file.as_file().set_permissions(permissions)?;
        }
        // Closed here: a thousand files would be too many to hold open.
        Ok(file.into_temp_path())
    };
    let text = write().map_err(Error::write(&place))?;
    Ok(Staged { text, place })
}

/// An empty file in the same folder as `place`: renaming does not work from one file system to another.
fn beside(place: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        // What any new file gets, less the umask; tempfile alone would keep others from reading it.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder.tempfile_in(place.parent().unwrap_or(place))
}

/// A folder that takes a new file also gives one up.
fn check_removable(paths: &[PathBuf]) -> Result<(), Error> {
    let mut folders = BTreeSet::new();
    for path in paths {
        if folders.insert(path.parent()) {
            beside(path).map_err(Error::write(path))?;
        }
    }
    Ok(())
}

/// Removes the folders above a removed file, up to the output folder, as long as they are empty.
fn remove_empty_folders(removed: &Path, folder: &Path) {
    let above = removed
        .ancestors()
        .skip(1)
        .take_while(|path| *path != folder);
    for path in above {
        // Fails for a folder that is not empty, and so are those above it.
        if fs::remove_dir(path).is_err() {
            break;
        }
    }
}
