//! What is made of the response to a call.

use crate::Envelope;
use crate::Error;
use crate::Response;
use crate::call::exchange::Exchanged;
use crate::call::exchange::Wanted;

/// What a call wants of its response, and the function that reads it: one for each type of values, so that a call costs the
/// compiler no more than its name.
pub(crate) enum Read<'a, T> {
    /// A response that is what its status says.
    Plain {
        wanted: Wanted<'static>,
        read: fn(Exchanged<'_>) -> Result<Response<T>, Error>,
    },
    /// One that an envelope is around, with the property of it that is wanted.
    Enveloped {
        envelope: &'a Envelope,
        property: &'a str,
        read: fn(Exchanged<'_>, &Envelope, &str) -> Result<Response<T>, Error>,
    },
}

impl<'a, T> Read<'a, T> {
    pub(crate) fn wanted(&self) -> Wanted<'a> {
        match *self {
            Self::Plain { wanted, .. } => wanted,
            Self::Enveloped { envelope, .. } => Wanted::enveloped(envelope),
        }
    }

    pub(crate) fn response(self, response: Exchanged<'_>) -> Result<Response<T>, Error> {
        match self {
            Self::Plain { read, .. } => read(response),
            Self::Enveloped {
                envelope,
                property,
                read,
            } => read(response.uncompressed()?, envelope, property),
        }
    }
}

impl<T> Clone for Read<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Read<'_, T> {}
