//! What can go wrong with a call.

use std::time::Duration;

use http::StatusCode;

use crate::answer::Answer;
use crate::refusal::Refusal;

/// What can go wrong with a call. Each says whether the call has its effect on the queue all the same.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The connection is closed before the call has its effect. Over HTTP/2 only its stream is reset.
    LostRequest,
    /// The call has its effect, and the connection is closed without an answer. Over HTTP/2 only its stream is reset.
    LostAnswer,
    /// The call has no effect, and is never answered.
    NoAnswer,
    /// The call has its effect; of the answer come the head and half the body, then the connection is closed.
    CutBody,
    /// The call has its effect; the body of the answer comes one byte at a time.
    DrippingBody {
        /// The real time before each byte.
        every: Duration,
    },
    /// The call has its effect; the answer comes late.
    SlowAnswer {
        /// The real time between the effect and the answer.
        by: Duration,
    },
    /// The call has no effect, and is answered with this status and an error in the envelope.
    Status {
        /// The status, from 200 to 599; any other number becomes 500.
        status: u16,
        /// The code of the error.
        code: u32,
        /// What stands in `retry-after`, in whole seconds, rounded up.
        retry_after: Option<Duration>,
    },
    /// The call has no effect, and is answered with 429, as when a user made more than 1,200 requests in 5 minutes.
    RateLimited {
        /// What stands in `retry-after`, in whole seconds, rounded up. The service asks for up to 5 minutes.
        retry_after: Duration,
    },
    /// The call has no effect, and is answered with 429 and code 10250: the queue is overloaded, which passes.
    Overloaded,
    /// The call has no effect, and is answered with status 200 and `success: false`.
    SuccessFalse {
        /// The code of the error.
        code: u32,
    },
    /// The call has no effect, and is answered with a page that is not JSON.
    HtmlPage {
        /// The status, from 200 to 599, such as 502; any other number becomes 500.
        status: u16,
    },
    /// The call has its effect, and is answered with status 504 and a page that is not JSON.
    GatewayTimeout,
}

impl Fault {
    /// Whether the call has its effect on the queue all the same.
    #[must_use]
    pub fn has_effect(&self) -> bool {
        match self {
            Self::LostAnswer
            | Self::CutBody
            | Self::DrippingBody { .. }
            | Self::SlowAnswer { .. }
            | Self::GatewayTimeout => true,
            Self::LostRequest
            | Self::NoAnswer
            | Self::Status { .. }
            | Self::RateLimited { .. }
            | Self::Overloaded
            | Self::SuccessFalse { .. }
            | Self::HtmlPage { .. } => false,
        }
    }

    /// What is answered instead of this, if anything. `ray` names the request.
    pub(crate) fn replace(&self, answer: Option<Answer>, ray: &str) -> Option<Answer> {
        let too_many = StatusCode::TOO_MANY_REQUESTS;
        let refuse = |status, code, message| Answer::refusal(&Refusal::new(status, code, message));
        match self {
            Self::LostRequest | Self::LostAnswer | Self::NoAnswer => None,
            Self::CutBody | Self::DrippingBody { .. } | Self::SlowAnswer { .. } => answer,
            Self::Status {
                status,
                code,
                retry_after,
            } => {
                let answer = refuse(status_of(*status), *code, "Injected error");
                Some(answer.retry_after(*retry_after))
            }
            Self::RateLimited { retry_after } => {
                // The code that the gateway gives is not published.
                let answer = refuse(too_many, 10429, "Rate limited. Please wait");
                Some(answer.retry_after(Some(*retry_after)))
            }
            Self::Overloaded => Some(refuse(too_many, 10250, "Queue is overloaded")),
            Self::SuccessFalse { code } => Some(refuse(StatusCode::OK, *code, "Injected error")),
            Self::HtmlPage { status } => Some(Answer::html_page(status_of(*status), ray)),
            Self::GatewayTimeout => Some(Answer::html_page(StatusCode::GATEWAY_TIMEOUT, ray)),
        }
    }
}

/// The status of that number, if a server can answer with it.
fn status_of(number: u16) -> StatusCode {
    let status = StatusCode::from_u16(number).ok();
    status
        .filter(|status| (200..600).contains(&status.as_u16()))
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
