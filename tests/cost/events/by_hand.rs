//! A stream as one reads it by hand: the pieces of a connection of hyper, `eventsource-stream`, and the data read with `serde_json`.

use std::future::poll_fn;
use std::pin::pin;

use bytes::Bytes;
use eventsource_stream::Eventsource as _;
use futures_core::Stream as _;
use http_body_util::BodyDataStream;
use http_body_util::Empty;
use hyper::Request;
use hyper::client::conn::http1;
use hyper::header;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::Reading;
use crate::Outcome;

/// Reads all events; how many there are.
pub(super) async fn read(server: &str, path: &str) -> Outcome<u64> {
    let stream = TcpStream::connect(server).await?;
    stream.set_nodelay(true)?;
    let (mut connection, driver) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(driver);
    let request = Request::get(path)
        .header(header::HOST, server)
        .header(header::ACCEPT, "text/event-stream")
        .body(Empty::<Bytes>::new())?;
    let response = connection.send_request(request).await?;
    let mut events = pin!(BodyDataStream::new(response.into_body()).eventsource());
    let mut read = 0;
    while let Some(event) = poll_fn(|context| events.as_mut().poll_next(context)).await {
        let event = event?;
        serde_json::from_str::<Reading>(&event.data)?;
        read += 1;
    }
    Ok(read)
}
