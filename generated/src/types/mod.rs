// Generated from spec/queues.yaml by `cargo run`.
// Edit the spec and run the command again: changes made here are lost.

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
mod response_info_source;
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
pub use self::response_info::ResponseInfo;
pub use self::response_info_source::ResponseInfoSource;
pub use self::result_metadata::ResultMetadata;
pub use self::retry::Retry;
pub use self::text_message::TextMessage;
