//! The schema that editors check descriptions with, `spec/description.schema.json`: it knows each extension that the generator
//! reads, and finds what is misspelt in it. What OpenAPI says itself is left to the schema of OpenAPI, which is not fetched here.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::collections::BTreeSet;
use std::fs;

use generator::keywords;
use generator::keywords::Vocabulary;
use jsonschema::Retrieve;
use jsonschema::Uri;
use jsonschema::Validator;
use serde_json::Value;
use serde_json::json;
use tests::repository;

/// Takes any document for one of OpenAPI.
struct AnyOpenApi;

impl Retrieve for AnyOpenApi {
    fn retrieve(
        &self,
        uri: &Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        assert!(
            uri.as_str()
                .starts_with("https://spec.openapis.org/oas/3.1/schema/")
        );
        Ok(json!({}))
    }
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../../spec/description.schema.json")).unwrap()
}

fn validator() -> Validator {
    let options = jsonschema::options().with_retriever(AnyOpenApi);
    options.build(&schema()).unwrap()
}

/// Where a document breaks the schema.
fn errors(validator: &Validator, document: &Value) -> Vec<String> {
    let errors = validator.iter_errors(document);
    errors
        .map(|error| error.instance_path().to_string())
        .collect()
}

/// The documents that use every keyword.
fn documents() -> Vec<Value> {
    let folder = repository().join("tests/generator/keywords");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let yaml = files.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    let documents = yaml.map(|path| serde_yaml::from_str(&fs::read_to_string(path).unwrap()));
    documents.map(Result::unwrap).collect()
}

/// What the schema calls an object.
fn definition(vocabulary: &Vocabulary) -> String {
    let name = vocabulary.what.replace('`', "");
    let name = name.trim_start_matches("an ").trim_start_matches("a ");
    let name = name.trim_start_matches("the ").trim_start_matches("x-");
    name.replace(' ', "-")
}

/// The keywords of an object that OpenAPI does not have.
fn extensions(vocabulary: &Vocabulary) -> BTreeSet<&str> {
    let names = vocabulary.keywords.iter().map(|keyword| keyword.name);
    names.filter(|name| name.starts_with("x-")).collect()
}

#[test]
fn our_description_keeps_to_the_schema() {
    let text = include_str!("../../spec/queues.yaml");
    let document: Value = serde_yaml::from_str(text).unwrap();
    assert_eq!(errors(&validator(), &document), [""; 0]);
    assert!(text.starts_with("# yaml-language-server: $schema=description.schema.json\n"));
}

#[test]
fn the_schema_has_the_extensions_of_each_object_and_no_others() {
    let schema = schema();
    for vocabulary in keywords::ALL {
        let name = definition(vocabulary);
        let known = schema["$defs"][&name]["properties"].as_object();
        let known = known
            .into_iter()
            .flat_map(|known| known.keys().map(String::as_str));
        let known: BTreeSet<&str> = known.filter(|name| name.starts_with("x-")).collect();
        assert_eq!(known, extensions(vocabulary), "{name}");
    }
}

#[test]
fn the_schema_has_the_members_of_each_extension_and_no_others() {
    let schema = schema();
    let is_last = |vocabulary: &&&Vocabulary| vocabulary.what == "an OAuth flow";
    let of_openapi = keywords::ALL.iter().take_while(|one| !is_last(one)).count() + 1;
    let ours = &keywords::ALL[of_openapi..];
    assert!(ours.len() >= 3);
    for vocabulary in ours {
        let name = definition(vocabulary);
        let definition = &schema["$defs"][&name];
        let known = definition["properties"].as_object().unwrap().keys();
        let known: BTreeSet<&str> = known.map(String::as_str).collect();
        let names = vocabulary.keywords.iter().map(|keyword| keyword.name);
        assert_eq!(known, names.collect(), "{name}");
        assert_eq!(definition["additionalProperties"], false, "{name}");
    }
}

#[test]
fn the_documents_of_all_keywords_keep_to_the_schema() {
    let validator = validator();
    for document in documents() {
        assert_eq!(errors(&validator, &document), [""; 0]);
    }
}

/// Each extension in a document, by its pointer.
fn uses(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (key, below) in object {
                let here = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                if key.starts_with("x-") {
                    found.push(here.clone());
                }
                uses(below, &here, found);
            }
        }
        Value::Array(items) => {
            for (index, below) in items.iter().enumerate() {
                uses(below, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// A value that its author did not mean: a letter more in a word or in the name of a member, a text for `true`.
fn misspelt(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.clone().into_iter().collect();
            members[0].0.push('x');
            members.into_iter().collect()
        }
        Value::Bool(value) => json!(value.to_string()),
        Value::Array(_) => json!("many"),
        _ => json!(5),
    }
}

#[test]
fn what_is_misspelt_in_an_extension_is_found() {
    let validator = validator();
    let mut tried = BTreeSet::new();
    for document in documents() {
        let mut found = Vec::new();
        uses(&document, "", &mut found);
        for at in found {
            let mut wrong = document.clone();
            let value = wrong.pointer_mut(&at).unwrap();
            // Descriptions by value have any keys.
            if at.ends_with("/x-enumDescriptions") {
                continue;
            }
            *value = misspelt(value);
            let errors = errors(&validator, &wrong);
            assert!(
                errors.iter().any(|error| error.starts_with(&at)),
                "{at}: {errors:?}"
            );
            tried.insert(at.rsplit('/').next().unwrap_or_default().to_owned());
        }
    }
    let all: BTreeSet<&str> = keywords::ALL
        .iter()
        .flat_map(|one| extensions(one))
        .collect();
    let untried: Vec<&&str> = all.iter().filter(|name| !tried.contains(**name)).collect();
    assert_eq!(untried, [&"x-enumDescriptions"]);
}

#[test]
fn a_word_that_an_extension_does_not_know_is_found() {
    let validator = validator();
    let operation = |retry: &str| json!({"paths": {"/a": {"post": {"x-retry": retry}}}});
    assert!(validator.is_valid(&operation("idempotent")));
    assert_eq!(
        errors(&validator, &operation("idempotnet")),
        ["/paths/~1a/post/x-retry"]
    );
    let pages = |kind: &str| json!({"x-pagination": {"kind": kind}});
    assert!(validator.is_valid(&pages("link")));
    assert_eq!(errors(&validator, &pages("curser")), ["/x-pagination/kind"]);
    let unit = |unit: &str| json!({"components": {"schemas": {"A": {"properties": {"a": {"x-unit": unit}}}}}});
    assert!(validator.is_valid(&unit("seconds")));
    assert_eq!(errors(&validator, &unit("second")).len(), 1);
}
