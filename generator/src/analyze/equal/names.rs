//! What types are called that several operations have: by what each operation calls them, without itself.

use std::collections::HashMap;

use crate::analyze::equal::Member;
use crate::model::Api;
use crate::model::Body;
use crate::model::Name;
use crate::model::Resource;
use crate::model::TakenNames;
use crate::model::singular;

/// The parts of a name that say where in an operation a type stands, and nothing of what it is.
const PLACES: [&str; 3] = ["body", "response", "item"];

/// The names of the types of a crate.
pub(super) struct Names<'n> {
    taken: &'n TakenNames,
    /// How many have a name, as files spell it.
    used: HashMap<String, usize>,
    /// The method and the resource of each operation, by its position.
    operations: HashMap<usize, Owner>,
}

/// What an operation is called.
struct Owner {
    method: String,
    /// The name of its resource; nothing for one of the client itself.
    resource: String,
}

impl<'n> Names<'n> {
    pub(super) fn new(api: &Api, taken: &'n TakenNames) -> Self {
        let types = api.definitions().map(|(_, one)| one.name.key());
        let calls = api.operations().map(|one| one.call.key());
        let bodies = api.operations().filter_map(|one| match &one.body {
            Body::Properties { name, .. } => Some(name.key()),
            Body::None | Body::Value { .. } => None,
        });
        let resources = api.root.all();
        let resources = resources.filter_map(|one| Some(Name::of_type(&one.ty, taken)?.key()));
        let queues = api.operations().filter_map(|one| one.lease.as_ref());
        let queues = queues.map(|lease| lease.queue.key());
        let mut used = HashMap::new();
        let of_operations = calls.chain(bodies).chain(queues);
        for name in types.chain(of_operations).chain(resources) {
            *used.entry(name).or_default() += 1;
        }
        Self {
            used,
            operations: api.root.all().flat_map(owners).collect(),
            taken,
        }
    }

    /// The name under which operations share a type that `members` are the first to have: the first of those that fit which is free,
    /// or that which it has.
    pub(super) fn shared(&mut self, first: &Member, members: &[&Member]) -> Name {
        let names = self.fitting(first, members);
        let names = names
            .iter()
            .filter_map(|name| Name::of_type(name, self.taken));
        let name = names.into_iter().find(|name| self.is_free(name));
        let is_own = |name: &Name| self.used.get(&name.key()) == Some(&1);
        let own = || Some(first.name.clone()).filter(is_own);
        let name = name
            .or_else(own)
            .or_else(|| self.of_resource(first))
            .unwrap_or_else(|| self.numbered(&first.name));
        self.used.insert(name.key(), 1);
        name
    }

    /// What a type is called where it stands, without what is around it: by its resource, if it is all of a body or response.
    pub(super) fn called(&self, member: &Member) -> String {
        let owner = member.key.operation;
        let owner = owner.and_then(|operation| self.operations.get(&operation));
        let words = member.name.wire().split('.');
        let is_method = |word: &str| owner.is_some_and(|owner| owner.method == word);
        let words = words
            .enumerate()
            .filter(|(at, word)| *at > 0 || !is_method(word));
        let word = words.filter(|(_, word)| !PLACES.contains(word)).last();
        let resource = || owner.map(|owner| owner.resource.clone());
        word.map(|(_, word)| word.to_owned())
            .or_else(resource)
            .unwrap_or_default()
    }

    fn is_free(&self, name: &Name) -> bool {
        !self.used.contains_key(&name.key())
    }

    /// The names that fit, the plainest first: what it is in an operation, and the same with their resource before it.
    fn fitting(&self, first: &Member, members: &[&Member]) -> Vec<String> {
        let owner = |member: &Member| self.operations.get(&member.key.operation?);
        let Some(Owner { method, resource }) = owner(first) else {
            return Vec::new();
        };
        let wire = first.name.wire();
        let mut words = wire.split('.').peekable();
        if words.peek() == Some(&method.as_str()) {
            words.next();
        }
        let mut place = None;
        while let Some(word) = words.next_if(|word| PLACES.contains(word)) {
            place = Some(word);
        }
        let role: Vec<&str> = words.collect();
        let role = role.join(".");
        let mut owners = members.iter().copied().filter_map(owner);
        let is_of_one = owners.all(|other| other.resource == *resource) && !resource.is_empty();
        // The kinds of a body are no kinds of what the resource is of.
        let of_kinds = place.filter(|_| role.is_empty() && first.is_kinds);
        let of_resource = || joined(&one_of(resource), of_kinds.unwrap_or(&role));
        let is_repetition = role == one_of(resource);
        let of_resource = (is_of_one && !is_repetition).then(of_resource);
        let role = (!role.is_empty()).then(|| match role.as_str() {
            "headers" => "response.headers".to_owned(),
            _ => role.clone(),
        });
        role.into_iter().chain(of_resource).collect()
    }

    /// What a type is called where it stands, with the resource before it: methods of several resources are called alike.
    fn of_resource(&self, member: &Member) -> Option<Name> {
        let owner = self.operations.get(&member.key.operation?)?;
        let words = joined(&one_of(&owner.resource), member.name.wire());
        Name::of_type(&words, self.taken).filter(|name| self.is_free(name))
    }

    fn numbered(&self, name: &Name) -> Name {
        let mut numbered = (2..).map(|number| name.numbered(number));
        let free = numbered.find(|name| self.is_free(name));
        free.unwrap_or_else(|| name.clone())
    }
}

/// What each operation of a resource is called.
fn owners(resource: &Resource) -> impl Iterator<Item = (usize, Owner)> {
    let name = resource.name.as_ref();
    let name = name.map(|name| name.wire().to_owned()).unwrap_or_default();
    resource.operations.iter().map(move |operation| {
        let owner = Owner {
            method: operation.method.plain().to_owned(),
            resource: name.clone(),
        };
        (operation.position, owner)
    })
}

/// A name with another before it, if there is one.
fn joined(before: &str, name: &str) -> String {
    let words = [before, name].into_iter().filter(|word| !word.is_empty());
    words.collect::<Vec<&str>>().join(".")
}

/// One of what a resource has.
fn one_of(resource: &str) -> String {
    singular(resource).unwrap_or_else(|| resource.to_owned())
}
