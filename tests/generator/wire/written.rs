//! Texts that stand in a document without quotes are the texts that are written there.

use serde_json::json;
use written::Client;
use written::Settings;
use written::releases::ListVersion;
use written::types::Channel;
use written::types::ReleaseVersion;

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

#[tokio::test]
async fn what_looks_like_a_number_is_sent_as_it_is_written() {
    let server = Server::json("{}");
    let client = client(&server);
    for (version, written) in [
        (ListVersion::V10, "1.0"),
        (ListVersion::V110, "1.10"),
        (ListVersion::V0x10, "0x10"),
        (ListVersion::V1e3, "1e3"),
        (ListVersion::V010, "010"),
        (ListVersion::V1000, "1_000"),
        (ListVersion::No, "no"),
        (ListVersion::On, "on"),
        (ListVersion::True, "true"),
        (ListVersion::V20240101, "2024-01-01"),
        (ListVersion::V123045, "12%3A30%3A45"),
    ] {
        client.releases().list().version(version).channels([Channel::V410]).await.unwrap();
        let target = format!("/releases?line=2.50&version={written}&channels=4.10");
        assert_eq!(server.request().target, target);
    }
}

#[tokio::test]
async fn it_is_read_as_it_is_written() {
    let release = json!({
        "version": "1.20", "1.10": "x", "made": "2026-01-31T12:00:00.1234567891Z",
        "size": u64::MAX, "parts": i64::MIN, "name": "n", "weight": 1e300
    });
    let server = Server::json(&release.to_string());
    let release = client(&server).releases().list().await.unwrap();
    assert_eq!(release.version, Some(ReleaseVersion::V120));
    assert_eq!(release.v1_10.as_deref(), Some("x"));
    assert_eq!(release.made.unwrap(), "2026-01-31T12:00:00.1234567891Z");
    assert_eq!((release.size, release.parts), (Some(u64::MAX), Some(i64::MIN)));
}
