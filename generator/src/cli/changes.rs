//! `--diff`: what a change of the description means to the programs that use its client.

use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;

use clap::Args;
use clap::ValueEnum;
use generator::Source;
use generator::compare::Comparison;
use generator::compare::Grade;
use generator::compare::compare;
use generator::surface::Description;

use super::Arguments;
use super::print;
use super::referred::Folder;
use super::revision::Revision;
use super::show;
use super::spec_file;
use super::summary::is_standard_output;

/// What a run ends with whose changes are graver than `--at-most` lets them be.
const TOO_GRAVE: u8 = 3;

/// The options about changes.
#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// Say what changed for users of the client since OLD, a file or `git:REV`, and write no client.
    #[arg(long, value_name = "OLD")]
    pub(crate) diff: Option<Old>,
    /// Exit with 3 if the changes are graver than this.
    #[arg(long, value_name = "GRADE", value_enum, requires = "diff")]
    at_most: Option<AtMost>,
    /// Write a draft of a changelog entry from the changes. `-` is the standard output.
    #[arg(long, value_name = "FILE", requires = "diff")]
    changelog: Option<PathBuf>,
}

/// Where the older description is.
#[derive(Clone, Debug)]
pub(crate) enum Old {
    /// In a file.
    File(PathBuf),
    /// At the same path in a revision.
    Revision(String),
}

impl FromStr for Old {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix("git:") {
            None => Ok(Self::File(PathBuf::from(text))),
            Some("") => Err("name a revision behind `git:`, such as `git:main`".to_owned()),
            Some(revision) => Ok(Self::Revision(revision.to_owned())),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum AtMost {
    Patch,
    Minor,
    Major,
}

impl Changes {
    /// Whether changes are graver than they may be.
    fn are_too_grave(&self, grade: Option<Grade>) -> bool {
        let most = self.at_most.map(|most| match most {
            AtMost::Patch => Grade::Patch,
            AtMost::Minor => Grade::Minor,
            AtMost::Major => Grade::Major,
        });
        most.is_some_and(|most| grade > Some(most))
    }
}

impl Arguments {
    /// Compares the description with an older one, and says what changed.
    pub(super) fn say_changes(&self, old: &Old, source: &Source) -> Result<ExitCode, String> {
        let before = self.understood(&self.older(old)?)?;
        let comparison = compare(&before, &self.understood(source)?);
        self.print_changes(&comparison)?;
        if self.changes.are_too_grave(comparison.grade()) {
            return Ok(ExitCode::from(TOO_GRAVE));
        }
        Ok(ExitCode::SUCCESS)
    }

    /// What a description means that has to be understood.
    pub(super) fn understood(&self, source: &Source) -> Result<Description, String> {
        Description::read(source).map_err(|diagnostics| {
            self.messages.print(&diagnostics);
            let name = source.name();
            format!(
                "{name} cannot be compared: it has {} errors",
                diagnostics.errors()
            )
        })
    }

    fn print_changes(&self, comparison: &Comparison) -> Result<(), String> {
        let text = comparison.formatted(self.messages.format());
        let is_taken = |path: &Option<PathBuf>| path.as_deref().is_some_and(is_standard_output);
        if is_taken(&self.report) || is_taken(&self.changes.changelog) {
            print(anstream::stderr(), &text);
        } else {
            print(anstream::stdout(), &text);
        }
        let Some(path) = &self.changes.changelog else {
            return Ok(());
        };
        let entry = comparison.changelog();
        if is_standard_output(path) {
            print(std::io::stdout(), &entry);
            return Ok(());
        }
        let old = match &self.changes.diff {
            Some(Old::File(old)) => Some(old.clone()),
            Some(Old::Revision(_)) | None => None,
        };
        self.protected(old).check("changelog", path)?;
        std::fs::write(path, entry).map_err(|error| format!("cannot write {}: {error}", show(path)))
    }

    /// The older description with all that belongs to it. What was said of it when it was new is not said again.
    fn older(&self, old: &Old) -> Result<Source, String> {
        match old {
            Old::File(path) => {
                self.watched.note(path);
                let folder = Folder::of(path, &self.allow_dir, self.budget());
                let source = self.texts(path, &|path| show(path), &|path| {
                    spec_file::read(path, self.budget()).map_err(|error| error.to_string())
                })?;
                Ok(self.gathered(source, &folder, |path| folder.read(path)))
            }
            Old::Revision(name) => {
                let revision = Revision::new(name, &self.spec, self.budget());
                let folder = Folder::of(&self.spec, &self.allow_dir, self.budget());
                let source = self.texts(&self.spec, &|path| revision.name_of(path), &|path| {
                    revision.read(path)
                })?;
                Ok(self.gathered(source, &folder, |path| revision.read_here(path)))
            }
        }
    }

    /// A description and its overlays.
    fn texts(
        &self,
        spec: &Path,
        name: &dyn Fn(&Path) -> String,
        read: &dyn Fn(&Path) -> Result<String, String>,
    ) -> Result<Source, String> {
        let source = Source::new(name(spec), read(spec)?).within(self.budget());
        self.overlay.iter().try_fold(source, |source, overlay| {
            Ok(source.overlaid(name(overlay), read(overlay)?))
        })
    }
}
