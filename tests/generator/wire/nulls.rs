//! Null is not the same as nothing.

use nulls::Client;
use nulls::Settings;
use nulls::types::ShelfChange;
use serde_json::json;

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

#[tokio::test]
async fn null_is_sent_where_it_was_set_and_nothing_where_nothing_was() {
    let server = Server::json(r#"{"label": null}"#);
    let shelves = client(&server);
    let change = ShelfChange::new().label_null();
    let shelf = shelves.shelves().change(7, change).await.unwrap();
    assert_eq!(shelf.label, None);
    let request = server.request();
    assert_eq!((request.method.as_str(), request.target.as_str()), ("PATCH", "/shelves/7"));
    assert_eq!(request.header("content-type"), Some("application/merge-patch+json"));
    assert_eq!(request.json(), json!({"label": null}));
}
