//! Files that were taken for an OpenAPI document, and are another thing: each is one error, whatever else may be wrong with it.

use serde_json::Value;

use crate::keywords::DOCUMENT;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::At;
use crate::report::diagnostic::Report;
use crate::report::nearest;
use crate::spec::object::kind;

/// What names descriptions of another kind at their top.
const OTHER_DESCRIPTIONS: [(&str, &str); 5] = [
    ("asyncapi", "an AsyncAPI document"),
    ("arazzo", "an Arazzo document"),
    (
        "overlay",
        "an OpenAPI Overlay: name it with `--overlay`, and the document with `--spec`",
    ),
    ("$schema", "a JSON Schema"),
    ("item", "a collection of Postman"),
];

/// Whether a text is a page of the web or other markup, which is reported.
pub(super) fn is_markup(content: &str, text: usize, report: &mut Report) -> bool {
    let trimmed = content.trim_start();
    let is_markup = trimmed.starts_with('<') && !trimmed.starts_with("<<");
    if is_markup {
        let begin = trimmed.get(..200).unwrap_or(trimmed).to_ascii_lowercase();
        let is_page = ["<!doctype", "<html", "<head", "<body"]
            .iter()
            .any(|tag| begin.contains(tag));
        let what = if is_page { "a page of the web" } else { "XML" };
        let offset = content.len() - trimmed.len();
        report
            .error(Rule::NotOpenapi, At::Offset(text, offset), format!("this is {what}, not an OpenAPI document"))
            .help("save the document itself, in YAML or JSON; a server may have sent a page in its place that says why");
    }
    is_markup
}

/// Whether a value is no OpenAPI document by all that it has, which is reported.
pub(super) fn is_foreign(value: &Value, report: &mut Report) -> bool {
    let at = Pointer::root();
    let Value::Object(properties) = value else {
        let message = format!("an OpenAPI document is an object: this is {}", kind(value));
        report
            .error(Rule::NotOpenapi, at.value(), message)
            .help("start it with `openapi: 3.1.0`");
        return true;
    };
    let has = |keyword: &str| properties.contains_key(keyword);
    if ["openapi", "swagger", "paths", "components", "webhooks"]
        .iter()
        .any(|keyword| has(keyword))
    {
        return false;
    }
    let known = |name: &String| nearest(name, ["openapi", "swagger", "paths"]).is_some();
    if properties.keys().any(known) {
        return false;
    }
    let other = OTHER_DESCRIPTIONS.iter().find(|(keyword, _)| has(keyword));
    if let Some((keyword, what)) = other {
        let message = format!("this is {what}");
        report
            .error(Rule::NotOpenapi, at.child(keyword).key(), message)
            .help("name an OpenAPI document, which begins with `openapi: 3.1.0`");
        return true;
    }
    if properties
        .keys()
        .any(|name| DOCUMENT.keyword(name).is_some())
    {
        return false;
    }
    report
        .error(
            Rule::NotOpenapi,
            at.value(),
            "this is no OpenAPI document: it has neither `openapi` nor `paths`",
        )
        .help(
            "save the document itself; a server may have sent something in its place that says why",
        );
    true
}
