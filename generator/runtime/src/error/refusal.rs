//! What a server's refusal means, asked by status and code.

use super::Error;

/// What generated clients ask of an [`Error`] to give the refusals of their API names. It cannot be implemented elsewhere.
pub trait Refusal: sealed::Sealed {
    /// Whether this is an [`Error::Api`] with this status, if one is given, and with one of these codes, if any are.
    fn is_refused_with(&self, status: Option<u16>, codes: &[i64]) -> bool;
}

impl Refusal for Error {
    fn is_refused_with(&self, status: Option<u16>, codes: &[i64]) -> bool {
        let Self::Api(error) = self else {
            return false;
        };
        let has_status = status.is_none_or(|status| error.status() == status);
        let has_code = || self.codes().any(|code| codes.contains(&code));
        has_status && (codes.is_empty() || has_code())
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

    use super::Refusal;
    use crate::Error;
    use crate::ErrorDetail;
    use crate::error::ApiError;
    use crate::received::Received;

    fn refusal(status: StatusCode, codes: &[i64]) -> Error {
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
    fn status_and_code_must_both_be_met_where_both_are_given() {
        for (status, codes, is_met) in [
            (Some(409), &[][..], true),
            (Some(409), &[7], true),
            (Some(409), &[1, 8], true),
            (Some(409), &[1], false),
            (None, &[7], true),
            (None, &[1], false),
            (Some(429), &[], false),
            (Some(429), &[7], false),
        ] {
            let error = refusal(StatusCode::CONFLICT, &[7, 8]);
            assert_eq!(
                error.is_refused_with(status, codes),
                is_met,
                "{status:?} {codes:?}"
            );
        }
        assert!(!Error::missing_parameter("a").is_refused_with(None, &[]));
    }
}
