//! How Prism says what was wrong with a request or a response.

use cloudflare_queues::Error;
use serde_json::Value;

use crate::tool::skipped;

/// The complaint of Prism, if the error is one, and not a response of the server behind it.
///
/// The mock lists what is wrong in a header, and responds as the description says that an error response looks. The proxy
/// responds with a description of the problem.
pub(crate) fn violation(error: &Error) -> Option<String> {
    let headers = error.headers()?;
    let listed = headers
        .get("sl-violations")
        .map(|it| it.as_bytes().to_vec());
    let problem = error.body().map(|body| body.to_vec());
    let problem = problem.filter(|body| is_problem(body));
    let complaint = listed.or(problem)?;
    Some(String::from_utf8_lossy(&complaint).into_owned())
}

/// Passes over the error with which the fake says that it cannot make up the response to an operation that it does not do.
pub(crate) fn is_not_shown(error: Error) -> Result<Value, Error> {
    let is_not_shown = error.status().is_some_and(|it| it == 501) && violation(&error).is_none();
    if !is_not_shown {
        return Err(error);
    }
    skipped(&format!("takes this for a response: {error}"));
    Ok(Value::Null)
}

fn is_problem(body: &[u8]) -> bool {
    String::from_utf8_lossy(body).contains("https://stoplight.io/prism/errors#")
}

/// What went wrong with a call, in the words of Prism if it was Prism that rejected it.
pub(crate) fn complaint(error: &Error) -> String {
    violation(error).unwrap_or_else(|| error.to_string())
}
