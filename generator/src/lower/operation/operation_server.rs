//! Servers of paths and of operations: the first is called by these operations in place of the client's.

use crate::lower::operation::operations::Operations;
use crate::lower::server_url::base_url;
use crate::lower::server_url::note;
use crate::lower::server_url::template;
use crate::lower::server_url::values;
use crate::markdown::code;
use crate::model::Docs;
use crate::model::Name;
use crate::model::OperationServer;
use crate::model::ServerValues;
use crate::model::ServerVariable;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::PathItem;

impl Operations<'_> {
    /// The server of an operation, or of its path, where it is another than the client's; with its docs.
    pub(crate) fn operation_server(
        &mut self,
        item: &PathItem,
        operation: &spec::Operation,
    ) -> Option<(OperationServer, String)> {
        let servers = operation.servers.as_ref().or(item.servers.as_ref())?;
        let server = servers.first()?;
        let first = item.operations.values().next();
        let is_first = first.is_some_and(|first| first.at == operation.at);
        if operation.servers.is_some() || is_first {
            left_out(servers, self.schemas.report);
        }
        let url = base_url(server, self.schemas.report);
        if url == self.server {
            return None;
        }
        let template = template(server, &url);
        let variables = values(server, self.schemas.report);
        let setters = variables.into_iter().map(|values| {
            let setter = setter(server, &values);
            (values, setter)
        });
        let description = server.description.as_deref().map(str::trim);
        let words = match description.filter(|description| !description.is_empty()) {
            Some(description) => format!(
                "Its server is {}: {}.",
                code(&template),
                description.trim_end_matches('.')
            ),
            None => format!("Its server is {}.", code(&template)),
        };
        let server = OperationServer {
            variables: setters.collect(),
            url,
            template,
        };
        Some((server, words))
    }
}

/// Reports that servers after the first are not called.
fn left_out(servers: &[spec::Server], report: &mut Report) {
    for other in servers.iter().skip(1) {
        let message = "the first server of a path or an operation is called: this one is left out";
        report
            .mistake(Rule::UnsupportedKeyword, other.url.at.value(), message)
            .help("a base URL that a program sets takes the place of any of them");
    }
}

/// The setter of a variable: `server_region` for `region`.
fn setter(server: &spec::Server, values: &ServerValues) -> ServerVariable {
    let wire = &values.variable;
    let plain = Name::of_value_or(wire, "variable");
    let name = Name::chosen_value(wire, &format!("server_{}", plain.plain()));
    let written = server.variables.get(wire);
    let description = written.and_then(|variable| variable.description.as_ref());
    ServerVariable {
        name: name.unwrap_or(plain),
        docs: Docs {
            description: description.map(|text| text.value.clone()),
            notes: vec![format!("The {}.", note(values))],
            ..Docs::default()
        },
    }
}
