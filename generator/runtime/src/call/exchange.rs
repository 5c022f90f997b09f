//! Sending a request, receiving the response, and telling a success from an error response.

use bytes::Bytes;
use http::header;
use tokio::runtime::Handle;
use tokio::time::sleep;

use crate::ByteStream;
use crate::Envelope;
use crate::Error;
use crate::Request;
use crate::Response;
use crate::ResponseBody;
use crate::TransportError;
use crate::TransportFuture;
use crate::UnreadableBody;
use crate::auth::sign::Signing;
use crate::body::Body;
use crate::body::Collected;
use crate::body::Ending;
use crate::body::upload;
use crate::body::upload::Upload;
use crate::call::attempts::Attempts;
use crate::call::deadline::Deadline;
use crate::call::trace::Trace;
use crate::error::Reason;
use crate::response::received::Received;
use crate::response::stream::Origin;
use crate::transport::connecting::Sending;
use crate::value::limits;
use crate::value::limits::Limits;

/// The most bytes that are read of the body of an error response.
const ERROR_BODY: usize = 1024 * 1024;

/// The most bytes that are read of a body that nobody wants, for the sake of using its connection again.
const UNWANTED: usize = 64 * 1024;

/// The memory that the values of a response may take however short it has to be.
const LEAST_MEMORY: usize = 1024 * 1024;

const NO_RUNTIME: &str = "a call is awaited outside of a tokio runtime, where it has neither a clock nor sockets: await it \
                          within one, or end it in `.wait()` (feature `blocking`)";

/// What a request expects of its response.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// The media types that it accepts.
    pub(crate) accept: &'static str,
    /// What the details of an error response are read with.
    pub(crate) envelope: Option<&'a Envelope>,
    /// What it does with the body.
    pub(crate) body: Use,
}

/// What is done with the body of a response.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// It is not looked at.
    Nothing,
    /// It is received whole.
    Whole,
    /// It is handed on as it comes.
    Stream,
}

/// A successful response, received whole or up to its body.
pub(crate) struct Exchanged<'a> {
    call: Attempts<'a>,
    trace: Trace,
    received: Received,
    /// The body, where it is handed on as it comes.
    stream: Option<Body>,
}

/// Sends `request`, as often as the retry rules say, and receives the whole response.
///
/// # Errors
///
/// [`Error::Api`] for each status but 2xx, whatever became of its body, and [`Error::Configuration`] outside of a tokio
/// runtime.
pub(crate) async fn exchange<'a>(
    request: Request<'a>,
    wanted: Wanted<'a>,
) -> Result<Exchanged<'a>, Error> {
    Handle::try_current().map_err(|_| Error::configuration(NO_RUNTIME))?;
    let request = request.settled();
    let mut call = Attempts::new(&request, wanted.envelope);
    let mut trace = Trace::begin(&request.operation());
    let takes_redirects = request.takes_redirects;
    let mut signing = Signing::new(request.token_source());
    let mut upload = request.upload.as_ref().map(Upload::take).transpose()?;
    let can_retry = upload.is_none();
    let prepared = request
        .finish(wanted.accept)
        .inspect_err(|error| trace.fail(error))?;
    let mut stream = None;
    loop {
        let deadline = call.begin_attempt();
        let mut request = prepared.request();
        let signed = signing.sign(&mut request, &mut call, &deadline).await;
        signed.inspect_err(|error| trace.fail(error))?;
        let attempt = attempt(
            &call,
            (request, upload.take()),
            (wanted.body, takes_redirects),
            deadline,
            &mut stream,
        );
        match trace.attempt(attempt).await {
            Ok(received) => {
                call.succeed();
                return Ok(Exchanged {
                    call,
                    trace,
                    received,
                    stream,
                });
            }
            Err(error) if can_retry && signing.is_worth_another(&error) => {}
            Err(error) => sleep(trace.wait(call.fail(error)?)).await,
        }
    }
}

/// Sends `request` once, with its own body or the one that is streamed.
async fn attempt(
    call: &Attempts<'_>,
    (request, upload): (http::Request<Bytes>, Option<Body>),
    what_for: (Use, bool),
    deadline: Deadline,
    stream: &mut Option<Body>,
) -> Result<Received, Error> {
    let transport = &call.client().shared.transport;
    let Some(body) = upload else {
        return received(call, transport.send(request), what_for, deadline, stream).await;
    };
    let (sending, sender) = upload::send(body);
    let response = transport.send_stream(request.map(|_| Body::new(sending)));
    match received(call, response, what_for, deadline, stream).await {
        Ok(received) => {
            sender.finish();
            Ok(received)
        }
        Err(Error::Transport(error)) => Err(match sender.failure() {
            Some(failure) => call.transport_error(failure, None),
            None => Error::Transport(error),
        }),
        Err(error) => Err(error),
    }
}

/// Receives what is wanted of the response.
async fn received(
    call: &Attempts<'_>,
    response: TransportFuture<'_>,
    (body_use, takes_redirects): (Use, bool),
    deadline: Deadline,
    stream: &mut Option<Body>,
) -> Result<Received, Error> {
    let client = call.client();
    let mut sending = Sending::new(response);
    let response = deadline.bound(&mut sending).await;
    let response = response.unwrap_or_else(|late| {
        Err(if sending.is_connecting() {
            late.while_connecting()
        } else {
            late
        })
    });
    let (head, body) = match response {
        Ok(response) => response.into_parts(),
        Err(error) => return Err(call.transport_error(error, None)),
    };
    let is_redirect = takes_redirects && head.status.is_redirection();
    let is_response = head.status.is_success() || is_redirect;
    if is_response && body_use == Use::Stream {
        *stream = Some(body);
        return Ok(Received {
            status: head.status,
            headers: head.headers,
            body: Bytes::new(),
        });
    }
    let wants_body = body_use == Use::Whole;
    let limit = client
        .shared
        .max_response_bytes
        .min(match (is_response, wants_body) {
            (false, _) => ERROR_BODY,
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
        _ if !is_response => Err(call.error_response(received)),
        Ending::TooLarge if wants_body => {
            Err(call.unreadable(received, Reason::TooLarge { limit }))
        }
        Ending::Broken(error) if wants_body => Err(call.transport_error(error, Some(received))),
        _ => Ok(received),
    }
}

async fn receive(mut body: Body, limit: usize, deadline: &Deadline) -> (Bytes, Ending) {
    let mut collected = Collected::default();
    let ending = deadline.bound(body.read_to(&mut collected, limit)).await;
    (
        collected.into_bytes(),
        ending.unwrap_or_else(Ending::Broken),
    )
}

impl Exchanged<'_> {
    /// The response with its body as it comes.
    pub(crate) fn into_stream(self) -> Response<ByteStream> {
        let Received {
            status, headers, ..
        } = self.received;
        let origin = Origin {
            client: self.call.client().clone(),
            operation: self.call.operation(),
            status,
            headers: headers.clone(),
        };
        let body = self.stream.unwrap_or_else(|| Body::from(Bytes::new()));
        let stream = ByteStream::new(body, self.call.attempt_timeout(), origin);
        Response::new(status, headers, stream)
    }

    /// The response as what `read` makes of it.
    pub(crate) fn read<T>(
        self,
        read: impl FnOnce(&ResponseBody<'_>) -> Result<T, UnreadableBody>,
    ) -> Result<Response<T>, Error> {
        match self.within_limits(|_| read(&ResponseBody::new(&self.received))) {
            Ok(Ok(value)) => Ok(self.with(value)),
            Ok(Err(UnreadableBody(reason))) => Err(self.unreadable(reason)),
            Err(late) => Err(self.late(late)),
        }
    }

    /// What `read` makes of the body, within the time that the call has, and the memory that a response may take.
    ///
    /// # Errors
    ///
    /// That time ran out.
    pub(crate) fn within_limits<T>(
        &self,
        read: impl FnOnce(&[u8]) -> T,
    ) -> Result<T, TransportError> {
        let deadline = self.call.deadline();
        let longest = self.call.client().shared.max_response_bytes;
        let limits = Limits {
            end: deadline.end(),
            memory: longest.max(LEAST_MEMORY),
        };
        limits::within(limits, || read(&self.received.body)).ok_or_else(|| deadline.late())
    }

    /// The response with what was read from it.
    pub(crate) fn with<T>(self, value: T) -> Response<T> {
        Response::new(self.received.status, self.received.headers, value)
    }

    /// The response with its body as it is.
    pub(crate) fn into_bytes(self) -> Response<Bytes> {
        let body = self.received.body.clone();
        self.with(body)
    }

    /// The response, if its body is not compressed: no compression was requested.
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

    /// The error for a response that cannot be read.
    pub(crate) fn unreadable(mut self, reason: Reason) -> Error {
        let error = self
            .call
            .conclude(self.call.unreadable(self.received, reason));
        self.trace.fail(&error);
        error
    }

    /// The error for a response that could not be read in time.
    pub(crate) fn late(mut self, late: TransportError) -> Error {
        let error = self.call.transport_error(late, Some(self.received));
        let error = self.call.conclude(error);
        self.trace.fail(&error);
        error
    }

    /// The error for a response that does not announce success.
    pub(crate) fn error_response(mut self) -> Error {
        let error = self.call.conclude(self.call.error_response(self.received));
        self.trace.fail(&error);
        error
    }
}
