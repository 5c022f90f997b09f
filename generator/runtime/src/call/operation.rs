//! What errors call a request.

use std::fmt;

use http::Method;

/// A request by its method and the template of its path: without values, and so without secrets.
pub(crate) struct Operation<'a> {
    method: Method,
    template: &'a str,
}

impl<'a> Operation<'a> {
    pub(crate) fn new(method: Method, template: &'a str) -> Self {
        Self { method, template }
    }
}

impl fmt::Display for Operation<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.template)
    }
}
