//! What other files define, put into `components` or into the place of a reference.

use crate::report::Rule;
use std::rc::Rc;

use serde_json::Map;
use serde_json::Value;

use super::Bundler;
use super::Graft;
use super::Here;
use super::MAX_CHAIN;
use super::address::address;
use super::follow::pointer_of;
use super::kind::Kind;
use super::name;
use super::need;
use crate::keywords::REFERENCE;
use crate::keywords::Version;
use crate::pointer::Pointer;

impl Bundler<'_, '_, '_> {
    /// A component that is nothing but a reference to another file is the home of what stands there.
    pub(super) fn find_homes(&mut self, document: &Value, here: &Here) {
        let components = document.get("components").and_then(Value::as_object);
        for (section, entries) in components.into_iter().flatten() {
            let kind = Kind::Components.below(section).below("");
            let (Some(section), Some(entries)) = (kind.section(), entries.as_object()) else {
                continue;
            };
            for (name, entry) in entries {
                if let Some(reference) = lone_reference(entry)
                    && let Ok(address) = address(reference, &here.file.path, self.folder.allowed())
                    && *address.path != *here.file.path
                {
                    let pointer = pointer_of(&address.fragment).to_string();
                    let key = (Rc::from(address.path), pointer, section);
                    self.grafts.entry(key).or_insert_with(|| name.clone());
                }
            }
        }
    }

    /// What stands in place of an object with `$ref`.
    pub(super) fn reference(
        &mut self,
        reference: &str,
        properties: &Map<String, Value>,
        kind: Kind,
        here: &Here,
        to: &Pointer,
    ) -> Option<Value> {
        let nothing = (kind == Kind::Schema).then(|| Value::Object(Map::new()));
        let place = here.child("$ref");
        let Some(target) = self.target(reference, &place) else {
            return nothing;
        };
        if kind == Kind::MediaType && is_schema(&target) {
            return self.with_schema(reference, properties, here, to);
        }
        let has_words = has_own_words(properties, kind, self.report.version());
        let stays = (kind.section().is_some() || kind == Kind::PathItem) && !has_words;
        let rewritten = if target.file.text == 0 && stays {
            target.pointer.to_string()
        } else {
            let Some(target) = self.followed(&target, reference, &place) else {
                return nothing;
            };
            let Some(section) = kind.section().filter(|_| !has_words) else {
                return self.put_among(properties, kind, &target, here, to);
            };
            let home = self.graft(kind, section, &target);
            if home == *to {
                return self.put_in_place(kind, &target, to, &place);
            }
            home.to_string()
        };
        let mut copied = self.object(properties, kind, here, to);
        copied.insert("$ref".to_owned(), Value::String(rewritten));
        Some(Value::Object(copied))
    }

    /// A media type in which `schema` is forgotten before the reference.
    fn with_schema(
        &mut self,
        reference: &str,
        properties: &Map<String, Value>,
        here: &Here,
        to: &Pointer,
    ) -> Option<Value> {
        let place = self.at(&here.child("$ref"));
        self.report
            .warning(
                Rule::ReferencePlace,
                place,
                "a media type has no `$ref`: this is read as its `schema`",
            )
            .help(format!("write `schema: {{$ref: '{reference}'}}`"));
        let mut schema = Map::new();
        schema.insert("$ref".to_owned(), Value::String(reference.to_owned()));
        let (inner, below) = (here.clone(), to.child("schema"));
        let location = self.location(here);
        self.origins.put(&below, location);
        let schema = self.reference(reference, &schema, Kind::Schema, &inner, &below)?;
        let mut others = properties.clone();
        others.shift_remove("$ref");
        let mut copied = self.object(&others, Kind::MediaType, here, to);
        copied.insert("schema".to_owned(), schema);
        Some(Value::Object(copied))
    }

    /// The value of a mapping of a discriminator: a name, or a reference.
    pub(super) fn mapped(&mut self, target: &str, here: &Here) -> Value {
        let is_file = [".yaml", ".yml", ".json"]
            .iter()
            .any(|end| target.ends_with(end));
        let is_local = here.file.text == 0 && target.starts_with('#');
        if is_local || !(is_file || target.contains('#')) {
            return Value::String(target.to_owned());
        }
        let named = self.target(target, here).and_then(|node| {
            if node.file.text == 0 {
                return Some(node.pointer);
            }
            let node = self.followed(&node, target, here)?;
            Some(self.graft(Kind::Schema, "schemas", &node))
        });
        Value::String(named.map_or_else(|| target.to_owned(), |named| named.to_string()))
    }

    /// The name of a security scheme that a requirement names by its URI; `None` for the name of a component.
    pub(super) fn scheme(&mut self, key: &str, here: &Here) -> Option<String> {
        let schemes = here.file.value.pointer("/components/securitySchemes");
        let is_name = schemes.is_some_and(|schemes| schemes.get(key).is_some());
        let is_foreign = here.file.text != 0;
        if is_name && !is_foreign || !is_name && !need::is_uri(key) {
            return None;
        }
        let node = if is_name {
            let place = component("securitySchemes", key);
            Here {
                file: here.file.clone(),
                pointer: place,
            }
        } else {
            let node = self.target(key, here)?;
            self.followed(&node, key, here)?
        };
        let place = match node.file.text {
            0 => node.pointer,
            _ => self.graft(Kind::SecurityScheme, "securitySchemes", &node),
        };
        match place.tokens().as_slice() {
            ["components", "securitySchemes", name] => Some((*name).to_owned()),
            _ => None,
        }
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
    pub(super) fn put_grafts(&mut self, document: &mut Value) {
        while let Some(Graft { kind, here, to }) = self.waiting.pop_front() {
            let value = here.pointer.find(&here.file.value).cloned();
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
        properties: &Map<String, Value>,
        kind: Kind,
        target: &Here,
        here: &Here,
        to: &Pointer,
    ) -> Option<Value> {
        let location = self.location(here);
        let reference = here.child("$ref");
        let is_taken = kind == Kind::MediaType && self.report.version() == Version::V3_2;
        let has_words = has_own_words(properties, kind, self.report.version());
        if kind != Kind::PathItem && !is_taken && !has_words {
            let place = self.at(&reference);
            let message = if kind == Kind::MediaType {
                "a reference to a media type is of OpenAPI 3.2: what it names is put into its place"
            } else {
                "OpenAPI takes no reference here: what it names is put into its place"
            };
            self.report.warning(Rule::ReferencePlace, place, message);
        }
        let mut put = self.put_in_place(kind, target, to, &reference)?;
        if let Value::Object(put) = &mut put {
            let beside = properties.iter().filter(|(key, _)| {
                let is_own = !has_words || kind.words().contains(&key.as_str());
                *key != "$ref" && is_own
            });
            for (key, property) in beside {
                if let Some(keyword) = REFERENCE.keyword(key).filter(|_| has_words) {
                    self.report.record_use(&REFERENCE, keyword, to);
                }
                let (here, to) = (here.child(key), to.child(key));
                self.origins.put(&to, location.child(key));
                let property = self.copied(property, kind.below(key), &here, &to);
                put.extend(property.map(|property| (key.clone(), property)));
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
                .error(
                    Rule::CircularReference,
                    place,
                    "this reference leads back to itself",
                )
                .help("let one of the references on the way name an object");
            return None;
        }
        let location = self.location(target);
        self.origins.put(to, location);
        let file = Rc::clone(&target.file.value);
        let value = target.pointer.find(&file)?;
        self.chain.push(link);
        let copied = self.copied(value, kind, target, to);
        self.chain.pop();
        copied
    }
}

/// Whether a reference has words of its own, which count in place of those of what it names (Reference Object of OpenAPI 3.2).
pub(super) fn has_own_words(properties: &Map<String, Value>, kind: Kind, version: Version) -> bool {
    let mut words = kind.words().iter();
    version == Version::V3_2 && words.any(|word| properties.contains_key(*word))
}

/// Whether a node is a schema by its place.
fn is_schema(target: &Here) -> bool {
    let tokens = target.pointer.tokens();
    matches!(
        tokens.as_slice(),
        ["components", "schemas", _] | ["definitions", _]
    )
}

/// The reference of an object that is nothing else.
fn lone_reference(value: &Value) -> Option<&str> {
    let properties = value
        .as_object()
        .filter(|properties| properties.len() == 1)?;
    properties.get("$ref")?.as_str()
}

/// The place of a component.
fn component(section: &str, name: &str) -> Pointer {
    let components = Pointer::root().child("components");
    components.child(section).child(name)
}

/// Puts a value where nothing stands yet, with the objects on the way.
fn put(document: &mut Value, to: &Pointer, value: Value) {
    let mut here = document;
    for token in to.tokens() {
        let Value::Object(properties) = here else {
            return;
        };
        here = properties
            .entry(token.to_owned())
            .or_insert_with(|| Value::Object(Map::new()));
    }
    *here = value;
}
