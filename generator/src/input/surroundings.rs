//! What stands around the crate that a document becomes: where it lies among other things is no part of the document.

/// What generated files say of things outside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// The document, as headers call it.
    pub document: String,
    /// The command that writes the files, as headers call it.
    pub command: String,
    /// Where the crate finds the library that it stands on.
    pub runtime: Runtime,
    /// Where the crate may be published.
    pub publish: Publish,
    /// The part of the manifest that is written by hand: what tests and examples of the crate need, and where they are. They
    /// are targets of the crate, since a package that depended on it could not be loaded while the crate is deleted.
    pub targets: Option<String>,
}

/// Where a crate finds `client-runtime`, the library that generated clients stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// In a folder: its path as seen from the folder of the crate, with forward slashes.
    Path(String),
    /// In the registry, in a version that meets this requirement.
    Version(String),
    /// In a git repository.
    Git {
        /// Where the repository is.
        url: String,
        /// The commit, the tag or whatever else git knows by this name; without it, the default branch.
        revision: Option<String>,
    },
    /// In the crate itself, as the module `client_runtime`: the crate needs no other package of this project.
    Vendored,
}

/// Where a crate may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Publish {
    /// Nowhere: Cargo refuses to.
    Nowhere,
    /// Where the workspace says.
    Workspace,
    /// To this registry: `crates-io`, or one of Cargo's configuration.
    Registry(String),
}

impl Surroundings {
    /// A crate that has all it needs in itself, of a document that headers call so.
    pub fn of(document: impl Into<String>) -> Self {
        Self {
            document: document.into(),
            command: COMMAND.to_owned(),
            runtime: Runtime::Vendored,
            publish: Publish::Nowhere,
            targets: None,
        }
    }

    /// The same, with the library in this folder.
    #[must_use]
    pub fn with_runtime_at(mut self, path: impl Into<String>) -> Self {
        self.runtime = Runtime::Path(path.into());
        self
    }

    /// The same, with the part of the manifest that is written by hand.
    #[must_use]
    pub fn with_targets(mut self, targets: impl Into<String>) -> Self {
        self.targets = Some(targets.into());
        self
    }
}

/// The name of the command of this package.
pub const COMMAND: &str = "openapi-crate";
