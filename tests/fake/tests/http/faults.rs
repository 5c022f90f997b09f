//! What each fault does to a call.

use std::time::Duration;

use http_body_util::BodyExt as _;
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use queues_fake::Fault;
use queues_fake::Operation;
use queues_fake::Rule;
use serde_json::json;

use crate::client::Service;

const SECOND: Duration = Duration::from_secs(1);

fn message() -> serde_json::Value {
    json!({ "content_type": "text", "body": "text" })
}

#[tokio::test]
async fn a_fault_befalls_the_call_that_its_rule_says() {
    let service = Service::start().await;
    let rule = Rule::new(Fault::Overloaded).on(Operation::Push).nth(2);
    service.fake.inject(rule);
    service.pull().await;
    service.push("first").await;
    assert_eq!(service.post("", &message()).await.outcome(), (429, 10250));
    service.push("third").await;
    assert_eq!(service.queue.message_count(), 2);

    let other = service.fake.create_queue("other");
    service
        .fake
        .inject(Rule::new(Fault::Overloaded).on_queue(&other));
    service.push("fourth").await;
    service.fake.inject(Rule::new(Fault::Overloaded));
    assert_eq!(service.post("", &message()).await.status, 429);
    service.fake.clear_rules();
    service.push("fifth").await;
}

#[tokio::test]
async fn each_fault_gives_its_response_and_its_effect() {
    let status = |status, code, retry_after| Fault::Status {
        status,
        code,
        retry_after,
    };
    for (fault, expected, effect) in [
        (Fault::LostRequest, None, false),
        (Fault::LostResponse, None, true),
        (Fault::CutBody, None, true),
        (
            Fault::DrippingBody {
                every: Duration::ZERO,
            },
            Some((200, 0, None)),
            true,
        ),
        (
            Fault::SlowResponse { by: Duration::ZERO },
            Some((200, 0, None)),
            true,
        ),
        (status(503, 15000, None), Some((503, 15000, None)), false),
        (
            status(403, 10106, Some(SECOND)),
            Some((403, 10106, Some("1"))),
            false,
        ),
        (status(0, 1, None), Some((500, 1, None)), false),
        (status(101, 1, None), Some((500, 1, None)), false),
        (
            Fault::RateLimited {
                retry_after: Duration::from_millis(299_001),
            },
            Some((429, 971, Some("300"))),
            false,
        ),
        (Fault::WrongCredentialKind, Some((405, 10405, None)), false),
        (Fault::Overloaded, Some((429, 10250, None)), false),
        (
            Fault::SuccessFalse { code: 10252 },
            Some((200, 10252, None)),
            false,
        ),
    ] {
        let service = Service::start().await;
        assert_eq!(fault.has_effect(), effect, "{fault:?}");
        service.fake.inject(Rule::new(fault.clone()).times(1));
        let response = service.try_post("", &message()).await;
        let seen = response.map(|response| {
            let (status, code) = response.outcome();
            let retry_after = response.headers.get("retry-after");
            (
                status,
                code,
                retry_after.map(|value| value.to_str().unwrap().to_owned()),
            )
        });
        let expected = expected.map(|(status, code, wait)| (status, code, wait.map(str::to_owned)));
        assert_eq!(seen, expected, "{fault:?}");
        let count = usize::from(effect);
        assert_eq!(service.queue.message_count(), count, "{fault:?}");
        // The next call is well.
        service.push("text").await;
        assert_eq!(service.queue.message_count(), count + 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_gateway_answers_with_a_page() {
    for (fault, status, effect) in [
        (Fault::HtmlPage { status: 502 }, 502, 0),
        (Fault::HtmlPage { status: 521 }, 521, 0),
        (Fault::GatewayTimeout, 504, 1),
    ] {
        let service = Service::start().await;
        service.fake.inject(Rule::new(fault));
        let response = service.post("", &message()).await;
        assert_eq!(response.status, status);
        assert_eq!(response.header("content-type"), "text/html; charset=UTF-8");
        let page = String::from_utf8(response.body.to_vec()).unwrap();
        assert!(page.starts_with("<!DOCTYPE html>") && page.contains(response.header("cf-ray")));
        assert_eq!(service.queue.message_count(), effect);
    }
}

#[tokio::test]
async fn a_cut_body_announces_its_length_and_comes_half() {
    let service = Service::start().await;
    service.fake.inject(Rule::new(Fault::CutBody));
    let request = service.request(&service.path(""));
    let request = request
        .body(Full::new(message().to_string().into()))
        .unwrap();
    let (head, mut body) = service.client.request(request).await.unwrap().into_parts();
    assert_eq!(head.status, 200);
    let length: usize = head.headers["content-length"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    let mut received = 0;
    let error = loop {
        match body.frame().await.unwrap() {
            Ok(frame) => received += frame.into_data().unwrap().len(),
            Err(error) => break error,
        }
    };
    assert!(
        length > 10 && received == length / 2,
        "{received} of {length}: {error}"
    );
}

#[tokio::test]
async fn a_dripping_body_comes_byte_by_byte() {
    let service = Service::start().await;
    let every = Duration::from_millis(2);
    service
        .fake
        .inject(Rule::new(Fault::DrippingBody { every }));
    let request = service.request(&service.path("/pull"));
    let request = request.body(Full::from("{}")).unwrap();
    let mut body = service.client.request(request).await.unwrap().into_body();
    let begin = std::time::Instant::now();
    let mut lengths = Vec::new();
    while let Some(frame) = body.frame().await {
        lengths.push(frame.unwrap().into_data().unwrap().len());
    }
    let total: usize = lengths.iter().sum();
    assert!(lengths.len() > 1 && total > 100, "{lengths:?}");
    assert!(begin.elapsed() >= every * 50);
}

#[tokio::test]
async fn without_a_response_the_caller_has_to_give_up() {
    for (fault, effect) in [
        (Fault::NoResponse, 0),
        (Fault::SlowResponse { by: SECOND * 3_600 }, 1),
    ] {
        let service = Service::start().await;
        service.fake.inject(Rule::new(fault.clone()).times(1));
        let message = message();
        let mut call = Box::pin(service.try_post("", &message));
        while service.fake.calls().is_empty() {
            tokio::select! {
                _ = &mut call => panic!("{fault:?} was answered"),
                () = tokio::task::yield_now() => {}
            }
        }
        drop(call);
        assert_eq!(service.queue.message_count(), effect, "{fault:?}");
        service.push("text").await;
        assert_eq!(service.queue.message_count(), effect + 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_fault_does_not_make_a_bad_request_good() {
    let service = Service::start().await;
    service
        .fake
        .inject(Rule::new(Fault::SlowResponse { by: Duration::ZERO }));
    assert_eq!(service.post("", &json!({})).await.outcome(), (400, 10207));
}

#[tokio::test]
async fn over_http2_a_fault_ends_its_stream_alone() {
    let mut service = Service::start().await;
    service.client = Client::builder(TokioExecutor::new())
        .http2_only(true)
        .retry_canceled_requests(false)
        .build_http();
    let (push, pull) = (message(), json!({ "visibility_timeout_ms": 0 }));
    for (fault, effect) in [
        (Fault::LostRequest, 0),
        (Fault::LostResponse, 1),
        (Fault::CutBody, 1),
    ] {
        let before = service.queue.message_count();
        let rule = Rule::new(fault.clone()).on(Operation::Push).times(1);
        service.fake.inject(rule);
        let (pushed, pulled) = tokio::join!(
            service.try_post("", &push),
            service.try_post("/pull", &pull),
        );
        assert!(pushed.is_none(), "{fault:?}");
        assert_eq!(pulled.unwrap().status, 200, "{fault:?}");
        let after = service.queue.message_count();
        assert_eq!(after - before, effect, "{fault:?}");
    }
}
