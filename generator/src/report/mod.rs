//! What is said about a document: diagnostics, places, counts.

pub mod counts;
pub mod diagnostic;
pub(crate) mod locate;
pub(crate) mod origin;
pub(crate) mod position;
mod summary;

pub use counts::Count;
pub use counts::Ledger;
pub use diagnostic::Diagnostics;
pub use summary::Summary;

pub(crate) use diagnostic::Report;
