//! Types as a message spells them: like Rust, with the paths of the types of the client.

use crate::model::Response;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeReference;
use crate::surface::paths::Paths;

/// Spells the types that are seen from one place.
#[derive(Clone, Copy)]
pub(super) struct Spelling<'s> {
    pub(super) paths: &'s Paths<'s>,
    /// The position of the operation that refers to them.
    pub(super) operation: Option<usize>,
}

impl Spelling<'_> {
    /// The type of a value that is sent, or both sent and received.
    pub(super) fn sent(self, ty: &Type) -> String {
        self.written(ty, false)
    }

    /// The type of a value that only responses hold.
    pub(super) fn received(self, ty: &Type) -> String {
        self.written(ty, true)
    }

    /// What a caller gives by name.
    pub(super) fn named_value(self, ty: &Type) -> String {
        match ty {
            Type::Boxed(inner) => self.named_value(inner),
            ty => self.sent(ty),
        }
    }

    /// What a caller gives for the type.
    pub(super) fn argument(self, ty: &Type) -> String {
        match ty {
            Type::List(item) => format!("impl IntoIterator<Item = {}>", self.converting(item)),
            Type::Boxed(inner) => self.argument(inner),
            ty => self.converting(ty),
        }
    }

    /// What a caller gives for a parameter or a body: text that was checked is borrowed.
    pub(super) fn input(self, ty: &Type) -> String {
        let is_checked =
            |shape: Option<&Shape>| matches!(shape, Some(Shape::Text(text)) if text.is_checked());
        match ty {
            Type::Named(reference) if is_checked(self.paths.shape(reference, self.operation)) => {
                format!("&{}", self.sent(ty))
            }
            ty => self.argument(ty),
        }
    }

    /// What a call gives.
    pub(super) fn response(self, response: &Response) -> String {
        match response {
            Response::Empty => "()".to_owned(),
            Response::Kinds(ty)
            | Response::Json(ty)
            | Response::JsonOrEmpty(ty)
            | Response::Value(ty)
            | Response::Enveloped(ty)
            | Response::Unwrapped { ty, .. } => self.received(ty),
            Response::Text => "String".to_owned(),
            Response::Items(format, ty) => format!("{}<{}>", format.stream(), self.received(ty)),
            Response::ByteParts => "PartStream<Bytes>".to_owned(),
            Response::Stream => "ByteStream".to_owned(),
            Response::Bytes | Response::EncodedBytes => "Bytes".to_owned(),
        }
    }

    fn converting(self, ty: &Type) -> String {
        let spelled = self.sent(ty);
        let takes_into = ty.takes_into(|reference| self.paths.shape(reference, self.operation));
        if takes_into {
            format!("impl Into<{spelled}>")
        } else {
            spelled
        }
    }

    fn written(self, ty: &Type, is_received: bool) -> String {
        let around = |outer: &str, inner: &Type| {
            let inner = self.written(inner, is_received);
            format!("{outer}<{inner}>")
        };
        match ty {
            Type::Boolean => "bool".to_owned(),
            Type::Integer(integer) => integer.name().to_owned(),
            Type::Number => "f64".to_owned(),
            Type::NumberOrText(number) => self.written(number, is_received),
            Type::String => "String".to_owned(),
            Type::Format(format) => format.type_name().to_owned(),
            Type::Any => "Value".to_owned(),
            Type::RawBody => "RawBody".to_owned(),
            Type::Part => "Part".to_owned(),
            Type::Multipart => "Multipart".to_owned(),
            Type::Duration(_) => "Duration".to_owned(),
            Type::Named(reference) => self.named(reference),
            Type::List(item) if is_received => around("List", item),
            Type::List(item) => around("Vec", item),
            Type::Nullable(inner) => around("Option", inner),
            Type::Boxed(inner) => around(self.holder(inner), inner),
            Type::Map { key, value } => {
                let key = key.as_ref().map(|key| self.named(key));
                let key = key.unwrap_or_else(|| "String".to_owned());
                format!("BTreeMap<{key}, {}>", self.written(value, is_received))
            }
        }
    }

    /// What holds a value of this type on the heap.
    fn holder(self, inner: &Type) -> &'static str {
        let definition = inner.named();
        let definition = definition.and_then(|one| self.paths.definition(one, self.operation));
        if definition.is_some_and(|definition| definition.is_apart) {
            "Indirect"
        } else {
            "Box"
        }
    }

    pub(super) fn named(self, reference: &TypeReference) -> String {
        self.paths.of_type(&reference.key(self.operation))
    }
}
