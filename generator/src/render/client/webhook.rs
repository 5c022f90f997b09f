//! `webhooks.rs` and `callbacks.rs`: what the server sends, as enums that read it.

use std::sync::Arc;

use proc_macro2::Ident;
use syn::Arm;
use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Api;
use crate::model::Type;
use crate::model::Webhook;
use crate::render::docs;
use crate::render::draft::Draft;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::module::Module;
use crate::render::syntax::ident;
use crate::render::types::items;

/// A module for the requests that the server sends.
pub(crate) struct Inbox<'a> {
    /// The module.
    pub(crate) module: &'static str,
    /// The enum.
    pub(crate) name: &'static str,
    pub(crate) docs: &'static str,
    /// The word for one of them.
    what: &'static str,
    pub(crate) sent: &'a [Webhook],
}

impl Inbox<'_> {
    /// The docs of one that has none in the document.
    pub(crate) fn fallback(&self, webhook: &Webhook) -> String {
        format!("The {} {}.", self.what, code(webhook.name.wire()))
    }
}

/// The modules that the crate has.
pub(crate) fn inboxes(api: &Api) -> Vec<Inbox<'_>> {
    let webhooks = Inbox {
        module: api.webhooks_module(),
        name: unless_imported(["Webhook", "IncomingWebhook"], &api.webhooks),
        docs: "Requests that the server sends to webhooks.",
        what: "webhook",
        sent: &api.webhooks,
    };
    let callbacks = Inbox {
        module: api.callbacks_module(),
        name: unless_imported(["Callback", "IncomingCallback"], &api.callbacks),
        docs: "Requests that the server sends to the callback URLs given in calls.",
        what: "callback",
        sent: &api.callbacks,
    };
    let all = [webhooks, callbacks].into_iter();
    all.filter(|inbox| !inbox.sent.is_empty()).collect()
}

/// The first name, unless one of the types that are read is called so.
fn unless_imported([name, other]: [&'static str; 2], sent: &[Webhook]) -> &'static str {
    let types = sent.iter().filter_map(|one| one.ty.as_ref()?.named());
    let is_imported = types.map(|ty| &ty.name).any(|ty| ty == name);
    if is_imported { other } else { name }
}

/// The file of each module.
pub(crate) fn webhooks<'a>(krate: &Arc<Crate<'a>>) -> impl Iterator<Item = Draft<'a>> {
    let inboxes = inboxes(krate.api).into_iter();
    inboxes.map(|inbox| Draft::of(krate, move |krate| one(&inbox, krate)))
}

fn one(inbox: &Inbox<'_>, krate: &Crate<'_>) -> Module {
    let file = krate.file();
    let items = definition(inbox, &file);
    file.finish(format!("src/{}.rs", inbox.module), inbox.docs, items)
}

fn definition(inbox: &Inbox<'_>, file: &RustFile<'_>) -> Vec<Item> {
    let name = ident(inbox.name);
    let known = inbox.sent.iter().map(|one| variant(one, inbox, file));
    let unknown = unknown(inbox);
    let unknown_docs = docs::outer(&format!(
        "The name of a {} that is not in the API description.",
        inbox.what
    ));
    let unknown = [parse_quote!(#(#unknown_docs)* #unknown(String))];
    let functions = functions(inbox, file);
    let mut above = docs::outer(inbox.docs);
    above.push(parse_quote!(#[derive(Clone, Debug, PartialEq)]));
    vec![
        items::enumeration(above, &name, known.chain(unknown)),
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
    let what = inbox.what;
    let docs = docs::outer(&format!(
        "Parses the body of a request to the {what} `name`. Verify its signature first, if it has one.\n\n\
         The names are those of the API description; each variant documents its own. An unknown name is no error.\n\n\
         # Errors\n\n[`WebhookError`] when the body is not JSON, or does not fit the schema of the {what}."
    ));
    let groups: Vec<&[Webhook]> = inbox.sent.chunks(KNOWN_BY_ONE).collect();
    let functions = groups.iter().enumerate().map(|(index, group)| {
        let is_last = index + 1 == groups.len();
        let mut function = function(index, group, is_last, inbox, file);
        if index == 0 {
            function.attrs.clone_from(&docs);
            function.vis = parse_quote!(pub);
        }
        function
    });
    functions.collect()
}

/// What reads the bodies of some names, and leaves the others to the next function.
fn function(
    index: usize,
    group: &[Webhook],
    is_last: bool,
    inbox: &Inbox<'_>,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let error = file.runtime("webhook::WebhookError");
    let arms = group.iter().map(|one| arm(one, file));
    let name = function_name(index);
    let is_read = !is_last || group.iter().any(|one| one.ty.is_some());
    let body = ident(if is_read { "body" } else { "_body" });
    let otherwise: Expr = if is_last {
        let unknown = unknown(inbox);
        parse_quote!(Self::#unknown(name.to_owned()))
    } else {
        let next = function_name(index + 1);
        parse_quote!(return Self::#next(name, body))
    };
    parse_quote! {
        fn #name(name: &str, #body: &[u8]) -> Result<Self, #error> {
            let sent = match name {
                #(#arms)*
                _ => #otherwise,
            };
            Ok(sent)
        }
    }
}

fn function_name(index: usize) -> Ident {
    match index {
        0 => ident("parse"),
        more => ident(&format!("parse_{}", more + 1)),
    }
}

/// The variant for other names.
fn unknown(inbox: &Inbox<'_>) -> Ident {
    let candidates = ["Unknown", "UnknownName", "NotInDescription"];
    items::free_name(&candidates, inbox.sent.iter().map(|one| &one.name))
}

fn variant(webhook: &Webhook, inbox: &Inbox<'_>, file: &RustFile<'_>) -> syn::Variant {
    let wire = code(webhook.name.wire());
    let verb = webhook.verb.wire();
    let place = match &webhook.address {
        Some(address) => format!("{wire}: {}.", code(&format!("{verb} {address}"))),
        None => format!("{wire}, sent with {}.", code(verb)),
    };
    let text = docs::text_and(&webhook.docs, &inbox.fallback(webhook), &place);
    let held = webhook
        .ty
        .clone()
        .map(|ty| file.received(&Type::Boxed(Box::new(ty))));
    items::variant(docs::outer(&text), &webhook.name, held.as_ref())
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
