//! How a queue and its consumer are configured.

use std::time::Duration;

use serde::Deserialize;
use serde::Serialize;

/// How a queue and its consumer are configured.
///
/// ```
/// use queues_fake::QueueOptions;
///
/// let options = QueueOptions {
///     max_retries: 10,
///     dead_letter_queue: Some("dead-orders".to_owned()),
///     ..QueueOptions::default()
/// };
/// ```
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct QueueOptions {
    /// How often a message is delivered again after its first delivery; 3 unless configured.
    pub max_retries: u32,
    /// The name of the queue that gets the messages that were delivered too often. It is created when it is needed.
    ///
    /// Without one they are deleted.
    pub dead_letter_queue: Option<String>,
    /// How long a message is held back that was pushed without a delay; 0 unless configured.
    pub delivery_delay: Duration,
    /// How long a message is held back that was retried without a delay; 0 unless configured.
    ///
    /// A message whose lease has ended is not held back.
    pub retry_delay: Duration,
    /// How long messages are leased that were pulled without a timeout; 30 seconds unless configured.
    pub visibility_timeout: Duration,
    /// Whether the queue has an `http_pull` consumer, as it has unless configured.
    ///
    /// Without one, a pull and an acknowledgement get 405.
    pub http_pull: bool,
    /// Whether delivery is paused, so that a pull gets 409; it is not unless configured.
    pub paused: bool,
}

impl Default for QueueOptions {
    fn default() -> Self {
        Self {
            max_retries: 3,
            dead_letter_queue: None,
            delivery_delay: Duration::ZERO,
            retry_delay: Duration::ZERO,
            visibility_timeout: Duration::from_secs(30),
            http_pull: true,
            paused: false,
        }
    }
}
