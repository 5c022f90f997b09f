//! Servers that are hostile before the body of a response: on the connection, and in its head.

use std::net::SocketAddr;

use crate::script::Behaviour;
use crate::script::Step;
use crate::script::repeat;
use crate::script::send;
use crate::script::slowly;
use crate::shown::TOKEN;

pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\n";

/// A body that is what each call wants.
pub(crate) const BODY: &str =
    r#"{"success":true,"errors":[],"result":{"messages":[],"ackCount":1}}"#;

pub(crate) fn behaviours(elsewhere: SocketAddr) -> Vec<Behaviour> {
    let mut all = connections();
    all.extend(slow());
    all.extend(floods());
    all.extend(contradictions());
    all.extend(malformed());
    all.extend(statuses());
    all.extend(redirects(elsewhere));
    all
}

/// A response with a body of known length.
pub(crate) fn response(status: &str, headers: &str, body: &str) -> Step {
    let length = body.len();
    send(format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}"
    ))
}

fn connections() -> Vec<Behaviour> {
    let nothing = || Behaviour::of("", []);
    vec![
        Behaviour {
            name: "is silent from the first".to_owned(),
            ..nothing().greeting([Step::Silence])
        },
        Behaviour {
            name: "hangs up at once".to_owned(),
            ..nothing().greeting([Step::Close])
        },
        Behaviour {
            name: "responds before it is asked".to_owned(),
            ..nothing().greeting([response("200 OK", "", BODY)])
        },
        Behaviour {
            name: "rejects before it is asked".to_owned(),
            ..nothing().greeting([response("408 Request Timeout", "", ""), Step::Close])
        },
        Behaviour::of("is silent", [Step::Silence]),
        Behaviour::of("hangs up", [Step::Close]),
        Behaviour::of(
            "breaks off in the status",
            [send("HTTP/1.1 2"), Step::Close],
        ),
        Behaviour::of(
            "breaks off in a header",
            [send(format!("{OK}x-a: b")), Step::Close],
        ),
        Behaviour::of(
            "closes after each response",
            [response("200 OK", "", BODY), Step::Close],
        ),
        Behaviour::of(
            "says that it closes, and does not",
            [
                response("200 OK", "connection: close\r\n", BODY),
                Step::Silence,
            ],
        ),
        Behaviour::of(
            "responds twice",
            [response("200 OK", "", BODY), response("500 No", "", "{}")],
        ),
        Behaviour::of(
            "switches protocols",
            [
                send("HTTP/1.1 101 Switching\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n"),
                Step::Silence,
            ],
        ),
    ]
}

fn slow() -> Vec<Behaviour> {
    let headers = "x-a: b\r\n".repeat(90);
    vec![
        Behaviour::of("sends its status slowly", [slowly(OK), Step::Silence]),
        Behaviour::of(
            "sends headers slowly",
            [send(OK), slowly(headers), Step::Silence],
        ),
        Behaviour::of(
            "never ends its head",
            [send(format!("{OK}x-a: b\r\n")), Step::Silence],
        ),
        Behaviour::of(
            "sends an interim response now and then",
            [slowly("HTTP/1.1 102 Processing\r\n\r\n".repeat(99))],
        ),
    ]
}

fn floods() -> Vec<Behaviour> {
    let flood = |name: &str, first: &str, flood: String, times| {
        Behaviour::of(name, [send(first), repeat(flood, times), Step::Silence])
    };
    let long = "x".repeat(64 * 1024);
    vec![
        flood(
            "sends a header without end",
            &format!("{OK}x-a: "),
            long.clone(),
            64,
        ),
        flood(
            "sends a status without end",
            "HTTP/1.1 200 ",
            long.clone(),
            64,
        ),
        flood("sends a name without end", OK, long.clone(), 64),
        flood(
            "sends headers without end",
            OK,
            "x-a: b\r\n".repeat(1_000),
            64,
        ),
        flood(
            "sends cookies without end",
            OK,
            "set-cookie: a=b; path=/\r\n".repeat(1_000),
            64,
        ),
        flood(
            "sends blank lines without end",
            "",
            "\r\n".repeat(1_000),
            64,
        ),
        flood(
            "asks to continue without end",
            "",
            "HTTP/1.1 100 Continue\r\n\r\n".repeat(1_000),
            99,
        ),
        flood(
            "sends early hints without end",
            "",
            "HTTP/1.1 103 Early Hints\r\nlink: </a>; rel=preload\r\n\r\n".repeat(1_000),
            99,
        ),
        Behaviour::of(
            "sends as many headers as there may be",
            [response("200 OK", &"x-a: b\r\n".repeat(90), BODY)],
        ),
        Behaviour::of(
            "sends cookies",
            [response(
                "200 OK",
                &"set-cookie: canary=1; domain=.\r\n".repeat(50),
                BODY,
            )],
        ),
    ]
}

fn contradictions() -> Vec<Behaviour> {
    let with = |name: &str, headers: &str, body: &str| {
        Behaviour::of(
            name,
            [send(format!("{OK}{headers}\r\n{body}")), Step::Silence],
        )
    };
    vec![
        with(
            "has two lengths",
            "content-length: 2\r\ncontent-length: 70\r\n",
            "{}",
        ),
        with("has two lengths in one", "content-length: 2, 70\r\n", "{}"),
        with(
            "has a length and chunks",
            "content-length: 2\r\ntransfer-encoding: chunked\r\n",
            "2\r\n{}\r\n0\r\n\r\n",
        ),
        with(
            "has chunks that are not the last encoding",
            "transfer-encoding: chunked, gzip\r\n",
            "2\r\n{}\r\n0\r\n\r\n",
        ),
        with(
            "has a length that is negative",
            "content-length: -1\r\n",
            "{}",
        ),
        with(
            "has a length that is signed",
            "content-length: +2\r\n",
            "{}",
        ),
        with(
            "has a length that is no number",
            "content-length: two\r\n",
            "{}",
        ),
        with(
            "has a length beyond all",
            "content-length: 18446744073709551615\r\n",
            "{}",
        ),
        with(
            "has a length beyond 64 bits",
            "content-length: 99999999999999999999\r\n",
            "{}",
        ),
        with("has less than it says", "content-length: 999\r\n", BODY),
        with("has more than it says", "content-length: 2\r\n", BODY),
    ]
}

fn malformed() -> Vec<Behaviour> {
    let heads = [
        ("speaks HTTP/0.9", "{}"),
        (
            "speaks HTTP/2 without being asked",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        ),
        ("speaks HTTP/3", "HTTP/3.0 200 OK\r\n\r\n"),
        ("speaks HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n{}"),
        ("speaks TLS", "\x15\x03\x01\0\x02\x02\x28"),
        ("has a status of one digit", "HTTP/1.1 2 OK\r\n\r\n"),
        ("has a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"),
        (
            "has status 000",
            "HTTP/1.1 000 OK\r\ncontent-length: 2\r\n\r\n{}",
        ),
        (
            "has status 999",
            "HTTP/1.1 999 OK\r\ncontent-length: 2\r\n\r\n{}",
        ),
        (
            "folds a header",
            "HTTP/1.1 200 OK\r\nx-a: b\r\n c\r\ncontent-length: 2\r\n\r\n{}",
        ),
        (
            "has NUL in a header",
            "HTTP/1.1 200 OK\r\nx-a: \0\r\ncontent-length: 2\r\n\r\n{}",
        ),
        (
            "has no colon",
            "HTTP/1.1 200 OK\r\nx-a\r\ncontent-length: 2\r\n\r\n{}",
        ),
        (
            "has a blank before a colon",
            "HTTP/1.1 200 OK\r\ncontent-length : 2\r\n\r\n{}",
        ),
        (
            "ends lines without CR",
            "HTTP/1.1 200 OK\ncontent-length: 2\n\n{}",
        ),
        (
            "ends lines without LF",
            "HTTP/1.1 200 OK\rcontent-length: 2\r\r{}",
        ),
    ];
    let malformed = heads.map(|(name, head)| Behaviour::of(name, [send(head), Step::Close]));
    malformed.into()
}

fn statuses() -> Vec<Behaviour> {
    let rejected = |status: &str, headers: &str| {
        let body = format!(r#"{{"success":false,"errors":[{{"code":1,"message":"{TOKEN}"}}]}}"#);
        let name = format!("says {status} {headers:?}");
        Behaviour::of(name, [response(status, headers, &body)])
    };
    let echo = format!("x-echo: {TOKEN}\r\ncf-ray: {TOKEN}\r\n");
    vec![
        rejected(
            "401 Unauthorized",
            "www-authenticate: Basic realm=canary\r\n",
        ),
        rejected("407 Proxy Authentication Required", ""),
        rejected("417 Expectation Failed", ""),
        rejected("421 Misdirected Request", ""),
        rejected("426 Upgrade Required", "upgrade: HTTP/3\r\n"),
        rejected("400 Bad Request", &echo),
        rejected("503 Service Unavailable", &echo),
        rejected("429 Slow Down", "retry-after: 1\r\nretry-after: 3600\r\n").giving_back(),
        rejected("429 Slow Down", "retry-after: 0\r\n").giving_back(),
        rejected(
            "429 Slow Down",
            "retry-after: Sunday, 06-Nov-94 08:49:37 GMT\r\n",
        )
        .giving_back(),
        rejected("503 Later", "retry-after: 99999999999999999999\r\n"),
        Behaviour::of(
            "says 204 with a body",
            [response("204 No Content", "", BODY)],
        ),
        Behaviour::of(
            "says 304 with a body",
            [response("304 Not Modified", "", BODY)],
        ),
    ]
}

fn redirects(elsewhere: SocketAddr) -> Vec<Behaviour> {
    let statuses = ["301", "302", "303", "307", "308", "300", "399"];
    let redirect = |status| {
        let location = format!(
            "location: http://{elsewhere}/{TOKEN}\r\nrefresh: 0; url=http://{elsewhere}\r\n"
        );
        let response = response(&format!("{status} Elsewhere"), &location, BODY);
        Behaviour::of(format!("redirects with {status}"), [response])
    };
    statuses.map(redirect).into()
}
