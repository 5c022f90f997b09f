//! Objects, lists of items by their place, and their properties.

use super::Check;
use super::Docs;
use super::Name;
use super::Type;
use super::TypeReference;

/// An object of known properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// The properties.
    pub fields: Vec<Field>,
    /// The type of additional properties, where the schema has one.
    pub additional_properties: Option<Type>,
    /// The check of each of these.
    pub additional_check: Option<Box<Check>>,
    /// The property that holds a content, if another announces its type.
    pub content: Option<Content>,
}

/// A text, and what announces its content type.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The property that holds it.
    pub holder: Name,
    /// The property that announces its type, or has a key that does.
    pub announcing: Name,
    /// The key.
    pub key: Option<String>,
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type, without what `presence` says.
    pub ty: Type,
    /// Whether it has to be there, and whether it may be `null`.
    pub presence: Presence,
    /// The only value that is known, where an object is made with it: nobody has to give it.
    pub preset: Option<Preset>,
    /// Whether it stands in requests, in responses, or in both.
    pub side: Side,
    /// Whether it only informs, so that a value that cannot be read is as if it were absent.
    pub informative: bool,
    /// What it is checked for when it is sent.
    pub check: Option<Box<Check>>,
    /// The example that the document has.
    pub example: Option<serde_json::Value>,
    /// What its absence means, as the document says.
    pub default: Option<serde_json::Value>,
    /// What it is.
    pub docs: Docs,
}

/// The only value that is known of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Preset {
    /// A text, a whole number or a boolean, by which unions know the object.
    Tag(serde_json::Value),
    /// A value of an enumeration.
    Value(TypeReference, Name),
    /// `true` or `false`.
    Boolean(bool),
}

/// Where a property stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// In requests and responses.
    #[default]
    Both,
    /// `readOnly`: in responses only.
    Response,
    /// `writeOnly`: in requests only.
    Request,
}

impl Field {
    /// Whether it has to be there.
    #[must_use]
    pub fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Nullable)
    }

    /// Whether a value has to be given when the object is made.
    #[must_use]
    pub fn is_argument(&self) -> bool {
        self.is_required() && self.preset().is_none()
    }

    /// The value with which an object is made.
    #[must_use]
    pub fn preset(&self) -> Option<&Preset> {
        let preset = self.preset.as_ref();
        preset.filter(|_| self.presence == Presence::Required)
    }
}

/// Whether a property has to be there, and whether it may be `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is there, and not `null`.
    Required,
    /// It is there, and may be `null`.
    Nullable,
    /// It may be missing, and is not `null`.
    Optional,
    /// It may be missing, and it may be `null`: two different things in a request.
    OptionalNullable,
}

/// A list of items that are each described by their place.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple {
    /// The items in their order, those that may be missing after the others, and then all further ones.
    pub fields: Vec<Field>,
    /// Whether the last field is all further items.
    pub has_others: bool,
}

impl Tuple {
    /// The items that have a place, and all further ones.
    #[must_use]
    pub fn split(&self) -> (&[Field], Option<&Field>) {
        match self.fields.split_last() {
            Some((others, items)) if self.has_others => (items, Some(others)),
            _ => (&self.fields, None),
        }
    }
}
