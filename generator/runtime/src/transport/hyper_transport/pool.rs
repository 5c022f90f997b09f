//! The connections that wait for their next request.
//!
//! `hyper-util` has a pool too, and a connector of its own below it. It costs a call 8,000 instructions more, and a program 3 crates
//! and 200 KB; see `COST.md`.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::Weak;
use std::time::Duration;

use http::HeaderValue;
use http::Request;
use http::Response;
use http::Uri;
use http::uri::Authority;
use http::uri::Scheme;
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::sync::futures::Notified;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio::time::sleep;

use super::connection::Connection;
use super::dial;
use crate::Body;

/// How long a connection is kept that is not used.
pub(super) const IDLE: Duration = Duration::from_secs(90);

#[derive(Default)]
pub(super) struct Pool {
    waiting: Mutex<Waiting>,
    freed: Notify,
}

#[derive(Default)]
struct Waiting {
    /// Those that were used last are at the end.
    connections: Vec<Idle>,
    /// Closes what nobody uses.
    expiry: Option<JoinHandle<()>>,
}

/// A connection that waits, or one of HTTP/2, which is used and waits.
struct Idle {
    pooled: Pooled,
    since: Instant,
}

/// A connection, and where it leads.
pub(super) struct Pooled {
    pub(super) connection: Connection,
    origin: Arc<Origin>,
}

/// What of a URI says whom to connect to. The rest of it may be secret, and is not kept.
#[derive(PartialEq)]
struct Origin {
    scheme: Option<Scheme>,
    authority: Option<Authority>,
    /// The same as the header `Host` says it.
    host: Option<HeaderValue>,
}

impl Pool {
    /// The connection to where `uri` leads that was used last, and for how long it has idled, if that is less than `longest`.
    pub(super) fn take(&self, uri: &Uri, longest: Duration) -> Option<(Pooled, Duration)> {
        let now = Instant::now();
        let mut waiting = self.lock();
        let connections = &mut waiting.connections;
        for place in (0..connections.len()).rev() {
            let Idle { pooled, since } = &mut connections[place];
            let idled = now.saturating_duration_since(*since);
            if !pooled.connection.is_ready() {
                connections.remove(place);
            } else if idled < longest && pooled.leads_to(uri) {
                let Some(shared) = pooled.share() else {
                    return Some((connections.remove(place).pooled, idled));
                };
                *since = now;
                return Some((shared, idled));
            }
        }
        None
    }

    /// Keeps a connection that waits for its next request, or that can be shared, in place of an older one that can.
    pub(super) fn put(self: &Arc<Self>, pooled: Pooled) {
        let mut waiting = self.lock();
        if pooled.is_shared() {
            let connections = &mut waiting.connections;
            connections
                .retain(|idle| !(idle.pooled.is_shared() && idle.pooled.origin == pooled.origin));
        }
        waiting.connections.push(Idle {
            pooled,
            since: Instant::now(),
        });
        let is_watched = waiting
            .expiry
            .as_ref()
            .is_some_and(|expiry| !expiry.is_finished());
        if !is_watched && let Ok(runtime) = Handle::try_current() {
            waiting.expiry = Some(runtime.spawn(expire(Arc::downgrade(self))));
        }
        drop(waiting);
        self.freed.notify_waiters();
    }

    /// Waits for the next connection that is put back, wherever it leads.
    pub(super) fn freed(&self) -> Notified<'_> {
        self.freed.notified()
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        if let Some(expiry) = self.lock().expiry.take() {
            expiry.abort();
        }
    }
}

/// Closes the connections that nobody uses, until none is left.
async fn expire(pool: Weak<Pool>) {
    loop {
        sleep(IDLE).await;
        let Some(pool) = pool.upgrade() else { return };
        let mut waiting = pool.lock();
        waiting
            .connections
            .retain(|idle| idle.since.elapsed() < IDLE && idle.pooled.connection.is_ready());
        if waiting.connections.is_empty() {
            waiting.expiry = None;
            return;
        }
    }
}

impl Pooled {
    /// A connection to where `uri` leads.
    pub(super) fn new(connection: Connection, uri: &Uri) -> Self {
        Self {
            connection,
            origin: Arc::new(Origin {
                scheme: uri.scheme().cloned(),
                authority: uri.authority().cloned(),
                host: host(uri),
            }),
        }
    }

    /// Sends `request` to `uri`. One of which nothing was sent is in the error.
    pub(super) async fn send(
        &mut self,
        request: Request<Body>,
        uri: &Uri,
    ) -> Result<Response<Incoming>, TrySendError<Request<Body>>> {
        let host = self.origin.host.as_ref();
        self.connection.send(request, uri, host).await
    }

    /// Whether several requests go over it at the same time.
    pub(super) fn is_shared(&self) -> bool {
        matches!(self.connection, Connection::Http2(_))
    }

    /// The same connection, if it can be shared.
    pub(super) fn share(&self) -> Option<Self> {
        let connection = self.connection.shared()?;
        let origin = Arc::clone(&self.origin);
        Some(Self { connection, origin })
    }

    /// Names in another case are other ones: that costs no more than a connection.
    fn leads_to(&self, uri: &Uri) -> bool {
        let authority = self.origin.authority.as_ref().map(Authority::as_str);
        self.origin.scheme.as_ref() == uri.scheme()
            && authority == uri.authority().map(Authority::as_str)
    }
}

/// The header `Host` of requests to `uri`, in which the usual port is left out.
fn host(uri: &Uri) -> Option<HeaderValue> {
    let authority = uri.authority()?;
    let is_usual = dial::port(uri) == dial::usual_port(uri);
    let host = if is_usual {
        authority.host()
    } else {
        authority.as_str()
    };
    HeaderValue::from_str(host).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_port_is_left_out_of_the_host() {
        for (uri, expected) in [
            ("https://example.com/a?b", "example.com"),
            ("https://example.com:443", "example.com"),
            ("https://example.com:80", "example.com:80"),
            ("http://example.com:80", "example.com"),
            ("http://[::1]:8080", "[::1]:8080"),
            ("http://[::1]", "[::1]"),
        ] {
            assert_eq!(host(&Uri::from_static(uri)).unwrap(), expected);
        }
    }
}
