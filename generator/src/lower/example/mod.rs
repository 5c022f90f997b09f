//! Example values, checked against the types that they are for, and values made up where the document has none.

pub(crate) mod invent;
pub(crate) mod sample;
