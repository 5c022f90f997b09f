//! Documents of a few schemas, for tests.

use indexmap::IndexMap;

use crate::Source;
use crate::input;
use crate::lower::normalize::normalize;
use crate::report::diagnostic::Report;
use crate::spec::Schema;

/// These component schemas, normalized.
pub(crate) fn components(schemas: &str) -> IndexMap<String, Schema> {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: Test, version: 1.0.0}}\npaths: {{}}\ncomponents:\n  schemas:{schemas}\n"
    );
    let mut report = Report::default();
    let mut document = input::read(&Source::new("test.yaml", text), &mut report).unwrap();
    normalize(&mut document);
    document.components.schemas
}
