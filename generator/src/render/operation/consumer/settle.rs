//! How a queue settles leases.

use std::time::Duration;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::Stmt;
use syn::parse_quote;

use super::Queue;
use super::call::Call;
use super::call::Value;
use super::reading::Taking;
use super::warnings::warnings;
use crate::model::Input;
use crate::model::Integer;
use crate::model::LeaseEntry;
use crate::model::Name;
use crate::model::Operation;
use crate::model::RetryDelay;
use crate::model::SettledLeases;
use crate::model::Settling;
use crate::model::Type;
use crate::render::literal;
use crate::render::syntax::ident;

/// Which leases are settled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Those of messages that are done.
    Acks,
    /// Those of messages to deliver again, each with its delay.
    Retries,
    /// Those of messages to deliver again after one delay.
    Delayed,
}

impl Kind {
    fn of_retry(retry: &Settling) -> Self {
        let delay = retry.delay.as_ref();
        if delay.is_some_and(|delay| delay.is_of_call) {
            Self::Delayed
        } else {
            Self::Retries
        }
    }

    /// The leases as the settlement has them.
    fn leases(self) -> Expr {
        match self {
            Self::Acks => parse_quote!(settlement.acks),
            Self::Retries => parse_quote!(settlement.retries),
            Self::Delayed => parse_quote!(leases),
        }
    }

    /// The leases without their delays, to be counted through.
    pub(super) fn numbered(self) -> Expr {
        match self {
            Self::Acks => parse_quote!(&settlement.acks),
            Self::Retries => parse_quote!(settlement.retries.iter().map(|(lease, _)| lease)),
            Self::Delayed => parse_quote!(&leases),
        }
    }

    fn variable(self) -> &'static str {
        match self {
            Self::Acks => "acks",
            Self::Retries | Self::Delayed => "retries",
        }
    }

    fn count(self) -> &'static str {
        match self {
            Self::Acks => "acknowledged",
            Self::Retries | Self::Delayed => "retried",
        }
    }
}

/// The constant of the longest delay, where the description of the API has one.
pub(super) fn longest_delay(queue: &Queue<'_>) -> Option<Item> {
    let delay = queue.lease.retry.as_ref()?.delay.as_ref()?;
    let (longest, duration) = (delay.longest?, queue.file.std("time::Duration"));
    let value: Expr = if longest.subsec_millis() == 0 {
        let seconds = literal::integer(longest.as_secs());
        parse_quote!(#duration::from_secs(#seconds))
    } else {
        let milliseconds = literal::integer(longest.as_millis());
        parse_quote!(#duration::from_millis(#milliseconds))
    };
    Some(parse_quote! {
        /// The longest time that a message can be held back. A longer one is shortened.
        const LONGEST_DELAY: #duration = #value;
    })
}

/// The function that settles.
pub(super) fn function(queue: &Queue<'_>) -> ImplItemFn {
    let (lease, error) = (queue.file.runtime("lease"), queue.file.runtime("Error"));
    let retry = queue.lease.retry.as_ref();
    let statements = match retry {
        Some(retry) if queue.lease.is_settled_at_once() => at_once(retry, queue),
        retry => one_by_one(retry, queue),
    };
    parse_quote! {
        async fn settle(&self, settlement: #lease::Settlement) -> Result<#lease::Settled, #error> {
            #(#statements)*
        }
    }
}

/// One call settles both.
fn at_once(retry: &Settling, queue: &Queue<'_>) -> Vec<Stmt> {
    let (ack, lease) = (&queue.lease.ack, queue.file.runtime("lease"));
    let Some((operation, queue)) = &queue.settling(&ack.operation) else {
        return Vec::new();
    };
    let (acks, retries) = (
        items(ack, Kind::Acks, operation, queue),
        items(retry, Kind::Retries, operation, queue),
    );
    let values = [
        (ack.leases.input(), list(ack, parse_quote!(acks))),
        (retry.leases.input(), list(retry, parse_quote!(retries))),
    ];
    let call = queue.call(operation, &values);
    let counts = [(ack, Kind::Acks), (retry, Kind::Retries)].map(|(settling, kind)| {
        let (field, count) = (ident(kind.count()), count(settling, operation, queue)?);
        Some(quote!(#field: #count,))
    });
    let counts: Vec<TokenStream> = counts.into_iter().flatten().collect();
    let warned = [(ack, Kind::Acks), (retry, Kind::Retries)];
    let warned = warned.into_iter().find_map(|(settling, kind)| {
        let warnings = warnings(settling, kind, operation, queue)?.collected();
        Some(quote!(warnings: #warnings,))
    });
    let is_whole = counts.len() == 2 && warned.is_some();
    let rest = (!is_whole).then(|| quote!(..#lease::Settled::default()));
    let Call { before, response } = call;
    let result: TokenStream = if counts.is_empty() && warned.is_none() {
        quote!(#before #response; Ok(#lease::Settled::default()))
    } else {
        quote!(#before let response = #response; Ok(#lease::Settled { #(#counts)* #warned #rest }))
    };
    parse_quote! {
        let acks = #acks;
        let retries = #retries;
        #result
    }
}

/// A call for the messages that are done, and others for those to deliver again.
fn one_by_one(retry: Option<&Settling>, queue: &Queue<'_>) -> Vec<Stmt> {
    let lease = queue.file.runtime("lease");
    let ack = statement(&queue.lease.ack, Kind::Acks, queue);
    let retry = retry.map(|retry| statement(retry, Kind::of_retry(retry), queue));
    let all: Vec<Statement> = [ack].into_iter().chain(retry).collect();
    let is_read = all.iter().any(|statement| statement.is_read);
    let statements = all.into_iter().map(|statement| statement.tokens);
    if is_read {
        parse_quote! {
            let mut settled = #lease::Settled::default();
            #(#statements)*
            Ok(settled)
        }
    } else {
        parse_quote! {
            #(#statements)*
            Ok(#lease::Settled::default())
        }
    }
}

/// The statement that settles some leases, if there are any.
#[derive(Default)]
struct Statement {
    tokens: TokenStream,
    /// Whether it notes what comes back.
    is_read: bool,
}

fn statement(settling: &Settling, kind: Kind, queue: &Queue<'_>) -> Statement {
    let Some((operation, queue)) = &queue.settling(&settling.operation) else {
        return Statement::default();
    };
    match &settling.leases {
        SettledLeases::One(lease) => one_lease(settling, lease, kind, operation, queue),
        SettledLeases::List { .. } => list_of_leases(settling, kind, operation, queue),
    }
}

/// A call for each lease.
fn one_lease(
    settling: &Settling,
    lease: &Name,
    kind: Kind,
    operation: &Operation,
    queue: &Queue<'_>,
) -> Statement {
    let value = Value::converted(parse_quote!(lease.as_str()), &quote!(.into()));
    let mut values = vec![(lease, value)];
    values.extend(settling.delay.as_ref().map(delay_of_call));
    let Call { before, response } = queue.call(operation, &values);
    let call = quote!(#before #response;);
    let tokens = match (kind, &settling.delay) {
        (Kind::Acks, _) => quote!(for lease in &settlement.acks { #call }),
        (_, Some(_)) => quote!(for (lease, delay) in &settlement.retries { #call }),
        (_, None) => quote!(for (lease, _) in &settlement.retries { #call }),
    };
    Statement {
        tokens,
        is_read: false,
    }
}

/// A call for all leases, or for all of one delay.
fn list_of_leases(
    settling: &Settling,
    kind: Kind,
    operation: &Operation,
    queue: &Queue<'_>,
) -> Statement {
    let (variable, items) = (
        ident(kind.variable()),
        items(settling, kind, operation, queue),
    );
    let mut values = vec![(
        settling.leases.input(),
        list(settling, parse_quote!(#variable)),
    )];
    let delay = settling.delay.as_ref().filter(|delay| delay.is_of_call);
    values.extend(delay.map(delay_of_call));
    let Call { before, response } = queue.call(operation, &values);
    let count = count(settling, operation, queue).map(|count| noted(&count, kind));
    let warnings = warnings(settling, kind, operation, queue).map(|warnings| {
        let each = warnings.each();
        quote!(let warnings = #each; settled.warnings.extend(warnings);)
    });
    let is_read = count.is_some() || warnings.is_some();
    let call = if is_read {
        quote!(#before let response = #response;)
    } else {
        quote!(#before #response;)
    };
    let leases = kind.leases();
    let inner = quote!(let #variable = #items; #call #count #warnings);
    let tokens = if kind == Kind::Delayed {
        quote!(for (delay, leases) in settlement.retries_by_delay() { #inner })
    } else {
        quote!(if !#leases.is_empty() { #inner })
    };
    Statement { tokens, is_read }
}

/// The input that says how long all messages of a call wait, with the variable `delay`.
fn delay_of_call(delay: &RetryDelay) -> (&Name, Value) {
    let value = bounded(&parse_quote!(delay.unwrap_or_default()), delay);
    (&delay.name, Value::exact(value))
}

/// The statement that notes how many were settled.
fn noted(count: &Expr, kind: Kind) -> TokenStream {
    let field = ident(kind.count());
    if kind == Kind::Delayed {
        quote! {
            if let Some(count) = #count {
                *settled.#field.get_or_insert_default() += count;
            }
        }
    } else {
        quote!(settled.#field = #count;)
    }
}

/// A list of items: an argument takes them one by one.
fn list(settling: &Settling, items: Expr) -> Value {
    if settling.leases.entry().is_some() {
        Value::converted(items, &quote!(.collect()))
    } else {
        Value::converted(items, &quote!(.map(Into::into).collect()))
    }
}

/// The items that name leases.
fn items(settling: &Settling, kind: Kind, operation: &Operation, queue: &Queue<'_>) -> Expr {
    let leases = kind.leases();
    let Some(entry) = settling.leases.entry() else {
        let lease = queue.file.runtime("lease");
        return if kind == Kind::Retries {
            parse_quote!(#leases.iter().map(|(lease, _)| lease.as_str()))
        } else {
            parse_quote!(#leases.iter().map(#lease::LeaseId::as_str))
        };
    };
    let delay = settling.delay.as_ref().filter(|delay| !delay.is_of_call);
    let one: syn::Pat = match (kind, delay) {
        (Kind::Retries, Some(_)) => parse_quote!((lease, delay)),
        (Kind::Retries, None) => parse_quote!((lease, _)),
        (Kind::Acks | Kind::Delayed, _) => parse_quote!(lease),
    };
    let item = item(settling, entry, delay, operation, queue);
    if entry.number.is_some() {
        parse_quote!(#leases.iter().enumerate().map(|(number, #one)| #item))
    } else {
        parse_quote!(#leases.iter().map(|#one| #item))
    }
}

/// The item of a lease.
fn item(
    settling: &Settling,
    entry: &LeaseEntry,
    delay: Option<&RetryDelay>,
    operation: &Operation,
    queue: &Queue<'_>,
) -> Expr {
    let inputs = operation.inputs(|ty| queue.file.properties(ty));
    let list = inputs
        .iter()
        .find(|input| input.name == settling.leases.input());
    let Some(Type::List(ty)) = list.map(|input| input.ty) else {
        return parse_quote!(lease.as_str());
    };
    let properties: Vec<Input<'_>> = Input::properties(queue.file.properties(ty)).collect();
    let of = |name| properties.iter().find(|input| Some(input.name) == name);
    let delayed = of(delay.map(|delay| &delay.name)).zip(delay);
    let always = delayed.filter(|(input, _)| input.is_argument);
    let value = |input: &Input<'_>| -> Option<Value> {
        if *input.name == entry.lease {
            let lease = parse_quote!(lease.as_str());
            return Some(Value::converted(lease, &quote!(.into())));
        }
        Some(Value::exact(if Some(input.name) == entry.number.as_ref() {
            parse_quote!(number.to_string())
        } else {
            let (_, delay) = always.filter(|(delayed, _)| delayed.name == input.name)?;
            bounded(&parse_quote!(delay.unwrap_or_default()), delay)
        }))
    };
    let made = queue.made(ty, &properties, value);
    let Some((input, delay)) = delayed.filter(|(input, _)| !input.is_argument) else {
        return made;
    };
    let (setter, value) = (
        ident(input.name.rust()),
        bounded(&parse_quote!(*delay), delay),
    );
    parse_quote! {{
        let retry = #made;
        match delay {
            Some(delay) => retry.#setter(#value),
            None => retry,
        }
    }}
}

/// A delay that the queue takes.
fn bounded(value: &Expr, delay: &RetryDelay) -> Expr {
    match delay.longest {
        Some(Duration::ZERO) | None => value.clone(),
        Some(_) => parse_quote!(LONGEST_DELAY.min(#value)),
    }
}

/// How many leases were settled, as an option.
fn count(settling: &Settling, operation: &Operation, queue: &Queue<'_>) -> Option<Expr> {
    let path = settling.count.as_ref()?;
    let taken = queue.taken(operation, "response", path, Taking::Copied);
    let value = taken.value;
    let is_smaller = matches!(
        taken.ty,
        Some(Type::Integer(Integer::U8 | Integer::U16 | Integer::U32))
    );
    Some(match (taken.ty, taken.is_option) {
        (Some(Type::Integer(Integer::U64)), true) => value,
        (Some(Type::Integer(Integer::U64)), false) => parse_quote!(Some(#value)),
        (_, true) if is_smaller => parse_quote!(#value.map(u64::from)),
        (_, false) if is_smaller => parse_quote!(Some(u64::from(#value))),
        (_, true) => parse_quote!(#value.and_then(|count| count.try_into().ok())),
        (_, false) => parse_quote!(#value.try_into().ok()),
    })
}
