//! Lists of elements that are each described by their place: a struct that is read from a list and written as one.

use proc_macro2::Ident;
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
use crate::render::ident;
use crate::render::types::constructor::constructors;
use crate::render::types::structure::derives;

/// A struct of the generated crate, how it is made, read and written.
pub(crate) fn tuple(definition: &TypeDefinition, tuple: &Tuple, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(definition.name.rust());
    let usage = definition.usage;
    let docs = docs::outer(&docs::text(
        &definition.docs,
        &format!("The elements of {}.", code(definition.name.wire())),
    ));
    let is_default = usage.request && !tuple.fields.iter().any(Field::is_required);
    let derives = derives(Usage::default(), is_default, file);
    let fields: Vec<syn::Field> = (1..)
        .zip(&tuple.fields)
        .map(|(place, field)| declaration(place, field, tuple, usage, file))
        .collect();
    let mut items: Vec<Item> = vec![parse_quote! {
        #(#docs)*
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }];
    if usage.request {
        let made = constructors(&name, &tuple.fields, None, usage, file);
        items.push(made);
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
    if !usage.response {
        return syn::Field {
            vis: syn::Visibility::Inherited,
            ..parse_quote!(#name: #ty)
        };
    }
    let fallback = if tuple.has_others && place == tuple.fields.len() {
        "All further elements.".to_owned()
    } else {
        format!("Element {place}.")
    };
    let docs = docs::outer(&docs::text(&field.docs, &fallback));
    syn::Field {
        attrs: docs,
        ..parse_quote!(pub #name: #ty)
    }
}

/// The type of an element; a list that only answers hold is an empty one where it is missing.
fn field_type(field: &Field, usage: Usage, file: &RustFile<'_>) -> syn::Type {
    let ty = if usage.request {
        file.ty(&field.ty)
    } else {
        file.received(&field.ty)
    };
    let is_received_list = !usage.request && matches!(field.ty, Type::List(_));
    if field.presence == Presence::Required || is_received_list {
        ty
    } else {
        parse_quote!(Option<#ty>)
    }
}

fn serialize(name: &Ident, tuple: &Tuple, file: &RustFile<'_>) -> Item {
    let serialize = file.serde("Serialize");
    let serializer = file.serde("Serializer");
    let module = file.runtime("tuple");
    let (elements, others) = tuple.split();
    let elements = elements.iter().map(|field| -> Stmt {
        let name = ident(field.name.rust());
        if field.is_required() {
            parse_quote!(elements.write(&self.#name)?;)
        } else {
            parse_quote!(elements.optional(self.#name.as_ref())?;)
        }
    });
    let others = others.map(|field| -> Stmt {
        let name = ident(field.name.rust());
        parse_quote!(elements.rest(self.#name.as_deref())?;)
    });
    parse_quote! {
        impl #serialize for #name {
            fn serialize<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut elements = #module::Writer::new(serializer)?;
                #(#elements)*
                #others
                elements.end()
            }
        }
    }
}

fn deserialize(name: &Ident, tuple: &Tuple, file: &RustFile<'_>) -> Item {
    let deserialize = file.serde("Deserialize");
    let deserializer = file.serde("Deserializer");
    let module = file.runtime("tuple");
    let (elements, others) = tuple.split();
    let elements = elements.iter().map(|field| -> syn::FieldValue {
        let name = ident(field.name.rust());
        parse_quote!(#name: elements.read()?)
    });
    let others = others.map(|field| -> syn::FieldValue {
        let name = ident(field.name.rust());
        parse_quote!(#name: elements.rest()?)
    });
    let fields = elements.chain(others);
    parse_quote! {
        impl<'de> #deserialize<'de> for #name {
            fn deserialize<D: #deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut elements = #module::Reader::new(deserializer)?;
                Ok(Self {
                    #(#fields,)*
                })
            }
        }
    }
}
