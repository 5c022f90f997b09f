//! What a program chooses from: servers with names, and the variables of their URLs.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::lower::naming::Named;
use crate::lower::naming::Scope;
use crate::lower::server_url::note;
use crate::lower::server_url::template;
use crate::lower::server_url::values;
use crate::markdown::code;
use crate::model::Docs;
use crate::model::NO_SERVER;
use crate::model::Name;
use crate::model::ServerChoice;
use crate::model::ServerValues;
use crate::model::ServerVariable;
use crate::model::TakenNames;
use crate::pointer::Place;
use crate::report::diagnostic::Report;
use crate::spec;

/// The longest name that is made of a description: a longer one is a text, not a name.
const LONGEST: usize = 32;

const NAMED: Named = Named::told_apart_by(
    "servers and variables",
    "give one of the servers another name or description",
);

/// The servers as they are found.
pub(crate) struct Choices<'t> {
    taken: &'t TakenNames,
    scope: Scope,
    servers: Vec<ServerChoice>,
    variables: IndexMap<String, Declared>,
}

/// A variable, with its docs.
struct Declared {
    place: Place,
    description: Option<String>,
    /// The servers that have it, and how.
    uses: Vec<(Rc<Name>, ServerValues)>,
}

impl<'t> Choices<'t> {
    /// None so far.
    pub(crate) fn new(taken: &'t TakenNames) -> Self {
        Self {
            taken,
            scope: Scope::default(),
            servers: Vec::new(),
            variables: IndexMap::new(),
        }
    }

    /// Adds a server, whose URL with the defaults of its variables is `url`.
    pub(crate) fn add(&mut self, server: &spec::Server, url: &str, report: &mut Report) {
        let variables = match url {
            NO_SERVER => Vec::new(),
            _ => values(server, report),
        };
        let template = template(server, url);
        if self.servers.iter().any(|known| known.url == template) {
            return;
        }
        let name = name(server).unless(&self.taken.server);
        let place = server.url.at.value();
        let name = self.scope.claim(name, NAMED, place, report);
        let shared = Rc::new(name.clone());
        for values in &variables {
            self.declare(server, &shared, values);
        }
        let description = server.description.as_ref();
        self.servers.push(ServerChoice {
            docs: Docs {
                description: description.map(|text| text.value.clone()),
                ..Docs::default()
            },
            name,
            url: template,
            variables,
        });
    }

    fn declare(&mut self, server: &spec::Server, name: &Rc<Name>, values: &ServerValues) {
        let wire = &values.variable;
        let at = server.at.child("variables").child(wire);
        let written = server.variables.get(wire);
        let description = written.and_then(|variable| variable.description.as_ref());
        let declared = self.variables.entry(wire.clone());
        let declared = declared.or_insert_with(|| Declared {
            place: at.key(),
            description: None,
            uses: Vec::new(),
        });
        let text = description.map(|text| text.value.clone());
        declared.description = declared.description.take().or(text);
        declared.uses.push((Rc::clone(name), values.clone()));
    }

    /// The servers, and the variables of all of them; nothing where there is no choice.
    pub(crate) fn finish(self, report: &mut Report) -> (Vec<ServerChoice>, Vec<ServerVariable>) {
        let Self {
            taken,
            mut scope,
            servers,
            variables,
        } = self;
        if servers.len() < 2 && variables.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let setter = |(wire, declared): (String, Declared)| {
            let name = Name::of_value_or(&wire, "variable").unless(&taken.server);
            ServerVariable {
                name: scope.claim(name, NAMED, declared.place.clone(), report),
                docs: Docs {
                    notes: notes(&declared.uses),
                    description: declared.description,
                    ..Docs::default()
                },
            }
        };
        let variables = variables.into_iter().map(setter).collect();
        (servers, variables)
    }
}

/// What a server is called: by its name, as its description says, where that is short, or by its URL.
fn name(server: &spec::Server) -> Name {
    if let Some(name) = server.name.as_deref().and_then(Name::of_value) {
        return name;
    }
    let text = server.description.as_deref();
    let short = text.and_then(Name::of_value);
    let short = short.filter(|name| name.plain().len() <= LONGEST);
    let url = &server.url.value;
    let address = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    short.unwrap_or_else(|| Name::of_value_or(address, "server"))
}

/// What a variable can be set to, a sentence each where servers differ in it.
fn notes(uses: &[(Rc<Name>, ServerValues)]) -> Vec<String> {
    let Some((_, first)) = uses.first() else {
        return Vec::new();
    };
    if uses.iter().all(|(_, values)| values == first) {
        return vec![format!("The {}.", note(first))];
    }
    let note = |(name, values): &(Rc<Name>, ServerValues)| {
        format!("With {}, the {}.", code(name.plain()), note(values))
    };
    uses.iter().map(note).collect()
}
