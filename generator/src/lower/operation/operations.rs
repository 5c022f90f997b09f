//! What makes operations, and what is known of all of them so far.

use crate::lower::naming::Scope;
use crate::lower::operation::lease::DeclaredLease;
use crate::lower::operation::security::Schemes;
use crate::lower::schema::schemas::Schemas;
use crate::model::ClientParameter;
use crate::model::Envelope;
use crate::model::Webhook;
use crate::report::diagnostic::Report;
use crate::spec::EnvelopeProperties;

/// Makes the operations of one document.
pub(crate) struct Operations<'d> {
    pub(crate) schemas: Schemas<'d>,
    /// The URL of the client's server.
    pub(super) server: String,
    /// The security schemes that the client has, and whether operations take different ones.
    pub(super) credentials: Schemes,
    pub(crate) envelope: Option<(Envelope, &'d EnvelopeProperties)>,
    pub(crate) client_parameters: Vec<ClientParameter>,
    /// The operations so far that pull messages.
    pub(super) leases: Vec<DeclaredLease<'d>>,
    /// The callbacks of the operations so far.
    pub(crate) callbacks: Vec<Webhook>,
    pub(super) callback_names: Scope,
    pub(super) webhook_names: Scope,
}

impl<'d> Operations<'d> {
    /// Operations of a client that calls `server` with these credentials.
    pub(crate) fn new(schemas: Schemas<'d>, server: String, credentials: Schemes) -> Self {
        Self {
            schemas,
            server,
            credentials,
            envelope: None,
            client_parameters: Vec::new(),
            leases: Vec::new(),
            callbacks: Vec::new(),
            callback_names: Scope::default(),
            webhook_names: Scope::default(),
        }
    }

    /// What is wrong with the document.
    pub(crate) fn report(&mut self) -> &mut Report {
        self.schemas.report
    }
}
