//! Calls that are waited for, without async.

use std::net::TcpListener;
use std::thread;

use client_runtime::Bytes;
use client_runtime::CallFuture;
use client_runtime::Error;
use client_runtime::Event;
use client_runtime::HttpClient;
use client_runtime::Settings;
use client_runtime::blocking::Wait;

use crate::server::client_with;

/// A client of a server that responds to each request on a connection with 204.
fn client() -> HttpClient {
    client_of("HTTP/1.1 204 No Content\r\n\r\n")
}

/// A client of a server that gives each request on a connection this response.
fn client_of(response: &'static str) -> HttpClient {
    use std::io::Read as _;
    use std::io::Write as _;

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let settings = Settings::new().base_url(format!("http://{}", listener.local_addr().unwrap()));
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            thread::spawn(move || {
                let mut read = [0; 4096];
                // A request fits in one segment.
                while stream.read(&mut read).unwrap() > 0 {
                    stream.write_all(response.as_bytes()).unwrap();
                }
            });
        }
    });
    client_with(settings)
}

#[test]
fn pages_are_waited_for_one_by_one() {
    use client_runtime::pages::Paging;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering;

    static SEEN: AtomicUsize = AtomicUsize::new(0);

    let client = client_of("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n[2,1]");
    let call = client.get("/pages").query("page", 7).call_json();
    let pages = Paging::new(call)
        .by_number("page", 1)
        .while_more(|_| Some(SEEN.fetch_add(1, Ordering::Relaxed) < 2))
        .items(|page: &mut Vec<usize>| Some(page));
    let items: Result<Vec<usize>, Error> = pages.items().wait().collect();
    assert_eq!(items.unwrap(), [2, 1, 2, 1, 2, 1]);
}

/// A response of two events; what has come is a third one without its end.
const EVENTS: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 36\r\n\r\n\
    data: 1\n\nevent: end\ndata: 2\n\ndata: 3";

#[test]
fn events_and_pieces_are_waited_for_one_by_one() {
    let client = client_of(EVENTS);
    let events = client.get("/events").send_events::<u8>().wait().unwrap();
    let events: Result<Vec<Event<u8>>, Error> = events.into_value().wait().collect();
    let events = events.unwrap();
    let heard: Vec<(&str, u8)> = events
        .iter()
        .map(|event| (event.event.as_str(), event.data))
        .collect();
    assert_eq!(heard, [("message", 1), ("end", 2)]);

    let bytes = client.get("/bytes").send_stream().wait().unwrap();
    let pieces: Result<Vec<Bytes>, Error> = bytes.into_value().wait().collect();
    assert!(EVENTS.as_bytes().ends_with(&pieces.unwrap().concat()));
}

/// As generated calls are: not a future, but what becomes one.
struct Call<'a>(&'a HttpClient);

impl<'a> IntoFuture for Call<'a> {
    type Output = Result<u16, Error>;
    type IntoFuture = CallFuture<'a, u16>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async {
            let sent = self.0.get("/a").send_empty().await?;
            Ok(sent.status().as_u16())
        })
    }
}

#[test]
fn calls_are_waited_for_on_any_thread() {
    let client = client();
    assert_eq!(Call(&client).wait().unwrap(), 204);
    assert_eq!(client.get("/a").send_empty().wait().unwrap().status(), 204);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(Call(&client).wait().unwrap(), 204));
        }
    });
}

#[test]
fn waiting_within_a_runtime_is_an_error_that_says_what_to_do() {
    let client = client();
    for mut builder in [
        tokio::runtime::Builder::new_current_thread(),
        tokio::runtime::Builder::new_multi_thread(),
    ] {
        let runtime = builder.worker_threads(1).enable_all().build().unwrap();
        let error = runtime.block_on(async { Call(&client).wait().unwrap_err() });
        assert!(matches!(error, Error::Configuration(_)));
        assert_eq!(
            error.to_string(),
            "`.wait()` would block the async runtime on whose thread it is called: use `.await` in its place"
        );
    }
    assert_eq!(Call(&client).wait().unwrap(), 204);
}
