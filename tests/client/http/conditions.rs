//! What the errors of the API are called, for each code and status that the description names.

use cloudflare_queues::Error;
use cloudflare_queues::ErrorConditions as _;

use crate::operation::Operation;
use crate::server::CannedResponse;

type Question = fn(&Error) -> bool;

const QUESTIONS: [(&str, Question); 12] = [
    ("delivery paused", Error::is_delivery_paused),
    ("pull not enabled", Error::is_pull_not_enabled),
    ("wrong credential kind", Error::is_wrong_credential_kind),
    ("queue not found", Error::is_queue_not_found),
    ("unauthorized", Error::is_unauthorized),
    ("message too large", Error::is_message_too_large),
    ("batch too large", Error::is_batch_too_large),
    ("rate limited", Error::is_rate_limited),
    ("overloaded", Error::is_overloaded),
    ("storage full", Error::is_storage_full),
    ("queue disabled", Error::is_queue_disabled),
    ("free tier used up", Error::is_free_tier_used_up),
];

#[tokio::test]
async fn an_error_says_what_it_means() {
    for (status, errors, meaning) in [
        (
            "409 Conflict",
            r#"[{"code":1,"message":"queue_delivery_paused"}]"#,
            "delivery paused",
        ),
        ("409 Conflict", "[]", "delivery paused"),
        (
            "405 Method Not Allowed",
            r#"[{"code":1,"message":"messages cannot be pulled unless http_pull mode is enabled"}]"#,
            "pull not enabled",
        ),
        (
            "405 Method Not Allowed",
            r#"[{"message":"Messages cannot be pulled unless HTTP_PULL mode is enabled"}]"#,
            "pull not enabled",
        ),
        (
            "405 Method Not Allowed",
            r#"[{"code":10405,"message":"Method not allowed for this authentication scheme"}]"#,
            "wrong credential kind",
        ),
        ("405 Method Not Allowed", "[]", ""),
        ("400 Bad Request", r#"[{"message":"http_pull"}]"#, ""),
        (
            "429 Too Many Requests",
            r#"[{"code":971,"message":"Please wait and consider throttling your request speed"}]"#,
            "rate limited",
        ),
        (
            "429 Too Many Requests",
            r#"[{"code":10429}]"#,
            "rate limited",
        ),
        ("404 Not Found", r#"[{"code":10104}]"#, "queue not found"),
        ("400 Bad Request", r#"[{"code":9106}]"#, "unauthorized"),
        ("401 Unauthorized", r#"[{"code":10000}]"#, "unauthorized"),
        ("403 Forbidden", r#"[{"code":10106}]"#, "unauthorized"),
        (
            "413 Content Too Large",
            r#"[{"code":10204}]"#,
            "message too large",
        ),
        ("400 Bad Request", r#"[{"code":10205}]"#, "batch too large"),
        ("400 Bad Request", r#"[{"code":10206}]"#, "batch too large"),
        ("429 Too Many Requests", r#"[{"code":10250}]"#, "overloaded"),
        (
            "429 Too Many Requests",
            r#"[{"code":10251}]"#,
            "storage full",
        ),
        (
            "429 Too Many Requests",
            r#"[{"code":10252}]"#,
            "queue disabled",
        ),
        (
            "429 Too Many Requests",
            r#"[{"code":"10253"}]"#,
            "free tier used up",
        ),
        ("200 OK", r#"[{"code":10253}]"#, "free tier used up"),
        ("401 Unauthorized", r#"[{"code":9109}]"#, "unauthorized"),
        ("403 Forbidden", "[]", "unauthorized"),
        ("429 Too Many Requests", "[]", ""),
        ("500 Internal Server Error", r#"[{"code":15000}]"#, ""),
    ] {
        let body = format!(r#"{{"success":false,"errors":{errors}}}"#);
        let answered = Operation::Pull
            .call_with(CannedResponse::new(status, &body))
            .await;
        let error = answered.unwrap_err();
        let met = QUESTIONS.iter().filter(|(_, question)| question(&error));
        let met: Vec<_> = met.map(|(name, _)| *name).collect();
        assert_eq!(met.join(", "), meaning, "{error}");
    }
}

#[tokio::test]
async fn an_error_that_is_no_error_response_means_none_of_it() {
    let error = Operation::Pull
        .call_with(CannedResponse::ok("[]"))
        .await
        .unwrap_err();
    assert!(QUESTIONS.iter().all(|(_, question)| !question(&error)));
}
