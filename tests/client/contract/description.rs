//! The description, read when the test runs, so that what is added to it is tested or missed.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

/// The whole document.
pub(crate) struct Description(Value);

/// An operation of it.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) path: String,
    /// The member of a successful answer that the client gives for the whole.
    pub(crate) unwrap: Option<String>,
    pub(crate) examples: Vec<Example>,
    /// The schema of the body of a request.
    body: Value,
}

/// A named answer.
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
        let paths = self.0["paths"].as_object().unwrap();
        let operations = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().values();
            let operations = methods.filter(|method| method["operationId"].is_string());
            operations.map(|operation| self.operation(path, operation))
        });
        operations.collect()
    }

    fn operation(&self, path: &str, operation: &Value) -> Operation {
        let responses = operation["responses"].as_object().unwrap();
        let examples = responses.iter().flat_map(|(status, response)| {
            let content = &self.resolve(response)["content"]["application/json"];
            let examples = content["examples"].as_object().into_iter().flatten();
            examples.map(|(name, example)| Example {
                name: name.clone(),
                status: status.clone(),
                value: example["value"].clone(),
            })
        });
        Operation {
            id: operation["operationId"].as_str().unwrap().to_owned(),
            path: path.to_owned(),
            unwrap: operation["x-unwrap"].as_str().map(str::to_owned),
            examples: examples.collect(),
            body: operation["requestBody"]["content"]["application/json"]["schema"].clone(),
        }
    }

    /// The members that a request of the operation can have, with those of its objects in them as paths.
    pub(crate) fn members(&self, operation: &Operation) -> BTreeSet<String> {
        let mut members = BTreeSet::new();
        self.collect(&operation.body, "", &mut members);
        members
    }

    fn collect(&self, schema: &Value, place: &str, members: &mut BTreeSet<String>) {
        let schema = self.resolve(schema);
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{place}/{name}");
            self.collect(property, &place, members);
            members.insert(place);
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for branch in schema[keyword].as_array().into_iter().flatten() {
                self.collect(branch, place, members);
            }
        }
        if schema["items"].is_object() {
            self.collect(&schema["items"], place, members);
        }
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => {
                let pointer = reference.strip_prefix('#').unwrap();
                self.resolve(self.0.pointer(pointer).unwrap())
            }
            None => value,
        }
    }
}
