//! Where the API is served: a constant, or where a program can choose, a type.

use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Server;
use crate::model::ServerChoice;
use crate::model::ServerValues;
use crate::model::ServerVariable;
use crate::render::docs;
use crate::render::docs::sanitize::sanitize;
use crate::render::file::RustFile;
use crate::render::ident;

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
    let said = server.description.as_deref().map(sanitize);
    let docs = docs::outer(&docs::paragraphs([
        "The URL before each path, where no other is set.",
        said.as_deref().unwrap_or_default(),
    ]));
    Some(parse_quote! {
        #(#docs)*
        const SERVER: &str = #url;
    })
}

/// What the client is told of its server.
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
        parse_quote! {
            /// Chooses the server. A base URL in the settings goes before it.
            pub fn server(mut self, server: Server) -> Self {
                self.server = server;
                self
            }
        }
    })
}

/// The type of the servers, where there is a choice.
pub(crate) fn server(server: &Server, file: &RustFile<'_>) -> Vec<Item> {
    let Some(first) = server.choices.first() else {
        return Vec::new();
    };
    let template = file.runtime("ServerTemplate");
    let docs = docs::outer(&type_docs(server, first));
    let setters = server.variables.iter().map(variable);
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
    let unless_set = "Variables of its URL have their defaults unless they are set; a value that would break the URL is refused \
        when the client is built.";
    let unless_set = if server.variables.is_empty() {
        ""
    } else {
        unless_set
    };
    if is_alone(server) {
        let said = docs::text(&first.docs, "Where the API is served.");
        let url = code(&first.url);
        return docs::paragraphs([said.as_str(), &url, unless_set]);
    }
    let name = first.name.plain();
    let default = format!("The client calls [`{name}`](Self::{name}), unless it is told another.");
    docs::paragraphs(["A server of the API.", &default, unless_set])
}

fn is_alone(server: &Server) -> bool {
    server.choices.len() == 1
}

/// One for each server. A server that is alone is the default, and needs no other way to it.
fn constructors(server: &Server, file: &RustFile<'_>) -> impl Iterator<Item = ImplItemFn> {
    let named = server.choices.iter().filter(|_| !is_alone(server));
    named.map(move |choice| {
        let name = ident(choice.name.rust());
        let url = code(&choice.url);
        let fallback = format!("The server {}.", code(choice.name.plain()));
        let said = docs::text(&choice.docs, &fallback);
        let docs = docs::outer(&docs::paragraphs([said.as_str(), &url]));
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

/// The URL with what is known of its variables.
pub(crate) fn template<'m>(
    url: &str,
    variables: impl IntoIterator<Item = &'m ServerValues>,
    file: &RustFile<'_>,
) -> Expr {
    let template = file.runtime("ServerTemplate");
    let new: Expr = parse_quote!(#template::new(#url));
    variables.into_iter().fold(new, |template, known| {
        let (name, default, values) = (&known.variable, &known.default, &known.values);
        parse_quote!(#template.variable(#name, #default, &[#(#values),*]))
    })
}

fn variable(variable: &ServerVariable) -> ImplItemFn {
    let wire = variable.name.wire();
    let name = ident(variable.name.rust());
    let fallback = format!("Sets {} in the URL.", code(wire));
    let docs = docs::outer(&docs::text(&variable.docs, &fallback));
    parse_quote! {
        #(#docs)*
        pub fn #name(mut self, #name: impl Into<String>) -> Self {
            self.0.set(#wire, #name);
            self
        }
    }
}

fn default(server: &Server, first: &ServerChoice, file: &RustFile<'_>) -> Item {
    let template = template(&first.url, &first.variables, file);
    if is_alone(server) {
        return parse_quote! {
            impl Default for Server {
                fn default() -> Self {
                    let server = #template;
                    Self(server)
                }
            }
        };
    }
    let name = ident(first.name.rust());
    parse_quote! {
        impl Default for Server {
            fn default() -> Self {
                Self::#name()
            }
        }
    }
}
