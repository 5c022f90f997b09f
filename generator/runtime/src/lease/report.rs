//! What a consumer did.

/// What a consumer did, counted in messages.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// Messages that were pulled.
    pub pulled: u64,
    /// Messages that were acknowledged.
    pub acknowledged: u64,
    /// Messages that were handed back, to be delivered again.
    pub retried: u64,
    /// Messages that were left to come back when their leases end.
    pub released: u64,
    /// Messages to be handed back whose leases ended before that: they come back by themselves.
    pub expired: u64,
    /// Messages that could not be settled: they are delivered again when their leases end, also those that are done.
    pub unsettled: u64,
    /// Messages that nobody can handle and that were put among the dead letters; they are acknowledged too.
    pub dead_lettered: u64,
    /// Handlers that were stopped since the lease of their message was about to end.
    pub timed_out: u64,
    /// Handlers that panicked.
    pub panicked: u64,
}
