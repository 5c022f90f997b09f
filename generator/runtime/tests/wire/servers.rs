//! Which server a request goes to that has one of its own.

use client_runtime::Credentials;
use client_runtime::HttpClient;
use client_runtime::Settings;

use crate::server::Server;

async fn line(settings: impl FnOnce(&str) -> Settings, described: &str) -> String {
    let server = Server::responding("200 OK", "", "").await;
    let url = format!("http://{}/own", server.address());
    let described = described.replace("SERVER", &url);
    let client = HttpClient::new(
        "http://127.0.0.1:1/common",
        "test/1.0",
        Credentials::none(),
        settings(&url),
    );
    let client = client.unwrap();
    let request = client.get("/books/{id}").server(&described).path("id", "7");
    let _ = request.send_empty().await.unwrap();
    let requests = server.requests();
    requests[0].lines().next().unwrap().to_owned()
}

#[tokio::test]
async fn the_server_of_an_operation_takes_the_place_of_the_common_one() {
    let line = line(|_| Settings::new(), "SERVER").await;
    assert_eq!(line, "GET /own/books/7 HTTP/1.1");
}

#[tokio::test]
async fn a_base_url_takes_the_place_of_both() {
    let line = line(|url| Settings::new().base_url(url), "https://example.com").await;
    assert_eq!(line, "GET /own/books/7 HTTP/1.1");
}
