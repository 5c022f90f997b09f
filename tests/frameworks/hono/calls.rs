//! Calls of the workshop in `server.mjs`.
//!
//! - The document leaves the format of `z.int32()` out and says `number`.
//! - A path parameter of `z.coerce.number()` is described as one that may be left out, and null.

use std::env;

use hono::Client;
use hono::ClientBuilder;
use hono::DateTime;
use hono::Settings;
use hono::Uuid;
use hono::types::Drill;
use hono::types::Order;
use hono::types::OrderRequired;
use hono::types::OrderSize;
use hono::types::Problem;
use hono::types::Saw;
use hono::types::Tool;
use hono::workshop::PutThingBody;
use serde_json::json;

fn client_with(set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let url = env::var("HONO_URL").unwrap();
    let settings = Settings::new().base_url(url);
    set(Client::builder()).settings(settings).build().unwrap()
}

fn client() -> Client {
    client_with(|builder| builder)
}

#[tokio::test]
async fn an_order_is_read_as_it_was_sent() {
    let id = Uuid::new("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap();
    let tools = vec![
        Tool::from(Saw::new(30)),
        Tool::from(Drill::new().bits(["6 mm"])),
    ];
    let required = OrderRequired {
        id,
        count: 2.0,
        size: OrderSize::Large,
        tools,
    };
    let order = Order::new(required)
        .note_null()
        .due(DateTime::new("2026-01-02T03:04:05Z").unwrap())
        .corner([1.0, 2.5]);
    let added = client().workshop().add_order(order.clone()).await.unwrap();
    assert_eq!(added, order);
}

#[tokio::test]
async fn each_parameter_comes_to_its_place() {
    let client = client();
    let seen = client
        .workshop()
        .read_order(7)
        .page(2)
        .tag("a")
        .x_trace("t")
        .await
        .unwrap();
    assert_eq!(
        json!(seen),
        json!({"id": 7, "page": 2, "tag": "a", "trace": "t"})
    );
    let seen = client
        .workshop()
        .read_order(7)
        .tag(["a", "b"].map(str::to_owned).to_vec())
        .await
        .unwrap();
    assert_eq!(seen["tag"], json!(["a", "b"]));
}

#[tokio::test]
async fn errors_are_read() {
    let error = client().workshop().read_order(0).await.unwrap_err();
    assert_eq!(error.json::<Problem>().unwrap().message, "no such order");
}

#[tokio::test]
async fn a_tag_tells_tools_apart() {
    let client = client();
    let saw = client.workshop().put_tool(Saw::new(3)).await.unwrap();
    assert!(matches!(&saw, Tool::Saw(saw) if saw.teeth == 3));
    let drill = client.workshop().put_tool(Drill::new()).await.unwrap();
    assert!(matches!(&drill, Tool::Drill(_)));
}

#[tokio::test]
async fn the_same_objects_without_a_tag_are_told_apart_by_their_values() {
    let client = client();
    let put = async |thing: Option<PutThingBody>| client.workshop().put_thing(thing).await.unwrap();
    let saw = put(Some(Saw::new(3).into())).await;
    assert!(matches!(&saw, Some(PutThingBody::Saw(saw)) if saw.teeth == 3));
    let drill = put(Some(Drill::new().into())).await;
    assert!(matches!(&drill, Some(PutThingBody::Drill(_))));
    let text = put(Some("glue".into())).await;
    assert!(matches!(&text, Some(PutThingBody::Text(text)) if text == "glue"));
    assert!(put(None).await.is_none());
}

#[tokio::test]
async fn what_was_not_set_is_not_sent_and_null_is() {
    let seen = client()
        .workshop()
        .change_order()
        .note_null()
        .count(80.0)
        .await
        .unwrap();
    assert_eq!(seen["given"], json!({"note": null, "count": 80}));
}

#[tokio::test]
async fn events_are_read_as_they_come() {
    let mut ticks = client().workshop().ticks().await.unwrap();
    let mut numbers = Vec::new();
    while let Some(event) = ticks.next().await {
        numbers.push(event.unwrap().data.n);
    }
    assert_eq!(numbers, [0.0, 1.0, 2.0]);
}

#[tokio::test]
async fn nothing_comes_of_a_removal() {
    client().workshop().remove_orders().await.unwrap();
}

#[tokio::test]
async fn the_key_is_sent_where_it_is_asked_for() {
    let client = client_with(|builder| builder.key("k"));
    assert_eq!(client.workshop().secret().await.unwrap()["key"], "k");
}
