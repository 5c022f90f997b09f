//! Whether a call still waits for its connection: given up then, it has sent nothing.
//!
//! The pool tells it only to those who pay for it with several allocations a call. But it has the connector polled by the call
//! that waits for it, so that the connector can tell the call of whose poll it is a part.

use std::cell::Cell;
use std::future::Future;
use std::future::poll_fn;
use std::pin::Pin;
use std::pin::pin;
use std::task::Context;
use std::task::Poll;

thread_local! {
    static IS_CONNECTING: Cell<bool> = const { Cell::new(false) };
}

/// A connector, which tells the call that polls it that there is no connection yet.
pub(crate) async fn told<F: Future>(connector: F) -> F::Output {
    let mut connector = pin!(connector);
    poll_fn(|context| {
        let connected = connector.as_mut().poll(context);
        if connected.is_pending() {
            IS_CONNECTING.set(true);
        }
        connected
    })
    .await
}

/// The sending of a request, which knows whether it waits for a connection.
pub(crate) struct Sending<F> {
    future: F,
    is_connecting: bool,
}

impl<F> Sending<F> {
    pub(crate) fn new(future: F) -> Self {
        Self {
            future,
            is_connecting: false,
        }
    }

    /// Whether there was no connection for the request when it was last looked after.
    pub(crate) fn is_connecting(&self) -> bool {
        self.is_connecting
    }
}

impl<F: Future + Unpin> Future for Sending<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        IS_CONNECTING.set(false);
        let sent = Pin::new(&mut self.future).poll(context);
        self.is_connecting = IS_CONNECTING.take();
        sent
    }
}
