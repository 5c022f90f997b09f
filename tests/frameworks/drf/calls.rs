//! Calls of the kitchen in `server.py`.

use std::env;

use drf::Client;
use drf::DateTime;
use drf::Decimal;
use drf::Error;
use drf::Settings;
use drf::Uuid;
use drf::client_runtime::Part;
use drf::dishes::PhotoCreateMultipart;
use drf::types::BlankEnum;
use drf::types::DishRequest;
use drf::types::DishRequestMood;
use drf::types::MoodEnum;
use drf::types::PatchedDishRequest;
use drf::types::PhotoRequest;
use drf::types::StarsEnum;
use serde_json::json;

fn client() -> Client {
    let url = env::var("DRF_URL").unwrap();
    Client::builder()
        .settings(Settings::new().base_url(url))
        .build()
        .unwrap()
}

fn id(last: u8) -> Uuid {
    Uuid::new(format!("00000000-0000-0000-0000-0000000000{last:02}")).unwrap()
}

fn dish() -> DishRequest {
    DishRequest::new(id(1), "Soup", Decimal::new("12.50").unwrap())
}

#[tokio::test]
async fn a_dish_is_read_as_it_was_sent() {
    let cooked = DateTime::new("2026-01-02T03:04:05Z").unwrap();
    let request = dish()
        .mood(MoodEnum::Hot)
        .stars(StarsEnum::V2)
        .cooked(cooked.clone())
        .parts(["salt"]);
    let dish = client()
        .dishes()
        .create(request.secret("thyme"))
        .await
        .unwrap();
    assert_eq!(dish.id, id(1));
    assert_eq!(dish.mood, Some(DishRequestMood::MoodEnum(MoodEnum::Hot)));
    assert_eq!(dish.stars, Some(StarsEnum::V2));
    assert_eq!(dish.price.as_str(), "12.50");
    assert_eq!(dish.cooked, Some(cooked));
    assert_eq!(dish.parts[..], ["salt"]);
    assert_eq!(dish.rank, 1);
}

#[tokio::test]
async fn null_is_sent_where_a_choice_may_be_null() {
    let dish = client()
        .dishes()
        .create(dish().mood_null().stars_null().cooked_null())
        .await
        .unwrap();
    assert_eq!(
        (&dish.mood, &dish.stars, &dish.cooked),
        (&None, &None, &None)
    );
}

#[tokio::test]
async fn an_empty_choice_is_told_from_an_unknown_one() {
    let dish = client()
        .dishes()
        .create(dish().mood(BlankEnum::Empty))
        .await
        .unwrap();
    assert_eq!(
        dish.mood,
        Some(DishRequestMood::BlankEnum(BlankEnum::Empty))
    );
    let dish = client().dishes().retrieve(id(2)).await.unwrap();
    assert_eq!(
        dish.mood,
        Some(DishRequestMood::BlankEnum(BlankEnum::Empty))
    );
    assert_eq!(dish.stars, None);
}

#[tokio::test]
async fn each_parameter_comes_to_its_place() {
    let seen = client()
        .dishes()
        .list()
        .mood(["mild", "hot"])
        .x_trace("t")
        .await
        .unwrap();
    assert_eq!(
        json!(seen[0].given),
        json!({"mood": ["mild", "hot"], "trace": "t"})
    );
}

#[tokio::test]
async fn errors_are_read() {
    let Err(Error::Api(error)) = client().dishes().retrieve(id(0)).await else {
        panic!()
    };
    assert_eq!(error.status(), 404);
    let Err(Error::Api(error)) = client()
        .dishes()
        .create(dish().stars(StarsEnum::Unknown(9)))
        .await
    else {
        panic!()
    };
    assert_eq!(error.status(), 400);
    assert!(error.body().starts_with(br#"{"stars":"#));
}

#[tokio::test]
async fn what_was_not_set_is_not_sent_and_null_is() {
    let client = client();
    let given = async |change| {
        let seen = client
            .dishes()
            .partial_update(id(1))
            .patched_dish_request(change)
            .await
            .unwrap();
        json!(seen.given)
    };
    assert_eq!(given(PatchedDishRequest::new()).await, json!({}));
    let change = PatchedDishRequest::new()
        .mood_null()
        .stars_null()
        .parts(["salt"]);
    assert_eq!(
        given(change).await,
        json!({"mood": null, "stars": null, "parts": ["salt"]})
    );
}

#[tokio::test]
async fn nothing_comes_of_a_removal() {
    client().dishes().destroy(id(1)).await.unwrap();
}

#[tokio::test]
async fn a_body_with_a_file_is_a_form() {
    let photo = Part::new(vec![0xff, 0x00]).file_name("a.png");
    let form = PhotoCreateMultipart::new().photo(photo).note("n");
    let seen = client().dishes().photo_create().body(form).await.unwrap();
    assert_eq!(
        json!(seen.given),
        json!({"photo": ["a.png", "ff00"], "note": "n"})
    );
}

#[tokio::test]
async fn without_a_file_it_can_be_json() {
    let seen = client()
        .dishes()
        .photo_create()
        .body(PhotoRequest::new().note("n"))
        .await
        .unwrap();
    assert_eq!(json!(seen.given), json!({"photo": null, "note": "n"}));
}

#[tokio::test]
async fn the_document_can_be_had() {
    let document = client().openapi().json_retrieve().await.unwrap();
    assert_eq!(document["info"]["title"], "Kitchen");
}
