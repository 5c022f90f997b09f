//! The calls that servers are hostile to: of each class of retries, and of each way to read a response.

use std::collections::BTreeMap;

use client_runtime::Envelope;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::List;
use client_runtime::RetryClass;
use serde::Deserialize;
use serde_json::Value;

/// The most bytes of a response that the client reads: its default, where the code is optimized. Without that, reading takes twenty
/// times as long.
pub(crate) const LONGEST: usize = if cfg!(debug_assertions) {
    1 << 19
} else {
    20 << 20
};

const ENVELOPE: Envelope = Envelope::new("success", "errors");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// A `POST` that may not take place twice, and whose response is an envelope as a whole.
    Push,
    /// A `POST` that may not take place twice, and whose response has messages.
    Pull,
    /// A `POST` that may take place twice.
    Acknowledge,
    /// A `GET` whose response can be anything.
    Get,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Pushed {
    #[serde(default)]
    #[expect(dead_code, reason = "only read")]
    errors: List<Value>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Pulled {
    #[serde(default)]
    #[expect(dead_code, reason = "only read")]
    messages: List<Message>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "only read")]
pub(crate) struct Message {
    id: Option<String>,
    attempts: Option<u32>,
    body: Option<String>,
    lease_id: Option<String>,
    #[serde(default)]
    metadata: BTreeMap<String, Value>,
    timestamp_ms: Option<u64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Counts {
    #[serde(rename = "ackCount")]
    #[expect(dead_code, reason = "only read")]
    count: Option<u64>,
}

impl Call {
    pub(crate) const ALL: [Self; 4] = [Self::Push, Self::Pull, Self::Acknowledge, Self::Get];

    /// Whether it may be sent again though the server may have processed it.
    pub(crate) fn is_idempotent(self) -> bool {
        matches!(self, Self::Acknowledge | Self::Get)
    }

    /// Makes the call; whatever it gives is dropped within its time.
    pub(crate) async fn make(self, client: &HttpClient) -> Result<(), Error> {
        let post = |path| client.post(path).json("a body of a request");
        match self {
            Self::Push => {
                let push = post("/push").send_enveloped::<Pushed>(&ENVELOPE);
                push.await.map(drop)
            }
            Self::Pull => {
                let pull = post("/pull").send_unwrapped::<Pulled>(&ENVELOPE, "result");
                pull.await.map(drop)
            }
            Self::Acknowledge => {
                let ack = post("/ack").retry_class(RetryClass::Idempotent);
                let ack = ack.send_unwrapped::<Counts>(&ENVELOPE, "result");
                ack.await.map(drop)
            }
            Self::Get => client.get("/anything").send_json::<Value>().await.map(drop),
        }
    }
}
