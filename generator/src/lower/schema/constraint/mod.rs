//! Constraints: what a schema asks of a value besides its type.

pub(crate) mod bounds;
pub(crate) mod limit;
pub(crate) mod pattern;
pub(crate) mod rule;
