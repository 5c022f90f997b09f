//! The names that every client has, put together from the files that write them.

use crate::model::LONGER_MODULES;
use crate::model::TakenNames;
use crate::render::client;
use crate::render::file;
use crate::render::operation;
use crate::render::package::library;
use crate::render::package::manifest;
use crate::render::types::constructor;
use crate::render::types::content;

/// What derives give: a function of that name would hide theirs.
const DERIVED: [&str; 2] = ["clone", "default"];

/// Methods that take `&self`, and that `clippy::should_implement_trait` (`iter_without_into_iter` for `iter`) takes for those of
/// traits.
const LIKE_TRAITS: [&str; 10] = [
    "as_ref", "borrow", "clone", "cmp", "deref", "eq", "from_str", "hash", "index", "iter",
];

/// Methods that every type has, and that take `self`: they are found before those that take `&self`.
const OF_EVERY_TYPE: [&str; 2] = ["into", "try_into"];

/// Setters, which take `self` and a value, and that the same lint takes for operators.
const LIKE_OPERATORS: [&str; 10] = [
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// The names that every client has, whatever its document.
#[must_use]
pub fn taken_names() -> TakenNames {
    let resource = [
        client::resource::TAKEN.as_slice(),
        &LIKE_TRAITS,
        &OF_EVERY_TYPE,
    ]
    .concat();
    TakenNames {
        types: [client::TYPES.as_slice(), &file::types()].concat(),
        crates: [manifest::CRATES.as_slice(), &manifest::DEPENDENCIES].concat(),
        features: manifest::all_features(),
        root: [
            resource.as_slice(),
            &client::METHODS,
            &library::MODULES,
            &LONGER_MODULES,
        ]
        .concat(),
        resource,
        builder: [client::builder::TAKEN.as_slice(), &DERIVED].concat(),
        server: DERIVED.to_vec(),
        server_types: client::server::TYPES.to_vec(),
        call: [
            operation::call::FIELDS.as_slice(),
            &operation::call::METHODS,
            &LIKE_OPERATORS,
        ]
        .concat(),
        call_traits: operation::call::OF_TRAITS.to_vec(),
        pages: operation::pages::METHODS.to_vec(),
        object: [
            constructor::TAKEN.as_slice(),
            &operation::call::METHODS,
            &LIKE_OPERATORS,
            &["default", "iter"],
        ]
        .concat(),
        content: content::METHODS.to_vec(),
        conditions: client::condition::METHODS.to_vec(),
    }
}
