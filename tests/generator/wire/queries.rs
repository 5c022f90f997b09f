//! A whole query is written as its media type says, and cookies as they are.

use queries::Client;
use queries::Error;
use queries::Settings;
use queries::operations::AddLinkRequired;
use queries::operations::PlacesAt;
use queries::types::Find;
use queries::types::FindNear;

use crate::server::Server;

fn client(server: &Server) -> Client {
    let settings = Settings::new().base_url(server.url());
    Client::builder().settings(settings).key("k").build().unwrap()
}

fn find() -> Find {
    Find::new("A & B").tags(["x", "y"]).near(FindNear::new().room(5))
}

#[tokio::test]
async fn a_form_is_the_whole_query_beside_the_credential() {
    let server = Server::responding(204, "", "");
    client(&server).by_form(find()).await.unwrap();
    let expected = "/form?near=%7B%22room%22%3A5%7D&tags=x,y&title=A%20%26%20B&key=k";
    assert_eq!(server.request().target, expected);
}

#[tokio::test]
async fn json_and_text_are_the_whole_query() {
    let server = Server::responding(204, "", "");
    let client = client(&server);
    client.by_json().filter(Find::new("Emma")).await.unwrap();
    assert_eq!(server.request().target, "/json?%7B%22title%22%3A%22Emma%22%7D");
    client.by_json().await.unwrap();
    assert_eq!(server.request().target, "/json");
    client.by_text("$.a.b[1:1]").await.unwrap();
    assert_eq!(server.request().target, "/text?%24.a.b%5B1%3A1%5D");
}

#[tokio::test]
async fn reserved_characters_of_one_property_of_a_form_stay() {
    let server = Server::responding(204, "", "");
    let link = AddLinkRequired { url: "https://example.com/?a=b&c".to_owned(), word: "a/b".to_owned() };
    client(&server).add_link(link).await.unwrap();
    assert_eq!(server.request().text(), "url=https://example.com/?a=b%26c&word=a%2Fb");
}

#[tokio::test]
async fn cookies_go_as_they_are() {
    let server = Server::responding(204, "", "");
    let client = client(&server);
    let call = client.cookies("a:b/c%2Fd e").theme("dark%20blue").rooms(["north", "\"east\""]).shelf([1, 2]);
    call.old("a=b;c,d?").await.unwrap();
    let sent = server.request();
    assert_eq!(sent.target, "/cookies/a:b%2Fc%2Fd%20e");
    let cookies = sent.header("cookie").unwrap();
    assert_eq!(cookies, "theme=dark%20blue; rooms=north; rooms=\"east\"; shelf=1,2; old=a=b%3Bc%2Cd?");
}

#[tokio::test]
async fn what_would_be_another_cookie_is_rejected() {
    let server = Server::responding(204, "", "");
    let client = client(&server);
    for theme in ["a; admin=1", "a b", "\r\n", "ä"] {
        let error = client.cookies("x").theme(theme).await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument(_)), "{error}");
    }
    for mark in [".", "..", "%2e", ".%2E", ""] {
        client.cookies(mark).await.unwrap_err();
    }
    assert!(!server.was_called());
}

#[tokio::test]
async fn reserved_characters_of_lists_and_objects_in_a_path_stay() {
    let server = Server::responding(204, "", "");
    let client = client(&server);
    client.places(["a:b/c", "d,e%2Ff g"], PlacesAt::new("1=2;3?"), ["a:b"]).await.unwrap();
    assert_eq!(server.request().target, "/places/a:b%2Fc,d,e%2Ff%20g/;x=1=2;3%3F/.a%3Ab");
    for rooms in [".", "..", "%2E"] {
        client.places([rooms], PlacesAt::new("1"), ["a"]).await.unwrap_err();
    }
}
