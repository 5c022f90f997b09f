//! Structs of what is required by name. They are exhaustive: what is required from now on has to be given.

use proc_macro2::Ident;
use quote::quote;
use syn::Field;
use syn::Fields;
use syn::FnArg;
use syn::Item;
use syn::ItemStruct;
use syn::Token;
use syn::Visibility;
use syn::parse_quote;

use crate::model;
use crate::model::Body;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Presence;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::docs::fallback::fallback;
use crate::render::file::RustFile;
use crate::render::syntax;
use crate::render::syntax::declared_field;
use crate::render::syntax::ident;
use crate::render::syntax::type_of;

/// The argument that takes such a struct.
pub(crate) fn argument(required: &Name, holder: &Ident) -> FnArg {
    syntax::argument(holder, type_of(ident(required.rust()), []))
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
        let fallback = fallback(&docs, &one.ty, file);
        given(&one.name, &one.ty, false, &docs, &fallback, file)
    });
    structure(
        required,
        &docs,
        parameters.chain(of_body(&operation.body, file)),
    )
}

fn of_body(body: &Body, file: &RustFile<'_>) -> Vec<Given> {
    match body {
        Body::Value {
            name,
            ty,
            required: true,
            docs,
            ..
        } => {
            let docs = file.own_docs(docs, ty);
            vec![given(name, ty, false, &docs, "The body.", file)]
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

fn property(property: &model::Field, docs: &Docs, file: &RustFile<'_>) -> Given {
    let fallback = fallback(docs, &property.ty, file);
    let is_nullable = property.presence == Presence::Nullable;
    given(
        &property.name,
        &property.ty,
        is_nullable,
        docs,
        &fallback,
        file,
    )
}

/// What goes on the heap is put there by the function that takes it.
fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) => unboxed(inner),
        ty => ty,
    }
}

/// What is given by name.
struct Given {
    field: Field,
    is_copy: bool,
}

fn given(
    name: &Name,
    ty: &Type,
    is_nullable: bool,
    docs: &Docs,
    fallback: &str,
    file: &RustFile<'_>,
) -> Given {
    let (name, ty) = (ident(name.rust()), unboxed(ty));
    let is_copy = is_copy(ty, file);
    let ty = if is_nullable {
        file.option(ty)
    } else {
        file.ty(ty)
    };
    Given {
        field: Field {
            vis: Visibility::Public(<Token![pub]>::default()),
            ..declared_field(docs::described(docs, fallback), name, ty)
        },
        is_copy,
    }
}

/// Whether the type holds numbers and booleans alone, which are copied and not moved.
fn is_copy(ty: &Type, file: &RustFile<'_>) -> bool {
    match ty {
        Type::Boolean | Type::Integer(_) | Type::Number | Type::Duration(_) => true,
        Type::NumberOrText(inner) | Type::Nullable(inner) => is_copy(inner, file),
        Type::Named(reference) => {
            let shape = file.definition(reference).map(|one| &one.shape);
            matches!(shape, Some(Shape::Enumeration(known)) if known.scalar.is_number())
        }
        Type::String
        | Type::Format(_)
        | Type::Any
        | Type::RawBody
        | Type::Part
        | Type::Multipart
        | Type::List(_)
        | Type::Map { .. }
        | Type::Boxed(_) => false,
    }
}

/// The struct. Were it not copied, a function that copies all of it would take it without need.
fn structure(name: &Name, docs: &str, given: impl Iterator<Item = Given>) -> Item {
    let name = ident(name.rust());
    let docs = docs::outer(docs);
    let given: Vec<Given> = given.collect();
    let copy = given.iter().all(|one| one.is_copy);
    let copy = copy.then(|| quote!(, Copy));
    let fields = given.into_iter().map(|one| one.field);
    let mut item: ItemStruct = parse_quote! {
        #(#docs)*
        #[derive(Clone #copy, Debug)]
        pub struct #name {}
    };
    if let Fields::Named(named) = &mut item.fields {
        named.named.extend(fields);
    }
    Item::Struct(item)
}
