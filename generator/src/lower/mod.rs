//! Stage two: from what is written to what it means.
//!
//! Resolves references, checks what the document says against itself, makes names, decides shapes. Every error about the
//! document is said here or in [`spec`](crate::spec); after this stage there is none left to say.

pub(crate) mod api;
pub(crate) mod example;
pub(crate) mod naming;
pub(crate) mod operation;
pub(crate) mod reference;
pub(crate) mod schema;

use indexmap::IndexMap;
use indexmap::IndexSet;

use crate::analyze;
use crate::model::Alternative;
use crate::model::Api;
use crate::model::ClientParameter;
use crate::model::Envelope;
use crate::model::Home;
use crate::model::Name;
use crate::model::Server;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::model::TypeReference;
use crate::model::Webhook;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;
use crate::spec::Document;
use crate::spec::EnvelopeMembers;
use naming::Scope;
use schema::Meaning;
use schema::constraint::check::CheckSources;
use schema::tag::Learned;

/// What `document` means; `None` when `report` says why it cannot be generated.
///
/// `crate_name` is the name of the crate where it is not made from the title.
pub fn lower(document: &Document, crate_name: Option<&str>, report: &mut Report) -> Option<Api> {
    let mut learned = Learned::default();
    let said_before = report.len();
    loop {
        let mut lowering = Lowering::new(document, &learned, report);
        let api = lowering.api(crate_name);
        let found = lowering.found(api.as_ref());
        if found == learned {
            return api.filter(|_| report.is_clean());
        }
        learned = found;
        // Once more, with what is known now: what was said is said again.
        report.truncate(said_before);
    }
}

/// The state of lowering one document.
struct Lowering<'d> {
    document: &'d Document,
    report: &'d mut Report,
    /// What an earlier reading found out.
    learned: &'d Learned,
    /// What this one finds out for the next.
    finding: Learned,
    /// What each component schema means; `None` while that is being found out.
    components: IndexMap<&'d str, Option<Meaning>>,
    /// The component schemas that were put together with others, whether or not a type is made of them.
    taken_in: IndexSet<&'d str>,
    /// The types that operations share.
    shared: Types,
    /// The types of the operation in hand.
    local: Types,
    /// The name that each component schema has or would have as a type.
    component_names: IndexMap<&'d str, Name>,
    /// The same names as Rust spells them.
    shared_names: IndexSet<String>,
    /// The component schema in hand, for the type that is made of itself.
    own_name: Option<(String, Name)>,
    /// Where a type met now is defined.
    home: Home,
    /// The URL of the client's server.
    server: String,
    /// The resource of the operation in hand.
    resource: String,
    /// How many operations came before the one in hand.
    position: usize,
    /// The members that are being put together from several parts, by the places of these.
    being_put_together: Vec<Vec<Pointer>>,
    /// How deep the schema in hand is nested.
    depth: usize,
    /// The enumerations of one value, and the value.
    only_values: IndexMap<TypeReference, Name>,
    /// The members that unions stand for in their branches.
    tags: Vec<schema::tag::Tag>,
    /// What the document says where values are checked.
    checks: CheckSources,
    envelope: Option<(Envelope, &'d EnvelopeMembers)>,
    client_parameters: Vec<ClientParameter>,
    /// The security schemes that the client has, and whether operations take different ones.
    schemes: api::security::Schemes,
    /// The callbacks of the operations so far, and their names.
    callbacks: Vec<Webhook>,
    callback_names: Scope,
}

/// Types as they are found: a place is kept for each before its parts are lowered, so that a type comes before its parts.
#[derive(Default)]
struct Types {
    scope: Scope,
    definitions: Vec<Option<TypeDefinition>>,
}

impl Types {
    fn take(&mut self) -> Vec<TypeDefinition> {
        std::mem::take(&mut self.definitions)
            .into_iter()
            .flatten()
            .collect()
    }
}

impl<'d> Lowering<'d> {
    fn new(document: &'d Document, learned: &'d Learned, report: &'d mut Report) -> Self {
        Self {
            document,
            report,
            learned,
            finding: learned.clone(),
            components: IndexMap::new(),
            taken_in: IndexSet::new(),
            shared: Types::default(),
            local: Types::default(),
            component_names: IndexMap::new(),
            own_name: None,
            shared_names: IndexSet::new(),
            home: Home::Operation,
            server: String::new(),
            resource: String::new(),
            position: 0,
            being_put_together: Vec::new(),
            depth: 0,
            only_values: IndexMap::new(),
            tags: Vec::new(),
            checks: CheckSources::default(),
            envelope: None,
            client_parameters: Vec::new(),
            schemes: api::security::Schemes::default(),
            callbacks: Vec::new(),
            callback_names: Scope::default(),
        }
    }

    fn api(&mut self, crate_name: Option<&str>) -> Option<Api> {
        let document = self.document;
        let package = api::package::package(document, crate_name, self.report);
        let server = api::server::server(document, self.report);
        self.server.clone_from(&server.url);
        let security = api::security::alternatives(document, self.report);
        self.schemes = api::security::Schemes::new(document, &security);
        self.name_components();
        let root = self.resources();
        let webhooks = self.webhooks();
        self.unused_parts();
        self.check_builder(&security);
        self.check_server_type(&server);
        let mut api = Api {
            package: package?,
            server,
            security,
            has_different_security: self.schemes.differ,
            client_parameters: std::mem::take(&mut self.client_parameters),
            envelope: self.envelope.take().map(|(envelope, _)| envelope),
            root,
            webhooks,
            callbacks: std::mem::take(&mut self.callbacks),
            types: self.shared.take(),
        };
        analyze::usage::mark(&mut api);
        analyze::usage::drop_unused(&mut api);
        analyze::shadow::settle(&mut api);
        analyze::recursion::box_cycles(&mut api);
        self.checks.finalize(&mut api, self.report);
        let users = analyze::need::settle(&mut api);
        analyze::feature::mark(&mut api, users);
        Some(api)
    }

    /// Credentials and client-wide parameters are setters of one builder.
    fn check_builder(&mut self, security: &[Alternative]) {
        let parameters = self
            .client_parameters
            .iter()
            .map(|parameter| &parameter.name);
        for parameter in parameters {
            if security
                .iter()
                .any(|alternative| alternative.name.rust() == parameter.rust())
            {
                let message = format!(
                    "the credential and the client-wide parameter `{}` have one name",
                    parameter.wire()
                );
                self.report
                    .error(Pointer::root().child("security").key(), message)
                    .help("give the parameter another one with `x-rust-name`");
            }
        }
    }

    /// The type of the servers stands beside those of the client-wide parameters.
    fn check_server_type(&mut self, server: &Server) {
        let is_taken = |one: &&ClientParameter| matches!(&one.ty, Type::Named(reference) if ["Server", "ServerTemplate"].contains(&reference.name.as_str()));
        let taken = self.client_parameters.iter().find(is_taken);
        if let Some(parameter) = taken.filter(|_| !server.choices.is_empty()) {
            let message = format!(
                "the type of the client-wide parameter `{}` is called like that of the servers",
                parameter.name.wire()
            );
            self.report
                .error(Pointer::root().child("servers").key(), message)
                .help("give the schema another name with `x-rust-name`");
        }
    }

    /// Says what of the document has no counterpart in the client.
    fn unused_parts(&mut self) {
        let document = self.document;
        if let Some(dialect) = &document.json_schema_dialect
            && !dialect
                .value
                .starts_with("https://spec.openapis.org/oas/3.1/dialect")
        {
            self.report.warning(
                dialect.at.value(),
                "schemas are read in OpenAPI's own dialect, whatever this says",
            );
        }
        if document.is_part {
            return;
        }
        let schemas = document.components.schemas.iter();
        for (name, schema) in schemas.filter(|(name, _)| !name.starts_with("#/")) {
            let is_used = self.components.contains_key(name.as_str())
                || self.taken_in.contains(name.as_str());
            if !is_used {
                self.report.warning(
                    schema.at().key(),
                    format!("the schema `{name}` is used by no operation: no type is made of it"),
                );
                // Its mistakes are said all the same.
                self.new_component(name, schema);
            }
        }
    }
}
