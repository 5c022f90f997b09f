//! Operations.

pub(crate) mod body;
pub(crate) mod client_parameter;
pub(crate) mod events;
pub(crate) mod example;
pub(crate) mod lease;
pub(crate) mod link;
pub(crate) mod location;
pub(crate) mod operation_server;
pub(crate) mod operations;
pub(crate) mod pagination;
pub(crate) mod parameter;
pub(crate) mod path;
pub(crate) mod property_path;
pub(crate) mod reading;
pub(crate) mod response;
pub(crate) mod security;
mod template;
pub(crate) mod webhook;

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::pagination::Paged;
use crate::lower::operation::parameter::Parameters;
use crate::lower::operation::security::scopes;
use crate::lower::schema::documentation::see;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::File;
use crate::lower::schema::site::ResourcePath;
use crate::lower::schema::site::Site;
use crate::model::Body;
use crate::model::Docs;
use crate::model::Home;
use crate::model::Name;
use crate::model::Operation;
use crate::model::Parameter;
use crate::model::Retry;
use crate::model::Verb;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::PathItem;

/// An operation as the document has it.
#[derive(Clone, Copy)]
pub(crate) struct Written<'d> {
    pub(crate) path: &'d str,
    pub(crate) item: &'d PathItem,
    /// Its method, as HTTP writes it.
    pub(crate) verb: &'d str,
    pub(crate) operation: &'d spec::Operation,
    /// How many operations come before it.
    pub(crate) position: usize,
}

impl Written<'_> {
    /// Its method as a word of a name.
    pub(crate) fn verb_word(&self) -> String {
        self.verb.to_ascii_lowercase()
    }
}

impl<'d> Operations<'d> {
    /// What an operation means, with the types that only it uses.
    pub(crate) fn operation(
        &mut self,
        written: Written<'d>,
        method: Name,
        resource: &ResourcePath,
    ) -> Option<Operation> {
        let Written {
            path,
            item,
            verb,
            operation,
            position,
        } = written;
        if self.schemas.is_too_much_with(1, &operation.at) {
            return None;
        }
        let place = Pointer::root().child("paths").child(path).key();
        let in_path = self.path_parameters(item, operation);
        let route = path::route(path, &in_path, &place, self.schemas.report)?;
        let verb = Verb::named(verb);
        let site = Site::new(method.plain(), File::Operation { resource, position });
        let call = self.own_type(operation, site, "Call", "request");
        self.note_lease(operation, site, position);
        let declared = self.collect_parameters(path, item, operation, &route.variables);
        let mut parameters = self.parameters(&declared, &route, operation, site);
        let mut body = self.body(operation, &parameters, site);
        let inputs = parameters.len() + body.types().len();
        self.schemas.is_too_much_with(inputs, &operation.at);
        let mut responses = self.responses(operation, &verb, site);
        let error_responses = self.error_responses(operation, site);
        let (headers, sent_with) = self.headers(operation, site);
        let retry = retry(operation, &verb, self.schemas.report);
        let (mut server, words) = self.operation_server(item, operation).unzip();
        let id = operation.operation_id.as_deref();
        let id = id.unwrap_or(method.wire()).to_owned();
        let mut docs = operation_docs(item, operation);
        docs.notes.extend(scopes(operation, self.schemas.document));
        docs.notes.extend(self.body_notes(operation, &body));
        docs.notes
            .extend(self.external_examples(operation, &declared));
        docs.notes.extend(responses.notes);
        docs.notes.extend(sent_with);
        docs.notes.extend(words);
        docs.notes.extend(self.callbacks(operation, &id));
        let report = &mut *self.schemas.report;
        name_parts(operation, &declared, &mut parameters, &mut body, report);
        let variables = server.iter_mut().flat_map(|server| &mut server.variables);
        let setters = variables.map(|(_, setter)| &mut setter.name);
        let methods = responses.alternatives.iter_mut().map(|one| &mut one.method);
        make_way(setters.chain(methods), &parameters, &body);
        let requested = operation.check.or(self.schemas.document.check);
        self.schemas
            .notes
            .checks
            .request_all(requested, &mut parameters, &mut body);
        let paged = Paged {
            operation,
            parameters: &parameters,
            body: &body,
            response: &responses.response,
            types: &self.schemas.types,
            taken: &self.schemas.taken.pages,
            report: self.schemas.report,
        };
        let pagination = paged.pagination(self.schemas.document);
        let examples = self.example_values(operation, &declared, &parameters);
        let notes = &mut self.schemas.notes;
        notes.examples.insert(position, examples);
        notes.places.put_operation(position, operation.at.clone());
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
            required: None,
            body,
            pagination,
            lease: None,
            response: responses.response,
            accept: responses.accept,
            takes_redirects: responses.takes_redirects,
            alternatives: responses.alternatives,
            error_responses,
            headers,
            types: self.schemas.types.take(Home::Operation),
            example: None,
        })
    }

    /// The name of a type of this operation that no schema describes: with `longer` behind it, where another type has the name.
    fn own_type(
        &mut self,
        operation: &spec::Operation,
        site: Site<'_>,
        what: &str,
        longer: &str,
    ) -> Name {
        let wire = site.name_of(&what.to_lowercase());
        let name = Name::of_type_or(&wire, what, self.schemas.taken);
        let Schemas { types, report, .. } = &mut self.schemas;
        types.claim(site.file, name, longer, operation.at.key(), report)
    }
}

/// Arguments and setters of a call have one name each.
fn name_parts(
    operation: &spec::Operation,
    declared: &Parameters<'_>,
    parameters: &mut [Parameter],
    body: &mut Body,
    report: &mut Report,
) {
    let mut scope = Scope::default();
    let what = Named::by_extension("parameters and properties of the body");
    let mut claim = |name: &mut Name, place| {
        *name = scope.claim(name.clone(), what, place, report);
    };
    for parameter in parameters {
        let wire = parameter.name.wire();
        let mut written = declared.values().map(|known| known.parameter);
        let written = written.find(|known| known.name.value == wire);
        let place = written.map_or_else(|| operation.at.key(), |written| written.name.at.value());
        claim(&mut parameter.name, place);
    }
    let place = operation.at.child("requestBody").key();
    match body {
        Body::None => {}
        Body::Value { name, .. } => claim(name, place),
        Body::Properties { fields, .. } => {
            let names = fields.iter_mut().map(|field| &mut field.name);
            names.for_each(|name| claim(name, place.clone()));
        }
    }
}

/// What else a call has makes way for the setters of its parameters and properties.
fn make_way<'n>(names: impl Iterator<Item = &'n mut Name>, parameters: &[Parameter], body: &Body) {
    for name in names.filter(|name| is_called(name, parameters, body)) {
        *name = name.with_word("of this call");
    }
}

fn retry(operation: &spec::Operation, verb: &Verb, report: &mut Report) -> Retry {
    let Some(retry) = &operation.retry else {
        return verb.retry();
    };
    match retry.value.as_str() {
        "idempotent" => Retry::Idempotent,
        "unsafe" => Retry::Unsafe,
        other => {
            let message = "`x-retry` is `idempotent` or `unsafe`";
            report
                .mistake(Rule::InvalidExtension, retry.at.value(), message)
                .help("write one of the two")
                .suggest(other, ["idempotent", "unsafe"])
                .loses(&retry.at);
            Retry::Unsafe
        }
    }
}

/// Whether a setter of the call has this name.
fn is_called(name: &Name, parameters: &[Parameter], body: &Body) -> bool {
    let fields = match body {
        Body::Properties { fields, .. } => fields.as_slice(),
        Body::None | Body::Value { .. } => &[],
    };
    let mut names = parameters.iter().map(|parameter| &parameter.name);
    let mut properties = fields.iter().map(|field| &field.name);
    names.any(|known| known.rust() == name.rust())
        || properties.any(|known| known.rust() == name.rust())
}

/// The docs of an operation, with those of its path.
pub(crate) fn operation_docs(item: &PathItem, operation: &spec::Operation) -> Docs {
    let text = |text: &Option<spec::Text>| text.as_deref().map(str::to_owned);
    Docs {
        summary: text(&operation.summary).or_else(|| text(&item.summary)),
        description: text(&operation.description).or_else(|| text(&item.description)),
        notes: operation.external_docs.iter().filter_map(see).collect(),
        deprecated: operation.deprecated,
    }
}
