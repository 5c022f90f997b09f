//! The stream of the runtime.

use cloudflare_queues::Settings;
use cloudflare_queues::client_runtime::Credentials;
use cloudflare_queues::client_runtime::EventStream;
use cloudflare_queues::client_runtime::HttpClient;

use super::Reading;
use crate::Outcome;

/// Reads all events, and looks around behind each; how many there are.
pub(super) async fn read(settings: Settings, look: impl Fn()) -> Outcome<u64> {
    let credentials = Credentials::new(&[], []);
    let client = HttpClient::new("https://example.com", "cost/1.0", credentials, settings)?;
    let mut events: EventStream<Reading> = client.get("/").send_events().await?.into_value();
    let mut read = 0;
    while let Some(event) = events.next().await {
        event?;
        read += 1;
        look();
    }
    Ok(read)
}
