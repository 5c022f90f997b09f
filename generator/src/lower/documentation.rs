//! What a schema says for people.

use super::bounds;
use super::enumeration;
use crate::markdown::code;
use crate::model::Docs;
use crate::model::Unit;
use crate::spec::ExternalDocs;
use crate::spec::SchemaObject;
use crate::spec::Text;

/// What the schema says for people.
pub(super) fn docs(schema: &SchemaObject, unit: Option<Unit>) -> Docs {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let mut notes = bounds::notes(schema, unit);
    notes.extend(schema.read_only.then(|| "Set by the server.".to_owned()));
    notes.extend(
        schema
            .write_only
            .then(|| "Sent to the server, never sent back.".to_owned()),
    );
    notes.extend(other_values(schema));
    notes.extend(
        schema
            .content_type
            .as_ref()
            .map(|path| format!("Its content type stands in {}.", code(&path.value))),
    );
    notes.extend(schema.external_docs.as_ref().and_then(see));
    Docs {
        summary: None,
        description: text(&schema.description).or_else(|| text(&schema.title)),
        notes,
        deprecated: schema.deprecated,
    }
}

/// `externalDocs` as a sentence.
pub(super) fn see(docs: &ExternalDocs) -> Option<String> {
    let url = &docs.url.as_ref()?.value;
    let description = docs.description.as_ref();
    let words = description.map(|text| text.value.trim().trim_end_matches('.'));
    Some(match words.filter(|words| !words.is_empty()) {
        Some(words) => format!("{words}: <{url}>."),
        None => format!("See <{url}>."),
    })
}

/// The values of an `enum` or `const` that no type shows, as a sentence.
fn other_values(schema: &SchemaObject) -> Option<String> {
    let values: Vec<String> = schema
        .constant
        .iter()
        .chain(schema.enumeration.iter().flatten())
        .map(|value| code(&value.to_string()))
        .collect();
    if values.is_empty() || enumeration::scalar(schema).is_some() {
        return None;
    }
    Some(format!("One of {}.", values.join(", ")))
}
