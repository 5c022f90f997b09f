//! Who may call.

use http::Request;
use serde_json::json;

use crate::client::Service;

const RIGHT: (&str, &str) = ("authorization", "Bearer fake-token-for-tests");
const EMAIL: (&str, &str) = ("x-auth-email", "nobody@example.com");
const KEY: (&str, &str) = ("x-auth-key", "fake-key-for-tests");

#[tokio::test]
async fn a_token_opens_the_account_and_so_does_email_with_key() {
    let service = Service::start().await;
    for (headers, expected) in [
        (vec![], (400, 9106)),
        (vec![RIGHT], (200, 0)),
        (
            vec![("authorization", "bearer fake-token-for-tests")],
            (200, 0),
        ),
        (vec![("authorization", "Bearer wrong")], (401, 10000)),
        (vec![("authorization", "Bearer ")], (401, 10000)),
        (
            vec![("authorization", "fake-token-for-tests")],
            (401, 10000),
        ),
        (vec![("authorization", "Basic ZmFrZTo=")], (401, 10000)),
        (vec![EMAIL, KEY], (200, 0)),
        (vec![EMAIL], (400, 9106)),
        (vec![KEY], (400, 9106)),
        (vec![EMAIL, ("x-auth-key", "wrong")], (401, 10000)),
        (
            vec![("x-auth-email", "other@example.com"), KEY],
            (401, 10000),
        ),
        // A stray email does not spoil a token.
        (vec![RIGHT, EMAIL], (200, 0)),
        (
            vec![("authorization", "Bearer wrong"), EMAIL, KEY],
            (401, 10000),
        ),
    ] {
        let uri = format!("{}{}", service.fake.base_url(), service.path("/pull"));
        let mut request = Request::post(uri).header("content-type", "application/json");
        for (name, value) in &headers {
            request = request.header(*name, *value);
        }
        let response = service.send(request, "{}").await;
        assert_eq!(response.outcome(), expected, "{headers:?}");
    }
}

#[tokio::test]
async fn who_may_not_call_changes_nothing() {
    let service = Service::start().await;
    let request = service.request(&service.path(""));
    let headers = request.headers_ref().unwrap().clone();
    assert!(headers.contains_key("authorization"));
    let mut request = service.request(&service.path(""));
    request.headers_mut().unwrap().remove("authorization");
    let message = json!({ "content_type": "text", "body": "text" });
    service.send(request, message.to_string()).await;
    assert_eq!(service.queue.message_count(), 0);
}
