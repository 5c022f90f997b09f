//! What makes operations, and what is known of all of them so far.

use crate::lower::naming::Scope;
use crate::lower::operation::security::Schemes;
use crate::lower::schema::schemas::Schemas;
use crate::model::ClientParameter;
use crate::model::Envelope;
use crate::model::Webhook;
use crate::spec::EnvelopeMembers;

/// Makes the operations of one document.
pub(crate) struct Operations<'d> {
    pub(crate) schemas: Schemas<'d>,
    /// The URL of the client's server.
    pub(crate) server: String,
    /// The security schemes that the client has, and whether operations take different ones.
    pub(crate) schemes: Schemes,
    pub(crate) envelope: Option<(Envelope, &'d EnvelopeMembers)>,
    pub(crate) client_parameters: Vec<ClientParameter>,
    /// The callbacks of the operations so far, and their names.
    pub(crate) callbacks: Vec<Webhook>,
    pub(crate) callback_names: Scope,
}

impl<'d> Operations<'d> {
    /// Operations of a client that calls `server` with the credentials of `schemes`.
    pub(crate) fn new(schemas: Schemas<'d>, server: String, schemes: Schemes) -> Self {
        Self {
            schemas,
            server,
            schemes,
            envelope: None,
            client_parameters: Vec::new(),
            callbacks: Vec::new(),
            callback_names: Scope::default(),
        }
    }
}
