//! Documents made up, values of their schemas, and changes that make anything of a document. All follow from a seed, or from bytes.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// How deep schemas stand in each other.
const DEEPEST: usize = 3;

/// How many schemas a document has.
pub const SCHEMAS: usize = 6;

/// Names that properties and values have: plain ones, keywords, and some that are one in Rust.
const NAMES: [&str; 16] = [
    "id",
    "name",
    "type",
    "self",
    "gen",
    "created-at",
    "createdAt",
    "a b",
    "+1",
    "-1",
    "größe",
    "Option",
    "null",
    "2fa",
    "x_y",
    "match",
];

/// What is chosen: as bytes say, and as a seed says when there are no more of them.
pub struct Choices<'b> {
    bytes: &'b [u8],
    seed: u64,
}

impl<'b> Choices<'b> {
    /// As this seed says.
    #[must_use]
    pub fn of_seed(seed: u64) -> Self {
        Self { bytes: &[], seed }
    }

    /// As these bytes say, a byte for each choice.
    #[must_use]
    pub fn of_bytes(bytes: &'b [u8]) -> Self {
        Self { bytes, seed: 0 }
    }

    /// One of so many: by the next byte, or by `SplitMix64`.
    pub fn among(&mut self, count: usize) -> usize {
        if let Some((first, rest)) = self.bytes.split_first() {
            self.bytes = rest;
            return usize::from(*first) % count.max(1);
        }
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.seed ^ (self.seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let mixed = usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or_default();
        mixed % count.max(1)
    }

    fn is(&mut self, one_in: usize) -> bool {
        self.among(one_in) + 1 == one_in
    }

    fn name(&mut self) -> &'static str {
        NAMES[self.among(NAMES.len())]
    }
}

/// A valid document of schemas called `Thing0`, `Thing1` and so on, each of which an operation sends and receives; the constraints of
/// all are checked.
#[must_use]
pub fn document(choices: &mut Choices<'_>) -> Value {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for number in 0..SCHEMAS {
        let schema = match choices.among(5) {
            0 => enumeration(choices),
            1 => union(choices, number),
            2 if number + 1 < SCHEMAS => inherited(choices, number),
            _ => object(choices, number, 0),
        };
        schemas.insert(format!("Thing{number}"), schema);
        let content = json!({"application/json": {"schema": reference(number)}});
        paths.insert(
            format!("/thing{number}s"),
            json!({"put": {
                "operationId": format!("thing{number}s.put"),
                "requestBody": {"required": true, "content": content},
                "responses": {"200": {"description": "The same.", "content": content}}
            }}),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Made up", "version": "1.0.0"},
        "servers": [{"url": "http://127.0.0.1:1"}],
        "x-check": true,
        "paths": paths,
        "components": {"schemas": schemas}
    })
}

fn reference(number: usize) -> Value {
    json!({"$ref": format!("#/components/schemas/Thing{number}")})
}

/// A schema within the one of this number, which refers to those behind it.
fn schema(choices: &mut Choices<'_>, number: usize, depth: usize) -> Value {
    let is_deep = depth == DEEPEST;
    let kinds = if is_deep { 6 } else { 10 };
    match choices.among(kinds) {
        0 => json!({"type": "boolean"}),
        1 => integer(choices),
        2 => json!({"type": "number", "minimum": -5, "maximum": 100}),
        3 => enumeration(choices),
        4 if number + 1 < SCHEMAS => reference(number + 1 + choices.among(SCHEMAS - number - 1)),
        6 => {
            let items = schema(choices, number, depth + 1);
            let most = 1 + choices.among(3);
            json!({"type": "array", "items": items, "maxItems": most})
        }
        7 => {
            let values = schema(choices, number, depth + 1);
            json!({"type": "object", "additionalProperties": values, "maxProperties": 3})
        }
        8 => object(choices, number, depth + 1),
        9 => json!({"type": ["string", "integer"]}),
        _ => text(choices),
    }
}

fn integer(choices: &mut Choices<'_>) -> Value {
    let least = choices.among(5);
    json!({"type": "integer", "minimum": least, "maximum": least + choices.among(50)})
}

fn text(choices: &mut Choices<'_>) -> Value {
    let least = choices.among(3);
    match choices.among(3) {
        0 => json!({"type": "string"}),
        1 => json!({"type": "string", "minLength": least, "maxLength": least + 4}),
        _ => json!({"type": "string", "pattern": "^[a-z]+$"}),
    }
}

fn enumeration(choices: &mut Choices<'_>) -> Value {
    let mut values: Vec<&str> = (0..=choices.among(4)).map(|_| choices.name()).collect();
    values.sort_unstable();
    values.dedup();
    json!({"type": "string", "enum": values})
}

fn object(choices: &mut Choices<'_>, number: usize, depth: usize) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for _ in 0..=choices.among(4) {
        let name = choices.name();
        let mut schema = schema(choices, number, depth);
        if choices.is(4) && schema["type"].is_string() && schema["enum"].is_null() {
            schema["type"] = json!([schema["type"], "null"]);
        }
        if properties.insert(name.to_owned(), schema).is_none() && choices.is(2) {
            required.push(name);
        }
    }
    json!({"type": "object", "properties": properties, "required": required})
}

/// One of several objects, which a property tells apart.
fn union(choices: &mut Choices<'_>, number: usize) -> Value {
    let branches = (0..2 + choices.among(2)).map(|branch| {
        let mut object = object(choices, number, DEEPEST);
        object["properties"]["kind"] = json!({"type": "string", "const": format!("kind{branch}")});
        if let Some(required) = object["required"].as_array_mut() {
            required.push("kind".into());
        }
        object
    });
    json!({"oneOf": branches.collect::<Vec<_>>()})
}

/// What a schema behind this one has, and more.
fn inherited(choices: &mut Choices<'_>, number: usize) -> Value {
    let more =
        json!({"type": "object", "required": ["extra"], "properties": {"extra": integer(choices)}});
    let base = object(choices, number, DEEPEST);
    json!({"allOf": [base, more]})
}

/// A value of a schema of the document. Where `breaks` is set, it breaks one constraint, if one is met that can be broken.
pub fn value(
    document: &Value,
    schema: &Value,
    choices: &mut Choices<'_>,
    breaks: &mut bool,
) -> Value {
    if let Some(target) = schema["$ref"].as_str() {
        let target = document.pointer(target.trim_start_matches('#'));
        return value(document, target.unwrap_or(&Value::Null), choices, breaks);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let mut whole = Map::new();
        for part in parts {
            if let Value::Object(properties) = value(document, part, choices, breaks) {
                whole.extend(properties);
            }
        }
        return whole.into();
    }
    if let Some(constant) = schema.get("const") {
        return constant.clone();
    }
    if let Some(among) = schema["oneOf"].as_array().or(schema["enum"].as_array()) {
        let chosen = &among[choices.among(among.len())];
        return if chosen.is_object() {
            value(document, chosen, choices, breaks)
        } else {
            chosen.clone()
        };
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let chosen = types
        .get(choices.among(types.len()))
        .copied()
        .unwrap_or_default();
    of_type(chosen, document, schema, choices, breaks)
}

fn of_type(
    ty: &str,
    document: &Value,
    schema: &Value,
    choices: &mut Choices<'_>,
    breaks: &mut bool,
) -> Value {
    let limit = |keyword: &str| {
        schema[keyword]
            .as_u64()
            .and_then(|limit| usize::try_from(limit).ok())
    };
    // A constraint is broken once.
    let mut broken = |limit: Option<usize>| limit.filter(|_| std::mem::take(breaks));
    match ty {
        "boolean" => choices.is(2).into(),
        "integer" => match broken(limit("maximum")) {
            Some(most) => (most + 1).into(),
            None => limit("minimum").unwrap_or(7).into(),
        },
        "number" => match broken(limit("maximum")) {
            Some(most) => json!(u32::try_from(most).map_or(0.0, f64::from) + 0.5),
            None => json!([0.25, -1.5, 99.5][choices.among(3)]),
        },
        "string" => match broken(limit("maxLength")) {
            Some(most) => "x".repeat(most + 1).into(),
            None if !schema["pattern"].is_null() && broken(Some(0)).is_some() => "A1".into(),
            None => "lorem"[..limit("maxLength").unwrap_or(5).min(5)].into(),
        },
        "array" => {
            let most = limit("maxItems").unwrap_or(3);
            let count = broken(Some(most)).map_or_else(|| choices.among(most + 1), |most| most + 1);
            (0..count)
                .map(|_| value(document, &schema["items"], choices, breaks))
                .collect()
        }
        "object" => properties(document, schema, choices, breaks),
        _ => Value::Null,
    }
}

fn properties(
    document: &Value,
    schema: &Value,
    choices: &mut Choices<'_>,
    breaks: &mut bool,
) -> Value {
    let mut whole = Map::new();
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let required = schema["required"].as_array();
        let is_required = required.is_some_and(|required| required.iter().any(|one| one == name));
        if is_required || choices.is(2) {
            whole.insert(name.clone(), value(document, property, choices, breaks));
        }
    }
    if schema["additionalProperties"].is_object() {
        let count = if std::mem::take(breaks) {
            4
        } else {
            choices.among(3)
        };
        for number in 0..count {
            let one = value(document, &schema["additionalProperties"], choices, breaks);
            whole.insert(format!("key {number}"), one);
        }
    }
    whole.into()
}

/// Puts something else at a place of the document that is chosen: nothing, a value that seldom fits, or what stands elsewhere in it.
pub fn change(document: &mut Value, choices: &mut Choices<'_>) {
    let mut places = Vec::new();
    note_places(document, "", &mut places);
    let place = places[choices.among(places.len())].clone();
    let other = places[choices.among(places.len())].clone();
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("#/components/schemas/Thing0"),
        json!([]),
        json!({}),
        json!([[]]),
        json!({"$ref": "#/components/schemas/Thing1"}),
        json!({"allOf": [{"$ref": "#/components/schemas/Thing2"}]}),
        json!({"type": "array"}),
    ];
    let new = match choices.among(3) {
        0 => odd[choices.among(odd.len())].clone(),
        1 => document.pointer(&other).cloned().unwrap_or_default(),
        _ => Value::Null,
    };
    let (around, key) = place.rsplit_once('/').unwrap_or_default();
    let is_gone = choices.is(3);
    if let Some(Value::Object(properties)) = document.pointer_mut(around).filter(|_| is_gone) {
        properties.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
    } else if let Some(old) = document.pointer_mut(&place) {
        *old = new;
    }
}

/// The pointers to all nodes but the whole.
fn note_places(value: &Value, at: &str, places: &mut Vec<String>) {
    let below: Vec<(String, &Value)> = match value {
        Value::Array(items) => (0..)
            .map(|index: usize| index.to_string())
            .zip(items)
            .collect(),
        Value::Object(properties) => {
            let keys = properties
                .keys()
                .map(|key| key.replace('~', "~0").replace('/', "~1"));
            keys.zip(properties.values()).collect()
        }
        _ => Vec::new(),
    };
    for (key, value) in below {
        let at = format!("{at}/{key}");
        note_places(value, &at, places);
        places.push(at);
    }
}
