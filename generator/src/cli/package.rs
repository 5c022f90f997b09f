//! How the crate is a package among others: where it finds the runtime, where it may be published, what its manifest has by hand.

use std::path::Path;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use generator::Budget;
use generator::COMMAND;
use generator::Publish;
use generator::Runtime;
use generator::Surroundings;
use semver::VersionReq;

use super::OUT;
use super::SPEC;
use super::quoted;
use super::relative;
use super::spec_file;

/// Tests and examples of the client of this project, as a part of its manifest.
const TARGETS: &str = "tests/targets.toml";
/// The library that the client of this project stands on.
const RUNTIME: &str = "generator/runtime";

/// The options about the crate as a package.
#[derive(Debug, Args)]
pub(crate) struct Package {
    /// Where the crate finds the library that it stands on: `vendored` into it, `path=DIR`, `version=REQUIREMENT` in the registry, or
    /// `git=URL#REVISION`. The client of this project finds it by its path [default: vendored]
    #[arg(long, value_name = "WHERE")]
    runtime: Option<Place>,
    /// Let the crate be published to this registry: `crates-io`, or a name of Cargo's configuration
    #[arg(long, value_name = "REGISTRY", value_parser = registry)]
    publish: Option<String>,
    /// A part of the manifest that is written by hand: `[dev-dependencies]`, and where tests and examples are.
    #[arg(long, value_name = "FILE")]
    targets: Option<PathBuf>,
}

/// Where the runtime is, as seen from the folder of the command.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Vendored,
    Path(PathBuf),
    Version(String),
    Git {
        url: String,
        revision: Option<String>,
    },
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=').unwrap_or((text, "")) {
            ("vendored", "") => Ok(Self::Vendored),
            ("path", "") => beside_the_generator().ok_or_else(|| {
                "write the folder of client-runtime, as in `path=../generator/runtime`".to_owned()
            }),
            ("path", folder) => Ok(Self::Path(PathBuf::from(folder))),
            ("version", "") => Ok(Self::Version(env!("CARGO_PKG_VERSION").to_owned())),
            ("version", requirement) => match VersionReq::parse(requirement) {
                Ok(_) => Ok(Self::Version(requirement.to_owned())),
                Err(error) => Err(error.to_string()),
            },
            ("git", "") => Err(
                "write where the repository is, as in `git=https://example.com/repository#v1`"
                    .to_owned(),
            ),
            ("git", url) => {
                let (url, revision) = url
                    .split_once('#')
                    .map_or((url, None), |(url, name)| (url, Some(name)));
                Ok(Self::Git {
                    url: url.to_owned(),
                    revision: revision.map(str::to_owned),
                })
            }
            _ => Err(
                "write `vendored`, `path=DIR`, `version=REQUIREMENT` or `git=URL#REVISION`"
                    .to_owned(),
            ),
        }
    }
}

/// The runtime of the clone that `cargo run` is run in: Cargo says where that is.
fn beside_the_generator() -> Option<Place> {
    let is_own = is_run_by_cargo();
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").filter(|_| is_own)?;
    Some(Place::Path(Path::new(&folder).join("runtime")))
}

/// Whether it was started by `cargo run` in this project.
pub(crate) fn is_run_by_cargo() -> bool {
    std::env::var("CARGO_PKG_NAME").is_ok_and(|name| name == env!("CARGO_PKG_NAME"))
}

fn registry(name: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(is_plain) {
        Ok(name.to_owned())
    } else {
        Err("a registry is called in letters, digits and `-`".to_owned())
    }
}

impl Package {
    /// What stands around the crate in the folder `out`, of a document that headers call so.
    pub(crate) fn surroundings(
        &self,
        document: String,
        spec: &Path,
        out: &Path,
    ) -> Result<Surroundings, String> {
        let project = project(spec, out);
        let mut surroundings = Surroundings::of(document);
        if let Some(project) = &project {
            "cargo run".clone_into(&mut surroundings.command);
            surroundings.publish = Publish::Workspace;
            surroundings.runtime = Runtime::Path(relative::path(out, &project.join(RUNTIME)));
        }
        if let Some(place) = &self.runtime {
            surroundings.runtime = place.seen_from(out);
        }
        if let Some(registry) = &self.publish {
            surroundings.publish = Publish::Registry(registry.clone());
        }
        let of_project = project.map(|project| project.join(TARGETS));
        let targets = self
            .targets
            .clone()
            .or(of_project.filter(|path| path.is_file()));
        surroundings.targets = targets.map(|path| read(&path)).transpose()?;
        Ok(surroundings)
    }

    /// The file that `--targets` names.
    pub(crate) fn targets(&self) -> Option<&Path> {
        self.targets.as_deref()
    }

    /// The options as they are typed.
    pub(crate) fn options(&self) -> impl Iterator<Item = String> {
        let runtime = self.runtime.as_ref().map(Place::typed);
        let runtime = runtime.map(|place| format!(" --runtime {}", quoted(Path::new(&place))));
        let publish = self
            .publish
            .as_ref()
            .map(|name| format!(" --publish {name}"));
        let targets = self
            .targets
            .as_ref()
            .map(|path| format!(" --targets {}", quoted(path)));
        runtime.into_iter().chain(publish).chain(targets)
    }
}

impl Place {
    fn seen_from(&self, out: &Path) -> Runtime {
        match self {
            Self::Vendored => Runtime::Vendored,
            Self::Path(folder) => Runtime::Path(relative::path(out, folder)),
            Self::Version(requirement) => Runtime::Version(requirement.clone()),
            Self::Git { url, revision } => Runtime::Git {
                url: url.clone(),
                revision: revision.clone(),
            },
        }
    }

    fn typed(&self) -> String {
        match self {
            Self::Vendored => "vendored".to_owned(),
            Self::Path(folder) => format!("path={}", folder.display()),
            Self::Version(requirement) => format!("version={requirement}"),
            Self::Git {
                url,
                revision: None,
            } => format!("git={url}"),
            Self::Git {
                url,
                revision: Some(name),
            } => format!("git={url}#{name}"),
        }
    }
}

/// The name of the command, as one types it here.
pub(crate) fn command() -> &'static str {
    if is_run_by_cargo() {
        "cargo run"
    } else {
        COMMAND
    }
}

/// The folder of this project, where the crate is the client of its own description. How the paths were typed does not matter.
pub(crate) fn project(spec: &Path, out: &Path) -> Option<PathBuf> {
    let spec = spec.canonicalize().ok()?;
    let folder = spec.ancestors().nth(Path::new(SPEC).components().count())?;
    let is_own = folder.join(SPEC) == spec
        && relative::path(folder, out) == OUT
        && folder.join(RUNTIME).join("Cargo.toml").is_file();
    is_own.then(|| folder.to_owned())
}

fn read(path: &Path) -> Result<String, String> {
    spec_file::read(path, Budget::default()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Result<Place, String> {
        text.parse()
    }

    #[test]
    fn a_place_is_typed_as_it_is_read() {
        for text in [
            "vendored",
            "path=../runtime",
            "version=0.1",
            "git=https://example.com/a",
            "git=https://example.com/a#v1",
        ] {
            assert_eq!(place(text).unwrap().typed(), text);
        }
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            place("version").unwrap().typed(),
            format!("version={version}")
        );
    }

    #[test]
    fn another_place_is_an_error_that_says_what_to_write() {
        for text in ["", "vendor", "vendored=a", "git", "version=latest"] {
            assert!(place(text).is_err(), "{text}");
        }
        let error = place("crates-io").unwrap_err();
        assert_eq!(
            error,
            "write `vendored`, `path=DIR`, `version=REQUIREMENT` or `git=URL#REVISION`"
        );
    }
}
