//! What a test sees of the requests.

use queues_fake::Fault;
use queues_fake::Operation;
use queues_fake::QueuesFake;
use queues_fake::Rule;
use serde_json::Value;
use serde_json::json;

use crate::client::Service;

#[tokio::test]
async fn every_call_is_remembered_without_its_credentials() {
    let service = Service::start().await;
    service.push("text").await;
    let mut request = service.request(&service.path("/pull?x=1"));
    request = request
        .header("x-auth-email", "e")
        .header("x-auth-key", "k");
    service.send(request, "{").await;
    service.send(service.request("/other"), "").await;
    service.fake.inject(Rule::new(Fault::LostResponse));
    assert!(service.try_post("/ack", &json!({})).await.is_none());

    let calls = service.fake.calls();
    let operations: Vec<_> = calls.iter().map(|call| call.operation).collect();
    let (push, pull, ack) = (Operation::Push, Operation::Pull, Operation::Ack);
    assert_eq!(operations, [Some(push), Some(pull), None, Some(ack)]);
    let statuses: Vec<_> = calls.iter().map(|call| call.status).collect();
    assert_eq!(statuses, [Some(200), Some(400), Some(404), None]);
    let faults: Vec<_> = calls.iter().map(|call| call.fault.clone()).collect();
    assert_eq!(faults, [None, None, None, Some(Fault::LostResponse)]);

    let call = &calls[1];
    assert_eq!((call.method.as_str(), &call.body[..]), ("POST", &b"{"[..]));
    assert_eq!(
        call.path,
        format!("/client/v4{}?x=1", service.path("/pull"))
    );
    let content_type = ("content-type".to_owned(), "application/json".to_owned());
    assert!(call.headers.contains(&content_type));
    let response: Value = serde_json::from_slice(&call.response).unwrap();
    assert_eq!(response["errors"][0]["code"], 10208);
    let names = calls
        .iter()
        .flat_map(|call| &call.headers)
        .map(|(name, _)| name);
    let hidden = ["authorization", "x-auth-email", "x-auth-key"];
    assert!(
        names.clone().count() > 0 && names.clone().all(|name| !hidden.contains(&name.as_str()))
    );

    service.fake.clear_calls();
    assert!(service.fake.calls().is_empty());
}

#[tokio::test]
async fn history_has_the_limit_it_is_given() {
    let service = Service::built(QueuesFake::builder().history(2)).await;
    for text in ["a", "b", "c"] {
        service.push(text).await;
        let lease = service.pull_lease().await;
        service.ack(&lease).await;
    }
    assert_eq!(service.fake.calls().len(), 2);
    let acknowledged = service.queue.acknowledged();
    let texts: Vec<_> = acknowledged
        .iter()
        .map(|one| one.content.as_str())
        .collect();
    assert_eq!(texts, [Some("b"), Some("c")]);
}

#[tokio::test]
async fn two_runs_are_alike() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let service = Service::start().await;
        service.push("a").await;
        service.push("b").await;
        runs.push((service.queue.id().to_owned(), service.pull().await));
    }
    assert_eq!(runs[0], runs[1]);
}
