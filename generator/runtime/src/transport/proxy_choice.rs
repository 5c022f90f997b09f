//! Which proxy a person wants.

use secrecy::SecretString;

/// Where the proxy is, if there is one.
#[derive(Clone, Debug, Default)]
pub(crate) enum ProxyChoice {
    /// Where the environment says.
    #[default]
    Environment,
    /// Nowhere, whatever the environment says.
    Without,
    /// At this URL, which may hold a password.
    Url(
        #[cfg_attr(
            not(feature = "proxy"),
            expect(dead_code, reason = "without the feature there is no proxy")
        )]
        SecretString,
    ),
}
