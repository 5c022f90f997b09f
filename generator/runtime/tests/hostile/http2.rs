//! Servers that are hostile to a connection of HTTP/2.

use crate::frame::ACK;
use crate::frame::CONTINUATION;
use crate::frame::DATA;
use crate::frame::END_HEADERS;
use crate::frame::END_STREAM;
use crate::frame::GO_AWAY;
use crate::frame::HEADERS;
use crate::frame::PADDED;
use crate::frame::PING;
use crate::frame::PRIORITY;
use crate::frame::PUSH;
use crate::frame::RESET;
use crate::frame::SETTINGS;
use crate::frame::WINDOW;
use crate::frame::frame;
use crate::frame::headers;
use crate::frame::response;
use crate::frame::settings;
use crate::heads::BODY;
use crate::script::Behaviour;
use crate::script::Step;
use crate::script::repeat;
use crate::script::send;
use crate::script::slowly;

/// How often a small frame is sent that a client should not have to take without end.
const FLOOD: usize = 2_000;

pub(crate) fn behaviours() -> Vec<Behaviour> {
    let mut all = beginnings();
    all.extend(settings_of_all_kinds());
    all.extend(ends());
    all.extend(frames());
    all.extend(floods());
    all
}

/// A server that keeps to the rules until it responds.
pub(crate) fn polite(
    name: impl Into<String>,
    response: impl Fn(u32) -> Vec<Step> + Send + Sync + 'static,
) -> Behaviour {
    Behaviour::new(name, response).greeting([send(settings(&[]))])
}

fn success(stream: u32) -> Vec<Step> {
    vec![send(response(stream, "200", &[], BODY))]
}

fn beginnings() -> Vec<Behaviour> {
    let begins = |name: &str, steps: Vec<Step>| Behaviour::new(name, success).greeting(steps);
    let go_away = |reason: u8| frame(GO_AWAY, 0, 0, [0, 0, 0, 0, 0, 0, 0, reason]);
    vec![
        begins("is silent from the first", vec![Step::Silence]),
        begins("hangs up at once", vec![Step::Close]),
        begins("has no settings", vec![]),
        begins(
            "has settings that come slowly",
            vec![slowly(settings(&[(3, 9)]))],
        ),
        begins(
            "speaks HTTP/1.1",
            vec![send("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")],
        ),
        begins(
            "begins with a response",
            vec![send(response(1, "200", &[], BODY))],
        ),
        begins(
            "begins with a frame that breaks off",
            vec![send(&settings(&[(3, 9)])[..11]), Step::Close],
        ),
        begins(
            "goes away at once",
            vec![send(settings(&[])), send(go_away(0))],
        )
        .giving_back(),
        begins(
            "goes away at once in anger",
            vec![send(settings(&[])), send(go_away(11)), Step::Close],
        )
        .giving_back(),
    ]
}

fn settings_of_all_kinds() -> Vec<Behaviour> {
    let has = |name: &str, frames: Vec<u8>| Behaviour::new(name, success).greeting([send(frames)]);
    let odd = |payload: &[u8]| frame(SETTINGS, 0, 0, payload);
    vec![
        has("has no windows", settings(&[(4, 0)])),
        has("has windows of a byte", settings(&[(4, 1)])),
        has("has windows beyond all", settings(&[(4, u32::MAX)])),
        has("takes no streams", settings(&[(3, 0)])),
        has("takes one stream", settings(&[(3, 1)])),
        has("has frames of no length", settings(&[(5, 0)])),
        has("has frames beyond all", settings(&[(5, u32::MAX)])),
        has("has no table of headers", settings(&[(1, 0)])),
        has(
            "has a table of headers beyond all",
            settings(&[(1, u32::MAX)]),
        ),
        has("takes no headers", settings(&[(6, 0)])),
        has("pushes", settings(&[(2, 1)])),
        has(
            "has settings nobody knows",
            settings(&[(0xffff, 7), (0, 0), (9, u32::MAX)]),
        ),
        has("has settings of odd length", odd(&[0, 4, 0])),
        has(
            "acknowledges with settings",
            frame(SETTINGS, ACK, 0, [0, 4, 0, 0, 0, 1]),
        ),
        has("has settings on a stream", frame(SETTINGS, 0, 1, [])),
    ]
}

fn ends() -> Vec<Behaviour> {
    let last = |stream: u32, reason: u8| {
        let mut payload = stream.to_be_bytes().to_vec();
        payload.extend([0, 0, 0, reason]);
        frame(GO_AWAY, 0, 0, payload)
    };
    vec![
        polite("is silent", |_| vec![Step::Silence]),
        polite("hangs up", |_| vec![Step::Close]),
        polite("goes away from all streams", move |_| {
            vec![send(last(0, 0)), Step::Close]
        })
        .giving_back(),
        polite("goes away from all streams, and stays", move |_| {
            vec![send(last(0, 0))]
        })
        .giving_back(),
        polite("goes away after this stream", move |stream| {
            vec![send(last(stream, 0)), Step::Close]
        }),
        polite("goes away after this stream in error", move |stream| {
            vec![send(last(stream, 2)), Step::Close]
        }),
        polite("goes away, and responds", move |stream| {
            [vec![send(last(stream, 0))], success(stream)].concat()
        }),
        polite("goes away for ever", move |_| {
            vec![repeat(last(u32::MAX >> 1, 0), FLOOD), Step::Silence]
        }),
        polite("goes away with a long reason", |_| {
            let payload = [&[0; 8][..], "canary".repeat(2_000).as_bytes()].concat();
            vec![send(frame(GO_AWAY, 0, 0, payload)), Step::Close]
        })
        .giving_back(),
    ]
}

fn frames() -> Vec<Behaviour> {
    let sends =
        |name: &str, frame: Vec<u8>| polite(name, move |_| vec![send(&frame), Step::Silence]);
    let promise = [
        &[0, 0, 0, 2][..],
        &headers(&[
            (":method", "GET"),
            (":path", "/"),
            (":scheme", "https"),
            (":authority", "a"),
        ]),
    ]
    .concat();
    vec![
        sends(
            "sends a frame beyond all",
            [&[0xff; 3][..], &[DATA, 0, 0, 0, 0, 1]].concat(),
        ),
        sends("sends data on no stream", frame(DATA, 0, 0, "{}")),
        sends(
            "sends data on a stream that there is not",
            frame(DATA, 0, 9_999, "{}"),
        ),
        sends(
            "sends headers on a stream of its own",
            frame(HEADERS, END_HEADERS, 2, headers(&[(":status", "200")])),
        ),
        sends(
            "sends headers on no stream",
            frame(HEADERS, END_HEADERS, 0, headers(&[(":status", "200")])),
        ),
        sends(
            "promises what was not asked for",
            frame(PUSH, END_HEADERS, 1, promise),
        ),
        sends(
            "continues what has not begun",
            frame(CONTINUATION, END_HEADERS, 1, []),
        ),
        sends("opens a window by nothing", frame(WINDOW, 0, 0, [0; 4])),
        sends(
            "opens a window beyond all",
            repeat_frame(&frame(WINDOW, 0, 0, [0x7f, 0xff, 0xff, 0xff]), 3),
        ),
        sends("pings in an odd length", frame(PING, 0, 0, [0; 7])),
        sends("pings a stream", frame(PING, 0, 1, [0; 8])),
        sends(
            "gives a stream the priority over itself",
            frame(PRIORITY, 0, 1, [0, 0, 0, 1, 9]),
        ),
        sends("resets no stream", frame(RESET, 0, 0, [0; 4])),
        sends(
            "resets a stream that there is not",
            frame(RESET, 0, 9_999, [0; 4]),
        ),
        sends("pads more than there is", frame(DATA, PADDED, 1, [99, 0])),
        polite("begins headers, and sends data", |stream| {
            let begun = frame(HEADERS, 0, stream, headers(&[(":status", "200")]));
            vec![send(begun), send(frame(DATA, END_STREAM, stream, "{}"))]
        }),
    ]
}

fn repeat_frame(frame: &[u8], times: usize) -> Vec<u8> {
    frame.repeat(times)
}

fn floods() -> Vec<Behaviour> {
    let flood = |name: &str, frame: Vec<u8>| {
        polite(name, move |stream| {
            [vec![repeat(&frame, FLOOD)], success(stream)].concat()
        })
    };
    vec![
        flood(
            "floods with settings",
            frame(SETTINGS, 0, 0, [0, 3, 0, 0, 0, 99]),
        ),
        flood("floods with empty settings", frame(SETTINGS, 0, 0, [])),
        flood("floods with acknowledgements", frame(SETTINGS, ACK, 0, [])),
        flood("floods with pings", frame(PING, 0, 0, [7; 8])),
        flood("floods with pongs", frame(PING, ACK, 0, [7; 8])),
        flood(
            "floods with priorities",
            frame(PRIORITY, 0, 1, [0, 0, 0, 0, 9]),
        ),
        flood("floods with windows", frame(WINDOW, 0, 0, [0, 0, 0, 1])),
        flood(
            "floods with frames nobody knows",
            frame(0xbe, 0xff, 0, [7; 100]),
        ),
        polite("floods with empty data", |stream| {
            let head = crate::frame::head(stream, "200", &[]);
            vec![
                send(head),
                repeat(frame(DATA, 0, stream, []), FLOOD),
                Step::Silence,
            ]
        }),
        polite("floods with data that is padding", |stream| {
            let head = crate::frame::head(stream, "200", &[]);
            let padding = [&[200][..], &[0; 200]].concat();
            vec![
                send(head),
                repeat(frame(DATA, PADDED, stream, padding), FLOOD),
                Step::Silence,
            ]
        }),
    ]
}
