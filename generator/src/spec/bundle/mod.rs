//! One document of several files: what other files define is put into `components` under a name of its own, and what stands
//! where OpenAPI takes no reference is put into its place.
//!
//! A file is asked for by its path from the folder of the document, once, and only when [`address`] allows it: what a
//! `$ref` may name is judged by its words, before anything is opened. References within the document stay as they are.

mod address;
mod kind;
mod name;
mod need;

use std::collections::HashMap;
use std::collections::VecDeque;
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Map;
use serde_json::Value;

use self::address::Address;
use self::address::address;
use self::kind::Kind;
use super::assemble::parsed;
use super::elsewhere::find;
use super::nearest;
use super::origin::Location;
use super::origin::Origins;
use crate::diagnostic::At;
use crate::diagnostic::Report;
use crate::pointer::Pointer;
use crate::source::Texts;

pub(super) use self::need::needs_bundling;

/// The most nodes of all files together, each counted as often as it is put somewhere.
const MAX_NODES: usize = 2_000_000;

/// The deepest nesting of what is put together.
const MAX_DEPTH: usize = 500;

/// The most references that lead from one to the next.
const MAX_CHAIN: usize = 64;

/// Puts the files that `document` refers to into it.
pub(super) fn bundle(
    document: &Value,
    origins: Origins,
    texts: &mut Texts<'_>,
    report: &mut Report,
) -> (Value, Origins) {
    let main = File {
        path: texts.document_path().into(),
        text: 0,
        value: Rc::new(document.clone()),
    };
    let mut bundler = Bundler {
        files: HashMap::from([(main.path.to_string(), Some(main.clone()))]),
        taken: name::taken(document),
        grafts: IndexMap::new(),
        waiting: VecDeque::new(),
        chain: Vec::new(),
        nodes: 0,
        depth: 0,
        is_too_much: false,
        followed: 0,
        origins,
        texts,
        report,
    };
    let here = Here {
        file: main,
        pointer: Pointer::root(),
    };
    bundler.find_homes(document, &here);
    let whole = bundler.copied(document, Kind::Document, &here, &Pointer::root());
    let mut whole = whole.unwrap_or(Value::Null);
    bundler.put_grafts(&mut whole);
    (whole, bundler.origins)
}

/// A file that was read.
#[derive(Clone)]
struct File {
    /// Its path from the folder of the document.
    path: Rc<str>,
    /// The number of its text.
    text: usize,
    value: Rc<Value>,
}

/// A node of a file.
#[derive(Clone)]
struct Here {
    file: File,
    pointer: Pointer,
}

impl Here {
    fn child(&self, token: impl std::fmt::Display) -> Self {
        Self {
            file: self.file.clone(),
            pointer: self.pointer.child(token),
        }
    }
}

/// What a reference names, once for each section of `components` that it is used from.
type GraftKey = (Rc<str>, String, &'static str);

/// What another file defines, and the place that it gets.
struct Graft {
    kind: Kind,
    here: Here,
    to: Pointer,
}

struct Bundler<'t, 's, 'r> {
    files: HashMap<String, Option<File>>,
    /// The names of each section of `components`.
    taken: name::Taken,
    /// The name that each thing of another file has in its section.
    grafts: IndexMap<GraftKey, String>,
    waiting: VecDeque<Graft>,
    /// What is being put into the place of a reference, the innermost last.
    chain: Vec<(Rc<str>, String)>,
    nodes: usize,
    depth: usize,
    is_too_much: bool,
    /// How many references were followed on the way to the one in hand.
    followed: usize,
    origins: Origins,
    texts: &'t mut Texts<'s>,
    report: &'r mut Report,
}

impl Bundler<'_, '_, '_> {
    /// Where a node was written: an overlay may have written what stands in the document.
    fn location(&self, here: &Here) -> Location {
        match here.file.text {
            0 => self.origins.of(&here.pointer),
            text => Location {
                text,
                pointer: here.pointer.clone(),
            },
        }
    }

    fn at(&self, here: &Here) -> At {
        let Location { text, pointer } = self.location(here);
        At::InText(text, pointer.value())
    }

    /// A component that is nothing but a reference to another file is the home of what stands there.
    fn find_homes(&mut self, document: &Value, here: &Here) {
        let components = document.get("components").and_then(Value::as_object);
        for (section, entries) in components.into_iter().flatten() {
            let kind = Kind::Components.below(section).below("");
            let (Some(section), Some(entries)) = (kind.section(), entries.as_object()) else {
                continue;
            };
            for (name, entry) in entries {
                if let Some(reference) = lone_reference(entry)
                    && let Ok(address) = address(reference, &here.file.path, self.texts.allowed())
                    && *address.path != *here.file.path
                {
                    let pointer = pointer_of(&address.fragment).to_string();
                    let key = (Rc::from(address.path), pointer, section);
                    self.grafts.entry(key).or_insert_with(|| name.clone());
                }
            }
        }
    }

    /// A node with its references rewritten; `None` when nothing is left of it, which is said.
    fn copied(&mut self, value: &Value, kind: Kind, here: &Here, to: &Pointer) -> Option<Value> {
        self.nodes += 1;
        if self.nodes > MAX_NODES || self.depth >= MAX_DEPTH {
            return self.too_much(here);
        }
        self.depth += 1;
        let copied = match value {
            _ if kind == Kind::Data => Some(value.clone()),
            Value::Object(members) => match members.get("$ref") {
                Some(Value::String(reference)) => {
                    self.reference(reference, members, kind, here, to)
                }
                _ => Some(Value::Object(self.object(members, kind, here, to))),
            },
            Value::Array(elements) => Some(self.list(elements, kind, here, to)),
            other => Some(other.clone()),
        };
        self.depth -= 1;
        copied
    }

    /// Says once which limit is reached.
    fn too_much(&mut self, here: &Here) -> Option<Value> {
        let message = if self.nodes > MAX_NODES {
            format!("the files have more than {MAX_NODES} nodes together")
        } else {
            format!("the files are nested deeper than {MAX_DEPTH} objects")
        };
        if !self.is_too_much {
            let place = self.at(here);
            self.report.error(place, message);
        }
        self.is_too_much = true;
        None
    }

    fn object(
        &mut self,
        members: &Map<String, Value>,
        kind: Kind,
        here: &Here,
        to: &Pointer,
    ) -> Map<String, Value> {
        let mut copied = Map::with_capacity(members.len());
        for (key, member) in members {
            let (here, to) = (here.child(key), to.child(key));
            let member = match (kind, member) {
                (Kind::Mapping, Value::String(target)) => Some(self.mapped(target, &here)),
                _ => self.copied(member, kind.below(key), &here, &to),
            };
            copied.extend(member.map(|member| (key.clone(), member)));
        }
        copied
    }

    fn list(&mut self, elements: &[Value], kind: Kind, here: &Here, to: &Pointer) -> Value {
        let mut copied = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let (here, to) = (here.child(index), to.child(copied.len()));
            if copied.len() != index {
                let location = self.location(&here);
                self.origins.put(&to, location);
            }
            copied.extend(self.copied(element, kind.below(""), &here, &to));
        }
        Value::Array(copied)
    }

    /// What stands in place of an object with `$ref`.
    fn reference(
        &mut self,
        reference: &str,
        members: &Map<String, Value>,
        kind: Kind,
        here: &Here,
        to: &Pointer,
    ) -> Option<Value> {
        let nothing = (kind == Kind::Schema).then(|| Value::Object(Map::new()));
        let place = here.child("$ref");
        let Some(target) = self.target(reference, &place) else {
            return nothing;
        };
        let stays = kind.section().is_some() || kind == Kind::PathItem;
        let rewritten = if target.file.text == 0 && stays {
            target.pointer.to_string()
        } else {
            let Some(target) = self.followed(&target, reference, &place) else {
                return nothing;
            };
            let Some(section) = kind.section() else {
                return self.put_among(members, kind, &target, here, to);
            };
            let home = self.graft(kind, section, &target);
            if home == *to {
                return self.put_in_place(kind, &target, to, &place);
            }
            home.to_string()
        };
        let mut copied = self.object(members, kind, here, to);
        copied.insert("$ref".to_owned(), Value::String(rewritten));
        Some(Value::Object(copied))
    }

    /// The value of a mapping of a discriminator: a name, or a reference.
    fn mapped(&mut self, target: &str, here: &Here) -> Value {
        let is_file = [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| target.ends_with(end));
        let is_own = here.file.text == 0 && target.starts_with('#');
        if is_own || !(is_file || target.contains('#')) {
            return Value::String(target.to_owned());
        }
        let named = self.target(target, here).and_then(|found| {
            if found.file.text == 0 {
                return Some(found.pointer);
            }
            let found = self.followed(&found, target, here)?;
            Some(self.graft(Kind::Schema, "schemas", &found))
        });
        Value::String(named.map_or_else(|| target.to_owned(), |named| named.to_string()))
    }

    /// The place in `components` of what another file defines.
    fn graft(&mut self, kind: Kind, section: &'static str, target: &Here) -> Pointer {
        let file = Rc::clone(&target.file.path);
        let key = (file, target.pointer.to_string(), section);
        if let Some(name) = self.grafts.get(&key) {
            return component(section, name);
        }
        let taken = self.taken.entry(section).or_default();
        let name = name::free(&target.file.path, &target.pointer, taken);
        let to = component(section, &name);
        taken.insert(name.to_ascii_lowercase());
        self.grafts.insert(key, name);
        self.waiting.push_back(Graft {
            kind,
            here: target.clone(),
            to: to.clone(),
        });
        to
    }

    /// Copies what waits, and what that refers to, into the sections of `components`.
    fn put_grafts(&mut self, document: &mut Value) {
        while let Some(Graft { kind, here, to }) = self.waiting.pop_front() {
            let value = find(&here.file.value, &here.pointer).cloned();
            let location = self.location(&here);
            self.origins.put(&to, location);
            let copied = value.and_then(|value| self.copied(&value, kind, &here, &to));
            if let Some(copied) = copied {
                put(document, &to, copied);
            }
        }
    }

    /// What a reference names in place of the object that has it, with what stands beside it.
    fn put_among(
        &mut self,
        members: &Map<String, Value>,
        kind: Kind,
        target: &Here,
        here: &Here,
        to: &Pointer,
    ) -> Option<Value> {
        let own = self.location(here);
        let reference = here.child("$ref");
        if kind != Kind::PathItem {
            let place = self.at(&reference);
            self.report.warning(
                place,
                "OpenAPI takes no reference here: what it names is put into its place",
            );
        }
        let mut put = self.put_in_place(kind, target, to, &reference)?;
        if let Value::Object(put) = &mut put {
            for (key, member) in members.iter().filter(|(key, _)| *key != "$ref") {
                let (here, to) = (here.child(key), to.child(key));
                self.origins.put(&to, own.child(key));
                let member = self.copied(member, kind.below(key), &here, &to);
                put.extend(member.map(|member| (key.clone(), member)));
            }
        }
        Some(put)
    }

    fn put_in_place(
        &mut self,
        kind: Kind,
        target: &Here,
        to: &Pointer,
        reference: &Here,
    ) -> Option<Value> {
        let link = (Rc::clone(&target.file.path), target.pointer.to_string());
        if self.chain.contains(&link) || self.chain.len() >= MAX_CHAIN {
            let place = self.at(reference);
            self.report
                .error(place, "this reference leads back to itself")
                .help("let one of the references on the way name an object");
            return None;
        }
        let location = self.location(target);
        self.origins.put(to, location);
        let file = Rc::clone(&target.file.value);
        let value = find(&file, &target.pointer)?;
        self.chain.push(link);
        let copied = self.copied(value, kind, target, to);
        self.chain.pop();
        copied
    }

    /// What a reference names, by its words. `None` when that is refused or the file cannot be read, which is said at `here`.
    fn target(&mut self, reference: &str, here: &Here) -> Option<Here> {
        let place = self.at(here);
        let address = match address(reference, &here.file.path, self.texts.allowed()) {
            Ok(address) => address,
            Err(refusal) => {
                let message = format!("`{reference}` {}", refusal.why);
                self.report.mistake(place, message).help(refusal.help);
                return None;
            }
        };
        let file = self.file(&address, place.clone())?;
        let is_pointer = address.fragment.is_empty() || address.fragment.starts_with('/');
        let pointer = if is_pointer {
            Some(pointer_of(&address.fragment))
        } else {
            need::anchor(&file.value, &address.fragment)
        };
        let Some(pointer) = pointer else {
            let message = format!("`{}` has no anchor `{}`", file.path, address.fragment);
            self.report
                .mistake(place, message)
                .help("write the way to it from the top of the file, as in `#/Pet`");
            return None;
        };
        Some(Here { file, pointer })
    }

    /// The node that a target names, through the references that stand on the way to it. `None` when there is none.
    fn followed(&mut self, target: &Here, reference: &str, here: &Here) -> Option<Here> {
        let file = Rc::clone(&target.file.value);
        let mut value = &*file;
        let mut around = Here {
            file: target.file.clone(),
            pointer: Pointer::root(),
        };
        let tokens = target.pointer.tokens();
        for (index, token) in tokens.iter().enumerate() {
            if let Some(below) = find(value, &Pointer::root().child(token)) {
                value = below;
                around = around.child(token);
                continue;
            }
            let Some(other) = value.get("$ref").and_then(Value::as_str) else {
                self.say_missing(reference, token, value, here);
                return None;
            };
            return self.followed_on(other, &around, &tokens[index..], reference, here);
        }
        Some(target.clone())
    }

    /// The rest of the way to a target, from a reference that stands on it.
    fn followed_on(
        &mut self,
        other: &str,
        around: &Here,
        rest: &[&str],
        reference: &str,
        here: &Here,
    ) -> Option<Here> {
        if self.followed >= MAX_CHAIN {
            let place = self.at(here);
            let message = format!("`{reference}` is found by more than {MAX_CHAIN} references");
            self.report.error(place, message);
            return None;
        }
        let next = self.target(other, &around.child("$ref"))?;
        let next = rest.iter().fold(next, |next, token| next.child(token));
        self.followed += 1;
        let found = self.followed(&next, reference, here);
        self.followed -= 1;
        found
    }

    fn say_missing(&mut self, reference: &str, token: &str, around: &Value, here: &Here) {
        let place = self.at(here);
        let message = format!("`{reference}` names nothing: there is no `{token}`");
        let said = self.report.mistake(place, message);
        let members = around.as_object().into_iter().flat_map(Map::keys);
        match nearest(token, members.map(String::as_str)) {
            Some(meant) => said.help(format!("did you mean `{meant}`?")),
            None => said.help("write the way to it from the top of the file, as in `#/Pet`"),
        };
    }

    /// The file of an address, read once. `None` when it cannot be, which is said.
    fn file(&mut self, address: &Address, place: At) -> Option<File> {
        if let Some(known) = self.files.get(&address.path) {
            if known.is_none() {
                let message = format!("`{}` could not be read", address.path);
                self.report.mistake(place, message);
            }
            return known.clone();
        }
        let file = self.opened(&address.path, place);
        self.files.insert(address.path.clone(), file.clone());
        file
    }

    fn opened(&mut self, path: &str, place: At) -> Option<File> {
        let (text, content) = match self.texts.open(path) {
            Ok(opened) => opened,
            Err(reason) => {
                let message = format!("`{path}` cannot be read: {reason}");
                self.report
                    .mistake(place, message)
                    .help("a path is seen from the file that the `$ref` stands in");
                return None;
            }
        };
        let value = parsed(&content, text, self.report)?;
        Some(File {
            path: path.into(),
            text,
            value: Rc::new(value),
        })
    }
}

/// The reference of an object that is nothing else.
fn lone_reference(value: &Value) -> Option<&str> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    members.get("$ref")?.as_str()
}

/// The place of a component.
fn component(section: &str, name: &str) -> Pointer {
    let components = Pointer::root().child("components");
    components.child(section).child(name)
}

fn pointer_of(fragment: &str) -> Pointer {
    Pointer::of_reference(&format!("#{fragment}"))
}

/// Puts a value where nothing stands yet, with the objects on the way.
fn put(document: &mut Value, to: &Pointer, value: Value) {
    let mut here = document;
    for token in to.tokens() {
        let Value::Object(members) = here else {
            return;
        };
        here = members
            .entry(token.to_owned())
            .or_insert_with(|| Value::Object(Map::new()));
    }
    *here = value;
}
