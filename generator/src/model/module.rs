//! The modules of the crate whose names give way to those of resources.

use super::Api;
use super::Name;

/// What modules of the crate are called where a resource has their name.
pub(crate) const LONGER_MODULES: [&str; 3] = [
    "client_operations",
    "incoming_webhooks",
    "incoming_callbacks",
];

impl Api {
    /// The module of the operations that hang off the client itself.
    #[must_use]
    pub fn operations_module(&self) -> &'static str {
        self.unless_a_resource("operations", "client_operations")
    }

    /// The module of what the server sends to webhooks.
    #[must_use]
    pub fn webhooks_module(&self) -> &'static str {
        self.unless_a_resource("webhooks", "incoming_webhooks")
    }

    /// The module of what the server sends to addresses that calls have named.
    #[must_use]
    pub fn callbacks_module(&self) -> &'static str {
        self.unless_a_resource("callbacks", "incoming_callbacks")
    }

    /// `name`, or `other`, which no resource is called, where a resource has it.
    fn unless_a_resource(&self, name: &'static str, other: &'static str) -> &'static str {
        let resources = self.root.resources.iter();
        let mut names = resources.filter_map(|resource| resource.name.as_ref());
        if names.any(|known: &Name| known.plain() == name) {
            other
        } else {
            name
        }
    }
}
