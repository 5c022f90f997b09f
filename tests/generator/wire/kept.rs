//! With the feature `serde`, what was received can be kept, and what is to be sent be read; with `testing`, a response is made.

use std::time::Duration;

use kept::Client;
use kept::Date;
use kept::List;
use kept::Settings;
use kept::client_runtime::decode;
use kept::shelves::ReadHeaders;
use kept::types::Book;
use kept::types::Change;
use kept::types::ChangeCorner;
use kept::types::ChangeSort;
use kept::types::Club;
use kept::types::Guest;
use kept::types::Hall;
use kept::types::Label;
use kept::types::Mark;
use kept::types::Room;
use kept::types::Shelf;
use kept::types::ShelfPlace;
use kept::types::ShelfState;
use kept::types::Wall;
use serde_json::Value;
use serde_json::json;

use crate::server::Server;

/// A shelf as a call gives it.
async fn received(shelf: &Value) -> Shelf {
    let server = Server::responding(200, "application/json", &shelf.to_string());
    let client = Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap();
    client.shelves().read().await.unwrap()
}

/// Properties of a shelf, each on its own.
fn properties() -> Vec<Value> {
    vec![
        json!({}),
        json!({"state": "burnt"}),
        json!({"label": "as long as a server likes"}),
        json!({"level": 2}),
        json!({"level": 9}),
        json!({"lent": 90}),
        json!({"corner": [1.5, "a", true, null]}),
        json!({"corner": [null, "a"]}),
        json!({"corner": []}),
        json!({"weights": {"a": 0.5, "b": 2.0}}),
        json!({"price": "12.50"}),
        json!({"books": [{"title": "Emma"}, {"pages": 3}, {"title": "Persuasion", "pages": 249}, "none"]}),
        json!({"owner": {"kind": "reader", "card": 7}}),
        json!({"owner": {"kind": "keeper", "since": "2026-01-31"}}),
        json!({"owner": {"kind": "cat", "lives": 9}}),
        json!({"place": {"number": 1}}),
        json!({"place": {"number": 1, "trees": 2}}),
        json!({"place": {"number": 1, "floor": 2}}),
        json!({"place": {"number": "none"}}),
        json!({"place": "outside"}),
        json!({"remark": "new"}),
        json!({"remark": ["new", "heavy"]}),
        json!({"remark": 5}),
        json!({"remark": null, "owner": null}),
        json!({"rows": 5, "columns": 6}),
    ]
}

fn with(property: &Value) -> Value {
    let mut shelf = json!({"label": "A", "state": "open"});
    let given = property.as_object().unwrap().clone();
    shelf.as_object_mut().unwrap().extend(given);
    shelf
}

/// The value without the properties that are `null`, as all are that a response did not have.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        Value::Object(properties) => {
            let given = properties.iter().filter(|(_, value)| !value.is_null());
            given.map(|(name, value)| (name.clone(), without_nulls(value))).collect()
        }
        other => other.clone(),
    }
}

#[tokio::test]
async fn a_response_that_was_kept_is_read_as_it_was() {
    for property in properties() {
        let shelf = received(&with(&property)).await;
        let kept = serde_json::to_vec(&shelf).unwrap();
        let read: Shelf = decode::from_slice(&kept).unwrap();
        assert_eq!(read, shelf, "{property}");
        let (given, written) = (without_nulls(&property), serde_json::from_slice(&kept).unwrap());
        let written = without_nulls(&written);
        for (name, value) in given.as_object().unwrap() {
            assert_eq!(written[name], *value, "{property}");
        }
    }
}

#[tokio::test]
async fn items_that_could_not_be_read_are_kept_at_their_places() {
    let books = json!([{"pages": 3}, {"title": "Emma"}, 5]);
    let shelf = received(&with(&json!({"books": books}))).await;
    let read: Shelf = decode::from_slice(&serde_json::to_vec(&shelf).unwrap()).unwrap();
    let places: Vec<usize> = read.books.unreadable().iter().map(|one| one.index()).collect();
    assert_eq!((read.books.len(), places), (1, vec![0, 2]));
    assert_eq!(serde_json::to_value(&read).unwrap()["books"][2], json!(5));
    let elsewhere = serde_json::from_value::<Shelf>(serde_json::to_value(&shelf).unwrap());
    assert!(elsewhere.is_err(), "without `decode::from_slice`, an unreadable item is an error");
}

/// A change, as it is sent.
fn change() -> Change {
    Change::new(Mark::new("red").unwrap())
}

#[test]
fn a_request_that_was_kept_is_read_as_it_was() {
    let date = Date::new("2026-01-31").unwrap();
    let changes = [
        change(),
        change().lend(Duration::from_secs(90)),
        change().note("new"),
        change().note_null(),
        change().corner(ChangeCorner::new().second("a").others([1])),
        change().buyer(Guest::new("Ann")),
        change().buyer(Club::new(20)),
        change().target(Wall::new().side("north")),
        change().target(Hall::new().rows(5)),
        change().target(Wall::new().meters(2.0)),
        change().moment(date),
        change().moment("some day"),
        change().sort(ChangeSort::Pages),
        change().sort(ChangeSort::Unknown("color".to_owned())),
    ];
    for change in changes {
        let kept = serde_json::to_string(&change).unwrap();
        assert_eq!(serde_json::from_str::<Change>(&kept).unwrap(), change, "{kept}");
    }
}

#[test]
fn a_request_is_read_as_strictly_as_it_is_made() {
    let invalid = json!({"mark": "r"});
    let error = serde_json::from_value::<Change>(invalid).unwrap_err();
    assert!(error.to_string().contains("Mark"), "{error}");
    let unknown = json!({"mark": "red", "buyer": {"kind": "cat"}});
    assert!(serde_json::from_value::<Change>(unknown).is_err());
    let none = json!({"mark": "red", "target": "none"});
    let error = serde_json::from_value::<Change>(none).unwrap_err();
    assert_eq!(error.to_string(), "no branch of the union can be read");
}

#[test]
fn a_test_makes_the_response_that_it_needs() {
    let empty = || serde_json::from_value::<Shelf>(json!({"label": "", "state": "open"})).unwrap();
    let shelf = Shelf {
        label: Label::new("A").unwrap(),
        state: ShelfState::Closed,
        books: List::from(vec![Book { title: "Emma".to_owned(), pages: None }]),
        place: Some(ShelfPlace::Room(Room { number: Some(1), floor: None })),
        ..empty()
    };
    assert_eq!((shelf.books.len(), shelf.lent), (1, None));
    let headers = ReadHeaders { x_left: Some(3) };
    assert_eq!(serde_json::to_value(headers).unwrap(), json!({"x-left": 3}));
}
