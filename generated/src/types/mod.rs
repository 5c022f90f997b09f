// Generated from spec/queues.yaml by `cargo run`; changes made here are lost.

//! The types that operations share.

mod account_id;
mod acknowledgement;
mod json_message;
mod lease_id;
mod message;
mod metrics;
mod pulled_message;
mod push_result;
mod queue_id;
mod response_info;
mod result_metadata;
mod retry;
mod text_message;

pub use self::account_id::AccountId;
pub use self::acknowledgement::Acknowledgement;
pub use self::json_message::JsonMessage;
pub use self::lease_id::LeaseId;
pub use self::message::Message;
pub use self::metrics::Metrics;
pub use self::pulled_message::PulledMessage;
pub use self::push_result::PushResult;
pub use self::queue_id::QueueId;
pub use self::response_info::{ResponseInfo, ResponseInfoSource};
pub use self::result_metadata::ResultMetadata;
pub use self::retry::Retry;
pub use self::text_message::TextMessage;
