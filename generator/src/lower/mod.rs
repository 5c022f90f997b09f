//! Stage two: from what is written to what it means.
//!
//! Resolves references, checks what the document says against itself, makes names, decides shapes, in one pass over the
//! document. Every error about it is reported here or in [`spec`](crate::spec); the passes over the model only warn.
//!
//! Its rooms name each other in one direction: `normalize` rewrites the document first; `api` puts the document together and calls `operation` for each of its
//! operations, which calls `schema` for the types that it sends and receives. `Schemas` makes types,
//! `Operations` holds it and makes operations; all else are functions of what they are given. Where a
//! schema stands is a value that is handed down, a `Site`.

pub(crate) mod api;
pub(crate) mod check_sources;
mod count;
pub(crate) mod environment;
pub(crate) mod media;
pub(crate) mod naming;
pub mod normalize;
pub(crate) mod notes;
pub(crate) mod operation;
pub mod places;
pub(crate) mod reference;
pub(crate) mod schema;
pub(crate) mod server_url;
pub(crate) mod status;

use crate::model::Api;
use crate::model::Home;
use crate::model::TakenNames;
use crate::report::diagnostic::Report;
use crate::spec::Document;
use notes::Notes;
use operation::operations::Operations;
use operation::security::Schemes;
use schema::schemas::Schemas;

/// How much may be made of a document.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// Types.
    pub types: usize,
    /// What operations and types are made of: schemas, each as often as something refers to it, and what operations take.
    pub uses: usize,
    /// The values of the examples of all calls.
    pub shown: usize,
}

/// What a document means.
#[derive(Debug)]
pub struct Lowered {
    /// The API, as it is before it is analyzed.
    pub api: Api,
    /// What the passes are told beside it.
    pub notes: Notes,
}

/// What `document` means; `report` has what keeps it from being generated.
///
/// `crate_name` is the name of the crate where it is not made from the title; `taken` are the names that every client has,
/// `most` how much may be made.
pub fn lower(
    document: &Document,
    crate_name: Option<&str>,
    taken: &TakenNames,
    most: Most,
    report: &mut Report,
) -> Lowered {
    let package = api::package::package(document, crate_name, taken, report);
    let server = api::server::server(document, taken, report);
    let security = api::security::alternatives(document, taken, report);
    let credentials = Schemes::new(document, &security);
    let has_different_security = credentials.differ;
    let mut schemas = Schemas::new(document, taken, most, report);
    schemas.name_components();
    let mut operations = Operations::new(schemas, server.url.clone(), credentials);
    let mut root = api::resource::resources(&mut operations);
    operations.lower_leases(&mut root);
    let webhooks = operations.webhooks();
    operations.schemas.check_unused();
    let Operations {
        mut schemas,
        envelope,
        client_parameters,
        callbacks,
        ..
    } = operations;
    api::check::check(
        &security,
        &server,
        &client_parameters,
        taken,
        schemas.report,
    );
    let api = Api {
        package,
        server,
        security,
        has_different_security,
        client_parameters,
        envelope: envelope.map(|(envelope, _)| envelope),
        root,
        webhooks,
        callbacks,
        types: schemas.types.take(Home::Shared),
    };
    Lowered {
        api,
        notes: schemas.notes,
    }
}
