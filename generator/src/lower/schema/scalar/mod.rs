//! Texts and numbers: formats, which numbers are whole, units of time.

pub(crate) mod format;
pub(crate) mod number;
pub(crate) mod unit;
