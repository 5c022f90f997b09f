//! Prism as a proxy between the client and the fake: a second opinion on the requests of one and the responses of the other.
//!
//! The proxy reads the same changed description as the [mock](crate::mock).

use std::time::Duration;

use cloudflare_queues::CallOptions;
use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::Retry;
use queues_fake::Fault;
use queues_fake::QueueOptions;
use queues_fake::QueuesFake;
use queues_fake::Rule;
use serde_json::Value;
use tokio::sync::Mutex;
use tokio::sync::MutexGuard;
use tokio::time::sleep;

use crate::fixtures::client;
use crate::fixtures::fake;
use crate::fixtures::queue_id;
use crate::fixtures::with_email_and_key;
use crate::fixtures::with_token;
use crate::requests;
use crate::styles;
use crate::tool::tool;
use crate::violation::complaint;
use crate::violation::is_not_shown;
use crate::violation::violation;

/// The proxy knows one port of the fake, so one test has it at a time.
static TURN: Mutex<()> = Mutex::const_new(());

/// A fake, and where the proxy before it is.
struct Proxied {
    fake: QueuesFake,
    url: String,
    _turn: MutexGuard<'static, ()>,
}

impl Proxied {
    async fn start() -> Option<Self> {
        let url = tool("CONTRACT_PRISM_PROXY")?;
        let port = tool("CONTRACT_PRISM_UPSTREAM_PORT")?.parse().unwrap();
        let turn = TURN.lock().await;
        let fake = start(port).await;
        Some(Self {
            fake,
            url,
            _turn: turn,
        })
    }

    fn client(&self) -> Client {
        client(&self.url, with_token)
    }
}

/// A test that failed may not have freed the port yet.
async fn start(port: u16) -> QueuesFake {
    for _ in 0..100 {
        match fake().port(port).start().await {
            Ok(fake) => return fake,
            Err(_) => sleep(Duration::from_millis(20)).await,
        }
    }
    fake().port(port).start().await.unwrap()
}

#[tokio::test]
async fn every_request_is_accepted_and_every_response_is_as_described() {
    let Some(proxied) = Proxied::start().await else {
        return;
    };
    let id = queue_id(proxied.fake.create_queue("contract").id());
    let mut rejected = Vec::new();
    for style in styles::all() {
        proxied.fake.set_response_style(style);
        for authenticate in [with_token, with_email_and_key] {
            let client = client(&proxied.url, authenticate);
            for call in requests::all() {
                let line: String = format!("{call:?}").chars().take(200).collect();
                let outcome = call.send(&client, &id, CallOptions::new()).await;
                if let Err(error) = outcome.or_else(is_not_shown) {
                    rejected.push(format!("{}: {line}", complaint(&error)));
                }
            }
        }
    }
    assert!(
        rejected.is_empty(),
        "{} rejected:\n{}",
        rejected.len(),
        rejected.join("\n")
    );
    proxied.fake.shutdown().await;
}

#[tokio::test]
async fn what_was_pulled_can_be_settled() {
    let Some(proxied) = Proxied::start().await else {
        return;
    };
    let client = proxied.client();
    for (number, style) in (0..).zip(styles::all()) {
        let has_counts = style.counts;
        proxied.fake.set_response_style(style);
        let queue = proxied.fake.create_queue(&format!("contract-{number}"));
        let id = queue_id(queue.id());
        let messages = client.queues().messages();
        for call in requests::by_hand().into_iter().take(12) {
            call.send(&client, &id, CallOptions::new()).await.unwrap();
        }
        let pull = messages.pull(&id).batch_size(12);
        let batch = pull
            .await
            .unwrap_or_else(|error| panic!("{}", complaint(&error)));
        let mut leases = batch.messages.into_iter().filter_map(|it| it.lease_id);
        let acks: Vec<_> = leases.by_ref().take(5).map(Acknowledgement::new).collect();
        let retries: Vec<_> = leases
            .map(|it| Retry::new(it).delay(Duration::ZERO))
            .collect();
        assert_eq!((acks.len(), retries.len()), (5, 7));
        let settled = messages.ack(&id).acks(acks).retries(retries);
        let settled = settled
            .await
            .unwrap_or_else(|error| panic!("{}", complaint(&error)));
        assert_eq!(settled.ack_count, has_counts.then_some(5));
        assert_eq!(settled.retry_count, has_counts.then_some(7));
        assert_eq!(queue.acknowledged().len(), 5);
    }
    proxied.fake.shutdown().await;
}

#[tokio::test]
async fn error_responses_and_failures_of_the_fake_are_as_described() {
    let Some(proxied) = Proxied::start().await else {
        return;
    };
    let fake = &proxied.fake;
    let client = proxied.client();
    let pull = || requests::simplest("queues.messages.pull");
    let push = || requests::simplest("queues.messages.push");
    let queue = |name, options| fake.create_queue_with(name, options).id().to_owned();
    let paused = QueueOptions {
        paused: true,
        ..QueueOptions::default()
    };
    let without_consumer = QueueOptions {
        http_pull: false,
        ..QueueOptions::default()
    };
    let faulty = fake.create_queue("faulty");
    let status = |status| Fault::Status {
        status,
        code: 10252,
        retry_after: None,
    };
    let lasting = Fault::RateLimited {
        retry_after: Duration::from_secs(300),
    };
    for (id, call, code, number) in [
        ("unknown".to_owned(), push(), 404, 10104),
        (queue("paused", paused), pull(), 409, 10409),
        (
            queue("without-consumer", without_consumer),
            pull(),
            405,
            99405,
        ),
    ] {
        let id = queue_id(&id);
        let outcome = call.send(&client, &id, CallOptions::new());
        is_error_response(&outcome.await.unwrap_err(), code, number);
    }
    for (fault, call, code, number) in [
        (status(403), push(), 403, 10252),
        (status(500), pull(), 500, 10252),
        (Fault::Overloaded, push(), 429, 10250),
        (lasting, pull(), 429, 971),
        // Of a push, since it alone is described with a `result` of null, which such a response has.
        (Fault::SuccessFalse { code: 15000 }, push(), 200, 15000),
    ] {
        fake.inject(Rule::new(fault).on_queue(&faulty).times(1));
        let id = queue_id(faulty.id());
        let outcome = call.send(&client, &id, CallOptions::new());
        is_error_response(&outcome.await.unwrap_err(), code, number);
    }
    let stranger = crate::fixtures::client(&proxied.url, |builder| {
        builder.api_token("of-somebody-else")
    });
    let id = queue_id(faulty.id());
    let outcome = pull().send(&stranger, &id, CallOptions::new());
    is_error_response(&outcome.await.unwrap_err(), 401, 10000);
    proxied.fake.shutdown().await;
}

/// That the response is one of the fake, and the proxy has no objection.
fn is_error_response(error: &Error, status: u16, code: i64) {
    assert!(violation(error).is_none(), "{}", complaint(error));
    assert_eq!(
        error.status().map(|it| it.as_u16()),
        Some(status),
        "{error}"
    );
    assert_eq!(error.codes().collect::<Vec<_>>(), [code]);
}

#[tokio::test]
async fn a_request_that_is_not_described_does_not_reach_the_fake() {
    let Some(proxied) = Proxied::start().await else {
        return;
    };
    let id = queue_id(proxied.fake.create_queue("contract").id());
    let options = CallOptions::new().body_property("batch_sise", Value::from(5));
    let pull = requests::simplest("queues.messages.pull");
    let error = pull
        .send(&proxied.client(), &id, options)
        .await
        .unwrap_err();
    assert!(violation(&error).is_some(), "{error}");
    assert_eq!(proxied.fake.calls().len(), 0);
    proxied.fake.shutdown().await;
}
