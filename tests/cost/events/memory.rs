//! The most memory that is held while a stream is read.

use std::cell::Cell;
use std::convert::Infallible;
use std::future::Ready;
use std::future::ready;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;

use bytes::Bytes;
use cloudflare_queues::Settings;
use cloudflare_queues::client_runtime::TowerTransport;
use hyper::Request;
use hyper::Response;
use hyper::body::Body;
use hyper::body::Frame;
use hyper::header::CONTENT_TYPE;
use hyper::header::HeaderValue;
use stats_alloc::Region;
use tower_service::Service;

use super::ours;
use super::stream::event;
use crate::ALLOCATOR;
use crate::Outcome;

/// The most bytes that are held of a stream of so many events, whose pieces are made when they are asked for: nothing else holds any.
pub(super) async fn most(events: u64) -> Outcome<usize> {
    let settings = Settings::new().transport(TowerTransport::new(Source { events }));
    let (region, most) = (Region::new(ALLOCATOR), Cell::new(0));
    let read = ours::read(settings, || {
        let change = region.change();
        let held = change
            .bytes_allocated
            .saturating_sub(change.bytes_deallocated);
        most.set(most.get().max(held));
    });
    if read.await? == events {
        Ok(most.get())
    } else {
        Err("events are missing".into())
    }
}

/// What responds with events.
#[derive(Clone)]
struct Source {
    events: u64,
}

impl Service<Request<Bytes>> for Source {
    type Response = Response<Events>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _request: Request<Bytes>) -> Self::Future {
        let mut response = Response::new(Events {
            sent: 0,
            all: self.events,
        });
        let media_type = HeaderValue::from_static("text/event-stream");
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        ready(Ok(response))
    }
}

/// A body of events, each of which is a piece.
struct Events {
    sent: u64,
    all: u64,
}

impl Body for Events {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let is_over = self.sent == self.all;
        self.sent += 1;
        Poll::Ready((!is_over).then(|| Ok(Frame::data(event(self.sent).into()))))
    }
}
