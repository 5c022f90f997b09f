//! What the tests here share.

use std::time::Duration;

use cloudflare_queues::Client;
use cloudflare_queues::Settings;
use cloudflare_queues::types::AccountId;
use cloudflare_queues::types::QueueId;
use queues_fake::Fault;
use queues_fake::QueueHandle;
use queues_fake::QueuesFake;

/// Every kind of fault that the fake has, each short enough for a test.
pub(crate) fn faults() -> Vec<Fault> {
    let moment = Duration::from_millis(1);
    vec![
        Fault::LostRequest,
        Fault::LostResponse,
        Fault::NoResponse,
        Fault::CutBody,
        Fault::DrippingBody {
            every: Duration::ZERO,
        },
        Fault::SlowResponse { by: moment },
        Fault::Status {
            status: 500,
            code: 15000,
            retry_after: None,
        },
        Fault::RateLimited {
            retry_after: Duration::ZERO,
        },
        Fault::Overloaded,
        Fault::SuccessFalse { code: 15000 },
        Fault::HtmlPage { status: 502 },
        Fault::GatewayTimeout,
    ]
}

/// Settings under which a fault costs little time.
pub(crate) fn settings() -> Settings {
    Settings::new()
        .attempt_timeout(Duration::from_millis(150))
        .backoff(Duration::ZERO, Duration::ZERO)
}

/// A client of the fake.
pub(crate) fn client(fake: &QueuesFake, settings: Settings) -> Client {
    Client::builder()
        .settings(settings.base_url(fake.base_url()))
        .api_token(fake.api_token())
        .account_id(AccountId::new(fake.account_id()).unwrap())
        .build()
        .unwrap()
}

pub(crate) fn id(queue: &QueueHandle) -> QueueId {
    QueueId::new(queue.id()).unwrap()
}
