//! Responses that say no: each is an error that keeps what was said, and is not tried again.

use cloudflare_queues::Error;

use crate::fixtures::SUCCESS;
use crate::fixtures::TOKEN;
use crate::operation::Operation;
use crate::server::CannedResponse;
use crate::server::Server;

/// The error that `response` is to `operation`, after exactly one request.
async fn refused(operation: Operation, response: CannedResponse) -> Error {
    let error = operation.call_with(response).await.unwrap_err();
    assert!(matches!(error, Error::Api(_)), "{operation:?}: {error}");
    error
}

fn envelope(code: i64, message: &str) -> String {
    format!(
        r#"{{"success":false,"errors":[{{"code":{code},"message":"{message}"}}],"messages":[],"result":null}}"#
    )
}

#[tokio::test]
async fn an_error_response_keeps_status_code_message_and_body() {
    for (status, code, message) in [
        ("200 OK", 10104, "queue not found"),
        ("400 Bad Request", 9106, "missing authentication headers"),
        ("400 Bad Request", 10205, "batch too large"),
        ("401 Unauthorized", 10000, "authentication error"),
        ("403 Forbidden", 10106, "unauthorized"),
        ("404 Not Found", 10104, "queue not found"),
        ("404 Not Found", 7003, "no route for the URI"),
        ("405 Method Not Allowed", 10026, "no http_pull consumer"),
        ("408 Request Timeout", 10201, "client disconnected"),
        ("409 Conflict", 10000, "queue_delivery_paused"),
        ("413 Payload Too Large", 10204, "message too large"),
        ("429 Too Many Requests", 10250, "overloaded"),
        ("429 Too Many Requests", 10251, "storage limit exceeded"),
        ("429 Too Many Requests", 10253, "free tier limit exceeded"),
        ("500 Internal Server Error", 15000, "internal error"),
        ("503 Service Unavailable", 10252, "queue is disabled"),
    ] {
        for operation in Operation::ALL {
            let body = envelope(code, message);
            let response = CannedResponse::new(status, &body).header("retry-after", "300");
            let error = refused(operation, response).await;
            assert!(status.starts_with(error.status().unwrap().as_str()));
            assert_eq!(error.codes().collect::<Vec<_>>(), [code]);
            assert_eq!(error.details()[0].message, message);
            assert_eq!(error.body().unwrap(), body.as_bytes());
            assert_eq!(error.headers().unwrap()["retry-after"], "300");
            let qualified = if status == "200 OK" {
                "200 OK without announcing success"
            } else {
                status
            };
            assert_eq!(
                error.to_string(),
                format!(
                    "{}: the server answered {qualified}: {message} (code {code})",
                    operation.name()
                )
            );
        }
    }
}

#[tokio::test]
async fn all_that_an_error_item_says_is_kept() {
    let body = r#"{"success":false,"errors":[{"code":10207,"message":"a","documentation_url":"https://example.com/10207",
        "source":{"pointer":"/messages/0/body"},"new":1},{"code":10208,"message":"b"}]}"#;
    for operation in Operation::ALL {
        let error = refused(operation, CannedResponse::new("400 Bad Request", body)).await;
        assert_eq!(error.codes().collect::<Vec<_>>(), [10207, 10208]);
        let [first, second] = error.details() else {
            panic!("{error:?}")
        };
        assert_eq!(
            first.documentation_url.as_deref(),
            Some("https://example.com/10207")
        );
        assert_eq!(first.pointer.as_deref(), Some("/messages/0/body"));
        assert_eq!(second.message, "b");
        assert_eq!((&second.documentation_url, &second.pointer), (&None, &None));
    }
}

#[tokio::test]
async fn only_success_that_is_true_under_a_status_that_is_2xx_is_a_success() {
    for (status, body) in [
        ("200 OK", r#"{"success":false,"result":{}}"#),
        ("200 OK", r#"{"success":null,"result":{}}"#),
        ("200 OK", r#"{"success":"true","result":{}}"#),
        ("200 OK", r#"{"success":1,"result":{}}"#),
        ("200 OK", r#"{"result":{}}"#),
        ("200 OK", "{}"),
        ("404 Not Found", SUCCESS),
        ("500 Internal Server Error", SUCCESS),
    ] {
        for operation in Operation::ALL {
            let error = refused(operation, CannedResponse::new(status, body)).await;
            assert!(status.starts_with(error.status().unwrap().as_str()));
            assert_eq!(error.details(), []);
        }
    }
}

#[tokio::test]
async fn errors_that_are_no_list_of_objects_hide_nothing() {
    for (errors, codes) in [
        ("null", &[][..]),
        (r#""text""#, &[]),
        ("[7003]", &[]),
        (r#"["text",{"code":7003},null]"#, &[7003]),
        (
            r#"[{"code":"7003","message":5},{"code":10104.0}]"#,
            &[7003, 10104],
        ),
    ] {
        for operation in Operation::ALL {
            let body = format!(r#"{{"success":false,"errors":{errors}}}"#);
            let error = refused(operation, CannedResponse::new("400 Bad Request", &body)).await;
            assert_eq!(error.codes().collect::<Vec<_>>(), codes, "{errors}");
            assert_eq!(error.body().unwrap(), body.as_bytes());
        }
    }
}

#[tokio::test]
async fn a_page_from_a_gateway_is_kept_as_text() {
    let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n";
    for operation in Operation::ALL {
        let response = CannedResponse::new("502 Bad Gateway", page).header("cf-ray", "8a-FRA");
        let error = refused(operation, response).await;
        assert_eq!(error.status().unwrap(), 502);
        assert_eq!(error.request_id(), Some("8a-FRA"));
        assert_eq!(error.body().unwrap(), page);
        assert_eq!(
            error.to_string(),
            operation.name()
                + r": the server answered 502 Bad Gateway: <html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n"
                + " [request 8a-FRA]"
        );
    }
}

#[tokio::test]
async fn an_error_response_without_a_body_or_with_a_part_of_one_is_still_one() {
    for operation in Operation::ALL {
        let error = refused(operation, CannedResponse::new("429 Too Many Requests", "")).await;
        assert_eq!(error.status().unwrap(), 429);
        assert_eq!(
            error.to_string(),
            operation.name() + ": the server answered 429 Too Many Requests"
        );

        let cut = CannedResponse::new("404 Not Found", &envelope(10104, "queue not found")).cut();
        let error = refused(operation, cut).await;
        assert_eq!(error.codes().collect::<Vec<_>>(), [10104]);
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let target = Server::responding(CannedResponse::ok(SUCCESS)).await;
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        for operation in Operation::ALL {
            for location in [format!("http://{}/", target.address()), "/".to_owned()] {
                let response = CannedResponse::new(status, "").header("location", &location);
                let error = refused(operation, response).await;
                assert!(status.starts_with(error.status().unwrap().as_str()));
                assert_eq!(error.headers().unwrap()["location"], location.as_str());
            }
        }
    }
    assert_eq!(target.requests().len(), 0);
}

#[tokio::test]
async fn an_error_is_shown_as_one_line_of_bounded_length_without_the_token() {
    let long = "long ".repeat(10_000);
    for body in [
        format!("two\r\nlines \u{1b}[31m and {TOKEN}"),
        envelope(1, &format!(r"two\r\nlines \u001b[31m and {TOKEN}")),
        envelope(1, &long),
        long,
    ] {
        for operation in Operation::ALL {
            let response = CannedResponse::new("400 Bad Request", &body).header("cf-ray", TOKEN);
            let line = refused(operation, response).await.to_string();
            assert!(!line.contains(char::is_control), "{line}");
            assert!(!line.contains(TOKEN), "{line}");
            assert!(line.chars().count() < 800, "{line}");
        }
    }
}
