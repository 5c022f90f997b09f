//! When a request is sent again: plain data in, a decision out.

use http::StatusCode;

use crate::RetryClass;
use crate::RetryMode;

/// How an attempt failed, as far as a retry depends on that.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    /// There is proof that the server did not process the request: no connection, or a stream that HTTP/2 gave back.
    Unprocessed,
    /// No complete response came: a timeout, a reset, a response that broke off.
    Lost,
    /// The server sent an error response.
    ErrorResponse {
        /// Its status; 2xx when only its envelope is an error.
        status: StatusCode,
        /// Whether one of its codes is of a permanent error.
        permanent: bool,
    },
    /// The request succeeded, and its response cannot be read.
    Unreadable,
}

/// Whether the operation is sent again, if attempts, tokens and time are left.
pub(crate) fn may_retry(mode: RetryMode, class: RetryClass, fault: Fault) -> bool {
    let may_double = match mode {
        RetryMode::Never => return false,
        RetryMode::Safe => class == RetryClass::Idempotent,
        RetryMode::AtLeastOnce => true,
    };
    is_transient(fault) && (may_double || !may_have_processed(fault))
}

/// Whether the server may have processed the request: there is no proof that it has not.
pub(crate) fn may_have_processed(fault: Fault) -> bool {
    match fault {
        Fault::Unprocessed => false,
        Fault::Lost | Fault::Unreadable => true,
        Fault::ErrorResponse { status, .. } => {
            !status.is_client_error() || status == StatusCode::REQUEST_TIMEOUT
        }
    }
}

/// Whether the same request may succeed a little later.
fn is_transient(fault: Fault) -> bool {
    match fault {
        Fault::Unprocessed | Fault::Lost => true,
        Fault::Unreadable => false,
        Fault::ErrorResponse { status, permanent } => {
            !permanent
                && matches!(
                    status.as_u16(),
                    408 | 429 | 500 | 502 | 503 | 504 | 520..=524
                )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the rules say of a fault: whether an unsafe operation is retried, whether an idempotent one is, and whether
    /// the fault leaves open that the operation took place.
    fn verdict(fault: Fault) -> (bool, bool, bool) {
        let retries = |mode, class| may_retry(mode, class, fault);
        let verdict = (
            retries(RetryMode::Safe, RetryClass::Unsafe),
            retries(RetryMode::Safe, RetryClass::Idempotent),
            may_have_processed(fault),
        );
        for class in [RetryClass::Unsafe, RetryClass::Idempotent] {
            assert!(!retries(RetryMode::Never, class), "{fault:?}");
            assert_eq!(
                retries(RetryMode::AtLeastOnce, class),
                verdict.1,
                "{fault:?}"
            );
        }
        verdict
    }

    fn error_response(status: u16) -> Fault {
        Fault::ErrorResponse {
            status: StatusCode::from_u16(status).unwrap(),
            permanent: false,
        }
    }

    #[test]
    fn each_fault_has_its_verdict() {
        let transient = (false, true, true);
        let rate_limited = (true, true, false);
        let answered = (false, false, true);
        let rejected = (false, false, false);
        assert_eq!(verdict(Fault::Unprocessed), (true, true, false));
        assert_eq!(verdict(Fault::Lost), transient);
        assert_eq!(verdict(Fault::Unreadable), answered);
        for status in 100..1_000 {
            let expected = match status {
                429 => rate_limited,
                408 | 500 | 502 | 503 | 504 | 520..=524 => transient,
                400..=499 => rejected,
                _ => answered,
            };
            assert_eq!(verdict(error_response(status)), expected, "{status}");
        }
    }

    #[test]
    fn a_permanent_error_is_not_retried_whatever_its_status() {
        for status in 100..1_000 {
            let Fault::ErrorResponse { status, .. } = error_response(status) else {
                continue;
            };
            let permanent = Fault::ErrorResponse {
                status,
                permanent: true,
            };
            let (retries_unsafe, retries_idempotent, processed) = verdict(permanent);
            assert!(!retries_unsafe && !retries_idempotent, "{status}");
            assert_eq!(
                processed,
                verdict(error_response(status.as_u16())).2,
                "{status}"
            );
        }
    }

    /// Nothing that may have taken place is retried in the default mode, unless that does no harm.
    #[test]
    fn proof_is_needed_to_retry_an_unsafe_operation() {
        let statuses = (100..1_000).map(error_response);
        for fault in [Fault::Unprocessed, Fault::Lost, Fault::Unreadable]
            .into_iter()
            .chain(statuses)
        {
            let retries = may_retry(RetryMode::default(), RetryClass::Unsafe, fault);
            assert!(!(retries && may_have_processed(fault)), "{fault:?}");
        }
    }
}
