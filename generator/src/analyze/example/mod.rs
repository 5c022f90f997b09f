//! Example values, checked against the types that they are for, and values made up where the document has none.

mod call;
mod invent;
mod sample;

pub(crate) use call::sample_calls;
