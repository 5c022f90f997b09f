//! Where a parameter is sent, and how it is written there.

use crate::keywords::Version;
use crate::lower::media;
use crate::lower::media::Kind;
use crate::lower::schema::types::Types;
use crate::model::ListStyle;
use crate::model::Location;
use crate::model::ParameterLocation;
use crate::model::QueryFormat;
use crate::model::Shape;
use crate::model::Style;
use crate::model::Type;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::object::of_3_2;

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
    if parameter.location.value == "querystring" {
        return Some(Location::WholeQuery(query_format(parameter, ty, report)));
    }
    if is_object || parameter.content.is_some() {
        return styled(parameter, report);
    }
    let separated = |separator| Some(Location::Query(ListStyle::Joined(separator)));
    match (
        parameter.location.value.as_str(),
        parameter.style.as_deref(),
    ) {
        ("path", None | Some("simple")) if !is_list => {
            path(parameter, report);
            let is_kept = parameter.allow_reserved && report.version() == Version::V3_2;
            Some(if is_kept {
                Location::ReservedPath
            } else {
                Location::Path
            })
        }
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
        Location::ReservedPath => return false,
        Location::Query(_) | Location::Styled(ParameterLocation::Query, _) => return true,
        Location::Styled(ParameterLocation::Cookie, Style::Cookie | Style::CookieExploded) => {
            let message = "nothing in a cookie of this style is percent-encoded";
            report
                .warning(
                    Rule::IdleKeyword,
                    parameter.at.child("allowReserved").key(),
                    message,
                )
                .help("take it out");
            return false;
        }
        Location::Styled(ParameterLocation::Cookie, _) if report.version() == Version::V3_2 => {
            return true;
        }
        Location::WholeQuery(_) => "a whole query",
        Location::Styled(ParameterLocation::Path, style) if report.version() == Version::V3_2 => {
            if style != Style::Json {
                return true;
            }
            "JSON in a path"
        }
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
        ParameterLocation::Cookie => &["form", "cookie"],
    };
    if styles.contains(&style.value.as_str()) {
        if style.value == "cookie" && report.version() < Version::V3_2 {
            of_3_2("`style: cookie`", style.at.value(), report);
        }
        return;
    }
    let message = format!(
        "a parameter in the {} has no style `{}`",
        parameter.location.value, style.value
    );
    report
        .mistake(Rule::ParameterPlace, style.at.value(), message)
        .help(format!("write `{}`", styles.join("` or `")))
        .suggest(&style.value, styles.iter().copied());
}

fn report_location(parameter: &spec::Parameter, report: &mut Report) {
    let place = &parameter.location.value;
    let places = ["path", "query", "querystring", "header", "cookie"];
    let message = format!("a parameter is not sent in `{place}`: it is left out");
    report
        .mistake(Rule::ParameterPlace, parameter.location.at.value(), message)
        .help("the places are `path`, `query`, `querystring`, `header` and `cookie`")
        .suggest(place, places)
        .leaves_out(&parameter.at);
}

fn path(parameter: &spec::Parameter, report: &mut Report) {
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
}

/// How a value is written that is the whole query: as its media type says.
fn query_format(parameter: &spec::Parameter, ty: &Type, report: &mut Report) -> QueryFormat {
    if report.version() < Version::V3_2 {
        of_3_2("`in: querystring`", parameter.location.at.value(), report);
    }
    if let Some(style) = &parameter.style {
        report
            .warning(
                Rule::IdleKeyword,
                style.at.key(),
                "`style` means nothing here: the media type says how a whole query is written",
            )
            .help("take it out");
    }
    let Some((name, media_type)) = parameter.content.iter().flatten().next() else {
        report
            .mistake(
                Rule::MissingKeyword,
                parameter.at.value(),
                "a whole query needs the keyword `content`: it is taken for a form",
            )
            .help("write `content: {application/x-www-form-urlencoded: {schema: …}}`")
            .follows_from(&parameter.at.child("content"));
        return QueryFormat::Form;
    };
    match media::kind(name, media_type) {
        Kind::Form => QueryFormat::Form,
        Kind::Json => QueryFormat::Json,
        _ if *ty == Type::String => QueryFormat::Text,
        _ => {
            let message = format!("a whole query of `{name}` is a text: this is sent as JSON");
            report
                .mistake(Rule::UnsupportedKeyword, media_type.at.key(), message)
                .help("write `schema: {type: string}`");
            QueryFormat::Json
        }
    }
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
        (ParameterLocation::Cookie, Some("cookie")) if explode == Some(false) => Style::Cookie,
        (ParameterLocation::Cookie, Some("cookie")) => Style::CookieExploded,
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
