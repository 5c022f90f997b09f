//! What a consumer did.

/// What a consumer did, counted in messages.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Messages that were pulled.
    pub pulled: u64,
    /// Messages that the queue was told to be done.
    pub acknowledged: u64,
    /// Messages that the queue was told to deliver again.
    pub retried: u64,
    /// Messages of which nothing was to be told: they come back when their leases end.
    pub released: u64,
    /// Messages to be retried whose leases ended before the queue was told: they come back by themselves.
    pub expired: u64,
    /// Messages that are done, or are to be delivered again, of which the queue could not be told: they are delivered again when
    /// their leases end.
    pub unsettled: u64,
    /// Handlers that were stopped since the lease of their message was about to end.
    pub timed_out: u64,
    /// Handlers that panicked.
    pub panicked: u64,
}
