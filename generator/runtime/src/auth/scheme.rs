//! How one secret is called, where it goes in a request, and where the environment holds it.

/// One security scheme: the name of its secret, the place of the secret in a request, and the environment variable that may
/// hold it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[must_use]
pub struct Scheme {
    name: &'static str,
    placement: Placement,
    variable: Option<&'static str>,
}

/// Where a secret goes in a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Placement {
    /// `Authorization: Bearer <secret>`
    Bearer,
    /// `Authorization: Basic <secret in base64>`, the secret being `user:password`
    Basic,
    /// A header of this name.
    Header(&'static str),
    /// A parameter of this name in the query.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
}

impl Scheme {
    /// `Authorization: Bearer …` (RFC 6750). `name` is how errors call the secret.
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, Placement::Bearer)
    }

    /// `Authorization: Basic …` (RFC 7617). The secret is the user and the password with a colon between them.
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, Placement::Basic)
    }

    /// The secret is the value of a header.
    pub const fn header(name: &'static str, header: &'static str) -> Self {
        Self::new(name, Placement::Header(header))
    }

    /// The secret is the value of a parameter in the query. Servers and proxies log queries: prefer another scheme.
    pub const fn query(name: &'static str, parameter: &'static str) -> Self {
        Self::new(name, Placement::Query(parameter))
    }

    /// The secret is the value of a cookie.
    pub const fn cookie(name: &'static str, cookie: &'static str) -> Self {
        Self::new(name, Placement::Cookie(cookie))
    }

    /// The environment variable that may hold the secret.
    pub const fn variable(mut self, variable: &'static str) -> Self {
        self.variable = Some(variable);
        self
    }

    const fn new(name: &'static str, placement: Placement) -> Self {
        Self {
            name,
            placement,
            variable: None,
        }
    }

    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) const fn placement(&self) -> Placement {
        self.placement
    }

    pub(crate) const fn variable_name(&self) -> Option<&'static str> {
        self.variable
    }
}
