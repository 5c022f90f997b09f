//! The calls that the client and the SDK both make; those of the SDK are in `sdk.py`.

use std::time::Duration;

use cloudflare_queues::types::Acknowledgement;
use cloudflare_queues::types::JsonMessage;
use cloudflare_queues::types::LeaseId;
use cloudflare_queues::types::Message;
use cloudflare_queues::types::Retry;
use cloudflare_queues::types::TextMessage;
use serde_json::Value;
use serde_json::json;

use crate::call::Call;

/// Which queue a call is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    Queue,
    Unknown,
    Paused,
    WithoutConsumer,
    Faulty,
}

/// A call, which is given the leases of all messages pulled so far.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) target: Target,
    pub(crate) call: fn(&[LeaseId]) -> Call,
}

impl Step {
    const fn new(name: &'static str, call: fn(&[LeaseId]) -> Call) -> Self {
        Self {
            name,
            target: Target::Queue,
            call,
        }
    }

    const fn to(mut self, target: Target) -> Self {
        self.target = target;
        self
    }
}

/// The calls in their order.
pub(crate) const STEPS: [Step; 38] = [
    Step::new("a text", |_| Call::push(text("hello world"))),
    Step::new("a text for later", |_| {
        Call::push(text("hello later").delay(seconds(60)))
    }),
    Step::new("a text at once", |_| {
        Call::push(text("hello now").delay(Duration::ZERO))
    }),
    Step::new("an empty text", |_| Call::push(text(""))),
    Step::new("a text of odd characters", |_| {
        let odd = "\"quoted\" \\ / \0 \x1f \x7f \x08\x0c\r\n\t <&> ünïcödé \u{2028} 🦀";
        Call::push(text(odd))
    }),
    Step::new("a JSON object", |_| {
        let order = json(json!({"order": 4711, "paid": true}));
        Call::push(order.delay(seconds(1)))
    }),
    Step::new("a JSON object in an order of its own", |_| {
        let order = json(json!({"paid": true, "order": {"b": 1, "a": 2}}));
        // It is delivered as it was written, so it is held back from the pulls.
        Call::push(order.delay(seconds(86_400)))
    }),
    Step::new("a JSON array", |_| {
        Call::push(json(json!([1, "two", [3.5], {"four": null}])))
    }),
    Step::new("a JSON string, which is rejected", |_| {
        Call::push(json(json!("ünïcödé 🦀")))
    }),
    Step::new("a JSON integer", |_| Call::push(json(json!(u64::MAX)))),
    Step::new("a JSON fraction", |_| Call::push(json(json!(-1.5)))),
    Step::new("a large JSON number", |_| Call::push(json(json!(1e300)))),
    Step::new("a JSON boolean", |_| Call::push(json(json!(false)))),
    Step::new("a JSON null", |_| Call::push(json(json!(null)))),
    Step::new("a batch of one", |_| {
        bulk_push([text("alone").into()], None)
    }),
    Step::new("a batch of both kinds", |_| {
        let order = json(json!({"order": 4711, "paid": true}));
        let batch = [text("hello world").into(), order.into()];
        bulk_push(batch, Some(Duration::ZERO))
    }),
    Step::new("a batch with delays of its own", |_| {
        let at_once = text("at once").delay(Duration::ZERO);
        let later = json(json!([])).delay(seconds(86_400));
        bulk_push([at_once.into(), later.into()], Some(seconds(30)))
    }),
    Step::new("a pull", |_| pull(None, None)),
    Step::new("a pull of two", |_| pull(Some(2), None)),
    Step::new("a pull with a lease", |_| {
        pull(None, Some(seconds(12 * 60 * 60)))
    }),
    Step::new("a pull of the rest", |_| pull(Some(100), Some(seconds(30)))),
    Step::new("a pull of nothing", |_| pull(Some(1), None)),
    Step::new("an acknowledgement", |leases| {
        ack(Some(vec![done(&leases[0])]), None)
    }),
    Step::new("a retry", |leases| ack(None, Some(vec![retry(&leases[1])]))),
    Step::new("a retry later", |leases| {
        ack(None, Some(vec![retry(&leases[2]).delay(seconds(10))]))
    }),
    Step::new("a retry at once", |leases| {
        ack(None, Some(vec![retry(&leases[3]).delay(Duration::ZERO)]))
    }),
    Step::new("acknowledgements and retries", |leases| {
        let acks = vec![done(&leases[4]), done(&leases[5])];
        let later = retry(&leases[7]).delay(seconds(86_400));
        ack(Some(acks), Some(vec![retry(&leases[6]), later]))
    }),
    Step::new("a lease that nobody has", |_| {
        ack(Some(vec![Acknowledgement::new("nobody's")]), None)
    }),
    Step::new("nothing to settle", |_| ack(None, None)),
    Step::new("empty lists to settle", |_| ack(Some(vec![]), Some(vec![]))),
    Step::new("a pull of what is retried", |_| pull(Some(10), None)),
    Step::new("a batch of nothing", |_| bulk_push([], None)),
    Step::new("a delay that is too long", |_| {
        Call::push(text("").delay(seconds(86_401)))
    }),
    Step::new("a pull of none", |_| pull(Some(0), None)),
    Step::new("a queue that is unknown", |_| pull(None, None)).to(Target::Unknown),
    Step::new("a queue that is paused", |_| pull(None, None)).to(Target::Paused),
    Step::new("a queue without a consumer", |_| pull(None, None)).to(Target::WithoutConsumer),
    Step::new("a success that is none", |_| {
        Call::push(text("hello world"))
    })
    .to(Target::Faulty),
];

fn text(body: &str) -> TextMessage {
    TextMessage::new(body)
}

fn json(body: Value) -> JsonMessage {
    JsonMessage::new(body)
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn bulk_push<const N: usize>(messages: [Message; N], delay: Option<Duration>) -> Call {
    Call::BulkPush {
        messages: messages.into(),
        delay,
    }
}

fn pull(batch_size: Option<u32>, visibility_timeout: Option<Duration>) -> Call {
    Call::Pull {
        batch_size,
        visibility_timeout,
    }
}

fn ack(acks: Option<Vec<Acknowledgement>>, retries: Option<Vec<Retry>>) -> Call {
    Call::Ack { acks, retries }
}

fn done(lease: &LeaseId) -> Acknowledgement {
    Acknowledgement::new(lease.clone())
}

fn retry(lease: &LeaseId) -> Retry {
    Retry::new(lease.clone())
}
