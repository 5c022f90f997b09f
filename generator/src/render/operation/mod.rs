//! Operations: the method that starts a call, the call, and the types that only it uses.

pub(crate) mod call;
pub(crate) mod consumer;
pub(crate) mod pages;
pub(crate) mod server;

mod body;
mod method_docs;
mod reach;
mod request;
mod send;
mod setter;
mod step;

use syn::ImplItemFn;
use syn::Item;

use crate::model::Body;
use crate::model::Media;
use crate::model::Operation;
use crate::render::docs;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::module::Module;
pub(crate) use crate::render::operation::method_docs::error_response_docs;
use crate::render::operation::method_docs::method_docs;
use crate::render::operation::request::request;
use crate::render::owner::Owner;
use crate::render::syntax::Receiver;
use crate::render::syntax::borrowing;
use crate::render::syntax::borrowing_type;
use crate::render::syntax::chained;
use crate::render::syntax::field;
use crate::render::syntax::function;
use crate::render::syntax::ident;
use crate::render::syntax::implementation;
use crate::render::syntax::last;
use crate::render::syntax::public;
use crate::render::syntax::returning;
use crate::render::syntax::type_of;
use crate::render::syntax::value_of;
use crate::render::types;
use crate::render::types::check;
use crate::render::types::required;
use crate::render::types::responses::result_type;
use crate::render::types::structure;

/// The file of an operation.
pub(crate) fn operation(operation: &Operation, owner: Owner<'_>, krate: &Crate<'_>) -> Module {
    let file = &krate.file_of_operation(operation);
    let starts = format!("{}::{}", owner.ty(), operation.method.plain());
    let mut items = vec![start(operation, owner, file)];
    if operation.has_own_call() {
        items.extend(call::call(operation, &starts, file));
    }
    if let Body::Properties {
        name,
        fields,
        check,
        media,
    } = &operation.body
    {
        let is_serialized = !matches!(media, Media::Multipart(_));
        let name = ident(name.rust());
        let body = structure::body(&name, fields, is_serialized, operation.has_own_call(), file);
        items.push(Item::Struct(body));
        items.extend(check::of_properties(&name, check.as_deref(), fields, file));
    }
    if let Some(required) = &operation.required {
        items.push(required::of_operation(required, operation, &starts, file));
    }
    for definition in &operation.types {
        items.extend(types::items(definition, file));
    }
    let (folder, name) = (owner.folder(krate.api), operation.method.plain());
    // The docs of the method say all.
    file.finish(format!("{folder}/{name}.rs"), "", items)
}

/// The method of the owner.
fn start(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> Item {
    let ty = file.import(&owner.ty_path());
    let function = method(operation, owner, file);
    if owner.is_client() {
        implementation(type_of(ty, []), [function])
    } else {
        borrowing(borrowing_type(ty, "'a", []), [function])
    }
}

fn method(operation: &Operation, owner: Owner<'_>, file: &RustFile<'_>) -> ImplItemFn {
    let docs = docs::outer(&method_docs(operation, owner, file));
    let deprecated = docs::deprecation(&operation.docs);
    let this = value_of(ident("self"));
    let (client, lifetime) = if owner.is_client() {
        (this, "'_")
    } else {
        (field(this, ident("client")), "'a")
    };
    let request = request(operation, &client, file);
    let (call, made) = if operation.has_own_call() {
        let made = call::made(operation, &request, file);
        let call = ident(operation.call.rust());
        (borrowing_type(call, lifetime, []), made)
    } else {
        let (call, result) = (file.runtime("Call"), result_type(&operation.response, file));
        let read = send::read(&operation.response, file);
        let accept = send::accept(operation.accept.as_deref());
        let made = chained(request.expression, accept.into_iter().chain([read]));
        (borrowing_type(call, lifetime, [result]), made)
    };
    let name = ident(operation.method.rust());
    let body = request.before.into_iter().chain([last(made)]);
    let function = function(Receiver::Borrowed, name, request.arguments, body);
    let above = docs.into_iter().chain(deprecated).collect();
    docs::above(public(returning(function, call)), above)
}
