//! TLS as the client speaks it: what rustls holds to be safe, with the provider that the features choose.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::RootCertStore;
use rustls::crypto::CryptoProvider;

use crate::Error;

/// TLS with servers that one of `roots` vouches for. Its keys are written nowhere, whatever the environment says.
///
/// # Errors
///
/// [`Error::Configuration`] when there is no provider.
pub(super) fn config(roots: RootCertStore) -> Result<ClientConfig, Error> {
    let provider = provider().into();
    let provider = provider.ok_or_else(|| Error::configuration(NO_PROVIDER))?;
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::configuration(format!("TLS cannot be set up: {error}")))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

const NO_PROVIDER: &str = "TLS has no cryptography: enable the feature `ring` or `aws-lc-rs`, install a provider of rustls \
                           for the process, or set a transport";

/// It counts over `ring`, which is on by default, and so is no choice.
#[cfg(feature = "aws-lc-rs")]
fn provider() -> impl Into<Option<Arc<CryptoProvider>>> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
fn provider() -> impl Into<Option<Arc<CryptoProvider>>> {
    Arc::new(rustls::crypto::ring::default_provider())
}

#[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
fn provider() -> impl Into<Option<Arc<CryptoProvider>>> {
    CryptoProvider::get_default().map(Arc::clone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
    #[test]
    fn no_key_is_logged() {
        let config = config(RootCertStore::empty()).unwrap();
        assert!(!config.key_log.will_log("CLIENT_RANDOM"));
    }

    #[cfg(not(any(feature = "ring", feature = "aws-lc-rs")))]
    #[test]
    fn without_a_provider_the_feature_is_named() {
        let error = config(RootCertStore::empty()).unwrap_err();
        assert_eq!(error.to_string(), NO_PROVIDER);
    }
}
