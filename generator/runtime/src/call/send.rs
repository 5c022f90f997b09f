//! The ways to send a request, by what is made of the response.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::ByteStream;
use crate::Envelope;
use crate::Error;
use crate::EventStream;
use crate::FromEvent;
use crate::FromResponse;
use crate::JsonStream;
use crate::Request;
use crate::Response;
use crate::ResponseBody;
use crate::UnreadableBody;
use crate::call::exchange::Exchanged;
use crate::call::exchange::Use;
use crate::call::exchange::Wanted;
use crate::call::exchange::exchange;
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

/// # Errors
///
/// All of these methods return the first mistake made with the request, [`Error::Transport`] when no complete response came,
/// and [`Error::Api`] for every status but 2xx (a redirect is not followed, and a response only where the request
/// [takes it](Self::takes_redirects) for one). Those that read the body return
/// [`Error::Decode`] when it is not what was described, or longer than
/// [`max_response_bytes`](crate::Settings::max_response_bytes).
impl Request<'_> {
    /// Sends the request. The value is the property `result` of an envelope; one that is missing is read as null.
    ///
    /// # Errors
    ///
    /// As for all methods here, and [`Error::Api`] for an envelope that does not announce success.
    pub async fn send_unwrapped<T: DeserializeOwned>(
        self,
        envelope: &Envelope,
        result: &str,
    ) -> Result<Response<T>, Error> {
        let response = self.exchange_enveloped(envelope).await?;
        let opened = envelope.unwrap(result, response.body());
        open(response, opened)
    }

    /// Sends the request. The value is the property `result` of an envelope, which only informs: one that is missing, null or
    /// unreadable is an empty `T`.
    ///
    /// # Errors
    ///
    /// As for all methods here, and [`Error::Api`] for an envelope that does not announce success.
    pub async fn send_unwrapped_or_empty<T: DeserializeOwned>(
        self,
        envelope: &Envelope,
        result: &str,
    ) -> Result<Response<T>, Error> {
        let response = self.exchange_enveloped(envelope).await?;
        let opened = envelope.unwrap_or_empty(result, response.body());
        open(response, opened)
    }

    /// Sends the request. The value is an envelope as a whole.
    ///
    /// # Errors
    ///
    /// As for all methods here, and [`Error::Api`] for an envelope that does not announce success.
    pub async fn send_enveloped<T: DeserializeOwned>(
        self,
        envelope: &Envelope,
    ) -> Result<Response<T>, Error> {
        let response = self.exchange_enveloped(envelope).await?;
        let opened = envelope.read(response.body());
        open(response, opened)
    }

    /// Sends the request. The value is the body, read as JSON, or as text where the response says that it is text: then a `T`
    /// that is text is the body as it is.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_json<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        exchange(self, JSON).await?.uncompressed()?.read(json)
    }

    /// Sends the request. The value is the body, read as [`send_json`](Self::send_json) does, or when there is no body, what a `T`
    /// is without one: `None`, or an empty list or object.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_json_or_empty<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        let response = exchange(self, JSON).await?.uncompressed()?;
        response.read(json_or_empty)
    }

    /// Sends the request. The value is the body, which must be UTF-8 or said to be Latin-1, or the text that it is where the
    /// response says that it is JSON.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_text(self) -> Result<Response<String>, Error> {
        exchange(self, ANYTHING).await?.uncompressed()?.read(text)
    }

    /// Sends the request. The value is what the body, which is text, stands for, or where the response says that it is JSON, that.
    /// No body is `None`.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_value<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        exchange(self, ANYTHING).await?.uncompressed()?.read(value)
    }

    /// Sends the request. The value is the one of several kinds of response that the status says.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_kind<T: FromResponse>(self) -> Result<Response<T>, Error> {
        exchange(self, JSON)
            .await?
            .uncompressed()?
            .read(T::from_response)
    }

    /// Sends the request. The value is the body as it is.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_bytes(self) -> Result<Response<Bytes>, Error> {
        Ok(exchange(self, ANYTHING).await?.into_bytes())
    }

    /// Sends the request. The value is the body as it is, or where it is a text of JSON, the bytes that this is the base64 of.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_encoded_bytes(self) -> Result<Response<Bytes>, Error> {
        let response = exchange(self, ANYTHING).await?.uncompressed()?;
        response.read(|body| Ok(body.encoded_bytes()))
    }

    /// Sends the request. The value is the body as it comes, piece by piece: it is bounded neither in its length nor in its time
    /// as a whole.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_stream(self) -> Result<Response<ByteStream>, Error> {
        Ok(exchange(self, STREAM).await?.into_stream())
    }

    /// Sends the request. The value is a stream of server-sent events.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_events<T: FromEvent>(self) -> Result<Response<EventStream<T>>, Error> {
        let response = exchange(self, EVENTS).await?.uncompressed()?;
        Ok(response.into_stream().map(EventStream::new))
    }

    /// Sends the request. The value is a stream of JSON texts, one on each line.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_json_lines<T: DeserializeOwned>(
        self,
    ) -> Result<Response<JsonStream<T>>, Error> {
        let response = exchange(self, STREAM).await?.uncompressed()?;
        Ok(response.into_stream().map(JsonStream::of_lines))
    }

    /// Sends the request. The value is a stream of JSON texts, each behind a record separator (RFC 7464).
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_json_sequence<T: DeserializeOwned>(
        self,
    ) -> Result<Response<JsonStream<T>>, Error> {
        let response = exchange(self, STREAM).await?.uncompressed()?;
        Ok(response.into_stream().map(JsonStream::of_sequence))
    }

    /// Sends the request, and ignores the body of the response, if there is one.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_empty(self) -> Result<Response<()>, Error> {
        Ok(exchange(self, NOTHING).await?.with(()))
    }
}

impl<'a> Request<'a> {
    async fn exchange_enveloped(self, envelope: &'a Envelope) -> Result<Exchanged<'a>, Error> {
        let envelope = Some(envelope);
        exchange(self, Wanted { envelope, ..JSON })
            .await?
            .uncompressed()
    }
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
    opened: Result<Opened<T>, Mismatch>,
) -> Result<Response<T>, Error> {
    match opened {
        Ok(Opened::Success(value)) => Ok(response.with(value)),
        Ok(Opened::Error) => Err(response.error_response()),
        Err(mismatch) => Err(response.unreadable(Reason::Json(mismatch))),
    }
}
