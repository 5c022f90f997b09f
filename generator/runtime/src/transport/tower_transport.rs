//! A service of tower as a transport.

use std::error::Error as StdError;
use std::future::poll_fn;

use bytes::Bytes;
use http::Request;
use http::Response;
use http_body::Body as HttpBody;
use tower_service::Service;

use crate::Body;
use crate::Transport;
use crate::TransportError;
use crate::TransportFuture;

type BoxError = Box<dyn StdError + Send + Sync>;

/// Sends requests through a [`Service`](tower_service::Service): a client of another HTTP stack, or one in layers of tower.
///
/// The service is cloned for each attempt, and called once it is ready. It has to keep the rules of [`Transport`]: layers
/// must neither follow redirects nor retry requests, and must keep headers and queries out of errors and logs.
///
/// A body that is a stream is read whole before, as [`Transport::send_stream`] says.
///
/// An error of the service is an [`exchange`](TransportError::exchange) that broke, and one of its readiness is
/// [`unprocessed`](TransportError::unprocessed). A service that knows better returns a [`TransportError`], which is passed
/// on as it is.
///
/// ```
/// use std::convert::Infallible;
/// use std::future::{Ready, ready};
/// use std::task::{Context, Poll};
///
/// use client_runtime::{Body, Bytes, Settings, TowerTransport};
/// use tower_service::Service;
///
/// #[derive(Clone)]
/// struct Echo;
///
/// impl Service<http::Request<Bytes>> for Echo {
///     type Response = http::Response<Body>;
///     type Error = Infallible;
///     type Future = Ready<Result<Self::Response, Infallible>>;
///
///     fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
///         Poll::Ready(Ok(()))
///     }
///
///     fn call(&mut self, request: http::Request<Bytes>) -> Self::Future {
///         ready(Ok(http::Response::new(Body::from(request.into_body()))))
///     }
/// }
///
/// let settings = Settings::new().transport(TowerTransport::new(Echo));
/// ```
#[derive(Clone)]
pub struct TowerTransport<S> {
    service: S,
}

impl<S> TowerTransport<S> {
    /// A transport that sends through `service`.
    pub fn new(service: S) -> Self {
        Self { service }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<Request<Bytes>, Response = Response<B>> + Clone + Send + Sync,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let mut service = self.service.clone();
        Box::pin(async move {
            poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(|error| passed_on(error, TransportError::unprocessed))?;
            let response = service.call(request).await.map_err(broken)?;
            Ok(response.map(|body| Body::mapped(Box::pin(body), broken)))
        })
    }
}

fn broken(error: impl Into<BoxError>) -> TransportError {
    passed_on(error, TransportError::exchange)
}

/// `error` as it is, when it says itself what it means, or else as `otherwise` understands it.
fn passed_on(
    error: impl Into<BoxError>,
    otherwise: impl FnOnce(BoxError) -> TransportError,
) -> TransportError {
    match error.into().downcast() {
        Ok(error) => *error,
        Err(error) => otherwise(error),
    }
}
