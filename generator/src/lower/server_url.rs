//! The URL of a server, and the variables in it.

use std::collections::HashSet;

use crate::markdown::code;
use crate::model::NO_SERVER;
use crate::model::ServerValues;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::report::nearest;
use crate::spec;

/// The URL before each path, absolute and without variables.
pub(crate) fn base_url(server: &spec::Server, report: &mut Report) -> String {
    let written = with_defaults(server);
    let mut url = written.trim_end_matches('/').to_owned();
    if !is_http(&url) && !url.contains(':') {
        let message = "this URL is relative to where the document is found: a program has to set the base URL";
        report
            .warning(Rule::InvalidServer, server.url.at.value(), message)
            .help("write the URL before each path, as in https://api.example.com/v1");
        url = match url.strip_prefix("//") {
            Some(_) => format!("https:{url}"),
            None => format!("{NO_SERVER}/{}", url.trim_start_matches('/')),
        };
        url.truncate(url.trim_end_matches('/').len());
    }
    if let Some(variable) = undeclared(&url) {
        report_undeclared(variable, server, report);
        return NO_SERVER.to_owned();
    }
    let is_plain = url
        .chars()
        .all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}?#@".contains(c));
    if !is_http(&url) || !is_plain {
        let message = "a server URL is absolute, starts with https:// and has no query or user, and its variables have defaults";
        report
            .warning(Rule::InvalidServer, server.url.at.value(), message)
            .help("write the URL before each path, as in https://api.example.com/v1");
        NO_SERVER.clone_into(&mut url);
    }
    if url.starts_with("http://") && !is_local(&url) {
        let message = "nothing that is sent to this server is encrypted: the client takes it only when a program allows it";
        report
            .warning(Rule::InvalidServer, server.url.at.value(), message)
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
fn report_undeclared(variable: &str, server: &spec::Server, report: &mut Report) {
    let message = format!("the server has no variable `{variable}` with a default");
    let names = server.variables.keys().map(String::as_str);
    if let Some(suggestion) = nearest(variable, names) {
        report
            .mistake(Rule::InvalidServer, server.url.at.value(), message)
            .help(format!("did you mean `{suggestion}`?"));
    } else {
        report
            .warning(
                Rule::InvalidServer,
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
    let mut url = String::new();
    let mut rest = server.url.value.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        url.push_str(before);
        let named = after.split_once('}');
        let default = named.and_then(|(name, _)| server.variables.get(name)?.default.as_ref());
        if let Some(((_, after), default)) = named.zip(default) {
            url.push_str(&default.value);
            rest = after;
        } else {
            url.push('{');
            rest = after;
        }
    }
    url + rest
}

/// The URL with its variables, made absolute as the one with their defaults was.
pub(crate) fn template(server: &spec::Server, url: &str) -> String {
    let written = server.url.value.trim_end_matches('/');
    if url == NO_SERVER || values_of(server).next().is_none() {
        url.to_owned()
    } else if written.starts_with("//") {
        format!("https:{written}")
    } else if url.starts_with(NO_SERVER) {
        format!("{NO_SERVER}/{}", written.trim_start_matches('/'))
    } else {
        written.to_owned()
    }
}

/// The variables that the URL of a server has.
fn values_of(server: &spec::Server) -> impl Iterator<Item = ServerValues> {
    let named = named(server);
    let variables = server.variables.iter();
    let used = variables.filter(move |(name, _)| named.contains(name.as_str()));
    used.filter_map(|(name, variable)| {
        let values = variable.values.iter().map(|text| text.value.clone());
        Some(ServerValues {
            variable: name.clone(),
            default: variable.default.as_ref()?.value.clone(),
            values: values.collect(),
        })
    })
}

/// What stands in braces in the URL of a server.
fn named(server: &spec::Server) -> HashSet<&str> {
    let parts = server.url.value.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

/// The variables that the URL of a server has, checked.
pub(crate) fn values(server: &spec::Server, report: &mut Report) -> Vec<ServerValues> {
    let named = named(server);
    let declared = server.variables.keys();
    for name in declared.filter(|name| !named.contains(name.as_str())) {
        let place = server.at.child("variables").child(name).key();
        let message = format!("the URL of the server has no `{{{name}}}`");
        report
            .warning(Rule::InvalidServer, place, message)
            .help("write it into the URL, or remove the variable");
    }
    let values: Vec<ServerValues> = values_of(server).collect();
    for known in &values {
        if !known.values.is_empty() && !known.values.contains(&known.default) {
            let at = server.at.child("variables").child(&known.variable);
            let message = format!("the default `{}` is none of the values", known.default);
            report
                .warning(Rule::InvalidServer, at.child("default").value(), message)
                .help("add it to `enum`");
        }
    }
    values
}

/// What a variable can be set to, in words.
pub(crate) fn note(known: &ServerValues) -> String {
    let default = format!("default is {}", code(&known.default));
    if known.values.is_empty() {
        return default;
    }
    let values: Vec<String> = known.values.iter().map(|value| code(value)).collect();
    format!("{default}, one of {}", values.join(", "))
}
