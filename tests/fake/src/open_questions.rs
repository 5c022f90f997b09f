//! What nobody outside knows of the service, as settings.

use std::time::Duration;

use serde_json::Value;

use crate::error_response::ErrorResponse;

/// What the documents and reports about the service leave open, or contradict each other on. The default is the reading of the
/// documents; a test that depends on one of them should pass with the other too.
///
/// ```
/// use queues_fake::MaxRetries;
/// use queues_fake::OpenQuestions;
/// use queues_fake::QueuesFake;
///
/// let other = OpenQuestions {
///     max_retries: MaxRetries::CountDeliveries,
///     late_acknowledgements: false,
///     ..OpenQuestions::default()
/// };
/// QueuesFake::builder().open_questions(other);
/// ```
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OpenQuestions {
    /// Which JSON bodies are taken. An object is, and a string is not, whatever this says.
    pub json_kinds: JsonKinds,
    /// Whether the delay of a batch may be 0, as it may by default.
    pub zero_batch_delay: bool,
    /// The longest delay of a message, a batch or a retry: 24 hours by default, and never more.
    pub longest_delay: Duration,
    /// What `max_retries` counts.
    pub max_retries: MaxRetries,
    /// Whether a lease that has ended still acknowledges, as it does by default.
    pub late_acknowledgements: bool,
}

/// Which JSON bodies are taken besides objects: all that are not known to be rejected by default.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct JsonKinds {
    /// `null`.
    pub null: bool,
    /// `true` and `false`.
    pub booleans: bool,
    /// Numbers.
    pub numbers: bool,
    /// Lists.
    pub arrays: bool,
}

impl JsonKinds {
    /// Every kind but strings, which are known to be rejected.
    pub const ALL_BUT_STRINGS: Self = Self {
        null: true,
        booleans: true,
        numbers: true,
        arrays: true,
    };

    /// Objects and nothing else, as the API reference has it.
    pub const OBJECTS: Self = Self {
        null: false,
        booleans: false,
        numbers: false,
        arrays: false,
    };
}

/// What `max_retries` counts.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum MaxRetries {
    /// The deliveries after the first: with 3, the fourth is the last.
    #[default]
    CountRetries,
    /// All deliveries: with 3, the third is the last.
    CountDeliveries,
}

impl Default for OpenQuestions {
    fn default() -> Self {
        Self {
            json_kinds: JsonKinds::ALL_BUT_STRINGS,
            zero_batch_delay: true,
            longest_delay: LONGEST_DELAY,
            max_retries: MaxRetries::default(),
            late_acknowledgements: true,
        }
    }
}

const LONGEST_DELAY: Duration = Duration::from_secs(24 * 60 * 60);

impl OpenQuestions {
    /// Whether a message that was pulled so often is not delivered again.
    pub(crate) fn is_last(self, attempts: u32, max_retries: u32) -> bool {
        match self.max_retries {
            MaxRetries::CountRetries => attempts > max_retries,
            MaxRetries::CountDeliveries => attempts >= max_retries.max(1),
        }
    }

    /// What kind of JSON a body is, if that is not taken.
    pub(crate) fn rejected_kind(self, body: &Value) -> Option<&'static str> {
        let JsonKinds {
            null,
            booleans,
            numbers,
            arrays,
        } = self.json_kinds;
        let (kind, is_taken) = match body {
            Value::Object(_) => ("object", true),
            Value::String(_) => ("string", false),
            Value::Null => ("null", null),
            Value::Bool(_) => ("boolean", booleans),
            Value::Number(_) => ("number", numbers),
            Value::Array(_) => ("array", arrays),
        };
        (!is_taken).then_some(kind)
    }

    /// Checks a delay, which stands at `pointer`.
    pub(crate) fn check_delay(
        self,
        delay: Option<Duration>,
        code: u32,
        pointer: &str,
    ) -> Result<(), ErrorResponse> {
        let longest = self.longest_delay.min(LONGEST_DELAY);
        match delay {
            Some(delay) if delay > longest => {
                let reason = format!(
                    "{} is more than {} seconds",
                    delay.as_secs(),
                    longest.as_secs()
                );
                Err(ErrorResponse::mismatch(code, pointer, &reason))
            }
            _ => Ok(()),
        }
    }

    /// The same for the delay of a batch.
    pub(crate) fn check_batch_delay(self, delay: Option<Duration>) -> Result<(), ErrorResponse> {
        const CODE: u32 = 10202;
        const POINTER: &str = "/delay_seconds";
        if delay == Some(Duration::ZERO) && !self.zero_batch_delay {
            let reason = "0 is less than 1 second";
            return Err(ErrorResponse::mismatch(CODE, POINTER, &reason));
        }
        self.check_delay(delay, CODE, POINTER)
    }
}
