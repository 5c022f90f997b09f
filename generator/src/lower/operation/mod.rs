//! Operations.

pub(crate) mod answer;
pub(crate) mod answer_choice;
pub(crate) mod asked;
pub(crate) mod body;
pub(crate) mod body_choice;
pub(crate) mod client_parameter;
pub(crate) mod condition;
pub(crate) mod envelope;
pub(crate) mod example;
pub(crate) mod failure;
pub(crate) mod headers;
pub(crate) mod link;
pub(crate) mod media;
pub(crate) mod negotiation;
pub(crate) mod operations;
pub(crate) mod own_server;
pub(crate) mod pagination;
pub(crate) mod parameter;
pub(crate) mod path;
pub(crate) mod security;
pub(crate) mod status;
pub(crate) mod webhook;

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::pagination::Paged;
use crate::lower::operation::parameter::Parameters;
use crate::lower::schema::documentation::see;
use crate::model::Body;
use crate::model::Docs;
use crate::model::Location;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Retry;
use crate::model::Type;
use crate::model::Verb;
use crate::pointer::Pointer;
use crate::spec;
use crate::spec::PathItem;

/// An operation as the document has it.
#[derive(Clone, Copy)]
pub(crate) struct Written<'d> {
    pub(crate) path: &'d str,
    pub(crate) item: &'d PathItem,
    pub(crate) verb: &'d str,
    pub(crate) operation: &'d spec::Operation,
    /// How many operations come before it.
    pub(crate) position: usize,
}

impl<'d> Operations<'d> {
    /// What an operation means, with the types that only it uses.
    pub(crate) fn operation(&mut self, written: Written<'d>, method: Name) -> Option<Operation> {
        let Written {
            path,
            item,
            verb,
            operation,
            position,
        } = written;
        let place = Pointer::root().child("paths").child(path).key();
        let route = path::route(path, &place, self.schemas.report)?;
        let verb = Verb::named(verb)?;
        let call = self.own_type(&format!("{}.call", method.plain()), operation);
        let declared = self.collect_parameters(path, item, operation, &route.variables);
        let mut parameters = self.parameters(&declared, &route.variables, method.plain());
        let mut body = self.body(operation, &parameters, method.plain());
        let mut answers = self.answers(operation, verb, method.plain());
        let failures = self.failures(operation, method.plain());
        let headers = self.headers(operation, method.plain());
        let retry = self.retry(operation, verb);
        let mut docs = operation_docs(item, operation);
        docs.notes.extend(self.scopes(operation));
        docs.notes.extend(self.body_notes(operation, &body));
        docs.notes.extend(answers.notes);
        let (mut server, words) = self.own_server(item, operation).unzip();
        docs.notes.extend(words);
        let id = operation.operation_id.as_ref();
        let id = id.map_or_else(|| method.wire().to_owned(), |id| id.value.clone());
        docs.notes.extend(self.callbacks(operation, &id));
        let types = self.schemas.local.take();
        self.name_call_parts(operation, &declared, &mut parameters, &mut body);
        for (_, setter) in server.iter_mut().flat_map(|server| &mut server.variables) {
            if is_called(&setter.name, &parameters, &body) {
                setter.name = setter.name.numbered(2);
            }
        }
        let asked = operation.check.or(self.schemas.document.check);
        self.schemas
            .checks
            .ask_all(asked, &mut parameters, &mut body);
        let pagination = self.pagination(&Paged {
            operation,
            parameters: &parameters,
            body: &body,
            answer: &answers.answer,
            local: &types,
        });
        let is_taken = |name: &Name| is_called(name, &parameters, &body);
        for other in &mut answers.alternatives {
            if is_taken(&other.method) {
                other.method = other.method.numbered(2);
            }
        }
        let example = self.example(operation, &declared, &parameters, &body, &types);
        Some(Operation {
            id,
            position,
            docs,
            method,
            call,
            verb,
            server,
            security: self.security(operation),
            path: route.path,
            query: route.query,
            retry,
            parameters,
            body,
            pagination,
            answer: answers.answer,
            accept: answers.accept,
            takes_redirects: answers.takes_redirects,
            alternatives: answers.alternatives,
            failures,
            headers,
            types,
            example,
        })
    }

    /// The name of a type that every operation has.
    fn own_type(&mut self, wire: &str, operation: &spec::Operation) -> Name {
        let name = self
            .schemas
            .unlike_shared(Name::of_type_or(wire, "Call"), wire);
        let place = operation.at.key();
        let scope = &mut self.schemas.local.scope;
        scope.claim(
            name,
            Named::by_extension("types of one resource"),
            place,
            self.schemas.report,
        )
    }

    fn parameters(
        &mut self,
        declared: &Parameters<'d>,
        variables: &[String],
        owner: &str,
    ) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for parameter in declared.values() {
            if let Some(remedy) = described_elsewhere(parameter) {
                self.schemas
                    .report
                    .warning(
                        parameter.name.at.value(),
                        "OpenAPI leaves this header to bodies and security: it is not generated",
                    )
                    .help(remedy);
                continue;
            }
            let Some(lowered) = self.parameter(parameter, owner) else {
                continue;
            };
            let is_in_path = parameter.location.value == "path";
            if is_in_path && !variables.contains(&parameter.name.value) {
                continue;
            }
            let is_taken = parameters
                .iter()
                .any(|known: &Parameter| known.name.rust() == lowered.name.rust());
            let lowered = if is_taken {
                with_its_place(lowered, &parameter.location.value)
            } else {
                lowered
            };
            if lowered.location == Location::Path {
                self.schemas.mark_path_segment(&lowered.ty);
            }
            parameters.push(lowered);
        }
        let is_undeclared = |name: &&String| !declared.contains_key(&("path", name.as_str()));
        let undeclared = variables.iter().filter(is_undeclared);
        parameters.extend(undeclared.map(|name| undeclared_variable(name)));
        parameters
    }

    /// Arguments and setters of a call have one name each.
    fn name_call_parts(
        &mut self,
        operation: &spec::Operation,
        declared: &Parameters<'d>,
        parameters: &mut [Parameter],
        body: &mut Body,
    ) {
        let mut scope = Scope::default();
        let what = Named::by_extension("parameters and properties of the body");
        for parameter in parameters {
            let found = declared
                .values()
                .find(|known| known.name.value == parameter.name.wire());
            let place = found.map_or_else(|| operation.at.key(), |found| found.name.at.value());
            parameter.name = scope.claim(parameter.name.clone(), what, place, self.schemas.report);
        }
        let place = operation.at.child("requestBody").key();
        match body {
            Body::None => {}
            Body::Value { name, .. } => {
                *name = scope.claim(name.clone(), what, place, self.schemas.report);
            }
            Body::Members { fields, .. } => {
                for field in fields {
                    let name = field.name.clone();
                    field.name = scope.claim(name, what, place.clone(), self.schemas.report);
                }
            }
        }
    }

    fn retry(&mut self, operation: &spec::Operation, verb: Verb) -> Retry {
        let Some(retry) = &operation.retry else {
            return verb.retry();
        };
        match retry.value.as_str() {
            "idempotent" => Retry::Idempotent,
            "unsafe" => Retry::Unsafe,
            other => {
                let error = self
                    .schemas
                    .report
                    .error(retry.at.value(), "`x-retry` is `idempotent` or `unsafe`");
                if let Some(meant) = spec::nearest(other, ["idempotent", "unsafe"]) {
                    error.help(format!("did you mean `{meant}`?"));
                }
                Retry::Unsafe
            }
        }
    }
}

/// Whether a setter of the call has this name.
fn is_called(name: &Name, parameters: &[Parameter], body: &Body) -> bool {
    let fields = match body {
        Body::Members { fields, .. } => fields.as_slice(),
        Body::None | Body::Value { .. } => &[],
    };
    let mut names = parameters.iter().map(|parameter| &parameter.name);
    let mut members = fields.iter().map(|field| &field.name);
    names.any(|known| known.rust() == name.rust())
        || members.any(|known| known.rust() == name.rust())
}

/// A part of the path that nothing declares is any text.
fn undeclared_variable(name: &str) -> Parameter {
    Parameter {
        name: Name::of_value_or(name, "parameter"),
        location: Location::Path,
        ty: Type::String,
        required: true,
        client_wide: false,
        allows_reserved: false,
        rule: None,
        docs: Docs::default(),
    }
}

/// A parameter that shares its name with one in another place is called after its own.
fn with_its_place(parameter: Parameter, place: &str) -> Parameter {
    let wire = parameter.name.wire().to_owned();
    let name = Name::chosen_value(&wire, &format!("{}_in_{place}", parameter.name.plain()));
    Parameter {
        name: name.unwrap_or_else(|| parameter.name.clone()),
        ..parameter
    }
}

/// Where OpenAPI has a header described, if not as a parameter.
fn described_elsewhere(parameter: &spec::Parameter) -> Option<&'static str> {
    if parameter.location.value != "header" {
        return None;
    }
    match parameter.name.value.to_ascii_lowercase().as_str() {
        "accept" => Some(
            "name the media types under `content` of the response: a call asks for the first, and a method for each other",
        ),
        "content-type" => Some(
            "name the media types under `content` of the body: what a program gives decides which is sent",
        ),
        "authorization" => {
            Some("describe it in `components/securitySchemes`, and name it in `security`")
        }
        _ => None,
    }
}

/// What an operation says for people, with what its path says.
pub(crate) fn operation_docs(item: &PathItem, operation: &spec::Operation) -> Docs {
    let text = |text: &Option<spec::Text>| text.as_ref().map(|text| text.value.clone());
    Docs {
        summary: text(&operation.summary).or_else(|| text(&item.summary)),
        description: text(&operation.description).or_else(|| text(&item.description)),
        notes: operation.external_docs.iter().filter_map(see).collect(),
        deprecated: operation.deprecated,
    }
}
