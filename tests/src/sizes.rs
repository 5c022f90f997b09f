//! Documents of one thing many times.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// What there can be many of: its name, and a document with so many.
pub type Kind = (&'static str, fn(usize) -> Value);

/// All kinds.
pub const KINDS: [Kind; 21] = [
    ("optional parameters", |count| parameters(count, false)),
    ("required parameters", |count| parameters(count, true)),
    ("values of an enum", |count| {
        let values: Vec<String> = (0..count).map(|number| format!("value{number}")).collect();
        of_schemas(&json!({"Subject": {"type": "string", "enum": values}}))
    }),
    ("properties", |count| {
        of_schemas(&json!({"Subject": object(count, |number| (format!("p{number}"), text()))}))
    }),
    ("objects in properties", |count| {
        let property = |number| {
            (
                format!("p{number}"),
                object(1, |_| (format!("q{number}"), text())),
            )
        };
        of_schemas(&json!({"Subject": object(count, property)}))
    }),
    ("nullable properties", |count| {
        let nullable = json!({"type": ["string", "null"]});
        of_schemas(
            &json!({"Subject": object(count, |number| (format!("p{number}"), nullable.clone()))}),
        )
    }),
    ("branches", |count| union("oneOf", count, false)),
    ("branches that are texts of a length", |count| {
        choice(
            count,
            |number| json!({"type": "string", "maxLength": number + 1}),
        )
    }),
    ("branches that are lists", |count| {
        choice(
            count,
            |number| json!({"type": "array", "items": object(1, |_| (format!("p{number}"), text()))}),
        )
    }),
    ("branches that are constants", |count| {
        choice(count, |number| json!({"const": format!("value{number}")}))
    }),
    ("variables of a server", |count| {
        let variables: Map<String, Value> = (0..count)
            .map(|number| (format!("v{number}"), json!({"default": "a"})))
            .collect();
        let names: Vec<String> = variables
            .keys()
            .map(|name| format!("/{{{name}}}"))
            .collect();
        let url = names.concat();
        let mut document = with(
            json!({}),
            one_path(json!({"get": {"operationId": "read", "responses": done()}})),
        );
        document["servers"] =
            json!([{"url": format!("https://example.com{url}"), "variables": variables}]);
        document
    }),
    ("branches with a tag", |count| union("anyOf", count, true)),
    ("parts of an allOf", |count| {
        let parts: Vec<Value> = (0..count)
            .map(|number| object(1, |_| (format!("p{number}"), text())))
            .collect();
        of_schemas(&json!({"Subject": {"allOf": parts}}))
    }),
    ("references to references", |count| {
        let mut schemas = Map::new();
        schemas.insert("Subject".to_owned(), reference("A0"));
        for number in 0..count {
            schemas.insert(format!("A{number}"), reference(&format!("A{}", number + 1)));
        }
        schemas.insert(format!("A{count}"), text());
        of_schemas(&Value::Object(schemas))
    }),
    ("objects in objects", |count| {
        let mut schemas = Map::new();
        schemas.insert("Subject".to_owned(), reference("A0"));
        for number in 0..count {
            let next = format!("A{}", number + 1);
            let list = json!({"type": "array", "items": reference(&next)});
            schemas.insert(
                format!("A{number}"),
                json!({"type": "object", "properties": {"next": list}}),
            );
        }
        schemas.insert(format!("A{count}"), text());
        of_schemas(&Value::Object(schemas))
    }),
    (
        "schemas that extend others by words and what they require",
        |count| {
            let mut schemas = Map::new();
            schemas.insert("Subject".to_owned(), reference("A0"));
            for number in 0..count {
                let next = format!("A{}", number + 1);
                let properties = json!({
                    "one": {"allOf": [reference(&next), {"description": "One."}]},
                    "other": {"allOf": [reference(&next), {"required": ["name"]}]},
                    "name": text()
                });
                schemas.insert(
                    format!("A{number}"),
                    json!({"type": "object", "properties": properties}),
                );
            }
            schemas.insert(
                format!("A{count}"),
                object(1, |_| ("name".to_owned(), text())),
            );
            of_schemas(&Value::Object(schemas))
        },
    ),
    ("operations", |count| {
        let paths = (0..count).map(|number| {
            (
                format!("/a{number}"),
                json!({"get": {"operationId": format!("read{number}"), "responses": done()}}),
            )
        });
        with(json!({}), paths.collect())
    }),
    ("tags", |count| {
        let tags: Vec<Value> = (0..count)
            .map(|number| json!({"name": format!("t{number}"), "description": "A tag."}))
            .collect();
        let paths = (0..count).map(|number| (format!("/a{number}"), json!({"get": {"operationId": format!("read{number}"), "tags": [format!("t{number}")], "responses": done()}})));
        with(json!({"tags": tags}), paths.collect())
    }),
    ("webhooks", |count| {
        let sent = |number| json!({"post": {"requestBody": {"content": {"application/json": {"schema": object(1, |_| (format!("p{number}"), text()))}}}, "responses": done()}});
        let webhooks: Map<String, Value> = (0..count)
            .map(|number| (format!("w{number}"), sent(number)))
            .collect();
        with(
            json!({"webhooks": webhooks}),
            one_path(json!({"get": {"operationId": "read", "responses": done()}})),
        )
    }),
    ("lines of a description", |count| {
        let description = "A line of it.\n".repeat(count);
        with(
            json!({}),
            one_path(
                json!({"get": {"operationId": "read", "description": description, "responses": done()}}),
            ),
        )
    }),
    ("mistakes", |count| {
        of_schemas(
            &json!({"Subject": object(count, |number| (format!("p{number}"), json!({"type": "strnig"})))}),
        )
    }),
];

fn text() -> Value {
    json!({"type": "string"})
}

fn done() -> Value {
    json!({"204": {"description": "Done."}})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn object(count: usize, property: impl Fn(usize) -> (String, Value)) -> Value {
    let properties: Map<String, Value> = (0..count).map(property).collect();
    json!({"type": "object", "properties": properties})
}

fn one_path(item: Value) -> Map<String, Value> {
    std::iter::once(("/a".to_owned(), item)).collect()
}

/// A document with these paths.
fn with(mut document: Value, paths: Map<String, Value>) -> Value {
    document["openapi"] = json!("3.1.0");
    document["info"] = json!({"title": "Sizes", "version": "1.0.0"});
    document["servers"] = json!([{"url": "https://example.com"}]);
    document["paths"] = Value::Object(paths);
    document
}

/// A document with these schemas, of which `Subject` is received.
fn of_schemas(schemas: &Value) -> Value {
    let content = json!({"application/json": {"schema": reference("Subject")}});
    let responses = json!({"200": {"description": "Done.", "content": content}});
    with(
        json!({"components": {"schemas": schemas}}),
        one_path(json!({"get": {"operationId": "read", "responses": responses}})),
    )
}

fn parameters(count: usize, is_required: bool) -> Value {
    let one = |number| json!({"name": format!("p{number}"), "in": "query", "required": is_required, "schema": text()});
    let parameters: Vec<Value> = (0..count).map(one).collect();
    let operation = json!({"operationId": "read", "parameters": parameters, "responses": done()});
    with(json!({}), one_path(json!({"get": operation})))
}

fn choice(count: usize, branch: impl Fn(usize) -> Value) -> Value {
    let branches: Vec<Value> = (0..count).map(branch).collect();
    of_schemas(&json!({"Subject": {"oneOf": branches}}))
}

fn union(keyword: &str, count: usize, has_tag: bool) -> Value {
    let one = |number: usize| {
        let mut branch = object(1, |_| (format!("p{number}"), text()));
        branch["required"] = json!([format!("p{number}")]);
        if has_tag {
            branch["properties"]["kind"] = json!({"const": format!("k{number}")});
            branch["required"] = json!(["kind"]);
        }
        branch
    };
    let branches: Vec<Value> = (0..count).map(one).collect();
    of_schemas(&json!({"Subject": {keyword: branches}}))
}
