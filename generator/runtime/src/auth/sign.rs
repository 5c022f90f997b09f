//! Putting a token that passes into each attempt of a call.

use bytes::Bytes;
use http::HeaderValue;
use http::StatusCode;
use http::header;

use crate::Error;
use crate::Scheme;
use crate::TokenSource;
use crate::call::Call;
use crate::call::deadline::Deadline;

/// What signs the attempts of one call.
#[derive(Default)]
pub(crate) struct Signing {
    source: Option<(Scheme, TokenSource)>,
    /// The token that was sent last.
    sent: Option<HeaderValue>,
    /// The token that the server has refused.
    refused: Option<HeaderValue>,
}

impl Signing {
    pub(crate) fn new(source: Option<(Scheme, TokenSource)>) -> Self {
        Self {
            source,
            ..Self::default()
        }
    }

    /// Puts a token that is good into `request`, if its tokens pass.
    pub(crate) async fn sign(
        &mut self,
        request: &mut http::Request<Bytes>,
        call: &mut Call<'_>,
        deadline: &Deadline,
    ) -> Result<(), Error> {
        let Some((scheme, source)) = &self.source else {
            return Ok(());
        };
        let issued = deadline
            .bound(source.token(scheme, self.refused.as_ref()))
            .await;
        let issued = issued.map_err(|_| Error::no_token_in_time())??;
        let headers = request.headers_mut();
        headers.insert(header::AUTHORIZATION, issued.header.clone());
        self.sent = Some(issued.header);
        call.blot_out(issued.secret);
        Ok(())
    }

    /// Whether `error` is a reason to try another token: that of a call is refused once.
    pub(crate) fn is_worth_another(&mut self, error: &Error) -> bool {
        let is_refusal = error.status() == Some(StatusCode::UNAUTHORIZED);
        let is_first = self.source.is_some() && self.refused.is_none();
        if is_refusal && is_first {
            self.refused = self.sent.take();
        }
        is_refusal && is_first
    }
}
