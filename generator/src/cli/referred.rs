//! The files that a description refers to: those in its folder, and in folders that were allowed by name.
//!
//! What a `$ref` may name was checked before; here, a symlink may lead no further than that.

use std::path::Path;
use std::path::PathBuf;

use generator::Budget;

use super::relative;
use super::spec_file;

/// The folder of a description, and those that are allowed besides.
pub(crate) struct Folder {
    path: PathBuf,
    allowed: Vec<PathBuf>,
    budget: Budget,
}

impl Folder {
    pub(crate) fn of(description: &Path, allowed: &[PathBuf], budget: Budget) -> Self {
        let parent = description.parent().unwrap_or(Path::new(""));
        let path = if parent.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            parent.to_owned()
        };
        Self {
            path,
            allowed: allowed.to_owned(),
            budget,
        }
    }

    /// The allowed folders as seen from this one.
    pub(crate) fn allowed(&self) -> impl Iterator<Item = String> {
        self.allowed
            .iter()
            .map(|folder| relative::path(&self.path, folder))
    }

    /// A path from this folder.
    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.path.join(path)
    }

    /// The text of the file at a path from this folder, or why there is none.
    pub(crate) fn read(&self, path: &str) -> Result<String, String> {
        let path = self.join(path);
        self.check(&path)?;
        spec_file::read(&path, self.budget).map_err(|error| error.reason())
    }

    /// A link may not lead where no `$ref` may.
    fn check(&self, path: &Path) -> Result<(), String> {
        let Ok(real) = path.canonicalize() else {
            return Err("there is no such file".to_owned());
        };
        let mut folders = std::iter::once(&self.path).chain(&self.allowed);
        let is_inside = |folder: &PathBuf| {
            folder
                .canonicalize()
                .is_ok_and(|folder| real.starts_with(folder))
        };
        if folders.any(is_inside) {
            Ok(())
        } else {
            Err(
                "a link leads out of the folder of the document; `--allow-dir` its folder"
                    .to_owned(),
            )
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn a_link_leads_no_further_than_a_reference() {
        let top = tempfile::tempdir().unwrap();
        let [inside, outside] = ["spec", "shared"].map(|name| top.path().join(name));
        fs::create_dir(&inside).unwrap();
        fs::create_dir(&outside).unwrap();
        fs::write(inside.join("a.yaml"), "a").unwrap();
        fs::write(outside.join("b.yaml"), "b").unwrap();
        symlink(inside.join("a.yaml"), inside.join("link.yaml")).unwrap();
        symlink(outside.join("b.yaml"), inside.join("out.yaml")).unwrap();
        symlink(&outside, inside.join("folder")).unwrap();
        let description = inside.join("api.yaml");

        let folder = Folder::of(&description, &[], Budget::default());
        assert_eq!(folder.read("link.yaml").as_deref(), Ok("a"));
        for path in ["out.yaml", "folder/b.yaml"] {
            let error = folder.read(path).unwrap_err();
            assert!(error.starts_with("a link leads out"), "{error}");
        }
        assert_eq!(
            folder.read("c.yaml").as_deref(),
            Err(&"there is no such file".to_owned())
        );

        let folder = Folder::of(
            &description,
            std::slice::from_ref(&outside),
            Budget::default(),
        );
        assert_eq!(folder.allowed().collect::<Vec<_>>(), ["../shared"]);
        assert_eq!(folder.read("../shared/b.yaml").as_deref(), Ok("b"));
        assert_eq!(folder.read("out.yaml").as_deref(), Ok("b"));
    }
}
