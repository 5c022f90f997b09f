//! Examples and defaults that do not fit their schemas.
//!
//! A value is held against its schema as far as that is sure: what several branches describe fits if it fits one of them, and what
//! is not known here fits. Null is let pass, which many tools write for a value that is left for later.

use std::cell::Cell;

use serde_json::Map;
use serde_json::Value;

use super::Node;
use super::pattern;
use crate::input::Kind;
use crate::pointer::Pointer;
use crate::report::Rule;
use crate::report::diagnostic::Report;
use crate::report::nearest;

/// How many schemas are held against one value, those of its parts included.
const MOST_STEPS: usize = 2_000;

/// A value, where it stands, and what diagnostics call it.
struct Given<'d> {
    what: &'static str,
    value: &'d Value,
    at: Pointer,
    /// Whether a number or a word is let pass for a text: it was written without its quotes, which is reported elsewhere.
    is_lenient: bool,
}

impl Given<'_> {
    fn rule(&self) -> Rule {
        if self.what == "default" {
            Rule::MismatchedDefault
        } else {
            Rule::MismatchedExample
        }
    }
}

/// Why a value does not fit: where, and which keyword says so.
struct Mismatch {
    at: Pointer,
    message: String,
    help: Option<String>,
    keyword: Pointer,
}

/// The default and the examples of a schema.
pub(super) fn check_schema(node: Node<'_>, document: &Value, report: &mut Report) {
    let single = [("default", "default"), ("example", "example")];
    let single = single.into_iter().filter_map(|(keyword, what)| {
        let value = node.keyword(keyword)?;
        let at = node.at().child(keyword);
        Some((what, value, at))
    });
    let list = node.keyword("examples").and_then(Value::as_array);
    let list = list.into_iter().flatten().enumerate();
    let list =
        list.map(|(index, value)| ("example", value, node.at().child("examples").child(index)));
    // What is filled in by the defaults of its properties begins empty.
    let is_empty = |value: &Value| value.as_object().is_some_and(Map::is_empty);
    let all = single.chain(list);
    for (what, value, at) in all.filter(|(what, value, _)| *what != "default" || !is_empty(value)) {
        let given = Given {
            what,
            value,
            at,
            is_lenient: true,
        };
        check(
            &given,
            &Schema {
                at: node.at(),
                keywords: node.properties,
            },
            document,
            report,
        );
    }
}

/// The examples of a media type, a parameter or a header.
pub(super) fn check_examples(node: Node<'_>, kind: Kind, document: &Value, report: &mut Report) {
    let Some(Value::Object(keywords)) = node.keyword("schema") else {
        return;
    };
    let media_type = node.path.key().unwrap_or_default();
    let is_json = media_type.contains("json");
    if kind == Kind::MediaType && !is_json {
        return;
    }
    let single = node
        .keyword("example")
        .map(|value| (value, node.at().child("example")));
    let several = node.keyword("examples").and_then(Value::as_object);
    let several = several.into_iter().flatten().filter_map(|(name, example)| {
        let mut values = ["value", "dataValue"].into_iter();
        values.find_map(|keyword| {
            let at = node.at().child("examples").child(name).child(keyword);
            Some((example.get(keyword)?, at))
        })
    });
    for (value, at) in single.into_iter().chain(several) {
        // JSON may be given as the text that is sent.
        let is_written = value
            .as_str()
            .is_some_and(|text| serde_json::from_str::<Value>(text).is_ok());
        if kind == Kind::MediaType && is_written {
            continue;
        }
        let given = Given {
            what: "example",
            value,
            at,
            is_lenient: kind != Kind::MediaType,
        };
        let schema = Schema {
            at: node.at().child("schema"),
            keywords,
        };
        check(&given, &schema, document, report);
    }
}

fn check(given: &Given<'_>, schema: &Schema<'_>, document: &Value, report: &mut Report) {
    let fit = Fit {
        document,
        what: given.what,
        is_lenient: given.is_lenient,
        steps: Cell::new(0),
    };
    let Some(mismatch) = fit.mismatch(schema, given.value, &given.at) else {
        return;
    };
    let diagnostic = report.warning(given.rule(), mismatch.at.value(), mismatch.message);
    diagnostic
        .related(mismatch.keyword.key(), "what the schema says")
        .help(mismatch.help.unwrap_or_else(|| {
            format!("let the {} fit the schema, or mend the schema", given.what)
        }))
        .loses(&mismatch.at)
        .follows_from(&mismatch.keyword);
}

impl Mismatch {
    fn new(at: &Pointer, message: String, schema: &Schema<'_>, keyword: &str) -> Self {
        Self {
            at: at.clone(),
            message,
            help: None,
            keyword: schema.at.child(keyword),
        }
    }
}

struct Schema<'d> {
    at: Pointer,
    keywords: &'d Map<String, Value>,
}

impl<'d> Schema<'d> {
    fn of(value: &'d Value, at: Pointer) -> Option<Self> {
        let keywords = value.as_object()?;
        Some(Self { at, keywords })
    }

    fn keyword(&self, name: &str) -> Option<&'d Value> {
        self.keywords.get(name)
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.keyword(name)?.as_f64()
    }

    /// The schemas in a list, with their places.
    fn list(&self, name: &str) -> impl Iterator<Item = Schema<'d>> {
        let items = self.keyword(name).and_then(Value::as_array);
        let at = self.at.child(name);
        let items = items.into_iter().flatten().enumerate();
        items.filter_map(move |(index, item)| Schema::of(item, at.child(index)))
    }

    fn types(&self) -> Vec<&'d str> {
        super::types(self.keywords)
    }
}

struct Fit<'d> {
    document: &'d Value,
    what: &'static str,
    is_lenient: bool,
    steps: Cell<usize>,
}

impl<'d> Fit<'d> {
    /// The first reason why the value does not fit.
    fn mismatch(&self, schema: &Schema<'d>, value: &Value, at: &Pointer) -> Option<Mismatch> {
        self.steps.set(self.steps.get() + 1);
        if value.is_null() || self.steps.get() > MOST_STEPS {
            return None;
        }
        if let Some(target) = schema.keyword("$ref").and_then(Value::as_str) {
            let place = target
                .starts_with("#/")
                .then(|| Pointer::of_reference(target))?;
            let target = Schema::of(place.find(self.document)?, place)?;
            return self.mismatch(&target, value, at);
        }
        let of_type = self.of_type(schema, value, at);
        of_type
            .or_else(|| self.of_listed(schema, value, at))
            .or_else(|| self.of_limits(schema, value, at))
            .or_else(|| self.of_object(schema, value, at))
            .or_else(|| self.of_items(schema, value, at))
            .or_else(|| {
                let mut parts = schema.list("allOf");
                parts.find_map(|part| self.mismatch(&part, value, at))
            })
            .or_else(|| self.of_branches(schema, "oneOf", value, at))
            .or_else(|| self.of_branches(schema, "anyOf", value, at))
    }

    fn of_type(&self, schema: &Schema<'d>, value: &Value, at: &Pointer) -> Option<Mismatch> {
        let types = schema.types();
        let is_unquoted = self.is_lenient && (value.is_number() || value.is_boolean());
        if !super::are_known(&types)
            || types.iter().any(|name| is_of_type(value, name))
            || is_unquoted && types.contains(&"string")
        {
            return None;
        }
        let types: Vec<&str> = types.into_iter().filter(|name| *name != "null").collect();
        let message = format!("this {} is no {}", self.what, types.join(" or "));
        let mut mismatch = Mismatch::new(at, message, schema, "type");
        mismatch.help = match value {
            Value::String(text) if is_written_as(text, &types) => {
                Some("take the quotes away".to_owned())
            }
            Value::Number(_) | Value::Bool(_) if types == ["string"] => {
                Some("put it in quotes".to_owned())
            }
            value if types == ["array"] && !value.is_array() => {
                Some("write a list, as in `[a, b]`".to_owned())
            }
            _ => None,
        };
        Some(mismatch)
    }

    /// What `enum` and `const` list. Texts may be written without quotes.
    fn of_listed(&self, schema: &Schema<'d>, value: &Value, at: &Pointer) -> Option<Mismatch> {
        let text = |value: &Value| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        };
        let is_same = |known: &Value| match (known.as_f64(), value.as_f64()) {
            (Some(known), Some(value)) => known.total_cmp(&value).is_eq(),
            _ => {
                known == value
                    || !value.is_object() && !value.is_array() && text(known) == text(value)
            }
        };
        // The values of the items are listed beside some arrays.
        let is_scalar = !value.is_array();
        let listed = schema.keyword("enum").and_then(Value::as_array);
        if let Some(listed) = listed.filter(|listed| is_scalar && !listed.is_empty())
            && !listed.iter().any(is_same)
        {
            let message = format!("this {} is no value of the `enum`", self.what);
            let mut mismatch = Mismatch::new(at, message, schema, "enum");
            let written = text(value);
            let known: Vec<String> = listed.iter().map(text).collect();
            let similar = nearest(&written, known.iter().map(String::as_str));
            mismatch.help = Some(similar.map_or_else(
                || "write one of the values, or add this one to them".to_owned(),
                |similar| format!("did you mean `{similar}`?"),
            ));
            return Some(mismatch);
        }
        let constant = schema.keyword("const")?;
        if is_same(constant) {
            return None;
        }
        let message = format!("this {} is not the `const`, which is {constant}", self.what);
        Some(Mismatch::new(at, message, schema, "const"))
    }

    fn of_limits(&self, schema: &Schema<'d>, value: &Value, at: &Pointer) -> Option<Mismatch> {
        let what = self.what;
        match value {
            Value::Number(number) => {
                let number = number.as_f64()?;
                let exclusive =
                    |keyword: &str| schema.keyword(keyword).and_then(Value::as_bool) == Some(true);
                let limits: [(&str, &str, bool); 4] = [
                    ("minimum", "at least", false),
                    ("maximum", "at most", true),
                    ("exclusiveMinimum", "more than", false),
                    ("exclusiveMaximum", "less than", true),
                ];
                for (keyword, words, is_upper) in limits {
                    let Some(limit) = schema.number(keyword) else {
                        continue;
                    };
                    let is_open = keyword.starts_with("exclusive")
                        || exclusive(if is_upper {
                            "exclusiveMaximum"
                        } else {
                            "exclusiveMinimum"
                        });
                    let is_beyond = if is_upper {
                        number > limit
                    } else {
                        number < limit
                    };
                    let is_limit = number.total_cmp(&limit).is_eq();
                    if is_beyond || is_open && is_limit {
                        let message =
                            format!("this {what} is {number}, and the schema has {words} {limit}");
                        return Some(Mismatch::new(at, message, schema, keyword));
                    }
                }
                None
            }
            Value::String(text) => {
                let length = text.chars().count();
                self.of_count(
                    schema,
                    length,
                    ["minLength", "maxLength"],
                    ["character", "characters"],
                    at,
                )
                .or_else(|| {
                    let pattern = schema.keyword("pattern")?.as_str()?;
                    if pattern::matches(pattern, text) != Some(false) {
                        return None;
                    }
                    let message = format!("this {what} does not match the `pattern`");
                    Some(Mismatch::new(at, message, schema, "pattern"))
                })
            }
            Value::Array(items) => self.of_count(
                schema,
                items.len(),
                ["minItems", "maxItems"],
                ["item", "items"],
                at,
            ),
            Value::Object(properties) => self.of_count(
                schema,
                properties.len(),
                ["minProperties", "maxProperties"],
                ["property", "properties"],
                at,
            ),
            Value::Null | Value::Bool(_) => None,
        }
    }

    fn of_count(
        &self,
        schema: &Schema<'d>,
        count: usize,
        [least, most]: [&str; 2],
        [one, several]: [&str; 2],
        at: &Pointer,
    ) -> Option<Mismatch> {
        let limit = |keyword: &str| schema.keyword(keyword)?.as_u64();
        let counted = count as u64;
        let (keyword, words, limit) = match (limit(least), limit(most)) {
            (Some(limit), _) if counted < limit => (least, "at least", limit),
            (_, Some(limit)) if counted > limit => (most, "at most", limit),
            _ => return None,
        };
        let what = self.what;
        let noun = if count == 1 { one } else { several };
        let message = format!("this {what} has {count} {noun}, and the schema has {words} {limit}");
        Some(Mismatch::new(at, message, schema, keyword))
    }

    fn of_object(&self, schema: &Schema<'d>, value: &Value, at: &Pointer) -> Option<Mismatch> {
        let given = value.as_object()?;
        let properties = schema.keyword("properties").and_then(Value::as_object);
        let property = |name: &str| {
            let at = schema.at.child("properties").child(name);
            Schema::of(properties?.get(name)?, at)
        };
        let is_open = schema
            .keyword("additionalProperties")
            .and_then(Value::as_bool)
            != Some(false)
            || schema.keyword("patternProperties").is_some();
        let known: Vec<&str> = properties
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect();
        for (name, part) in given {
            let place = at.child(name);
            match property(name) {
                Some(schema) => {
                    if let Some(mismatch) = self.mismatch(&schema, part, &place) {
                        return Some(mismatch);
                    }
                }
                None if !is_open && !known.contains(&name.as_str()) => {
                    let message =
                        format!("the schema has no property `{name}`, and allows no others");
                    let mut mismatch =
                        Mismatch::new(&place, message, schema, "additionalProperties");
                    mismatch.help =
                        nearest(name, known).map(|known| format!("did you mean `{known}`?"));
                    return Some(mismatch);
                }
                None => {}
            }
        }
        let required = schema.keyword("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            let is_of_one_way = property(name).is_some_and(|schema| {
                ["readOnly", "writeOnly"]
                    .iter()
                    .any(|word| schema.keyword(word).is_some())
            });
            // What several schemas share is read with its reference.
            if !given.contains_key(name) && !is_of_one_way && properties.is_some() {
                let message = format!(
                    "this {} has no `{name}`, which the schema requires",
                    self.what
                );
                let mut mismatch = Mismatch::new(at, message, schema, "required");
                let strangers = given
                    .keys()
                    .map(String::as_str)
                    .filter(|name| !known.contains(name));
                mismatch.help = nearest(name, strangers)
                    .map(|written| format!("`{written}` may be meant for it: write `{name}`"));
                return Some(mismatch);
            }
        }
        None
    }

    fn of_items(&self, schema: &Schema<'d>, value: &Value, at: &Pointer) -> Option<Mismatch> {
        let items = Schema::of(schema.keyword("items")?, schema.at.child("items"))?;
        if schema.keyword("prefixItems").is_some() {
            return None;
        }
        let mut given = value.as_array()?.iter().enumerate();
        given.find_map(|(index, item)| self.mismatch(&items, item, &at.child(index)))
    }

    /// A value fits if it fits one branch; where there is but one, what that says counts.
    fn of_branches(
        &self,
        schema: &Schema<'d>,
        keyword: &str,
        value: &Value,
        at: &Pointer,
    ) -> Option<Mismatch> {
        let all = schema.keyword(keyword)?.as_array()?;
        let branches: Vec<Schema<'d>> = schema.list(keyword).collect();
        if branches.is_empty() || branches.len() < all.len() {
            return None;
        }
        let is_null = |branch: &&Schema<'d>| branch.types() == ["null"];
        let mut mismatches = Vec::new();
        for branch in branches.iter().filter(|branch| !is_null(branch)) {
            mismatches.push(self.mismatch(branch, value, at)?);
        }
        if mismatches.len() == 1 {
            return mismatches.pop();
        }
        let message = format!(
            "this {} fits none of the branches of the `{keyword}`",
            self.what
        );
        Some(Mismatch::new(at, message, schema, keyword))
    }
}

/// Whether a value is of the type that JSON Schema calls so.
fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

/// Whether a text would be of one of the types without its quotes.
fn is_written_as(text: &str, types: &[&str]) -> bool {
    let value = text.parse::<serde_json::Number>().map(Value::Number);
    let value = value.or_else(|_| text.parse::<bool>().map(Value::Bool));
    value.is_ok_and(|value| types.iter().any(|name| is_of_type(&value, name)))
}
