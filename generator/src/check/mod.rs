//! What a document says that cannot be meant: limits that no value keeps to, examples that do not fit, keywords that a type has not.
//!
//! Each is judged by what is written there, with the rules of JSON Schema and OpenAPI alone, and is a warning: the document is
//! read all the same. A file for each question; this one walks through the document, and stops at what means nothing to
//! OpenAPI.

mod format;
mod keywords;
mod limits;
mod media_type;
mod pattern;
mod regrets;
mod size;
mod tags;
mod value;
mod version;

use serde_json::Map;
use serde_json::Value;

use crate::budget::Budget;
use crate::input::Kind;
use crate::keywords::Version;
use crate::pointer::Path;
use crate::pointer::Pointer;
use crate::report::diagnostic::Report;
use crate::spec::TYPES;
use crate::spec::property;
use size::Sizes;
use tags::Tags;

/// A schema or another object of the document, and where it stands.
#[derive(Clone, Copy)]
struct Node<'d> {
    path: Path<'d>,
    properties: &'d Map<String, Value>,
}

impl Node<'_> {
    /// Where it stands.
    fn at(&self) -> Pointer {
        self.path.pointer()
    }

    fn keyword(&self, name: &str) -> Option<&Value> {
        property(self.properties, name)
    }

    /// The types that a schema names.
    fn types(&self) -> Vec<&str> {
        types(self.properties)
    }
}

/// The types that a schema names.
fn types(schema: &Map<String, Value>) -> Vec<&str> {
    match property(schema, "type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether a schema names types, and none that there is not.
fn are_known(types: &[&str]) -> bool {
    !types.is_empty() && types.iter().all(|name| TYPES.contains(name))
}

/// Whether a document, whose texts have so many bytes, has no more of anything than the budget; reports what it has too much of.
pub(crate) fn is_within(
    document: &Value,
    budget: Budget,
    bytes: usize,
    report: &mut Report,
) -> bool {
    let mut sizes = Sizes::new(budget, bytes);
    let look = &mut |node: Node<'_>, kind| sizes.check(node, kind, document, report);
    visit(document, Kind::Document, Path::Root, look);
    !sizes.is_exceeded
}

/// Reports what cannot be meant in the whole document.
pub(crate) fn check(document: &Value, report: &mut Report) {
    let mut walk = Walk {
        document,
        version: Version::of(document),
        tags: Tags::default(),
        report,
    };
    let look = &mut |node: Node<'_>, kind| walk.object(node, kind);
    visit(document, Kind::Document, Path::Root, look);
    walk.tags.check(document, walk.report);
    regrets::check_components(document, walk.report);
}

/// Looks at each object of the document that means something to OpenAPI, the one around others before them.
fn visit(value: &Value, kind: Kind, path: Path<'_>, look: &mut dyn FnMut(Node<'_>, Kind)) {
    match value {
        _ if matches!(kind, Kind::Data | Kind::Plain | Kind::Mapping) => {}
        Value::Object(properties) => {
            look(Node { path, properties }, kind);
            for (key, property) in properties {
                visit(property, kind.below(key), Path::Property(&path, key), look);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, kind.below(""), Path::Item(&path, index), look);
            }
        }
        _ => {}
    }
}

struct Walk<'d, 'r> {
    document: &'d Value,
    version: Version,
    tags: Tags,
    report: &'r mut Report,
}

impl Walk<'_, '_> {
    fn object(&mut self, node: Node<'_>, kind: Kind) {
        version::check(node, kind, self.version, self.report);
        match kind {
            Kind::Schema => self.schema(node),
            Kind::MediaType | Kind::Parameter | Kind::Header => {
                value::check_examples(node, kind, self.document, self.report);
            }
            Kind::Operation => {
                self.tags.note(node);
                regrets::check_operation(node, self.report);
            }
            Kind::Map(Kind::MediaType) if node.path.key() == Some("content") => {
                media_type::check(node, self.report);
            }
            _ => {}
        }
    }

    fn schema(&mut self, node: Node<'_>) {
        keywords::check(node, self.report);
        limits::check(node, self.report);
        format::check(node, self.report);
        pattern::check(node, self.report);
        value::check_schema(node, self.document, self.report);
    }
}
