//! The object that some APIs wrap every response in: whether the call succeeded, what was wrong, and the result.

mod details;
mod opening;

pub(crate) use opening::Opened;

use serde::de::DeserializeOwned;
use serde::de::IgnoredAny;

use crate::ErrorDetail;
use crate::error::Mismatch;
use crate::value::informative::OrEmpty;
use crate::value::json;
use opening::Opening;

/// Which properties of an envelope say whether a call succeeded, and what was wrong.
///
/// A call succeeded only when the first is `true`: one that is missing, null, or anything else announces no success.
/// Neither that property nor the one of the result may be there twice.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[must_use]
pub struct Envelope {
    /// The property that is `true` when the call succeeded.
    pub success: &'static str,
    /// The property that lists what went wrong.
    pub errors: &'static str,
    /// The codes of permanent errors, which are not [retried](crate::RetryMode) whatever the status.
    pub permanent: &'static [i64],
}

impl Envelope {
    /// An envelope with these two properties, in an API where every error may be transient.
    pub const fn new(success: &'static str, errors: &'static str) -> Self {
        Self {
            success,
            errors,
            permanent: &[],
        }
    }

    /// Whether one of `details` has the code of a permanent error.
    pub(crate) fn is_permanent(&self, details: &[ErrorDetail]) -> bool {
        let mut codes = details.iter().filter_map(|detail| detail.code);
        codes.any(|code| self.permanent.contains(&code))
    }

    /// The property `result` of the envelope `body`, read in one pass.
    ///
    /// An error is recognised whatever its result is. A property that is missing is read as null.
    pub(crate) fn unwrap<T: DeserializeOwned>(
        &self,
        result: &str,
        body: &[u8],
    ) -> Result<Opened<T>, Mismatch> {
        let read = json::read_with(Opening::new(self, Some(result)), body);
        match read {
            Err(_) if matches!(self.check(body), Ok(Opened::Error)) => Ok(Opened::Error),
            read => read,
        }
    }

    /// The same, where the property only informs: one that is missing, null or unreadable is an empty `T`.
    pub(crate) fn unwrap_or_empty<T: DeserializeOwned>(
        &self,
        result: &str,
        body: &[u8],
    ) -> Result<Opened<T>, Mismatch> {
        Ok(match self.unwrap::<OrEmpty<T>>(result, body)? {
            Opened::Success(OrEmpty(value)) => Opened::Success(value),
            Opened::Error => Opened::Error,
        })
    }

    /// The whole of the envelope `body`, after it was seen to announce success.
    pub(crate) fn read<T: DeserializeOwned>(&self, body: &[u8]) -> Result<Opened<T>, Mismatch> {
        match self.check(body)? {
            Opened::Error => Ok(Opened::Error),
            Opened::Success(IgnoredAny) => json::read(body).map(Opened::Success),
        }
    }

    /// What `body` says was wrong, as far as it can be read.
    pub(crate) fn details(&self, body: &[u8]) -> Vec<ErrorDetail> {
        details::read(self.errors, body)
    }

    fn check(&self, body: &[u8]) -> Result<Opened<IgnoredAny>, Mismatch> {
        json::read_with(Opening::new(self, None), body)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    const ENVELOPE: Envelope = Envelope::new("success", "errors");

    #[derive(Debug, Default, Deserialize, PartialEq)]
    #[serde(default)]
    struct Counts {
        count: Option<u64>,
    }

    /// What a body comes to: the value, `error`, or the path and the message of the error.
    fn unwrap<T: DeserializeOwned + std::fmt::Debug>(body: &str) -> String {
        match ENVELOPE.unwrap::<T>("result", body.as_bytes()) {
            Ok(Opened::Success(value)) => format!("{value:?}"),
            Ok(Opened::Error) => "error".to_owned(),
            Err(mismatch) => format!("{}: {}", mismatch.path, mismatch.message),
        }
    }

    #[test]
    fn a_success_is_announced_with_true_and_nothing_else() {
        for (body, outcome) in [
            (
                r#"{"success":true,"result":{"count":5}}"#,
                "Counts { count: Some(5) }",
            ),
            (
                r#"{"result":{"count":5},"success":true,"errors":[],"messages":null}"#,
                "Counts { count: Some(5) }",
            ),
            (
                r#"{"result":{},"success":true,"errors":[7003]}"#,
                "Counts { count: None }",
            ),
            (r#"{"success":false,"result":{"count":5}}"#, "error"),
            (r#"{"success":false,"errors":[]}"#, "error"),
            (r#"{"result":null,"success":false}"#, "error"),
            (r#"{"result":[{"unreadable":1}],"success":false}"#, "error"),
            (r#"{"result":{}}"#, "error"),
            (r#"{"success":null,"result":{}}"#, "error"),
            (r#"{"success":"true","result":{}}"#, "error"),
            (r#"{"success":"false","result":{}}"#, "error"),
            (r#"{"success":0,"result":{}}"#, "error"),
            (r#"{"success":1,"result":{}}"#, "error"),
            (r#"{"success":[true],"result":{}}"#, "error"),
            (r#"{"success":{"a":true},"result":{}}"#, "error"),
            ("{}", "error"),
        ] {
            assert_eq!(unwrap::<Counts>(body), outcome, "{body}");
        }
    }

    #[test]
    fn a_body_that_is_no_envelope_is_an_error() {
        for (body, error) in [
            (
                "[]",
                ".: invalid type: sequence, expected an object with the properties `success` and `errors` at line 1 column 0",
            ),
            (
                "null",
                ".: invalid type: null, expected an object with the properties `success` and `errors` at line 1 column 4",
            ),
            (
                r#""x""#,
                ".: invalid type: string \"x\", expected an object with the properties `success` and `errors` at line 1 column 3",
            ),
            (
                "5",
                ".: invalid type: integer `5`, expected an object with the properties `success` and `errors` at line 1 column 1",
            ),
            ("", ".: EOF while parsing a value at line 1 column 0"),
            ("  ", ".: EOF while parsing a value at line 1 column 2"),
            (
                r#"{"success":true,"result":{}} {}"#,
                ".: trailing characters at line 1 column 30",
            ),
            (
                r#"{"success":true,"result":{}"#,
                ".: EOF while parsing an object at line 1 column 27",
            ),
            (
                r"{'success':true}",
                ".: key must be a string at line 1 column 2",
            ),
            ("\u{feff}{}", ".: expected value at line 1 column 1"),
            (
                r#"{"success":true,"success":true,"result":{}}"#,
                ".: the property `success` is there twice at line 1 column 25",
            ),
            (
                r#"{"success":true,"result":{},"success":false}"#,
                ".: the property `success` is there twice at line 1 column 37",
            ),
            (
                r#"{"success":true,"result":{},"result":{}}"#,
                ".: the property `result` is there twice at line 1 column 36",
            ),
        ] {
            assert_eq!(unwrap::<Counts>(body), error, "{body}");
        }
    }

    #[test]
    fn a_result_of_the_wrong_kind_is_an_error_that_names_it() {
        for (result, error) in [
            (
                "[]",
                "result: invalid type: sequence, expected struct Counts",
            ),
            (
                r#""x""#,
                "result: invalid type: string \"x\", expected struct Counts",
            ),
            (
                "5",
                "result: invalid type: integer `5`, expected struct Counts",
            ),
            ("null", "result: invalid type: null, expected struct Counts"),
            (
                r#"{"count":"x"}"#,
                "result.count: invalid type: string \"x\", expected an integer",
            ),
        ] {
            let outcome = unwrap::<Counts>(&format!(r#"{{"success":true,"result":{result}}}"#));
            assert!(outcome.starts_with(error), "{outcome}");
        }
        assert_eq!(
            unwrap::<Counts>(r#"{"success":true}"#),
            ".: the property `result` is missing at line 1 column 16"
        );
    }

    #[test]
    fn a_missing_result_is_null_where_null_has_a_meaning() {
        for body in [r#"{"success":true}"#, r#"{"success":true,"result":null}"#] {
            assert_eq!(unwrap::<Option<Counts>>(body), "None");
            assert_eq!(unwrap::<()>(body), "()");
            assert_eq!(unwrap::<serde_json::Value>(body), "Null");
        }
    }

    #[test]
    fn a_result_that_only_informs_may_be_anything() {
        let unwrap = |body: &str| ENVELOPE.unwrap_or_empty::<Counts>("result", body.as_bytes());
        for (result, count) in [
            ("", None),
            (r#","result":null"#, None),
            (r#","result":[]"#, None),
            (r#","result":{"count":-1}"#, None),
            (r#","result":{"count":5}"#, Some(5)),
        ] {
            let read = unwrap(&format!(r#"{{"success":true{result}}}"#));
            assert!(
                matches!(&read, Ok(Opened::Success(counts)) if counts.count == count),
                "{result}: {read:?}"
            );
            let read = unwrap(&format!(r#"{{"success":false{result}}}"#));
            assert!(matches!(read, Ok(Opened::Error)), "{result}: {read:?}");
        }
        assert!(unwrap(r#"{"success":true,"result":{"#).is_err());
    }

    #[test]
    fn the_whole_envelope_is_read_once_success_is_announced() {
        #[derive(Debug, Deserialize, PartialEq)]
        struct Whole {
            success: bool,
        }
        let read = |body: &str| ENVELOPE.read::<Whole>(body.as_bytes());
        assert!(matches!(
            read(r#"{"success":true}"#),
            Ok(Opened::Success(Whole { success: true }))
        ));
        assert!(matches!(read(r#"{"success":false}"#), Ok(Opened::Error)));
        assert!(matches!(read("{}"), Ok(Opened::Error)));
        assert_eq!(read("[]").unwrap_err().path, ".");
    }
}
