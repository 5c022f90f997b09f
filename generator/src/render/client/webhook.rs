//! `webhooks.rs` and `callbacks.rs`: what the server sends, as enums that read it.

use proc_macro2::Ident;
use syn::Arm;
use syn::Attribute;
use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Api;
use crate::model::Webhook;
use crate::render::Module;
use crate::render::docs;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::ident;

/// A module of what the server sends.
pub(crate) struct Inbox<'a> {
    /// The module.
    pub(crate) module: &'static str,
    /// The enum.
    pub(crate) name: &'static str,
    pub(crate) docs: &'static str,
    /// What one of them is called.
    what: &'static str,
    pub(crate) sent: &'a [Webhook],
}

impl Inbox<'_> {
    /// What is said of one that the document says nothing of.
    pub(crate) fn fallback(&self, webhook: &Webhook) -> String {
        format!("The {} {}.", self.what, code(webhook.name.wire()))
    }
}

/// The modules that the crate has.
pub(crate) fn inboxes(api: &Api) -> Vec<Inbox<'_>> {
    let webhooks = Inbox {
        module: api.webhooks_module(),
        name: "Webhook",
        docs: "What the server sends to the webhooks that it is told of.",
        what: "webhook",
        sent: &api.webhooks,
    };
    let callbacks = Inbox {
        module: api.callbacks_module(),
        name: "Callback",
        docs: "What the server sends to the addresses that calls have named.",
        what: "callback",
        sent: &api.callbacks,
    };
    let all = [webhooks, callbacks].into_iter();
    all.filter(|inbox| !inbox.sent.is_empty()).collect()
}

/// The file of each module.
pub(crate) fn webhooks(krate: &Crate<'_>) -> impl Iterator<Item = Module> {
    inboxes(krate.api).into_iter().map(|inbox| {
        let file = krate.file();
        let items = items(&inbox, &file);
        file.finish(format!("src/{}.rs", inbox.module), inbox.docs, items)
    })
}

fn items(inbox: &Inbox<'_>, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(inbox.name);
    let variants: Vec<syn::Variant> = inbox
        .sent
        .iter()
        .map(|one| variant(one, inbox, file))
        .collect();
    let unknown_docs = docs::outer(&format!(
        "A {} of this name, which the description does not know.",
        inbox.what
    ));
    let unknown = ident(unknown(inbox));
    let functions = functions(inbox, file);
    let docs = docs::outer(inbox.docs);
    vec![
        parse_quote! {
            #(#docs)*
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants,)*
                #(#unknown_docs)*
                #unknown(String),
            }
        },
        parse_quote! {
            impl #name {
                #(#functions)*
            }
        },
    ]
}

/// How many names one function knows: lints call a longer one too long.
const KNOWN_BY_ONE: usize = 40;

/// `parse`, and those that know more names.
fn functions(inbox: &Inbox<'_>, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let error = file.runtime("webhook::WebhookError");
    let what = inbox.what;
    let docs = docs::outer(&format!(
        "Reads the body that came to the {what} called `name`, as tolerantly as an answer. Check its signature before, if it has one.\n\n\
         The names are those of the description; each variant says its own. A new one is no error.\n\n\
         # Errors\n\nFor a body that is no JSON, or none of this {what}."
    ));
    let groups: Vec<&[Webhook]> = inbox.sent.chunks(KNOWN_BY_ONE).collect();
    let mut functions = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let arms: Vec<Arm> = group.iter().map(|one| arm(one, file)).collect();
        let name = function_name(index);
        let is_last = index + 1 == groups.len();
        let is_read = !is_last || group.iter().any(|one| one.ty.is_some());
        let body = ident(if is_read { "body" } else { "_body" });
        let otherwise: Expr = if is_last {
            let unknown = ident(unknown(inbox));
            parse_quote!(Self::#unknown(name.to_owned()))
        } else {
            let next = function_name(index + 1);
            parse_quote!(return Self::#next(name, body))
        };
        let start: ImplItemFn = parse_quote! {
            fn #name(name: &str, #body: &[u8]) -> Result<Self, #error> {
                let sent = match name {
                    #(#arms)*
                    _ => #otherwise,
                };
                Ok(sent)
            }
        };
        functions.push(if index == 0 {
            public(start, &docs)
        } else {
            start
        });
    }
    functions
}

fn public(function: ImplItemFn, docs: &[Attribute]) -> ImplItemFn {
    ImplItemFn {
        attrs: docs.to_vec(),
        vis: parse_quote!(pub),
        ..function
    }
}

fn function_name(index: usize) -> Ident {
    match index {
        0 => ident("parse"),
        more => ident(&format!("parse_{}", more + 1)),
    }
}

/// A variant of that name may stand for something the document has.
fn unknown(inbox: &Inbox<'_>) -> &'static str {
    let is_taken = |name: &&str| inbox.sent.iter().any(|one| one.name.rust() == *name);
    let mut names = ["Unknown", "UnknownName", "NotInDescription"].into_iter();
    names.find(|name| !is_taken(name)).unwrap_or("Unknown")
}

fn variant(webhook: &Webhook, inbox: &Inbox<'_>, file: &RustFile<'_>) -> syn::Variant {
    let name = ident(webhook.name.rust());
    let wire = webhook.name.wire();
    let said = docs::text(&webhook.docs, &inbox.fallback(webhook));
    let verb = webhook.verb.lower_case().to_uppercase();
    let place = match &webhook.address {
        Some(address) => format!("{}: {}.", code(wire), code(&format!("{verb} {address}"))),
        None => format!("{}, with {}.", code(wire), code(&verb)),
    };
    let docs = docs::outer(&docs::paragraphs([said.as_str(), place.as_str()]));
    match &webhook.ty {
        Some(ty) => {
            let ty = file.received(ty);
            parse_quote!(#(#docs)* #name(Box<#ty>))
        }
        None => parse_quote!(#(#docs)* #name),
    }
}

fn arm(webhook: &Webhook, file: &RustFile<'_>) -> Arm {
    let name = ident(webhook.name.rust());
    let wire = webhook.name.wire();
    if webhook.ty.is_some() {
        let read = file.runtime("webhook::read");
        parse_quote!(#wire => Self::#name(#read(body)?),)
    } else {
        parse_quote!(#wire => Self::#name,)
    }
}
