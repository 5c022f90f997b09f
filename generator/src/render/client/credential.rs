//! The ways to authenticate: the table of schemes, and a builder method for each alternative.

use proc_macro2::Ident;
use quote::quote;
use syn::Expr;
use syn::ImplItemFn;
use syn::Item;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Alternative;
use crate::model::Api;
use crate::model::Placement;
use crate::model::Scheme;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;

/// The table of alternatives.
pub(crate) fn security(api: &Api, file: &RustFile<'_>) -> Option<Item> {
    if api.security.is_empty() {
        return None;
    }
    let ty = file.runtime("Scheme");
    let alternatives = api.security.iter().map(|alternative| -> Expr {
        let schemes = alternative.schemes.iter().map(|one| scheme(one, &ty));
        parse_quote!(&[#(#schemes),*])
    });
    Some(parse_quote! {
        /// The ways to authenticate, each a set of schemes that are used together.
        const SECURITY: &[&[#ty]] = &[#(#alternatives),*];
    })
}

fn scheme(scheme: &Scheme, ty: &Ident) -> Expr {
    let name = scheme.name.wire();
    let (kind, place) = match &scheme.placement {
        Placement::Bearer => ("bearer", None),
        Placement::Basic => ("basic", None),
        Placement::Header(header) => ("header", Some(header)),
        Placement::Query(parameter) => ("query", Some(parameter)),
        Placement::Cookie(cookie) => ("cookie", Some(cookie)),
    };
    let (kind, place) = (ident(kind), place.into_iter());
    let variable = scheme.environment.as_ref();
    let variable = variable.map(|variable| quote!(.variable(#variable)));
    parse_quote!(#ty::#kind(#name #(, #place)*) #variable)
}

/// The docs of a credential that expires.
const SOURCE: &str = "Takes a token, or a [`TokenSource`](crate::client_runtime::TokenSource) that fetches new ones.";

/// The builder method that takes one alternative.
pub(crate) fn setter(
    index: usize,
    alternative: &Alternative,
    joins: bool,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let expires = alternative.schemes.iter().any(|scheme| scheme.expires);
    let secret = file.runtime(if expires {
        "TokenOrSource"
    } else {
        "SecretString"
    });
    let new = ident(if expires { "with_sources" } else { "new" });
    let method = ident(alternative.name.rust());
    let schemes = alternative.schemes.iter();
    let names: Vec<Ident> = schemes.map(|one| ident(one.name.rust())).collect();
    let index = syn::Index::from(index);
    let docs = docs::outer(&setter_docs(alternative, joins));
    let held = file.runtime("Credentials");
    let mut credentials: Expr = parse_quote!(#held::#new(SECURITY[#index], secrets));
    if joins {
        credentials = parse_quote!(self.credentials.and(#credentials));
    }
    parse_quote! {
        #(#docs)*
        pub fn #method(mut self, #(#names: impl Into<#secret>),*) -> Self {
            let secrets = [#(#names.into()),*];
            self.credentials = #credentials;
            self
        }
    }
}

fn setter_docs(alternative: &Alternative, joins: bool) -> String {
    let text = |scheme: &Scheme| {
        let fallback = format!(
            "The credential of the security scheme {}.",
            code(scheme.name.wire())
        );
        let source = if scheme.expires { SOURCE } else { "" };
        docs::text_and(&scheme.docs, &fallback, source)
    };
    let replaces = if joins {
        "Added to the credentials set before: each operation sends those that it accepts."
    } else {
        "Replaces any credentials set before."
    };
    let schemes = &alternative.schemes;
    if let [one] = schemes.as_slice() {
        return docs::paragraphs([&text(one), replaces]);
    }
    let names = docs::codes(schemes.iter().map(|scheme| scheme.name.plain()), " and ");
    let line = |one: &Scheme| {
        format!(
            "- {}: {}",
            code(one.name.plain()),
            docs::one_line(&text(one))
        )
    };
    let lines: Vec<String> = schemes.iter().map(line).collect();
    docs::paragraphs([
        &format!("Sets {names}, which are used together."),
        &lines.join("\n"),
        replaces,
    ])
}
