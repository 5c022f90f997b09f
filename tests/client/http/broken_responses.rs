//! Responses under a status of success that cannot be read: each is an error that keeps them, after one request.

use cloudflare_queues::Error;

use crate::fixtures::SUCCESS;
use crate::operation::Operation;
use crate::server::CannedResponse;

#[tokio::test]
async fn what_is_no_envelope_is_an_error_that_keeps_the_body() {
    let trailing = format!("{SUCCESS} {SUCCESS}");
    let with_mark = format!("\u{feff}{SUCCESS}");
    for (status, body) in [
        ("200 OK", ""),
        ("200 OK", "  "),
        ("202 Accepted", ""),
        ("204 No Content", ""),
        ("206 Partial Content", r#"{"success":true,"res"#),
        ("200 OK", "<html>please log in</html>"),
        ("200 OK", "[]"),
        ("200 OK", "[true,{}]"),
        ("200 OK", "null"),
        ("200 OK", r#""x""#),
        ("200 OK", "5"),
        ("200 OK", "{'success':true,'result':{}}"),
        ("200 OK", &trailing),
        ("200 OK", &with_mark),
        ("200 OK", r#"{"success":true,"result":{},"success":false}"#),
        ("200 OK", r#"{"success":true,"result":{},"result":{}}"#),
    ] {
        for operation in Operation::ALL {
            let response = CannedResponse::new(status, body).header("cf-ray", "8a-FRA");
            let error = operation.call_with(response).await.unwrap_err();
            assert!(matches!(error, Error::Decode(_)), "{operation:?}: {error}");
            assert!(status.starts_with(error.status().unwrap().as_str()));
            assert_eq!(error.request_id(), Some("8a-FRA"));
            assert_eq!(error.body().unwrap(), body);
            let line = error.to_string();
            let begin = operation.name() + ": the server answered " + status;
            assert!(line.starts_with(&begin), "{line}");
            assert!(!line.contains(char::is_control), "{line}");
        }
    }
}

#[tokio::test]
async fn a_response_that_breaks_off_keeps_what_came_of_it() {
    for body in ["", r#"{"success":tr"#, SUCCESS] {
        for operation in Operation::ALL {
            let error = operation
                .call_with(CannedResponse::ok(body).cut())
                .await
                .unwrap_err();
            assert!(
                matches!(error, Error::Transport(_)),
                "{operation:?}: {error}"
            );
            assert!(!error.is_connect() && !error.is_timeout());
            assert_eq!(error.status().unwrap(), 200);
            assert_eq!(error.body().unwrap(), body);
            let begin =
                operation.name() + ": the server answered 200 OK, and its response broke off";
            assert!(error.to_string().starts_with(&begin), "{error}");
        }
    }
}

#[tokio::test]
async fn a_response_in_an_encoding_that_was_not_requested_is_an_error() {
    for operation in Operation::ALL {
        let response = CannedResponse::ok(SUCCESS).header("content-encoding", "gzip");
        let error = operation.call_with(response).await.unwrap_err();
        assert!(matches!(error, Error::Decode(_)), "{operation:?}: {error}");
    }
}

#[tokio::test]
async fn depth_does_not_overflow_the_stack() {
    let deep = "[".repeat(100_000);
    for body in [
        deep.clone(),
        format!(r#"{{"success":true,"result":{deep}"#),
        format!(r#"{{"success":true,"new":{deep}"#),
        format!(r#"{{"success":true,"result":{{"messages":[{{"metadata":{{"a":{deep}"#),
        format!(r#"{{"success":true,"result":{{"warnings":{deep}"#),
    ] {
        for operation in Operation::ALL {
            let error = operation
                .call_with(CannedResponse::ok(&body))
                .await
                .unwrap_err();
            assert!(matches!(error, Error::Decode(_)), "{operation:?}: {error}");
        }
    }
}
