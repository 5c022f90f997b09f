//! The document a run starts from, and what stands around the crate that it becomes.

use crate::Selection;

/// An OpenAPI document as it was read, before anything is understood of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    surroundings: Surroundings,
    is_lenient: bool,
    crate_name: Option<String>,
    selection: Selection,
}

/// What generated files say of things outside them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// The document, as headers call it.
    pub document: String,
    /// The folder of `client-runtime`, as seen from the folder of the crate.
    pub runtime: String,
    /// The part of the manifest that is written by hand: what tests and examples of the crate need, and where they are. They
    /// are targets of the crate, since a package that depended on it could not be loaded while the crate is deleted.
    pub targets: Option<String>,
}

impl Source {
    /// A document of this text, called `name` in diagnostics and headers; its crate stands beside the generator.
    ///
    /// A byte order mark at the start is dropped: it is no part of YAML or JSON.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let name = name.into();
        let surroundings = Surroundings {
            document: name.clone(),
            runtime: "../generator/runtime".to_owned(),
            targets: None,
        };
        Self {
            name,
            text,
            surroundings,
            is_lenient: false,
            crate_name: None,
            selection: Selection::default(),
        }
    }

    /// The same document, in which a mistake with a sensible reading is a warning.
    #[must_use]
    pub fn leniently(mut self) -> Self {
        self.is_lenient = true;
        self
    }

    /// The same document for a crate of this name, in place of one that is made from the title.
    #[must_use]
    pub fn called(mut self, crate_name: impl Into<String>) -> Self {
        self.crate_name = Some(crate_name.into());
        self
    }

    /// The same document for a crate with some of its operations.
    #[must_use]
    pub fn only(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// The same document for a crate among other things.
    #[must_use]
    pub fn among(mut self, surroundings: Surroundings) -> Self {
        self.surroundings = surroundings;
        self
    }

    /// The name by which diagnostics call the document.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether a mistake with a sensible reading is a warning.
    #[must_use]
    pub fn is_lenient(&self) -> bool {
        self.is_lenient
    }

    /// The name of the crate, where it is not made from the title.
    #[must_use]
    pub fn crate_name(&self) -> Option<&str> {
        self.crate_name.as_deref()
    }

    /// The operations that the crate has.
    #[must_use]
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What stands around the crate.
    #[must_use]
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
