//! The body of a response, and the connection that it comes over.

use std::pin::Pin;
use std::sync::Arc;
use std::task::Context;
use std::task::Poll;

use bytes::Bytes;
use http_body::Body as HttpBody;
use http_body::SizeHint;
use hyper::body::Incoming;
use tokio::runtime::Handle;

use super::pool::Pool;
use super::pool::Pooled;
use crate::TransportError;
use crate::body::PolledFrame;

/// The body of a response. Its connection waits for the next request once it has ended or is dropped.
pub(crate) struct IncomingBody {
    body: Incoming,
    /// Behind the body, so that it is dropped after it.
    connection: Option<InUse>,
}

/// A connection of HTTP/1.1 that is put back when this is dropped.
struct InUse {
    connection: Option<Pooled>,
    pool: Arc<Pool>,
}

impl IncomingBody {
    pub(super) fn new(body: Incoming, connection: Pooled, pool: &Arc<Pool>) -> Self {
        // One that is shared waits already.
        let connection = (!connection.is_shared()).then(|| InUse {
            connection: Some(connection),
            pool: Arc::clone(pool),
        });
        Self { body, connection }
    }
}

impl Drop for InUse {
    fn drop(&mut self) {
        let Some(mut pooled) = self.connection.take() else {
            return;
        };
        if pooled.connection.is_ready() {
            self.pool.put(pooled);
            return;
        }
        // The request is still being sent, or the end of the response is just being noticed.
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        let pool = Arc::downgrade(&self.pool);
        runtime.spawn(async move {
            let is_ready = pooled.connection.becomes_ready().await;
            if is_ready && let Some(pool) = pool.upgrade() {
                pool.put(pooled);
            }
        });
    }
}

impl HttpBody for IncomingBody {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> PolledFrame {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(None) = frame {
            self.connection = None;
        }
        frame.map_err(TransportError::exchange)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
