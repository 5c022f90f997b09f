//! The ways to read the response to a request, each of them as a call, and sent at once.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::ByteStream;
use crate::Call;
use crate::Envelope;
use crate::Error;
use crate::EventStream;
use crate::FromEvent;
use crate::FromResponse;
use crate::JsonStream;
use crate::PartStream;
use crate::Request;
use crate::Response;
use crate::ResponseBody;
use crate::TransportError;
use crate::UnreadableBody;
use crate::call::exchange::Exchanged;
use crate::call::exchange::Use;
use crate::call::exchange::Wanted;
use crate::call::read::Read;
use crate::error::Mismatch;
use crate::error::Reason;
use crate::response::envelope::Opened;

const JSON: Wanted<'static> = Wanted {
    accept: "application/json",
    envelope: None,
    body: Use::Whole,
};
const ANYTHING: Wanted<'static> = Wanted {
    accept: "*/*",
    ..JSON
};
const NOTHING: Wanted<'static> = Wanted {
    body: Use::Nothing,
    ..JSON
};

const STREAM: Wanted<'static> = Wanted {
    body: Use::Stream,
    ..ANYTHING
};
const EVENTS: Wanted<'static> = Wanted {
    accept: "text/event-stream",
    ..STREAM
};

impl<'a> Wanted<'a> {
    pub(crate) fn enveloped(envelope: &'a Envelope) -> Self {
        let envelope = Some(envelope);
        Self { envelope, ..JSON }
    }
}

/// A way to read responses: the call, and the method that sends it at once.
macro_rules! ways {
    ($(
        $(#[$docs:meta])*
        $call:ident $send:ident $(<$generic:ident: $bound:ident>)? ($($name:ident: $ty:ty),*) -> $value:ty = $read:expr;
    )*) => {
        /// What is made of the response: each of these methods gives a [`Call`], which is not sent yet.
        impl<'a> Request<'a> {$(
            $(#[$docs])*
            pub fn $call $(<$generic: $bound>)? (self $(, $name: $ty)*) -> Call<'a, $value> {
                Call::new(self, $read)
            }
        )*}

        /// # Errors
        ///
        /// All of these methods return the first mistake made with the request, [`Error::Transport`] when no complete response
        /// came, and [`Error::Api`] for every status but 2xx (a redirect is not followed, and a response only where the request
        /// [takes it](Self::takes_redirects) for one). Those that read the body return [`Error::Decode`] when it is not what was
        /// described, or longer than [`max_response_bytes`](crate::Settings::max_response_bytes), and those that open an
        /// envelope [`Error::Api`] when it does not announce success.
        impl<'a> Request<'a> {$(
            #[doc = concat!("Sends [that call](Self::", stringify!($call), ").")]
            ///
            /// # Errors
            ///
            /// As for all methods here.
            pub async fn $send $(<$generic: $bound>)? (
                self $(, $name: $ty)*
            ) -> Result<Response<$value>, Error> {
                self.$call($($name),*).perform().await
            }
        )*}
    };
}

ways! {
    /// The value is the property `result` of an envelope; one that is missing is read as null.
    call_unwrapped send_unwrapped<T: DeserializeOwned>(envelope: &'a Envelope, result: &'a str) -> T = Read::Enveloped {
        envelope,
        property: result,
        read: |response, envelope, result| {
            let opened = response.within_limits(|body| envelope.unwrap(result, body));
            open(response, opened)
        },
    };
    /// The value is the property `property` of an envelope, which only informs: one that is missing, null or unreadable is an empty
    /// `T`.
    call_unwrapped_or_empty send_unwrapped_or_empty<T: DeserializeOwned>(envelope: &'a Envelope, property: &'a str) -> T = Read::Enveloped {
        envelope,
        property,
        read: |response, envelope, property| {
            let opened = response.within_limits(|body| envelope.unwrap_or_empty(property, body));
            open(response, opened)
        },
    };
    /// The value is an envelope as a whole.
    call_enveloped send_enveloped<T: DeserializeOwned>(envelope: &'a Envelope) -> T = Read::Enveloped {
        envelope,
        property: "",
        read: |response, envelope, _| {
            let opened = response.within_limits(|body| envelope.read(body));
            open(response, opened)
        },
    };
    /// The value is the body, read as JSON, or as text where the response says that it is text: then a `T` that is text is the body
    /// as it is.
    call_json send_json<T: DeserializeOwned>() -> T = plain(JSON, |response| response.uncompressed()?.read(json));
    /// The value is the body, read as [`call_json`](Self::call_json) does, or when there is no body, what a `T` is without one:
    /// `None`, or an empty list or object.
    call_json_or_empty send_json_or_empty<T: DeserializeOwned>() -> T = plain(JSON, |response| {
        response.uncompressed()?.read(json_or_empty)
    });
    /// The value is the body, which must be UTF-8 or said to be Latin-1, or the text that it is where the response says that it is
    /// JSON.
    call_text send_text() -> String = plain(ANYTHING, |response| response.uncompressed()?.read(text));
    /// The value is what the body, which is text, stands for, or where the response says that it is JSON, that. No body is `None`.
    call_value send_value<T: DeserializeOwned>() -> T = plain(ANYTHING, |response| response.uncompressed()?.read(value));
    /// The value is the one of several kinds of response that the status says.
    call_kind send_kind<T: FromResponse>() -> T = plain(JSON, |response| {
        response.uncompressed()?.read(T::from_response)
    });
    /// The value is the body as it is.
    call_bytes send_bytes() -> Bytes = plain(ANYTHING, |response| Ok(response.into_bytes()));
    /// The value is the body as it is, or where it is a text of JSON, the bytes that this is the base64 of.
    call_encoded_bytes send_encoded_bytes() -> Bytes = plain(ANYTHING, |response| {
        response.uncompressed()?.read(|body| Ok(body.encoded_bytes()))
    });
    /// The value is the body as it comes, piece by piece: it is bounded neither in its length nor in its time as a whole.
    call_stream send_stream() -> ByteStream = plain(STREAM, |response| Ok(response.into_stream()));
    /// The value is a stream of server-sent events.
    call_events send_events<T: FromEvent>() -> EventStream<T> = plain(EVENTS, |response| {
        Ok(response.uncompressed()?.into_stream().map(EventStream::new))
    });
    /// The value is a stream of server-sent events whose data is JSON, also where it is a text.
    call_json_events send_json_events<T: DeserializeOwned>() -> EventStream<T> = plain(EVENTS, |response| {
        Ok(response.uncompressed()?.into_stream().map(EventStream::of_json))
    });
    /// The value is a stream of JSON texts, one on each line.
    call_json_lines send_json_lines<T: DeserializeOwned>() -> JsonStream<T> = plain(STREAM, |response| {
        Ok(response.uncompressed()?.into_stream().map(JsonStream::of_lines))
    });
    /// The value is a stream of JSON texts, each behind a record separator (RFC 7464).
    call_json_sequence send_json_sequence<T: DeserializeOwned>() -> JsonStream<T> = plain(STREAM, |response| {
        Ok(response.uncompressed()?.into_stream().map(JsonStream::of_sequence))
    });
    /// The value is a stream of parts (RFC 2046), each a value.
    call_parts send_parts<T: DeserializeOwned>() -> PartStream<T> = plain(STREAM, |response| {
        Ok(response.uncompressed()?.into_stream().map(PartStream::of_values))
    });
    /// The value is a stream of parts (RFC 2046), as they are.
    call_byte_parts send_byte_parts() -> PartStream<Bytes> = plain(STREAM, |response| {
        Ok(response.uncompressed()?.into_stream().map(PartStream::of_bytes))
    });
    /// There is no value: the body of the response is ignored, if there is one.
    call_empty send_empty() -> () = plain(NOTHING, |response| Ok(response.with(())));
}

fn plain<'a, T>(
    wanted: Wanted<'static>,
    read: fn(Exchanged<'_>) -> Result<Response<T>, Error>,
) -> Read<'a, T> {
    Read::Plain { wanted, read }
}

fn json<T: DeserializeOwned>(body: &ResponseBody<'_>) -> Result<T, UnreadableBody> {
    body.json()
}

fn json_or_empty<T: DeserializeOwned>(body: &ResponseBody<'_>) -> Result<T, UnreadableBody> {
    body.json_or_empty()
}

fn value<T: DeserializeOwned>(body: &ResponseBody<'_>) -> Result<T, UnreadableBody> {
    body.value()
}

fn text(body: &ResponseBody<'_>) -> Result<String, UnreadableBody> {
    body.text()
}

fn open<T>(
    response: Exchanged<'_>,
    opened: Result<Result<Opened<T>, Mismatch>, TransportError>,
) -> Result<Response<T>, Error> {
    match opened {
        Ok(Ok(Opened::Success(value))) => Ok(response.with(value)),
        Ok(Ok(Opened::Error)) => Err(response.error_response()),
        Ok(Err(mismatch)) => Err(response.unreadable(Reason::Json(mismatch))),
        Err(late) => Err(response.late(late)),
    }
}
