//! A public item of a client.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Docs;
use crate::pointer::Pointer;
use crate::surface::aspect::Aspect;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The crate.
    Crate,
    /// A function of the builder of the client, or of the type of its servers.
    Setting,
    /// A group of operations.
    Resource,
    /// An operation.
    Operation,
    /// What is given for a call: a parameter, the body, a property of it.
    Input,
    /// An error that the client knows by name.
    Condition,
    /// What the server sends by itself.
    Webhook,
    /// A type.
    Type,
    /// A property of an object, or an item of a list that has a place.
    Field,
    /// One of several values, or of several types.
    Variant,
}

impl Kind {
    /// What messages call it.
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Crate => "crate",
            Self::Setting => "setting of the client",
            Self::Resource => "resource",
            Self::Operation => "operation",
            Self::Input => "input",
            Self::Condition => "error condition",
            Self::Webhook => "webhook",
            Self::Type => "type",
            Self::Field => "field",
            Self::Variant => "variant",
        }
    }
}

/// A public item of a client.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its Rust path; of what is given for a call, the path of the operation and its name.
    pub path: String,
    /// The path of the item that it belongs to: it comes and goes with that.
    pub parent: Option<String>,
    /// What tells it from others of its kind in the same parent, whatever it is called in Rust.
    pub wire: String,
    /// Where it stands in the document.
    pub at: Pointer,
    /// Whether the document says all by where it stands: then another item there is the same, by another name.
    pub is_known_by_place: bool,
    /// What has to be given, in its order.
    pub arguments: Vec<String>,
    aspects: BTreeMap<Aspect, String>,
}

impl Item {
    pub(super) fn new(
        kind: Kind,
        path: String,
        parent: Option<&str>,
        wire: &str,
        at: Pointer,
    ) -> Self {
        Self {
            kind,
            path,
            parent: parent.map(str::to_owned),
            wire: wire.to_owned(),
            at,
            is_known_by_place: false,
            arguments: Vec::new(),
            aspects: BTreeMap::new(),
        }
    }

    pub(super) fn with(mut self, aspect: Aspect, value: impl Into<String>) -> Self {
        self.aspects.insert(aspect, value.into());
        self
    }

    pub(super) fn with_some(self, aspect: Aspect, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(aspect, value),
            None => self,
        }
    }

    pub(super) fn with_if(self, aspect: Aspect, is_there: bool) -> Self {
        self.with_some(aspect, is_there.then_some(""))
    }

    /// The same with its docs.
    pub(super) fn documented(self, docs: &Docs) -> Self {
        let Docs {
            summary,
            description,
            notes,
            deprecated,
        } = docs;
        let texts = summary.iter().chain(description).cloned();
        let texts = texts.collect::<Vec<String>>().join("\n");
        let notes = notes.join(" ");
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        self.with_some(Aspect::Docs, some(texts))
            .with_some(Aspect::Notes, some(notes))
            .with_if(Aspect::Deprecated, *deprecated)
    }

    /// What is said of it.
    pub fn aspects(&self) -> impl Iterator<Item = (Aspect, &str)> {
        let aspects = self.aspects.iter();
        aspects.map(|(aspect, value)| (*aspect, value.as_str()))
    }

    /// One thing that is said of it.
    #[must_use]
    pub fn get(&self, aspect: Aspect) -> Option<&str> {
        self.aspects.get(&aspect).map(String::as_str)
    }
}
