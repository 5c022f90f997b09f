//! A union is read as what it is, and writes what it read.

use serde_json::Value;
use serde_json::json;
use unions::Client;
use unions::Settings;
use unions::types::*;

use crate::server::Server;

fn client(server: &Server) -> Client {
    Client::builder().settings(Settings::new().base_url(server.url())).build().unwrap()
}

/// Reads a property of the library, and holds it against what is written of it then.
async fn exchanged(property: &str, value: Value) -> Library {
    let library = json!({property: value});
    let server = Server::json(&library.to_string());
    let client = client(&server);
    let read = client.library().get().await.unwrap();
    server.request();
    client.library().put(read.clone()).await.unwrap();
    assert_eq!(server.request().json(), library);
    read
}

/// Holds what a value is read as against the beginning of its `Debug`.
async fn is_read_as(property: &str, value: Value, expected: &str) {
    let read = format!("{:?}", exchanged(property, value.clone()).await);
    let held = ["Some(", "Value("].map(|how| format!(" {property}: {how}"));
    let read = held.iter().find_map(|held| Some(read.split_once(held)?.1)).unwrap_or(&read);
    let read = read.strip_prefix("Value(").unwrap_or(read);
    assert!(read.starts_with(expected), "{property} {value} is read as {read}");
}

#[tokio::test]
async fn values_of_a_property_tell_branches_apart() {
    is_read_as("job", json!({"status": "paused", "place": 4}), "Waiting(").await;
    is_read_as("job", json!({"status": "finished", "result": "r"}), "Finished(").await;
    is_read_as("job", json!({"status": "failed", "result": "r"}), "Unknown(").await;
    // What is not there tells nothing: what is there does.
    is_read_as("job", json!({"place": 4}), "Waiting(").await;
    let server = Server::json(r#"{"job": {"result": "r"}}"#);
    let read = client(&server).library().get().await.unwrap();
    assert!(format!("{read:?}").contains("Finished("), "{read:?}");
    is_read_as("object", json!({"object": "list", "of": "page", "pages": 1}), "PageList(").await;
    is_read_as("object", json!({"object": "list", "of": "book", "books": 1}), "BookList(").await;
    is_read_as("object", json!({"object": "single", "of": "page"}), "Single(").await;
    is_read_as("object", json!({"object": "list", "of": "map"}), "Unknown(").await;
}

#[tokio::test]
async fn a_constant_tells_branches_apart_whether_or_not_it_is_required() {
    is_read_as("event", json!({"type": "opened", "at": "noon"}), "Opened(").await;
    is_read_as("event", json!({"type": "closed", "why": "rain"}), "Closed(").await;
    is_read_as("event", json!({"type": "closed"}), "Closed(").await;
    is_read_as("event", json!({"type": "moved"}), "Unknown(").await;
    let server = Server::responding(204, "", "");
    let library = Library::new().event(Closed::new().why("rain"));
    client(&server).library().put(library).await.unwrap();
    assert_eq!(server.request().json(), json!({"event": {"type": "closed", "why": "rain"}}));
}

#[tokio::test]
async fn the_discriminator_of_a_schema_that_all_branches_include_counts() {
    let server = Server::json(r#"[{"of":"room","seats":4},{"of":"book","pages":9}]"#);
    let read = client(&server).loans().list().await.unwrap();
    let read: Vec<String> = read.iter().map(|one| format!("{one:?}")).collect();
    assert!(read[0].starts_with("RoomLoan(") && read[1].starts_with("BookLoan("), "{read:?}");
    server.request();
    client(&server).loans().add(RoomLoan::new().seats(4)).await.unwrap();
    assert_eq!(server.request().json(), json!({"of": "room", "seats": 4}));
}

#[tokio::test]
async fn a_branch_that_is_sent_by_itself_has_its_tag_in_both() {
    let server = Server::json(r#"[{"kind":"Goods","weight":4},{"kind":"Money","amount":9}]"#);
    let read = client(&server).gifts().list().await.unwrap();
    let read: Vec<String> = read.iter().map(|one| format!("{one:?}")).collect();
    assert!(read[0].starts_with("Goods(") && read[1].starts_with("Money("), "{read:?}");
    server.request();
    let goods = Goods::new().weight(4);
    client(&server).gifts().add(goods.clone()).await.unwrap();
    assert_eq!(server.request().json(), json!({"kind": "Goods", "weight": 4}));
    client(&server).goods().add(goods).await.unwrap();
    assert_eq!(server.request().json(), json!({"kind": "Goods", "weight": 4}));
}

#[tokio::test]
async fn a_branch_that_does_not_describe_the_tag_has_it_in_the_union_only() {
    is_read_as("shape", json!({"type": "edged", "size": 4}), "Edged(").await;
    is_read_as("shape", json!({"type": "round", "size": 4}), "Round(").await;
    is_read_as("sign", json!({"type": "ring", "size": 4}), "Ring(").await;
    is_read_as("sign", json!({"type": "arrow", "arrow": {"type": "arrow"}}), "Arrow(").await;
    is_read_as("sign", json!({"type": "signs", "first": {"type": "arrow"}}), "Signs(").await;
    is_read_as("sign", json!({"type": "signs"}), "Signs(").await;
    let server = Server::responding(204, "", "");
    client(&server).circles().add(Circle::new().size(4)).await.unwrap();
    assert_eq!(server.request().json(), json!({"size": 4}));
}

#[tokio::test]
async fn a_union_in_a_union_leaves_what_it_does_not_know_to_the_others() {
    is_read_as("place", json!({"name": "n", "room": "r"}), "Indoors(Room(").await;
    is_read_as("place", json!({"name": "n", "road": "r"}), "Outdoors(Road(").await;
    is_read_as("place", json!({"name": "n", "tower": "t"}), "Unknown(").await;
    is_read_as("place_or_none", json!({"name": "n", "park": "p"}), "Out(").await;
    is_read_as("place_or_none", json!({"name": "n", "hall": "h"}), "Indoors(Hall(").await;
    is_read_as("place_or_none", json!({"none": "n"}), "Nowhere(").await;
    is_read_as("anywhere", json!({"name": "n", "park": "p"}), "Anywhere(Outdoors(Park(").await;
    is_read_as("anywhere", json!({"id": 5}), "Person(").await;
    is_read_as("anywhere", json!({"sea": 5}), "Unknown(").await;
}

#[tokio::test]
async fn the_enum_that_lists_a_value_comes_first() {
    is_read_as("color_or_size", json!("red"), "Color(Red").await;
    is_read_as("color_or_size", json!("large"), "Size(Large").await;
    is_read_as("level_or_depth", json!(2), "Level(").await;
    is_read_as("level_or_depth", json!(20), "Depth(").await;
    is_read_as("model", json!("small"), "Small").await;
    is_read_as("model", json!("huge"), "Unknown(\"huge\"").await;
    is_read_as("colors_or_sizes", json!(["red", "blue"]), "Colors(").await;
    is_read_as("colors_or_sizes", json!(["large"]), "Sizes(").await;
    is_read_as("levels_or_depths", json!([10, 20]), "Depths(").await;
    is_read_as("painted_or_sized", json!({"as": "blue"}), "Painted(").await;
    is_read_as("painted_or_sized", json!({"as": "small"}), "Sized(").await;
    is_read_as("within", json!({"is": {"as": "red"}}), "PaintedWithin(").await;
    is_read_as("within", json!({"is": {"as": "large"}}), "SizedWithin(").await;
    is_read_as("when", json!({"at": "2026-01-31"}), "Day(").await;
    is_read_as("when", json!({"at": "2026-01-31T12:00:00Z"}), "Moment(").await;
}

#[tokio::test]
async fn values_that_two_branches_list_leave_the_others_to_tell() {
    is_read_as("task", json!({"state": "new", "note": "n"}), "Early(").await;
    is_read_as("task", json!({"state": "done", "note": "n"}), "Late(").await;
    is_read_as("task", json!({"state": "lost", "note": "n"}), "Early(").await;
}

#[tokio::test]
async fn a_union_of_itself_is_read_to_the_bottom() {
    let red = json!({"name": "n", "value": "red"});
    let any = json!({"any": [{"all": [red, {"not": {"any": []}}]}, {"any": [red]}]});
    is_read_as("filter", json!({"all": [any, red], "not": any}), "And(").await;
    is_read_as("filter", any, "Or(").await;
}

#[tokio::test]
async fn an_object_that_describes_no_property_has_a_tag_too() {
    is_read_as("ping", json!({"type": "ping", "at": "noon"}), "Ping({").await;
    is_read_as("ping", json!({"type": "shot"}), "Shot(").await;
    let server = Server::responding(204, "", "");
    let library = Library::new().ping(LibraryPing::Ping([("at".to_owned(), json!(5))].into()));
    client(&server).library().put(library).await.unwrap();
    assert_eq!(server.request().json(), json!({"ping": {"type": "ping", "at": 5}}));
}

#[tokio::test]
async fn a_type_that_takes_more_comes_after_one_that_says_more() {
    is_read_as("measure", json!({"is": 4}), "Whole(").await;
    is_read_as("measure", json!({"is": 4.5}), "Half(").await;
    is_read_as("measure", json!({"is": "four"}), "Word(").await;
}

#[tokio::test]
async fn what_one_union_says_of_a_schema_changes_nothing_for_others() {
    is_read_as("cat_dog_or_word", json!({"kind": "dog", "barks": true}), "Dog(").await;
    is_read_as("cat_dog_or_word", json!({"kind": "puppy"}), "Dog(").await;
    is_read_as("cat_dog_or_word", json!({"kind": "cat"}), "Cat(").await;
    is_read_as("cat_dog_or_word", json!("fish"), "Text(").await;
    is_read_as("cat", json!({"lives": 9}), "Cat {").await;
    let server = Server::json(r#"[{"role":"keeper"},{"role":"reader"},{"role":"cook"}]"#);
    let read = client(&server).members().list().await.unwrap();
    let read: Vec<String> = read.iter().map(|one| format!("{one:?}")).collect();
    assert!(read[0].starts_with("Keeper(") && read[1].starts_with("Reader("), "{read:?}");
    assert!(read[2].starts_with("Unknown("), "{read:?}");
}

#[tokio::test]
async fn numbers_and_booleans_tell_branches_apart_as_what_they_are() {
    is_read_as("version", json!({"v": 2, "new": "n"}), "V2(").await;
    is_read_as("version", json!({"v": 3}), "Unknown(").await;
    is_read_as("answer", json!({"ok": false, "reason": "r"}), "False(").await;
    is_read_as("answer", json!({"ok": true}), "True(").await;
    let server = Server::responding(204, "", "");
    let library = Library::new().version(First::new("o")).answer(Denied::new());
    client(&server).library().put(library).await.unwrap();
    let sent = json!({"version": {"v": 1, "old": "o"}, "answer": {"ok": false}});
    assert_eq!(server.request().json(), sent);
}

#[tokio::test]
async fn a_tag_that_a_branch_may_leave_out_is_written_by_the_union() {
    is_read_as("animal", json!({"kind": "puppy", "barks": true}), "Dog(").await;
    let server = Server::responding(204, "", "");
    let library = Library::new().animal(Cat::new().lives(9)).cat(Cat::new());
    client(&server).library().put(library).await.unwrap();
    let sent = json!({"animal": {"kind": "cat", "lives": 9}, "cat": {}});
    assert_eq!(server.request().json(), sent);
}

#[tokio::test]
async fn the_branch_counts_that_knows_most_of_a_value() {
    is_read_as("visitor", json!({"id": 1}), "Person(").await;
    is_read_as("visitor", json!({"id": 1, "card": "c"}), "Member(").await;
    is_read_as("visitor", json!({"id": 1, "tours": ["t"]}), "Guide(").await;
    is_read_as("visitor", json!({"name": "n"}), "Unknown(").await;
    is_read_as("open", json!({"name": "n", "other": 1}), "OpenName(").await;
    is_read_as("open", json!({"area": "a", "other": 1}), "OpenCode(").await;
}

#[tokio::test]
async fn one_of_several_types_has_what_is_said_of_it() {
    is_read_as("measures", json!("small"), "Text(").await;
    is_read_as("measures", json!([{"step": 2}]), "List([LibraryMeasuresItem { step: Some(2)").await;
    is_read_as("measures", json!({"width": 3}), "Object(LibraryMeasuresObject { width: 3").await;
    is_read_as("measures", json!({"height": 3}), "Unknown(").await;
}
