//! What one call does otherwise than its client, and what it sends that the description does not know.

use std::time::Duration;

use cloudflare_queues::CallOptions;
use cloudflare_queues::ENVELOPE;
use cloudflare_queues::RetryMode;
use cloudflare_queues::types::TextMessage;
use serde_json::Value;
use serde_json::json;

use crate::fixtures::SUCCESS;
use crate::fixtures::TOKEN;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::server::CannedResponse;
use crate::server::Request;
use crate::server::Server;

/// The request of a push with `options`.
async fn pushed(options: CallOptions) -> Request {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    let push = client.queues().messages();
    let push = push.push(&queue, TextMessage::new("hello world"));
    push.call_options(options).await.unwrap();
    server.only_request()
}

/// What a push with `options` says in place of sending anything.
async fn refused(options: CallOptions) -> String {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    let push = client.queues().messages();
    let push = push.push(&queue, TextMessage::new("hello world"));
    let error = push.call_options(options).await.unwrap_err();
    assert_eq!(server.requests().len(), 0);
    error.to_string()
}

#[tokio::test]
async fn headers_query_and_members_go_out_besides_the_calls_own() {
    let options = CallOptions::new()
        .header("x-trace", "4711")
        .query("dry run", "a&b")
        .body_property("priority", 9)
        .body_property("tags \"here\"", json!(["a", null]));
    let request = pushed(options).await;
    assert_eq!(request.header("x-trace"), Some("4711"));
    assert!(
        request.path.ends_with("/messages?dry%20run=a%26b"),
        "{}",
        request.path
    );
    assert_eq!(
        request.body,
        r#"{"content_type":"text","body":"hello world","priority":9,"tags \"here\"":["a",null]}"#
    );
}

#[tokio::test]
async fn a_member_can_be_the_first_of_its_body() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    let pull = client.queues().messages().pull(&queue);
    let options = CallOptions::new().body_property("visibility_timeout", 1000);
    pull.call_options(options).await.unwrap();
    assert_eq!(server.only_request().body, r#"{"visibility_timeout":1000}"#);
}

#[tokio::test]
async fn what_belongs_to_the_call_cannot_be_replaced() {
    for (options, message) in [
        (
            CallOptions::new().header("Authorization", "Bearer other"),
            "invalid argument `Authorization`: the client sets this header itself",
        ),
        (
            CallOptions::new().header("Host", "example.com"),
            "invalid argument `Host`: the client sets this header itself",
        ),
        (
            CallOptions::new().header("x-trace", "a\r\nb: c"),
            "invalid argument `x-trace`: a header holds visible ASCII, and no space at its ends",
        ),
        (
            CallOptions::new().body_property("body", "other"),
            "invalid argument `body`: the body has it already",
        ),
        (
            CallOptions::new()
                .body_property("a", 1)
                .body_property("a", 2),
            "invalid argument `a`: the body has it already",
        ),
        (
            CallOptions::new().header("two\nlines", "x"),
            "invalid argument `two\\nlines`: not the name of a header",
        ),
        (
            CallOptions::new().timeout(Duration::ZERO),
            "invalid argument `timeout`: zero lets no call succeed",
        ),
        (
            CallOptions::new().attempt_timeout(Duration::ZERO),
            "invalid argument `attempt_timeout`: zero lets no call succeed",
        ),
    ] {
        assert_eq!(refused(options).await, message);
    }
}

#[tokio::test]
async fn a_call_is_retried_as_it_says_itself() {
    for (mode, sent) in [
        (RetryMode::Never, 1),
        (RetryMode::Safe, 1),
        (RetryMode::AtLeastOnce, 3),
    ] {
        let server = Server::responding(CannedResponse::new("503 Service Unavailable", "")).await;
        let settings = server.settings().attempts(3);
        let settings = settings.backoff(Duration::ZERO, Duration::ZERO);
        let client = cloudflare_queues::Client::builder()
            .api_token(TOKEN)
            .account_id(crate::fixtures::account())
            .settings(settings)
            .build()
            .unwrap();
        let queue = queue();
        let push = client.queues().messages();
        let push = push.push(&queue, TextMessage::new("hello world"));
        let options = CallOptions::new().retry_mode(mode);
        let error = push.call_options(options).await.unwrap_err();
        assert_eq!(
            (error.attempts(), server.requests().len()),
            (sent, sent as usize)
        );
    }
}

#[tokio::test]
async fn a_call_ends_when_it_says_itself() {
    // The server accepts connections and never responds.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = cloudflare_queues::Settings::new().base_url(format!("http://{address}"));
    let client = cloudflare_queues::Client::builder()
        .account_id(crate::fixtures::account())
        .settings(settings)
        .build()
        .unwrap();
    let queue = queue();
    for options in [
        CallOptions::new().timeout(Duration::from_millis(20)),
        CallOptions::new().attempt_timeout(Duration::from_millis(20)),
    ] {
        let pull = client.queues().messages().pull(&queue);
        let error = pull.call_options(options).await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
    }
}

#[tokio::test]
async fn an_operation_that_the_description_does_not_know_can_be_called() {
    let server = Server::responding(CannedResponse::result(r#"{"queue_name":"orders"}"#)).await;
    let client = client(&server);
    let queue = client
        .http()
        .get("/accounts/{account_id}/queues/{queue_id}")
        .path("account_id", "a1")
        .path("queue_id", "q1")
        .send_unwrapped::<Value>(&ENVELOPE, "result");
    assert_eq!(queue.await.unwrap()["queue_name"], "orders");
    let path = "/client/v4/accounts/a1/queues/q1";
    let request = &server.requests()[0];
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("GET", path)
    );
    assert_eq!(
        request.header("authorization"),
        Some(format!("Bearer {TOKEN}").as_str())
    );
}

#[tokio::test]
async fn a_client_says_which_credentials_it_took() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    assert_eq!(client(&server).http().credentials(), ["api_token"]);
    let builder = cloudflare_queues::Client::builder();
    let builder = builder.api_email_and_api_key("a@b.example", "canary-key");
    let client = builder.build().unwrap();
    assert_eq!(client.http().credentials(), ["api_email", "api_key"]);
    assert!(format!("{client:?}").contains(r#"["api_email", "api_key"]"#));
}
