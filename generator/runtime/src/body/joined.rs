//! Bodies one after another, as one.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::Context;
use std::task::Poll;

use bytes::Bytes;
use http_body::Body as HttpBody;
use http_body::Frame;
use http_body::SizeHint;

use crate::Body;
use crate::TransportError;

/// Bodies one after another, whose length is known when that of each is.
#[derive(Default)]
pub(crate) struct Joined(VecDeque<Body>);

impl Joined {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn push(&mut self, body: impl Into<Body>) {
        self.0.push_back(body.into());
    }
}

impl HttpBody for Joined {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        while let Some(body) = self.0.front_mut() {
            match std::task::ready!(Pin::new(body).poll_frame(context)) {
                None => self.0.pop_front(),
                // Trailers of one are none of all.
                Some(Ok(frame)) if frame.is_trailers() => None,
                frame => return Poll::Ready(frame),
            };
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        let lengths = self.0.iter().map(|body| body.size_hint().exact());
        let total = lengths.sum::<Option<u64>>();
        total.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
