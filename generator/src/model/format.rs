//! Formats that the runtime has types for.

use std::collections::BTreeSet;

use super::Api;
use super::Body;
use super::Operation;
use super::Resource;
use super::Shape;
use super::Type;
use super::TypeDefinition;

/// A format that the runtime has a type for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `format: byte`, `contentEncoding: base64`.
    Base64,
    /// `format: date`.
    Date,
    /// `format: date-time`.
    DateTime,
    /// `format: decimal` of text.
    Decimal,
    /// `format: decimal` of numbers.
    DecimalNumber,
    /// `format: time`.
    Time,
    /// `format: uri`, `format: url`.
    Uri,
    /// `format: uuid`.
    Uuid,
}

impl Format {
    /// The type of the runtime.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self {
            Self::Base64 => "Base64",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Decimal => "Decimal",
            Self::DecimalNumber => "DecimalNumber",
            Self::Time => "Time",
            Self::Uri => "Uri",
            Self::Uuid => "Uuid",
        }
    }

    /// The feature of the runtime that reads it as the type of another crate, which is called so too.
    #[must_use]
    pub fn feature(self) -> Option<&'static str> {
        match self {
            Self::Base64 => None,
            Self::Date | Self::DateTime | Self::Time => Some("jiff"),
            Self::Decimal | Self::DecimalNumber => Some("rust_decimal"),
            Self::Uri => Some("url"),
            Self::Uuid => Some("uuid"),
        }
    }
}

impl Type {
    /// The format of its text, or of the texts that it is made of.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        match self {
            Self::Format(format) => Some(*format),
            Self::List(inner)
            | Self::Map { value: inner, .. }
            | Self::Nullable(inner)
            | Self::Boxed(inner) => inner.format(),
            Self::Boolean
            | Self::Integer(_)
            | Self::Number
            | Self::String
            | Self::Any
            | Self::RawBody
            | Self::Part
            | Self::Duration(_)
            | Self::Named(_) => None,
        }
    }
}

impl Api {
    /// The formats of all texts in calls and types.
    #[must_use]
    pub fn formats(&self) -> BTreeSet<Format> {
        let mut formats = BTreeSet::new();
        let mut add = |ty: &Type| formats.extend(ty.format());
        self.types.iter().for_each(|one| one.visit(&mut add));
        self.root.visit(&mut add);
        formats
    }
}

impl Resource {
    fn visit(&self, see: &mut impl FnMut(&Type)) {
        for operation in &self.operations {
            operation.visit(see);
        }
        for resource in &self.resources {
            resource.visit(see);
        }
    }
}

impl Operation {
    fn visit(&self, see: &mut impl FnMut(&Type)) {
        self.parameters.iter().for_each(|one| see(&one.ty));
        match &self.body {
            Body::None => {}
            Body::Value { ty, .. } => see(ty),
            Body::Members { fields, .. } => fields.iter().for_each(|field| see(&field.ty)),
        }
        let failures = self.failures.iter().filter_map(|one| one.ty.as_ref());
        self.answer
            .ty()
            .into_iter()
            .chain(failures)
            .chain(self.alternatives.iter().filter_map(|one| one.answer.ty()))
            .for_each(&mut *see);
        self.types.iter().for_each(|one| one.visit(see));
    }
}

impl TypeDefinition {
    fn visit(&self, see: &mut impl FnMut(&Type)) {
        match &self.shape {
            Shape::Structure(structure) => {
                structure.fields.iter().for_each(|field| see(&field.ty));
                structure.additional.iter().for_each(see);
            }
            Shape::Union(union) => union.variants.iter().for_each(|one| see(&one.ty)),
            Shape::Parts(parts) => parts.fields.iter().for_each(|field| see(&field.ty)),
            Shape::Bodies(kinds) => kinds.iter().for_each(|kind| see(&kind.ty)),
            Shape::Tuple(tuple) => tuple.fields.iter().for_each(|field| see(&field.ty)),
            Shape::Headers(fields) => fields.iter().for_each(|field| see(&field.ty)),
            Shape::Answers(kinds) => {
                let types = kinds.iter().filter_map(|kind| kind.answer.ty());
                types.for_each(see);
            }
            Shape::Enumeration(_) | Shape::Text(_) => {}
        }
    }
}
