//! Operations of the description that the fake does not do.

use http::Method;
use queues_fake::Fault;
use queues_fake::QueuesFake;
use queues_fake::Rule;
use queues_fake::StartError;
use serde_json::Value;
use serde_json::json;

use crate::client::PlannedResponse;
use crate::client::Service;

/// The description with an operation more, whose response is described so.
fn description(response: &Value) -> String {
    let text = include_str!("../../../../spec/queues.yaml");
    let mut document: Value = serde_yaml::from_str(text).unwrap();
    let parameter = |name: &str| json!({"$ref": format!("#/components/parameters/{name}")});
    let path = "/accounts/{account_id}/queues/{queue_id}/messages/of_a_test";
    document["paths"][path] = json!({
        "parameters": [parameter("AccountId"), parameter("QueueId")],
        "get": {
            "operationId": "queues.messages.of_a_test",
            "parameters": [
                {"name": "limit", "in": "query", "required": true, "schema": {"type": "integer", "maximum": 100}},
            ],
            "responses": {"200": response, "4XX": {"$ref": "#/components/responses/Refused"}},
        },
        "put": {
            "operationId": "queues.messages.of_a_test_too",
            "requestBody": {"content": {"application/json": {"schema": {"type": "object", "required": ["a"]}}}},
            "responses": {"204": {"description": "Done."}},
        },
    });
    document.to_string()
}

/// A success whose result is of this schema.
fn success(result: &Value) -> Value {
    let envelope = json!({"$ref": "#/components/schemas/Envelope"});
    let with_result =
        json!({"type": "object", "required": ["result"], "properties": {"result": result}});
    json!({
        "description": "A success.",
        "content": {"application/json": {"schema": {"allOf": [envelope, with_result]}}},
    })
}

async fn service(response: Value) -> Service {
    let description = description(&response);
    Service::built(QueuesFake::builder().description(description)).await
}

async fn call(service: &Service, method: Method, query: &str, body: &str) -> PlannedResponse {
    let path = service.path(&format!("/of_a_test{query}"));
    let request = service.request(&path).method(method);
    service.send(request, body.to_owned()).await
}

#[tokio::test]
async fn an_example_is_the_response() {
    let mut response = success(&json!({"type": "string"}));
    let example = json!({"success": true, "errors": [], "messages": [], "result": "of an example"});
    response["content"]["application/json"]["examples"] = json!({"one": {"value": example}});
    let service = service(response).await;
    let response = call(&service, Method::GET, "?limit=1", "").await;
    assert_eq!(response.status, 200);
    assert_eq!(response.json(), example);
    let received = &service.fake.calls()[0];
    assert_eq!(received.operation, None);
    let id = received.operation_id.as_deref();
    assert_eq!(id, Some("queues.messages.of_a_test"));
}

#[tokio::test]
async fn without_an_example_the_response_is_made_up_from_its_schema() {
    let messages =
        json!({"type": "array", "items": {"$ref": "#/components/schemas/PulledMessage"}});
    let service = service(success(
        &json!({"type": "object", "properties": {"messages": messages}}),
    ))
    .await;
    let response = call(&service, Method::GET, "?limit=1", "").await;
    assert_eq!(response.outcome(), (200, 0));
    let message = &response.json()["result"]["messages"][0];
    assert!(message["attempts"].is_u64(), "{message}");
    assert!(message["lease_id"].is_string(), "{message}");
    let response = call(&service, Method::PUT, "", "").await;
    assert_eq!((response.status, response.body.len()), (204, 0));
}

#[tokio::test]
async fn where_none_can_be_made_up_that_is_said() {
    let service = service(success(&json!({"type": "string", "pattern": "^[0-9]{5}$"}))).await;
    let response = call(&service, Method::GET, "?limit=1", "").await;
    assert_eq!(response.outcome(), (501, 15000));
    let message = response.json()["errors"][0]["message"].clone();
    assert!(
        message
            .as_str()
            .unwrap()
            .contains("`queues.messages.of_a_test`"),
        "{message}"
    );
}

#[tokio::test]
async fn a_request_that_the_description_does_not_allow_is_rejected() {
    let service = service(success(&json!({"type": "string"}))).await;
    for (method, query, body, expected) in [
        (Method::GET, "", "", (400, 10400)),
        (Method::GET, "?limit=many", "", (400, 10400)),
        (Method::GET, "?limit=101", "", (400, 10400)),
        (Method::PUT, "", "{}", (400, 10207)),
        (Method::PUT, "", "{", (400, 10208)),
        (Method::POST, "", "{}", (405, 10405)),
    ] {
        let response = call(&service, method.clone(), query, body).await;
        assert_eq!(response.outcome(), expected, "{method} {query} {body}");
    }
    let response = call(&service, Method::POST, "", "{}").await;
    assert_eq!(response.header("allow"), "GET, PUT");
    let mut stranger = service
        .request(&service.path("/of_a_test?limit=1"))
        .method("GET");
    stranger.headers_mut().unwrap().remove("authorization");
    assert_eq!(service.send(stranger, "").await.outcome(), (400, 9106));
    let account = service.fake.account_id();
    let path = format!("/accounts/{account}/queues/unknown/messages/of_a_test?limit=1");
    let request = service.request(&path).method("GET");
    assert_eq!(service.send(request, "").await.outcome(), (404, 10104));
}

#[tokio::test]
async fn faults_befall_it_too() {
    let service = service(success(&json!({"type": "string"}))).await;
    let rule = Rule::new(Fault::Overloaded)
        .on_queue(&service.queue)
        .times(1);
    service.fake.inject(rule);
    for expected in [(429, 10250), (200, 0)] {
        let response = call(&service, Method::GET, "?limit=1", "").await;
        assert_eq!(response.outcome(), expected);
    }
}

#[tokio::test]
async fn a_description_without_what_the_fake_does_is_rejected() {
    let description =
        description(&Value::Null).replace("queues.messages.pull", "queues.messages.take");
    for (text, reason) in [
        (
            description.as_str(),
            "it has no operation `queues.messages.pull`",
        ),
        ("[", "did not find expected node content"),
    ] {
        let outcome = QueuesFake::builder().description(text).start().await;
        let Err(StartError::Description(said)) = outcome else {
            panic!("{text} is taken");
        };
        assert!(said.contains(reason), "{said}");
    }
}
