//! Parameters: where each is sent, how it is written, and whether it is set once on the client.

use indexmap::IndexMap;

use crate::lower::operation::client_parameter::with_name_for_client;
use crate::lower::operation::operations::Operations;
use crate::lower::reference;
use crate::lower::schema::Meaning;
use crate::model::ListStyle;
use crate::model::Location;
use crate::model::Name;
use crate::model::Parameter;
use crate::model::Place;
use crate::model::Shape;
use crate::model::Style;
use crate::model::Type;
use crate::model::TypeReference;
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
        for (_, parameter) in parameters
            .iter()
            .filter(|((location, _), _)| *location == "path")
        {
            if !variables.contains(&parameter.name.value) {
                let message = format!(
                    "`{}` is a path parameter, but `{path}` does not have it",
                    parameter.name.value
                );
                let error = self
                    .schemas
                    .report
                    .mistake(parameter.name.at.value(), message);
                match reference::nearest_key(&parameter.name.value, variables.iter()) {
                    Some(meant) => error.help(format!("did you mean `{meant}`?")),
                    None => {
                        error.help("put it into the path in braces, or send it elsewhere with `in`")
                    }
                };
            }
        }
        for variable in variables {
            if !parameters.contains_key(&("path", variable.as_str())) {
                self.schemas
                    .report
                    .mistake(
                        operation.at.key(),
                        format!("the path has `{{{variable}}}`, but no parameter is called so"),
                    )
                    .help(format!(
                        "declare `{variable}` with `in: path` and `required: true`"
                    ));
            }
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
                self.schemas
                    .report
                    .mistake(
                        parameter.at.value(),
                        format!("the parameter `{}` is declared twice", key.1),
                    )
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
        owner: &str,
    ) -> Option<Parameter> {
        let name = self.parameter_name(parameter)?;
        let schema = self.parameter_schema(parameter);
        let mut meaning = schema.map_or_else(Meaning::any, |schema| {
            self.schemas
                .meaning(schema, &format!("{owner}.{}", parameter.name.value))
        });
        let written = as_written(meaning.ty.clone());
        let location = self.location(parameter, &written)?;
        if !matches!(location, Location::Styled(..)) {
            meaning.ty = written;
        }
        let mut docs = meaning.docs;
        docs.deprecated |= parameter.deprecated;
        docs.description = parameter
            .description
            .as_ref()
            .map(|text| text.value.clone())
            .or(docs.description);
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
        let mut rule = self.schemas.rule(schema, &meaning.ty);
        self.schemas.checks.ask(&mut rule, parameter.check);
        let lowered = Parameter {
            name,
            location,
            ty: meaning.ty,
            required: parameter.required,
            client_wide: parameter.client_parameter,
            allows_reserved: self.allows_reserved(parameter, location),
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

    /// The schema of a parameter: its own, or that of its media type.
    fn parameter_schema(&mut self, parameter: &'d spec::Parameter) -> Option<&'d spec::Schema> {
        let content = parameter.content.iter().flatten().next();
        let schema = content.map_or(parameter.schema.as_ref(), |(_, media_type)| {
            media_type.schema.as_ref()
        });
        if schema.is_none() {
            self.schemas
                .report
                .warning(
                    parameter.at.value(),
                    "a parameter needs the keyword `schema`: it is any text",
                )
                .help("add `schema: {type: string}`");
        }
        schema
    }

    fn parameter_name(&mut self, parameter: &spec::Parameter) -> Option<Name> {
        let wire = &parameter.name.value;
        let chosen = parameter.rust_name.as_ref();
        if let Some(chosen) = chosen
            && Name::chosen_value(wire, &chosen.value).is_none()
        {
            self.schemas.report.error(
                chosen.at.value(),
                "`x-rust-name` of a parameter is a name in snake_case",
            );
        }
        let name = chosen
            .and_then(|chosen| Name::chosen_value(wire, &chosen.value))
            .unwrap_or_else(|| Name::of_value_or(wire, "parameter"));
        let is_header = parameter.location.value == "header";
        let is_sendable = wire
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.!#$%&'*+^`|~".contains(c));
        if is_header && (wire.is_empty() || !is_sendable) {
            self.schemas
                .report
                .mistake(
                    parameter.name.at.value(),
                    "this is no name that a header can have: it cannot be sent",
                )
                .help("write a name without spaces, as in `X-Request-Id`");
            return None;
        }
        Some(name)
    }

    /// Where a parameter is sent, checked against its style and type.
    fn location(&mut self, parameter: &spec::Parameter, ty: &Type) -> Option<Location> {
        let is_list = matches!(ty, Type::List(_));
        let is_object = match ty {
            Type::List(element) => !self.is_scalar(element),
            ty => !self.is_scalar(ty),
        };
        let style = parameter.style.as_ref().map(|style| style.value.as_str());
        let is_json = parameter.content.is_some();
        let location = match (parameter.location.value.as_str(), style) {
            _ if is_json => None,
            ("path", None | Some("simple")) if !is_list && !is_object => Some(self.path(parameter)),
            ("header", None | Some("simple")) if !is_list && !is_object => Some(Location::Header),
            ("query", None | Some("form")) if !is_object => {
                Some(Location::Query(match parameter.explode {
                    Some(false) => ListStyle::Joined(","),
                    Some(true) | None => ListStyle::Repeated,
                }))
            }
            ("query", Some("spaceDelimited")) if is_list && !is_object => {
                Some(Location::Query(ListStyle::Joined(" ")))
            }
            ("query", Some("pipeDelimited")) if is_list && !is_object => {
                Some(Location::Query(ListStyle::Joined("|")))
            }
            _ => None,
        };
        location.or_else(|| self.styled(parameter))
    }

    /// Whether reserved characters are sent as they are: a query may hold them. The names of exploded members are their own,
    /// so that what belongs to the parameter is not known any more.
    fn allows_reserved(&mut self, parameter: &spec::Parameter, location: Location) -> bool {
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
        self.schemas
            .report
            .warning(parameter.at.child("allowReserved").key(), message);
        false
    }

    /// Where a value of any type is sent, and how it is written.
    fn styled(&mut self, parameter: &spec::Parameter) -> Option<Location> {
        let place = match parameter.location.value.as_str() {
            "path" => {
                self.path(parameter);
                Place::Path
            }
            "query" => Place::Query,
            "header" => Place::Header,
            "cookie" => Place::Cookie,
            _ => {
                self.refuse_location(parameter);
                return None;
            }
        };
        let style = parameter.style.as_ref();
        let name = style.map(|style| style.value.as_str());
        let explode = parameter.explode;
        let style = match (place, name) {
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
        self.check_style(parameter, place);
        Some(Location::Styled(place, style))
    }

    /// Says when a style is none of those that its place has.
    fn check_style(&mut self, parameter: &spec::Parameter, place: Place) {
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
            self.schemas.report.warning(style.at.value(), message);
            return;
        }
        let mistake = self.schemas.report.mistake(style.at.value(), message);
        match spec::nearest(&style.value, styles.iter().copied()) {
            Some(meant) => mistake.help(format!("did you mean `{meant}`?")),
            None => mistake.help(format!("write `{}`", styles.join("` or `"))),
        };
    }

    fn refuse_location(&mut self, parameter: &spec::Parameter) {
        let place = &parameter.location.value;
        if place == "querystring" {
            let message = "`in: querystring` is new in OpenAPI 3.2: the parameter is left out";
            self.schemas
                .report
                .warning(parameter.location.at.value(), message)
                .help("describe each pair of the query as a parameter with `in: query`");
            return;
        }
        let places = ["path", "query", "header", "cookie"];
        let error = self.schemas.report.error(
            parameter.location.at.value(),
            format!("a parameter is not sent in `{place}`"),
        );
        match spec::nearest(place, places) {
            Some(meant) => error.help(format!("did you mean `{meant}`?")),
            None => error.help("the places are `path`, `query`, `header` and `cookie`"),
        };
    }

    fn path(&mut self, parameter: &spec::Parameter) -> Location {
        if !parameter.required {
            self.schemas
                .report
                .warning(
                    parameter.at.value(),
                    format!(
                        "the path parameter `{}` has to be required: it is taken for that",
                        parameter.name.value
                    ),
                )
                .help("add `required: true`");
        }
        Location::Path
    }

    /// Whether a value of the type is written as one text.
    fn is_scalar(&self, ty: &Type) -> bool {
        match ty {
            Type::Boolean
            | Type::Integer(_)
            | Type::Number
            | Type::String
            | Type::Format(_)
            | Type::Duration(_) => true,
            Type::Named(reference) => self.is_named_text(reference),
            Type::Any
            | Type::RawBody
            | Type::Part
            | Type::List(_)
            | Type::Map { .. }
            | Type::Nullable(_)
            | Type::Boxed(_) => false,
        }
    }

    fn is_named_text(&self, reference: &TypeReference) -> bool {
        let definition = self.schemas.definition(reference);
        definition.is_some_and(|definition| match &definition.shape {
            Shape::Text(text) => !text.sensitive,
            Shape::Enumeration(_) => true,
            Shape::Structure(_)
            | Shape::Union(_)
            | Shape::Tuple(_)
            | Shape::Parts(_)
            | Shape::Bodies(_)
            | Shape::Headers(_)
            | Shape::Answers(_) => false,
        })
    }
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
