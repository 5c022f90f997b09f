//! The plan: each file compared with what stands in its place.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::error::Error;
use super::folder::{Entry, Tree, is_looked_into};
use super::staging;
use crate::emit::{Files, header};

/// What has to change in a folder; paths are relative to it, with forward slashes, and sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes<'files> {
    /// To be created.
    pub missing: Vec<Missing<'files>>,
    /// To be updated.
    pub different: Vec<Different<'files>>,
    /// Written by an earlier run and no longer produced: to be removed.
    pub left_over: Vec<String>,
    /// As they should be.
    pub unchanged: Vec<&'files str>,
}

/// A file to be created.
#[derive(Debug, PartialEq, Eq)]
pub struct Missing<'files> {
    /// Where.
    pub path: &'files str,
    /// Its text.
    pub text: &'files str,
}

/// A file to be updated.
#[derive(Debug, PartialEq, Eq)]
pub struct Different<'files> {
    /// Where.
    pub path: &'files str,
    /// What stands there now; for show, if it is not UTF-8.
    pub before: String,
    /// What should stand there.
    pub after: &'files str,
}

impl Changes<'_> {
    /// Whether the folder is as it should be.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.different.is_empty() && self.left_over.is_empty()
    }
}

pub(super) fn plan<'files>(
    files: &'files Files,
    folder: &Path,
    tree: &Tree,
) -> Result<Changes<'files>, Error> {
    let mut changes = Changes::default();
    let mut foreign = Vec::new();
    for (path, text) in files.iter() {
        check_path(path)?;
        check_way(path, folder, tree)?;
        let place = folder.join(path);
        match tree.entries.get(path) {
            None => changes.missing.push(Missing { path, text }),
            Some(Entry::Symlink) => return Err(Error::Symlink(place)),
            Some(Entry::Folder | Entry::Other) => return Err(Error::InTheWay(place)),
            Some(Entry::File) => {
                let before = fs::read(&place).map_err(Error::read(&place))?;
                if before == text.as_bytes() {
                    changes.unchanged.push(path);
                } else if is_ours(&before) {
                    let before = String::from_utf8_lossy(&before).into_owned();
                    changes.different.push(Different {
                        path,
                        before,
                        after: text,
                    });
                } else {
                    foreign.push(place);
                }
            }
        }
    }
    if !foreign.is_empty() {
        return Err(Error::Foreign(foreign));
    }
    changes.left_over = left_over(files, folder, tree);
    Ok(changes)
}

/// An empty file is taken for ours: there is nothing in it to lose, and a power cut leaves such files.
fn is_ours(text: &[u8]) -> bool {
    text.is_empty() || header::is_on_top_of(text)
}

/// Paths come from the generator, names in them from the spec: none may lead anywhere else.
fn check_path(path: &str) -> Result<(), Error> {
    let names: Vec<&str> = path.split('/').collect();
    let (file, folders) = names.split_last().unwrap_or((&"", &[]));
    let is_name =
        |name: &str| !["", ".", ".."].contains(&name) && !name.contains(['\\', ':', '\0']);
    let is_folder =
        |(depth, name): (usize, &&str)| is_name(name) && is_looked_into(name, depth == 0);
    if is_name(file) && folders.iter().enumerate().all(is_folder) {
        Ok(())
    } else {
        Err(Error::Path(path.to_owned()))
    }
}

/// Each folder above the file is a real one, or not there yet.
fn check_way(path: &str, folder: &Path, tree: &Tree) -> Result<(), Error> {
    for (end, _) in path.match_indices('/') {
        let above = &path[..end];
        match tree.entries.get(above) {
            Some(Entry::Folder) => {}
            None => break,
            Some(Entry::Symlink) => return Err(Error::Symlink(folder.join(above))),
            Some(Entry::File | Entry::Other) => return Err(Error::InTheWay(folder.join(above))),
        }
    }
    Ok(())
}

fn left_over(files: &Files, folder: &Path, tree: &Tree) -> Vec<String> {
    let is_left_over = |path: &str| {
        files.get(path).is_none()
            && (staging::is_unfinished(path) || has_header(&folder.join(path)))
    };
    tree.entries
        .iter()
        .filter(|(path, entry)| **entry == Entry::File && is_left_over(path))
        .map(|(path, _)| path.clone())
        .collect()
}

/// A file that cannot be read counts as someone's: it is left alone.
fn has_header(path: &Path) -> bool {
    start_of(path).is_ok_and(|start| header::is_on_top_of(&start))
}

fn start_of(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(path)?
        .take(header::LONGEST as u64)
        .read_to_end(&mut start)?;
    Ok(start)
}
