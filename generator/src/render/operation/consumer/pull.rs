//! How a queue pulls, and what its errors mean: the implementation of the runtime's traits.

use quote::quote;
use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use super::Queue;
use super::call::Call;
use super::call::Value;
use super::reading::Taking;
use super::settle;
use crate::model::Integer;
use crate::model::LeasedContent;
use crate::model::Name;
use crate::model::Type;
use crate::render::literal;
use crate::render::operation::reach::Access;
use crate::render::operation::reach::Reach;
use crate::render::syntax::ident;

/// The implementation of `LeaseQueue`.
pub(super) fn implementation(queue: &Queue<'_>) -> Item {
    let (file, name) = (queue.file, ident(queue.lease.queue.rust()));
    let lease = file.runtime("lease");
    let message = message(queue);
    let most = literal::integer(queue.lease.most);
    let is_one_by_one = queue.lease.is_settled_one_by_one();
    let most_settled = is_one_by_one.then(|| {
        quote!(
            const MOST_SETTLED: u32 = 1;
        )
    });
    let property = queue.lease.lease.last().map_or("", Name::wire);
    let (pull, settle) = (pull(queue, &message), settle::function(queue));
    let questions = [
        question("is_waiting", &queue.lease.waiting, queue),
        question("is_permanent", &queue.lease.permanent, queue),
        question("is_lost", &queue.lease.lost, queue),
    ];
    let questions = questions.iter().flatten();
    parse_quote! {
        impl #lease::LeaseQueue for #name {
            type Message = #message;

            const MOST: u32 = #most;

            #most_settled

            const LEASE: &'static str = #property;

            #pull

            #settle

            #(#questions)*
        }
    }
}

/// The type of a message.
fn message(queue: &Queue<'_>) -> syn::Type {
    let taken = queue.taken(queue.pull, "pulled", &queue.lease.items, Taking::Moved);
    let item = item(queue).unwrap_or(Type::Any);
    queue.file.used(&item, taken.usage)
}

fn item(queue: &Queue<'_>) -> Option<Type> {
    let taken = queue.taken(queue.pull, "pulled", &queue.lease.items, Taking::Moved);
    match taken.ty {
        Some(Type::List(item)) => Some(*item),
        other => other,
    }
}

/// Pulls, and gives the messages with their leases.
fn pull(queue: &Queue<'_>, message: &syn::Type) -> ImplItemFn {
    let (file, described) = (queue.file, queue.lease);
    let (lease, error) = (file.runtime("lease"), file.runtime("Error"));
    let duration = file.std("time::Duration");
    let inputs = queue.pull.inputs(|ty| file.properties(ty));
    let width = inputs
        .iter()
        .find(|input| *input.name == described.batch_size);
    let most = Value::exact(most(width.map(|input| input.ty)));
    let mut values = vec![(&described.batch_size, most)];
    let timeout = described.visibility_timeout.as_ref();
    values.extend(timeout.map(|name| (name, Value::exact(parse_quote!(visibility_timeout)))));
    let timeout: syn::Pat = match timeout {
        Some(_) => parse_quote!(visibility_timeout),
        None => parse_quote!(_),
    };
    let Call { before, response } = queue.call(queue.pull, &values);
    let items = queue.taken(queue.pull, "pulled", &described.items, Taking::Moved);
    let list = items.value;
    let list: Expr = if items.is_option {
        parse_quote!(#list.unwrap_or_default())
    } else {
        list
    };
    let (of, attempts) = (text(queue, &described.lease), attempts(queue));
    parse_quote! {
        async fn pull(&self, most: u32, #timeout: #duration) -> Result<#lease::Pulled<#message>, #error> {
            #before
            let pulled = #response;
            Ok(#lease::Pulled::of(#list, |message| #of, #attempts))
        }
    }
}

/// How many messages to pull, as the input takes it.
fn most(ty: Option<&Type>) -> Expr {
    match ty {
        Some(Type::Integer(Integer::I64 | Integer::U64)) => parse_quote!(most.into()),
        Some(Type::Integer(Integer::I8)) => parse_quote!(most.try_into().unwrap_or(i8::MAX)),
        Some(Type::Integer(Integer::I16)) => parse_quote!(most.try_into().unwrap_or(i16::MAX)),
        Some(Type::Integer(Integer::I32)) => parse_quote!(most.try_into().unwrap_or(i32::MAX)),
        Some(Type::Integer(Integer::U8)) => parse_quote!(most.try_into().unwrap_or(u8::MAX)),
        Some(Type::Integer(Integer::U16)) => parse_quote!(most.try_into().unwrap_or(u16::MAX)),
        _ => parse_quote!(most),
    }
}

fn reach(queue: &Queue<'_>, path: &[Name], access: Access) -> Reach {
    let mut reach = Reach::of(parse_quote!(message), item(queue));
    reach.follow(path, access, queue.file);
    reach
}

/// The text at the end of a path of a message, as an option.
fn text(queue: &Queue<'_>, path: &[Name]) -> Expr {
    reach(queue, path, Access::Borrowed).text()
}

/// The function that takes the number of deliveries out of a message.
fn attempts(queue: &Queue<'_>) -> Expr {
    let Some(path) = &queue.lease.attempts else {
        return parse_quote!(|_| None::<u32>);
    };
    let reach = reach(queue, path, Access::Copied);
    if reach.is_text() {
        let text = reach.text();
        return parse_quote!(|message| #text?.parse::<u32>().ok());
    }
    let attempts = reach.taken(Access::Copied);
    parse_quote!(|message| #attempts)
}

/// Whether an error means one of these conditions.
fn question(name: &str, conditions: &[Name], queue: &Queue<'_>) -> Option<ImplItemFn> {
    let conditions: Vec<_> = conditions
        .iter()
        .map(|condition| ident(&format!("is_{}", condition.plain())))
        .collect();
    if conditions.is_empty() {
        return None;
    }
    let (name, error) = (ident(name), queue.file.runtime("Error"));
    queue.file.import("crate::conditions::ErrorConditions");
    Some(parse_quote! {
        fn #name(&self, error: &#error) -> bool {
            #(error.#conditions())||*
        }
    })
}

/// The implementation of `ContentQueue`, where a message has a content.
pub(super) fn content(queue: &Queue<'_>) -> Option<Item> {
    let content = queue.lease.content.as_ref()?;
    let (file, name) = (queue.file, ident(queue.lease.queue.rust()));
    let (lease, message) = (file.runtime("lease"), message(queue));
    let ty = file.runtime("Content");
    let body = match content {
        LeasedContent::Announced => quote!(message.content()),
        LeasedContent::Json(path) => {
            let text = text(queue, path);
            let is_one_step = path.len() == 1 && !has_question_mark(&text);
            if is_one_step {
                quote!(#ty::new(#text, "json"))
            } else {
                quote! {
                    let text = || #text;
                    #ty::new(text(), "json")
                }
            }
        }
    };
    Some(parse_quote! {
        impl #lease::ContentQueue for #name {
            fn content(message: &#message) -> #ty<'_> {
                #body
            }
        }
    })
}

/// Whether an expression returns early, so that it needs a function around it.
fn has_question_mark(expression: &Expr) -> bool {
    match expression {
        Expr::Try(_) => true,
        Expr::MethodCall(call) => has_question_mark(&call.receiver),
        Expr::Field(field) => has_question_mark(&field.base),
        Expr::Call(call) => call.args.iter().any(has_question_mark),
        _ => false,
    }
}
