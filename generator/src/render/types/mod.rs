//! The types that operations share: a file for each.

pub(crate) mod argument;
pub(crate) mod check;
pub(crate) mod constructor;
pub(crate) mod content;
pub(crate) mod form;
pub(crate) mod items;
pub(crate) mod presence;
pub(crate) mod required;
pub(crate) mod responses;
pub(crate) mod structure;
pub(crate) mod union;

mod bodies;
mod enumeration;
mod events;
mod headers;
mod scalar;
mod text;
mod tuple;
mod variants;
mod wire;

use std::sync::Arc;

use syn::Item;
use syn::Visibility;

use crate::model::Shape;
use crate::model::TypeDefinition;
use crate::render::draft::Draft;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::index::Index;
use crate::render::module::Module;
use crate::render::types::bodies::bodies;
use crate::render::types::bodies::form_of_parts;
use crate::render::types::enumeration::enumeration;
use crate::render::types::events::events;
use crate::render::types::headers::headers;
use crate::render::types::responses::responses;
use crate::render::types::structure::structure;
use crate::render::types::text::text;
use crate::render::types::tuple::tuple;
use crate::render::types::union::union;

/// `types/mod.rs` and a file for each shared type.
pub(crate) fn types<'a>(krate: &Arc<Crate<'a>>) -> Vec<Draft<'a>> {
    let types = &krate.api.types;
    if types.is_empty() {
        return Vec::new();
    }
    let each = types.iter();
    let each = each.map(|definition| Draft::of(krate, |krate| one(definition, krate)));
    let index = Draft::new(|| index(types));
    std::iter::once(index).chain(each).collect()
}

fn index(types: &[TypeDefinition]) -> Module {
    let mut index = Index::default();
    for definition in types {
        let (module, features) = (module_name(definition), &definition.features);
        index.module(&Visibility::Inherited, &module, features);
        for name in definition.names() {
            index.show(&module, name.rust(), features);
        }
    }
    let docs = "The types that operations share.";
    Module::rust("src/types/mod.rs", docs, index.items(Vec::new()))
}

fn one(definition: &TypeDefinition, krate: &Crate<'_>) -> Module {
    let file = krate.file_of_type(definition);
    let items = items(definition, &file);
    let path = format!("src/types/{}.rs", module_name(definition));
    // The docs of the type say all.
    file.finish(path, "", items)
}

/// The items of a type.
pub(crate) fn items(definition: &TypeDefinition, file: &RustFile<'_>) -> Vec<Item> {
    let mut items = match &definition.shape {
        Shape::Structure(shape) => structure(definition, shape, file),
        Shape::Enumeration(shape) => enumeration(definition, shape, file),
        Shape::Tuple(shape) => tuple(definition, shape, file),
        Shape::Union(shape) => union(definition, shape, file),
        Shape::Text(shape) => text(definition, shape, file),
        Shape::Parts(form) => form_of_parts(definition, form, file),
        Shape::Bodies(kinds) => bodies(definition, kinds, file),
        Shape::Events(kinds) => events(definition, kinds, file),
        Shape::Responses(kinds) => responses(definition, kinds, file),
        Shape::Headers(fields) => vec![headers(definition, fields, file)],
    };
    items.extend(check::of_type(definition, file));
    items
}

/// The module that holds a type.
fn module_name(definition: &TypeDefinition) -> String {
    match definition.name.module() {
        Some(name) if name.rust() == name.plain() && name.plain() != "types" => {
            name.plain().to_owned()
        }
        _ => format!("{}_schema", definition.name.rust().to_lowercase()),
    }
}
