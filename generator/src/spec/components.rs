//! `components` and the security objects.

use indexmap::IndexMap;
use serde_json::Map;
use serde_json::Value;

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
use super::read::object;
use super::schema::Schema;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;

object! {
    /// `components`: what is defined once and referred to.
    #[derive(Default)]
    pub struct Components: COMPONENTS {
        pub schemas: IndexMap<String, Schema> = or_default("schemas"),
        pub responses: IndexMap<String, RefOr<Response>> = or_default("responses"),
        pub parameters: IndexMap<String, RefOr<Parameter>> = or_default("parameters"),
        pub examples: IndexMap<String, RefOr<Example>> = or_default("examples"),
        pub request_bodies: IndexMap<String, RefOr<RequestBody>> = or_default("requestBodies"),
        pub headers: IndexMap<String, RefOr<Header>> = or_default("headers"),
        pub security_schemes: IndexMap<String, RefOr<SecurityScheme>> = or_default("securitySchemes"),
        pub links: IndexMap<String, RefOr<Link>> = or_default("links"),
        pub callbacks: IndexMap<String, RefOr<Callback>> = or_default("callbacks"),
        pub path_items: IndexMap<String, RefOr<PathItem>> = or_default("pathItems"),
        /// What refers to one has it in its place.
        pub media_types: IndexMap<String, Value> = or_default("mediaTypes"),
    }
}

/// The names of components are of letters, digits and `.`, `-`, `_`. Other signs come from tools that write generics
/// (`Page<Book>`) and from other languages, and are referred to as they stand.
pub(super) fn check_names(components: &Value, report: &mut Report) {
    let at = Pointer::root().child("components");
    let sections = components.as_object().into_iter().flatten();
    for (section, entries) in sections.filter(|(section, _)| !section.starts_with("x-")) {
        for name in entries.as_object().into_iter().flat_map(Map::keys) {
            let is_allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
            if !name.is_empty() && name.chars().all(is_allowed) {
                continue;
            }
            let place = at.child(section).child(name).key();
            let message = format!("`{name}` is no name of a component");
            report
                .warning(Rule::ComponentName, place, message)
                .help("write it with letters, digits, `.`, `-` and `_` alone");
        }
    }
}

object! {
    /// A security scheme object.
    pub struct SecurityScheme: SECURITY_SCHEME {
        pub kind: Text = required("type"),
        pub description: Option<Text> = optional("description"),
        /// Of the header, query parameter or cookie of an `apiKey`.
        pub name: Option<Text> = optional("name"),
        /// Where an `apiKey` is sent.
        pub location: Option<Text> = optional("in"),
        /// Of `http`.
        pub scheme: Option<Text> = optional("scheme"),
        pub bearer_format: Option<Text> = optional("bearerFormat"),
        /// Of `oauth2`.
        pub flows: Option<OAuthFlows> = optional("flows"),
        pub open_id_connect_url: Option<Text> = optional("openIdConnectUrl"),
        /// Of `oauth2` (RFC 8414).
        pub oauth2_metadata_url: Option<Text> = optional("oauth2MetadataUrl"),
        pub deprecated: bool = or_default("deprecated"),
        /// The environment variable of the secret.
        pub environment: Option<Text> = optional("x-env"),
    }
}

object! {
    /// `flows` of an `oauth2` scheme.
    pub struct OAuthFlows: OAUTH_FLOWS {
        /// Each flow by its name.
        pub flows: Vec<(&'static str, OAuthFlow)> = flows,
    }
}

fn flows(object: &mut Object<'_, '_>) -> Vec<(&'static str, OAuthFlow)> {
    let names = [
        "implicit",
        "password",
        "clientCredentials",
        "authorizationCode",
        "deviceAuthorization",
    ];
    let flow = |name| Some((name, object.optional(name)?));
    names.into_iter().filter_map(flow).collect()
}

object! {
    /// One OAuth flow object.
    pub struct OAuthFlow: OAUTH_FLOW {
        pub authorization_url: Option<Text> = optional("authorizationUrl"),
        pub device_authorization_url: Option<Text> = optional("deviceAuthorizationUrl"),
        pub token_url: Option<Text> = optional("tokenUrl"),
        pub refresh_url: Option<Text> = optional("refreshUrl"),
        /// Each with its meaning.
        pub scopes: IndexMap<String, String> = or_default("scopes"),
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
