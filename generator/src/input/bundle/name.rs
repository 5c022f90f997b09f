//! The names that things of other files get in `components`: as a person would call them, and the same in each run.

use std::collections::HashMap;
use std::collections::HashSet;

use serde_json::Value;

use super::kind::Kind;
use crate::pointer::Pointer;

/// Keys that say what stands below them, not what it is called.
const STRUCTURE: [&str; 17] = [
    "$defs",
    "additionalProperties",
    "allOf",
    "anyOf",
    "components",
    "content",
    "definitions",
    "headers",
    "items",
    "oneOf",
    "parameters",
    "properties",
    "requestBodies",
    "responses",
    "schema",
    "schemas",
    "securitySchemes",
];

/// Keys of a schema: what stands below them at the top of a file is a part of what the file is called after.
const OF_A_SCHEMA: [&str; 6] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "items",
    "oneOf",
    "properties",
];

/// The names of each section of `components`, in lower case: two that differ in that alone would be one file.
pub(super) type Taken = HashMap<&'static str, HashSet<String>>;

/// The names that a document has.
pub(super) fn taken(document: &Value) -> Taken {
    let mut taken = HashMap::new();
    let components = document.get("components").and_then(Value::as_object);
    for (section, entries) in components.into_iter().flatten() {
        let section = Kind::Components.below(section).below("").section();
        if let (Some(section), Some(entries)) = (section, entries.as_object()) {
            let names = entries.keys().map(|name| name.to_ascii_lowercase());
            taken.insert(section, names.collect());
        }
    }
    taken
}

/// A name that is not taken: that of the place in its file, or of the file; with the folder before it if need be, and then
/// with a number.
pub(super) fn free(path: &str, pointer: &Pointer, taken: &HashSet<String>) -> String {
    let base = base(path, pointer);
    let longer = format!("{}.{base}", stem(path));
    let longest = path.rsplit_once('/').map(|(folder, _)| {
        let folder = folder.rsplit('/').next().unwrap_or(folder);
        format!("{folder}.{base}")
    });
    let is_whole = pointer.tokens().is_empty();
    let candidates = [
        Some(base.clone()),
        Some(longer).filter(|_| !is_whole),
        longest,
    ];
    let numbered = (2..).map(|number| format!("{base}{number}"));
    let mut names = candidates
        .into_iter()
        .flatten()
        .chain(numbered)
        .map(|name| plain(&name));
    let is_free = |name: &String| !taken.contains(&name.to_ascii_lowercase());
    names.find(is_free).unwrap_or(base)
}

fn base(path: &str, pointer: &Pointer) -> String {
    let tokens = pointer.tokens();
    let is_part = tokens
        .first()
        .is_some_and(|first| OF_A_SCHEMA.contains(first));
    let is_number = |token: &str| token.parse::<usize>().is_ok();
    let words = tokens
        .iter()
        .filter(|token| !STRUCTURE.contains(token) && !is_number(token));
    let mut words: Vec<&str> = words.copied().collect();
    if is_part || words.is_empty() {
        words.insert(0, stem(path));
    }
    words.join(".")
}

/// The name of a file without its ending, or that of its folder where the file is one of those that stand for it.
fn stem(path: &str) -> &str {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem = stem.strip_suffix(".schema").unwrap_or(stem);
    let folder = folder
        .rsplit('/')
        .next()
        .filter(|folder| !folder.is_empty());
    match folder {
        Some(folder) if matches!(stem, "index" | "_index") => folder,
        _ => stem,
    }
}

/// With the letters that names of components have alone.
fn plain(name: &str) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let allowed = name.chars().map(|c| if is_allowed(c) { c } else { '_' });
    allowed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_called_after_their_place_or_their_file() {
        let name = |path: &str, pointer: &str, taken: &[&str]| {
            let taken = taken.iter().map(ToString::to_string).collect();
            free(path, &Pointer::of_reference(pointer), &taken)
        };
        assert_eq!(name("schemas/pet.yaml", "#/Pet", &[]), "Pet");
        assert_eq!(name("schemas/pet.yaml", "#", &[]), "pet");
        assert_eq!(name("pet.schema.json", "#", &[]), "pet");
        assert_eq!(name("pets/index.yaml", "#", &[]), "pets");
        assert_eq!(name("pet.yaml", "#/properties/id", &[]), "pet.id");
        assert_eq!(name("all.yaml", "#/components/schemas/Pet", &[]), "Pet");
        assert_eq!(name("all.yaml", "#/Pet", &["pet"]), "all.Pet");
        assert_eq!(name("v2/pet.yaml", "#", &["pet"]), "v2.pet");
        assert_eq!(name("pet.yaml", "#", &["pet", "pet2"]), "pet3");
        assert_eq!(name("my pet.yaml", "#", &[]), "my_pet");
    }
}
