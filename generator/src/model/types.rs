//! Types: what a schema becomes.

use super::Check;
use super::Constraints;
use super::Docs;
use super::Enumeration;
use super::Field;
use super::Format;
use super::Media;
use super::Multipart;
use super::Name;
use super::Response;
use super::Structure;
use super::Tuple;
use super::Union;

/// The type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// A number with a fraction.
    Number,
    /// A number that is sent as one, and may also come as text.
    NumberOrText(Box<Type>),
    /// Text.
    String,
    /// Text of a format, or an exact number, which the runtime has a type for.
    Format(Format),
    /// Any JSON value.
    Any,
    /// Bytes or text that are a whole body.
    RawBody,
    /// A file in a body of parts.
    Part,
    /// Parts that are described nowhere.
    Multipart,
    /// A length of time, counted on the wire in this unit.
    Duration(Unit),
    /// A list of items.
    List(Box<Type>),
    /// An object of any keys, with values of one type.
    Map {
        /// The type of the keys, where they are texts of a type of their own.
        key: Option<TypeReference>,
        /// The type of the values.
        value: Box<Type>,
    },
    /// A value or `null`: of items and of values of a map.
    Nullable(Box<Type>),
    /// The same, on the heap: where a type would contain itself, or one that is held apart.
    Boxed(Box<Type>),
    /// A type of the generated crate.
    Named(TypeReference),
}

impl Type {
    /// An object of any keys, with values of this type.
    #[must_use]
    pub fn map_of(value: Self) -> Self {
        Self::Map {
            key: None,
            value: Box::new(value),
        }
    }

    /// The type of the generated crate that it is, or is made of.
    #[must_use]
    pub fn named(&self) -> Option<&TypeReference> {
        match self {
            Self::Named(reference) => Some(reference),
            Self::List(inner)
            | Self::Map { value: inner, .. }
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.named(),
            Self::Boolean
            | Self::Integer(_)
            | Self::Number
            | Self::NumberOrText(_)
            | Self::String
            | Self::Format(_)
            | Self::Any
            | Self::RawBody
            | Self::Part
            | Self::Multipart
            | Self::Duration(_) => None,
        }
    }

    /// The types of the keys of the maps in it.
    #[must_use]
    pub fn keys(&self) -> Vec<&TypeReference> {
        match self {
            Self::Map { key, value } => key.iter().chain(value.keys()).collect(),
            Self::List(inner) | Self::Nullable(inner) | Self::Boxed(inner) => inner.keys(),
            Self::Named(_)
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number
            | Self::NumberOrText(_)
            | Self::String
            | Self::Format(_)
            | Self::Any
            | Self::RawBody
            | Self::Part
            | Self::Multipart
            | Self::Duration(_) => Vec::new(),
        }
    }
}

impl Type {
    /// Whether there are numbers in it that may come as text.
    #[must_use]
    pub fn reads_text_as_numbers(&self) -> bool {
        match self {
            Self::NumberOrText(_) => true,
            Self::List(inner)
            | Self::Map { value: inner, .. }
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.reads_text_as_numbers(),
            Self::Boolean
            | Self::Integer(_)
            | Self::Number
            | Self::String
            | Self::Format(_)
            | Self::Any
            | Self::RawBody
            | Self::Part
            | Self::Multipart
            | Self::Duration(_)
            | Self::Named(_) => false,
        }
    }
}

/// The width of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// 8 bits with a sign.
    I8,
    /// 16 bits with a sign.
    I16,
    /// 32 bits with a sign.
    I32,
    /// 64 bits with a sign.
    I64,
    /// 8 bits without a sign.
    U8,
    /// 16 bits without a sign.
    U16,
    /// 32 bits without a sign.
    U32,
    /// 64 bits without a sign.
    U64,
}

impl Integer {
    /// What Rust calls it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
        }
    }
}

/// The unit in which a length of time is counted on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `x-unit: seconds`.
    Seconds,
    /// `x-unit: milliseconds`.
    Milliseconds,
}

/// A type of the generated crate, by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TypeReference {
    /// Its Rust name.
    pub name: String,
    /// Where it is defined.
    pub home: Home,
}

/// Where a type is defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Home {
    /// In the module of shared types.
    Shared,
    /// In the file of the operation that uses it.
    Operation,
}

/// A type of the generated crate.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDefinition {
    /// Its name; on the wire that of the schema, or what it was derived from.
    pub name: Name,
    /// What it is.
    pub docs: Docs,
    /// Whether the document names it, as a component or with `x-rust-name`: then it is a type of its own, even if another is
    /// equal.
    pub is_named: bool,
    /// Where it is used.
    pub usage: Usage,
    /// Whether it is sent, and something in it is checked before.
    pub is_checked: bool,
    /// Whether what holds it keeps it where the compiler does not look into it.
    pub is_apart: bool,
    /// Whether it is read where a union compares how well its types fit.
    pub is_compared: bool,
    /// The struct that `new` takes its required properties in, where they are given by name.
    pub required: Option<Name>,
    /// The Cargo features any of which compiles it; none where it is always compiled.
    pub features: Vec<String>,
    /// What it looks like.
    pub shape: Shape,
}

impl TypeDefinition {
    /// Its name, and that of the struct of what it requires.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        std::iter::once(&self.name).chain(&self.required)
    }

    /// Whether it is an object of which one property holds a content.
    #[must_use]
    pub fn has_content(&self) -> bool {
        matches!(&self.shape, Shape::Structure(structure) if structure.content.is_some())
    }
}

/// Where a type is used: it can be built for a request, read from a response, or both, and be the keys of a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// In a request.
    pub request: bool,
    /// In a response.
    pub response: bool,
    /// For the keys of a map.
    pub key: bool,
}

/// What a type of the generated crate looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object of known properties.
    Structure(Structure),
    /// One of several values, open to values not known yet.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// A list of items that are each described by their place.
    Tuple(Tuple),
    /// Text that is told apart from other text.
    Text(Text),
    /// The parts of a body.
    Parts(Parts),
    /// One of several kinds of body.
    Bodies(Vec<BodyKind>),
    /// The headers of responses.
    Headers(Vec<Field>),
    /// One of several kinds of response.
    Responses(Vec<ResponseKind>),
    /// One of several kinds of event.
    Events(Vec<EventKind>),
}

impl Type {
    /// Whether several types convert into this one without failing; `shape` knows the shapes of types with names.
    pub fn takes_into<'s>(&self, shape: impl FnOnce(&TypeReference) -> Option<&'s Shape>) -> bool {
        match self {
            Self::String
            | Self::Format(_)
            | Self::Any
            | Self::RawBody
            | Self::Part
            | Self::Multipart => true,
            Self::Named(reference) => match shape(reference) {
                Some(Shape::Union(_) | Shape::Bodies(_)) => true,
                Some(Shape::Text(text)) => !text.is_checked(),
                Some(
                    Shape::Structure(_)
                    | Shape::Tuple(_)
                    | Shape::Enumeration(_)
                    | Shape::Parts(_)
                    | Shape::Headers(_)
                    | Shape::Responses(_)
                    | Shape::Events(_),
                )
                | None => false,
            },
            Self::Boolean
            | Self::Integer(_)
            | Self::Number
            | Self::NumberOrText(_)
            | Self::Duration(_)
            | Self::List(_)
            | Self::Map { .. }
            | Self::Nullable(_)
            | Self::Boxed(_) => false,
        }
    }
}

impl Shape {
    /// The properties of an object, the parts of a form, or the items of a list that have a place.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match self {
            Self::Structure(structure) => &structure.fields,
            Self::Parts(parts) => &parts.fields,
            Self::Tuple(tuple) => &tuple.fields,
            Self::Enumeration(_)
            | Self::Union(_)
            | Self::Text(_)
            | Self::Bodies(_)
            | Self::Headers(_)
            | Self::Responses(_)
            | Self::Events(_) => &[],
        }
    }

    /// The same, to be changed.
    pub fn fields_mut(&mut self) -> &mut [Field] {
        match self {
            Self::Structure(structure) => &mut structure.fields,
            Self::Parts(parts) => &mut parts.fields,
            Self::Tuple(tuple) => &mut tuple.fields,
            Self::Enumeration(_)
            | Self::Union(_)
            | Self::Text(_)
            | Self::Bodies(_)
            | Self::Headers(_)
            | Self::Responses(_)
            | Self::Events(_) => &mut [],
        }
    }

    /// Whether a value of `ty` converts into one of this: it does when no two of its types are that.
    #[must_use]
    pub fn takes(&self, ty: &Type) -> bool {
        let types: Vec<&Type> = match self {
            Self::Union(union) => union.variants.iter().map(|one| &one.ty).collect(),
            Self::Bodies(kinds) => kinds.iter().map(|kind| &kind.ty).collect(),
            Self::Structure(_)
            | Self::Tuple(_)
            | Self::Enumeration(_)
            | Self::Text(_)
            | Self::Parts(_)
            | Self::Headers(_)
            | Self::Responses(_)
            | Self::Events(_) => Vec::new(),
        };
        let alike = types.into_iter().filter(|one| *one == ty);
        *ty != Type::Any && alike.count() == 1
    }
}

/// A kind of response that an operation gives beside others.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseKind {
    /// Its name.
    pub name: Name,
    /// The status, or the range of it, as the document writes it.
    pub status: String,
    /// What comes back.
    pub response: Response,
    /// What it is.
    pub docs: Docs,
}

/// A kind of event that a stream has beside others.
#[derive(Clone, Debug, PartialEq)]
pub struct EventKind {
    /// Its name.
    pub name: Name,
    /// The types of event that it is, on the wire; none where it is every other.
    pub events: Vec<String>,
    /// The type of its data, if it has any.
    pub ty: Option<Type>,
    /// Whether its data is a JSON text also where it is a text.
    pub is_json: bool,
    /// What it is.
    pub docs: Docs,
}

/// The parts of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// The parts.
    pub fields: Vec<Field>,
    /// How they are written.
    pub multipart: Multipart,
}

/// A kind of body that an operation takes beside others.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyKind {
    /// Its name: on the wire the media type.
    pub name: Name,
    /// What is given for it.
    pub ty: Type,
    /// What it is checked for.
    pub check: Option<Box<Check>>,
    /// How it is written.
    pub media: Media,
    /// What it is.
    pub docs: Docs,
}

/// Text that is told apart from other text, with what it is checked for when it is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// What it has to keep to.
    pub constraints: Constraints,
    /// Whether it is a UUID.
    pub uuid: bool,
    /// Whether it is kept out of `Debug` output and errors.
    pub sensitive: bool,
    /// Whether it becomes a segment of a path, which can be neither empty nor `.` nor `..`.
    pub path_segment: bool,
}

impl Text {
    /// Whether making one can fail.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        !self.constraints.is_empty() || self.uuid || self.path_segment
    }
}
