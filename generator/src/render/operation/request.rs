//! The request of an operation: its wire contract, and nothing else.

use syn::Expr;
use syn::FnArg;
use syn::Stmt;
use syn::parse_quote;

use crate::model::Body;
use crate::model::Operation;
use crate::model::Retry;
use crate::model::Security;
use crate::model::Verb;
use crate::render::file::RustFile;
use crate::render::operation::body;
use crate::render::operation::server;
use crate::render::operation::step;
use crate::render::operation::step::Step;
use crate::render::syntax::MethodCall;
use crate::render::syntax::call;
use crate::render::syntax::called;
use crate::render::syntax::chained;
use crate::render::syntax::field;
use crate::render::syntax::ident;
use crate::render::syntax::item_of;
use crate::render::syntax::local;
use crate::render::syntax::made;
use crate::render::syntax::text;
use crate::render::syntax::value_of;
use crate::render::types::argument::Required;
use crate::render::types::constructor::values;
use crate::render::types::required;

/// The request that a method begins: what it takes, what it does before, and the wire contract step by step.
pub(crate) struct Request {
    pub(crate) arguments: Vec<FnArg>,
    pub(crate) before: Vec<Stmt>,
    pub(crate) expression: Expr,
    /// The body that is held in the type of the call.
    pub(crate) held_body: Option<Expr>,
}

impl Request {
    fn take(&mut self, step: Step) -> Vec<MethodCall> {
        self.arguments.extend(step.argument);
        self.before.extend(step.before);
        step.steps
    }
}

/// The request of an operation; `client` is where its method has the client.
pub(crate) fn request(operation: &Operation, client: &Expr, file: &RustFile<'_>) -> Request {
    let begin = begin(operation);
    let mut request = Request {
        arguments: Vec::new(),
        before: Vec::new(),
        expression: client.clone(),
        held_body: None,
    };
    let holder = ident(holder(operation));
    let required = match &operation.required {
        Some(_) => Required::ByName(&holder),
        None => Required::Arguments,
    };
    let server = server::fixed(operation);
    let credentials = credentials(operation, file);
    let fixed = operation.query.iter();
    let fixed = fixed.map(|(name, value)| call("query", [text(name), text(value)]));
    let parameters = operation.parameters.iter().filter_map(|parameter| {
        if parameter.client_wide {
            return Some(step::of_client(parameter, client, file));
        }
        if let Some(preset) = parameter.preset() {
            return Some(step::preset(parameter, preset, file));
        }
        let required = if parameter.is_in_path() {
            Required::Arguments
        } else {
            required
        };
        let step = parameter
            .required
            .then(|| step::parameter(parameter, required, file));
        step.map(|step| request.take(step))
    });
    let parameters: Vec<MethodCall> = parameters.flatten().collect();
    let body = body(operation, required, &mut request, file);
    let by_name = operation.required.as_ref();
    let by_name = by_name.map(|required| required::argument(required, &holder));
    request.arguments.extend(by_name);
    let retry_class = retry_class(operation, file);
    let redirects = operation
        .takes_redirects
        .then(|| call("takes_redirects", []));
    let steps = std::iter::once(begin)
        .chain(server)
        .chain(credentials)
        .chain(fixed)
        .chain(parameters)
        .chain(body)
        .chain(retry_class)
        .chain(redirects);
    request.expression = chained(field(client.clone(), ident("http")), steps);
    request
}

/// The step that begins the request.
fn begin(operation: &Operation) -> MethodCall {
    let path = text(&operation.path);
    let name = match &operation.verb {
        Verb::Get => "get",
        Verb::Put => "put",
        Verb::Post => "post",
        Verb::Delete => "delete",
        Verb::Options => "options",
        Verb::Head => "head",
        Verb::Patch => "patch",
        Verb::Trace => "trace",
        Verb::Query => "query",
        Verb::Other(method) => return call("request", [text(method), path]),
    };
    call(name, [path])
}

/// The argument that has what is given by name: no parameter of the path is called so.
fn holder(operation: &Operation) -> &'static str {
    let mut parameters = operation.parameters.iter();
    if parameters.any(|one| one.is_argument() && one.name.rust() == "required") {
        "required_values"
    } else {
        "required"
    }
}

/// The steps of a body that is whole when the method is called.
fn body(
    operation: &Operation,
    required: Required<'_>,
    request: &mut Request,
    file: &RustFile<'_>,
) -> Vec<MethodCall> {
    match &operation.body {
        Body::Value {
            name,
            ty,
            required: true,
            check,
            media,
            ..
        } => {
            let step = body::value(name, ty, check.as_deref(), media, required, file);
            request.take(step)
        }
        Body::Properties { name, fields, .. } => {
            let (ty, (arguments, values)) = (ident(name.rust()), values(fields, required, file));
            let is_default = !fields.iter().any(crate::model::Field::is_required);
            request.arguments.extend(arguments);
            let made = if is_default {
                called(item_of(ty, "default"), [])
            } else {
                made(ty, values, None)
            };
            if body::held(&operation.body).is_some() {
                request.held_body = Some(made);
                return Vec::new();
            }
            let body = ident("body");
            request.before.push(local(&body, None, made));
            let body = value_of(body);
            body::properties(&operation.body, &body, &body, file)
        }
        Body::None | Body::Value { .. } => Vec::new(),
    }
}

/// The step that chooses credentials, where they are not those of the client.
fn credentials(operation: &Operation, file: &RustFile<'_>) -> Option<MethodCall> {
    match &operation.security {
        Security::Client => None,
        Security::Anonymous => {
            let has_any = !file.api().security.is_empty();
            has_any.then(|| call("anonymous", []))
        }
        Security::Chosen(alternatives) => {
            let alternatives = alternatives.iter();
            let alternatives =
                alternatives.map(|schemes| -> Expr { parse_quote!(&[#(#schemes),*]) });
            let alternatives = parse_quote!(&[#(#alternatives),*]);
            Some(call("credentials", [alternatives]))
        }
    }
}

/// The retry class, where it is not that of the HTTP method.
fn retry_class(operation: &Operation, file: &RustFile<'_>) -> Option<MethodCall> {
    if operation.retry == operation.verb.retry() {
        return None;
    }
    let class = file.runtime("RetryClass");
    let variant = match operation.retry {
        Retry::Idempotent => "Idempotent",
        Retry::Unsafe => "Unsafe",
    };
    Some(call("retry_class", [item_of(class, variant)]))
}
