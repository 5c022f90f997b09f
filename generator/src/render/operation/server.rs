//! Server URLs with variables: the template, and a setter for each variable.

use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Operation;
use crate::model::ServerValues;
use crate::model::ServerVariable;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::syntax;
use crate::render::syntax::MethodCall;
use crate::render::syntax::borrowed;
use crate::render::syntax::call;
use crate::render::syntax::called;
use crate::render::syntax::chained;
use crate::render::syntax::field;
use crate::render::syntax::ident;
use crate::render::syntax::item_of;
use crate::render::syntax::statement;
use crate::render::syntax::text;
use crate::render::syntax::value_of;
use crate::render::types::argument::setter;

/// Whether the server of an operation has variables, which a call sets.
pub(crate) fn is_set(operation: &Operation) -> bool {
    let server = operation.server.as_ref();
    server.is_some_and(|server| !server.variables.is_empty())
}

/// The step that chooses the server of an operation, where it is always the same.
pub(crate) fn fixed(operation: &Operation) -> Option<MethodCall> {
    let server = operation.server.as_ref();
    let server = server.filter(|server| server.variables.is_empty())?;
    Some(call("server", [text(&server.url)]))
}

/// The same where the type of the `call` holds it.
pub(crate) fn held(operation: &Operation, call: &Expr) -> Option<MethodCall> {
    is_set(operation).then(|| {
        let held = field(call.clone(), ident("server_template"));
        syntax::call("server_template", [borrowed(held)])
    })
}

/// What it holds at first.
pub(crate) fn made(operation: &Operation, file: &RustFile<'_>) -> Option<Expr> {
    let server = operation.server.as_ref().filter(|_| is_set(operation))?;
    let values = server.variables.iter().map(|(values, _)| values);
    Some(template(&server.template, values, file))
}

/// The URL with its variables, their defaults and their allowed values.
pub(crate) fn template<'m>(
    url: &str,
    variables: impl IntoIterator<Item = &'m ServerValues>,
    file: &RustFile<'_>,
) -> Expr {
    let template = file.runtime("ServerTemplate");
    let variables = variables.into_iter().map(|known| {
        let (name, default, values) = (&known.variable, &known.default, &known.values);
        call(
            "variable",
            [text(name), text(default), parse_quote!(&[#(#values),*])],
        )
    });
    chained(called(item_of(template, "new"), [text(url)]), variables)
}

/// The setter of a variable of the URL in `template`.
pub(crate) fn variable_setter(variable: &ServerVariable, template: &Expr, of: &str) -> ImplItemFn {
    let (wire, name) = (variable.name.wire(), ident(variable.name.rust()));
    let fallback = format!("Sets {} in the URL{of}.", code(wire));
    let docs = docs::described(&variable.docs, &fallback);
    let set = call("set", [text(wire), value_of(name.clone())]);
    let set = statement(chained(template.clone(), [set]));
    setter(&name, docs, parse_quote!(impl Into<String>), set)
}
