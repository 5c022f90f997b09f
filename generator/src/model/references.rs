//! Every reference to a type that the model has, to be changed.

use super::Api;
use super::Body;
use super::Field;
use super::Operation;
use super::Preset;
use super::Response;
use super::Shape;
use super::Type;
use super::TypeReference;

/// What is done with a reference.
pub(crate) type Change<'c> = dyn FnMut(&mut TypeReference) + 'c;

impl Api {
    /// Changes the references that stand neither in a type nor in an operation.
    pub(crate) fn change_references(&mut self, change: &mut Change<'_>) {
        for parameter in &mut self.client_parameters {
            parameter.ty.change_references(change);
        }
        let incoming = self.webhooks.iter_mut().chain(&mut self.callbacks);
        for ty in incoming.filter_map(|one| one.ty.as_mut()) {
            ty.change_references(change);
        }
    }
}

impl Operation {
    /// Changes the references of what is sent and received, but for those in its types.
    pub(crate) fn change_references(&mut self, change: &mut Change<'_>) {
        for parameter in &mut self.parameters {
            parameter.ty.change_references(change);
            change_in_preset(&mut parameter.preset, change);
        }
        match &mut self.body {
            Body::None => {}
            Body::Value { ty, .. } => ty.change_references(change),
            Body::Properties { fields, .. } => change_in_fields(fields, change),
        }
        self.response.change_references(change);
        for alternative in &mut self.alternatives {
            alternative.response.change_references(change);
        }
        let errors = self.error_responses.iter_mut();
        let errors = errors.filter_map(|error_response| error_response.ty.as_mut());
        for ty in errors.chain(&mut self.headers) {
            ty.change_references(change);
        }
    }
}

impl Response {
    fn change_references(&mut self, change: &mut Change<'_>) {
        match self {
            Self::Json(ty)
            | Self::Value(ty)
            | Self::JsonOrEmpty(ty)
            | Self::Enveloped(ty)
            | Self::Unwrapped { ty, .. }
            | Self::Kinds(ty)
            | Self::Items(_, ty) => ty.change_references(change),
            Self::Empty
            | Self::Text
            | Self::Bytes
            | Self::EncodedBytes
            | Self::ByteParts
            | Self::Stream => {}
        }
    }
}

impl Shape {
    /// Changes the references to the types that it is made of.
    pub(crate) fn change_references(&mut self, change: &mut Change<'_>) {
        match self {
            Self::Structure(structure) => {
                change_in_fields(&mut structure.fields, change);
                if let Some(ty) = &mut structure.additional_properties {
                    ty.change_references(change);
                }
            }
            Self::Union(union) => {
                for variant in &mut union.variants {
                    variant.ty.change_references(change);
                }
            }
            Self::Tuple(tuple) => change_in_fields(&mut tuple.fields, change),
            Self::Parts(parts) => change_in_fields(&mut parts.fields, change),
            Self::Headers(fields) => change_in_fields(fields, change),
            Self::Responses(kinds) => {
                for kind in kinds {
                    kind.response.change_references(change);
                }
            }
            Self::Bodies(kinds) => {
                for kind in kinds {
                    kind.ty.change_references(change);
                }
            }
            Self::Events(kinds) => {
                for ty in kinds.iter_mut().filter_map(|kind| kind.ty.as_mut()) {
                    ty.change_references(change);
                }
            }
            Self::Enumeration(_) | Self::Text(_) => {}
        }
    }
}

impl Type {
    /// Changes the references to the types that it is made of.
    pub(crate) fn change_references(&mut self, change: &mut Change<'_>) {
        match self {
            Self::Named(reference) => change(reference),
            Self::NumberOrText(inner)
            | Self::List(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => {
                inner.change_references(change);
            }
            Self::Map { key, value } => {
                key.iter_mut().for_each(&mut *change);
                value.change_references(change);
            }
            Self::Boolean
            | Self::Integer(_)
            | Self::Number
            | Self::String
            | Self::Format(_)
            | Self::Any
            | Self::RawBody
            | Self::Part
            | Self::Multipart
            | Self::Duration(_) => {}
        }
    }
}

fn change_in_fields(fields: &mut [Field], change: &mut Change<'_>) {
    for field in fields {
        field.ty.change_references(change);
        change_in_preset(&mut field.preset, change);
    }
}

fn change_in_preset(preset: &mut Option<Preset>, change: &mut Change<'_>) {
    if let Some(Preset::Value(reference, _)) = preset {
        change(reference);
    }
}
