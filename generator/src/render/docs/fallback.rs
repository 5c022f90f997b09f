//! What is said of a value that the document does not describe: what its constraints are, or what its type is.

use crate::markdown::code;
use crate::model::Docs;
use crate::model::Enumeration;
use crate::model::Shape;
use crate::model::Type;
use crate::model::TypeDefinition;
use crate::render::docs;
use crate::render::file::RustFile;

/// The most values of an enumeration that are listed.
const MOST: usize = 6;

/// The docs of a value where it has none: those of its type, or nothing, for more than the name is not known.
pub(crate) fn fallback(docs: &Docs, ty: &Type, file: &RustFile<'_>) -> String {
    if !docs.notes.is_empty() {
        return String::new();
    }
    of_type(ty, file).unwrap_or_default()
}

/// The docs of a type where it has none: what the API calls it, and where it is found.
pub(crate) fn of_definition(definition: &TypeDefinition) -> String {
    let found = match (definition.usage.request, definition.usage.response) {
        (true, true) => ", in requests and responses",
        (true, false) => ", in requests",
        (false, true) => ", in responses",
        (false, false) => "",
    };
    format!("{}{found}.", code(definition.name.wire()))
}

/// What its type says, or which values that lists.
fn of_type(ty: &Type, file: &RustFile<'_>) -> Option<String> {
    let reference = match ty {
        Type::Named(reference) => reference,
        Type::Boxed(inner) | Type::Nullable(inner) => return of_type(inner, file),
        _ => return None,
    };
    let definition = file.definition(reference)?;
    let first = docs::first_line(&definition.docs.first_sentence(), "");
    match &definition.shape {
        _ if !first.is_empty() => Some(first),
        Shape::Enumeration(known) if !known.is_open => listed(known),
        _ => None,
    }
}

fn listed(enumeration: &Enumeration) -> Option<String> {
    let (last, others) = enumeration.values.split_last()?;
    let is_short = enumeration.values.len() <= MOST;
    let others = docs::codes(others.iter().map(|value| value.name.wire()), ", ");
    let last = code(last.name.wire());
    let listed = if others.is_empty() {
        format!("Always {last}.")
    } else {
        format!("{others} or {last}.")
    };
    is_short.then_some(listed)
}
