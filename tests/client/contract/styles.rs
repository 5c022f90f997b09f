//! The forms that the service has been seen to give its responses.

use queues_fake::JsonBodies;
use queues_fake::PushResult;
use queues_fake::ResponseStyle;
use queues_fake::Warnings;

/// One style with each form, the default first.
pub(crate) fn all() -> [ResponseStyle; 4] {
    [
        ResponseStyle::default(),
        ResponseStyle {
            push_result: PushResult::Null,
            backlog: false,
            warnings: Warnings::Null,
            decimal_numbers: true,
            ..ResponseStyle::default()
        },
        ResponseStyle {
            push_result: PushResult::Absent,
            warnings: Warnings::Absent,
            counts: false,
            json_bodies: JsonBodies::Base64,
            ..ResponseStyle::default()
        },
        ResponseStyle {
            warnings: Warnings::List,
            json_content_type: false,
            unknown_properties: true,
            ..ResponseStyle::default()
        },
    ]
}
