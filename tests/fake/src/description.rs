//! The description of the API, as far as the fake goes by it: what requests may be, and how responses look.

mod body;
mod operation;
mod parameter;
mod response;
mod sample;

use std::error::Error;
use std::sync::Arc;
use std::sync::LazyLock;

use http::Method;
use jsonschema::ValidationError;
use jsonschema::Validator;
use serde_json::Value;
use serde_json::json;

pub(crate) use self::operation::Described;
pub use self::sample::sample;
use crate::Operation;
use crate::StartError;

const TEXT: &str = include_str!("../../../spec/queues.yaml");

static DESCRIPTION: LazyLock<Result<Arc<Description>, String>> = LazyLock::new(|| {
    Description::read(TEXT)
        .map(Arc::new)
        .map_err(|error| error.to_string())
});

/// What the description says of identifiers and of each operation.
#[derive(Debug)]
pub(crate) struct Description {
    identifier: Validator,
    pub(crate) operations: Vec<Described>,
}

impl Description {
    /// The one of this text, or else the one that this crate was built with.
    pub(crate) fn get(text: Option<&str>) -> Result<Arc<Self>, StartError> {
        let read = |text| Self::read(text).map_err(|error| error.to_string());
        let description = match text {
            Some(text) => read(text).map(Arc::new),
            None => DESCRIPTION.clone(),
        };
        description.map_err(StartError::Description)
    }

    fn read(text: &str) -> Result<Self, Box<dyn Error>> {
        let document = Document(serde_yaml::from_str(text)?);
        let description = Self {
            identifier: document.validator(&json!({"$ref": "#/components/schemas/QueueId"}))?,
            operations: document.operations()?,
        };
        for operation in Operation::ALL {
            let mut described = description.operations.iter();
            if !described.any(|it| it.operation == Some(operation)) {
                return Err(format!("it has no operation `{}`", operation.id()).into());
            }
        }
        Ok(description)
    }

    /// Whether a segment of a path can be an account or a queue: the description allows the same characters in both.
    pub(crate) fn is_identifier(&self, segment: &str) -> bool {
        self.identifier.is_valid(&json!(segment))
    }
}

/// The document itself.
struct Document(Value);

impl Document {
    fn operations(&self) -> Result<Vec<Described>, Box<dyn Error>> {
        let mut operations = Vec::new();
        for (path, item) in self.0["paths"].as_object().into_iter().flatten() {
            let item = self.resolve(item);
            for method in [
                Method::GET,
                Method::PUT,
                Method::POST,
                Method::DELETE,
                Method::OPTIONS,
                Method::HEAD,
                Method::PATCH,
                Method::TRACE,
            ] {
                if item[method.as_str().to_lowercase()].is_object() {
                    operations.push(Described::read(self, path, item, method)?);
                }
            }
        }
        Ok(operations)
    }

    /// What a reference leads to. Anything else stands for itself, and so does a reference that leads nowhere.
    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        resolve(&self.0, value)
    }

    /// Of a schema, in which references lead into the whole document.
    fn validator(&self, schema: &Value) -> Result<Validator, ValidationError<'static>> {
        validator(&self.0, schema)
    }
}

fn validator(document: &Value, schema: &Value) -> Result<Validator, ValidationError<'static>> {
    let mut whole = document.clone();
    whole["allOf"] = json!([schema]);
    jsonschema::draft202012::new(&whole)
}

/// How many references may follow each other: more are a circle.
const MOST_REFERENCES: usize = 32;

fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let mut here = value;
    for _ in 0..MOST_REFERENCES {
        let reference = here["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
        match reference.and_then(|pointer| document.pointer(pointer)) {
            Some(next) => here = next,
            None => break,
        }
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fake_does_is_described() {
        assert!(Description::get(None).is_ok());
        let document: Value = serde_yaml::from_str(TEXT).unwrap();
        assert_eq!(
            document["components"]["schemas"]["AccountId"]["pattern"],
            document["components"]["schemas"]["QueueId"]["pattern"],
        );
    }

    #[test]
    fn the_examples_of_the_description_are_allowed() {
        let document = Document(serde_yaml::from_str(TEXT).unwrap());
        for described in &Description::get(None).unwrap().operations {
            let item = document.resolve(&document.0["paths"][described.path.as_str()]);
            let method = described.method.as_str().to_lowercase();
            let body = document.resolve(&item[method]["requestBody"]);
            let examples = body["content"]["application/json"]["examples"].as_object();
            for (name, example) in examples.into_iter().flatten() {
                let outcome = described.check_body(&example["value"]);
                assert_eq!(outcome, Ok(()), "{} {name}", described.id);
            }
        }
    }
}
