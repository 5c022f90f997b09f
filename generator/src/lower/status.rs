//! What statuses are called in names.

/// Whether a response with this status has no content, whatever is said of one (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5).
pub(crate) fn has_no_content(status: &str) -> bool {
    matches!(status, "204" | "205" | "304")
}

/// What a status is called in the name of a type (RFC 9110, section 15).
pub(crate) fn reason(status: &str) -> String {
    let reason = match status {
        "200" => "ok",
        "201" => "created",
        "202" => "accepted",
        "203" => "non_authoritative",
        "204" => "no_content",
        "205" => "reset_content",
        "206" => "partial_content",
        "2XX" => "success",
        "400" => "bad_request",
        "401" => "unauthorized",
        "403" => "forbidden",
        "404" => "not_found",
        "409" => "conflict",
        "410" => "gone",
        "412" => "precondition_failed",
        "422" => "unprocessable_content",
        "429" => "too_many_requests",
        "500" => "internal_server_error",
        "503" => "service_unavailable",
        "4XX" => "client_error",
        "5XX" => "server_error",
        "default" => "error",
        other => return format!("status_{other}"),
    };
    reason.to_owned()
}
