//! Constraints: what a value has to satisfy besides its type.

pub(crate) mod check;
pub(crate) mod keyword;
