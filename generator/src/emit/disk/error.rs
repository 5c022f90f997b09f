//! Why a folder was not compared or written.

use std::path::{Path, PathBuf};
use std::{error, fmt, io};

use crate::emit::printable::printable;

/// Why a folder was not compared or written. Each message says what to do.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The output folder exists, but as something else.
    NotAFolder(PathBuf),
    /// Files that no run has written stand where generated ones go.
    Foreign(Vec<PathBuf>),
    /// A symlink stands where a generated file or one of its folders goes.
    Symlink(PathBuf),
    /// A folder stands where a file goes, a file where a folder goes, or a device where either goes.
    InTheWay(PathBuf),
    /// The path of a generated file leads out of the folder, or to a part of it that is never looked at.
    Path(String),
    /// Something could not be read; nothing was changed.
    Read(PathBuf, io::Error),
    /// Something could not be written; nothing was changed.
    Write(PathBuf, io::Error),
    /// Everything was written, but not everything could be put in its place.
    Unfinished(PathBuf, io::Error),
}

impl Error {
    /// For `map_err`: reading `path` failed.
    pub(super) fn read(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Read(path.to_owned(), error)
    }

    /// For `map_err`: writing to `path` failed.
    pub(super) fn write(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Write(path.to_owned(), error)
    }

    /// For `map_err`: `path` could not be put in its place, or not be removed from it.
    pub(super) fn unfinished(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Unfinished(path.to_owned(), error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder(path) => {
                write!(
                    f,
                    "{} is not a folder: move it away, or choose another output folder",
                    show(path)
                )
            }
            Self::Foreign(paths) => foreign(f, paths),
            Self::Symlink(path) => {
                write!(
                    f,
                    "{} is a symlink, and is not followed: replace it by what it points to, or remove it",
                    show(path)
                )
            }
            Self::InTheWay(path) => {
                write!(
                    f,
                    "{} is in the way of a generated file: move it away",
                    show(path)
                )
            }
            Self::Path(path) => {
                write!(
                    f,
                    "\"{}\" is not a valid path for a generated file; this is a bug in the generator",
                    printable(path)
                )
            }
            Self::Read(path, error) => {
                write!(
                    f,
                    "cannot read {}: {error}; nothing was changed",
                    show(path)
                )
            }
            Self::Write(path, error) => {
                write!(
                    f,
                    "cannot write to {}: {error}; nothing was changed",
                    show(path)
                )
            }
            Self::Unfinished(path, error) => {
                write!(
                    f,
                    "{} could not be replaced or removed: {error}; files before it are new, the others are old: fix that and run again",
                    show(path)
                )
            }
        }
    }
}

fn foreign(f: &mut fmt::Formatter<'_>, paths: &[PathBuf]) -> fmt::Result {
    let (verb, pronoun) = if paths.len() == 1 {
        ("was", "it")
    } else {
        ("were", "them")
    };
    for (index, path) in paths.iter().enumerate() {
        write!(f, "{}{}", if index == 0 { "" } else { ", " }, show(path))?;
    }
    write!(
        f,
        " {verb} not generated, and will not be overwritten: move {pronoun} away, or choose another output folder"
    )
}

fn show(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match self {
            Self::Read(_, error) | Self::Write(_, error) | Self::Unfinished(_, error) => {
                Some(error)
            }
            Self::NotAFolder(_)
            | Self::Foreign(_)
            | Self::Symlink(_)
            | Self::InTheWay(_)
            | Self::Path(_) => None,
        }
    }
}
