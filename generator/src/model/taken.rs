//! Names that are taken before the document says anything.

/// Rust names that every client has, by where one of the document would meet them.
///
/// `render` says them, beside what it writes; what makes names is handed them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenNames {
    /// Types that files bring into scope.
    pub types: Vec<&'static str>,
    /// Crates that a client stands on, or that cannot be called so.
    pub crates: Vec<&'static str>,
    /// Cargo features, and dependencies, which share their names.
    pub features: Vec<&'static str>,
    /// Methods of the client, and modules of the crate.
    pub root: Vec<&'static str>,
    /// Methods and modules of a resource.
    pub resource: Vec<&'static str>,
    /// Methods and fields of the builder of the client.
    pub builder: Vec<&'static str>,
    /// Functions of the type of the servers.
    pub server: Vec<&'static str>,
    /// Types beside those of the builder's arguments, where there is a choice of servers.
    pub server_types: Vec<&'static str>,
    /// Methods and fields of a call.
    pub call: Vec<&'static str>,
    /// Methods that a call has by traits, with any feature: a setter of the name would hide them.
    pub call_traits: Vec<&'static str>,
    /// Methods of a call that has pages.
    pub pages: Vec<&'static str>,
    /// Methods and fields of an object, or of the call whose body it is.
    pub object: Vec<&'static str>,
    /// Methods of an object that says what it holds.
    pub content: Vec<&'static str>,
    /// What every error can be asked, without `is_`.
    pub conditions: Vec<&'static str>,
}
