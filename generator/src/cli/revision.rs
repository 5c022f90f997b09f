//! Files as they were in a revision of the repository that they are in, read by the command `git`.

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use generator::Budget;
use generator::emit::printable::printable;

use super::relative;

/// A revision, seen from the folder of a description.
#[derive(Clone, Debug)]
pub(crate) struct Revision {
    name: String,
    folder: PathBuf,
    budget: Budget,
}

impl Revision {
    pub(crate) fn new(name: &str, description: &Path, budget: Budget) -> Self {
        let folder = description.parent().unwrap_or(Path::new(""));
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        Self {
            name: name.to_owned(),
            folder: folder.to_owned(),
            budget,
        }
    }

    /// What messages call a file of it: as `git show` takes it at the top of the repository.
    pub(crate) fn name_of(&self, path: &Path) -> String {
        let path = super::show(path);
        let here = if path.contains('/') { "" } else { "./" };
        format!("{}:{here}{path}", printable(&self.name))
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &Path) -> Result<String, String> {
        self.read_here(&relative::path(&self.folder, path))
    }

    /// The text of the file at a path from the folder of the description.
    pub(crate) fn read_here(&self, path: &str) -> Result<String, String> {
        let object = format!("{}:./{path}", self.name);
        let git = Command::new("git")
            .env("LC_ALL", "C")
            .arg("-C")
            .arg(&self.folder)
            .args(["show", "--end-of-options", &object])
            .output();
        let output = git.map_err(|error| format!("cannot run `git`: {error}"))?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr);
            let message = message.trim().trim_start_matches("fatal: ");
            return Err(format!(
                "git has no {}: {}",
                printable(&object),
                printable(message)
            ));
        }
        if output.stdout.len() > self.budget.text() {
            return Err(format!(
                "{} is larger than what is read",
                printable(&object)
            ));
        }
        String::from_utf8(output.stdout).map_err(|_| format!("{} is not UTF-8", printable(&object)))
    }
}
