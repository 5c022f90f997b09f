//! `x-lease`: how messages of a queue are leased by one operation, and settled by others.

use super::keyword::Text;
use super::read::object;

object! {
    /// `x-lease` of the operation that pulls messages.
    pub struct Lease: LEASE {
        /// The property of the response that lists the messages, where it is no list itself.
        pub items: Option<Text> = optional("items"),
        /// The property of a message that holds its lease.
        pub lease: Text = required("lease"),
        /// The property of a message that says how often it was pulled.
        pub attempts: Option<Text> = optional("attempts"),
        /// The property of a message that holds its content.
        pub content: Option<Text> = optional("content"),
        /// The parameter, or the property of the body, that says how many messages to pull.
        pub batch_size: Text = required("batch_size"),
        /// The most of them, where no schema says so.
        pub most: Option<u64> = optional("most"),
        /// The parameter, or the property of the body, that says how long to lease them.
        pub visibility_timeout: Option<Text> = optional("visibility_timeout"),
        /// How messages that are done are settled.
        pub ack: Option<Settling> = expected("ack"),
        /// How messages to deliver again are handed back.
        pub retry: Option<Settling> = optional("retry"),
        /// The conditions in which there is nothing to pull for now.
        pub waiting: Vec<Text> = or_default("waiting"),
        /// The conditions that end a consumer.
        pub permanent: Vec<Text> = or_default("permanent"),
        /// The conditions in which a lease has ended, where each is settled with a call of its own.
        pub lost: Vec<Text> = or_default("lost"),
        pub rust_name: Option<Text> = optional("x-rust-name"),
    }
}

object! {
    /// How leases are settled.
    pub struct Settling: SETTLING {
        /// The `operationId` of the operation that settles them.
        pub operation: Text = required("operation"),
        /// The parameter, or the property of its body, that lists them.
        pub list: Option<Text> = optional("list"),
        /// The property of an item that holds the lease, where the items are no leases themselves; without a list, the parameter or
        /// the property of the body that is the lease.
        pub lease: Option<Text> = optional("lease"),
        /// The property of an item that tells it from the others of a call.
        pub number: Option<Text> = optional("number"),
        /// The property of an item, or of the body, that says how long a message waits.
        pub delay: Option<Text> = optional("delay"),
        /// The property of the response that counts those that were settled.
        pub count: Option<Text> = optional("count"),
        /// The property of the response that says what was wrong with some.
        pub warnings: Option<Text> = optional("warnings"),
        /// The property of such a warning that has the words.
        pub text: Option<Text> = optional("text"),
    }
}
