//! `#/$defs/…` from within a schema: tools that put a schema into a document leave its references as they were, relative to the
//! root of the schema. Where the document itself has no `$defs`, they name those of the nearest schema around the reference.

use serde_json::Map;
use serde_json::Value;

use super::bundle::Kind;
use crate::pointer::Pointer;
use crate::pointer::unescaped;
use crate::report::diagnostic::Report;

/// How a reference to definitions begins.
const DEFINITIONS: &str = "#/$defs/";

/// Rewrites such references as seen from the root of the document.
pub(super) fn resolve(document: &mut Value, report: &mut Report) {
    if document.get("$defs").is_some() || !names_definitions(document) {
        return;
    }
    let mut search = Search::default();
    search.visit(document, Kind::Document, &Pointer::root());
    for (at, target) in search.references {
        let message = format!("the document has no `$defs`: `{target}` is meant");
        report
            .warning(at.value(), message)
            .help("write it so, or move the schema to `components/schemas`");
        if let Some(reference) = at.find_mut(document) {
            *reference = Value::String(target);
        }
    }
}

/// Most documents have none: their nodes need no places.
fn names_definitions(value: &Value) -> bool {
    match value {
        Value::String(text) => text.starts_with(DEFINITIONS),
        Value::Array(items) => items.iter().any(names_definitions),
        Value::Object(properties) => properties.values().any(names_definitions),
        _ => false,
    }
}

#[derive(Default)]
struct Search<'v> {
    /// The definitions around the node in hand, the nearest last.
    around: Vec<(Pointer, &'v Map<String, Value>)>,
    /// References, and what they name.
    references: Vec<(Pointer, String)>,
}

impl<'v> Search<'v> {
    fn visit(&mut self, value: &'v Value, kind: Kind, at: &Pointer) {
        match value {
            _ if kind == Kind::Data => {}
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.visit(item, kind.below(""), &at.child(index));
                }
            }
            Value::Object(properties) => {
                let depth = self.around.len();
                let definitions = properties.get("$defs").and_then(Value::as_object);
                self.around.extend(definitions.map(|all| (at.clone(), all)));
                for (key, property) in properties {
                    self.property(key, property, kind, &at.child(key));
                }
                self.around.truncate(depth);
            }
            _ => {}
        }
    }

    fn property(&mut self, key: &str, property: &'v Value, kind: Kind, at: &Pointer) {
        match property {
            Value::String(target) if key == "$ref" || kind == Kind::Mapping => {
                self.references
                    .extend(self.resolved(target).map(|target| (at.clone(), target)));
            }
            property => self.visit(property, kind.below(key), at),
        }
    }

    /// What a reference names, seen from the root of the document.
    fn resolved(&self, target: &str) -> Option<String> {
        let path = target.strip_prefix(DEFINITIONS)?;
        let name = unescaped(path.split('/').next()?);
        let mut around = self.around.iter().rev();
        let (schema, _) = around.find(|(_, definitions)| definitions.contains_key(&name))?;
        let schema = schema.to_string().replace('%', "%25");
        Some(format!("{schema}/$defs/{path}"))
    }
}
