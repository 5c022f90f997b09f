//! A request that is ready to be sent, once for each attempt.

use bytes::Bytes;
use http::HeaderMap;
use http::HeaderValue;
use http::Method;
use http::Uri;
use http::header;

use crate::HttpClient;
use crate::auth::Chosen;

/// The headers that a client sets, and some of the call.
const HEADERS: usize = 8;

/// What every attempt of a call sends. Values are shared by the attempts, and each has its own map of them.
pub(crate) struct Prepared<'a> {
    pub(super) client: &'a HttpClient,
    pub(super) method: Method,
    pub(super) uri: Uri,
    /// The headers that the call sets.
    pub(super) given: HeaderMap,
    pub(super) content_type: Option<HeaderValue>,
    pub(super) accept: HeaderValue,
    pub(super) chosen: Chosen,
    /// Whether it has no body although its method is expected to have one.
    pub(super) lacks_body: bool,
    pub(super) body: Bytes,
}

impl Prepared<'_> {
    /// The request of one attempt.
    pub(crate) fn request(&self) -> http::Request<Bytes> {
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers();
        request
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = if self.given.is_empty() {
            HeaderMap::with_capacity(HEADERS)
        } else {
            self.given.clone()
        };
        if let Some(content_type) = &self.content_type {
            headers.insert(header::CONTENT_TYPE, content_type.clone());
        }
        headers.insert(header::ACCEPT, self.accept.clone());
        let shared = &self.client.shared;
        headers
            .entry(header::USER_AGENT)
            .or_insert_with(|| shared.user_agent.clone());
        if self.lacks_body {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        shared.authorization.apply(&self.chosen, &mut headers);
        headers
    }
}
