//! An operation that is added to a document leaves the names of everything else as they are, wherever it is put.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::collections::BTreeMap;
use std::fs;

use generator::Source;
use generator::generate;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use tests::repository;

/// The documents that an operation is added to.
const DOCUMENTS: [&str; 8] = [
    "spec/queues.yaml",
    "tests/generator/wire/alike.yaml",
    "tests/generator/wire/assorted.yaml",
    "tests/generator/wire/inheritance.yaml",
    "tests/generator/wire/nulls.yaml",
    "tests/generator/wire/parameters.yaml",
    "tests/generator/wire/sharing.yaml",
    "tests/generator/wire/unions.yaml",
];

/// The files of the client but those that list the others, without the comments.
fn files(name: &str, document: &Value) -> BTreeMap<String, String> {
    let source = Source::new("document.yaml", document.to_string()).called("document");
    let generated = generate(&source)
        .map_err(|diagnostics| format!("{name}: {diagnostics}"))
        .unwrap();
    let is_code = |path: &str| {
        let lists = ["mod.rs", "lib.rs", "client.rs"];
        let is_source = path.starts_with("src/");
        is_source && !lists.iter().any(|list| path.ends_with(list))
    };
    let without_comments = |text: &str| {
        let lines = text.lines();
        let code = lines.filter(|line| !line.trim_start().starts_with("//"));
        code.collect::<Vec<_>>().join("\n")
    };
    let files = generated.files.iter().filter(|(path, _)| is_code(path));
    files
        .map(|(path, text)| (path.to_string(), without_comments(text)))
        .collect()
}

/// The document with a path at this place, whose operation has types of its own.
fn with_path(document: &Value, place: usize) -> Value {
    let object = json!({"type": "object", "properties": {
        "state": {"type": "string", "enum": ["open", "shut"]},
        "either": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "inner": {"type": "object", "properties": {"name": {"type": "string"}}},
    }});
    let content = json!({"application/json": {"schema": object}});
    let added = json!({"post": {
        "operationId": "added.one",
        "parameters": [{"name": "state", "in": "query", "schema": {"type": "string", "enum": ["open", "shut"]}}],
        "requestBody": {"required": true, "content": content},
        "responses": {"200": {"description": "Ok.", "content": content}},
    }});
    let paths = document["paths"].as_object().unwrap();
    let mut changed: Vec<(String, Value)> = paths.clone().into_iter().collect();
    changed.insert(place, ("/added".to_owned(), added));
    let mut document = document.clone();
    document["paths"] = changed.into_iter().collect::<Map<_, _>>().into();
    document
}

#[test]
fn an_operation_that_is_added_renames_nothing() {
    for name in DOCUMENTS {
        let text = fs::read_to_string(repository().join(name)).unwrap();
        let document: Value = serde_yaml::from_str(&text).unwrap();
        let before = files(name, &document);
        let last = document["paths"].as_object().unwrap().len();
        for place in [0, last / 2, last] {
            let after = files(name, &with_path(&document, place));
            assert!(after.len() > before.len(), "{name}: nothing is added");
            for (path, text) in &before {
                assert_eq!(after.get(path), Some(text), "{name}, at {place}: {path}");
            }
        }
    }
}

/// An operation that answers 400 with an object of its own kind.
fn failing(id: &str, property: &str) -> Value {
    let object = json!({"type": "object", "properties": {
        property: {"type": "string", "description": "What went wrong."},
    }});
    json!({"get": {"operationId": id, "responses": {
        "204": {"description": "Done."},
        "400": {"description": "Wrong.", "content": {"application/json": {"schema": object}}},
    }}})
}

/// An operation with a parameter of this name, which takes a choice.
fn sorted(id: &str, parameter: &str) -> Value {
    let choice = json!({"type": "string", "enum": ["name", "price"]});
    json!({"get": {
        "operationId": id,
        "parameters": [{"name": parameter, "in": "query", "schema": choice}],
        "responses": {"204": {"description": "Done."}},
    }})
}

#[test]
fn an_operation_that_is_added_behind_others_leaves_what_they_share() {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Shelf", "version": "1.0.0"},
        "servers": [{"url": "https://example.com"}],
        "paths": {
            "/a": failing("books.a", "reason"),
            "/b": failing("films.b", "reason"),
            "/c": failing("books.c", "message"),
            "/d": failing("films.d", "message"),
            "/h": sorted("books.h", "by.order"),
            "/i": sorted("books.i", "by.order"),
        },
    });
    let before = files("shared", &document);
    let shared = |path: &str| path.starts_with("src/types/");
    let names: Vec<&String> = before.keys().filter(|path| shared(path)).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    document["paths"]["/e"] = failing("games.e", "message");
    document["paths"]["/f"] = failing("games.f", "message");
    document["paths"]["/g"] = sorted("games.g", "sort");
    let after = files("shared", &document);
    for (path, text) in &before {
        assert_eq!(after.get(path), Some(text), "{path}");
    }
}
