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
//! or the type that the file is of, and what is imported.

mod client;
mod docs;
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

pub use module::Content;
pub use module::Module;
pub use taken::taken_names;

use crate::Surroundings;
use crate::model::Api;
use crate::render::file::Crate;

/// Every file of the crate.
#[must_use]
pub fn render(api: &Api, surroundings: &Surroundings) -> Vec<Module> {
    let krate = Crate::new(api);
    let mut modules = vec![
        package::manifest::manifest(api, surroundings),
        package::manifest::format_options(),
        package::manifest::lint_options(),
        package::readme::readme(&krate),
        package::library::library(api),
        client::client(&krate),
    ];
    modules.extend(client::condition::conditions(&krate));
    modules.extend(client::webhook::webhooks(&krate));
    modules.extend(types::types(&krate));
    modules.extend(client::resource::resources(&krate));
    modules
}
