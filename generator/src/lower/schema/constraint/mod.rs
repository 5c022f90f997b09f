//! Constraints: what a schema asks of a value besides its type.

pub(crate) mod check;
pub(crate) mod keyword;
