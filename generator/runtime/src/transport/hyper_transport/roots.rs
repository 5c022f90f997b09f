//! Whom the client trusts to vouch for servers.

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::Error;

/// The certificates in `extra`, each of which is PEM, and those that the features stand for unless `https` is not spoken.
///
/// # Errors
///
/// [`Error::Configuration`] when `extra` cannot be read, or when there is nothing to trust.
pub(super) fn trusted(extra: &[Vec<u8>], https: bool) -> Result<RootCertStore, Error> {
    let mut roots = if https {
        common()
    } else {
        RootCertStore::empty()
    };
    for pem in extra {
        add(&mut roots, pem)?;
    }
    if https && roots.is_empty() && cfg!(not(feature = "native-roots")) {
        return Err(Error::configuration(NO_FEATURE));
    }
    Ok(roots)
}

const NO_FEATURE: &str = "TLS has no root certificates, so no server can be trusted: enable the feature `native-roots` or \
                          `webpki-roots`, or set `root_certificates`";

fn add(roots: &mut RootCertStore, pem: &[u8]) -> Result<(), Error> {
    let invalid = |reason: String| Error::configuration(format!("`root_certificates` {reason}"));
    let before = roots.len();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let number = roots.len() - before + 1;
        let certificate = certificate.map_err(|error| invalid(format!("is no PEM: {error}")))?;
        roots.add(certificate).map_err(|error| {
            invalid(format!(
                "cannot be trusted, for certificate {number}: {error}"
            ))
        })?;
    }
    if roots.len() == before {
        return Err(invalid("holds no certificate in PEM".to_owned()));
    }
    Ok(())
}

/// Those of the operating system, as far as they can be read, or else those of Mozilla.
fn common() -> RootCertStore {
    #[cfg_attr(
        not(any(feature = "native-roots", feature = "webpki-roots")),
        expect(unused_mut, reason = "without the features there is nothing to add")
    )]
    let mut roots = RootCertStore::empty();
    #[cfg(feature = "native-roots")]
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    #[cfg(feature = "webpki-roots")]
    if roots.is_empty() {
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(pem: &[u8]) -> String {
        trusted(&[pem.to_vec()], false).unwrap_err().to_string()
    }

    #[test]
    fn what_holds_no_certificate_is_rejected() {
        for pem in [
            &b""[..],
            b"not PEM",
            b"\xff\0",
            b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        ] {
            assert_eq!(
                complaint(pem),
                "`root_certificates` holds no certificate in PEM"
            );
        }
        for pem in [
            &b"-----BEGIN CERTIFICATE-----\nAAAA\n"[..],
            b"-----BEGIN CERTIFICATE-----\n****\n-----END CERTIFICATE-----\n",
        ] {
            let complaint = complaint(pem);
            assert!(
                complaint.starts_with("`root_certificates` is no PEM: "),
                "{complaint}"
            );
        }
        let complaint =
            complaint(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assert!(
            complaint.starts_with("`root_certificates` cannot be trusted, for certificate 1: "),
            "{complaint}"
        );
    }

    #[cfg(not(any(feature = "native-roots", feature = "webpki-roots")))]
    #[test]
    fn without_roots_the_features_are_named() {
        assert_eq!(trusted(&[], true).unwrap_err().to_string(), NO_FEATURE);
        assert!(trusted(&[], false).unwrap().is_empty());
    }

    #[cfg(any(feature = "native-roots", feature = "webpki-roots"))]
    #[test]
    fn plain_http_reads_no_roots() {
        assert!(trusted(&[], false).unwrap().is_empty());
    }
}
