//! One of several values, or of several types.

use super::Check;
use super::Docs;
use super::Name;
use super::Type;

/// One of several values.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// What the values are.
    pub scalar: Scalar,
    /// The values that are known.
    pub values: Vec<Value>,
    /// Whether the document takes any other as well: then the values tell nothing of what has one.
    pub is_open: bool,
}

/// What the values of an enumeration are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// Texts.
    Text,
    /// Whole numbers of 64 bits.
    Integer,
    /// Numbers with a fraction.
    Number,
    /// Values of more than one kind.
    Mixed,
}

impl Scalar {
    /// Whether all values are numbers.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Integer | Self::Number)
    }

    /// Whether a value is one.
    #[must_use]
    pub fn is_of(self, value: &serde_json::Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Integer => value.is_i64(),
            Self::Number => value.is_number(),
            Self::Mixed => !value.is_array() && !value.is_object(),
        }
    }
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The value as text, and the variant made from it.
    pub name: Name,
    /// The value as it is sent.
    pub json: serde_json::Value,
    /// What it is.
    pub description: Option<String>,
}

impl Value {
    /// Whether it is this one: a number however it is written.
    #[must_use]
    pub fn is(&self, value: &serde_json::Value) -> bool {
        Self::key(&self.json) == Self::key(value)
    }

    /// What values are told apart by: of a number, its amount.
    #[must_use]
    pub fn key(value: &serde_json::Value) -> String {
        let amount = value.as_f64();
        amount.map_or_else(
            || value.to_string(),
            |amount| format!("{:?}", amount.to_bits()),
        )
    }
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The discriminator, if there is one.
    pub discriminator: Option<Discriminator>,
    /// Whether the kind of a JSON value tells its type: a text from a list, from an object.
    pub is_by_kind: bool,
    /// The types.
    pub variants: Vec<Variant>,
}

impl Union {
    /// A union of which no pass has found out yet what tells its types apart.
    #[must_use]
    pub fn new(discriminator: Option<Discriminator>, variants: Vec<Variant>) -> Self {
        Self {
            discriminator,
            is_by_kind: false,
            variants,
        }
    }

    /// The discriminator, where this has it.
    #[must_use]
    pub fn discriminator_of(&self, owner: DiscriminatorOwner) -> Option<&Discriminator> {
        let discriminator = self.discriminator.as_ref();
        discriminator.filter(|one| one.owner == owner)
    }
}

/// The property that tells which type of a union a value is of.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// Its name.
    pub property: String,
    /// What has it.
    pub owner: DiscriminatorOwner,
}

/// What has the property that tells the types of a union apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiscriminatorOwner {
    /// The union, which writes and reads it: its types are without.
    Union,
    /// Each of its variants that describes it.
    Variants,
}

/// A property that a union writes.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Its name on the wire.
    pub property: String,
    /// Its value.
    pub value: serde_json::Value,
    /// Whether the value of the type counts, where it has one: this is the default of a property of several.
    pub unless_set: bool,
}

/// A type of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its name.
    pub name: Name,
    /// The values of the discriminator that mean it: texts, whole numbers or booleans.
    pub values: Vec<serde_json::Value>,
    /// Whether it is what a value is whose discriminator is absent, or means none of the types.
    pub is_default: bool,
    /// What a value of this type has, or does not have at all.
    pub marks: Vec<Mark>,
    /// What the union writes for it, where the type has it not, or not always.
    pub written: Option<Written>,
    /// The type.
    pub ty: Type,
    /// Its check when it is sent.
    pub check: Option<Box<Check>>,
    /// What it is.
    pub docs: Docs,
}

impl Variant {
    /// A type of a union, which these values of its discriminator mean.
    #[must_use]
    pub fn new(name: Name, values: Vec<serde_json::Value>, ty: Type) -> Self {
        Self {
            name,
            values,
            is_default: false,
            marks: Vec::new(),
            written: None,
            ty,
            check: None,
            docs: Docs::default(),
        }
    }
}

/// A property that tells a type of a union from others.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Its name.
    pub property: String,
    /// The values that it has in this type, all of one kind: texts, whole numbers or booleans.
    pub values: Vec<serde_json::Value>,
}
