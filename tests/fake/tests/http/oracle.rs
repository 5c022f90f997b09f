//! What the description of the API says of responses.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jsonschema::Validator;
use queues_fake::Operation;
use serde_json::Value;
use serde_json::json;

static DESCRIPTION: LazyLock<Value> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../../../spec/queues.yaml")).unwrap());

/// By the last segment of the path.
static SUCCESSES: LazyLock<BTreeMap<&'static str, Validator>> = LazyLock::new(|| {
    let paths = ["messages", "batch", "pull", "ack"].into_iter();
    paths
        .map(|last| {
            let suffix = if last == "messages" {
                "messages".to_owned()
            } else {
                format!("messages~1{last}")
            };
            let path =
                format!("#/paths/~1accounts~1%7Baccount_id%7D~1queues~1%7Bqueue_id%7D~1{suffix}");
            let schema = "post/responses/200/content/application~1json/schema";
            (last, validator(&format!("{path}/{schema}")))
        })
        .collect()
});

static FAILURE: LazyLock<Validator> = LazyLock::new(|| validator("#/components/schemas/Envelope"));

fn validator(reference: &str) -> Validator {
    let mut schema = DESCRIPTION.clone();
    schema["$ref"] = json!(reference);
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Fails unless the description allows this response of the operation whose path ends so.
pub(crate) fn check(path: &str, status: u16, response: &Value) {
    let last = path.rsplit('/').next().unwrap();
    let is_success = status == 200 && response["success"] == true;
    let success = SUCCESSES.get(last).filter(|_| is_success);
    let validator = success.unwrap_or(&FAILURE);
    let errors: Vec<_> = validator.iter_errors(response).collect();
    assert!(errors.is_empty(), "{path} {status} {response}: {errors:?}");
}

/// The methods of a path; `suffix` is what follows `messages`.
pub(crate) fn methods(suffix: &str) -> Vec<&'static str> {
    let path = format!("/accounts/{{account_id}}/queues/{{queue_id}}/messages{suffix}");
    let item = &DESCRIPTION["paths"][path.as_str()];
    let methods = [
        "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
    ];
    let is_described = |method: &&str| item[method.to_lowercase()].is_object();
    methods.into_iter().filter(is_described).collect()
}

/// The example requests of an operation.
pub(crate) fn examples(operation: Operation) -> Vec<Value> {
    let suffix = match operation {
        Operation::Push => "",
        Operation::BulkPush => "/batch",
        Operation::Pull => "/pull",
        Operation::Ack => "/ack",
    };
    let path = format!("/accounts/{{account_id}}/queues/{{queue_id}}/messages{suffix}");
    let body = &DESCRIPTION["paths"][path.as_str()]["post"]["requestBody"];
    let examples = body["content"]["application/json"]["examples"].as_object();
    let examples = examples.into_iter().flatten();
    examples
        .map(|(_, example)| example["value"].clone())
        .collect()
}
