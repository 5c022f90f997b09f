//! Unions of objects of any properties, made up from a fixed seed: what is read is written again, and nothing is lost.
//!
//! `assorted.yaml` is what [`document`] gives. `WRITE=1` writes it again.

use std::env;
use std::fs;
use std::path::Path;

use assorted::Client;
use assorted::Settings;
use assorted::types::All;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::server::Server;

const UNIONS: usize = 48;
const ROUNDS: usize = 40;

/// Numbers that look random, and are the same each time: a linear congruential generator.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    /// Some of these, in their order.
    fn some<'t>(&mut self, of: &[&'t str]) -> Vec<&'t str> {
        of.iter().copied().filter(|_| !self.one_in(2)).collect()
    }
}

const NAMES: [&str; 7] = ["one", "two", "three", "four", "five", "six", "seven"];

fn scalar(random: &mut Random) -> Value {
    match random.below(7) {
        0 => json!({"type": "integer"}),
        1 => json!({"type": "boolean"}),
        2 => json!({"type": "array", "items": {"type": "string"}}),
        3 => json!({"type": "string", "enum": ["red", "blue"]}),
        4 => json!({"type": "string", "enum": ["small", "large", "huge"]}),
        5 => json!({"type": "object", "properties": {"in": {"type": "string"}}}),
        _ => json!({"type": "string"}),
    }
}

/// How the branches of a union are told apart.
#[derive(Clone, Copy)]
enum Told {
    /// By a `discriminator` whose property they describe, or not.
    Discriminator { is_described: bool, is_required: bool },
    /// By texts or numbers of a property without one.
    Values { is_required: bool, is_number: bool },
    /// By a property that only one has to have.
    Required,
}

fn told(random: &mut Random) -> Told {
    let is_required = random.one_in(2);
    match random.below(5) {
        0 => Told::Required,
        1 | 2 => Told::Discriminator { is_described: !random.one_in(3), is_required },
        _ => Told::Values { is_required, is_number: random.one_in(3) },
    }
}

fn branch(random: &mut Random, told: Told, place: usize) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for name in random.some(&NAMES) {
        properties.insert(name.to_owned(), scalar(random));
        if random.one_in(3) {
            required.push(name.to_owned());
        }
    }
    let texts = || json!({"type": "string", "enum": [format!("kind{place}")]});
    match told {
        Told::Discriminator { is_described, is_required } => {
            if is_described {
                properties.insert("kind".to_owned(), texts());
                required.extend(is_required.then(|| "kind".to_owned()));
            }
        }
        Told::Values { is_required, is_number } => {
            let more = format!("more{place}");
            let values = match (is_number, random.one_in(2)) {
                (true, _) => json!({"type": "integer", "enum": [place]}),
                (false, true) => json!({"type": "string", "enum": [format!("kind{place}"), more]}),
                (false, false) => texts(),
            };
            properties.insert("kind".to_owned(), values);
            required.extend(is_required.then(|| "kind".to_owned()));
        }
        Told::Required => {
            let own = format!("own{place}");
            properties.insert(own.clone(), json!({"type": "string"}));
            required.push(own);
        }
    }
    json!({"type": "object", "properties": properties, "required": required})
}

/// An API of unions, a property of one object each.
fn document() -> Value {
    let mut random = Random(12);
    let (mut schemas, mut properties) = (Map::new(), Map::new());
    for union in 0..UNIONS {
        let (told, count) = (told(&mut random), 2 + random.below(3));
        let name = |place: usize| format!("Branch{union}Of{place}");
        let reference = |place| json!({"$ref": format!("#/components/schemas/{}", name(place))});
        for place in 0..count {
            schemas.insert(name(place), branch(&mut random, told, place));
        }
        let branches: Vec<Value> = (0..count).map(reference).collect();
        let mut of = json!({"oneOf": branches});
        if let Told::Discriminator { .. } = told {
            let mapped = |place| {
                let target = format!("#/components/schemas/{}", name(place));
                (format!("kind{place}"), Value::from(target))
            };
            let mapping: Map<String, Value> = (0..count).map(mapped).collect();
            of["discriminator"] = json!({"propertyName": "kind", "mapping": mapping});
        }
        schemas.insert(format!("Union{union}"), of);
        let reference = json!({"$ref": format!("#/components/schemas/Union{union}")});
        properties.insert(format!("union{union}"), reference);
        // Some branches are used by themselves too.
        if random.one_in(3) {
            properties.insert(format!("alone{union}"), reference_to(&name(0)));
        }
    }
    schemas.insert("All".to_owned(), json!({"type": "object", "properties": properties}));
    let content = json!({"application/json": {"schema": reference_to("All")}});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Random unions", "version": "1.0.0", "description": "Made by `assorted.rs`."},
        "servers": [{"url": "https://example.com"}],
        "paths": {"/all": {
            "get": {"operationId": "get", "responses": {"200": {"description": "All.", "content": content}}},
            "put": {
                "operationId": "put",
                "requestBody": {"required": true, "content": content},
                "responses": {"204": {"description": "Kept."}},
            },
        }},
        "components": {"schemas": schemas},
    })
}

fn reference_to(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn value_of(schema: &Value, random: &mut Random) -> Value {
    if let Some(values) = schema["enum"].as_array() {
        return values[random.below(values.len())].clone();
    }
    match schema["type"].as_str().unwrap() {
        "integer" => json!(random.below(9)),
        "boolean" => json!(random.one_in(2)),
        "array" => json!(NAMES[..random.below(3)]),
        "object" => json!({"in": NAMES[random.below(NAMES.len())]}),
        _ => json!(NAMES[random.below(NAMES.len())]),
    }
}

/// A value of a branch, with the property that tells it from others.
fn value_of_branch(schema: &Value, tag: Option<String>, random: &mut Random) -> Value {
    let required = schema["required"].as_array().unwrap();
    let mut value = Map::new();
    for (name, property) in schema["properties"].as_object().unwrap() {
        let is_needed = name == "kind" || required.contains(&json!(name));
        if is_needed || random.one_in(2) {
            value.insert(name.clone(), value_of(property, random));
        }
    }
    if let Some(tag) = tag {
        value.insert("kind".to_owned(), tag.into());
    }
    value.into()
}

#[test]
fn the_document_is_what_the_seed_gives() {
    let written = serde_json::to_string_pretty(&document()).unwrap() + "\n";
    if env::var_os("WRITE").is_some() {
        fs::write(Path::new(file!()).with_extension("yaml"), &written).unwrap();
    }
    assert!(written == include_str!("assorted.yaml"), "run it with WRITE=1");
}

#[tokio::test]
async fn what_is_read_is_written_and_nothing_is_lost() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let mut random = Random(7);
    for _ in 0..ROUNDS {
        let mut all = Map::new();
        let mut expected = Vec::new();
        for union in 0..UNIONS {
            let schema = &schemas[format!("Union{union}")];
            let place = random.below(schema["oneOf"].as_array().unwrap().len());
            let tag = schema.get("discriminator").map(|_| format!("kind{place}"));
            let name = format!("Branch{union}Of{place}");
            let value = value_of_branch(&schemas[&name], tag, &mut random);
            all.insert(format!("union{union}"), value);
            // An object that describes no property is a map.
            let is_described = schemas[&name]["properties"] != json!({});
            expected.extend(is_described.then(|| format!("({name} {{")));
        }
        let all = Value::from(all);
        let server = Server::json(&all.to_string());
        let settings = Settings::new().base_url(server.url());
        let client = Client::builder().settings(settings).build().unwrap();
        let read: All = client.get().await.unwrap();
        let shown = format!("{read:?}");
        for expected in expected {
            assert!(shown.contains(&expected), "no {expected} in {shown}, which is {all}");
        }
        server.request();
        client.put(read.clone()).await.unwrap();
        let written = server.request().json();
        assert_eq!(written, all);
        assert_eq!(serde_json::from_value::<All>(written).unwrap(), read);
    }
}
