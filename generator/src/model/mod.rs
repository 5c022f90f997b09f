//! What the document means: plain data, names made, shapes decided.
//!
//! `lower` builds it, `render` reads it. It knows nothing of YAML and nothing of tokens; every type is `Debug` and
//! `PartialEq`, so that a test can compare it and a snapshot can show it.

mod choice;
mod constraint;
mod example;
mod format;
mod input;
mod lease;
mod module;
mod name;
mod object;
mod operation;
mod pagination;
mod pattern;
mod references;
mod server;
mod singular;
mod spelling;
mod taken;
#[cfg(test)]
pub(crate) mod testing;
mod types;
pub mod visit;
mod webhook;

pub use choice::Discriminator;
pub use choice::DiscriminatorOwner;
pub use choice::Enumeration;
pub use choice::Mark;
pub use choice::Scalar;
pub use choice::Union;
pub use choice::Value;
pub use choice::Variant;
pub use choice::Written;
pub use constraint::Check;
pub use constraint::Constraints;
pub use constraint::Number;
pub use constraint::Pattern;
pub use example::Example;
pub use example::Sample;
pub use format::Format;
pub use input::Input;
pub use lease::Lease;
pub use lease::LeaseEntry;
pub use lease::LeaseWarnings;
pub use lease::LeasedContent;
pub use lease::RetryDelay;
pub use lease::SettledLeases;
pub use lease::Settling;
pub(crate) use module::LONGER_MODULES;
pub use name::Name;
pub use object::Content;
pub use object::Field;
pub use object::Presence;
pub use object::Preset;
pub use object::Side;
pub use object::Structure;
pub use object::Tuple;
pub use operation::AlternativeResponse;
pub use operation::Body;
pub use operation::ErrorResponse;
pub use operation::FormStyles;
pub use operation::ItemFormat;
pub use operation::ListStyle;
pub use operation::Location;
pub use operation::Media;
pub use operation::Multipart;
pub use operation::Operation;
pub use operation::Parameter;
pub use operation::ParameterLocation;
pub use operation::PartEncoding;
pub use operation::QueryFormat;
pub use operation::Response;
pub use operation::Retry;
pub use operation::Security;
pub use operation::Style;
pub use operation::Verb;
pub use pagination::PageInput;
pub use pagination::Pagination;
pub use pagination::PaginationStrategy;
pub use server::NO_SERVER;
pub use server::OperationServer;
pub use server::Server;
pub use server::ServerChoice;
pub use server::ServerValues;
pub use server::ServerVariable;
pub use singular::singular;
pub use taken::TakenNames;
pub use types::BodyKind;
pub use types::EventKind;
pub use types::Home;
pub use types::Integer;
pub use types::Parts;
pub use types::ResponseKind;
pub use types::Shape;
pub use types::Text;
pub use types::Type;
pub use types::TypeDefinition;
pub use types::TypeReference;
pub use types::Unit;
pub use types::Usage;
pub use webhook::Webhook;

/// A whole API, ready to be rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The crate it becomes.
    pub package: Package,
    /// Where it is served.
    pub server: Server,
    /// The ways to authenticate, any one of which will do, unless operations take different ones.
    pub security: Vec<Alternative>,
    /// Whether operations take different ones, so that a client may need several.
    pub has_different_security: bool,
    /// The parameters that are set once on the client.
    pub client_parameters: Vec<ClientParameter>,
    /// How responses announce their outcome, if they do.
    pub envelope: Option<Envelope>,
    /// The resources and operations that hang directly off the client.
    pub root: Resource,
    /// What the server sends to the webhooks that the document describes.
    pub webhooks: Vec<Webhook>,
    /// What the server sends to addresses that calls have named.
    pub callbacks: Vec<Webhook>,
    /// The types that operations share, in the order in which the document names them.
    pub types: Vec<TypeDefinition>,
}

impl Api {
    /// Whether its resources are compiled by features.
    #[must_use]
    pub fn has_features(&self) -> bool {
        let mut resources = self.root.resources.iter();
        resources.any(|resource| resource.feature.is_some())
    }
}

/// The crate an API becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// Its name as Cargo knows it.
    pub name: String,
    /// The title of the document.
    pub title: String,
    /// Its version as Cargo knows it.
    pub version: String,
    /// The SPDX expression of its licence.
    pub license: Option<String>,
    /// What it is for.
    pub docs: Docs,
}

impl Package {
    /// The name under which Rust code uses the crate.
    #[must_use]
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// The documentation of something.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// One sentence.
    pub summary: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// Sentences made from keywords: constraints, defaults, formats.
    pub notes: Vec<String>,
    /// Whether the document advises against its use.
    pub deprecated: bool,
}

impl Docs {
    /// Their first sentence alone, and whether its use is advised against.
    #[must_use]
    pub fn first_sentence(&self) -> Self {
        let description = self.description.as_deref().map(first_sentence);
        Self {
            description: description.filter(|_| self.summary.is_none()),
            notes: Vec::new(),
            ..self.clone()
        }
    }
}

fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or(text);
    let sentence = paragraph.split_inclusive(". ").next();
    sentence.unwrap_or(paragraph).trim_end().to_owned()
}

/// Credentials that go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The name of the builder method that takes them.
    pub name: Name,
    /// All that are needed.
    pub schemes: Vec<Scheme>,
}

/// One credential.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// Its name.
    pub name: Name,
    /// How it is sent.
    pub placement: Placement,
    /// Whether it expires, so that it may come from a source of tokens.
    pub expires: bool,
    /// What it is.
    pub docs: Docs,
    /// The environment variable it is read from.
    pub environment: Option<String>,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Placement {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// A header of this name.
    Header(String),
    /// A query parameter of this name.
    Query(String),
    /// A cookie of this name.
    Cookie(String),
}

/// A parameter that is set once on the client, and can be given for a call.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientParameter {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// What it is.
    pub docs: Docs,
    /// The environment variable it is read from.
    pub environment: Option<String>,
}

/// The properties by which a response announces its outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// The boolean property that is `true` when the call succeeded.
    pub success: String,
    /// The property that lists what went wrong.
    pub errors: String,
    /// What the errors mean.
    pub conditions: Vec<Condition>,
}

impl Envelope {
    /// The codes of permanent errors.
    pub fn permanent_codes(&self) -> impl Iterator<Item = i64> {
        let permanent = self.conditions.iter().filter(|one| one.permanent);
        permanent.flat_map(|one| one.codes.iter().copied())
    }
}

/// What an error means, and how it is recognised: by a status or by a code, and perhaps by its message as well.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub docs: Docs,
    /// The statuses of the response.
    pub statuses: Vec<u16>,
    /// The codes of which one is among the errors.
    pub codes: Vec<i64>,
    /// Texts of which one has to be part of a message as well; none where any message will do.
    pub messages: Vec<String>,
    /// Whether it is permanent: a retry does not help.
    pub permanent: bool,
}

/// A group of operations, and the groups below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// Its name from the operation ids, as method and module; `None` for the client itself.
    pub name: Option<Name>,
    /// The type that has its methods: `MessagesResource`. Nothing for the client itself.
    pub ty: String,
    /// What it is.
    pub docs: Docs,
    /// The Cargo feature that compiles it, where the client is large and it hangs directly off it.
    pub feature: Option<String>,
    /// The groups below it.
    pub resources: Vec<Resource>,
    /// Its own operations.
    pub operations: Vec<Operation>,
}
