//! Sending a request, receiving the answer, and telling an answer from a refusal.

use http::header;

use crate::Envelope;
use crate::Error;
use crate::HttpClient;
use crate::Request;
use crate::Response;
use crate::TransportError;
use crate::body::Body;
use crate::body::Collected;
use crate::body::Ending;
use crate::deadline::Deadline;
use crate::error::ApiError;
use crate::error::DecodeError;
use crate::error::Reason;
use crate::operation::Operation;
use crate::received::Received;

/// The most bytes that are read of the body of a refusal.
const REFUSAL: usize = 1024 * 1024;

/// The most bytes that are read of a body that nobody wants, for the sake of using its connection again.
const UNWANTED: usize = 64 * 1024;

/// What a request looks for in its answer.
pub(crate) struct Wanted<'a> {
    /// The media types that it accepts.
    pub(crate) accept: &'static str,
    /// What the details of a refusal are read with.
    pub(crate) envelope: Option<&'a Envelope>,
    /// Whether it looks at the body at all.
    pub(crate) body: bool,
}

/// A 2xx answer, received whole.
pub(crate) struct Answer<'a> {
    context: Context<'a>,
    received: Received,
}

/// What an answer is read with: the client it came to, and what it answers.
struct Context<'a> {
    client: &'a HttpClient,
    operation: Operation<'a>,
    envelope: Option<&'a Envelope>,
}

/// Sends `request` and receives the whole answer, all within the client's bound of time.
///
/// # Errors
///
/// [`Error::Api`] for each status but 2xx, whatever became of its body.
pub(crate) async fn exchange<'a>(
    request: Request<'a>,
    wanted: Wanted<'a>,
) -> Result<Answer<'a>, Error> {
    let context = Context {
        client: request.client(),
        operation: request.operation(),
        envelope: wanted.envelope,
    };
    let options = request.options;
    let request = request.finish(wanted.accept)?;
    let timeout = options.timeout.unwrap_or(context.client.timeout());
    let attempt_timeout = options
        .attempt_timeout
        .unwrap_or(context.client.attempt_timeout());
    let deadline = Deadline::after(timeout, "timeout")
        .or_sooner(Deadline::after(attempt_timeout, "attempt_timeout"));
    let response = deadline
        .bound(context.client.transport().send(request))
        .await;
    let (head, body) = match response.and_then(|response| response) {
        Ok(response) => response.into_parts(),
        Err(error) => return Err(context.transport_error(error, None)),
    };
    let is_answer = head.status.is_success();
    let limit = context
        .client
        .max_response_bytes()
        .min(match (is_answer, wanted.body) {
            (false, _) => REFUSAL,
            (true, false) => UNWANTED,
            (true, true) => usize::MAX,
        });
    let (body, ending) = receive(body, limit, &deadline).await;
    let received = Received {
        status: head.status,
        headers: head.headers,
        body,
    };
    match ending {
        _ if !is_answer => Err(context.refusal(received)),
        Ending::TooLarge if wanted.body => {
            Err(context.unreadable(received, Reason::TooLarge { limit }))
        }
        Ending::Broken(error) if wanted.body => Err(context.transport_error(error, Some(received))),
        _ => Ok(Answer { context, received }),
    }
}

async fn receive(mut body: Body, limit: usize, deadline: &Deadline) -> (bytes::Bytes, Ending) {
    let mut collected = Collected::default();
    let ending = deadline.bound(body.read_to(&mut collected, limit)).await;
    (
        collected.into_bytes(),
        ending.unwrap_or_else(Ending::Broken),
    )
}

impl Answer<'_> {
    pub(crate) fn body(&self) -> &[u8] {
        &self.received.body
    }

    /// The answer with what was read from it.
    pub(crate) fn with<T>(self, value: T) -> Response<T> {
        Response::new(self.received.status, self.received.headers, value)
    }

    /// The answer with its body as it is.
    pub(crate) fn into_bytes(self) -> Response<bytes::Bytes> {
        Response::new(
            self.received.status,
            self.received.headers,
            self.received.body,
        )
    }

    /// The answer, if its body is not compressed: that was not asked for.
    pub(crate) fn uncompressed(self) -> Result<Self, Error> {
        let encoding = self.received.headers.get(header::CONTENT_ENCODING);
        match encoding.filter(|encoding| !encoding.as_bytes().eq_ignore_ascii_case(b"identity")) {
            None => Ok(self),
            Some(encoding) => {
                let encoding = String::from_utf8_lossy(encoding.as_bytes()).into_owned();
                Err(self.unreadable(Reason::Compressed { encoding }))
            }
        }
    }

    /// The error for an answer that cannot be read.
    pub(crate) fn unreadable(self, reason: Reason) -> Error {
        self.context.unreadable(self.received, reason)
    }

    /// The error for an answer that does not announce success.
    pub(crate) fn refused(self) -> Error {
        self.context.refusal(self.received)
    }
}

/// Errors. Each of them is cleaned of the client's secrets as it is made.
impl Context<'_> {
    fn refusal(&self, received: Received) -> Error {
        let received = self.redacted(received);
        let mut details = self
            .envelope
            .map(|envelope| envelope.details(&received.body))
            .unwrap_or_default();
        // Once more, for what JSON had escaped.
        let redaction = self.client.authorization().redaction();
        for detail in &mut details {
            detail.message = redaction.text(std::mem::take(&mut detail.message));
            detail.documentation_url = detail
                .documentation_url
                .take()
                .map(|url| redaction.text(url));
            detail.pointer = detail.pointer.take().map(|pointer| redaction.text(pointer));
        }
        Error::Api(Box::new(ApiError::new(
            self.operation.to_string(),
            received,
            details,
        )))
    }

    fn unreadable(&self, received: Received, mut reason: Reason) -> Error {
        if let Reason::Json(mismatch) = &mut reason {
            let redaction = self.client.authorization().redaction();
            mismatch.path = redaction.text(std::mem::take(&mut mismatch.path));
            mismatch.message = redaction.text(std::mem::take(&mut mismatch.message));
        }
        Error::Decode(Box::new(DecodeError::new(
            self.operation.to_string(),
            self.redacted(received),
            reason,
        )))
    }

    fn transport_error(&self, error: TransportError, received: Option<Received>) -> Error {
        let received = received.map(|received| self.redacted(received));
        Error::Transport(Box::new(
            error.in_call(self.operation.to_string(), received),
        ))
    }

    fn redacted(&self, mut received: Received) -> Received {
        let redaction = self.client.authorization().redaction();
        redaction.headers(&mut received.headers);
        received.body = redaction.body(received.body);
        received
    }
}
