//! Calls of the station in `server.py`.
//!
//! - The items of streams are described with `itemSchema`, and an operation as `query`, both of OpenAPI 3.2, in a document of 3.1.
//! - The body of a `QUERY` is not described, though the server asks for it.
//! - A stream of events that fails right behind an event loses that, which one of lines does not. One that fails later ends as if
//!   all had come.

use std::env;
use std::time::Duration;
use std::time::Instant;

use fastapi_streams::Client;
use fastapi_streams::Error;
use fastapi_streams::Settings;
use fastapi_streams::client_runtime::EventStream;
use fastapi_streams::client_runtime::JsonStream;
use fastapi_streams::client_runtime::ResumingEvents;
use fastapi_streams::operations::MixedEventsEvent;
use fastapi_streams::operations::MixedLinesLine;
use fastapi_streams::types::Reading;

const MANY: i64 = 100_000;

fn client() -> Client {
    let url = env::var("FASTAPI_STREAMS_URL").unwrap();
    Client::builder()
        .settings(Settings::new().base_url(url))
        .build()
        .unwrap()
}

/// The numbers of readings, and what could not be read.
async fn events(mut events: EventStream<Reading>) -> (Vec<i64>, Vec<Error>) {
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => read.push(event.data.number),
            Err(error) => unread.push(error),
        }
    }
    (read, unread)
}

/// The same of lines.
async fn lines(mut lines: JsonStream<Reading>) -> (Vec<i64>, Vec<Error>) {
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    while let Some(line) = lines.next().await {
        match line {
            Ok(line) => read.push(line.number),
            Err(error) => unread.push(error),
        }
    }
    (read, unread)
}

#[tokio::test]
async fn an_event_is_seen_when_it_comes() {
    let started = Instant::now();
    let mut events = client().slow_events().await.unwrap();
    let mut times = Vec::new();
    while let Some(event) = events.next().await {
        event.unwrap();
        times.push(started.elapsed());
    }
    // The server waits 200 ms before each.
    assert_eq!(times.len(), 4);
    assert!(
        times[3] - times[0] >= Duration::from_millis(500),
        "{times:?}"
    );
}

#[tokio::test]
async fn a_line_is_seen_when_it_comes() {
    let started = Instant::now();
    let mut lines = client().slow_lines().await.unwrap();
    let mut times = Vec::new();
    while let Some(line) = lines.next().await {
        line.unwrap();
        times.push(started.elapsed());
    }
    assert_eq!(times.len(), 4);
    assert!(
        times[3] - times[0] >= Duration::from_millis(500),
        "{times:?}"
    );
}

#[tokio::test]
async fn a_hundred_thousand_events_are_read() {
    let (read, unread) = events(client().many_events(MANY).await.unwrap()).await;
    assert!(read.into_iter().eq(0..MANY) && unread.is_empty());
}

#[tokio::test]
async fn a_hundred_thousand_lines_are_read() {
    let (read, unread) = lines(client().many_lines(MANY).await.unwrap()).await;
    assert!(read.into_iter().eq(0..MANY) && unread.is_empty());
}

#[tokio::test]
async fn items_of_two_types_are_told_apart() {
    let mut lines = client().mixed_lines().await.unwrap();
    let line = lines.next().await.unwrap().unwrap();
    assert!(matches!(line, MixedLinesLine::Reading(reading) if reading.number == 1));
    let line = lines.next().await.unwrap().unwrap();
    assert!(matches!(line, MixedLinesLine::Alarm(_)));
    let mut events = client().mixed_events().await.unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert!(matches!(event.data, MixedEventsEvent::Reading(reading) if reading.number == 1));
    let event = events.next().await.unwrap().unwrap();
    assert!(matches!(event.data, MixedEventsEvent::Alarm(_)));
}

#[tokio::test]
async fn texts_are_taken_out_of_their_quotes() {
    let mut words = client().words().await.unwrap();
    let mut read = Vec::new();
    while let Some(word) = words.next().await {
        read.push(word.unwrap().data);
    }
    assert_eq!(read, ["one", "two\nlines"]);
}

#[tokio::test]
async fn the_fields_of_events_are_read() {
    let mut events = client().whole_events().await.unwrap();
    let mut read = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.unwrap();
        read.push([event.event, event.id, event.data]);
    }
    let expected = [
        ["reading", "7", "{\"number\": 1}"],
        ["message", "7", "\"quoted\""],
        ["words", "7", "plain\nlines"],
    ];
    assert_eq!(read, expected);
    assert_eq!(events.reconnection_time(), Some(Duration::from_millis(250)));
}

#[tokio::test]
async fn an_item_that_does_not_fit_is_kept_and_the_stream_goes_on() {
    let (read, unread) = events(client().unlike_events().await.unwrap()).await;
    assert_eq!(read, [1, 3]);
    assert!(
        matches!(&unread[..], [Error::Decode(error)] if error.body()[..] == *b"{\"number\": \"two\"}")
    );
    let (read, unread) = lines(client().unlike_lines().await.unwrap()).await;
    assert_eq!(read, [1, 3]);
    assert!(
        matches!(&unread[..], [Error::Decode(error)] if error.body().starts_with(b"{\"number\":\"two\""))
    );
}

#[tokio::test]
async fn a_stream_that_breaks_ends_with_an_error() {
    let (_, unread) = events(client().broken_events().await.unwrap()).await;
    assert!(matches!(&unread[..], [Error::Transport(_)]), "{unread:?}");
    let (read, unread) = lines(client().broken_lines().await.unwrap()).await;
    assert_eq!(read, [1]);
    assert!(matches!(&unread[..], [Error::Transport(_)]), "{unread:?}");
}

#[tokio::test]
async fn events_that_fail_later_end_as_if_all_had_come() {
    let (read, unread) = events(client().failing_events().await.unwrap()).await;
    assert_eq!((read, unread.len()), (vec![1], 0));
}

#[tokio::test]
async fn events_go_on_after_the_last_one_that_came() {
    let client = client();
    let mut events = ResumingEvents::of(client.log());
    let mut ids = Vec::new();
    while let Some(event) = events.next().await {
        ids.push(event.unwrap().id);
    }
    assert_eq!(ids, ["1", "2", "3", "4", "5"]);
}

#[tokio::test]
async fn a_query_without_the_body_that_is_not_described_is_refused() {
    let error = client().search().await.unwrap_err();
    assert!(matches!(error, Error::Api(error) if error.status() == 422));
}
