//! Where a client sends its requests, and how it introduces itself.

use std::sync::Arc;
use std::sync::Mutex;

use client_runtime::Bytes;
use client_runtime::Transport;
use client_runtime::TransportError;
use client_runtime::TransportFuture;
use client_runtime::http;
use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::Settings;

use crate::fixtures::ACCOUNT;
use crate::fixtures::QUEUE;
use crate::fixtures::SUCCESS;
use crate::fixtures::TOKEN;
use crate::fixtures::account;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Request;
use crate::server::Server;

/// The request of a client with the settings that `configure` makes of those for the server.
async fn sent(configure: impl FnOnce(Settings, &str) -> Settings) -> Request {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let settings = configure(server.settings(), &server.address().to_string());
    let client = Client::builder()
        .account_id(account())
        .settings(settings)
        .build()
        .unwrap();
    let _ = Operation::Pull.send(&client, &queue()).await.unwrap();
    server.only_request()
}

#[tokio::test]
async fn the_path_of_the_base_url_comes_first() {
    for (path, prefix) in [
        ("", ""),
        ("/", ""),
        ("/client/v4", "/client/v4"),
        ("/client/v4//", "/client/v4"),
    ] {
        let request =
            sent(|settings, address| settings.base_url(format!("http://{address}{path}"))).await;
        assert_eq!(
            request.path,
            format!("{prefix}/accounts/{ACCOUNT}/queues/{QUEUE}/messages/pull")
        );
    }
}

#[tokio::test]
async fn the_user_agent_can_be_set() {
    let request = sent(|settings, _| settings.user_agent("my-worker/2.0")).await;
    assert_eq!(request.header("user-agent"), Some("my-worker/2.0"));
}

#[test]
fn a_base_url_that_would_give_secrets_away_is_rejected() {
    for url in [
        "http://api.cloudflare.com/client/v4",
        "https://canary@example.com",
        "https://example.com/?canary",
        "https://example.com/#canary",
        "file:///canary",
        "",
    ] {
        let settings = Settings::new().base_url(url);
        let builder = Client::builder().api_token(TOKEN).settings(settings);
        let error = builder.build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error}");
        assert!(!error.to_string().contains("canary"), "{error}");
    }
}

#[tokio::test]
async fn without_settings_requests_go_to_cloudflare() {
    /// Keeps the address of each request, and responds to none.
    #[derive(Clone, Default)]
    struct Recorder(Arc<Mutex<Vec<String>>>);

    impl Transport for Recorder {
        fn send(&self, request: http::Request<Bytes>) -> TransportFuture<'_> {
            self.0.lock().unwrap().push(request.uri().to_string());
            Box::pin(async { Err(TransportError::connect("not connected")) })
        }
    }

    for operation in Operation::ALL {
        let recorder = Recorder::default();
        let client = Client::builder()
            .account_id(account())
            .settings(Settings::new().transport(recorder.clone()).attempts(1))
            .build()
            .unwrap();
        let error = operation.send(&client, &queue()).await.unwrap_err();
        assert!(error.is_connect(), "{error}");
        assert_eq!(
            *recorder.0.lock().unwrap(),
            [format!(
                "https://api.cloudflare.com/client/v4/accounts/{ACCOUNT}/queues/{QUEUE}{}",
                operation.path()
            )]
        );
    }
}
