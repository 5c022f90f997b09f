//! How Prism says what was wrong with a request or an answer.

use cloudflare_queues::Error;

/// The complaint of Prism, if the error is one, and not an answer of the server behind it.
///
/// The mock lists what is wrong in a header, and answers as the description says that a refusal looks. The proxy answers with
/// a description of the problem.
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

fn is_problem(body: &[u8]) -> bool {
    String::from_utf8_lossy(body).contains("https://stoplight.io/prism/errors#")
}

/// What went wrong with a call, in the words of Prism if it was Prism that refused it.
pub(crate) fn complaint(error: &Error) -> String {
    violation(error).unwrap_or_else(|| error.to_string())
}
