//! Stage four: from what the document means to Rust.
//!
//! Total functions from the [model](crate::model) to `syn` items: nothing here can fail, and nothing here knows the document or
//! the disk. Functions give whole items (`ItemStruct`, `ImplItemFn`); `quote` stands at the leaves only.
//!
//! | room | writes |
//! |---|---|
//! | `package` | what the crate is as a whole: manifest, README, `lib.rs` |
//! | `client` | the client, its builder, credentials and servers; resources, webhooks, error conditions |
//! | `operation` | a method, its docs, the call that it starts, the request, the pages |
//! | `types` | types, how they are made, read, written and checked |
//! | `docs` | texts of the document as doc comments, and examples |
//!
//! Each uses those below it alone, and all stand on the `RustFile` being written: it knows the API, the operation
//! or the type that the file is of, and what is imported. A file is a [`Draft`] until it is printed: no two are needed at once,
//! and none depends on another, so that several are rendered side by side.

mod client;
mod docs;
mod draft;
mod file;
mod imports;
mod index;
mod literal;
mod module;
mod operation;
mod owner;
mod package;
mod syntax;
mod taken;
mod ty;
mod types;

pub use draft::Draft;
pub(crate) use file::is_import;
pub use module::Content;
pub use module::Module;
pub use taken::taken_names;

use std::sync::Arc;

use crate::Surroundings;
use crate::model::Api;
use crate::render::file::Crate;

/// Every file of the crate.
#[must_use]
pub fn render<'a>(api: &'a Api, surroundings: &'a Surroundings) -> Vec<Draft<'a>> {
    let krate = &Arc::new(Crate::new(api, &surroundings.runtime));
    let mut drafts = vec![
        Draft::new(move || package::manifest::manifest(api, surroundings)),
        Draft::new(package::manifest::format_options),
        Draft::new(move || package::manifest::lint_options(&surroundings.runtime)),
        Draft::of(krate, package::readme::readme),
        Draft::of(krate, |krate| {
            package::library::library(krate, &surroundings.runtime)
        }),
        Draft::of(krate, client::client),
    ];
    drafts.extend(package::vendored::drafts(api, &surroundings.runtime));
    drafts.extend(client::condition::conditions(krate));
    drafts.extend(client::webhook::webhooks(krate));
    drafts.extend(types::types(krate));
    drafts.extend(client::resource::resources(krate));
    drafts
}
