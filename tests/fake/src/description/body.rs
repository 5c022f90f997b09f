//! What is said of bodies that are not what the description allows.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

use crate::Operation;
use crate::error_response::ErrorResponse;

/// The error of a body that is not what the description allows.
pub(super) fn error_response(
    operation: Option<Operation>,
    error: &ValidationError,
) -> ErrorResponse {
    let pointer = error.instance_path().as_str();
    let (pointer, reason) = match error.kind() {
        ValidationErrorKind::OneOfNotValid { context } if operation.is_some() => {
            match branch(context) {
                Some(error) => return error_response(operation, error),
                None => (
                    format!("{pointer}/content_type"),
                    r#"value is neither "text" nor "json""#.to_owned(),
                ),
            }
        }
        // The value is left out, since it can be very long.
        _ => (pointer.to_owned(), error.masked().to_string()),
    };
    ErrorResponse::mismatch(code(operation, &pointer), &pointer, &reason)
}

/// What is wrong with a message by the one schema for its content type; none if it has no known type.
fn branch<'a>(
    context: &'a [Vec<ValidationError<'static>>],
) -> Option<&'a ValidationError<'static>> {
    let is_about_type = |error: &ValidationError| {
        matches!(error.kind(), ValidationErrorKind::Constant { .. })
            && error.instance_path().as_str().ends_with("/content_type")
    };
    let branch = context
        .iter()
        .find(|errors| !errors.iter().any(is_about_type))?;
    branch.first()
}

/// The code of the service for what is wrong there.
fn code(operation: Option<Operation>, pointer: &str) -> u32 {
    let is_batch = operation == Some(Operation::BulkPush);
    let is_push = is_batch || operation == Some(Operation::Push);
    let last = pointer.rsplit('/').next().unwrap_or_default();
    match (pointer, last) {
        ("/delay_seconds", _) if is_batch => 10202,
        (_, "delay_seconds" | "content_type") if is_push => 10203,
        ("/messages", _) if is_batch => 10206,
        _ => 10207,
    }
}
