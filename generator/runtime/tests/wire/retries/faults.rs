//! What can go wrong with an attempt.

use std::time::Duration;

use crate::server::Reply;
use crate::server::response;

/// The longest body that the client reads, in bytes.
pub(super) const LIMIT: usize = 1_000_000;
pub(super) const HOUR: Duration = Duration::from_secs(3_600);
const DATE: &str = "date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

/// The statuses after which an operation that may take place twice is retried.
pub(super) const TRANSIENT: [u16; 11] = [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524];

/// What a server does to every attempt.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// It is not there.
    Absent,
    /// It hangs up while it is being sent the request.
    HangsUp,
    /// It reads the request, and gives no complete response.
    Breaks(Reply),
    /// It sends an error response.
    ErrorResponse(ErrorReply),
    /// It succeeds, and its response cannot be read.
    Mumbles(Vec<u8>),
}

#[derive(Clone, Debug)]
pub(super) struct ErrorReply {
    pub(super) status: u16,
    pub(super) code: i64,
    pub(super) headers: String,
    /// How long it asks to wait, if it does so in words that are understood.
    pub(super) asks: Option<Duration>,
}

impl ErrorReply {
    fn of(status: u16) -> Self {
        Self {
            status,
            code: 1,
            headers: String::new(),
            asks: None,
        }
    }
}

fn head(rest: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{rest}").into_bytes()
}

/// Every fault that is tried.
pub(super) fn faults() -> Vec<Fault> {
    let mut faults = vec![Fault::Absent, Fault::HangsUp];
    faults.extend(broken().into_iter().map(Fault::Breaks));
    faults.extend(malformed().into_iter().map(Reply::Last).map(Fault::Breaks));
    faults.extend(unreadable().into_iter().map(Fault::Mumbles));
    let statuses = [
        200, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 409, 413, 422, 451, 501, 505, 511,
        525, 599,
    ];
    faults.extend(
        statuses
            .into_iter()
            .chain(TRANSIENT)
            .map(|status| Fault::ErrorResponse(ErrorReply::of(status))),
    );
    for status in [200, 400, 408, 429, 503] {
        faults.extend([50, 51, 52, 53].map(|code| {
            Fault::ErrorResponse(ErrorReply {
                code,
                ..ErrorReply::of(status)
            })
        }));
    }
    for status in [429, 503] {
        faults.extend(waits().into_iter().map(|(headers, asks)| {
            Fault::ErrorResponse(ErrorReply {
                headers,
                asks,
                ..ErrorReply::of(status)
            })
        }));
    }
    faults
}

/// Responses that do not come, or do not come to an end.
fn broken() -> Vec<Reply> {
    let long = "content-length: 900\r\n\r\nhalf";
    vec![
        Reply::Last(Vec::new()),
        Reply::Last(head("x-a: ")),
        Reply::Last(head(long)),
        Reply::Last(head("transfer-encoding: chunked\r\n\r\n5\r\nha")),
        Reply::Last(b"no http at all\r\n\r\n".to_vec()),
        Reply::Reset(Vec::new()),
        Reply::Reset(head("x-a: ")),
        Reply::Reset(head(long)),
        Reply::Silence,
        Reply::Drip(head("x-a: ")),
        Reply::Drip(head("content-length: 900\r\n\r\n")),
    ]
}

/// Responses that are no HTTP, or do not hold together.
fn malformed() -> Vec<Vec<u8>> {
    let body = r#"{"success":true,"result":{"count":1}}"#;
    let many = "x-a: b\r\n".repeat(10_000);
    let long = "x".repeat(10_000_000);
    [
        "content-length: -1\r\n",
        "content-length: 5, 6\r\n",
        "content-length: 5\r\ncontent-length: 6\r\n",
        "content-length: 99999999999999999999\r\n",
        "x-a\0: b\r\n",
        "x-a: \0\r\n",
        "no header\r\n",
        &many,
        &format!("x-a: {long}\r\n"),
    ]
    .map(|headers| head(&format!("{headers}\r\n{body}")))
    .into_iter()
    .chain(
        [
            "x\r\n",
            "-5\r\nhallo\r\n",
            "ffffffffffffffff1\r\n",
            "40000000\r\n{",
            "5\r\nhallo!\r\n0\r\n\r\n",
        ]
        .map(|chunks| head(&format!("transfer-encoding: chunked\r\n\r\n{chunks}"))),
    )
    .chain(
        [
            "HTTP/1.1 OK\r\n\r\n",
            "HTTP/1.1 2000 OK\r\n\r\n",
            "HTTP/9.9 200 OK\r\n\r\n",
            "<html></html>",
            "\0\0\0\0",
        ]
        .map(|bytes| bytes.as_bytes().to_vec()),
    )
    .collect()
}

/// Responses of which the body is not what was described.
fn unreadable() -> Vec<Vec<u8>> {
    let success = r#"{"success":true,"result":{"count":1}}"#;
    let mut responses = [
        "",
        "[]",
        r#"{"success":true,"result":[]}"#,
        "\u{feff}{}",
        "{}{}",
    ]
    .map(|body| response("200 OK", "", body))
    .to_vec();
    // Shorter than what comes, compressed, and longer than the limit.
    responses.push(head(&format!("content-length: 9\r\n\r\n{success}")));
    responses.push(response("200 OK", "content-encoding: gzip\r\n", success));
    responses.push(response("200 OK", "", &" ".repeat(LIMIT + 1)));
    responses
}

/// The ways of a server to ask for a wait, and what it asks for.
fn waits() -> Vec<(String, Option<Duration>)> {
    let millisecond = Duration::from_millis(1);
    let mut waits = vec![
        ("retry-after: 0\r\n".to_owned(), Some(Duration::ZERO)),
        ("retry-after: 3600\r\n".to_owned(), Some(HOUR)),
        (
            "retry-after: 1000000000\r\n".to_owned(),
            Some(Duration::from_secs(1_000_000_000)),
        ),
        (
            "retry-after: 99999999999999999999\r\n".to_owned(),
            Some(Duration::from_secs(u64::MAX)),
        ),
        (
            "retry-after: 1\r\nretry-after: 3600\r\n".to_owned(),
            Some(HOUR),
        ),
        ("retry-after: 1, 3600\r\n".to_owned(), Some(HOUR)),
        ("retry-after-ms: 1\r\n".to_owned(), Some(millisecond)),
        ("retry-after-ms: 3600000\r\n".to_owned(), Some(HOUR)),
        (
            format!("{DATE}retry-after: Sun, 06 Nov 1994 09:49:37 GMT\r\n"),
            Some(HOUR),
        ),
        (
            format!("{DATE}retry-after: Sunday, 06-Nov-94 09:49:37 GMT\r\n"),
            Some(HOUR),
        ),
        (
            format!("{DATE}retry-after: Sun Nov  6 09:49:37 1994\r\n"),
            Some(HOUR),
        ),
        (
            format!("{DATE}retry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n"),
            Some(Duration::ZERO),
        ),
        (
            format!("{DATE}retry-after: Sun, 06 Nov 1994 08:49:36 GMT\r\n"),
            None,
        ),
        (
            "retry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\n".to_owned(),
            None,
        ),
    ];
    waits.extend(
        ["", "-1", "1.5", "1e400", "nan", "inf", "1 2", "soon"]
            .map(|text| (format!("retry-after: {text}\r\n"), None)),
    );
    waits
}
