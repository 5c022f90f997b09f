//! What comes with a value: status and headers.

use cloudflare_queues::Response;
use cloudflare_queues::queues::messages::PullResult;

use crate::fixtures::SUCCESS;
use crate::fixtures::client;
use crate::fixtures::queue;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

#[tokio::test]
async fn every_operation_gives_status_and_headers_when_it_is_sent() {
    for operation in Operation::ALL {
        let response = CannedResponse::new("201 Created", SUCCESS)
            .header("cf-ray", "8a-FRA")
            .header("X-RateLimit-Remaining", "7");
        let response = operation.call_with(response).await.unwrap();
        assert_eq!(response.status(), 201);
        assert_eq!(response.headers()["cf-ray"], "8a-FRA");
        assert_eq!(response.headers()["x-ratelimit-remaining"], "7");
    }
}

#[tokio::test]
async fn a_call_gives_the_value_when_it_is_awaited_and_the_response_when_it_is_sent() {
    let server = Server::responding(CannedResponse::result(r#"{"message_backlog_count":5}"#)).await;
    let (client, queue) = (client(&server), queue());
    let pull = client.queues().messages().pull(&queue);
    let value: PullResult = pull.clone().await.unwrap();
    let response: Response<PullResult> = pull.send().await.unwrap();
    assert_eq!(value.message_backlog_count, Some(5));
    assert_eq!(response.message_backlog_count, Some(5));
    assert_eq!(response.value(), &value);
    assert_eq!(response.into_value(), value);
}

#[tokio::test]
async fn the_order_of_the_members_and_the_announced_content_type_do_not_matter() {
    for body in [
        r#"{"success":true,"result":{}}"#,
        r#"{"result":{},"errors":[],"success":true}"#,
        " \r\n{ \"messages\" : null , \"result\" : { } , \"success\" : true }\n",
    ] {
        for content_type in ["application/json; charset=utf-8", "text/plain", "nonsense"] {
            for operation in Operation::ALL {
                let response = CannedResponse::ok(body).header("content-type", content_type);
                let _ = operation.call_with(response).await.unwrap();
            }
        }
    }
}
