//! The consumer of the messages that an operation pulls: the method that begins one, and the queue as the runtime sees it.
//!
//! It has a file of its own, which the feature `consumer` compiles.

mod call;
mod docs;
mod pull;
mod reading;
mod settle;
mod warnings;

use syn::Expr;
use syn::FieldValue;
use syn::FnArg;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Input;
use crate::model::Lease;
use crate::model::Name;
use crate::model::Operation;
use crate::render::docs::outer;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::module::Module;
use crate::render::operation::step::Given;
use crate::render::owner::Owner;
use crate::render::syntax::ident;
use crate::render::syntax::with_functions;
use crate::render::types::argument::argument;
use crate::render::types::constructor::field_value;

/// The feature that compiles it.
pub(crate) const FEATURE: &str = "consumer";

/// A queue whose messages are leased, and the file that it is written in.
struct Queue<'a> {
    lease: &'a Lease,
    pull: &'a Operation,
    owner: Owner<'a>,
    file: &'a RustFile<'a>,
}

/// The file of the consumer of an operation, if it has one.
pub(crate) fn consumer(
    pull: &Operation,
    lease: &Lease,
    owner: Owner<'_>,
    krate: &Crate<'_>,
) -> Module {
    let file = &krate.file_of_consumer(pull, owner);
    let queue = Queue {
        lease,
        pull,
        owner,
        file,
    };
    let mut items = vec![queue.entrance(), queue.definition()];
    items.extend(settle::longest_delay(&queue));
    items.push(pull::implementation(&queue));
    items.extend(pull::content(&queue));
    let docs = format!("The consumer of the operation {}.", code(&pull.id));
    let (folder, name) = (owner.folder(krate.api), lease.method.plain());
    file.finish(format!("{folder}/{name}.rs"), &docs, items)
}

impl<'a> Queue<'a> {
    /// What a pull is given that says which queue it is.
    fn held(&self) -> Vec<Input<'a>> {
        let inputs = self.pull.inputs(|ty| self.file.properties(ty));
        let own: Vec<&Name> = self.lease.own_inputs().collect();
        let held = inputs.into_iter().filter(|one| one.is_argument);
        held.filter(|one| !own.contains(&one.name)).collect()
    }

    /// The operation of this id, which is beside the one that pulls.
    fn operation(&self, id: &str) -> Option<&'a Operation> {
        self.file.beside.iter().find(|one| one.id == id)
    }

    /// The method that begins a consumer.
    fn entrance(&self) -> Item {
        let (file, name) = (self.file, ident(self.lease.method.rust()));
        let (lease, queue) = (file.runtime("lease"), ident(self.lease.queue.rust()));
        let owner = file.import(&self.owner.ty_path());
        let (arguments, values): (Vec<FnArg>, Vec<FieldValue>) =
            self.held().iter().map(|input| self.argument(input)).unzip();
        let (block, client): (_, Expr) = if self.owner.is_client() {
            (parse_quote!(impl #owner {}), parse_quote!(self.clone()))
        } else {
            (
                parse_quote!(impl #owner<'_> {}),
                parse_quote!(self.client.clone()),
            )
        };
        let above = outer(&docs::entrance(self));
        let function = parse_quote! {
            pub fn #name(&self, #(#arguments),*) -> #lease::Consumer<#queue> {
                #lease::Consumer::new(#queue { client: #client, #(#values),* })
            }
        };
        with_functions(block, [crate::render::docs::above(function, above)])
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
            return (argument, field_value(&name, &value));
        }
        let argument = argument(input.ty, &name, self.file);
        let ty = argument.ty;
        (
            parse_quote!(#name: #ty),
            field_value(&name, &argument.value),
        )
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
        let held = self.held();
        let fields = held.iter().map(|input| -> syn::Field {
            let (name, ty) = (ident(input.name.rust()), file.ty(input.ty));
            parse_quote!(#name: #ty)
        });
        parse_quote! {
            #(#docs)*
            #[derive(Clone, Debug)]
            pub struct #name {
                client: #client,
                #(#fields,)*
            }
        }
    }
}
