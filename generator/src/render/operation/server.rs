//! Server URLs with variables: the template, and a setter for each variable.

use quote::quote;
use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::ServerValues;
use crate::model::ServerVariable;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax::ident;
use crate::render::types::argument::setter;

/// The URL with its variables, their defaults and their allowed values.
pub(crate) fn template<'m>(
    url: &str,
    variables: impl IntoIterator<Item = &'m ServerValues>,
    file: &RustFile<'_>,
) -> Expr {
    let template = file.runtime("ServerTemplate");
    let variables = variables.into_iter().map(|known| {
        let (name, default, values) = (&known.variable, &known.default, &known.values);
        quote!(.variable(#name, #default, &[#(#values),*]))
    });
    parse_quote!(#template::new(#url) #(#variables)*)
}

/// The setter of a variable of the URL in `template`.
pub(crate) fn variable_setter(variable: &ServerVariable, template: &Expr, of: &str) -> ImplItemFn {
    let (wire, name) = (variable.name.wire(), ident(variable.name.rust()));
    let fallback = format!("Sets {} in the URL{of}.", code(wire));
    let docs = docs::described(&variable.docs, &fallback);
    let set = parse_quote!(#template.set(#wire, #name););
    setter(&name, docs, &parse_quote!(impl Into<String>), &set)
}
