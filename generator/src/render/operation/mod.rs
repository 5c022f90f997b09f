//! Operations: the method that starts a call, the call, and the types that only it uses.

pub(crate) mod call;
pub(crate) mod pages;
pub(crate) mod server;

mod body;
mod method_docs;
mod part;
mod reach;
mod request;
mod send;
mod setter;

use syn::FnArg;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Body;
use crate::model::Media;
use crate::model::Operation;
use crate::render::docs;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::module::Module;
use crate::render::operation::method_docs::method_docs;
use crate::render::owner::Owner;
use crate::render::syntax::ident;
use crate::render::syntax::with_functions;
use crate::render::types;
use crate::render::types::check;
use crate::render::types::structure;

/// The file of an operation.
pub(crate) fn operation(operation: &Operation, owner: Owner<'_>, krate: &Crate<'_>) -> Module {
    let file = &krate.file_of_operation(operation);
    let starts = format!("{}::{}", owner.ty(), operation.method.plain());
    let mut items = vec![start(operation, owner, file)];
    items.extend(call::call(operation, &starts, file));
    if let Body::Properties {
        name,
        fields,
        check,
        media,
    } = &operation.body
    {
        let is_serialized = !matches!(media, Media::Multipart(_));
        let name = ident(name.rust());
        let body = structure::body(&name, fields, is_serialized, file);
        items.push(Item::Struct(body));
        items.extend(check::of_properties(&name, check.as_deref(), fields, file));
    }
    for definition in &operation.types {
        items.extend(types::items(definition, file));
    }
    let docs = format!("The operation {}.", code(&operation.id));
    let (folder, name) = (owner.folder(krate.api), operation.method.plain());
    file.finish(format!("{folder}/{name}.rs"), &docs, items)
}

/// The method of the owner.
fn start(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> Item {
    let ty = file.import(&owner.ty_path());
    let function = function(operation, owner, file);
    let block = if owner.is_client() {
        parse_quote!(impl #ty {})
    } else {
        parse_quote!(impl<'a> #ty<'a> {})
    };
    with_functions(block, [function])
}

fn function(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> ImplItemFn {
    let docs = docs::outer(&method_docs(operation, owner, file));
    let deprecated = docs::deprecation(&operation.docs);
    let name = ident(operation.method.rust());
    let call = ident(operation.call.rust());
    let client: syn::Expr = if owner.is_client() {
        parse_quote!(self)
    } else {
        parse_quote!(self.client)
    };
    let parts = part::parts(operation, &client, file);
    let arguments = parts.iter().flat_map(|part| &part.arguments);
    let values = parts.iter().map(|part| &part.value);
    let options = file.runtime("CallOptions");
    let mut given = operation
        .parameters
        .iter()
        .filter(|one| part::is_given(one));
    let borrows = given.any(|parameter| file.is_borrowed(&parameter.ty));
    let (generics, receiver, lifetime) = lifetimes(owner, borrows);
    let function = parse_quote! {
        #deprecated
        pub fn #name #generics(#receiver, #(#arguments),*) -> #call<#lifetime> {
            #call { client: #client, #(#values,)* call_options: #options::new() }
        }
    };
    docs::above(function, docs)
}

/// The lifetimes of a method: a resource already has one, the client is borrowed for as long as the arguments are.
fn lifetimes(owner: Owner<'_>, borrows: bool) -> (Option<syn::Generics>, FnArg, syn::Lifetime) {
    match (owner.is_client(), borrows) {
        (false, _) => (None, parse_quote!(&self), parse_quote!('a)),
        (true, true) => (
            Some(parse_quote!(<'a>)),
            parse_quote!(&'a self),
            parse_quote!('a),
        ),
        (true, false) => (None, parse_quote!(&self), parse_quote!('_)),
    }
}
