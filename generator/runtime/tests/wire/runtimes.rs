//! Calls outside of a runtime, on one that ends, and calls that are dropped.

use std::pin::pin;
use std::task::Context;
use std::task::Poll;
use std::task::Waker;

use client_runtime::Error;
use client_runtime::Settings;

use crate::server::client_with;

#[test]
fn a_call_outside_of_a_runtime_is_an_error_that_says_so() {
    let client = client_with(Settings::new());
    let call = pin!(client.post("/push").json(&5).send_empty());
    let Poll::Ready(Err(error)) = call.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("the call waits, or has succeeded");
    };
    assert!(matches!(error, Error::Configuration(_)) && !error.maybe_processed());
    assert_eq!(
        error.to_string(),
        "a call is awaited outside of a tokio runtime, where it has neither a clock nor sockets: await it within one, or \
         end it in `.wait()` (feature `blocking`)"
    );
}
