//! The ways to authenticate: the table of schemes, and a builder method for each alternative.

use proc_macro2::Ident;
use syn::Expr;
use syn::FnArg;
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
use crate::render::ident;

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
        /// The alternatives to authenticate, each with the schemes that go together.
        const SECURITY: &[&[#ty]] = &[#(#alternatives),*];
    })
}

fn scheme(scheme: &Scheme, ty: &Ident) -> Expr {
    let name = scheme.name.wire();
    let made: Expr = match &scheme.placement {
        Placement::Bearer => parse_quote!(#ty::bearer(#name)),
        Placement::Basic => parse_quote!(#ty::basic(#name)),
        Placement::Header(header) => parse_quote!(#ty::header(#name, #header)),
        Placement::Query(parameter) => parse_quote!(#ty::query(#name, #parameter)),
        Placement::Cookie(cookie) => parse_quote!(#ty::cookie(#name, #cookie)),
    };
    match &scheme.environment {
        Some(variable) => parse_quote!(#made.variable(#variable)),
        None => made,
    }
}

/// What is said of a credential that passes.
const SOURCE: &str =
    "A token, or a [`TokenSource`](client_runtime::TokenSource) that gets new ones.";

/// The builder method that takes one alternative.
pub(crate) fn setter(
    index: usize,
    alternative: &Alternative,
    joins: bool,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let passes = alternative.schemes.iter().any(|scheme| scheme.passes);
    let secret = file.runtime(if passes {
        "TokenOrSource"
    } else {
        "SecretString"
    });
    let new = ident(if passes { "with_sources" } else { "new" });
    let method = ident(alternative.name.rust());
    let names: Vec<Ident> = alternative
        .schemes
        .iter()
        .map(|scheme| ident(scheme.name.rust()))
        .collect();
    let arguments = names
        .iter()
        .map(|name| -> FnArg { parse_quote!(#name: impl Into<#secret>) });
    let index = syn::Index::from(index);
    let docs = docs::outer(&setter_docs(alternative, joins));
    let held = file.runtime("Credentials");
    let mut credentials: Expr = parse_quote!(#held::#new(SECURITY[#index], secrets));
    if joins {
        credentials = parse_quote!(self.credentials.and(#credentials));
    }
    parse_quote! {
        #(#docs)*
        pub fn #method(mut self, #(#arguments),*) -> Self {
            let secrets = [#(#names.into()),*];
            self.credentials = #credentials;
            self
        }
    }
}

fn setter_docs(alternative: &Alternative, joins: bool) -> String {
    let of = |scheme: &Scheme| {
        let said = docs::text(
            &scheme.docs,
            &format!("The credential {}.", code(scheme.name.wire())),
        );
        let source = if scheme.passes { SOURCE } else { "" };
        docs::paragraphs([said.as_str(), source])
    };
    let replaces = if joins {
        "Joins the credentials set before: each operation is sent those that it takes."
    } else {
        "Replaces any credentials set before."
    };
    if let [one] = alternative.schemes.as_slice() {
        return docs::paragraphs([&of(one), replaces]);
    }
    let names: Vec<String> = alternative
        .schemes
        .iter()
        .map(|scheme| code(scheme.name.plain()))
        .collect();
    let line = |scheme: &Scheme| {
        let said = of(scheme).replace("\n\n", " ").replace('\n', " ");
        format!("- {}: {said}", code(scheme.name.plain()))
    };
    let lines: Vec<String> = alternative.schemes.iter().map(line).collect();
    docs::paragraphs([
        &format!("{} together.", names.join(" and ")),
        &lines.join("\n"),
        replaces,
    ])
}
