//! `security` and `securitySchemes`: the ways to authenticate.

use super::package::environment_variable;
use super::reference;
use super::scope::Scope;
use crate::diagnostic::Report;
use crate::model::Alternative;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Placement;
use crate::model::Scheme;
use crate::pointer::Pointer;
use crate::spec::Document;
use crate::spec::SecurityRequirement;
use crate::spec::SecurityScheme;

/// What the builder of a client has.
pub(super) const TAKEN_IN_BUILDER: [&str; 8] = [
    "build",
    "clone",
    "credentials",
    "default",
    "from_env",
    "http",
    "new",
    "settings",
];

/// The alternatives of the whole document.
pub(super) fn alternatives(document: &Document, report: &mut Report) -> Vec<Alternative> {
    let mut scope = Scope::default();
    let mut alternatives = Vec::new();
    for requirement in &document.security {
        if requirement.schemes.is_empty() {
            continue;
        }
        let Some(alternative) = alternative(document, requirement, report) else {
            continue;
        };
        let place = requirement.at.value();
        let name = scope.claim(alternative.name, "alternatives", place, report);
        alternatives.push(Alternative {
            name,
            ..alternative
        });
    }
    alternatives
}

fn alternative(
    document: &Document,
    requirement: &SecurityRequirement,
    report: &mut Report,
) -> Option<Alternative> {
    let schemes: Vec<Option<Scheme>> = requirement
        .schemes
        .keys()
        .map(|name| scheme(document, requirement, name, report))
        .collect();
    let schemes = schemes.into_iter().collect::<Option<Vec<Scheme>>>()?;
    let wire: Vec<&str> = schemes.iter().map(|scheme| scheme.name.wire()).collect();
    let name = Name::of_value(&wire.join(" and "))?.unless(&TAKEN_IN_BUILDER);
    Some(Alternative { name, schemes })
}

fn scheme(
    document: &Document,
    requirement: &SecurityRequirement,
    name: &str,
    report: &mut Report,
) -> Option<Scheme> {
    let at = Pointer::root()
        .child("components")
        .child("securitySchemes")
        .child(name);
    let schemes = &document.components.security_schemes;
    let Some(found) = schemes.get(name) else {
        let message = format!("there is no security scheme `{name}`");
        let error = report.error(requirement.at.child(name).key(), message);
        match reference::nearest_key(name, schemes.keys()) {
            Some(meant) => error.help(format!("did you mean `{meant}`?")),
            None => error.help("define it in `components/securitySchemes`"),
        };
        return None;
    };
    let scheme = reference::resolve(found, "securitySchemes", schemes, report)?;
    let placement = placement(scheme, report)?;
    let Some(rust) = Name::of_value(name) else {
        report.error(
            at.key(),
            "a builder method takes its name from this, which has no letter or digit in it",
        );
        return None;
    };
    let docs = Docs {
        description: scheme.description.as_ref().map(|text| text.value.clone()),
        ..Docs::default()
    };
    let environment = scheme
        .environment
        .as_ref()
        .and_then(|name| environment_variable(name, report));
    Some(Scheme {
        name: rust,
        placement,
        docs,
        environment,
    })
}

fn placement(scheme: &SecurityScheme, report: &mut Report) -> Option<Placement> {
    match scheme.kind.value.as_str() {
        "http" => http_placement(scheme, report),
        "apiKey" => api_key_placement(scheme, report),
        "oauth2" | "openIdConnect" => Some(Placement::Bearer),
        other => {
            let message = format!("`{other}` is not generated as a security scheme");
            let help = "`http` (bearer or basic), `apiKey`, `oauth2` and `openIdConnect` are";
            report.error(scheme.kind.at.value(), message).help(help);
            None
        }
    }
}

fn http_placement(scheme: &SecurityScheme, report: &mut Report) -> Option<Placement> {
    let Some(name) = &scheme.scheme else {
        report
            .error(
                scheme.at.key(),
                "an `http` security scheme needs the keyword `scheme`",
            )
            .help("add `scheme: bearer`");
        return None;
    };
    match name.value.to_ascii_lowercase().as_str() {
        "bearer" => Some(Placement::Bearer),
        "basic" => Some(Placement::Basic),
        other => {
            report
                .error(
                    name.at.value(),
                    format!("the HTTP authentication scheme `{other}` is not generated"),
                )
                .help("`bearer` and `basic` are");
            None
        }
    }
}

fn api_key_placement(scheme: &SecurityScheme, report: &mut Report) -> Option<Placement> {
    let (Some(name), Some(location)) = (&scheme.name, &scheme.location) else {
        report
            .error(
                scheme.at.key(),
                "an `apiKey` security scheme needs the keywords `name` and `in`",
            )
            .help("add `in: header` and the `name` of the header");
        return None;
    };
    let key = name.value.clone();
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if key.is_empty() || !key.chars().all(is_token) {
        report.error(
            name.at.value(),
            "this is no name that a header, query parameter or cookie can have",
        );
        return None;
    }
    match location.value.as_str() {
        "header" => Some(Placement::Header(key)),
        "query" => Some(Placement::Query(key)),
        "cookie" => Some(Placement::Cookie(key)),
        other => {
            report
                .error(
                    location.at.value(),
                    format!("an API key is not sent in `{other}`"),
                )
                .help("`header`, `query` and `cookie` are the places");
            None
        }
    }
}
