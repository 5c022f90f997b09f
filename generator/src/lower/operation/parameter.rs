//! Parameters: which an operation has, and what each means.

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::keywords::Version;
use crate::lower::operation::body::media_type::form_styles;
use crate::lower::operation::client_parameter::with_name_for_client;
use crate::lower::operation::location::allows_reserved;
use crate::lower::operation::location::location;
use crate::lower::operation::operations::Operations;
use crate::lower::operation::path::Route;
use crate::lower::reference;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::property::only_boolean;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Site;
use crate::markdown::code;
use crate::model::Docs;
use crate::model::FormStyles;
use crate::model::Location;
use crate::model::Name;
use crate::model::Parameter;
use crate::model::QueryFormat;
use crate::model::Type;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::PathItem;
use crate::spec::RefOr;

/// The parameters of an operation: its own, and those of the path item that it does not replace. By place and name, in lower case
/// where case does not matter.
pub(crate) type Parameters<'d> = IndexMap<(&'d str, Cow<'d, str>), Declared<'d>>;

/// A parameter, which may be described twice.
#[derive(Clone, Copy)]
pub(crate) struct Declared<'d> {
    pub(crate) parameter: &'d spec::Parameter,
    /// Whether one of its descriptions requires it.
    required: bool,
}

impl<'d> Operations<'d> {
    /// The names of the parameters that are declared for the path of an operation.
    pub(super) fn path_parameters(
        &self,
        item: &'d PathItem,
        operation: &'d spec::Operation,
    ) -> Vec<&'d str> {
        let components = &self.schemas.document.components.parameters;
        let declared = item.parameters.iter().chain(&operation.parameters);
        let resolved = declared.filter_map(|parameter| {
            reference::resolve(parameter, "parameters", components, &mut Report::default())
        });
        let in_path = resolved.filter(|parameter| parameter.location.value == "path");
        in_path.map(|one| one.name.value.as_str()).collect()
    }

    /// Resolves the parameters of an operation and checks them against the path.
    pub(crate) fn collect_parameters(
        &mut self,
        path: &str,
        item: &'d PathItem,
        operation: &'d spec::Operation,
        variables: &[String],
    ) -> Parameters<'d> {
        let mut parameters = Parameters::new();
        self.collect(&item.parameters, &mut parameters);
        self.collect(&operation.parameters, &mut parameters);
        self.check_path_parameters(path, item, operation, variables, &parameters);
        check_whole_query(&parameters, self.report());
        parameters
    }

    /// Compares the parameters of the path with what stands in its braces. One of each that is alone is taken for one mistake.
    fn check_path_parameters(
        &mut self,
        path: &str,
        item: &'d PathItem,
        operation: &'d spec::Operation,
        variables: &[String],
        parameters: &Parameters<'d>,
    ) {
        let in_path = parameters.iter().filter(|((place, _), _)| *place == "path");
        let names = in_path.map(|(_, declared)| &declared.parameter.name);
        let strangers: Vec<&spec::Text> = names
            .filter(|name| !variables.contains(&name.value))
            .collect();
        let is_declared = |name: &String| parameters.contains_key(&("path", name.as_str().into()));
        let undeclared: Vec<&String> = variables.iter().filter(|name| !is_declared(name)).collect();
        let report = self.report();
        if let ([stranger], [variable]) = (strangers.as_slice(), undeclared.as_slice()) {
            let message = format!(
                "this parameter is called `{}`, but the path has `{{{variable}}}`",
                stranger.value
            );
            report
                .mistake(Rule::PathParameter, stranger.at.value(), message)
                .related(item.at.key(), "the path")
                .help(format!(
                    "call both the same: `name: {variable}` here, or `{{{}}}` there",
                    stranger.value
                ))
                .makes_up_a_parameter();
            return;
        }
        for name in strangers {
            let wire = &name.value;
            let message = format!("`{wire}` is a path parameter, but `{path}` does not have it");
            let diagnostic = report.mistake(Rule::PathParameter, name.at.value(), message);
            diagnostic
                .help("put it into the path in braces, or send it elsewhere with `in`")
                .suggest(wire, variables);
            if path
                .split('/')
                .any(|segment| segment.strip_prefix(':') == Some(wire))
            {
                diagnostic
                    .related(item.at.key(), "a `:` marks no parameter in OpenAPI")
                    .help(format!("write `{{{wire}}}` in the path"));
            }
        }
        for variable in undeclared {
            let message = format!("the path has `{{{variable}}}`, but no parameter is called so");
            let help = format!("declare `{variable}` with `in: path` and `required: true`");
            let diagnostic = report.mistake(Rule::PathParameter, operation.at.key(), message);
            diagnostic.help(help).makes_up_a_parameter();
            for list in [&item.at, &operation.at] {
                diagnostic.follows_from(&list.child("parameters"));
            }
            for target in references(item, operation) {
                diagnostic.follows_from(&Pointer::of_reference(target));
            }
        }
    }

    fn collect(&mut self, declared: &'d [RefOr<spec::Parameter>], parameters: &mut Parameters<'d>) {
        let components = &self.schemas.document.components.parameters;
        let mut here = IndexMap::new();
        for parameter in declared {
            let Some(parameter) =
                reference::resolve(parameter, "parameters", components, self.schemas.report)
            else {
                continue;
            };
            let mut declared = Declared {
                parameter,
                required: parameter.required,
            };
            let key = key(parameter);
            if let Some(first) = here.get(&key) {
                declared = self.declared_twice(*first, parameter);
            }
            here.insert(key, declared);
        }
        parameters.extend(here);
    }

    /// A parameter that one list has twice. Names of headers that differ in case alone are one name (RFC 9110, section 5.1): the
    /// first describes it, and it is required if one of them is.
    fn declared_twice(
        &mut self,
        first: Declared<'d>,
        parameter: &'d spec::Parameter,
    ) -> Declared<'d> {
        let (wire, known) = (&parameter.name.value, &first.parameter.name.value);
        let place = parameter.at.value();
        let report = self.report();
        let diagnostic = if wire == known {
            report.mistake(
                Rule::DuplicateParameter,
                place,
                format!("the parameter `{wire}` is declared twice"),
            )
        } else {
            let message = format!(
                "the name of a header knows no case: `{wire}` is `{known}`, and is sent once"
            );
            report.warning(Rule::DuplicateParameter, place, message)
        };
        diagnostic
            .related(first.parameter.at.value(), "the first one")
            .help("remove one of the two");
        Declared {
            required: first.required || parameter.required,
            ..first
        }
    }

    /// The parameters of an operation, with those that only its path has.
    pub(super) fn parameters(
        &mut self,
        declared: &Parameters<'d>,
        route: &Route,
        operation: &spec::Operation,
        site: Site<'_>,
    ) -> Vec<Parameter> {
        let Route {
            variables, greedy, ..
        } = route;
        let mut parameters = Vec::new();
        let names: Vec<&str> = declared.keys().map(|(_, name)| name.as_ref()).collect();
        let site = site.beside(&names);
        for Declared {
            parameter,
            required,
        } in declared.values().copied()
        {
            if self.is_sent_otherwise(operation, parameter) {
                continue;
            }
            let Some(mut lowered) = self.parameter(parameter, site) else {
                continue;
            };
            // Without what is in it there is no path.
            let is_segment = matches!(lowered.location, Location::Path | Location::ReservedPath);
            lowered.required = required || is_segment;
            if !required || lowered.client_wide {
                lowered.name = lowered.name.unless(&self.schemas.taken.call_traits);
            }
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
            if is_segment {
                self.schemas.mark_path_segment(&lowered.ty);
            }
            parameters.push(lowered);
        }
        let is_undeclared =
            |name: &&String| !declared.contains_key(&("path", name.as_str().into()));
        let undeclared = variables.iter().filter(is_undeclared);
        parameters.extend(undeclared.map(|name| undeclared_variable(name)));
        for parameter in &mut parameters {
            // Of a list, each item is a segment or a part of one, as its style has it.
            let is_one = parameter.location == Location::Path && !parameter.client_wide;
            if is_one && greedy.iter().any(|name| name == parameter.name.wire()) {
                parameter.allows_reserved = true;
                let note = "Each slash in it begins a segment of the path.";
                parameter.docs.notes.push(note.to_owned());
            }
        }
        parameters
    }

    /// Whether something else of the operation sends what a parameter describes; that is said.
    fn is_sent_otherwise(
        &mut self,
        operation: &spec::Operation,
        parameter: &spec::Parameter,
    ) -> bool {
        let place = parameter.name.at.value();
        if let Some(scheme) = self.credential(operation, parameter) {
            let message = format!(
                "this parameter is the credential {} too: the client sends it once, as that",
                code(&scheme)
            );
            let help = "leave it out: `components/securitySchemes` describes it";
            self.report()
                .warning(Rule::DuplicateParameter, place, message)
                .help(help);
            return true;
        }
        let Some(remedy) = described_elsewhere(parameter) else {
            return false;
        };
        let message = "OpenAPI leaves this header to bodies and security: it is not generated";
        self.report()
            .mistake(Rule::ReservedHeader, place, message)
            .help(remedy);
        true
    }

    /// What a parameter means.
    fn parameter(&mut self, parameter: &'d spec::Parameter, site: Site<'_>) -> Option<Parameter> {
        let name = parameter_name(parameter, self.schemas.report)?;
        let schema = parameter_schema(parameter, self.schemas.report);
        let mut meaning = schema.map_or_else(Meaning::any, |schema| {
            self.schemas.meaning(
                schema,
                site.named(&site.name_of(&parameter.name.value))
                    .beside(site.beside),
            )
        });
        let written = as_written(meaning.ty.clone());
        let Schemas { types, report, .. } = &mut self.schemas;
        let location = location(parameter, &written, types, report)?;
        let is_any_value = match location {
            Location::Styled(..) => true,
            Location::WholeQuery(format) => format != QueryFormat::Text,
            Location::Path | Location::ReservedPath | Location::Query(_) | Location::Header => {
                false
            }
        };
        if !is_any_value {
            meaning.ty = written;
        }
        let mut docs = meaning.docs;
        docs.deprecated |= parameter.deprecated;
        let description = parameter.description.as_deref().map(str::to_owned);
        docs.description = description.or(docs.description);
        if parameter.client_parameter && matches!(meaning.ty, Type::Format(_)) {
            // The builder of the client takes texts.
            meaning.ty = Type::String;
        }
        let name = if matches!(meaning.ty, Type::Duration(_)) {
            name.without_unit()
        } else {
            name
        };
        let name = name.unless(&self.schemas.taken.call);
        let mut check = self.schemas.check(schema, &meaning.ty);
        self.schemas
            .notes
            .checks
            .request(&mut check, parameter.check);
        let lowered = Parameter {
            name,
            location,
            preset: schema.and_then(|schema| only_boolean(&meaning.ty, schema)),
            ty: meaning.ty,
            required: parameter.required,
            client_wide: parameter.client_parameter,
            allows_reserved: allows_reserved(parameter, location, self.schemas.report),
            form: form(parameter, location, self.schemas.report.version()),
            check,
            docs,
        };
        let lowered = if lowered.client_wide {
            with_name_for_client(lowered, self.schemas.taken)
        } else {
            lowered
        };
        self.client_parameter(parameter, &lowered);
        Some(lowered)
    }
}

/// A whole query is alone: beside another one, and beside parts of it.
fn check_whole_query(parameters: &Parameters<'_>, report: &mut Report) {
    let is_of_query = |place: &str| ["query", "querystring"].contains(&place);
    let all = parameters.iter();
    let mut of_query = all.filter(|((place, _), _)| is_of_query(place));
    let mut whole = parameters
        .iter()
        .filter(|((place, _), _)| *place == "querystring");
    let Some((key, declared)) = whole.next() else {
        return;
    };
    if let Some((_, other)) = of_query.find(|(other, _)| *other != key) {
        let message = "`in: querystring` is the whole query: nothing else can be in it";
        report
            .mistake(
                Rule::ParameterPlace,
                declared.parameter.location.at.value(),
                message,
            )
            .related(other.parameter.location.at.value(), "what else is in it")
            .help("describe all of the query in one of the two ways");
    }
}

/// What the parameters of an operation and of its path refer to.
fn references<'d>(
    item: &'d PathItem,
    operation: &'d spec::Operation,
) -> impl Iterator<Item = &'d str> {
    let parameters = item.parameters.iter().chain(&operation.parameters);
    parameters.filter_map(|parameter| match parameter {
        RefOr::Here(_) => None,
        RefOr::Reference(reference) => Some(reference.target.value.as_str()),
    })
}

/// What a parameter is known by.
fn key(parameter: &spec::Parameter) -> (&str, Cow<'_, str>) {
    let (place, name) = (
        parameter.location.value.as_str(),
        parameter.name.value.as_str(),
    );
    match place {
        "header" => (place, name.to_ascii_lowercase().into()),
        place => (place, name.into()),
    }
}

/// The schema of a parameter: its own, or that of its media type.
fn parameter_schema<'d>(
    parameter: &'d spec::Parameter,
    report: &mut Report,
) -> Option<&'d spec::Schema> {
    let content = parameter.content.iter().flatten().next();
    let schema = content.map_or(parameter.schema.as_ref(), |(_, media_type)| {
        media_type.schema.as_ref()
    });
    if schema.is_none() {
        let message = "a parameter needs the keyword `schema`: it is any text";
        report
            .warning(Rule::MissingKeyword, parameter.at.value(), message)
            .help("add `schema: {type: string}`")
            .follows_from(&parameter.at.child("schema"))
            .follows_from(&parameter.at.child("content"));
    }
    schema
}

fn parameter_name(parameter: &spec::Parameter, report: &mut Report) -> Option<Name> {
    let wire = &parameter.name.value;
    let chosen = parameter.rust_name.as_ref();
    if let Some(chosen) = chosen
        && Name::chosen_value(wire, &chosen.value).is_none()
    {
        let message = "`x-rust-name` of a parameter is a name in snake_case";
        report.mistake(Rule::InvalidExtension, chosen.at.value(), message);
    }
    let name = chosen
        .and_then(|chosen| Name::chosen_value(wire, &chosen.value))
        .unwrap_or_else(|| Name::of_value_or(wire, "parameter"));
    let is_header = parameter.location.value == "header";
    let is_sendable = wire
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "-_.!#$%&'*+^`|~".contains(c));
    if is_header && (wire.is_empty() || !is_sendable) {
        let message = "this is no name that a header can have: it cannot be sent";
        report
            .mistake(Rule::ParameterPlace, parameter.name.at.value(), message)
            .help("write a name without spaces, as in `X-Request-Id`");
        return None;
    }
    Some(name)
}

/// How its properties are written, where the whole query is a form.
fn form(parameter: &spec::Parameter, location: Location, version: Version) -> FormStyles {
    let content = parameter.content.iter().flatten().next();
    match (location, content) {
        (Location::WholeQuery(QueryFormat::Form), Some((_, media_type))) => {
            form_styles(media_type, version)
        }
        _ => FormStyles::default(),
    }
}

/// The type of what a parameter writes: a value of any type is written as text, and one that is `null` is left out.
fn as_written(ty: Type) -> Type {
    match ty {
        Type::Any => Type::String,
        Type::Nullable(inner) | Type::NumberOrText(inner) => as_written(*inner),
        Type::List(item) => Type::List(Box::new(as_written(*item))),
        other => other,
    }
}

/// A part of the path that nothing declares is any text.
fn undeclared_variable(name: &str) -> Parameter {
    Parameter {
        name: Name::of_value_or(name, "parameter"),
        location: Location::Path,
        ty: Type::String,
        required: true,
        preset: None,
        client_wide: false,
        allows_reserved: false,
        form: FormStyles::default(),
        check: None,
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
