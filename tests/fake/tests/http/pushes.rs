//! What is pushed is what is pulled.

use queues_fake::Content;
use queues_fake::Operation;
use serde_json::json;

use crate::client::Service;
use crate::oracle;

#[tokio::test]
async fn a_message_travels_as_the_service_shows_it() {
    let service = Service::start().await;
    let now = service.fake.clock().now_ms();
    let metadata = json!({ "metrics": {
        "backlog_bytes": 11,
        "backlog_count": 1,
        "oldest_message_timestamp_ms": now,
    } });
    let message = json!({ "content_type": "text", "body": "hello world" });
    let response = service.post("", &message).await;
    let expected = json!({
        "success": true, "errors": [], "messages": [], "result": { "metadata": metadata },
    });
    assert_eq!(response.json(), expected);

    let stored = service.queue.messages();
    assert_eq!(stored[0].content, Content::text("hello world"));
    let result = service.result("/pull", &json!({})).await;
    let lease_id = result["messages"][0]["lease_id"].as_str().unwrap();
    assert!((150..=180).contains(&lease_id.len()), "{lease_id}");
    let message = json!({
        "id": stored[0].id,
        "attempts": 1,
        "body": "hello world",
        "lease_id": lease_id,
        "metadata": { "CF-Content-Type": "text" },
        "timestamp_ms": now,
    });
    let expected = json!({
        "message_backlog_count": 1, "messages": [message], "metadata": metadata,
    });
    assert_eq!(result, expected);

    let expected = json!({ "ackCount": 1, "retryCount": 0, "warnings": {} });
    assert_eq!(service.ack(lease_id).await, expected);
    assert_eq!(service.queue.message_count(), 0);
    assert_eq!(service.queue.acknowledged()[0].id, stored[0].id);
}

#[tokio::test]
async fn content_arrives_as_it_was_sent() {
    let service = Service::start().await;
    for (sent, content) in [
        (r#""content_type":"text","body":"""#, Content::text("")),
        (
            r#""content_type":"text","body":"a\nb \u00e9""#,
            Content::text("a\nb é"),
        ),
        (
            r#""content_type":"json","body":{ "b" : 1.50, "a" : [] }"#,
            Content::json(r#"{ "b" : 1.50, "a" : [] }"#),
        ),
        (
            r#""content_type":"json","body":12345678901234567890123"#,
            Content::json("12345678901234567890123"),
        ),
        (
            r#""body":null,"content_type":"json""#,
            Content::json("null"),
        ),
        (
            r#""content_type":"json","body":["text"]"#,
            Content::json(r#"["text"]"#),
        ),
        // What says no type is JSON.
        (r#""body":{}"#, Content::json("{}")),
        (
            r#""content_type":"text","body":"x","extra":1"#,
            Content::text("x"),
        ),
    ] {
        let request = service.request(&service.path(""));
        let response = service.send(request, format!("{{{sent}}}")).await;
        assert_eq!(response.outcome(), (200, 0), "{sent} {}", response.json());
        let pulled = service.pull().await;
        assert_eq!(pulled[0]["body"], content.as_str().unwrap());
        let metadata = json!({ "CF-Content-Type": content.content_type() });
        assert_eq!(pulled[0]["metadata"], metadata);
        assert_eq!(service.queue.messages()[0].content, content);
        service.ack(pulled[0]["lease_id"].as_str().unwrap()).await;
    }
}

#[tokio::test]
async fn what_workers_push_is_pulled_in_base64() {
    let service = Service::start().await;
    service.queue.push(Content::Bytes(vec![0, 255]));
    service.queue.push(Content::V8(vec![255, 15]));
    let messages = service.pull().await;
    let shown = messages.iter();
    let shown: Vec<_> = shown
        .map(|one| (&one["metadata"]["CF-Content-Type"], &one["body"]))
        .collect();
    let expected =
        [("bytes", "AP8="), ("v8", "/w8=")].map(|(kind, body)| (json!(kind), json!(body)));
    assert_eq!(
        shown,
        [
            (&expected[0].0, &expected[0].1),
            (&expected[1].0, &expected[1].1)
        ]
    );
}

#[tokio::test]
async fn a_delay_of_a_message_goes_before_that_of_its_batch_and_of_its_queue() {
    let service = Service::with(queues_fake::QueueOptions {
        delivery_delay: std::time::Duration::from_secs(10),
        ..queues_fake::QueueOptions::default()
    })
    .await;
    let text = |body| json!({ "content_type": "text", "body": body });
    let delayed =
        |body, delay| json!({ "content_type": "text", "body": body, "delay_seconds": delay });
    service.push("queue").await;
    let batch = json!({ "delay_seconds": 20, "messages": [text("batch"), delayed("own", 5)] });
    service.result("/batch", &batch).await;
    let batch = json!({ "delay_seconds": 0.0, "messages": [text("none")] });
    service.result("/batch", &batch).await;
    let mut arrived = Vec::new();
    for second in [0, 4, 5, 9, 10, 19, 20] {
        let now = service.fake.clock().now_ms() - service.queue.messages()[0].pushed_at_ms;
        service.wait(second - now / 1_000);
        for message in service.pull().await {
            arrived.push((second, message["body"].as_str().unwrap().to_owned()));
        }
    }
    let expected = [(0, "none"), (5, "own"), (10, "queue"), (20, "batch")];
    assert_eq!(
        arrived,
        expected.map(|(second, body)| (second, body.to_owned()))
    );
}

#[tokio::test]
async fn the_examples_of_the_description_are_served() {
    for strict in [false, true] {
        let mut builder = queues_fake::QueuesFake::builder();
        if strict {
            builder = builder.strict();
        }
        let service = Service::built(builder).await;
        for (operation, path) in [
            (Operation::Push, ""),
            (Operation::BulkPush, "/batch"),
            (Operation::Pull, "/pull"),
            (Operation::Ack, "/ack"),
        ] {
            for example in oracle::examples(operation) {
                service.result(path, &example).await;
            }
        }
    }
}
