//! The kinds of JSON values that types are read from.

use crate::model::Format;
use crate::model::Scalar;
use crate::model::Shape;
use crate::model::Type;
use crate::model::visit::Visible;

/// A set of kinds of JSON values.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kind(u8);

const NULL: Kind = Kind(1);
const BOOLEAN: Kind = Kind(2);
const NUMBER: Kind = Kind(4);
const TEXT: Kind = Kind(8);
const LIST: Kind = Kind(16);
const OBJECT: Kind = Kind(32);
const ANY: Kind = Kind(63);

impl Kind {
    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The kinds of the types that are seen from a place.
pub(crate) struct Kinds<'v, 'i, 't> {
    visible: &'v Visible<'i, 't>,
}

impl<'v, 'i, 't> Kinds<'v, 'i, 't> {
    pub(crate) fn of(visible: &'v Visible<'i, 't>) -> Self {
        Self { visible }
    }

    /// Whether the kind of a value tells which of these types it is, when they are tried in the order in which a type comes
    /// after those whose values it takes too.
    pub(crate) fn tell_apart(&self, types: &[&Type]) -> bool {
        let pairs = types.iter().enumerate();
        let mut pairs =
            pairs.flat_map(|(at, one)| types[..at].iter().map(move |other| (*one, *other)));
        pairs.all(|(one, other)| {
            !self.kind(one).meets(self.kind(other)) || self.are_ordered(one, other)
        })
    }

    /// Whether one type takes only what is certainly its own, and leaves all else to the other.
    fn are_ordered(&self, one: &Type, other: &Type) -> bool {
        let is_exact = |ty: &Type| matches!(ty, Type::Format(_)) && self.kind(ty) == TEXT;
        let is_text = |ty: &Type| {
            matches!(ty, Type::String) || matches!(self.shape(ty), Some(Shape::Text(_)))
        };
        match (one, other) {
            (Type::Integer(_), Type::Number) | (Type::Number, Type::Integer(_)) => true,
            _ if is_exact(one) => self.kind(other) == TEXT,
            _ if is_exact(other) => self.kind(one) == TEXT,
            _ => is_text(one) && is_text(other),
        }
    }

    fn kind(&self, ty: &Type) -> Kind {
        match ty {
            Type::Boolean => BOOLEAN,
            Type::Integer(_) | Type::Number | Type::Duration(_) => NUMBER,
            Type::NumberOrText(_) | Type::Format(Format::Decimal | Format::DecimalNumber) => {
                NUMBER.or(TEXT)
            }
            Type::String | Type::Format(_) => TEXT,
            Type::Any | Type::RawBody | Type::Part | Type::Multipart => ANY,
            Type::List(_) => LIST,
            Type::Map { .. } => OBJECT,
            Type::Nullable(inner) => NULL.or(self.kind(inner)),
            Type::Boxed(inner) => self.kind(inner),
            Type::Named(_) => self.shape(ty).map_or(ANY, kind_of_shape),
        }
    }

    fn shape(&self, ty: &Type) -> Option<&'t Shape> {
        match ty {
            Type::Named(reference) => Some(&self.visible.definition(reference)?.shape),
            _ => None,
        }
    }
}

fn kind_of_shape(shape: &Shape) -> Kind {
    match shape {
        Shape::Structure(_) => OBJECT,
        Shape::Tuple(_) => LIST,
        Shape::Text(_) => TEXT,
        Shape::Enumeration(known) => match known.scalar {
            Scalar::Text => TEXT,
            Scalar::Integer | Scalar::Number => NUMBER,
            // It keeps any other value, as a union does.
            Scalar::Mixed => ANY,
        },
        Shape::Union(_)
        | Shape::Parts(_)
        | Shape::Bodies(_)
        | Shape::Headers(_)
        | Shape::Responses(_)
        | Shape::Events(_) => ANY,
    }
}
