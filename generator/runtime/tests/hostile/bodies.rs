//! Servers that are hostile in the body of a response.

use crate::call::LONGEST;
use crate::heads::BODY;
use crate::heads::OK;
use crate::heads::response;
use crate::script::Behaviour;
use crate::script::Step;
use crate::script::repeat;
use crate::script::send;
use crate::script::slowly;
use crate::shown::LEASE;
use crate::shown::TOKEN;

/// How often a piece of 64 KiB is sent to who does not read that much.
const TOO_OFTEN: usize = LONGEST / (64 * 1024) + 50;

/// The length of a body that is almost as long as one may be.
const LONG: usize = LONGEST / 100 * 95;

pub(crate) fn behaviours() -> Vec<Behaviour> {
    let mut all = slow();
    all.extend(chunks());
    all.extend(endless());
    all.extend(unpacking());
    all.extend(json());
    all.extend(long_json());
    all.extend(echoes());
    all
}

fn head(headers: &str) -> Step {
    send(format!("{OK}{headers}\r\n"))
}

fn chunked() -> Step {
    head("transfer-encoding: chunked\r\n")
}

fn slow() -> Vec<Behaviour> {
    vec![
        Behaviour::of(
            "sends a body slowly",
            [head("content-length: 66\r\n"), slowly(BODY)],
        ),
        Behaviour::of(
            "sends chunks slowly",
            [chunked(), slowly("1\r\n \r\n".repeat(99)), Step::Silence],
        ),
        Behaviour::of(
            "stops within a body",
            [
                head("content-length: 66\r\n"),
                send(&BODY[..30]),
                Step::Silence,
            ],
        ),
        Behaviour::of(
            "breaks off a body",
            [
                head("content-length: 66\r\n"),
                send(&BODY[..30]),
                Step::Close,
            ],
        ),
        Behaviour::of(
            "sends an error slowly",
            [
                send("HTTP/1.1 500 No\r\ncontent-length: 999\r\n\r\n"),
                slowly(BODY),
            ],
        ),
    ]
}

fn chunks() -> Vec<Behaviour> {
    let chunk =
        |name: &str, chunks: &str| Behaviour::of(name, [chunked(), send(chunks), Step::Close]);
    vec![
        chunk("has a chunk beyond all", "ffffffffffffffff\r\n{}"),
        chunk("has a chunk beyond 64 bits", "1ffffffffffffffff\r\n{}"),
        chunk("has a chunk of no number", "xyz\r\n{}\r\n0\r\n\r\n"),
        chunk("has a chunk of negative length", "-2\r\n{}\r\n0\r\n\r\n"),
        chunk("has a chunk without a size", "\r\n{}\r\n0\r\n\r\n"),
        chunk("has a chunk longer than it says", "2\r\n{},{}\r\n0\r\n\r\n"),
        chunk("breaks off within a chunk", "42\r\n{\"success\":true"),
        chunk("breaks off between chunks", "2\r\n{}\r\n"),
        chunk(
            "has chunks with extensions",
            "2;a=b;c=\"d\"\r\n{}\r\n0;e\r\n\r\n",
        ),
        Behaviour::of(
            "has an extension without end",
            [
                chunked(),
                send("2;"),
                repeat("x".repeat(64 * 1024), 64),
                Step::Silence,
            ],
        ),
        Behaviour::of(
            "has extensions without end",
            [
                chunked(),
                repeat(format!("1;{}\r\n \r\n", "x".repeat(1_000)), 1_000),
                Step::Silence,
            ],
        ),
        Behaviour::of(
            "has trailers without end",
            [
                chunked(),
                send("2\r\n{}\r\n0\r\n"),
                repeat("x-a: b\r\n".repeat(1_000), 64),
                Step::Silence,
            ],
        ),
        Behaviour::of(
            "has a trailer without end",
            [
                chunked(),
                send("2\r\n{}\r\n0\r\nx-a: "),
                repeat("x".repeat(64 * 1024), 64),
                Step::Silence,
            ],
        ),
    ]
}

fn endless() -> Vec<Behaviour> {
    let blanks = " ".repeat(64 * 1024);
    let chunk = format!("10000\r\n{blanks}\r\n");
    vec![
        Behaviour::of(
            "has a body without end",
            [head(""), repeat(&blanks, TOO_OFTEN), Step::Silence],
        )
        .large(),
        Behaviour::of(
            "has chunks without end",
            [chunked(), repeat(chunk, TOO_OFTEN), Step::Silence],
        )
        .large(),
        Behaviour::of(
            "has small chunks without end",
            [
                chunked(),
                repeat("1\r\n \r\n".repeat(10_000), 100),
                Step::Silence,
            ],
        )
        .large(),
        Behaviour::of(
            "has an error without end",
            [
                send("HTTP/1.1 500 No\r\n\r\n"),
                repeat(&blanks, TOO_OFTEN),
                Step::Silence,
            ],
        )
        .large(),
    ]
}

/// What says that it is compressed, and what would be much longer if it were read so.
fn unpacking() -> Vec<Behaviour> {
    let gzip = "\x1f\u{8b}\u{8}\0\0\0\0\0\0\u{3}";
    [
        "gzip",
        "deflate",
        "br",
        "zstd",
        "gzip, gzip",
        "x-unknown",
        "identity, gzip",
    ]
    .map(|encoding| {
        let header = format!("content-encoding: {encoding}\r\n");
        let name = format!("says that it is compressed with {encoding}");
        Behaviour::of(name, [response("200 OK", &header, gzip)])
    })
    .into()
}

/// A response that is as long as one may be, with `item` over and over after `before`.
fn long(name: &str, before: &str, item: impl AsRef<[u8]>) -> Behaviour {
    let item = item.as_ref();
    let piece = item.repeat(64 * 1024 / item.len());
    let times = LONG / piece.len();
    let before = format!(r#"{{"success":true,"errors":[],"result":{before}"#);
    let total = before.len() + piece.len() * times;
    let head = head(&format!("content-length: {total}\r\n"));
    Behaviour::of(
        name,
        [head, send(before), repeat(piece, times), Step::Silence],
    )
    .large()
}

fn json() -> Vec<Behaviour> {
    let whole = |name: &str, body: &str| Behaviour::of(name, [response("200 OK", "", body)]);
    let result = |name: &str, result: &str| {
        whole(
            name,
            &format!(r#"{{"success":true,"errors":[],"result":{result}}}"#),
        )
    };
    let message = format!(r#"{{"lease_id":"{LEASE}","attempts":"x"}}"#);
    let many = |item: &str| vec![item; 500].join(",");
    vec![
        whole("has no body", ""),
        whole("is a page of HTML", "<html><title>Log in</title>"),
        whole("begins with a mark", &format!("\u{feff}{BODY}")),
        whole("has something behind its body", &format!("{BODY} oops")),
        whole(
            "announces no success",
            r#"{"success":false,"errors":[],"result":{}}"#,
        ),
        whole(
            "says everything twice",
            r#"{"success":true,"success":true,"result":{},"result":{}}"#,
        ),
        whole("nests deeply", &"[".repeat(500_000)),
        whole("nests objects deeply", &r#"{"a":"#.repeat(100_000)),
        whole(
            "has errors without end",
            &format!(
                r#"{{"success":false,"errors":[{}]}}"#,
                vec!["{}"; 99_999].join(",")
            ),
        ),
        result(
            "nests deeply within a result",
            &format!("{}1{}", "[".repeat(9_999), "]".repeat(9_999)),
        ),
        result(
            "has messages that cannot be read",
            &format!(r#"{{"messages":[{}]}}"#, many(&message)),
        ),
        result(
            "has a message that is no JSON",
            &format!(r#"{{"messages":[{message},oops,{message}]}}"#),
        ),
        result(
            "has a lease that breaks off",
            &format!(r#"{{"messages":[{{"lease_id":"{LEASE}"#),
        ),
        result(
            "has numbers beyond all",
            r#"{"messages":[{"attempts":1e999999}],"ackCount":-1}"#,
        ),
        result("has lone surrogates", r#"{"messages":[{"body":"\ud800"}]}"#),
        Behaviour::of(
            "is not UTF-8",
            [
                head("content-length: 33\r\n"),
                send(b"{\"success\":true,\"result\":{\"a\":\"\xff\xfe"),
            ],
        ),
    ]
}

/// Bodies that are as long as they may be.
fn long_json() -> Vec<Behaviour> {
    vec![
        long("has objects without end", r#"{"messages":["#, "{},"),
        long("has numbers without end", r#"{"a":["#, "1,"),
        long(
            "has maps without end",
            r#"{"messages":[{"metadata":{"a":["#,
            r#"{"":1},"#,
        ),
        long(
            "has lists without end",
            r#"{"messages":[{"metadata":{"a":["#,
            "[[]],",
        ),
        long(
            "has a text without end",
            r#"{"messages":[{"body":""#,
            "a text ",
        ),
        long(
            "has escapes without end",
            r#"{"messages":[{"body":""#,
            r"\u0000",
        ),
        long(
            "has a text in the place of a number",
            r#"{"messages":[{"attempts":""#,
            "\u{7f}",
        ),
        long(
            "has messages of text without end",
            r#"{"messages":["#,
            r#"{"body":"text","id":"a"},"#,
        ),
        long(
            "has unreadable messages without end",
            r#"{"messages":["#,
            r#"{"attempts":"x"},"#,
        ),
        long("has properties without end", "{", r#""a":1,"#),
        long(
            "has half a token without end",
            r#"{"messages":[{"body":""#,
            &TOKEN[..12],
        ),
        long(
            "has escaped tokens without end",
            r#"{"messages":[{"body":""#,
            r"\u0063\u0061\u006e",
        ),
        long(
            "has bytes that are no text without end",
            r#"{"messages":[{"body":""#,
            b"\xffa",
        ),
        long(
            "has messages that are no text without end",
            r#"{"messages":["#,
            b"{\"body\":\"\xff\"},".as_slice(),
        ),
    ]
}

fn echoes() -> Vec<Behaviour> {
    let echoes = [
        ("whole", TOKEN.to_owned()),
        (
            "with its first character escaped",
            TOKEN.replacen('c', r"\u0063", 1),
        ),
        ("with characters escaped", TOKEN.replace('a', r"\u0061")),
        ("in a URL", TOKEN.replace('-', "%2D")),
        ("in HTML", TOKEN.replacen('c', "&#99;", 1)),
        ("without its end", TOKEN[..TOKEN.len() - 1].to_owned()),
    ];
    let mut all = Vec::new();
    for (how, echo) in echoes {
        for status in ["200 OK", "400 Bad Request", "502 Bad Gateway"] {
            let text = format!("you sent Bearer {echo}");
            let whole = response(status, "", &text);
            let message = format!(r#"{{"success":false,"errors":[{{"message":"{text}"}}]}}"#);
            let length = text.len() + 9;
            let broken = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n{text}");
            all.extend([
                Behaviour::of(format!("echoes a token {how} under {status}"), [whole]),
                Behaviour::of(
                    format!("echoes a token {how} and breaks off under {status}"),
                    [send(broken), Step::Close],
                ),
                Behaviour::of(
                    format!("echoes a token {how} in a message under {status}"),
                    [response(status, "", &message)],
                ),
            ]);
        }
    }
    all
}
