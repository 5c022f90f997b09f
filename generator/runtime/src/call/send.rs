//! The ways to send a request, by what is made of the answer.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::ByteStream;
use crate::Envelope;
use crate::Error;
use crate::EventStream;
use crate::FromAnswer;
use crate::Request;
use crate::Response;
use crate::call::exchange::Answer;
use crate::call::exchange::Use;
use crate::call::exchange::Wanted;
use crate::call::exchange::exchange;
use crate::error::Mismatch;
use crate::error::Reason;
use crate::response::envelope::Opened;
use crate::value::json;

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
/// All of these methods return the first mistake made with the request, [`Error::Transport`] when no complete answer came,
/// and [`Error::Api`] for every status but 2xx (a redirect is not followed, and an answer only where the request
/// [takes it](Self::takes_redirects) for one). Those that read the body return
/// [`Error::Decode`] when it is not what was described, or longer than
/// [`max_response_bytes`](crate::Settings::max_response_bytes).
impl Request<'_> {
    /// Sends the request. The value is the member `result` of an envelope; one that is missing is read as null.
    ///
    /// # Errors
    ///
    /// As for all methods here, and [`Error::Api`] for an envelope that does not announce success.
    pub async fn send_unwrapped<T: DeserializeOwned>(
        self,
        envelope: &Envelope,
        result: &str,
    ) -> Result<Response<T>, Error> {
        let answer = exchange(
            self,
            Wanted {
                envelope: Some(envelope),
                ..JSON
            },
        )
        .await?
        .uncompressed()?;
        let opened = envelope.unwrap(result, answer.body());
        open(answer, opened)
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
        let answer = exchange(
            self,
            Wanted {
                envelope: Some(envelope),
                ..JSON
            },
        )
        .await?
        .uncompressed()?;
        let opened = envelope.read(answer.body());
        open(answer, opened)
    }

    /// Sends the request. The value is the body, read as JSON.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_json<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        let answer = exchange(self, JSON).await?.uncompressed()?;
        match json::read(answer.body()) {
            Ok(value) => Ok(answer.with(value)),
            Err(mismatch) => Err(answer.unreadable(Reason::Json(mismatch))),
        }
    }

    /// Sends the request. The value is the body, read as JSON, or nothing when there is no body.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_json_or_empty<T: DeserializeOwned>(
        self,
    ) -> Result<Response<Option<T>>, Error> {
        let answer = exchange(self, JSON).await?.uncompressed()?;
        if answer.body().is_empty() {
            return Ok(answer.with(None));
        }
        match json::read(answer.body()) {
            Ok(value) => Ok(answer.with(Some(value))),
            Err(mismatch) => Err(answer.unreadable(Reason::Json(mismatch))),
        }
    }

    /// Sends the request. The value is the body, which must be UTF-8.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_text(self) -> Result<Response<String>, Error> {
        let answer = exchange(self, ANYTHING).await?.uncompressed()?;
        match str::from_utf8(answer.body()).map(str::to_owned) {
            Ok(text) => Ok(answer.with(text)),
            Err(error) => Err(answer.unreadable(Reason::NotText(error))),
        }
    }

    /// Sends the request. The value is the one of several kinds of answer that the status says.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_kind<T: FromAnswer>(self) -> Result<Response<T>, Error> {
        exchange(self, JSON).await?.uncompressed()?.kind()
    }

    /// Sends the request. The value is the body as it is.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_bytes(self) -> Result<Response<Bytes>, Error> {
        Ok(exchange(self, ANYTHING).await?.into_bytes())
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
    pub async fn send_events<T: DeserializeOwned>(self) -> Result<Response<EventStream<T>>, Error> {
        let answer = exchange(self, EVENTS).await?.uncompressed()?;
        Ok(answer.into_stream().map(EventStream::new))
    }

    /// Sends the request, and ignores the body of the answer, if there is one.
    ///
    /// # Errors
    ///
    /// As for all methods here.
    pub async fn send_empty(self) -> Result<Response<()>, Error> {
        Ok(exchange(self, NOTHING).await?.with(()))
    }
}

fn open<T>(answer: Answer<'_>, opened: Result<Opened<T>, Mismatch>) -> Result<Response<T>, Error> {
    match opened {
        Ok(Opened::Announced(value)) => Ok(answer.with(value)),
        Ok(Opened::Refused) => Err(answer.refused()),
        Err(mismatch) => Err(answer.unreadable(Reason::Json(mismatch))),
    }
}
