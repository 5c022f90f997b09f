//! The setters of a call.

use syn::ImplItemFn;

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
use crate::render::syntax::Receiver;
use crate::render::syntax::called;
use crate::render::syntax::chained;
use crate::render::syntax::field;
use crate::render::syntax::field_value;
use crate::render::syntax::function;
use crate::render::syntax::ident;
use crate::render::syntax::last;
use crate::render::syntax::made;
use crate::render::syntax::public;
use crate::render::syntax::value_of;
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
    let template = field(value_of(ident("self")), ident("server_template"));
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
            let target = field(value_of(ident("self")), ident("body"));
            let optional = fields.iter().filter(|field| !field.is_required());
            optional
                .flat_map(|field| constructor::setters(field, &target, file))
                .collect()
        }
    }
}

/// A method that writes into the request. The compiler warns of it where the document does.
fn setter(operation: &Operation, name: &str, text: &str, docs: &Docs, step: Step) -> ImplItemFn {
    let mut above = docs::outer(text);
    above.extend(docs::deprecation(docs));
    let Step {
        argument,
        before,
        steps,
    } = step;
    let (this, own) = (value_of(ident("self")), ident("Self"));
    let request = chained(field(this.clone(), request_field(operation)), steps);
    let made = if holds_more(operation) {
        let request = field_value(&ident("request"), request);
        made(own, vec![request], Some(this))
    } else {
        called(value_of(own), [request])
    };
    let body = before.into_iter().chain([last(made)]);
    let function = function(Receiver::Owned, ident(name), argument, body);
    docs::above(public(function), above)
}
