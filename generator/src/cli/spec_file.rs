//! Reading the document: it is a file, of a size that a person may have written, in UTF-8.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::{error, fmt};

use generator::emit::printable::printable;

/// The most bytes a document may have. GitHub's whole API has 12 MiB as JSON.
pub(crate) const LARGEST: u64 = 16 * 1024 * 1024;

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
    TooLarge,
    NotUtf8 { offset: usize, line: usize },
    Unreadable(io::Error),
}

/// The text of the document at `path`, which may be a symlink.
pub(crate) fn read(path: &Path) -> Result<String, Error> {
    text(path).map_err(|reason| Error {
        path: path.to_owned(),
        reason,
    })
}

fn text(path: &Path) -> Result<String, Reason> {
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
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Reason::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..offset]
            .split(|byte| *byte == b'\n')
            .count();
        Reason::NotUtf8 { offset, line }
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
            Reason::TooLarge => format!("it is larger than {} MiB", LARGEST / 1024 / 1024),
            Reason::NotUtf8 { offset, line } => {
                format!("it is not UTF-8 from byte {offset} on (line {line})")
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
            Reason::TooLarge => {
                write!(
                    f,
                    "{path} is larger than {} MiB, the most that is read",
                    LARGEST / 1024 / 1024
                )
            }
            Reason::NotUtf8 { offset, line } => write!(
                f,
                "{path} is not UTF-8 from byte {offset} on (line {line}): save it in that encoding"
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
