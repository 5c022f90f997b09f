//! Constraints: what a schema asks of a value besides its type.

pub(crate) mod fit;
pub(crate) mod rule;
pub(crate) mod sentences;
