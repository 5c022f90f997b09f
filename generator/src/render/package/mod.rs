//! The crate as a whole: its manifest, its README, its root.

pub(crate) mod library;
pub(crate) mod manifest;
pub(crate) mod readme;
mod relocate;
pub(crate) mod vendored;
