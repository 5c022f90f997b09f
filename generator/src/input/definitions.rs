//! `#/$defs/…` from within a schema: tools that put a schema into a document leave its references as they were, relative to the
//! root of the schema. Where the document itself has no `$defs`, they name those of the nearest schema around the reference.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::pointer::unescaped;

/// How a reference to definitions begins.
const DEFINITIONS: &str = "#/$defs/";

/// Whether a reference names definitions of the document, which may have none.
pub(super) fn is_definition(target: &str) -> bool {
    target.starts_with(DEFINITIONS)
}

/// What a reference at this place names, seen from the root of the document.
pub(super) fn meant(document: &Value, at: &Pointer, target: &str) -> Option<Pointer> {
    let path = target.strip_prefix(DEFINITIONS)?;
    if document.get("$defs").is_some() {
        return None;
    }
    let name = unescaped(path.split('/').next()?);
    let has_it = |schema: &&Pointer| {
        let definitions = schema.find(document).and_then(|schema| schema.get("$defs"));
        definitions.is_some_and(|definitions| definitions.get(&name).is_some())
    };
    let mut around = std::iter::successors(at.parent(), |pointer| pointer.parent());
    let schema = around.find(has_it)?;
    let tokens = path.split('/').map(unescaped);
    let definitions = schema.child("$defs");
    Some(tokens.fold(definitions, |pointer, token| pointer.child(token)))
}
