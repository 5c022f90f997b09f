//! The types that operations share: a file for each that the document names, with those within it.

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
mod files;
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
use crate::render::docs;
use crate::render::draft::Draft;
use crate::render::file::Crate;
use crate::render::file::RustFile;
use crate::render::index::Index;
use crate::render::module::Module;
use crate::render::types::bodies::bodies;
use crate::render::types::bodies::form_of_parts;
use crate::render::types::enumeration::enumeration;
use crate::render::types::events::events;
use crate::render::types::files::files;
use crate::render::types::headers::headers;
use crate::render::types::responses::responses;
use crate::render::types::structure::structure;
use crate::render::types::text::text;
use crate::render::types::tuple::tuple;
use crate::render::types::union::union;

/// `types/mod.rs` and a file for each shared type.
pub(crate) fn types<'a>(krate: &Arc<Crate<'a>>) -> Vec<Draft<'a>> {
    let files = Arc::new(files(krate.api));
    if files.is_empty() {
        return Vec::new();
    }
    let each = (0..files.len()).map(|number| {
        let files = Arc::clone(&files);
        Draft::of(krate, move |krate| file(&files[number], krate))
    });
    let each: Vec<Draft<'a>> = each.collect();
    let index = Draft::new(move || index(&files));
    std::iter::once(index).chain(each).collect()
}

fn index(files: &[Vec<&TypeDefinition>]) -> Module {
    let mut index = Index::default();
    for definitions in files {
        let module = module_name(definitions);
        for definition in definitions {
            index.module(&Visibility::Inherited, &module, &definition.features);
            for name in definition.names() {
                index.show(&module, name.rust(), &definition.features);
            }
        }
    }
    let mut types = files.iter().flatten();
    let is_gated = types.any(|one| !one.features.is_empty());
    let gated = "Each is there with any of the features of the resources that use it.";
    let gated = if is_gated { gated } else { "" };
    let docs = docs::paragraphs(["The types that operations share.", gated]);
    Module::rust("src/types/mod.rs", &docs, index.items(Vec::new()))
}

fn file(definitions: &[&TypeDefinition], krate: &Crate<'_>) -> Module {
    let file = krate.file_of_types(definitions);
    let items = definitions.iter().flat_map(|one| items(one, &file));
    let items = items.collect();
    let path = format!("src/types/{}.rs", module_name(definitions));
    // The docs of the types say all.
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

/// The module that holds these types, which is called after the first.
fn module_name(definitions: &[&TypeDefinition]) -> String {
    let Some(first) = definitions.first() else {
        return String::new();
    };
    match first.name.module() {
        Some(name) if name.rust() == name.plain() && name.plain() != "types" => {
            name.plain().to_owned()
        }
        _ => format!("{}_schema", first.name.rust().to_lowercase()),
    }
}
