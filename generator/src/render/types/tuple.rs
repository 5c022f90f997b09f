//! Tuples: a struct that is read from an array and written as one, a field for each item.

use proc_macro2::Ident;
use quote::quote;
use syn::FieldValue;
use syn::Item;
use syn::Stmt;
use syn::parse_quote;

use crate::model::Field;
use crate::model::Presence;
use crate::model::Tuple;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::Usage;
use crate::render::docs;
use crate::render::docs::fallback::of_definition;
use crate::render::file::Naming;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::constructor::constructors;
use crate::render::types::items;
use crate::render::types::structure::derives;
use crate::render::types::structure::is_default;
use crate::render::types::structure::naming;
use crate::render::types::structure::openness;
use crate::render::types::structure::shown;

/// A struct of the generated crate, how it is made, read and written.
pub(crate) fn tuple(definition: &TypeDefinition, tuple: &Tuple, file: &RustFile<'_>) -> Vec<Item> {
    let (name, usage) = (ident(definition.name.rust()), definition.usage);
    let fallback = of_definition(definition);
    let mut above = docs::described(&definition.docs, &fallback);
    let is_default = usage.request && is_default(&tuple.fields);
    above.push(derives(Usage::default(), is_default, file));
    above.extend(openness(usage));
    let fields = (1..).zip(&tuple.fields);
    let fields = fields.map(|(place, field)| declaration(place, field, tuple, usage, file));
    let mut items = vec![items::structure(above, &name, fields)];
    if usage.request {
        items.extend(constructors(definition, None, file));
    }
    items.push(serialize(&name, tuple, usage, file));
    items.push(deserialize(&name, tuple, naming(usage.response), file));
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
    if field.presence == Presence::Required || is_received_list(field, usage) {
        ty
    } else {
        parse_quote!(Option<#ty>)
    }
}

fn is_received_list(field: &Field, usage: Usage) -> bool {
    !usage.request && matches!(field.ty, Type::List(_))
}

fn serialize(name: &Ident, tuple: &Tuple, usage: Usage, file: &RustFile<'_>) -> Item {
    let naming = naming(usage.request);
    let module = file.at("client_runtime::tuple", naming);
    let (items, others) = tuple.split();
    let items = items.iter().map(|field| -> Stmt {
        let name = ident(field.name.rust());
        if field.is_required() || is_received_list(field, usage) {
            parse_quote!(items.write(&self.#name)?;)
        } else {
            parse_quote!(items.optional(self.#name.as_ref())?;)
        }
    });
    let others = others.map(|field| -> Stmt {
        let name = ident(field.name.rust());
        if is_received_list(field, usage) {
            parse_quote!(items.rest(Some(&*self.#name))?;)
        } else {
            parse_quote!(items.rest(self.#name.as_deref())?;)
        }
    });
    let body = quote! {
        let mut items = #module::Writer::new(serializer)?;
        #(#items)*
        #others
        items.end()
    };
    items::serialize(name, &body, naming, file)
}

fn deserialize(name: &Ident, tuple: &Tuple, naming: Naming, file: &RustFile<'_>) -> Item {
    let module = file.at("client_runtime::tuple", naming);
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
    items::deserialize(name, &body, naming, file)
}
