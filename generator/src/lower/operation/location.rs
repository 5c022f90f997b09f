//! Where a parameter is sent, and how it is written there.

use crate::lower::schema::types::Types;
use crate::model::ListStyle;
use crate::model::Location;
use crate::model::ParameterLocation;
use crate::model::Shape;
use crate::model::Style;
use crate::model::Type;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;

/// Where a parameter is sent, checked against its style and type.
pub(super) fn location(
    parameter: &spec::Parameter,
    ty: &Type,
    types: &Types,
    report: &mut Report,
) -> Option<Location> {
    let is_list = matches!(ty, Type::List(_));
    let is_object = match ty {
        Type::List(item) => !is_scalar(item, types),
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
        | Type::NumberOrText(_)
        | Type::String
        | Type::Format(_)
        | Type::Duration(_) => true,
        Type::Named(_) => match types.shape(ty) {
            Some(Shape::Text(check)) => !check.sensitive,
            shape => matches!(shape, Some(Shape::Enumeration(_))),
        },
        Type::Any
        | Type::RawBody
        | Type::Part
        | Type::Multipart
        | Type::List(_)
        | Type::Map { .. }
        | Type::Nullable(_)
        | Type::Boxed(_) => false,
    }
}

/// Whether reserved characters are sent as they are: a query may hold them. The names of exploded properties are their own,
/// so that what belongs to the parameter is not known any more.
pub(super) fn allows_reserved(
    parameter: &spec::Parameter,
    location: Location,
    report: &mut Report,
) -> bool {
    if !parameter.allow_reserved {
        return false;
    }
    let place = match location {
        Location::Styled(ParameterLocation::Query, Style::FormExploded | Style::Json) => {
            "values of exploded properties"
        }
        Location::Query(_) | Location::Styled(ParameterLocation::Query, _) => return true,
        Location::Path | Location::Header | Location::Styled(..) => "values outside a query",
    };
    let message = format!("reserved characters in {place} are percent-encoded all the same");
    report.warning(
        Rule::ParameterPlace,
        parameter.at.child("allowReserved").key(),
        message,
    );
    false
}

/// Reports a style that its location does not have.
fn check_style(parameter: &spec::Parameter, place: ParameterLocation, report: &mut Report) {
    let Some(style) = &parameter.style else {
        return;
    };
    let styles: &[&str] = match place {
        ParameterLocation::Path => &["simple", "label", "matrix"],
        ParameterLocation::Header => &["simple"],
        ParameterLocation::Query => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        ParameterLocation::Cookie => &["form"],
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
        report.warning(Rule::ParameterPlace, style.at.value(), message);
        return;
    }
    report
        .mistake(Rule::ParameterPlace, style.at.value(), message)
        .help(format!("write `{}`", styles.join("` or `")))
        .suggest(&style.value, styles.iter().copied());
}

fn report_location(parameter: &spec::Parameter, report: &mut Report) {
    let place = &parameter.location.value;
    if place == "querystring" {
        let message = "`in: querystring` is new in OpenAPI 3.2: the parameter is left out";
        report
            .omission(
                Rule::UnsupportedKeyword,
                parameter.location.at.value(),
                message,
            )
            .help("describe each pair of the query as a parameter with `in: query`");
        return;
    }
    let places = ["path", "query", "header", "cookie"];
    let message = format!("a parameter is not sent in `{place}`: it is left out");
    report
        .mistake(Rule::ParameterPlace, parameter.location.at.value(), message)
        .help("the places are `path`, `query`, `header` and `cookie`")
        .suggest(place, places)
        .leaves_out(&parameter.at);
}

fn path(parameter: &spec::Parameter, report: &mut Report) -> Location {
    if !parameter.required {
        let message = format!(
            "the path parameter `{}` has to be required: it is taken for that",
            parameter.name.value
        );
        let written = parameter.at.child("required");
        report
            .warning(Rule::PathParameter, written.value(), message)
            .help("write `required: true`")
            .follows_from(&written);
    }
    Location::Path
}

/// Where a value of any type is sent, and how it is written.
fn styled(parameter: &spec::Parameter, report: &mut Report) -> Option<Location> {
    let place = match parameter.location.value.as_str() {
        "path" => {
            path(parameter, report);
            ParameterLocation::Path
        }
        "query" => ParameterLocation::Query,
        "header" => ParameterLocation::Header,
        "cookie" => ParameterLocation::Cookie,
        _ => {
            report_location(parameter, report);
            return None;
        }
    };
    let explode = parameter.explode;
    let style = match (place, parameter.style.as_deref()) {
        _ if is_json(parameter) => Style::Json,
        (ParameterLocation::Path, Some("label")) if explode == Some(true) => Style::LabelExploded,
        (ParameterLocation::Path, Some("label")) => Style::Label,
        (ParameterLocation::Path, Some("matrix")) if explode == Some(true) => Style::MatrixExploded,
        (ParameterLocation::Path, Some("matrix")) => Style::Matrix,
        (ParameterLocation::Path | ParameterLocation::Header, _) if explode == Some(true) => {
            Style::SimpleExploded
        }
        (ParameterLocation::Path | ParameterLocation::Header, _) => Style::Simple,
        (ParameterLocation::Query, Some("spaceDelimited")) => Style::SpaceDelimited,
        (ParameterLocation::Query, Some("pipeDelimited")) => Style::PipeDelimited,
        (ParameterLocation::Query, Some("deepObject")) => Style::DeepObject,
        (ParameterLocation::Query | ParameterLocation::Cookie, _) if explode == Some(false) => {
            Style::Form
        }
        (ParameterLocation::Query | ParameterLocation::Cookie, _) => Style::FormExploded,
    };
    check_style(parameter, place, report);
    Some(Location::Styled(place, style))
}

/// Whether a parameter has a media type, which is JSON but for rare texts.
fn is_json(parameter: &spec::Parameter) -> bool {
    let mut media_types = parameter.content.iter().flatten();
    media_types.any(|(name, _)| !name.starts_with("text/"))
}
