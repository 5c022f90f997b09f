//! Values made up from a schema.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use super::resolve;
use super::validator;

/// How deep objects and arrays may go into each other, before what is optional is left out.
const DEEP: usize = 6;
/// How deep they may go at all: a schema that requires itself allows no value.
const DEEPEST: usize = 32;

/// A value that a schema of the document allows: one that it shows, or one made up from its keywords.
///
/// `None` where these lead to none that it allows: a `pattern`, for one, is not read.
#[must_use]
pub fn sample(document: &Value, schema: &Value) -> Option<Value> {
    let value = Sampler { document }.value(schema, 0)?;
    let validator = validator(document, schema).ok()?;
    validator.is_valid(&value).then_some(value)
}

/// What a schema, a parameter or a media type has as an example, if any.
pub(super) fn shown(document: &Value, of: &Value) -> Option<Value> {
    let examples = &of["examples"];
    let named = || examples.as_object()?.values().next();
    let first = examples.as_array().and_then(|list| list.first());
    let value = of.get("example").or(first).cloned();
    value.or_else(|| resolve(document, named()?).get("value").cloned())
}

struct Sampler<'a> {
    document: &'a Value,
}

impl Sampler<'_> {
    fn value(&self, schema: &Value, depth: usize) -> Option<Value> {
        if depth > DEEPEST || *schema == json!(false) {
            return None;
        }
        let schema = resolve(self.document, schema);
        let fixed = schema.get("const").or_else(|| schema["enum"].get(0));
        if let Some(value) = fixed.cloned().or_else(|| shown(self.document, schema)) {
            return Some(value);
        }
        let mut value = self.own(schema, depth)?;
        for branch in schema["allOf"].as_array().into_iter().flatten() {
            value = merged(value, self.value(branch, depth + 1)?);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branches) = schema[keyword].as_array() {
                let is_null = |branch: &&Value| branch["type"] == "null";
                let mut branches = branches.iter().filter(|branch| !is_null(branch));
                let branch = branches.find_map(|branch| self.value(branch, depth + 1));
                value = merged(value, branch.unwrap_or(Value::Null));
            }
        }
        Some(value)
    }

    /// By the type of the schema, which its keywords tell if it does not say it; null where anything is allowed.
    fn own(&self, schema: &Value, depth: usize) -> Option<Value> {
        let types = schema["type"].as_array().into_iter().flatten();
        let mut types = types.chain([&schema["type"]]).filter_map(Value::as_str);
        let is_object = ["properties", "required"]
            .iter()
            .any(|it| !schema[it].is_null());
        let name = types.find(|name| *name != "null");
        Some(match name {
            Some("object") => self.object(schema, depth)?,
            None if is_object => self.object(schema, depth)?,
            Some("array") => self.array(schema, depth)?,
            Some("string") => json!(text(schema)),
            Some("integer") => json!(number(schema).ceil()).as_f64().map(whole)?,
            Some("number") => json!(number(schema)),
            Some("boolean") => json!(true),
            _ => Value::Null,
        })
    }

    fn object(&self, schema: &Value, depth: usize) -> Option<Value> {
        let mut properties = Map::new();
        let required = schema["required"].as_array();
        let is_required =
            |name: &str| required.is_some_and(|names| names.iter().any(|it| it == name));
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let value =
                (depth < DEEP || is_required(name)).then(|| self.value(property, depth + 1));
            match value.flatten() {
                Some(value) => drop(properties.insert(name.clone(), value)),
                None if is_required(name) => return None,
                None => {}
            }
        }
        Some(Value::Object(properties))
    }

    fn array(&self, schema: &Value, depth: usize) -> Option<Value> {
        let least = schema["minItems"].as_u64().unwrap_or(0);
        let most = schema["maxItems"].as_u64().unwrap_or(u64::MAX);
        let wished = u64::from(depth < DEEP);
        let count = least.max(wished).min(most);
        let items = (0..count).map(|_| self.value(&schema["items"], depth + 1));
        match items.collect::<Option<Vec<_>>>() {
            Some(items) => Some(json!(items)),
            None => (least == 0).then(|| json!([])),
        }
    }
}

/// Objects in one; of anything else the later, unless it is null.
fn merged(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            one.extend(other);
            Value::Object(one)
        }
        (one, Value::Null) => one,
        (_, other) => other,
    }
}

fn text(schema: &Value) -> String {
    let shown = match schema["format"].as_str() {
        Some("date-time") => "2026-01-01T00:00:00Z",
        Some("date") => "2026-01-01",
        Some("time") => "00:00:00Z",
        Some("duration") => "PT1S",
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        Some("uri" | "uri-reference" | "iri") => "https://example.com/",
        Some("email") => "nobody@example.com",
        Some("hostname") => "example.com",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("byte") => "dGV4dA==",
        _ => "text",
    };
    let length = |keyword: &str| {
        schema[keyword]
            .as_u64()
            .and_then(|it| usize::try_from(it).ok())
    };
    let padding = "x".repeat(length("minLength").unwrap_or(0).saturating_sub(shown.len()));
    let characters = shown.chars().chain(padding.chars());
    characters
        .take(length("maxLength").unwrap_or(usize::MAX))
        .collect()
}

fn number(schema: &Value) -> f64 {
    let bound = |keyword: &str| schema[keyword].as_f64();
    let step = bound("multipleOf").unwrap_or(1.0);
    let least = bound("minimum").or_else(|| bound("exclusiveMinimum").map(|it| it + step));
    let most = bound("maximum").or_else(|| bound("exclusiveMaximum").map(|it| it - step));
    let value = (least.unwrap_or(step) / step).ceil() * step;
    most.map_or(value, |most| value.min(most))
}

/// Written without a fraction where it has none.
fn whole(number: f64) -> Value {
    let text = format!("{number:.0}");
    serde_json::from_str(&text).unwrap_or_else(|_| json!(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_what_the_schema_allows() {
        for text in [
            "{type: string, minLength: 9}",
            "{type: [string, 'null'], maxLength: 2}",
            "{type: string, format: date-time}",
            "{type: integer, minimum: 7, maximum: 7}",
            "{type: integer, exclusiveMinimum: 3, multipleOf: 5}",
            "{type: integer, maximum: -3}",
            "{type: number, exclusiveMaximum: 0}",
            "{type: boolean}",
            "{enum: [b, a]}",
            "{const: 4}",
            "{type: array, minItems: 3, items: {type: string}}",
            "{type: array, maxItems: 0, items: {type: string}}",
            "{required: [a], properties: {a: {type: string}, b: {$ref: '#/$defs/list'}}}",
            "{allOf: [{$ref: '#/$defs/node'}, {type: object, properties: {c: {type: integer}}}], required: [c]}",
            "{oneOf: [{type: 'null'}, {$ref: '#/$defs/node'}]}",
            "{type: string, pattern: ^a+$, examples: [aaa]}",
            "true",
        ] {
            let document: Value = serde_yaml::from_str(
                "$defs: {list: {type: array, items: {$ref: '#/$defs/node'}}, node: {type: object, properties: {next: {$ref: '#/$defs/node'}}}}",
            )
            .unwrap();
            let schema: Value = serde_yaml::from_str(text).unwrap();
            assert!(sample(&document, &schema).is_some(), "{text}");
        }
    }

    #[test]
    fn there_is_no_sample_where_nothing_is_allowed() {
        let document = json!({"$defs": {"node": {
            "type": "object", "required": ["next"], "properties": {"next": {"$ref": "#/$defs/node"}},
        }}});
        assert_eq!(sample(&document, &json!({"$ref": "#/$defs/node"})), None);
        assert_eq!(sample(&document, &json!(false)), None);
        let pattern = json!({"type": "string", "pattern": "^[0-9]{5}$"});
        assert_eq!(sample(&document, &pattern), None);
    }
}
