//! One document of several files: what other files define is put into `components` under a name of its own, and what stands
//! where OpenAPI takes no reference is put into its place.
//!
//! A file is opened by its path from the folder of the document, once, and only when [`address`] allows it: what a
//! `$ref` may name is decided by its text, before anything is opened. References within the document stay as they are.

mod address;
mod base;
mod follow;
mod graft;
mod kind;
mod name;
mod need;

use std::collections::HashMap;
use std::collections::VecDeque;
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Map;
use serde_json::Value;

use self::base::Base;
use super::source::Folder;
use crate::budget::Budget;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::At;
use crate::report::diagnostic::Report;
use crate::report::origin::Location;
use crate::report::origin::Origins;

pub(crate) use self::kind::Kind;
pub(super) use self::need::needs_bundling;

/// The deepest nesting of what is put together.
const MAX_DEPTH: usize = 500;

/// The most references that lead from one to the next.
const MAX_CHAIN: usize = 64;

/// Puts the files that `document` refers to into it.
pub(super) fn bundle(
    document: &Value,
    origins: Origins,
    folder: &mut Folder<'_>,
    budget: Budget,
    report: &mut Report,
) -> (Value, Origins) {
    let main = File {
        path: folder.document_path().into(),
        text: 0,
        value: Rc::new(document.clone()),
    };
    let mut bundler = Bundler {
        base: Base::of(document, &main.path),
        files: HashMap::from([(main.path.to_string(), Some(main.clone()))]),
        identities: HashMap::new(),
        taken: name::taken(document),
        grafts: IndexMap::new(),
        waiting: VecDeque::new(),
        chain: Vec::new(),
        nodes: 0,
        budget,
        depth: 0,
        is_too_much: false,
        followed: 0,
        origins,
        folder,
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
    /// The URI of the document, if it can have one.
    base: Option<Base>,
    files: HashMap<String, Option<File>>,
    /// The schemas of each file that have an `$id`, by that.
    identities: HashMap<Rc<str>, HashMap<String, Pointer>>,
    /// The names of each section of `components`.
    taken: name::Taken,
    /// The name that each thing of another file has in its section.
    grafts: IndexMap<GraftKey, String>,
    waiting: VecDeque<Graft>,
    /// What is being put into the place of a reference, the innermost last.
    chain: Vec<(Rc<str>, String)>,
    nodes: usize,
    budget: Budget,
    depth: usize,
    is_too_much: bool,
    /// How many references were followed on the way to the one in hand.
    followed: usize,
    origins: Origins,
    folder: &'t mut Folder<'s>,
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

    /// A node with its references rewritten; `None` when nothing is left of it, which is reported.
    fn copied(&mut self, value: &Value, kind: Kind, here: &Here, to: &Pointer) -> Option<Value> {
        self.nodes += 1;
        if self.nodes > self.budget.copied() || self.depth >= MAX_DEPTH {
            return self.too_much(here);
        }
        self.depth += 1;
        let copied = match value {
            _ if kind == Kind::Data => Some(value.clone()),
            Value::Object(properties) => match properties.get("$ref") {
                Some(Value::String(reference)) => {
                    self.reference(reference, properties, kind, here, to)
                }
                _ => Some(Value::Object(self.object(properties, kind, here, to))),
            },
            Value::Array(items) => Some(self.list(items, kind, here, to)),
            other => Some(other.clone()),
        };
        self.depth -= 1;
        copied
    }

    /// Reports once which maximum is exceeded.
    fn too_much(&mut self, here: &Here) -> Option<Value> {
        let most = self.budget.copied();
        let message = if self.nodes > most {
            format!("the files have more than {most} nodes together")
        } else {
            format!("the files are nested deeper than {MAX_DEPTH} objects")
        };
        if !self.is_too_much {
            let place = self.at(here);
            self.report.error(Rule::TooLarge, place, message);
        }
        self.is_too_much = true;
        None
    }

    fn object(
        &mut self,
        properties: &Map<String, Value>,
        kind: Kind,
        here: &Here,
        to: &Pointer,
    ) -> Map<String, Value> {
        let mut copied = Map::with_capacity(properties.len());
        for (key, property) in properties {
            let renamed = match kind {
                Kind::Requirement => self.scheme(key, &here.child(key)),
                _ => None,
            };
            let key = renamed.as_ref().unwrap_or(key);
            let (here, to) = (here.child(key), to.child(key));
            let property = match (kind, property) {
                (_, Value::String(target)) if kind.is_mapping(key) => {
                    Some(self.mapped(target, &here))
                }
                _ => self.copied(property, kind.below(key), &here, &to),
            };
            copied.extend(property.map(|property| (key.clone(), property)));
        }
        copied
    }

    fn list(&mut self, items: &[Value], kind: Kind, here: &Here, to: &Pointer) -> Value {
        let mut copied = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let (here, to) = (here.child(index), to.child(copied.len()));
            if copied.len() != index {
                let location = self.location(&here);
                self.origins.put(&to, location);
            }
            copied.extend(self.copied(item, kind.below(""), &here, &to));
        }
        Value::Array(copied)
    }
}
