//! Tokens, keys and lease ids go to the server, and nowhere else.

use std::error::Error as StdError;
use std::fmt::Debug;

use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::LeaseId;
use cloudflare_queues::types::Retry;
use cloudflare_queues::types::TextMessage;

use crate::fixtures::LEASE;
use crate::fixtures::SUCCESS;
use crate::fixtures::TOKEN;
use crate::fixtures::account;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

/// Stands for a lease id, short enough to be shown whole by mistake.
const CANARY: &str = "canary-lease";

fn assert_clean(text: &str) {
    assert!(!text.contains("canary"), "{text}");
}

fn assert_debug_is_clean(value: &impl Debug) {
    assert_clean(&format!("{value:?}"));
    assert_clean(&format!("{value:#?}"));
}

/// Checks an error, what it keeps, and all its causes.
fn assert_error_is_clean(error: &Error) {
    let mut cause: Option<&dyn StdError> = Some(error);
    while let Some(error) = cause {
        assert_clean(&error.to_string());
        assert_debug_is_clean(&error);
        cause = error.source();
    }
    assert_debug_is_clean(&error.headers());
    assert_debug_is_clean(&error.body());
    assert_debug_is_clean(&error.details());
}

#[test]
fn a_builder_and_a_client_show_no_secret() {
    for builder in [
        Client::builder().api_token(TOKEN),
        Client::builder().api_email_and_api_key("canary@example.com", "canary-key"),
    ] {
        assert_debug_is_clean(&builder);
        let client = builder.build().unwrap();
        assert_debug_is_clean(&client);
        assert_debug_is_clean(&client.queues());
        assert_debug_is_clean(&client.queues().messages());
    }
}

#[tokio::test]
async fn a_call_shows_neither_the_token_nor_a_lease() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    let messages = client.queues().messages();
    assert_debug_is_clean(&messages.push(&queue, TextMessage::new("text")));
    assert_debug_is_clean(&messages.bulk_push(&queue, [TextMessage::new("text")]));
    assert_debug_is_clean(&messages.pull(&queue));
    assert_debug_is_clean(
        &messages
            .ack(&queue)
            .acks([Acknowledgement::new(CANARY)])
            .retries([Retry::new(CANARY)]),
    );
}

#[tokio::test]
async fn a_pulled_message_does_not_show_its_lease() {
    assert_debug_is_clean(&LeaseId::new(CANARY));
    let result = format!(r#"{{"messages":[{{"id":"a","lease_id":"{CANARY}"}}]}}"#);
    let server = Server::responding(CannedResponse::result(&result)).await;
    let (client, queue) = (client(&server), queue());
    let response = client.queues().messages().pull(&queue).send().await;
    let response = response.unwrap();
    assert_eq!(response.messages[0].lease_id, Some(LeaseId::new(CANARY)));
    assert_debug_is_clean(&response);
}

#[tokio::test]
async fn what_the_server_echoes_of_a_token_is_redacted_from_errors() {
    for (status, body) in [
        ("400 Bad Request", format!("unknown token: Bearer {TOKEN}")),
        (
            "403 Forbidden",
            format!(
                r#"{{"success":false,"errors":[{{"code":1,"message":"{TOKEN}","source":{{"pointer":"/{TOKEN}"}}}}]}}"#
            ),
        ),
        (
            "200 OK",
            format!(r#"{{"success":false,"errors":["{TOKEN}"]}}"#),
        ),
        ("200 OK", format!(r#""{TOKEN}""#)),
        ("200 OK", format!("{TOKEN} is no JSON")),
        ("307 Temporary Redirect", TOKEN.to_owned()),
    ] {
        for operation in Operation::ALL {
            let response = CannedResponse::new(status, &body)
                .header("cf-ray", TOKEN)
                .header("location", &format!("https://example.com/?{TOKEN}"));
            let error = operation.call_with(response.clone()).await.unwrap_err();
            assert_error_is_clean(&error);
            assert_eq!(error.body().unwrap().len(), body.len());
        }
    }
}

#[tokio::test]
async fn what_the_server_echoes_of_email_and_key_is_redacted_from_errors() {
    let body =
        r#"{"success":false,"errors":[{"code":1,"message":"canary@example.com with canary-key"}]}"#;
    let server = Server::responding(CannedResponse::new("403 Forbidden", body)).await;
    let client = Client::builder()
        .api_email_and_api_key("canary@example.com", "canary-key")
        .account_id(account())
        .settings(server.settings())
        .build()
        .unwrap();
    for operation in Operation::ALL {
        let error = operation.send(&client, &queue()).await.unwrap_err();
        assert_error_is_clean(&error);
        assert_eq!(error.codes().collect::<Vec<_>>(), [1]);
    }
}

#[tokio::test]
async fn a_response_that_breaks_off_shows_no_secret() {
    let server = Server::responding(CannedResponse::new("200 OK", "").cut()).await;
    for operation in Operation::ALL {
        let error = operation
            .send(&client(&server), &queue())
            .await
            .unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error}");
        assert_error_is_clean(&error);
    }
}

#[tokio::test]
async fn a_line_about_an_unreadable_batch_does_not_show_a_whole_lease() {
    for messages in [
        format!(r#"[{{"lease_id":"{LEASE}"}}"#),
        format!(r#"{{"lease_id":"{LEASE}"}}"#),
        format!(r#""{LEASE}""#),
    ] {
        let response = CannedResponse::result(&format!(r#"{{"messages":{messages}}}"#));
        let error = Operation::Pull.call_with(response).await.unwrap_err();
        assert!(!error.to_string().contains(LEASE), "{error}");
    }
}
