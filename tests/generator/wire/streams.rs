//! Events and values that come one after another are typed.

use serde_json::json;
use streams::Client;
use streams::Error;
use streams::Settings;
use streams::client_runtime::EventStream;
use streams::client_runtime::FromEvent;
use streams::client_runtime::JsonStream;
use streams::operations::AroundEvent;
use streams::operations::ToldByEventEvent;
use streams::operations::ToldOrOtherEvent;
use streams::operations::WordsOrJsonWordsEvent;
use streams::types::Reading;

use crate::server::Server;

const EVENTS: &str = "text/event-stream";
const LINES: &str = "application/x-ndjson";
const SEQUENCE: &str = "application/json-seq";

/// A client of a server that responds with this, and the server.
fn giving(content_type: &str, body: &str) -> (Client, Server) {
    let server = Server::responding(200, content_type, body);
    let settings = Settings::new().base_url(server.url());
    let client = Client::builder().settings(settings).build().unwrap();
    (client, server)
}

/// The data of all events, and the messages about those that could not be read.
async fn data<T: FromEvent>(mut events: EventStream<T>) -> (Vec<T>, Vec<String>) {
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => read.push(event.data),
            Err(error) => unread.push(error.to_string()),
        }
    }
    (read, unread)
}

/// The temperatures of all readings, and how many could not be read.
async fn temperatures(mut readings: JsonStream<Reading>) -> (Vec<f64>, usize) {
    let (mut read, mut unread) = (Vec::new(), 0);
    while let Some(reading) = readings.next().await {
        match reading {
            Ok(reading) => read.push(reading.celsius),
            Err(Error::Decode(_)) => unread += 1,
            Err(error) => panic!("{error}"),
        }
    }
    (read, unread)
}

#[tokio::test]
async fn events_are_told_apart_by_their_types() {
    let sent = "event: reading\ndata: {\"celsius\":21.5}\nid: 7\nretry: 250\n\n\
                event: alarm\ndata: {\"level\":3}\n\n\
                : a comment\n\n\
                event: alarm\ndata: {\"level\":\"high\"}\n\n\
                event: resume\ndata\n\n\
                event: storm\ndata: soon\n\n";
    let (client, _server) = giving(EVENTS, sent);
    let mut events = client.told_by_event().await.unwrap();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.event.as_str(), first.id.as_str()), ("reading", "7"));
    assert!(matches!(first.data, ToldByEventEvent::Reading(reading) if reading.celsius == 21.5));
    assert_eq!(events.reconnection_time().unwrap().as_millis(), 250);
    let second = events.next().await.unwrap().unwrap().data;
    assert!(matches!(second, ToldByEventEvent::Alarm(alarm) if alarm.level == 3));
    let (others, unread) = data(events).await;
    let storm = ToldByEventEvent::Unknown(json!("soon"));
    assert_eq!(others, [ToldByEventEvent::Pause, storm]);
    assert!(unread.len() == 1 && unread[0].contains("at `level`"), "{unread:?}");
}

#[tokio::test]
async fn what_stands_beside_the_events_is_true_of_each() {
    let sent = "event: news\ndata: rain\n\nevent: number\ndata: 7\n\nevent: reading\ndata: {\"celsius\":1}\n\n";
    let (client, _server) = giving(EVENTS, sent);
    let (events, unread) = data(client.around().await.unwrap()).await;
    assert_eq!(events[0], AroundEvent::News("rain".to_owned()));
    assert_eq!(events[1], AroundEvent::Number("7".to_owned()));
    assert!(matches!(&events[2], AroundEvent::Reading(reading) if reading.celsius == 1.0));
    assert_eq!((events.len(), unread.len()), (3, 0));
}

#[tokio::test]
async fn one_of_several_events_may_be_of_any_type() {
    let sent = "event: reading\ndata: 5\n\nevent: news\ndata: rain\n\ndata: 7\n\n";
    let (client, _server) = giving(EVENTS, sent);
    let (events, unread) = data(client.told_or_other().await.unwrap()).await;
    let other = |text: &str| ToldOrOtherEvent::Other(text.to_owned());
    let expected = [ToldOrOtherEvent::Reading(5), other("rain"), other("7")];
    assert_eq!((events, unread), (expected.into(), Vec::new()));
}

#[tokio::test]
async fn the_data_of_an_event_has_its_type() {
    let sent = "event: x\ndata: {\"celsius\":1}\n\ndata: {\"celsius\":2}\n\n";
    let (client, _server) = giving("Text/Event-Stream; charset=utf-8", sent);
    let (one, unread) = data(client.one().await.unwrap()).await;
    assert_eq!((one.len(), one[1].celsius, unread.len()), (2, 2.0, 0));
    let (items, unread) = data(client.items().await.unwrap()).await;
    assert_eq!((items.len(), items[0].celsius, unread.len()), (2, 1.0, 0));
    let (untold, _) = data(client.untold().await.unwrap()).await;
    assert_eq!(untold, [json!({"celsius": 1}), json!({"celsius": 2})]);
    let (words, _) = data(client.words().await.unwrap()).await;
    assert_eq!(words, ["{\"celsius\":1}", "{\"celsius\":2}"]);
    let (client, _server) = giving(EVENTS, "data: {\"data\":5}\n\n");
    let (held, _) = data(client.held().await.unwrap()).await;
    assert_eq!(held[0].data, Some(5));
}

#[tokio::test]
async fn a_text_of_json_is_taken_out_of_its_quotes() {
    let (client, _server) = giving(EVENTS, "data: \"one\"\n\ndata: \"two\\nlines\"\n\ndata: [DONE]\n\ndata: bare\n\n");
    let (words, _) = data(client.json_words().await.unwrap()).await;
    assert_eq!(words, ["one", "two\nlines", "bare"]);
    let (client, _server) = giving(EVENTS, "event: plain\ndata: \"one\"\n\nevent: quoted\ndata: \"two\"\n\n");
    let (words, _) = data(client.words_or_json_words().await.unwrap()).await;
    let (plain, quoted) = ("\"one\"".to_owned(), "two".to_owned());
    assert_eq!(words, [WordsOrJsonWordsEvent::Plain(plain), WordsOrJsonWordsEvent::Quoted(quoted)]);
}

#[tokio::test]
async fn a_response_of_json_is_no_stream_of_events() {
    let (client, _server) = giving("application/json", "{\"celsius\":1}");
    let (events, unread) = data(client.one().await.unwrap()).await;
    assert_eq!((events.len(), unread.len()), (0, 1));
    assert!(unread[0].contains("it is JSON, and no stream of events"), "{unread:?}");
}

#[tokio::test]
async fn json_on_lines_is_read_line_by_line() {
    let sent = "{\"celsius\":1}\r\n\n  \n{\"celsius\":\"cold\"}\nnot json\n{\"celsius\":2.5}";
    for content_type in [LINES, "application/jsonl", ""] {
        let (client, _server) = giving(content_type, sent);
        let lines = client.lines().await.unwrap();
        assert_eq!(temperatures(lines).await, (vec![1.0, 2.5], 2));
        let lines = client.lines_of_schema().await.unwrap();
        assert_eq!(temperatures(lines).await, (vec![1.0, 2.5], 2));
    }
    let (client, _server) = giving(LINES, "");
    assert_eq!(temperatures(client.lines().await.unwrap()).await, (vec![], 0));
}

#[tokio::test]
async fn an_item_may_be_null() {
    let (client, _server) = giving(LINES, "{\"celsius\":1}\nnull\n");
    let mut lines: JsonStream<Option<Reading>> = client.lines_or_null().await.unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap().unwrap().celsius, 1.0);
    assert_eq!(lines.next().await.unwrap().unwrap(), None);
}

#[tokio::test]
async fn a_sequence_is_read_text_by_text() {
    let sent = "\u{1e}{\"celsius\":\n1}\n\u{1e}\u{1e}{\"cel\n\u{1e}{\"celsius\":2}\n";
    for content_type in [SEQUENCE, "application/geo+json-seq", ""] {
        let (client, _server) = giving(content_type, sent);
        let sequence = client.sequence().await.unwrap();
        assert_eq!(temperatures(sequence).await, (vec![1.0, 2.0], 1));
    }
    let (client, _server) = giving(LINES, "{\"celsius\":1}\n{\"celsius\":2}\n");
    let sequence = client.sequence().await.unwrap();
    assert_eq!(temperatures(sequence).await, (vec![1.0, 2.0], 0));
}

#[tokio::test]
async fn a_stream_is_asked_for_beside_the_whole() {
    let (client, server) = giving(LINES, "{\"celsius\":1}\n{\"celsius\":2}");
    let lines = client.either().send_ndjson().await.unwrap().into_value();
    assert_eq!(temperatures(lines).await, (vec![1.0, 2.0], 0));
    assert_eq!(server.request().header("accept"), Some(LINES));
    let (client, server) = giving(EVENTS, "data: {\"celsius\":1}\n\n");
    let events = client.either().send_events().await.unwrap().into_value();
    assert_eq!(data(events).await.0.len(), 1);
    assert_eq!(server.request().header("accept"), Some(EVENTS));
}
