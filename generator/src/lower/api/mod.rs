//! The API as a whole: its crate, its servers, its credentials, its resources.

mod address;
pub(crate) mod check;
pub(crate) mod package;
pub(crate) mod resource;
pub(crate) mod security;
pub(crate) mod server;
pub(crate) mod server_choice;
mod tag;
