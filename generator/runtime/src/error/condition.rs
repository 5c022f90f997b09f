//! What an error response means, by its status and codes.

use super::Error;

/// What generated clients ask of an [`Error`] to give the errors of their API names. It cannot be implemented elsewhere.
pub trait ErrorMatch: sealed::Sealed {
    /// Whether this is an [`Error::Api`] with one of these statuses, or with one of these codes.
    fn has_status_or_code(&self, statuses: &[u16], codes: &[i64]) -> bool;
}

impl ErrorMatch for Error {
    fn has_status_or_code(&self, statuses: &[u16], codes: &[i64]) -> bool {
        let Self::Api(error) = self else {
            return false;
        };
        statuses.contains(&error.status().as_u16())
            || self.codes().any(|code| codes.contains(&code))
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::Error {}
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::HeaderMap;
    use http::StatusCode;

    use super::ErrorMatch;
    use crate::Error;
    use crate::ErrorDetail;
    use crate::error::ApiError;
    use crate::response::received::Received;

    fn error_response(status: StatusCode, codes: &[i64]) -> Error {
        let received = Received {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        let details = codes.iter().map(|code| ErrorDetail {
            code: Some(*code),
            ..ErrorDetail::default()
        });
        Error::Api(Box::new(ApiError::new(
            "POST /".to_owned(),
            received,
            details.collect(),
        )))
    }

    #[test]
    fn a_status_or_a_code_is_enough() {
        for (statuses, codes, is_met) in [
            (&[409][..], &[][..], true),
            (&[401, 409], &[1], true),
            (&[], &[1, 8], true),
            (&[429], &[7], true),
            (&[], &[1], false),
            (&[429], &[], false),
            (&[], &[], false),
        ] {
            let error = error_response(StatusCode::CONFLICT, &[7, 8]);
            assert_eq!(
                error.has_status_or_code(statuses, codes),
                is_met,
                "{statuses:?} {codes:?}"
            );
        }
        assert!(!Error::missing_parameter("a").has_status_or_code(&[], &[]));
    }
}
