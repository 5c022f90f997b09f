//! `components` and the security objects.

use indexmap::IndexMap;
use serde_json::Value;

use super::extension;
use super::keyword::RefOr;
use super::keyword::Text;
use super::object::Object;
use super::operation::Callback;
use super::operation::Example;
use super::operation::Header;
use super::operation::Link;
use super::operation::Parameter;
use super::operation::PathItem;
use super::operation::RequestBody;
use super::operation::Response;
use super::read::Read;
use super::read::ReadKeywords;
use super::schema::Schema;
use crate::keywords;
use crate::keywords::Vocabulary;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;

/// `components`: what is defined once and referred to.
#[derive(Clone, Debug, Default)]
pub struct Components {
    /// `schemas`.
    pub schemas: IndexMap<String, Schema>,
    /// `responses`.
    pub responses: IndexMap<String, RefOr<Response>>,
    /// `parameters`.
    pub parameters: IndexMap<String, RefOr<Parameter>>,
    /// `examples`.
    pub examples: IndexMap<String, RefOr<Example>>,
    /// `requestBodies`.
    pub request_bodies: IndexMap<String, RefOr<RequestBody>>,
    /// `headers`.
    pub headers: IndexMap<String, RefOr<Header>>,
    /// `securitySchemes`.
    pub security_schemes: IndexMap<String, RefOr<SecurityScheme>>,
    /// `links`.
    pub links: IndexMap<String, RefOr<Link>>,
    /// `callbacks`.
    pub callbacks: IndexMap<String, RefOr<Callback>>,
    /// `pathItems`.
    pub path_items: IndexMap<String, RefOr<PathItem>>,
}

impl ReadKeywords for Components {
    const VOCABULARY: &Vocabulary = &keywords::COMPONENTS;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        let components = Self {
            schemas: object.or_default("schemas"),
            responses: object.or_default("responses"),
            parameters: object.or_default("parameters"),
            examples: object.or_default("examples"),
            request_bodies: object.or_default("requestBodies"),
            headers: object.or_default("headers"),
            security_schemes: object.or_default("securitySchemes"),
            links: object.or_default("links"),
            callbacks: object.or_default("callbacks"),
            path_items: object.or_default("pathItems"),
        };
        check_names(object);
        components
    }
}

/// The names of components are of letters, digits and `.`, `-`, `_`. Other signs come from tools that write generics
/// (`Page<Book>`) and from other languages, and are referred to as they stand; with spaces few tools find the name again.
fn check_names(components: &mut Object<'_, '_>) {
    let at = components.at();
    let sections = components.properties().iter();
    for (section, entries) in sections.filter(|(section, _)| !section.starts_with("x-")) {
        for name in entries
            .as_object()
            .into_iter()
            .flat_map(|entries| entries.keys())
        {
            let is_allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
            if !name.is_empty() && name.chars().all(is_allowed) {
                continue;
            }
            let place = at.child(section).child(name).key();
            let message = format!("`{name}` is no name of a component");
            let said = if name.is_empty() || name.contains(char::is_whitespace) {
                components.report().mistake(place, message)
            } else {
                components.report().warning(place, message)
            };
            said.help("write it with letters, digits, `.`, `-` and `_` alone");
        }
    }
}

/// A security scheme object.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Where it stands.
    pub at: Pointer,
    /// `type`.
    pub kind: Text,
    /// `description`.
    pub description: Option<Text>,
    /// `name`: of the header, query parameter or cookie of an `apiKey`.
    pub name: Option<Text>,
    /// `in`: where an `apiKey` is sent.
    pub location: Option<Text>,
    /// `scheme`: of `http`.
    pub scheme: Option<Text>,
    /// `bearerFormat`.
    pub bearer_format: Option<Text>,
    /// `flows`: of `oauth2`.
    pub flows: Option<OAuthFlows>,
    /// `openIdConnectUrl`.
    pub open_id_connect_url: Option<Text>,
    /// `x-env`: the environment variable of the secret.
    pub environment: Option<Text>,
}

impl ReadKeywords for SecurityScheme {
    const VOCABULARY: &Vocabulary = &keywords::SECURITY_SCHEME;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            at: object.at(),
            kind: object.required("type"),
            description: object.optional("description"),
            name: object.optional("name"),
            location: object.optional("in"),
            scheme: object.optional("scheme"),
            bearer_format: object.optional("bearerFormat"),
            flows: object.optional("flows"),
            open_id_connect_url: object.optional("openIdConnectUrl"),
            environment: object.optional(extension::ENVIRONMENT),
        }
    }
}

/// `flows` of an `oauth2` scheme.
#[derive(Clone, Debug, Default)]
pub struct OAuthFlows {
    /// Each flow by its name.
    pub flows: Vec<(&'static str, OAuthFlow)>,
}

/// One OAuth flow object.
#[derive(Clone, Debug)]
pub struct OAuthFlow {
    /// `authorizationUrl`.
    pub authorization_url: Option<Text>,
    /// `tokenUrl`.
    pub token_url: Option<Text>,
    /// `refreshUrl`.
    pub refresh_url: Option<Text>,
    /// `scopes`: each with its meaning.
    pub scopes: IndexMap<String, String>,
}

impl ReadKeywords for OAuthFlows {
    const VOCABULARY: &Vocabulary = &keywords::OAUTH_FLOWS;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        let names = [
            "implicit",
            "password",
            "clientCredentials",
            "authorizationCode",
        ];
        let flow = |name| Some((name, object.optional(name)?));
        Self {
            flows: names.into_iter().filter_map(flow).collect(),
        }
    }
}

impl ReadKeywords for OAuthFlow {
    const VOCABULARY: &Vocabulary = &keywords::OAUTH_FLOW;

    fn read_keywords(object: &mut Object<'_, '_>) -> Self {
        Self {
            authorization_url: object.optional("authorizationUrl"),
            token_url: object.optional("tokenUrl"),
            refresh_url: object.optional("refreshUrl"),
            scopes: object.or_default("scopes"),
        }
    }
}

/// A security requirement object: schemes that go together, each with its scopes.
#[derive(Clone, Debug)]
pub struct SecurityRequirement {
    /// Where it stands.
    pub at: Pointer,
    /// The schemes, all of which are needed.
    pub schemes: IndexMap<String, Vec<String>>,
}

impl Read for SecurityRequirement {
    fn read(value: &Value, at: &Pointer, report: &mut Report) -> Option<Self> {
        let schemes = IndexMap::read(value, at, report)?;
        Some(Self {
            at: at.clone(),
            schemes,
        })
    }
}
