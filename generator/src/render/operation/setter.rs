//! The setters of a call.

use proc_macro2::Ident;
use syn::Expr;
use syn::ImplItemFn;
use syn::parse_quote;

use crate::markdown::code;
use crate::model::Body;
use crate::model::Docs;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::ServerVariable;
use crate::model::Type;
use crate::render::docs;
use crate::render::file::RustFile;
use crate::render::ident;
use crate::render::types::argument::argument;
use crate::render::types::constructor;

/// The setters of what may be left out, in the order of the document, and the one of the options.
pub(crate) fn setters(operation: &Operation, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    let mut setters: Vec<ImplItemFn> = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required || parameter.client_wide)
        .map(|parameter| setter(parameter, file))
        .collect();
    setters.extend(body_setters(&operation.body, file));
    let server = operation.server.iter();
    let variables = server.flat_map(|server| &server.variables);
    setters.extend(variables.map(|(_, variable)| server_setter(variable)));
    setters.push(options_setter(file));
    setters
}

/// The setter of a body that may be left out, or one for each such member of a body.
fn body_setters(body: &Body, file: &RustFile<'_>) -> Vec<ImplItemFn> {
    match body {
        Body::None | Body::Value { required: true, .. } => Vec::new(),
        Body::Value { name, ty, docs, .. } => {
            let text = docs::text(docs, "Sets the body.");
            let setter = value_setter(&ident(name.rust()), ty, &text, file);
            vec![warning_of(docs, setter)]
        }
        Body::Members { fields, .. } => {
            let target: Expr = parse_quote!(self.body);
            fields
                .iter()
                .filter(|field| !field.is_argument())
                .flat_map(|field| constructor::setters(field, &target, file))
                .map(without_must_use)
                .collect()
        }
    }
}

pub(crate) fn is_set_by_reference(parameter: &Parameter, file: &RustFile<'_>) -> bool {
    file.is_borrowed(&parameter.ty) && (!parameter.required || parameter.client_wide)
}

/// The call is `must_use` already.
fn without_must_use(mut function: ImplItemFn) -> ImplItemFn {
    function
        .attrs
        .retain(|attribute| !attribute.path().is_ident("must_use"));
    function
}

/// What sets a variable in the URL of a server of the call's own.
fn server_setter(variable: &ServerVariable) -> ImplItemFn {
    let (wire, name) = (variable.name.wire(), ident(variable.name.rust()));
    let fallback = format!("Sets {} in the URL of the server.", code(wire));
    let docs = docs::outer(&docs::text(&variable.docs, &fallback));
    let function = parse_quote! {
        pub fn #name(mut self, #name: impl Into<String>) -> Self {
            self.server_template.set(#wire, #name);
            self
        }
    };
    docs::above(function, docs)
}

fn options_setter(file: &RustFile<'_>) -> ImplItemFn {
    let options = file.runtime("CallOptions");
    parse_quote! {
        /// How this call is made: timeouts, repetition, and what to send besides.
        pub fn call_options(mut self, call_options: #options) -> Self {
            self.call_options = call_options;
            self
        }
    }
}

fn setter(parameter: &Parameter, file: &RustFile<'_>) -> ImplItemFn {
    let name = ident(parameter.name.rust());
    let mut text = docs::text(
        &parameter.docs,
        &format!("Sets {}.", code(parameter.name.wire())),
    );
    if parameter.client_wide {
        text = docs::paragraphs([
            text.as_str(),
            "For this call only, in place of the one set on the client.",
        ]);
    }
    if !file.is_borrowed(&parameter.ty) {
        let setter = value_setter(&name, &parameter.ty, &text, file);
        return warning_of(&parameter.docs, setter);
    }
    let inner = file.ty(&parameter.ty);
    let docs = docs::outer(&text);
    let function = parse_quote! {
        pub fn #name(mut self, #name: &'a #inner) -> Self {
            self.#name = Some(#name);
            self
        }
    };
    warning_of(&parameter.docs, docs::above(function, docs))
}

/// A setter of which the compiler warns where the document does.
fn warning_of(docs: &Docs, mut setter: ImplItemFn) -> ImplItemFn {
    setter.attrs.extend(docs::deprecation(docs));
    setter
}

fn value_setter(name: &Ident, ty: &Type, text: &str, file: &RustFile<'_>) -> ImplItemFn {
    let docs = docs::outer(text);
    let is_list = matches!(ty, Type::List(_));
    let argument = argument(ty, name, file);
    let (ty, value) = (argument.ty, argument.value);
    if is_list {
        let function = parse_quote! {
            pub fn #name(mut self, #name: #ty) -> Self {
                let values = #value;
                self.#name = Some(values);
                self
            }
        };
        return docs::above(function, docs);
    }
    let function = parse_quote! {
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
        }
    };
    docs::above(function, docs)
}
