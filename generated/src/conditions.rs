// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

//! Methods that tell the errors of this API apart.

use client_runtime::{Error, ErrorMatch};

/// Tells the errors of this API apart. Each method returns `false` for an error other than [`Error::Api`].
pub trait ErrorConditions: ErrorMatch {
    /// Delivery from the queue is paused; pulls fail until it is resumed.
    ///
    /// Identified by the status 409.
    fn is_delivery_paused(&self) -> bool {
        self.has_status_or_code(&[409], &[])
    }

    /// The queue has no `http_pull` consumer.
    ///
    /// It may also have got one only a few seconds ago.
    ///
    /// Identified by the status 405, if a message has `http_pull` in it.
    fn is_pull_not_enabled(&self) -> bool {
        self.has_status_or_code(&[405], &[]) && self.has_message(&["http_pull"])
    }

    /// The operation does not take a credential of this kind.
    ///
    /// Such as the token of a login in place of an API token.
    ///
    /// Identified by the code 10405. A permanent error: the client does not retry the
    /// call.
    fn is_wrong_credential_kind(&self) -> bool {
        self.has_status_or_code(&[], &[10_405])
    }

    /// There is no such queue in the account.
    ///
    /// Identified by the code 10104.
    fn is_queue_not_found(&self) -> bool {
        self.has_status_or_code(&[], &[10_104])
    }

    /// The credentials are missing, wrong, or lack the permission.
    ///
    /// Identified by one of the statuses 401, 403, or by one of the codes 9106,
    /// 10000, 10106.
    fn is_unauthorized(&self) -> bool {
        self.has_status_or_code(&[401, 403], &[9106, 10_000, 10_106])
    }

    /// A message is larger than the service takes.
    ///
    /// Identified by the code 10204.
    fn is_message_too_large(&self) -> bool {
        self.has_status_or_code(&[], &[10_204])
    }

    /// A batch is larger, or has more messages, than the service takes.
    ///
    /// Identified by one of the codes 10205, 10206.
    fn is_batch_too_large(&self) -> bool {
        self.has_status_or_code(&[], &[10_205, 10_206])
    }

    /// The user made too many requests.
    ///
    /// Every call is blocked for up to 5 minutes; pull and
    /// acknowledgement are exempt.
    ///
    /// Identified by one of the codes 971, 10429.
    fn is_rate_limited(&self) -> bool {
        self.has_status_or_code(&[], &[971, 10_429])
    }

    /// The queue takes no more for the moment.
    ///
    /// Identified by the code 10250.
    fn is_overloaded(&self) -> bool {
        self.has_status_or_code(&[], &[10_250])
    }

    /// The queue has used up its storage.
    ///
    /// Identified by the code 10251. A permanent error: the client does not retry the
    /// call.
    fn is_storage_full(&self) -> bool {
        self.has_status_or_code(&[], &[10_251])
    }

    /// The queue is disabled.
    ///
    /// Identified by the code 10252. A permanent error: the client does not retry the
    /// call.
    fn is_queue_disabled(&self) -> bool {
        self.has_status_or_code(&[], &[10_252])
    }

    /// What the free tier allows is used up.
    ///
    /// Identified by the code 10253. A permanent error: the client does not retry the
    /// call.
    fn is_free_tier_used_up(&self) -> bool {
        self.has_status_or_code(&[], &[10_253])
    }
}

impl ErrorConditions for Error {}
