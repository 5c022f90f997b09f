//! Methods of HTTP are sent as they are written, and retried as far as they are idempotent.

use std::time::Duration;

use methods::Client;
use methods::Settings;

use crate::server::Server;

fn client(server: &Server) -> Client {
    let settings = Settings::new().base_url(server.url()).timeout(Duration::from_secs(5)).attempts(2);
    Client::builder().settings(settings).build().unwrap()
}

#[tokio::test]
async fn a_query_has_a_body_and_its_media_type() {
    let server = Server::json("[\"Emma\"]");
    let found = client(&server).search("Emma").await.unwrap();
    assert_eq!(found.iter().collect::<Vec<_>>(), ["Emma"]);
    let sent = server.request();
    assert_eq!((sent.method.as_str(), sent.target.as_str()), ("QUERY", "/books"));
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.text(), "{\"title\":\"Emma\"}");
}

#[tokio::test]
async fn any_method_is_sent_as_it_is_written() {
    let server = Server::responding(204, "", "");
    let client = client(&server);
    client.purge().await.unwrap();
    client.copy().await.unwrap();
    client.link().await.unwrap();
    let sent: Vec<String> = (0..3).map(|_| server.request().method).collect();
    assert_eq!(sent, ["PURGE", "copy", "LINK"]);
}

#[tokio::test]
async fn what_is_idempotent_is_sent_again() {
    let server = Server::responding(503, "", "");
    let client = client(&server);
    client.search("Emma").await.unwrap_err();
    let sent: Vec<String> = (0..2).map(|_| server.request().text().to_owned()).collect();
    assert_eq!(sent, ["{\"title\":\"Emma\"}"; 2]);
    client.link().await.unwrap_err();
    assert_eq!([server.request().method, server.request().method], ["LINK", "LINK"]);
    client.purge().await.unwrap_err();
    assert_eq!(server.request().method, "PURGE");
    assert!(!server.was_called());
}
