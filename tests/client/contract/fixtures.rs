//! The values that the tests share.

use cloudflare_queues::Client;
use cloudflare_queues::ClientBuilder;
use cloudflare_queues::Settings;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::QueueId;
use queues_fake::Builder;
use queues_fake::Clock;
use queues_fake::QueuesFake;

pub(crate) const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
pub(crate) const TOKEN: &str = "token-of-the-contract-tests";
pub(crate) const EMAIL: &str = "contract@example.com";
pub(crate) const KEY: &str = "key-of-the-contract-tests";

/// Lease ids as the service makes them, of which the fake knows none.
pub(crate) const LEASES: [&str; 2] = [
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..Q8p21d7dceR6vUfwftONdQ.JVqZgAS-Zk7MqmqccYtTHeeMElNHaOMigeWdb8LyMOg.T2_HV99CYzGaQuhTyW8RsgbnpTRZHRM6N7UoSaAKeK0",
    "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2Q0JDLUhTNTEyIn0..QXPgHfzETsxYQ1Vd-H0hNA.mFALS3lyouNtgJmGSkTzEo_imlur95EkSiH7fIRIn2U.PlwBk14CY_EWtzYB-_5CR1k30bGuPFPUx1Nk5WIipFU",
];

pub(crate) fn queue_id(id: &str) -> QueueId {
    QueueId::new(id).unwrap()
}

/// A client of that server. It makes each call once, so that what is sent is what the test asked for.
pub(crate) fn client(base_url: &str, authenticate: fn(ClientBuilder) -> ClientBuilder) -> Client {
    authenticate(Client::builder())
        .account_id(AccountId::new(ACCOUNT).unwrap())
        .settings(Settings::new().base_url(base_url).attempts(1))
        .build()
        .unwrap()
}

pub(crate) fn with_token(builder: ClientBuilder) -> ClientBuilder {
    builder.api_token(TOKEN)
}

pub(crate) fn with_email_and_key(builder: ClientBuilder) -> ClientBuilder {
    builder.api_email_and_api_key(EMAIL, KEY)
}

/// A fake that those clients may call, and that gives the same responses in every run.
pub(crate) fn fake() -> Builder {
    QueuesFake::builder()
        .account_id(ACCOUNT)
        .api_token(TOKEN)
        .api_email_and_key(EMAIL, KEY)
        .clock(Clock::manual())
        .strict()
}
