//! How the size of a client grows with its document: a schema is one type, however often and on however many levels others refer
//! to it.

#![expect(
    clippy::unwrap_used,
    reason = "a test says what went wrong by failing where it did"
)]

use generator::Source;
use generator::generate;

/// More than a crate could have types for, if each level had two of each type below it.
const LEVELS: usize = 60;

/// How many types a document becomes in which each level has two properties of the next, written so.
fn types(levels: usize, properties: [&str; 2]) -> usize {
    let mut document = "openapi: 3.1.0
info: {title: Levels, version: 1.0.0}
servers: [{url: https://example.com}]
paths:
  /levels:
    get:
      operationId: levels.read
      responses:
        '200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Level0'}}}}
components:
  schemas:
"
    .to_owned();
    for level in 0..levels {
        let below = format!("'#/components/schemas/Level{}'", level + 1);
        let [one, other] = properties.map(|property| property.replace("BELOW", &below));
        let properties = format!("{{one: {one}, other: {other}, name: {{type: string}}}}");
        let schema = format!("    Level{level}: {{type: object, properties: {properties}}}\n");
        document.push_str(&schema);
    }
    let last =
        format!("    Level{levels}: {{type: object, properties: {{name: {{type: string}}}}}}\n");
    document.push_str(&last);
    let generated = generate(&Source::new("levels.yaml", document)).unwrap();
    generated.ledger.schemas.made
}

#[test]
fn words_beside_references_make_no_types() {
    let spellings = [
        [
            "{allOf: [{$ref: BELOW}, {description: One.}]}",
            "{allOf: [{title: Other}, {$ref: BELOW}, {type: object}]}",
        ],
        [
            "{allOf: [{$ref: BELOW}, {nullable: true}]}",
            "{allOf: [{$ref: BELOW}, {deprecated: true}], description: Other.}",
        ],
        [
            "{anyOf: [{$ref: BELOW}], description: One.}",
            "{oneOf: [{$ref: BELOW}, {type: 'null'}], readOnly: true}",
        ],
        [
            "{$ref: BELOW, description: One.}",
            "{$ref: BELOW, type: object, example: {}}",
        ],
    ];
    for properties in spellings {
        assert_eq!(types(LEVELS, properties), LEVELS + 1, "{properties:?}");
    }
}

#[test]
fn what_is_added_to_references_makes_types_of_its_own_alone() {
    let properties = [
        "{allOf: [{$ref: BELOW}, {properties: {first: {type: string}}}]}",
        "{allOf: [{$ref: BELOW}, {properties: {second: {type: string}}}]}",
    ];
    assert_eq!(types(LEVELS, properties), 2 * LEVELS + 1);
    let properties = [
        "{$ref: BELOW, properties: {first: {type: string}}}",
        "{$ref: BELOW, required: [name]}",
    ];
    assert_eq!(types(LEVELS, properties), 2 * LEVELS + 1);
}

#[test]
fn inline_objects_of_a_base_are_made_once() {
    let properties = [
        "{type: object, properties: {below: {$ref: BELOW}, a: {type: string}}}",
        "{type: array, items: {allOf: [{$ref: BELOW}, {properties: {b: {type: string}}}]}}",
    ];
    assert_eq!(types(LEVELS, properties), 3 * LEVELS + 1);
}
