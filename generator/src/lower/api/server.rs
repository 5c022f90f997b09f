//! `servers`: where the API is served.

use crate::lower::api::server_choice::Choices;
use crate::lower::environment::environment_variable;
use crate::lower::server_url::base_url;
use crate::model::NO_SERVER;
use crate::model::Server;
use crate::model::TakenNames;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::Document;

/// The servers of the client: those of the document, or where it names none, the first of a path or an operation.
pub(crate) fn server(document: &Document, taken: &TakenNames, report: &mut Report) -> Server {
    let first = document.servers.first().or_else(|| first_below(document));
    let Some(first) = first else {
        let message = "the document names no server: a program has to set the base URL";
        report
            .warning(Rule::InvalidServer, document.info.at.key(), message)
            .help("add `servers:` with the URL before each path")
            .follows_from(&Pointer::root().child("servers"));
        return Server {
            url: NO_SERVER.to_owned(),
            description: None,
            environment: None,
            choices: Vec::new(),
            variables: Vec::new(),
        };
    };
    let others = document.servers.iter().skip(1);
    let environment = first
        .environment
        .as_ref()
        .and_then(|name| environment_variable(name, report));
    let url = base_url(first, report);
    let mut choices = Choices::new(taken);
    choices.add(first, &url, report);
    for other in others {
        say_environment(other, report);
        let url = base_url(other, report);
        if !url.starts_with(NO_SERVER) {
            choices.add(other, &url, report);
        }
    }
    let (choices, variables) = choices.finish(report);
    Server {
        url,
        description: first.description.as_deref().map(str::to_owned),
        environment,
        choices,
        variables,
    }
}

fn say_environment(server: &spec::Server, report: &mut Report) {
    if let Some(name) = &server.environment {
        let message = "one environment variable names the base URL: that of the first server";
        report
            .warning(Rule::InvalidServer, name.at.value(), message)
            .help("write `x-env` at the first server");
    }
}

fn first_below(document: &Document) -> Option<&spec::Server> {
    document.paths.values().find_map(|item| {
        let of_path = item.servers.iter().flatten();
        let operations = item.operations.values();
        of_path
            .chain(operations.flat_map(|operation| operation.servers.iter().flatten()))
            .next()
    })
}
