//! The output folder: what stands in it, and folders that are made for it.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry, FileType};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::error::Error;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    File,
    Folder,
    Symlink,
    /// A pipe, a socket, a device.
    Other,
}

impl Entry {
    fn of(kind: FileType) -> Self {
        if kind.is_symlink() {
            Self::Symlink
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Other
        }
    }
}

/// Everything in a folder, by relative path with forward slashes; symlinks are not followed.
///
/// Names that are not Unicode are left out: no generated file has one.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) entries: BTreeMap<String, Entry>,
}

impl Tree {
    /// Looks through `folder`; a missing one is empty.
    pub(super) fn read(folder: &Path) -> Result<Self, Error> {
        let mut tree = Self::default();
        if !check(folder)? {
            return Ok(tree);
        }
        let mut waiting = vec![String::new()];
        while let Some(prefix) = waiting.pop() {
            let path = folder.join(&prefix);
            for entry in fs::read_dir(&path).map_err(Error::read(&path))? {
                let entry = entry.map_err(Error::read(&path))?;
                if let Some(inner) = tree.add(&prefix, &entry)? {
                    waiting.push(inner);
                }
            }
        }
        Ok(tree)
    }

    /// Adds an entry; returns the prefix of the entries below it if it is a folder to look into.
    fn add(&mut self, prefix: &str, entry: &DirEntry) -> Result<Option<String>, Error> {
        let Ok(name) = entry.file_name().into_string() else {
            return Ok(None);
        };
        let kind = Entry::of(entry.file_type().map_err(Error::read(&entry.path()))?);
        let path = format!("{prefix}{name}");
        let inner = (kind == Entry::Folder && is_looked_into(&name, prefix.is_empty()))
            .then(|| format!("{path}/"));
        self.entries.insert(path, kind);
        Ok(inner)
    }
}

/// Whether a folder of this name can hold generated files.
///
/// Cargo's `target` is skipped at the top only: further down it may be the name of a resource.
pub(super) fn is_looked_into(name: &str, at_top: bool) -> bool {
    let is_build_folder = at_top && name == "target";
    !is_build_folder && !name.starts_with('.')
}

/// The folder that a path names: an empty one is where the process is.
pub(super) fn named_by(path: &Path) -> &Path {
    if path.as_os_str().is_empty() {
        Path::new(".")
    } else {
        path
    }
}

/// Whether the output folder exists; an error if something else stands in its place.
pub(super) fn check(folder: &Path) -> Result<bool, Error> {
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => Ok(true),
        Ok(_) => Err(Error::NotAFolder(folder.to_owned())),
        // A symlink that leads nowhere is found only when it is not followed.
        Err(error) if error.kind() == ErrorKind::NotFound => match fs::symlink_metadata(folder) {
            Ok(_) => Err(Error::NotAFolder(folder.to_owned())),
            Err(_) => Ok(false),
        },
        Err(error) => Err(Error::Read(folder.to_owned(), error)),
    }
}

/// Folders made for a run, removed again if it does not come to its end.
#[derive(Debug, Default)]
pub(super) struct NewFolders {
    made: Vec<PathBuf>,
}

impl NewFolders {
    /// Makes the folder, and those above it that are missing.
    pub(super) fn create(&mut self, folder: &Path) -> Result<(), Error> {
        let missing: Vec<&Path> = folder
            .ancestors()
            .take_while(|path| !path.as_os_str().is_empty() && !path.is_dir())
            .collect();
        for path in missing.into_iter().rev() {
            match fs::create_dir(path) {
                Ok(()) => self.made.push(path.to_owned()),
                // Another run was faster.
                Err(_) if path.is_dir() => {}
                Err(error) => return Err(Error::Write(path.to_owned(), error)),
            }
        }
        Ok(())
    }

    /// The run has come to its end: they stay.
    pub(super) fn keep(&mut self) {
        self.made.clear();
    }
}

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in self.made.iter().rev() {
            // Fails, rightly, for one that something was put into.
            let _ = fs::remove_dir(folder);
        }
    }
}
