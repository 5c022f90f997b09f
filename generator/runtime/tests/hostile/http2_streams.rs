//! Servers that are hostile to a request of HTTP/2.

use std::net::SocketAddr;

use crate::frame::CONTINUATION;
use crate::frame::DATA;
use crate::frame::END_HEADERS;
use crate::frame::END_STREAM;
use crate::frame::HEADERS;
use crate::frame::RESET;
use crate::frame::frame;
use crate::frame::head;
use crate::frame::headers;
use crate::frame::response;
use crate::heads::BODY;
use crate::http2::polite;
use crate::script::Behaviour;
use crate::script::Step;
use crate::script::repeat;
use crate::script::send;
use crate::script::slowly;
use crate::shown::TOKEN;

pub(crate) fn behaviours(elsewhere: SocketAddr) -> Vec<Behaviour> {
    let mut all = resets();
    all.extend(blocks());
    all.extend(heads());
    all.extend(bodies());
    all.extend(responses(elsewhere));
    all
}

fn reset(stream: u32, reason: u8) -> Step {
    send(frame(RESET, 0, stream, [0, 0, 0, reason]))
}

fn resets() -> Vec<Behaviour> {
    let reasons = [
        ("no error", 0),
        ("a wrong protocol", 1),
        ("an error of its own", 2),
        ("a cancellation", 8),
        ("too much load", 11),
        ("too little security", 12),
        ("HTTP/1.1 to be used", 13),
        ("a reason nobody knows", 99),
    ];
    let mut all: Vec<_> = reasons
        .into_iter()
        .map(|(name, reason)| {
            polite(format!("resets for {name}"), move |stream| {
                vec![reset(stream, reason)]
            })
        })
        .collect();
    all.extend([
        polite("resets as if it had not begun", |stream| {
            vec![reset(stream, 7)]
        })
        .giving_back(),
        polite("resets after its head", |stream| {
            vec![send(head(stream, "200", &[])), reset(stream, 2)]
        }),
        polite("resets after its head as if it had not begun", |stream| {
            vec![send(head(stream, "200", &[])), reset(stream, 7)]
        }),
        polite("resets within its body", |stream| {
            let half = frame(DATA, 0, stream, &BODY[..30]);
            vec![send(head(stream, "200", &[])), send(half), reset(stream, 8)]
        }),
        polite("resets after its response", |stream| {
            vec![send(response(stream, "200", &[], BODY)), reset(stream, 0)]
        }),
    ]);
    all
}

/// Blocks of headers that do not end, or cannot be read.
fn blocks() -> Vec<Behaviour> {
    let block = |name: &str, block: Vec<u8>| {
        polite(name, move |stream| {
            vec![
                send(frame(HEADERS, END_HEADERS, stream, &block)),
                Step::Silence,
            ]
        })
    };
    let long = headers(&[(":status", "200"), ("x-a", &"b".repeat(15_000))]);
    vec![
        block(
            "names a header that there is not",
            vec![0xff, 0xff, 0xff, 0x0f],
        ),
        block("has a number without end", vec![0xff; 99]),
        block(
            "has a text that breaks off",
            vec![0, 0x7f, 0xff, 0x0f, b'x'],
        ),
        block(
            "has Huffman that is none",
            vec![0, 0x84, 0xff, 0xff, 0xff, 0xff, 0],
        ),
        block(
            "makes its table larger than it may",
            vec![0x3f, 0xff, 0xff, 0xff, 0x0f],
        ),
        block("changes its table without end", vec![0x20; 9_999]),
        block("has an empty block", vec![]),
        block("has a long header", long),
        block(
            "has one header without end",
            [&[0x40, 1, b'a', 1, b'b'][..], &[0xbe; 15_000]].concat(),
        ),
        polite("continues its headers without end", |stream| {
            let begun = frame(HEADERS, 0, stream, headers(&[(":status", "200")]));
            let more = frame(CONTINUATION, 0, stream, headers(&[("x-a", "b")]));
            vec![send(begun), repeat(more, 2_000), Step::Silence]
        }),
        polite("continues its headers with nothing", |stream| {
            let begun = frame(HEADERS, 0, stream, headers(&[(":status", "200")]));
            vec![
                send(begun),
                repeat(frame(CONTINUATION, 0, stream, []), 2_000),
                Step::Silence,
            ]
        }),
        polite("sends its headers slowly", |stream| {
            vec![slowly(response(
                stream,
                "200",
                &[("x-a", &"b".repeat(99))],
                BODY,
            ))]
        }),
        polite("sends as many headers as it likes", |stream| {
            let many = vec![("x-a", "b"); 300];
            vec![send(response(stream, "200", &many, BODY))]
        }),
    ]
}

fn heads() -> Vec<Behaviour> {
    let has = |name: &str, list: &[(&str, &str)]| {
        let block = headers(list);
        polite(name, move |stream| {
            let body = frame(DATA, END_STREAM, stream, BODY);
            vec![
                send(frame(HEADERS, END_HEADERS, stream, &block)),
                send(body),
            ]
        })
    };
    vec![
        has("has no status", &[("x-a", "b")]),
        has(
            "has two statuses",
            &[(":status", "200"), (":status", "500")],
        ),
        has("has a status of words", &[(":status", "fine")]),
        has("has a status of four digits", &[(":status", "2000")]),
        has(
            "has its status behind headers",
            &[("x-a", "b"), (":status", "200")],
        ),
        has("has a method", &[(":status", "200"), (":method", "GET")]),
        has(
            "has headers in capitals",
            &[(":status", "200"), ("X-A", "b")],
        ),
        has(
            "has headers of a connection",
            &[
                (":status", "200"),
                ("connection", "close"),
                ("transfer-encoding", "chunked"),
            ],
        ),
        has(
            "has a line feed in a header",
            &[(":status", "200"), ("x-a", "b\r\nx-c: d")],
        ),
        has(
            "has a length that is wrong",
            &[(":status", "200"), ("content-length", "2")],
        ),
        has(
            "has two lengths",
            &[
                (":status", "200"),
                ("content-length", "2"),
                ("content-length", "66"),
            ],
        ),
        has(
            "has a length beyond all",
            &[
                (":status", "200"),
                ("content-length", "18446744073709551615"),
            ],
        ),
        polite("sends early hints without end", |stream| {
            vec![
                repeat(head(stream, "103", &[("link", "</a>")]), 2_000),
                Step::Silence,
            ]
        }),
        polite("ends with an interim response", |stream| {
            vec![send(frame(
                HEADERS,
                END_HEADERS | END_STREAM,
                stream,
                headers(&[(":status", "103")]),
            ))]
        }),
        polite("switches protocols", |stream| {
            vec![send(head(stream, "101", &[])), Step::Silence]
        }),
    ]
}

fn bodies() -> Vec<Behaviour> {
    let after_head = |name: &str, steps: fn(u32) -> Vec<Step>| {
        polite(name, move |stream| {
            [vec![send(head(stream, "200", &[]))], steps(stream)].concat()
        })
    };
    vec![
        after_head("stops within its body", |stream| {
            vec![send(frame(DATA, 0, stream, &BODY[..30])), Step::Silence]
        }),
        after_head("breaks off its body", |stream| {
            vec![send(frame(DATA, 0, stream, &BODY[..30])), Step::Close]
        }),
        after_head("sends its body slowly", |stream| {
            let byte = frame(DATA, 0, stream, " ");
            (0..99)
                .flat_map(|_| [send(&byte[..9]), slowly(&byte[9..])])
                .collect()
        }),
        after_head("has no body", |stream| {
            vec![send(frame(DATA, END_STREAM, stream, []))]
        }),
        after_head("sends data after its end", |stream| {
            let body = frame(DATA, END_STREAM, stream, BODY);
            vec![send(&body), send(body)]
        }),
        after_head("sends a second head", |stream| {
            vec![send(head(stream, "500", &[])), Step::Silence]
        }),
        after_head("has trailers without end", |stream| {
            let begun = frame(HEADERS, END_STREAM, stream, headers(&[("x-a", "b")]));
            let more = frame(CONTINUATION, 0, stream, headers(&[("x-a", "b")]));
            vec![
                send(frame(DATA, 0, stream, BODY)),
                send(begun),
                repeat(more, 2_000),
                Step::Silence,
            ]
        }),
        after_head("has a status in its trailers", |stream| {
            let trailers = frame(
                HEADERS,
                END_HEADERS | END_STREAM,
                stream,
                headers(&[(":status", "500")]),
            );
            vec![send(frame(DATA, 0, stream, BODY)), send(trailers)]
        }),
        after_head("overruns a window", |stream| {
            let data = frame(DATA, 0, stream, [b' '; 16_000]);
            vec![repeat(data, 700), Step::Silence]
        })
        .large(),
        after_head("has small frames without end", |stream| {
            vec![
                repeat(frame(DATA, 0, stream, " ").repeat(1_000), 50),
                Step::Silence,
            ]
        })
        .large(),
    ]
}

fn responses(elsewhere: SocketAddr) -> Vec<Behaviour> {
    let error = format!(r#"{{"success":false,"errors":[{{"code":1,"message":"{TOKEN}"}}]}}"#);
    let responds =
        |name: &str, status: &'static str, more: &[(&'static str, String)], body: &str| {
            let (more, body) = (more.to_vec(), body.to_owned());
            polite(name, move |stream| {
                let more: Vec<_> = more
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                vec![send(response(stream, status, &more, &body))]
            })
        };
    let location = ("location", format!("http://{elsewhere}/{TOKEN}"));
    let echo = [("x-echo", TOKEN.to_owned()), ("cf-ray", TOKEN.to_owned())];
    let waits = |wait: &str| [("retry-after", wait.to_owned())];
    vec![
        responds(
            "redirects with 302",
            "302",
            std::slice::from_ref(&location),
            BODY,
        ),
        responds(
            "redirects with 307",
            "307",
            std::slice::from_ref(&location),
            BODY,
        ),
        responds("redirects with 308", "308", &[location], BODY),
        responds("rejects, and echoes a token", "401", &echo, &error),
        responds("fails, and echoes a token", "503", &echo, &error),
        responds(
            "echoes a token",
            "200",
            &echo,
            &format!("you sent Bearer {TOKEN}"),
        ),
        responds(
            "echoes a token escaped",
            "400",
            &[],
            &TOKEN.replacen('c', r"\u0063", 1),
        ),
        responds("asks to wait long", "429", &waits("3600"), &error).giving_back(),
        responds("asks not to wait", "429", &waits("0"), &error).giving_back(),
        responds(
            "asks to wait beyond all",
            "503",
            &waits("99999999999999999999"),
            &error,
        ),
        responds(
            "says that it is compressed",
            "200",
            &[("content-encoding", "gzip".to_owned())],
            "\x1f",
        ),
        responds(
            "sets cookies",
            "200",
            &[("set-cookie", "a=b".to_owned())],
            BODY,
        ),
        responds("nests deeply", "200", &[], &"[".repeat(16_000)),
        responds("has status 999", "999", &[], BODY),
    ]
}
