//! That the requests of the tests are those of the description: all its operations, and all their members.
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

#[tokio::test]
async fn every_operation_and_every_member_of_its_requests_is_in_the_table() {
    let fake = fake().start().await.unwrap();
    let queue = fake.create_queue("contract");
    let id = queue_id(queue.id());
    let client = client(fake.base_url(), with_token);
    let description = Description::read();
    for operation in description.operations() {
        let of_operation = requests::all().into_iter();
        let of_operation = of_operation.filter(|call| call.operation_id() == operation.id);
        let mut sent = BTreeSet::new();
        for call in of_operation {
            fake.clear_calls();
            call.send(&client, &id, CallOptions::new()).await.unwrap();
            let body = &fake.calls()[0].body;
            collect(&serde_json::from_slice(body).unwrap(), "", &mut sent);
        }
        let described = description.members(&operation);
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
    let known: BTreeSet<_> = requests::all()
        .iter()
        .map(|it| it.operation_id().to_owned())
        .collect();
    assert_eq!(known, described);
}

/// The members of a body, in lists too, as paths.
fn collect(value: &Value, place: &str, members: &mut BTreeSet<String>) {
    for (name, member) in value.as_object().into_iter().flatten() {
        let place = format!("{place}/{name}");
        collect(member, &place, members);
        members.insert(place);
    }
    for item in value.as_array().into_iter().flatten() {
        collect(item, place, members);
    }
}
