//! What `--report` writes, of documents that are generated and of one that is not.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use std::fs;

use generator::Source;
use generator::Summary;
use generator::generate;
use serde_json::Value;
use tests::repository;

fn summary(path: &str, read: impl Fn(Source) -> Source) -> String {
    let folder = repository().join("tests/generator");
    let text = fs::read_to_string(folder.join(path)).unwrap();
    let source = read(Source::new(path, text));
    Summary::new(&source, &generate(&source)).json()
}

#[test]
fn a_document_with_much_that_is_not_generated() {
    insta::assert_snapshot!(summary("mistakes/unsupported.yaml", |source| source));
}

#[test]
fn a_document_that_is_not_generated() {
    insta::assert_snapshot!(summary("mistakes/unknown_names.yaml", |source| source));
}

#[test]
fn a_document_that_is_no_yaml() {
    insta::assert_snapshot!(summary("mistakes/indentation.yaml", |source| source));
}

#[test]
fn limits_that_are_checked_are_not_documented_only() {
    let summary = summary("keywords/limits.yaml", |source| source);
    let summary: Value = serde_json::from_str(&summary).unwrap();
    let documented = summary["documented"].as_array().unwrap();
    let pointers: Vec<&str> = documented
        .iter()
        .filter_map(|place| place["pointer"].as_str())
        .collect();
    assert_eq!(
        pointers,
        [
            "#/paths/~1books/get/parameters/2/schema/maximum",
            "#/paths/~1books/put/requestBody/content/application~1json/schema/maxItems",
            "#/components/schemas/Book/properties/pages/maximum",
        ]
    );
}

#[test]
fn each_place_has_a_line_and_a_column() {
    for path in [
        "keywords/document.yaml",
        "keywords/schemas.yaml",
        "unseen/everything.yaml",
    ] {
        let summary: Value = serde_json::from_str(&summary(path, |source| source)).unwrap();
        assert_eq!(summary["generated"], true, "{path}");
        let counts = &summary["counts"]["operations"];
        assert_eq!(counts["in"], counts["out"], "{path}");
        let said = summary["diagnostics"].as_array().unwrap();
        let documented = summary["documented"].as_array().unwrap();
        for place in said.iter().chain(documented) {
            assert!(place["line"].is_u64(), "{path}: {place}");
            assert!(place["column"].is_u64(), "{path}: {place}");
        }
    }
}
