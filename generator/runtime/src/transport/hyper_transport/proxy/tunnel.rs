//! A tunnel through an HTTP proxy (RFC 9110, section 9.3.6).

use http::HeaderValue;
use http::Uri;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;

use crate::transport::hyper_transport::BoxError;
use crate::transport::hyper_transport::connection::Stream;
use crate::transport::hyper_transport::dial;

/// The longest head of a response that is read.
const HEAD: usize = 8 * 1024;

/// Has the proxy at the other end of `stream` open a tunnel to `server`.
pub(super) async fn open(
    stream: &mut Stream,
    server: &Uri,
    credentials: Option<&HeaderValue>,
) -> Result<(), BoxError> {
    let host = server.host().unwrap_or_default();
    let port = dial::port(server);
    let mut request =
        format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n").into_bytes();
    if let Some(credentials) = credentials {
        request.extend_from_slice(b"Proxy-Authorization: ");
        request.extend_from_slice(credentials.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    stream.write_all(&request).await?;
    stream.flush().await?;

    let mut head = Vec::with_capacity(256);
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        if head.len() >= HEAD {
            return Err("tunnel error: proxy response headers too long".into());
        }
        if stream.read_buf(&mut head).await? == 0 {
            return Err("tunnel error: unexpected end of file".into());
        }
    }
    match status(&head) {
        Some(b"200") => Ok(()),
        Some(b"407") => Err("tunnel error: proxy authorization required".into()),
        _ => Err("tunnel error: unsuccessful".into()),
    }
}

/// The status in the head of a response, if it is one of HTTP/1.
fn status(head: &[u8]) -> Option<&[u8]> {
    let rest = head
        .strip_prefix(b"HTTP/1.1 ")
        .or_else(|| head.strip_prefix(b"HTTP/1.0 "))?;
    let (status, rest) = rest.split_at_checked(3)?;
    matches!(rest.first(), Some(b' ' | b'\r')).then_some(status)
}
