//! Calls of the bakery in `src/main.rs`.
//!
//! - A number of `u8` is described without its upper bound.
//! - A generic type is described with a copy of what it holds, instead of a reference.

use std::collections::BTreeMap;
use std::env;
use std::time::Duration;
use std::time::Instant;

use serde_json::json;
use utoipa::Client;
use utoipa::Error;
use utoipa::Settings;
use utoipa::Uuid;
use utoipa::client_runtime::JsonStream;
use utoipa::types::Bread;
use utoipa::types::BreadRequired;
use utoipa::types::Crumb;
use utoipa::types::Flour;
use utoipa::types::Loaf;
use utoipa::types::LoafLong;
use utoipa::types::LoafRound;
use utoipa::types::PageLoafItem;
use utoipa::types::Problem;
use utoipa::types::Topping;
use utoipa::types::ToppingGlaze;
use utoipa::types::ToppingGlazeGlaze;
use utoipa::types::ToppingSeeds;
use utoipa::types::ToppingText;

fn client() -> Client {
    let url = env::var("UTOIPA_URL").unwrap();
    Client::builder()
        .settings(Settings::new().base_url(url))
        .build()
        .unwrap()
}

fn id(last: u8) -> Uuid {
    Uuid::new(format!("00000000-0000-0000-0000-0000000000{last:02}")).unwrap()
}

fn bread(loaf: impl Into<Loaf>, toppings: Vec<Topping>) -> Bread {
    let weights = BTreeMap::from([("crust".to_owned(), 200)]);
    Bread::new(BreadRequired {
        flour: Flour::Rye,
        id: id(1),
        loaf: loaf.into(),
        name: "Rye".to_owned(),
        toppings,
        weights,
    })
}

#[tokio::test]
async fn a_bread_is_read_as_it_was_sent() {
    let toppings = vec![ToppingSeeds::new(7).into(), ToppingText::Plain.into()];
    let bread = bread(LoafRound::new(20.0), toppings).price(2.5);
    assert_eq!(client().breads().bake(bread.clone()).await.unwrap(), bread);
}

#[tokio::test]
async fn null_is_sent_and_read() {
    let bread = bread(LoafLong::new(40), Vec::new()).price_null();
    let baked = client().breads().bake(bread).await.unwrap();
    assert!(baked.price.is_null());
    assert!(matches!(&baked.loaf, Loaf::Long(loaf) if loaf.length == 40));
}

#[tokio::test]
async fn each_parameter_comes_to_its_place() {
    let seen = client()
        .breads()
        .search()
        .flour(Flour::Wheat)
        .limit(3)
        .x_trace("t")
        .await
        .unwrap();
    assert_eq!(
        json!(seen.given),
        json!({"flour": "wheat", "limit": 3, "trace": "t"})
    );
}

#[tokio::test]
async fn parameters_that_are_not_set_are_not_sent() {
    let seen = client().breads().search().await.unwrap();
    assert_eq!(
        json!(seen.given),
        json!({"flour": null, "limit": null, "trace": null})
    );
}

#[tokio::test]
async fn a_generic_page_is_read() {
    let page = client().breads().loaves(id(1)).await.unwrap();
    assert!(matches!(&page.items[0], PageLoafItem::Round(loaf) if loaf.diameter == 20.0));
    assert!(matches!(&page.items[1], PageLoafItem::Long(loaf) if loaf.length == 40));
    assert_eq!(page.next, None);
}

#[tokio::test]
async fn errors_are_read() {
    let none = client().breads().loaves(id(0)).await;
    assert!(matches!(&none, Err(Error::Api(error)) if error.status() == 404));
    assert_eq!(
        none.unwrap_err().json::<Problem>().unwrap().message,
        "no such bread"
    );
}

#[tokio::test]
async fn nothing_comes_of_a_removal() {
    client().breads().eat(id(1)).await.unwrap();
}

#[tokio::test]
async fn the_name_of_the_only_property_tells_toppings_apart() {
    let client = client();
    let put = async |topping: Topping| client.toppings().top(topping).await.unwrap();
    let seeds = put(ToppingSeeds::new(7).into()).await;
    assert!(matches!(&seeds, Topping::Seeds(topping) if topping.seeds == 7));
    let glaze = put(ToppingGlaze::new(ToppingGlazeGlaze::new(true)).into()).await;
    assert!(matches!(&glaze, Topping::Glaze(topping) if topping.glaze.sweet));
    let plain = put(ToppingText::Plain.into()).await;
    assert!(matches!(&plain, Topping::Text(ToppingText::Plain)));
}

#[tokio::test]
async fn a_number_above_its_bound_is_refused_by_the_server() {
    let Err(Error::Api(error)) = client().toppings().top(ToppingSeeds::new(300)).await else {
        panic!()
    };
    assert_eq!(error.status(), 422);
}

#[tokio::test]
async fn texts_are_texts() {
    assert_eq!(client().texts().motto().await.unwrap(), "rise early");
}

/// The numbers of crumbs as they come.
async fn numbers(mut crumbs: JsonStream<Crumb>) -> Vec<i64> {
    let mut numbers = Vec::new();
    while let Some(crumb) = crumbs.next().await {
        numbers.push(crumb.unwrap().number);
    }
    numbers
}

#[tokio::test]
async fn events_are_seen_when_they_come() {
    let started = Instant::now();
    let mut events = client().crumbs().oven().await.unwrap();
    let mut seen = Vec::new();
    while let Some(event) = events.next().await {
        let event = event.unwrap();
        assert_eq!(
            (event.event.as_str(), event.id),
            ("crumb", event.data.number.to_string())
        );
        seen.push(started.elapsed());
    }
    // The server waits 200 ms between two.
    assert_eq!(seen.len(), 4);
    assert!(seen[3] - seen[0] >= Duration::from_millis(500), "{seen:?}");
}

#[tokio::test]
async fn items_of_all_forms_are_read() {
    let client = client();
    let crumbs = client.crumbs();
    assert_eq!(
        numbers(crumbs.crumb_lines().await.unwrap()).await,
        [0, 1, 2]
    );
    assert_eq!(
        numbers(crumbs.crumb_sequence().await.unwrap()).await,
        [0, 1, 2]
    );
    let mut parts = crumbs.crumb_parts().await.unwrap();
    let mut numbers = Vec::new();
    while let Some(part) = parts.next().await {
        numbers.push(part.unwrap().data.number);
    }
    assert_eq!(numbers, [0, 1, 2]);
}

#[tokio::test]
async fn methods_of_any_name_are_called() {
    let client = client();
    let found = client.crumbs().sift(Crumb::new(7)).await.unwrap();
    assert_eq!(numbers(found).await, [7]);
    let given = client.shelves().copy().to("attic").await.unwrap().given;
    assert_eq!(given, json!({"method": "COPY"}));
}
