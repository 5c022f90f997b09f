//! The seam below a client: something that sends one request and gives back one response.

pub(crate) mod connecting;
pub(crate) mod hyper_transport;
pub(crate) mod proxy_choice;
pub(crate) mod tower_transport;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use http::Response;

use crate::Body;
use crate::TransportError;
use crate::body::Collected;
use crate::body::Ending;

/// What [`Transport::send`] returns.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<Body>, TransportError>> + Send + 'a>>;

/// Sends one request, and gives back the response as soon as its head is there.
///
/// The default speaks HTTP/1.1 and HTTP/2 over pooled connections. Another one, set with
/// [`Settings::transport`](crate::Settings::transport), can be a test, a proxy, or another HTTP stack; a service of
/// tower is one as a [`TowerTransport`](crate::TowerTransport). It must
///
/// - send the request once, retrying it only when nothing of it can have been processed;
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
    /// Sends `request`, whose URI is absolute; the header `Host`, where there is one, follows from it.
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_>;

    /// Sends `request`, whose body is read while it is sent, once. An error of the body must break the request off.
    ///
    /// A transport that does not say how reads the body whole, up to 32 MiB, and then [sends](Self::send) it.
    fn send_stream(&self, request: Request<Body>) -> TransportFuture<'_> {
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut read = Collected::default();
            match body.read_to(&mut read, MOST_READ).await {
                Ending::Complete => {}
                Ending::TooLarge => return Err(TransportError::unprocessed(TOO_LARGE)),
                Ending::Broken(error) => return Err(error),
            }
            self.send(Request::from_parts(head, read.into_bytes()))
                .await
        })
    }
}

/// The most bytes of a stream that are read before they are sent.
const MOST_READ: usize = 32 * 1024 * 1024;

const TOO_LARGE: &str = "the body is longer than 32 MiB, and the transport sends no streams";

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        (**self).send(request)
    }

    fn send_stream(&self, request: Request<Body>) -> TransportFuture<'_> {
        (**self).send_stream(request)
    }
}
