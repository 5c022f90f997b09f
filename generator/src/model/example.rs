//! Example values, checked against the types they are for.

use serde_json::Value;

use super::Format;
use super::Name;
use super::Type;
use super::TypeReference;
use super::Unit;

/// A call with example values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Example {
    /// The arguments in their order, each with the name it goes by.
    pub arguments: Vec<(Name, Sample)>,
    /// The setters.
    pub setters: Vec<(Name, Sample)>,
}

/// An example value.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(serde_json::Number),
    /// A number with a fraction.
    Number(f64),
    /// Text.
    String(String),
    /// Text that is a whole body.
    RawBody(String),
    /// The properties of an object as parts.
    Multipart(Value),
    /// Text of a format, or the digits of an exact number.
    Format(Format, String),
    /// Any JSON value.
    Any(Value),
    /// A length of time.
    Duration(u64, Unit),
    /// A list of one item or more.
    List(Vec<Sample>),
    /// A list without items, and of what it is where nothing else tells.
    EmptyList(Option<Type>),
    /// An object of any keys.
    Map(Vec<(String, Sample)>),
    /// `null`.
    Null,
    /// A value where `null` could be.
    Given(Box<Sample>),
    /// Text of a type of its own.
    Text {
        /// The type.
        ty: TypeReference,
        /// Whether making it can fail.
        checked: bool,
        /// The text.
        value: String,
    },
    /// A known text of an enumeration.
    Variant {
        /// The type.
        ty: TypeReference,
        /// The variant.
        name: Name,
    },
    /// An object of known properties.
    Structure {
        /// The type.
        ty: TypeReference,
        /// The properties that have a value, in their order.
        properties: Vec<(Name, Sample)>,
    },
    /// One type of a union.
    Union {
        /// The type.
        ty: TypeReference,
        /// The variant.
        name: Name,
        /// Whether the value converts into the union.
        converts: bool,
        /// The value of it.
        value: Box<Sample>,
    },
}
