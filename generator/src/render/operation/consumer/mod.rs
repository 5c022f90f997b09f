//! The consumer of the messages that an operation pulls: the method that begins one, and the queue as the runtime sees it.
//!
//! It has a file of its own, which the feature `consumer` compiles.

mod call;
mod docs;
mod pull;
mod reading;
mod setting;
mod settle;
mod warnings;

use setting::Setting;
use setting::settings;
use syn::FieldValue;
use syn::FnArg;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Input;
use crate::model::Lease;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Resource;
use crate::render::docs::outer;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::module::Module;
use crate::render::operation::step::Given;
use crate::render::owner::Owner;
use crate::render::syntax::borrowing_type;
use crate::render::syntax::field;
use crate::render::syntax::field_value;
use crate::render::syntax::ident;
use crate::render::syntax::implementation;
use crate::render::syntax::type_of;
use crate::render::syntax::value_of;
use crate::render::types::argument::argument;

/// The feature that compiles it.
pub(crate) const FEATURE: &str = "consumer";

/// A queue whose messages are leased, and the file that it is written in.
#[derive(Clone)]
struct Queue<'a> {
    lease: &'a Lease,
    pull: &'a Operation,
    /// Who has the operation that is called.
    owner: Owner<'a>,
    /// The file, as it sees that operation.
    file: &'a RustFile<'a>,
    /// What a pull is given that says which queue it is.
    held: Vec<Input<'a>>,
    settings: Vec<Setting<'a>>,
    settling: &'a [Called<'a>],
}

/// An operation that a queue calls.
struct Called<'a> {
    operation: &'a Operation,
    owner: Owner<'a>,
    file: RustFile<'a>,
}

/// The file of the consumer of an operation, if it has one.
pub(crate) fn consumer(
    pull: &Operation,
    lease: &Lease,
    owner: Owner<'_>,
    krate: &Crate<'_>,
) -> Module {
    let file = &krate.file_of_consumer(pull, owner);
    let retry = lease.retry.iter().filter(|_| !lease.is_settled_at_once());
    let found = [&lease.ack].into_iter().chain(retry);
    let found = found.filter_map(|one| operation(&one.operation, &krate.api.root));
    let found: Vec<(&Operation, Vec<&Resource>)> = found.collect();
    let settling: Vec<Called<'_>> = found
        .iter()
        .map(|(operation, resources)| {
            let owner = Owner { resources };
            Called {
                operation,
                owner,
                file: file.seen_from(operation, owner),
            }
        })
        .collect();
    let queue = Queue {
        lease,
        pull,
        owner,
        file,
        held: held(pull, lease, file),
        settings: settings(pull, lease, file),
        settling: &settling,
    };
    let mut items = vec![queue.entrance(), queue.definition()];
    items.extend(setting::setters(&queue));
    items.extend(settle::longest_delay(&queue));
    items.push(pull::implementation(&queue));
    items.extend(pull::content(&queue));
    let docs = format!("The consumer of the operation {}.", code(&pull.id));
    let (folder, name) = (owner.folder(krate.api), lease.method.plain());
    file.finish(format!("{folder}/{name}.rs"), &docs, items)
}

/// The operation of this id, and the resources that lead to it from the one that has it or has them.
fn operation<'m>(id: &str, root: &'m Resource) -> Option<(&'m Operation, Vec<&'m Resource>)> {
    if let Some(found) = root.operations.iter().find(|one| one.id == id) {
        return Some((found, Vec::new()));
    }
    root.resources.iter().find_map(|child| {
        let (found, mut resources) = operation(id, child)?;
        resources.insert(0, child);
        Some((found, resources))
    })
}

/// What a pull is given that says which queue it is.
fn held<'a>(pull: &'a Operation, lease: &Lease, file: &RustFile<'a>) -> Vec<Input<'a>> {
    let inputs = pull.inputs(|ty| file.properties(ty));
    let own: Vec<&Name> = lease.own_inputs().collect();
    let held = inputs.into_iter().filter(|one| one.is_argument);
    held.filter(|one| !own.contains(&one.name)).collect()
}

impl<'a> Queue<'a> {
    /// The operation of this id, which settles leases, and the queue as it calls that.
    fn settling(&self, id: &str) -> Option<(&'a Operation, Self)> {
        let called = self.settling.iter().find(|one| one.operation.id == id)?;
        let queue = Self {
            owner: called.owner,
            file: &called.file,
            ..self.clone()
        };
        Some((called.operation, queue))
    }

    /// The method that begins a consumer.
    fn entrance(&self) -> Item {
        let (file, name) = (self.file, ident(self.lease.method.rust()));
        let (lease, queue) = (file.runtime("lease"), ident(self.lease.queue.rust()));
        let owner = file.import(&self.owner.ty_path());
        let (arguments, values): (Vec<FnArg>, Vec<FieldValue>) =
            self.held.iter().map(|input| self.argument(input)).unzip();
        let this = value_of(ident("self"));
        let (owner, client) = if self.owner.is_client() {
            (type_of(owner, []), this)
        } else {
            let client = field(this, ident("client"));
            (borrowing_type(owner, "'_", []), client)
        };
        let unset = self.settings.iter().map(|one| ident(one.name.rust()));
        let above = outer(&docs::entrance(self));
        let function = parse_quote! {
            pub fn #name(&self, #(#arguments),*) -> #lease::Consumer<#queue> {
                #lease::Consumer::new(#queue { client: #client.clone(), #(#values,)* #(#unset: None,)* })
            }
        };
        implementation(owner, [crate::render::docs::above(function, above)])
    }

    /// How the method takes a value, and how the queue keeps it.
    fn argument(&self, input: &Input<'_>) -> (FnArg, FieldValue) {
        let name = ident(input.name.rust());
        if self.is_parameter(input) {
            let (argument, given) = Given::argument(input.ty, &name, self.file);
            let value = given.value;
            let value = if self.file.is_borrowed(input.ty) {
                parse_quote!(#name.clone())
            } else {
                value
            };
            return (argument, field_value(&name, value));
        }
        let argument = argument(input.ty, &name, self.file);
        let ty = argument.ty;
        (parse_quote!(#name: #ty), field_value(&name, argument.value))
    }

    fn is_parameter(&self, input: &Input<'_>) -> bool {
        let mut parameters = self.pull.parameters.iter();
        parameters.any(|parameter| parameter.name == *input.name)
    }

    /// The queue: a client, and what says which queue it is.
    fn definition(&self) -> Item {
        let (file, name) = (self.file, ident(self.lease.queue.rust()));
        let client = file.import("crate::client::Client");
        let docs = outer(&docs::queue(self));
        let fields = self.held.iter().map(|input| -> syn::Field {
            let (name, ty) = (ident(input.name.rust()), file.ty(input.ty));
            parse_quote!(#name: #ty)
        });
        let set = self.settings.iter().map(|setting| -> syn::Field {
            let (name, ty) = (ident(setting.name.rust()), file.option(setting.ty));
            parse_quote!(#name: #ty)
        });
        parse_quote! {
            #(#docs)*
            #[derive(Clone, Debug)]
            pub struct #name {
                client: #client,
                #(#fields,)*
                #(#set,)*
            }
        }
    }
}
