//! Requests made from the description, for operations that no call is written for.

use cloudflare_queues::CallOptions;
use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::types::QueueId;
use serde_json::Value;

use crate::fixtures::ACCOUNT;

/// A request of one operation, with values that the description shows, or that are made up from its schemas.
#[derive(Clone, Debug, Default)]
pub(crate) struct Described {
    pub(crate) operation_id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// Names and values, without the account and the queue.
    pub(crate) in_path: Vec<(String, String)>,
    pub(crate) in_query: Vec<(String, String)>,
    pub(crate) in_headers: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
}

impl Described {
    /// Sends it by way of the generic calls of the client. Gives the JSON of the response, null if it has none.
    pub(crate) async fn send(
        &self,
        client: &Client,
        queue: &QueueId,
        options: CallOptions,
    ) -> Result<Value, Error> {
        let (http, path) = (client.http(), self.path.as_str());
        let mut request = match self.method.as_str() {
            "get" => http.get(path),
            "put" => http.put(path),
            "post" => http.post(path),
            "patch" => http.patch(path),
            "delete" => http.delete(path),
            "head" => http.head(path),
            "options" => http.options(path),
            method => panic!("the client has no generic call for {method}"),
        };
        if path.contains("{account_id}") {
            request = request.path("account_id", ACCOUNT);
        }
        if path.contains("{queue_id}") {
            request = request.path("queue_id", queue.as_str());
        }
        for (name, value) in &self.in_path {
            request = request.path(name, value);
        }
        for (name, value) in &self.in_query {
            request = request.query(name, value);
        }
        for (name, value) in &self.in_headers {
            request = request.header(name, value);
        }
        if let Some(body) = &self.body {
            request = request.json(body);
        }
        let bytes = request.options(options).send_bytes().await?.into_value();
        Ok(serde_json::from_slice(&bytes).unwrap_or_default())
    }
}
