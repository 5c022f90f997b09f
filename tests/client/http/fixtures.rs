//! The values that the tests share.

use cloudflare_queues::Client;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::QueueId;

use crate::server::Server;

pub(crate) const TOKEN: &str = "canary-token-0123456789";

pub(crate) const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
pub(crate) const QUEUE: &str = "queue-of-the-tests_0123456789ABC";

/// A lease id as the service makes them.
pub(crate) const LEASE: &str = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..Q8p21d7dceR6vUfwftONdQ.JVqZgAS-Zk7MqmqccYtTHeeMElNHaOMigeWdb8LyMOg.T2_HV99CYzGaQuhTyW8RsgbnpTRZHRM6N7UoSaAKeK0";

/// The smallest response that all operations take for a success.
pub(crate) const SUCCESS: &str = r#"{"success":true,"result":{}}"#;

pub(crate) fn account() -> AccountId {
    AccountId::new(ACCOUNT).unwrap()
}

pub(crate) fn queue() -> QueueId {
    QueueId::new(QUEUE).unwrap()
}

/// A client of `server`, with a token and an account.
pub(crate) fn client(server: &Server) -> Client {
    Client::builder()
        .api_token(TOKEN)
        .account_id(account())
        .settings(server.settings())
        .build()
        .unwrap()
}
