//! Tuples: a struct that is read from an array and written as one, a field for each item.

use proc_macro2::Ident;
use quote::quote;
use syn::FieldValue;
use syn::Item;
use syn::Stmt;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Field;
use crate::model::Presence;
use crate::model::Tuple;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Usage;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::constructor::constructors;
use crate::render::types::items;
use crate::render::types::structure::derives;
use crate::render::types::structure::is_default;
use crate::render::types::structure::shown;

/// A struct of the generated crate, how it is made, read and written.
pub(crate) fn tuple(definition: &TypeDefinition, tuple: &Tuple, file: &RustFile<'_>) -> Vec<Item> {
    let (name, usage) = (ident(definition.name.rust()), definition.usage);
    let fallback = format!("The array {}.", code(definition.name.wire()));
    let mut above = docs::described(&definition.docs, &fallback);
    let is_default = usage.request && is_default(&tuple.fields);
    above.push(derives(Usage::default(), is_default, file));
    let fields = (1..).zip(&tuple.fields);
    let fields = fields.map(|(place, field)| declaration(place, field, tuple, usage, file));
    let mut items = vec![items::structure(above, &name, fields)];
    if usage.request {
        items.extend(constructors(definition, None, file));
        items.push(serialize(&name, tuple, file));
    }
    if usage.response {
        items.push(deserialize(&name, tuple, file));
    }
    items
}

fn declaration(
    place: usize,
    field: &Field,
    tuple: &Tuple,
    usage: Usage,
    file: &RustFile<'_>,
) -> syn::Field {
    let name = ident(field.name.rust());
    let ty = field_type(field, usage, file);
    let fallback = if tuple.has_others && place == tuple.fields.len() {
        "The remaining items.".to_owned()
    } else {
        format!("Item {place}.")
    };
    shown(parse_quote!(#name: #ty), &field.docs, &fallback, usage)
}

/// The type of an item. A missing list that only responses hold is an empty one.
fn field_type(field: &Field, usage: Usage, file: &RustFile<'_>) -> syn::Type {
    let ty = file.used(&field.ty, usage);
    let is_received_list = !usage.request && matches!(field.ty, Type::List(_));
    if field.presence == Presence::Required || is_received_list {
        ty
    } else {
        parse_quote!(Option<#ty>)
    }
}

fn serialize(name: &Ident, tuple: &Tuple, file: &RustFile<'_>) -> Item {
    let (serialize, serializer) = (file.serde("Serialize"), file.serde("Serializer"));
    let module = file.runtime("tuple");
    let (items, others) = tuple.split();
    let items = items.iter().map(|field| -> Stmt {
        let name = ident(field.name.rust());
        if field.is_required() {
            parse_quote!(items.write(&self.#name)?;)
        } else {
            parse_quote!(items.optional(self.#name.as_ref())?;)
        }
    });
    let others = others.map(|field| -> Stmt {
        let name = ident(field.name.rust());
        parse_quote!(items.rest(self.#name.as_deref())?;)
    });
    parse_quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut items = #module::Writer::new(serializer)?;
                #(#items)*
                #others
                items.end()
            }
        }
    }
}

fn deserialize(name: &Ident, tuple: &Tuple, file: &RustFile<'_>) -> Item {
    let module = file.runtime("tuple");
    let (items, others) = tuple.split();
    let read = |field: &Field, method: &str| -> FieldValue {
        let (name, method) = (ident(field.name.rust()), ident(method));
        parse_quote!(#name: items.#method()?)
    };
    let items = items.iter().map(|field| read(field, "read"));
    let fields = items.chain(others.map(|field| read(field, "rest")));
    let body = quote! {
        let mut items = #module::Reader::new(deserializer)?;
        Ok(Self {
            #(#fields,)*
        })
    };
    items::deserialize(name, &body, file)
}
