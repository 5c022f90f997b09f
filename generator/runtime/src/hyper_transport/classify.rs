//! What hyper's errors prove.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::TransportError;

/// The error of a request that was not answered: what of it may have been processed, and whether time ran out.
pub(super) fn classify(error: hyper_util::client::legacy::Error) -> TransportError {
    let timed_out = is_timeout(&error);
    let error = if error.is_connect() {
        TransportError::connect(error)
    } else if causes(&error).any(is_unprocessed) {
        TransportError::unprocessed(error)
    } else {
        TransportError::exchange(error)
    };
    if timed_out { error.timed_out() } else { error }
}

/// Whether `cause` proves that the server did not process the request.
fn is_unprocessed(cause: &(dyn StdError + 'static)) -> bool {
    // What hyper cancels, it had not begun to send.
    let never_begun = cause
        .downcast_ref::<hyper::Error>()
        .is_some_and(hyper::Error::is_canceled);
    never_begun || cause.downcast_ref::<h2::Error>().is_some_and(is_given_back)
}

/// Whether the server gave a request back that was sent over HTTP/2 (RFC 9113, 8.7).
///
/// Of a GOAWAY, h2 tells only the streams above the last one that the server has taken up.
fn is_given_back(error: &h2::Error) -> bool {
    let is_refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
    error.is_remote() && (error.is_go_away() || is_refused)
}

fn causes<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| error.source())
}

pub(super) fn is_timeout(error: &(dyn StdError + 'static)) -> bool {
    causes(error).any(|cause| {
        let system = cause
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind);
        cause.is::<ConnectTimeout>() || system == Some(std::io::ErrorKind::TimedOut)
    })
}

/// No connection came about within the limit.
#[derive(Debug)]
pub(super) struct ConnectTimeout {
    pub(super) limit: Duration,
}

impl fmt::Display for ConnectTimeout {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "timed out after {:?} (`connect_timeout`)",
            self.limit
        )
    }
}

impl StdError for ConnectTimeout {}

#[cfg(test)]
mod tests {
    use http::Request;
    use hyper_util::client::legacy::Client;
    use hyper_util::client::legacy::connect::HttpConnector;
    use hyper_util::rt::TokioExecutor;
    use tokio::io::AsyncReadExt as _;
    use tokio::io::AsyncWriteExt as _;
    use tokio::net::TcpListener;
    use tokio::net::TcpStream;

    use super::*;
    use crate::Body;

    const HEADERS: u8 = 1;
    const RST_STREAM: u8 = 3;
    const SETTINGS: u8 = 4;
    const GOAWAY: u8 = 7;

    const NO_ERROR: u8 = 0;
    const INTERNAL_ERROR: u8 = 2;
    const REFUSED_STREAM: u8 = 7;
    const CANCEL: u8 = 8;
    const ENHANCE_YOUR_CALM: u8 = 11;

    fn frame(kind: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
        let length = u8::try_from(payload.len()).unwrap();
        [&[0, 0, length, kind, 0, 0, 0, 0, stream], payload].concat()
    }

    fn reset(reason: u8) -> Vec<u8> {
        frame(RST_STREAM, 1, &[0, 0, 0, reason])
    }

    fn go_away(last: u8, reason: u8) -> Vec<u8> {
        frame(GOAWAY, 0, &[0, 0, 0, last, 0, 0, 0, reason])
    }

    /// Reads up to the request, sends `last`, and closes the connection.
    async fn serve(mut stream: TcpStream, last: Vec<u8>) {
        let mut preface = [0; 24];
        stream.read_exact(&mut preface).await.unwrap();
        stream.write_all(&frame(SETTINGS, 0, &[])).await.unwrap();
        loop {
            let mut head = [0; 9];
            stream.read_exact(&mut head).await.unwrap();
            let length = usize::from(head[1]) << 8 | usize::from(head[2]);
            stream.read_exact(&mut vec![0; length]).await.unwrap();
            if head[3] == HEADERS {
                break;
            }
        }
        stream.write_all(&last).await.unwrap();
        stream.shutdown().await.unwrap();
        // Until the client hangs up too, so that what was sent is not lost to a reset.
        while stream.read_u8().await.is_ok() {}
    }

    /// What becomes of a request over HTTP/2 whose server ends with these frames.
    async fn failure(last: Vec<u8>) -> TransportError {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(async move { serve(listener.accept().await.unwrap().0, last).await });
        let client: Client<HttpConnector, Body> = Client::builder(TokioExecutor::new())
            .http2_only(true)
            .build_http();
        let request = Request::post(url).body(Body::from("body")).unwrap();
        classify(client.request(request).await.unwrap_err())
    }

    #[tokio::test]
    async fn a_stream_that_the_server_gives_back_was_not_processed() {
        for last in [
            reset(REFUSED_STREAM),
            go_away(0, NO_ERROR),
            go_away(0, ENHANCE_YOUR_CALM),
        ] {
            let error = failure(last.clone()).await;
            assert!(error.is_unprocessed(), "{last:?}: {error}");
            assert!(!error.is_connect() && !error.is_timeout(), "{error}");
        }
    }

    #[tokio::test]
    async fn any_other_end_of_a_stream_proves_nothing() {
        for last in [
            Vec::new(),
            reset(NO_ERROR),
            reset(INTERNAL_ERROR),
            reset(CANCEL),
            reset(ENHANCE_YOUR_CALM),
            go_away(1, NO_ERROR),
            go_away(1, INTERNAL_ERROR),
            go_away(3, NO_ERROR),
        ] {
            let error = failure(last.clone()).await;
            assert!(!error.is_unprocessed(), "{last:?}: {error}");
        }
    }
}
