//! Responses of any kind, to each of the four operations: none makes the client panic, hang, show its token, or lose a lease
//! that stands in the response.
//!
//! The first byte of the input chooses the operation and the status, the rest is the body.

#![no_main]

use std::fmt::Debug;

use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::Settings;
use cloudflare_queues::client_runtime::Body;
use cloudflare_queues::client_runtime::Bytes;
use cloudflare_queues::client_runtime::Transport;
use cloudflare_queues::client_runtime::TransportFuture;
use cloudflare_queues::client_runtime::http;
use cloudflare_queues::queues::messages::PullResult;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::QueueId;
use cloudflare_queues::types::TextMessage;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

const TOKEN: &str = "canary-token-0123456789";
const STATUSES: [u16; 8] = [200, 200, 200, 200, 202, 400, 429, 503];

/// Responds to every request with the same status and body.
struct Canned {
    status: u16,
    body: Bytes,
}

impl Transport for Canned {
    fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
        let mut response = http::Response::new(Body::from(self.body.clone()));
        *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap();
        Box::pin(async { Ok(response) })
    }
}

fuzz_target!(|input: &[u8]| {
    let Some((choice, body)) = input.split_first() else {
        return;
    };
    let status = STATUSES[usize::from(choice >> 2 & 7)];
    let transport = Canned {
        status,
        body: Bytes::copy_from_slice(body),
    };
    let client = Client::builder()
        .api_token(TOKEN)
        .account_id(AccountId::new("account").unwrap())
        .settings(Settings::new().transport(transport).attempts(1))
        .build()
        .unwrap();
    let queue = QueueId::new("queue").unwrap();
    let messages = client.queues().messages();
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_time().build().unwrap();
    runtime.block_on(async {
        match choice & 3 {
            0 => check(messages.push(&queue, TextMessage::new("a")).await, status),
            1 => check(
                messages.bulk_push(&queue, [TextMessage::new("a")]).await,
                status,
            ),
            2 => {
                let pulled = messages.pull(&queue).await;
                if let Ok(batch) = &pulled {
                    no_lease_is_lost(batch, body);
                }
                check(pulled, status);
            }
            _ => check(messages.ack(&queue).await, status),
        }
    });
});

/// What holds of every outcome.
fn check<T: Debug>(outcome: Result<T, Error>, status: u16) {
    match outcome {
        Ok(value) => {
            assert!((200..300).contains(&status));
            let _ = format!("{value:?}");
        }
        Err(error) => {
            let line = error.to_string();
            assert!(line.chars().count() < 1_000, "{line}");
            assert!(!line.contains(char::is_control), "{line}");
            assert!(!line.contains(TOKEN), "{line}");
            assert!(!format!("{error:?}").contains(TOKEN));
            assert_eq!(error.attempts(), 1);
            assert!(error.body().is_some());
        }
    }
}

/// Each item of the list is there: read, or kept as its text.
fn no_lease_is_lost(batch: &PullResult, body: &[u8]) {
    let Ok(response) = serde_json::from_slice::<Value>(body) else {
        return;
    };
    let sent = response["result"]["messages"].as_array().map_or(0, Vec::len);
    let kept = batch.messages.len() + batch.messages.unreadable().len();
    assert_eq!(sent, kept);
}
