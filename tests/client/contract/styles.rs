//! The forms that the service has been seen to give its answers.

use queues_fake::AnswerStyle;
use queues_fake::JsonBodies;
use queues_fake::PushResult;
use queues_fake::Warnings;

/// One style with each form, the default first.
pub(crate) fn all() -> [AnswerStyle; 4] {
    [
        AnswerStyle::default(),
        AnswerStyle {
            push_result: PushResult::Null,
            backlog: false,
            warnings: Warnings::Null,
            decimal_numbers: true,
            ..AnswerStyle::default()
        },
        AnswerStyle {
            push_result: PushResult::Absent,
            warnings: Warnings::Absent,
            counts: false,
            json_bodies: JsonBodies::Base64,
            ..AnswerStyle::default()
        },
        AnswerStyle {
            warnings: Warnings::List,
            json_content_type: false,
            unknown_members: true,
            ..AnswerStyle::default()
        },
    ]
}
