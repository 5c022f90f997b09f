//! Calls of the garden in `server.py`.

use std::collections::BTreeMap;
use std::env;

use litestar::Client;
use litestar::Date;
use litestar::Error;
use litestar::Settings;
use litestar::Uuid;
use litestar::client_runtime::Part;
use litestar::growing::PutGrowingBody;
use litestar::photos::AddPhotoResponseValue;
use litestar::plants::ListPlantsResponseValue;
use litestar::texts::SeasonSeason;
use litestar::types::BadRequest;
use litestar::types::Colour;
use litestar::types::Flower;
use litestar::types::Plant;
use litestar::types::PlantChange;
use litestar::types::Tree;

fn client() -> Client {
    let url = env::var("LITESTAR_URL").unwrap();
    Client::builder()
        .settings(Settings::new().base_url(url))
        .build()
        .unwrap()
}

fn id(last: u8) -> Uuid {
    Uuid::new(format!("00000000-0000-0000-0000-0000000000{last:02}")).unwrap()
}

#[tokio::test]
async fn a_plant_is_read_as_it_was_sent() {
    let sizes = BTreeMap::from([("leaf".to_owned(), 3)]);
    let plant = Plant::new(id(1), "Ivy")
        .sown(Date::new("2026-03-01").unwrap())
        .colours([Colour::White]);
    let plant = plant.sizes(sizes).spot([1, 2]);
    assert_eq!(
        client().plants().add_plant(plant.clone()).await.unwrap(),
        plant
    );
}

#[tokio::test]
async fn each_parameter_comes_to_its_place() {
    let client = client();
    let call = client
        .plants()
        .list_plants()
        .colours([Colour::Red, Colour::White])
        .limit(3);
    let seen = call.x_trace("t").await.unwrap();
    let colours = ["red", "white"].map(str::to_owned).to_vec();
    assert_eq!(
        seen["colours"],
        Some(ListPlantsResponseValue::List(colours))
    );
    assert_eq!(seen["limit"], Some(ListPlantsResponseValue::Integer(3)));
    assert_eq!(
        seen["trace"],
        Some(ListPlantsResponseValue::Text("t".to_owned()))
    );
}

#[tokio::test]
async fn a_list_of_one_is_a_list() {
    let seen = client()
        .plants()
        .list_plants()
        .colours([Colour::Red])
        .await
        .unwrap();
    assert_eq!(
        seen["colours"],
        Some(ListPlantsResponseValue::List(vec!["red".to_owned()]))
    );
    assert_eq!(seen["trace"], None);
}

#[tokio::test]
async fn what_the_server_sets_is_read() {
    let plant = client().plants().read_plant(id(2)).await.unwrap();
    assert_eq!(plant.id, id(2));
    assert!(plant.sown.is_null());
    assert_eq!(plant.spot.value(), Some(&vec![1, 2]));
}

#[tokio::test]
async fn errors_are_read() {
    let Err(Error::Api(error)) = client().plants().read_plant(id(0)).await else {
        panic!()
    };
    assert_eq!(error.status(), 404);
    let error = client()
        .texts()
        .season(SeasonSeason::Unknown("noon".to_owned()))
        .await
        .unwrap_err();
    assert_eq!(error.json::<BadRequest>().unwrap().status_code, 400);
}

#[tokio::test]
async fn what_was_not_set_is_not_sent_and_null_is() {
    let client = client();
    let given =
        async |change| client.plants().change_plant(id(1), change).await.unwrap()["given"].to_vec();
    assert_eq!(given(PlantChange::new()).await, [""; 0]);
    assert_eq!(given(PlantChange::new().sown_null()).await, ["sown"]);
    assert_eq!(
        given(PlantChange::new().name("Fern").sown_null()).await,
        ["name", "sown"]
    );
}

#[tokio::test]
async fn nothing_comes_of_a_removal() {
    client().plants().remove_plant(id(1)).await.unwrap();
}

#[tokio::test]
async fn tagged_structs_are_told_apart() {
    let client = client();
    let tree = client.growing().put_growing(Tree::new(2.5)).await.unwrap();
    assert!(matches!(&tree, PutGrowingBody::Tree(tree) if tree.height == 2.5));
    let flower = client
        .growing()
        .put_growing(Flower::new([Colour::Red]))
        .await
        .unwrap();
    assert!(matches!(&flower, PutGrowingBody::Flower(flower) if flower.colours == [Colour::Red]));
}

#[tokio::test]
async fn optional_files_are_files() {
    let client = client();
    let photo = || Part::new(vec![0xff, 0x00]).file_name("a.png");
    let seen = client.photos().add_photo("n", photo()).await.unwrap();
    assert_eq!(
        seen["note"],
        Some(AddPhotoResponseValue::Text("n".to_owned()))
    );
    assert_eq!(
        seen["photo"],
        Some(AddPhotoResponseValue::Text("ff00".to_owned()))
    );
    assert_eq!(seen["others"], None);
    let others = ["1.png", "2.png"];
    let call = client.photos().add_photo("n", photo());
    let seen = call
        .others(others.map(|name| Part::new(vec![1]).file_name(name)))
        .await
        .unwrap();
    let others = others.map(str::to_owned).to_vec();
    assert_eq!(seen["others"], Some(AddPhotoResponseValue::List(others)));
}

#[tokio::test]
async fn texts_are_texts() {
    assert_eq!(
        client().texts().motto().await.unwrap(),
        "slow and steady"
    );
}

#[tokio::test]
async fn headers_of_a_response_can_be_had() {
    let seen = client()
        .texts()
        .season(SeasonSeason::Autumn)
        .send()
        .await
        .unwrap();
    assert_eq!(seen["season"], "autumn");
    assert_eq!(seen.headers()["x-left"], "3");
}
