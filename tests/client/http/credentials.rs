//! As whom the client calls.

use cloudflare_queues::Client;
use cloudflare_queues::ClientBuilder;
use cloudflare_queues::Error;

use crate::fixtures::SUCCESS;
use crate::fixtures::account;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

/// `authorization`, `x-auth-email` and `x-auth-key` of a request that a client made by `builder` sends.
async fn sent(operation: Operation, builder: ClientBuilder) -> [Option<String>; 3] {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let builder = builder.account_id(account()).settings(server.settings());
    let client = builder.build().unwrap();
    let _ = operation.send(&client, &queue()).await.unwrap();
    let request = server.only_request();
    ["authorization", "x-auth-email", "x-auth-key"]
        .map(|name| request.header(name).map(str::to_owned))
}

#[tokio::test]
async fn a_token_or_email_and_key_are_sent_in_their_headers() {
    for operation in Operation::ALL {
        for (builder, headers) in [
            (
                Client::builder().api_token("fake-token"),
                [Some("Bearer fake-token"), None, None],
            ),
            (
                Client::builder().api_email_and_api_key("user@example.com", "fake-key"),
                [None, Some("user@example.com"), Some("fake-key")],
            ),
            (Client::builder(), [None, None, None]),
        ] {
            let expected = headers.map(|value| value.map(str::to_owned));
            assert_eq!(sent(operation, builder).await, expected, "{operation:?}");
        }
    }
}

#[tokio::test]
async fn the_credentials_set_last_replace_those_before() {
    let builder = Client::builder()
        .api_token("fake-token")
        .api_email_and_api_key("user@example.com", "fake-key");
    assert_eq!(
        sent(Operation::Pull, builder.clone()).await,
        [None, Some("user@example.com"), Some("fake-key")].map(|it| it.map(str::to_owned))
    );
    assert_eq!(
        sent(Operation::Pull, builder.api_token("other-token")).await,
        [Some("Bearer other-token".to_owned()), None, None]
    );
}

#[test]
fn a_mangled_token_is_rejected_when_the_client_is_built() {
    for (token, complaint) in [
        ("", "is empty"),
        ("canary\n", "ends with a newline"),
        ("canary\r\nx-evil: 1", "contains a newline"),
        (" canary", "begins or ends with a space"),
        ("can ary", "contains a space"),
        ("canäry", "contains a character that is not ASCII"),
        ("\"canary\"", "is wrapped in quotation marks"),
        (
            "Bearer canary",
            "begins with the word `Bearer`, which is added to it",
        ),
    ] {
        let error = Client::builder().api_token(token).build().unwrap_err();
        assert!(matches!(error, Error::Configuration(_)), "{error}");
        assert_eq!(
            error.to_string(),
            format!("the secret `api_token` {complaint}")
        );
    }
}

#[test]
fn the_one_of_two_secrets_that_is_mangled_is_named() {
    let build = |email, key| {
        let builder = Client::builder().api_email_and_api_key(email, key);
        builder.build().unwrap_err().to_string()
    };
    assert_eq!(
        build("canary@example.com\n", "canary"),
        "the secret `api_email` ends with a newline"
    );
    assert_eq!(
        build("canary@example.com", ""),
        "the secret `api_key` is empty"
    );
}
