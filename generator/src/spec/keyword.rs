//! What many objects share: text with its place, and "an object or a reference to one".

use std::ops::Deref;

use serde_json::Value;

use super::read::Read;
use super::read::object;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;

/// Text, and where it stands.
#[derive(Clone, Debug)]
pub struct Text {
    /// Where it stands.
    pub at: Pointer,
    /// The text.
    pub value: String,
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

impl Text {
    /// A text that the document does not have, where it should stand.
    pub(super) fn at(at: &Pointer, value: &str) -> Self {
        Self {
            at: at.clone(),
            value: value.to_owned(),
        }
    }
}

impl Read for Text {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        String::read(value, at, report).map(|value| Self {
            at: at.clone(),
            value,
        })
    }
}

/// An object, or a reference to one.
#[derive(Clone, Debug)]
pub enum RefOr<T> {
    /// The object itself.
    Here(T),
    /// `$ref`.
    Reference(Reference),
}

object! {
    /// A reference object.
    pub struct Reference: REFERENCE {
        pub target: Text = required("$ref"),
        /// In place of the target's.
        pub summary: Option<Text> = optional("summary"),
        /// In place of the target's.
        pub description: Option<Text> = optional("description"),
    }
}

impl<T: Read> Read for RefOr<T> {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        match value.get("$ref") {
            Some(_) => Reference::read(value, at, report).map(Self::Reference),
            None => T::read(value, at, report).map(Self::Here),
        }
    }
}
