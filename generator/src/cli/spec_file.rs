//! Reading the document: it is a file, of a size that a person may have written, in UTF-8.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::{error, fmt};

use generator::Budget;
use generator::emit::printable::printable;

const MIB: usize = 1024 * 1024;

/// Why a document was not read.
#[derive(Debug)]
pub(crate) struct Error {
    path: PathBuf,
    reason: Reason,
}

#[derive(Debug)]
enum Reason {
    Missing,
    Folder,
    NotAFile,
    TooLarge { most: usize },
    NotUtf8 { line: usize, column: usize },
    Unreadable(io::Error),
}

/// The text of the document at `path`, which may be a symlink.
pub(crate) fn read(path: &Path, budget: Budget) -> Result<String, Error> {
    text(path, budget.text()).map_err(|reason| Error {
        path: path.to_owned(),
        reason,
    })
}

fn text(path: &Path, most: usize) -> Result<String, Reason> {
    // Checked before opening: opening a pipe waits for someone to write to it.
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(Reason::Folder);
    }
    if !metadata.is_file() {
        return Err(Reason::NotAFile);
    }
    let mut bytes = Vec::new();
    // The size that a file is said to have may have grown, so the reading is limited as well.
    File::open(path)?
        .take((most as u64).saturating_add(1))
        .read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(Reason::TooLarge { most });
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        let before = valid.rsplit(|byte| *byte == b'\n').next();
        let column = String::from_utf8_lossy(before.unwrap_or_default())
            .chars()
            .count()
            + 1;
        Reason::NotUtf8 { line, column }
    })
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        if error.kind() == ErrorKind::NotFound {
            Self::Missing
        } else {
            Self::Unreadable(error)
        }
    }
}

impl Error {
    /// Why, for those who know what was to be read.
    pub(crate) fn reason(&self) -> String {
        match &self.reason {
            Reason::Missing => "there is no such file".to_owned(),
            Reason::Folder => "it is a folder".to_owned(),
            Reason::NotAFile => "it is not a regular file".to_owned(),
            Reason::TooLarge { most } => format!("it is larger than {} MiB", most / MIB),
            Reason::NotUtf8 { line, column } => {
                format!("it is not UTF-8 from {line}:{column} on")
            }
            Reason::Unreadable(error) => error.to_string(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = printable(&self.path.to_string_lossy());
        match &self.reason {
            Reason::Missing => write!(
                f,
                "there is no {path}: run it from the top of the repository, or name the document with --spec"
            ),
            Reason::Folder => write!(f, "{path} is a folder: name the document in it with --spec"),
            Reason::NotAFile => {
                write!(
                    f,
                    "{path} is not a regular file: copy the document to one, and name that with --spec"
                )
            }
            Reason::TooLarge { most } => {
                write!(
                    f,
                    "{path} is larger than {} MiB, the most that is read: raise that with --budget",
                    most / MIB
                )
            }
            Reason::NotUtf8 { line, column } => write!(
                f,
                "{path}:{line}:{column}: what begins here is not UTF-8: save the file in that encoding"
            ),
            Reason::Unreadable(error) => write!(f, "cannot read {path}: {error}"),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.reason {
            Reason::Unreadable(error) => Some(error),
            _ => None,
        }
    }
}
