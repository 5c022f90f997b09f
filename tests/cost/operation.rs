//! The calls that are measured, and what they send.

use cloudflare_queues::types::LeaseId;

/// The messages of a batch.
pub(crate) const BATCH: usize = 100;

/// An operation of the client.
#[derive(Clone, Copy, Eq, Hash, PartialEq)]
pub(crate) enum Operation {
    Push,
    BulkPush,
    Pull,
    Acknowledge,
}

/// What one call sends. It is made before anything is counted, and the call takes it: a generated one moves it into its request,
/// one by hand borrows from it.
pub(crate) enum Input {
    Push(String),
    BulkPush(Vec<String>),
    Pull(u32),
    Acknowledge(Vec<LeaseId>),
}

impl Operation {
    pub(crate) const ALL: [Self; 4] = [Self::Push, Self::BulkPush, Self::Pull, Self::Acknowledge];

    /// The last segment of its path.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::BulkPush => "batch",
            Self::Pull => "pull",
            Self::Acknowledge => "ack",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|operation| operation.name() == name)
    }

    pub(crate) fn description(self) -> &'static str {
        match self {
            Self::Push => "push of 1 KB",
            Self::BulkPush => "bulk push of 100 messages of 512 bytes",
            Self::Pull => "pull of 100 messages of 512 bytes",
            Self::Acknowledge => "acknowledge of 100 leases",
        }
    }

    pub(crate) fn input(self) -> Input {
        match self {
            Self::Push => Input::Push(text(1024)),
            Self::BulkPush => Input::BulkPush((0..BATCH).map(|_| text(512)).collect()),
            Self::Pull => Input::Pull(100),
            Self::Acknowledge => {
                Input::Acknowledge((0..BATCH).map(|index| lease_id(index).into()).collect())
            }
        }
    }

    /// What the service sends back, which are so many messages for a pull.
    pub(crate) fn response(self, messages: usize) -> String {
        let result = match self {
            Self::Push | Self::BulkPush => {
                r#"{"metadata":{"metrics":{"backlog_bytes":55,"backlog_count":5,"oldest_message_timestamp_ms":1710950954154}}}"#
                    .to_owned()
            }
            Self::Pull => {
                let messages: Vec<String> = (0..messages).map(message).collect();
                let messages = messages.join(",");
                format!(r#"{{"message_backlog_count":5,"messages":[{messages}]}}"#)
            }
            Self::Acknowledge => r#"{"ackCount":100,"retryCount":0,"warnings":[]}"#.to_owned(),
        };
        format!(r#"{{"success":true,"errors":[],"messages":[],"result":{result}}}"#)
    }
}

/// Text of so many bytes: sentences and lines.
fn text(length: usize) -> String {
    let sentence =
        "The order 4711 of 30 November was paid, packed and handed over to \"the carrier\".\n";
    sentence.chars().cycle().take(length).collect()
}

/// As long as those of the service.
fn lease_id(index: usize) -> String {
    format!(
        "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..Q8p21d7dceR6vUfwftONdQ.\
         JVqZgAS-Zk7MqmqccYtTHeeMElNHaOMigeWdb8LyMOg.T2_HV99CYzGaQuhTyW8RsgbnpTRZHRM6N7U{index:08}"
    )
}

fn message(index: usize) -> String {
    let body = text(512).replace('"', "\\\"").replace('\n', "\\n");
    let lease_id = lease_id(index);
    format!(
        r#"{{"id":"b01b5594f784d0165c29{index:012}","timestamp_ms":1710950954154,"body":"{body}","attempts":1,"metadata":{{"CF-sourceMessageSource":"dash","CF-Content-Type":"text"}},"lease_id":"{lease_id}"}}"#
    )
}
