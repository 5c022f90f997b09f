//! What can go wrong with a call.

use std::time::Duration;

use http::StatusCode;

use crate::error_response::ErrorResponse;
use crate::response::PlannedResponse;

/// What can go wrong with a call. Each says whether the call has its effect on the queue all the same.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The connection is closed before the call has its effect. Over HTTP/2 only its stream is reset.
    LostRequest,
    /// The call has its effect, and the connection is closed without a response. Over HTTP/2 only its stream is reset.
    LostResponse,
    /// The call has no effect, and never gets a response.
    NoResponse,
    /// The call has its effect; of the response come the head and half the body, then the connection is closed.
    CutBody,
    /// The call has its effect; the body of the response comes one byte at a time.
    DrippingBody {
        /// The real time before each byte.
        every: Duration,
    },
    /// The call has its effect; the response comes late.
    SlowResponse {
        /// The real time between the effect and the response.
        by: Duration,
    },
    /// The call has no effect, and the response has this status and an error in the envelope.
    Status {
        /// The status, from 200 to 599; any other number becomes 500.
        status: u16,
        /// The code of the error.
        code: u32,
        /// What stands in `retry-after`, in whole seconds, rounded up.
        retry_after: Option<Duration>,
    },
    /// The call has no effect, and the response has 429 and code 971, as when a user made more than 1,200 requests in 5 minutes.
    RateLimited {
        /// What stands in `retry-after`, in whole seconds, rounded up. The service asks for up to 5 minutes.
        retry_after: Duration,
    },
    /// The call has no effect, and the response has 405 and code 10405: the credential is of a kind that the operation does not
    /// take, such as the token of a login.
    WrongCredentialKind,
    /// The call has no effect, and the response has 429 and code 10250: the queue is overloaded, which passes.
    Overloaded,
    /// The call has no effect, and the response has status 200 and `success: false`.
    SuccessFalse {
        /// The code of the error.
        code: u32,
    },
    /// The call has no effect, and the response has a page that is not JSON.
    HtmlPage {
        /// The status, from 200 to 599, such as 502; any other number becomes 500.
        status: u16,
    },
    /// The call has its effect, and the response has status 504 and a page that is not JSON.
    GatewayTimeout,
}

impl Fault {
    /// Whether the call has its effect on the queue all the same.
    #[must_use]
    pub fn has_effect(&self) -> bool {
        match self {
            Self::LostResponse
            | Self::CutBody
            | Self::DrippingBody { .. }
            | Self::SlowResponse { .. }
            | Self::GatewayTimeout => true,
            Self::LostRequest
            | Self::NoResponse
            | Self::Status { .. }
            | Self::RateLimited { .. }
            | Self::WrongCredentialKind
            | Self::Overloaded
            | Self::SuccessFalse { .. }
            | Self::HtmlPage { .. } => false,
        }
    }

    /// The response instead of this, if anything. `ray` names the request.
    pub(crate) fn replace(
        &self,
        response: Option<PlannedResponse>,
        ray: &str,
    ) -> Option<PlannedResponse> {
        let too_many = StatusCode::TOO_MANY_REQUESTS;
        let reject = |status, code, message| {
            PlannedResponse::error(&ErrorResponse::new(status, code, message))
        };
        match self {
            Self::LostRequest | Self::LostResponse | Self::NoResponse => None,
            Self::CutBody | Self::DrippingBody { .. } | Self::SlowResponse { .. } => response,
            Self::Status {
                status,
                code,
                retry_after,
            } => {
                let response = reject(status_of(*status), *code, "Injected error");
                Some(response.retry_after(*retry_after))
            }
            Self::RateLimited { retry_after } => {
                let message = "Please wait and consider throttling your request speed";
                let response = reject(too_many, 971, message);
                Some(response.retry_after(Some(*retry_after)))
            }
            Self::WrongCredentialKind => {
                Some(PlannedResponse::error(&ErrorResponse::credential_kind()))
            }
            Self::Overloaded => Some(reject(too_many, 10250, "Queue is overloaded")),
            Self::SuccessFalse { code } => Some(reject(StatusCode::OK, *code, "Injected error")),
            Self::HtmlPage { status } => Some(PlannedResponse::html_page(status_of(*status), ray)),
            Self::GatewayTimeout => {
                Some(PlannedResponse::html_page(StatusCode::GATEWAY_TIMEOUT, ray))
            }
        }
    }
}

/// The status of that number, if a server can respond with it.
fn status_of(number: u16) -> StatusCode {
    let status = StatusCode::from_u16(number).ok();
    status
        .filter(|status| (200..600).contains(&status.as_u16()))
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
