//! The generated client against real HTTP.

#[tokio::test]
async fn a_client_is_built() {
    assert!(cloudflare_queues::Client::builder().build().is_ok());
}
