//! Calls of the harbour in `server.py`.
//!
//! - Each operationId begins with the name of the Python module, here `__main__`.
//! - A header is described by the name of its argument, `x_trace`. Django's server drops what has a `_` in its name.

use std::env;

use ninja::Client;
use ninja::DateTime;
use ninja::Error;
use ninja::Settings;
use ninja::Uuid;
use ninja::boats::ListBoatsKindItem;
use ninja::client_runtime::Part;
use ninja::drives::PutDriveResponse;
use ninja::types::Boat;
use ninja::types::BoatChange;
use ninja::types::BoatRequired;
use ninja::types::Kind;
use ninja::types::Problem;
use ninja::types::Rowing;
use ninja::types::Sailing;
use serde_json::json;

fn client() -> Client {
    let url = env::var("NINJA_URL").unwrap();
    Client::builder()
        .settings(Settings::new().base_url(url))
        .build()
        .unwrap()
}

fn id(last: u8) -> Uuid {
    Uuid::new(format!("00000000-0000-0000-0000-0000000000{last:02}")).unwrap()
}

fn boat(price: &str) -> Boat {
    Boat::new(BoatRequired {
        id: id(1),
        name: "Ada".to_owned(),
        price: price.into(),
    })
}

#[tokio::test]
async fn a_boat_is_read_as_it_was_sent() {
    let boat = boat("12.50")
        .kind(Kind::Motor)
        .crew(["Bo", "Cy"]);
    let boat = boat.built(DateTime::new("2026-01-02T03:04:05Z").unwrap());
    assert_eq!(
        client().boats().add_boat(boat.clone()).await.unwrap(),
        boat
    );
}

#[tokio::test]
async fn defaults_of_the_server_are_read() {
    let boat = client().boats().read_boat(id(1)).await.unwrap();
    assert_eq!(boat.kind, Some(Kind::Sail));
    assert_eq!(boat.price, "12.50");
    assert!(boat.built.is_null());
    assert_eq!(boat.crew, Some(Vec::new()));
}

#[tokio::test]
async fn each_parameter_comes_to_its_place() {
    let client = client();
    let call = client
        .boats()
        .list_boats()
        .kind([ListBoatsKindItem::Sail, ListBoatsKindItem::Motor]);
    let seen = call.limit(3).x_trace("t").await.unwrap();
    assert_eq!(
        json!(seen),
        json!({"kind": ["sail", "motor"], "limit": 3, "trace": null})
    );
}

#[tokio::test]
async fn parameters_that_are_not_set_have_their_defaults() {
    let seen = client().boats().list_boats().await.unwrap();
    assert_eq!(json!(seen), json!({"kind": [], "limit": 10, "trace": null}));
}

#[tokio::test]
async fn errors_are_read() {
    let error = client().boats().read_boat(id(0)).await.unwrap_err();
    assert_eq!(error.json::<Problem>().unwrap().message, "no such boat");
    let invalid = boat("a lot");
    let Err(Error::Api(error)) = client().boats().add_boat(invalid).await else {
        panic!()
    };
    assert_eq!(error.status(), 422);
}

#[tokio::test]
async fn what_was_not_set_is_not_sent_and_null_is() {
    let client = client();
    let given = async |change| {
        json!(
            client
                .boats()
                .change_boat(id(1), change)
                .await
                .unwrap()
        )
    };
    assert_eq!(given(BoatChange::new()).await, json!({"given": {}}));
    assert_eq!(
        given(BoatChange::new().crew_null()).await,
        json!({"given": {"crew": null}})
    );
    assert_eq!(
        given(BoatChange::new().name("Bo")).await,
        json!({"given": {"name": "Bo"}})
    );
}

#[tokio::test]
async fn nothing_comes_of_a_removal() {
    client().boats().remove_boat(id(1)).await.unwrap();
}

#[tokio::test]
async fn tags_that_have_defaults_are_sent() {
    let client = client();
    let rowing = client
        .drives()
        .put_drive(Rowing::new().oars(4))
        .await
        .unwrap();
    assert!(matches!(&rowing, PutDriveResponse::Rowing(one) if one.oars == Some(4)));
    let sailing = client
        .drives()
        .put_drive(Sailing::new().sails(3))
        .await
        .unwrap();
    assert!(matches!(&sailing, PutDriveResponse::Sailing(one) if one.sails == Some(3)));
}

#[tokio::test]
async fn an_optional_file_is_a_file() {
    let client = client();
    let paper = Part::new(vec![0xff, 0x00]).file_name("a.pdf");
    let seen = client
        .papers()
        .add_paper()
        .paper(paper)
        .note("n")
        .await
        .unwrap();
    assert_eq!(
        json!(seen),
        json!({"paper": ["a.pdf", "ff00"], "note": "n"})
    );
    let seen = client.papers().add_paper().note("n").await.unwrap();
    assert_eq!(json!(seen), json!({"paper": null, "note": "n"}));
}

#[tokio::test]
async fn the_key_is_sent_where_it_is_asked_for() {
    let url = env::var("NINJA_URL").unwrap();
    let client = Client::builder()
        .key("k")
        .settings(Settings::new().base_url(url))
        .build()
        .unwrap();
    assert_eq!(client.secrets().secret().await.unwrap()["key"], "k");
}
