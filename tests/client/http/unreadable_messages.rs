//! Messages of a pull that are not what the description says: none of them loses the others, nor its own lease.

use cloudflare_queues::List;
use cloudflare_queues::queues::messages::PushResponse;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::PulledMessage;
use serde_json::Value;
use serde_json::json;

use crate::fixtures::LEASE;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::server::CannedResponse;
use crate::server::Server;

/// A batch of 100, of which the one in the middle is `unreadable`.
async fn pulled(unreadable: &str) -> List<PulledMessage> {
    let good = r#"{"lease_id":"good","body":"a","attempts":1}"#;
    let mut messages = vec![good; 100];
    messages[50] = unreadable;
    let result = format!(r#"{{"messages":[{}]}}"#, messages.join(","));
    let server = Server::responding(CannedResponse::result(&result)).await;
    let (client, queue) = (client(&server), queue());
    let pull = client.queues().messages().pull(&queue).batch_size(100);
    pull.await.unwrap().messages
}

#[tokio::test]
async fn an_unreadable_message_keeps_its_lease_and_its_text() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let nested = "[".repeat(200) + &"]".repeat(200);
    for (property, path) in [
        (r#""attempts":"5""#, "attempts"),
        (r#""attempts":-1"#, "attempts"),
        (r#""attempts":1e400"#, "attempts"),
        (r#""attempts":5.5"#, "attempts"),
        (r#""body":{"order":4711}"#, "body"),
        (r#""body":"\ud800""#, "body"),
        (r#""metadata":[]"#, "metadata"),
        (r#""metadata":"x""#, "metadata"),
        (r#""attempts":"x","id":5"#, "attempts"),
        (r#""attempts":1,"attempts":2"#, "."),
        (&format!(r#""metadata":{{"a":{nested}}}"#), "metadata.a"),
        (&format!(r#""metadata":{{"a":{deep}}}"#), "metadata.a"),
    ] {
        let sent = format!(r#"{{{property},"lease_id":"{LEASE}"}}"#);
        let messages = pulled(&sent).await;
        assert_eq!(messages.len(), 99);
        let [unreadable] = messages.unreadable() else {
            panic!("{messages:?}")
        };
        assert_eq!(unreadable.index(), 50);
        assert_eq!(unreadable.json(), sent);
        assert!(unreadable.path().starts_with(path), "{unreadable}");
        let readable = unreadable.readable().unwrap();
        assert_eq!(readable.lease_id.as_ref().unwrap().as_str(), LEASE);
        let message = format!("{unreadable} {unreadable:?}");
        assert!(!message.contains(LEASE) && message.len() < 800, "{message}");
    }
}

#[tokio::test]
async fn what_is_no_message_at_all_keeps_its_text() {
    for sent in ["null", "5", "[]", r#""text""#, "true"] {
        let messages = pulled(sent).await;
        assert_eq!(messages.len(), 99);
        let [unreadable] = messages.unreadable() else {
            panic!("{messages:?}")
        };
        assert_eq!((unreadable.json(), unreadable.readable()), (sent, None));
    }
}

#[tokio::test]
async fn an_unreadable_message_can_be_acknowledged() {
    let unreadable = format!(r#"{{"body":5,"lease_id":"{LEASE}"}}"#);
    let messages = pulled(&unreadable).await;
    let readable = messages.unreadable()[0].readable().unwrap();
    let lease = readable.lease_id.clone().unwrap();

    let server = Server::responding(CannedResponse::result(r#"{"ackCount":1}"#)).await;
    let (client, queue) = (client(&server), queue());
    let ack = client.queues().messages().ack(&queue);
    ack.acks([Acknowledgement::new(lease)]).await.unwrap();
    assert_eq!(
        server.only_request().body,
        format!(r#"{{"acks":[{{"lease_id":"{LEASE}"}}]}}"#)
    );
}

#[tokio::test]
async fn unreadable_errors_and_remarks_do_not_make_a_failure_of_a_push() {
    for (errors, remarks) in [
        (
            json!([{"code": "x"}, 5, {"code": 1, "message": "a"}]),
            json!([]),
        ),
        (json!([[]]), json!(["a", {"b": [null]}])),
    ] {
        let body = json!({"success": true, "errors": errors, "messages": remarks});
        let server = Server::responding(CannedResponse::ok(&body.to_string())).await;
        let (client, queue) = (client(&server), queue());
        let push = client.queues().messages();
        let push = push.push(&queue, cloudflare_queues::types::TextMessage::new("a"));
        let response: PushResponse = push.await.unwrap();
        let all = response.errors.len() + response.errors.unreadable().len();
        assert_eq!(all, errors.as_array().map_or(0, Vec::len));
        assert_eq!(Value::from(response.messages.to_vec()), remarks);
    }
}
