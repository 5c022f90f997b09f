//! Stage three: passes over the finished model, each of which answers one question of the whole.

pub(crate) mod constraints;
pub(crate) mod feature;
pub(crate) mod need;
pub(crate) mod recursion;
pub(crate) mod shadow;
pub(crate) mod usage;
