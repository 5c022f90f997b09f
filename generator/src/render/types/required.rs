//! Structs of what is required by name. They are exhaustive: what is required from now on has to be given.

use proc_macro2::Ident;
use syn::Field;
use syn::Fields;
use syn::FnArg;
use syn::Item;
use syn::ItemStruct;
use syn::parse_quote;

use crate::model;
use crate::model::Body;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Presence;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::docs::fallback::fallback;
use crate::render::file::RustFile;
use crate::render::syntax::ident;

/// The argument that takes such a struct.
pub(crate) fn argument(required: &Name, holder: &Ident) -> FnArg {
    let ty = ident(required.rust());
    parse_quote!(#holder: #ty)
}

/// The struct of the required properties of a type.
pub(crate) fn of_type(required: &Name, definition: &TypeDefinition, file: &RustFile<'_>) -> Item {
    let name = definition.name.rust();
    let docs = format!("The required properties of a [`{name}`].");
    let fields = definition.shape.fields().iter();
    let fields = fields.filter(|field| field.is_argument());
    let fields = fields.map(|field| {
        let docs = file.own_docs(&field.docs, &field.ty);
        // The property of the type itself says the rest.
        let docs = if definition.usage.response {
            docs.first_sentence()
        } else {
            docs
        };
        property(field, &docs, file)
    });
    structure(required, &docs, fields)
}

/// The struct of what a call requires beside the parameters of the path.
pub(crate) fn of_operation(
    required: &Name,
    operation: &Operation,
    starts: &str,
    file: &RustFile<'_>,
) -> Item {
    let docs = format!("What [`{starts}`] requires.");
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|one| one.is_argument() && !one.is_in_path());
    let parameters = parameters.map(|one| {
        let docs = file.own_docs(&one.docs, &one.ty);
        let fallback = fallback("parameter", &one.name, &docs, &one.ty, file);
        field(&one.name, &file.ty(unboxed(&one.ty)), &docs, &fallback)
    });
    structure(
        required,
        &docs,
        parameters.chain(of_body(&operation.body, file)),
    )
}

fn of_body(body: &Body, file: &RustFile<'_>) -> Vec<Field> {
    match body {
        Body::Value {
            name,
            ty,
            required: true,
            docs,
            ..
        } => {
            let docs = file.own_docs(docs, ty);
            vec![field(name, &file.ty(unboxed(ty)), &docs, "The body.")]
        }
        Body::Properties { fields, .. } => {
            let required = fields.iter().filter(|field| field.is_argument());
            let required =
                required.map(|field| property(field, &file.own_docs(&field.docs, &field.ty), file));
            required.collect()
        }
        Body::None | Body::Value { .. } => Vec::new(),
    }
}

fn property(property: &model::Field, docs: &Docs, file: &RustFile<'_>) -> Field {
    let ty = unboxed(&property.ty);
    let ty = if property.presence == Presence::Nullable {
        file.option(ty)
    } else {
        file.ty(ty)
    };
    let fallback = fallback("property", &property.name, docs, &property.ty, file);
    field(&property.name, &ty, docs, &fallback)
}

/// What goes on the heap is put there by the function that takes it.
fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) => unboxed(inner),
        ty => ty,
    }
}

fn field(name: &Name, ty: &syn::Type, docs: &Docs, fallback: &str) -> Field {
    let name = ident(name.rust());
    Field {
        attrs: docs::described(docs, fallback),
        ..parse_quote!(pub #name: #ty)
    }
}

fn structure(name: &Name, docs: &str, fields: impl Iterator<Item = Field>) -> Item {
    let name = ident(name.rust());
    let docs = docs::outer(docs);
    let mut item: ItemStruct = parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        pub struct #name {}
    };
    if let Fields::Named(named) = &mut item.fields {
        named.named.extend(fields);
    }
    Item::Struct(item)
}
