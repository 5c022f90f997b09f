//! What the requests of all operations have in common: method, path and headers.

use cloudflare_queues::Client;
use cloudflare_queues::Error;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::TextMessage;

use crate::fixtures::ACCOUNT;
use crate::fixtures::QUEUE;
use crate::fixtures::SUCCESS;
use crate::fixtures::TOKEN;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

#[tokio::test]
async fn every_operation_is_a_post_to_a_path_of_its_own() {
    for operation in Operation::ALL {
        let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
        let _ = operation.send(&client(&server), &queue()).await.unwrap();
        let request = server.only_request();
        assert_eq!(request.method, "POST");
        assert_eq!(
            request.path,
            format!(
                "/client/v4/accounts/{ACCOUNT}/queues/{QUEUE}{}",
                operation.path()
            )
        );
    }
}

#[tokio::test]
async fn these_headers_are_sent_and_no_others() {
    for operation in Operation::ALL {
        let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
        let _ = operation.send(&client(&server), &queue()).await.unwrap();
        let request = server.only_request();
        let expected = [
            ("accept", "application/json".to_owned()),
            ("authorization", format!("Bearer {TOKEN}")),
            ("content-length", request.body.len().to_string()),
            ("content-type", "application/json".to_owned()),
            ("host", server.address().to_string()),
            ("user-agent", "cloudflare-queues/0.1.0".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value));
        assert_eq!(request.headers, expected, "{operation:?}");
    }
}

#[tokio::test]
async fn an_account_given_to_a_call_replaces_that_of_the_client() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let client = client(&server);
    let (queue, other) = (queue(), AccountId::new("another-account").unwrap());
    let messages = client.queues().messages();
    let text = TextMessage::new("hello world");
    let push = messages.push(&queue, text.clone()).account_id(&other);
    push.await.unwrap();
    let bulk_push = messages.bulk_push(&queue, [text]).account_id(&other);
    bulk_push.await.unwrap();
    messages.pull(&queue).account_id(&other).await.unwrap();
    messages.ack(&queue).account_id(&other).await.unwrap();
    messages.pull(&queue).await.unwrap();

    let paths: Vec<_> = server.requests().into_iter().map(|it| it.path).collect();
    assert_eq!(
        paths,
        [
            format!("/client/v4/accounts/another-account/queues/{QUEUE}/messages"),
            format!("/client/v4/accounts/another-account/queues/{QUEUE}/messages/batch"),
            format!("/client/v4/accounts/another-account/queues/{QUEUE}/messages/pull"),
            format!("/client/v4/accounts/another-account/queues/{QUEUE}/messages/ack"),
            format!("/client/v4/accounts/{ACCOUNT}/queues/{QUEUE}/messages/pull"),
        ]
    );
}

#[tokio::test]
async fn an_account_given_to_the_call_alone_is_enough() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let builder = Client::builder().settings(server.settings());
    let client = builder.build().unwrap();
    let account = AccountId::new("of-the-call").unwrap();
    let queue = queue();
    let pull = client.queues().messages().pull(&queue);
    pull.account_id(&account).await.unwrap();
    assert_eq!(
        server.only_request().path,
        format!("/client/v4/accounts/of-the-call/queues/{QUEUE}/messages/pull")
    );
}

#[tokio::test]
async fn without_an_account_nothing_is_sent() {
    for operation in Operation::ALL {
        let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
        let builder = Client::builder().settings(server.settings());
        let client = builder.api_token(TOKEN).build().unwrap();
        let error = operation.send(&client, &queue()).await.unwrap_err();
        assert!(matches!(error, Error::InvalidArgument(_)), "{error}");
        assert_eq!(error.parameter(), Some("account_id"));
        assert_eq!(
            error.to_string(),
            "invalid argument `account_id`: it is set neither on the client nor on this call"
        );
        assert_eq!(server.requests().len(), 0, "{operation:?}");
    }
}

#[tokio::test]
async fn a_call_that_is_not_awaited_sends_nothing() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    drop(client.queues().messages().pull(&queue));
    drop(client.queues().messages().pull(&queue).send());
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_call_can_be_cloned_and_sent_again() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    let pull = client.queues().messages().pull(&queue).batch_size(7);
    pull.clone().await.unwrap();
    pull.await.unwrap();
    let bodies: Vec<_> = server.requests().into_iter().map(|it| it.body).collect();
    assert_eq!(bodies, [r#"{"batch_size":7}"#, r#"{"batch_size":7}"#]);
}
