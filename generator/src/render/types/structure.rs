//! Objects: a struct, its fields, and how serde reads and writes them.

use proc_macro2::Ident;
use quote::quote;
use syn::Attribute;
use syn::Item;
use syn::ItemStruct;
use syn::Token;
use syn::Visibility;
use syn::parse_quote;

use crate::model::Docs;
use crate::model::Field;
use crate::model::Structure;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Usage;
use crate::render::docs;
use crate::render::docs::fallback::fallback;
use crate::render::docs::origin;
use crate::render::file::Naming;
use crate::render::file::RustFile;
use crate::render::syntax::attribute_of;
use crate::render::syntax::declared_field;
use crate::render::syntax::ident;
use crate::render::syntax::type_of;
use crate::render::types::constructor::constructors;
use crate::render::types::constructor::default;
use crate::render::types::content::content;
use crate::render::types::items;
use crate::render::types::presence::has_three_states;
use crate::render::types::presence::is_optional;
use crate::render::types::wire::buffered;
use crate::render::types::wire::serde_attribute;

/// A struct of the generated crate, and how it is made.
pub(crate) fn structure(
    definition: &TypeDefinition,
    structure: &Structure,
    file: &RustFile<'_>,
) -> Vec<Item> {
    let (name, usage) = (ident(definition.name.rust()), definition.usage);
    let Structure {
        fields,
        additional_properties,
        ..
    } = structure;
    let fallback = origin::object(definition, file);
    let mut above = docs::described(&definition.docs, &fallback);
    above.push(derives(usage, usage.request && is_default(fields), file));
    above.extend(other_direction(usage, BOTH));
    above.extend(openness(usage));
    let declared = fields.iter().map(|field| declaration(field, usage, file));
    let others = additional_properties
        .as_ref()
        .map(|ty| additional_field(ty, usage, definition.is_compared, file));
    let mut items = vec![items::structure(above, &name, declared.chain(others))];
    if usage.request {
        items.extend(constructors(
            definition,
            additional_properties.as_ref(),
            file,
        ));
        items.extend(default(&name, fields));
    }
    if usage.response {
        items.extend(content(&name, structure, usage, file));
    }
    items
}

/// The private struct of a body that is only sent. A multipart form takes the fields one by one, and is not serialized. Where a call
/// holds it, it is cloned with the call.
pub(crate) fn body(
    name: &Ident,
    fields: &[Field],
    is_serialized: bool,
    is_held: bool,
    file: &RustFile<'_>,
) -> ItemStruct {
    let sent = Usage {
        request: true,
        ..Usage::default()
    };
    let clone = is_held.then(|| ident("Clone"));
    let default = is_default(fields).then(|| ident("Default"));
    let serialize = is_serialized.then(|| file.serde("Serialize"));
    let derives: Vec<Ident> = clone.into_iter().chain(default).chain(serialize).collect();
    let derives: Option<Attribute> =
        (!derives.is_empty()).then(|| parse_quote!(#[derive(#(#derives),*)]));
    let fields = fields.iter().map(|field| {
        let mut property = property(field, sent, false, file);
        property.attrs.retain(|_| is_serialized);
        property
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

/// `#[derive]`, in the same order for every type.
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
    attribute_of("derive", quote!(#(#derives),*))
}

/// In requests and in responses.
pub(crate) const BOTH: Usage = Usage {
    request: true,
    response: true,
    key: false,
};

/// What a type of one direction derives by the feature `serde`: the other one, where that is `derived`.
pub(crate) fn other_direction(usage: Usage, derived: Usage) -> Option<Attribute> {
    let other = if derived.response && !usage.response {
        &DESERIALIZED
    } else if derived.request && !usage.request {
        &SERIALIZED
    } else {
        return None;
    };
    Some(other.with(Clone::clone))
}

thread_local! {
    // Parsed once, and not with each type.
    static DESERIALIZED: Attribute =
        parse_quote!(#[cfg_attr(feature = "serde", derive(serde::Deserialize))]);
    static SERIALIZED: Attribute =
        parse_quote!(#[cfg_attr(feature = "serde", derive(serde::Serialize))]);
    static CLOSED: Attribute = parse_quote!(#[non_exhaustive]);
    static OPEN_IN_TESTS: Attribute =
        parse_quote!(#[cfg_attr(not(feature = "testing"), non_exhaustive)]);
}

/// How a direction names what it needs: the feature `serde` adds the one that calls do not have.
pub(crate) fn naming(is_used: bool) -> Naming {
    if is_used {
        Naming::Imported
    } else {
        Naming::Whole
    }
}

/// `#[non_exhaustive]`; what has no `new`, since it is only received, is made as it stands with the feature `testing`. What is only
/// sent does nothing by itself.
pub(crate) fn openness(usage: Usage) -> Vec<Attribute> {
    let openness = if usage.request {
        &CLOSED
    } else {
        &OPEN_IN_TESTS
    };
    let must_use = must_use(usage).then(|| parse_quote!(#[must_use]));
    let attributes = must_use.into_iter().chain([openness.with(Clone::clone)]);
    attributes.collect()
}

/// Whether a type says that it must be used, and so not each function that gives one: what a call returns may be left unread.
pub(crate) fn must_use(usage: Usage) -> bool {
    usage.request && !usage.response
}

/// A public field with its docs, or a private one that setters document.
fn declaration(field: &Field, usage: Usage, file: &RustFile<'_>) -> syn::Field {
    let docs = file.own_docs(&field.docs, &field.ty);
    let fallback = fallback(&docs, &field.ty, file);
    shown(property(field, usage, true, file), &docs, &fallback, usage)
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
        field.vis = Visibility::Public(<Token![pub]>::default());
    }
    field
}

/// A field with the attributes that serde needs.
fn property(field: &Field, usage: Usage, is_read: bool, file: &RustFile<'_>) -> syn::Field {
    let (name, ty) = (ident(field.name.rust()), field_type(field, usage, file));
    let attribute = serde_attribute(field, usage, is_read, file);
    let rename = items::rename(&field.name).into_iter();
    declared_field(rename.chain(attribute).collect(), name, ty)
}

/// The type of a field, optional where the property may be missing.
fn field_type(field: &Field, usage: Usage, file: &RustFile<'_>) -> syn::Type {
    let ty = file.used(&field.ty, usage);
    if !is_optional(field, usage) {
        return ty;
    }
    if has_three_states(field, usage) {
        let field = file.runtime("Field");
        return type_of(field, [ty]);
    }
    type_of(ident("Option"), [ty])
}

/// The field of the additional properties.
fn additional_field(ty: &Type, usage: Usage, is_compared: bool, file: &RustFile<'_>) -> syn::Field {
    // serde buffers them, so that no list in them is read item by item.
    let map = file.ty(&Type::map_of(ty.clone()));
    // A union that compares its types counts them.
    let counted = is_compared.then(|| file.serde_path("decode::buffered"));
    let reader = counted.or_else(|| buffered(ty, file));
    let attribute = match reader.filter(|_| usage.response) {
        Some(path) => parse_quote!(#[serde(flatten, deserialize_with = #path)]),
        None => parse_quote!(#[serde(flatten)]),
    };
    let field = declared_field(vec![attribute], ident("additional_properties"), map);
    shown(
        field,
        &Docs::default(),
        "The additional properties, by name.",
        usage,
    )
}
