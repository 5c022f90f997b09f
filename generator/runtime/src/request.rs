//! A request in the making.

pub(crate) mod parameter;
pub(crate) mod percent;
pub(crate) mod prepared;
pub(crate) mod query;
pub(crate) mod style;

use std::borrow::Cow;
use std::fmt::Display;
use std::fmt::Write as _;
use std::iter::once;
use std::iter::repeat;
use std::ops::Range;

use bytes::Bytes;
use http::HeaderMap;
use http::HeaderName;
use http::HeaderValue;
use http::Method;
use http::header;
use memchr::memchr;
use memchr::memchr_iter;
use serde::Serialize;
use serde_json::Map;
use serde_json::Value;

use crate::CallOptions;
use crate::Check;
use crate::EncodedBody;
use crate::Error;
use crate::HttpClient;
use crate::RetryClass;
use crate::Scheme;
use crate::ServerTemplate;
use crate::TokenSource;
use crate::auth::Chosen;
use crate::body::upload::Source;
use crate::body::upload::Upload;
use crate::call::operation::Operation;
use crate::call::options::Overrides;
use crate::client::base_url::BaseUrl;
use crate::constraint::Checked;
use crate::constraint::first_violation;
use crate::constraint::violation_of;
use crate::page::Turn;
use crate::request::prepared::Prepared;

/// Headers that the client sets itself, or that belong to the connection.
const RESERVED: [HeaderName; 16] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::EXPECT,
    header::HOST,
    HeaderName::from_static("keep-alive"),
    header::PROXY_AUTHORIZATION,
    HeaderName::from_static("proxy-connection"),
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// A request in the making: parameters and a body are given, then one of the `send` methods sends it, or one of the `call` methods
/// makes it a [`Call`](crate::Call).
///
/// A mistake made before that (a parameter that the path does not have, a value that cannot be sent) is kept, and returned
/// in place of sending anything.
#[must_use = "a request is sent by one of its `send` methods"]
#[derive(Clone)]
pub struct Request<'a> {
    pub(crate) client: &'a HttpClient,
    method: Method,
    template: &'a str,
    /// The base URL's prefix and the template, in which values take the places of their names.
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    /// The media type of the body.
    pub(crate) content_type: Option<HeaderValue>,
    pub(crate) body: Bytes,
    /// The body in place of those bytes, where it is read while it is sent.
    pub(crate) upload: Option<Upload>,
    pub(crate) overrides: Overrides,
    /// The credentials that it takes.
    pub(crate) chosen: Chosen,
    /// The media types that it asks for, where they are others than what is made of the response says.
    accept: Option<HeaderValue>,
    /// Whether a redirect is what it asks for.
    pub(crate) takes_redirects: bool,
    /// The server of this operation alone.
    server: Option<Box<BaseUrl>>,
    /// What is looked at when all parameters are given.
    awaited: Awaiting<'a>,
    /// What is set for this call, and comes last.
    options: Option<Box<CallOptions>>,
    /// The page that is requested, in place of its own.
    turn: Option<Box<Turn>>,
    mistake: Option<Mistake>,
}

/// A parameter that a later step may give.
#[derive(Clone)]
enum Awaited<'a> {
    /// This value takes its place in the path unless there is another.
    Path(&'static str, Option<Held<'a>>),
    /// It has to be there.
    Required(&'static str),
}

/// A value that is written into the path at the end.
#[derive(Clone)]
enum Held<'a> {
    OfClient(&'a (dyn Display + Sync)),
    Encoded(String),
}

/// Parameters that later steps may give: most requests have one at most, for which nothing is allocated.
#[derive(Clone, Default)]
struct Awaiting<'a> {
    first: Option<Awaited<'a>>,
    others: Vec<Awaited<'a>>,
}

impl<'a> Awaiting<'a> {
    fn push(&mut self, awaited: Awaited<'a>) {
        if self.first.is_none() {
            self.first = Some(awaited);
        } else {
            self.others.push(awaited);
        }
    }

    fn all(self) -> impl Iterator<Item = Awaited<'a>> {
        self.first.into_iter().chain(self.others)
    }
}

/// A mistake that was made with a request: the error that it is returned as.
struct Mistake(Error);

impl Clone for Mistake {
    fn clone(&self) -> Self {
        Self(self.0.again())
    }
}

impl<'a> Request<'a> {
    pub(crate) fn new(client: &'a HttpClient, method: Method, template: &'a str) -> Self {
        let prefix = client.shared.base_url.prefix();
        let mut path = String::with_capacity(prefix.len() + template.len() + 64);
        path.push_str(prefix);
        path.push_str(template);
        Self {
            client,
            method,
            template,
            path,
            query: String::new(),
            headers: HeaderMap::new(),
            content_type: None,
            body: Bytes::new(),
            upload: None,
            overrides: Overrides::default(),
            chosen: Chosen::All,
            accept: None,
            takes_redirects: false,
            server: None,
            awaited: Awaiting::default(),
            options: None,
            turn: None,
            mistake: None,
        }
    }

    /// One that is never sent: its method is none.
    pub(crate) fn without_method(client: &'a HttpClient, template: &'a str) -> Self {
        Self::new(client, Method::GET, template)
            .attempt(|_| Err(Error::configuration("the method is not one word of HTTP")))
    }

    /// Its HTTP method.
    pub(crate) fn method(&self) -> &Method {
        &self.method
    }

    /// Sends the request to the server that the description gives this operation, unless [`Settings`](crate::Settings) name
    /// another for all.
    pub fn server(self, url: &str) -> Self {
        self.attempt(|request| {
            if let Some(server) = request.client.described_server(url) {
                let server = server?;
                let below = request.server_url().prefix().len();
                request.path.replace_range(..below, server.prefix());
                request.server = Some(Box::new(server));
            }
            Ok(())
        })
    }

    /// The same where the URL has variables.
    ///
    /// The call returns [`Error::Configuration`] for a value that the URL does not take.
    pub fn server_template(self, template: &ServerTemplate) -> Self {
        match template.url() {
            Ok(url) => self.server(&url),
            Err(error) => self.attempt(|_| Err(error)),
        }
    }

    /// Sends the request without the credentials of the client: the operation takes none.
    pub fn anonymous(mut self) -> Self {
        self.chosen = Chosen::Some(Vec::new());
        self
    }

    /// Sends the request with the credentials of the first of these alternatives that the client has whole, each a list of
    /// the names of schemes, and with no others. An empty one stands for no credentials, where there are no better ones.
    ///
    /// The call returns [`Error::Configuration`] when the client has none of them.
    pub fn credentials(self, alternatives: &[&[&'static str]]) -> Self {
        self.attempt(|request| {
            let chosen = request.client.shared.authorization.choose(alternatives);
            request.chosen = chosen.ok_or_else(|| Error::without_credentials(alternatives))?;
            Ok(())
        })
    }

    /// Rejects what is given to the call where it breaks a limit that the description has checked.
    ///
    /// The call returns [`Error::InvalidArgument`] with the place of the first such value, such as `messages[3].delay_seconds`.
    pub fn check(self, given: &impl Check) -> Self {
        self.attempt(|_| first_violation(given).map_or(Ok(()), Err))
    }

    /// Rejects a value where it breaks a limit that the description has checked: `check` has a step for each limit.
    ///
    /// The call returns [`Error::InvalidArgument`] with its place, such as `limit` or `tags[3]`.
    pub fn checked<T, C>(self, name: &str, value: &T, check: C) -> Self
    where
        T: ?Sized,
        C: for<'e, 'c> FnOnce(&'e mut Checked<'c, T>) -> &'e mut Checked<'c, T>,
    {
        self.attempt(|_| violation_of(name, value, check).map_or(Ok(()), Err))
    }

    /// Asks for a response of one of these media types (`Accept`), in place of what the `send` method asks for.
    pub fn accept(self, media_types: &str) -> Self {
        self.attempt(|request| {
            let invalid = |_| Error::invalid_argument("accept", "not a list of media types");
            request.accept = Some(HeaderValue::try_from(media_types).map_err(invalid)?);
            Ok(())
        })
    }

    /// Takes a redirect (3xx) for the response, in place of an error. It is not followed: where it leads to stands in its header
    /// `Location`.
    pub fn takes_redirects(mut self) -> Self {
        self.takes_redirects = true;
        self
    }

    /// Puts a value in the place of `{name}`, percent-encoded as one segment. Empty values, `.` and `..` are rejected,
    /// since no encoding keeps them from changing the path.
    pub fn path<V: Display>(self, name: &str, value: V) -> Self {
        self.attempt(|request| {
            let end = request.path.len();
            percent::append(&mut request.path, &value).map_err(|_| unwritable(name))?;
            request.move_into_path(name, end)
        })
    }

    /// Puts a value in the place of `{name}` that may have slashes: each begins a segment. Empty values are rejected, and `.` and
    /// `..` as segments, since no encoding keeps them from changing the path.
    pub fn path_segments<V: Display>(self, name: &str, value: V) -> Self {
        self.attempt(|request| {
            let value = percent::encoded(&value).map_err(|_| unwritable(name))?;
            let value = value.replace("%2F", "/");
            match value.split('/').find(|one| matches!(*one, "." | "..")) {
                Some(segment) => request.put_path(name, segment),
                None => request.put_path(name, &value),
            }
        })
    }

    /// Puts a value in the place of `{name}` as one segment, in which reserved characters and percent-encoded triplets stay as they
    /// are (RFC 6570, section 3.2.3), but for those that end a segment or the path: `/`, `?`, `#`, `[` and `]` are encoded. Empty
    /// values, `.` and `..` are rejected.
    pub fn path_reserved<V: Display>(self, name: &str, value: V) -> Self {
        self.attempt(|request| {
            let value = percent::encoded(&value).map_err(|_| unwritable(name))?;
            request.put_reserved_path(name, &value)
        })
    }

    /// Puts what is encoded in the place of `{name}`, with the reserved characters that a segment may have as they are.
    pub(crate) fn put_reserved_path(&mut self, name: &str, encoded: &str) -> Result<(), Error> {
        let value = percent::with_reserved(encoded, percent::IN_PATH);
        // Some servers take these for dots.
        let is_dots = ["%2e", "%2E"]
            .iter()
            .fold(value.clone(), |text, dot| text.replace(dot, "."));
        match is_dots.as_str() {
            "." | ".." => self.put_path(name, &is_dots),
            _ => self.put_path(name, &value),
        }
    }

    /// Puts a value of the client in the place of `{name}` like [`path`](Self::path), unless another step does; where there is none,
    /// says that it is missing.
    pub fn path_default<V: Display + Sync>(
        mut self,
        name: &'static str,
        value: Option<&'a V>,
    ) -> Self {
        let value = value.map(|value| Held::OfClient(value));
        self.awaited.push(Awaited::Path(name, value));
        self
    }

    /// The same for a value that is made for the call.
    pub fn path_default_of(self, name: &'static str, value: Option<impl Display>) -> Self {
        self.attempt(|request| {
            let value = value.map(|value| percent::encoded(&value)).transpose();
            let value = value.map_err(|_| unwritable(name))?.map(Held::Encoded);
            request.awaited.push(Awaited::Path(name, value));
            Ok(())
        })
    }

    /// Says that the parameter `name` of the query or the headers is missing, unless a step gives it.
    pub fn require(mut self, name: &'static str) -> Self {
        self.awaited.push(Awaited::Required(name));
        self
    }

    /// Puts `name=value` into the query, both percent-encoded, in place of what was set under that name before.
    pub fn query<V: Display>(self, name: &str, value: V) -> Self {
        self.attempt(|request| {
            request.forget(|pair| query::is_called(pair, name));
            request.push_query(name, &value)
        })
    }

    /// Puts `name=value` into the query when there is a value.
    pub fn query_option(self, name: &str, value: Option<impl Display>) -> Self {
        self.when(value, |request, value| request.query(name, value))
    }

    /// Puts `name=value` into the query for each value: `tag=a&tag=b`.
    pub fn query_each<V: Display>(self, name: &str, values: impl IntoIterator<Item = V>) -> Self {
        self.attempt(|request| {
            request.forget(|pair| query::is_called(pair, name));
            let mut values = values.into_iter();
            values.try_for_each(|value| request.push_query(name, &value))
        })
    }

    /// Puts all values into the query as one: `tag=a,b`. Nothing is sent when there are none.
    ///
    /// A comma stays a comma as the delimiter, and is encoded within a value. Other delimiters are encoded.
    pub fn query_joined<V: Display>(
        self,
        name: &str,
        values: impl IntoIterator<Item = V>,
        delimiter: &str,
    ) -> Self {
        self.attempt(|request| {
            request.forget(|pair| query::is_called(pair, name));
            for (index, value) in values.into_iter().enumerate() {
                if index == 0 {
                    request.push_query(name, &value)?;
                    continue;
                }
                let written = match delimiter {
                    "," => request.query.write_str(delimiter),
                    delimiter => percent::append(&mut request.query, &delimiter),
                };
                written
                    .and_then(|()| percent::append(&mut request.query, &value))
                    .map_err(|_| unwritable(name))?;
            }
            Ok(())
        })
    }

    /// Sets a header, in place of one that was set before.
    ///
    /// Rejected are characters other than visible ASCII and inner spaces, and the headers that the client sets itself
    /// (`Accept`, `Authorization`, `Content-Type`, those of its credentials) or that belong to the connection (`Host`,
    /// `Content-Length` and such).
    pub fn header<V: Display>(self, name: &str, value: V) -> Self {
        self.attempt(|request| {
            let (name, value) = request.free_header(name, &value)?;
            request.headers.insert(name, value);
            Ok(())
        })
    }

    /// Adds a header to those that are set.
    pub(crate) fn add_header(self, name: &str, value: &str) -> Self {
        self.attempt(|request| {
            let (name, value) = request.free_header(name, value)?;
            request.headers.append(name, value);
            Ok(())
        })
    }

    /// A header that is not the client's own.
    fn free_header(
        &self,
        name: &str,
        value: &(impl Display + ?Sized),
    ) -> Result<(HeaderName, HeaderValue), Error> {
        let header = HeaderName::try_from(name)
            .map_err(|_| Error::invalid_argument(name, "not the name of a header"))?;
        let authorization = &self.client.shared.authorization;
        if RESERVED.contains(&header) || authorization.owns(&self.chosen, &header) {
            return Err(Error::invalid_argument(
                name,
                "the client sets this header itself",
            ));
        }
        let mut text = String::new();
        write!(text, "{value}").map_err(|_| unwritable(name))?;
        let value = header_value(text).ok_or_else(|| {
            Error::invalid_argument(
                name,
                "a header holds visible ASCII, and no space at its ends",
            )
        })?;
        Ok((header, value))
    }

    /// Sets a header when there is a value.
    pub fn header_option(self, name: &str, value: Option<impl Display>) -> Self {
        self.when(value, |request, value| request.header(name, value))
    }

    /// Writes `body` as JSON, and says so in `Content-Type`.
    pub fn json<B: Serialize>(self, body: B) -> Self {
        self.body(EncodedBody::json("application/json", &body))
    }

    /// Adds a property to the JSON object that is the body.
    ///
    /// Rejected are a property that the body has already, and a body that is no JSON object.
    pub fn body_property(self, name: &str, value: &Value) -> Self {
        self.attempt(|request| {
            let Ok(properties) = serde_json::from_slice::<Map<String, Value>>(&request.body) else {
                let reason = "the call has no JSON object for a body to add it to";
                return Err(Error::invalid_argument(name, reason));
            };
            if properties.contains_key(name) {
                return Err(Error::invalid_argument(name, "the body has it already"));
            }
            let comma = if properties.is_empty() { "" } else { "," };
            let object = request.body.strip_suffix(b"}").unwrap_or_default();
            let property = format!("{comma}{}:{value}}}", Value::from(name));
            request.body = [object, property.as_bytes()].concat().into();
            Ok(())
        })
    }

    /// Makes a step where there is a value for it.
    pub(crate) fn when<T>(self, value: Option<T>, step: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => step(self, value),
            None => self,
        }
    }

    /// Makes a step, unless one went wrong before.
    pub(crate) fn attempt(mut self, step: impl FnOnce(&mut Self) -> Result<(), Error>) -> Self {
        if self.mistake.is_none() {
            self.mistake = step(&mut self).err().map(Mistake);
        }
        self
    }

    /// Sets what this call does otherwise than its client, and what it sends besides.
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = Some(Box::new(options));
        self
    }

    /// Asks for this page in place of its own.
    pub(crate) fn at(mut self, turn: Option<Turn>) -> Self {
        self.turn = turn.map(Box::new);
        self
    }

    /// The request with all that waits until its parameters and its body are given.
    pub(crate) fn settled(mut self) -> Self {
        let awaited = std::mem::take(&mut self.awaited);
        let (options, turn) = (self.options.take(), self.turn.take());
        for awaited in awaited.all() {
            if self.mistake.is_none() {
                self.mistake = self.settle(awaited).err().map(Mistake);
            }
        }
        self.when(options, |request, options| request.with_options(*options))
            .when(turn, |request, turn| request.turned(*turn))
    }

    fn settle(&mut self, awaited: Awaited<'_>) -> Result<(), Error> {
        match awaited {
            Awaited::Path(name, _) if placeholder(&self.path, name).is_none() => Ok(()),
            Awaited::Path(name, Some(Held::OfClient(value))) => {
                let end = self.path.len();
                percent::append(&mut self.path, value).map_err(|_| unwritable(name))?;
                self.move_into_path(name, end)
            }
            Awaited::Path(name, Some(Held::Encoded(value))) => self.put_path(name, &value),
            Awaited::Required(name) if self.has(name) => Ok(()),
            Awaited::Path(name, None) | Awaited::Required(name) => {
                Err(Error::missing_parameter(name))
            }
        }
    }

    /// Whether the query, the headers or the cookies have this parameter.
    fn has(&self, name: &str) -> bool {
        let mut pairs = self.query.split('&').map(query::name_of);
        let cookies = self.headers.get(header::COOKIE);
        let cookies = cookies.and_then(|cookies| cookies.to_str().ok());
        let mut cookies = cookies.unwrap_or_default().split("; ").map(query::name_of);
        pairs.any(|pair| query::is_of(pair, name))
            || self.headers.contains_key(name)
            || cookies.any(|cookie| cookie == name)
    }

    /// Takes the pairs out of the query again whose names `is_dropped` knows.
    pub(crate) fn forget(&mut self, is_dropped: impl Fn(&str) -> bool) {
        if let Cow::Owned(kept) = query::without(&self.query, is_dropped) {
            self.query = kept;
        }
    }

    pub(crate) fn push_query(
        &mut self,
        name: &str,
        value: &(impl Display + ?Sized),
    ) -> Result<(), Error> {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        percent::append(&mut self.query, &name).map_err(|_| unwritable(name))?;
        self.query.push('=');
        percent::append(&mut self.query, value).map_err(|_| unwritable(name))
    }

    /// Puts text that is encoded already in the place of `{name}`.
    pub(crate) fn put_path(&mut self, name: &str, value: &str) -> Result<(), Error> {
        let end = self.path.len();
        self.path.push_str(value);
        self.move_into_path(name, end)
    }

    /// Moves what stands behind the path, from `end` on, into the place of `{name}`: without a buffer of its own.
    fn move_into_path(&mut self, name: &str, end: usize) -> Result<(), Error> {
        let value = &self.path[end..];
        if matches!(value, "" | "." | "..") {
            let reason = format!("\"{value}\" cannot be a segment of the path");
            return Err(Error::invalid_argument(name, reason));
        }
        let Some(place) = placeholder(&self.path, name) else {
            let reason = format!("`{}` has no place for it, or has it already", self.template);
            return Err(Error::invalid_argument(name, reason));
        };
        let mut path = std::mem::take(&mut self.path).into_bytes();
        let length = path.len() - end;
        path[place.start..].rotate_right(length);
        let moved = place.start + length;
        path.drain(moved..moved + place.len());
        // Whole texts have changed their places.
        self.path = String::from_utf8(path).unwrap_or_default();
        while let Some(again) = placeholder(&self.path, name) {
            let value = self.path[place.start..moved].to_owned();
            self.path.replace_range(again, &value);
        }
        Ok(())
    }

    /// Where its token comes from, if it expires.
    pub(crate) fn token_source(&self) -> Option<(Scheme, TokenSource)> {
        self.client.shared.authorization.source(&self.chosen)
    }

    pub(crate) fn has_body(&self) -> bool {
        self.upload.is_some() || !self.body.is_empty()
    }

    pub(crate) fn set_body(&mut self, source: Source) {
        match source {
            Source::Whole(bytes) => self.body = bytes,
            Source::Streamed(upload) => self.upload = Some(upload),
        }
    }

    /// Where it goes.
    pub(crate) fn server_url(&self) -> &BaseUrl {
        self.server
            .as_deref()
            .unwrap_or(&self.client.shared.base_url)
    }

    /// Whether retrying it does harm: what was set for it, or else what HTTP says of its method.
    pub(crate) fn class(&self) -> RetryClass {
        let class = self.overrides.retry_class;
        class.unwrap_or_else(|| RetryClass::of(&self.method))
    }

    /// How errors call this request: without values, and so without secrets.
    pub(crate) fn operation(&self) -> Operation<'a> {
        Operation::new(self.method.clone(), self.template)
    }

    /// The request as it goes to the transport, as often as it does.
    ///
    /// # Errors
    ///
    /// The first mistake that was made, or a parameter of the path that was not given.
    pub(crate) fn finish(self, accept: &'static str) -> Result<Prepared<'a>, Error> {
        if let Some(Mistake(mistake)) = self.mistake {
            return Err(mistake);
        }
        check_path(&self.path)?;
        let authorization = &self.client.shared.authorization;
        let has_body = self.has_body();
        let mut target = self.path;
        let query = Some(self.query.as_str()).filter(|query| !query.is_empty());
        let queries = query.into_iter().chain(authorization.query(&self.chosen));
        for (query, mark) in queries.zip(once('?').chain(repeat('&'))) {
            target.push(mark);
            target.push_str(query);
        }
        let server = self.server.as_deref();
        let server = server.unwrap_or(&self.client.shared.base_url);
        let uri = server.join(target);
        Ok(Prepared {
            uri: uri.ok_or_else(|| Error::invalid_argument("path", "it is too long to be sent"))?,
            // Methods that are expected to have a body say so when they have none (RFC 9110, 8.6).
            lacks_body: !has_body
                && [Method::POST, Method::PUT, Method::PATCH].contains(&self.method),
            client: self.client,
            method: self.method,
            given: self.headers,
            content_type: self.content_type,
            accept: self.accept.unwrap_or(HeaderValue::from_static(accept)),
            chosen: self.chosen,
            body: self.body,
        })
    }
}

/// Values may be secret, so that nothing of them is shown.
impl std::fmt::Debug for Request<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Request({})", self.operation())
    }
}

/// Where `{name}` stands in `path`. Values hold no braces once they are encoded, so that what is found is the template's.
fn placeholder(path: &str, name: &str) -> Option<Range<usize>> {
    memchr_iter(b'{', path.as_bytes()).find_map(|start| {
        let rest = path[start + 1..].strip_prefix(name)?.strip_prefix('}')?;
        Some(start..path.len() - rest.len())
    })
}

/// Rejects a path in which a parameter is left over, or that is no path.
fn check_path(path: &str) -> Result<(), Error> {
    if let Some(start) = memchr(b'{', path.as_bytes()) {
        let rest = &path[start + 1..];
        let name = rest.split('}').next().unwrap_or(rest);
        return Err(Error::invalid_argument(
            name,
            "the path needs it, and it is not given",
        ));
    }
    if path.starts_with('/') && percent::is_path(path) {
        Ok(())
    } else {
        Err(Error::invalid_argument(
            "path",
            "the template is no path: it begins with `/`, and holds no query",
        ))
    }
}

fn header_value(text: String) -> Option<HeaderValue> {
    let is_plain = text
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let is_trimmed = !text.starts_with(' ') && !text.ends_with(' ');
    HeaderValue::try_from(text)
        .ok()
        .filter(|_| is_plain && is_trimmed)
}

fn unwritable(name: &str) -> Error {
    Error::invalid_argument(
        name,
        "its value cannot be written as text: a number has to be finite",
    )
}
