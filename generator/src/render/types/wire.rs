//! How serde reads and writes a property.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;

use crate::model::Field;
use crate::model::Presence;
use crate::model::Shape;
use crate::model::Side;
use crate::model::Type;
use crate::model::Unit;
use crate::model::Usage;
use crate::render::file::RustFile;
use crate::render::syntax::attribute_of;
use crate::render::types::presence::has_three_states;
use crate::render::types::presence::is_collection;

/// `#[serde(…)]`: what an absent property means, and how a value is read and written. What is only sent is read too, with the
/// feature `serde`, unless nobody but the call sees it.
pub(crate) fn serde_attribute(
    field: &Field,
    usage: Usage,
    is_read: bool,
    file: &RustFile<'_>,
) -> Vec<Attribute> {
    let reader = if field.informative {
        Some("decode::informative")
    } else if field.ty.reads_text_as_numbers() {
        Some(number_or_text(field, usage))
    } else {
        reader(field, usage)
    };
    let reader = reader.filter(|_| usage.response);
    let mut parts = Vec::new();
    let default = is_read && is_read_when_absent(field, usage, reader.is_some());
    let default = default.then(|| quote!(default));
    if usage.request && field.side == Side::Response {
        parts.push(quote!(skip_serializing));
    } else if usage.request {
        parts.extend(skip(field.presence, file));
    }
    if let Some(path) = reader {
        let path = file.serde_path(path);
        parts.push(quote!(deserialize_with = #path));
    }
    if let Some(path) = duration(&field.ty) {
        let path = file.serde_path(path);
        parts.push(quote!(with = #path));
    }
    // Three parts do not fit on a line.
    let (alone, beside) = if parts.len() > 1 {
        (default, None)
    } else {
        (None, default)
    };
    let parts: Vec<TokenStream> = beside.into_iter().chain(parts).collect();
    let together = (!parts.is_empty()).then(|| attribute_of("serde", quote!(#(#parts),*)));
    let alone = alone.map(|default| attribute_of("serde", default));
    alone.into_iter().chain(together).collect()
}

/// Whether a property that may be missing needs `default`: serde knows that only of an `Option` that it reads itself.
fn is_read_when_absent(field: &Field, usage: Usage, has_reader: bool) -> bool {
    if has_three_states(field, usage) {
        return true;
    }
    if field.informative {
        return usage.response;
    }
    if has_reader {
        return is_collection(&field.ty) || is_number_or_text(field);
    }
    match field.ty {
        Type::Duration(_) => field.presence != Presence::Required,
        Type::List(_) => !usage.request,
        _ => false,
    }
}

/// Whether a property that may be missing is a number that is read from text too.
fn is_number_or_text(field: &Field) -> bool {
    field.presence != Presence::Required && field.ty.reads_text_as_numbers()
}

/// `skip_serializing_if`, for a property that may be unset.
fn skip(presence: Presence, file: &RustFile<'_>) -> Option<TokenStream> {
    let is_absent = match presence {
        Presence::Required | Presence::Nullable => return None,
        Presence::Optional => "Option::is_none",
        Presence::OptionalNullable => file.serde_path("Field::is_absent"),
    };
    Some(quote!(skip_serializing_if = #is_absent))
}

/// What reads a value where servers are known to send `null` against their description. `Field` does that itself.
fn reader(field: &Field, usage: Usage) -> Option<&'static str> {
    let is_required = field.presence == Presence::Required;
    match &field.ty {
        _ if has_three_states(field, usage) => None,
        Type::List(_) if is_required && usage.request => Some("decode::list"),
        Type::Map { .. } if is_required || !usage.request => Some("decode::map"),
        _ => None,
    }
}

/// What reads numbers that may come as text. Null is an empty list or map where it is for others.
fn number_or_text(field: &Field, usage: Usage) -> &'static str {
    match reader(field, usage) {
        Some("decode::list") => "number::list_or_text",
        Some("decode::map") => "number::map_or_text",
        _ => "number::or_text",
    }
}

/// What reads and writes a duration.
fn duration(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Duration(Unit::Seconds) => Some("duration::seconds"),
        Type::Duration(Unit::Milliseconds) => Some("duration::milliseconds"),
        _ => None,
    }
}

/// What reads a value that serde buffers first: in a union, or among additional properties.
pub(crate) fn buffered(ty: &Type, file: &RustFile<'_>) -> Option<&'static str> {
    if ty.reads_text_as_numbers() {
        return Some(file.serde_path("number::or_text"));
    }
    is_structure(ty, file)?.then(|| file.serde_path("decode::buffered"))
}

/// What reads a variant that serde buffers first, and knows by its discriminator.
pub(crate) fn told(ty: &Type, file: &RustFile<'_>) -> Option<&'static str> {
    is_structure(ty, file)?.then(|| file.serde_path("decode::told"))
}

fn is_structure(ty: &Type, file: &RustFile<'_>) -> Option<bool> {
    let definition = file.definition(ty.named()?)?;
    Some(matches!(definition.shape, Shape::Structure(_)))
}
