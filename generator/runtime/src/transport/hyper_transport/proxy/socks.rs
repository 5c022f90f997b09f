//! A tunnel through a SOCKS proxy (RFC 1928, and RFC 1929 for a user and a password).

use std::net::IpAddr;

use http::Uri;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;

use crate::transport::hyper_transport::BoxError;
use crate::transport::hyper_transport::connection::Stream;
use crate::transport::hyper_transport::dial;

const VERSION: u8 = 5;

/// Has the proxy at the other end of `stream` open a tunnel to `server`, whose name it resolves itself.
pub(super) async fn open(
    stream: &mut Stream,
    server: &Uri,
    credentials: Option<&(String, String)>,
) -> Result<(), BoxError> {
    const OPEN: u8 = 0;
    const WITH_PASSWORD: u8 = 2;

    let method = if credentials.is_some() {
        WITH_PASSWORD
    } else {
        OPEN
    };
    send(stream, &[VERSION, 1, method]).await?;
    if receive(stream).await? != [VERSION, method] {
        return Err("SOCKS error: the proxy wants other credentials".into());
    }
    if let Some((user, password)) = credentials {
        let mut message = vec![1];
        push_text(&mut message, user)?;
        push_text(&mut message, password)?;
        send(stream, &message).await?;
        let [_, status] = receive(stream).await?;
        if status != 0 {
            return Err("SOCKS error: user and password were rejected".into());
        }
    }
    send(stream, &request(server)?).await?;
    let [version, reply, _, kind] = receive(stream).await?;
    if version != VERSION {
        return Err("SOCKS error: the proxy speaks another version".into());
    }
    if reply != 0 {
        return Err(format!("SOCKS error: {}", reason(reply)).into());
    }
    // The address that the proxy uses, which nobody needs.
    let length = match kind {
        1 => 4,
        4 => 16,
        3 => usize::from(stream.read_u8().await?),
        _ => return Err("SOCKS error: an address of an unknown kind".into()),
    };
    stream.read_exact(&mut vec![0; length + 2]).await?;
    Ok(())
}

/// Requests a connection to `server`.
fn request(server: &Uri) -> Result<Vec<u8>, BoxError> {
    const CONNECT: u8 = 1;

    let mut request = vec![VERSION, CONNECT, 0];
    let host = dial::host(server);
    match host.parse() {
        Ok(IpAddr::V4(address)) => {
            request.push(1);
            request.extend_from_slice(&address.octets());
        }
        Ok(IpAddr::V6(address)) => {
            request.push(4);
            request.extend_from_slice(&address.octets());
        }
        Err(_) => {
            request.push(3);
            push_text(&mut request, host)?;
        }
    }
    request.extend_from_slice(&dial::port(server).to_be_bytes());
    Ok(request)
}

/// Appends a text behind its length.
fn push_text(message: &mut Vec<u8>, text: &str) -> Result<(), BoxError> {
    let length = u8::try_from(text.len())
        .map_err(|_| "SOCKS error: a name or a password is longer than 255 bytes")?;
    message.push(length);
    message.extend_from_slice(text.as_bytes());
    Ok(())
}

async fn send(stream: &mut Stream, message: &[u8]) -> Result<(), BoxError> {
    stream.write_all(message).await?;
    Ok(stream.flush().await?)
}

async fn receive<const LENGTH: usize>(stream: &mut Stream) -> Result<[u8; LENGTH], BoxError> {
    let mut message = [0; LENGTH];
    stream.read_exact(&mut message).await?;
    Ok(message)
}

/// What a reply means.
fn reason(reply: u8) -> &'static str {
    match reply {
        1 => "general failure of the proxy",
        2 => "the connection is not allowed",
        3 => "the network is unreachable",
        4 => "the host is unreachable",
        5 => "the connection was refused",
        6 => "the time to live has expired",
        7 => "the proxy makes no connections",
        8 => "the proxy does not know addresses of this kind",
        _ => "a failure that has no name",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn opened(server: &'static str, replies: &'static [u8]) -> (Result<(), String>, Vec<u8>) {
        let (client, mut proxy) = tokio::io::duplex(1024);
        proxy.write_all(replies).await.unwrap();
        let mut stream: Stream = Box::new(client);
        let outcome = open(&mut stream, &Uri::from_static(server), None).await;
        drop(stream);
        let mut heard = Vec::new();
        proxy.read_to_end(&mut heard).await.unwrap();
        (outcome.map_err(|error| error.to_string()), heard)
    }

    #[tokio::test]
    async fn the_proxy_is_told_host_and_port() {
        const OPENED: &[u8] = b"\x05\x00\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50";
        for (server, address) in [
            ("https://example.com", &b"\x03\x0bexample.com\x01\xbb"[..]),
            ("https://10.0.0.1:8443/a", b"\x01\x0a\x00\x00\x01\x20\xfb"),
            (
                "https://[::1]",
                b"\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x01\xbb",
            ),
        ] {
            let heard = [b"\x05\x01\x00\x05\x01\x00", address].concat();
            assert_eq!(opened(server, OPENED).await, (Ok(()), heard));
        }
    }

    #[tokio::test]
    async fn a_proxy_that_opens_no_tunnel_says_why() {
        for (replies, reason) in [
            (&b"\x05\xff"[..], "the proxy wants other credentials"),
            (b"HTTP/1.1 400", "the proxy wants other credentials"),
            (
                b"\x05\x00\x05\x05\x00\x01\0\0\0\0\0\0",
                "the connection was refused",
            ),
            (
                b"\x05\x00\x04\x00\x00\x01\0\0\0\0\0\0",
                "the proxy speaks another version",
            ),
            (
                b"\x05\x00\x05\x00\x00\x07\0\0\0\0\0\0",
                "an address of an unknown kind",
            ),
        ] {
            let (outcome, _) = opened("https://example.com", replies).await;
            assert_eq!(outcome, Err(format!("SOCKS error: {reason}")));
        }
    }
}
