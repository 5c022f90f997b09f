//! The seam below a client: something that sends one request and gives back one response.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use http::Response;

use crate::Body;
use crate::TransportError;

/// What [`Transport::send`] returns.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<Body>, TransportError>> + Send + 'a>>;

/// Sends one request, and gives back the response as soon as its head is there.
///
/// The default speaks HTTP/1.1 and HTTP/2 over pooled connections. Another one, set with
/// [`Settings::transport`](crate::Settings::transport), can be a test, a proxy, or another HTTP stack; a service of
/// tower is one as a [`TowerTransport`](crate::TowerTransport). It must
///
/// - send the request once, repeating it only when nothing of it can have been processed;
/// - hand back redirects as they are, and follow none: the request carries the client's secrets;
/// - put neither headers nor the query of the request into its errors, for the same reason;
/// - say [`connect`](TransportError::connect) or [`unprocessed`](TransportError::unprocessed) of a failure only on proof,
///   and else [`exchange`](TransportError::exchange): on the former two, any operation may be sent again;
/// - stop when its future is dropped: that is how the bounds of time of an attempt and of a call end it.
///
/// ```
/// use bytes::Bytes;
/// use client_runtime::{Body, Transport, TransportFuture};
///
/// struct Teapot;
///
/// impl Transport for Teapot {
///     fn send(&self, _request: http::Request<Bytes>) -> TransportFuture<'_> {
///         let mut response = http::Response::new(Body::from("short and stout"));
///         *response.status_mut() = http::StatusCode::IM_A_TEAPOT;
///         Box::pin(async { Ok(response) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync {
    /// Sends `request`, whose URI is absolute.
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        (**self).send(request)
    }
}
