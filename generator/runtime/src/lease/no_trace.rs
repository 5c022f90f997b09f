//! Nothing, in the place of what the feature `tracing` does.

#![expect(
    clippy::unused_self,
    reason = "the place of methods that do something with the feature"
)]

#[derive(Debug)]
pub(super) struct Pull;

impl Pull {
    pub(super) fn begin(_asked: u32) -> Self {
        Self
    }

    pub(super) fn within<F>(&self, pull: F) -> F {
        pull
    }

    pub(super) fn came(&self, _count: usize) {}

    pub(super) fn message(&self, _attempts: Option<u32>) -> Message {
        Message
    }
}

#[derive(Debug)]
pub(super) struct Message;

pub(super) type Within<F> = F;

impl Message {
    pub(super) fn within<F>(self, handling: F) -> F {
        handling
    }

    pub(super) fn enter<T>(&self, handle: impl FnOnce() -> T) -> T {
        handle()
    }
}
