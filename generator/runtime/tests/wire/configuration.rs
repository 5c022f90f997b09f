//! What a client is made of, and when it is not made.

use client_runtime::Body;
use client_runtime::Bytes;
use client_runtime::Credentials;
use client_runtime::Error;
use client_runtime::HttpClient;
use client_runtime::Scheme;
use client_runtime::SecretString;
use client_runtime::Settings;
use client_runtime::Transport;
use client_runtime::TransportFuture;
use client_runtime::http;

const TOKEN: Scheme = Scheme::bearer("api_token");

#[test]
fn a_mangled_token_is_rejected_when_the_client_is_made() {
    for (token, complaint) in [
        ("canary\n", "the secret `api_token` ends with a newline"),
        ("", "the secret `api_token` is empty"),
        (
            "Bearer canary",
            "the secret `api_token` begins with the word `Bearer`, which is added to it",
        ),
    ] {
        let credentials = Credentials::new(&[TOKEN], [SecretString::from(token)]);
        let error = HttpClient::new(
            "https://example.com",
            "test/1.0",
            credentials,
            Settings::new(),
        )
        .unwrap_err();
        assert!(matches!(error, Error::Configuration(_)));
        assert_eq!(error.to_string(), complaint);
    }
}

#[test]
fn a_token_does_not_go_over_plain_http() {
    let settings = || Settings::new().base_url("http://example.com/v1");
    let make = |settings| {
        HttpClient::new(
            "https://example.com",
            "test/1.0",
            Credentials::none(),
            settings,
        )
    };
    assert!(matches!(
        make(settings()).unwrap_err(),
        Error::Configuration(_)
    ));
    make(settings().allow_http("EXAMPLE.com")).unwrap();
    make(settings().allow_http("example.org")).unwrap_err();
}

#[test]
fn the_client_for_https_can_be_made_without_a_runtime() {
    HttpClient::new(
        "https://example.com",
        "test/1.0",
        Credentials::none(),
        Settings::new(),
    )
    .unwrap();
}

#[tokio::test]
async fn another_transport_can_stand_in() {
    /// Responds with the URI it was asked for.
    struct Echo;

    impl Transport for Echo {
        fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
            let uri = request.uri().to_string();
            Box::pin(async move { Ok(http::Response::new(Body::from(uri))) })
        }
    }

    let settings = Settings::new().transport(std::sync::Arc::new(Echo));
    let client = HttpClient::new(
        "https://example.com/v1/",
        "test/1.0",
        Credentials::none(),
        settings,
    )
    .unwrap();
    let text = client
        .get("/a/{id}")
        .path("id", 5)
        .query("q", "x y")
        .send_text()
        .await
        .unwrap();
    assert_eq!(text.value(), "https://example.com/v1/a/5?q=x%20y");
}
