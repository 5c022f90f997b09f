//! That the requests of the tests are those of the description: its operations, and all properties of those called by hand.
//!
//! This needs no tool.

use std::collections::BTreeSet;

use cloudflare_queues::CallOptions;
use serde_json::Value;

use crate::description::Description;
use crate::fixtures::client;
use crate::fixtures::fake;
use crate::fixtures::queue_id;
use crate::fixtures::with_token;
use crate::requests;
use crate::tool::skipped;
use crate::violation::is_not_shown;

#[tokio::test]
async fn every_operation_and_every_property_of_its_requests_is_in_the_table() {
    let fake = fake().start().await.unwrap();
    let queue = fake.create_queue("contract");
    let id = queue_id(queue.id());
    let client = client(fake.base_url(), with_token);
    let description = Description::read();
    for operation in requests::called_by_hand(&description) {
        let of_operation = requests::by_hand().into_iter();
        let of_operation = of_operation.filter(|call| call.operation_id() == operation.id);
        let mut sent = BTreeSet::new();
        for call in of_operation {
            fake.clear_calls();
            call.send(&client, &id, CallOptions::new()).await.unwrap();
            let body = &fake.calls()[0].body;
            collect(&serde_json::from_slice(body).unwrap(), "", &mut sent);
        }
        let described = description.properties(&operation);
        let missing: Vec<_> = described.difference(&sent).collect();
        assert!(
            missing.is_empty(),
            "no request of `{}` in {} has {missing:?}",
            operation.id,
            requests::PLACE
        );
    }
}

#[test]
fn the_table_knows_no_operation_that_is_not_described() {
    let described: BTreeSet<_> = Description::read()
        .operations()
        .into_iter()
        .map(|it| it.id)
        .collect();
    let known: BTreeSet<_> = requests::by_hand()
        .iter()
        .map(|it| it.operation_id().to_owned())
        .collect();
    assert_eq!(known.len(), 4, "{known:?}");
    assert!(known.is_subset(&described), "{known:?}: {described:?}");
}

#[tokio::test]
async fn the_fake_takes_what_the_description_shows_of_each_operation() {
    let fake = fake().start().await.unwrap();
    let queue = fake.create_queue("contract");
    let id = queue_id(queue.id());
    let client = client(fake.base_url(), with_token);
    for operation in Description::read().operations() {
        if operation.requests.is_empty() {
            skipped(&format!("cannot make up a request of `{}`", operation.id));
        }
        for request in operation.requests {
            fake.clear_calls();
            let outcome = request.send(&client, &id, CallOptions::new()).await;
            let outcome = outcome.or_else(is_not_shown);
            assert!(outcome.is_ok(), "{request:?}: {outcome:?}");
            let called = fake.calls()[0].operation_id.clone();
            assert_eq!(called, Some(request.operation_id));
        }
    }
}

/// The properties of a body, in lists too, as paths.
fn collect(value: &Value, place: &str, properties: &mut BTreeSet<String>) {
    for (name, property) in value.as_object().into_iter().flatten() {
        let place = format!("{place}/{name}");
        collect(property, &place, properties);
        properties.insert(place);
    }
    for item in value.as_array().into_iter().flatten() {
        collect(item, place, properties);
    }
}
