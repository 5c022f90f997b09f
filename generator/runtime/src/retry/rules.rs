//! The rules of repetition: plain data in, a decision out.

use http::StatusCode;

use crate::RetryClass;
use crate::RetryMode;

/// How an attempt failed, as far as repeating it depends on that.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    /// There is proof that the server did not process the request: no connection, or a refusal of HTTP/2.
    Unprocessed,
    /// No complete response came: a timeout, a reset, a response that broke off.
    Lost,
    /// The server refused.
    Refused {
        /// The status of its response; 2xx when its envelope refuses.
        status: StatusCode,
        /// Whether it gave a reason that does not pass soon.
        lasting: bool,
    },
    /// The server did as asked, and its response cannot be read.
    Unreadable,
}

/// Whether the operation is sent again, if attempts, tokens and time are left.
pub(crate) fn may_repeat(mode: RetryMode, class: RetryClass, fault: Fault) -> bool {
    let may_double = match mode {
        RetryMode::Never => return false,
        RetryMode::Safe => class == RetryClass::Idempotent,
        RetryMode::AtLeastOnce => true,
    };
    may_pass(fault) && (may_double || !may_have_processed(fault))
}

/// Whether the server may have done what it was asked: there is no proof that it has not.
pub(crate) fn may_have_processed(fault: Fault) -> bool {
    match fault {
        Fault::Unprocessed => false,
        Fault::Lost | Fault::Unreadable => true,
        Fault::Refused { status, .. } => {
            !status.is_client_error() || status == StatusCode::REQUEST_TIMEOUT
        }
    }
}

/// Whether the same request may fare better a little later.
fn may_pass(fault: Fault) -> bool {
    match fault {
        Fault::Unprocessed | Fault::Lost => true,
        Fault::Unreadable => false,
        Fault::Refused { status, lasting } => {
            !lasting
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

    /// What the rules say of a fault: whether an unsafe operation is repeated, whether an idempotent one is, and whether
    /// the fault leaves open that the operation took place.
    fn verdict(fault: Fault) -> (bool, bool, bool) {
        let repeats = |mode, class| may_repeat(mode, class, fault);
        let verdict = (
            repeats(RetryMode::Safe, RetryClass::Unsafe),
            repeats(RetryMode::Safe, RetryClass::Idempotent),
            may_have_processed(fault),
        );
        for class in [RetryClass::Unsafe, RetryClass::Idempotent] {
            assert!(!repeats(RetryMode::Never, class), "{fault:?}");
            assert_eq!(
                repeats(RetryMode::AtLeastOnce, class),
                verdict.1,
                "{fault:?}"
            );
        }
        verdict
    }

    fn refused(status: u16) -> Fault {
        Fault::Refused {
            status: StatusCode::from_u16(status).unwrap(),
            lasting: false,
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
            assert_eq!(verdict(refused(status)), expected, "{status}");
        }
    }

    #[test]
    fn a_lasting_refusal_is_not_repeated_whatever_its_status() {
        for status in 100..1_000 {
            let Fault::Refused { status, .. } = refused(status) else {
                continue;
            };
            let lasting = Fault::Refused {
                status,
                lasting: true,
            };
            let (unsafe_repeats, idempotent_repeats, processed) = verdict(lasting);
            assert!(!unsafe_repeats && !idempotent_repeats, "{status}");
            assert_eq!(processed, verdict(refused(status.as_u16())).2, "{status}");
        }
    }

    /// Nothing that may have taken place is repeated in the default mode, unless that does no harm.
    #[test]
    fn proof_is_needed_to_repeat_an_unsafe_operation() {
        let statuses = (100..1_000).map(refused);
        for fault in [Fault::Unprocessed, Fault::Lost, Fault::Unreadable]
            .into_iter()
            .chain(statuses)
        {
            let repeats = may_repeat(RetryMode::default(), RetryClass::Unsafe, fault);
            assert!(!(repeats && may_have_processed(fault)), "{fault:?}");
        }
    }
}
