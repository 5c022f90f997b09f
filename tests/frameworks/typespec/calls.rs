//! Calls of the farm in `server.mjs`.
//!
//! - The document leaves out that a tuple has as many items as its elements.
//! - What a `JsonlStream` is a stream of is not described: its body is one text.

use std::collections::BTreeMap;
use std::env;

use serde_json::json;
use typespec::Client;
use typespec::DateTime;
use typespec::DecimalNumber;
use typespec::Error;
use typespec::Settings;
use typespec::client_runtime::Part;
use typespec::news::EventsEvent;
use typespec::types::Animal;
use typespec::types::Cow;
use typespec::types::FieldCrop;
use typespec::types::FieldSchema;
use typespec::types::FieldSchemaRequired;
use typespec::types::FieldUpdate;
use typespec::types::Hen;
use typespec::types::Plough;
use typespec::types::Problem;
use typespec::types::Rake;
use typespec::types::Tool;

fn client() -> Client {
    let url = env::var("TYPESPEC_URL").unwrap();
    Client::builder()
        .settings(Settings::new().base_url(url))
        .build()
        .unwrap()
}

#[tokio::test]
async fn each_parameter_comes_to_its_place() {
    let seen = client()
        .animals()
        .list()
        .kind(["cow", "hen"])
        .tags(["a", "b"])
        .x_trace("t")
        .await
        .unwrap();
    assert_eq!(
        json!(seen.given),
        json!({"kind": ["cow,hen"], "tags": ["a", "b"], "trace": "t"})
    );
}

#[tokio::test]
async fn what_is_derived_is_sent_and_read() {
    let client = client();
    let cow = client.animals().put(Cow::new("Lotte", 20)).await.unwrap();
    assert!(matches!(&cow, Animal::Cow(cow) if cow.name == "Lotte" && cow.milk == 20));
    let laid = DateTime::new("2026-01-02T03:04:05Z").unwrap();
    let hen = client
        .animals()
        .put(Hen::new("Berta").eggs(3).laid([laid]))
        .await
        .unwrap();
    assert!(matches!(&hen, Animal::Hen(hen) if hen.eggs == Some(3)));
}

#[tokio::test]
async fn what_is_derived_is_read_with_all_that_it_adds() {
    let animal = client().animals().read("Berta").await.unwrap();
    let Animal::Hen(hen) = &animal else {
        panic!("{animal:?}")
    };
    assert_eq!((hen.name.as_str(), hen.eggs), ("Berta", Some(3)));
    assert_eq!(
        hen.laid.as_ref().unwrap()[0].as_str(),
        "2026-01-02T03:04:05Z"
    );
}

#[tokio::test]
async fn an_animal_that_is_not_described_is_kept() {
    let animal = client().animals().read("Odd").await.unwrap();
    assert!(matches!(&animal, Animal::Unknown(value) if value["horns"] == 2));
}

#[tokio::test]
async fn errors_are_read() {
    let none = client().animals().read("nobody").await;
    assert!(matches!(&none, Err(Error::Api(error)) if error.status() == 404));
    assert_eq!(
        none.unwrap_err().json::<Problem>().unwrap().message,
        "no such animal"
    );
}

#[tokio::test]
async fn what_only_the_server_sets_is_not_sent_but_read() {
    let rows = BTreeMap::from([("north".to_owned(), 3)]);
    let size = DecimalNumber::new("1.50").unwrap();
    let field = FieldSchema::new(FieldSchemaRequired {
        crop: FieldCrop::Oats,
        size,
        rows: rows.clone(),
        corner: vec![1, 2],
        note: None,
    });
    let added = client().fields().add(field).await.unwrap();
    assert_eq!(added.id.as_deref(), Some("f1"));
    assert_eq!(added.crop, FieldCrop::Oats);
    assert_eq!(added.size.as_str().parse(), Ok(1.5));
    assert_eq!(
        (&added.rows, &added.corner, &added.note),
        (&rows, &vec![1, 2], &None)
    );
}

#[tokio::test]
async fn what_was_not_set_is_not_sent_and_null_is() {
    let client = client();
    let given = async |change| json!(client.fields().change(change).await.unwrap().given);
    assert_eq!(given(FieldUpdate::new()).await, json!({}));
    let change = FieldUpdate::new().note_null().crop(FieldCrop::Rye);
    assert_eq!(given(change).await, json!({"note": null, "crop": "rye"}));
}

#[tokio::test]
async fn nothing_comes_of_a_removal() {
    client().fields().remove().await.unwrap();
}

#[tokio::test]
async fn a_tag_tells_tools_apart() {
    let client = client();
    let plough = client.shed().tool(Plough::new(1.5)).await.unwrap();
    assert!(matches!(&plough, Tool::Plough(plough) if plough.width == 1.5));
    let rake = client.shed().tool(Rake::new(12)).await.unwrap();
    assert!(matches!(&rake, Tool::Rake(rake) if rake.teeth == 12));
}

#[tokio::test]
async fn a_number_that_is_text_is_a_number() {
    assert_eq!(client().shed().count().await.unwrap(), 12);
}

#[tokio::test]
async fn a_file_is_a_part() {
    let seen = client()
        .shed()
        .plan(Part::new(vec![0xff, 0x00]))
        .note("n")
        .await
        .unwrap();
    assert_eq!(json!(seen.given), json!({"plan": "ff00", "note": "6e"}));
}

#[tokio::test]
async fn bytes_are_bytes() {
    assert_eq!(client().shed().raw().await.unwrap()[..], [0xff, 0x00]);
}

#[tokio::test]
async fn events_are_told_apart_by_their_types() {
    let mut events = client().news().events().await.unwrap();
    let mut read = Vec::new();
    while let Some(event) = events.next().await {
        read.push(event.unwrap().data);
    }
    assert!(matches!(&read[0], EventsEvent::Born(cow) if cow.milk == 20));
    let others = [
        EventsEvent::Laid(3),
        EventsEvent::Word("quoted".to_owned()),
        EventsEvent::Note("\"plain\"".to_owned()),
        EventsEvent::Other(json!("soon")),
    ];
    // `[DONE]` is no event.
    assert_eq!(read[1..], others);
}

#[tokio::test]
async fn lines_that_are_not_described_are_a_text() {
    let lines = client().news().lines().await.unwrap();
    assert_eq!(lines, "{\"kind\":\"hen\",\"name\":\"Berta\"}\n");
}
