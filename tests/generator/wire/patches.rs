//! Media types that do different things with the body are a choice, and those that are written in another way alone are none.

use std::collections::BTreeMap;

use patches::Call;
use patches::Client;
use patches::Settings;
use patches::shelves::ChangeBody;
use patches::types::Book;
use patches::types::Operation;
use patches::types::OperationRequired;
use serde_json::Value;
use serde_json::json;

use crate::server::Server;

fn server() -> (Server, Client) {
    let server = Server::responding(204, "", "");
    let client = Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap();
    (server, client)
}

/// The media type and the body that came.
fn came(server: &Server) -> (String, Value) {
    let request = server.request();
    (request.header("content-type").unwrap().to_owned(), request.json())
}

#[tokio::test]
async fn each_kind_of_patch_is_sent_as_what_it_is() {
    let (server, shop) = server();
    let operations = json!([{"op": "remove", "path": "/label"}]);
    let map = BTreeMap::from([("label".to_owned(), Value::Null)]);
    let bodies = [
        (ChangeBody::JsonPatch(operations.clone()), "application/json-patch+json", operations),
        (ChangeBody::MergePatch(map.clone()), "application/merge-patch+json", json!({"label": null})),
        (ChangeBody::ApplyPatch(map), "application/apply-patch+yaml", json!({"label": null})),
    ];
    for (body, media_type, expected) in bodies {
        shop.shelves().change(7, body).await.unwrap();
        assert_eq!(came(&server), (media_type.to_owned(), expected));
    }
}

#[tokio::test]
async fn patches_of_two_schemas_have_a_type_each() {
    let (server, shop) = server();
    let operation = OperationRequired { op: "replace".to_owned(), path: "/title".to_owned() };
    let operation = Operation::new(operation).value(json!("Sea"));
    shop.books().change(7, vec![operation]).await.unwrap();
    let expected = json!([{"op": "replace", "path": "/title", "value": "Sea"}]);
    assert_eq!(came(&server), ("application/json-patch+json".to_owned(), expected));
    shop.books().change(7, Book::new().title("Sea")).await.unwrap();
    assert_eq!(came(&server), ("application/merge-patch+json".to_owned(), json!({"title": "Sea"})));
}

#[tokio::test]
async fn names_of_the_same_json_are_no_choice() {
    let (server, shop) = server();
    let _: Call<'_, _> = shop.books().put(7, Book::new());
    shop.books().put(7, Book::new().title("Sea")).await.unwrap();
    assert_eq!(came(&server), ("application/json".to_owned(), json!({"title": "Sea"})));
    shop.authors().change(7, Book::new().title("Sea")).await.unwrap();
    assert_eq!(came(&server), ("application/vnd.shop.v2+json".to_owned(), json!({"title": "Sea"})));
}
