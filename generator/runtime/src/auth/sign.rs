//! Putting a token that expires into each attempt of a call.

use bytes::Bytes;
use http::HeaderValue;
use http::StatusCode;
use http::header;

use crate::Error;
use crate::Scheme;
use crate::TokenSource;
use crate::call::attempts::Attempts;
use crate::call::deadline::Deadline;

/// What signs the attempts of one call.
#[derive(Default)]
pub(crate) struct Signing {
    source: Option<(Scheme, TokenSource)>,
    /// The token that was sent last.
    sent: Option<HeaderValue>,
    /// The token that the server has rejected.
    rejected: Option<HeaderValue>,
}

impl Signing {
    pub(crate) fn new(source: Option<(Scheme, TokenSource)>) -> Self {
        Self {
            source,
            ..Self::default()
        }
    }

    /// Puts a token that is good into `request`, if its tokens expire.
    pub(crate) async fn sign(
        &mut self,
        request: &mut http::Request<Bytes>,
        call: &mut Attempts<'_>,
        deadline: &Deadline,
    ) -> Result<(), Error> {
        let Some((scheme, source)) = &self.source else {
            return Ok(());
        };
        let issued = deadline
            .bound(source.token(scheme, self.rejected.as_ref()))
            .await;
        let issued = issued.map_err(|_| Error::no_token_in_time())??;
        let headers = request.headers_mut();
        headers.insert(header::AUTHORIZATION, issued.header.clone());
        self.sent = Some(issued.header);
        call.redact(issued.secret);
        Ok(())
    }

    /// Whether `error` is a reason to try another token: that of a call is rejected once.
    pub(crate) fn is_worth_another(&mut self, error: &Error) -> bool {
        let is_unauthorized = error.status() == Some(StatusCode::UNAUTHORIZED);
        let is_first = self.source.is_some() && self.rejected.is_none();
        if is_unauthorized && is_first {
            self.rejected = self.sent.take();
        }
        is_unauthorized && is_first
    }
}
