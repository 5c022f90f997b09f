//! Calls: a request that knows what is made of its response, and how it is sent.

pub(crate) mod attempts;
#[cfg(feature = "blocking")]
pub mod blocking;
pub(crate) mod deadline;
pub(crate) mod exchange;
pub(crate) mod operation;
pub(crate) mod options;
pub(crate) mod own;
pub(crate) mod read;
mod send;
#[cfg(feature = "tracing")]
mod trace;
#[cfg(not(feature = "tracing"))]
#[path = "call/no_trace.rs"]
mod trace;

use std::fmt;

use crate::CallFuture;
use crate::CallOptions;
use crate::Error;
use crate::Request;
use crate::Response;
use crate::call::exchange::exchange;
use crate::call::read::Read;

/// A call of an operation, which is sent when it is awaited.
///
/// ```no_run
/// # async fn example(call: client_runtime::Call<'_, String>) -> Result<(), client_runtime::Error> {
/// let value = call.await?;
/// # Ok(())
/// # }
/// ```
///
/// Awaiting it gives the value; [`send`](Self::send) gives status and headers as well, and [`call_options`](Self::call_options) sets
/// what this call does otherwise than its client. With the feature `blocking`, a program without async ends it in `.wait()`.
/// An operation that has optional inputs has a type of its own, with a method for each of them besides.
///
/// # Retries
///
/// Where the documentation of an operation says nothing else, whether it is retried follows from its HTTP method: calls of
/// `GET`, `HEAD`, `QUERY`, `OPTIONS`, `TRACE`, `PUT` and `DELETE` are idempotent, so that they are also sent again when their
/// response was lost; other calls only where the server cannot have processed them. See [`RetryMode`](crate::RetryMode).
///
/// # Errors
///
/// Every call can end in one of these; the documentation of an operation adds what it has of its own:
///
/// - [`Error::InvalidArgument`] and [`Error::Serialization`]: a value cannot be sent, or breaks a limit that is checked;
/// - [`Error::Configuration`]: the client lacks what the operation needs, such as its credentials;
/// - [`Error::Transport`]: no complete response came;
/// - [`Error::Api`]: the response is an error;
/// - [`Error::Decode`]: the response is not what the description says.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<'a, T> {
    request: Request<'a>,
    read: Read<'a, T>,
}

impl<'a, T> Call<'a, T> {
    pub(crate) fn new(request: Request<'a>, read: Read<'a, T>) -> Self {
        Self { request, read }
    }

    /// Sets the options of this call: timeouts, retries, additional headers, query parameters and body properties.
    pub fn call_options(mut self, call_options: CallOptions) -> Self {
        self.request = self.request.options(call_options);
        self
    }

    /// Sends the call for its value with status and headers. The errors are [those of every call](Self#errors).
    pub fn send(self) -> CallFuture<'a, Response<T>>
    where
        T: 'a,
    {
        Box::pin(self.perform())
    }

    /// The same without a box.
    pub(crate) async fn perform(self) -> Result<Response<T>, Error> {
        let response = exchange(self.request, self.read.wanted()).await?;
        self.read.response(response)
    }

    pub(crate) fn request(&self) -> &Request<'a> {
        &self.request
    }

    /// The same call of a request that `change` makes of its own.
    pub(crate) fn with(mut self, change: impl FnOnce(Request<'a>) -> Request<'a>) -> Self {
        self.request = change(self.request);
        self
    }
}

impl<'a, T: 'a> IntoFuture for Call<'a, T> {
    type Output = Result<T, Error>;
    type IntoFuture = CallFuture<'a, T>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.perform().await.map(Response::into_value) })
    }
}

impl<T> Clone for Call<'_, T> {
    fn clone(&self) -> Self {
        Self {
            request: self.request.clone(),
            read: self.read,
        }
    }
}

/// Values may be secret, so that nothing of them is shown.
impl<T> fmt::Debug for Call<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Call({})", self.request.operation())
    }
}
