//! Operations: the method, what is given for a call, and what a call gives.

use crate::model::AlternativeResponse;
use crate::model::Body;
use crate::model::ErrorResponse;
use crate::model::FormStyles;
use crate::model::ItemFormat;
use crate::model::Location;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Response;
use crate::model::Retry;
use crate::model::Security;
use crate::model::ServerVariable;
use crate::model::Usage;
use crate::pointer::Pointer;
use crate::surface::Builder;
use crate::surface::aspect::Aspect;
use crate::surface::constraint;
use crate::surface::field::Owner;
use crate::surface::field::arguments;
use crate::surface::field::constant;
use crate::surface::field::written;
use crate::surface::item::Item;
use crate::surface::item::Kind;
use crate::surface::lease;
use crate::surface::pagination;
use crate::surface::spelling::Spelling;

impl Builder<'_> {
    pub(super) fn operations(
        &mut self,
        operations: &[Operation],
        around: &str,
        parent: Option<&str>,
    ) {
        for operation in operations {
            let path = self.within(around, operation.method.plain());
            let at = self.description.places.operation(operation.position);
            let at = at.cloned().unwrap_or_default();
            self.operation(operation, &path, parent, at.clone());
            self.inputs(operation, &path, &at);
            self.definitions(&operation.types, Some(operation.position), Some(&path));
        }
    }

    fn operation(&mut self, operation: &Operation, path: &str, parent: Option<&str>, at: Pointer) {
        let Operation {
            id: _,
            position,
            method: _,
            call,
            verb,
            path: template,
            server,
            security,
            query,
            docs,
            retry,
            required,
            // These are items of their own.
            parameters,
            body,
            alternatives: _,
            types: _,
            response,
            pagination,
            lease,
            accept,
            takes_redirects,
            error_responses,
            headers,
            example: _,
        } = operation;
        let spelling = self.spelling(*position);
        let verb = verb.wire();
        let query = query.iter().map(|(name, value)| format!(" {name}={value}"));
        let request = format!("{verb} {template}{}", query.collect::<String>());
        let output = spelling.response(response);
        let call = if operation.has_own_call() {
            self.beside(path, call.plain())
        } else {
            "Call".to_owned()
        };
        let mut item = Item::new(Kind::Operation, path.to_owned(), parent, &request, at)
            .with(Aspect::Item, "")
            .with(Aspect::Request, &request)
            .with(Aspect::Output, output)
            .with(Aspect::Call, call)
            .with_some(Aspect::Server, server.as_ref().map(|one| &one.template))
            .with(Aspect::Credentials, credentials(security))
            .with(Aspect::Retry, retry_class(*retry))
            .with_some(Aspect::ByName, required.as_ref().map(Name::plain))
            .with_some(Aspect::Writing, writing(body))
            .with(
                Aspect::Reading,
                reading(response, accept.as_deref(), *takes_redirects),
            )
            .with_some(Aspect::Errors, errors(error_responses, spelling))
            .with_some(
                Aspect::Headers,
                headers.as_ref().map(|ty| spelling.received(ty)),
            )
            .documented(docs);
        if let Some(pagination) = pagination {
            item = item
                .with(Aspect::Pages, "")
                .with(Aspect::Paging, pagination::summary(pagination));
        }
        if let Some(lease) = lease {
            item = item
                .with(Aspect::Consumer, lease::consumer(lease))
                .with(Aspect::Leasing, lease::summary(lease));
        }
        item.is_known_by_place = true;
        item.arguments = given(parameters, body, required.is_some());
        self.add(item);
    }

    fn spelling(&self, operation: usize) -> Spelling<'_> {
        Spelling {
            paths: self.paths,
            operation: Some(operation),
        }
    }

    /// The path of a type that stands in the module of an operation.
    fn beside(&self, path: &str, name: &str) -> String {
        let module = path.rsplit_once("::").map_or("", |(module, _)| module);
        self.paths.shown(&format!("{module}::{name}"))
    }

    /// What is given for a call.
    fn inputs(&mut self, operation: &Operation, path: &str, at: &Pointer) {
        let paths = self.paths;
        let spelling = Spelling {
            paths,
            operation: Some(operation.position),
        };
        let is_by_name = operation.required.is_some();
        for parameter in &operation.parameters {
            let is_by_name = is_by_name && parameter.is_argument() && !parameter.is_in_path();
            let given = if is_by_name {
                spelling.named_value(&parameter.ty)
            } else {
                spelling.input(&parameter.ty)
            };
            self.parameter(parameter, path, at, given);
        }
        match &operation.body {
            Body::None => {}
            Body::Value {
                name,
                ty,
                required,
                check,
                docs,
                media: _,
            } => {
                let aspect = argument_or_setter(*required);
                let given = if is_by_name && *required {
                    spelling.named_value(ty)
                } else {
                    spelling.input(ty)
                };
                let place = at.child("requestBody");
                let wire = "the body";
                let item = Item::new(
                    Kind::Input,
                    self.within(path, name.plain()),
                    Some(path),
                    wire,
                    place,
                )
                .with(aspect, given)
                .with_some(Aspect::Check, constraint::check(check.as_deref()))
                .documented(docs);
                self.add(item);
            }
            Body::Properties { fields, .. } => {
                let owner = Owner {
                    kind: Kind::Input,
                    path,
                    at: &self.find.body(at),
                    usage: Usage {
                        request: true,
                        ..Usage::default()
                    },
                    is_by_name: operation.required.is_some(),
                    spelling,
                };
                self.fields(fields, &owner);
            }
        }
        for alternative in &operation.alternatives {
            self.alternative(alternative, path, at, spelling);
        }
        let variables = operation.server.iter().flat_map(|server| &server.variables);
        for (_, ServerVariable { name, docs }) in variables {
            let at = at.child("servers");
            let item = Item::new(
                Kind::Input,
                self.within(path, name.plain()),
                Some(path),
                name.wire(),
                at,
            )
            .with(Aspect::Setter, "impl Into<String>")
            .documented(docs);
            self.add(item);
        }
    }

    fn parameter(&mut self, parameter: &Parameter, path: &str, operation: &Pointer, given: String) {
        let Parameter {
            name,
            location,
            ty,
            required,
            preset: _,
            client_wide,
            allows_reserved,
            form,
            check,
            docs,
        } = parameter;
        let at = self.find.parameter(operation, name.wire());
        let reserved = if *allows_reserved {
            ", reserved characters as they are"
        } else {
            ""
        };
        let form = if *form == FormStyles::default() {
            String::new()
        } else {
            format!(", {form:?}")
        };
        let wire = format!(
            "{} {}{reserved}{form}",
            sent_in(*location),
            written(name.wire(), ty)
        );
        let item = Item::new(
            Kind::Input,
            self.within(path, name.plain()),
            Some(path),
            name.wire(),
            at,
        );
        let item = match parameter.preset() {
            Some(preset) => item.with_some(Aspect::Constant, constant(Some(preset))),
            None => item.with(argument_or_setter(*required && !client_wide), given),
        };
        let item = item
            .with(Aspect::Wire, wire)
            .with_some(Aspect::Check, constraint::check(check.as_deref()))
            .documented(docs);
        self.add(item);
    }

    /// A method that requests another media type.
    fn alternative(
        &mut self,
        alternative: &AlternativeResponse,
        path: &str,
        operation: &Pointer,
        spelling: Spelling<'_>,
    ) {
        let AlternativeResponse {
            method,
            media_type,
            response,
        } = alternative;
        let at = operation.child("responses");
        let item = Item::new(
            Kind::Input,
            self.within(path, method.plain()),
            Some(path),
            media_type,
            at,
        )
        .with(Aspect::Setter, format!("requests `{media_type}`"))
        .with(Aspect::Output, spelling.response(response));
        self.add(item);
    }
}

fn argument_or_setter(is_argument: bool) -> Aspect {
    if is_argument {
        Aspect::Argument
    } else {
        Aspect::Setter
    }
}

/// The names of what has to be given, in their order; but for what is given by name.
fn given(parameters: &[Parameter], body: &Body, is_by_name: bool) -> Vec<String> {
    let parameters = parameters.iter().filter(|one| one.is_argument());
    let parameters = parameters.filter(|one| !is_by_name || one.is_in_path());
    let parameters = parameters.map(|one| one.name.plain().to_owned());
    let of_body = match body {
        _ if is_by_name => Vec::new(),
        Body::Value {
            name,
            required: true,
            ..
        } => vec![name.plain().to_owned()],
        Body::Properties { fields, .. } => arguments(fields),
        Body::None | Body::Value { .. } => Vec::new(),
    };
    parameters.chain(of_body).collect()
}

fn sent_in(location: Location) -> String {
    match location {
        Location::Path => "path".to_owned(),
        Location::ReservedPath => "path, reserved characters as they are".to_owned(),
        Location::WholeQuery(format) => format!("whole query ({format:?})"),
        Location::Query(style) => format!("query ({style:?})"),
        Location::Header => "header".to_owned(),
        Location::Styled(place, style) => format!("{place:?} ({style:?})").to_lowercase(),
    }
}

fn retry_class(retry: Retry) -> &'static str {
    match retry {
        Retry::Idempotent => "idempotent",
        Retry::Unsafe => "unsafe",
    }
}

fn credentials(security: &Security) -> String {
    match security {
        Security::Client => "those of the client".to_owned(),
        Security::Anonymous => "none".to_owned(),
        Security::Chosen(alternatives) => {
            let all = alternatives.iter().map(|schemes| schemes.join(" and "));
            all.collect::<Vec<String>>().join(" or ")
        }
    }
}

fn writing(body: &Body) -> Option<String> {
    match body {
        Body::None => None,
        Body::Value { media, .. } | Body::Properties { media, .. } => Some(format!("{media:?}")),
    }
}

/// What the type of a response does not say.
fn reading(response: &Response, accept: Option<&str>, takes_redirects: bool) -> String {
    let form = match response {
        Response::Empty => "nothing",
        Response::Json(_) => "JSON",
        Response::JsonOrEmpty(_) => "JSON, or no body",
        Response::Enveloped(_) => "JSON that announces its outcome",
        Response::Unwrapped { property, .. } => return format!("`{property}` of JSON"),
        Response::Value(_) => "a value as text",
        Response::Text => "text",
        Response::Bytes => "bytes",
        Response::EncodedBytes => "bytes in base64",
        Response::Kinds(_) => "by status",
        Response::Items(format, _) => match format {
            ItemFormat::Events => "server-sent events",
            ItemFormat::JsonEvents => "server-sent events of JSON",
            ItemFormat::JsonLines => "JSON, one on each line",
            ItemFormat::JsonSequence => "JSON behind record separators",
            ItemFormat::Parts => "parts",
        },
        Response::ByteParts => "parts",
        Response::Stream => "bytes as they come",
    };
    let accept = accept.map(|accept| format!(", as {accept}"));
    let redirects = takes_redirects.then_some(", redirects as responses");
    [
        form,
        &accept.unwrap_or_default(),
        redirects.unwrap_or_default(),
    ]
    .concat()
}

fn errors(responses: &[ErrorResponse], spelling: Spelling<'_>) -> Option<String> {
    let one = |response: &ErrorResponse| {
        let ErrorResponse {
            status,
            description: _,
            ty,
            media_types,
        } = response;
        let ty = ty.as_ref().map(|ty| spelling.received(ty));
        let body = ty.or_else(|| (!media_types.is_empty()).then(|| media_types.join(", ")));
        body.map_or_else(|| status.clone(), |body| format!("{status} {body}"))
    };
    let all: Vec<String> = responses.iter().map(one).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
