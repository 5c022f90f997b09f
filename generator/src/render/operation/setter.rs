//! The setters of a call.

use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Docs;
use crate::model::Operation;
use crate::model::Parameter;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::operation::body;
use crate::render::operation::call::holds_more;
use crate::render::operation::call::request_field;
use crate::render::operation::server::variable_setter;
use crate::render::operation::step;
use crate::render::operation::step::Step;
use crate::render::syntax::ident;
use crate::render::types::argument::Required;
use crate::render::types::constructor;

/// The setters of the optional inputs, in the order of the document.
pub(crate) fn setters(operation: &Operation, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let parameters = operation.parameters.iter();
    let optional = parameters.filter(|one| !one.required || one.client_wide);
    let mut setters: Vec<ImplItemFn> = optional
        .map(|one| parameter_setter(operation, one, file))
        .collect();
    setters.extend(body_setters(operation, file));
    let template = parse_quote!(self.server_template);
    let variables = operation.server.iter().flat_map(|server| &server.variables);
    setters.extend(variables.map(|(_, one)| variable_setter(one, &template, " of the server")));
    setters
}

fn parameter_setter(
    operation: &Operation,
    parameter: &Parameter,
    file: &RustFile<'_>,
) -> ImplItemFn {
    let instead = if parameter.client_wide {
        "For this call, in place of the client's."
    } else {
        ""
    };
    let own = file.own_docs(&parameter.docs, &parameter.ty);
    let text = docs::text_and(&own, "", instead);
    let step = step::parameter(parameter, Required::Arguments, file);
    setter(
        operation,
        parameter.name.rust(),
        &text,
        &parameter.docs,
        step,
    )
}

/// The setter of a body that may be left out, or one for each such property of a body.
fn body_setters(operation: &Operation, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    match &operation.body {
        Body::None | Body::Value { required: true, .. } => Vec::new(),
        Body::Value {
            name,
            ty,
            check,
            docs,
            media,
            ..
        } => {
            let text = docs::text(docs, "Sets the body.");
            let check = check.as_deref();
            let step = body::value(name, ty, check, media, Required::Arguments, file);
            vec![setter(operation, name.rust(), &text, docs, step)]
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

/// A method that writes into the request. The compiler warns of it where the document does.
fn setter(operation: &Operation, name: &str, text: &str, docs: &Docs, step: Step) -> ImplItemFn {
    let name = ident(name);
    let mut above = docs::outer(text);
    above.extend(docs::deprecation(docs));
    let Step {
        argument,
        before,
        steps,
    } = step;
    let field = request_field(operation);
    let request: Expr = parse_quote!(self.#field #steps);
    let made: Expr = if holds_more(operation) {
        parse_quote!(Self { request: #request, ..self })
    } else {
        parse_quote!(Self(#request))
    };
    let function = parse_quote! {
        pub fn #name(self, #argument) -> Self {
            #before
            #made
        }
    };
    docs::above(function, above)
}
