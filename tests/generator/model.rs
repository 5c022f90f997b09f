//! What a document means, before it becomes Rust.

use generator::Source;
use generator::analyze::analyze;
use generator::input;
use generator::lower::Most;
use generator::lower::lower;
use generator::render::taken_names;
use generator::report::diagnostic::Report;

#[test]
fn an_operation_becomes_plain_data() {
    let source = Source::new(
        "shelf.yaml",
        "
openapi: 3.1.0
info: {title: Shelf, version: 1.0.0}
servers: [{url: 'https://example.com'}]
paths:
  /books/{isbn}:
    put:
      operationId: books.replace
      parameters: [{name: isbn, in: path, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [title], properties: {title: {type: string}, pages: {type: integer}}}}}
      responses: {'204': {description: Done.}, '404': {description: There is no such book.}}
",
    );
    let mut report = Report::default();
    let document = input::read(&source, &mut report).unwrap();
    let taken = taken_names();
    let most = Most {
        types: usize::MAX,
        uses: usize::MAX,
        shown: usize::MAX,
    };
    let lowered = lower(&document, None, &taken, most, &mut report);
    let (api, _) = analyze(lowered, &taken, &mut report);
    insta::assert_debug_snapshot!(api.root.resources[0].operations[0]);
}
