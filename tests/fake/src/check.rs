//! Requests against the description of the API.

use std::sync::LazyLock;

use jsonschema::ValidationError;
use jsonschema::Validator;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;
use serde_json::json;

use crate::Operation;
use crate::StartError;
use crate::refusal::Refusal;

const DESCRIPTION: &str = include_str!("../../../spec/queues.yaml");

static CHECKS: LazyLock<Result<Checks, String>> =
    LazyLock::new(|| Checks::new().map_err(|error| error.to_string()));

/// What the description says of identifiers and of the bodies of requests.
#[derive(Debug)]
pub(crate) struct Checks {
    identifier: Validator,
    bodies: Vec<(Operation, Validator)>,
}

impl Checks {
    /// Those of the description that this crate was built with.
    pub(crate) fn get() -> Result<&'static Self, StartError> {
        CHECKS
            .as_ref()
            .map_err(|reason| StartError::Description(reason.clone()))
    }

    fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let description: Value = serde_yaml::from_str(DESCRIPTION)?;
        let bodies = Operation::ALL.into_iter().map(|operation| {
            let path = operation.path().replace('/', "~1");
            let schema = "post/requestBody/content/application~1json/schema";
            let validator = validator(&description, &format!("#/paths/{path}/{schema}"))?;
            Ok((operation, validator))
        });
        Ok(Self {
            identifier: validator(&description, "#/components/schemas/QueueId")?,
            bodies: bodies.collect::<Result<_, ValidationError>>()?,
        })
    }

    /// Whether a segment of a path can be an account or a queue: the description allows the same characters in both.
    pub(crate) fn is_identifier(&self, segment: &str) -> bool {
        self.identifier.is_valid(&json!(segment))
    }

    /// Whether the description allows the body.
    pub(crate) fn check(&self, operation: Operation, body: &Value) -> Result<(), Refusal> {
        let bodies = self.bodies.iter().filter(|(own, _)| *own == operation);
        for (_, validator) in bodies {
            validator
                .validate(body)
                .map_err(|error| refusal(operation, &error))?;
        }
        Ok(())
    }
}

/// Of the schema at that place. References in it lead into the whole document.
fn validator(description: &Value, reference: &str) -> Result<Validator, ValidationError<'static>> {
    let mut schema = description.clone();
    schema["$ref"] = json!(percent_encoded(reference));
    jsonschema::draft202012::new(&schema)
}

/// A fragment of a URI cannot have the braces that a path of a description has.
fn percent_encoded(reference: &str) -> String {
    reference.replace('{', "%7B").replace('}', "%7D")
}

fn refusal(operation: Operation, error: &ValidationError) -> Refusal {
    let pointer = error.instance_path().as_str();
    let (pointer, reason) = match error.kind() {
        ValidationErrorKind::OneOfNotValid { context } => match branch(context) {
            Some(error) => return refusal(operation, error),
            None => (
                format!("{pointer}/content_type"),
                r#"value is neither "text" nor "json""#.to_owned(),
            ),
        },
        // The value is left out, since it can be very long.
        _ => (pointer.to_owned(), error.masked().to_string()),
    };
    Refusal::mismatch(code(operation, &pointer), &pointer, &reason)
}

/// What is wrong with a message by the one schema for its content type; none if it has no known type.
fn branch<'a>(
    context: &'a [Vec<ValidationError<'static>>],
) -> Option<&'a ValidationError<'static>> {
    let is_about_type = |error: &ValidationError| {
        matches!(error.kind(), ValidationErrorKind::Constant { .. })
            && error.instance_path().as_str().ends_with("/content_type")
    };
    let branch = context
        .iter()
        .find(|errors| !errors.iter().any(is_about_type))?;
    branch.first()
}

/// The code of the service for what is wrong there.
fn code(operation: Operation, pointer: &str) -> u32 {
    let is_push = matches!(operation, Operation::Push | Operation::BulkPush);
    let last = pointer.rsplit('/').next().unwrap_or_default();
    match (operation, pointer, last) {
        (Operation::BulkPush, "/delay_seconds", _) => 10202,
        (_, _, "delay_seconds" | "content_type") if is_push => 10203,
        (Operation::BulkPush, "/messages", _) => 10206,
        _ => 10207,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fake_does_is_described() {
        let description: Value = serde_yaml::from_str(DESCRIPTION).unwrap();
        for operation in Operation::ALL {
            let path = &description["paths"][operation.path()];
            assert!(path["post"].is_object(), "{operation:?}");
        }
        assert_eq!(
            description["components"]["schemas"]["AccountId"]["pattern"],
            description["components"]["schemas"]["QueueId"]["pattern"],
        );
    }

    #[test]
    fn the_examples_of_the_description_are_allowed() {
        let description: Value = serde_yaml::from_str(DESCRIPTION).unwrap();
        for operation in Operation::ALL {
            let body = &description["paths"][operation.path()]["post"]["requestBody"];
            let examples = body["content"]["application/json"]["examples"].as_object();
            for (name, example) in examples.unwrap() {
                let outcome = Checks::get().unwrap().check(operation, &example["value"]);
                assert_eq!(outcome, Ok(()), "{name}");
            }
        }
    }
}
