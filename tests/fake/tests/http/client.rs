//! A fake with one queue, and a plain client of it.

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http_body_util::BodyExt as _;
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use queues_fake::Builder;
use queues_fake::Clock;
use queues_fake::QueueHandle;
use queues_fake::QueueOptions;
use queues_fake::QueuesFake;
use serde_json::Value;
use serde_json::json;

use crate::oracle;

pub(crate) type HttpClient = Client<HttpConnector, Full<Bytes>>;

/// A response that came whole.
#[derive(Debug)]
pub(crate) struct PlannedResponse {
    pub(crate) status: u16,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Bytes,
}

impl PlannedResponse {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap().to_str().unwrap()
    }

    /// Its status, and the code of its only error; 0 without an error.
    pub(crate) fn outcome(&self) -> (u16, i64) {
        let json = self.json();
        let errors = json["errors"].as_array().unwrap();
        assert_eq!(json["success"] == true, errors.is_empty(), "{json}");
        let code = errors
            .first()
            .map_or(0, |error| error["code"].as_i64().unwrap());
        (self.status, code)
    }
}

/// A fake with one queue, by a clock that the test turns.
pub(crate) struct Service {
    pub(crate) fake: QueuesFake,
    pub(crate) queue: QueueHandle,
    pub(crate) client: HttpClient,
}

impl Service {
    pub(crate) async fn start() -> Self {
        Self::with(QueueOptions::default()).await
    }

    pub(crate) async fn with(options: QueueOptions) -> Self {
        let service = Self::built(QueuesFake::builder().clock(Clock::manual())).await;
        service.fake.create_queue_with("orders", options);
        service
    }

    pub(crate) async fn built(builder: Builder) -> Self {
        let fake = builder.start().await.unwrap();
        Self {
            queue: fake.create_queue("orders"),
            fake,
            client: Client::builder(TokioExecutor::new())
                .retry_canceled_requests(false)
                .build_http(),
        }
    }

    /// The path of an operation on the queue; `operation` is what follows `messages`.
    pub(crate) fn path(&self, operation: &str) -> String {
        let (account, queue) = (self.fake.account_id(), self.queue.id());
        format!("/accounts/{account}/queues/{queue}/messages{operation}")
    }

    /// A request as a client makes it.
    pub(crate) fn request(&self, path: &str) -> http::request::Builder {
        Request::post(format!("{}{path}", self.fake.base_url()))
            .header("authorization", format!("Bearer {}", self.fake.api_token()))
            .header("content-type", "application/json")
    }

    /// Sends a request; `None` when no whole response comes.
    pub(crate) async fn try_send(
        &self,
        request: http::request::Builder,
        body: impl Into<Bytes>,
    ) -> Option<PlannedResponse> {
        let request = request.body(Full::new(body.into())).unwrap();
        let path = request.uri().path().to_owned();
        let (head, body) = self.client.request(request).await.ok()?.into_parts();
        let response = PlannedResponse {
            status: head.status.as_u16(),
            headers: head.headers,
            body: body.collect().await.ok()?.to_bytes(),
        };
        assert!(response.header("cf-ray").ends_with("-TST"));
        let content_type = response.headers.get("content-type");
        if content_type.is_some_and(|it| it == "application/json") {
            oracle::check(&path, response.status, &response.json());
        }
        Some(response)
    }

    pub(crate) async fn send(
        &self,
        request: http::request::Builder,
        body: impl Into<Bytes>,
    ) -> PlannedResponse {
        self.try_send(request, body).await.unwrap()
    }

    pub(crate) async fn try_post(&self, operation: &str, body: &Value) -> Option<PlannedResponse> {
        let request = self.request(&self.path(operation));
        self.try_send(request, body.to_string()).await
    }

    pub(crate) async fn post(&self, operation: &str, body: &Value) -> PlannedResponse {
        self.try_post(operation, body).await.unwrap()
    }

    /// The result of a call that succeeds.
    pub(crate) async fn result(&self, operation: &str, body: &Value) -> Value {
        let response = self.post(operation, body).await;
        assert_eq!(response.outcome(), (200, 0), "{}", response.json());
        response.json()["result"].clone()
    }

    pub(crate) async fn push(&self, text: &str) {
        let message = json!({ "content_type": "text", "body": text });
        self.result("", &message).await;
    }

    /// The messages of a pull of up to 100, for 30 seconds.
    pub(crate) async fn pull(&self) -> Vec<Value> {
        let result = self.result("/pull", &json!({ "batch_size": 100 })).await;
        result["messages"].as_array().unwrap().clone()
    }

    /// The lease of the only message that can be pulled.
    pub(crate) async fn pull_lease(&self) -> String {
        let messages = self.pull().await;
        assert_eq!(messages.len(), 1, "{messages:?}");
        messages[0]["lease_id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn ack(&self, lease_id: &str) -> Value {
        let acks = json!({ "acks": [{ "lease_id": lease_id }] });
        self.result("/ack", &acks).await
    }

    pub(crate) fn wait(&self, seconds: u64) {
        self.fake.clock().advance(Duration::from_secs(seconds));
    }
}
