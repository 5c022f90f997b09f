//! `security` and `securitySchemes`: the ways to authenticate.

use crate::lower::environment::environment_variable;
use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::operation::security::operations;
use crate::lower::reference;
use crate::markdown::code;
use crate::model::Alternative;
use crate::model::Docs;
use crate::model::Name;
use crate::model::Placement;
use crate::model::Scheme;
use crate::model::TakenNames;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec::Document;
use crate::spec::OAuthFlow;
use crate::spec::SecurityRequirement;
use crate::spec::SecurityScheme;
use crate::spec::Text;

/// The alternatives of the whole document: those that hold for every operation, and those that only some of them name.
pub(crate) fn alternatives(
    document: &Document,
    taken: &TakenNames,
    report: &mut Report,
) -> Vec<Alternative> {
    let mut scope = Scope::default();
    let mut known: Vec<Vec<&String>> = Vec::new();
    let mut alternatives = Vec::new();
    for requirement in requirements(document) {
        let mut schemes: Vec<&String> = requirement.schemes.keys().collect();
        schemes.sort();
        if schemes.is_empty() || known.contains(&schemes) {
            continue;
        }
        known.push(schemes);
        let Some(alternative) = alternative(document, requirement, report) else {
            continue;
        };
        let place = requirement.at.value();
        let name = scope.claim(
            alternative.name.unless(&taken.builder),
            Named::told_apart_by(
                "alternatives",
                "give one of the security schemes another name",
            ),
            place,
            report,
        );
        alternatives.push(Alternative {
            name,
            ..alternative
        });
    }
    alternatives
}

/// What the document requires, and then what its operations do.
fn requirements(document: &Document) -> impl Iterator<Item = &SecurityRequirement> {
    let of_operations =
        operations(document).flat_map(|operation| operation.security.iter().flatten());
    document.security.iter().chain(of_operations)
}

/// `None` when no scheme of it is a secret that goes with a request.
fn alternative(
    document: &Document,
    requirement: &SecurityRequirement,
    report: &mut Report,
) -> Option<Alternative> {
    let schemes: Vec<Scheme> = requirement
        .schemes
        .keys()
        .filter_map(|name| scheme(document, requirement, name, report))
        .collect();
    let wire: Vec<&str> = schemes.iter().map(|scheme| scheme.name.wire()).collect();
    let name = Name::of_value(&wire.join(" and "))?;
    Some(Alternative { name, schemes })
}

fn scheme(
    document: &Document,
    requirement: &SecurityRequirement,
    name: &str,
    report: &mut Report,
) -> Option<Scheme> {
    let schemes = &document.components.security_schemes;
    let Some(declared) = schemes.get(name) else {
        if name.contains(['/', '#']) {
            // What a URI does not lead to is said where it is followed.
            return None;
        }
        let message = format!("there is no security scheme `{name}`");
        let at = Pointer::root().child("components");
        let at = at.child("securitySchemes").child(name);
        report
            .mistake(
                Rule::SecurityScheme,
                requirement.at.child(name).key(),
                message,
            )
            .help("define it in `components/securitySchemes`")
            .suggest(name, schemes.keys())
            .follows_from(&at);
        return None;
    };
    let scheme = reference::resolve(declared, "securitySchemes", schemes, report)?;
    let placement = placement(scheme, report)?;
    let rust = Name::of_value_or(name, "credential");
    let docs = Docs {
        description: scheme.description.as_deref().map(str::to_owned),
        notes: notes(scheme),
        deprecated: scheme.deprecated,
        ..Docs::default()
    };
    let environment = scheme
        .environment
        .as_ref()
        .and_then(|name| environment_variable(name, report));
    Some(Scheme {
        name: rust,
        placement,
        expires: ["oauth2", "openIdConnect"].contains(&scheme.kind.value.as_str()),
        docs,
        environment,
    })
}

/// What a credential looks like, and where it is had, a sentence each.
fn notes(scheme: &SecurityScheme) -> Vec<String> {
    let mut notes = Vec::new();
    let format = scheme.bearer_format.as_ref();
    notes.extend(format.map(|text| format!("Format: {}.", code(&text.value))));
    let discovery = scheme.open_id_connect_url.as_ref();
    notes.extend(discovery.map(|url| format!("OpenID Connect: <{}>.", url.value)));
    let metadata = scheme.oauth2_metadata_url.as_ref();
    notes.extend(metadata.map(|url| format!("OAuth 2.0 metadata: <{}>.", url.value)));
    let flows = scheme.flows.iter().flat_map(|flows| &flows.flows);
    notes.extend(flows.map(|(name, flow)| flow_note(name, flow)));
    notes
}

fn flow_note(name: &str, flow: &OAuthFlow) -> String {
    let url = |what: &str, url: &Option<Text>| {
        let url = url.as_ref()?;
        Some(format!("{what} at <{}>", url.value))
    };
    let mut parts = Vec::new();
    parts.extend(url("authorization", &flow.authorization_url));
    parts.extend(url("devices", &flow.device_authorization_url));
    parts.extend(url("tokens", &flow.token_url));
    parts.extend(url("new tokens", &flow.refresh_url));
    let scope = |(name, meaning): (&String, &String)| match meaning.trim() {
        "" => code(name),
        meaning => format!("{} ({})", code(name), meaning.trim_end_matches('.')),
    };
    let scopes: Vec<String> = flow.scopes.iter().map(scope).collect();
    parts.extend((!scopes.is_empty()).then(|| format!("scopes {}", scopes.join(", "))));
    format!("OAuth 2.0, {}: {}.", code(name), parts.join("; "))
}

fn placement(scheme: &SecurityScheme, report: &mut Report) -> Option<Placement> {
    match scheme.kind.value.as_str() {
        "http" => http_placement(scheme, report),
        "apiKey" => api_key_placement(scheme, report),
        "oauth2" | "openIdConnect" => Some(Placement::Bearer),
        "mutualTLS" => {
            let message =
                "client certificates are not generated: they are for the transport to give";
            report.mistake(Rule::UnsupportedKeyword, scheme.kind.at.value(), message).help(
                "give the client a `Transport` whose TLS has the certificate, with `Settings::transport`",
            );
            None
        }
        other => {
            let message = format!("`{other}` is no type of a security scheme");
            let known = ["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"];
            let diagnostic = report.mistake(Rule::SecurityScheme, scheme.kind.at.value(), message);
            diagnostic
                .help("`http`, `apiKey`, `oauth2`, `openIdConnect` and `mutualTLS` are")
                .suggest(other, known);
            if ["bearer", "basic"].contains(&other) {
                diagnostic.help(format!("write `type: http` and `scheme: {other}`"));
            }
            None
        }
    }
}

fn http_placement(scheme: &SecurityScheme, report: &mut Report) -> Option<Placement> {
    let Some(name) = &scheme.scheme else {
        let message = "an `http` security scheme needs the keyword `scheme`";
        report
            .mistake(Rule::SecurityScheme, scheme.at.key(), message)
            .help("add `scheme: bearer`");
        return None;
    };
    match name.value.to_ascii_lowercase().as_str() {
        "bearer" => Some(Placement::Bearer),
        "basic" => Some(Placement::Basic),
        other => {
            let message = format!(
                "`{other}` is not generated: the caller gives the whole value of `Authorization`"
            );
            report.mistake(Rule::UnsupportedKeyword, name.at.value(), message)
                .help("give the builder of the client the text after `Authorization: `, such as the scheme and a token; for a value that each request has its own of, give a `Transport` that adds it, with `Settings::transport`")
                .suggest(other, ["bearer", "basic"]);
            Some(Placement::Header("Authorization".to_owned()))
        }
    }
}

fn api_key_placement(scheme: &SecurityScheme, report: &mut Report) -> Option<Placement> {
    let (Some(name), Some(location)) = (&scheme.name, &scheme.location) else {
        let message = "an `apiKey` security scheme needs the keywords `name` and `in`";
        report
            .mistake(Rule::SecurityScheme, scheme.at.key(), message)
            .help("add `in: header` and the `name` of the header");
        return None;
    };
    let key = name.value.clone();
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if key.is_empty() || !key.chars().all(is_token) {
        let message = "this is no name that a header, query parameter or cookie can have";
        report.mistake(Rule::SecurityScheme, name.at.value(), message);
        return None;
    }
    match location.value.as_str() {
        "header" => Some(Placement::Header(key)),
        "query" => Some(Placement::Query(key)),
        "cookie" => Some(Placement::Cookie(key)),
        other => {
            let message = format!("an API key is not sent in `{other}`");
            report
                .mistake(Rule::SecurityScheme, location.at.value(), message)
                .help("`header`, `query` and `cookie` are the places")
                .suggest(other, ["header", "query", "cookie"]);
            None
        }
    }
}
