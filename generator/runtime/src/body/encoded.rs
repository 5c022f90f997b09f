//! A body as it goes out: encoded, and with the media type that says how.

use http::HeaderValue;
use serde::Serialize;

use crate::Error;
use crate::Multipart;
use crate::RawBody;
use crate::Request;
use crate::Style;
use crate::body::multipart;
use crate::body::upload::Source;
use crate::request::style;
use crate::value::json;

/// What most bodies are; its header is not made anew for each.
const JSON: &str = "application/json";

/// A body as it goes out: encoded, and with its media type. Where an operation takes bodies of several kinds, each kind
/// becomes one.
///
/// A mistake made before that is kept, and returned by the request in place of sending anything.
#[must_use = "a body does nothing until it is sent"]
pub struct EncodedBody(Result<Encoded, Error>);

struct Encoded {
    media_type: HeaderValue,
    source: Source,
}

impl EncodedBody {
    fn new(media_type: &str, source: Result<Source, Error>) -> Self {
        Self(source.and_then(|source| {
            let media_type = content_type(media_type)?;
            Ok(Encoded { media_type, source })
        }))
    }

    /// JSON, under a name that says so.
    pub fn json(media_type: &str, body: &(impl Serialize + ?Sized)) -> Self {
        let written = json::write(body).map_err(Error::serialization);
        Self::new(media_type, written.map(|text| Source::Whole(text.into())))
    }

    /// A form (`application/x-www-form-urlencoded`). Lists become repeated names and objects become `name[key]`, but for the
    /// properties whose style is given.
    pub fn form(body: &(impl Serialize + ?Sized), styles: &[(&str, Style)]) -> Self {
        let written = multipart::form(body, styles).map(|text| Source::Whole(text.into()));
        Self::new("application/x-www-form-urlencoded", written)
    }

    /// Lets reserved characters and percent-encoded triplets in the values of a property of a form stay as they are, like
    /// [`Request::allow_reserved`] in a query.
    pub fn allow_reserved(self, name: &str) -> Self {
        Self(self.0.map(|mut encoded| {
            if let Source::Whole(bytes) = &encoded.source
                && let Ok(form) = std::str::from_utf8(bytes)
            {
                let mut form = form.to_owned();
                style::allow_reserved(&mut form, name);
                encoded.source = Source::Whole(form.into());
            }
            encoded
        }))
    }

    /// A body of parts, of the media type that they say.
    pub fn multipart(parts: impl Into<Multipart>) -> Self {
        match parts.into().written() {
            Ok((media_type, source)) => Self::new(&media_type, Ok(source)),
            Err(error) => Self(Err(error)),
        }
    }

    /// A body as it is, of this media type unless it says another.
    pub fn raw(media_type: &str, body: impl Into<RawBody>) -> Self {
        let RawBody {
            source,
            media_type: set,
        } = body.into();
        Self::new(set.as_deref().unwrap_or(media_type), Ok(source))
    }
}

/// The header `Content-Type` of a body.
pub(crate) fn content_type(media_type: &str) -> Result<HeaderValue, Error> {
    if media_type == JSON {
        return Ok(HeaderValue::from_static(JSON));
    }
    let invalid = |_| Error::invalid_argument("content-type", "not a media type");
    HeaderValue::try_from(media_type).map_err(invalid)
}

impl Request<'_> {
    /// Sends this body, and says in `Content-Type` what it is.
    pub fn body<B: Into<EncodedBody>>(self, body: B) -> Self {
        let EncodedBody(body) = body.into();
        self.attempt(|request| {
            let Encoded { media_type, source } = body?;
            request.set_body(source);
            request.content_type = Some(media_type);
            Ok(())
        })
    }
}
