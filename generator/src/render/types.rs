//! The types that operations share: a file for each.

use syn::Item;
use syn::parse_quote;

use super::Module;
use super::Scope;
use super::answers::answers;
use super::bodies::bodies;
use super::bodies::form_of_parts;
use super::check;
use super::enumeration::enumeration;
use super::feature::gate;
use super::file;
use super::headers::headers;
use super::ident;
use super::imports::Imports;
use super::imports::sortable;
use super::structure::structure;
use super::text::text;
use super::tuple::tuple;
use super::union::union;
use crate::markdown::code;
use crate::model::Api;
use crate::model::Shape;
use crate::model::TypeDefinition;

/// `types/mod.rs` and a file for each shared type.
pub(super) fn types(scope: Scope<'_>) -> Vec<Module> {
    let api = scope.api;
    if api.types.is_empty() {
        return Vec::new();
    }
    let mut modules = vec![index(api)];
    modules.extend(api.types.iter().map(|definition| one(definition, scope)));
    modules
}

fn index(api: &Api) -> Module {
    let mut names: Vec<(String, &TypeDefinition)> = api
        .types
        .iter()
        .map(|definition| (module_name(definition), definition))
        .collect();
    names.sort_by(|(one, _), (other, _)| one.cmp(other));
    let modules = names.iter().map(|(module, definition)| -> Item {
        let (gate, module) = (gate(&definition.features), ident(module));
        parse_quote!(#gate mod #module;)
    });
    let mut shown = names.clone();
    shown.sort_by_key(|(module, _)| sortable(module));
    let uses = shown.iter().map(|(module, definition)| -> Item {
        let (module, name) = (ident(module), ident(definition.name.rust()));
        let gate = gate(&definition.features);
        parse_quote!(#gate pub use self::#module::#name;)
    });
    Module::rust(
        "src/types/mod.rs",
        file(
            "The types that operations share.",
            modules.chain(uses).collect(),
        ),
    )
}

fn one(definition: &TypeDefinition, scope: Scope<'_>) -> Module {
    let mut imports = Imports::of_type(definition.name.rust());
    let items = items(definition, scope, &mut imports);
    let mut all = imports.items();
    all.extend(items);
    let docs = format!("The schema {}.", code(definition.name.wire()));
    let path = format!("src/types/{}.rs", module_name(definition));
    Module::rust(path, file(&docs, all))
}

/// The items of a type.
pub(super) fn items(
    definition: &TypeDefinition,
    scope: Scope<'_>,
    imports: &mut Imports,
) -> Vec<Item> {
    let mut items = match &definition.shape {
        Shape::Structure(shape) => structure(definition, shape, scope, imports),
        Shape::Enumeration(shape) => enumeration(definition, shape, imports),
        Shape::Tuple(shape) => tuple(definition, shape, scope, imports),
        Shape::Union(shape) => union(definition, shape, imports),
        Shape::Text(shape) => text(definition, shape, imports),
        Shape::Parts(form) => form_of_parts(definition, form, scope, imports),
        Shape::Bodies(kinds) => bodies(definition, kinds, imports),
        Shape::Answers(kinds) => answers(definition, kinds, imports),
        Shape::Headers(fields) => vec![headers(definition, fields, imports)],
    };
    items.extend(check::of_type(definition, imports));
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
