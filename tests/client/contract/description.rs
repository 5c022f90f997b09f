//! The description, read when the test runs, so that what is added to it is tested or missed.

use std::collections::BTreeSet;
use std::fs;

use queues_fake::sample;
use serde_json::Value;

use crate::described::Described;

/// The whole document.
pub(crate) struct Description(Value);

/// An operation of it.
pub(crate) struct Operation {
    pub(crate) id: String,
    /// Whether it needs credentials.
    pub(crate) is_secured: bool,
    /// Requests with what the description shows, or with made-up values; none where those do not lead to one.
    pub(crate) requests: Vec<Described>,
    /// The property of a successful response that the client gives for the whole.
    pub(crate) unwrap: Option<String>,
    pub(crate) examples: Vec<Example>,
    /// The schema of the body of a request.
    body: Value,
}

/// A named response.
pub(crate) struct Example {
    pub(crate) name: String,
    /// As the description has it: a status, or the first digit of one and `XX`.
    pub(crate) status: String,
    pub(crate) value: Value,
}

impl Example {
    /// A status with which it may come.
    pub(crate) fn code(&self) -> u16 {
        self.status
            .to_uppercase()
            .replace("XX", "00")
            .parse()
            .unwrap()
    }
}

impl Description {
    pub(crate) fn read() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/queues.yaml");
        Self(serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap())
    }

    pub(crate) fn operations(&self) -> Vec<Operation> {
        let paths = self.0["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(path, item)| {
            let item = self.resolve(item);
            let methods = item.as_object().into_iter().flatten();
            let methods = methods.filter(|(_, operation)| operation["operationId"].is_string());
            methods.map(move |(method, operation)| self.operation(path, item, method, operation))
        });
        operations.collect()
    }

    fn operation(&self, path: &str, item: &Value, method: &str, operation: &Value) -> Operation {
        let responses = operation["responses"].as_object().into_iter().flatten();
        let examples = responses.flat_map(|(status, response)| {
            let content = &self.resolve(response)["content"]["application/json"];
            let examples = content["examples"].as_object().into_iter().flatten();
            examples.map(|(name, example)| Example {
                name: name.clone(),
                status: status.clone(),
                value: self.resolve(example)["value"].clone(),
            })
        });
        let body = self.resolve(&operation["requestBody"]);
        let content = &body["content"]["application/json"];
        let lists = [&item["parameters"], &operation["parameters"]];
        let parameters = lists.into_iter().filter_map(Value::as_array).flatten();
        let request = Described {
            operation_id: operation["operationId"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            method: method.to_owned(),
            path: path.to_owned(),
            ..Described::default()
        };
        let bodies = self.bodies(body);
        let requests = self.with_parameters(request, parameters).map(|request| {
            let bodies = bodies.into_iter();
            let requests = bodies.map(|body| Described {
                body,
                ..request.clone()
            });
            requests.collect()
        });
        Operation {
            id: operation["operationId"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            is_secured: operation["security"] != Value::Array(vec![]),
            requests: requests.unwrap_or_default(),
            unwrap: operation["x-unwrap"].as_str().map(str::to_owned),
            examples: examples.collect(),
            body: content["schema"].clone(),
        }
    }

    /// The bodies of requests: all that are shown, or one that is made up. None at all is one of them where none is required.
    fn bodies(&self, body: &Value) -> Vec<Option<Value>> {
        let content = &body["content"]["application/json"];
        let shown = content["examples"].as_object().into_iter().flatten();
        let shown = shown.filter_map(|(_, example)| self.resolve(example).get("value"));
        let shown = shown.chain(content.get("example")).cloned();
        let mut bodies: Vec<_> = shown.map(Some).collect();
        if bodies.is_empty() {
            bodies.extend(
                sample(&self.0, &content["schema"])
                    .filter(|_| body.is_object())
                    .map(Some),
            );
        }
        if body["required"] != true {
            bodies.push(None);
        }
        bodies
    }

    /// The request with a value for each parameter; `None` where a required one has none.
    fn with_parameters<'a>(
        &self,
        mut request: Described,
        parameters: impl Iterator<Item = &'a Value>,
    ) -> Option<Described> {
        for parameter in parameters {
            let parameter = self.resolve(parameter);
            let name = parameter["name"].as_str().unwrap_or_default();
            if ["account_id", "queue_id"].contains(&name) {
                continue;
            }
            let list = match parameter["in"].as_str() {
                Some("path") => &mut request.in_path,
                Some("query") => &mut request.in_query,
                Some("header") => &mut request.in_headers,
                _ if parameter["required"] == true => return None,
                _ => continue,
            };
            match self.texts(parameter) {
                Some(texts) => list.extend(texts.into_iter().map(|text| (name.to_owned(), text))),
                None if parameter["required"] == true => return None,
                None => {}
            }
        }
        Some(request)
    }

    /// A value of a parameter as texts, of an array one for each item; `None` where there is none, or it is an object.
    fn texts(&self, parameter: &Value) -> Option<Vec<String>> {
        let shown = parameter["examples"]
            .as_object()
            .and_then(|examples| examples.values().next());
        let shown = shown.and_then(|example| self.resolve(example).get("value"));
        let shown = parameter.get("example").or(shown).cloned();
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.clone()),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
            _ => None,
        };
        let value = shown.or_else(|| sample(&self.0, parameter.get("schema")?))?;
        let Value::Array(items) = &value else {
            return Some(vec![text(&value)?]);
        };
        let texts: Vec<String> = items.iter().map(text).collect::<Option<_>>()?;
        let is_query = parameter["in"] == "query";
        let explodes = parameter["explode"].as_bool().unwrap_or(is_query);
        Some(if explodes && is_query {
            texts
        } else {
            vec![texts.join(",")]
        })
    }

    /// The properties that a request of the operation can have, with those of its objects in them as paths.
    pub(crate) fn properties(&self, operation: &Operation) -> BTreeSet<String> {
        let mut properties = BTreeSet::new();
        self.collect(&operation.body, "", &mut properties);
        properties
    }

    fn collect(&self, schema: &Value, place: &str, properties: &mut BTreeSet<String>) {
        let schema = self.resolve(schema);
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{place}/{name}");
            self.collect(property, &place, properties);
            properties.insert(place);
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for branch in schema[keyword].as_array().into_iter().flatten() {
                self.collect(branch, place, properties);
            }
        }
        if schema["items"].is_object() {
            self.collect(&schema["items"], place, properties);
        }
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        let pointer = value["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
        match pointer.and_then(|pointer| self.0.pointer(pointer)) {
            Some(found) => self.resolve(found),
            None => value,
        }
    }
}
