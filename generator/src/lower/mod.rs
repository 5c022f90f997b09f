//! Stage two: from what is written to what it means.
//!
//! Resolves references, checks what the document says against itself, makes names, decides shapes. Every error about the
//! document is said here or in [`spec`](crate::spec); after this stage there is none left to say.

pub(crate) mod api;
pub(crate) mod environment;
pub(crate) mod example;
pub(crate) mod naming;
pub(crate) mod operation;
pub(crate) mod reference;
pub(crate) mod schema;
pub(crate) mod server_url;

use crate::analyze;
use crate::model::Api;
use crate::report::diagnostic::Report;
use crate::spec::Document;
use operation::operations::Operations;
use operation::security::Schemes;
use schema::schemas::Schemas;
use schema::tag::Learned;

/// What `document` means; `None` when `report` says why it cannot be generated.
///
/// `crate_name` is the name of the crate where it is not made from the title.
pub fn lower(document: &Document, crate_name: Option<&str>, report: &mut Report) -> Option<Api> {
    let mut learned = Learned::default();
    let said_before = report.len();
    loop {
        let (api, found) = read(document, crate_name, &learned, report);
        if found == learned {
            return api.filter(|_| report.is_clean());
        }
        learned = found;
        // Once more, with what is known now: what was said is said again.
        report.truncate(said_before);
    }
}

/// What one reading of the document gives, and what it finds out for the next.
fn read(
    document: &Document,
    crate_name: Option<&str>,
    learned: &Learned,
    report: &mut Report,
) -> (Option<Api>, Learned) {
    let package = api::package::package(document, crate_name, report);
    let server = api::server::server(document, report);
    let security = api::security::alternatives(document, report);
    let schemes = Schemes::new(document, &security);
    let has_different_security = schemes.differ;
    let schemas = Schemas::new(document, learned, report);
    let mut operations = Operations::new(schemas, server.url.clone(), schemes);
    let root = operations.resources();
    let webhooks = operations.webhooks();
    operations.schemas.check_unused();
    let Operations {
        mut schemas,
        envelope,
        client_parameters,
        callbacks,
        ..
    } = operations;
    api::check::check(&security, &server, &client_parameters, schemas.report);
    let api = package.map(|package| {
        let mut api = Api {
            package,
            server,
            security,
            has_different_security,
            client_parameters,
            envelope: envelope.map(|(envelope, _)| envelope),
            root,
            webhooks,
            callbacks,
            types: schemas.shared.take(),
        };
        analyze::usage::mark(&mut api);
        analyze::usage::drop_unused(&mut api);
        analyze::shadow::settle(&mut api);
        analyze::recursion::box_cycles(&mut api);
        schemas.checks.finalize(&mut api, schemas.report);
        let users = analyze::need::settle(&mut api);
        analyze::feature::mark(&mut api, users);
        api
    });
    let found = schemas.found(api.as_ref());
    (api, found)
}
