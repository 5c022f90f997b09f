//! What clients generated from an API description stand on.
//!
//! A generated client says of each operation what the description says: method, path, parameters, body, and what comes
//! back. All that does not vary with the description is here, once, written by hand:
//!
//! - [`HttpClient`], made of [`Settings`] and [`Credentials`], starts a [`Request`], which encodes its parameters and becomes
//!   a [`Call`]: that is sent when it is awaited, as its [`CallOptions`] say; [`Response`] is what comes back, [`Error`] why nothing
//!   does. [`impl_call!`] makes the same of a type that has setters.
//! - [`TokenSource`] is for tokens that expire, such as those of OAuth 2.0.
//! - [`Style`] and [`ParameterLocation`] are for parameters that are lists and objects, [`Multipart`] and [`Part`] for bodies of
//!   parts with files, [`RawBody`] is for bodies that are sent as they are.
//! - [`Envelope`] is for APIs that wrap their responses: an error under status 200 is an error all the same.
//! - [`pages`] is for lists that come in parts.
//! - [`List`], [`Field`], [`Indirect`], [`Content`], [`decode`], [`duration`], [`number`], [`mod@format`], [`impl_text!`] and [`impl_choice!`] are for
//!   the types of requests and responses.
//! - [`Check`] is for constraints on what is sent, where the description has them checked.
//! - [`Transport`] is the seam below: the default speaks HTTP/1.1 and HTTP/2 over rustls, and anything else can stand in,
//!   a service of tower as a [`TowerTransport`].
//!
//! It runs on tokio: a call needs a runtime with I/O and time enabled, and returns an [`Error::Configuration`] outside of
//! one.
//!
//! Deliberately not here:
//!
//! - **Redirects** are not followed, since a request carries secrets: each 3xx is an [`Error::Api`].
//! - **Compression** is not requested, so that the limit of a body is a limit of memory.
//! - **Cookies** are not kept.
//!
//! # Features
//!
//! | feature | what it has |
//! |---|---|
//! | `ring` (default), `aws-lc-rs` | the cryptography of TLS; where both are on, it is `aws-lc-rs`, where neither is, the provider of rustls that the process has installed |
//! | `native-roots` (default), `webpki-roots` | the root certificates of the operating system, and those of Mozilla; where both are on, the latter are for systems that have none |
//! | `proxy` (default) | proxies, as the environment or [`Settings::proxy`] says |
//! | `blocking` | the same calls for programs without async: they end in `.wait()` |
//! | `jiff`, `uuid`, `url`, `rust_decimal` | the texts of a [`mod@format`] as types of the crate of that name, and the other way round |
//! | `consumer` | consumers of queues whose messages are leased, in `lease` |
//! | `tracing` | a span `call` for each call, with the fields `operation` (method and template of the path), `attempts`, `status`, `error` and `duration_ms`; in it a span `attempt` for each attempt, and an event for each wait between them |
//!
//! Without cryptography or roots, [`HttpClient::new`] returns an [`Error::Configuration`] that names the feature, unless a
//! setting brings [roots](Settings::root_certificates) or a [transport](Settings::transport).
//!
//! # Retries
//!
//! A request that failed is retried only when that does no harm, unless the caller wants more: [`RetryMode`] says when, and
//! [`RetryClass`] which operations may take place twice. Between attempts, the client waits as long as the server requests, or
//! else for a random time; [`Settings`] bounds the attempts, and the time of each and of all. Each [`Error`] tells how many
//! attempts there were, whether one may have been processed, and whether calling again makes sense.
//!
//! A request whose body is a stream ([`RawBody::from_stream`], [`Part::from_stream`]) is sent once in every mode, since the stream
//! cannot be read again.
//!
//! A request that was never begun, on a pooled connection that had just been closed, goes out on another connection in
//! every mode, and is one attempt. A method that is not idempotent has connections of its own, which are not used once they
//! have idled for four seconds: a server may be closing them, and what is sent then is lost.
//!
//! # Cancellation
//!
//! The future of a call can be dropped at any time: the client and its other calls go on, and nothing is left behind. A stream
//! that it was sending is dropped with it.
//! Dropping it ends the waiting, not what the server does: a request that was sent may be processed, and its response is lost.
//! What such a request takes, a lease for example, stays taken until the server gives it up. So bound the time of a call by
//! [`Settings::timeout`] rather than by dropping it: then there is an error, which tells whether it
//! [may have been processed](Error::maybe_processed).
//!
//! # Secrets
//!
//! No `Debug` and no `Display` of this crate shows a secret, and what a server echoes of them is redacted from errors, also
//! where it is cut off or escaped. Where an error quotes a response, it shows no more than the beginning of each long word.
//! What a call returns is the server's, and is given as it is: a token that a server puts into a value is in its `Debug`.
//! A client's secrets are wiped from memory when it is dropped; the copies that were made for the wire are not.
//!
//! # How it is built
//!
//! A call goes through these modules from the top to the bottom, and its response comes back up.
//!
//! | module | what is in it |
//! |---|---|
//! | `client` | what all calls of a client share: settings, servers, the environment |
//! | `request` | what is sent: method, path, parameters and their styles, percent-encoding |
//! | `body` | what a request carries: whole, streamed, encoded by its media type, forms with files |
//! | `auth` | as whom: credentials and their schemes, tokens, signatures (of webhooks too), secrets kept out of errors |
//! | `call` | the call: its attempts and its deadline, the ways to read the response, spans, calls without async |
//! | `retry` | whether and when there is another attempt |
//! | `transport` | below: connections, TLS, proxies, and whatever stands in for them |
//! | `response` | what comes back: status, headers, body or stream, JSON texts one after another, envelopes |
//! | `value` | what JSON, text and lists hold: types of formats, and what serde is told of them |
//! | `page`, `event` | lists that come in pages; server-sent events |
//! | `lease` | queues whose messages are leased, and consumers of them |
//! | `constraint` | constraints on what is sent |
//! | `error` | why there is no result |

mod auth;
mod body;
mod call;
mod client;
pub mod constraint;
mod error;
mod event;
#[cfg(feature = "consumer")]
pub mod lease;
#[cfg(doctest)]
mod must_not_compile;
pub mod page;
mod request;
mod response;
mod retry;
mod transport;
mod value;

pub use auth::credentials::Credentials;
pub use auth::scheme::Scheme;
pub use auth::token::AccessToken;
pub use auth::token::TokenOrSource;
pub use auth::token::TokenSource;
pub use auth::webhook;
pub use body::Body;
pub use body::encoded::EncodedBody;
pub use body::items::ItemBody;
pub use body::items::ItemFormat;
pub use body::multipart::Multipart;
pub use body::multipart::Part;
pub use body::raw::RawBody;
pub use bytes::Bytes;
pub use call::Call;
#[cfg(feature = "blocking")]
pub use call::blocking;
pub use call::options::CallOptions;
pub use call::own::AnyCall;
pub use client::HttpClient;
pub use client::environment;
pub use client::server::ServerTemplate;
pub use client::settings::Settings;
pub use constraint::Check;
pub use constraint::Checks;
pub use error::ApiError;
pub use error::ConfigurationError;
pub use error::DecodeError;
pub use error::Error;
pub use error::ErrorDetail;
pub use error::ErrorMatch;
pub use error::InvalidArgument;
pub use error::PaginationError;
pub use error::SerializationError;
pub use error::TokenError;
pub use error::TransportError;
pub use event::Event;
pub use event::EventBody;
pub use event::EventStream;
pub use event::FromEvent;
pub use event::resuming::ResumingEvents;
pub use http;
pub use page as pages;
pub use request::Request;
pub use request::parameter::ParameterLocation;
pub use request::style::Style;
pub use response::Response;
pub use response::body::FromResponse;
pub use response::body::ResponseBody;
pub use response::body::UnreadableBody;
pub use response::envelope::Envelope;
pub use response::headers::TypedHeaders;
pub use response::headers::UnreadableHeader;
pub use response::json_stream::JsonStream;
pub use response::part_stream::PartStream;
pub use response::part_stream::ReceivedPart;
pub use response::stream::ByteStream;
pub use retry::RetryClass;
pub use retry::RetryMode;
/// A text that is not shown by `Debug`, and is wiped from memory when it is dropped.
pub use secrecy::SecretString;
#[doc(hidden)]
pub use serde;
pub use transport::Transport;
pub use transport::TransportFuture;
pub use transport::tower_transport::TowerTransport;
pub use value::branch;
#[doc(hidden)]
pub use value::choice;
pub use value::content::Content;
pub use value::content::ContentError;
pub use value::content::ContentType;
pub use value::decode;
pub use value::duration;
pub use value::field::Field;
pub use value::format;
pub use value::format::Base64;
pub use value::format::Date;
pub use value::format::DateTime;
pub use value::format::Decimal;
pub use value::format::DecimalNumber;
pub use value::format::FormatError;
pub use value::format::Time;
pub use value::format::Uri;
pub use value::format::Uuid;
pub use value::indirect::Indirect;
pub use value::item::Unreadable;
pub use value::list::List;
pub use value::number;
pub use value::tuple;

/// The future of a generated call, for its `IntoFuture`.
pub type CallFuture<'a, T> = std::pin::Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;
