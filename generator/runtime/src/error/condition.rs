//! What an error response means, by its status and codes.

use super::Error;

/// What generated clients ask of an [`Error`] to give the errors of their API names. It cannot be implemented elsewhere.
pub trait ErrorMatch: sealed::Sealed {
    /// Whether this is an [`Error::Api`] with one of these statuses, or with one of these codes.
    fn has_status_or_code(&self, statuses: &[u16], codes: &[i64]) -> bool;

    /// Whether this is an [`Error::Api`] with a message among its details that contains one of these texts, in upper or lower
    /// case.
    fn has_message(&self, texts: &[&str]) -> bool;
}

impl ErrorMatch for Error {
    fn has_status_or_code(&self, statuses: &[u16], codes: &[i64]) -> bool {
        let Self::Api(error) = self else {
            return false;
        };
        statuses.contains(&error.status().as_u16())
            || self.codes().any(|code| codes.contains(&code))
    }

    fn has_message(&self, texts: &[&str]) -> bool {
        let contains = |message: &str| {
            let message = message.to_ascii_lowercase();
            let mut texts = texts.iter();
            texts.any(|text| message.contains(&text.to_ascii_lowercase()))
        };
        let mut details = self.details().iter();
        details.any(|detail| contains(&detail.message))
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

    fn error_with(status: StatusCode, details: Vec<ErrorDetail>) -> Error {
        let received = Received {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        let operation = "POST /".to_owned();
        Error::Api(Box::new(ApiError::new(operation, received, details)))
    }

    fn error_response(status: StatusCode, codes: &[i64]) -> Error {
        let details = codes.iter().map(|code| ErrorDetail {
            code: Some(*code),
            ..ErrorDetail::default()
        });
        error_with(status, details.collect())
    }

    #[test]
    fn a_text_is_part_of_a_message_in_either_case() {
        let messages = ["", "cannot be pulled unless HTTP_Pull mode is enabled"];
        let details = messages.map(|message| ErrorDetail {
            message: message.to_owned(),
            ..ErrorDetail::default()
        });
        let error = error_with(StatusCode::METHOD_NOT_ALLOWED, details.into());
        for (texts, is_met) in [
            (&["http_pull"][..], true),
            (&["paused", "UNLESS http"], true),
            (&["http pull"], false),
            (&[], false),
        ] {
            assert_eq!(error.has_message(texts), is_met, "{texts:?}");
        }
        assert!(!error_response(StatusCode::CONFLICT, &[7]).has_message(&["http_pull"]));
        assert!(!Error::missing_parameter("http_pull").has_message(&["http_pull"]));
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
