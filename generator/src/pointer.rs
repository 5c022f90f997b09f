//! Where a node stands in the document: a JSON Pointer (RFC 6901), and whether its key or its value is meant.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

/// How deep a place can be: no text that is read is nested deeper.
const DEEPEST: usize = 1_000;

/// A path from the root of the document to a node. Cheap to clone and to extend.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Pointer(Option<Arc<Step>>);

#[derive(PartialEq, Eq)]
struct Step {
    parent: Pointer,
    token: String,
}

impl Pointer {
    /// The document itself.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The property `token` of this object, or the item with this number of this list.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        Self(Some(Arc::new(Step {
            parent: self.clone(),
            token: token.to_string(),
        })))
    }

    /// The place that a reference such as `#/paths/~1pets/get` names: one that is deeper than any document is cut.
    #[must_use]
    pub fn of_reference(reference: &str) -> Self {
        let tokens = reference.split('/').skip(1).take(DEEPEST);
        tokens.fold(Self::root(), |pointer, token| {
            pointer.child(unescaped(token))
        })
    }

    /// The tokens from the root to here, unescaped.
    #[must_use]
    pub fn tokens(&self) -> Vec<&str> {
        let mut tokens = Vec::new();
        let mut here = self;
        while let Some(step) = &here.0 {
            tokens.push(step.token.as_str());
            here = &step.parent;
        }
        tokens.reverse();
        tokens
    }

    /// The key of the node, or its number in a list.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        self.0.as_ref().map(|step| step.token.as_str())
    }

    /// The object or list that the node stands in.
    #[must_use]
    pub fn parent(&self) -> Option<&Self> {
        self.0.as_ref().map(|step| &step.parent)
    }

    /// The node itself, where the document has it.
    pub(crate) fn find<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        document.pointer(self.to_string().trim_start_matches('#'))
    }

    /// The node itself, to be changed.
    pub(crate) fn find_mut<'v>(&self, document: &'v mut Value) -> Option<&'v mut Value> {
        document.pointer_mut(self.to_string().trim_start_matches('#'))
    }

    /// The key of the node.
    #[must_use]
    pub fn key(&self) -> Place {
        Place {
            pointer: self.clone(),
            part: KeyOrValue::Key { occurrence: 0 },
        }
    }

    /// The value of the node.
    #[must_use]
    pub fn value(&self) -> Place {
        Place {
            pointer: self.clone(),
            part: KeyOrValue::Value,
        }
    }

    /// The key of the node where it is written again, counted from 1.
    #[must_use]
    pub fn repeated_key(&self, occurrence: usize) -> Place {
        Place {
            pointer: self.clone(),
            part: KeyOrValue::Key { occurrence },
        }
    }
}

/// The way to a node, which becomes a pointer only where something is reported of it.
#[derive(Clone, Copy)]
pub(crate) enum Path<'p> {
    Root,
    Item(&'p Path<'p>, usize),
    Property(&'p Path<'p>, &'p str),
}

impl Path<'_> {
    pub(crate) fn pointer(self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Item(path, index) => path.pointer().child(index),
            Self::Property(path, key) => path.pointer().child(key),
        }
    }

    /// The key of the node, where it has one.
    pub(crate) fn key(&self) -> Option<&str> {
        match self {
            Self::Property(_, key) => Some(key),
            Self::Root | Self::Item(..) => None,
        }
    }

    /// The key of the object or list around it, where that has one.
    pub(crate) fn key_around(&self) -> Option<&str> {
        match self {
            Self::Property(path, _) | Self::Item(path, _) => path.key(),
            Self::Root => None,
        }
    }
}

/// A token of a reference as the key that it names: percent-encoded as a part of a URL, and escaped as a part of a pointer.
#[must_use]
pub fn unescaped(token: &str) -> String {
    percent_decoded(token).replace("~1", "/").replace("~0", "~")
}

/// A part of a URL without its percent-encoding.
#[must_use]
pub fn percent_decoded(token: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(token);
    decoded.decode_utf8_lossy().into_owned()
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        for token in self.tokens() {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A node of the document, and whether a diagnostic underlines its key or its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The node.
    pub pointer: Pointer,
    /// Its key or its value.
    pub part: KeyOrValue,
}

/// Whether the key or the value of a node is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyOrValue {
    /// The key in the parent object; `occurrence` tells repeated keys apart, counted from 0.
    Key {
        /// How many equal keys come before it in the same object.
        occurrence: usize,
    },
    /// The value.
    Value,
}
