//! Parameters: where each is sent, how it is written, and whether it is set once on the client.

use indexmap::IndexMap;

use crate::lower::operation::client_parameter::with_name_for_client;
use crate::lower::operation::operations::Operations;
use crate::lower::reference;
use crate::lower::schema::constraint::rule::asked_around;
use crate::lower::schema::meaning::Meaning;
use crate::lower::schema::schemas::Schemas;
use crate::lower::schema::site::Site;
use crate::lower::schema::types::Types;
use crate::model::ListStyle;
use crate::model::Location;
use crate::model::Name;
use crate::model::Parameter;
use crate::model::Place;
use crate::model::Shape;
use crate::model::Style;
use crate::model::Type;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::PathItem;
use crate::spec::RefOr;

/// What a call has besides its parameters, and setters that would be mistaken for operators.
const TAKEN_IN_CALL: [&str; 16] = [
    "add",
    "bitand",
    "bitor",
    "bitxor",
    "body",
    "call_options",
    "client",
    "div",
    "into_future",
    "mul",
    "rem",
    "send",
    "server_template",
    "shl",
    "shr",
    "sub",
];

/// The parameters of an operation: its own, and those of the path item that it does not replace.
pub(crate) type Parameters<'d> = IndexMap<(&'d str, &'d str), &'d spec::Parameter>;

impl<'d> Operations<'d> {
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
        let in_path = parameters.iter().filter(|((place, _), _)| *place == "path");
        let names = in_path.map(|(_, parameter)| &parameter.name);
        for name in names.filter(|name| !variables.contains(&name.value)) {
            let wire = &name.value;
            let message = format!("`{wire}` is a path parameter, but `{path}` does not have it");
            self.report()
                .mistake(name.at.value(), message)
                .help("put it into the path in braces, or send it elsewhere with `in`")
                .suggest(wire, variables);
        }
        let is_undeclared = |name: &&String| !parameters.contains_key(&("path", name.as_str()));
        for variable in variables.iter().filter(is_undeclared) {
            let message = format!("the path has `{{{variable}}}`, but no parameter is called so");
            let help = format!("declare `{variable}` with `in: path` and `required: true`");
            let place = operation.at.key();
            self.report().mistake(place, message).help(help);
        }
        parameters
    }

    fn collect(&mut self, found: &'d [RefOr<spec::Parameter>], parameters: &mut Parameters<'d>) {
        let components = &self.schemas.document.components.parameters;
        let mut here = IndexMap::new();
        for parameter in found {
            let Some(parameter) =
                reference::resolve(parameter, "parameters", components, self.schemas.report)
            else {
                continue;
            };
            let key = (
                parameter.location.value.as_str(),
                parameter.name.value.as_str(),
            );
            if let Some(first) = here.insert(key, parameter) {
                let message = format!("the parameter `{}` is declared twice", key.1);
                self.report()
                    .mistake(parameter.at.value(), message)
                    .related(first.at.value(), "the first one")
                    .help("remove one of the two");
            }
            parameters.insert(key, parameter);
        }
    }

    /// What a parameter means.
    pub(crate) fn parameter(
        &mut self,
        parameter: &'d spec::Parameter,
        site: Site<'_>,
    ) -> Option<Parameter> {
        let name = parameter_name(parameter, self.schemas.report)?;
        let schema = parameter_schema(parameter, self.schemas.report);
        let mut meaning = schema.map_or_else(Meaning::any, |schema| {
            self.schemas
                .meaning(schema, site.named(&site.name_of(&parameter.name.value)))
        });
        let written = as_written(meaning.ty.clone());
        let Schemas { types, report, .. } = &mut self.schemas;
        let location = location(parameter, &written, types, report)?;
        if !matches!(location, Location::Styled(..)) {
            meaning.ty = written;
        }
        let mut docs = meaning.docs;
        docs.deprecated |= parameter.deprecated;
        let own = parameter.description.as_deref().map(str::to_owned);
        docs.description = own.or(docs.description);
        if parameter.client_parameter && matches!(meaning.ty, Type::Format(_)) {
            // The builder of the client takes texts.
            meaning.ty = Type::String;
        }
        let name = if matches!(meaning.ty, Type::Duration(_)) {
            name.without_unit()
        } else {
            name
        };
        let name = name.unless(&TAKEN_IN_CALL);
        let rule = asked_around(self.schemas.rule(schema, &meaning.ty), parameter.check);
        let lowered = Parameter {
            name,
            location,
            ty: meaning.ty,
            required: parameter.required,
            client_wide: parameter.client_parameter,
            allows_reserved: allows_reserved(parameter, location, self.schemas.report),
            rule,
            docs,
        };
        let lowered = if lowered.client_wide {
            with_name_for_client(lowered)
        } else {
            lowered
        };
        self.client_parameter(parameter, &lowered);
        Some(lowered)
    }
}

/// Where a parameter is sent, checked against its style and type.
fn location(
    parameter: &spec::Parameter,
    ty: &Type,
    types: &Types,
    report: &mut Report,
) -> Option<Location> {
    let is_list = matches!(ty, Type::List(_));
    let is_object = match ty {
        Type::List(element) => !is_scalar(element, types),
        ty => !is_scalar(ty, types),
    };
    if is_object || parameter.content.is_some() {
        return styled(parameter, report);
    }
    let separated = |separator| Some(Location::Query(ListStyle::Joined(separator)));
    match (
        parameter.location.value.as_str(),
        parameter.style.as_deref(),
    ) {
        ("path", None | Some("simple")) if !is_list => Some(path(parameter, report)),
        ("header", None | Some("simple")) if !is_list => Some(Location::Header),
        ("query", None | Some("form")) if parameter.explode == Some(false) => separated(","),
        ("query", None | Some("form")) => Some(Location::Query(ListStyle::Repeated)),
        ("query", Some("spaceDelimited")) if is_list => separated(" "),
        ("query", Some("pipeDelimited")) if is_list => separated("|"),
        _ => styled(parameter, report),
    }
}

/// Whether a value of the type is written as one text.
fn is_scalar(ty: &Type, types: &Types) -> bool {
    match ty {
        Type::Boolean
        | Type::Integer(_)
        | Type::Number
        | Type::String
        | Type::Format(_)
        | Type::Duration(_) => true,
        Type::Named(_) => match types.shape(ty) {
            Some(Shape::Text(rule)) => !rule.sensitive,
            shape => matches!(shape, Some(Shape::Enumeration(_))),
        },
        Type::Any
        | Type::RawBody
        | Type::Part
        | Type::List(_)
        | Type::Map { .. }
        | Type::Nullable(_)
        | Type::Boxed(_) => false,
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
            .warning(parameter.at.value(), message)
            .help("add `schema: {type: string}`");
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
        report.error(chosen.at.value(), message);
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
            .mistake(parameter.name.at.value(), message)
            .help("write a name without spaces, as in `X-Request-Id`");
        return None;
    }
    Some(name)
}

/// Whether reserved characters are sent as they are: a query may hold them. The names of exploded members are their own,
/// so that what belongs to the parameter is not known any more.
fn allows_reserved(parameter: &spec::Parameter, location: Location, report: &mut Report) -> bool {
    if !parameter.allow_reserved {
        return false;
    }
    let place = match location {
        Location::Styled(Place::Query, Style::FormExploded | Style::Json) => {
            "values of exploded members"
        }
        Location::Query(_) | Location::Styled(Place::Query, _) => return true,
        Location::Path | Location::Header | Location::Styled(..) => "values outside a query",
    };
    let message = format!("reserved characters in {place} are percent-encoded all the same");
    report.warning(parameter.at.child("allowReserved").key(), message);
    false
}

/// Says when a style is none of those that its place has.
fn check_style(parameter: &spec::Parameter, place: Place, report: &mut Report) {
    let Some(style) = &parameter.style else {
        return;
    };
    let styles: &[&str] = match place {
        Place::Path => &["simple", "label", "matrix"],
        Place::Header => &["simple"],
        Place::Query => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        Place::Cookie => &["form"],
    };
    if styles.contains(&style.value.as_str()) {
        return;
    }
    let message = format!(
        "a parameter in the {} has no style `{}`",
        parameter.location.value, style.value
    );
    if (parameter.location.value.as_str(), style.value.as_str()) == ("cookie", "cookie") {
        let message = "`style: cookie` is new in OpenAPI 3.2: it is sent as `form`";
        report.warning(style.at.value(), message);
        return;
    }
    report
        .mistake(style.at.value(), message)
        .help(format!("write `{}`", styles.join("` or `")))
        .suggest(&style.value, styles.iter().copied());
}

fn refuse_location(parameter: &spec::Parameter, report: &mut Report) {
    let place = &parameter.location.value;
    if place == "querystring" {
        let message = "`in: querystring` is new in OpenAPI 3.2: the parameter is left out";
        report
            .warning(parameter.location.at.value(), message)
            .help("describe each pair of the query as a parameter with `in: query`");
        return;
    }
    let places = ["path", "query", "header", "cookie"];
    let message = format!("a parameter is not sent in `{place}`");
    report
        .error(parameter.location.at.value(), message)
        .help("the places are `path`, `query`, `header` and `cookie`")
        .suggest(place, places);
}

fn path(parameter: &spec::Parameter, report: &mut Report) -> Location {
    if !parameter.required {
        let message = format!(
            "the path parameter `{}` has to be required: it is taken for that",
            parameter.name.value
        );
        report
            .warning(parameter.at.value(), message)
            .help("add `required: true`");
    }
    Location::Path
}

/// Where a value of any type is sent, and how it is written.
fn styled(parameter: &spec::Parameter, report: &mut Report) -> Option<Location> {
    let place = match parameter.location.value.as_str() {
        "path" => {
            path(parameter, report);
            Place::Path
        }
        "query" => Place::Query,
        "header" => Place::Header,
        "cookie" => Place::Cookie,
        _ => {
            refuse_location(parameter, report);
            return None;
        }
    };
    let explode = parameter.explode;
    let style = match (place, parameter.style.as_deref()) {
        _ if is_json(parameter) => Style::Json,
        (Place::Path, Some("label")) if explode == Some(true) => Style::LabelExploded,
        (Place::Path, Some("label")) => Style::Label,
        (Place::Path, Some("matrix")) if explode == Some(true) => Style::MatrixExploded,
        (Place::Path, Some("matrix")) => Style::Matrix,
        (Place::Path | Place::Header, _) if explode == Some(true) => Style::SimpleExploded,
        (Place::Path | Place::Header, _) => Style::Simple,
        (Place::Query, Some("spaceDelimited")) => Style::SpaceDelimited,
        (Place::Query, Some("pipeDelimited")) => Style::PipeDelimited,
        (Place::Query, Some("deepObject")) => Style::DeepObject,
        (Place::Query | Place::Cookie, _) if explode == Some(false) => Style::Form,
        (Place::Query | Place::Cookie, _) => Style::FormExploded,
    };
    check_style(parameter, place, report);
    Some(Location::Styled(place, style))
}

/// Whether a parameter has a media type, which is JSON but for rare texts.
fn is_json(parameter: &spec::Parameter) -> bool {
    let mut media_types = parameter.content.iter().flatten();
    media_types.any(|(name, _)| !name.starts_with("text/"))
}

/// The type of what a parameter writes: a value of any type is written as text, and one that is `null` is left out.
fn as_written(ty: Type) -> Type {
    match ty {
        Type::Any => Type::String,
        Type::Nullable(inner) => as_written(*inner),
        Type::List(element) => Type::List(Box::new(as_written(*element))),
        other => other,
    }
}
