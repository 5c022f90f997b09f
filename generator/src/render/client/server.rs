//! Where the API is served: a constant, or where a program can choose, a type.

use quote::quote;
use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Server;
use crate::model::ServerChoice;
use crate::render::docs;
use crate::render::docs::sanitize::sanitize;
use crate::render::file::RustFile;
use crate::render::operation::server::template;
use crate::render::operation::server::variable_setter;
use crate::render::syntax::ident;
use crate::render::types::argument;

/// The types that it defines.
pub(crate) const TYPES: [&str; 1] = ["Server"];

/// Whether a program chooses a server, or sets a part of its URL.
pub(crate) fn is_chosen(server: &Server) -> bool {
    !server.choices.is_empty()
}

/// The URL, where there is no choice.
pub(crate) fn constant(server: &Server) -> Option<Item> {
    if is_chosen(server) {
        return None;
    }
    let url = &server.url;
    let text = server.description.as_deref().map(sanitize);
    let docs = docs::outer(&docs::paragraphs([
        "The base URL, unless another is set.",
        text.as_deref().unwrap_or_default(),
    ]));
    Some(parse_quote! {
        #(#docs)*
        const SERVER: &str = #url;
    })
}

/// The URL as it is passed to the HTTP client.
pub(crate) fn url(server: &Server) -> Expr {
    if is_chosen(server) {
        parse_quote!(&self.server.0.url()?)
    } else {
        parse_quote!(SERVER)
    }
}

/// The method of the builder that takes a server.
pub(crate) fn setter(server: &Server) -> Option<ImplItemFn> {
    is_chosen(server).then(|| {
        let docs = docs::outer("Sets the server. A base URL in the settings takes precedence.");
        let set = parse_quote!(self.server = server;);
        argument::setter(&ident("server"), docs, parse_quote!(Server), set)
    })
}

/// The type of the servers, where there is a choice.
pub(crate) fn server(server: &Server, file: &RustFile<'_>) -> Vec<Item> {
    let Some(first) = server.choices.first() else {
        return Vec::new();
    };
    let template = file.runtime("ServerTemplate");
    let docs = docs::outer(&type_docs(server, first));
    let held = parse_quote!(self.0);
    let setters = server.variables.iter();
    let setters = setters.map(|variable| variable_setter(variable, &held, ""));
    let functions: Vec<ImplItemFn> = constructors(server, file).chain(setters).collect();
    let item = parse_quote! {
        #(#docs)*
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct Server(#template);
    };
    let block = parse_quote! {
        impl Server {
            #(#functions)*
        }
    };
    vec![item, block, default(server, first, file)]
}

fn type_docs(server: &Server, first: &ServerChoice) -> String {
    let unless_set = "Variables in its URL have their default values unless they are set. Building the client fails if a value \
        makes the URL invalid.";
    let unless_set = if server.variables.is_empty() {
        ""
    } else {
        unless_set
    };
    if is_alone(server) {
        let text = docs::text(&first.docs, "The server of the API.");
        let url = code(&first.url);
        return docs::paragraphs([text.as_str(), &url, unless_set]);
    }
    let name = first.name.plain();
    let default = format!("The default is [`{name}`](Self::{name}).");
    docs::paragraphs(["A server of the API.", &default, unless_set])
}

fn is_alone(server: &Server) -> bool {
    server.choices.len() == 1
}

/// A constructor for each server; a single one is the default, and needs none.
fn constructors(server: &Server, file: &RustFile<'_>) -> impl Iterator<Item = ImplItemFn> {
    let named = server.choices.iter().filter(|_| !is_alone(server));
    named.map(move |choice| {
        let name = ident(choice.name.rust());
        let url = code(&choice.url);
        let fallback = format!("The server {}.", code(choice.name.plain()));
        let docs = docs::outer(&docs::text_and(&choice.docs, &fallback, &url));
        let template = template(&choice.url, &choice.variables, file);
        parse_quote! {
            #(#docs)*
            pub fn #name() -> Self {
                let server = #template;
                Self(server)
            }
        }
    })
}

fn default(server: &Server, first: &ServerChoice, file: &RustFile<'_>) -> Item {
    let body = if is_alone(server) {
        let template = template(&first.url, &first.variables, file);
        quote!(let server = #template; Self(server))
    } else {
        let name = ident(first.name.rust());
        quote!(Self::#name())
    };
    parse_quote! {
        impl Default for Server {
            fn default() -> Self {
                #body
            }
        }
    }
}
