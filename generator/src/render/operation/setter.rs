//! The setters of a call.

use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Body;
use crate::model::Docs;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Type;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::operation::part;
use crate::render::operation::server::variable_setter;
use crate::render::syntax::ident;
use crate::render::types::argument::setter;
use crate::render::types::constructor;

/// The setters of the optional inputs, in the order of the document, and that of the options.
pub(crate) fn setters(operation: &Operation, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let optional = operation
        .parameters
        .iter()
        .filter(|one| !part::is_given(one));
    let mut setters: Vec<ImplItemFn> = optional.map(|one| parameter_setter(one, file)).collect();
    setters.extend(body_setters(&operation.body, file));
    let template = parse_quote!(self.server_template);
    let variables = operation.server.iter().flat_map(|server| &server.variables);
    setters.extend(variables.map(|(_, one)| variable_setter(one, &template, " of the server")));
    setters.push(options_setter(file));
    setters
}

fn parameter_setter(parameter: &Parameter, file: &RustFile<'_>) -> ImplItemFn {
    let fallback = format!("Sets {}.", code(parameter.name.wire()));
    let instead = if parameter.client_wide {
        "For this call only, instead of the one set on the client."
    } else {
        ""
    };
    let text = docs::text_and(&parameter.docs, &fallback, instead);
    value_setter(
        parameter.name.rust(),
        &parameter.ty,
        &text,
        &parameter.docs,
        file,
    )
}

/// The setter of a body that may be left out, or one for each such property of a body.
fn body_setters(body: &Body, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    match body {
        Body::None | Body::Value { required: true, .. } => Vec::new(),
        Body::Value { name, ty, docs, .. } => {
            let text = docs::text(docs, "Sets the body.");
            vec![value_setter(name.rust(), ty, &text, docs, file)]
        }
        Body::Properties { fields, .. } => {
            let target: Expr = parse_quote!(self.body);
            let optional = fields.iter().filter(|field| !field.is_required());
            optional
                .flat_map(|field| constructor::setters(field, &target, file))
                .collect()
        }
    }
}

/// The compiler warns of it where the document does.
fn value_setter(name: &str, ty: &Type, text: &str, docs: &Docs, file: &RustFile<'_>) -> ImplItemFn {
    let name = ident(name);
    let mut above = docs::outer(text);
    above.extend(docs::deprecation(docs));
    let argument = part::argument(ty, &name, file);
    argument.setter(&name, above, &parse_quote!(self.#name), &parse_quote!(Some))
}

fn options_setter(file: &RustFile<'_>) -> ImplItemFn {
    let (name, options) = (ident("call_options"), file.runtime("CallOptions"));
    let docs = docs::outer(
        "Sets the options of this call: timeouts, retries, additional headers, query parameters and body properties.",
    );
    let set = parse_quote!(self.call_options = call_options;);
    setter(&name, docs, &parse_quote!(#options), &set)
}
