//! What is read and written: values as JSON, the texts of a format, lists, and the functions that derived code names.

pub mod branch;
pub mod choice;
pub(crate) mod content;
pub mod decode;
pub mod duration;
pub(crate) mod field;
pub(crate) mod finite;
pub(crate) mod fit;
pub mod format;
pub(crate) mod indirect;
pub(crate) mod informative;
pub(crate) mod item;
pub(crate) mod json;
pub(crate) mod limits;
pub(crate) mod list;
mod newtype;
pub mod number;
pub(crate) mod object;
pub(crate) mod salvage;
mod tagged;
pub(crate) mod text;
pub mod tuple;
