//! Where the SDK and the client differ, and why that is as it should be. What is not listed must be the same.

use serde_json::Value;
use serde_json::json;

use crate::spelling::in_order;

/// A difference between the requests, or between the results, of these calls.
pub(crate) struct Difference<T: ?Sized + 'static> {
    pub(crate) reason: &'static str,
    pub(crate) calls: &'static [&'static str],
    /// Whether the first, of the SDK, and the second, of the client, differ in this and in nothing else.
    pub(crate) explains: fn(&T, &T) -> bool,
}

/// Between the bodies of requests.
pub(crate) const REQUESTS: &[Difference<str>] = &[
    Difference {
        reason: "The SDK writes properties in the order of its own parameters, the client in that of the description.",
        calls: &[
            "a text",
            "a text for later",
            "a text at once",
            "an empty text",
            "a text of odd characters",
            "a JSON object",
            "a JSON array",
            "a JSON string, which is rejected",
            "a JSON integer",
            "a JSON fraction",
            "a large JSON number",
            "a JSON boolean",
            "a JSON null",
            "a batch of one",
            "a batch of both kinds",
            "a batch with delays of its own",
            "a delay that is too long",
            "a success that is none",
        ],
        explains: |sdk, client| is_same_in_order(sdk, client, "body"),
    },
    Difference {
        reason: "A JSON value in Rust has its properties in alphabetical order, unless a program asks serde_json for another.",
        calls: &["a JSON object in an order of its own"],
        explains: |sdk, client| is_same_in_order(sdk, client, ""),
    },
];

/// The length shows that there are no spaces either.
fn is_same_in_order(sdk: &str, client: &str, except: &str) -> bool {
    sdk.len() == client.len() && in_order(sdk, except) == in_order(client, except)
}

/// Between results, as JSON.
pub(crate) const RESULTS: &[Difference<Value>] = &[Difference {
    reason: "The SDK takes every response with status 200 for a success; the client looks at `success`.",
    calls: &["a success that is none"],
    explains: |sdk, client| {
        *sdk == json!({}) && *client == json!({"status": 200, "codes": [15000]})
    },
}];

/// Says what is the matter with two that are to be the same, unless a difference explains it, and which one it was.
pub(crate) fn compare<T: ?Sized + PartialEq>(
    call: &str,
    sdk: &T,
    client: &T,
    differences: &[Difference<T>],
) -> Result<Option<usize>, ()> {
    if sdk == client {
        return Ok(None);
    }
    let listed = differences
        .iter()
        .position(|it| it.calls.contains(&call) && (it.explains)(sdk, client));
    listed.map(Some).ok_or(())
}
