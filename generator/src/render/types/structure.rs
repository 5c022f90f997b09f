//! Objects: a struct, its fields, and how serde reads and writes them.

use proc_macro2::Ident;
use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;
use syn::Fields;
use syn::Item;
use syn::ItemStruct;
use syn::parse_quote;

use crate::markdown::code;
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

/// A struct of the generated crate, and how it is made.
pub(crate) fn structure(
    definition: &TypeDefinition,
    structure: &Structure,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let usage = definition.usage;
    let docs = docs::outer(&docs::text(
        &definition.docs,
        &origin::object(definition.name.wire(), file),
    ));
    let derives = derives(usage, is_default(structure, usage), file);
    let fields = structure
        .fields
        .iter()
        .map(|field| declaration(field, usage, file))
        .collect::<Vec<_>>();
    let additional = structure
        .additional
        .as_ref()
        .map(|value| additional(value, usage, file));
    let mut item: ItemStruct = parse_quote! {
        #derives
        #[non_exhaustive]
        pub struct #name {}
    };
    item.attrs.splice(0..0, docs);
    if let Fields::Named(named) = &mut item.fields {
        named.named.extend(fields.into_iter().chain(additional));
    }
    let mut items = vec![Item::Struct(item)];
    if usage.request {
        items.push(constructors(
            &name,
            &structure.fields,
            structure.additional.as_ref(),
            usage,
            file,
        ));
        items.extend(default(&name, structure));
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
    let usage = Usage {
        request: true,
        ..Usage::default()
    };
    let is_default = fields.iter().all(|field| !field.is_required());
    let told_to_serde = if is_serialized {
        usage
    } else {
        Usage::default()
    };
    let derives = derives(told_to_serde, is_default, file);
    let mut fields = fields
        .iter()
        .map(|field| member(field, usage, file))
        .collect::<Vec<_>>();
    if !is_serialized {
        for field in &mut fields {
            field.attrs.clear();
        }
    }
    parse_quote! {
        #derives
        struct #name {
            #(#fields,)*
        }
    }
}

pub(crate) fn is_default(structure: &Structure, usage: Usage) -> bool {
    usage.request && structure.fields.iter().all(|field| !field.is_required())
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
    let mut declared = member(field, usage, file);
    if usage.response {
        let docs = docs::outer(&docs::text(
            &field.docs,
            &format!("The member {}.", code(field.name.wire())),
        ));
        declared.attrs.splice(0..0, docs);
        declared.vis = parse_quote!(pub);
    }
    declared
}

/// A field with the attributes that serde needs.
fn member(field: &Field, usage: Usage, file: &RustFile<'_>) -> syn::Field {
    let name = ident(field.name.rust());
    let ty = field_type(field, usage, file);
    let attribute = serde_attribute(field, usage, file);
    let wire = field.name.wire();
    let rename: Option<Attribute> = field
        .name
        .is_renamed()
        .then(|| parse_quote!(#[serde(rename = #wire)]));
    syn::Field {
        attrs: rename.into_iter().chain(attribute).collect(),
        ..parse_quote!(#name: #ty)
    }
}

fn field_type(field: &Field, usage: Usage, file: &RustFile<'_>) -> syn::Type {
    if !usage.request {
        return received_type(field, file);
    }
    match field.presence {
        Presence::Required => file.ty(&field.ty),
        Presence::OptionalNullable => {
            let inner = file.ty(&field.ty);
            let field = file.runtime("Field");
            parse_quote!(#field<#inner>)
        }
        Presence::Nullable | Presence::Optional => file.option(&field.ty),
    }
}

/// The type of a value that a member of such use has, without what its presence says.
pub(crate) fn received_member(ty: &Type, usage: Usage, file: &RustFile<'_>) -> syn::Type {
    if usage.request {
        file.ty(ty)
    } else {
        file.received(ty)
    }
}

/// The type of a member that only answers have: a list or a map that is missing is an empty one.
fn received_type(field: &Field, file: &RustFile<'_>) -> syn::Type {
    let ty = file.received(&field.ty);
    if is_collection(&field.ty) || field.presence == Presence::Required {
        ty
    } else {
        parse_quote!(Option<#ty>)
    }
}

fn is_collection(ty: &Type) -> bool {
    matches!(ty, Type::List(_) | Type::Map { .. })
}

/// `#[serde(…)]`: what an absent member means, and how a value is read and written.
fn serde_attribute(field: &Field, usage: Usage, file: &RustFile<'_>) -> Option<Attribute> {
    let mut parts = Vec::new();
    let is_field = field.presence == Presence::OptionalNullable && usage.request;
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
pub(crate) fn additional(value: &Type, usage: Usage, file: &RustFile<'_>) -> syn::Field {
    // serde buffers them, so that no list in them is read element by element.
    let map = file.ty(&Type::map_of(value.clone()));
    let name = ident("additional_members");
    let docs = docs::outer("All other members.");
    let visibility: syn::Visibility = if usage.response {
        parse_quote!(pub)
    } else {
        syn::Visibility::Inherited
    };
    let mut attrs = if usage.response { docs } else { Vec::new() };
    attrs.push(parse_quote!(#[serde(flatten)]));
    syn::Field {
        attrs,
        vis: visibility,
        ..parse_quote!(#name: #map)
    }
}
