//! Contradictions between parts of the document.

use crate::model::Alternative;
use crate::model::ClientParameter;
use crate::model::Server;
use crate::model::TakenNames;
use crate::model::Type;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;

/// Checks what the builder of the client is made of.
pub(crate) fn check(
    security: &[Alternative],
    server: &Server,
    parameters: &[ClientParameter],
    taken: &TakenNames,
    report: &mut Report,
) {
    check_builder(security, parameters, report);
    check_server_type(server, parameters, taken, report);
}

/// Credentials and client-wide parameters are setters of one builder.
fn check_builder(security: &[Alternative], parameters: &[ClientParameter], report: &mut Report) {
    let is_credential = |parameter: &&ClientParameter| {
        let mut names = security.iter().map(|alternative| &alternative.name);
        names.any(|name| name.rust() == parameter.name.rust())
    };
    for parameter in parameters.iter().filter(is_credential) {
        let message = format!(
            "the credential and the client-wide parameter `{}` have one name",
            parameter.name.wire()
        );
        report
            .error(
                Rule::NumberedName,
                Pointer::root().child("security").key(),
                message,
            )
            .help("give the parameter another one with `x-rust-name`");
    }
}

/// The type of the servers stands beside those of the client-wide parameters.
fn check_server_type(
    server: &Server,
    parameters: &[ClientParameter],
    taken: &TakenNames,
    report: &mut Report,
) {
    let is_taken = |one: &&ClientParameter| matches!(&one.ty, Type::Named(reference) if taken.server_types.contains(&reference.name.as_str()));
    let taken = parameters.iter().find(is_taken);
    if let Some(parameter) = taken.filter(|_| !server.choices.is_empty()) {
        let message = format!(
            "the type of the client-wide parameter `{}` is called like that of the servers",
            parameter.name.wire()
        );
        report
            .error(
                Rule::NumberedName,
                Pointer::root().child("servers").key(),
                message,
            )
            .help("give the schema another name with `x-rust-name`");
    }
}
