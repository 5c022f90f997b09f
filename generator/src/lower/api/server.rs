//! `servers`: where the API is served.

use crate::lower::api::package::environment_variable;
use crate::lower::api::server_choice::Choices;
use crate::model::Server;
use crate::report::diagnostic::Report;
use crate::spec;
use crate::spec::Document;

/// What a client is served by that is told no server: a name that leads nowhere (RFC 6761), so that a base URL has to be set.
pub(crate) const NO_SERVER: &str = "https://base-url-not-set.invalid";

/// The servers of the client: those of the document, or where it names none, the first of a path or an operation.
pub(crate) fn server(document: &Document, report: &mut Report) -> Server {
    let first = document.servers.first().or_else(|| first_below(document));
    let Some(first) = first else {
        report
            .warning(
                document.info.at.key(),
                "the document names no server: a program has to set the base URL",
            )
            .help("add `servers:` with the URL before each path");
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
    let mut choices = Choices::default();
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
        description: first.description.as_ref().map(|text| text.value.clone()),
        environment,
        choices,
        variables,
    }
}

fn say_environment(server: &spec::Server, report: &mut Report) {
    if let Some(name) = &server.environment {
        report
            .warning(
                name.at.value(),
                "one environment variable names the base URL: that of the first server",
            )
            .help("write `x-env` at the first server");
    }
}

fn first_below(document: &Document) -> Option<&spec::Server> {
    document.paths.values().find_map(|item| {
        let own = item.servers.iter().flatten();
        let operations = item.operations.values();
        own.chain(operations.flat_map(|operation| operation.servers.iter().flatten()))
            .next()
    })
}

/// The URL before each path, absolute and without variables.
pub(crate) fn base_url(server: &spec::Server, report: &mut Report) -> String {
    let written = with_defaults(server);
    let mut url = written.trim_end_matches('/').to_owned();
    if !is_http(&url) && !url.contains(':') {
        report
            .warning(
                server.url.at.value(),
                "this URL is relative to where the document is found: a program has to set the base URL",
            )
            .help("write the URL before each path, as in https://api.example.com/v1");
        url = match url.strip_prefix("//") {
            Some(_) => format!("https:{url}"),
            None => format!("{NO_SERVER}/{}", url.trim_start_matches('/')),
        };
        url.truncate(url.trim_end_matches('/').len());
    }
    if let Some(variable) = undeclared(&url) {
        say_undeclared(variable, server, report);
        return NO_SERVER.to_owned();
    }
    let is_plain = url
        .chars()
        .all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}?#@".contains(c));
    if !is_http(&url) || !is_plain {
        report
            .warning(
                server.url.at.value(),
                "a server URL is absolute, starts with https:// and has no query or user, and its variables have defaults",
            )
            .help("write the URL before each path, as in https://api.example.com/v1");
        NO_SERVER.clone_into(&mut url);
    }
    if url.starts_with("http://") && !is_local(&url) {
        report
            .warning(server.url.at.value(), "nothing that is sent to this server is encrypted: the client takes it only when a program allows it")
            .help("write https:// where the server has it");
    }
    url
}

/// The first variable that is left in a URL once all defaults have taken their places.
fn undeclared(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once('{')?;
    rest.split_once('}').map(|(name, _)| name)
}

/// Without a value for each variable the URL leads nowhere. A variable that is declared under nearly this name was meant.
fn say_undeclared(variable: &str, server: &spec::Server, report: &mut Report) {
    let message = format!("the server has no variable `{variable}` with a default");
    let names = server.variables.keys().map(String::as_str);
    if let Some(meant) = spec::nearest(variable, names) {
        report
            .mistake(server.url.at.value(), message)
            .help(format!("did you mean `{meant}`?"));
    } else {
        report
            .warning(
                server.url.at.value(),
                message + ": a program has to set the base URL",
            )
            .help(format!(
                "declare `{variable}` under `variables`, with a `default`"
            ));
    }
}

/// Whether a URL leads to the machine of the caller.
fn is_local(url: &str) -> bool {
    let host = url.strip_prefix("http://").unwrap_or(url);
    let host = host.split([':', '/']).next().unwrap_or_default();
    host == "localhost" || host.starts_with("127.") || host.starts_with('[')
}

fn is_http(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The URL of a server with the defaults of its variables.
fn with_defaults(server: &spec::Server) -> String {
    let mut url = server.url.value.clone();
    for (name, variable) in &server.variables {
        if let Some(default) = &variable.default {
            url = url.replace(&format!("{{{name}}}"), &default.value);
        }
    }
    url
}
