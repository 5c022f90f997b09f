// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use serde::Serialize;

use crate::types::LeaseId;

/// Says that a pulled message is done.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[must_use]
#[non_exhaustive]
pub struct Acknowledgement {
    lease_id: LeaseId,
}

impl Acknowledgement {
    /// Creates a new `Acknowledgement` with its required properties.
    ///
    /// - `lease_id`: Identifies the lease under which a message was pulled.
    pub fn new(lease_id: impl Into<LeaseId>) -> Self {
        Self { lease_id: lease_id.into() }
    }
}
