//! The docs of an object without a description: where in a response it is.

use crate::markdown::code;
use crate::model::TypeDefinition;
use crate::render::docs::fallback::of_definition;
use crate::render::file::RustFile;

/// A sentence about an object that has no description.
pub(crate) fn object(definition: &TypeDefinition, file: &RustFile<'_>) -> String {
    let wire = definition.name.wire();
    let inside = |method: &str| -> Option<String> {
        let path = wire.strip_prefix(method)?.strip_prefix(".response")?;
        let response = format!("the response of {}", code(method));
        match path.strip_prefix('.') {
            None if path.is_empty() => Some(format!("The response of {}.", code(method))),
            None => None,
            Some("item") => Some(format!("An item of {response}.")),
            Some(inner) => Some(match inner.strip_suffix(".item") {
                Some(list) => format!("An item of {} in {response}.", code(list)),
                None => format!("The object {} in {response}.", code(inner)),
            }),
        }
    };
    let of_operation = file.operation.and_then(|one| inside(one.method.rust()));
    of_operation.unwrap_or_else(|| of_definition(definition))
}
