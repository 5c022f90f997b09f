//! What each operation is sent of the credentials that its client has.

use std::io::Read;
use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use security::Client;
use security::ClientBuilder;
use security::Error;
use security::Settings;
use security::client_runtime::AccessToken;
use security::client_runtime::TokenSource;

/// A server that responds with these statuses, and gives the requests then.
fn responding(builder: ClientBuilder, statuses: &[&'static str]) -> (Client, thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let statuses = statuses.to_vec();
    let server = thread::spawn(move || {
        let mut requests = Vec::new();
        for status in statuses {
            let (mut connection, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                let read = connection.read(&mut buffer).unwrap();
                request.extend_from_slice(&buffer[..read]);
            }
            write!(connection, "HTTP/1.1 {status}\r\nconnection: close\r\n\r\n").unwrap();
            requests.push(String::from_utf8(request).unwrap());
        }
        requests
    });
    let client = builder.settings(Settings::new().base_url(url)).build().unwrap();
    (client, server)
}

/// The query, and the headers that hold credentials.
fn credentials(request: &str) -> String {
    let target = request.split(' ').nth(1).unwrap();
    let mut found = target.split_once('?').map_or(String::new(), |(_, query)| format!("?{query} "));
    for line in request.lines() {
        if ["authorization: ", "x-key: ", "cookie: "].iter().any(|name| line.starts_with(name)) {
            found.push_str(line);
            found.push(' ');
        }
    }
    found.trim_end().to_owned()
}

const DONE: &str = "204 No Content";

fn everything() -> ClientBuilder {
    let builder = Client::builder().token("bearer-token").login("user:password");
    builder.header_and_query_and_cookie("k1", "k2", "k3")
}

#[tokio::test]
async fn each_operation_is_sent_what_it_takes_and_nothing_else() {
    let (client, server) = responding(everything(), &[DONE; 6]);
    client.token().await.unwrap();
    client.open().await.unwrap();
    client.optional().await.unwrap();
    client.together().await.unwrap();
    client.either().await.unwrap();
    client.certificate().await.unwrap();
    let sent: Vec<String> = server.join().unwrap().iter().map(|request| credentials(request)).collect();
    let expected = [
        "authorization: Bearer bearer-token",
        "",
        "authorization: Basic dXNlcjpwYXNzd29yZA==",
        "?key=k2 x-key: k1 cookie: sid=k3",
        "authorization: Basic dXNlcjpwYXNzd29yZA== x-key: k1",
        "",
    ];
    for (sent, expected) in sent.iter().zip(expected) {
        let mut sent: Vec<&str> = sent.split(' ').collect();
        let mut expected: Vec<&str> = expected.split(' ').collect();
        sent.sort_unstable();
        expected.sort_unstable();
        assert_eq!(sent, expected);
    }
}

#[tokio::test]
async fn another_alternative_takes_the_place_of_one_that_is_not_whole() {
    let (client, server) = responding(Client::builder().login("user:password").query("k2"), &[DONE; 1]);
    client.either().await.unwrap();
    assert_eq!(credentials(&server.join().unwrap()[0]), "?key=k2");
    let (client, server) = responding(Client::builder().token("bearer-token"), &[DONE; 2]);
    client.either().await.unwrap();
    client.optional().await.unwrap();
    let requests = server.join().unwrap();
    assert_eq!(credentials(&requests[0]), "authorization: Bearer bearer-token");
    assert_eq!(credentials(&requests[1]), "");
}

#[tokio::test]
async fn nothing_is_sent_without_credentials_that_the_operation_takes() {
    let (client, _) = responding(Client::builder().login("user:password"), &[]);
    let error = client.either().await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");
    let expected = "the operation takes the credentials `login` and `header`, or `token`, or `query`, which the client does not \
        have: give them to its builder";
    assert_eq!(error.to_string(), expected);
}

/// A source of `token-1`, `token-2` and so on, and how many it gave.
fn source(lifetime: Duration) -> (TokenSource, Arc<AtomicU32>) {
    let given = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&given);
    let source = TokenSource::new(move || {
        let number = counter.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Ok::<_, std::io::Error>(AccessToken::new(format!("token-{number}")).expires_in(lifetime))
        }
    });
    (source, given)
}

#[tokio::test]
async fn calls_side_by_side_wait_for_one_token() {
    let (source, given) = source(Duration::from_secs(3600));
    let (client, server) = responding(Client::builder().token(source), &[DONE; 3]);
    let (one, other) = tokio::join!(client.token(), client.either());
    (one.unwrap(), other.unwrap());
    client.token().await.unwrap();
    assert_eq!(given.load(Ordering::SeqCst), 1);
    for request in server.join().unwrap() {
        assert_eq!(credentials(&request), "authorization: Bearer token-1");
    }
}

#[tokio::test]
async fn a_token_that_ended_or_was_refused_is_replaced_once() {
    let (short, given) = source(Duration::ZERO);
    let (client, server) = responding(Client::builder().token(short), &[DONE; 2]);
    client.token().await.unwrap();
    client.token().await.unwrap();
    assert_eq!(given.load(Ordering::SeqCst), 2);
    assert_eq!(credentials(&server.join().unwrap()[1]), "authorization: Bearer token-2");

    let (long, given) = source(Duration::from_secs(3600));
    let refused = "401 Unauthorized";
    let (client, server) = responding(Client::builder().token(long), &[refused, DONE, refused, refused]);
    client.token().await.unwrap();
    let error = client.token().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), given.load(Ordering::SeqCst)), (401, 3));
    let sent: Vec<String> = server.join().unwrap().iter().map(|request| credentials(request)).collect();
    assert_eq!(sent, ["token-1", "token-2", "token-2", "token-3"].map(|token| format!("authorization: Bearer {token}")));
}

#[tokio::test]
async fn a_source_that_fails_is_an_error_without_a_request() {
    let source = TokenSource::new(|| async { Err::<AccessToken, _>(std::io::Error::other("canary")) });
    let (client, server) = responding(Client::builder().token(source), &[]);
    let error = client.token().await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("canary"));
    let cause = std::error::Error::source(&error).unwrap();
    assert!(cause.downcast_ref::<std::io::Error>().is_some());
    assert!(server.join().unwrap().is_empty());
}
