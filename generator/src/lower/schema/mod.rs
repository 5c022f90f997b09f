//! Schemas: what a value is, wherever one stands.

pub(crate) mod additional_properties;
pub(crate) mod allof;
pub(crate) mod component;
pub(crate) mod constraint;
pub(crate) mod content;
pub(crate) mod definition;
pub(crate) mod documentation;
pub(crate) mod enumeration;
pub(crate) mod form;
pub(crate) mod informative;
pub(crate) mod item;
mod made;
pub(crate) mod meaning;
pub(crate) mod merge;
pub(crate) mod place;
pub(crate) mod property;
pub(crate) mod resolve;
pub(crate) mod scalar;
pub(crate) mod schemas;
pub(crate) mod shape;
pub(crate) mod site;
pub(crate) mod tuple;
pub(crate) mod types;
pub(crate) mod union;
pub(crate) mod validate;
