//! What the compiler makes sure of.

use std::any::TypeId;

use cloudflare_queues::Client;
use cloudflare_queues::ClientBuilder;
use cloudflare_queues::Error;
use cloudflare_queues::queues::messages::AckCall;
use cloudflare_queues::queues::messages::BulkPushCall;
use cloudflare_queues::queues::messages::MessagesResource;
use cloudflare_queues::queues::messages::PullCall;
use cloudflare_queues::queues::messages::PushCall;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::LeaseId;
use cloudflare_queues::types::Message;
use cloudflare_queues::types::PulledMessage;
use cloudflare_queues::types::QueueId;
use cloudflare_queues::types::TextMessage;

use crate::fixtures::SUCCESS;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::server::CannedResponse;
use crate::server::Server;

#[test]
fn what_a_service_keeps_can_be_shared_between_threads() {
    fn is_shared<T: Clone + Send + Sync + 'static>() {}
    is_shared::<Client>();
    is_shared::<ClientBuilder>();
    is_shared::<AccountId>();
    is_shared::<QueueId>();
    is_shared::<LeaseId>();
    is_shared::<Message>();
    is_shared::<PulledMessage>();
}

#[test]
fn a_call_can_be_kept_cloned_and_moved_to_another_thread() {
    fn is_shared<T: Clone + Send + Sync>() {}
    is_shared::<MessagesResource<'_>>();
    is_shared::<PushCall<'_>>();
    is_shared::<BulkPushCall<'_>>();
    is_shared::<PullCall<'_>>();
    is_shared::<AckCall<'_>>();
}

#[test]
fn an_error_travels_as_any_other() {
    fn travels<T: std::error::Error + Send + Sync + 'static>() {}
    travels::<Error>();
}

#[test]
fn an_account_is_no_queue() {
    assert_ne!(TypeId::of::<AccountId>(), TypeId::of::<QueueId>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_run_in_tasks_on_other_threads() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let client = client(&server);
    let awaited = tokio::spawn({
        let client = client.clone();
        async move {
            let (queue, text) = (queue(), TextMessage::new("hello world"));
            let messages = client.queues().messages();
            messages.push(&queue, text.clone()).await?;
            messages.bulk_push(&queue, [text]).await?;
            messages.pull(&queue).await?;
            messages.ack(&queue).await
        }
    });
    let sent = tokio::spawn(async move {
        let (queue, text) = (queue(), TextMessage::new("hello world"));
        let messages = client.queues().messages();
        let _ = messages.push(&queue, text.clone()).send().await?;
        let _ = messages.bulk_push(&queue, [text]).send().await?;
        let _ = messages.pull(&queue).send().await?;
        messages.ack(&queue).send().await
    });
    awaited.await.unwrap().unwrap();
    let _ = sent.await.unwrap().unwrap();
    assert_eq!(server.requests().len(), 8);
}

/// Does not compile unless the compiler complains of each expression that its value is unused.
macro_rules! unused {
    ($($expression:expr;)*) => {$(
        #[expect(unused_must_use, reason = "this is what must be noticed")]
        {
            $expression;
        }
    )*};
}

#[tokio::test]
async fn the_compiler_notices_who_forgets_to_await_or_to_look() {
    let server = Server::responding(CannedResponse::ok(SUCCESS)).await;
    let (client, queue) = (client(&server), queue());
    let messages = client.queues().messages();
    let text = TextMessage::new("hello world");
    unused! {
        Client::builder();
        Client::builder().api_token("fake-token");
        Client::builder().build();
        client.queues();
        client.queues().messages();
        messages.push(&queue, text.clone());
        messages.bulk_push(&queue, [text]);
        messages.pull(&queue);
        messages.pull(&queue).batch_size(5);
        messages.pull(&queue).send();
        messages.ack(&queue);
        AccountId::new("account");
    }
    assert_eq!(server.requests().len(), 0);
    unused! {
        messages.pull(&queue).await;
        messages.pull(&queue).send().await.unwrap();
    }
    assert_eq!(server.requests().len(), 2);
}
