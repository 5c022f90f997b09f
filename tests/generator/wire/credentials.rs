//! A parameter that is the credential too is sent once.

use credentials::Client;
use credentials::ClientBuilder;
use credentials::Error;
use credentials::Settings;
use credentials::secrets::LogInRequired;

use crate::server::Server;

fn client(server: &Server) -> ClientBuilder {
    Client::builder().settings(Settings::new().base_url(server.url()))
}

fn with_all(server: &Server) -> Client {
    client(server).api_key("hk").query_key("qk").session("ck").token("tk").build().unwrap()
}

#[tokio::test]
async fn it_is_the_credential_where_the_client_has_one() {
    let server = Server::responding(200, "", "");
    let client = with_all(&server);
    client.secrets().in_header().page(2).await.unwrap();
    let request = server.request();
    assert_eq!(request.headers("x-api-key").collect::<Vec<_>>(), ["hk"]);
    assert_eq!(request.target, "/in-header?page=2");
    client.secrets().in_query().await.unwrap();
    assert_eq!(server.request().target, "/in-query?key=qk");
    client.secrets().in_cookie().theme("dark").await.unwrap();
    assert_eq!(server.request().header("cookie"), Some("theme=dark; sid=ck"));
    client.secrets().bearer().await.unwrap();
    let request = server.request();
    assert_eq!(request.headers("authorization").collect::<Vec<_>>(), ["Bearer tk"]);
}

#[tokio::test]
async fn without_credentials_it_is_left_out_or_missing() {
    let server = Server::responding(200, "", "");
    let client = client(&server).build().unwrap();
    client.secrets().in_query().await.unwrap();
    assert_eq!(server.request().target, "/in-query");
    let error = client.secrets().in_header().await.unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error}");
    assert!(!server.was_called());
}

#[tokio::test]
async fn an_operation_that_does_not_take_the_credential_is_given_the_parameter() {
    let server = Server::responding(200, "", "");
    for client in [with_all(&server), client(&server).build().unwrap()] {
        let given = LogInRequired { x_api_key: "mine".to_owned(), key: "too".to_owned() };
        client.secrets().log_in(given).await.unwrap();
        let request = server.request();
        assert_eq!(request.headers("x-api-key").collect::<Vec<_>>(), ["mine"]);
        assert_eq!(request.target, "/login?key=too");
    }
}
