// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

use client_runtime::{constraint, impl_text};

/// Identifies a queue.
///
/// From 1 to 32 letters, digits, `_` and `-`.
///
/// Matches `^[0-9A-Za-z_-]+$`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueueId(String);

/// Checks the constraints of the text.
fn check(text: &mut constraint::Checked<'_, String>) {
    text.min_length(1).max_length(32).path_segment();
    text.characters(&['-'..='-', '0'..='9', 'A'..='Z', '_'..='_', 'a'..='z']);
}

impl_text!(QueueId, check);
