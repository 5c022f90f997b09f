//! Making a connection: the name, the address, the way through a proxy, TLS, and the protocol that it agrees on.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::time::Duration;

use http::Uri;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::net::lookup_host;
use tokio::sync::Mutex;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::BoxError;
use super::classify::ConnectTimeout;
use super::connection::Stream;
use super::is_https;
use super::proxy::Route;

/// The protocols that are offered, by the names that they have in TLS (RFC 7301), the preferred one first.
const HTTP2: &[u8] = b"h2";
const HTTP1: &[u8] = b"http/1.1";

/// How long the addresses of the family that the system prefers are tried alone (RFC 8305, section 8, has 250 ms and more).
const HEAD_START: Duration = Duration::from_millis(300);

/// Makes connections.
pub(super) struct Dialer {
    route: Route,
    tls: TlsConnector,
    limit: Duration,
    /// Held while a connection is made that others may be able to share.
    turn: Mutex<()>,
    /// Whether connections are made side by side, as the last one cannot be shared, or did not come about.
    is_unshared: AtomicBool,
}

impl Dialer {
    /// Makes connections by `route`, and gives each up after `limit`.
    pub(super) fn new(route: Route, mut tls: ClientConfig, limit: Duration) -> Self {
        tls.alpn_protocols = vec![HTTP2.to_vec(), HTTP1.to_vec()];
        Self {
            route,
            tls: Arc::new(tls).into(),
            limit,
            turn: Mutex::default(),
            is_unshared: AtomicBool::new(false),
        }
    }

    /// A stream to where `uri` leads, and whether HTTP/2 is spoken over it.
    ///
    /// Many calls that begin at once make one after the other, until it is known whether one is enough for them all.
    pub(super) async fn dial(&self, uri: &Uri) -> Result<(Stream, bool), BoxError> {
        let limit = self.limit;
        let dialled = timeout(limit, self.dial_in_turn(uri)).await;
        dialled.map_err(|_| ConnectTimeout { limit })?
    }

    async fn dial_in_turn(&self, uri: &Uri) -> Result<(Stream, bool), BoxError> {
        let turn = self.turn.lock().await;
        if self.is_unshared.load(Ordering::Relaxed) {
            drop(turn);
            return self.dial_at_once(uri).await;
        }
        let dialled = self.dial_at_once(uri).await;
        let is_shared = matches!(dialled, Ok((_, true)));
        self.is_unshared.store(!is_shared, Ordering::Relaxed);
        dialled
    }

    async fn dial_at_once(&self, uri: &Uri) -> Result<(Stream, bool), BoxError> {
        let stream = self.route.open(uri).await?;
        if !is_https(uri) {
            return Ok((stream, false));
        }
        let stream = self.tls.connect(server_name(uri)?, stream).await?;
        let is_http2 = stream.get_ref().1.alpn_protocol() == Some(HTTP2);
        Ok((Box::new(stream), is_http2))
    }
}

/// The host of `uri`. An IPv6 address is without its brackets.
pub(super) fn host(uri: &Uri) -> &str {
    let host = uri.host().unwrap_or_default();
    let address = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    address.unwrap_or(host)
}

pub(super) fn port(uri: &Uri) -> u16 {
    uri.port_u16().unwrap_or_else(|| usual_port(uri))
}

/// The port where the scheme of `uri` names none.
pub(super) fn usual_port(uri: &Uri) -> u16 {
    if is_https(uri) { 443 } else { 80 }
}

/// Whom the certificate has to be of.
pub(super) fn server_name(uri: &Uri) -> Result<ServerName<'static>, BoxError> {
    Ok(ServerName::try_from(host(uri).to_owned())?)
}

/// A TCP connection to the host of `uri`, at whichever of its addresses takes it.
pub(super) async fn tcp(uri: &Uri) -> io::Result<Stream> {
    let addresses: Vec<SocketAddr> = lookup_host((host(uri), port(uri))).await?.collect();
    let prefers_ipv6 = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (preferred, others): (Vec<_>, Vec<_>) = addresses
        .into_iter()
        .partition(|address| address.is_ipv6() == prefers_ipv6);
    let stream = connect(&preferred, &others).await?;
    stream.set_nodelay(true)?;
    Ok(Box::new(stream))
}

/// The first connection that comes about: to one of the `preferred` addresses in turn, and after a while also to one of the
/// `others`, for networks that carry one family and promise both.
async fn connect(preferred: &[SocketAddr], others: &[SocketAddr]) -> io::Result<TcpStream> {
    let mut connecting = pin!(TcpStream::connect(preferred));
    if others.is_empty() {
        return connecting.await;
    }
    match timeout(HEAD_START, &mut connecting).await {
        Ok(Ok(stream)) => return Ok(stream),
        Ok(Err(_)) => return TcpStream::connect(others).await,
        Err(_) => {}
    }
    let mut also = pin!(TcpStream::connect(others));
    let first = poll_fn(|context| match connecting.as_mut().poll(context) {
        Poll::Ready(ended) => Poll::Ready((ended, false)),
        Poll::Pending => also.as_mut().poll(context).map(|ended| (ended, true)),
    });
    match first.await {
        (Ok(stream), _) => Ok(stream),
        (Err(_), true) => connecting.await,
        (Err(_), false) => also.await,
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
    #[tokio::test(start_paused = true)]
    async fn a_connection_that_does_not_come_about_is_given_up() {
        // It takes connections, and never says a word of TLS.
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let uri = format!("https://{}", silent.local_addr().unwrap());
        let uri: Uri = uri.parse().unwrap();
        let tls = super::super::tls::config(rustls::RootCertStore::empty()).unwrap();
        let without = crate::transport::proxy_choice::ProxyChoice::Without;
        let route = super::super::proxy::route(&without, &uri, &tls).unwrap();
        let dialer = Dialer::new(route, tls, Duration::from_secs(5));

        let dialled = dialer.dial(&uri).await;
        let error = super::super::classify::connect(dialled.err().unwrap());
        assert!(error.is_timeout() && error.is_connect());
        let message = error.to_string();
        assert!(
            message.ends_with("timed out after 5s (`connect_timeout`)"),
            "{message}"
        );
    }

    #[tokio::test]
    async fn each_address_is_tried_and_those_of_the_other_family_too() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let there = listener.local_addr().unwrap();
        let absent = {
            let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
            gone.local_addr().unwrap()
        };
        for (preferred, others) in [
            (&[there][..], &[][..]),
            (&[absent, there], &[]),
            (&[there], &[absent]),
            (&[absent], &[absent, there]),
        ] {
            let stream = connect(preferred, others).await.unwrap();
            assert_eq!(stream.peer_addr().unwrap(), there);
        }
        for others in [&[][..], &[absent]] {
            let error = connect(&[absent], others).await.unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
        }
    }

    #[test]
    fn brackets_belong_to_no_address() {
        for (uri, expected) in [
            ("https://example.com/a", ("example.com", 443)),
            ("http://example.com", ("example.com", 80)),
            ("https://[::1]:8443", ("::1", 8443)),
        ] {
            let uri = Uri::from_static(uri);
            assert_eq!((host(&uri), port(&uri)), expected);
        }
    }
}
