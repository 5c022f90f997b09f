//! Objects: a struct, its fields, and how serde reads and writes them.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;
use syn::Item;
use syn::ItemStruct;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Docs;
use crate::model::Field;
use crate::model::Presence;
use crate::model::Preset;
use crate::model::Side;
use crate::model::Structure;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Unit;
use crate::model::Usage;
use crate::render::docs;
use crate::render::docs::origin;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::types::constructor::constructors;
use crate::render::types::constructor::default;
use crate::render::types::content::content;
use crate::render::types::items;

/// A struct of the generated crate, and how it is made.
pub(crate) fn structure(
    definition: &TypeDefinition,
    structure: &Structure,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let (name, usage) = (ident(definition.name.rust()), definition.usage);
    let Structure {
        fields, additional, ..
    } = structure;
    let fallback = origin::object(definition.name.wire(), file);
    let mut above = docs::described(&definition.docs, &fallback);
    above.push(derives(usage, usage.request && is_default(fields), file));
    let declared = fields.iter().map(|field| declaration(field, usage, file));
    let others = additional
        .as_ref()
        .map(|ty| additional_field(ty, usage, file));
    let mut items = vec![items::structure(above, &name, declared.chain(others))];
    if usage.request {
        items.push(constructors(
            &name,
            fields,
            additional.as_ref(),
            usage,
            file,
        ));
        items.extend(default(&name, fields));
    }
    if usage.response {
        items.extend(content(&name, structure, usage, file));
    }
    items
}

/// A struct that is only sent, and only seen by the call that sends it.
/// Parts of a form are taken from it one by one, so that it is not serialized itself.
pub(crate) fn body(
    name: &Ident,
    fields: &[Field],
    is_serialized: bool,
    file: &RustFile<'_>,
) -> ItemStruct {
    let sent = Usage {
        request: true,
        ..Usage::default()
    };
    let by_serde = if is_serialized {
        sent
    } else {
        Usage::default()
    };
    let derives = derives(by_serde, is_default(fields), file);
    let fields = fields.iter().map(|field| {
        let mut member = member(field, sent, file);
        member.attrs.retain(|_| is_serialized);
        member
    });
    parse_quote! {
        #derives
        struct #name {
            #(#fields,)*
        }
    }
}

pub(crate) fn is_default(fields: &[Field]) -> bool {
    !fields.iter().any(Field::is_required)
}

/// One order for all: what every type has, then what its use adds.
pub(crate) fn derives(usage: Usage, is_default: bool, file: &RustFile<'_>) -> Attribute {
    let mut derives: Vec<Ident> = vec![ident("Clone"), ident("Debug")];
    if is_default {
        derives.push(ident("Default"));
    }
    derives.push(ident("PartialEq"));
    if usage.response {
        derives.push(file.serde("Deserialize"));
    }
    if usage.request {
        derives.push(file.serde("Serialize"));
    }
    parse_quote!(#[derive(#(#derives),*)])
}

/// A public field with its docs, or a private one that setters document.
fn declaration(field: &Field, usage: Usage, file: &RustFile<'_>) -> syn::Field {
    let fallback = format!("The member {}.", code(field.name.wire()));
    shown(member(field, usage, file), &field.docs, &fallback, usage)
}

/// A field that is public, with its docs, where responses have it.
pub(crate) fn shown(
    mut field: syn::Field,
    docs: &Docs,
    fallback: &str,
    usage: Usage,
) -> syn::Field {
    if usage.response {
        field.attrs.splice(0..0, docs::described(docs, fallback));
        field.vis = parse_quote!(pub);
    }
    field
}

/// A field with the attributes that serde needs.
fn member(field: &Field, usage: Usage, file: &RustFile<'_>) -> syn::Field {
    let (name, ty) = (ident(field.name.rust()), field_type(field, usage, file));
    let attribute = serde_attribute(field, usage, file);
    syn::Field {
        attrs: items::rename(&field.name)
            .into_iter()
            .chain(attribute)
            .collect(),
        ..parse_quote!(#name: #ty)
    }
}

/// What it holds, and how it is seen whether that is there.
fn field_type(field: &Field, usage: Usage, file: &RustFile<'_>) -> syn::Type {
    let ty = file.used(&field.ty, usage);
    if !is_optional(field, usage) {
        return ty;
    }
    if has_three_states(field, usage) {
        let field = file.runtime("Field");
        return parse_quote!(#field<#ty>);
    }
    parse_quote!(Option<#ty>)
}

/// Whether a member may be missing: a list or a map that responses lack is an empty one.
pub(crate) fn is_optional(field: &Field, usage: Usage) -> bool {
    field.presence != Presence::Required && (usage.request || !is_collection(&field.ty))
}

/// Whether `null` is something else than absence.
pub(crate) fn has_three_states(field: &Field, usage: Usage) -> bool {
    usage.request && field.presence == Presence::OptionalNullable
}

fn is_collection(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map { .. })
}

/// `#[serde(…)]`: what an absent member means, and how a value is read and written.
fn serde_attribute(field: &Field, usage: Usage, file: &RustFile<'_>) -> Option<Attribute> {
    let mut parts = Vec::new();
    let is_field = has_three_states(field, usage);
    let decoder = match (usage.response, is_field) {
        (false, _) => None,
        (true, true) => field_decoder(field),
        (true, false) => decoder(field, usage),
    };
    let is_absent_allowed = match &decoder {
        Some(decoder) => decoder.is_absent_allowed,
        None => usage.response && is_received_list(field, usage),
    };
    if is_absent_allowed || (is_field && usage.response) {
        parts.push(quote!(default));
    }
    if usage.request && field.side == Side::Response {
        parts.push(quote!(skip_serializing));
    } else if usage.request {
        parts.extend(skip(field.presence, file));
    }
    if let Some(Decoder { path, .. }) = decoder {
        let path = file.serde_path(path);
        parts.push(quote!(deserialize_with = #path));
    }
    if let Some(path) = encoder(field).filter(|_| usage.request) {
        let path = file.serde_path(path);
        parts.push(quote!(serialize_with = #path));
    }
    (!parts.is_empty()).then(|| parse_quote!(#[serde(#(#parts),*)]))
}

/// What keeps a member that was not set off the wire.
fn skip(presence: Presence, file: &RustFile<'_>) -> Option<TokenStream> {
    let is_absent = match presence {
        Presence::Required | Presence::Nullable => return None,
        Presence::Optional => "Option::is_none",
        Presence::OptionalNullable => file.serde_path("Field::is_absent"),
    };
    Some(quote!(skip_serializing_if = #is_absent))
}

/// How a length of time is written.
fn encoder(field: &Field) -> Option<&'static str> {
    let Type::Duration(unit) = field.ty else {
        return None;
    };
    Some(match (unit, field.presence) {
        (Unit::Seconds, Presence::Required) => "duration::seconds",
        (Unit::Seconds, Presence::OptionalNullable) => "duration::field_seconds",
        (Unit::Seconds, Presence::Optional | Presence::Nullable) => "duration::optional_seconds",
        (Unit::Milliseconds, Presence::Required) => "duration::milliseconds",
        (Unit::Milliseconds, Presence::OptionalNullable) => "duration::field_milliseconds",
        (Unit::Milliseconds, Presence::Optional | Presence::Nullable) => {
            "duration::optional_milliseconds"
        }
    })
}

/// A function that reads what a plain derive would refuse.
struct Decoder {
    path: &'static str,
    is_absent_allowed: bool,
}

/// How a value is read where servers are known to differ from their description: `5.0` for `5`, `null` for nothing.
fn decoder(field: &Field, usage: Usage) -> Option<Decoder> {
    let is_required = field.presence == Presence::Required;
    let path = match (&field.ty, is_required) {
        (Type::Boolean, true) => only_boolean(field)?,
        (Type::Integer(_), true) => "decode::integer",
        (Type::Integer(_), false) => "decode::optional_integer",
        (Type::Duration(Unit::Seconds), true) => "duration::decode_seconds",
        (Type::Duration(Unit::Seconds), false) => "duration::decode_optional_seconds",
        (Type::Duration(Unit::Milliseconds), true) => "duration::decode_milliseconds",
        (Type::Duration(Unit::Milliseconds), false) => "duration::decode_optional_milliseconds",
        (Type::List(_), true) if usage.request => "decode::list",
        (Type::Map { .. }, _) if is_required || !usage.request => "decode::map",
        _ => return None,
    };
    Some(Decoder {
        path,
        is_absent_allowed: !is_required || is_collection(&field.ty),
    })
}

/// How a member is read that tells its object from others by being always `true`, or always `false`.
fn only_boolean(field: &Field) -> Option<&'static str> {
    match field.preset() {
        Some(Preset::Boolean {
            value,
            is_closed: true,
        }) if *value => Some("decode::only_true"),
        Some(Preset::Boolean {
            is_closed: true, ..
        }) => Some("decode::only_false"),
        _ => None,
    }
}

/// Whether a member reads itself, and is empty where it is missing.
fn is_received_list(field: &Field, usage: Usage) -> bool {
    !usage.request && matches!(field.ty, Type::List(_))
}

/// How a member of three states is read: its own type reads all but a length of time.
fn field_decoder(field: &Field) -> Option<Decoder> {
    let path = match field.ty {
        Type::Duration(Unit::Seconds) => "duration::decode_field_seconds",
        Type::Duration(Unit::Milliseconds) => "duration::decode_field_milliseconds",
        _ => return None,
    };
    Some(Decoder {
        path,
        is_absent_allowed: false,
    })
}

/// The members that the document gives a type but no name.
fn additional_field(ty: &Type, usage: Usage, file: &RustFile<'_>) -> syn::Field {
    // serde buffers them, so that no list in them is read element by element.
    let map = file.ty(&Type::map_of(ty.clone()));
    let field = syn::Field {
        attrs: vec![parse_quote!(#[serde(flatten)])],
        ..parse_quote!(additional_members: #map)
    };
    shown(field, &Docs::default(), "All other members.", usage)
}
